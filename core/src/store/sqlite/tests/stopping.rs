//! A read can be stopped amid a statement; a write cannot.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::store::statements;

statements! {
    ENDLESS: EngineScan = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
        SELECT count(*) FROM n";
    MANY: EngineScan = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
        WHERE i < 10000) INSERT INTO item (place, total) SELECT i, 1 FROM n";
}

fn stores(folder: &Folder) -> [Sqlite; 2] {
    let memory = Sqlite::memory().unwrap();
    memory.write(&mut |connection| connection.script(SCHEMA)).unwrap();
    [memory, folder.open(SqliteOptions::new().readers(1))]
}

#[test]
fn a_statement_of_a_read_ends_when_it_is_told_to() {
    for store in stores(&Folder::new()) {
        let stop = Arc::new(AtomicBool::new(true));
        let stopped = store.read(&mut |connection| {
            connection.stop_when(&stop);
            connection.query(&ENDLESS, &[], &mut |_| Ok(()))
        });
        assert_eq!(stopped.unwrap_err().code(), ErrorCode::Cancelled);
    }
}

#[test]
fn what_stopped_one_job_stops_no_later_one() {
    for store in stores(&Folder::new()) {
        store.write(&mut |connection| connection.exec(&MANY, &[]).map(drop)).unwrap();
        let stop = Arc::new(AtomicBool::new(true));
        store
            .read(&mut |connection| {
                connection.stop_when(&stop);
                Ok(())
            })
            .unwrap();
        let mut sum = 0;
        let mut read = |connection: &mut dyn Connection| {
            connection.query(&sql::SUM, &[], &mut |row| {
                sum = row.int(1)?;
                Ok(())
            })
        };
        store.read(&mut read).unwrap();
        assert_eq!(sum, 10_000);
    }
}

#[test]
fn a_write_is_never_stopped() {
    for store in stores(&Folder::new()) {
        let stop = Arc::new(AtomicBool::new(true));
        let mut rows = 0;
        store
            .write(&mut |connection| {
                connection.stop_when(&stop);
                rows = connection.exec(&MANY, &[])?;
                Ok(())
            })
            .unwrap();
        assert_eq!(rows, 10_000);
    }
}
