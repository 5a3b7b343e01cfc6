//! The engine's typed API against rusqlite by hand, doing the same durable work.
//!
//! **Both sides** start from copies of one file, which the engine has filled: the same schema,
//! indexes, page size and rows. Each call leaves the same rows with the same bytes in both; after
//! the figures of a writing workload are taken, the lengths of everything written are compared,
//! and a difference fails the run. Durability is the same on both sides.
//!
//! **Ours** is `engine.wallet().consume(request)` and its like, with the request built anew for
//! each call: checked fields, access, ids and time drawn, the handler in its transaction, the
//! receipt for a retry, the change event, and group commit with a checkpointer of its own.
//!
//! **The base** is what a careful programmer writes by hand: one connection, every statement
//! prepared once and held, `BEGIN IMMEDIATE`, the look-up of the idempotency key, the row that is
//! to change, a guarded update, the ledger row with its SHA-256 link and its receipt (made by
//! `format!`, the same bytes), one commit per call, SQLite's automatic checkpoint. It checks what
//! the engine checks of the data, and answers the same figures; it has no layers, and knows the
//! asset and the plan it works with. With 64 callers it is the same connection behind a mutex.
//!
//! Settings: see `support`. `BENCH_OPEN_MB` is the size of the file that `open` opens.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench fails by panicking, prints its figures, and they are fractions"
)]

mod messages;
mod messages_by_hand;
mod open;
mod quota;
mod store;
#[path = "../support/mod.rs"]
mod support;
mod text;
mod wallet;
mod wallet_by_hand;

use store::{Template, USERS};
use support::{Bench, CALLERS};

fn main() {
    let mut bench = Bench::new(150);
    let template = Template::make();
    println!(
        "# {:?} a round, the sides in turns; {USERS} users, {CALLERS} callers where there are many",
        bench.round()
    );
    wallet::run(&mut bench, &template);
    quota::run(&mut bench, &template);
    messages::run(&mut bench, &template);
    open::run(&mut bench, &template);
    wallet::run_crowds(&mut bench, &template);
    bench.finish();
}
