//! Running a job again after it met another.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant};

use crate::error::{ErrorCode, ErrorKind, Result};

/// The first wait; each later one is twice as long, up to the longest.
const WAIT_MIN: Duration = Duration::from_micros(500);

/// Past this a longer wait would only leave the server idle.
const WAIT_MAX: Duration = Duration::from_millis(50);

/// Runs `attempt` until it has an outcome other than `serialization`, or fails with `busy`.
///
/// The waits are spread at random, so that jobs which met do not meet again in step.
pub(in crate::store) fn until_settled(
    timeout: Duration,
    mut attempt: impl FnMut() -> Result<()>,
) -> Result<()> {
    let began = Instant::now();
    let mut wait = WAIT_MIN;
    loop {
        match attempt() {
            Err(error) if error.code() == ErrorCode::Serialization => {}
            settled => return settled,
        }
        let waited = began.elapsed();
        if waited >= timeout {
            let waited_ms = i64::try_from(waited.as_millis()).unwrap_or(i64::MAX);
            return Err(ErrorKind::Busy { waited_ms }.into());
        }
        std::thread::sleep(spread(wait));
        wait = (wait * 2).min(WAIT_MAX);
    }
}

/// Between half of `wait` and the whole. The hasher's keys differ from call to call, which is all
/// that is asked of them.
fn spread(wait: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    let half = wait / 2;
    half + half * u32::from(random.to_be_bytes()[0]) / u32::from(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_runs_until_it_meets_nobody() {
        let mut runs = 0;
        let outcome = until_settled(Duration::from_secs(60), || {
            runs += 1;
            if runs < 4 { Err(ErrorKind::Serialization {}.into()) } else { Ok(()) }
        });
        assert_eq!((outcome, runs), (Ok(()), 4));
    }

    #[test]
    fn a_job_that_meets_others_for_ever_is_busy() {
        let outcome = until_settled(Duration::ZERO, || Err(ErrorKind::Serialization {}.into()));
        assert_eq!(outcome.expect_err("it never settles").code(), ErrorCode::Busy);
    }

    #[test]
    fn another_error_is_an_outcome() {
        let mut runs = 0;
        let outcome = until_settled(Duration::from_secs(60), || {
            runs += 1;
            Err(ErrorKind::StorageFull {}.into())
        });
        assert_eq!((outcome.expect_err("full").code(), runs), (ErrorCode::StorageFull, 1));
    }
}
