//! Every state against every operation.

use super::*;
use PaymentState::{Cancelled, Failed, Paid, PartlyRefunded, Pending, Refunded};

#[derive(Debug, Clone, Copy)]
enum Act {
    /// The success that paid the order, or would.
    Confirm,
    /// A success under another reference.
    ConfirmAnother,
    Fail,
    /// A failure under a reference that was not seen before.
    FailAnother,
    Cancel,
    RefundPart,
    RefundWhole,
}

const ACTS: [Act; 7] = [
    Act::Confirm,
    Act::ConfirmAnother,
    Act::Fail,
    Act::FailAnother,
    Act::Cancel,
    Act::RefundPart,
    Act::RefundWhole,
];

/// What an act does: it leads to a state, has nothing left to do, or is refused.
#[derive(Debug, Clone, Copy)]
enum Does {
    To(PaymentState),
    Nothing,
    Refused(&'static str),
}

const ILLEGAL: Does = Does::Refused("invalid_state");
const PAID: Does = Does::Refused("already_paid");

/// A row for each state, a column for each act.
const TABLE: [(PaymentState, [Does; 7]); 6] = {
    use Does::{Nothing, To};
    [
        (Pending, [To(Paid), To(Paid), To(Failed), To(Failed), To(Cancelled), ILLEGAL, ILLEGAL]),
        (Paid, [Nothing, PAID, ILLEGAL, ILLEGAL, ILLEGAL, To(PartlyRefunded), To(Refunded)]),
        (Failed, [To(Paid), To(Paid), Nothing, To(Failed), ILLEGAL, ILLEGAL, ILLEGAL]),
        (Cancelled, [To(Paid), To(Paid), ILLEGAL, ILLEGAL, Nothing, ILLEGAL, ILLEGAL]),
        (
            PartlyRefunded,
            [Nothing, PAID, ILLEGAL, ILLEGAL, ILLEGAL, To(PartlyRefunded), To(Refunded)],
        ),
        (Refunded, [Nothing, PAID, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL]),
    ]
};

impl World {
    /// An order in a state, and the reference which pays it.
    fn order_in(&self, state: PaymentState) -> (OrderId, String) {
        let order = self.make(self.creating().first_bonus_points(0)).id;
        let reference = format!("first-{order}");
        match state {
            Pending => {}
            Failed => drop(self.fail(order).unwrap()),
            Cancelled => drop(self.cancel(order).unwrap()),
            Paid | PartlyRefunded | Refunded => drop(self.confirm(order, &reference).unwrap()),
        }
        match state {
            PartlyRefunded => drop(self.refund(order, Some(300)).unwrap()),
            Refunded => drop(self.refund(order, None).unwrap()),
            _ => {}
        }
        assert_eq!(self.get(order).state, state);
        (order, reference)
    }

    fn act(&self, act: Act, order: OrderId, reference: &str) -> Result<(Payment, bool)> {
        let another = format!("another-{order}");
        let answer = match act {
            Act::Confirm => self.confirm(order, reference)?,
            Act::ConfirmAnother => self.confirm(order, &another)?,
            Act::Fail => self.fail(order)?,
            Act::FailAnother => self.fail_as(order, &another)?,
            Act::Cancel => self.cancel(order)?,
            Act::RefundPart => {
                return self.refund(order, Some(100)).map(|r| (r.payment, r.replayed));
            }
            Act::RefundWhole => return self.refund(order, None).map(|r| (r.payment, r.replayed)),
        };
        Ok((answer.payment, answer.replayed))
    }
}

/// What an order that has come to a state has brought: 120 points for 1,000, less what is refunded.
fn points_after(payment: &Payment) -> i64 {
    match payment.state {
        Pending | Failed | Cancelled => 0,
        _ => {
            let gone = |points: i64| points * payment.refunded_amount / 1_000;
            120 - gone(100) - gone(20)
        }
    }
}

#[test]
fn every_state_allows_what_the_table_says_and_nothing_else() {
    let world = World::new();
    for (state, row) in TABLE {
        for (act, does) in ACTS.into_iter().zip(row) {
            let what = format!("{act:?} of an order that is {state}");
            let (order, reference) = world.order_in(state);
            let (before, wallet) = (world.get(order), world.wallet());
            let outcome = world.act(act, order, &reference);
            let after = world.get(order);
            match (does, outcome) {
                (Does::To(to), Ok((payment, replayed))) => {
                    assert_eq!((payment.state, replayed), (to, false), "{what}");
                    assert_eq!(payment, after, "{what}");
                    let came = world.wallet().balance - wallet.balance;
                    assert_eq!(came, points_after(&after) - points_after(&before), "{what}");
                }
                (Does::Nothing, Ok((payment, replayed))) => {
                    assert!(replayed, "{what}");
                    assert_eq!((&payment, &before), (&before, &after), "{what}");
                    assert_eq!(world.wallet(), wallet, "{what}");
                }
                (Does::Refused(code), Err(error)) => {
                    assert_eq!(error.code().as_str(), code, "{what}");
                    assert_eq!((before, wallet), (after, world.wallet()), "{what}");
                }
                (does, outcome) => panic!("{what}: {does:?}, but {outcome:?}"),
            }
        }
    }
    world.assert_sound();
}

#[test]
fn a_refusal_names_the_order_its_state_and_what_it_needs() {
    let world = World::new();
    let order = world.bought();
    let error = world.cancel(order).unwrap_err();
    assert_eq!(error.details()["what"], format!("order `{order}`"));
    assert_eq!(error.details()["state"], "paid");
    assert_eq!(error.details()["needed"], "pending");
}

#[test]
fn a_success_wins_over_a_failure_that_came_first_under_the_same_reference() {
    let world = World::new();
    let order = world.create();
    world.fail_as(order, "r").unwrap();
    let paid = world.confirm(order, "r").unwrap().payment;
    assert_eq!((paid.state, paid.reason), (Paid, None));
    assert_eq!(refused(world.fail_as(order, "r")), "invalid_state");
    assert_eq!(world.wallet().balance, 127);
}

#[test]
fn no_success_wins_over_a_refund() {
    let world = World::new();
    let order = world.create();
    world.confirm(order, "r").unwrap();
    world.refund(order, None).unwrap();
    assert!(world.confirm(order, "r").unwrap().replayed);
    assert_eq!(refused(world.confirm(order, "r-2")), "already_paid");
    assert_eq!((world.get(order).state, world.wallet().balance), (Refunded, 0));
}
