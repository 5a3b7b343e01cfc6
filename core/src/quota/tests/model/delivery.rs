//! How a call gets to the engine: once, several times at once, or with something in its way.

use super::*;

impl Pair {
    /// Makes a call with a key of its own, on behalf of one of the users, and remembers it.
    pub(super) fn call(
        &mut self,
        operation: &'static str,
        act: &Act,
        mut request: Value,
    ) -> Result<Value> {
        request["idempotencyKey"] = self.key().into();
        if operation != "quota.transfer" {
            request["userId"] = id(act.1);
        }
        let outcome = match act.2 {
            None => self.send(operation, &request),
            Some(strike) => self.struck(strike, operation, &request),
        };
        if let Ok(response) = &outcome {
            self.done.push((operation, request, response.clone()));
        }
        outcome
    }

    /// A call that something strikes on its way. Where it is sent again, only one whose answer was
    /// lost had taken effect.
    fn struck(&self, strike: Strike, operation: &str, request: &Value) -> Result<Value> {
        let send = |engine: &Engine| episodes::call(engine, operation, request);
        match self.disturbed.strike(strike, send) {
            (outcome, true) => outcome.map(|again| unmarked(again, strike == Strike::LostAnswer)),
            (outcome, false) => outcome,
        }
    }

    /// Sends an earlier call again, perhaps with another amount.
    pub(super) fn again(&self, which: usize, changed: bool) {
        let (operation, mut request, first) = self.done[which].clone();
        match request["amount"].as_i64().filter(|_| changed) {
            Some(amount) => {
                request["amount"] = (amount + 1).into();
                expect_code(self.send(operation, &request), ErrorCode::IdempotencyMismatch);
            }
            None => assert_eq!(unmarked(self.send(operation, &request).unwrap(), true), first),
        }
    }

    pub(super) fn race(&mut self, act: &Act, amount: i64) {
        let key = self.key();
        let request = json!({"userId": id(act.1), "amount": amount, "idempotencyKey": key});
        let mut found = race(3, |_| self.send("quota.consume", &request));
        found.sort_by_key(|found| found.as_ref().is_ok_and(|found| found["replayed"] == true));
        let first = found.remove(0);
        if let Ok(first) = &first {
            for again in found {
                assert_eq!(unmarked(again.unwrap(), true), *first);
            }
            self.done.push(("quota.consume", request, first.clone()));
        } else {
            assert!(found.iter().all(Result::is_err), "{found:?}");
        }
        self.expect_use(act.1, amount, first);
    }

    pub(super) fn crowd(&mut self, who: usize, amount: i64) {
        let keys: Vec<String> = (0..4).map(|_| self.key()).collect();
        let found = race(keys.len(), |number| {
            let key = &keys[number];
            let request = json!({"userId": id(who), "amount": amount, "idempotencyKey": key});
            self.send("quota.consume", &request)
        });
        let (done, refused): (Vec<_>, Vec<_>) = found.into_iter().partition(Result::is_ok);
        // In whatever order they came, as many passed as there was room for.
        for found in done.into_iter().chain(refused) {
            self.expect_use(who, amount, found);
        }
    }

    /// Ends as a crash does: what was acknowledged is in the files, and nobody closes them.
    pub(super) fn crash(&mut self) {
        if test_backend() == "sqlite" {
            let path = format!("{}-{}.db", self.path, self.done.len());
            copy_as_after_a_crash(&self.path, &path);
            self.path = path;
        }
        self.disturbed = Disturbed::open(&self.path, options(&self.clock));
    }
}
