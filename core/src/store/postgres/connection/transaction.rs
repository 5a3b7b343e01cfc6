//! How the transaction of a job begins, and how it ends.
//!
//! A job that writes begins none until it has to: what it reads first it would read so within one,
//! too, and what it writes last can often be one statement, which is a transaction by itself.

use std::sync::Arc;

use tokio_postgres::{Error as PgError, Statement};

use super::{Access, Beginning, Conn, Form};
use crate::error::{Error, ErrorKind, Result};
use crate::store::Kept;
use crate::store::postgres::fault;
use crate::store::postgres::fused::{self, Held};
use crate::store::postgres::link::{Loss, Reply, Weight};

impl Conn {
    /// Makes ready for a job, or for the first of several in one transaction.
    pub(in super::super) fn start(&mut self, access: Access, beginning: Beginning) {
        self.access = access;
        self.beginning = beginning;
        self.begun = false;
        self.confirmed = false;
        self.changed = false;
        self.broken = None;
        self.ahead.clear();
        self.held.clear();
        // A guard whose answer the job before did not wait for would fail this one.
        self.link.disown();
    }

    /// Makes ready for the next job of a transaction.
    pub(in super::super) fn board(&mut self) {
        self.touched = false;
        self.held.clear();
        self.ahead.clear();
    }

    /// Whether the last job has changed something, or made the transaction void.
    pub(in super::super) fn has_touched(&self) -> bool {
        self.touched || self.broken.is_some()
    }

    /// Ends one of several jobs in a transaction: what it held back is sent.
    pub(in super::super) fn pause(&mut self) -> Result<()> {
        self.ahead.clear();
        match &self.broken {
            Some(error) => Err(error.clone()),
            None => self.send_held(),
        }
    }

    /// Makes what the job did last.
    ///
    /// # Errors
    /// `outcome_unknown` where the connection was lost meanwhile; after any other, nothing lasts.
    pub(in super::super) fn finish(&mut self) -> Result<()> {
        if let Some(error) = self.broken.clone() {
            self.undo();
            return Err(error);
        }
        if !self.begun && !self.held.is_empty() && fused::can_fuse(&self.held) {
            return self.finish_fused();
        }
        if let Err(error) = self.send_held() {
            self.undo();
            return Err(error);
        }
        if !self.begun {
            return Ok(());
        }
        if !self.changed {
            self.send_control("COMMIT");
            self.link.flush();
            return Ok(());
        }
        let commit = self.control("COMMIT");
        let committed = self.link.wait(commit);
        let refused = matches!(committed, Ok(Err(_)));
        let outcome = self.decided(committed, Weight::OfJob("commit"));
        if refused {
            // A COMMIT that was cancelled before it began leaves its transaction open.
            self.undo();
        }
        outcome
    }

    /// Writes what was held back in one statement, which is a transaction by itself.
    fn finish_fused(&mut self) -> Result<()> {
        // Whatever was asked for ahead and not used has no part in this transaction, and must not
        // say of it that it failed.
        self.link.disown();
        let held = std::mem::take(&mut self.held);
        let statement = self.fuse(&held)?;
        let name = held.first().map_or("fused", |held| held.sql.name);
        let params: Vec<Kept> = held.into_iter().flat_map(|held| held.params).collect();
        let client = Arc::clone(self.link.client());
        let done = self.link.wait(client.execute_raw(&statement, params));
        self.decided(done, Weight::Guarding(name))
    }

    /// The outcome of what makes a job last.
    fn decided(
        &mut self,
        waited: std::result::Result<std::result::Result<u64, PgError>, Loss>,
        weight: Weight,
    ) -> Result<()> {
        match waited {
            Ok(Ok(_)) => self.check_sent(),
            Ok(Err(error)) if !fault::leaves_unknown(&error) => Err(self.failure(error, weight)),
            Ok(Err(_)) | Err(_) => {
                self.lost = true;
                Err(ErrorKind::OutcomeUnknown {}.into())
            }
        }
    }

    fn fuse(&mut self, held: &[Held]) -> Result<Statement> {
        let key: Vec<_> = held.iter().map(Held::key).collect();
        if let Some(statement) = self.fused.get(&key) {
            return Ok(statement.clone());
        }
        let text = fused::text(held).map_err(|error| self.void(error))?;
        let client = Arc::clone(self.link.client());
        let prepared = self.link.wait(client.prepare(&text));
        let statement = self.settle(prepared, "fused")?;
        self.fused.insert(key, statement.clone());
        Ok(statement)
    }

    /// Sends what was held back into the transaction, and waits for nothing.
    pub(super) fn send_held(&mut self) -> Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let held = std::mem::take(&mut self.held);
        self.begin(true)?;
        match fused::can_fuse(&held) {
            true => self.send_fused(held),
            false => held.into_iter().try_for_each(|held| self.send_fused(vec![held])),
        }
    }

    fn send_fused(&mut self, held: Vec<Held>) -> Result<()> {
        let statement = self.fuse(&held)?;
        self.changes();
        let name = held.first().map_or("fused", |held| held.sql.name);
        let params: Vec<Kept> = held.into_iter().flat_map(|held| held.params).collect();
        let client = Arc::clone(self.link.client());
        let reply = async move { client.execute_raw(&statement, params).await };
        self.link.send(Box::pin(reply), Weight::Guarding(name));
        self.check_sent()
    }

    /// Undoes what the job did. Nobody waits for it.
    pub(in super::super) fn undo(&mut self) {
        self.held.clear();
        if self.begun && !self.lost {
            self.send_control("ROLLBACK");
            self.link.flush();
        }
        self.begun = false;
    }

    fn control(&self, text: &'static str) -> Reply {
        let client = Arc::clone(self.link.client());
        Box::pin(async move { client.batch_execute(text).await.map(|()| 0) })
    }

    fn send_control(&mut self, text: &'static str) {
        let reply = self.control(text);
        self.link.send(reply, Weight::OfConnection);
    }

    /// Begins the transaction with the statement that follows. One that writes waits for it, or it
    /// would take effect by itself should the server refuse to begin.
    pub(super) fn begin(&mut self, writes: bool) -> Result<()> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if !self.begun {
            self.begun = true;
            let begin = self.control(self.access.begin());
            self.link.send(begin, Weight::OfConnection);
        }
        if writes && !self.confirmed {
            // The answer to nothing comes after the answer to all that was sent.
            let nothing = self.control("");
            let waited = self.link.wait(nothing);
            self.settle(waited, "begin")?;
        }
        Ok(())
    }

    /// Begins the transaction, if a query needs it, and answers the form it takes.
    ///
    /// A write sees what is committed in each of its queries, so before it has written it reads as
    /// well without a transaction.
    pub(super) fn before_query(&mut self) -> Result<Form> {
        self.send_held()?;
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if self.begun || self.beginning == Beginning::AtOnce {
            self.begin(false)?;
            return Ok(Form::Plain);
        }
        Ok(Form::Unlocked)
    }

    /// The outcome of what was waited for, after all that was sent before it.
    pub(super) fn settle<T>(
        &mut self,
        waited: std::result::Result<std::result::Result<T, PgError>, Loss>,
        what: &'static str,
    ) -> Result<T> {
        self.lost |= waited.is_err();
        self.check_sent()?;
        let (error, lost) = match waited {
            Ok(Ok(value)) => {
                // An answer from before BEGIN was sent says nothing of it.
                self.confirmed |= self.begun;
                return Ok(value);
            }
            Ok(Err(error)) => {
                self.forget_if_stale(&error);
                fault::of_statement(&error, what, self.timeout_ms)
            }
            Err(loss) => (fault::of_loss(loss), true),
        };
        self.lost |= lost;
        Err(self.void(error))
    }

    /// Fails where a request that was sent ahead has failed.
    pub(super) fn check_sent(&mut self) -> Result<()> {
        match self.link.take_failed() {
            Some((error, weight)) => Err(self.failure(error, weight)),
            None => Ok(()),
        }
    }

    /// What a failed request is to the job.
    fn failure(&mut self, error: PgError, weight: Weight) -> Error {
        self.forget_if_stale(&error);
        let (error, lost) = match weight {
            Weight::Guarding(_) if fault::is_of_a_guard(&error) => {
                (ErrorKind::Serialization {}.into(), false)
            }
            Weight::Guarding(what) | Weight::OfJob(what) => {
                fault::of_statement(&error, what, self.timeout_ms)
            }
            Weight::OfConnection => (fault::of_loss(Loss::Ended(Some(error))), true),
        };
        self.lost |= lost;
        self.void(error)
    }

    /// Forgets what is prepared where a table has changed under it: the server refuses such a
    /// statement for as long as it stands.
    fn forget_if_stale(&mut self, error: &PgError) {
        if fault::is_of_a_stale_plan(error) {
            self.statements.clear();
            self.fused.clear();
        }
    }

    pub(super) fn void(&mut self, error: Error) -> Error {
        self.broken.get_or_insert(error).clone()
    }
}
