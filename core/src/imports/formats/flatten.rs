//! A tree of messages within each other, laid flat without recursion.

use crate::imports::formats::Refused;
use crate::imports::formats::lenient::{NODES_MAX, TOO_MANY};

/// The name under which an export keeps its tree, and each message its answers.
const TREE: &str = "\"messagesTree\"";
const CHILDREN: &str = "\"children\"";

/// Messages with the place of each one's parent in the list.
pub(super) type Tree = Vec<(Option<usize>, String)>;

/// The object without its tree, and the tree's messages without what follows them.
pub(super) fn flatten(text: &str) -> Result<(String, Option<Tree>), Refused> {
    let mut walk = Walk { text: text.as_bytes(), at: 0 };
    let mut flat = Flat::default();
    let mut rest = String::from("{");
    walk.expect(b'{')?;
    let mut tree = false;
    while let Some((name, value)) = walk.field()? {
        if name == TREE && walk.peek() == Some(b'[') {
            walk.at += 1;
            flat.walk(&mut walk)?;
            tree = true;
        } else {
            walk.skip()?;
            append(&mut rest, name, &text[value..walk.at]);
        }
    }
    rest.push('}');
    Ok((rest, tree.then_some(flat.messages)))
}

/// Adds a field to an object that is being written.
fn append(object: &mut String, name: &str, value: &str) {
    if object.len() > 1 {
        object.push(',');
    }
    object.push_str(name);
    object.push(':');
    object.push_str(value);
}

#[derive(Default)]
struct Flat {
    messages: Tree,
    /// The messages whose answers are being read, outermost first.
    open: Vec<usize>,
}

impl Flat {
    /// Reads an array of messages, whose bracket was passed, with all that is within them.
    fn walk<'t>(&mut self, walk: &mut Walk<'t>) -> Result<(), Refused> {
        // Whether the walk stands between the messages of an array, or the fields of one.
        let mut in_array = true;
        loop {
            if in_array {
                match walk.next_item(b']')? {
                    false if self.open.is_empty() => return Ok(()),
                    false => in_array = false,
                    true => {
                        walk.expect(b'{')?;
                        if self.messages.len() >= NODES_MAX {
                            return Err(TOO_MANY.into());
                        }
                        let parent = self.open.last().copied();
                        self.open.push(self.messages.len());
                        self.messages.push((parent, String::from("{")));
                        in_array = false;
                    }
                }
                continue;
            }
            let field = walk.field()?;
            let Some(open) = self.open.last().copied() else {
                return Err("has a tree of messages that is not closed".into());
            };
            let Some((name, value)) = field else {
                self.messages[open].1.push('}');
                self.open.pop();
                in_array = true;
                continue;
            };
            if name == CHILDREN && walk.peek() == Some(b'[') {
                walk.at += 1;
                in_array = true;
            } else {
                walk.skip()?;
                append(&mut self.messages[open].1, name, walk.slice(value));
            }
        }
    }
}

/// A place in a JSON text that is walked along.
struct Walk<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Walk<'t> {
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    /// The text from a place to here. Both are beside ASCII characters.
    fn slice(&self, from: usize) -> &'t str {
        std::str::from_utf8(&self.text[from..self.at]).unwrap_or("null")
    }

    fn wrong(&self) -> Refused {
        format!("is not valid JSON at its byte {}", self.at)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Refused> {
        match self.peek() == Some(byte) {
            true => {
                self.at += 1;
                Ok(())
            }
            false => Err(self.wrong()),
        }
    }

    /// Passes commas and the closing bracket; true when an item follows.
    fn next_item(&mut self, close: u8) -> Result<bool, Refused> {
        loop {
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return Ok(false);
                }
                Some(_) => return Ok(true),
                None => return Err(self.wrong()),
            }
        }
    }

    /// The next field's name in its quotes, and where its value begins; none at the object's end.
    fn field(&mut self) -> Result<Option<(&'t str, usize)>, Refused> {
        if !self.next_item(b'}')? {
            return Ok(None);
        }
        let from = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.wrong());
        }
        self.skip()?;
        let name = self.slice(from);
        self.expect(b':')?;
        self.peek();
        Ok(Some((name, self.at)))
    }

    /// Passes one value, by its brackets alone.
    fn skip(&mut self) -> Result<(), Refused> {
        let mut depth = 0_usize;
        let begin = self.at;
        while let Some(byte) = self.text.get(self.at).copied() {
            match byte {
                b'"' => {
                    self.string()?;
                    if depth == 0 {
                        return Ok(());
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 && self.at > begin => return Ok(()),
                b'}' | b']' => {
                    depth = depth.checked_sub(1).ok_or_else(|| self.wrong())?;
                    if depth == 0 {
                        self.at += 1;
                        return Ok(());
                    }
                }
                b',' if depth == 0 => return Err(self.wrong()),
                _ => {}
            }
            self.at += 1;
        }
        Err(self.wrong())
    }

    fn string(&mut self) -> Result<(), Refused> {
        self.at += 1;
        while let Some(byte) = self.text.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        Err(self.wrong())
    }
}
