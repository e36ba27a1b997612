//! What comes in while a round runs: keys or lines from the terminal, bytes of a script, signals.
//! One blocking wait.

#[cfg_attr(windows, allow(dead_code, reason = "key events come decoded there"))]
mod decoder;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::Input;
#[cfg(windows)]
pub(crate) use windows::Input;

/// Something that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Incoming {
    /// A key of the terminal; Enter is `'\n'`.
    Key(char),
    /// A key that is no character: an arrow, a function key, one with Alt.
    OtherKey,
    /// Text of a script.
    Script(String),
    /// Standard input is at its end.
    Closed,
    /// A part of what was pasted: no marks.
    Pasted,
    /// The paste has ended; what it says that came while lines were read.
    PasteEnded(String),
    /// A signal.
    Signal(Signal),
}

/// The signals that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-\\.
    Quit,
    /// Somebody asks the process to end.
    Terminate,
    /// The terminal is gone.
    HangUp,
    /// Ctrl-Z.
    Stop,
    /// The process goes on after a stop.
    #[cfg_attr(windows, expect(dead_code, reason = "nothing stops a process there"))]
    Continue,
    /// The window has another size.
    Resize,
}

/// Who reads standard input, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A terminal: every key counts at once.
    Keys,
    /// A terminal: keys of a line that is typed at a prompt, up to its end.
    Lines,
    /// No terminal, or a round that plays itself: a script.
    Script,
}
