//! What people call, drawn by lot.

use super::*;

impl Episode {
    /// A call about one wallet; some of them cannot succeed.
    pub(super) fn any_call(&mut self, person: usize) -> (&'static str, Value) {
        let now = self.now();
        let mut request = json!({"userId": self.people[person].id, "idempotencyKey": self.key()});
        let (dice, purse) = (&mut self.dice, &self.people[person].purse);
        let holds = purse.holds.iter().rev().take(6).map(|hold| &hold.id).collect::<Vec<_>>();
        let lines = purse.lines.iter().rev().take(12).map(|line| &line.id);
        let lines = lines.filter(|id| !id.is_empty()).collect::<Vec<_>>();
        let given_back = purse.lines.iter().filter(|line| line.refunded > 0).map(|line| &line.id);
        let given_back = given_back.collect::<Vec<_>>();
        let operation = match dice.in_range(0, 20) {
            0..5 => "grant",
            5..8 => "consume",
            8..11 => "hold",
            11..14 if !holds.is_empty() => "capture",
            14 if !holds.is_empty() => "release",
            15 if !holds.is_empty() => "extend",
            16..18 if !lines.is_empty() => "refund",
            18 => "adjust",
            19 if dice.one_in(2) => "set_floor",
            19 => {
                if purse.frozen || dice.one_in(3) {
                    "unfreeze"
                } else {
                    "freeze"
                }
            }
            _ => "grant",
        };
        if purse.frozen && dice.one_in(2) {
            return ("unfreeze", request);
        }
        match operation {
            "grant" => {
                request["amount"] = dice.in_range(1, 90).into();
                request["kind"] = KINDS[dice.place(KINDS.len())].into();
                request["priority"] = [50, 100, 100, 200][dice.place(4)].into();
                if dice.one_in(2) {
                    request["expiresAtMs"] = (now + dice.in_range(-5, 400)).into();
                }
                if dice.one_in(7) {
                    request["effectiveAtMs"] = (now - dice.in_range(-3, 200)).into();
                }
            }
            "consume" => {
                request["amount"] = dice.in_range(1, 90).into();
                request["upTo"] = dice.one_in(3).into();
            }
            "hold" => {
                request["amount"] = dice.in_range(1, 70).into();
                request["expiresAtMs"] = (now + dice.in_range(-5, 300)).into();
            }
            "capture" | "release" | "extend" => {
                request["holdId"] = holds[dice.place(holds.len())].as_str().into();
                if operation == "extend" {
                    request["expiresAtMs"] = (now + dice.in_range(1, 500)).into();
                }
                if operation == "capture" && !dice.one_in(4) {
                    request["amount"] = dice.in_range(1, 40).into();
                    request["releaseRest"] = dice.one_in(4).into();
                }
            }
            "refund" => {
                // What came back in part is where too much could.
                let again = !given_back.is_empty() && dice.one_in(2);
                let from = if again { &given_back } else { &lines };
                request["recordId"] = from[dice.place(from.len())].as_str().into();
                if dice.one_in(2) {
                    request["amount"] = dice.in_range(1, 40).into();
                }
                if dice.one_in(3) {
                    request["newExpiresAtMs"] = (now + dice.in_range(-5, 300)).into();
                }
            }
            "adjust" => {
                let sign = if dice.one_in(2) { 1 } else { -1 };
                request["amount"] = (sign * dice.in_range(1, 40)).into();
                request["reason"] = "counted again".into();
            }
            "set_floor" if !dice.one_in(5) => request["floor"] = dice.in_range(1, 200).into(),
            _ => {}
        }
        (operation, request)
    }

    /// Moves the clock, back too; often to the very moment at which something ends, or beside it.
    pub(super) fn move_clock(&mut self, person: usize) {
        let now = self.now();
        let next = self.people[person].purse.next_end(now);
        let by_ms = match next.filter(|_| self.dice.one_in(3)) {
            Some(moment) => moment - now + self.dice.in_range(-1, 2),
            // A fall below the floor is told once a day.
            None if self.dice.one_in(15) => 86_400_000,
            None => self.dice.in_range(-30, 150),
        };
        self.clock.advance_ms(by_ms);
    }

    pub(super) fn batch(&mut self, person: usize) {
        let calls: Vec<_> = (0..self.dice.in_range(1, 4)).map(|_| self.any_call(person)).collect();
        let calls: Vec<_> = calls
            .into_iter()
            .filter(|(op, _)| !["freeze", "unfreeze", "set_floor"].contains(op))
            .collect();
        let all = self.dice.one_in(2);
        if calls.is_empty() {
            return;
        }
        let items: Vec<Value> =
            calls.iter().map(|(operation, request)| json!({*operation: request})).collect();
        let user = self.people[person].id;
        let request = json!({"userId": user, "items": items, "allOrNothing": all});
        let before = self.state_of(person);
        if self.dice.one_in(3) {
            self.arm_conflict(40);
        }
        let response = self.call("batch", &request);
        self.disturbed.disarm();
        let now = self.now();
        let mut purse = self.people[person].purse.clone();
        let mut done = Vec::new();
        for (place, (operation, request)) in calls.iter().enumerate() {
            match (purse.call(operation, request, now), &response) {
                (Err(code), Err(found)) => {
                    assert_eq!(code, found, "of a batch: {request}");
                    assert_eq!(before, self.state_of(person), "a refused batch: {request}");
                    return;
                }
                (Err(code), Ok(response)) => {
                    assert_eq!(response["outcomes"][place]["error"]["code"], code, "{request}");
                }
                (Ok(answer), Ok(response)) => {
                    let outcome = &response["outcomes"][place][operation];
                    assert_answer(&answer, outcome, operation, request);
                    purse.learn(outcome);
                    done.push((*operation, request, without_replayed(outcome.clone()).0));
                }
                // A later item tells.
                (Ok(_), Err(_)) => {}
            }
        }
        assert!(response.is_ok(), "a batch of {request} was refused for nothing: {response:?}");
        self.people[person].purse = purse;
        for (operation, request, response) in done {
            self.remember(operation, request, response);
        }
    }
}
