//! The socket of one connection, on which the thread that waits for an answer reads it itself.
//!
//! No reactor stands between the server and the caller: a job sends, then blocks in `read` until
//! the answer is there, so no other thread has to wake for it. The protocol's state machine polls
//! reads and writes in an order of its own, so a [`Line`] tells the socket what a read may do now:
//! nothing, look, or wait.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{Shutdown, TcpStream};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How long one read waits before the caller looks at the clock again.
const READ_SLICE: Duration = Duration::from_millis(100);

/// How long one write waits for room. A server that has no room may itself wait for us to read.
const WRITE_SLICE: Duration = Duration::from_millis(10);

const HOLD: u8 = 0;
const GLANCE: u8 = 1;
const WAIT: u8 = 2;

/// What passes between a socket and the loop that drives it.
#[derive(Debug, Default)]
pub(super) struct Line {
    mode: AtomicU8,
    heard: AtomicBool,
    stalled: AtomicBool,
}

impl Line {
    /// Reads answer at once that there is nothing.
    pub(super) fn hold(&self) {
        self.mode.store(HOLD, Ordering::Relaxed);
    }

    /// The next read takes what has arrived.
    pub(super) fn glance(&self) {
        self.mode.store(GLANCE, Ordering::Relaxed);
    }

    /// The next read waits, unless a write waits for room: then it only looks.
    pub(super) fn wait(&self) {
        let stalled = self.stalled.load(Ordering::Relaxed);
        self.mode.store(if stalled { GLANCE } else { WAIT }, Ordering::Relaxed);
    }

    /// Whether anything came since this was last asked.
    pub(super) fn take_heard(&self) -> bool {
        self.heard.swap(false, Ordering::Relaxed)
    }
}

#[derive(Debug)]
enum Stream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

/// Calls a method that both kinds of stream have.
macro_rules! each_stream {
    ($stream:expr, $socket:ident => $call:expr) => {
        match $stream {
            Stream::Tcp($socket) => $call,
            #[cfg(unix)]
            Stream::Unix($socket) => $call,
        }
    };
}

/// A blocking socket behind the asynchronous traits.
#[derive(Debug)]
pub(super) struct Socket {
    stream: Stream,
    line: Arc<Line>,
}

impl Socket {
    pub(super) fn tcp(stream: TcpStream) -> Result<Socket> {
        stream.set_nodelay(true)?;
        Socket::new(Stream::Tcp(stream))
    }

    #[cfg(unix)]
    pub(super) fn unix(stream: UnixStream) -> Result<Socket> {
        Socket::new(Stream::Unix(stream))
    }

    fn new(stream: Stream) -> Result<Socket> {
        each_stream!(&stream, socket => {
            socket.set_read_timeout(Some(READ_SLICE))?;
            socket.set_write_timeout(Some(WRITE_SLICE))?;
        });
        Ok(Socket { stream, line: Arc::default() })
    }

    /// What tells this socket when to wait.
    pub(super) fn line(&self) -> Arc<Line> {
        Arc::clone(&self.line)
    }

    fn glance(&mut self, into: &mut [u8]) -> Result<usize> {
        each_stream!(&mut self.stream, socket => {
            socket.set_nonblocking(true)?;
            let read = socket.read(into);
            socket.set_nonblocking(false)?;
            read
        })
    }
}

/// Whether a call that did nothing may be made again.
fn is_temporary(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        // Nobody is woken: whoever drives the connection polls it until its answer is there.
        let read = match self.line.mode.swap(HOLD, Ordering::Relaxed) {
            GLANCE => self.glance(into.initialize_unfilled()),
            WAIT => {
                each_stream!(&mut self.stream, socket => socket.read(into.initialize_unfilled()))
            }
            _ => return Poll::Pending,
        };
        match read {
            Ok(bytes) => {
                self.line.heard.store(true, Ordering::Relaxed);
                into.advance(bytes);
                Poll::Ready(Ok(()))
            }
            Err(error) if is_temporary(&error) => Poll::Pending,
            Err(error) => Poll::Ready(Err(error)),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        match each_stream!(&mut self.stream, socket => socket.write(bytes)) {
            Ok(written) => {
                self.line.stalled.store(false, Ordering::Relaxed);
                Poll::Ready(Ok(written))
            }
            Err(error) if is_temporary(&error) => {
                self.line.stalled.store(true, Ordering::Relaxed);
                Poll::Pending
            }
            Err(error) => Poll::Ready(Err(error)),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(each_stream!(&self.stream, socket => socket.shutdown(Shutdown::Write)))
    }
}
