//! Reads the tokens straight into a type: serde's side of the reader.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};

use super::reader::{Number, Read, Reader, StringFault};
use super::refusal::Refusal;

impl<'de> Reader<'de> {
    /// The kind of the next value, for an error that does not show it.
    #[cold]
    fn wrong_type(&mut self, wanted: &dyn de::Expected) -> Box<Refusal> {
        let found = match self.next_token() {
            Some(b'"') => Unexpected::Str(""),
            Some(b'{') => Unexpected::Map,
            Some(b'[') => Unexpected::Seq,
            Some(b't' | b'f') => Unexpected::Bool(true),
            Some(b'n') => Unexpected::Unit,
            Some(b'-' | b'0'..=b'9') => Unexpected::Signed(0),
            _ => return self.expected("a value"),
        };
        de::Error::invalid_type(found, wanted)
    }

    fn array<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        self.descend()?;
        let mut items = Items { reader: self, index: 0 };
        let value = visitor.visit_seq(&mut items)?;
        if items.has_ended_or_ends()? {
            self.ascend();
            return Ok(value);
        }
        Err(Refusal::new("has more items than it takes"))
    }

    fn object<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        self.descend()?;
        let first = self.fields.len();
        let mut fields = Fields { reader: self, first, hashed: HashSet::new(), is_open: true };
        let value = visitor.visit_map(&mut fields)?;
        if fields.is_open && fields.next_name()? {
            return Err(Refusal::new("has more fields than it takes"));
        }
        self.fields.truncate(first);
        self.ascend();
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Box<Refusal>;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.next_token() {
            Some(b'"') => match self.string().map_err(StringFault::of_value)? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            Some(b'{') => self.object(visitor),
            Some(b'[') => self.array(visitor),
            Some(b'-' | b'0'..=b'9') => match self.number()? {
                Number::Whole(whole) => match u64::try_from(whole) {
                    Ok(natural) => visitor.visit_u64(natural),
                    Err(_) => visitor.visit_i64(whole),
                },
                Number::Float(float) => visitor.visit_f64(float),
            },
            Some(b't') => self.literal("true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.literal("false").and_then(|()| visitor.visit_bool(false)),
            Some(b'n') => self.literal("null").and_then(|()| visitor.visit_unit()),
            _ => Err(self.expected("a value")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.next_token() {
            Some(b'n') => self.literal("null").and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    /// Derived types would take an array for an object, by position: an object it must be.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        match self.next_token() {
            Some(b'{') => self.object(visitor),
            _ => Err(self.wrong_type(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        match self.next_token() {
            Some(b'"') => {
                let name = self.string().map_err(StringFault::of_value)?;
                visitor.visit_enum(name.into_deserializer())
            }
            Some(b'{') => self.object(ObjectAsEnum(visitor)),
            _ => Err(self.wrong_type(&visitor)),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    /// How many items were read; the largest number once the array has ended.
    index: usize,
}

impl Items<'_, '_> {
    const ENDED: usize = usize::MAX;

    /// False when an item stands where a visitor wanted no more.
    fn has_ended_or_ends(&mut self) -> Read<bool> {
        Ok(self.index == Self::ENDED || !self.reader.item_follows(b']', self.index == 0)?)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Box<Refusal>;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.has_ended_or_ends()? {
            self.index = Self::ENDED;
            return Ok(None);
        }
        let index = self.index;
        self.index += 1;
        seed.deserialize(&mut *self.reader).map(Some).map_err(|refusal| refusal.within_index(index))
    }
}

struct Fields<'r, 'de> {
    reader: &'r mut Reader<'de>,
    /// Where the names of this object begin in the reader's list.
    first: usize,
    hashed: HashSet<Cow<'de, str>>,
    is_open: bool,
}

impl Fields<'_, '_> {
    fn next_name(&mut self) -> Read<bool> {
        let is_first = self.reader.fields.len() == self.first;
        self.is_open = self.reader.item_follows(b'}', is_first)?;
        if self.is_open {
            self.reader.field_name(self.first, &mut self.hashed)?;
        }
        Ok(self.is_open)
    }

    /// The name that was read last, as what serde reads names from.
    fn name(&self) -> StrDeserializer<'_, Box<Refusal>> {
        self.reader.fields.last().map_or("", |name| name).into_deserializer()
    }
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = Box<Refusal>;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.is_open || !self.next_name()? {
            return Ok(None);
        }
        seed.deserialize(self.name()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        // Names of inner objects come and go at the end of the list, unless they fail.
        let field = self.reader.fields.len() - 1;
        self.reader
            .colon()
            .and_then(|()| seed.deserialize(&mut *self.reader))
            .map_err(|refusal| refusal.within_key(&self.reader.fields[field]))
    }
}

/// Reads an enum's value that carries content: an object with one field of the value's name.
struct ObjectAsEnum<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for ObjectAsEnum<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Choice(fields))
    }
}

struct Choice<A>(A);

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Choice<A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        mut self,
        seed: V,
    ) -> Result<(V::Value, Self), A::Error> {
        match self.0.next_key_seed(seed)? {
            Some(name) => Ok((name, self)),
            None => Err(de::Error::custom("must be an object with exactly one field")),
        }
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Choice<A> {
    type Error = A::Error;

    fn unit_variant(mut self) -> Result<(), A::Error> {
        self.0.next_value()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        mut self,
        seed: T,
    ) -> Result<T::Value, A::Error> {
        self.0.next_value_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(
        mut self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(ContentOf(visitor, false))
    }

    fn struct_variant<V: Visitor<'de>>(
        mut self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(ContentOf(visitor, true))
    }
}

/// The content of an enum's value; true where it must be an object.
struct ContentOf<V>(V, bool);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for ContentOf<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, content: D) -> Result<V::Value, D::Error> {
        match self.1 {
            true => content.deserialize_struct("", &[], self.0),
            false => content.deserialize_seq(self.0),
        }
    }
}
