//! Sums that were damaged.

use super::*;

statements! {
    SPOIL_DAYS: User = "UPDATE usage_days SET calls = calls + 7, hours = 0 \
        WHERE user_id = ? AND day = ?";
    SPOIL_PARTS: User = "UPDATE usage_parts SET cost_micros = 0 WHERE user_id = ? AND part = ?";
    FORGET_DAY: User = "DELETE FROM usage_days WHERE user_id = ? AND day = ?";
    FORGET_PARTS: User = "DELETE FROM usage_parts WHERE user_id = ?";
    FORGET_SESSIONS: User = "DELETE FROM usage_sessions WHERE user_id = ?";
    INVENT: User = "INSERT INTO usage_days (user_id, day, made_in, currency, calls, input_tokens, \
        output_tokens, duration_ms, cost_micros, hours) VALUES (?, ?, ?, 'EUR', 1, 1, 1, 1, 1, 1)";
    INVENT_PART: User = "INSERT INTO usage_parts (user_id, day, part, made_in, currency, calls, \
        input_tokens, output_tokens, duration_ms, cost_micros, hours) \
        VALUES (?, ?, 'kvideo', ?, 'EUR', 1, 1, 1, 1, 1, 1)";
    INVENT_SESSION: User = "INSERT INTO usage_sessions (user_id, day, session_id, made_in) \
        VALUES (?, ?, ?, ?)";
    FORGE: User = "UPDATE usage_records SET input_tokens = 0 WHERE user_id = ?";
    ERASE: User = "DELETE FROM usage_records WHERE user_id = ?";
    BEGIN_ERASURE: User = "INSERT INTO ledger_erasure (user_id, begun_at_ms) VALUES (?, 0)";
}

/// 2026-03-08 since 1970-01-01.
const DAY: i64 = 20_520;

/// Spoils something, with the nil id and another at hand; answers how many rows.
type Damage = fn(&World, UserId, [Param<'_>; 2]) -> u64;

/// A user with records of five days, two of them in each.
fn filled() -> (World, UserId) {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let session = crate::SessionId(uuid::Uuid::from_u128(3));
    for n in 0..10 {
        let request = chat(user, &n.to_string(), BEGIN_MS + n / 2 * 40 * DAY_MS);
        world.record(request.session_id(session)).unwrap();
    }
    (world, user)
}

#[test]
fn whatever_became_of_the_sums_they_are_counted_again() {
    let nil = Param::Id(uuid::Uuid::nil());
    let other = Param::Id(uuid::Uuid::from_u128(8));
    let damage: [(Damage, (i64, i64, i64), &str); 8] = [
        (|w, u, _| w.exec(&SPOIL_DAYS, &[u.into(), DAY.into()]), (0, 1, 0), "2026-03-08"),
        (|w, u, _| w.exec(&SPOIL_PARTS, &[u.into(), "kchat".into()]), (0, 6, 0), "2026-03-08"),
        (|w, u, _| w.exec(&FORGET_DAY, &[u.into(), DAY.into()]), (1, 0, 0), "2026-03-08"),
        (|w, u, _| w.exec(&FORGET_PARTS, &[u.into()]), (18, 0, 0), "2026-03-08"),
        (|w, u, _| w.exec(&FORGET_SESSIONS, &[u.into()]), (5, 0, 0), "2026-03-08"),
        (
            |w, u, [nil, _]| w.exec(&INVENT, &[u.into(), (DAY - 9).into(), nil]),
            (0, 0, 1),
            "2026-02-27",
        ),
        (
            |w, u, [nil, _]| w.exec(&INVENT_PART, &[u.into(), (DAY + 1).into(), nil]),
            (0, 0, 1),
            "2026-03-09",
        ),
        (
            |w, u, [nil, other]| {
                w.exec(&INVENT_SESSION, &[u.into(), (DAY + 500).into(), other, nil])
            },
            (0, 0, 1),
            "2027-07-21",
        ),
    ];
    let (world, user) = filled();
    let right = world.sums(user);
    for (n, (damage, expected, first)) in damage.into_iter().enumerate() {
        assert!(damage(&world, user, [nil, other]) > 0, "{n}");
        assert_ne!(world.sums(user), right, "{n}");
        let found = world.rebuild(user, 2);
        assert_eq!((found.added, found.corrected, found.removed), expected, "{n}");
        assert_eq!(found.changed[0], first, "{n}");
        assert_eq!(world.sums(user), right, "{n}");
        assert_eq!(world.rebuild(user, 2).changed, Vec::<String>::new(), "{n}");
    }
}

#[test]
fn the_sums_of_all_days_are_counted_from_those_of_each() {
    let (world, user) = filled();
    let right = world.sums(user);
    let all = crate::usage::days::ALL_DAYS;
    assert_eq!(world.exec(&FORGET_DAY, &[user.into(), all.into()]), 1);
    let found = world.rebuild(user, 31);
    assert_eq!((found.added, found.changed.as_slice()), (1, &["all".to_owned()][..]));
    assert_eq!(world.sums(user), right);
}

#[test]
fn a_step_takes_so_many_days_and_ends_where_the_next_begins() {
    let (world, user) = filled();
    let step = |cursor: Option<String>| {
        let mut request = RebuildUsageRequest::new(user).limit(2);
        request.cursor = cursor;
        world.engine.usage().rebuild(request).unwrap()
    };
    let first = step(None);
    assert_eq!((first.days, first.records), (2, 4));
    let second = step(first.next_cursor.clone());
    let third = step(second.next_cursor.clone());
    assert_eq!((second.days, third.days, third.next_cursor), (2, 1, None));
    let other = world.user("bob", "UTC");
    let mut request = RebuildUsageRequest::new(other);
    request.cursor = first.next_cursor;
    assert_eq!(code(world.engine.usage().rebuild(request)), ErrorCode::CursorInvalid);
}

#[test]
fn a_record_is_never_changed_and_only_erasure_removes_it() {
    let (world, user) = filled();
    let run = |sql: &'static crate::store::Sql| {
        world.engine.inner().write_own(|tx| tx.exec(sql, &[user.into()]))
    };
    assert!(run(&FORGE).is_err());
    assert!(run(&ERASE).is_err());
    assert_eq!(world.records(user), 10);
    assert_eq!(run(&BEGIN_ERASURE), Ok(1));
    assert_eq!(run(&ERASE), Ok(10));
}
