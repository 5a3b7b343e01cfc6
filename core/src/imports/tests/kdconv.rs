//! Real conversations, written as five programs export theirs: with branches, hidden nodes, titles
//! and times that are null, and times in every unit.

use serde_json::{Map, Value, json};

use crate::imports::ImportFormat;

/// 2023-11-14T22:13:20Z.
const BEGIN_S: i64 = 1_700_000_000;

/// What one person and the other say in turn.
pub(crate) struct Talk {
    pub(crate) id: usize,
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
}

/// The dialogues in the tree, or those in the folder that SILVERVINE_KDCONV names.
pub(crate) fn talks() -> Vec<Talk> {
    let sample = || concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/kdconv").to_owned();
    let folder = std::env::var("SILVERVINE_KDCONV").unwrap_or_else(|_| sample());
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    let texts = files.into_iter().map(|path| std::fs::read_to_string(path).unwrap());
    let talks = texts.flat_map(|text| serde_json::from_str::<Vec<Value>>(&text).unwrap());
    let talk = |(id, talk): (usize, Value)| Talk {
        id,
        title: talk["name"].as_str().unwrap().to_owned(),
        lines: talk["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["message"].as_str().unwrap().to_owned())
            .collect(),
    };
    talks.enumerate().map(talk).collect()
}

/// A file, what is in it, and how it is told.
pub(crate) struct Shape {
    pub(crate) format: ImportFormat,
    pub(crate) file: Value,
    pub(crate) messages: u64,
}

pub(crate) fn shapes(talks: &[Talk]) -> Vec<Shape> {
    let shape = |format, file: Value, one: fn(&Talk) -> usize| Shape {
        format,
        file,
        messages: talks.iter().map(one).sum::<usize>() as u64,
    };
    let each = |one: fn(&Talk) -> Value| talks.iter().map(one).collect::<Value>();
    vec![
        shape(ImportFormat::Chatgpt, each(chatgpt), |t| t.lines.len() + 1 + branches(t)),
        shape(ImportFormat::Claude, each(claude), |t| t.lines.len()),
        shape(ImportFormat::OpenWebui, each(open_webui), |t| t.lines.len() + branches(t)),
        shape(ImportFormat::Librechat, each(librechat), |t| t.lines.len()),
        shape(
            ImportFormat::Nextchat,
            json!({"access-control": {"openaiUrl": ""}, "chat-next-web-store": {
                "sessions": each(nextchat), "currentSessionIndex": 0,
            }}),
            |t| t.lines.len(),
        ),
    ]
}

/// Every sixth answer was made twice.
fn is_branch(n: usize) -> bool {
    n % 6 == 1
}

fn branches(talk: &Talk) -> usize {
    (0..talk.lines.len()).filter(|n| is_branch(*n)).count()
}

fn role(n: usize) -> &'static str {
    if n.is_multiple_of(2) { "user" } else { "assistant" }
}

fn at_s(talk: &Talk, n: usize) -> i64 {
    let (talk, n) = (i64::try_from(talk.id).unwrap(), i64::try_from(n).unwrap());
    BEGIN_S + talk * 3_600 + n * 20
}

fn name(talk: &Talk, n: usize) -> String {
    format!("{}-{n}", talk.id)
}

fn title(talk: &Talk) -> Option<&str> {
    (!talk.id.is_multiple_of(4)).then_some(talk.title.as_str())
}

fn chatgpt(talk: &Talk) -> Value {
    let mut mapping = Map::new();
    let mut add = |id: &str, parent: Option<&str>, message: Value| {
        let node = json!({"id": id, "message": message, "parent": parent, "children": []});
        mapping.insert(id.to_owned(), node);
    };
    let said = |role: &str, parts: Value, at: Option<i64>| {
        json!({
            "author": {"role": role, "name": null, "metadata": {}}, "create_time": at,
            "content": {"content_type": "text", "parts": parts}, "status": "finished_successfully",
            "weight": 1.0, "metadata": {"model_slug": "gpt-4o"}, "recipient": "all",
        })
    };
    let mut hidden = said("system", json!([""]), None);
    hidden["weight"] = json!(0.0);
    add("root", None, Value::Null);
    add("hidden", Some("root"), hidden);
    let mut parent = "hidden".to_owned();
    for (n, line) in talk.lines.iter().enumerate() {
        let at = (!n.is_multiple_of(3)).then(|| at_s(talk, n));
        if is_branch(n) {
            add(&format!("other-{n}"), Some(&parent), said(role(n), json!(["再说一遍"]), at));
        }
        let id = name(talk, n);
        add(&id, Some(&parent), said(role(n), json!([line]), at));
        parent = id;
    }
    json!({
        "conversation_id": format!("chat-{}", talk.id), "title": title(talk),
        "create_time": at_s(talk, 0), "update_time": null, "current_node": parent,
        "mapping": mapping, "is_archived": talk.id.is_multiple_of(5), "default_model_slug": "auto",
    })
}

fn iso(at_s: i64) -> String {
    chrono::DateTime::from_timestamp(at_s, 123_456_000).unwrap().to_rfc3339()
}

fn claude(talk: &Talk) -> Value {
    let messages = talk.lines.iter().enumerate().map(|(n, line)| {
        let blocks = json!([
            {"type": "thinking", "thinking": "嗯"}, {"type": "text", "text": line},
        ]);
        let blocks = if n.is_multiple_of(2) { Value::Null } else { blocks };
        json!({
            "uuid": name(talk, n), "sender": if n.is_multiple_of(2) { "human" } else { "assistant" },
            "text": if n.is_multiple_of(2) { line } else { "" }, "content": blocks,
            "created_at": iso(at_s(talk, n)), "attachments": [], "files": [],
        })
    });
    json!({
        "uuid": format!("claude-{}", talk.id), "name": title(talk).unwrap_or(""),
        "created_at": iso(at_s(talk, 0)), "updated_at": iso(at_s(talk, 99)),
        "chat_messages": messages.collect::<Value>(),
    })
}

fn open_webui(talk: &Talk) -> Value {
    let (mut messages, mut parent) = (Map::new(), None);
    for (n, line) in talk.lines.iter().enumerate() {
        // Seconds and milliseconds, as its versions mix them.
        let at = if n.is_multiple_of(4) { at_s(talk, n) * 1_000 } else { at_s(talk, n) };
        let one = |content: &str| {
            json!({"parentId": parent, "childrenIds": [], "role": role(n), "content": content,
                "timestamp": at, "model": "qwen", "done": true})
        };
        if is_branch(n) {
            messages.insert(format!("other-{n}"), one("再说一遍"));
        }
        let id = name(talk, n);
        messages.insert(id.clone(), one(line));
        parent = Some(id);
    }
    json!({
        "id": format!("webui-{}", talk.id), "title": title(talk), "archived": false, "pinned": true,
        "created_at": at_s(talk, 0), "updated_at": at_s(talk, 99) * 1_000,
        "chat": {"models": ["qwen"], "history": {"currentId": parent, "messages": messages}},
    })
}

fn librechat(talk: &Talk) -> Value {
    let one = |n: usize, line: &str| {
        let parent = n.checked_sub(1).map(|before| name(talk, before));
        let parent = parent.unwrap_or_else(|| "00000000-0000-0000-0000-000000000000".into());
        json!({
            "messageId": name(talk, n), "parentMessageId": parent, "text": line, "tokenCount": 3,
            "isCreatedByUser": n.is_multiple_of(2), "sender": role(n), "createdAt": iso(at_s(talk, n)),
        })
    };
    let mut chat = json!({
        "conversationId": format!("libre-{}", talk.id), "title": title(talk), "endpoint": "openAI",
        "options": {"model": "gpt-4o"}, "branches": true, "recursive": talk.id.is_multiple_of(2),
    });
    let messages: Vec<Value> = talk.lines.iter().enumerate().map(|(n, l)| one(n, l)).collect();
    if talk.id.is_multiple_of(2) {
        let tree = messages.into_iter().rev().reduce(|child, mut parent| {
            parent["children"] = json!([child]);
            parent
        });
        chat["messagesTree"] = json!([tree]);
    } else {
        chat["messages"] = json!(messages);
    }
    chat
}

fn nextchat(talk: &Talk) -> Value {
    let messages = talk.lines.iter().enumerate().map(|(n, line)| {
        let at = chrono::DateTime::from_timestamp(at_s(talk, n), 0).unwrap();
        let date = match n % 3 {
            0 => at.format("%Y/%-m/%-d %H:%M:%S").to_string(),
            1 => at.format("%-m/%-d/%Y, %-I:%M:%S %p").to_string(),
            _ => "刚刚".to_owned(),
        };
        let content = match n % 5 {
            0 => json!([{"type": "text", "text": line}, {"type": "image_url", "image_url": {"url": "x"}}]),
            _ => json!(line),
        };
        json!({"id": name(talk, n), "date": date, "role": role(n), "content": content})
    });
    json!({
        "id": format!("next-{}", talk.id), "topic": talk.title, "memoryPrompt": "",
        "messages": messages.collect::<Value>(), "lastUpdate": at_s(talk, 99) * 1_000,
    })
}
