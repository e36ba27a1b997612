//! What comes in while a round runs: keys or lines from the terminal, bytes of a script, signals.
//! One blocking wait.

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
    /// A line typed at a prompt, without its end.
    Line(String),
    /// Text of a script.
    Script(String),
    /// Standard input is at its end.
    Closed,
    /// More text at once than anybody types: pasted, and no marks.
    Pasted,
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
    Continue,
    /// The window has another size.
    Resize,
}

/// Who reads standard input, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A terminal: every key counts at once.
    Keys,
    /// A terminal: whole lines, edited by the terminal itself.
    Lines,
    /// No terminal, or a round that plays itself: a script.
    Script,
}

/// More characters at once than this were not typed.
const MOST_KEYS_AT_ONCE: usize = 8;

/// Keys from what a terminal sent; arrow and function keys, and text that was pasted, are no marks.
#[cfg_attr(windows, allow(dead_code, reason = "key events come decoded there"))]
fn decode(bytes: &[u8]) -> Vec<Incoming> {
    let text = String::from_utf8_lossy(bytes);
    let mut keys = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => {
                if chars.next_if(|c| matches!(c, '[' | 'O')).is_some() {
                    while chars.next().is_some_and(|c| !('@'..='~').contains(&c)) {}
                } else {
                    chars.next();
                }
            }
            '\r' => keys.push(Incoming::Key('\n')),
            c => keys.push(Incoming::Key(c)),
        }
    }
    if keys.len() > MOST_KEYS_AT_ONCE { vec![Incoming::Pasted] } else { keys }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_characters_and_escape_sequences_are_not() {
        let keys = |bytes: &[u8]| decode(bytes);
        assert_eq!(keys(b"a\r\n"), [Incoming::Key('a'), Incoming::Key('\n'), Incoming::Key('\n')]);
        assert_eq!(keys("é".as_bytes()), [Incoming::Key('é')]);
        assert_eq!(keys(b"\x1b[A\x1bOPn"), [Incoming::Key('n')]);
        assert_eq!(keys(b"\x1b[1;5Cq\x1bx"), [Incoming::Key('q')]);
        assert_eq!(keys(b"\x1b"), []);
    }

    #[test]
    fn pasted_text_marks_nothing() {
        assert_eq!(decode(b"def answer(n):"), [Incoming::Pasted]);
    }
}
