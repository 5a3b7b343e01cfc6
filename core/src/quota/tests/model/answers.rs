//! Every query, held against the oracle, and the rows held against each other.

use super::*;
use crate::store::{Tx, statements};

statements! {
    LOGGED: User = "SELECT amount, uncounted, kind FROM quota_logs \
        WHERE user_id = ? AND feature = 'chat'";
    PACKED: User = "SELECT amount, remaining FROM quota_packs \
        WHERE user_id = ? AND feature = 'chat'";
    HELD: User = "SELECT amount, from_plan FROM quota_holds \
        WHERE user_id = ? AND feature = 'chat'";
}

impl Pair {
    pub(super) fn compare(&self, who: usize) {
        let (view, at_ms) = self.oracles[who].at(self.now_ms);
        let state = self.get(who);
        let found: Vec<Said> = state.limits.iter().map(said).collect();
        let expected = view.say(at_ms);
        assert_eq!(found, expected);
        assert_eq!(state.plan, PLANS[view.plan].0);
        let next = view.next.map(|(plan, at_ms)| (PLANS[plan].0.to_owned(), at_ms));
        assert_eq!(state.next_plan.zip(state.next_plan_at_ms), next);
        assert_eq!(state.today, view.today(at_ms));
        assert_eq!(state.total_used, view.total());
        assert_eq!(state.held, view.stock.held());
        assert_eq!(state.purchased, view.stock.left(at_ms));
        assert_eq!(state.remaining, view.room(at_ms));
        assert_eq!(state.exceeded, view.room(at_ms) == 0);
        for (limit, said) in state.limits.iter().zip(&expected) {
            assert_eq!(limit.remaining, view.leaves(said));
            assert_eq!(limit.low, limit.used * 100 >= limit.limit * 80);
            assert_eq!(limit.exceeded, view.leaves(said) == 0);
        }
        self.check_rows(who, state.total_used);
    }

    /// The log in small pages: every use once, the newest first.
    pub(super) fn compare_logs(&self, who: usize) {
        let mut request = json!({"userId": id(who), "limit": 7});
        let mut found = Vec::new();
        loop {
            let page = self.send("quota.logs", &request).unwrap();
            for line in page["items"].as_array().unwrap() {
                let kind = line["kind"].as_str().unwrap().to_owned();
                found.push((
                    line["atMs"].as_i64().unwrap(),
                    line["amount"].as_i64().unwrap(),
                    kind,
                ));
            }
            if page["nextCursor"].is_null() {
                break;
            }
            request["cursor"] = page["nextCursor"].clone();
        }
        assert!(found.is_sorted_by_key(|line| -line.0), "{found:?}");
        let mut expected = self.log[who].clone();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "the log");
    }

    /// What must hold of the rows: no code of the quota reads them.
    fn check_rows(&self, who: usize, total_used: i64) {
        let user = UserId(Uuid::from_u128(USERS[who]));
        let read = |tx: &mut Tx<'_>| {
            let numbers = |row: &dyn crate::store::Row| Ok([row.int(0)?, row.int(1)?]);
            let logged = tx.list(&LOGGED, &[user.into()], |row| {
                Ok((numbers(row)?, row.str(2)? == "charge"))
            })?;
            let packed = tx.list(&PACKED, &[user.into()], numbers)?;
            Ok((logged, packed, tx.list(&HELD, &[user.into()], numbers)?))
        };
        let (logged, packed, held) = self.disturbed.below.inner().write_own(read).unwrap();
        let counted = logged.iter().filter(|line| !line.1).map(|line| line.0[0]);
        assert_eq!(counted.sum::<i64>(), total_used, "the total is not what the log says");
        for [whole, part] in logged.iter().map(|line| &line.0).chain(&packed).chain(&held) {
            assert!(0 <= *part && part <= whole, "{part} of {whole}");
        }
    }
}

fn said(limit: &crate::quota::LimitState) -> Said {
    Said {
        period: limit.period.to_string(),
        limit: limit.limit,
        carried: limit.carried,
        used: limit.used,
        resets_at_ms: limit.resets_at_ms,
    }
}
