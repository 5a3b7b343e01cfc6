//! Different calls at the same time.

use super::*;

impl Episode {
    /// Everybody calls at once, each about the own wallet, so that no order matters; one of the
    /// calls may meet a conflict. They share transactions where the engine groups them.
    pub(super) fn everybody(&mut self) {
        let now = self.now();
        let calls: Vec<_> = (0..PEOPLE).map(|person| self.any_call(person)).collect();
        let before: Vec<_> = (0..PEOPLE).map(|person| self.state_of(person)).collect();
        if self.dice.one_in(2) {
            self.arm_conflict(30);
        }
        let found = self.all_at_once(&calls);
        self.disturbed.disarm();
        for (person, ((operation, request), found)) in calls.iter().zip(found).enumerate() {
            let mut purse = self.people[person].purse.clone();
            match (purse.call(operation, request, now), found) {
                (Ok(answer), Ok(response)) => {
                    assert_answer(&answer, &response, operation, request);
                    purse.learn(&response);
                    self.people[person].purse = purse;
                    self.remember(operation, request, response);
                }
                (Err(code), Err(found)) => {
                    assert_eq!(code, found, "{operation} {request}");
                    assert_eq!(before[person], self.state_of(person), "a refused {operation}");
                }
                (expected, found) => panic!("{operation} {request}: {expected:?} but {found:?}"),
            }
        }
    }

    /// As much is consumed several times at once, each time with a key of its own: as many pass
    /// as there are points for, in whatever order they came.
    pub(super) fn rush(&mut self, person: usize) {
        let (now, amount) = (self.now(), self.dice.in_range(1, 70));
        let mut calls = Vec::new();
        for _ in 0..PEOPLE {
            let key = self.key();
            let request = json!({
                "userId": self.people[person].id, "amount": amount, "idempotencyKey": key,
            });
            calls.push(("consume", request));
        }
        if self.dice.one_in(2) {
            self.arm_conflict(30);
        }
        let found = self.all_at_once(&calls);
        self.disturbed.disarm();
        let mut done: Vec<_> = calls.iter().zip(&found).filter(|(_, f)| f.is_ok()).collect();
        done.sort_by_key(|(_, found)| found.as_ref().unwrap()["seq"].as_i64());
        let mut refused = found.iter().filter_map(|found| found.as_ref().err());
        for (place, (_, request)) in calls.iter().enumerate() {
            let mut purse = self.people[person].purse.clone();
            match (purse.call("consume", request, now), done.get(place)) {
                (Ok(answer), Some(((_, request), Ok(response)))) => {
                    assert_answer(&answer, response, "consume", request);
                    purse.learn(response);
                    self.people[person].purse = purse;
                    self.remember("consume", request, response.clone());
                }
                (Err(code), None) => assert_eq!(refused.next().map(String::as_str), Some(code)),
                (expected, found) => panic!("of {amount} points: {expected:?} but {found:?}"),
            }
        }
    }

    fn all_at_once(&self, calls: &[(&'static str, Value)]) -> Vec<Result<Value, String>> {
        race(calls.len(), |number| {
            let (operation, request) = &calls[number];
            self.call(operation, request).map(|response| {
                let (response, replayed) = without_replayed(response);
                assert!(!replayed, "a new {operation} is no replay");
                response
            })
        })
    }
}
