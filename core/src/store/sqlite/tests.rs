#![allow(clippy::unwrap_used)]

use super::*;
use crate::store::{Connection, Param, statements};

statements! {
    SET: EngineScan = "INSERT INTO t (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v";
    ADD: EngineScan = "UPDATE t SET v = v + ? WHERE k = ?";
    GET: EngineScan = "SELECT v FROM t WHERE k = ?";
}

fn file() -> (tempfile::TempDir, Sqlite) {
    let dir = tempfile::tempdir().unwrap();
    let store = Sqlite::open(dir.path().join("a.db"), SqliteOptions::new()).unwrap();
    store
        .write(&mut |c| c.script("CREATE TABLE t (k INTEGER PRIMARY KEY, v INTEGER NOT NULL)"))
        .unwrap();
    (dir, store)
}

fn get(store: &Sqlite, k: i64) -> Option<i64> {
    let mut found = None;
    store
        .read(&mut |c| {
            c.query(&GET, &[k.into()], &mut |row| {
                found = Some(row.int(0)?);
                Ok(())
            })
        })
        .unwrap();
    found
}

#[test]
fn smoke() {
    let (_dir, store) = file();
    store.write(&mut |c| c.exec(&SET, &[1.into(), 0.into()]).map(|_| ())).unwrap();
    std::thread::scope(|s| {
        for _ in 0..16 {
            s.spawn(|| {
                for _ in 0..50 {
                    store.write(&mut |c| c.exec(&ADD, &[1.into(), 1.into()]).map(|_| ())).unwrap();
                }
            });
        }
    });
    assert_eq!(get(&store, 1), Some(800));
    let _ = Param::Null;
    store.close().unwrap();
}
