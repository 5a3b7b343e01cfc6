//! `wallet.balance` and `wallet.consume` without JSON.

use silvervine_core::UserId;
use silvervine_core::wallet::{
    Balance, Consume, ConsumePointsRequest, GetBalanceRequest, WalletStatus,
};

use super::text;
use crate::engine::SvEngine;
use crate::error::SvError;
use crate::id::SvId;
use crate::status::SvStatus;
use crate::text::SvText;
use crate::versioned::versioned;

/// The wallet accepts everything.
pub const SV_WALLET_STATUS_ACTIVE: i32 = 1;
/// The wallet accepts credits only.
pub const SV_WALLET_STATUS_FROZEN: i32 = 2;
/// The wallet accepts nothing.
pub const SV_WALLET_STATUS_CLOSED: i32 = 3;

/// Which balance `sv_wallet_balance_flat` reads. A breakdown has only the JSON function.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvWalletBalanceRequest {
    /// `sizeof(SvWalletBalanceRequest)`.
    pub struct_size: usize,
    /// Whose.
    pub user_id: SvId,
    /// Which wallet; `points` when absent.
    pub asset: SvText,
    /// The moment to answer for, in milliseconds since the epoch; now when 0.
    pub as_of_at_ms: i64,
}

versioned!(SvWalletBalanceRequest, as_of_at_ms);

/// The state of a wallet.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvWalletBalanceResponse {
    /// `sizeof(SvWalletBalanceResponse)`, set before the call.
    pub struct_size: usize,
    /// The moment this is the answer for, in milliseconds since the epoch.
    pub as_of_at_ms: i64,
    /// The points in it. Negative while a claw-back is owed.
    pub balance: i64,
    /// The points which open holds reserve.
    pub held: i64,
    /// What can be spent.
    pub available: i64,
    /// The level, from 1 up.
    pub level: i64,
    /// All that was consumed so far.
    pub total_consumed: i64,
    /// All that was bought so far.
    pub total_recharged: i64,
    /// When points were bought for the first time; 0 for never.
    pub first_recharged_at_ms: i64,
    /// The number of the last record; 0 when there is none.
    pub seq: i64,
    /// When points expire next; 0 when none do.
    pub expiring_at_ms: i64,
    /// How many points expire then.
    pub expiring_points: i64,
    /// One of `SV_WALLET_STATUS_*`; 0 for one that this library does not know.
    pub status: i32,
}

versioned!(SvWalletBalanceResponse, status);

/// Reads a balance: now, at a moment that has passed, or at one to come.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_balance_flat(
    engine: *const SvEngine,
    context: SvText,
    request: *const SvWalletBalanceRequest,
    response: *mut SvWalletBalanceResponse,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe {
        super::run(engine, context, request, response, error, |engine, context, from| {
            let mut request = GetBalanceRequest::new(UserId(from.user_id.uuid()));
            text!(request, from.asset);
            if from.as_of_at_ms != 0 {
                request = request.as_of_at_ms(from.as_of_at_ms);
            }
            let wallet = engine.run::<Balance>(context, &request)?;
            Ok(SvWalletBalanceResponse {
                struct_size: 0,
                as_of_at_ms: wallet.as_of_at_ms,
                balance: wallet.balance,
                held: wallet.held,
                available: wallet.available,
                level: wallet.level,
                total_consumed: wallet.total_consumed,
                total_recharged: wallet.total_recharged,
                first_recharged_at_ms: wallet.first_recharged_at_ms.unwrap_or(0),
                seq: wallet.seq,
                expiring_at_ms: wallet.expiring.as_ref().map_or(0, |expiring| expiring.at_ms),
                expiring_points: wallet.expiring.as_ref().map_or(0, |expiring| expiring.points),
                status: status(wallet.status),
            })
        })
    }
}

fn status(status: WalletStatus) -> i32 {
    match status {
        WalletStatus::Active => SV_WALLET_STATUS_ACTIVE,
        WalletStatus::Frozen => SV_WALLET_STATUS_FROZEN,
        WalletStatus::Closed => SV_WALLET_STATUS_CLOSED,
        _ => 0,
    }
}

/// Points to be spent by `sv_wallet_consume_flat`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvWalletConsumeRequest {
    /// `sizeof(SvWalletConsumeRequest)`.
    pub struct_size: usize,
    /// Whose wallet pays.
    pub user_id: SvId,
    /// How many, 1 to 2^53-1.
    pub amount: i64,
    /// Makes a retry answer the first outcome: 1 to 128 bytes.
    pub idempotency_key: SvText,
    /// Which wallet; `points` when absent.
    pub asset: SvText,
    /// The event which they are spent on; may be absent.
    pub related_event_id: SvText,
    /// The task or action which they are spent on; may be absent.
    pub action_id: SvText,
    /// A remark; may be absent.
    pub note: SvText,
    /// Not 0: spends what is there where that is less than the amount, but at least 1.
    pub up_to: u8,
}

versioned!(SvWalletConsumeRequest, up_to);

/// Points which were spent.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvWalletConsumeResponse {
    /// `sizeof(SvWalletConsumeResponse)`, set before the call.
    pub struct_size: usize,
    /// The record of the ledger.
    pub record_id: SvId,
    /// Its number.
    pub seq: i64,
    /// How many points were spent.
    pub amount: i64,
    /// The balance after it.
    pub balance: i64,
    /// What can be spent after it.
    pub available: i64,
    /// The level after it.
    pub level: i64,
    /// True when this is the stored outcome of an earlier call with the same key.
    pub replayed: bool,
}

versioned!(SvWalletConsumeResponse, replayed);

/// Spends points: exactly so many, or up to so many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_wallet_consume_flat(
    engine: *const SvEngine,
    context: SvText,
    request: *const SvWalletConsumeRequest,
    response: *mut SvWalletConsumeResponse,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe {
        super::run(engine, context, request, response, error, |engine, context, from| {
            let key = from.idempotency_key.required("idempotency_key")?;
            let user = UserId(from.user_id.uuid());
            let mut request = ConsumePointsRequest::new(user, from.amount, key);
            text!(request, from.asset);
            text!(request, from.related_event_id);
            text!(request, from.action_id);
            text!(request, from.note);
            if from.up_to != 0 {
                request = request.up_to(true);
            }
            let spent = engine.run::<Consume>(context, &request)?;
            Ok(SvWalletConsumeResponse {
                struct_size: 0,
                record_id: spent.record_id.0.into(),
                seq: spent.seq,
                amount: spent.amount,
                balance: spent.balance,
                available: spent.available,
                level: spent.level,
                replayed: spent.replayed,
            })
        })
    }
}
