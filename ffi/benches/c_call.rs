//! The C interface against the Rust typed API, each on a store of its own in one process.
//!
//! The C side is the shared library, loaded as a host loads it: build it with
//! `cargo build --release -p silvervine-ffi`, or name it in `SILVERVINE_LIBRARY`. On files,
//! synchronous OFF, so that the interface and not the disk is measured. Calls of the sides
//! alternate, and their medians are compared. `BENCH_CALLS` sets the calls of a round.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::float_arithmetic, missing_docs)]

use std::ffi::{CString, c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::ptr::{null, null_mut};
use std::time::Instant;

use silvervine_core::store::sqlite::Durability;
use silvervine_core::users::RegisterUserRequest;
use silvervine_core::wallet::{ConsumePointsRequest, GetBalanceRequest, GrantPointsRequest};
use silvervine_core::{Engine, EngineOptions, UserId};

const ROUNDS: usize = 30;

#[repr(C)]
#[derive(Clone, Copy)]
struct Text {
    data: *const c_char,
    len: usize,
}

#[repr(C)]
struct Buffer {
    data: *mut c_char,
    len: usize,
}

/// The first fields of `SvOpenOptions`; the others are zero.
#[repr(C)]
struct Options {
    size: usize,
    path: Text,
    key: *const u8,
    key_len: usize,
    device: Text,
    role: i32,
    durability: i32,
    rest: [u64; 5],
}

#[repr(C)]
struct Balance {
    size: usize,
    user: [u8; 16],
    asset: Text,
    as_of_at_ms: i64,
}

#[repr(C)]
struct Consume {
    size: usize,
    user: [u8; 16],
    amount: i64,
    key: Text,
    texts: [Text; 4],
    up_to: u64,
}

type Handle = *mut c_void;
type Call = unsafe extern "C" fn(Handle, Text, Text, Text, *mut Buffer, Handle) -> i32;
type Flat<Q> = unsafe extern "C" fn(Handle, Text, *const Q, *mut [u64; 13], Handle) -> i32;

unsafe extern "C" {
    fn dlopen(path: *const c_char, flags: c_int) -> Handle;
    fn dlsym(library: Handle, name: *const c_char) -> Handle;
}

fn text(text: &str) -> Text {
    Text { data: text.as_ptr().cast(), len: text.len() }
}

const ABSENT: Text = Text { data: null(), len: 0 };

struct C {
    engine: Handle,
    user: UserId,
    call: Call,
    free: unsafe extern "C" fn(*mut Buffer),
    consume: Flat<Consume>,
    balance: Flat<Balance>,
}

impl C {
    fn open(library: &Path, store: &Path) -> C {
        let path = CString::new(library.to_str().unwrap()).unwrap();
        // SAFETY: the text ends in NUL; 2 is RTLD_NOW.
        let library = unsafe { dlopen(path.as_ptr(), 2) };
        assert!(!library.is_null(), "{path:?} does not load; build it first");
        let find = |name: &std::ffi::CStr| {
            // SAFETY: the library is loaded and the name ends in NUL.
            let found = unsafe { dlsym(library, name.as_ptr()) };
            assert!(!found.is_null(), "{name:?} is not exported");
            found
        };
        let store = store.to_str().unwrap();
        let options = Options {
            size: size_of::<Options>(),
            path: text(store),
            key: null(),
            key_len: 0,
            device: ABSENT,
            role: 0,
            durability: 2,
            rest: [0; 5],
        };
        let mut engine = null_mut();
        // SAFETY: the types are those of silvervine.h.
        unsafe {
            type Open = unsafe extern "C" fn(*const Options, *mut Handle, Handle) -> i32;
            let open: Open = std::mem::transmute(find(c"sv_open"));
            assert_eq!(open(&options, &mut engine, null_mut()), 0);
            let mut c = C {
                engine,
                user: UserId(uuid::Uuid::nil()),
                call: std::mem::transmute::<Handle, Call>(find(c"sv_call")),
                free: std::mem::transmute::<Handle, unsafe extern "C" fn(*mut Buffer)>(find(
                    c"sv_buffer_free",
                )),
                consume: std::mem::transmute::<Handle, Flat<Consume>>(find(
                    c"sv_wallet_consume_flat",
                )),
                balance: std::mem::transmute::<Handle, Flat<Balance>>(find(
                    c"sv_wallet_balance_flat",
                )),
            };
            let made = c.json("users.register", r#"{"email":"ada@example.org"}"#);
            let made: serde_json::Value = serde_json::from_str(&made).unwrap();
            c.user = made["user"]["id"].as_str().unwrap().parse().unwrap();
            let user = c.user;
            let grant =
                format!(r#"{{"userId":"{user}","amount":1000000000,"idempotencyKey":"grant"}}"#);
            c.json("wallet.grant", &grant);
            c
        }
    }

    fn json(&self, operation: &str, request: &str) -> String {
        self.heard(operation, request, |bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// Makes a call and frees its answer, which a host reads where it stands.
    fn heard<T>(&self, operation: &str, request: &str, read: impl FnOnce(&[u8]) -> T) -> T {
        let mut out = Buffer { data: null_mut(), len: 0 };
        // SAFETY: the types are those of silvervine.h, and the buffer is read before it is freed.
        unsafe {
            let (name, request) = (text(operation), text(request));
            assert_eq!((self.call)(self.engine, ABSENT, name, request, &mut out, null_mut()), 0);
            let answer = read(std::slice::from_raw_parts(out.data.cast::<u8>(), out.len));
            (self.free)(&mut out);
            answer
        }
    }

    fn spend(&self, key: &str) {
        let request = Consume {
            size: size_of::<Consume>(),
            user: self.user.0.into_bytes(),
            amount: 1,
            key: text(key),
            texts: [ABSENT; 4],
            up_to: 0,
        };
        let mut response = [0; 13];
        response[0] = 72;
        // SAFETY: as above.
        let status =
            unsafe { (self.consume)(self.engine, ABSENT, &request, &mut response, null_mut()) };
        assert_eq!(status, 0);
    }

    fn read(&self) {
        let (size, user) = (size_of::<Balance>(), self.user.0.into_bytes());
        let request = Balance { size, user, asset: ABSENT, as_of_at_ms: 0 };
        let mut response = [0; 13];
        response[0] = 104;
        // SAFETY: as above.
        let status =
            unsafe { (self.balance)(self.engine, ABSENT, &request, &mut response, null_mut()) };
        assert_eq!(status, 0);
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Times `calls` calls of each side in turn, round by round, and prints the line.
fn compare(name: &str, calls: usize, mut ours: impl FnMut(usize), mut base: impl FnMut(usize)) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for n in round * calls..(round + 1) * calls {
            let begun = Instant::now();
            ours(n);
            left.push(begun.elapsed().as_secs_f64() * 1e6);
            let begun = Instant::now();
            base(n);
            right.push(begun.elapsed().as_secs_f64() * 1e6);
        }
    }
    let (ours, base) = (median(left), median(right));
    println!("bench {name} ours={ours:.2} base={base:.2} ratio={:.3}", ours / base);
}

fn library() -> PathBuf {
    std::env::var_os("SILVERVINE_LIBRARY").map_or_else(
        || {
            let program = std::env::current_exe().unwrap();
            program.parent().unwrap().parent().unwrap().join("libsilvervine.so")
        },
        PathBuf::from,
    )
}

fn main() {
    let calls = std::env::var("BENCH_CALLS").map_or(1_000, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let c = C::open(&library(), &folder.path().join("c.db"));
    let options = EngineOptions::default().durability(Durability::Off);
    let path = folder.path().join("rust.db").to_string_lossy().into_owned();
    let rust = Engine::open_with(path, options).unwrap();
    let ada = RegisterUserRequest::new().email("ada@example.org");
    let user = rust.users().register(ada).unwrap().user.id;
    rust.wallet().grant(GrantPointsRequest::new(user, 1_000_000_000, "grant")).unwrap();
    println!("SQLite on files, synchronous OFF; {ROUNDS} rounds of {calls} calls a side");

    let spend = |n: usize, side: &str| {
        let request = ConsumePointsRequest::new(user, 1, format!("{side}{n}"));
        rust.wallet().consume(request).unwrap();
    };
    let read = |_: usize| {
        rust.wallet().balance(GetBalanceRequest::new(user)).unwrap();
    };
    compare("c_call_flat_consume", calls, |n| c.spend(&format!("f{n}")), |n| spend(n, "f"));
    compare("c_call_flat_balance", calls, |_| c.read(), read);
    let json = |n: usize| {
        let id = c.user;
        let body = format!(r#"{{"userId":"{id}","amount":1,"idempotencyKey":"j{n}"}}"#);
        assert!(c.heard("wallet.consume", &body, |answer| answer.ends_with(b"}")));
    };
    compare("c_call_json_consume", calls, json, |n| spend(n, "j"));
    let body = format!(r#"{{"userId":"{}"}}"#, c.user);
    let json = |_: usize| {
        assert!(c.heard("wallet.balance", &body, |answer| answer.ends_with(b"}")));
    };
    compare("c_call_json_balance", calls, json, read);
}
