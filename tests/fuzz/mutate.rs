//! How an input is mangled: byte by byte, line by line, and by what TOML and sessions are made of.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What stands where something else stood.
const WORDS: &[&str] = &[
    "\"",
    "\"\"\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r\n",
    "\n\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[2J",
    "é",
    "🦀",
    "true",
    "nan",
    "-inf",
    "inf",
    "-1",
    "0",
    "0.001",
    "1e308",
    "-0.0",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1s",
    "0s",
    "999999999y",
    "[[event]]\n",
    "[[slot]]\n",
    "[[story]]\n",
    "[[question]]\n",
    "event = \"undone\"\nevents = [0, 1, 2]\n",
    "event = \"paused\"\n",
    "event = \"resumed\"\n",
    "event = \"heard\"\n",
    "event = \"finished\"\n",
    "at = 1.0\n",
    "spans = [[0.0, 1.0]]\n",
    "2026-11-28T00:00:00Z",
    "x = {x = {x = {x = {}}}}",
];

/// Mangles inputs; the same seed mangles them in the same way.
pub(crate) struct Mangler(ChaCha8Rng);

impl Mangler {
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed ^ sum(name.as_bytes())))
    }

    /// A number below another.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % end.max(1) as u64).unwrap()
    }

    /// One of the inputs, with one to eight things changed, mostly one.
    pub(crate) fn mangled(&mut self, inputs: &[Vec<u8>]) -> Vec<u8> {
        let mut input = inputs[self.below(inputs.len())].clone();
        let changes = if self.below(2) == 0 { 1 } else { 1 + self.below(8) };
        for _ in 0..changes {
            match self.below(10) {
                0 => self.flip(&mut input),
                1 => self.cut(&mut input),
                2 => self.splice(&mut input, inputs),
                3 | 4 => self.word(&mut input),
                5 | 6 => self.number(&mut input),
                7 => self.value(&mut input),
                8 => self.lines(&mut input, false),
                _ => self.lines(&mut input, true),
            }
        }
        input
    }

    fn flip(&mut self, input: &mut [u8]) {
        let at = self.below(input.len());
        if let Some(byte) = input.get_mut(at) {
            *byte ^= 1 << (self.0.next_u32() % 8);
        }
    }

    /// A place and one behind it, mostly near.
    fn part(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length + 1);
        let most = if self.below(4) == 0 { length - from } else { (length - from).min(32) };
        (from, from + self.below(most + 1))
    }

    fn cut(&mut self, input: &mut Vec<u8>) {
        let (from, to) = self.part(input.len());
        input.drain(from..to);
    }

    /// Puts a part of another input in.
    fn splice(&mut self, input: &mut Vec<u8>, inputs: &[Vec<u8>]) {
        let other = &inputs[self.below(inputs.len())];
        let (from, to) = self.part(other.len());
        let at = self.below(input.len() + 1);
        input.splice(at..at, other[from..to].iter().copied());
    }

    fn word(&mut self, input: &mut Vec<u8>) {
        let (from, to) = self.part(input.len());
        let to = if self.below(2) == 0 { from } else { to };
        let word = WORDS[self.below(WORDS.len())];
        input.splice(from..to, word.bytes());
    }

    /// Writes another number in the place of one.
    fn number(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len());
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let Some(from) = input[at..].iter().position(is_digit).map(|digit| at + digit) else {
            return;
        };
        let length = input[from..].iter().take_while(|byte| is_digit(byte)).count();
        let number = match self.below(5) {
            0 => "0".to_string(),
            1 => u64::MAX.to_string(),
            2 => (self.0.next_u32() % 4).to_string(),
            3 => self.0.next_u32().to_string(),
            _ => "9".repeat(1 + self.below(30)),
        };
        input.splice(from..from + length, number.bytes());
    }

    /// Takes the value of one line for another line's.
    fn value(&mut self, input: &mut Vec<u8>) {
        let text = String::from_utf8_lossy(input).into_owned();
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_string).collect();
        let (from, to) = (self.below(lines.len()), self.below(lines.len()));
        let value = |line: &str| {
            line.split_once(" = ").map(|(key, value)| (key.to_string(), value.to_string()))
        };
        let (Some((key, _)), Some((_, other))) = (
            lines.get(to).and_then(|line| value(line)),
            lines.get(from).and_then(|line| value(line)),
        ) else {
            return;
        };
        lines[to] = format!("{key} = {other}");
        *input = lines.concat().into_bytes();
    }

    /// Takes lines away, or repeats them elsewhere: a line, a table, or more.
    fn lines(&mut self, input: &mut Vec<u8>, repeat: bool) {
        let text = String::from_utf8_lossy(input).into_owned();
        let between = if self.below(2) == 0 { "\n\n" } else { "\n" };
        let mut parts: Vec<&str> = text.split_inclusive(between).collect();
        let (from, to) = self.part(parts.len());
        let taken: Vec<&str> =
            if repeat { parts[from..to].to_vec() } else { parts.drain(from..to).collect() };
        if repeat {
            let at = self.below(parts.len() + 1);
            let times = if self.below(8) == 0 { 64 } else { 1 };
            parts.splice(at..at, taken.repeat(times));
        }
        *input = parts.concat().into_bytes();
    }
}

/// FNV-1a.
pub(crate) fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn the_same_seed_mangles_in_the_same_way_and_another_one_doesnt() {
    let inputs = [b"at = 1.0\nevent = \"think\"\n".to_vec(), b"x = 2\n".to_vec()];
    let all = |seed: u64| {
        let mut mangler = Mangler::new(seed, "session");
        (0..50).map(|_| mangler.mangled(&inputs)).collect::<Vec<_>>()
    };
    assert_eq!(all(1), all(1));
    assert_ne!(all(1), all(2));
}
