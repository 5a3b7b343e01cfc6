//! Periods and zones as text: one spelling each, checked on the way in.

use super::*;

const PERIOD_RULE: &str = "must be `day`, `week`, `month`, `lifetime`, `anniversary:N` with a day \
                           N of 1 to 31, or `rolling:N` with N of 1 to 31622400 seconds";

impl Period {
    /// Fails on a day or length that the type can hold and the calendar cannot.
    pub(super) fn check(self) -> Result<()> {
        let sound = match self {
            Period::MonthAnchored { day } => (1..=31).contains(&day),
            Period::Rolling { seconds } => (1..=ROLLING_SECONDS_MAX).contains(&seconds),
            _ => true,
        };
        if sound { Ok(()) } else { Err(Error::validation("period", PERIOD_RULE)) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Day => f.write_str("day"),
            Period::Week => f.write_str("week"),
            Period::Month => f.write_str("month"),
            Period::MonthAnchored { day } => write!(f, "anniversary:{day}"),
            Period::Lifetime => f.write_str("lifetime"),
            Period::Rolling { seconds } => write!(f, "rolling:{seconds}"),
        }
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Period> {
        let invalid = || Error::validation("period", PERIOD_RULE);
        let period = match text.split_once(':') {
            None => match text {
                "day" => Period::Day,
                "week" => Period::Week,
                "month" => Period::Month,
                "lifetime" => Period::Lifetime,
                _ => return Err(invalid()),
            },
            Some(("anniversary", n)) => {
                Period::MonthAnchored { day: number(n).ok_or_else(invalid)? }
            }
            Some(("rolling", n)) => Period::Rolling { seconds: number(n).ok_or_else(invalid)? },
            Some(_) => return Err(invalid()),
        };
        period.check().map(|()| period)
    }
}

/// A number in the only spelling there is for it: no sign, no leading zero. The text is an
/// identity in the store.
fn number<N: FromStr>(text: &str) -> Option<N> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if digits { text.parse().ok() } else { None }
}

impl FromStr for Zone {
    type Err = Error;

    fn from_str(name: &str) -> Result<Zone> {
        Zone::parse(name)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Zone::UTC
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl std::hash::Hash for Zone {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

/// Both types are strings on every surface.
macro_rules! as_string {
    ($type:ident, $expecting:literal, $schema:tt) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(|error: Error| match error.kind() {
                            // The decoder names the field by its path; the rule is what is new.
                            crate::ErrorKind::Validation { rule, .. } => E::custom(rule),
                            _ => E::custom(error),
                        })
                    }
                }
                from.deserialize_str(Text)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}

as_string!(Period, "a period such as `month`", {
    "type": "string",
    "description": "day, week, month, lifetime, anniversary:N (1 to 31), rolling:N (seconds)",
    "pattern": "^(day|week|month|lifetime|anniversary:([1-9]|[12][0-9]|3[01])|rolling:[1-9][0-9]{0,7})$"
});
as_string!(Zone, "the IANA name of a time zone", {
    "type": "string",
    "description": "The IANA name of a time zone, such as Asia/Shanghai.",
    "maxLength": 50
});
