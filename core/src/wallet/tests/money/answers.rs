//! Every query, held against the model.

use super::*;
use crate::wallet::tests::naive::Line;

impl Episode {
    /// The wallet of a person, asked for everything.
    #[track_caller]
    pub(super) fn check(&self, person: usize, drawn: &Drawn) {
        let now = self.now();
        let moments = drawn.moments;
        let purse = &self.people[person].purse;
        let at = purse.at(now);
        let later = purse.later(at);
        self.check_balance(person, purse, &later);
        for moment in moments.map(|ms| now + ms) {
            let request = self.about(person, &json!({"asOfAtMs": moment}));
            let found = self.call("balance", &request).unwrap();
            assert_eq!(found["balance"], purse.balance_as_of(moment, now), "as of {moment}");
            let held = if moment < at { 0 } else { purse.later(moment).held() };
            assert_eq!(found["held"], held, "held as of {moment}");
            let owed = if moment < at { 0 } else { purse.later(moment).owed };
            assert_eq!(found["owed"], owed, "owed as of {moment}");
            let available = purse.balance_as_of(moment, now) - held - owed;
            assert_eq!(found["available"], available, "available as of {moment}");
        }
        self.check_rows(person, purse);
        self.check_ledger(person, purse);
        if let Some(page) = drawn.page {
            self.check_pages(person, purse, drawn, page);
        }
        self.check_holds(person, &later);
        self.check_sums(person, &later, moments.map(|ms| now + ms));
    }

    fn about(&self, person: usize, extra: &Value) -> Value {
        let mut request = extra.clone();
        request["userId"] = json!(self.people[person].id);
        request
    }

    fn check_balance(&self, person: usize, purse: &Purse, later: &Purse) {
        let found = self.call("balance", &self.about(person, &json!({"breakdown": true}))).unwrap();
        let (balance, held) = (later.balance(), later.held());
        assert!(held >= 0 && held <= balance.max(0), "the model overdrew");
        assert_eq!(found["balance"], balance);
        assert_eq!(found["held"], held);
        assert_eq!(found["owed"], later.owed);
        assert_eq!(found["available"], balance - held - later.owed);
        assert_eq!(found["totalConsumed"], later.consumed);
        assert_eq!(found["totalRecharged"], later.recharged);
        assert_eq!(found["level"], later.level());
        assert_eq!(found["firstRechargedAtMs"], json!(later.first_recharged()));
        assert_eq!(found["seq"], purse.lines.len());
        assert_eq!(found["status"], if later.frozen { "frozen" } else { "active" });
        let expiring = later.expiring().map(|(at, points)| json!({"atMs": at, "points": points}));
        assert_eq!(found["expiring"], expiring.unwrap_or(Value::Null));
        for kind in KINDS {
            assert_eq!(found["breakdown"][kind], later.of_kind(kind), "{kind}");
        }
    }

    /// The records as they are booked, and the chain that vouches for them.
    fn check_ledger(&self, person: usize, purse: &Purse) {
        let found = self.call("verify", &self.about(person, &json!({}))).unwrap();
        assert_eq!(found["ok"], true, "{found}");
        assert_eq!(found["records"], purse.lines.len());
        let page = self.call("history", &self.about(person, &json!({"limit": 200}))).unwrap();
        let records = page["items"].as_array().unwrap();
        assert_eq!(records.len(), purse.lines.len().min(200));
        for (record, line) in records.iter().zip(purse.lines.iter().rev()) {
            let found = (
                record["kind"].as_str().unwrap(),
                record["amount"].as_i64().unwrap(),
                record["balanceAfter"].as_i64().unwrap(),
                record["effectiveAtMs"].as_i64().unwrap(),
                record["bookedAtMs"].as_i64().unwrap(),
            );
            let expected = (line.kind, line.amount, line.balance, line.effective, line.booked);
            assert_eq!(found, expected, "{record}");
            assert!(line.id.is_empty() || record["id"] == line.id.as_str(), "{record}");
            if let Some(original) = &line.original {
                assert_eq!(record["originalRecordId"], original.as_str(), "{record}");
            }
        }
    }

    /// The ledger in small pages, of one kind and of a span of time.
    fn check_pages(&self, person: usize, purse: &Purse, drawn: &Drawn, page: i64) {
        let [one, other] = drawn.moments.map(|ms| self.now() + ms);
        let span = one.min(other)..one.max(other);
        let kind = match purse.lines.len() {
            0 => "consume",
            lines => purse.lines[drawn.line % lines].kind,
        };
        let mut request = json!({"limit": page, "kind": kind});
        let of_kind = self.all_pages(person, request.clone());
        let lines = || purse.lines.iter().enumerate().rev();
        let seqs = |wanted: &dyn Fn(&Line) -> bool| -> Vec<usize> {
            lines().filter(|(_, line)| wanted(line)).map(|(place, _)| place + 1).collect()
        };
        assert_eq!(of_kind, seqs(&|line| line.kind == kind), "records of {kind}");
        request["fromAtMs"] = span.start.into();
        request["toAtMs"] = span.end.into();
        let wanted = |line: &Line| line.kind == kind && span.contains(&line.effective);
        assert_eq!(self.all_pages(person, request), seqs(&wanted), "{kind} in {span:?}");
        let all = self.all_pages(person, json!({"limit": page * 8}));
        assert_eq!(all, seqs(&|_| true), "pages of {}", page * 8);
    }

    /// The numbers of the records of a list, page after page.
    fn all_pages(&self, person: usize, request: Value) -> Vec<usize> {
        let mut request = self.about(person, &request);
        let mut seqs = Vec::new();
        loop {
            let page = self.call("history", &request).unwrap();
            let items = page["items"].as_array().unwrap();
            let found = items.iter().map(|item| item["seq"].as_u64().unwrap());
            seqs.extend(found.map(|seq| usize::try_from(seq).unwrap()));
            if page["nextCursor"].is_null() {
                return seqs;
            }
            request["cursor"] = page["nextCursor"].clone();
        }
    }

    fn check_holds(&self, person: usize, later: &Purse) {
        let page = self.call("list_holds", &self.about(person, &json!({"limit": 200}))).unwrap();
        let found = page["items"].as_array().unwrap();
        assert_eq!(found.len(), later.holds.len().min(200));
        for hold in found {
            let model = later.holds.iter().find(|model| hold["holdId"] == model.id.as_str());
            let model = model.unwrap_or_else(|| panic!("the model has no {hold}"));
            let open = model.amount - model.captured - model.released;
            let numbers = [
                ("amount", model.amount),
                ("captured", model.captured),
                ("released", model.released),
                ("open", open),
                ("expiresAtMs", model.deadline),
            ];
            for (field, number) in numbers {
                assert_eq!(hold[field], number, "{field} of {hold}");
            }
            assert_eq!(hold["state"], model.state, "{hold}");
        }
        let request = self.about(person, &json!({"limit": 200, "open": true}));
        let page = self.call("list_holds", &request).unwrap();
        let ends = page["items"].as_array().unwrap().iter().map(|hold| &hold["expiresAtMs"]);
        let ends: Vec<i64> = ends.map(|end| end.as_i64().unwrap()).collect();
        let mut expected: Vec<i64> =
            later.holds.iter().filter(|h| h.state == "open").map(|hold| hold.deadline).collect();
        expected.sort_unstable();
        assert_eq!(ends, expected, "the open holds");
    }

    fn check_sums(&self, person: usize, later: &Purse, moments: [i64; 2]) {
        let found = self.call("recompute", &self.about(person, &json!({}))).unwrap();
        assert_eq!(found["matches"], true, "{found}");
        assert_eq!(found["balance"], later.balance());
        assert_eq!(found["totalConsumed"], later.consumed);
        let [from, to] = [moments[0].min(moments[1]), moments[0].max(moments[1])];
        for range in [None, Some(from..to)] {
            let request = match &range {
                Some(range) => json!({"fromAtMs": range.start, "toAtMs": range.end}),
                None => json!({}),
            };
            let found = self.call("summary", &self.about(person, &request)).unwrap();
            let lines = later.lines.iter();
            let lines = lines
                .filter(|line| range.as_ref().is_none_or(|range| range.contains(&line.effective)));
            let mut sums = std::collections::BTreeMap::new();
            for line in lines {
                let sum = sums.entry(line.kind).or_insert((0, 0, 0));
                sum.0 += 1;
                sum.1 += line.amount.max(0);
                sum.2 -= line.amount.min(0);
            }
            let kinds: Vec<Value> = sums
                .iter()
                .map(|(kind, (count, came, went))| {
                    json!({"kind": kind, "count": count, "pointsIn": came, "pointsOut": went})
                })
                .collect();
            assert_eq!(found["kinds"], json!(kinds), "{range:?}");
        }
    }
}
