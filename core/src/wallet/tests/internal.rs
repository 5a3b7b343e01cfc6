//! What other modules call, and states that only they can bring about.

use super::*;
use crate::error::ErrorCode;
use crate::store::{Tx, statements};
use crate::wallet::consume::{Debit, debit};
use crate::wallet::line::{Links, Record};
use crate::wallet::{Credit, GrantKind, RecordKind, WalletStatus, credit};

impl World {
    pub(super) fn own<T: Send>(
        &self,
        job: impl FnMut(&mut Tx<'_>) -> Result<T> + Send,
    ) -> Result<T> {
        self.engine.inner().write_own(job)
    }

    /// Gives a wallet a state which no operation of this module brings about yet.
    fn set_state(&self, balance: i64, status: WalletStatus) {
        self.own(|tx| {
            let mut account = wallet::account::Account::read(tx, self.user, limits::ASSET_DEFAULT)?;
            account.balance = balance;
            account.status = status;
            account.store(tx)
        })
        .unwrap();
    }
}

#[test]
fn opening_a_wallet_again_changes_nothing() {
    let world = World::new();
    world.grant(5);
    world.own(|tx| wallet::open(tx, world.user, limits::ASSET_DEFAULT)).unwrap();
    assert_eq!(world.balance().balance, 5);
}

#[test]
fn other_modules_credit_and_debit_with_links() {
    let world = World::new();
    let (given, taken): (Record, Record) = world
        .own(|tx| {
            let bonus = Credit::new(100, RecordKind::RegisterBonus, GrantKind::Bonus);
            let given = credit(tx, world.user, &bonus)?;
            let links = Links { action_id: Some("task-1"), ..Links::default() };
            let task = Debit { links, ..Debit::new(30, RecordKind::Consume) };
            Ok((given, debit(tx, world.user, &task)?))
        })
        .unwrap();
    assert_eq!((given.seq, given.amount, given.available), (1, 100, 100));
    assert!(given.grant_id.is_some());
    assert_eq!((taken.seq, taken.amount, taken.available), (2, -30, 70));
    let records = world.records();
    assert_eq!(records[0].action_id.as_deref(), Some("task-1"));
    assert_eq!(records[1].kind, RecordKind::RegisterBonus);
    assert_eq!(world.balance().total_recharged, 0);
    world.assert_sound();
}

#[test]
fn a_job_that_fails_leaves_no_credit() {
    let world = World::new();
    let failed: Result<()> = world.own(|tx| {
        credit(tx, world.user, &Credit::new(100, RecordKind::Grant, GrantKind::Promo))?;
        Err(crate::Error::internal("on purpose"))
    });
    assert!(failed.is_err());
    assert_eq!(world.balance().seq, 0);
}

#[test]
fn a_frozen_wallet_refuses_debits_and_accepts_credits() {
    let world = World::new();
    world.grant(10);
    world.set_state(10, WalletStatus::Frozen);
    let error = world.consume(1).unwrap_err();
    assert_eq!(error.code(), ErrorCode::WalletFrozen);
    assert_eq!(world.grant(5).balance, 15);
    assert_eq!(world.balance().status, WalletStatus::Frozen);
    world.assert_sound();
}

#[test]
fn points_of_a_frozen_wallet_expire_all_the_same() {
    let world = World::new();
    world.grant_with(world.granting(10).expires_at_ms(START + 5)).unwrap();
    world.set_state(10, WalletStatus::Frozen);
    world.clock.set_ms(START + 5);
    world.sweep();
    let wallet = world.balance();
    assert_eq!((wallet.balance, wallet.seq), (0, 2));
    world.assert_sound();
}

#[test]
fn a_closed_wallet_refuses_everything() {
    let world = World::new();
    world.grant(10);
    world.set_state(10, WalletStatus::Closed);
    assert_eq!(world.consume(1).unwrap_err().code(), ErrorCode::InvalidState);
    let error = world.grant_with(world.granting(1)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState);
}

#[test]
fn a_debt_is_paid_by_the_next_credits() {
    let world = World::new();
    world.set_state(-30, WalletStatus::Active);
    let available = |world: &World| (world.balance().balance, world.balance().available);
    assert_eq!(available(&world), (-30, -30));
    assert_eq!(world.consume(1).unwrap_err().details()["available"], -30);
    world.grant(20);
    assert_eq!(available(&world), (-10, -10));
    world.grant(25);
    assert_eq!(available(&world), (15, 15));
    assert_eq!(world.breakdown().promo, 15);
    assert_eq!(world.consume(15).unwrap().balance, 0);
    let error = world.consume(1).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InsufficientPoints);
}

statements! {
    TOUCH: User = "UPDATE wallets SET version = version + 1 WHERE user_id = ? AND asset = ?";
}

#[test]
fn every_way_to_run_a_statement_counts_as_a_write() {
    let world = World::new();
    let counted = world.own(|tx| {
        let params = [world.user.into(), limits::ASSET_DEFAULT.into()];
        let before = tx.writes();
        tx.exec(&TOUCH, &params)?;
        tx.exec_guarded(&TOUCH, &params)?;
        tx.exec_one(&TOUCH, &params)?;
        Ok(tx.writes() - before)
    });
    assert_eq!(counted.unwrap(), 3);
}
