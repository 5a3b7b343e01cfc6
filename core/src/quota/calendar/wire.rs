//! Periods and zones as text: one spelling each, checked on the way in.

use super::*;

const PERIOD_RULE: &str = "must be `day`, `week`, `month`, `lifetime`, `anniversary:N` with a day \
                           N of 1 to 31, or `rolling:N` with N of 1 to 31622400 seconds";

impl Period {
    /// Fails on a day or length that the type can hold and the calendar cannot.
    pub(super) fn check(self) -> Result<()> {
        let sound = match self {
            Period::MonthAnchored { day } => (1..=31).contains(&day),
            Period::Rolling { seconds } => (1..=limits::ROLLING_SECONDS_MAX).contains(&seconds),
            _ => true,
        };
        if sound { Ok(()) } else { Err(Error::validation("period", PERIOD_RULE)) }
    }
}

impl crate::ops::Checked for Period {
    fn check(&self, _field: &str, _rule: crate::ops::Rule) -> Result<()> {
        Period::check(*self)
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
    "pattern": "^(day|week|month|lifetime|anniversary:[1-9][0-9]?|rolling:[1-9][0-9]{0,7})$"
});
as_string!(Zone, "the IANA name of a time zone", {
    "type": "string",
    "description": "The IANA name of a time zone, such as Asia/Shanghai.",
    "maxLength": 50
});

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    #[test]
    fn a_period_has_one_spelling() {
        for text in [
            "day",
            "week",
            "month",
            "lifetime",
            "anniversary:1",
            "anniversary:31",
            "rolling:1",
            "rolling:31622400",
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(serde_json::to_value(period).unwrap(), text);
            assert_eq!(serde_json::from_value::<Period>(text.into()).unwrap(), period);
        }
        for text in [
            "",
            "Day",
            "year",
            "anniversary",
            "anniversary:",
            "anniversary:0",
            "anniversary:32",
            "anniversary:01",
            "anniversary:+5",
            "anniversary:256",
            "rolling:0",
            "rolling:31622401",
            "rolling:1.5",
            "rolling:9999999999",
            "month:1",
        ] {
            let error = text.parse::<Period>().unwrap_err();
            assert_eq!(error.details()["field"], "period", "{text}");
            assert!(serde_json::from_value::<Period>(text.into()).is_err(), "{text}");
        }
        for period in [
            Period::MonthAnchored { day: 0 },
            Period::MonthAnchored { day: 32 },
            Period::Rolling { seconds: 0 },
        ] {
            assert!(period_at(period, &Zone::UTC, 0).is_err());
            assert!(period_key(period, &Zone::UTC, 0).is_err());
        }
    }

    #[test]
    fn a_zone_is_known_or_refused_with_advice() {
        assert_eq!(zone("utc"), Zone::UTC);
        assert_eq!(serde_json::to_value(zone("europe/BERLIN")).unwrap(), "Europe/Berlin");
        assert_eq!(
            serde_json::from_value::<Zone>("Asia/Tokyo".into()).unwrap(),
            zone("Asia/Tokyo")
        );
        let long = "x".repeat(10_000);
        for name in [
            "",
            " UTC",
            "UTC ",
            "+08:00",
            "CST-8",
            "Mars/Olympus",
            "../etc/passwd",
            "Etc/Unknown",
            "Asia/Shanghai\0",
            "上海",
            &long,
        ] {
            let error = Zone::parse(name).unwrap_err();
            assert_eq!(error.details()["field"], "timezone", "{name}");
            assert!(error.to_string().contains("Asia/Shanghai") && error.to_string().len() < 300);
            assert!(serde_json::from_value::<Zone>(name.into()).is_err());
        }
    }

    #[test]
    #[cfg(feature = "schema")]
    fn the_schemas_say_string() {
        for schema in [schemars::schema_for!(Period), schemars::schema_for!(Zone)] {
            assert_eq!(schema.as_value()["type"], "string");
        }
    }
}
