use std::sync::atomic::AtomicBool;

use super::*;

const FRAME_BYTES: u64 = 4_120;

fn log_bytes(folder: &Folder) -> u64 {
    std::fs::metadata(folder.path("store.db-wal")).map_or(0, |file| file.len())
}

/// Writes so much that the log has to restart several times.
fn write_much(store: &Sqlite, from: i64) {
    let content = vec![0u8; 3_000];
    for n in from..from + 600 {
        put(store, n, n).unwrap();
        store
            .write(&mut |connection| {
                connection.exec(&sql::PUT_BLOB, &[content.as_slice().into()]).map(drop)
            })
            .unwrap();
    }
}

#[test]
fn the_log_stays_within_its_bound() {
    let folder = Folder::new();
    let options = SqliteOptions::new().durability(Durability::Off).wal_frames_max(300);
    let store = folder.open(options);
    write_much(&store, 0);
    assert!(counter(&store, "writer_checkpoints") > 0);
    // One commit may pass the bound before it is noticed; these have a handful of pages each.
    assert!(log_bytes(&folder) < 350 * FRAME_BYTES, "{} bytes", log_bytes(&folder));
}

#[test]
fn a_long_reader_makes_the_log_longer_and_nobody_wait_for_ever() {
    let folder = Folder::new();
    let options = SqliteOptions::new().durability(Durability::Off).wal_frames_max(300).readers(2);
    let store = folder.open(options);
    put(&store, -1, 7).unwrap();
    store
        .read(&mut |connection| {
            let mut look = |expected: i64| {
                connection.query(&sql::SUM, &[], &mut |row| {
                    assert_eq!((row.int(0)?, row.int(1)?), (1, expected));
                    Ok(())
                })
            };
            look(7)?;
            std::thread::scope(|scope| {
                scope.spawn(|| write_much(&store, 0));
            });
            look(7)
        })
        .unwrap();
    assert!(log_bytes(&folder) > 350 * FRAME_BYTES, "the reader kept the log");
    write_much(&store, 1_000);
    let after = log_bytes(&folder);
    assert!(after <= 2 * 300 * FRAME_BYTES, "the log gave its space back: {after} bytes");
}

#[test]
fn maintain_empties_the_log() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    put(&store, 1, 1).unwrap();
    assert!(log_bytes(&folder) > 0);
    assert!(store.maintain(Duration::from_secs(5)).unwrap());
    assert_eq!(log_bytes(&folder), 0);
    assert_eq!(total(&store, 1), Some(1));
}

#[test]
fn maintain_tells_that_a_reader_is_in_its_way() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    put(&store, 1, 1).unwrap();
    let other = rusqlite::Connection::open(folder.path("store.db")).unwrap();
    other.execute_batch("BEGIN; SELECT count(*) FROM item").unwrap();
    put(&store, 2, 2).unwrap();
    assert!(!store.maintain(Duration::ZERO).unwrap());
    drop(other);
    assert!(store.maintain(Duration::ZERO).unwrap());
}

#[test]
fn a_backup_under_load_holds_one_point() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new().durability(Durability::Off));
    put(&store, 1, 1_000).unwrap();
    put(&store, 2, 0).unwrap();
    write_much(&store, 10);
    let stop = AtomicBool::new(false);
    let mut steps = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                // The sum of the two never changes.
                store
                    .write(&mut |connection| {
                        connection.exec(&sql::ADD, &[(-1).into(), 1.into()])?;
                        connection.exec(&sql::ADD, &[1.into(), 2.into()]).map(drop)
                    })
                    .unwrap();
            }
        });
        let done = store.backup(&folder.path("copy.db"), &mut |done, all| {
            steps.push((done, all));
            true
        });
        stop.store(true, Ordering::Relaxed);
        done.unwrap();
    });
    let (last, all) = *steps.last().unwrap();
    assert!(steps.len() > 1 && last == all, "progress comes in steps: {steps:?}");
    assert!(!folder.path("copy.db.partial").exists());
    let copy = Sqlite::open(folder.path("copy.db"), SqliteOptions::new()).unwrap();
    assert_eq!(copy.check_integrity().unwrap(), [""; 0]);
    assert_eq!(total(&copy, 1).unwrap() + total(&copy, 2).unwrap(), 1_000);
    put(&copy, 5, 5).unwrap();
}

#[test]
fn a_cancelled_backup_leaves_no_file() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new().durability(Durability::Off));
    // A store that is copied in one step, and one that takes several.
    let refused = store.backup(&folder.path("copy.db"), &mut |_, _| false);
    assert_eq!(code(refused), ErrorCode::Cancelled);
    write_much(&store, 0);
    let refused = store.backup(&folder.path("copy.db"), &mut |_, _| false);
    assert_eq!(code(refused), ErrorCode::Cancelled);
    let names: Vec<_> = std::fs::read_dir(folder.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("copy"))
        .collect();
    assert_eq!(names, [""; 0]);
}

#[test]
fn a_backup_never_replaces_a_file() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    std::fs::write(folder.path("copy.db"), "precious").unwrap();
    let refused = store.backup(&folder.path("copy.db"), &mut |_, _| true);
    assert_eq!(code(refused), ErrorCode::Conflict);
    assert_eq!(std::fs::read(folder.path("copy.db")).unwrap(), b"precious");
}

#[test]
fn a_store_in_memory_is_backed_up_to_a_file() {
    let folder = Folder::new();
    let store = Sqlite::memory().unwrap();
    store.write(&mut |connection| connection.script(SCHEMA)).unwrap();
    put(&store, 1, 9).unwrap();
    assert_eq!(
        code(store.backup(&folder.path("x/copy.db"), &mut |_, _| true)),
        ErrorCode::BackendUnavailable
    );
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.backup(&folder.path("copy.db"), &mut |_, _| panic!("a callback's own panic"))
    }));
    assert!(panicked.is_err());
    put(&store, 2, 9).unwrap();
    assert_eq!(store.check_integrity().unwrap(), [""; 0]);
}

#[test]
fn a_damaged_file_is_reported() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new().durability(Durability::Off));
    write_much(&store, 0);
    store.close().unwrap();
    let path = folder.path("store.db");
    let mut bytes = std::fs::read(&path).unwrap();
    for page in 20..60 {
        bytes[page * 4_096..page * 4_096 + 64].fill(0xA5);
    }
    std::fs::write(&path, bytes).unwrap();
    let store = Sqlite::open(&path, SqliteOptions::new()).unwrap();
    assert!(!store.check_integrity().unwrap().is_empty());
}

#[test]
fn removed_content_leaves_no_byte_in_the_file() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new().durability(Durability::Off));
    let secret = b"the-secret-of-one-user-";
    for n in 0..400 {
        let content = secret.repeat(1 + n % 300);
        store
            .write(&mut |connection| {
                connection.exec(&sql::PUT_BLOB, &[content.as_slice().into()]).map(drop)
            })
            .unwrap();
    }
    store.write(&mut |connection| connection.script("DELETE FROM thing WHERE place % 2")).unwrap();
    write_much(&store, 0);
    store.write(&mut |connection| connection.script("DELETE FROM thing")).unwrap();
    assert!(store.maintain(Duration::from_secs(5)).unwrap());
    for name in ["store.db", "store.db-wal"] {
        let bytes = std::fs::read(folder.path(name)).unwrap();
        let found = bytes.windows(secret.len()).filter(|window| window == secret).count();
        assert_eq!(found, 0, "{name} still holds it");
    }
}

#[test]
fn a_statement_is_prepared_once_per_connection() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new());
    for place in 0..50 {
        put(&store, place, 0).unwrap();
        assert_eq!(total(&store, place), Some(0));
    }
    assert_eq!(counter(&store, "statements_prepared"), 2);
}

#[test]
fn values_of_other_programs_are_reported_and_not_guessed() {
    let memory = super::raw::Database::open(None, rusqlite::ffi::SQLITE_OPEN_READWRITE, 0).unwrap();
    for text in ["SELECT 1.5", "SELECT CAST(x'ff' AS TEXT)"] {
        let mut statement = memory.prepare(text, "test").unwrap();
        let mut run = statement.run(&[]).unwrap();
        assert!(run.step().unwrap());
        assert_eq!(code(run.value(0).map(|_| ())), ErrorCode::StorageCorrupt);
    }
}
