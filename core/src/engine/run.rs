//! The path of one call, typed, as JSON, or submitted.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::context::Context;
use crate::engine::{Engine, Inner, Role};
use crate::error::{Error, ErrorClass, ErrorCode, ErrorKind, Result};
use crate::limits;
use crate::ops::{self, Checked, Idempotency, Kind, Operation, Request, Rule, Verdict};
use crate::runtime::{Change, Slot, Submitted, Task};
use crate::store::{Call, Connection, Effects, Tx};

/// A call that was checked, with everything drawn that it may use.
struct Prepared {
    call: Call,
    verdict: Verdict,
}

impl Inner {
    fn prepare<O: Operation>(&self, cx: &Context, request: &O::Request) -> Result<Prepared> {
        self.open()?;
        let row = O::ROW;
        let owned = matches!(row.idempotency, Idempotency::Required | Idempotency::Ledger);
        if self.options.role == Role::Replica && owned {
            return Err(ErrorKind::LeaseRequired { operation: row.name.into() }.into());
        }
        check_context(cx)?;
        request.check()?;
        if owned && request.idempotency_key().is_none() {
            return Err(Error::validation("idempotencyKey", "is required"));
        }
        let verdict = ops::verdict(&row, cx, request.subject())?;
        let now_ms = self.now_ms()?;
        let id_base = match row.kind {
            Kind::Read => 0,
            Kind::Write => self.id_base(now_ms)?,
        };
        Ok(Prepared { call: Call::new(now_ms, id_base, cx.tenant), verdict })
    }

    /// One run of the handler inside a transaction.
    fn attempt<O: Operation>(
        &self,
        connection: &mut dyn Connection,
        cx: &Context,
        request: &O::Request,
        prepared: &Prepared,
    ) -> Result<(O::Response, Effects)> {
        let mut tx = Tx::new(connection, self, &prepared.call);
        prepared.verdict.settle(&mut tx, &O::ROW)?;
        let response = match O::ROW.idempotency {
            Idempotency::Optional | Idempotency::Required => {
                ops::once::<O>(&mut tx, request, |tx| O::handle(tx, cx, request))?
            }
            Idempotency::None | Idempotency::Ledger => O::handle(&mut tx, cx, request)?,
        };
        Ok((response, tx.into_effects()))
    }

    fn count<T>(&self, outcome: &Result<T>) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if outcome.is_err() {
            self.refusals.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// What a context carries is stored and shown, so it keeps limits as a request does.
fn check_context(cx: &Context) -> Result<()> {
    let id = Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX };
    cx.device.check("context.device", id)?;
    cx.ip.check("context.ip", id)?;
    let text = Rule::Opaque { max: limits::DESCRIPTION_CHARS_MAX };
    cx.user_agent.check("context.user_agent", text)?;
    cx.request_id.check("context.request_id", Rule::KEY)
}

/// The most runs of one call: the second after a lost commit, the third after it met the first.
const ATTEMPTS_MAX: usize = 3;

/// Whether a call must look again for what became of its key.
///
/// Two calls with one key met between their look-ups and their writes: the loser runs again and
/// finds the winner's receipt. A call whose commit was lost finds its own, or takes effect now.
fn looks_again<O: Operation, T>(request: &O::Request, outcome: &Result<T>) -> bool {
    let keyed = O::ROW.idempotency != Idempotency::None;
    let again = |error: &Error| match error.code() {
        ErrorCode::UniqueViolation => keyed,
        ErrorCode::OutcomeUnknown => keyed && request.idempotency_key().is_some(),
        _ => false,
    };
    outcome.as_ref().is_err_and(again)
}

/// What a call answers whose commit was lost and which then failed: where the store itself failed,
/// nobody knows yet what became of the first.
pub(super) fn after_unknown<T>(outcome: Result<T>) -> Result<T> {
    outcome.map_err(|error| match error.code().row().class {
        ErrorClass::Storage | ErrorClass::Runtime => ErrorKind::OutcomeUnknown {}.into(),
        _ => error,
    })
}

/// What a run may have changed whose commit was lost.
fn unsure_of<T>(error: &Error, done: &mut Option<(T, Effects)>) -> Vec<Change> {
    match done.take() {
        Some((_, effects)) if error.code() == ErrorCode::OutcomeUnknown => effects.changes,
        _ => Vec::new(),
    }
}

impl Engine {
    /// Runs an operation on behalf of `cx` and waits for its outcome.
    pub fn run<O: Operation>(&self, cx: &Context, request: &O::Request) -> Result<O::Response> {
        let inner = self.inner();
        let outcome = inner.prepare::<O>(cx, request).and_then(|prepared| {
            let mut unsure = Vec::new();
            let first = self.run_prepared::<O>(cx, request, &prepared, &mut unsure);
            let outcome = self.look_again::<O>(cx, request, &prepared, first, &mut unsure);
            inner.hub.publish(unsure);
            outcome
        });
        inner.count(&outcome);
        outcome
    }

    /// Runs a call again whose first outcome does not say what became of its key. What a lost
    /// commit may have changed is left in `unsure`: a run that finds its receipt changes nothing.
    fn look_again<O: Operation>(
        &self,
        cx: &Context,
        request: &O::Request,
        prepared: &Prepared,
        first: Result<O::Response>,
        unsure: &mut Vec<Change>,
    ) -> Result<O::Response> {
        let (mut outcome, mut unknown) = (first, false);
        for _ in 1..ATTEMPTS_MAX {
            if !looks_again::<O, _>(request, &outcome) {
                break;
            }
            unknown |= outcome.is_err_and(|e| e.code() == ErrorCode::OutcomeUnknown);
            outcome = self.run_prepared::<O>(cx, request, prepared, unsure);
            if unknown && !looks_again::<O, _>(request, &outcome) {
                outcome = after_unknown(outcome);
            }
        }
        outcome
    }

    fn run_prepared<O: Operation>(
        &self,
        cx: &Context,
        request: &O::Request,
        prepared: &Prepared,
        unsure: &mut Vec<Change>,
    ) -> Result<O::Response> {
        let inner = self.inner();
        let mut done = None;
        let mut job = |connection: &mut dyn Connection| {
            done = Some(inner.attempt::<O>(connection, cx, request, prepared)?);
            Ok(())
        };
        let ran = match O::ROW.kind {
            Kind::Read => inner.driver.read(&mut job),
            Kind::Write => match request.subject() {
                Some(user) => inner.driver.write_for(user.0, &mut job),
                None => inner.driver.write(&mut job),
            },
        };
        if let Err(error) = ran {
            unsure.extend(unsure_of(&error, &mut done));
            return Err(error);
        }
        let (response, effects) = done.ok_or_else(|| Error::internal("a driver ran no job"))?;
        inner.settle(effects);
        Ok(response)
    }

    /// Runs an operation by name, with JSON in and JSON out.
    ///
    /// ```
    /// use silvervine::{Context, Engine};
    ///
    /// let engine = Engine::open(":memory:")?;
    /// let body = br#"{"key":"theme","value":"dark"}"#;
    /// engine.call(&Context::host(), "settings.set", body)?;
    /// let stored = engine.call(&Context::host(), "settings.get", br#"{"key":"theme"}"#)?;
    /// assert!(stored.contains("dark"));
    /// # Ok::<(), silvervine::Error>(())
    /// ```
    pub fn call(&self, cx: &Context, operation: &str, request: &[u8]) -> Result<String> {
        self.inner().open()?;
        (ops::find(operation)?.json)(self, cx, request)
    }

    /// Queues an operation and answers at once with its future.
    ///
    /// What can be refused without the store is refused now; a full queue answers `overloaded`.
    pub fn submit<O: Operation>(
        &self,
        cx: &Context,
        request: O::Request,
    ) -> Submitted<O::Response> {
        self.submit_with::<O, O::Response>(cx, request, Ok)
    }

    /// Queues an operation by name, with JSON in and JSON out.
    pub fn submit_call(&self, cx: &Context, operation: &str, request: &[u8]) -> Submitted<String> {
        match self.inner().open().and_then(|()| ops::find(operation)) {
            Ok(row) => (row.submit)(self, cx, request),
            Err(error) => Submitted::refused(error),
        }
    }

    /// Runs an operation with JSON in and the typed response out, for a surface which makes values
    /// of its own from it.
    ///
    /// ```
    /// use silvervine::{Context, Engine, settings};
    ///
    /// let engine = Engine::open(":memory:")?;
    /// let body = br#"{"key":"theme","value":"dark"}"#;
    /// let stored = engine.call_as::<settings::Set>(&Context::host(), body)?;
    /// assert_eq!(stored.key, "theme");
    /// # Ok::<(), silvervine::Error>(())
    /// ```
    pub fn call_as<O: Operation>(&self, cx: &Context, request: &[u8]) -> Result<O::Response> {
        self.inner().open()?;
        self.run::<O>(cx, &ops::decode(request)?)
    }

    /// Queues an operation with JSON in and the typed response out.
    pub fn submit_call_as<O: Operation>(
        &self,
        cx: &Context,
        request: &[u8],
    ) -> Submitted<O::Response> {
        match self.inner().open().and_then(|()| ops::decode(request)) {
            Ok(request) => self.submit::<O>(cx, request),
            Err(error) => Submitted::refused(error),
        }
    }

    pub(crate) fn run_json<O: Operation>(&self, cx: &Context, body: &[u8]) -> Result<String> {
        let request: O::Request = ops::decode(body)?;
        encode(&self.run::<O>(cx, &request)?)
    }

    pub(crate) fn submit_json<O: Operation>(&self, cx: &Context, body: &[u8]) -> Submitted<String> {
        match ops::decode(body) {
            Ok(request) => self.submit_with::<O, String>(cx, request, |r| encode(&r)),
            Err(error) => Submitted::refused(error),
        }
    }

    fn submit_with<O: Operation, T: Send + 'static>(
        &self,
        cx: &Context,
        request: O::Request,
        convert: fn(O::Response) -> Result<T>,
    ) -> Submitted<T> {
        let prepared = match self.inner().prepare::<O>(cx, &request) {
            Ok(prepared) => prepared,
            Err(error) => return Submitted::refused(error),
        };
        let slot = Slot::new();
        let task = Box::new(CallTask::<O, T> {
            engine: self.clone(),
            context: cx.clone(),
            request,
            prepared,
            done: None,
            slot: Arc::clone(&slot),
            convert,
        });
        match self.inner().pool.submit(O::ROW.kind, task) {
            Ok(()) => Submitted::new(slot),
            Err((_, error)) => Submitted::refused(error),
        }
    }
}

/// Most responses fit, so that most texts are allocated once.
const RESPONSE_BYTES: usize = 512;

fn encode<T: serde::Serialize>(response: &T) -> Result<String> {
    let mut text = Vec::with_capacity(RESPONSE_BYTES);
    serde_json::to_writer(&mut text, response)
        .map_err(|e| Error::internal(format!("a response does not encode: {e}")))?;
    String::from_utf8(text).map_err(|_| Error::internal("a response is not UTF-8"))
}

/// The error of a call whose handler panicked.
fn panicked<O: Operation>() -> Error {
    Error::internal(format!("`{}` panicked", O::ROW.name))
}

/// A submitted call on its way through the pool.
struct CallTask<O: Operation, T> {
    engine: Engine,
    context: Context,
    request: O::Request,
    prepared: Prepared,
    done: Option<(O::Response, Effects)>,
    slot: Arc<Slot<T>>,
    convert: fn(O::Response) -> Result<T>,
}

impl<O: Operation, T> CallTask<O, T> {
    /// Looks again on the worker, which outlives a handler that panics then.
    fn look_again(
        &self,
        first: Result<O::Response>,
        unsure: &mut Vec<Change>,
    ) -> Result<(O::Response, Effects)> {
        let (cx, request, prepared) = (&self.context, &self.request, &self.prepared);
        let again = || self.engine.look_again::<O>(cx, request, prepared, first, unsure);
        let again = catch_unwind(AssertUnwindSafe(again)).unwrap_or_else(|_| Err(panicked::<O>()));
        // What it changed, the runs themselves have told.
        again.map(|response| (response, Effects::default()))
    }
}

impl<O: Operation, T: Send + 'static> Task for CallTask<O, T> {
    fn is_abandoned(&self) -> bool {
        self.slot.is_abandoned()
    }

    fn user(&self) -> Option<uuid::Uuid> {
        self.request.subject().map(|user| user.0)
    }

    fn run(&mut self, connection: &mut dyn Connection) -> Result<()> {
        // Calls of others share the worker and perhaps the commit: a panic ends this one alone.
        let (inner, cx, request) = (self.engine.inner(), &self.context, &self.request);
        if O::ROW.kind == Kind::Read {
            connection.stop_when(self.slot.abandoned());
        }
        let run = || inner.attempt::<O>(connection, cx, request, &self.prepared);
        let outcome = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(panicked::<O>()));
        self.done = Some(outcome?);
        Ok(())
    }

    fn finish(mut self: Box<Self>, outcome: Result<()>) {
        let mut done = self.done.take();
        let mut unsure = match &outcome {
            Err(error) => unsure_of(error, &mut done),
            Ok(()) => Vec::new(),
        };
        let outcome =
            outcome.and_then(|()| done.ok_or_else(|| Error::internal("a driver ran no job")));
        let outcome = match looks_again::<O, _>(&self.request, &outcome) {
            true => self.look_again(outcome.map(|(response, _)| response), &mut unsure),
            false => outcome,
        };
        self.engine.inner().hub.publish(unsure);
        self.engine.inner().count(&outcome);
        let response = outcome.and_then(|(response, effects)| {
            self.engine.inner().settle(effects);
            (self.convert)(response)
        });
        self.slot.finish(response);
    }
}
