//! Whole files of conversations: import and export.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use napi_derive::napi;
use silvervine::exports::ExportOptions;
use silvervine::imports::ImportOptions;
use silvervine::{Result, UserId};

use crate::engine::{Cancellable, NativeEngine, PROGRESS, Shared, json};
use crate::inbox::lock;

/// Tells how far work is, as often as somebody can see it.
struct Teller {
    number: u32,
    told: Option<Instant>,
    wanted: Arc<AtomicBool>,
}

impl Teller {
    /// Answers whether to go on.
    fn tell(&mut self, shared: &Shared, progress: &impl serde::Serialize) -> bool {
        if self.told.is_none_or(|at| at.elapsed() >= PROGRESS)
            && let Ok(text) = json(progress)
        {
            self.told = Some(Instant::now());
            shared.inbox.event(self.number, text);
        }
        self.wanted.load(Ordering::Acquire)
    }
}

#[napi]
impl NativeEngine {
    /// Imports a file, with events that tell how far it is.
    #[napi]
    pub fn import_file(&self, number: u32, user: String, path: String, options: String) {
        let (context, mut teller) = (self.context.clone(), self.teller(number));
        self.apart(number, move |shared| {
            let user: UserId = user.parse()?;
            let options = ImportOptions::from_json(options.as_bytes())?;
            let acting = shared.engine()?.acting(&context);
            let report = acting
                .import_file(user, path, &options, |progress| teller.tell(shared, progress))?;
            json(&report)
        });
    }

    /// Writes a new file, with events that tell how far it is.
    #[napi]
    pub fn export_file(&self, number: u32, user: String, path: String, options: String) {
        let (context, mut teller) = (self.context.clone(), self.teller(number));
        self.apart(number, move |shared| {
            let user: UserId = user.parse()?;
            let options = ExportOptions::from_json(options.as_bytes())?;
            let acting = shared.engine()?.acting(&context);
            let done: Result<_> =
                acting.export_file(user, path, &options, |progress| teller.tell(shared, progress));
            json(&done?)
        });
    }
}

impl NativeEngine {
    fn teller(&self, number: u32) -> Teller {
        let wanted = Arc::new(AtomicBool::new(true));
        let entry = Cancellable::Work(Arc::clone(&wanted));
        lock(&self.shared.cancellable).insert(number, entry);
        Teller { number, told: None, wanted }
    }
}
