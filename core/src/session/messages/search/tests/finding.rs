//! What a query finds, before and after it is indexed.

use super::*;
use crate::session::messages::search::{Query, Search, scan};
use crate::session::{DeleteSessionRequest, PurgeSessionRequest};
use crate::store::Cursor;

/// The same must be found in the tail, half indexed, and indexed.
fn at_each_stage(check: impl Fn(&Engine, &str)) {
    for stage in ["not indexed", "half indexed", "indexed"] {
        let (engine, _) = engine();
        let session = begin(&engine, ADA);
        say(&engine, &session, "北京大学在海淀区");
        say(&engine, &session, "用户 Login 失败，请重试");
        if stage == "half indexed" {
            index_all(&engine);
        }
        say(&engine, &session, "login failed for user_id 42");
        say(&engine, &session, "新用户用ＬＯＧＩＮ页面；北，京");
        if stage == "indexed" {
            index_all(&engine);
        }
        check(&engine, stage);
    }
}

#[test]
fn chinese_is_found_by_one_two_and_more_characters() {
    at_each_stage(|engine, stage| {
        assert_eq!(found(engine, "北").len(), 2, "{stage}");
        assert_eq!(found(engine, "北京"), ["北京大学在海淀区"], "{stage}");
        assert_eq!(found(engine, "京大学在"), ["北京大学在海淀区"], "{stage}");
        assert_eq!(found(engine, "大学海淀").len(), 0, "{stage}: not side by side");
        assert_eq!(found(engine, "东京").len(), 0, "{stage}");
    });
}

#[test]
fn english_is_found_by_the_beginning_of_a_word_in_any_case_and_width() {
    at_each_stage(|engine, stage| {
        for query in ["l", "lo", "log", "logi", "LOGIN", "ｌｏｇｉｎ"] {
            assert_eq!(found(engine, query).len(), 3, "{stage} {query}");
        }
        assert_eq!(found(engine, "ogin").len(), 0, "{stage}");
        assert_eq!(found(engine, "logins").len(), 0, "{stage}");
        assert_eq!(found(engine, "42"), ["login failed for user_id 42"], "{stage}");
    });
}

#[test]
fn a_mixture_is_found_where_all_of_it_stands() {
    at_each_stage(|engine, stage| {
        let both = ["新用户用ＬＯＧＩＮ页面；北，京", "用户 Login 失败，请重试"];
        assert_eq!(found(engine, "用户 login"), both, "{stage}");
        assert_eq!(found(engine, "login用户"), both, "{stage}");
        assert_eq!(found(engine, "用户 login 42").len(), 0, "{stage}");
    });
}

#[test]
fn operators_and_quotes_are_text() {
    at_each_stage(|engine, stage| {
        for query in ["\"login\"", "login*", "^login", "(login)", "login:", "+login", "-login"] {
            assert_eq!(found(engine, query).len(), 3, "{stage} {query}");
        }
        for query in
            ["login AND failed AND nothing", "NOT login", "NEAR(login failed)", "terms:login"]
        {
            assert_eq!(found(engine, query).len(), 0, "{stage} {query}");
        }
        for query in ["\"", "*", "'", "%", "_", "()", "，。", " ", "\\", ";--"] {
            assert_eq!(found(engine, query).len(), 0, "{stage} {query}");
        }
    });
}

#[test]
fn the_snippet_marks_what_was_found() {
    at_each_stage(|engine, stage| {
        let hit = &search(engine, request("海淀 京大")).items[0];
        let marked: Vec<&str> = hit
            .snippet
            .iter()
            .filter(|part| part.is_match)
            .map(|part| part.text.as_str())
            .collect();
        assert_eq!(marked, ["京大", "海淀"], "{stage}");
    });
}

#[test]
fn role_session_and_time_narrow_a_search() {
    let (engine, _) = engine();
    let (one, other) = (begin(&engine, ADA), begin(&engine, ADA));
    for (n, session) in [&one, &other, &one, &other].into_iter().enumerate() {
        let role = if n < 2 { MessageRole::User } else { MessageRole::Assistant };
        let request = crate::session::AppendMessageRequest::new(ADA, session.id, role, "同一句话")
            .created_at_ms(NOW + n as i64);
        engine.messages().append(request).unwrap();
    }
    for _ in 0..2 {
        let moments = |request| -> Vec<i64> {
            search(&engine, request).items.iter().map(|hit| hit.created_at_ms - NOW).collect()
        };
        assert_eq!(moments(request("一句")), [3, 2, 1, 0]);
        assert_eq!(moments(request("一句").session_id(one.id)), [2, 0]);
        assert_eq!(moments(request("一句").role(MessageRole::Assistant)), [3, 2]);
        assert_eq!(moments(request("一句").since_at_ms(NOW + 2)), [3, 2]);
        let all = request("一句").session_id(other.id).role(MessageRole::User).since_at_ms(NOW + 1);
        assert_eq!(moments(all), [1]);
        index_all(&engine);
    }
}

#[test]
fn nobody_finds_what_another_said() {
    let (engine, _) = engine();
    let (ada, bob) = (begin(&engine, ADA), begin(&engine, BOB));
    say(&engine, &ada, "我的秘密 secret");
    for _ in 0..2 {
        for query in ["秘密", "秘", "secret", "s", "sec"] {
            let theirs = search(&engine, SearchMessagesRequest::new(BOB, query));
            assert_eq!(theirs.items, [], "{query}");
            assert_eq!(found(&engine, query).len(), 1, "{query}");
        }
        let inside = request("秘密").session_id(bob.id);
        let error = engine.messages().search(inside).unwrap_err();
        assert_eq!(error.code().as_str(), "not_found");
        index_all(&engine);
    }
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let (engine, _) = engine();
    let session = begin(&engine, ADA);
    (0..3).for_each(|n| drop(say(&engine, &session, &format!("第{n}句"))));
    let cursor = search(&engine, request("句").limit(1)).next_cursor.unwrap();
    for wrong in [&cursor[1..], "p00", "x"] {
        let error = engine.messages().search(request("句").cursor(wrong)).unwrap_err();
        assert_eq!(error.code().as_str(), "cursor_invalid", "{wrong}");
    }
}

#[test]
fn reading_messages_one_by_one_shows_none_of_a_session_that_is_gone() {
    let (engine, _) = engine();
    let (gone, kept) = (begin(&engine, ADA), begin(&engine, ADA));
    for n in 0..5 {
        say(&engine, &gone, &format!("secret {n}"));
    }
    say(&engine, &kept, "secret that stays");
    engine.sessions().delete(DeleteSessionRequest::new(ADA, gone.id)).unwrap();
    let purge = PurgeSessionRequest::new(ADA, gone.id).limit(2);
    assert!(!engine.sessions().purge(purge).unwrap().done, "messages are left for later steps");
    let query = Query::parse("secret");
    let search = Search {
        user: ADA,
        query: &query,
        session: None,
        role: None,
        since_ms: crate::limits::TIME_MS_MIN,
        before: Cursor::NEWEST,
        limit: 10,
    };
    // Servers read so, and SQLite can.
    let found = own(&engine, |tx| scan::find(tx, &search));
    let shown: Vec<_> = found.hits.iter().map(|hit| hit.content.as_str()).collect();
    assert_eq!(shown, ["secret that stays"]);
    assert_eq!(self::found(&engine, "secret"), ["secret that stays"]);
}
