//! A submitted read that runs can be cancelled.

use std::sync::Mutex;

use super::*;
use crate::store::{Connection, Dialect, EachRow, Limits, Param, ReadJob, Sql, WriteJob};

statements! {
    ENDLESS: EngineScan = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
        SELECT count(*) FROM n";
}

/// A store whose reads never end by themselves, once it is told to be one.
#[derive(Debug)]
struct Endless {
    inner: Sqlite,
    endless: AtomicBool,
    began: Mutex<mpsc::Sender<()>>,
}

impl Driver for Endless {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    fn limits(&self) -> Limits {
        self.inner.limits()
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        self.inner.read(&mut |inner| match self.endless.load(Ordering::SeqCst) {
            true => job(&mut Reading { inner, store: self }),
            false => job(inner),
        })
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        self.inner.write(job)
    }

    fn close(&self) -> Result<()> {
        self.inner.close()
    }
}

struct Reading<'c> {
    inner: &'c mut dyn Connection,
    store: &'c Endless,
}

impl Connection for Reading<'_> {
    fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.inner.exec(sql, params)
    }

    fn query(
        &mut self,
        _sql: &'static Sql,
        _params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        self.store.began.lock().unwrap().send(()).unwrap();
        self.inner.query(&ENDLESS, &[], each)
    }

    fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        self.inner.insert_new(sql, params)
    }

    fn script(&mut self, ddl: &str) -> Result<()> {
        self.inner.script(ddl)
    }

    fn stop_when(&mut self, stop: &Arc<AtomicBool>) {
        self.inner.stop_when(stop);
    }
}

#[test]
fn a_read_that_runs_is_cancelled_and_its_worker_goes_on() {
    let (began, has_begun) = mpsc::channel();
    let store = Arc::new(Endless {
        inner: Sqlite::memory().unwrap(),
        endless: AtomicBool::new(false),
        began: Mutex::new(began),
    });
    let driver: Arc<dyn Driver> = Arc::<Endless>::clone(&store);
    let engine = Engine::with_driver(driver, EngineOptions::default()).unwrap();
    engine.settings().set(set(1)).unwrap();
    let read = || engine.submit::<settings::Get>(&Context::host(), GetSettingRequest::new("key-1"));

    store.endless.store(true, Ordering::SeqCst);
    let endless = read();
    has_begun.recv().unwrap();
    endless.cancel();
    assert_eq!(endless.wait().unwrap_err().code(), ErrorCode::Cancelled);
    let dropped = read();
    has_begun.recv().unwrap();
    drop(dropped);

    store.endless.store(false, Ordering::SeqCst);
    assert_eq!(read().wait().unwrap().value, json!(1));
}
