//! How a SQLite store is opened.

/// What must have reached the disk before a write is acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Durability {
    /// An acknowledged write survives a loss of power.
    #[default]
    Full,
    /// An acknowledged write survives a crash of the program; a loss of power may undo the last
    /// writes, and leaves the file sound.
    Normal,
    /// Nothing is forced to the disk: a loss of power may damage the file. For caches and imports.
    Off,
}

/// How many frames the write-ahead log holds before the writer itself finishes a checkpoint.
///
/// 16,000 frames are 66 MB; under 64 callers this bound gave 5.7 times the throughput of one commit
/// per call, and the log stayed at 114 MB.
pub(super) const WAL_FRAMES_MAX: u32 = 16_000;

/// Readers beyond this gained nothing on the machines measured, and each keeps a page cache.
const READERS_MAX: usize = 4;

/// The page cache of each connection. Random lists were slower with 64 MB, because the system's own
/// cache is warm.
const CACHE_BYTES: u32 = 2 * 1024 * 1024;

/// How a SQLite store is opened.
///
/// ```
/// use silvervine::store::sqlite::{Durability, SqliteOptions};
///
/// let options = SqliteOptions::new().durability(Durability::Normal).readers(2);
/// assert_eq!(options.busy_timeout_ms, 5_000);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SqliteOptions {
    /// What must have reached the disk before a write is acknowledged.
    pub durability: Durability,
    /// How many jobs can read at the same time: at least 1, by default a core each up to 4.
    pub readers: usize,
    /// How long a job waits for another process before it fails with `busy`.
    pub busy_timeout_ms: u32,
    /// Whether a missing file is made.
    pub create: bool,
    /// Whether the store refuses every write.
    pub read_only: bool,
    /// How many frames the write-ahead log holds before the writer finishes a checkpoint itself.
    pub wal_frames_max: u32,
    /// The page cache of each connection, in bytes.
    pub cache_bytes: u32,
    /// The largest number of pages the file may have; writes past it fail with `storage_full`.
    pub pages_max: Option<u32>,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        SqliteOptions {
            durability: Durability::Full,
            readers: cores.clamp(1, READERS_MAX),
            busy_timeout_ms: 5_000,
            create: true,
            read_only: false,
            wal_frames_max: WAL_FRAMES_MAX,
            cache_bytes: CACHE_BYTES,
            pages_max: None,
        }
    }
}

impl SqliteOptions {
    /// The defaults.
    pub fn new() -> Self {
        SqliteOptions::default()
    }

    /// Sets what must have reached the disk before a write is acknowledged.
    #[must_use]
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets how many jobs can read at the same time.
    #[must_use]
    pub fn readers(mut self, readers: usize) -> Self {
        self.readers = readers.max(1);
        self
    }

    /// Sets how long a job waits for another process.
    #[must_use]
    pub fn busy_timeout_ms(mut self, busy_timeout_ms: u32) -> Self {
        self.busy_timeout_ms = busy_timeout_ms;
        self
    }

    /// Sets whether a missing file is made.
    #[must_use]
    pub fn create(mut self, create: bool) -> Self {
        self.create = create;
        self
    }

    /// Sets whether the store refuses every write.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// Sets the bound of the write-ahead log.
    #[must_use]
    pub fn wal_frames_max(mut self, wal_frames_max: u32) -> Self {
        self.wal_frames_max = wal_frames_max.max(1);
        self
    }

    /// Sets the page cache of each connection.
    #[must_use]
    pub fn cache_bytes(mut self, cache_bytes: u32) -> Self {
        self.cache_bytes = cache_bytes;
        self
    }

    /// Sets the largest number of pages the file may have.
    #[must_use]
    pub fn pages_max(mut self, pages_max: u32) -> Self {
        self.pages_max = Some(pages_max);
        self
    }
}
