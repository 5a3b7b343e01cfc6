use super::*;
use crate::store::Driver;
use crate::store::sqlite::{Sqlite, SqliteOptions};
use crate::users::{FindUserRequest, GetUserRequest};

const EMAIL: &str = "canary.lovelace@example.org";
const PHONE: &str = "+8613800138000";
const EXTERNAL: &str = "canary-external-7";

fn canary() -> RegisterUserRequest {
    RegisterUserRequest::new()
        .email(EMAIL)
        .phone(PHONE)
        .external_id(EXTERNAL)
        .name("Ada Lovelace")
        .idempotency_key("k")
}

/// Whether some text stands anywhere in the files of the store.
fn holds(world: &World, text: &str) -> bool {
    std::fs::read_dir(world.folder.path()).unwrap().any(|entry| {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn with_a_root_key_no_identifier_stands_in_any_file() {
    for (key, sealed) in [(None, false), (Some(root_key(1)), true)] {
        let world = world(key);
        world.engine.users().register(canary()).unwrap();
        assert!(holds(&world, "Ada Lovelace"), "a name is searched by its text");
        for text in [EMAIL, "canary", "lovelace@", PHONE, "13800138000", EXTERNAL] {
            assert_eq!(holds(&world, text), !sealed, "{text}, sealed: {sealed}");
        }
        world.engine.close().unwrap();
        assert_eq!(holds(&world, "canary"), !sealed, "after the last checkpoint");
    }
}

#[test]
fn a_store_opens_again_with_its_root_key_and_finds_its_users() {
    let world = world(Some(root_key(1)));
    let user = world.engine.users().register(canary()).unwrap().user;
    world.engine.close().unwrap();
    let engine = open(&world.path(), Some(root_key(1)), &world.clock).unwrap();
    let found = engine.users().find(FindUserRequest::new().email(EMAIL)).unwrap();
    assert_eq!(found, user);
    assert!(engine.users().register(canary()).unwrap().replayed);
}

#[test]
fn a_store_opens_only_with_the_root_key_it_was_made_with() {
    let sealed = world(Some(root_key(1)));
    sealed.engine.close().unwrap();
    let outcome = open(&sealed.path(), Some(root_key(2)), &sealed.clock);
    assert_eq!(code(outcome), ErrorCode::KeyMismatch);
    assert_eq!(code(open(&sealed.path(), None, &sealed.clock)), ErrorCode::KeyUnavailable);
    let plain = world(None);
    plain.engine.close().unwrap();
    let error = open(&plain.path(), Some(root_key(1)), &plain.clock).unwrap_err();
    assert_eq!(error.code(), ErrorCode::KeyMismatch);
    assert!(error.to_string().contains("made without one"), "{error}");
    open(&plain.path(), None, &plain.clock).unwrap();
}

#[test]
fn a_damaged_or_missing_key_check_is_told_from_a_wrong_key() {
    let world = world(Some(root_key(1)));
    world.engine.users().register(canary()).unwrap();
    world.engine.close().unwrap();
    let open = || open(&world.path(), Some(root_key(1)), &world.clock);
    let sql = "UPDATE engine_meta SET value = x'0102' WHERE name = 'key_check'";
    world.raw().execute(sql, []).unwrap();
    assert_eq!(code(open()), ErrorCode::DecryptFailed);
    world.raw().execute("DELETE FROM engine_meta WHERE name = 'key_check'", []).unwrap();
    assert_eq!(code(open()), ErrorCode::StorageCorrupt);
}

#[test]
fn a_store_whose_first_open_was_cut_short_can_still_choose() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.db");
    let clock = FixedClock::new(NOW_MS);
    let driver = Sqlite::open(&path, SqliteOptions::default()).unwrap();
    crate::store::migrate::migrate(&driver, NOW_MS).unwrap();
    driver.close().unwrap();
    open(&path, Some(root_key(1)), &clock).unwrap().close().unwrap();
    assert_eq!(code(open(&path, None, &clock)), ErrorCode::KeyUnavailable);
}

#[test]
fn a_sealed_column_that_was_changed_or_moved_does_not_open() {
    let world = world(Some(root_key(1)));
    let ada = world.engine.users().register(canary()).unwrap().user.id;
    let bob = world.register("bob@example.org").id;
    let read = |user| world.engine.users().get(GetUserRequest::new(user));
    let tampered = [
        "UPDATE users SET email_sealed = phone_sealed WHERE phone_sealed IS NOT NULL",
        "UPDATE users SET email_sealed = (SELECT email_sealed FROM users WHERE id = ?2) \
            WHERE id = ?1",
        "UPDATE users SET email_sealed = CAST(SUBSTR(email_sealed, 1, LENGTH(email_sealed) - 1) \
            || CASE SUBSTR(email_sealed, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) \
            WHERE id = ?1",
        // A plain value, as a store without a root key would have it.
        "UPDATE users SET email_sealed = x'0061' WHERE id = ?1",
    ];
    for sql in tampered {
        let raw = world.raw();
        let whole: Vec<u8> = raw
            .query_row("SELECT email_sealed FROM users WHERE id = ?", [ada.0.as_bytes()], |row| {
                row.get(0)
            })
            .unwrap();
        let (one, two) = (ada.0.as_bytes().as_slice(), bob.0.as_bytes().as_slice());
        let changed = match sql.contains("?2") {
            true => raw.execute(sql, [one, two]).unwrap(),
            false if sql.contains("?1") => raw.execute(sql, [one]).unwrap(),
            false => raw.execute(sql, []).unwrap(),
        };
        assert_eq!(changed, 1, "{sql}");
        assert_eq!(code(read(ada)), ErrorCode::DecryptFailed, "{sql}");
        raw.execute("UPDATE users SET email_sealed = ?1 WHERE id = ?2", (whole, one)).unwrap();
        assert!(read(ada).is_ok() && read(bob).is_ok());
    }
}

#[test]
fn a_user_whose_data_key_is_destroyed_does_not_open_and_others_do() {
    let world = world(Some(root_key(1)));
    let ada = world.engine.users().register(canary()).unwrap().user.id;
    let bob = world.register("bob@example.org").id;
    world.engine.close().unwrap();
    let gone = world.raw().execute("DELETE FROM data_keys WHERE user_id = ?", [ada.0.as_bytes()]);
    assert_eq!(gone.unwrap(), 1);
    let engine = open(&world.path(), Some(root_key(1)), &world.clock).unwrap();
    assert_eq!(code(engine.users().get(GetUserRequest::new(ada))), ErrorCode::DecryptFailed);
    assert!(engine.users().get(GetUserRequest::new(bob)).is_ok());
}

#[test]
fn equal_identifiers_of_two_stores_have_unequal_look_ups() {
    let lookup = |key: u8| -> Vec<u8> {
        let world = world(Some(root_key(key)));
        world.register("ada@example.org");
        world.raw().query_row("SELECT lookup FROM identifiers", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(lookup(1), lookup(1));
    assert_ne!(lookup(1), lookup(2));
}
