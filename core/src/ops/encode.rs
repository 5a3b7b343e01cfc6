//! The one way in which a response becomes JSON.
//!
//! The text is what `serde_json` writes, byte for byte. It takes half the time because texts and
//! the names of fields are copied up to what must be escaped, not looked at byte by byte. Numbers
//! and what is rare are left to `serde_json`.

use serde::Serialize;
use serde::ser::{self, Error as _};
use serde_json::Error as JsonError;

use crate::error::{Error, Result};
use crate::ops::plain::plain;

/// Most responses fit, so that most texts are allocated once.
const TEXT_BYTES: usize = 512;

/// Writes a response.
pub(crate) fn encode<T: Serialize>(response: &T) -> Result<String> {
    let mut writer = Writer { out: Vec::with_capacity(TEXT_BYTES) };
    response
        .serialize(&mut writer)
        .map_err(|e| Error::internal(format!("a response does not encode: {e}")))?;
    String::from_utf8(writer.out).map_err(|_| Error::internal("a response is not UTF-8"))
}

type Wrote = std::result::Result<(), JsonError>;

struct Writer {
    out: Vec<u8>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        self.out.push(b'"');
        loop {
            let (copied, special) = rest.split_at(plain(rest));
            self.out.extend_from_slice(copied);
            let Some((byte, after)) = special.split_first() else { break };
            self.escape(*byte);
            rest = after;
        }
        self.out.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let short = match byte {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            b'"' | b'\\' => byte,
            _ => {
                self.out.extend_from_slice(b"\\u00");
                self.out.push(HEX[usize::from(byte >> 4)]);
                return self.out.push(HEX[usize::from(byte & 15)]);
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }

    fn by_serde_json<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
        serde_json::to_writer(&mut self.out, value)
    }

    fn open(&mut self, open: u8, close: &'static [u8]) -> Compound<'_> {
        self.out.push(open);
        Compound { writer: self, is_first: true, is_verbatim: false, close }
    }

    fn open_variant(&mut self, variant: &str, open: u8, close: &'static [u8]) -> Compound<'_> {
        self.out.push(b'{');
        self.text(variant);
        self.out.push(b':');
        self.open(open, close)
    }
}

macro_rules! by_serde_json {
    ($($method:ident: $type:ty),+ $(,)?) => {
        $(fn $method(self, value: $type) -> Wrote {
            self.by_serde_json(&value)
        })+
    };
}

impl<'w> ser::Serializer for &'w mut Writer {
    type Ok = ();
    type Error = JsonError;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    by_serde_json! {
        serialize_bool: bool, serialize_char: char, serialize_bytes: &[u8],
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64,
    }

    fn serialize_str(self, value: &str) -> Wrote {
        self.text(value);
        Ok(())
    }

    fn serialize_none(self) -> Wrote {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Wrote {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Wrote {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Wrote {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Wrote {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Wrote {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Wrote {
        let mut object = self.open(b'{', b"}");
        object.field(variant, value)?;
        object.end()
    }

    fn serialize_seq(self, _: Option<usize>) -> std::result::Result<Compound<'w>, JsonError> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple(self, _: usize) -> std::result::Result<Compound<'w>, JsonError> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> std::result::Result<Compound<'w>, JsonError> {
        Ok(self.open(b'[', b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> std::result::Result<Compound<'w>, JsonError> {
        Ok(self.open_variant(variant, b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> std::result::Result<Compound<'w>, JsonError> {
        Ok(self.open(b'{', b"}"))
    }

    fn serialize_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> std::result::Result<Compound<'w>, JsonError> {
        // How `serde_json` hands over the text of a number, when some crate of the program asks it
        // to keep numbers as texts.
        if name.starts_with("$serde_json::private::") {
            return Ok(Compound { writer: self, is_first: true, is_verbatim: true, close: b"" });
        }
        Ok(self.open(b'{', b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> std::result::Result<Compound<'w>, JsonError> {
        Ok(self.open_variant(variant, b'{', b"}}"))
    }
}

/// An array or an object that is being written.
struct Compound<'w> {
    writer: &'w mut Writer,
    is_first: bool,
    /// What comes is JSON already.
    is_verbatim: bool,
    close: &'static [u8],
}

impl Compound<'_> {
    fn next(&mut self) {
        if !self.is_first {
            self.writer.out.push(b',');
        }
        self.is_first = false;
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Wrote {
        if self.is_verbatim {
            let text = serde_json::to_value(value)?;
            let text = text.as_str().ok_or_else(|| JsonError::custom("a number is no text"))?;
            self.writer.out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        self.next();
        self.writer.text(name);
        self.writer.out.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Wrote {
        self.writer.out.extend_from_slice(self.close);
        Ok(())
    }
}

macro_rules! compound {
    ($($trait:ident: $method:ident by $ours:ident ($($name:ident)?)),+ $(,)?) => {
        $(impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = JsonError;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: &'static str,)?
                value: &T,
            ) -> Wrote {
                self.$ours($($name,)? value)
            }

            fn end(self) -> Wrote {
                Compound::end(self)
            }
        })+
    };
}

compound! {
    SerializeSeq: serialize_element by item (),
    SerializeTuple: serialize_element by item (),
    SerializeTupleStruct: serialize_field by item (),
    SerializeTupleVariant: serialize_field by item (),
    SerializeStruct: serialize_field by field (name),
    SerializeStructVariant: serialize_field by field (name),
}

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Wrote {
        self.next();
        let start = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        match self.writer.out.get(start) {
            Some(b'"') => {}
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => {
                self.writer.out.insert(start, b'"');
                self.writer.out.push(b'"');
            }
            _ => return Err(JsonError::custom("the key of a map is no text")),
        }
        self.writer.out.push(b':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Wrote {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Wrote {
        Compound::end(self)
    }
}

#[cfg(test)]
mod tests;
