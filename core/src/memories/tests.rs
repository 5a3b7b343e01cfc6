#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::float_arithmetic, reason = "likeness is a fraction")]

use serde_json::json;
use uuid::Uuid;

use crate::episodes::Dice;
use crate::error::ErrorCode;
use crate::limits::TRASH_MS;
use crate::memories::{
    AddMemoryRequest, DeleteMemoryRequest, GetMemoryRequest, ListMemoriesRequest, Memory,
    MemoryField, MemoryMetric, RestoreMemoryRequest, SearchMemoriesRequest, UpdateMemoryRequest,
};
use crate::runtime::RowId;
use crate::session::fixture::{
    ADA, BOB, NOW, begin, code, dump, engine, maintain, mentions, own, rows, say, sql,
};
use crate::session::{DeleteSessionRequest, PurgeSessionRequest};
use crate::{Context, Engine, MemoryId, UserId};

mod stored {
    #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
    crate::store::statements! {
        EMBEDDING: User = "SELECT embedding FROM memories WHERE user_id = ? AND id = ?";
    }
}

fn add(engine: &Engine, request: AddMemoryRequest) -> Memory {
    engine.memories().add(request).unwrap().memory
}

fn get(engine: &Engine, id: MemoryId) -> crate::Result<Memory> {
    engine.memories().get(GetMemoryRequest::new(ADA, id))
}

fn listed(engine: &Engine, request: ListMemoriesRequest) -> Vec<String> {
    let page = engine.memories().list(request).unwrap();
    page.items.into_iter().map(|memory| memory.content).collect()
}

#[test]
fn a_memory_reads_back_as_it_was_added() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let source = say(&engine, &session, "I like tea");
    let request = AddMemoryRequest::new(ADA, "爱喝茶 🍵")
        .session_id(session.id)
        .kind("taste")
        .importance(80)
        .source_id(source.id)
        .embedding([0.1_f32, -2.5, f32::MAX, f32::MIN_POSITIVE])
        .metadata(json!({"by": "model"}));
    let memory = add(&engine, request);
    assert_eq!(get(&engine, memory.id).unwrap(), memory);
    assert_eq!(memory.embedding, Some(vec![0.1, -2.5, f32::MAX, f32::MIN_POSITIVE]));
    assert_eq!((memory.dimensions, memory.importance), (Some(4), 80));
    let plain = add(&engine, AddMemoryRequest::new(ADA, "x"));
    assert_eq!((plain.kind.as_str(), plain.importance), ("note", 50));
    assert_eq!((plain.dimensions, plain.embedding, plain.session_id), (None, None, None));
    assert_eq!((plain.created_at_ms, plain.updated_at_ms), (NOW, NOW));
}

#[test]
fn embeddings_are_kept_as_little_endian_numbers_of_32_bits() {
    let (engine, _) = engine();
    let memory = add(&engine, AddMemoryRequest::new(ADA, "x").embedding([1.0_f32, -2.0]));
    let bytes = own(&engine, |tx| {
        tx.get(&stored::EMBEDDING, &[ADA.into(), memory.id.into()], |row| {
            Ok(row.bytes(0)?.to_vec())
        })
    });
    assert_eq!(bytes.unwrap(), [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
}

#[test]
fn embeddings_hold_numbers_and_not_too_many() {
    let (engine, _) = engine();
    let request = || AddMemoryRequest::new(ADA, "x");
    for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let error = engine.memories().add(request().embedding([1.0, wrong])).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Validation);
        assert_eq!(error.details()["field"], "embedding[1]");
    }
    assert_eq!(code(engine.memories().add(request().embedding([]))), ErrorCode::Validation);
    add(&engine, request().embedding(vec![0.5; 4_096]));
    let large = request().embedding(vec![0.5; 4_097]);
    assert_eq!(code(engine.memories().add(large)), ErrorCode::PayloadTooLarge);
    let body =
        |number: &str| format!(r#"{{"userId":"{ADA}","content":"x","embedding":[{number}]}}"#);
    let call = |number| engine.call(&Context::host(), "memories.add", body(number).as_bytes());
    call("-0.25").unwrap();
    call("7").unwrap();
    for wrong in ["NaN", "1e40", "\"1\"", "null", "Infinity"] {
        assert_eq!(code(call(wrong)), ErrorCode::Validation, "{wrong}");
    }
}

#[test]
fn a_taken_id_replays_the_same_memory_and_refuses_another() {
    let (engine, clock) = engine();
    let id = MemoryId(Uuid::from_u128(5));
    let request = AddMemoryRequest::new(ADA, "tea").id(id).embedding([0.5_f32]);
    assert!(!engine.memories().add(request.clone()).unwrap().replayed);
    let before = dump(&engine, ADA);
    clock.advance_ms(1_000);
    assert!(engine.memories().add(request.clone()).unwrap().replayed);
    for other in [request.clone().kind("k"), request.clone().embedding([0.25_f32])] {
        assert_eq!(code(engine.memories().add(other)), ErrorCode::Conflict);
    }
    assert_eq!(dump(&engine, ADA), before);
    let keyed = AddMemoryRequest::new(ADA, "k").idempotency_key("k").embedding([0.1_f32]);
    let first = engine.memories().add(keyed.clone()).unwrap();
    let again = engine.memories().add(keyed.clone()).unwrap();
    assert_eq!((again.replayed, again.memory), (true, first.memory));
    let mismatch = engine.memories().add(keyed.embedding([0.2_f32])).unwrap_err();
    assert_eq!(mismatch.code(), ErrorCode::IdempotencyMismatch);
}

#[test]
fn a_memory_belongs_to_what_there_is() {
    let (engine, _) = engine();
    let session = begin(&engine, BOB);
    let said = say(&engine, &session, "x");
    let stranger = UserId(Uuid::from_u128(404));
    for wrong in [
        AddMemoryRequest::new(stranger, "x"),
        AddMemoryRequest::new(ADA, "x").session_id(session.id),
        AddMemoryRequest::new(ADA, "x").source_id(said.id),
    ] {
        assert_eq!(code(engine.memories().add(wrong)), ErrorCode::NotFound);
    }
    let memory = add(&engine, AddMemoryRequest::new(BOB, "x"));
    assert_eq!(code(get(&engine, memory.id)), ErrorCode::NotFound);
}

#[test]
fn lists_show_the_newest_first_by_session_and_by_kind() {
    let (engine, clock) = engine();
    let session = begin(&engine, ADA);
    for n in 0..7 {
        clock.advance_ms(n % 2);
        let request = AddMemoryRequest::new(ADA, n.to_string());
        let request = if n % 2 == 0 { request.session_id(session.id) } else { request };
        add(&engine, if n < 3 { request.kind("taste") } else { request });
    }
    let all = ListMemoriesRequest::new(ADA);
    assert_eq!(listed(&engine, all.clone()), ["6", "5", "4", "3", "2", "1", "0"]);
    assert_eq!(listed(&engine, all.clone().session_id(session.id)), ["6", "4", "2", "0"]);
    assert_eq!(listed(&engine, all.clone().kind("taste")), ["2", "1", "0"]);
    let both = all.clone().kind("taste").session_id(session.id);
    assert_eq!(code(engine.memories().list(both)), ErrorCode::Validation);
    for request in [all.clone(), all.clone().session_id(session.id), all.clone().kind("taste")] {
        let expected = listed(&engine, request.clone());
        let (mut seen, mut request) = (Vec::new(), request.limit(2));
        loop {
            let page = engine.memories().list(request.clone()).unwrap();
            seen.extend(page.items.into_iter().map(|memory| memory.content));
            let Some(cursor) = page.next_cursor else { break };
            request = request.cursor(cursor);
        }
        assert_eq!(seen, expected);
    }
    assert_eq!(code(engine.memories().list(all.cursor("p00"))), ErrorCode::CursorInvalid);
}

#[test]
fn new_words_lose_the_embedding_of_the_old_ones() {
    let (engine, clock) = engine();
    let request = AddMemoryRequest::new(ADA, "tea").embedding([1.0_f32]).metadata(json!(1));
    let memory = add(&engine, request);
    clock.advance_ms(10);
    let update = |request| engine.memories().update(request).unwrap();
    let request = UpdateMemoryRequest::new(ADA, memory.id);
    let before = rows(&engine, &sql::MEMORIES, ADA, 4);
    assert_eq!(update(request.clone().content("tea")), memory);
    assert_eq!(rows(&engine, &sql::MEMORIES, ADA, 4), before, "nothing was written");
    let heavier = update(request.clone().importance(90).kind("taste"));
    assert_eq!((heavier.importance, heavier.kind.as_str()), (90, "taste"));
    assert_eq!((&heavier.embedding, heavier.updated_at_ms), (&memory.embedding, NOW + 10));
    let both = update(request.clone().content("coffee").embedding([2.0_f32, 3.0]));
    assert_eq!((both.embedding, both.dimensions), (Some(vec![2.0, 3.0]), Some(2)));
    let words = update(request.clone().content("water"));
    assert_eq!((words.embedding, words.dimensions, words.metadata), (None, None, Some(json!(1))));
    let cleared = update(request.clone().clear([MemoryField::Metadata, MemoryField::Embedding]));
    assert_eq!(cleared.metadata, None);
    let wrong = request.clone().embedding([1.0_f32]).clear([MemoryField::Embedding]);
    assert_eq!(code(engine.memories().update(wrong)), ErrorCode::Validation);
    let of_bob = UpdateMemoryRequest::new(BOB, memory.id).importance(1);
    assert_eq!(code(engine.memories().update(of_bob)), ErrorCode::NotFound);
}

#[test]
fn a_deleted_memory_is_hidden_comes_back_and_is_removed_on_its_day() {
    let (engine, clock) = engine();
    let memory = add(&engine, AddMemoryRequest::new(ADA, "tea").embedding([1.0_f32]));
    let delete = || engine.memories().delete(DeleteMemoryRequest::new(ADA, memory.id));
    let restore = || engine.memories().restore(RestoreMemoryRequest::new(ADA, memory.id));
    let found = || {
        let request = SearchMemoriesRequest::new(ADA, [1.0_f32]);
        engine.memories().search(request).unwrap().items.len()
    };
    assert_eq!(delete().unwrap().deleted_at_ms, Some(NOW));
    assert_eq!(code(get(&engine, memory.id)), ErrorCode::NotFound);
    assert_eq!((found(), listed(&engine, ListMemoriesRequest::new(ADA)).len()), (0, 0));
    let trashed = dump(&engine, ADA);
    delete().unwrap();
    assert_eq!(dump(&engine, ADA), trashed);
    assert_eq!(restore().unwrap(), memory);
    assert_eq!(found(), 1);
    clock.advance_ms(TRASH_MS);
    maintain(&engine);
    assert_eq!(get(&engine, memory.id).unwrap(), memory, "it had come back");
    delete().unwrap();
    clock.advance_ms(TRASH_MS);
    let heard = engine.subscribe(None);
    maintain(&engine);
    assert_eq!(mentions(&engine, ADA, memory.id.0), 1, "the tombstone");
    let changes = heard.try_recv().unwrap().changes;
    assert!(changes.iter().any(|change| change.id == RowId::Id(memory.id.0)), "{changes:?}");
    assert_eq!(code(restore()), ErrorCode::NotFound);
    let taken = AddMemoryRequest::new(ADA, "x").id(memory.id);
    assert_eq!(code(engine.memories().add(taken)), ErrorCode::Conflict);
}

/// Numbers that look random and are the same in every run.
fn numbers(seed: u64, count: usize) -> Vec<f32> {
    let mut dice = Dice::new(seed);
    let mut next = || dice.in_range(-(1 << 23), 1 << 23) as f32 / (1 << 23) as f32;
    (0..count).map(|_| next()).collect()
}

#[test]
fn a_search_finds_what_comparing_with_each_would_find() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    let mut known = Vec::new();
    // More than one batch of them, in ids that are not in the order of their likeness.
    for n in 0..700_u64 {
        let embedding = numbers(n + 1, 8);
        let request = AddMemoryRequest::new(ADA, n.to_string()).embedding(embedding.clone());
        let request = if n % 3 == 0 { request.session_id(session.id) } else { request };
        let request = if n % 2 == 0 { request.kind("even") } else { request };
        known.push((n, add(&engine, request).id, embedding));
    }
    add(&engine, AddMemoryRequest::new(ADA, "of another size").embedding(numbers(1, 9)));
    add(&engine, AddMemoryRequest::new(BOB, "of another").embedding(numbers(1, 8)));
    let wanted = numbers(99_999, 8);
    let dot = |a: &[f32], b: &[f32]| -> f64 {
        a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
    };
    for metric in [MemoryMetric::Cosine, MemoryMetric::Dot] {
        let like = |one: &[f32]| match metric {
            MemoryMetric::Dot => dot(one, &wanted),
            MemoryMetric::Cosine => {
                dot(one, &wanted) / (dot(one, one) * dot(&wanted, &wanted)).sqrt()
            }
        };
        for (of_session, of_kind) in [(false, false), (true, false), (false, true), (true, true)] {
            let mut expected: Vec<_> = known
                .iter()
                .filter(|(n, ..)| (!of_session || n % 3 == 0) && (!of_kind || n % 2 == 0))
                .map(|(_, id, embedding)| (like(embedding), *id))
                .collect();
            expected.sort_by(|a, b| b.0.total_cmp(&a.0));
            let request = SearchMemoriesRequest::new(ADA, wanted.clone()).metric(metric).limit(20);
            let request = if of_session { request.session_id(session.id) } else { request };
            let request = if of_kind { request.kind("even") } else { request };
            let found = engine.memories().search(request).unwrap().items;
            let ids: Vec<_> = found.iter().map(|found| found.memory.id).collect();
            assert_eq!(ids, expected[..20].iter().map(|one| one.1).collect::<Vec<_>>());
            for (found, expected) in found.iter().zip(&expected) {
                assert!((found.score - expected.0).abs() < 1e-9, "{metric}");
                assert_eq!(found.memory.embedding, None);
            }
        }
    }
}

#[test]
fn likeness_keeps_its_bounds() {
    let (engine, _) = engine();
    let search = |wanted: Vec<f32>, metric| {
        let request = SearchMemoriesRequest::new(ADA, wanted).metric(metric);
        let found = engine.memories().search(request).unwrap().items;
        found.into_iter().map(|found| (found.memory.content, found.score)).collect::<Vec<_>>()
    };
    assert_eq!(search(vec![1.0], MemoryMetric::Cosine), []);
    for (name, embedding) in [
        ("same", [0.1_f32, 0.3]),
        ("far", [-0.1, -0.3]),
        ("none", [0.0, 0.0]),
        ("huge", [1e38, 3e38]),
    ] {
        add(&engine, AddMemoryRequest::new(ADA, name).embedding(embedding));
    }
    let found = search(vec![0.1, 0.3], MemoryMetric::Cosine);
    assert!(found.iter().all(|(_, score)| (-1.0..=1.0).contains(score)), "{found:?}");
    assert_eq!((found[2].0.as_str(), found[2].1, found[3].0.as_str()), ("none", 0.0, "far"));
    let found = search(vec![3e38, 3e38], MemoryMetric::Dot);
    assert_eq!(found[0].0, "huge");
    assert!(found.iter().all(|(_, score)| score.is_finite()));
    for limit in [0, 101] {
        let request = SearchMemoriesRequest::new(ADA, [1.0_f32]).limit(limit);
        assert_eq!(code(engine.memories().search(request)), ErrorCode::Validation);
    }
}

#[test]
fn memories_are_gone_with_the_first_step_of_removing_their_session() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    (0..5).for_each(|n| drop(say(&engine, &session, &n.to_string())));
    let embedded = |text: &str| AddMemoryRequest::new(ADA, text).embedding([1.0, 0.0]);
    let gone = add(&engine, embedded("gone").session_id(session.id));
    add(&engine, embedded("kept"));
    engine.sessions().delete(DeleteSessionRequest::new(ADA, session.id)).unwrap();
    let purge = PurgeSessionRequest::new(ADA, session.id).limit(2);
    assert!(!engine.sessions().purge(purge).unwrap().done);
    assert_eq!(rows(&engine, &sql::MEMORIES, ADA, 1).len(), 2, "later steps remove it");
    assert_eq!(code(get(&engine, gone.id)), ErrorCode::NotFound);
    let all = ListMemoriesRequest::new(ADA);
    assert_eq!(listed(&engine, all.clone()), ["kept"]);
    assert_eq!(listed(&engine, all.clone().kind("note")), ["kept"]);
    assert_eq!(listed(&engine, all.session_id(session.id)), Vec::<String>::new());
    let search = SearchMemoriesRequest::new(ADA, [1.0, 0.0]);
    let found = engine.memories().search(search).unwrap().items;
    assert_eq!(found.iter().map(|one| one.memory.content.as_str()).collect::<Vec<_>>(), ["kept"]);
    let taken = embedded("other").id(gone.id);
    assert_eq!(code(engine.memories().add(taken)), ErrorCode::Conflict);
    maintain(&engine);
    assert_eq!(rows(&engine, &sql::MEMORIES, ADA, 1).len(), 1);
}
