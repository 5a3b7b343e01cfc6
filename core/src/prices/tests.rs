#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::episodes::race;
use crate::error::ErrorCode;
use crate::limits::AMOUNT_MAX;
use crate::prices::{GetPriceRequest, ListPricesRequest, Price, SetPriceRequest};
use crate::{Engine, EngineOptions, FixedClock};

const BEGIN_MS: i64 = 1_768_464_000_000;

fn engine() -> Engine {
    let clock = FixedClock::new(BEGIN_MS);
    Engine::open_with(":memory:", EngineOptions::default().clock(clock)).unwrap()
}

fn set(engine: &Engine, provider: &str, model: &str, input: i64, from_ms: i64) -> Price {
    let request = SetPriceRequest::new(provider, model, "USD", input, 2 * input);
    engine.prices().set(request.effective_at_ms(from_ms)).unwrap()
}

fn at(engine: &Engine, at_ms: i64) -> Option<i64> {
    let request = GetPriceRequest::new("openai", "gpt").at_ms(at_ms);
    engine.prices().get(request).ok().map(|price| price.version)
}

#[test]
fn the_price_of_a_moment_is_the_latest_that_had_begun_and_of_equals_the_last_set() {
    let engine = engine();
    set(&engine, "openai", "gpt", 10, 1_000);
    set(&engine, "openai", "gpt", 20, 3_000);
    set(&engine, "openai", "gpt", 30, 2_000);
    set(&engine, "openai", "gpt", 40, 3_000);
    set(&engine, "openai", "gpt-mini", 1, 0);
    let found: Vec<_> = [999, 1_000, 1_999, 2_000, 2_999, 3_000, 9_000]
        .into_iter()
        .map(|at_ms| at(&engine, at_ms))
        .collect();
    assert_eq!(found, [None, Some(1), Some(1), Some(3), Some(3), Some(4), Some(4)]);
}

#[test]
fn costs_are_exact_and_half_a_micro_unit_is_rounded_up() {
    let price = set(&engine(), "openai", "gpt", 250_000, 0);
    for (input, output, cost) in
        [(0, 0, 0), (1, 0, 0), (2, 0, 1), (1, 1, 1), (3, 0, 1), (5, 0, 1), (6, 0, 2), (4, 2, 2)]
    {
        assert_eq!(price.of(input, output).unwrap(), cost, "{input} {output}");
    }
    assert_eq!(price.of(AMOUNT_MAX, 0).unwrap(), (AMOUNT_MAX + 1) / 4);
    let dear = set(&engine(), "openai", "gpt", 1_000_000, 0);
    assert_eq!(dear.of(AMOUNT_MAX, 0).unwrap(), AMOUNT_MAX);
    let error = dear.of(AMOUNT_MAX, 1).unwrap_err();
    assert_eq!(
        (error.code(), &error.details()["field"]),
        (ErrorCode::AmountOverflow, &"cost".into())
    );
}

#[test]
fn pages_tile_every_list() {
    let engine = engine();
    for (provider, model) in [("b", "x"), ("a", "y"), ("b", "w"), ("a", "x"), ("a", "y")] {
        set(&engine, provider, model, 1, 0);
    }
    let pages = |filter: ListPricesRequest| {
        let (mut seen, mut request) = (Vec::new(), filter.limit(1));
        loop {
            let page = engine.prices().list(request.clone()).unwrap();
            seen.extend(
                page.items.iter().map(|p| format!("{}{}{}", p.provider, p.model, p.version)),
            );
            let Some(cursor) = page.next_cursor else { break };
            request = request.cursor(cursor);
        }
        seen.join(" ")
    };
    assert_eq!(pages(ListPricesRequest::new()), "ax1 ay1 ay2 bw1 bx1");
    assert_eq!(pages(ListPricesRequest::new().provider("a")), "ax1 ay1 ay2");
    assert_eq!(pages(ListPricesRequest::new().provider("a").model("y")), "ay1 ay2");
    let first =
        engine.prices().list(ListPricesRequest::new().limit(3)).unwrap().next_cursor.unwrap();
    assert_eq!(
        engine
            .prices()
            .list(ListPricesRequest::new().provider("a").cursor(first.clone()))
            .unwrap()
            .items,
        []
    );
    let of_b = engine.prices().list(ListPricesRequest::new().provider("b").cursor(first)).unwrap();
    assert_eq!(of_b.items.len(), 2);
}

#[test]
fn racing_prices_take_versions_of_their_own() {
    let engine = engine();
    let mut versions = race(8, |_| set(&engine, "openai", "gpt", 1, 0).version);
    versions.sort_unstable();
    assert_eq!(versions, (1..=8).collect::<Vec<_>>());
}
