//! What a call takes, answers and refuses.

use super::*;

#[test]
fn a_new_order_is_pending_and_brings_nothing() {
    let world = World::new();
    let payment = world.make(world.creating().provider("stripe").note("gift"));
    assert_eq!(payment.state, PaymentState::Pending);
    assert_eq!((payment.amount, payment.currency.as_str()), (1_000, "EUR"));
    assert_eq!((payment.base_points, payment.bonus_points), (100, 20));
    assert_eq!(payment.first_bonus_points, 7);
    assert_eq!((payment.provider.as_deref(), payment.reference), (Some("stripe"), None));
    assert_eq!((payment.paid_at_ms, payment.created_at_ms), (None, BEGIN_MS));
    assert_eq!(world.wallet().seq, 0);
}

#[test]
fn a_key_makes_one_order() {
    let world = World::new();
    let request = world.creating();
    let first = world.engine.payments().create(request.clone()).unwrap();
    let again = world.engine.payments().create(request.clone()).unwrap();
    assert_eq!((again.payment, again.replayed), (first.payment, true));
    let outcome = world.engine.payments().create(request.bonus_points(21));
    assert_eq!(outcome.unwrap_err().details()["field"], "bonusPoints");
}

#[test]
fn a_currency_has_three_capital_letters() {
    let world = World::new();
    for bad in ["EU", "EURO", "eur", "EU1", "E R", "ЕUR", ""] {
        let mut request = world.creating();
        request.currency = bad.into();
        let error = world.engine.payments().create(request).unwrap_err();
        assert_eq!(error.details()["field"], "currency", "{bad}");
    }
}

#[test]
fn an_order_of_more_points_than_a_wallet_holds_is_refused() {
    let world = World::new();
    let most = crate::limits::AMOUNT_MAX;
    let order = |base: i64, bonus: i64, first: i64| {
        let request = CreatePaymentRequest::new(world.user, "p", 1, "EUR", base, world.key());
        let request = request.bonus_points(bonus).first_bonus_points(first);
        world.engine.payments().create(request)
    };
    assert!(order(most - 2, 1, 1).is_ok());
    assert_eq!(refused(order(most - 2, 1, 2)), "amount_overflow");
    assert_eq!(refused(order(most, most, most)), "amount_overflow");
}

#[test]
fn a_success_of_another_price_is_refused() {
    let world = World::new();
    let order = world.create();
    let confirming = || ConfirmPaymentRequest::new(world.user, order, "pay", "r", world.key());
    let outcome = world.engine.payments().confirm(confirming().amount(999));
    assert_eq!(outcome.unwrap_err().details()["field"], "amount");
    for currency in ["USD", "eur"] {
        let outcome = world.engine.payments().confirm(confirming().currency(currency));
        assert_eq!(outcome.unwrap_err().details()["field"], "currency");
    }
    assert_eq!(refused(world.find("r")), "not_found");
    let paid = confirming().amount(1_000).currency("EUR");
    assert!(!world.engine.payments().confirm(paid).unwrap().replayed);
}

#[test]
fn the_same_success_under_another_key_changes_nothing() {
    let world = World::new();
    let order = world.create();
    let first = world.confirm(order, "r").unwrap();
    world.clock.advance_ms(60_000);
    let again = world.confirm(order, "r").unwrap();
    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!(first.payment, again.payment);
    assert_eq!((world.wallet().seq, world.wallet().balance), (3, 127));
}

#[test]
fn a_reference_of_another_order_is_refused_with_its_name() {
    let world = World::new();
    let (order, other) = (world.create(), world.create());
    world.fail_as(other, "tried").unwrap();
    world.confirm(order, "paid").unwrap();
    let taken = [
        (world.confirm(other, "paid"), order),
        (world.fail_as(other, "paid"), order),
        (world.confirm(order, "tried"), other),
    ];
    for (outcome, owner) in taken {
        let error = outcome.unwrap_err();
        assert_eq!(error.code().as_str(), "reference_taken");
        assert_eq!(error.details()["orderId"], owner.to_string());
    }
    assert_eq!(world.get(other).state, PaymentState::Failed);
    assert_eq!(world.wallet().balance, 127);
}

#[test]
fn a_second_payment_of_an_order_is_told_under_which_it_was_paid() {
    let world = World::new();
    let order = world.create();
    world.confirm(order, "r-1").unwrap();
    let error = world.confirm(order, "r-2").unwrap_err();
    assert_eq!(error.code().as_str(), "already_paid");
    let details = error.details();
    assert_eq!((&details["provider"], &details["reference"]), (&"pay".into(), &"r-1".into()));
    assert_eq!(refused(world.find("r-2")), "not_found");
}

#[test]
fn references_of_different_providers_are_different() {
    let world = World::new();
    let (order, other) = (world.create(), world.create());
    world.confirm(order, "r").unwrap();
    let request = ConfirmPaymentRequest::new(world.user, other, "alipay", "r", world.key());
    let paid = world.engine.payments().confirm(request).unwrap().payment;
    assert_eq!(paid.provider.as_deref(), Some("alipay"));
    assert_eq!(world.wallet().balance, 247);
}

#[test]
fn a_failure_gives_provider_and_reference_or_neither() {
    let world = World::new();
    let order = world.create();
    let failing = || FailPaymentRequest::new(world.user, order, world.key());
    let fail = |request| world.engine.payments().fail(request).unwrap_err();
    assert_eq!(fail(failing().provider("pay")).details()["field"], "reference");
    assert_eq!(fail(failing().reference("r")).details()["field"], "provider");
    let failed = world.engine.payments().fail(failing().reason("declined")).unwrap().payment;
    assert_eq!(failed.reason.as_deref(), Some("declined"));
}

#[test]
fn what_changed_is_told_after_the_commit() {
    let world = World::new();
    let changes = world.engine.subscribe(Some(world.user));
    let order = world.create();
    world.confirm(order, "r").unwrap();
    let told = changes.recv_timeout(std::time::Duration::from_secs(5)).unwrap().changes;
    let about = |noun: &str| told.iter().filter(|change| change.noun == noun).count();
    assert_eq!((about("payment"), about("wallet")), (1, 1));
}

#[test]
fn an_order_never_grows_younger() {
    let world = World::new();
    let order = world.create();
    world.clock.advance_ms(-1_000);
    let paid = world.confirm(order, "r").unwrap().payment;
    assert_eq!((paid.paid_at_ms, paid.updated_at_ms), (Some(BEGIN_MS), BEGIN_MS));
}
