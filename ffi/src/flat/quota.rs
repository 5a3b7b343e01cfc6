//! `quota.get` and `quota.consume` without JSON.

use silvervine_core::UserId;
use silvervine_core::quota::{Consume, ConsumeQuotaRequest, Get, GetQuotaRequest};

use super::text;
use crate::engine::SvEngine;
use crate::error::SvError;
use crate::id::SvId;
use crate::status::SvStatus;
use crate::text::SvText;
use crate::versioned::versioned;

/// Whose quota of what `sv_quota_get_flat` reads.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvQuotaGetRequest {
    /// `sizeof(SvQuotaGetRequest)`.
    pub struct_size: usize,
    /// The user.
    pub user_id: SvId,
    /// The feature; `chat` when absent.
    pub feature: SvText,
}

versioned!(SvQuotaGetRequest, feature);

/// What is used and left of a feature: the figures of the limit with least left. The names of the
/// plan and of the period, and the other limits, have only the JSON function.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvQuotaGetResponse {
    /// `sizeof(SvQuotaGetResponse)`, set before the call.
    pub struct_size: usize,
    /// How much may be used in this period.
    pub limit: i64,
    /// How much is used.
    pub used: i64,
    /// How much is left.
    pub remaining: i64,
    /// When the period ends, in milliseconds since the epoch; 0 when nothing will reset.
    pub resets_at_ms: i64,
    /// The share that is used, in whole percent, rounded down. Over 100 after a downgrade.
    pub percent: i64,
    /// How much was used today, by the calendar of the quota's time zone.
    pub today: i64,
    /// How much was ever used.
    pub total_used: i64,
    /// How much is reserved and not yet used.
    pub held: i64,
    /// At least 80 % are used.
    pub low: bool,
    /// Nothing is left.
    pub exceeded: bool,
}

versioned!(SvQuotaGetResponse, exceeded);

/// Reads what is used and left of a feature.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_get_flat(
    engine: *const SvEngine,
    context: SvText,
    request: *const SvQuotaGetRequest,
    response: *mut SvQuotaGetResponse,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe {
        super::run(engine, context, request, response, error, |engine, context, from| {
            let mut request = GetQuotaRequest::new(UserId(from.user_id.uuid()));
            text!(request, from.feature);
            let quota = engine.run::<Get>(context, &request)?;
            Ok(SvQuotaGetResponse {
                struct_size: 0,
                limit: quota.limit,
                used: quota.used,
                remaining: quota.remaining,
                resets_at_ms: quota.resets_at_ms.unwrap_or(0),
                percent: quota.percent,
                today: quota.today,
                total_used: quota.total_used,
                held: quota.held,
                low: quota.low,
                exceeded: quota.exceeded,
            })
        })
    }
}

/// What `sv_quota_consume_flat` uses.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvQuotaConsumeRequest {
    /// `sizeof(SvQuotaConsumeRequest)`.
    pub struct_size: usize,
    /// Who used it.
    pub user_id: SvId,
    /// Makes a retry answer the first outcome: 1 to 128 bytes.
    pub idempotency_key: SvText,
    /// The feature; `chat` when absent.
    pub feature: SvText,
    /// How much, 1 to 2^53-1; 1 when it is 0.
    pub amount: i64,
    /// The conversation in which it was used; may be absent.
    pub session_id: SvId,
    /// The tokens which the model used for it; 0 when they are not known.
    pub tokens: i64,
}

versioned!(SvQuotaConsumeRequest, tokens);

/// The outcome of a consume: the figures of the limit with least left.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvQuotaConsumeResponse {
    /// `sizeof(SvQuotaConsumeResponse)`, set before the call.
    pub struct_size: usize,
    /// The line of the log.
    pub log_id: SvId,
    /// How much may be used in this period.
    pub limit: i64,
    /// How much is used now.
    pub used: i64,
    /// How much is left.
    pub remaining: i64,
    /// When the period ends, in milliseconds since the epoch; 0 when nothing will reset.
    pub resets_at_ms: i64,
    /// How much was ever used.
    pub total_used: i64,
    /// At least 80 % are used.
    pub low: bool,
    /// Nothing is left.
    pub exceeded: bool,
    /// True when this is the stored outcome of an earlier call with the same key.
    pub replayed: bool,
}

versioned!(SvQuotaConsumeResponse, replayed);

/// Uses some of a feature.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_quota_consume_flat(
    engine: *const SvEngine,
    context: SvText,
    request: *const SvQuotaConsumeRequest,
    response: *mut SvQuotaConsumeResponse,
    error: *mut *mut SvError,
) -> SvStatus {
    // SAFETY: the host's promises are passed on.
    unsafe {
        super::run(engine, context, request, response, error, |engine, context, from| {
            let key = from.idempotency_key.required("idempotency_key")?;
            let mut request = ConsumeQuotaRequest::new(UserId(from.user_id.uuid()), key);
            text!(request, from.feature);
            if from.amount != 0 {
                request = request.amount(from.amount);
            }
            if let Some(session) = from.session_id.optional() {
                request = request.session_id(session);
            }
            if from.tokens != 0 {
                request = request.tokens(from.tokens);
            }
            let used = engine.run::<Consume>(context, &request)?;
            Ok(SvQuotaConsumeResponse {
                struct_size: 0,
                log_id: used.log_id.0.into(),
                limit: used.limit,
                used: used.used,
                remaining: used.remaining,
                resets_at_ms: used.resets_at_ms.unwrap_or(0),
                total_used: used.total_used,
                low: used.low,
                exceeded: used.exceeded,
                replayed: used.replayed,
            })
        })
    }
}
