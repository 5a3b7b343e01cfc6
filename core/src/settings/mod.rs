//! Settings: named JSON values that configure the host or a tenant.
//!
//! A setting belongs to the tenant of the call, or to the host where the call has none; neither
//! sees the other's. The last write stands.

use crate::ops::operations;

mod model;
mod read;
mod set;
mod sql;
#[cfg(test)]
mod tests;

pub use model::{
    GetSettingRequest, ListSettingsRequest, SetSettingRequest, Setting, SettingList, SettingType,
};
pub(crate) use read::value;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Settings: named JSON values that configure the host or a tenant.
    settings: Settings {
        /// Stores a setting, whether or not it stood before.
        Set: set(SetSettingRequest) -> Setting = 701 by set::set {
            write, since "0.1.0", access Tenant("settings:manage"), scope TenantScan,
            idempotency Optional, route PUT "/api/settings/{key}"
        }
        /// Reads a setting. A name that was never set answers `not_found`.
        Get: get(GetSettingRequest) -> Setting = 702 by read::get {
            read, since "0.1.0", access Tenant("settings:read"), scope TenantScan,
            idempotency None, route GET "/api/settings/{key}"
        }
        /// Lists settings in the order of their keys.
        List: list(ListSettingsRequest) -> SettingList = 703 by read::list {
            read, since "0.1.0", access Tenant("settings:read"), scope TenantScan,
            idempotency None, route GET "/api/settings", errors [CursorInvalid]
        }
    }
}
