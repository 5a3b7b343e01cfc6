//! Where time, randomness and identity come from.
//!
//! The engine has no clock and no dice of its own: [`Clock`] and [`Entropy`] are given at open, so
//! every behaviour can be replayed from a seed. Each call draws them once, before its first run,
//! and a job that is run again sees the same values. [`Context`] says on whose behalf a call is
//! made; dispatch checks it against the operation's declared access, handlers never do.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::id::{TenantId, UserId};

/// A source of the present time.
pub trait Clock: Send + Sync + std::fmt::Debug + 'static {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
}

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        chrono::Utc::now().timestamp_millis()
    }
}

/// A clock that stands still until it is moved; clones share the time.
///
/// ```
/// use silvervine::{Clock, FixedClock};
/// let clock = FixedClock::new(1_700_000_000_000);
/// clock.advance_ms(1_000);
/// assert_eq!(clock.now_ms(), 1_700_000_001_000);
/// ```
#[derive(Debug, Clone)]
pub struct FixedClock(Arc<AtomicI64>);

impl FixedClock {
    /// A clock that shows `now_ms`.
    pub fn new(now_ms: i64) -> Self {
        FixedClock(Arc::new(AtomicI64::new(now_ms)))
    }

    /// Shows another time from now on.
    pub fn set_ms(&self, now_ms: i64) {
        self.0.store(now_ms, Ordering::SeqCst);
    }

    /// Moves the time forward, or back when negative.
    pub fn advance_ms(&self, by_ms: i64) {
        self.0.fetch_add(by_ms, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A source of unpredictable bytes.
pub trait Entropy: Send + Sync + std::fmt::Debug + 'static {
    /// Fills `bytes`, or fails when the system has no randomness to give.
    fn fill(&self, bytes: &mut [u8]) -> Result<()>;
}

/// The randomness of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes)
            .map_err(|e| Error::internal(format!("the system gave no randomness: {e}")))
    }
}

/// Bytes that follow from a seed, for replayable tests. Never use it for real data.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<u64>);

impl SeededEntropy {
    /// The sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        SeededEntropy(Mutex::new(seed))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64 (Steele, Lea and Flood, 2014).
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Who makes a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type", content = "id")]
#[non_exhaustive]
pub enum Actor {
    /// The embedding program itself: trusted with everything.
    #[default]
    Host,
    /// A person of the operator's staff.
    Operator(UserId),
    /// An authenticated user.
    User(UserId),
    /// Nobody who is known.
    Anonymous,
}

/// On whose behalf, and from where, a call is made.
///
/// ```
/// use silvervine::{Actor, Context};
/// let user = "018f4e9e-0000-7000-8000-000000000001".parse()?;
/// let context = Context::user(user).with_ip("203.0.113.7").with_request_id("req-1");
/// assert_eq!(context.actor, Actor::User(user));
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Context {
    /// Who makes the call.
    pub actor: Actor,
    /// The tenant within which it is made; none means host scope.
    pub tenant: Option<TenantId>,
    /// The device it comes from: an opaque string of at most 64 bytes.
    pub device: Option<String>,
    /// The address it comes from.
    pub ip: Option<String>,
    /// The program it comes from, as that names itself.
    pub user_agent: Option<String>,
    /// The host's own name for the request, to find it again in logs and audit.
    pub request_id: Option<String>,
}

impl Context {
    /// The trusted embedding program, such as a desktop client on its own engine.
    pub fn host() -> Self {
        Context::default()
    }

    /// Reads a context as a surface carries it, such as
    /// `{"actor":{"type":"user","id":".."},"tenant":".."}`.
    ///
    /// It is read as strictly as a request is; what says no actor is the embedding program.
    ///
    /// ```
    /// use silvervine::{Actor, Context};
    /// let nobody = Context::from_json(br#"{"actor":{"type":"anonymous"}}"#)?;
    /// assert_eq!(nobody.actor, Actor::Anonymous);
    /// assert!(Context::from_json(b"[]").is_err());
    /// # Ok::<(), silvervine::Error>(())
    /// ```
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::ops::decode(json).map_err(|error| match error.kind() {
            ErrorKind::Validation { field, rule } if field == "request" => {
                Error::validation("context", rule.clone())
            }
            ErrorKind::Validation { field, rule } => {
                Error::validation(format!("context.{field}"), rule.clone())
            }
            _ => error,
        })
    }

    /// A person of the operator's staff.
    pub fn operator(id: UserId) -> Self {
        Context { actor: Actor::Operator(id), ..Context::default() }
    }

    /// An authenticated user. The host has checked the authentication.
    pub fn user(id: UserId) -> Self {
        Context { actor: Actor::User(id), ..Context::default() }
    }

    /// Somebody who is not known.
    pub fn anonymous() -> Self {
        Context { actor: Actor::Anonymous, ..Context::default() }
    }

    /// The same call, made within a tenant.
    #[must_use]
    pub fn with_tenant(mut self, tenant: TenantId) -> Self {
        self.tenant = Some(tenant);
        self
    }

    /// The same call, made from a device.
    #[must_use]
    pub fn with_device(mut self, device: impl Into<String>) -> Self {
        self.device = Some(device.into());
        self
    }

    /// The same call, made from an address.
    #[must_use]
    pub fn with_ip(mut self, ip: impl Into<String>) -> Self {
        self.ip = Some(ip.into());
        self
    }

    /// The same call, under the host's own name for the request.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_is_read_strictly() {
        for bad in ["", "[]", "null", "7", "[\"host\"]", r#"{"actor":7}"#, r#"{"who":"me"}"#] {
            let error = Context::from_json(bad.as_bytes()).expect_err(bad);
            let field = error.details()["field"].as_str().unwrap_or("").to_owned();
            assert!(field.starts_with("context"), "{bad}: {error}");
        }
        assert_eq!(Context::from_json(b"{}").expect("an object"), Context::host());
    }
}
