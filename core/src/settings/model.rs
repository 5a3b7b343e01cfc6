//! The requests and responses of settings.

use serde_json::Value;

use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};

const KEY: Rule = Rule::Text { min: 1, max: limits::SETTING_KEY_CHARS_MAX };

request! {
    /// A setting to be stored.
    pub struct SetSettingRequest keyed idempotency_key {
        /// Its name, of 1 to 100 characters.
        key: String => KEY,
        /// Its value: any JSON of at most 64 KiB.
        value: Value => Rule::Json { max: limits::METADATA_BYTES_MAX };
        /// What it is for, at most 255 characters. Absent keeps what stands.
        description: String => Rule::Text { min: 0, max: limits::DESCRIPTION_CHARS_MAX },
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which setting to read.
    pub struct GetSettingRequest {
        /// Its name.
        key: String => KEY,
    }
}

request! {
    /// Which settings to list.
    pub struct ListSettingsRequest {
        ;
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

wire_enum! {
    /// The type of a setting's value.
    pub enum SettingType {
        /// Text.
        Text = "string",
        /// A number.
        Number = "number",
        /// True or false.
        Boolean = "boolean",
        /// A list.
        List = "array",
        /// An object.
        Object = "object",
        /// Nothing.
        Null = "null",
    }
}

impl SettingType {
    /// The type of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::String(_) => SettingType::Text,
            Value::Number(_) => SettingType::Number,
            Value::Bool(_) => SettingType::Boolean,
            Value::Array(_) => SettingType::List,
            Value::Object(_) => SettingType::Object,
            Value::Null => SettingType::Null,
        }
    }
}

response! {
    /// A setting.
    pub struct Setting {
        /// Its name.
        key: String,
        /// Its value.
        value: Value,
        /// The type of its value.
        r#type: SettingType,
        /// What it is for.
        description: Option<String>,
        /// When it was last set, in milliseconds since the epoch.
        updated_at_ms: i64,
    }
}

response! {
    /// A page of settings.
    pub struct SettingList {
        /// The settings, in the order of their keys.
        items: Vec<Setting>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
