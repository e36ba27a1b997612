//! What a plan could hold, most wanted first, each with its reason: what the last round asks for,
//! what is due, what is weak, what was never practised, what was not for longest.

use std::time::Duration;

use jiff::civil::Date;

use super::act::{Act, Asks};
use super::interviews::{self, called};
use super::matter::Matter;
use super::past::Practised;
use super::recall::{Recall, due};
use super::weak::Weakness;
use super::{Situation, by_day, days, words};
use crate::round::QuestionKind;
use crate::settings::Interview;
use crate::stories::Story;
use crate::stories::matrix::{Finding, Matrix};
use crate::text::counted;
use crate::word::Word;

/// So many questions of what is not due are wanted at most.
const SOME: usize = 3;

/// A whole round is rehearsed every so many days before an interview.
const WEEK: i64 = 7;

/// Where so many phases are due, the whole is asked.
const PHASES: usize = 3;

/// A line that a plan could have.
#[derive(Debug, Clone)]
pub(super) struct Want {
    /// What to do; what comes behind stands in where it takes too long.
    pub(super) acts: Vec<Act>,
    /// How many questions there would be, where there is time.
    pub(super) most: usize,
    /// Whether it is of something weak, which gets more of the time.
    pub(super) is_weak: bool,
    /// Why.
    pub(super) reason: String,
    /// Why, in full: a line for each thing that is due.
    pub(super) why: Vec<String>,
}

impl Want {
    fn new(act: Act, most: usize, reason: String) -> Self {
        Self { acts: vec![act], most, is_weak: false, reason, why: Vec::new() }
    }

    fn or(mut self, act: Act) -> Self {
        self.acts.push(act);
        self
    }
}

/// The kinds that can be drilled.
pub(super) fn kinds() -> impl Iterator<Item = QuestionKind> {
    QuestionKind::all().iter().copied()
}

/// All that a plan could hold.
pub(super) fn wants(of: &Situation<'_>, weak: &[Weakness]) -> Vec<Want> {
    let days = by_day(of.past, of.today);
    let today: Vec<&Practised> =
        days.iter().filter(|(day, _)| *day == of.today).map(|(_, session)| *session).collect();
    let next = interviews::next(of.interviews, of.today);
    if next.is_some_and(|next| super::days(of.today, next.date) <= interviews::LIGHT) {
        return light_wants(of, &today);
    }
    let mut wants = Vec::new();
    wants.extend(asked_for(of, &days));
    wants.extend(next.and_then(|next| whole_round(of, &days, next)));
    wants.extend(debriefed(of, &today));
    wants.extend(due_wants(of, &today, weak));
    wants.extend(weak_wants(&today, weak));
    wants.extend(new_wants(of));
    wants.extend(story_wants(of, &today));
    wants.extend(old_wants(&days, of.today, &today));
    wants
}

/// What the last counted round asks for, until that was done. A drill that was itself what the
/// round before it asked for asks for nothing more on its own day.
fn asked_for(of: &Situation<'_>, days: &[(Date, &Practised)]) -> Option<Want> {
    let mut counted = days.iter().enumerate().rev().filter(|(_, (_, session))| session.counts);
    let (at, (day, last)) = counted.next()?;
    let next = last.next.as_ref()?;
    let before = counted.next().and_then(|(_, (_, before))| before.next.as_ref());
    let was_asked_for = *day == of.today && before.is_some_and(|before| last.has_done(&before.act));
    if was_asked_for || days[at + 1..].iter().any(|(_, later)| later.has_done(&next.act)) {
        return None;
    }
    let reason = format!("your last round, {}: {}", words::day(*day, of.today), next.reason);
    let one = next.act.with_count(1);
    let mut acts = vec![next.act.clone(), one];
    acts.retain(|act| of.can_run(act));
    Some(Want { acts, ..Want::new(next.act.clone(), 0, reason) })
}

impl Situation<'_> {
    /// Whether what a report said to do can still be done: the story may be gone, or the topic.
    fn can_run(&self, act: &Act) -> bool {
        match act {
            Act::Drill { kind, asks: Asks::Topic(topic), count, .. } => {
                (self.has_topic)(*kind, topic, count.unwrap_or(2))
            }
            Act::Story(id) => self.stories.iter().any(|of| of.id == *id && can_be_told(of)),
            Act::Drill { .. } | Act::Round { .. } | Act::Stories => true,
        }
    }
}

/// What the last days before an interview hold: a pitch, the stories, and one easy question.
fn light_wants(of: &Situation<'_>, today: &[&Practised]) -> Vec<Want> {
    let light = |act, reason: &str| Want::new(act, 0, reason.to_string());
    let mut wants = vec![light(
        Act::drill(QuestionKind::Pitch, 1),
        "light days: most interviews begin with your pitch",
    )];
    wants.extend(story_wants(of, today));
    wants.push(light(
        Act::Drill { kind: QuestionKind::Coding, asks: Asks::Easy, count: Some(1), due: false },
        "light days: one easy question, to begin well",
    ));
    wants.retain(|want| !want.acts.iter().any(|act| today.iter().any(|of| of.has_done(act))));
    wants
}

/// A whole round a week, like the interview that is next.
fn whole_round(of: &Situation<'_>, days: &[(Date, &Practised)], next: &Interview) -> Option<Want> {
    let act = Act::Round { template: next.template.clone(), adaptive: true };
    let is_recent = |day: Date| super::days(day, of.today) < WEEK;
    if days.iter().any(|(day, session)| is_recent(*day) && session.has_done(&act)) {
        return None;
    }
    let left = interviews::countdown(next, of.today);
    let reason = format!("no whole round in the last {WEEK} days, and {left}");
    Some(Want::new(act, 0, reason))
}

/// The kinds that went badly in a real interview, and were not practised today.
fn debriefed(of: &Situation<'_>, today: &[&Practised]) -> Vec<Want> {
    let mut wants = Vec::new();
    for debrief in of.debriefs.iter().filter(|debrief| debrief.calls_for(of.today)) {
        let (name, day) = (called(debrief.name.as_deref()), words::day(debrief.date, of.today));
        for kind in kinds().filter(|kind| debrief.kinds.contains(kind)) {
            let act = Act::drill(kind, 1);
            if !today.iter().any(|session| session.has_done(&act)) {
                let reason = format!("{} went badly in {name}, {day}", kind.word());
                wants.push(Want { is_weak: true, ..Want::new(act, SOME, reason) });
            }
        }
    }
    wants
}

/// What is due, drill by drill: what is weak first, then where most was missed, then what is due
/// for longest.
fn due_wants(of: &Situation<'_>, today: &[&Practised], weak: &[Weakness]) -> Vec<Want> {
    let mut due = due(of.past, of.today);
    due.retain(|recall| !today.iter().any(|session| session.has_touched(recall)));
    let mut wants: Vec<(_, Want)> = Vec::new();
    let mut add = |recalls: Vec<&Recall>, kind: QuestionKind, want: Option<Want>| {
        let (Some(first), Some(want)) = (recalls.first(), want) else { return };
        let missed = recalls.iter().filter(|recall| !recall.met).count();
        let is_weak = weak.iter().any(|of| of.kind == kind);
        let reason = words::due(&recalls, of.today);
        let why = words::explained(&recalls, of.today);
        let place = (!is_weak, missed == 0, first.due(), std::cmp::Reverse(missed));
        let most = if is_weak { want.most.max(SOME) } else { want.most };
        wants.push((place, Want { is_weak, most, reason, why, ..want }));
    };
    for kind in kinds() {
        let is_here = |of: &&Recall| of.kind == kind && !matches!(of.matter, Matter::Story(_));
        let of_kind: Vec<&Recall> = due.iter().filter(is_here).collect();
        let (mut whole, parts): (Vec<&Recall>, Vec<&Recall>) =
            of_kind.iter().partition(|recall| recall.drill_phase().is_none());
        let mut phases: Vec<(&str, Vec<&Recall>)> = Vec::new();
        for name in kind.phase_names() {
            let of_phase = |of: &&&Recall| of.drill_phase() == Some(name);
            let of_phase: Vec<&Recall> = parts.iter().filter(of_phase).copied().collect();
            if !of_phase.is_empty() {
                phases.push((name, of_phase));
            }
        }
        // So many phases take as long as a whole one.
        if phases.len() >= PHASES {
            whole.clone_from(&of_kind);
        }
        let want = whole_want(kind, &whole);
        add(whole, kind, want);
        for (name, of_phase) in phases {
            let most = questions(&of_phase).max(1);
            let want = Want::new(phase_act(kind, name, true), most, String::new());
            add(of_phase, kind, Some(want));
        }
    }
    for story in of.stories.iter().filter(|story| can_be_told(story)) {
        let is_it =
            |recall: &&Recall| matches!(&recall.matter, Matter::Story(id) if *id == story.id);
        let told: Vec<&Recall> = due.iter().filter(is_it).collect();
        let want = Want::new(Act::Story(story.id.clone()), 0, String::new());
        add(told, QuestionKind::Behavioral, Some(want));
    }
    wants.sort_by_key(|(place, _)| *place);
    wants.into_iter().map(|(_, want)| want).collect()
}

/// A drill of whole questions in which these are due.
fn whole_want(kind: QuestionKind, due: &[&Recall]) -> Option<Want> {
    if due.is_empty() {
        return None;
    }
    let drawn = |of: &&&Recall| !matches!(of.matter, Matter::Habit(_));
    let most = questions(due).max(1);
    let act = Act::Drill {
        kind,
        asks: Asks::Any,
        count: Some(1),
        due: due.iter().any(|recall| drawn(&recall)),
    };
    let want = Want::new(act, most, String::new());
    // A first answer that was late ends the first phase, which takes less time.
    let is_late = |of: &&&Recall| !of.met && matches!(of.matter, Matter::Question { .. });
    let is_only_that = due.iter().all(|of| is_late(&of));
    Some(match kind.phase_names().first() {
        Some(first) if kind.has_phase_drill() && is_only_that => {
            want.or(phase_act(kind, first, false))
        }
        _ => want,
    })
}

fn phase_act(kind: QuestionKind, phase: &str, due: bool) -> Act {
    Act::Drill { kind, asks: Asks::Phase(phase.to_string()), count: Some(1), due }
}

/// How many questions it takes to ask for what is due.
fn questions(due: &[&Recall]) -> usize {
    let mut asked: Vec<String> = Vec::new();
    for recall in due {
        let of = match &recall.matter {
            Matter::Question { id, .. } => id.clone(),
            Matter::Point { question, .. } => question.clone(),
            Matter::Theme(theme) => format!("theme {}", theme.word()),
            Matter::Story(_) | Matter::Phase(_) | Matter::Habit(_) => continue,
        };
        if !asked.contains(&of) {
            asked.push(of);
        }
    }
    asked.len()
}

fn weak_wants(today: &[&Practised], weak: &[Weakness]) -> Vec<Want> {
    let mut wants = Vec::new();
    for of in weak {
        let phase = of.phase.as_deref().filter(|name| of.kind.phase_names().contains(name));
        let act = match phase {
            Some(phase) => phase_act(of.kind, phase, false),
            None => Act::drill(of.kind, 1),
        };
        if !today.iter().any(|session| session.has_done(&act)) {
            let want = Want { is_weak: true, ..Want::new(act, SOME, words::weak(of)) };
            wants.push(match of.kind.phase_names().first() {
                Some(first) if phase.is_none() && of.kind.has_phase_drill() => {
                    want.or(phase_act(of.kind, first, false))
                }
                _ => want,
            });
        }
    }
    wants
}

/// Kinds that were never practised.
fn new_wants(of: &Situation<'_>) -> Vec<Want> {
    let mut wants = Vec::new();
    for kind in kinds() {
        if of.past.iter().any(|session| session.did.iter().any(|did| did.kind == kind)) {
            continue;
        }
        let reason = format!("you have not practised {} yet", kind.word());
        let want = Want::new(Act::drill(kind, 1), SOME, reason);
        wants.push(match kind.phase_names().first() {
            Some(first) if kind.has_phase_drill() => want.or(phase_act(kind, first, false)),
            _ => want,
        });
    }
    wants
}

/// Stories that were never told, and themes that have none.
fn story_wants(of: &Situation<'_>, today: &[&Practised]) -> Vec<Want> {
    let mut tellings = Vec::new();
    let mut laddered = Vec::new();
    for session in of.past {
        tellings.extend(session.tellings.iter().cloned());
        laddered.extend(session.stories());
    }
    let matrix = Matrix::of(of.stories, &tellings);
    let overused = matrix.findings.iter().find(|of| matches!(of, Finding::Overused { .. }));
    let is_new = |(story, told): &(&Story, &(usize, _))| {
        story.is_complete() && told.0 == 0 && !laddered.contains(&story.id.as_str())
    };
    let mut wants = Vec::new();
    if let Some((story, _)) = of.stories.iter().zip(&matrix.told).find(is_new) {
        let act = Act::Story(story.id.clone());
        let reason = match overused {
            Some(overused) => format!("{overused}, and {} in none yet", story.id),
            None => format!("{} was never told", story.id),
        };
        if !today.iter().any(|session| session.has_done(&act)) {
            wants.push(Want::new(act, 0, reason));
        }
    }
    wants.push(Want::new(Act::Stories, 0, look_at_stories(of.stories, &matrix)));
    wants
}

/// Why to look over the stories.
fn look_at_stories(stories: &[Story], matrix: &Matrix) -> String {
    let gaps = matrix.findings.iter().filter(|of| matches!(of, Finding::Gap(_))).count();
    match (stories.len(), gaps) {
        (0, _) => "no story is written yet, and behavioral questions are answered with one".into(),
        (_, 0) => "see which story answers which theme, and which was told last".to_string(),
        (_, gaps) => format!("{} no story yet", counted(gaps, "theme has", "themes have")),
    }
}

/// Kinds that were not practised for longest, but for those of today.
fn old_wants(days: &[(Date, &Practised)], today: Date, done: &[&Practised]) -> Vec<Want> {
    let mut wants = Vec::new();
    for kind in kinds() {
        let act = Act::drill(kind, 1);
        let last = days.iter().rev().find(|(_, session)| session.has_done(&act));
        let Some((last, _)) = last else { continue };
        if !done.iter().any(|session| session.has_done(&act)) {
            let ago = usize::try_from(super::days(*last, today)).unwrap_or_default();
            let ago = counted(ago, "day", "days");
            let reason = format!("not practised for {ago}, since {}", words::day(*last, today));
            wants.push((*last, Want::new(act, SOME, reason)));
        }
    }
    wants.sort_by_key(|(last, _)| *last);
    wants.into_iter().map(|(_, want)| want).collect()
}

/// Whether a story can be drilled.
fn can_be_told(story: &Story) -> bool {
    story.parts.iter().any(Option::is_some)
}

impl Recall {
    /// The phase whose drill asks for it, where one does.
    fn drill_phase(&self) -> Option<&str> {
        match &self.matter {
            Matter::Phase(phase) | Matter::Point { phase, .. }
                if self.kind.has_phase_drill()
                    && self.kind.phase_names().contains(&phase.as_str()) =>
            {
                Some(phase)
            }
            _ => None,
        }
    }
}

impl Practised {
    /// Whether it asked for something, whatever is known of how that went.
    fn has_touched(&self, recall: &Recall) -> bool {
        let whole = Act::drill(recall.kind, 1);
        match &recall.matter {
            Matter::Question { id, .. } => self.did.iter().any(|did| did.question == *id),
            Matter::Point { question, phase, .. } => self.did.iter().any(|did| {
                did.question == *question && did.phase.as_ref().is_none_or(|of| of == phase)
            }),
            Matter::Theme(theme) => self.has_done(&Act::Drill {
                kind: recall.kind,
                asks: Asks::Theme(*theme),
                count: None,
                due: false,
            }),
            Matter::Story(id) => {
                let is_told = self.tellings.iter().any(|telling| telling.story == *id);
                is_told || self.has_done(&Act::Story(id.clone()))
            }
            Matter::Phase(phase) => {
                self.has_done(&phase_act(recall.kind, phase, false)) || self.has_done(&whole)
            }
            Matter::Habit(_) => self.has_done(&whole),
        }
    }
}

/// Running time of some sessions.
pub(super) fn running(sessions: &[&Practised]) -> Duration {
    sessions.iter().map(|session| session.running()).sum()
}

/// Whole days between two days, in words.
pub(super) fn ago(from: Date, today: Date) -> String {
    match days(from, today) {
        0 => "today".to_string(),
        1 => "yesterday".to_string(),
        days => format!("{days} days ago"),
    }
}
