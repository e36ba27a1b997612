//! Themes against stories: where a theme has none, where one is told too often, whether there are
//! enough.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use jiff::Timestamp;

use super::Story;
use crate::round::Theme;
use crate::session::tellings::Telling;
use crate::word::Word;

/// How many distinct stories a behavioral interview wants.
pub(crate) const WANTED: RangeInclusive<usize> = 7..=10;
/// Overuse is looked for in so many of the latest tellings …
pub(crate) const LATEST: usize = 10;
/// … and is as many of them as these.
pub(crate) const OVERUSED: usize = 3;
/// A story that is alone for so many themes would have to be told for all of them.
pub(crate) const LEANED_ON: usize = 3;
/// A theme whose best story is weaker than this is thin.
pub(crate) const STRONG: u8 = 3;

/// Themes against stories.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matrix {
    /// A row for every theme, in their usual order; its cells are in the order of the stories.
    pub(crate) rows: Vec<(Theme, Vec<Cell>)>,
    /// What is known of each story's tellings, whatever the question: how often, and when last.
    pub(crate) told: Vec<(usize, Option<Timestamp>)>,
    /// What it shows, most important first.
    pub(crate) findings: Vec<Finding>,
}

/// One story for one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    /// The story's strength, where it carries the theme.
    pub(crate) strength: Option<u8>,
    /// How often it was told for a question of this theme.
    pub(crate) told: usize,
    /// When last.
    pub(crate) last: Option<Timestamp>,
}

/// What a matrix shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// Fewer or more stories than are wanted; those with all four parts count.
    Count {
        /// Stories with all four parts.
        complete: usize,
        /// All stories.
        all: usize,
    },
    /// No story carries this theme.
    Gap(Theme),
    /// Only weak ones do.
    Thin(Theme, u8),
    /// A story was told in many of the latest tellings.
    Overused {
        /// Its id.
        id: String,
        /// In how many.
        times: usize,
        /// Of how many.
        of: usize,
    },
    /// A story is the only one for several themes.
    LeanedOn {
        /// Its id.
        id: String,
        /// For these.
        themes: Vec<Theme>,
    },
}

impl Matrix {
    /// The matrix of these stories, told like that.
    pub(crate) fn of(stories: &[Story], tellings: &[Telling]) -> Self {
        let mut rows = Vec::new();
        for theme in Theme::all() {
            let cells = stories.iter().map(|story| Cell::of(story, *theme, tellings));
            rows.push((*theme, cells.collect()));
        }
        let told = stories.iter().map(|story| story.told(None, tellings));
        Self { rows, told: told.collect(), findings: findings(stories, tellings) }
    }
}

impl Cell {
    fn of(story: &Story, theme: Theme, tellings: &[Telling]) -> Self {
        let (told, last) = story.told(Some(theme), tellings);
        let strength = story.themes.contains(&theme).then_some(story.strength);
        Self { strength, told, last }
    }
}

fn findings(stories: &[Story], tellings: &[Telling]) -> Vec<Finding> {
    let mut found = Vec::new();
    let complete = stories.iter().filter(|story| story.is_complete()).count();
    if !WANTED.contains(&complete) {
        found.push(Finding::Count { complete, all: stories.len() });
    }
    let (mut gaps, mut thin) = (Vec::new(), Vec::new());
    for theme in Theme::all() {
        let strengths = carrying(stories, *theme).map(|story| story.strength);
        match strengths.max() {
            None => gaps.push(Finding::Gap(*theme)),
            Some(best @ ..STRONG) => thin.push(Finding::Thin(*theme, best)),
            Some(STRONG..) => {}
        }
    }
    found.append(&mut gaps);
    found.append(&mut thin);
    let mut latest: Vec<&Telling> = tellings.iter().collect();
    latest.sort_by_key(|telling| Reverse(telling.at));
    latest.truncate(LATEST);
    for story in stories {
        let times = latest.iter().filter(|telling| telling.story == story.id).count();
        if times >= OVERUSED {
            found.push(Finding::Overused { id: story.id.clone(), times, of: latest.len() });
        }
    }
    for story in stories {
        let mut alone = Theme::all().to_vec();
        alone.retain(|theme| carrying(stories, *theme).map(|of| &of.id).eq([&story.id]));
        if alone.len() >= LEANED_ON {
            found.push(Finding::LeanedOn { id: story.id.clone(), themes: alone });
        }
    }
    found
}

fn carrying(stories: &[Story], theme: Theme) -> impl Iterator<Item = &Story> {
    stories.iter().filter(move |story| story.themes.contains(&theme))
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let wanted = format!("{} to {}", WANTED.start(), WANTED.end());
        match self {
            Self::Count { complete, all } => {
                let of = if complete == all { String::new() } else { format!(" of {all}") };
                let advice =
                    if complete < WANTED.start() { "are wanted" } else { "can be kept ready" };
                write!(f, "{complete}{of} stories have all four parts; {wanted} {advice}")
            }
            Self::Gap(theme) => write!(f, "no story for {}", theme.word()),
            Self::Thin(theme, best) => {
                write!(f, "only weak stories for {}: the best has strength {best}", theme.word())
            }
            Self::Overused { id, times, of } => {
                write!(f, "{id} was told in {times} of the latest {of} answers")
            }
            Self::LeanedOn { id, themes } => {
                write!(f, "{id} is the only story for {}", Theme::joined(themes, ", "))
            }
        }
    }
}
