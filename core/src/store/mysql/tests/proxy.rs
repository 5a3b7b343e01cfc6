//! A proxy between a store and its server, which can lose a connection at a chosen moment.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use mysql::Opts;

/// When the next connection is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Cut {
    Never,
    /// The server gets no COMMIT.
    BeforeCommit,
    /// The server commits, and its answer is lost.
    AfterCommit,
    /// Nobody is let through at all.
    Always,
}

/// Passes bytes on to a server.
pub(super) struct Proxy {
    port: u16,
    cut: Arc<AtomicU8>,
}

impl Proxy {
    /// A proxy to the server of a URL.
    pub(super) fn new(url: &str) -> Proxy {
        let opts = Opts::from_url(url).unwrap();
        let server = format!("{}:{}", opts.get_ip_or_hostname(), opts.get_tcp_port());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let cut = Arc::new(AtomicU8::new(Cut::Never as u8));
        let shared = Arc::clone(&cut);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let client = client.unwrap();
                if shared.load(Ordering::SeqCst) != Cut::Always as u8 {
                    let server = TcpStream::connect(&server).unwrap();
                    pass(&client, &server, &shared);
                }
            }
        });
        Proxy { port, cut }
    }

    /// The URL that goes through the proxy instead.
    pub(super) fn url(&self, url: &str) -> String {
        let opts = Opts::from_url(url).unwrap();
        let (user, password) = (opts.get_user().unwrap(), opts.get_pass().unwrap_or_default());
        let database = opts.get_db_name().unwrap();
        format!("mysql://{user}:{password}@127.0.0.1:{}/{database}", self.port)
    }

    pub(super) fn cut(&self, cut: Cut) {
        self.cut.store(cut as u8, Ordering::SeqCst);
    }
}

fn pass(client: &TcpStream, server: &TcpStream, cut: &Arc<AtomicU8>) {
    let muted = Arc::new(AtomicBool::new(false));
    let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let (back_from, back_to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    let (cut, mute) = (Arc::clone(cut), Arc::clone(&muted));
    std::thread::spawn(move || {
        pump(from, to, |bytes| {
            if !bytes.ends_with(b"COMMIT") {
                return true;
            }
            let cut = cut.swap(Cut::Never as u8, Ordering::SeqCst);
            mute.store(cut == Cut::AfterCommit as u8, Ordering::SeqCst);
            cut != Cut::BeforeCommit as u8
        })
    });
    std::thread::spawn(move || pump(back_from, back_to, |_| !muted.load(Ordering::SeqCst)));
}

fn pump(mut from: TcpStream, mut to: TcpStream, mut lets: impl FnMut(&[u8]) -> bool) {
    let mut bytes = [0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if !lets(&bytes[..count]) || to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
