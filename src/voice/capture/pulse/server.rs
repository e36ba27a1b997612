//! A connection to a sound server: commands out, answers, events and sound in.

use std::ffi::CString;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use pulseaudio::protocol::{
    AuthParams, AuthReply, Command, CommandReply, DESCRIPTOR_SIZE, Prop, Props, ProtocolError,
    PulseError, SetClientNameReply, TagStructReader, encode_command_message, read_descriptor,
};

use crate::text::system;
use crate::voice::capture::ends::Stop;

/// The protocol version spoken: the first that has all that is needed here. Later ones say more
/// about devices, which only makes for more that can be misread.
const VERSION: u16 = 15;
/// An answer that takes longer isn't waited for.
const ANSWER: Duration = Duration::from_secs(5);
/// While waiting for an answer, how often to see whether it is time to end.
const GLANCE: Duration = Duration::from_millis(100);
/// No message is longer. The server's own limit for a piece of sound is 16 MiB.
const LONGEST: usize = 16 << 20;
/// Read at once: what comes in a second, in one piece or in many.
const PIECE: usize = 64 << 10;

/// Why a server doesn't do what it is asked to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// There is no server.
    #[error("no sound server answers at {0}")]
    Unreachable(String),
    /// The server has no such thing.
    #[error("the sound server has no such microphone")]
    Missing,
    /// It is time to end.
    #[error("stopped")]
    Stopped,
    /// The server refuses.
    #[error("the sound server refuses: {0}")]
    Refused(PulseError),
    /// The server went away, or doesn't answer.
    #[error("the sound server {0}")]
    Gone(String),
}

/// A connection to a sound server.
pub(crate) struct Server {
    socket: UnixStream,
    version: u16,
    /// What has come and is not taken yet begins at `taken`.
    received: Vec<u8>,
    taken: usize,
    asked: u32,
}

/// What a server sends.
pub(crate) enum Message<'a> {
    /// Sound, on a channel.
    Sound(u32, &'a [u8]),
    /// The answer to the question of this number.
    Answer(u32, Answer<'a>),
    /// The source has been taken away.
    Taken,
    /// Samples may be missing from here on.
    Interrupted,
    /// From here on it is another source, of this number and name.
    Moved(u32, CString),
    /// Something else.
    Other,
}

/// The answer to a question, not looked into yet.
pub(crate) struct Answer<'a> {
    payload: Result<&'a [u8], PulseError>,
    version: u16,
}

impl Answer<'_> {
    /// What it says.
    pub(crate) fn read<T: CommandReply>(self) -> Result<T, Failure> {
        match self.payload {
            Ok(mut payload) => {
                TagStructReader::new(&mut payload, self.version).read().map_err(garbled)
            }
            Err(PulseError::NoEntity) => Err(Failure::Missing),
            Err(error) => Err(Failure::Refused(error)),
        }
    }
}

impl Server {
    /// Connects to the first of these sockets that somebody listens on, and introduces itself.
    pub(crate) fn connect(
        sockets: &[PathBuf],
        cookie: Vec<u8>,
        stop: &Stop,
    ) -> Result<Self, Failure> {
        let Some(socket) = sockets.iter().find_map(|path| UnixStream::connect(path).ok()) else {
            let tried: Vec<_> = sockets.iter().map(|path| path.display().to_string()).collect();
            return Err(Failure::Unreachable(tried.join(", ")));
        };
        socket.set_read_timeout(Some(GLANCE)).map_err(gone)?;
        let mut server =
            Self { socket, version: VERSION, received: Vec::new(), taken: 0, asked: 0 };
        let auth =
            AuthParams { version: VERSION, supports_shm: false, supports_memfd: false, cookie };
        let reply: AuthReply = server.ask(&Command::Auth(auth), stop)?;
        server.version = VERSION.min(reply.version);
        let mut props = Props::new();
        props.set(Prop::ApplicationName, c"mockround");
        let _: SetClientNameReply = server.ask(&Command::SetClientName(props), stop)?;
        Ok(server)
    }

    /// From here on [`Server::receive`] doesn't wait, and nothing can be asked but by
    /// [`Server::send`].
    pub(crate) fn stop_waiting(&self) -> Result<(), Failure> {
        self.socket.set_nonblocking(true).map_err(gone)
    }

    /// Asks, and waits for the answer. Whatever else comes in between is lost.
    pub(crate) fn ask<T: CommandReply>(
        &mut self,
        question: &Command,
        stop: &Stop,
    ) -> Result<T, Failure> {
        let number = self.send(question)?;
        let mut waited = Duration::ZERO;
        loop {
            while let Some(message) = self.next()? {
                if let Message::Answer(to, answer) = message
                    && to == number
                {
                    return answer.read();
                }
            }
            if stop.wait(Duration::ZERO) {
                return Err(Failure::Stopped);
            }
            if waited >= ANSWER {
                return Err(Failure::Gone("doesn't answer".to_owned()));
            }
            if !self.receive()? {
                waited += GLANCE;
            }
        }
    }

    /// Sends a command; its number comes back with the answer.
    pub(crate) fn send(&mut self, command: &Command) -> Result<u32, Failure> {
        self.asked += 1;
        let mut message = Vec::new();
        encode_command_message(&mut message, self.asked, command, self.version).map_err(garbled)?;
        self.socket.write_all(&message).map_err(gone)?;
        Ok(self.asked)
    }

    /// Takes in what has come. False when nothing had.
    pub(crate) fn receive(&mut self) -> Result<bool, Failure> {
        self.received.drain(..std::mem::take(&mut self.taken));
        let before = self.received.len();
        self.received.resize(before + PIECE, 0);
        let result = loop {
            match self.socket.read(&mut self.received[before..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        self.received.truncate(before + result.as_ref().copied().unwrap_or_default());
        match result {
            Ok(0) => Err(Failure::Gone("went away".to_owned())),
            Ok(_) => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                Ok(false)
            }
            Err(error) => Err(gone(error)),
        }
    }

    /// The next whole message of what has been received.
    pub(crate) fn next(&mut self) -> Result<Option<Message<'_>>, Failure> {
        let received = &self.received[self.taken..];
        let Some((mut head, rest)) = received.split_at_checked(DESCRIPTOR_SIZE) else {
            return Ok(None);
        };
        let head = read_descriptor(&mut head).map_err(garbled)?;
        let length = head.length as usize;
        if length > LONGEST {
            return Err(Failure::Gone("sends what is no message".to_owned()));
        }
        let Some(mut payload) = rest.get(..length) else {
            return Ok(None);
        };
        self.taken += DESCRIPTOR_SIZE + length;
        if head.channel != u32::MAX {
            return Ok(Some(Message::Sound(head.channel, payload)));
        }
        Ok(Some(match Command::read_tag_prefixed(&mut payload, self.version) {
            Ok((number, Command::Reply)) => {
                Message::Answer(number, Answer { payload: Ok(payload), version: self.version })
            }
            Ok((number, Command::Error(error))) => {
                Message::Answer(number, Answer { payload: Err(error), version: self.version })
            }
            Ok((_, Command::RecordStreamKilled(_))) => Message::Taken,
            Ok((_, Command::RecordStreamSuspended(_))) => Message::Interrupted,
            Ok((_, Command::RecordStreamMoved(to))) => {
                Message::Moved(to.device_index, to.device_name)
            }
            // What can't be read was never asked for.
            Ok(_) | Err(_) => Message::Other,
        }))
    }
}

fn gone(error: io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset => Failure::Gone("went away".to_owned()),
        _ => Failure::Gone(format!("can't be spoken to: {}", system(&error))),
    }
}

fn garbled(error: ProtocolError) -> Failure {
    Failure::Gone(format!("says what can't be understood: {error}"))
}
