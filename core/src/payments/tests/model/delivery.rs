//! How a call gets to the engine: once, several times at once, or with something in its way.

use super::super::oracle::Answer;
use super::*;

impl Episode {
    /// Delivers a new call in one of several ways; answers the response if it succeeded.
    ///
    /// `by_nature` is a call that acts once however many keys it comes under.
    pub(super) fn deliver(
        &mut self,
        operation: &'static str,
        request: &Value,
        said: Said,
        by_nature: bool,
    ) -> Option<Value> {
        let (found, fresh) = match self.dice.in_range(0, 20) {
            0..4 => self.at_once(operation, request, false),
            4..7 if by_nature => self.at_once(operation, request, true),
            7..11 => {
                let strike = Strike::draw(&mut self.dice, 24);
                self.struck(strike, operation, request)
            }
            11 => self.struck(Strike::LostAnswer, operation, request),
            _ => told(self.call(operation, request)),
        };
        let what = format!("{operation} {request}");
        match (said, found) {
            (Ok(answer), Ok(response)) => {
                if let Some(fresh) = fresh {
                    assert_eq!(fresh, answer.changed, "{what}: {response}");
                }
                check_answer(operation, &answer, &response);
                let (request, kept) = (request.clone(), response.clone());
                self.sent.push(Sent { operation, request, response: kept });
                Some(response)
            }
            (Err(code), Err(found)) => {
                assert_eq!(code, found, "{what}");
                None
            }
            (said, found) => panic!("{what}: {said:?} but {found:?}"),
        }
    }

    /// One call from several threads at the same time, under one key or under one each: one effect,
    /// and equal outcomes.
    fn at_once(&self, operation: &str, request: &Value, keys: bool) -> Told {
        let outcomes = race(3, |number| {
            let mut request = request.clone();
            if keys && number > 0 {
                let key = request["idempotencyKey"].as_str().unwrap().to_owned();
                request["idempotencyKey"] = json!(format!("{key}-{number}"));
            }
            told(self.call(operation, &request))
        });
        let fresh = outcomes.iter().filter(|(_, fresh)| *fresh == Some(true)).count();
        assert!(fresh <= 1, "{operation} {request} acted {fresh} times");
        let mut outcomes: Vec<_> = outcomes.into_iter().map(|(outcome, _)| outcome).collect();
        assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "{outcomes:?}");
        (outcomes.swap_remove(0), Some(fresh == 1))
    }

    /// A call that something strikes on its way. One whose answer was lost took effect, so it has
    /// none when it is sent again; whether it had one at first is not known then.
    fn struck(&self, strike: Strike, operation: &str, request: &Value) -> Told {
        let send = |engine: &Engine| episodes::call(engine, operation, request);
        let (outcome, is_again) = self.disturbed.strike(strike, send);
        let (response, fresh) = told(told_code(outcome));
        if is_again && strike == Strike::LostAnswer {
            assert_eq!(fresh, Some(false), "{operation} acted twice");
            return (response, None);
        }
        (response, fresh)
    }
}

/// A response without the mark of a replay, and whether it is that of an effect, if that is known.
type Told = (Result<Value, String>, Option<bool>);

fn told(outcome: Result<Value, String>) -> Told {
    match outcome {
        Ok(response) => {
            let (response, replayed) = without_replayed(response);
            (Ok(response), Some(!replayed))
        }
        Err(code) => (Err(code), None),
    }
}

#[track_caller]
fn check_answer(operation: &str, answer: &Answer, response: &Value) {
    if operation.starts_with("payments.") {
        assert_eq!(response["payment"]["state"], answer.state, "{operation}: {response}");
    }
    if operation == "payments.refund" {
        let names = ["basePoints", "bonusPoints", "firstBonusPoints"];
        assert_eq!(names.map(|name| response[name].as_i64().unwrap()), answer.taken);
    }
}
