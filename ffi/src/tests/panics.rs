//! A defect of the library's own: a panic, at every place where a call uses the store.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;

use serde_json::json;
use silvervine_core::{Clock, EngineOptions};

use super::callbacks::{Heard, submit, tell};
use super::staged::Staged;
use super::*;
use crate::engine::sv_check_integrity;
use crate::flat::wallet::{
    SvWalletBalanceRequest, SvWalletBalanceResponse, sv_wallet_balance_flat,
};
use crate::generated::status::SV_INTERNAL;
use crate::id::SvId;
use crate::status::SV_PANIC;

fn balance(engine: *const SvEngine, user: &str) -> Value {
    call(engine, "wallet.balance", &json!({"userId": user}).to_string()).unwrap()["balance"].clone()
}

/// Panics in the first statement of the call, then in the second, until there is none left.
fn panic_everywhere(staged: &Staged, mut make: impl FnMut() -> bool, mut check: impl FnMut()) {
    for n in 1..100 {
        staged.panics_in.store(n, Ordering::SeqCst);
        let succeeded = make();
        let left = staged.panics_in.swap(0, Ordering::SeqCst);
        assert_eq!(succeeded, left > 0, "statement {n}");
        if succeeded {
            assert!(n > 1, "the call uses the store");
            return;
        }
        check();
    }
    panic!("no call has so many statements");
}

#[test]
fn a_panic_is_answered_and_what_it_began_is_undone() {
    let (staged, engine) = Staged::open(EngineOptions::default());
    let user = register(engine);
    let request = json!({"userId": user, "amount": 30, "idempotencyKey": "k"}).to_string();
    let make = || match call(engine, "wallet.consume", &request) {
        Ok(spent) => spent["replayed"] == false,
        Err((status, error)) => {
            assert_eq!((status, &error["code"]), (SV_PANIC, &json!("panic")));
            false
        }
    };
    panic_everywhere(&staged, make, || assert_eq!(balance(engine, &user), 100));
    assert_eq!(balance(engine, &user), 70);
    // SAFETY: the places are valid for the call.
    let damage = answer(|o, e| unsafe { sv_check_integrity(engine, o, e) });
    assert_eq!(damage.unwrap(), json!([]));
    close(engine);
}

#[test]
fn a_panic_of_a_flat_call_leaves_its_response_alone() {
    let (staged, engine) = Staged::open(EngineOptions::default());
    let user_id = SvId::from(uuid::Uuid::try_parse(&register(engine)).unwrap());
    let struct_size = size_of::<SvWalletBalanceRequest>();
    let request =
        SvWalletBalanceRequest { struct_size, user_id, asset: SvText::ABSENT, as_of_at_ms: 0 };
    // SAFETY: all zero is a response that was not written.
    let mut response: SvWalletBalanceResponse = unsafe { std::mem::zeroed() };
    response.struct_size = size_of::<SvWalletBalanceResponse>();
    let make = || {
        let (context, error) = (SvText::ABSENT, null_mut());
        // SAFETY: the structures are this test's.
        match unsafe { sv_wallet_balance_flat(engine, context, &request, &mut response, error) } {
            SV_OK => response.balance == 100,
            status => {
                assert_eq!((status, response.balance), (SV_PANIC, 0));
                false
            }
        }
    };
    panic_everywhere(&staged, make, || {});
    close(engine);
}

#[test]
fn a_panic_of_a_submitted_call_is_its_own_outcome_and_no_other_call_s() {
    let (staged, engine) = Staged::open(EngineOptions::default());
    let (sender, outcomes) = channel();
    let heard = Heard::new(engine, sender);
    let gate = staged.gate.lock().unwrap();
    for n in 0..20 {
        let request = json!({"key": format!("k{n}"), "value": n}).to_string();
        assert_eq!(submit(&heard, &request, Some(tell)), SV_OK);
    }
    staged.panics_in.store(5, Ordering::SeqCst);
    drop(gate);
    let told: Vec<_> = outcomes.iter().take(20).map(|(status, _)| status).collect();
    assert_eq!(told.iter().filter(|status| **status == SV_INTERNAL).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|status| **status == SV_OK).count(), 19, "{told:?}");
    let stored = call(engine, "settings.list", r#"{"limit":50}"#).unwrap();
    assert_eq!(stored["items"].as_array().unwrap().len(), 19);
    close(engine);
}

/// A clock that panics once it is told to.
#[derive(Debug)]
struct Broken(Arc<AtomicBool>);

impl Clock for Broken {
    fn now_ms(&self) -> i64 {
        assert!(!self.0.load(Ordering::SeqCst), "a panic that a test asked for");
        1_768_464_000_000
    }
}

#[test]
fn a_call_that_panics_before_it_is_queued_is_not_waited_for() {
    let broken = Arc::new(AtomicBool::new(false));
    let (_, engine) = Staged::open(EngineOptions::default().clock(Broken(Arc::clone(&broken))));
    let (sender, outcomes) = channel();
    let heard = Heard::new(engine, sender);
    broken.store(true, Ordering::SeqCst);
    assert_eq!(submit(&heard, r#"{"key":"a","value":1}"#, Some(tell)), SV_PANIC);
    broken.store(false, Ordering::SeqCst);
    assert_eq!(submit(&heard, r#"{"key":"b","value":1}"#, Some(tell)), SV_OK);
    assert_eq!(outcomes.recv().unwrap().0, SV_OK);
    close(engine);
    assert!(outcomes.try_recv().is_err(), "a call that was refused is not answered");
}
