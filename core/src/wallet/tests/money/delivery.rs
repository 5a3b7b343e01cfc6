//! How a call gets to the engine: once, several times at once, or with something in its way.

use super::*;

impl Episode {
    /// Delivers a new call in one of several ways; answers the response if it succeeded.
    pub(super) fn deliver(
        &mut self,
        operation: &str,
        request: &Value,
        expected: &Outcome,
    ) -> Option<Value> {
        let before = self.state();
        let found = match self.dice.in_range(0, 20) {
            0..5 => self.at_once(operation, request),
            5..9 => {
                let strike = Strike::draw(&mut self.dice, 10);
                self.struck(strike, operation, request)
            }
            9 => self.struck(Strike::LostAnswer, operation, request),
            _ => self.call(operation, request).map(|response| without_replayed(response).0),
        };
        match (expected, found) {
            (Ok(answer), Ok(response)) => {
                assert_answer(answer, &response, operation, request);
                self.remember(operation, request, response.clone());
                Some(response)
            }
            (Err(code), Err(found)) => {
                assert_eq!(*code, found, "{operation} {request}");
                assert_eq!(before, self.state(), "a refused {operation} changed something");
                None
            }
            (expected, found) => panic!("{operation} {request}: {expected:?} but {found:?}"),
        }
    }

    /// Keeps a call that succeeded, to be sent again.
    pub(super) fn remember(&mut self, operation: &str, request: &Value, response: Value) {
        self.sent.push(Sent { operation: operation.into(), request: request.clone(), response });
    }

    /// Lets one of the statements to come, or a commit, meet another transaction once.
    pub(super) fn arm_conflict(&mut self, statements: i64) {
        let point = match self.dice.one_in(4) {
            true => FaultPoint::Commit(1),
            false => FaultPoint::Statement(self.dice.in_range(1, statements).unsigned_abs()),
        };
        self.disturbed.arm(Strike::Conflict(point));
    }

    /// One call from several threads at the same time: one effect, and equal outcomes.
    fn at_once(&self, operation: &str, request: &Value) -> Result<Value, String> {
        let outcomes = race(3, |_| self.call(operation, request));
        let mut firsts = 0;
        let mut outcomes: Vec<_> = outcomes
            .into_iter()
            .map(|outcome| outcome.map(without_replayed))
            .inspect(|outcome| firsts += u32::from(matches!(outcome, Ok((_, false)))))
            .map(|outcome| outcome.map(|(response, _)| response))
            .collect();
        assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "{outcomes:?}");
        // A freeze keeps no receipt, so each of its answers is a first one.
        if outcomes[0].is_ok() && !operation.ends_with("freeze") {
            assert_eq!(firsts, 1, "{operation}");
        }
        outcomes.swap_remove(0)
    }

    /// A call that something strikes on its way. One whose answer was lost took effect, so it has
    /// none when it is sent again.
    fn struck(&self, strike: Strike, operation: &str, request: &Value) -> Result<Value, String> {
        let call = |engine: &Engine| send(engine, operation, request);
        let (outcome, is_again) = self.disturbed.strike(strike, call);
        let (response, replayed) = without_replayed(told_code(outcome)?);
        if is_again && strike == Strike::LostAnswer {
            assert!(replayed || operation.ends_with("freeze"), "{operation} acted twice");
        }
        Ok(response)
    }
}
