//! The live lines, the line for `status`, and the lines that scroll by; pure text. `terminal` puts
//! them on screen.

#[cfg(test)]
mod tests;

use std::time::Duration;

use console::{Style, measure_text_width, truncate_str};

use crate::live::rules::conductor::{Conductor, OpenQuestion};
use crate::live::rules::pace::{QuestionPace, borrowed};
use crate::live::words::marks::{answer_word, fact_names};
use crate::round::handout;
use crate::round::limits::Verdict;
use crate::session::timeline::{Account, Place};
use crate::text::clean;
use crate::time::Elapsed;
use crate::time::m_ss;

/// What stands behind the keys where they can be taken away.
pub(crate) const HIDES: &str = " · ? hides this";

/// Whether a terminal has room for one live line only.
pub(crate) fn is_small(rows: usize, width: usize) -> bool {
    width <= 40 || rows <= 10
}

/// Of a phase's name so many columns say which it is.
const SHORTEST_NAME: usize = 4;

/// So many rows a question shares the screen with: its heading, where it stands, the live lines.
const LIVE_LINES: usize = 8;

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
    pub(crate) keys: String,
    /// When the candidate began to speak in the question, in its running time.
    pub(crate) first_words: Option<Duration>,
    /// What is said of hearing.
    pub(crate) ears: Option<String>,
    /// Whether the facts of a terse question stand in the checklist's place.
    pub(crate) facts: bool,
}

impl ScreenLook {
    fn paint(&self, style: Style, text: &str) -> String {
        style.force_styling(self.colour).apply_to(text).to_string()
    }

    /// What is late is in a colour, and dim what is not, if anything.
    fn verdict(&self, verdict: Verdict, else_style: Style, text: &str) -> String {
        let style = match verdict {
            Verdict::OnTime => else_style,
            Verdict::Late => Style::new().yellow(),
            Verdict::VeryLate => Style::new().red().bold(),
        };
        self.paint(style, text)
    }
}

/// The live lines, none longer than the terminal is wide; a single one where it is small, and what
/// the candidate asked to see below it.
pub(crate) fn lines(conductor: &Conductor, now: Elapsed, look: &ScreenLook) -> Vec<String> {
    let lines = match conductor.open() {
        Some(open) => {
            let pace = QuestionPace::of(conductor, &open, now);
            if is_small(look.rows, look.width) {
                let lag = lag_of(conductor, &pace);
                let lag = lag.map(|lag| look.verdict(pace.verdict, Style::new(), &lag));
                let mut lines = vec![single(&open, &pace, lag, look.width)];
                lines.extend(own_points(conductor, &open, look));
                lines
            } else {
                let mut lines = vec![
                    slot_line(conductor, &open, &pace, look),
                    phase_line(&open, &pace, look),
                    work_line(conductor, &open, &pace, look),
                ];
                if look.facts {
                    let names = clean(&fact_names(&open.fact_names()));
                    let options = textwrap::Options::new(look.width - 1);
                    lines.extend(textwrap::wrap(&names, options).iter().map(ToString::to_string));
                }
                if !look.keys.is_empty() {
                    for line in textwrap::wrap(&look.keys, look.width - 1) {
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
        Some(open) => {
            let pace = QuestionPace::of(conductor, &open, now);
            short(&open, &pace, lag_of(conductor, &pace))
        }
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

fn short(open: &OpenQuestion<'_>, pace: &QuestionPace, lag: Option<String>) -> String {
    let slot = clean(&open.slot_plan.title);
    let parts = [Some(phase_time(open, pace)), Some(slot), Some(slot_time(open, pace)), lag];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ") + &state(pace)
}

/// The short line where there is room for no other: what is late stays, and of the phase's name
/// what has room.
fn single(
    open: &OpenQuestion<'_>,
    pace: &QuestionPace,
    lag: Option<String>,
    width: usize,
) -> String {
    let end = lag.as_ref().map(|lag| format!(" {lag}")).unwrap_or_default() + &state(pace);
    let (phase, times) = (phase_time(open, pace), format!("{}{end}", slot_time(open, pace)));
    let minutes = |time: Duration| time.as_secs() / 60;
    let slot = format!("{}/{}m{end}", minutes(pace.slot), minutes(open.slot_plan.length));
    let name = clean(&open.plan.phases[open.run.phase()].name);
    let rest = format!("{} {slot}", phase.strip_prefix(&name).unwrap_or_default());
    let begun = truncate_str(&name, width.saturating_sub(measure_text_width(&rest) + 1), "…");
    // Where that is too long as well, the slot's clock goes before the phase does.
    let own = phase.strip_prefix(&name).unwrap_or_default();
    let cut = |rest: &str| {
        let room = width.saturating_sub(measure_text_width(rest) + 1);
        (room >= SHORTEST_NAME).then(|| truncate_str(&name, room, "…").into_owned() + rest)
    };
    let lines = [
        Some(short(open, pace, lag)),
        Some(format!("{phase} {times}")),
        Some(format!("{begun}{rest}")),
        cut(&format!("{own}{end}")),
        Some(times.clone()),
        cut(&format!("{own}{}", state(pace))),
    ];
    let fits = |line: &String| measure_text_width(line) < width;
    lines.into_iter().flatten().find(fits).unwrap_or(times)
}

fn phase_time(open: &OpenQuestion<'_>, pace: &QuestionPace) -> String {
    let phase = &open.plan.phases[open.run.phase()];
    format!("{} {}/{}", clean(&phase.name), m_ss(pace.phase), m_ss(phase.budget))
}

fn slot_time(open: &OpenQuestion<'_>, pace: &QuestionPace) -> String {
    format!("{}/{}", m_ss(pace.slot), m_ss(open.slot_plan.length))
}

fn state(pace: &QuestionPace) -> String {
    match (pace.paused, pace.think) {
        (Some(paused), _) => format!(" · paused {}", m_ss(paused)),
        (None, Some(think)) => format!(" · think {}", m_ss(think)),
        (None, None) => String::new(),
    }
}

/// The slot with its clock. Where it is too narrow for all, the lag and the clock stay.
fn slot_line(
    conductor: &Conductor,
    open: &OpenQuestion<'_>,
    pace: &QuestionPace,
    look: &ScreenLook,
) -> String {
    let slots = conductor.session().header.round.slots.len();
    let questions = open.slot_plan.questions.len();
    let title = look.paint(Style::new().bold(), &clean(&open.slot_plan.title));
    let slot = format!(" · slot {}/{slots}", open.slot + 1);
    let question = format!(" · question {}/{questions}", open.question + 1);
    let clock = format!("{} / {}", m_ss(pace.slot), m_ss(open.slot_plan.length));
    let ends = format!("ends {}", conductor.session().wall(pace.ends).strftime("%H:%M"));
    let ends = if pace.paused.is_some() { String::new() } else { ends };
    let state = match pace.paused {
        Some(paused) => look.paint(Style::new().reverse(), &format!(" paused {} ", m_ss(paused))),
        None => lag_of(conductor, pace)
            .map_or_else(String::new, |lag| look.verdict(pace.verdict, Style::new(), &lag)),
    };
    let slot = if slots > 1 { slot } else { String::new() };
    let question = if questions > 1 { question } else { String::new() };
    let parts = |head: [&str; 3], ends: &str, gap: &str| {
        let parts = [&*head.concat(), &*clock, ends, &*state];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(gap)
    };
    let lines = [
        parts([&title, &slot, &question], &ends, "   "),
        parts([&title, &slot, &question], &ends, "  "),
        parts([&title, &slot, &question], "", "  "),
        parts([&title, "", &question], "", "  "),
        parts([&title, "", ""], "", "  "),
    ];
    let fits = |line: &&String| measure_text_width(line) < look.width;
    lines.iter().find(fits).unwrap_or(&lines[4]).clone()
}

/// How far behind or ahead of its plan the slot is; a strict round shows times only.
fn lag_of(conductor: &Conductor, pace: &QuestionPace) -> Option<String> {
    (!conductor.session().header.strict).then(|| lag(pace))
}

/// How far behind or ahead of its plan a slot is, and whether that is late, in a word.
pub(super) fn lag(pace: &QuestionPace) -> String {
    let by = m_ss(Duration::from_secs(pace.behind.as_secs().unsigned_abs()));
    match (pace.behind.as_secs(), late_word(pace.verdict)) {
        (0, _) => "on plan".to_string(),
        (..0, _) => format!("{by} ahead"),
        (_, Some(late)) => format!("{by} {late}"),
        (_, None) => format!("{by} behind"),
    }
}

/// What is said of what is late.
pub(super) fn late_word(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::OnTime => None,
        Verdict::Late => Some("late"),
        Verdict::VeryLate => Some("very late"),
    }
}

fn phase_line(open: &OpenQuestion<'_>, pace: &QuestionPace, look: &ScreenLook) -> String {
    let at = open.run.phase();
    let phase = &open.plan.phases[at];
    let next = match open.plan.phases.get(at + 1) {
        Some(next) if pace.next_unmarked => format!("{} not marked", clean(&next.name)),
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

/// What is done in the phase, and what is measured. Where it is too narrow for all, the facts come
/// first.
fn work_line(
    conductor: &Conductor,
    open: &OpenQuestion<'_>,
    pace: &QuestionPace,
    look: &ScreenLook,
) -> String {
    let line = if look.facts { String::new() } else { ticks(conductor, open).join(" ") };
    let facts = facts(conductor, open, pace, look).join(&look.paint(Style::new().dim(), " · "));
    if line.is_empty() {
        return facts;
    }
    // The facts stay readable where the checklist is long.
    let room = look.width.saturating_sub(measure_text_width(&facts) + 4);
    truncate_str(&line, room, "…").into_owned() + "   " + &facts
}

/// The present phase's checklist, and what of it is ticked; none in a strict round.
fn ticks(conductor: &Conductor, open: &OpenQuestion<'_>) -> Vec<String> {
    let phase = open.run.phase();
    let items = match conductor.session().header.strict {
        true => Vec::new(),
        false => open.plan.ticked(phase),
    };
    let item = |(index, item): (usize, &&str)| {
        let mark = if open.run.ticked.contains(&(phase, index)) { " ✓" } else { "" };
        format!("[{}] {}{mark}", index + 1, clean(item))
    };
    items.iter().take(9).enumerate().map(item).collect()
}

/// The question's own points where the candidate asked for them and there is room for one line
/// otherwise: as many as a third of the rows hold.
fn own_points(conductor: &Conductor, open: &OpenQuestion<'_>, look: &ScreenLook) -> Vec<String> {
    // A number stays with what it numbers where the line is broken.
    let points = ticks(conductor, open);
    if points.is_empty() || look.facts || open.plan.own_points != Some(true) {
        return Vec::new();
    }
    let points: Vec<String> = points.iter().map(|of| of.replace(' ', "\u{a0}")).collect();
    let text = points.join(" ");
    let lines = textwrap::wrap(&text, look.width.saturating_sub(1).max(10));
    lines.iter().take(look.rows / 3).map(|line| line.replace('\u{a0}', " ")).collect()
}

/// What is measured, most important first.
fn facts(
    conductor: &Conductor,
    open: &OpenQuestion<'_>,
    pace: &QuestionPace,
    look: &ScreenLook,
) -> Vec<String> {
    let strict = conductor.session().header.strict;
    let dim = |text: String| look.paint(Style::new().dim(), &text);
    let mut facts = Vec::new();
    if let Some(think) = pace.think {
        let limit = conductor.session().header.limits.think;
        facts.push(dim(format!("think {} / {}", m_ss(think), m_ss(limit))));
    }
    facts.extend(look.first_words.map(|at| dim(format!("first words {}", m_ss(at)))));
    if let Some(answer) = answer_fact(open, pace) {
        let verdict = if strict { Verdict::OnTime } else { pace.answer_verdict };
        let late = late_word(verdict).map(|late| format!(", {late}")).unwrap_or_default();
        facts.push(look.verdict(verdict, Style::new().dim(), &(answer + &late)));
    }
    facts.extend(look.ears.clone().map(dim));
    let last = open.question + 1 == open.slot_plan.questions.len();
    if strict {
        return facts;
    }
    if conductor.is_untouched() {
        let next = pace.slot + open.plan.budget() - pace.question;
        let shown = || dim(format!("unmarked: next question at {}", m_ss(next)));
        facts.extend((!last).then(shown));
    } else if pace.behind.as_secs() > 0 && !pace.next_unmarked {
        facts.push(dim(borrows(open, pace)));
    }
    facts
}

/// When the answer came, or how it is marked.
fn answer_fact(open: &OpenQuestion<'_>, pace: &QuestionPace) -> Option<String> {
    let answer = answer_word(open.plan.question.kind());
    let ends = open.plan.answer_phase();
    match pace.first_answer {
        Some(at) => Some(format!("{answer} {}", m_ss(at))),
        // Where nothing follows the answer, the end of the question says the same.
        None if ends == open.plan.phases.len().checked_sub(1) => {
            let is_last = open.question + 1 == open.slot_plan.questions.len();
            Some(format!("{}: press n", if is_last { "done" } else { "next" }))
        }
        None if ends.is_some() => Some(format!("{answer}: press a")),
        None => None,
    }
}

/// Where the time comes from that the slot is behind by.
fn borrows(open: &OpenQuestion<'_>, pace: &QuestionPace) -> String {
    let behind = pace.behind.unsigned_abs();
    let from = borrowed(open.slot_plan, open.question, open.run.phase(), behind);
    let from = from.iter().take(2).map(|(name, time)| format!("{} {}", clean(name), m_ss(*time)));
    format!("borrows {}", from.collect::<Vec<_>>().join(", "))
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

/// Where a question stands for an editor, and where its code goes, as the candidate finds them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct QuestionFiles<'a> {
    pub(crate) question: Option<&'a str>,
    pub(crate) code: Option<&'a str>,
    /// Whether the round runs it.
    pub(crate) runs: bool,
}

/// The question as the candidate reads it, under a line that numbers it, above one that says where
/// else it stands; `rows` are those of a screen that has any.
pub(crate) fn question(
    open: &OpenQuestion<'_>,
    width: usize,
    rows: Option<usize>,
    files: QuestionFiles<'_>,
) -> String {
    let width = width.clamp(20, 100);
    let (number, count) = (open.question + 1, open.slot_plan.questions.len());
    let head = format!("question {number} of {count}");
    // A line is drawn for the eye only.
    let head = match rows {
        Some(_) => {
            let rule = width.saturating_sub(measure_text_width(&head) + 4);
            format!("── {head} {}", "─".repeat(rule))
        }
        None => head,
    };
    let lines = handout::told(open.plan, &open.run.obtained(), width);
    let is_long = rows.is_some_and(|rows| lines.len() + LIVE_LINES > rows);
    let below = match (is_long, files.question) {
        (false, None) => String::new(),
        (false, Some(file)) => format!("\nalso in {file}\n"),
        (true, None) => "\nlonger than this screen: its beginning is above\n".to_string(),
        (true, Some(file)) => {
            format!("\nlonger than this screen: its beginning is above, and all of it in {file}\n")
        }
    };
    // A file's name isn't broken at its hyphens.
    let whole = textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let below = textwrap::fill(&below, whole);
    let code = match files.code {
        Some(code) => {
            let runs = if files.runs { " (c runs it)" } else { "" };
            textwrap::fill(&format!("\ncode in {code}{runs}\n"), width)
        }
        None => String::new(),
    };
    format!("\n{head}\n{}\n{below}{code}", lines.join("\n"))
}
