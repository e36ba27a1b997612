//! The live lines, the line for `status`, and the lines that scroll by; pure text. `terminal` puts
//! them on screen.

#[cfg(test)]
mod tests;

use std::time::Duration;

use console::{Style, measure_text_width, truncate_str};

use crate::live::rules::conductor::{Conductor, OpenQuestion};
use crate::live::rules::pace::{QuestionPace, borrowed};
use crate::live::words::marks::answer_word;
use crate::round::handout;
use crate::session::timeline::{Account, Place};
use crate::text::clean;
use crate::time::Elapsed;
use crate::time::m_ss;

/// What is pressed most, shown in the first minute.
pub(crate) const FIRST_KEYS: &str = "a answer · Enter phase · n next · Space pause · ? all keys";

/// All that can be pressed while a question is open, shown on `?`.
pub(crate) const KEYS: &str = "a answer given · Enter next phase · n next question · s skip it · \
    Space pause · t think · 1-9 tick · i probe · h hint · u undo · r question again · q end slot · \
    Ctrl-C leave · ? hides this";

/// What stands behind the keys where they can be taken away.
pub(crate) const HIDES: &str = " · ? hides this";

/// Whether a terminal has room for one live line only.
pub(crate) fn is_small(rows: usize, width: usize) -> bool {
    width <= 40 || rows <= 10
}

/// How the live lines look.
#[derive(Debug, Clone)]
pub(crate) struct ScreenLook {
    /// Columns of the terminal.
    pub(crate) width: usize,
    /// Its rows.
    pub(crate) rows: usize,
    /// Whether colours are used.
    pub(crate) colour: bool,
    /// The keys that are shown; empty for none.
    pub(crate) keys: &'static str,
    /// What is said of hearing.
    pub(crate) ears: Option<String>,
}

impl ScreenLook {
    fn paint(&self, style: Style, text: &str) -> String {
        style.force_styling(self.colour).apply_to(text).to_string()
    }
}

/// The live lines, none longer than the terminal is wide; a single one where it is small.
pub(crate) fn lines(conductor: &Conductor, now: Elapsed, look: &ScreenLook) -> Vec<String> {
    let lines = match conductor.open() {
        Some(open) => {
            let pace = QuestionPace::of(conductor, &open, now);
            if is_small(look.rows, look.width) {
                vec![short(&open, &pace)]
            } else {
                let mut lines = vec![
                    slot_line(conductor, &open, &pace, look),
                    phase_line(&open, &pace, look),
                    work_line(conductor, &open, &pace, look),
                ];
                if !look.keys.is_empty() {
                    for line in textwrap::wrap(look.keys, look.width - 1) {
                        lines.push(look.paint(Style::new().dim(), &line));
                    }
                }
                lines
            }
        }
        None => {
            let ears = look.ears.iter().flat_map(|ears| ears.lines()).map(str::to_string);
            let mut lines: Vec<String> =
                std::iter::once(waiting_line(conductor, now)).chain(ears).collect();
            if look.rows <= 10 {
                // What is to be done, or that sound is stored, matters more than the meter.
                lines = [lines.first(), lines.get(1..).and_then(<[String]>::last)]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect();
            }
            lines
        }
    };
    lines
        .iter()
        .map(|line| truncate_str(line, look.width.saturating_sub(1), "…").into_owned())
        .collect()
}

/// One line without colour, for a status bar: where the round stands.
pub(crate) fn status(conductor: &Conductor, now: Elapsed) -> String {
    match conductor.open() {
        Some(open) => short(&open, &QuestionPace::of(conductor, &open, now)),
        None => waiting_line(conductor, now),
    }
}

/// A few words for the window's title, which change once a minute at most.
pub(crate) fn title(conductor: &Conductor, now: Elapsed) -> String {
    let Some(open) = conductor.open() else { return "mockround".to_string() };
    let pace = QuestionPace::of(conductor, &open, now);
    let phase = &open.plan.phases[open.run.phase()];
    let minutes = |time: Duration| time.as_secs() / 60;
    let state = if pace.paused.is_some() { " paused" } else { "" };
    format!(
        "{} {}/{}m · {} {}/{}m{state}",
        clean(&phase.name),
        minutes(pace.phase),
        minutes(phase.budget),
        clean(&open.slot_plan.title),
        minutes(pace.slot),
        minutes(open.slot_plan.length),
    )
}

fn short(open: &OpenQuestion<'_>, pace: &QuestionPace) -> String {
    let phase = &open.plan.phases[open.run.phase()];
    let state = match (pace.paused, pace.think) {
        (Some(paused), _) => format!(" · paused {}", m_ss(paused)),
        (None, Some(think)) => format!(" · think {}", m_ss(think)),
        (None, None) => String::new(),
    };
    format!(
        "{} {}/{} {} {}/{} {}{state}",
        clean(&phase.name),
        m_ss(pace.phase),
        m_ss(phase.budget),
        clean(&open.slot_plan.title),
        m_ss(pace.slot),
        m_ss(open.slot_plan.length),
        lag(pace),
    )
}

fn slot_line(
    conductor: &Conductor,
    open: &OpenQuestion<'_>,
    pace: &QuestionPace,
    look: &ScreenLook,
) -> String {
    let slots = conductor.session().header.round.slots.len();
    let questions = open.slot_plan.questions.len();
    let mut line = look.paint(Style::new().bold(), &clean(&open.slot_plan.title));
    if slots > 1 {
        line += &format!(" · slot {}/{slots}", open.slot + 1);
    }
    if questions > 1 {
        line += &format!(" · question {}/{questions}", open.question + 1);
    }
    line += &format!("   {} / {}", m_ss(pace.slot), m_ss(open.slot_plan.length));
    match pace.paused {
        Some(paused) => {
            line += &look.paint(Style::new().reverse(), &format!("   paused {} ", m_ss(paused)))
        }
        None => {
            line += &format!(
                "   ends {}   {}",
                conductor.session().wall(pace.ends).strftime("%H:%M"),
                lag(pace)
            )
        }
    }
    line
}

fn lag(pace: &QuestionPace) -> String {
    match pace.behind.as_secs() {
        0 => "on plan".to_string(),
        behind if behind > 0 => {
            format!("{} behind", m_ss(Duration::from_secs(behind.unsigned_abs())))
        }
        ahead => format!("{} ahead", m_ss(Duration::from_secs(ahead.unsigned_abs()))),
    }
}

fn phase_line(open: &OpenQuestion<'_>, pace: &QuestionPace, look: &ScreenLook) -> String {
    let at = open.run.phase();
    let phase = &open.plan.phases[at];
    let next = match open.plan.phases.get(at + 1) {
        Some(next) => format!("next {}", clean(&next.name)),
        None if open.question + 1 < open.slot_plan.questions.len() => {
            "then the next question".to_string()
        }
        None => "last phase".to_string(),
    };
    let before = format!("▸ {}  ", clean(&phase.name));
    let after = format!("  {} / {}   {next}", m_ss(pace.phase), m_ss(phase.budget));
    let room =
        look.width.saturating_sub(measure_text_width(&before) + measure_text_width(&after) + 1);
    format!(
        "{}{}{after}",
        look.paint(Style::new().cyan(), &before),
        bar(pace.phase, phase.budget, room.min(12))
    )
}

/// A bar that is full when the budget is used.
pub(super) fn bar(time: Duration, budget: Duration, width: usize) -> String {
    let share = (time.as_secs_f64() / budget.as_secs_f64().max(0.001)).min(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a few columns"
    )]
    let full = (share * width as f64).floor() as usize;
    "█".repeat(full) + &"░".repeat(width - full)
}

fn work_line(
    conductor: &Conductor,
    open: &OpenQuestion<'_>,
    pace: &QuestionPace,
    look: &ScreenLook,
) -> String {
    let mut parts = Vec::new();
    let phase = open.run.phase();
    if !conductor.session().header.strict {
        let item = |(index, check): (usize, &crate::round::CheckItem)| {
            let mark = if open.run.ticked.contains(&(phase, index)) { " ✓" } else { "" };
            format!("[{}] {}{mark}", index + 1, clean(&check.item))
        };
        let ticked_by_key = open.plan.checklist(phase).iter().take(9);
        parts.extend(ticked_by_key.enumerate().map(item));
    }
    let mut line = parts.join(" ");
    let mut facts = Vec::new();
    if let Some(think) = pace.think {
        facts.push(format!(
            "think {} / {}",
            m_ss(think),
            m_ss(conductor.session().header.limits.think)
        ));
    }
    match pace.first_answer {
        Some(at) => facts.push(format!("{} {}", answer_word(open.plan.question.kind()), m_ss(at))),
        // Where nothing follows the answer, the end of the question says the same.
        None if open.plan.answer_phase() == open.plan.phases.len().checked_sub(1) => {
            facts.push(format!("{}: press n", answer_word(open.plan.question.kind())));
        }
        None if open.plan.answer_phase().is_some() => {
            facts.push(format!("{}: press a", answer_word(open.plan.question.kind())))
        }
        None => {}
    }
    if pace.behind.as_secs() > 0 && open.question < open.slot_plan.questions.len() {
        let from = borrowed(open.slot_plan, open.question, phase, pace.behind.unsigned_abs());
        let from: Vec<String> = from
            .iter()
            .map(|(name, time)| format!("{} {}", clean(name), m_ss(*time)))
            .take(2)
            .collect();
        facts.push(format!("borrows {}", from.join(", ")));
    }
    facts.extend(look.ears.clone());
    let facts = facts.join(" · ");
    if !line.is_empty() {
        // The facts stay readable where the checklist is long.
        let room = look.width.saturating_sub(measure_text_width(&facts) + 4);
        line = truncate_str(&line, room, "…").into_owned() + "   ";
    }
    line + &look.paint(Style::new().dim(), &facts)
}

fn waiting_line(conductor: &Conductor, now: Elapsed) -> String {
    let timeline = conductor.timeline();
    if timeline.finished {
        return "round finished".to_string();
    }
    let next = match timeline.place {
        Place::Intro => 0,
        Place::After(slot) | Place::InSlot(slot) => slot + 1,
    };
    let title = conductor.session().slot(next).map(|slot| clean(&slot.title));
    match (title, break_left(conductor, now)) {
        (None, _) => "the last slot is over   Enter finishes the round".to_string(),
        (Some(title), None) => format!("ready: {title}   Enter starts the clock   Ctrl-C leaves"),
        (Some(title), Some(_)) if timeline.paused => {
            format!("break paused   then {title}   Space goes on")
        }
        (Some(title), Some(left)) => {
            format!("break {} left   then {title}   Enter starts it now", m_ss(left))
        }
    }
}

/// What is left of the break before the next slot; `None` where there is none.
pub(crate) fn break_left(conductor: &Conductor, now: Elapsed) -> Option<Duration> {
    let (timeline, session) = (conductor.timeline(), conductor.session());
    let Place::After(slot) = timeline.place else { return None };
    session.slot(slot + 1)?;
    let (ended, _) = timeline.slots[slot].ended?;
    let planned = session.slot(slot)?.break_after;
    Some(planned.saturating_sub(timeline.spent(Account::Waiting, ended, now)))
}

/// The question as the candidate reads it, under a line that numbers it.
pub(crate) fn question(open: &OpenQuestion<'_>, width: usize) -> String {
    let width = width.clamp(20, 100);
    let (number, count) = (open.question + 1, open.slot_plan.questions.len());
    let head = format!("── question {number} of {count} ");
    let rule = "─".repeat(width.saturating_sub(measure_text_width(&head)));
    format!("\n{head}{rule}\n{}\n", handout::lines(&open.plan.question, width).join("\n"))
}
