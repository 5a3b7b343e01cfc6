//! Refunds, corrections, transfers, batches and sums.

use super::*;
use crate::error::ErrorCode;
use crate::id::RecordId;
use crate::wallet::{
    AdjustPointsRequest, BatchItem, BatchPointsRequest, FreezeWalletRequest, GrantKind,
    RecomputeWalletRequest, RecordKind, RefundPointsRequest, RefundPointsResponse,
    SummarizeWalletRequest, TransferPointsRequest, TransferPointsResponse, UnfreezeWalletRequest,
    WalletStatus,
};

impl World {
    fn refunding(&self, record: RecordId) -> RefundPointsRequest {
        RefundPointsRequest::new(self.user, record, self.key())
    }

    fn refund(&self, record: RecordId, points: i64) -> Result<RefundPointsResponse> {
        self.engine.wallet().refund(self.refunding(record).amount(points))
    }

    fn transfer(&self, to: UserId, points: i64) -> Result<TransferPointsResponse> {
        let request = TransferPointsRequest::new(self.user, to, points, self.key());
        self.engine.wallet().transfer(request.note("for you").related_event_id("event-1"))
    }

    fn of(&self, user: UserId) -> WalletState {
        let request = GetBalanceRequest::new(user).breakdown(true);
        self.engine.wallet().balance(request).unwrap()
    }
}

#[test]
fn refunds_restore_the_slices_of_their_record_and_never_exceed_it() {
    let world = World::new();
    world.grant_with(world.granting(10).kind(GrantKind::Bonus)).unwrap();
    world.grant_with(world.granting(20).kind(GrantKind::Paid)).unwrap();
    let spent = world.consume(25).unwrap().record_id;
    assert_eq!(world.refund(spent, 18).unwrap().available, 23);
    let breakdown = world.breakdown();
    assert_eq!((breakdown.bonus, breakdown.paid, breakdown.refund), (3, 20, 0));
    let error = world.refund(spent, 8).unwrap_err();
    assert_eq!(error.code(), ErrorCode::RefundExceeded);
    assert_eq!(error.details()["refundable"], 7);
    let rest = world.engine.wallet().refund(world.refunding(spent)).unwrap();
    assert_eq!((rest.amount, rest.balance), (7, 30));
    assert_eq!(world.refund(spent, 1).unwrap_err().details()["refundable"], 0);
    let records = world.records();
    let told = |r: &PointRecord| (r.kind, r.amount, r.original_record_id);
    assert_eq!(told(&records[0]), (RecordKind::Refund, 7, Some(spent)));
    world.assert_sound();
}

#[test]
fn only_spent_points_are_refunded() {
    let world = World::new();
    let given = world.grant(10).record_id;
    assert_eq!(world.refund(given, 1).unwrap_err().code(), ErrorCode::InvalidState);
    let spent = world.consume(5).unwrap().record_id;
    world.refund(spent, 5).unwrap();
    let refund = world.records().remove(0).id;
    assert_eq!(world.refund(refund, 1).unwrap_err().code(), ErrorCode::InvalidState);
}

#[test]
fn a_slice_restored_after_its_expiry_expires_at_once_or_gets_a_new_date() {
    let world = World::new();
    world.grant_with(world.granting(10).expires_at_ms(START + 100)).unwrap();
    world.grant(20);
    let spent = world.consume(15).unwrap().record_id;
    world.clock.set_ms(START + 500);
    let done = world.refund(spent, 8).unwrap();
    assert_eq!((done.amount, done.expired, done.balance, done.available), (8, 3, 20, 20));
    let told: Vec<_> = world.records().iter().take(2).map(|r| (r.kind, r.amount)).collect();
    assert_eq!(told, [(RecordKind::Expire, -3), (RecordKind::Refund, 8)]);
    let request = world.refunding(spent).amount(4).new_expires_at_ms(START + 900);
    let done = world.engine.wallet().refund(request).unwrap();
    assert_eq!((done.expired, done.balance), (0, 24));
    assert!(done.grant_id.is_some());
    assert_eq!(world.breakdown().refund, 4);
    assert_eq!(world.balance_as_of(START + 900), 20);
    world.assert_sound();
}

#[test]
fn a_transfer_carries_kind_priority_and_expiry() {
    let world = World::new();
    let friend = person(&world.engine, 8);
    let bonus = world.granting(10).kind(GrantKind::Bonus).priority(7).expires_at_ms(START + 100);
    world.grant_with(bonus).unwrap();
    world.grant_with(world.granting(20).kind(GrantKind::Paid)).unwrap();
    let sent = world.transfer(friend, 25).unwrap();
    assert_eq!((sent.amount, sent.balance, sent.available), (25, 5, 5));
    let there = world.of(friend);
    assert_eq!((there.balance, there.total_recharged, there.seq), (25, 0, 2));
    let breakdown = there.breakdown.unwrap();
    assert_eq!((breakdown.bonus, breakdown.paid), (10, 15));
    let request = ListPointRecordsRequest::new(friend);
    let records = world.engine.wallet().history(request).unwrap().items;
    assert!(records.iter().all(|record| record.kind == RecordKind::TransferIn
        && record.original_record_id == Some(sent.record_id)
        && record.note.as_deref() == Some("for you")));
    world.clock.set_ms(START + 100);
    assert_eq!(world.of(friend).balance, 15);
    world.assert_sound();
    let verified = world.engine.wallet().verify(VerifyWalletRequest::new(friend)).unwrap();
    assert!(verified.ok, "{verified:?}");
}

#[test]
fn a_refused_transfer_changes_neither_wallet() {
    let world = World::new();
    let friend = person(&world.engine, 3);
    world.grant(10);
    let nobody = UserId(uuid::Uuid::from_u128(99));
    assert_eq!(world.transfer(world.user, 1).unwrap_err().details()["field"], "toUserId");
    assert_eq!(world.transfer(nobody, 1).unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(world.transfer(friend, 11).unwrap_err().code(), ErrorCode::InsufficientPoints);
    assert_eq!((world.balance().seq, world.of(friend).seq), (1, 0));
}

#[test]
fn points_that_have_expired_in_the_receivers_time_are_refused_for_that_reason() {
    let world = World::new();
    let friend = person(&world.engine, 3);
    world.grant_with(world.granting(10).expires_at_ms(START + 100)).unwrap();
    world.clock.set_ms(START + 500);
    world.engine.wallet().grant(GrantPointsRequest::new(friend, 1, "k")).unwrap();
    world.clock.set_ms(START);
    let error = world.transfer(friend, 4).unwrap_err();
    assert_eq!(error.details()["field"], "expiresAtMs", "{error}");
    assert_eq!((world.balance().seq, world.of(friend).seq), (1, 1));
    world.assert_sound();
}

#[test]
fn a_frozen_receiver_receives_and_a_frozen_sender_sends_nothing() {
    let world = World::new();
    let friend = person(&world.engine, 3);
    world.grant(10);
    let wallet = world.engine.wallet();
    assert_eq!(
        wallet.freeze(FreezeWalletRequest::new(friend)).unwrap().status,
        WalletStatus::Frozen
    );
    world.transfer(friend, 4).unwrap();
    wallet.freeze(FreezeWalletRequest::new(world.user)).unwrap();
    wallet.freeze(FreezeWalletRequest::new(world.user)).unwrap();
    assert_eq!(world.transfer(friend, 1).unwrap_err().code(), ErrorCode::WalletFrozen);
    wallet.unfreeze(UnfreezeWalletRequest::new(world.user)).unwrap();
    assert_eq!(world.transfer(friend, 1).unwrap().balance, 5);
}

#[test]
fn a_correction_has_a_reason_and_counts_as_nothing_else() {
    let world = World::new();
    world.grant(10);
    let adjust = |points: i64| {
        let request = AdjustPointsRequest::new(world.user, points, "miscounted", world.key());
        world.engine.wallet().adjust(request)
    };
    assert_eq!(adjust(0).unwrap_err().details()["field"], "amount");
    assert_eq!(adjust(-11).unwrap_err().code(), ErrorCode::InsufficientPoints);
    assert_eq!(adjust(5).unwrap().balance, 15);
    let down = adjust(-12).unwrap();
    assert_eq!((down.amount, down.balance, down.grant_id), (-12, 3, None));
    let record = world.records().remove(0);
    assert_eq!((record.kind, record.note.as_deref()), (RecordKind::Adjust, Some("miscounted")));
    let wallet = world.balance();
    assert_eq!((wallet.total_consumed, wallet.total_recharged), (0, 0));
    world.assert_sound();
}

#[test]
fn items_of_a_batch_stand_each_for_itself_or_all_or_none() {
    let world = World::new();
    let items = || {
        let (mut give, mut spend) = (BatchItem::new(), BatchItem::new());
        give = give.grant(GrantPointsRequest::new(world.user, 10, "b1"));
        spend = spend.consume(ConsumePointsRequest::new(world.user, 11, "b2"));
        vec![give, spend]
    };
    let request = BatchPointsRequest::new(world.user, items());
    let all = request.clone().all_or_nothing(true);
    let error = world.engine.wallet().batch(all).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InsufficientPoints);
    assert_eq!(world.balance().seq, 0);
    let done = world.engine.wallet().batch(request.clone()).unwrap();
    assert_eq!((done.refused, world.balance().balance), (1, 10));
    assert_eq!(done.outcomes[1].error.as_ref().unwrap().code, "insufficient_points");
    world.grant(5);
    let again = world.engine.wallet().batch(request).unwrap();
    assert!(again.outcomes[0].grant.as_ref().unwrap().replayed);
    assert_eq!(again.outcomes[1].consume.as_ref().unwrap().amount, 11);
    assert_eq!(world.balance().balance, 4);
    world.assert_sound();
}

#[test]
fn a_refused_batch_names_the_item_that_was_refused() {
    let world = World::new();
    world.grant(10);
    let give = || BatchItem::new().grant(world.granting(1));
    let refused = |item: BatchItem| {
        let request = BatchPointsRequest::new(world.user, vec![give(), give(), item]);
        world.engine.wallet().batch(request.all_or_nothing(true)).unwrap_err()
    };
    let error = refused(BatchItem::new().consume(world.consuming(13)));
    let details = serde_json::json!({
        "asset": "points", "available": 12, "needed": 13, "item": "items[2]",
    });
    assert_eq!((error.code(), error.details()), (ErrorCode::InsufficientPoints, details));
    assert!(error.to_string().starts_with("items[2]: "), "{error}");
    assert_eq!(error.to_json()["message"], error.to_string());
    let late = world.granting(1).expires_at_ms(START);
    let error = refused(BatchItem::new().grant(late));
    assert_eq!(error.details()["field"], "items[2].grant.expiresAtMs");
    assert_eq!(world.balance().seq, 1);
}

#[test]
fn a_refused_grant_of_a_new_asset_opens_no_wallet() {
    let world = World::new();
    let gems = world.granting(1).asset("gems").expires_at_ms(START);
    let items = vec![BatchItem::new().grant(gems)];
    let request = BatchPointsRequest::new(world.user, items);
    assert_eq!(world.engine.wallet().batch(request).unwrap().refused, 1);
    let request = GetBalanceRequest::new(world.user).asset("gems");
    let error = world.engine.wallet().balance(request).unwrap_err();
    assert_eq!(error.details()["what"], "wallet");
}

#[test]
fn a_summary_is_the_same_swept_or_not() {
    for sweeps in [false, true] {
        let world = World::new();
        world.grant_with(world.granting(10).expires_at_ms(START + 100)).unwrap();
        world.grant_with(world.granting(5).expires_at_ms(START + 200)).unwrap();
        world.consume(3).unwrap();
        world.clock.set_ms(START + 150);
        if sweeps {
            world.sweep();
        }
        let request = SummarizeWalletRequest::new(world.user).to_at_ms(START + 101);
        let sum = world.engine.wallet().summary(request).unwrap();
        assert_eq!((sum.count, sum.points_in, sum.points_out), (4, 15, 10));
        let kinds: Vec<_> =
            sum.kinds.iter().map(|k| (k.kind, k.count, k.points_in, k.points_out)).collect();
        let expected = [
            (RecordKind::Consume, 1, 0, 3),
            (RecordKind::Expire, 1, 0, 7),
            (RecordKind::Grant, 2, 15, 0),
        ];
        assert_eq!(kinds, expected, "swept: {sweeps}");
        let request = RecomputeWalletRequest::new(world.user);
        let computed = world.engine.wallet().recompute(request).unwrap();
        assert_eq!((computed.balance, computed.matches), (5, true));
    }
}
