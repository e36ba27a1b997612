//! What a report can't say: of which questions something is not known, and how much stands behind
//! the words "no flags".

use super::flags::note_lines;
use super::units;
use crate::pacing::measures::Unit;
use crate::pacing::{
    self, AnswerKnown, CodePacing, KeptBackRun, Moment, Pacing, PressedPacing, ProbePacing,
    QuestionPacing, SlotPacing,
};
use crate::session::event::By;
use crate::text::{GivenText, counted};
use crate::time::m_ss;
use crate::time::seconds::to_f64;

type Of = fn(&QuestionPacing) -> bool;

/// What flags are made of, which questions have it, and of which of them it is known.
const MEASURED: [(&str, Of, Of); 3] = [
    ("first answers", is_asked, is_answer_known),
    ("length of the answers", is_told, is_length_known),
    ("phases", is_any, is_phase_known),
];

/// What is said of a round of which nothing is known.
pub(super) const NOTHING: &str =
    "nothing was marked, and nothing was heard: how it went is not known";

/// Whether anything is known of a round that a flag could be made of, or that the candidate did.
pub(super) fn is_measured(pacing: &Pacing) -> bool {
    pacing.slots.iter().any(SlotPacing::is_measured) || !pacing.flags.is_empty()
}

/// No flags is said with what was measured: nothing found where nothing was looked at says nothing.
pub(super) fn no_flags(pacing: &Pacing) -> String {
    let shown = shown(pacing);
    if shown.is_empty() {
        return "no flags: no question was shown".to_string();
    }
    if !is_measured(pacing) {
        return format!("no flags: {NOTHING}");
    }
    let mut parts = Vec::new();
    for (what, applies, is_known) in MEASURED {
        let (mut all, mut known) = (0, 0);
        for question in shown.iter().map(NotedQuestion::question).filter(|of| applies(of)) {
            all += 1;
            known += usize::from(is_known(question));
        }
        if all > 0 {
            let all = counted(all, "question", "questions");
            parts.push(format!("{what} in {known} of {all}"));
        }
    }
    let silence = if pacing.audio.tells() {
        format!("silence in {}", m_ss(pacing.audio.heard))
    } else {
        "but no silence".to_string()
    };
    format!("no flags; measured: {}, slot lengths, {silence}", parts.join(", "))
}

/// What is said of questions, and of which.
const OF_QUESTIONS: [(&str, Of); 6] = [
    ("first answer neither marked nor said in the review", is_answer_unknown),
    ("end of the answer not marked", is_end_unmarked),
    ("phases not marked", is_unmarked),
    ("skipped", QuestionPacing::is_skipped),
    ("interrupted by a gap", is_interrupted),
    ("open when the round broke off", is_open),
];

/// What the report can't say, and about which questions and slots.
pub(super) fn notes(pacing: &Pacing) -> Vec<String> {
    let shown = shown(pacing);
    let mut notes: Vec<String> = note_lines(pacing).into_iter().map(|note| note.text).collect();
    for (what, applies) in OF_QUESTIONS {
        let of = shown.iter().filter(|of| applies(of.question()));
        add(&mut notes, what, of.map(NotedQuestion::place).collect());
    }
    let (mut unattended, mut not_come_to) = (Vec::new(), Vec::new());
    for slot in &pacing.slots {
        if slot.unattended {
            unattended.push(slot.title.shown());
        }
        if slot.ended.is_none() && slot.actual.is_none() {
            not_come_to.push(slot.title.shown());
        }
    }
    let hinted = shown.iter().filter(|of| !of.question().hints.is_empty());
    let ran = shown.iter().filter_map(NotedQuestion::ran);
    add(&mut notes, "code", ran.collect());
    add(&mut notes, "hints taken", hinted.map(NotedQuestion::hinted).collect());
    let probed = shown.iter().filter_map(NotedQuestion::probed);
    add(&mut notes, "the interviewer asked", probed.collect());
    let terse = shown.iter().filter(|of| of.question().is_terse());
    add(&mut notes, "facts asked for", terse.clone().map(NotedQuestion::asked_for).collect());
    let lacks = terse.filter(|of| !of.question().never_asked.is_empty());
    add(&mut notes, "facts never asked for", lacks.map(NotedQuestion::never_asked).collect());
    add(&mut notes, "nothing marked, ended by the clock", unattended);
    add(&mut notes, "not come to", not_come_to);
    notes
}

fn add(notes: &mut Vec<String>, what: &str, places: Vec<String>) {
    if !places.is_empty() {
        notes.push(format!("{what}: {}", places.join("; ")));
    }
}

/// A question that was shown: only of those is anything noted.
struct NotedQuestion<'a> {
    slot: &'a SlotPacing,
    at: usize,
}

impl<'a> NotedQuestion<'a> {
    fn question(&self) -> &'a QuestionPacing {
        &self.slot.questions[self.at]
    }

    fn place(&self) -> String {
        pacing::place(self.slot, Some(self.at), None)
    }

    /// When its code was run, and what passed.
    fn ran(&self) -> Option<String> {
        let code = self.question().code.as_ref()?;
        Some(format!("{}, {}", self.place(), code_line(code)))
    }

    /// What an interviewer asked unasked for, and how soon all that was asked was answered, where
    /// that is known; in order.
    fn probed(&self) -> Option<String> {
        let probes = &self.question().probes;
        let is_told =
            |of: &&ProbePacing| of.by_itself || of.by == By::Person || of.response.is_some();
        let asked = probes.iter().filter(is_told).map(|of| (of.at.in_question, probe_line(of)));
        let pressed = self.question().pressed.iter();
        let pressed = pressed.map(|of| (of.at.in_question, pressed_line(of)));
        let mut asked: Vec<_> = asked.chain(pressed).collect();
        asked.sort_by_key(|(at, _)| *at);
        let asked: Vec<String> = asked.into_iter().map(|(_, line)| line).collect();
        (!asked.is_empty()).then(|| format!("{}, {}", self.place(), asked.join(", ")))
    }

    /// Which facts were asked for, and when.
    fn asked_for(&self) -> String {
        let facts = &self.question().facts;
        let one = |(at, name): &(Option<Moment>, GivenText)| match at {
            Some(at) => format!("{name} (at {})", m_ss(at.in_question)),
            None => format!("{name} (as the review says)"),
        };
        let names: Vec<String> = facts.iter().map(one).collect();
        let names = if names.is_empty() { "none".to_string() } else { names.join(", ") };
        format!("{}: {names}", self.place())
    }

    /// Which were not.
    fn never_asked(&self) -> String {
        let names = self.question().never_asked.iter().map(|(name, _)| name.shown());
        format!("{}: {}", self.place(), names.collect::<Vec<_>>().join(", "))
    }

    /// How many hints were taken in it, and when.
    fn hinted(&self) -> String {
        let hints = &self.question().hints;
        let at: Vec<String> = hints.iter().map(|(at, _)| m_ss(at.in_question)).collect();
        format!("{}, {} (at {})", self.place(), hints.len(), at.join(", "))
    }
}

/// What was asked, when, and how soon it was answered.
pub(super) fn probe_line(probe: &ProbePacing) -> String {
    let soon = probe.response.map(|after| {
        let after = units::value(Unit::Tenths, to_f64(after));
        format!(", first words after {after}")
    });
    let (text, at) = (probe.text.shown(), m_ss(probe.at.in_question));
    format!("{text:?} (at {at}{})", soon.unwrap_or_default())
}

/// What an interviewer did on purpose, and how soon the candidate was back on plan.
fn pressed_line(pressed: &PressedPacing) -> String {
    let at = m_ss(pressed.at.in_question);
    let back = pressed.back.map(|back| format!(", back on plan after {}", m_ss(back)));
    format!("{:?} (at {at}{})", pressed.says.shown(), back.unwrap_or_default())
}

/// What is known of a question's code, in a line.
pub(super) fn code_line(code: &CodePacing) -> String {
    let at = |of: Moment| m_ss(of.in_question);
    let mut parts = Vec::new();
    if let Some(first) = code.first_run() {
        let before = match code.before_answer {
            Some(true) => ", before an approach was said",
            Some(false) | None => "",
        };
        parts.push(format!("first run {}{before}", at(first)));
    }
    let mut runs = counted(code.until_pass(), "run", "runs");
    if let broken_off @ 1.. = code.broken_off() {
        runs += &format!(", {broken_off} broken off");
    }
    parts.push(match code.first_pass() {
        Some(passed) => format!("all examples passed {} ({runs})", at(passed)),
        None if code.runs.is_empty() => "no run is recorded before the end".to_string(),
        None if code.has_passed().is_none() => {
            format!("whether its examples passed is unknown ({runs})")
        }
        None => format!("its examples never passed ({runs})"),
    });
    if let Some(KeptBackRun { passed, of, failed }) = &code.cases {
        let failed = failed.as_ref().map(|failed| format!(" ({failed})")).unwrap_or_default();
        parts.push(format!("as it stood at the end {passed} of {of} kept-back cases{failed}"));
    }
    parts.join(" · ")
}

fn shown(pacing: &Pacing) -> Vec<NotedQuestion<'_>> {
    let mut shown = Vec::new();
    for slot in &pacing.slots {
        for (at, question) in slot.questions.iter().enumerate() {
            if question.shown.is_some() {
                shown.push(NotedQuestion { slot, at });
            }
        }
    }
    shown
}

fn is_any(_: &QuestionPacing) -> bool {
    true
}

fn is_asked(question: &QuestionPacing) -> bool {
    question.first_answer.known != AnswerKnown::NotAsked
}

pub(super) fn is_answer_unknown(question: &QuestionPacing) -> bool {
    question.first_answer.known == AnswerKnown::Unknown
}

fn is_answer_known(question: &QuestionPacing) -> bool {
    !is_answer_unknown(question)
}

fn is_told(question: &QuestionPacing) -> bool {
    question.limits.answer.is_some()
}

fn is_length_known(question: &QuestionPacing) -> bool {
    question.answer.is_some()
}

pub(super) fn is_end_unmarked(question: &QuestionPacing) -> bool {
    is_told(question) && question.told.is_none() && !question.is_skipped()
}

fn is_phase_known(question: &QuestionPacing) -> bool {
    question.phases.iter().any(|phase| phase.actual.is_some())
}

fn is_unmarked(question: &QuestionPacing) -> bool {
    question.phases.len() > 1 && !is_phase_known(question) && !question.is_skipped()
}

fn is_interrupted(question: &QuestionPacing) -> bool {
    question.interrupted
}

fn is_open(question: &QuestionPacing) -> bool {
    question.ended.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measure;
    use crate::round::pressure::PressurePlan;
    use crate::round::{Brief, Twist};
    use crate::samples::{Script, behavioral, design};
    use crate::session::event::{Pressure, What};

    fn probe(id: usize, by: By) -> What {
        What::Probe { phase: None, id, by }
    }

    fn noted(script: &Script, what: &str) -> Option<String> {
        let pacing = measure(script.session());
        let note = notes(&pacing).into_iter().find(|note| note.starts_with(what));
        note.map(|note| note[what.len()..].to_string())
    }

    #[test]
    fn all_that_was_asked_and_answered_is_told_in_order() {
        let mut slot = behavioral();
        slot.questions = vec![slot.questions.remove(1)];
        slot.questions[0].question.follow_ups = ["a", "b", "c"].map(str::to_string).to_vec();
        let (says, good) = ("Where are we?".to_string(), "says it".to_string());
        slot.questions[0].pressure = Some(PressurePlan { after: Some(30), says, good });
        let script = Script::new(vec![slot])
            .begin(0.0, 0)
            .then(40.0, What::Pressed { how: Pressure::Interruption })
            .answer(120.0)
            .then(120.0, probe(0, By::Opening))
            .then(180.0, probe(1, By::Key))
            .then(240.0, probe(2, By::Interviewer))
            .done(300.0)
            .heard(0.0, 300.0, &[(5.0, 118.0), (122.0, 170.0), (183.0, 290.0)]);
        let told = noted(&script, "the interviewer asked: ");
        let expected = "\"Where are we?\" (at 0:40, back on plan after 1:20), \"a\" (at 2:00, \
                        first words after 2.0 s), \"b\" (at 3:00, first words after 3.0 s), \
                        \"c\" (at 4:00)";
        assert!(told.as_ref().is_some_and(|told| told.ends_with(expected)), "{told:?}");
        // What opened by the clock was asked too, answered or not.
        let mut slot = behavioral();
        slot.questions = vec![slot.questions.remove(1)];
        slot.questions[0].question.follow_ups = ["a", "b"].map(str::to_string).to_vec();
        let by_plan = |id, by| What::Probe { phase: Some(4), id, by };
        let script = Script::new(vec![slot])
            .begin(0.0, 0)
            .then(130.0, by_plan(0, By::Opening))
            .then(240.0, by_plan(1, By::Interviewer))
            .done(300.0);
        let told = noted(&script, "the interviewer asked: ");
        let expected = "\"a\" (at 2:10), \"b\" (at 4:00)";
        assert!(told.as_ref().is_some_and(|told| told.ends_with(expected)), "{told:?}");
    }

    #[test]
    fn a_change_that_nobody_asked_for_is_one_of_the_things_done_on_purpose() {
        let changed = |by: By| {
            let mut slot = design();
            let twist = Twist { ask: "now in 10 ms".to_string(), good: "cuts".to_string() };
            let Brief::MlDesign { twist: of, .. } = &mut slot.questions[0].question.brief else {
                panic!("a design");
            };
            *of = Some(twist);
            let (says, good) = ("Where are we?".to_string(), "says it".to_string());
            slot.questions[0].pressure = Some(PressurePlan { after: None, says, good });
            let script = Script::new(vec![slot]).begin(0.0, 0).then(1400.0, What::Twist { by });
            measure(script.done(2000.0).session()).slots[0].questions[0].pressed.clone()
        };
        let pressed = changed(By::Interviewer);
        assert_eq!((pressed.len(), pressed[0].how.word()), (1, "twist"));
        assert_eq!(pressed_line(&pressed[0]), "\"now in 10 ms\" (at 23:20)");
        assert_eq!(changed(By::Key), []);
    }
}
