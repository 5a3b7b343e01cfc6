//! The Node face: `lib/operations.js`, which runs, and `lib/operations.d.ts`, which types it.
//!
//! Both come from the JSON document of the table and hold no logic: a method is its number.

use std::fmt::Write as _;

use serde_json::{Map, Value};

const HEAD: &str = "// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.\n";

/// One method of a noun.
struct Method<'a> {
    name: String,
    verb: String,
    row: &'a Value,
    request: String,
    response: String,
    /// Whether nothing in the request is required, so that it may be left out.
    bare: bool,
    /// The type of an item, where the response is a page.
    item: Option<String>,
}

/// The nouns in the order of their names, with their methods in the order of theirs.
fn nouns(document: &Value) -> Vec<(String, Vec<Method<'_>>)> {
    let mut nouns: Vec<(String, Vec<Method<'_>>)> = Vec::new();
    for (name, row) in object(&document["operations"]) {
        let (noun, verb) = name.split_once('.').unwrap();
        let request = reference(&row["request"]);
        let response = reference(&row["response"]);
        let asked = &document["$defs"][&request];
        let answered = &document["$defs"][&response]["properties"];
        let paged = answered["nextCursor"].is_object() && asked["properties"]["cursor"].is_object();
        let method = Method {
            name: name.clone(),
            verb: camel(verb),
            row,
            bare: asked["required"].as_array().is_none_or(Vec::is_empty),
            item: paged.then(|| type_of(&answered["items"]["items"])),
            request,
            response,
        };
        let noun = camel(noun);
        match nouns.last_mut() {
            Some((last, methods)) if *last == noun => methods.push(method),
            _ => nouns.push((noun, vec![method])),
        }
    }
    nouns
}

/// `bindings-node/lib/operations.js`.
pub fn script(document: &Value) -> String {
    let mut text = format!("{HEAD}'use strict'\n");
    let nouns = nouns(document);
    for (noun, methods) in &nouns {
        let _ = write!(
            text,
            "\nclass {}Operations {{\n  #face\n\n  constructor (face) {{\n    this.#face = face\n  }}\n",
            pascal(noun)
        );
        for Method { verb, row, item, .. } in methods {
            let n = &row["number"];
            let mut method = |name: &str, arguments: &str, call: &str| {
                let passed = arguments.replace("request", &format!("{n}, request"));
                let _ = write!(
                    text,
                    "\n  {name} ({arguments}) {{\n    return this.#face.{call}({passed})\n  }}\n"
                );
            };
            method(verb, "request, options", "call");
            method(&format!("{verb}Sync"), "request", "callSync");
            if item.is_some() {
                method(&format!("{verb}Pages"), "request, options", "pages");
                method(&format!("{verb}All"), "request, options", "all");
            }
        }
        text += "}\n";
    }
    text += "\nexports.nouns = {\n";
    for (noun, _) in &nouns {
        let _ = writeln!(text, "  {noun}: {}Operations,", pascal(noun));
    }
    text += "}\n\nexports.numbers = {\n";
    for method in nouns.iter().flat_map(|(_, methods)| methods) {
        let _ = writeln!(text, "  '{}': {},", method.name, method.row["number"]);
    }
    text + "}\n"
}

/// `bindings-node/lib/operations.d.ts`.
pub fn types(document: &Value) -> String {
    let mut text = format!(
        "{HEAD}\n/** Anything that JSON can say. */\nexport type Json =\n  | null | boolean | number \
         | string\n  | readonly Json[]\n  | {{ readonly [key: string]: Json }}\n"
    );
    errors(&mut text, document);
    for (name, definition) in object(&document["$defs"]) {
        declare(&mut text, name, definition);
    }
    call_options(&mut text);
    let nouns = nouns(document);
    for (noun, methods) in &nouns {
        let _ = write!(
            text,
            "\n/** The operations on `{noun}`. */\nexport interface {}Operations {{\n",
            pascal(noun)
        );
        methods.iter().for_each(|method| methods_of(&mut text, method));
        text += "}\n";
    }
    text += "\n/** Every operation, by noun. */\nexport interface Nouns {\n";
    for (noun, _) in &nouns {
        let _ = writeln!(text, "  /** The operations on `{noun}`. */");
        let _ = writeln!(text, "  readonly {noun}: {}Operations", pascal(noun));
    }
    text += "}\n\n/** The request and the response of each operation, by its name. */\n";
    text += "export interface OperationTable {\n";
    for Method { name, request, response, .. } in nouns.iter().flat_map(|(_, methods)| methods) {
        let _ = writeln!(
            text,
            "  '{name}': {{\n    request: {request}\n    response: {response}\n  }}"
        );
    }
    text + "}\n"
}

fn call_options(text: &mut String) {
    *text += "
/** How a promise may be given up. */
export interface CallOptions {
  /**
   * Aborting it cancels the call: its promise rejects with `cancelled`, and nothing was changed. A
   * write that has begun completes, and its promise tells how.
   */
  readonly signal?: AbortSignal | undefined
}
";
}

fn errors(text: &mut String, document: &Value) {
    *text += "\n/** The stable code of an error. */\nexport type ErrorCode =\n";
    for (code, row) in object(&document["errors"]) {
        comment(text, 2, &[row["description"].as_str().unwrap_or_default()]);
        let _ = writeln!(text, "  | '{code}'");
    }
}

fn declare(text: &mut String, name: &str, definition: &Value) {
    text.push('\n');
    comment(text, 0, &[described(definition)]);
    let Some(properties) = definition["properties"].as_object() else {
        if definition["type"] == "object" {
            let _ = writeln!(text, "export type {name} = Readonly<Record<string, never>>");
            return;
        }
        let Some(variants) = definition["oneOf"].as_array() else {
            let _ = writeln!(text, "export type {name} = {}", type_of(definition));
            return;
        };
        let _ = writeln!(text, "export type {name} =");
        for variant in variants {
            comment(text, 2, &[described(variant)]);
            let _ = writeln!(text, "  | {}", type_of(variant));
        }
        return;
    };
    // A request refuses fields it does not know, and takes null as absent; a response has every
    // field, null where there is nothing.
    let asked = definition["additionalProperties"] == Value::Bool(false);
    let required = definition["required"].as_array().map_or(&[][..], Vec::as_slice);
    let _ = writeln!(text, "export interface {name} {{");
    for (field, schema) in properties {
        comment(text, 2, &[described(schema)]);
        let kind = type_of(schema);
        let _ = match (required.contains(&Value::from(field.as_str())), asked) {
            (true, _) => writeln!(text, "  {field}: {kind}"),
            (false, true) if kind == "Json" => writeln!(text, "  {field}?: {kind} | undefined"),
            (false, true) => writeln!(text, "  {field}?: {kind} | null | undefined"),
            (false, false) if kind == "Json" => writeln!(text, "  {field}: {kind}"),
            (false, false) => writeln!(text, "  {field}: {kind} | null"),
        };
    }
    *text += "}\n";
}

fn methods_of(text: &mut String, method: &Method<'_>) {
    let Method { name, verb, row, request, response, bare, item } = method;
    let asked = if *bare { "request?" } else { "request" };
    let errors: Vec<_> = row["errors"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(Value::as_str)
        .map(|code| format!("`{code}`"))
        .collect();
    let told = match errors.is_empty() {
        true => format!("`{name}`, since {}.", row["since"].as_str().unwrap_or_default()),
        false => format!(
            "`{name}`, since {}. Errors of its own: {}.",
            row["since"].as_str().unwrap_or_default(),
            errors.join(", ")
        ),
    };
    let description = row["description"].as_str().unwrap_or_default();
    comment(text, 2, &[description, "", &told]);
    let later = &[format!("{asked}: {request}"), "options?: CallOptions".to_owned()];
    signature(text, verb, later, &format!("Promise<{response}>"));
    comment(text, 2, &[&format!("The same as `{verb}`, before it returns.")]);
    signature(text, &format!("{verb}Sync"), &later[..1], response);
    if let Some(item) = item {
        comment(text, 2, &[&format!("Every page of `{verb}`, one after the other.")]);
        let pages = format!("AsyncGenerator<{response}, void>");
        signature(text, &format!("{verb}Pages"), later, &pages);
        comment(text, 2, &[&format!("Every item of `{verb}`, page by page.")]);
        signature(text, &format!("{verb}All"), later, &format!("AsyncGenerator<{item}, void>"));
    }
}

/// A method on one line where that fits.
fn signature(text: &mut String, name: &str, arguments: &[String], answer: &str) {
    let line = format!("  {name}({}): {answer}", arguments.join(", "));
    if line.len() <= 100 {
        let _ = writeln!(text, "{line}");
        return;
    }
    let _ = writeln!(text, "  {name}(\n    {},\n  ): {answer}", arguments.join(",\n    "));
}

/// The TypeScript of a schema.
fn type_of(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or(name).to_owned();
    }
    if let Some(value) = schema.get("const") {
        return format!("'{}'", value.as_str().unwrap());
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<_> = values.iter().map(|v| format!("'{}'", v.as_str().unwrap())).collect();
        return values.join(" | ");
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(options) = schema[key].as_array() {
            let options: Vec<_> =
                options.iter().filter(|o| o["type"] != "null").map(type_of).collect();
            return options.join(" | ");
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap(),
        kind => kind,
    };
    match kind.as_str() {
        Some("string") => "string".to_owned(),
        Some("integer" | "number") => "number".to_owned(),
        Some("boolean") => "boolean".to_owned(),
        Some("array") => format!("Array<{}>", type_of(&schema["items"])),
        Some("object") => format!("Record<string, {}>", type_of(&schema["additionalProperties"])),
        None => "Json".to_owned(),
        Some(other) => panic!("no TypeScript for the schema type {other}: {schema}"),
    }
}

/// A description with what the schema says besides.
fn described(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

/// A doc comment of paragraphs, wrapped to a hundred columns.
fn comment(text: &mut String, indent: usize, paragraphs: &[&str]) {
    let pad = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs.iter().flat_map(|text| text.trim().split("\n\n")) {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() + indent > 92 {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
        lines.push(line);
    }
    if let [line] = &lines[..] {
        let _ = writeln!(text, "{pad}/** {line} */");
        return;
    }
    let _ = writeln!(text, "{pad}/**");
    for line in lines {
        let _ = writeln!(text, "{}", format!("{pad} * {line}").trim_end());
    }
    let _ = writeln!(text, "{pad} */");
}

fn reference(schema: &Value) -> String {
    type_of(schema)
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

fn camel(name: &str) -> String {
    silvervine::ops::json_name(name)
}

fn pascal(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
