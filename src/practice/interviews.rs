//! The date: what is left until the next real interview, and what is said of the last.

use jiff::ToSpan as _;
use jiff::civil::Date;
use toml::Value;

use super::{days, words};
use crate::fields::{self, Fields, Problems};
use crate::round::QuestionKind;
use crate::session::kept::Kept;
use crate::settings::Interview;
use crate::text::clean_line;
use crate::word::Word;

/// The last days before an interview are light.
pub(super) const LIGHT: i64 = 2;

/// A debrief is asked for so many days, at most, after an interview.
const ASKED: i64 = 30;

/// What was asked in one that went badly is practised so many days after it.
const PRACTISED: i64 = 60;

/// A debrief names so many kinds at most.
const MOST_KINDS: usize = 1000;

/// The longest answer that is read back, in characters: more than a terminal takes on a line.
const LONGEST: usize = 10_000;

/// What the candidate says of a real interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Debrief {
    /// Its day.
    pub(crate) date: Date,
    /// Whose it was.
    pub(crate) name: Option<String>,
    /// What kinds of question were asked; also what the candidate calls by another word.
    pub(crate) kinds: Vec<Kept<QuestionKind>>,
    /// How it went, as far as that is said, in whatever words.
    pub(crate) went: Option<Kept<Went>>,
    /// What was asked.
    pub(crate) asked: Option<String>,
}

/// How a real interview went, as the candidate judges it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Went {
    /// Well.
    Well,
    /// Partly.
    Mixed,
    /// Badly.
    Badly,
}

impl Word for Went {
    fn word(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Mixed => "mixed",
            Self::Badly => "badly",
        }
    }
}

/// Reads the debriefs; `file` is the name used in problems.
///
/// # Errors
/// Every problem of the file.
pub(crate) fn parse(file: &str, text: &str) -> Result<Vec<Debrief>, Problems> {
    fields::parse(file, text, |top| Some(top.tables("interview", 1000, debrief)))
}

fn debrief(fields: &mut Fields<'_>) -> Option<Debrief> {
    fields.require(&["date"]);
    let date = fields.day("date");
    let name = fields.line("name", 60);
    let words = fields.lines("kinds", MOST_KINDS, LONGEST);
    let kinds = words.iter().map(|word| Kept::read(word)).collect();
    let went = fields.line("went", LONGEST).map(|word| Kept::read(&word));
    let asked = fields.text("asked", 4 * LONGEST);
    Some(Debrief { date: date?, name, kinds, went, asked })
}

impl Debrief {
    /// Nothing said yet of an interview.
    pub(crate) fn open(interview: &Interview) -> Self {
        let (date, name) = (interview.date, interview.name.clone());
        Self { date, name, kinds: Vec::new(), went: None, asked: None }
    }

    /// Adds the kinds that an answer names, between commas or spaces, however they are spelled;
    /// what is none stays as it was typed.
    pub(crate) fn add_kinds(&mut self, answer: &str) {
        for part in answer.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let whole = kind(&part.split_whitespace().collect::<Vec<_>>().join("-"));
            let words = part.split_whitespace();
            let any = || words.clone().any(|word| matches!(kind(word), Kept::Known(_)));
            match whole {
                Kept::Known(_) => self.kinds.push(whole),
                Kept::Other(_) if any() => self.kinds.extend(words.map(kind)),
                Kept::Other(_) => self.kinds.push(Kept::read(part)),
            }
        }
    }

    /// As a table of the file.
    pub(crate) fn to_toml(&self) -> String {
        let quoted = |text: &str| Value::from(text).to_string();
        let mut out = format!("\n[[interview]]\ndate = \"{}\"\n", self.date);
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                out += &format!("{key} = {value}\n");
            }
        };
        line("name", self.name.as_deref().map(quoted));
        let kinds: Vec<String> = self.kinds.iter().map(|kind| quoted(kind.as_str())).collect();
        line("kinds", (!kinds.is_empty()).then(|| format!("[{}]", kinds.join(", "))));
        line("went", self.went.as_ref().map(|went| quoted(went.as_str())));
        line("asked", self.asked.as_deref().map(quoted));
        out
    }

    /// What of it nothing follows from, and why: what it says in words that are none of ours.
    pub(crate) fn idle(&self) -> Vec<String> {
        let mut idle = Vec::new();
        for kind in self.kinds.iter().filter(|kind| matches!(kind, Kept::Other(_))) {
            idle.push(format!("nothing follows from \"{kind}\": it is no kind of question here"));
        }
        match &self.went {
            Some(Kept::Other(_)) => {
                let words = Went::allowed();
                idle.push(format!("nothing follows from how it went: that is none of {words}"));
            }
            Some(Kept::Known(Went::Badly))
                if !self.kinds.iter().any(|kind| matches!(kind, Kept::Known(_))) =>
            {
                let what = "no kind of question is named that could come to the front";
                idle.push(format!("nothing follows from how it went: {what}"));
            }
            _ => {}
        }
        idle
    }

    /// Whether it went badly, lately.
    pub(super) fn calls_for(&self, today: Date) -> bool {
        let badly = self.went.as_ref().is_some_and(|went| went.is(Went::Badly));
        badly && (0..=PRACTISED).contains(&days(self.date, today))
    }
}

/// The kind that a word names in any case, or the word.
fn kind(word: &str) -> Kept<QuestionKind> {
    QuestionKind::parse(&word.to_lowercase()).map_or_else(|| Kept::read(word), Kept::Known)
}

/// Why what was asked where it went badly comes to the front.
pub(super) fn why_practised() -> String {
    format!("you said so afterwards; all that was asked comes to the front for {PRACTISED} days")
}

/// What an interview is called.
pub(crate) fn called(name: Option<&str>) -> String {
    name.map_or_else(|| "the interview".to_string(), clean_line)
}

/// The next interview, today's too.
pub(crate) fn next(interviews: &[Interview], today: Date) -> Option<&Interview> {
    interviews.iter().filter(|of| of.date >= today).min_by_key(|of| of.date)
}

/// Whether a day is one of the last before an interview.
pub(super) fn is_light(next: Option<&Interview>, today: Date) -> bool {
    next.is_some_and(|next| days(today, next.date) <= LIGHT)
}

/// How long there is until an interview, in words.
pub(super) fn countdown(interview: &Interview, today: Date) -> String {
    let (name, day) = (called(interview.name.as_deref()), words::day(interview.date, today));
    match days(today, interview.date) {
        0 => format!("{name} is today"),
        1 => format!("{name} is tomorrow"),
        left => format!("{left} days to {name}, {day}"),
    }
}

/// The interview that a debrief is asked for: one of the last weeks that has none.
pub(crate) fn to_debrief<'a>(
    interviews: &'a [Interview],
    debriefs: &[Debrief],
    today: Date,
) -> Option<&'a Interview> {
    let oldest = today.checked_sub(ASKED.days()).unwrap_or(Date::MIN);
    let is_open = |of: &&Interview| {
        let is_same = |had: &Debrief| had.date == of.date && had.name == of.name;
        of.date < today && of.date >= oldest && !debriefs.iter().any(is_same)
    };
    interviews.iter().filter(is_open).max_by_key(|of| of.date)
}
