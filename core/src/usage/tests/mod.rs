#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::store::sqlite::Durability;
use crate::store::{Param, statements};
use crate::tenants::CreateTenantRequest;
use crate::usage::{
    GetUsageStatisticsRequest, RebuildUsageRequest, RebuildUsageResponse, RecordUsageRequest,
    RecordUsageResponse, UsageCost, UsageStatistics,
};
use crate::users::RegisterUserRequest;
use crate::{Context, Engine, EngineOptions, ErrorCode, FixedClock, Result, TenantId, UserId};

mod cost;
mod fixture;
mod model;
mod oracle;
mod races;
mod rebuild;
mod records;
mod reports;

use fixture::*;
