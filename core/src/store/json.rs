//! Columns that hold JSON.

use serde::de::DeserializeOwned;

use crate::error::{ErrorKind, Result};
use crate::store::Row;

impl dyn Row + '_ {
    /// What a column holds as JSON; `what` names it where it is damaged.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: usize, what: &str) -> Result<T> {
        json(self.str(column)?, what)
    }

    /// JSON that may be absent.
    pub(crate) fn opt_json<T: DeserializeOwned>(
        &self,
        column: usize,
        what: &str,
    ) -> Result<Option<T>> {
        self.opt_str(column)?.map(|text| json(text, what)).transpose()
    }
}

fn json<T: DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|_| ErrorKind::StorageCorrupt { detail: format!("the {what}") }.into())
}
