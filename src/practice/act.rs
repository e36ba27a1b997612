//! What can be done: a drill, a story, a round. Each is a command that runs as it stands, and takes
//! a known time.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::round::QuestionKind;
use crate::round::probes;
use crate::round::template::Template;
use crate::stories::ladder;
use crate::text::is_option;
use crate::word::Word;

/// What a slot's review takes, beside its length: it may ask ten things.
const REVIEW: Duration = Duration::from_secs(60);

/// The word of the drill of probes.
const PROBES: &str = "probes";

/// What it takes to look over the stories.
const LOOK: Duration = Duration::from_secs(60);

/// What a drill asks of a kind of question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Whole questions.
    Any,
    /// Whole questions on a topic.
    Topic(String),
    /// One phase, by its name.
    Phase(String),
    /// Easy ones.
    Easy,
    /// Probes alone, of any kind.
    Probes,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// So many questions of a kind, what is due first where that is asked for.
    Drill {
        /// The kind.
        kind: QuestionKind,
        /// Which of its questions, or what of them.
        asks: Asks,
        /// How many; `None` as many as the drill has by itself.
        count: Option<usize>,
        /// Whether what is due comes first.
        due: bool,
    },
    /// A story at several lengths, by its id.
    Story(String),
    /// A whole round, of a template's name or of the settings' one.
    Round {
        /// The name.
        template: Option<String>,
        /// Whether its draw is weighed.
        adaptive: bool,
    },
    /// To look over the stories against the themes.
    Stories,
}

impl Act {
    /// So many whole questions of a kind.
    pub(crate) fn drill(kind: QuestionKind, count: usize) -> Self {
        Self::Drill { kind, asks: Asks::Any, count: Some(count), due: false }
    }

    /// One phase of a question, what is due first where that is asked for.
    pub(super) fn phase(kind: QuestionKind, phase: &str, due: bool) -> Self {
        Self::Drill { kind, asks: Asks::Phase(phase.to_string()), count: Some(1), due }
    }

    /// What to type: words with single spaces between them, of which none needs quoting.
    pub(crate) fn command(&self) -> String {
        match self {
            Self::Drill { kind, asks, count, due } => {
                let what = if *asks == Asks::Probes { PROBES } else { kind.word() };
                let asks = match asks {
                    Asks::Any | Asks::Probes => String::new(),
                    Asks::Topic(topic) => format!(" --topic {topic}"),
                    Asks::Phase(phase) => format!(" --phase {}", phase.replace(' ', "-")),
                    Asks::Easy => " --difficulty easy".to_string(),
                };
                let due = if *due { " --due" } else { "" };
                let count = count.map_or(String::new(), |count| format!(" --count {count}"));
                format!("mockround drill {what}{asks}{due}{count}")
            }
            Self::Story(id) => format!("mockround drill story {id}"),
            Self::Round { template, adaptive } => {
                let template = template.as_ref().map_or(String::new(), |name| format!(" {name}"));
                format!("mockround run{template}{}", if *adaptive { " --adaptive" } else { "" })
            }
            Self::Stories => "mockround stories matrix".to_string(),
        }
    }

    /// What it is about, in a few words.
    pub(crate) fn called(&self) -> String {
        match self {
            Self::Drill { kind, asks, .. } => match asks {
                Asks::Any | Asks::Easy => kind.word().to_string(),
                Asks::Topic(topic) => format!("{} on {topic}", kind.word()),
                Asks::Phase(phase) => format!("{phase} in {}", kind.word()),
                Asks::Probes => PROBES.to_string(),
            },
            Self::Story(id) => format!("the story {id}"),
            Self::Round { .. } => "a whole round".to_string(),
            Self::Stories => "your stories".to_string(),
        }
    }

    /// What is practised by it, in a word.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Drill { asks: Asks::Probes, .. } => PROBES,
            Self::Drill { kind, .. } => kind.word(),
            Self::Story(_) | Self::Stories => QuestionKind::Behavioral.word(),
            Self::Round { .. } => "round",
        }
    }

    /// Whether it asks whole questions on any topic.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Self::Drill { asks: Asks::Any, .. })
    }

    /// How many questions it asks to begin with.
    pub(super) fn least(&self) -> usize {
        match self {
            Self::Drill { count, .. } => count.unwrap_or(1),
            Self::Story(_) | Self::Round { .. } | Self::Stories => 1,
        }
    }

    /// The same with so many questions, where it asks any number.
    pub(crate) fn with_count(&self, number: usize) -> Self {
        match self.clone() {
            Self::Drill { kind, asks, due, .. } => {
                Self::Drill { kind, asks, count: Some(number), due }
            }
            other => other,
        }
    }
}

/// How long drills and rounds take, by the templates that they are built from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lengths {
    /// The templates of the drills, by the words of their kinds; a kind without one has no drill.
    pub(crate) drills: BTreeMap<&'static str, Template>,
    /// Whole rounds, by the names that `run` is given; under "" that of the settings.
    pub(crate) rounds: BTreeMap<String, Template>,
    /// Whether there are none of both because the questions of the workspace can't be read.
    pub(crate) unread: bool,
}

impl Lengths {
    /// How much of that is for looking back.
    pub(super) fn reviews(&self, act: &Act) -> Duration {
        let slots = |template: Option<&Template>| template.map_or(0, |of| of.slots.len());
        let slots = match act {
            Act::Drill { kind, .. } => slots(self.drills.get(kind.word())),
            Act::Story(_) => 1,
            Act::Round { template, .. } => {
                slots(self.rounds.get(template.as_deref().unwrap_or_default()))
            }
            Act::Stories => 0,
        };
        REVIEW * u32::try_from(slots).unwrap_or(0)
    }

    /// How many questions something asks to begin with, by its template where it says no number.
    pub(super) fn count(&self, act: &Act) -> usize {
        let of = |template: &Template, kind: QuestionKind| {
            template.asks().filter(|ask| ask.kind == kind).map(|ask| ask.count).sum()
        };
        match act {
            Act::Drill { kind, asks: Asks::Probes, count: None, .. } => {
                of(&probes::template(), *kind)
            }
            Act::Drill { kind, asks: Asks::Any | Asks::Topic(_), count: None, .. } => {
                self.drills.get(kind.word()).map_or(0, |template| of(template, *kind))
            }
            _ => act.least(),
        }
    }

    /// How long something takes, with a minute a slot to look back; `None` where it can't be done
    /// here, or its name would be taken for an option.
    pub(crate) fn of(&self, act: &Act) -> Option<Duration> {
        match act {
            Act::Drill { asks: Asks::Topic(name), .. } | Act::Story(name) if is_option(name) => {
                None
            }
            Act::Drill { kind, asks, count, .. } => {
                // Where questions can't be read there is no drill of any.
                let mut template = self.drills.get(kind.word())?.clone();
                if *asks == Asks::Probes {
                    template = probes::template();
                }
                let count = match (asks, count) {
                    (Asks::Phase(phase), _) if !template.keep_phase(*kind, phase) => return None,
                    (Asks::Phase(_), None) => Some(crate::round::part::PHASE_COUNT),
                    (_, count) => count.and_then(|count| u32::try_from(count).ok()),
                };
                if let Some(count) = count {
                    template.set_count(*kind, count);
                }
                Some(planned(&template))
            }
            Act::Story(_) => Some(ladder::length() + REVIEW),
            Act::Round { template, .. } => {
                Some(planned(self.rounds.get(template.as_deref().unwrap_or_default())?))
            }
            Act::Stories => Some(LOOK),
        }
    }
}

/// The slots, the breaks between them, and a minute behind each.
fn planned(template: &Template) -> Duration {
    let mut planned = Duration::ZERO;
    for (position, slot) in template.slots.iter().enumerate() {
        planned += slot.length + REVIEW;
        if position + 1 < template.slots.len() {
            planned += slot.break_after.unwrap_or(template.break_after);
        }
    }
    planned
}
