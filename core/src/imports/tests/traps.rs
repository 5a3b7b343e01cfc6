//! What is known to be odd in the files of each program, one by one.

use serde_json::{Value, json};

use super::{chat, engine, import, import_text, messages, node, sessions};
use crate::imports::ImportOptions;
use crate::messages::{FeedbackRating, Message, MessageRole, MessageStatus};
use crate::sessions::{Session, SessionStatus};

/// The one conversation of a file.
fn only(file: &Value) -> (Session, Vec<Message>) {
    let (engine, user) = engine();
    let report = import(&engine, user, file);
    assert_eq!(report.problems, []);
    assert_eq!(report.created, 1);
    let session = sessions(&engine, user).remove(0);
    let messages = messages(&engine, &session);
    (session, messages)
}

fn contents(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.content.as_str()).collect()
}

#[test]
fn a_circle_is_cut_and_an_orphan_begins_a_branch() {
    let (_, messages) = only(&json!([chat(
        "c",
        [
            node("a", Some("c"), "user", "one"),
            node("b", Some("a"), "assistant", "two"),
            node("c", Some("b"), "user", "three"),
            node("d", Some("gone"), "user", "four"),
            node("e", Some("e"), "user", "five"),
        ]
    )]));
    assert_eq!(messages.len(), 5);
    let cut: Vec<_> = messages.iter().filter(|m| m.parent_id.is_none()).collect();
    assert_eq!(cut.len(), 3);
    let orphan = messages.iter().find(|m| m.content == "four").unwrap();
    assert_eq!(orphan.metadata.as_ref().unwrap()["import"]["lostParentId"], "gone");
    let itself = messages.iter().find(|m| m.content == "five").unwrap();
    assert_eq!(itself.metadata.as_ref().unwrap()["import"]["circle"], true);
}

#[test]
fn nodes_without_a_message_join_their_neighbours() {
    let empty = |id: &str, parent: Option<&str>| {
        (id.to_owned(), json!({"id": id, "message": null, "parent": parent, "children": []}))
    };
    let (session, messages) = only(&json!([chat(
        "c",
        [
            empty("r", None),
            node("a", Some("r"), "user", "one"),
            empty("x", Some("a")),
            empty("y", Some("x")),
            node("b", Some("y"), "assistant", "two"),
        ]
    )]));
    assert_eq!(contents(&messages), ["one", "two"]);
    assert_eq!(messages[1].parent_id, Some(messages[0].id));
    assert_eq!(session.created_at_ms, 1_700_000_000_500);
    assert_eq!(messages[0].created_at_ms, session.created_at_ms);
    assert_eq!(messages[1].created_at_ms, session.created_at_ms + 1);
}

#[test]
fn parts_that_are_no_text_and_hidden_nodes_are_kept_with_a_mark() {
    let (image, mut hidden) =
        (node("a", None, "user", ""), node("b", Some("a"), "assistant", "thought"));
    let (mut image, hidden_id) = ((image.0, image.1), hidden.0.clone());
    image.1["message"]["content"] = json!({"content_type": "multimodal_text", "parts": [
        {"content_type": "image_asset_pointer", "asset_pointer": "file-1"}, "what is this?",
    ]});
    hidden.1["message"]["weight"] = json!(0.0);
    hidden.1["message"]["author"] = json!({"role": "critic", "name": "x"});
    let mut file = chat("c", [image, hidden]);
    file["mapping"][hidden_id]["message"]["content"] =
        json!({"content_type": "thoughts", "thoughts": [{"summary": "s"}]});
    let (_, messages) = only(&json!([file]));
    assert_eq!(messages[0].content, "what is this?");
    let metadata = messages[0].metadata.as_ref().unwrap();
    assert_eq!(metadata["import"]["parts"][0]["asset_pointer"], "file-1");
    assert_eq!(metadata["import"]["contentType"], "multimodal_text");
    let metadata = messages[1].metadata.as_ref().unwrap();
    assert_eq!(metadata["hidden"], true);
    assert_eq!(metadata["import"]["content"]["thoughts"][0]["summary"], "s");
    assert_eq!(metadata["import"]["role"], "critic");
    assert_eq!((messages[1].role, messages[1].content.as_str()), (MessageRole::System, ""));
}

#[test]
fn code_and_its_output_are_text_and_a_broken_answer_says_so() {
    let mut code = node("a", None, "assistant", "");
    code.1["message"]["content"] =
        json!({"content_type": "code", "language": "python", "text": "print(1)"});
    code.1["message"]["recipient"] = json!("python");
    code.1["message"]["status"] = json!("in_progress");
    code.1["message"]["metadata"] = json!({"model_slug": "o3"});
    let (_, messages) = only(&json!([chat("c", [code])]));
    assert_eq!(messages[0].content, "print(1)");
    assert_eq!(messages[0].status, MessageStatus::Stopped);
    assert_eq!(messages[0].model.as_deref(), Some("o3"));
    let kept = &messages[0].metadata.as_ref().unwrap()["import"];
    assert_eq!(
        (&kept["recipient"], &kept["content"]["language"]),
        (&json!("python"), &json!("python"))
    );
}

#[test]
fn two_messages_with_one_id_are_both_kept() {
    let one = |text: &str| json!({"uuid": "same", "sender": "human", "text": text});
    let (_, messages) = only(&json!([{
        "uuid": "c", "name": "", "created_at": "2024-03-05T14:03:22.000000Z",
        "chat_messages": [one("first"), one("second"), one("first")],
    }]));
    assert_eq!(contents(&messages).len(), 3);
}

#[test]
fn a_text_repeated_in_blocks_is_kept_once_and_attachments_beside_it() {
    let (session, messages) = only(&json!([{
        "uuid": "c", "name": "茶", "chat_messages": [{
            "uuid": "m", "sender": "assistant", "text": "Green.\n```\nThis block is not supported\n```",
            "content": [{"type": "text", "text": "Green."}, {"type": "tool_use", "name": "brew"}],
            "attachments": [{"file_name": "a.txt", "extracted_content": "leaves"}],
        }],
    }]));
    assert_eq!(session.title.as_deref(), Some("茶"));
    assert_eq!(messages[0].content, "Green.");
    let kept = &messages[0].metadata.as_ref().unwrap()["import"];
    assert_eq!(kept["parts"][0]["name"], "brew");
    assert_eq!(kept["attachments"][0]["extracted_content"], "leaves");
}

#[test]
fn reasoning_leaves_the_text_and_stays_beside_it() {
    let content =
        "<details type=\"reasoning\" done=\"true\">\n<summary>t</summary>\nhm\n</details>\nYes.";
    let (session, messages) = only(&json!([{"id": "w", "title": "t", "archived": true, "chat": {
        "history": {"currentId": "b", "messages": {
            "a": {"role": "user", "content": "?", "timestamp": 1_700_000_000},
            "b": {"parentId": "a", "role": "assistant", "content": content,
                "timestamp": 1_700_000_001_000_i64, "error": {"content": "cut"}},
        }},
    }}]));
    assert_eq!(session.status, SessionStatus::Archived);
    assert_eq!(contents(&messages), ["?", "Yes."]);
    let kept = &messages[1].metadata.as_ref().unwrap()["import"];
    assert!(kept["reasoning"][0].as_str().unwrap().contains("hm"));
    assert_eq!(messages[1].status, MessageStatus::Failed);
    assert_eq!(messages[1].created_at_ms, 1_700_000_001_000);
}

#[test]
fn feedback_on_an_answer_comes_along() {
    let (_, messages) = only(&json!({"conversationId": "l", "title": null, "messages": [
        {"messageId": "a", "isCreatedByUser": true, "text": "?"},
        {"messageId": "b", "parentMessageId": "a", "isCreatedByUser": false, "text": "!",
            "feedback": {"rating": "thumbsUp", "text": "neat"}, "tokenCount": 7},
    ]}));
    let feedback = messages[1].feedback.as_ref().unwrap();
    assert_eq!(
        (feedback.rating, feedback.note.as_deref()),
        (Some(FeedbackRating::Up), Some("neat"))
    );
    assert_eq!(messages[1].tokens, Some(7));
}

#[test]
fn messages_as_they_are_sent_to_a_model_are_one_conversation() {
    let (engine, user) = engine();
    let said = |text: &str| json!({"role": "user", "content": text});
    let array = json!([said("a"), said("b")]);
    let lines =
        format!("{}\n{}\n", json!({"messages": [said("c")]}), json!({"messages": [said("d")]}));
    let nested = json!([[said("e")], [said("f"), said("g")]]);
    assert_eq!(import(&engine, user, &array).created, 1);
    assert_eq!(import_text(&engine, user, lines.as_bytes()).created, 2);
    assert_eq!(import(&engine, user, &nested).created, 2);
    assert_eq!(import(&engine, user, &array).unchanged, 1);
    let counts: Vec<_> = sessions(&engine, user).iter().map(|s| s.message_count).collect();
    assert_eq!(counts.iter().sum::<i64>(), 7);
}

#[test]
fn halves_of_pairs_nul_and_the_mark_of_utf_8_do_no_harm() {
    let (engine, user) = engine();
    let file = br#"[{"role":"user","content":"a\ud83d b\u0000c \ud83e\udded"}]"#;
    let file = [&b"\xEF\xBB\xBF  "[..], file, b"\n"].concat();
    let report = import_text(&engine, user, &file);
    assert_eq!((report.created, report.failed), (1, 0));
    let session = sessions(&engine, user).remove(0);
    assert_eq!(messages(&engine, &session)[0].content, "a\u{FFFD} b\u{FFFD}c 🧭");
}

#[test]
fn what_is_too_large_to_be_kept_is_listed_and_its_name_stays() {
    let (engine, user) = engine();
    let file = json!([{"uuid": "c", "name": "c", "chat_messages": [{
        "uuid": "m", "sender": "human", "text": "Look.",
        "attachments": [
            {"file_name": "long.txt", "extracted_content": "x".repeat(70_000)},
            {"file_name": "short.txt", "extracted_content": "x"},
        ],
    }]}]);
    let options = ImportOptions::default().dry_run(true);
    let text = file.to_string();
    let foreseen = engine.import(user, text.as_bytes(), &options, |_| true).unwrap();
    let report = import(&engine, user, &file);
    assert_eq!((report.created, report.omitted), (1, 1));
    assert_eq!(report.omissions, foreseen.omissions);
    let left_out = &report.omissions[0];
    assert_eq!((left_out.conversation, left_out.id.as_str()), (1, "c"));
    assert_eq!((left_out.message.as_deref(), left_out.bytes), (Some("m"), 70_002));
    assert_eq!(left_out.field, "attachments");
    let message = messages(&engine, &sessions(&engine, user)[0]).remove(0);
    let kept = &message.metadata.unwrap()["import"]["attachments"];
    assert_eq!(
        kept[0],
        json!({"file_name": "long.txt", "extracted_content": {"omittedBytes": 70_002}})
    );
    assert_eq!(kept[1]["extracted_content"], "x");
    let again = import(&engine, user, &file);
    assert_eq!((again.unchanged, again.omitted), (1, 0), "nothing was written");
}
