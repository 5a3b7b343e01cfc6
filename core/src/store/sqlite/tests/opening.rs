use super::*;

#[test]
fn a_store_is_found_again_with_what_was_written() {
    let folder = Folder::new();
    for round in 0..3 {
        let store = folder.open(SqliteOptions::new());
        put(&store, round, round * 10).unwrap();
        store.close().unwrap();
        assert!(!folder.path("store.db-wal").exists(), "closing leaves one file");
    }
    let store = folder.open(SqliteOptions::new());
    assert_eq!(
        (0..3).map(|place| total(&store, place)).collect::<Vec<_>>(),
        [Some(0), Some(10), Some(20)]
    );
}

#[test]
fn a_new_file_is_marked_and_keeps_a_write_ahead_log() {
    let folder = Folder::new();
    drop(folder.open(SqliteOptions::new()));
    let header = std::fs::read(folder.path("store.db")).unwrap();
    assert_eq!(header[68..72], *b"SLVN");
    assert_eq!(header[18..20], [2, 2], "read and write version 2 mean a write-ahead log");
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let folder = Folder::new();
    for (name, setup) in [
        ("unmarked.db", "CREATE TABLE t (a)"),
        ("marked.db", "PRAGMA application_id = 7; CREATE TABLE t (a)"),
    ] {
        let path = folder.path(name);
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch(setup).unwrap();
        drop(other);
        let before = std::fs::read(&path).unwrap();
        assert_eq!(code(Sqlite::open(&path, SqliteOptions::new())), ErrorCode::StorageCorrupt);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = Folder::new();
    let path = folder.path("text.db");
    std::fs::write(&path, "not a database at all ".repeat(500)).unwrap();
    assert_eq!(code(Sqlite::open(&path, SqliteOptions::new())), ErrorCode::StorageCorrupt);
}

#[test]
fn a_missing_file_or_folder_is_unavailable() {
    let folder = Folder::new();
    let missing = SqliteOptions::new().create(false);
    let opened = Sqlite::open(folder.path("missing.db"), missing);
    assert_eq!(code(opened), ErrorCode::BackendUnavailable);
    let opened = Sqlite::open(folder.path("no/such/folder.db"), SqliteOptions::new());
    assert_eq!(code(opened), ErrorCode::BackendUnavailable);
    assert_eq!(code(Sqlite::open("", SqliteOptions::new())), ErrorCode::BackendUnavailable);
}

#[test]
fn a_name_is_never_taken_for_a_uri_or_for_memory() {
    let folder = Folder::new();
    for name in ["file:x?mode=memory", ":memory:", "a b%41.db"] {
        let store = Sqlite::open(folder.path(name), SqliteOptions::new()).unwrap();
        store.close().unwrap();
        assert!(folder.path(name).exists(), "{name} is a file");
    }
}

#[test]
fn a_read_only_store_reads_and_refuses_writes() {
    let folder = Folder::new();
    let writer = folder.open(SqliteOptions::new());
    put(&writer, 1, 5).unwrap();
    let options = SqliteOptions::new().read_only(true);
    let reader = Sqlite::open(folder.path("store.db"), options).unwrap();
    assert_eq!(total(&reader, 1), Some(5));
    assert_eq!(code(put(&reader, 2, 5)), ErrorCode::ReadOnly);
    put(&writer, 2, 6).unwrap();
    assert_eq!(total(&reader, 2), Some(6));
}

#[test]
fn many_can_make_the_same_file_at_once() {
    let folder = Folder::new();
    let path = folder.path("store.db");
    let stores: Vec<Sqlite> = std::thread::scope(|scope| {
        let openers: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| Sqlite::open(&path, SqliteOptions::new()).unwrap()))
            .collect();
        openers.into_iter().map(|opener| opener.join().unwrap()).collect()
    });
    stores[0].write(&mut |connection| connection.script(SCHEMA)).unwrap();
    put(&stores[3], 1, 1).unwrap();
    assert_eq!(total(&stores[7], 1), Some(1));
}

#[test]
fn two_stores_on_one_file_neither_lose_a_write_nor_meet_busy() {
    const THREADS: i64 = 8;
    const WRITES: i64 = 40;
    let folder = Folder::new();
    let options = SqliteOptions::new().durability(Durability::Normal).wal_frames_max(200);
    let stores = [folder.open(options.clone()), folder.open(options)];
    put(&stores[0], 1, 0).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let store = &stores[thread as usize % 2];
            scope.spawn(move || {
                for _ in 0..WRITES {
                    add(store, 1, 1).unwrap();
                    assert!(total(store, 1) > Some(0));
                }
            });
        }
    });
    assert_eq!(total(&stores[1], 1), Some(THREADS * WRITES));
}

#[test]
fn a_lock_held_past_the_time_out_is_busy_and_then_forgotten() {
    let folder = Folder::new();
    let store = folder.open(SqliteOptions::new().busy_timeout_ms(20));
    let other = rusqlite::Connection::open(folder.path("store.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = put(&store, 1, 1).unwrap_err();
    assert_eq!(*refused.kind(), ErrorKind::Busy { waited_ms: 20 });
    other.execute_batch("ROLLBACK").unwrap();
    put(&store, 1, 2).unwrap();
    assert_eq!(total(&store, 1), Some(2));
}
