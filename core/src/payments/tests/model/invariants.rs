//! What holds after every step: the oracle agrees, and the ledger agrees with itself.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

impl Episode {
    #[track_caller]
    pub(super) fn check(&self, person: usize) {
        let user = self.people[person];
        assert_sound(&self.disturbed.engine, user);
        let records = records_of(&self.disturbed.engine, user);
        self.check_wallet(person, &records);
        self.check_orders(person);
        check_credits(&records);
    }

    fn check_wallet(&self, person: usize, records: &[PointRecord]) {
        let purse = &self.book.purses[person];
        let request = GetBalanceRequest::new(self.people[person]);
        let wallet = self.disturbed.engine.wallet().balance(request).unwrap();
        assert_eq!((wallet.balance, wallet.available), (purse.balance, purse.balance));
        assert_eq!(wallet.total_recharged, purse.recharged);
        assert_eq!(wallet.first_recharged_at_ms.is_some(), purse.has_recharged);
        let name = |order: &Option<usize>| order.map(|number| self.orders[number].clone());
        let expected: Vec<_> =
            purse.lines.iter().map(|(kind, points, order)| (*kind, *points, name(order))).collect();
        let event = |record: &PointRecord| record.related_event_id.clone().map(Value::from);
        let found: Vec<_> = records
            .iter()
            .rev()
            .map(|record| (record.kind.as_str(), record.amount, event(record)))
            .collect();
        assert_eq!(found, expected);
    }

    fn check_orders(&self, person: usize) {
        let request = json!({"userId": self.people[person], "limit": 200});
        let page = self.call("payments.list", &request).unwrap();
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for item in page["items"].as_array().unwrap() {
            found.insert(item["id"].to_string(), item.clone());
        }
        self.check_states(person);
        let orders = self.book.orders.iter().zip(&self.orders);
        for (order, id) in orders.filter(|(order, _)| order.owner == person) {
            let item = found.remove(&id.to_string()).unwrap_or_else(|| panic!("{id} is missing"));
            assert_eq!(item["state"], order.state, "{item}");
            assert_eq!(item["refundedAmount"], order.refunded, "{item}");
            let clawed = ["clawedBasePoints", "clawedBonusPoints", "clawedFirstBonusPoints"];
            assert_eq!(clawed.map(|name| item[name].as_i64().unwrap()), order.clawed, "{item}");
            assert_eq!(item["firstRecharge"], order.is_first, "{item}");
            let paid_as = order.paid_as.as_ref();
            assert_eq!(item["reference"].as_str(), paid_as.map(|name| name.1.as_str()), "{item}");
            if let Some((provider, reference)) = paid_as {
                let request = json!({"provider": provider, "reference": reference});
                assert_eq!(self.call("payments.find", &request).unwrap(), item);
            }
        }
        assert!(found.is_empty(), "orders that nobody made: {found:?}");
    }

    /// The list of each state holds those orders and no others, newest first.
    fn check_states(&self, person: usize) {
        for state in ["pending", "paid", "failed", "cancelled", "refunded", "partly_refunded"] {
            let request = json!({"userId": self.people[person], "state": state, "limit": 200});
            let page = self.call("payments.list", &request).unwrap();
            let items = page["items"].as_array().unwrap();
            assert!(items.is_sorted_by_key(|item| -item["createdAtMs"].as_i64().unwrap()));
            // Of one moment, the ids of different engines stand in any order.
            let found: BTreeSet<String> = items.iter().map(|item| item["id"].to_string()).collect();
            let orders = self.book.orders.iter().zip(&self.orders);
            let expected: BTreeSet<String> = orders
                .filter(|(order, _)| order.owner == person && order.state == state)
                .map(|(_, id)| id.to_string())
                .collect();
            assert_eq!(found, expected, "those that are {state}");
        }
    }
}

/// Whatever the oracle says: an order is credited once, and one bonus goes to a first recharge.
fn check_credits(records: &[PointRecord]) {
    let mut credits: BTreeMap<&str, usize> = BTreeMap::new();
    let recharges = records.iter().filter(|record| record.kind == RecordKind::Recharge);
    for event in recharges.filter_map(|record| record.related_event_id.as_deref()) {
        *credits.entry(event).or_default() += 1;
    }
    assert!(credits.values().all(|count| *count == 1), "{credits:?}");
    let note = Some("first recharge");
    assert!(records.iter().filter(|record| record.note.as_deref() == note).count() <= 1);
}
