//! Fields that programs write in several ways, and that never fail a conversation.

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

use crate::limits;

/// Text, or a number as text; anything else is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Text(pub(super) Option<String>);

impl Text {
    pub(super) fn take(&mut self) -> Option<String> {
        self.0.take()
    }
}

/// A moment in milliseconds since the epoch, from seconds, milliseconds or a date; else none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Moment(pub(super) Option<i64>);

/// Whether something is true, or a number that is not zero.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Flag(pub(super) bool);

/// A whole number, or none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Count(pub(super) Option<i64>);

/// What a scalar is read as; arrays and objects are passed over.
#[derive(Debug)]
enum Scalar<'v> {
    Nothing,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(&'v str),
}

struct Reading<F>(F);

impl<'de, T: Default, F: FnOnce(Scalar<'_>) -> T> Visitor<'de> for Reading<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<T, E> {
        Ok((self.0)(Scalar::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<T, E> {
        Ok((self.0)(Scalar::Int(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<T, E> {
        Ok((self.0)(i64::try_from(value).map_or(Scalar::Nothing, Scalar::Int)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<T, E> {
        Ok((self.0)(Scalar::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<T, E> {
        Ok((self.0)(Scalar::Text(value)))
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok((self.0)(Scalar::Nothing))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<T, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(T::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<T, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(T::default())
    }
}

macro_rules! lenient {
    ($($name:ident: $read:expr;)+) => { $(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any(Reading($read))
            }
        }
    )+ };
}

lenient! {
    Text: |scalar: Scalar<'_>| Text(match scalar {
        Scalar::Text(text) => Some(text.to_owned()),
        Scalar::Int(number) => Some(number.to_string()),
        Scalar::Float(number) => Some(number.to_string()),
        Scalar::Bool(_) | Scalar::Nothing => None,
    });
    Moment: |scalar: Scalar<'_>| Moment(match scalar {
        Scalar::Text(text) => from_text(text),
        Scalar::Int(number) => from_number(number as f64),
        Scalar::Float(number) => from_number(number),
        Scalar::Bool(_) | Scalar::Nothing => None,
    });
    Flag: |scalar: Scalar<'_>| Flag(match scalar {
        Scalar::Bool(value) => value,
        Scalar::Int(number) => number != 0,
        _ => false,
    });
    Count: |scalar: Scalar<'_>| Count(match scalar {
        Scalar::Int(number) if (0..=limits::AMOUNT_MAX).contains(&number) => Some(number),
        _ => None,
    });
}

/// Seconds, milliseconds, microseconds or nanoseconds, told apart by their size: past 1e10 they
/// would be seconds of the year 2286.
#[allow(clippy::float_arithmetic, reason = "exports write times as floats")]
fn from_number(number: f64) -> Option<i64> {
    let ms = match number {
        n if n <= 0.0 => return None,
        n if n < 1e10 => n * 1e3,
        n if n < 1e13 => n,
        n if n < 1e16 => n / 1e3,
        n => n / 1e6,
    };
    within(ms.round() as i64)
}

fn within(ms: i64) -> Option<i64> {
    (limits::TIME_MS_MIN..=limits::TIME_MS_MAX).contains(&ms).then_some(ms)
}

/// A number, a date of ISO 8601, or one as a browser writes it.
fn from_text(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return from_number(number);
    }
    if let Ok(date) = chrono::DateTime::parse_from_rfc3339(text) {
        return within(date.timestamp_millis());
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"] {
        if let Ok(date) = chrono::NaiveDateTime::parse_from_str(text, form) {
            return within(date.and_utc().timestamp_millis());
        }
    }
    from_locale(text)
}

/// `2024/3/5 下午2:03:22`, `3/5/2024, 2:03:22 PM`. The zone of such a date is not known; it is read
/// as UTC. A date whose day and month could be either is none.
fn from_locale(text: &str) -> Option<i64> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().ok())
        .collect::<Option<_>>()?;
    let &[a, b, c, hour, minute, ref rest @ ..] = numbers.as_slice() else { return None };
    let upper = text.to_uppercase();
    let afternoon = upper.contains("PM") || text.contains("下午");
    let morning = upper.contains("AM") || text.contains("上午") || text.contains("凌晨");
    let (year, month, day) = match () {
        () if a > 31 => (a, b, c),
        // Americans write the month first, and the hours to twelve.
        () if c > 31 && (afternoon || morning || b > 12) => (c, a, b),
        () if c > 31 && a > 12 => (c, b, a),
        () => return None,
    };
    let hour = match hour {
        12 if morning => 0,
        hour if afternoon && hour < 12 => hour + 12,
        hour => hour,
    };
    let second = rest.first().copied().unwrap_or(0);
    let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    within(date.and_hms_opt(hour, minute, second)?.and_utc().timestamp_millis())
}

/// The most messages that are read before they are counted. Some formats have nodes that hold none.
pub(super) const NODES_MAX: usize = 2 * limits::IMPORT_MESSAGES_MAX;

/// What the error says of more than these.
pub(super) const TOO_MANY: &str = "has more messages than can be taken in";

/// The items of an array, each of them a message.
#[derive(Debug)]
pub(super) struct Items<T>(pub(super) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Collect<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Collect<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = from.next_element()? {
                    if items.len() >= NODES_MAX {
                        return Err(Error::custom(TOO_MANY));
                    }
                    items.push(item);
                }
                Ok(items)
            }
        }

        from.deserialize_seq(Collect(std::marker::PhantomData)).map(Items)
    }
}

/// The first item of an array; the others are passed over.
#[derive(Debug, Default)]
pub(super) struct First(pub(super) Text);

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Take;

        impl<'de> Visitor<'de> for Take {
            type Value = First;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<First, A::Error> {
                let first = items.next_element()?.unwrap_or_default();
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(First(first))
            }
        }

        from.deserialize_seq(Take)
    }
}

/// The fields of an object in their order, each as often as it stands, each of them a message.
#[derive(Debug)]
pub(super) struct Pairs<T>(pub(super) Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Collect<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Collect<T> {
            type Value = Vec<(String, T)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut fields: A,
            ) -> Result<Vec<(String, T)>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = fields.next_entry()? {
                    if pairs.len() >= NODES_MAX {
                        return Err(Error::custom(TOO_MANY));
                    }
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }

        from.deserialize_map(Collect(std::marker::PhantomData)).map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_apart_by_their_size_and_form() {
        let noon = Some(1_709_647_402_000);
        for text in [
            "1709647402",
            "1709647402.0",
            "1709647402000",
            "1709647402000000",
            "1709647402000000000",
            "\"1709647402\"",
            "\"2024-03-05T14:03:22Z\"",
            "\"2024-03-05T22:03:22+08:00\"",
            "\"2024-03-05T14:03:22.000000\"",
            "\"2024-03-05 14:03:22\"",
            "\"2024/3/5 下午2:03:22\"",
            "\"3/5/2024, 2:03:22 PM\"",
        ] {
            assert_eq!(serde_json::from_str::<Moment>(text).expect(text).0, noon, "{text}");
        }
        for text in [
            "null",
            "0",
            "-5",
            "true",
            "\"yesterday\"",
            "[1]",
            "{\"a\":{}}",
            "\"1/2/2024 3:04\"",
            "1e300",
        ] {
            assert_eq!(serde_json::from_str::<Moment>(text).expect(text).0, None, "{text}");
        }
    }
}
