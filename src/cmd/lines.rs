//! Lines of standard input, behind prompts: typed in a terminal as at those of a round, or read.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::time::Duration;

use anyhow::Context as _;
use console::Term;

use crate::live::machine::clock;
use crate::live::machine::keys::{Incoming, Input, Signal};
use crate::live::machine::prompt::PromptLine;
use crate::live::machine::terminal::size;
use crate::live::rules::typed_line::{Entered, TypedLine};

/// A line is no longer, in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// How long a key is waited for at a time.
const WAIT: Duration = Duration::from_secs(3600);

/// Lines of standard input.
pub(super) struct TypedLines {
    /// What is typed, where somebody sees it.
    typed: Option<Typed>,
    is_terminal: bool,
    is_over: bool,
}

/// What comes behind a prompt.
pub(super) enum Came {
    Line(String),
    /// Enter behind Enter, too soon to end a line; said once.
    TooSoon,
    /// The end of the input.
    Over,
    /// What asks for the line is out of sight: the process was stopped, and goes on.
    Hidden,
}

impl TypedLines {
    /// Of standard input.
    ///
    /// # Errors
    /// The terminal can't be set up.
    pub(super) fn open(is_dumb: bool) -> anyhow::Result<Self> {
        let is_terminal = io::stdin().is_terminal();
        let is_seen = is_terminal && io::stdout().is_terminal();
        let typed = is_seen.then(|| Typed::open(is_dumb)).transpose()?;
        Ok(Self { typed, is_terminal, is_over: false })
    }

    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Rows and columns of the terminal in which somebody sees what they type, as they are now.
    pub(super) fn size(&self) -> Option<(usize, usize)> {
        Some(self.typed.as_ref()?.size)
    }

    /// The signal that ended the input.
    pub(super) fn ended_by(&self) -> Option<Signal> {
        self.typed.as_ref()?.ended_by
    }

    /// Whether there is no further line.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// The next line behind a prompt, which stands there with a space but where somebody sees what
    /// they type: there it is shown with that.
    pub(super) fn next(&mut self, prompt: &str) -> anyhow::Result<Came> {
        let Some(typed) = &mut self.typed else {
            return Ok(self.read()?.map_or(Came::Over, Came::Line));
        };
        let came = typed.next(prompt);
        self.is_over = matches!(came, Came::Over);
        Ok(came)
    }

    fn read(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = Vec::new();
        io::stdin()
            .lock()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .context("the answer can't be read from standard input")?;
        // What follows the end of a file is its end again; a terminal would ask once more.
        self.is_over = !line.ends_with(b"\n");
        let is_answer = !(line.is_empty() || self.is_over && self.is_terminal);
        Ok(is_answer.then(|| String::from_utf8_lossy(&line).into_owned()))
    }

    /// Whether the terminal itself has ended the line behind the prompt.
    pub(super) fn ended_its_line(&self) -> bool {
        self.typed.is_none() && self.is_terminal && !self.is_over
    }
}

/// Lines that are typed in a terminal. Dropped, it leaves that as it found it.
struct Typed {
    input: Input,
    line: TypedLine,
    /// What came with the end of a line, for the next.
    ahead: Vec<Incoming>,
    /// When that came, on the clock's readings.
    came: Duration,
    /// Whether the terminal takes nothing but text.
    is_dumb: bool,
    /// Rows and columns.
    size: (usize, usize),
    ended_by: Option<Signal>,
}

impl Typed {
    fn open(is_dumb: bool) -> anyhow::Result<Self> {
        let mut input = Input::open(None)?;
        input.set_lines(true);
        let (line, ahead, came) = (TypedLine::default(), Vec::new(), Duration::ZERO);
        let size = size(&Term::stdout());
        let typed = Self { input, line, ahead, came, is_dumb, size, ended_by: None };
        typed.mark_pastes(true);
        Ok(typed)
    }

    fn next(&mut self, prompt: &str) -> Came {
        let mut shown = PromptLine::new(prompt, !self.is_dumb);
        show(&shown.show("", self.size));
        show(&shown.show(self.line.text(), self.size));
        loop {
            let mut incoming = std::mem::take(&mut self.ahead).into_iter();
            while let Some(of) = incoming.next() {
                if let Some(came) = self.take(of, &mut shown) {
                    self.ahead = incoming.collect();
                    return came;
                }
            }
            self.ahead = self.input.wait(WAIT);
            self.came = clock::reading();
        }
    }

    fn take(&mut self, incoming: Incoming, shown: &mut PromptLine) -> Option<Came> {
        match incoming {
            Incoming::Key(key) => match self.line.take(key, self.came) {
                Entered::More => show(&shown.show(self.line.text(), self.size)),
                Entered::Line(line) => return Some(Came::Line(line)),
                Entered::TooSoon => return Some(Came::TooSoon),
                Entered::Over => return Some(Came::Over),
            },
            Incoming::PasteEnded(text) => {
                self.line.paste(&text);
                show(&shown.show(self.line.text(), self.size));
            }
            Incoming::Signal(Signal::Stop) => {
                self.mark_pastes(false);
                self.input.stop();
            }
            Incoming::Signal(Signal::Continue) => {
                self.input.apply();
                // A shell has its own way with pastes.
                self.mark_pastes(true);
                return Some(Came::Hidden);
            }
            Incoming::Signal(Signal::Resize) => {
                self.size = size(&Term::stdout());
                show(&shown.resized(self.size));
            }
            Incoming::OtherKey | Incoming::Pasted => {}
            Incoming::Signal(signal) => {
                self.ended_by = Some(signal);
                return Some(Came::Over);
            }
            Incoming::Script(_) | Incoming::Closed => return Some(Came::Over),
        }
        None
    }

    fn mark_pastes(&self, marks: bool) {
        if !self.is_dumb {
            show(if marks { "\u{1b}[?2004h" } else { "\u{1b}[?2004l" });
        }
    }
}

impl Drop for Typed {
    fn drop(&mut self) {
        self.mark_pastes(false);
    }
}

/// Shows what is typed, where the prompt stands.
fn show(text: &str) {
    let mut prompt = io::stdout();
    // What isn't shown is typed all the same.
    let _ = prompt.write_all(text.as_bytes()).and_then(|()| prompt.flush());
}
