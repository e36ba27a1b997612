//! Keys from what a terminal sends: characters, escape sequences, and pastes between the marks that
//! the terminal puts around them once it is asked to. All of these may come in pieces.

use super::Incoming;

/// More characters at once than this, not all the same, were not typed: a terminal that marks no
/// pastes. Hands that press several keys together do so over some hundredths of a second.
const MOST_KEYS_AT_ONCE: usize = 2;

/// No more of a paste is kept, in bytes.
const LONGEST_PASTE: usize = 64 << 10;

/// The longest escape sequence that is waited for, in bytes.
const LONGEST: usize = 64;

const ESCAPE: u8 = 0x1b;
const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The beginning of something whose end has not come.
    rest: Vec<u8>,
    /// What came behind the end of a line.
    ahead: Vec<u8>,
    pasting: bool,
    /// What was pasted so far.
    pasted: Vec<u8>,
    /// Whether the beginning that is waited for was given as a key.
    is_given: bool,
}

impl Decoder {
    /// What a read brought.
    pub(super) fn take(&mut self, read: &[u8]) -> Vec<Incoming> {
        let mut incoming = self.decode(read, false);
        if incoming.contains(&Incoming::Pasted) {
            // What comes with a paste was not typed either.
            incoming.retain(|of| matches!(of, Incoming::Pasted | Incoming::PasteEnded(_)));
        }
        without_unmarked_paste(incoming)
    }

    /// What a read brought, up to the end of a line: what is typed behind that is meant for
    /// whatever comes then.
    pub(super) fn take_line(&mut self, read: &[u8]) -> Vec<Incoming> {
        self.decode(read, true)
    }

    /// Whether Escape came alone so far: it is a key until more of it comes. Once for each.
    pub(super) fn is_lone_escape(&mut self) -> bool {
        let is_alone = !self.pasting && self.rest == [ESCAPE];
        is_alone && !std::mem::replace(&mut self.is_given, true)
    }

    /// Whether there is something behind the end of a line.
    pub(super) fn is_ahead(&self) -> bool {
        !self.ahead.is_empty()
    }

    fn decode(&mut self, read: &[u8], is_line: bool) -> Vec<Incoming> {
        let held = self.rest.len();
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.append(&mut self.ahead);
        bytes.extend_from_slice(read);
        let (mut incoming, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            if is_line && incoming.last() == Some(&Incoming::Key('\n')) {
                self.ahead = bytes[at..].to_vec();
                break;
            }
            let left = &bytes[at..];
            let taken = if self.pasting {
                self.paste(left, &mut incoming)
            } else if left[0] == ESCAPE {
                self.escape(left, at < held, &mut incoming)
            } else {
                let is_end = |byte: &u8| is_line && matches!(byte, b'\n' | b'\r');
                let end = left.iter().position(is_end).map_or(left.len(), |end| end + 1);
                characters(&left[..end], &mut incoming)
            };
            let Some(taken) = taken else {
                self.rest = left.to_vec();
                break;
            };
            at += taken;
        }
        incoming
    }

    /// Nothing of the paste comes any more, not even its end.
    pub(super) fn forget_paste(&mut self) {
        self.pasting = false;
        self.is_given = false;
        self.rest.clear();
        self.pasted.clear();
    }

    /// What was pasted so far is meant for nobody.
    pub(super) fn forget_pasted(&mut self) {
        self.pasted.clear();
    }

    fn keep(&mut self, pasted: &[u8]) {
        let room = LONGEST_PASTE.saturating_sub(self.pasted.len());
        self.pasted.extend_from_slice(&pasted[..pasted.len().min(room)]);
    }

    /// Takes what is pasted, up to where its end may begin; how many bytes that are.
    fn paste(&mut self, bytes: &[u8], incoming: &mut Vec<Incoming>) -> Option<usize> {
        incoming.push(Incoming::Pasted);
        if let Some(end) = bytes.windows(PASTE_END.len()).position(|part| part == PASTE_END) {
            self.keep(&bytes[..end]);
            let text = std::mem::take(&mut self.pasted);
            incoming.push(Incoming::PasteEnded(String::from_utf8_lossy(&text).into_owned()));
            self.pasting = false;
            return Some(end + PASTE_END.len());
        }
        let may_end = (1..PASTE_END.len()).rev().find(|&n| bytes.ends_with(&PASTE_END[..n]));
        match bytes.len() - may_end.unwrap_or(0) {
            0 => None,
            taken => {
                self.keep(&bytes[..taken]);
                Some(taken)
            }
        }
    }

    /// Takes an escape sequence; `None` where its end has not come. `held`: its beginning came
    /// earlier than the rest, as that of no key with Alt does.
    fn escape(&mut self, bytes: &[u8], held: bool, incoming: &mut Vec<Incoming>) -> Option<usize> {
        let is_end = |byte: &u8| (b'@'..=b'~').contains(byte);
        // How terminals of old tell where the mouse is: three bytes more, at once.
        const MOUSE: &[u8] = b"\x1b[M";
        let length = match bytes.get(1)? {
            b'[' if bytes.starts_with(MOUSE) && bytes.len() >= MOUSE.len() + 3 => MOUSE.len() + 3,
            b'[' => match bytes[2..].iter().position(is_end) {
                Some(end) => 2 + end + 1,
                None if bytes.len() > LONGEST => bytes.len(),
                None => return None,
            },
            b'O' => {
                bytes.get(2)?;
                3
            }
            _ if held => 1,
            _ => 2,
        };
        let was_given = std::mem::take(&mut self.is_given) && held;
        if &bytes[..length] == PASTE {
            self.pasting = true;
            self.pasted.clear();
            incoming.push(Incoming::Pasted);
        } else if !was_given {
            incoming.push(Incoming::OtherKey);
        }
        Some(length)
    }
}

/// Takes characters up to the next escape sequence; `None` where only the beginning of one is
/// there.
fn characters(bytes: &[u8], incoming: &mut Vec<Incoming>) -> Option<usize> {
    let end = bytes.iter().position(|byte| *byte == ESCAPE).unwrap_or(bytes.len());
    let (text, taken) = match std::str::from_utf8(&bytes[..end]) {
        Ok(text) => (text, end),
        Err(error) => {
            let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            match (good.len(), error.error_len()) {
                (0, None) if end == bytes.len() => return None,
                // No character of any kind.
                (0, wrong) => {
                    incoming.push(Incoming::OtherKey);
                    return Some(wrong.unwrap_or(end));
                }
                (length, _) => (good, length),
            }
        }
    };
    let key = |c| Incoming::Key(if c == '\r' { '\n' } else { c });
    incoming.extend(text.chars().map(key));
    Some(taken)
}

/// So much different text at once is a paste that nothing marks.
pub(super) fn without_unmarked_paste(incoming: Vec<Incoming>) -> Vec<Incoming> {
    let is_key = |of: &&Incoming| matches!(of, Incoming::Key(_));
    let mut keys = incoming.iter().filter(is_key);
    let first = keys.next();
    let is_held = keys.all(|key| Some(key) == first);
    if is_held || incoming.iter().filter(is_key).count() <= MOST_KEYS_AT_ONCE {
        return incoming;
    }
    vec![Incoming::Pasted, Incoming::PasteEnded(String::new())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(keys: &str) -> Vec<Incoming> {
        keys.chars().map(Incoming::Key).collect()
    }

    /// What a terminal sends, read at once and byte by byte.
    fn decoded(bytes: &[u8]) -> Vec<Incoming> {
        let whole = Decoder::default().take(bytes);
        let mut decoder = Decoder::default();
        let mut in_pieces: Vec<_> =
            bytes.iter().flat_map(|byte| decoder.take(std::slice::from_ref(byte))).collect();
        in_pieces.dedup_by(|b, a| a == b && *a == Incoming::Pasted);
        let mut once = whole.clone();
        once.dedup_by(|b, a| a == b && *a == Incoming::Pasted);
        assert_eq!(in_pieces, once, "{bytes:?}");
        once
    }

    #[test]
    fn keys_are_characters_and_escape_sequences_are_not() {
        assert_eq!(decoded(b"a\r"), keys("a\n"));
        assert_eq!(decoded("éф".as_bytes()), keys("éф"));
        let (up, n) = (Incoming::OtherKey, Incoming::Key('n'));
        assert_eq!(decoded(b"\x1b[A\x1bOPn"), [up.clone(), up.clone(), n.clone()]);
        assert_eq!(decoded(b"\x1b[1;5Cn"), [up.clone(), n.clone()]);
        // With Alt, which sends both at once; Escape itself waits for what follows.
        assert_eq!(Decoder::default().take(b"\x1bxn"), [up.clone(), n.clone()]);
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(b"\x1b"), []);
        assert_eq!(decoder.take(b"n"), [up.clone(), n.clone()]);
        assert_eq!(decoded(b"\xffn"), [up, n]);
    }

    #[test]
    fn escape_is_a_key_where_nothing_follows_and_the_beginning_of_what_does() {
        let n = Incoming::Key('n');
        for (rest, then) in [("n", vec![n.clone()]), ("[A", vec![]), ("OPn", vec![n.clone()])] {
            let mut decoder = Decoder::default();
            assert_eq!(decoder.take(b"\x1b"), []);
            assert!(decoder.is_lone_escape() && !decoder.is_lone_escape());
            assert_eq!(decoder.take(rest.as_bytes()), then, "{rest}");
            assert!(!decoder.is_lone_escape());
            assert_eq!(decoder.take(b"\x1b[B"), [Incoming::OtherKey], "{rest}");
        }
        let mut decoder = Decoder::default();
        decoder.take(b"\x1b");
        assert!(decoder.is_lone_escape());
        // Pressed twice, it is two.
        assert_eq!(decoder.take(b"\x1b"), []);
        assert!(decoder.is_lone_escape());
        assert_eq!(
            decoder.take(b"[200~q\x1b[201~").last(),
            Some(&Incoming::PasteEnded("q".into()))
        );
    }

    #[test]
    fn where_the_mouse_is_is_no_paste() {
        for sent in [&b"\x1b[M !!"[..], b"\x1b[M#\xf0\xff", b"\x1b[<0;10;20M", b"\x1b[32;1;2M"] {
            assert_eq!(Decoder::default().take(sent), [Incoming::OtherKey], "{sent:?}");
        }
        let all = Decoder::default().take(b"\x1b[M !!\x1b[M#!!n");
        assert_eq!(all, [Incoming::OtherKey, Incoming::OtherKey, Incoming::Key('n')]);
    }

    #[test]
    fn a_paste_marks_nothing_however_short_and_in_however_many_pieces() {
        for text in ["q", "q = seq", "", "a\x1b[A", "\x1b[201", "größer\nn"] {
            let pasted = [Incoming::Pasted, Incoming::PasteEnded(text.to_string())];
            let sent = format!("\x1b[200~{text}\x1b[201~");
            assert_eq!(decoded(sent.as_bytes()), pasted, "{text:?}");
            // What comes at once with it is a part of it, and what comes later is a key.
            let mut decoder = Decoder::default();
            let mut at_once = decoder.take(format!("a{sent}nq").as_bytes());
            at_once.dedup();
            assert_eq!(at_once, pasted, "{text:?}");
            assert_eq!(decoder.take(b"n"), keys("n"), "{text:?}");
        }
    }

    #[test]
    fn different_keys_at_once_are_a_paste_that_nothing_marks() {
        let pasted = [Incoming::Pasted, Incoming::PasteEnded(String::new())];
        for text in ["def answer(n):", "q = seq\n", "nsq", "n\nn", "a b"] {
            assert_eq!(Decoder::default().take(text.as_bytes()), pasted, "{text:?}");
        }
        // Two may be pressed together, and a key may be held while we were kept waiting.
        for text in ["nt", "aa", "nnnnnnnnnn", "\n\n\n"] {
            assert_eq!(Decoder::default().take(text.as_bytes()), keys(text), "{text:?}");
        }
    }

    #[test]
    fn a_paste_without_an_end_is_forgotten() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(b"\x1b[200~n"), [Incoming::Pasted, Incoming::Pasted]);
        decoder.forget_paste();
        assert_eq!(decoder.take(b"n"), keys("n"));
    }

    #[test]
    fn a_line_is_read_to_its_end_and_what_is_behind_it_later() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take_line(b"3\r4\n\x1b[A5"), keys("3\n"));
        assert!(decoder.is_ahead());
        assert_eq!(decoder.take_line(b""), keys("4\n"));
        assert_eq!(decoder.take(b"x"), [vec![Incoming::OtherKey], keys("5x")].concat());
        assert!(!decoder.is_ahead());
        // A paste has no end of a line.
        let sent = b"a\x1b[200~one\ntwo\n\x1b[201~\nn";
        let pasted = vec![Incoming::Pasted, Incoming::PasteEnded("one\ntwo\n".to_string())];
        let mut line = Decoder::default().take_line(sent);
        line.dedup();
        assert_eq!(line, [keys("a"), pasted, keys("\n")].concat());
    }
}
