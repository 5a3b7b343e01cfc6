//! Reading settings.

use serde_json::Value;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::limits;
use crate::ops::Operation;
use crate::settings::model::{
    GetSettingRequest, ListSettingsRequest, Setting, SettingList, SettingType,
};
use crate::settings::sql;
use crate::store::{Cursor, Row, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetSettingRequest) -> Result<Setting> {
    find(tx, &request.key)?.ok_or_else(|| Error::not_found("setting", &request.key))
}

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListSettingsRequest,
) -> Result<SettingList> {
    let after = Cursor::text(LIST, request.cursor.as_deref())?.unwrap_or_default();
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let items = tx.list(&sql::LIST, &[(&after).into(), (limit + 1).into()], setting)?;
    let (items, next_cursor) = page(items, limit, |last| Cursor::of_text(LIST, &last.key));
    Ok(SettingList { items, next_cursor })
}

/// The value of a setting of the call's tenant, or of the host, for the engine's own use.
pub(crate) fn value(tx: &mut Tx<'_>, key: &str) -> Result<Option<Value>> {
    Ok(find(tx, key)?.map(|setting| setting.value))
}

pub(super) fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<Setting>> {
    tx.get(&sql::GET, &[key.into()], setting)
}

fn setting(row: &dyn Row) -> Result<Setting> {
    let value = row.json(1, "value of a setting")?;
    Ok(Setting {
        key: row.text(0)?,
        r#type: SettingType::of(&value),
        value,
        description: row.opt_text(2)?,
        updated_at_ms: row.int(3)?,
    })
}
