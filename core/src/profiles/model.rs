//! What a profile holds.

use crate::ops::{response, wire_enum};

wire_enum! {
    /// How a client looks.
    pub enum Theme {
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
        /// As the system is set.
        System = "system",
    }
}

response! {
    /// How a user presents themselves, and how their client behaves.
    pub struct Profile {
        /// The name that others see.
        display_name: Option<String>,
        /// What they say of themselves.
        bio: Option<String>,
        /// Where they are, as they write it.
        location: Option<String>,
        /// Their IANA time zone, in which their days begin; `Asia/Shanghai` by default.
        timezone: String,
        /// Their language as a BCP 47 tag; `zh-CN` by default.
        language: String,
        /// How their client looks; light by default.
        theme: Theme,
        /// Whether they are notified; they are by default.
        notifications_enabled: bool,
        /// Words by which they are grouped.
        tags: Vec<String>,
    }
}
