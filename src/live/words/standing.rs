//! Where a round stands, for programs: `status --format json`; pure. Names and meanings are those
//! of the JSON report, and what nobody can know is `null`.

use std::time::Duration;

use serde::Serialize;

use crate::live::rules::conductor::{Conductor, OpenQuestion};
use crate::live::rules::pace::QuestionPace;
use crate::live::words::screen;
use crate::round::{QuestionKind, SlotKind};
use crate::session::rfc3339;
use crate::session::timeline::Place;
use crate::time::{Elapsed, optional_seconds};

/// The version of this form.
const SCHEMA: u32 = 1;

/// What a round is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Doing {
    /// The first slot has not begun.
    Ready,
    /// It was left or cut off, and goes on once Enter is pressed.
    Resuming,
    Running,
    Thinking,
    Paused,
    /// Between two slots: review, rating, break.
    Break,
    /// The last slot is over: its review.
    Over,
    Finished,
}

/// All that is said. Positions count from 0, times are seconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct RoundStanding {
    schema: u32,
    session: Option<String>,
    template: Option<String>,
    title: Option<String>,
    speed: Option<f64>,
    strict: Option<bool>,
    state: Option<Doing>,
    #[serde(with = "optional_seconds")]
    elapsed_s: Option<Duration>,
    slots: Option<usize>,
    slot: Option<usize>,
    slot_kind: Option<SlotKind>,
    slot_title: Option<String>,
    #[serde(with = "optional_seconds")]
    slot_running_s: Option<Duration>,
    #[serde(with = "optional_seconds")]
    slot_planned_s: Option<Duration>,
    slot_ends: Option<String>,
    questions: Option<usize>,
    question: Option<usize>,
    question_id: Option<String>,
    question_kind: Option<QuestionKind>,
    #[serde(with = "optional_seconds")]
    question_running_s: Option<Duration>,
    #[serde(with = "optional_seconds")]
    question_planned_s: Option<Duration>,
    #[serde(with = "optional_seconds")]
    first_answer_s: Option<Duration>,
    phases: Option<usize>,
    phase: Option<usize>,
    phase_name: Option<String>,
    #[serde(with = "optional_seconds")]
    phase_running_s: Option<Duration>,
    #[serde(with = "optional_seconds")]
    phase_planned_s: Option<Duration>,
    behind_s: Option<f64>,
    #[serde(with = "optional_seconds")]
    paused_s: Option<Duration>,
    #[serde(with = "optional_seconds")]
    think_s: Option<Duration>,
    #[serde(with = "optional_seconds")]
    break_left_s: Option<Duration>,
    text: Option<String>,
}

impl RoundStanding {
    /// No round is running.
    pub(crate) fn none() -> Self {
        Self { schema: SCHEMA, ..Self::default() }
    }

    /// A round whose file can't be read: what its last frame says.
    pub(crate) fn of_frame(session: &str, elapsed: Elapsed, text: &str) -> Self {
        Self {
            session: Some(session.to_string()),
            elapsed_s: Some(elapsed.since_began()),
            text: Some(text.to_string()),
            ..Self::none()
        }
    }

    /// A round, as its last frame says it: `text` is the line of `mockround status`.
    pub(crate) fn of(conductor: &Conductor, now: Elapsed, text: &str) -> Self {
        let header = &conductor.session().header;
        let standing = Self {
            template: Some(header.round.template.clone()),
            title: Some(header.round.title.clone()),
            speed: Some(header.speed),
            strict: Some(header.strict),
            state: Some(doing(conductor)),
            slots: Some(header.round.slots.len()),
            break_left_s: screen::break_left(conductor, now),
            ..Self::of_frame(header.id.as_str(), now, text)
        };
        match conductor.open() {
            Some(open) => standing.with_question(conductor, &open, now),
            None => standing,
        }
    }

    /// A round that goes on once Enter is pressed: how it stood when it ran last.
    pub(crate) fn waiting(conductor: &Conductor, text: &str) -> Self {
        let standing = Self::of(conductor, conductor.session().until, text);
        Self { state: Some(Doing::Resuming), slot_ends: None, ..standing }
    }

    fn with_question(self, conductor: &Conductor, open: &OpenQuestion<'_>, now: Elapsed) -> Self {
        let pace = QuestionPace::of(conductor, open, now);
        let (at, phases) = (open.run.phase(), &open.plan.phases);
        Self {
            slot: Some(open.slot),
            slot_kind: Some(open.slot_plan.kind),
            slot_title: Some(open.slot_plan.title.clone()),
            slot_running_s: Some(pace.slot),
            slot_planned_s: Some(open.slot_plan.length),
            slot_ends: Some(rfc3339(&conductor.session().wall(pace.ends))),
            questions: Some(open.slot_plan.questions.len()),
            question: Some(open.question),
            question_id: Some(open.plan.question.id.to_string()),
            question_kind: Some(open.plan.question.kind()),
            question_running_s: Some(pace.question),
            question_planned_s: Some(phases.iter().map(|phase| phase.budget).sum()),
            first_answer_s: pace.first_answer,
            phases: Some(phases.len()),
            phase: Some(at),
            phase_name: Some(phases[at].name.clone()),
            phase_running_s: Some(pace.phase),
            phase_planned_s: Some(phases[at].budget),
            behind_s: Some(pace.behind.as_millis_f64() / 1000.0),
            paused_s: pace.paused,
            think_s: pace.think,
            ..self
        }
    }
}

fn doing(conductor: &Conductor) -> Doing {
    let timeline = conductor.timeline();
    let last = conductor.session().header.round.slots.len().saturating_sub(1);
    match timeline.place {
        _ if timeline.finished => Doing::Finished,
        _ if timeline.paused => Doing::Paused,
        Place::Intro => Doing::Ready,
        Place::InSlot(_) => match conductor.open() {
            Some(open) if open.run.thinking().is_some() => Doing::Thinking,
            _ => Doing::Running,
        },
        Place::After(slot) if slot < last => Doing::Break,
        Place::After(_) => Doing::Over,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::samples::small;
    use crate::session::Session;
    use crate::session::mark::Mark;

    fn at(seconds: u64) -> Elapsed {
        Elapsed::from_secs(seconds)
    }

    fn standing(conductor: &Conductor, now: u64) -> Value {
        serde_json::to_value(RoundStanding::of(conductor, at(now), "a line")).unwrap()
    }

    #[test]
    fn a_round_that_is_not_there_is_null_throughout() {
        let none = serde_json::to_value(RoundStanding::none()).unwrap();
        for (key, value) in none.as_object().unwrap() {
            assert_eq!(value.is_null(), key != "schema", "{key}");
        }
    }

    #[test]
    fn times_are_seconds_and_positions_count_from_0_in_every_state() {
        let mut conductor = Conductor::new(Session::new(small()));
        assert_eq!(standing(&conductor, 3)["state"], "ready");
        conductor.mark(at(10), Mark::Start).unwrap();
        conductor.mark(at(40), Mark::Phase).unwrap();
        let now = standing(&conductor, 55);
        let slot = &conductor.session().header.round.slots[0];
        for (key, value) in [
            ("state", json!("running")),
            ("elapsed_s", json!(55.0)),
            ("slot", json!(0)),
            ("slot_running_s", json!(45.0)),
            ("slot_planned_s", json!(slot.length.as_secs_f64())),
            ("question", json!(0)),
            ("question_running_s", json!(45.0)),
            ("phase", json!(1)),
            ("phase_running_s", json!(15.0)),
            ("first_answer_s", Value::Null),
            ("break_left_s", Value::Null),
            ("text", json!("a line")),
        ] {
            assert_eq!(now[key], value, "{key}");
        }
        let first = slot.questions[0].phases[0].budget.as_secs_f64();
        assert_eq!(now["behind_s"], 45.0 - first - 15.0);
        conductor.mark(at(60), Mark::Think).unwrap();
        let thinking = standing(&conductor, 65);
        assert_eq!((&thinking["state"], &thinking["think_s"]), (&json!("thinking"), &json!(5.0)));
        conductor.mark(at(70), Mark::Pause).unwrap();
        let paused = standing(&conductor, 90);
        assert_eq!((&paused["state"], &paused["paused_s"]), (&json!("paused"), &json!(20.0)));
        conductor.mark(at(90), Mark::Pause).unwrap();
        conductor.mark(at(95), Mark::End).unwrap();
        let last = conductor.session().header.round.slots.len() == 1;
        let after = standing(&conductor, 96);
        assert_eq!(after["state"], if last { "over" } else { "break" });
        assert_eq!(after["slot"], Value::Null);
    }
}
