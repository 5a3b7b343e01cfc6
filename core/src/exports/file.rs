//! Exporting to a new file by its path.

use std::fs::File;
use std::path::Path;

use crate::engine::{Acting, Engine};
use crate::error::{Error, Result};
use crate::exports::run::{ExportOptions, ExportProgress};
use crate::id::UserId;

impl Engine {
    /// Writes the conversations of a user to a new file, as [`Engine::export`] writes them.
    ///
    /// An export that fails leaves no file behind.
    pub fn export_file(
        &self,
        user: UserId,
        path: impl AsRef<Path>,
        options: &ExportOptions,
        progress: impl FnMut(&ExportProgress) -> bool,
    ) -> Result<ExportProgress> {
        self.acting(self.host_context()).export_file(user, path, options, progress)
    }
}

impl Acting<'_> {
    /// Writes the conversations of a user to a new file. The path is the program's own: whoever is
    /// acted for has no say in what is written.
    pub fn export_file(
        &self,
        user: UserId,
        path: impl AsRef<Path>,
        options: &ExportOptions,
        progress: impl FnMut(&ExportProgress) -> bool,
    ) -> Result<ExportProgress> {
        let path = path.as_ref();
        let file = File::create_new(path)
            .map_err(|error| Error::validation("path", format!("cannot be made: {error}")))?;
        let done = self.export(user, &file, options, progress);
        if done.is_err() {
            // What fails here leaves a file that is not whole, and the error tells of it already.
            let _ = std::fs::remove_file(path);
        }
        done
    }
}
