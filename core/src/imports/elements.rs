//! The conversations of a file, one at a time.
//!
//! A file is an array, an object that holds an array under a known name, JSON lines, or several of
//! these in a row. Only the element at hand is kept, and only up to a limit; one that is larger is
//! passed over. Nothing here recurses, so no depth of nesting can exhaust the stack, and an element
//! is cut out by its brackets alone: whether it makes sense is for those who read it.

use std::io::Read;

use crate::imports::source::Source;
use crate::imports::text::Mender;
use crate::ops::plain;

/// The names under which a file may keep its conversations, and what stands there.
const CONTAINERS: &[(&[u8], u8)] = &[
    (b"\"sessions\"", b'['),
    (b"\"conversations\"", b'['),
    (b"\"chat-next-web-store\"", b'{'),
    (b"\"state\"", b'{'),
];

/// How deep such names may stand in each other.
const CONTAINERS_MAX: usize = 8;

/// What comes next in a file.
#[derive(Debug)]
pub(super) enum Next {
    /// An element; its text is in the buffer.
    Element(Place),
    /// An element that is larger than the limit.
    TooLarge(Place),
    /// A line that is no JSON; the next one may be.
    BadLine(Place),
    /// The file ends here.
    End,
    /// The file cannot be read on.
    Broken { at: u64, why: &'static str },
    /// The reader failed.
    Failed { at: u64, why: String },
}

/// Where an element stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The place of its first byte in the file.
    pub(super) at: u64,
    /// Elements of one array, or lines that follow each other, have the same group.
    pub(super) group: u64,
}

/// Cuts a file into its elements.
#[derive(Debug)]
pub(super) struct Elements<R> {
    source: Source<R>,
    buffer: Vec<u8>,
    bytes_max: usize,
    /// The brackets of the containers that are open.
    open: Vec<u8>,
    group: u64,
    /// Each element is one line.
    lines: bool,
    begun: bool,
}

/// What became of an element that was to be cut out.
enum Cut {
    Whole {
        lines: bool,
    },
    TooLarge,
    /// It turned out to hold the array of conversations.
    Opens(u8),
    /// A line ended within it.
    LineEnd,
    /// The file ended within it.
    Eof,
}

type Io<T> = std::io::Result<T>;

impl<R: Read> Elements<R> {
    pub(super) fn new(reader: R, bytes_max: usize, lines: bool) -> Self {
        Elements {
            source: Source::new(reader),
            buffer: Vec::new(),
            bytes_max,
            open: Vec::new(),
            group: 0,
            lines,
            begun: false,
        }
    }

    /// The text of the element that came last.
    pub(super) fn text(&self) -> &[u8] {
        &self.buffer
    }

    /// How many bytes of the file were passed.
    pub(super) fn passed(&self) -> u64 {
        self.source.passed()
    }

    pub(super) fn next(&mut self) -> Next {
        match self.advance() {
            Ok(next) => next,
            Err(error) => Next::Failed { at: self.passed(), why: error.to_string() },
        }
    }

    fn advance(&mut self) -> Io<Next> {
        if !self.begun {
            self.begun = true;
            if let Some(why) = self.begin()? {
                return Ok(Next::Broken { at: 0, why });
            }
        }
        loop {
            let byte = self.source.next_token()?;
            let at = self.passed();
            match (self.open.last().copied(), byte) {
                (None, None) => return Ok(Next::End),
                (Some(_), None) => {
                    let why = "the file ends before its last array or object does";
                    return Ok(Next::Broken { at, why });
                }
                (Some(b'['), Some(b']')) | (Some(b'{'), Some(b'}')) => {
                    self.source.take(1);
                    self.open.pop();
                    self.group += 1;
                }
                (Some(_), Some(b',')) => self.source.take(1),
                (Some(b'{'), Some(b'"')) => {
                    if let Some(why) = self.field()? {
                        return Ok(Next::Broken { at: self.passed(), why });
                    }
                }
                (None, Some(b'[')) if !self.lines => {
                    self.source.take(1);
                    self.open.push(b'[');
                    self.group += 1;
                }
                (Some(b'['), Some(byte)) if starts_value(byte) => return self.element(at),
                (None, Some(byte)) if starts_value(byte) || self.lines => {
                    match self.element(at)? {
                        Next::End => {}
                        next => return Ok(next),
                    }
                }
                _ => {
                    return Ok(Next::Broken {
                        at,
                        why: "there is no JSON value where one must be",
                    });
                }
            }
        }
    }

    /// Passes the mark of UTF-8; answers why a file cannot be text, where it cannot.
    fn begin(&mut self) -> Io<Option<&'static str>> {
        let head = self.source.head()?;
        if head.is_empty() {
            return Ok(Some("the file is empty"));
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Ok(Some(
                "the file is a ZIP archive; unpack it and give the conversations.json inside",
            ));
        }
        if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
            return Ok(Some("the file is UTF-16; save it as UTF-8"));
        }
        if head.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.source.take(3);
        }
        Ok(None)
    }

    /// Cuts one element out. Answers the end where there is no element but something to go into.
    fn element(&mut self, at: u64) -> Io<Next> {
        let at_root = self.open.is_empty();
        let place = Place { at, group: self.group };
        Ok(match self.cut(at_root && !self.lines)? {
            Cut::Whole { lines } => {
                if self.lines && !self.rest_of_line_is_blank()? {
                    self.skip_line()?;
                    return Ok(Next::BadLine(place));
                }
                if at_root && lines && !self.lines {
                    // One value on a line of its own at the root: so are the others.
                    self.lines = self.rest_of_line_is_blank()?;
                }
                Next::Element(place)
            }
            Cut::TooLarge => Next::TooLarge(place),
            Cut::LineEnd => Next::BadLine(place),
            Cut::Eof if self.lines => Next::BadLine(place),
            Cut::Eof => {
                Next::Broken { at, why: "the file ends within the element that begins here" }
            }
            Cut::Opens(bracket) => {
                self.buffer.clear();
                self.open.push(b'{');
                self.open.push(bracket);
                self.group += 1;
                Next::End
            }
        })
    }

    /// One field of an object that holds conversations somewhere: goes in, or passes it.
    fn field(&mut self) -> Io<Option<&'static str>> {
        self.buffer.clear();
        self.source.take(1);
        self.buffer.push(b'"');
        if !self.string()? {
            return Ok(Some("the file ends within a name"));
        }
        let container = container(&self.buffer);
        if self.source.next_token()? != Some(b':') {
            return Ok(Some("a name is not followed by a colon"));
        }
        self.source.take(1);
        match self.source.next_token()? {
            Some(byte) if container == Some(byte) && self.open.len() < CONTAINERS_MAX => {
                self.source.take(1);
                self.open.push(byte);
                self.group += 1;
                Ok(None)
            }
            Some(byte) if starts_value(byte) => match self.cut(false)? {
                Cut::Eof => Ok(Some("the file ends within an object")),
                _ => Ok(None),
            },
            _ => Ok(Some("a name is not followed by a value")),
        }
    }

    /// Copies one value into the buffer, mended, up to the limit.
    fn cut(&mut self, may_open: bool) -> Io<Cut> {
        self.buffer.clear();
        let (mut depth, mut too_large, mut one_line) = (0_u64, false, true);
        // Where a name begins, while the next string at the first depth is one.
        let mut name_next = false;
        loop {
            let Some(byte) = self.source.peek()? else {
                // A number or word may end with the file.
                let bare = depth == 0 && !self.buffer.is_empty() && !too_large;
                return Ok(if bare { Cut::Whole { lines: one_line } } else { Cut::Eof });
            };
            if depth == 0 && !self.buffer.is_empty() && ends_word(byte) {
                return Ok(Cut::Whole { lines: one_line });
            }
            self.source.take(1);
            self.buffer.push(byte);
            match byte {
                b'"' => {
                    let start = self.buffer.len() - 1;
                    match self.string_or_line()? {
                        Some(true) => {}
                        Some(false) => return Ok(Cut::Eof),
                        None => return Ok(Cut::LineEnd),
                    }
                    if std::mem::take(&mut name_next)
                        && may_open
                        && !too_large
                        && let Some(bracket) = container(&self.buffer[start..])
                        && self.opens(bracket)?
                    {
                        return Ok(Cut::Opens(bracket));
                    }
                }
                b'{' | b'[' => {
                    depth += 1;
                    name_next = depth == 1 && byte == b'{';
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                b',' => name_next = depth == 1,
                b'\n' if self.lines => return Ok(Cut::LineEnd),
                b'\n' => one_line = false,
                _ => {}
            }
            too_large |= self.buffer.len() > self.bytes_max;
            if depth == 0 && matches!(byte, b'}' | b']' | b'"') {
                return Ok(match too_large {
                    true => Cut::TooLarge,
                    false => Cut::Whole { lines: one_line },
                });
            }
            if too_large {
                // One byte says that something was there.
                self.buffer.truncate(1);
            }
        }
    }

    /// Whether what follows a name is the bracket that it promises; then it is passed.
    fn opens(&mut self, bracket: u8) -> Io<bool> {
        // White space is passed and not kept, so that no length of it is held in memory.
        if self.source.next_token()? != Some(b':') {
            return Ok(false);
        }
        self.source.take(1);
        if self.source.next_token()? == Some(bracket) {
            self.source.take(1);
            return Ok(true);
        }
        self.buffer.push(b':');
        Ok(false)
    }

    /// Copies a string whose quote was passed; false where the file ends within it.
    fn string(&mut self) -> Io<bool> {
        Ok(self.string_or_line()? == Some(true))
    }

    /// The same; none where each element is a line and the line ends within it.
    fn string_or_line(&mut self) -> Io<Option<bool>> {
        let mut mender = Mender::default();
        loop {
            if mender.is_idle() {
                let ready = self.source.ready()?;
                let plain = plain(ready);
                // What is past the limit is passed and not kept.
                if self.buffer.len() <= self.bytes_max {
                    self.buffer.extend_from_slice(&ready[..plain]);
                }
                self.source.take(plain);
            }
            let Some(byte) = self.source.peek()? else { return Ok(Some(false)) };
            self.source.take(1);
            if byte == b'\n' && self.lines {
                return Ok(None);
            }
            let kept = self.buffer.len();
            let ended = mender.take(byte, &mut self.buffer);
            if kept > self.bytes_max {
                self.buffer.truncate(kept);
            }
            if ended {
                return Ok(Some(true));
            }
        }
    }

    /// Passes the blank end of a line; false where more follows.
    fn rest_of_line_is_blank(&mut self) -> Io<bool> {
        loop {
            match self.source.peek()? {
                Some(b' ' | b'\t' | b'\r') => self.source.take(1),
                Some(b'\n') => {
                    self.source.take(1);
                    return Ok(true);
                }
                other => return Ok(other.is_none()),
            }
        }
    }

    fn skip_line(&mut self) -> Io<()> {
        loop {
            let ready = self.source.ready()?;
            let (len, end) = (ready.len(), ready.iter().position(|byte| *byte == b'\n'));
            self.source.take(end.map_or(len, |end| end + 1));
            if end.is_some() || len == 0 {
                return Ok(());
            }
        }
    }
}

fn starts_value(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
}

fn ends_word(byte: u8) -> bool {
    matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r')
}

/// The bracket with which the conversations under this name begin.
fn container(name: &[u8]) -> Option<u8> {
    CONTAINERS.iter().find(|(known, _)| *known == name).map(|(_, bracket)| *bracket)
}
