//! Submitted calls that wait: too many, dropped, or overtaken by the end of the engine.

use super::*;

/// How many submitted writes of this engine can be under way.
fn workers(engine: &Engine) -> i64 {
    i64::from(engine.stats().limits.writers.min(crate::runtime::WORKERS_MAX))
}

/// Lets nobody write until the returned sender is dropped.
fn hold_writers(engine: &Engine) -> (mpsc::Sender<()>, Vec<std::thread::JoinHandle<()>>) {
    let (release, held) = mpsc::channel::<()>();
    let (began, has_begun) = mpsc::channel();
    let held = Arc::new(std::sync::Mutex::new(held));
    let hold = |_| {
        let (engine, held, began) = (engine.clone(), Arc::clone(&held), began.clone());
        std::thread::spawn(move || {
            let wait = |_: &mut Tx<'_>| {
                began.send(()).unwrap();
                let _ = held.lock().unwrap().recv();
                Ok(())
            };
            engine.inner().write_own(wait).unwrap();
        })
    };
    let holders: Vec<_> = (0..engine.stats().limits.writers).map(hold).collect();
    for _ in &holders {
        has_begun.recv().unwrap();
    }
    (release, holders)
}

fn join(holders: Vec<std::thread::JoinHandle<()>>) {
    for holder in holders {
        holder.join().unwrap();
    }
}

#[test]
fn a_full_queue_answers_overloaded_and_loses_nothing_it_took() {
    let engine = engine(EngineOptions::default().queued_calls_max(4));
    let (release, holders) = hold_writers(&engine);
    let cx = Context::host();
    let calls: Vec<_> = (0..20).map(|n| engine.submit::<settings::Set>(&cx, set(n))).collect();
    drop(release);
    join(holders);
    let (mut done, mut refused) = (0, 0);
    for (n, call) in calls.into_iter().enumerate() {
        let stored = |n: usize| engine.settings().get(GetSettingRequest::new(format!("key-{n}")));
        match call.wait() {
            Ok(setting) => {
                done += 1;
                assert_eq!(stored(n).unwrap(), setting);
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.code(), ErrorCode::Overloaded);
                assert!(error.retryable());
                assert_eq!(stored(n).unwrap_err().code(), ErrorCode::NotFound);
            }
        }
    }
    assert!(done >= 4 && refused >= 1, "{done} done, {refused} refused");
}

#[test]
fn a_call_that_is_dropped_before_it_begins_does_not_run() {
    let engine = engine(EngineOptions::default());
    let cx = Context::host();
    let (release, holders) = hold_writers(&engine);
    // The workers take the first calls and wait to write; what comes after them is still queued.
    let first: Vec<_> =
        (0..workers(&engine)).map(|n| engine.submit::<settings::Set>(&cx, set(100 + n))).collect();
    while engine.stats().queued > 0 {
        std::thread::yield_now();
    }
    let dropped = engine.submit::<settings::Set>(&cx, set(1));
    let detached = engine.submit::<settings::Set>(&cx, set(2));
    drop(dropped);
    detached.detach();
    drop(release);
    join(holders);
    for call in first {
        call.wait().unwrap();
    }
    let stored = |n| engine.settings().get(GetSettingRequest::new(format!("key-{n}"))).is_ok();
    while !stored(2) {
        std::thread::yield_now();
    }
    let last: Vec<_> =
        (0..workers(&engine)).map(|n| engine.submit::<settings::Set>(&cx, set(200 + n))).collect();
    for call in last {
        call.wait().unwrap();
    }
    assert!(!stored(1), "what was dropped before it began has run");
}

/// Polls a future by hand: what any executor does.
#[test]
fn a_submitted_call_is_a_future_that_needs_no_runtime() {
    let engine = engine(EngineOptions::default());
    let cx = Context::host();
    assert_eq!(block_on(engine.submit::<settings::Set>(&cx, set(1))).unwrap().key, "key-1");
    let read = engine.submit::<settings::Get>(&cx, GetSettingRequest::new("key-1"));
    assert_eq!(block_on(read).unwrap().value, json!(1));
    let unknown = block_on(engine.submit_call(&cx, "settings.burn", b"{}"));
    assert_eq!(unknown.unwrap_err().code(), ErrorCode::UnknownOperation);
}

#[test]
fn calls_that_wait_when_the_engine_closes_answer_closed() {
    let engine = engine(EngineOptions::default());
    let cx = Context::host();
    let (release, holders) = hold_writers(&engine);
    let first: Vec<_> =
        (0..workers(&engine)).map(|n| engine.submit::<settings::Set>(&cx, set(100 + n))).collect();
    while engine.stats().queued > 0 {
        std::thread::yield_now();
    }
    let waiting = engine.submit::<settings::Set>(&cx, set(1));
    let closer = {
        let engine = engine.clone();
        std::thread::spawn(move || engine.close())
    };
    assert_eq!(waiting.wait().unwrap_err().code(), ErrorCode::Closed);
    drop(release);
    join(holders);
    closer.join().unwrap().unwrap();
    // It had begun, so it completed, unless the driver was closed before it got the writer.
    for call in first {
        if let Err(error) = call.wait() {
            assert_eq!(error.code(), ErrorCode::Closed);
        }
    }
}
