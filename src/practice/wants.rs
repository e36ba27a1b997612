//! What a plan could hold, most wanted first, each with its reason: what the last round asks for,
//! what is due, what is weak, what was never practised, what was not for longest.

use std::time::Duration;

use jiff::civil::Date;

use super::act::{Act, Asks};
use super::due::due_wants;
use super::interviews::{self, called};
use super::past::{Did, Practised};
use super::want::{SOME, Want, kinds};
use super::weak::Weakness;
use super::{Situation, by_day, days, words};
use crate::round::QuestionKind;
use crate::settings::Interview;
use crate::stories::Story;
use crate::stories::matrix::{Finding, Matrix};
use crate::text::{counted, is_option};
use crate::word::Word;

/// A whole round is rehearsed every so many days before an interview, and a kind is planned with
/// less than its time at most as often.
const WEEK: i64 = 7;

/// All that a plan could hold.
pub(super) fn wants(of: &Situation<'_>, weak: &[Weakness]) -> Vec<Want> {
    let days = by_day(of.past, of.today);
    let today: Vec<&Practised> =
        days.iter().filter(|(day, _)| *day == of.today).map(|(_, session)| *session).collect();
    let next = interviews::next(of.interviews, of.today);
    let due = due_wants(of, weak);
    if interviews::is_light(next, of.today) {
        return light_wants(of, &today, due);
    }
    let mut wants = Vec::new();
    wants.extend(asked_for(of, &days));
    wants.extend(next.and_then(|next| whole_round(of, &days, next)));
    wants.extend(debriefed(of, &today).into_iter().map(|want| want.with_due(&due)));
    wants.extend(due);
    wants.extend(weak_wants(&today, weak));
    wants.extend(new_wants(of, &days));
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
    let why =
        format!("what the report of {} says to do next, and no session since then did it", last.id);
    let want = Want::new(next.act.clone(), 0, reason).because(why);
    (!acts.is_empty()).then_some(Want { acts, is_due: true, ..want })
}

impl<'a> Situation<'a> {
    /// The stories that can be drilled.
    pub(super) fn told(&self) -> impl Iterator<Item = &'a Story> {
        let stories = self.stories.unwrap_or_default().iter();
        stories.filter(|of| of.parts.iter().any(Option::is_some) && !is_option(&of.id))
    }

    /// Whether a drill is of a kind that was practised in the last week.
    pub(super) fn is_of_this_week(&self, act: &Act) -> bool {
        let Act::Drill { kind, asks, .. } = act else { return false };
        let has_practised = |of: &Practised| match asks {
            Asks::Probes => of.has_done(act),
            _ => of.has_practised(*kind),
        };
        by_day(self.past, self.today)
            .iter()
            .any(|(day, of)| days(*day, self.today) < WEEK && has_practised(of))
    }

    /// Whether what a report said to do can still be done: the story may be gone, or the topic.
    fn can_run(&self, act: &Act) -> bool {
        match act {
            Act::Drill { kind, asks: Asks::Topic(topic), count, .. } => {
                (self.has_topic)(*kind, topic, count.unwrap_or(2))
            }
            Act::Story(id) => self.told().any(|of| of.id == *id),
            Act::Drill { .. } | Act::Round { .. } | Act::Stories => true,
        }
    }
}

/// What the last days before an interview hold: a pitch, the stories, those first that are due, and
/// one easy question.
fn light_wants(of: &Situation<'_>, today: &[&Practised], due: Vec<Want>) -> Vec<Want> {
    let why = || format!("the last {} days and the day itself stay light", interviews::LIGHT);
    let light = |act, reason: &str| Want::new(act, 0, reason.to_string()).because(why());
    let mut wants = vec![
        light(
            Act::drill(QuestionKind::Pitch, 1),
            "light days: most interviews begin with your pitch",
        )
        .with_due(&due),
    ];
    wants.extend(due.into_iter().filter(|want| matches!(want.acts[0], Act::Story(_))));
    wants.extend(story_wants(of, today));
    wants.push(light(
        Act::Drill { kind: QuestionKind::Coding, asks: Asks::Easy, count: Some(1), due: false },
        "light days: one easy question, to begin well",
    ));
    wants.retain(|want| !want.acts.iter().any(|act| today.iter().any(|of| of.has_done(act))));
    wants.iter_mut().for_each(|want| want.is_light = true);
    wants
}

/// A whole round a week, like the interview that is next.
fn whole_round(of: &Situation<'_>, days: &[(Date, &Practised)], next: &Interview) -> Option<Want> {
    let template = of.lengths.rounds.get(next.template.as_deref().unwrap_or_default())?;
    let last = days.iter().rev().find(|(_, session)| session.is_whole(template));
    let name = &template.name;
    let (last, why) = match last {
        Some((day, _)) if super::days(*day, of.today) < WEEK => return None,
        Some((day, _)) => {
            let ago = ago(*day, of.today);
            let day = words::day(*day, of.today);
            let why =
                format!("the last one was on {day}; before an interview one a week is planned");
            (format!("your last whole round of {name} was {ago}"), why)
        }
        None => {
            let why = "there is none among your sessions; before an interview one a week is \
                       planned";
            (format!("no whole round of {name} yet"), why.to_string())
        }
    };
    let act = Act::Round { template: next.template.clone(), adaptive: true };
    let left = interviews::countdown(next, of.today);
    let reason = format!("{last}, and {left}");
    Some(Want { is_due: true, ..Want::new(act, 0, reason).because(why) })
}

/// The kinds of real interviews that went badly, but for what was practised today.
fn debriefed(of: &Situation<'_>, today: &[&Practised]) -> Vec<Want> {
    let mut wants = Vec::new();
    for debrief in of.debriefs.iter().filter(|debrief| debrief.calls_for(of.today)) {
        let (name, day) = (called(debrief.name.as_deref()), words::day(debrief.date, of.today));
        for kind in kinds().filter(|kind| debrief.kinds.iter().any(|of| of.is(*kind))) {
            let act = Act::drill(kind, 1);
            if !today.iter().any(|session| session.has_done(&act)) {
                let kind_of = kind.word();
                let reason = format!("{kind_of} was asked in {name}, {day}, which went badly");
                let why = interviews::why_practised();
                let want = Want::new(act, SOME, reason).because(why).or_first_phase(kind);
                wants.push(Want { is_weak: true, is_due: true, ..want });
            }
        }
    }
    wants
}

fn weak_wants(today: &[&Practised], weak: &[Weakness]) -> Vec<Want> {
    let mut wants = Vec::new();
    for of in weak {
        let phase = of.phase.as_deref().filter(|name| of.kind.phase_names().contains(name));
        let act = match phase {
            Some(phase) => Act::phase(of.kind, phase, false),
            None => Act::drill(of.kind, 1),
        };
        if !today.iter().any(|session| session.has_done(&act)) {
            let want = Want::new(act, SOME, words::weak(of)).because(words::why_weak());
            let want = Want { is_weak: true, ..want };
            wants.push(if phase.is_none() { want.or_first_phase(of.kind) } else { want });
        }
    }
    wants
}

/// Kinds that were never practised.
fn new_wants(of: &Situation<'_>, days: &[(Date, &Practised)]) -> Vec<Want> {
    let mut wants = Vec::new();
    for kind in kinds() {
        if of.past.iter().any(|session| session.has_practised(kind)) {
            continue;
        }
        let reason = format!("you have not practised {} yet", kind.word());
        let why = match days.is_empty() {
            true => "there is no session yet that counts",
            false => "no session of yours that counts holds a question of it",
        };
        let want = Want::new(Act::drill(kind, 1), SOME, reason).because(why.to_string());
        wants.push(want.or_first_phase(kind));
    }
    wants
}

/// Stories that were never told, and themes that have none.
fn story_wants(of: &Situation<'_>, today: &[&Practised]) -> Vec<Want> {
    let Some(stories) = of.stories else { return Vec::new() };
    let mut tellings = Vec::new();
    let mut laddered = Vec::new();
    for session in of.past {
        tellings.extend(session.tellings.iter().cloned());
        laddered.extend(session.stories());
    }
    let matrix = Matrix::of(stories, &tellings);
    let overused = matrix.findings.iter().find(|of| matches!(of, Finding::Overused { .. }));
    let is_new = |(story, told): &(&Story, &(usize, _))| {
        story.is_complete()
            && !is_option(&story.id)
            && told.0 == 0
            && !laddered.contains(&story.id.as_str())
    };
    let mut wants = Vec::new();
    if let Some((story, _)) = stories.iter().zip(&matrix.told).find(is_new) {
        let act = Act::Story(story.id.clone());
        let reason = match overused {
            Some(overused) => format!("{overused}, and {} in none yet", story.id),
            None => format!("{} was never told", story.id),
        };
        if !today.iter().any(|session| session.has_done(&act)) {
            let why = format!("no session says that {} was told", story.id);
            wants.push(Want::new(act, 0, reason).because(why));
        }
    }
    let mut look = Want::new(Act::Stories, 0, look_at_stories(stories, &matrix));
    look.why.extend(matrix.findings.iter().take(SOME).map(ToString::to_string));
    if look.why.is_empty() {
        look.why.push(format!("you have {}", counted(stories.len(), "story", "stories")));
    }
    wants.push(look);
    wants
}

/// Why to look over the stories.
fn look_at_stories(stories: &[Story], matrix: &Matrix) -> String {
    let gaps = matrix.findings.iter().filter(|of| matches!(of, Finding::Gap(_))).count();
    let mut overused = matrix.findings.iter().filter(|of| matches!(of, Finding::Overused { .. }));
    if let Some(overused) = overused.next() {
        return format!("{overused}: which other could stand in for it?");
    }
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
        // A drill that was left is no reason to pass over its kind for ever.
        let was_begun = |of: &Practised| of.has_done(&act) || of.has_practised(kind);
        let last = days.iter().rev().find(|(_, session)| was_begun(session));
        let Some((last, _)) = last else { continue };
        if !done.iter().any(|session| was_begun(session)) {
            let ago = usize::try_from(super::days(*last, today)).unwrap_or_default();
            let ago = counted(ago, "day", "days");
            let day = words::day(*last, today);
            let reason = format!("not practised for {ago}, since {day}");
            let why = "of what is not due, what you did longest ago comes first".to_string();
            wants.push((*last, Want::new(act, SOME, reason).because(why)));
        }
    }
    wants.sort_by_key(|(last, _)| *last);
    wants.into_iter().map(|(_, want)| want).collect()
}

impl Practised {
    /// Whether it was about a kind of question, or asked one of it.
    fn has_practised(&self, kind: QuestionKind) -> bool {
        let of_kind = || self.did.iter().filter(|did| did.kind == kind);
        let is_about = self.minutes.iter().any(|(of, _)| *of == kind);
        let is_whole = |did: &Did| !did.is_probe();
        of_kind().any(is_whole) || is_about && of_kind().all(is_whole)
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
