//! How a call gets to the engine: once, several times at once, or with something in its way.

use super::super::oracle::Answer;
use super::*;
use crate::ErrorKind;
use crate::store::testing::{Fault, FaultPoint};

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
            7..11 => self.disturbed(operation, request),
            11 => self.lost(operation, request),
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

    /// A call that meets a conflict, which is run again, or a failure, which undoes it.
    fn disturbed(&mut self, operation: &str, request: &Value) -> Told {
        let at = u64::try_from(self.dice.in_range(1, 26)).unwrap();
        let point = match at {
            25 => FaultPoint::Commit(1),
            at => FaultPoint::Statement(at),
        };
        let conflict = self.dice.one_in(2);
        let fault = match conflict {
            true => Fault::new(point, ErrorKind::Serialization {}).transient(),
            false => Fault::new(point, ErrorKind::StorageIo { detail: "armed".into() }),
        };
        self.faulty.arm(fault);
        let first = self.call(operation, request);
        let struck = self.faulty.disarm().faults > 0;
        match first {
            Err(code) if !conflict && struck && code == "storage_io" => {
                told(self.call(operation, request))
            }
            first => told(first),
        }
    }

    /// A call whose answer is lost after it took effect; it is sent again.
    fn lost(&mut self, operation: &str, request: &Value) -> Told {
        let kind = ErrorKind::BackendUnavailable { reason: "the answer was lost".into() };
        self.faulty.arm(Fault::new(FaultPoint::AfterCommit(1), kind));
        let first = self.call(operation, request);
        self.faulty.disarm();
        match first {
            Err(code) if code == "backend_unavailable" => {
                let (response, fresh) = told(self.call(operation, request));
                assert_eq!(fresh, Some(false), "{operation} acted twice");
                (response, None)
            }
            first => told(first),
        }
    }
}

/// A response without the mark of a replay, and whether it is that of an effect, if that is known.
type Told = (Result<Value, String>, Option<bool>);

fn told(outcome: Result<Value, String>) -> Told {
    match outcome {
        Ok(response) => {
            let (response, replayed) = without_replayed(&response);
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
