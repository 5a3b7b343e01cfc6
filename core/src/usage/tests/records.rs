//! One record and many.

use super::*;
use crate::prices::SetPriceRequest;
use crate::usage::{ListUsageRequest, RecordManyUsageRequest, UsageEvent, UsageList};

#[test]
fn an_event_is_counted_once_and_answers_its_first_record() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let first = world.record(chat(user, "e", BEGIN_MS)).unwrap();
    let again = world.record(chat(user, "e", BEGIN_MS)).unwrap();
    assert!(!first.replayed && again.replayed);
    assert_eq!(first.record, again.record);
    assert_eq!(world.statistics(user, "2026-03-08", "2026-03-08").totals.calls, 1);
}

#[test]
fn an_event_of_another_user_is_another() {
    let world = World::new();
    let (ada, bob) = (world.user("ada", "UTC"), world.user("bob", "UTC"));
    world.record(chat(ada, "e", BEGIN_MS)).unwrap();
    assert!(!world.record(chat(bob, "e", BEGIN_MS)).unwrap().replayed);
}

#[test]
fn the_first_field_in_which_an_event_differs_is_named() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let session = crate::SessionId(uuid::Uuid::from_u128(9));
    let good = || chat(user, "e", BEGIN_MS).session_id(session);
    world.record(good()).unwrap();
    let named = |change: fn(&mut RecordUsageRequest)| {
        let mut request = good();
        change(&mut request);
        let error = world.record(request).unwrap_err();
        assert_eq!(error.code(), ErrorCode::IdempotencyMismatch);
        error.details()["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(named(|r| r.cost = None), "cost");
    assert_eq!(named(|r| r.cost = Some(UsageCost::new(5, "CNY"))), "cost");
    assert_eq!(named(|r| r.device = Some("phone".into())), "device");
    assert_eq!(named(|r| r.duration_ms += 1), "durationMs");
    assert_eq!(named(|r| r.input_tokens += 1), "inputTokens");
    assert_eq!(named(|r| r.kind = "image".into()), "kind");
    assert_eq!(named(|r| r.model = "gpt-mini".into()), "model");
    assert_eq!(named(|r| r.occurred_at_ms = None), "occurredAtMs");
    assert_eq!(named(|r| r.output_tokens += 1), "outputTokens");
    assert_eq!(named(|r| r.provider = "azure".into()), "provider");
    assert_eq!(named(|r| r.session_id = None), "sessionId");
    let several = |r: &mut RecordUsageRequest| {
        (r.session_id, r.kind, r.output_tokens) = (None, "image".into(), 0);
    };
    assert_eq!(named(several), "kind");
    // A retry that names no device may come from another one.
    let mut elsewhere = good();
    elsewhere.device = None;
    assert!(world.record(elsewhere).unwrap().replayed);
    assert_eq!(world.records(user), 1);
}

#[test]
fn a_cost_comes_from_the_price_of_its_moment_which_the_record_keeps() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let price = |micros, from_ms| {
        let request = SetPriceRequest::new("openai", "gpt", "USD", micros, 2 * micros);
        world.engine.prices().set(request.effective_at_ms(from_ms)).unwrap();
    };
    price(1_000_000, BEGIN_MS);
    price(2_000_000, BEGIN_MS + HOUR_MS);
    let bare = |event: &str, at_ms| {
        let mut request = chat(user, event, at_ms);
        request.cost = None;
        world.record(request).unwrap()
    };
    let cost = |response: &RecordUsageResponse| {
        response.record.cost.as_ref().map(|cost| cost.amount_micros)
    };
    let early = bare("early", BEGIN_MS);
    assert_eq!(cost(&early), Some(140));
    assert_eq!(early.record.price.as_ref().unwrap().version, 1);
    assert_eq!(cost(&bare("late", BEGIN_MS + HOUR_MS)), Some(280));
    assert_eq!(cost(&bare("before", BEGIN_MS - 1)), None);
    // A price that is set for the past changes no record, and its event is the same use.
    price(9_000_000, BEGIN_MS - DAY_MS);
    assert_eq!(bare("early", BEGIN_MS).record, early.record);
    assert_eq!(cost(&bare("new", BEGIN_MS - 1)), Some(1_260));
    let days = world.statistics(user, "2026-03-08", "2026-03-08");
    assert_eq!(days.totals.costs, [UsageCost::new(140 + 280 + 1_260, "USD")]);
    assert_eq!(days.totals.calls, 4);
}

#[test]
fn a_cost_that_is_given_is_another_use_than_one_that_was_reckoned() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let price = SetPriceRequest::new("openai", "gpt", "USD", 1_000_000, 2_000_000);
    world.engine.prices().set(price).unwrap();
    let mut request = chat(user, "e", BEGIN_MS);
    request.cost = None;
    world.record(request.clone()).unwrap();
    let given = request.cost(UsageCost::new(140, "USD"));
    assert_eq!(code(world.record(given)), ErrorCode::IdempotencyMismatch);
}

#[test]
fn currencies_are_summed_apart_and_written_in_one_way() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    for (event, cost) in [("a", (7, "USD")), ("b", (9, "CNY")), ("c", (1, "USD"))] {
        world.record(chat(user, event, BEGIN_MS).cost(UsageCost::new(cost.0, cost.1))).unwrap();
    }
    let totals = world.statistics(user, "2026-03-08", "2026-03-08").totals;
    assert_eq!(totals.costs, [UsageCost::new(9, "CNY"), UsageCost::new(8, "USD")]);
    assert_eq!((totals.calls, totals.total_tokens), (3, 360));
    for wrong in ["usd", "U$D", "US1", "ＵＳＤ"] {
        let error = world.record(chat(user, "d", BEGIN_MS).cost(UsageCost::new(1, wrong)));
        assert_eq!(error.unwrap_err().details()["field"], "cost.currency", "{wrong}");
    }
}

#[test]
fn no_sum_passes_what_every_surface_holds_and_a_refusal_changes_nothing() {
    use crate::limits::AMOUNT_MAX;
    let world = World::new();
    let user = world.user("ada", "UTC");
    let whale = |event: &str, tokens: (i64, i64), duration_ms, cost| {
        let (input, output) = tokens;
        let request = RecordUsageRequest::new(
            user,
            event,
            "chat",
            "openai",
            "gpt",
            input,
            output,
            duration_ms,
        );
        world.record(request.cost(UsageCost::new(cost, "USD")))
    };
    let field = |outcome: Result<RecordUsageResponse>| {
        let error = outcome.unwrap_err();
        assert_eq!(error.code(), ErrorCode::AmountOverflow);
        error.details()["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(field(whale("a", (AMOUNT_MAX, 1), 0, 0)), "tokens");
    assert_eq!(world.sums(user).len(), 0);
    whale("b", (AMOUNT_MAX - 9, 0), AMOUNT_MAX - 9, AMOUNT_MAX - 9).unwrap();
    let before = world.sums(user);
    assert_eq!(field(whale("c", (5, 5), 0, 0)), "tokens");
    assert_eq!(field(whale("d", (0, 0), 10, 0)), "durationMs");
    assert_eq!(field(whale("e", (0, 0), 0, 10)), "cost");
    assert_eq!((world.sums(user), world.records(user)), (before, 1));
    whale("f", (4, 5), 9, 9).unwrap();
}

#[test]
fn the_device_is_that_of_the_call_where_none_is_named() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let phone = Context::user(user).with_device("phone");
    let mut request = chat(user, "e", BEGIN_MS);
    request.device = None;
    let record = world.engine.acting(&phone).usage().record(request).unwrap().record;
    assert_eq!(record.device.as_deref(), Some("phone"));
    let named = world.engine.acting(&phone).usage().record(chat(user, "f", BEGIN_MS));
    assert_eq!(named.unwrap().record.device.as_deref(), Some("mac"));
}

fn event(id: &str, tokens: i64) -> UsageEvent {
    UsageEvent::new(id, "chat", "openai", "gpt", tokens, 0, 10).cost(UsageCost::new(1, "USD"))
}

#[test]
fn each_of_many_stands_for_itself_and_an_upload_can_be_sent_again() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    world.record(chat(user, "old", BEGIN_MS)).unwrap();
    let events = vec![
        event("a", 1),
        event("old", 5),
        event("b", 2),
        event("a", 1),
        event("far", 4).occurred_at_ms(crate::limits::TIME_MS_MIN),
        event("a", 3),
    ];
    world.moves(user, "America/New_York");
    let send = || {
        let request = RecordManyUsageRequest::new(user, events.clone());
        world.engine.usage().record_many(request).unwrap()
    };
    let first = send();
    assert_eq!((first.recorded, first.replayed, first.refused), (2, 1, 3));
    let codes: Vec<_> = first
        .outcomes
        .iter()
        .map(|outcome| outcome.error.as_ref().map_or("", |error| error.code.as_str()).to_owned())
        .collect();
    let mismatch = "idempotency_mismatch";
    assert_eq!(codes, ["", mismatch, "", "", "validation", mismatch]);
    assert_eq!(first.outcomes[4].error.as_ref().unwrap().details["field"], "occurredAtMs");
    let before = world.sums(user);
    let second = send();
    assert_eq!((second.recorded, second.replayed, second.refused), (0, 3, 3));
    assert_eq!(second.outcomes[0].record, first.outcomes[0].record);
    assert_eq!((world.sums(user), world.records(user)), (before, 3));
}

#[test]
fn one_of_many_without_room_leaves_the_others() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    world.record(chat(user, "old", BEGIN_MS)).unwrap();
    world.exhaust(user);
    let yuan = |id: &str| event(id, 1).cost(UsageCost::new(1, "CNY"));
    let events = vec![event("a", 1), yuan("b")];
    let request = RecordManyUsageRequest::new(user, events);
    let done = world.engine.usage().record_many(request).unwrap();
    assert_eq!(done.outcomes[0].error.as_ref().unwrap().code, "amount_overflow");
    assert_eq!((done.recorded, done.refused, world.records(user)), (1, 1, 2));
}

fn pages(world: &World, filter: &ListUsageRequest) -> Vec<String> {
    let (mut seen, mut request) = (Vec::new(), filter.clone().limit(2));
    loop {
        let UsageList { items, next_cursor, .. } =
            world.engine.usage().history(request.clone()).unwrap();
        seen.extend(items.into_iter().map(|item| item.event_id));
        let Some(cursor) = next_cursor else { return seen };
        request = request.cursor(cursor);
    }
}

#[test]
fn pages_tile_the_history_under_every_filter() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    for (n, kind, model) in [
        (3, "chat", "gpt"),
        (1, "image", "gpt"),
        (2, "chat", "gpt"),
        (2, "chat", "claude"),
        (5, "image", "dall-e"),
    ] {
        let mut request = chat(user, &format!("{n}{kind}{model}"), BEGIN_MS + n);
        (request.kind, request.model) = (kind.into(), model.into());
        world.record(request).unwrap();
    }
    let all = ListUsageRequest::new(user);
    let everything =
        ["5imagedall-e", "3chatgpt", "2chatclaude", "2chatgpt", "1imagegpt"].map(String::from);
    assert_eq!(pages(&world, &all), everything);
    assert_eq!(pages(&world, &all.clone().kind("image")), ["5imagedall-e", "1imagegpt"]);
    assert_eq!(pages(&world, &all.clone().model("gpt")), ["3chatgpt", "2chatgpt", "1imagegpt"]);
    let middle = all.clone().from_at_ms(BEGIN_MS + 2).to_at_ms(BEGIN_MS + 5);
    assert_eq!(pages(&world, &middle), &everything[1..4]);
    assert_eq!(pages(&world, &middle.model("claude")), ["2chatclaude"]);
    let both = all.kind("chat").model("gpt");
    assert_eq!(code(world.engine.usage().history(both)), ErrorCode::Validation);
}

#[test]
fn a_page_has_fifty_records_unless_told() {
    let world = World::new();
    let user = world.user("ada", "UTC");
    let events: Vec<_> = (0..51).map(|n| event(&n.to_string(), n)).collect();
    let request = RecordManyUsageRequest::new(user, events);
    assert_eq!(world.engine.usage().record_many(request).unwrap().recorded, 51);
    let first = world.engine.usage().history(ListUsageRequest::new(user)).unwrap();
    assert_eq!((first.items.len(), first.next_cursor.is_some()), (50, true));
}
