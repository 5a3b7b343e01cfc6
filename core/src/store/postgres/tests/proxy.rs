//! A line to the server that a test can cut around a COMMIT.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The server never gets the COMMIT.
    BeforeCommit,
    /// The server commits, and its answer is lost.
    AfterCommit,
}

#[derive(Default)]
struct State {
    armed: Option<Cut>,
    /// What the message that commits has in it.
    mark: &'static [u8],
    /// Whether a cut is being made whose effect on the server is still to come.
    cutting: bool,
}

impl State {
    /// What is to be done at these bytes.
    fn cut(&mut self, sent: &[u8]) -> Option<Cut> {
        self.armed?;
        let commits = sent.windows(self.mark.len()).any(|bytes| bytes == self.mark);
        if commits { self.armed.take() } else { None }
    }
}

type SharedState = Arc<(Mutex<State>, Condvar)>;

/// Passes on what comes to its port, until it is armed.
pub(super) struct Proxy {
    url: String,
    state: SharedState,
}

impl Proxy {
    pub(super) fn to(url: &str) -> Proxy {
        let server = url.split_once('@').unwrap().1.split('/').next().unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().to_string();
        let state = SharedState::default();
        let proxy = Proxy { url: url.replacen(&server, &own, 1), state: Arc::clone(&state) };
        // The thread ends with the test's process.
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server) = (client.unwrap(), TcpStream::connect(&server).unwrap());
                client.set_nodelay(true).unwrap();
                server.set_nodelay(true).unwrap();
                let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                std::thread::spawn(move || pass(server, client));
                let state = Arc::clone(&state);
                std::thread::spawn(move || pass_until_cut(from, to, &state));
            }
        });
        proxy
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Cuts the line at the next COMMIT of whatever connection.
    pub(super) fn arm(&self, cut: Cut) {
        self.arm_at(cut, b"COMMIT\0");
    }

    /// Cuts the line at the next message with these bytes in it, which is taken for the commit.
    pub(super) fn arm_at(&self, cut: Cut, mark: &'static [u8]) {
        *self.state.0.lock().unwrap() = State { armed: Some(cut), cutting: true, mark };
    }

    /// Waits until the server has done all that it will do of what was cut.
    pub(super) fn wait_for_the_server(&self) {
        let state = self.state.0.lock().unwrap();
        drop(self.state.1.wait_while(state, |state| state.cutting).unwrap());
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 65_536];
    while let Ok(read) = from.read(&mut bytes) {
        if read == 0 || to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

fn pass_until_cut(mut client: TcpStream, mut server: TcpStream, state: &SharedState) {
    let mut bytes = [0; 65_536];
    loop {
        let read = client.read(&mut bytes).unwrap_or(0);
        let sent = &bytes[..read];
        let cut = state.0.lock().unwrap().cut(sent);
        match cut {
            None if read > 0 && server.write_all(sent).is_ok() => continue,
            None => {
                let _ = server.shutdown(Shutdown::Both);
                return;
            }
            Some(cut) => {
                let _ = client.shutdown(Shutdown::Both);
                if cut == Cut::AfterCommit {
                    server.write_all(sent).unwrap();
                }
                // The server answers what it got, sees the end and closes in its turn.
                let _ = server.shutdown(Shutdown::Write);
                while matches!(server.read(&mut bytes), Ok(1..)) {}
                state.0.lock().unwrap().cutting = false;
                state.1.notify_all();
                return;
            }
        }
    }
}
