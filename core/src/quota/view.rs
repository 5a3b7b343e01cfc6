//! What a client draws of a quota, so that no client has rules of its own.
//!
//! Everything is a number or a code; the words are the client's. What it reads is what `quota.get`
//! reads, two settings, and the wallet only where uses are paid with points.

use serde_json::Value;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::TenantId;
use crate::limits::{FEATURE_DEFAULT, URL_CHARS_MAX};
use crate::plans;
use crate::quota::calendar::Period;
use crate::quota::model::{QuotaBadge, QuotaCharge, QuotaView, QuotaWarning, ViewQuotaRequest};
use crate::quota::row::{self, Quota};
use crate::quota::standing::tightest;
use crate::quota::{recommend, sql, switch};
use crate::settings;
use crate::store::Tx;
use crate::wallet::{self, GetBalanceRequest, WalletStatus};

/// The setting of the tenant, or of the host, that says where plans are sold.
pub(super) const PRICING_URL: &str = "quota.pricing_url";

const RULE: &str = "must be an address that begins with https://, http:// or /, of at most 255 \
    characters and without spaces, or null for none";

pub(crate) fn view(tx: &mut Tx<'_>, cx: &Context, request: &ViewQuotaRequest) -> Result<QuotaView> {
    let feature = request.feature.as_deref().unwrap_or(FEATURE_DEFAULT);
    let quota = row::find(tx, request.user_id, feature, &sql::QUOTA)?;
    let standings = quota.standings();
    let top = tightest(&standings).ok_or_else(|| Error::internal("a quota without limits"))?;
    let remaining = quota.remaining(top);
    let paid = match switch::is_on(tx, quota.user)? {
        true => None,
        false => Some(charge(tx, cx, &quota)?),
    };
    let (badge, warning) = match &paid {
        Some((charge, _)) if charge.affordable => (QuotaBadge::Charged, QuotaWarning::Nothing),
        Some(_) => (QuotaBadge::Charged, QuotaWarning::Exceeded),
        None if remaining == 0 => (QuotaBadge::Exceeded, QuotaWarning::Exceeded),
        None if top.is_low() => (QuotaBadge::Low, QuotaWarning::Low),
        None => (QuotaBadge::Ok, QuotaWarning::Nothing),
    };
    let upgrade = match paid {
        None => recommend::recommend(tx, &quota, &standings, None)?,
        Some(_) => None,
    };
    Ok(QuotaView {
        badge,
        warning,
        period: top.limit.period,
        limit: top.allowed(),
        used: top.counter.used,
        remaining,
        today: quota.today(),
        total: quota.total_used,
        percent: top.percent().min(100),
        upgrade,
        pricing_url: pricing_url(tx)?,
        input_disabled: warning == QuotaWarning::Exceeded,
        resets_at_ms: top.resets_at_ms,
        refresh_at_ms: refresh_at(&quota, paid.as_ref().and_then(|(_, ends_at_ms)| *ends_at_ms))?,
        charge: paid.map(|(charge, _)| charge),
        feature: quota.feature,
        plan: quota.plan,
    })
}

/// What a use costs and whether the wallet has it, with the moment at which points expire.
fn charge(tx: &mut Tx<'_>, cx: &Context, quota: &Quota) -> Result<(QuotaCharge, Option<i64>)> {
    let points_per_use = plans::points_per_use(tx, &quota.plan)?;
    let wallet = wallet::balance(tx, cx, &GetBalanceRequest::new(quota.user))?;
    let pays = wallet.status == WalletStatus::Active && wallet.available >= points_per_use;
    let charge = QuotaCharge {
        points_per_use,
        points_available: wallet.available,
        // What costs nothing asks nothing of the wallet.
        affordable: points_per_use == 0 || pays,
    };
    Ok((charge, wallet.expiring.map(|next| next.at_ms)))
}

/// The first moment at which the answer changes though nobody does anything.
fn refresh_at(quota: &Quota, points_end_at_ms: Option<i64>) -> Result<Option<i64>> {
    let midnight = quota.window(Period::Day)?.end_ms;
    let moments = [quota.changes_at_ms(), midnight, points_end_at_ms];
    Ok(moments.into_iter().flatten().filter(|at_ms| *at_ms > quota.at_ms).min())
}

/// The tenant's address where it has set one, else the host's.
fn pricing_url(tx: &mut Tx<'_>) -> Result<Option<String>> {
    let value = match settings::value(tx, PRICING_URL)? {
        Some(value) => Some(value),
        None => {
            let host = TenantId(uuid::Uuid::nil());
            tx.within(host, |tx| settings::value(tx, PRICING_URL))?
        }
    };
    Ok(value.and_then(|value| value.as_str().map(str::to_owned)))
}

/// Refuses an address which a client must not open for a person.
pub(super) fn check_pricing_url(value: &Value) -> Result<()> {
    let is_address = |text: &str| {
        let here = text.starts_with('/') && !text.starts_with("//");
        (here || text.starts_with("https://") || text.starts_with("http://"))
            && text.chars().count() <= URL_CHARS_MAX
            && !text.chars().any(|c| c.is_control() || c.is_whitespace())
    };
    match value {
        Value::Null => Ok(()),
        Value::String(text) if is_address(text) => Ok(()),
        _ => Err(Error::validation("value", RULE)),
    }
}
