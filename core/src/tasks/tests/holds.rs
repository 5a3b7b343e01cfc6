//! The hold of a task is decided on by the task alone.

use super::*;
use crate::wallet::{
    BatchItem, BatchPointsRequest, CapturePointsRequest, ExtendHoldRequest, FreezeWalletRequest,
    GrantKind, ReleaseHoldRequest,
};

#[test]
fn a_direct_call_on_the_hold_of_a_task_is_refused_and_changes_nothing() {
    let world = World::new();
    let (wallet, user) = (world.engine.wallet(), world.user);
    let task = world.create(40);
    let hold = task.hold_id;
    let owned = format!("reserved for the task `{}`, whose operations decide on it", task.task_id);
    let capture = CapturePointsRequest::new(user, hold, "c").amount(5);
    assert_refused(wallet.capture(capture.clone()), &owned);
    assert_refused(wallet.release(ReleaseHoldRequest::new(user, hold, "r")), &owned);
    let extend = ExtendHoldRequest::new(user, hold, START + 2 * HOUR, "e");
    assert_refused(wallet.extend(extend), &owned);
    let item = BatchItem::new().capture(capture);
    let batch = wallet.batch(BatchPointsRequest::new(user, vec![item])).unwrap();
    assert_eq!(batch.refused, 1);
    assert_eq!(world.sums(), (100, 40, 60));
    world.assert_sound(&[task.task_id]);
    assert_eq!(world.complete(task.task_id).unwrap().captured, 40);
}

#[test]
fn a_frozen_wallet_refuses_a_result_and_gives_points_back() {
    let world = World::new();
    let (kept, given_up) = (world.create(40).task_id, world.create(20).task_id);
    let freeze = FreezeWalletRequest::new(world.user);
    world.engine.wallet().freeze(freeze).unwrap();
    assert_eq!(world.complete(kept).unwrap_err().code(), ErrorCode::WalletFrozen);
    assert_eq!(world.get(kept).state, TaskState::Pending);
    let request = world.creating(1);
    let refused = world.engine.tasks().create(request).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::WalletFrozen);
    assert_eq!(world.fail(given_up).unwrap().released, 20);
    world.assert_sound(&[kept, given_up]);
}

#[test]
fn points_that_would_have_expired_while_a_task_held_them_expire_when_it_gives_them_back() {
    let world = World::new();
    let promo = GrantPointsRequest::new(world.user, 30, world.key());
    let promo = promo.kind(GrantKind::Promo).expires_at_ms(START + 10).priority(1);
    world.engine.wallet().grant(promo).unwrap();
    let task = world.create(50).task_id;
    world.clock.advance_ms(20);
    assert_eq!(world.sums(), (130, 50, 80));
    let end = world.fail(task).unwrap();
    assert_eq!((end.released, end.expired, end.available), (50, 30, 100));
    world.assert_sound(&[task]);
}
