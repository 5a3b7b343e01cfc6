//! Importing a file by its path.

use std::fs::File;
use std::path::Path;

use crate::engine::{Acting, Engine};
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::imports::report::{ImportProgress, ImportReport};
use crate::imports::run::ImportOptions;

impl Engine {
    /// Imports the file at a path, as [`Engine::import`] does with what it reads.
    pub fn import_file(
        &self,
        user: UserId,
        path: impl AsRef<Path>,
        options: &ImportOptions,
        progress: impl FnMut(&ImportProgress) -> bool,
    ) -> Result<ImportReport> {
        self.acting(self.host_context()).import_file(user, path, options, progress)
    }
}

impl Acting<'_> {
    /// Imports the file at a path. The path is the program's own: whoever is acted for has no say
    /// in what is read.
    pub fn import_file(
        &self,
        user: UserId,
        path: impl AsRef<Path>,
        options: &ImportOptions,
        progress: impl FnMut(&ImportProgress) -> bool,
    ) -> Result<ImportReport> {
        let file = File::open(path)
            .map_err(|error| Error::validation("path", format!("cannot be opened: {error}")))?;
        self.import(user, file, options, progress)
    }
}
