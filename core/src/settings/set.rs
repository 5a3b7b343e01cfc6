//! Storing a setting.

use crate::checkins;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::quota;
use crate::runtime::ChangeKind;
use crate::settings::model::{SetSettingRequest, Setting};
use crate::settings::{read, sql};
use crate::store::{Param, Tx};

pub(crate) fn set(tx: &mut Tx<'_>, _cx: &Context, request: &SetSettingRequest) -> Result<Setting> {
    quota::check_setting(tx, &request.key, &request.value)?;
    checkins::check_setting(tx, &request.key, &request.value)?;
    let value = request.value.to_string();
    let now = Param::Int(tx.now_ms());
    let key = Param::from(&request.key);
    let description = Param::from(&request.description);
    if !tx.insert_new(&sql::INSERT, &[key, (&value).into(), description, now])? {
        tx.exec_guarded(&sql::UPDATE, &[(&value).into(), description, now, key])?;
    }
    tx.changed("setting", None, request.key.as_str(), ChangeKind::Put);
    read::find(tx, &request.key)?.ok_or_else(|| Error::internal("a setting vanished"))
}
