//! What a user used, by kind, model and device.
//!
//! One read of the parts of the days asked for; of all days together, one row for each part.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::context::Context;
use crate::error::Result;
use crate::id::UserId;
use crate::quota::calendar::{Zone, date_of};
use crate::store::Tx;
use crate::usage::days::Span;
use crate::usage::home::zone_of;
use crate::usage::model::{
    DeviceUsage, GetUsageByModelRequest, GetUsageByTypeRequest, KindUsage, ModelUsage,
    UsageByModel, UsageByType,
};
use crate::usage::rollup::{DEVICE, KIND, MODEL, provider_and_model};
use crate::usage::sql;
use crate::usage::statistics::DAYS;
use crate::usage::sum::{Sum, basis_points};

pub(crate) fn totals_by_type(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetUsageByTypeRequest,
) -> Result<UsageByType> {
    let zone = zone_of(tx, request.user_id)?;
    let dates = (request.from_date.as_deref(), request.to_date.as_deref());
    let span = span(tx, &zone, dates)?;
    let parts = Parts::read(tx, request.user_id, span, Some(KIND))?;
    let mut kinds = parts.kinds()?;
    if let Some(kind) = &request.kind {
        kinds.retain(|found| found.kind == *kind);
    }
    let (from_date, to_date) = span.dates();
    Ok(UsageByType { from_date, to_date, kinds })
}

pub(crate) fn by_model(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &GetUsageByModelRequest,
) -> Result<UsageByModel> {
    let zone = zone_of(tx, request.user_id)?;
    let dates = (request.from_date.as_deref(), request.to_date.as_deref());
    let span = span(tx, &zone, dates)?;
    let models = Parts::read(tx, request.user_id, span, Some(MODEL))?.models()?;
    let (from_date, to_date) = span.dates();
    Ok(UsageByModel { from_date, to_date, models })
}

/// All days together where a request names none.
fn span(tx: &Tx<'_>, zone: &Zone, dates: (Option<&str>, Option<&str>)) -> Result<Span> {
    match dates {
        (None, None) => Ok(Span::ALL),
        _ => Span::of(zone, tx.now_ms(), dates, DAYS),
    }
}

/// The parts of some days, each with its sum and the last day on which it was used.
#[derive(Debug, Default)]
pub(super) struct Parts(BTreeMap<String, (Sum, i64)>);

impl Parts {
    /// Reads those that begin with a letter, or all.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        user: UserId,
        span: Span,
        letter: Option<char>,
    ) -> Result<Parts> {
        // Every part begins with a small letter.
        let (low, high) = match letter {
            Some(letter) => (letter, char::from(letter as u8 + 1)),
            None => ('a', '{'),
        };
        let (low, high) = (low.to_string(), high.to_string());
        let days = (span.first.into(), span.last.into());
        let params = [user.into(), days.0, days.1, (&low).into(), (&high).into()];
        let mut parts = Parts::default();
        tx.query(&sql::PARTS, &params, &mut |row| {
            let (day, currency, part) = (row.int(0)?, row.str(1)?, row.str(2)?);
            if row.int(3)? == 0 {
                return Ok(());
            }
            if !parts.0.contains_key(part) {
                parts.0.insert(part.to_owned(), (Sum::default(), day));
            }
            match parts.0.get_mut(part) {
                Some((sum, last)) => {
                    *last = day.max(*last);
                    sum.add(row, 3, currency)
                }
                None => Ok(()),
            }
        })?;
        Ok(parts)
    }

    fn of(&self, letter: char) -> impl Iterator<Item = (&String, &Sum, i64)> {
        let ours = self.0.iter().filter(move |(part, _)| part.starts_with(letter));
        ours.map(|(part, (sum, last))| (part, sum, *last))
    }

    /// The kinds, the most called first.
    pub(super) fn kinds(&self) -> Result<Vec<KindUsage>> {
        let whole = self.whole(KIND).calls;
        let mut kinds = Vec::new();
        for (part, sum, _) in self.of(KIND) {
            kinds.push(KindUsage {
                kind: part[1..].to_owned(),
                share_basis_points: basis_points(sum.calls, whole),
                totals: sum.clone().into_totals(),
            });
        }
        kinds.sort_by_key(|kind| Reverse(kind.totals.calls));
        Ok(kinds)
    }

    /// The models, the one with the most tokens first.
    pub(super) fn models(&self) -> Result<Vec<ModelUsage>> {
        let whole = self.whole(MODEL).tokens();
        let mut models = Vec::new();
        for (part, sum, _) in self.of(MODEL) {
            let (provider, model) = provider_and_model(part);
            models.push(ModelUsage {
                provider: provider.to_owned(),
                model: model.to_owned(),
                share_basis_points: basis_points(sum.tokens(), whole),
                totals: sum.clone().into_totals(),
            });
        }
        models.sort_by_key(|model| Reverse(model.totals.total_tokens));
        Ok(models)
    }

    /// The devices, the most called first.
    pub(super) fn devices(&self) -> Result<Vec<DeviceUsage>> {
        let mut devices = Vec::new();
        for (part, sum, last) in self.of(DEVICE) {
            devices.push(DeviceUsage {
                device: Some(&part[1..]).filter(|name| !name.is_empty()).map(str::to_owned),
                last_date: date_of(last),
                totals: sum.clone().into_totals(),
            });
        }
        devices.sort_by_key(|device| Reverse(device.totals.calls));
        Ok(devices)
    }

    /// Every record has one part of each letter.
    fn whole(&self, letter: char) -> Sum {
        let mut whole = Sum::default();
        self.of(letter).for_each(|(_, sum, _)| whole.merge(sum));
        whole
    }
}
