//! A clock that tests and demonstrations move by hand.

use napi_derive::napi;

/// A clock that stands still until it is moved.
#[napi]
#[derive(Debug)]
pub struct FixedClock(pub(crate) silvervine::FixedClock);

#[napi]
impl FixedClock {
    /// A clock that shows `now_ms`.
    #[napi(constructor)]
    pub fn new(now_ms: i64) -> Self {
        FixedClock(silvervine::FixedClock::new(now_ms))
    }

    /// The time it shows.
    #[napi]
    pub fn now_ms(&self) -> i64 {
        silvervine::Clock::now_ms(&self.0)
    }

    /// Shows another time from now on.
    #[napi]
    pub fn set_ms(&self, now_ms: i64) {
        self.0.set_ms(now_ms);
    }

    /// Moves the time forward, or back when negative.
    #[napi]
    pub fn advance_ms(&self, by_ms: i64) {
        self.0.advance_ms(by_ms);
    }
}
