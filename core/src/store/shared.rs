//! A driver that is shared is a driver, so that what wraps one also wraps one chosen at run time.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use crate::error::Result;
use crate::store::{Dialect, Driver, Limits, ReadJob, WriteJob};

impl<D: Driver + ?Sized> Driver for Arc<D> {
    fn dialect(&self) -> Dialect {
        (**self).dialect()
    }

    fn limits(&self) -> Limits {
        (**self).limits()
    }

    fn shards(&self) -> usize {
        (**self).shards()
    }

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        (**self).read(job)
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        (**self).write(job)
    }

    fn write_for(&self, user: Uuid, job: &mut WriteJob<'_>) -> Result<()> {
        (**self).write_for(user, job)
    }

    fn write_batch(&self, jobs: &mut [&mut WriteJob<'_>]) -> Vec<Result<()>> {
        (**self).write_batch(jobs)
    }

    fn maintain(&self, budget: Duration) -> Result<bool> {
        (**self).maintain(budget)
    }

    fn backup(&self, to: &Path, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<()> {
        (**self).backup(to, progress)
    }

    fn check_integrity(&self) -> Result<Vec<String>> {
        (**self).check_integrity()
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        (**self).counters()
    }

    fn close(&self) -> Result<()> {
        (**self).close()
    }
}
