//! What the review asks after a slot, with what can be answered. Pure text.

mod points;

use std::collections::BTreeSet;
use std::time::Duration;

use self::points::Points;
use crate::live::rules::other_rating::RatingAsk;
use crate::live::rules::review::{Fit, Prompt, SlotReview};
use crate::round::level::{Seniority, expected};
use crate::round::{GoodAnswer, Planned, Twist, handout};
use crate::session::Session;
use crate::session::anchors::anchors;
use crate::session::run::QuestionRun;
use crate::session::timeline::Timeline;
use crate::text::{clean_line, filled};
use crate::time::m_ss;
use crate::word::Word;

/// So many lines says at most why an answer was refused, on a small screen.
const REFUSED: usize = 2;

/// Where a prompt stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PromptRoom {
    /// The rows of the screen, if it is one.
    pub(crate) rows: Option<usize>,
    /// The columns that its lines are broken to.
    pub(crate) width: usize,
}

impl PromptRoom {
    /// Whether a prompt stands on it whole, below a line or two on why an answer was refused.
    fn holds(self, prompt: &str) -> bool {
        let lines = filled(prompt.trim_end(), self.width).lines().count();
        self.rows.is_none_or(|rows| lines + REFUSED <= rows)
    }
}

/// What is asked now, and which of how many it is; `None` when all is asked. `can_undo`: the end of
/// the slot can be taken back instead. A list that the screen doesn't hold is asked page by page:
/// then also up to which point it is shown.
pub(crate) fn asked(
    review: &SlotReview,
    can_undo: bool,
    room: PromptRoom,
) -> Option<(String, Option<usize>)> {
    let (number, count) = review.number();
    let undo = if can_undo { format!("{UNDO}\n") } else { String::new() };
    let whole = |asked: &str| {
        let bracket = asked.trim_end().trim_end_matches(']');
        format!("{undo}{bracket} · {number} of {count}] ")
    };
    let asks = review.prompt()?;
    Some(match asks {
        Prompt::List(list) => {
            let (page, until) = Points(list).page(|page| room.holds(&whole(page)));
            (whole(&page), until)
        }
        Prompt::Story { fits, .. } => {
            let story = |most: usize| whole(&story(asks, most));
            let most = (1..=fits.len()).rev().find(|most| room.holds(&story(*most)));
            (story(most.unwrap_or(1)), None)
        }
        _ => (whole(&prompt(asks)), None),
    })
}

/// What good answers say to what may be asked on top of a slot's questions, once these are over: to
/// all probes, which of them were asked, to a design's change and to the follow-ups. The report has
/// them too, and it alone where the round is strict. Of a level that is asked for, also what is
/// expected of it.
pub(crate) fn answers(
    session: &Session,
    timeline: &Timeline,
    slot: usize,
    width: usize,
    level: Option<Seniority>,
) -> Option<String> {
    let plans = session.slot(slot).filter(|_| !session.header.strict)?.questions.iter();
    let runs = timeline.slots.get(slot)?.questions.iter();
    let mut lines = Vec::new();
    for (number, (plan, run)) in plans.zip(runs).enumerate().filter(|(_, of)| of.1.ended.is_some())
    {
        let answers = answers_of(plan, run, width);
        if !answers.is_empty() {
            let title = clean_line(&plan.question.title);
            lines.push(format!("Question {}, {title}, asked on top:", number + 1));
            lines.extend(answers);
        }
        let expected = level.map(|level| (level.word(), expected(plan, level)));
        if let Some((level, expected)) = expected.filter(|(_, lines)| !lines.is_empty()) {
            lines.push(format!("Question {}, expected of a {level} candidate:", number + 1));
            lines.extend(expected.iter().flat_map(|line| handout::wrap("  - ", line, width)));
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn answers_of(plan: &Planned, run: &QuestionRun, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (ask, is_asked) in asked_on_top(plan, run) {
        let Some(GoodAnswer { answer, weak, .. }) = plan.question.answer_to(ask) else { continue };
        let was_asked = if is_asked { " (asked)" } else { "" };
        lines.extend(handout::wrap("  ? ", &format!("{}{was_asked}", clean_line(ask)), width));
        lines.extend(handout::wrap("    ", &clean_line(answer), width));
        let weak = weak.iter().map(|weak| clean_line(weak));
        lines.extend(weak.flat_map(|weak| handout::wrap("    weak: ", &weak, width)));
    }
    if let Some(Twist { ask, good }) = plan.question.brief.twist() {
        let asked = if run.twist.is_some() { "asked" } else { "not asked" };
        let ask = format!("a change ({asked}): {}", clean_line(ask));
        lines.extend(handout::wrap("  ? ", &ask, width));
        lines.extend(handout::wrap("    ", &clean_line(good), width));
    }
    lines
}

/// The probes, phase by phase, and the follow-ups, each once, and whether it was asked.
fn asked_on_top<'p>(plan: &'p Planned, run: &QuestionRun) -> Vec<(&'p String, bool)> {
    let (asked, mut seen) = (run.asks(plan), BTreeSet::new());
    let probes = (0..plan.phases.len()).flat_map(|phase| plan.probes(phase));
    let all = probes.chain(&plan.question.follow_ups).filter(|ask| seen.insert(ask.as_str()));
    all.map(|ask| (ask, asked.contains(ask.as_str()))).collect()
}

/// Asks whether to go on with what a sitting left out.
pub(crate) fn more(open: usize) -> String {
    let (is_open, them) = match open {
        1 => ("1 more question is".to_string(), "it"),
        more => (format!("{more} more questions are"), "them"),
    };
    format!("{is_open} open [Enter asks {them} now · n leaves {them} open] ")
}

/// What is said of any other answer to that.
pub(crate) fn not_more(line: &str) -> String {
    format!("{line:?} is no answer: press Enter, or write n")
}

/// What `u` does at a prompt that says so.
const UNDO: &str = "u + Enter takes the end of the slot back";

/// What a prompt asks; the answer is typed behind it.
pub(crate) fn prompt(prompt: &Prompt) -> String {
    match prompt {
        Prompt::Story { fits, .. } => story(prompt, fits.len()),
        Prompt::List(list) => Points(list).page(|_| true).0,
        Prompt::Check(check) => {
            format!("{} [y yes · ? unsure · n no · Enter skips] ", check.question())
        }
        Prompt::Note(_, answer) => {
            let answer = answer.word();
            format!("  {answer}: what in your answers shows it? [one line · Enter skips] ")
        }
        Prompt::FirstAnswer { question, told: true, spoke, .. } => {
            let spoke = spoke_at("stopped speaking", spoke);
            format!(
                "End of your answer, question {}: not marked.{spoke} When had you told it? \
                 [m:ss · Enter not known · n never] ",
                question + 1
            )
        }
        Prompt::FirstAnswer { question, told: false, spoke, .. } => {
            let spoke = spoke_at("spoke", spoke);
            format!(
                "First answer, question {}: not marked.{spoke} When was it? \
                 [m:ss · Enter not known · n never] ",
                question + 1
            )
        }
        Prompt::Rating(rated, dimension) => {
            let [least, most] = anchors(*rated, *dimension);
            format!("Your own rating, {dimension}:\n  1 {least}\n  4 {most}\n[1-4 · Enter skips] ")
        }
        Prompt::Debrief => "What will you do differently? [one line · Enter skips] ".to_string(),
    }
}

/// What somebody else who was there is asked of a slot.
pub(crate) fn rating_ask(slot: &str, ask: &RatingAsk) -> String {
    match ask {
        RatingAsk::Dimension(rated, dimension, before) => {
            let [least, most] = anchors(*rated, *dimension);
            let enter = match before {
                Some(before) => format!("Enter keeps {before}"),
                None => "Enter skips".to_string(),
            };
            format!("{slot}, {dimension}:\n  1 {least}\n  4 {most}\n[1-4 · {enter}] ")
        }
        RatingAsk::Note(before) => {
            let (before, enter) = match before {
                Some(before) => (format!(" So far: {}", clean_line(before)), "keeps it"),
                None => (String::new(), "skips"),
            };
            format!("{slot}, what you noted.{before} [one line · Enter {enter}] ")
        }
    }
}

/// The stories that a prompt lists, as many as are shown.
fn story(prompt: &Prompt, shown: usize) -> String {
    let Prompt::Story { question, title, fits, is_of_theme } = prompt else {
        return String::new();
    };
    let mut text = format!("Question {}, {title}: which story did you tell?", question + 1);
    if !is_of_theme {
        text += " None of yours is marked for its theme; these are all:";
    }
    for (number, Fit { id, title, told }) in fits.iter().take(shown).enumerate() {
        let named = if title == id { String::new() } else { format!(" ({id})") };
        text += &format!("\n  {} {title}{named}, {}", number + 1, times(*told));
    }
    if shown < fits.len() {
        text += &format!("\n  … and {} more: any title can be typed", fits.len() - shown);
    }
    text + "\n[number, title or id · n none of my stories · Enter skips] "
}

/// When the candidate did something with their voice, to remember by.
fn spoke_at(did: &str, times: &[Duration]) -> String {
    let at: Vec<String> = times.iter().copied().map(m_ss).collect();
    if at.is_empty() { String::new() } else { format!(" You {did} at {}.", at.join(", ")) }
}

fn times(told: usize) -> String {
    match told {
        0 => "never told".to_string(),
        1 => "told once".to_string(),
        times => format!("told {times} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_offered_with_how_often_it_was_told() {
        let fits = [("a", "One", 0), ("b", "Two", 1), ("c", "Three", 3)]
            .map(|(id, title, told)| Fit { id: id.to_string(), title: title.to_string(), told });
        let ask = |is_of_theme| {
            let (title, fits) = ("Conflict".to_string(), fits.to_vec());
            prompt(&Prompt::Story { question: 1, title, fits, is_of_theme })
        };
        let expected = "Question 2, Conflict: which story did you tell?\n  \
                        1 One (a), never told\n  2 Two (b), told once\n  \
                        3 Three (c), told 3 times\n\
                        [number, title or id · n none of my stories · Enter skips] ";
        assert_eq!(ask(true), expected);
        let none = "tell? None of yours is marked for its theme; these are all:\n  1 One (a)";
        assert!(ask(false).contains(none), "{}", ask(false));
    }

    #[test]
    fn of_stories_so_many_are_shown_as_a_screen_holds() {
        let fit = |id: usize| Fit { id: format!("s{id}"), title: format!("Story {id}"), told: 0 };
        let fits: Vec<Fit> = (0..9).map(fit).collect();
        let (title, is_of_theme) = ("Conflict".to_string(), true);
        let asked = story(&Prompt::Story { question: 0, title, fits, is_of_theme }, 3);
        let more = "  3 Story 2 (s2), never told\n  … and 6 more: any title";
        assert!(asked.contains(more), "{asked}");
        let room = |rows| PromptRoom { rows: Some(rows), width: 39 };
        assert!(room(10).holds(&asked), "{asked}");
        assert!(!room(9).holds(&asked), "two lines are broken");
        assert!(PromptRoom { rows: None, width: 39 }.holds(&"x\n".repeat(99)));
    }

    #[test]
    fn times_at_which_somebody_spoke_help_to_remember() {
        let ask = |told, spoke: &[u64]| {
            let spoke = spoke.iter().copied().map(Duration::from_secs).collect();
            prompt(&Prompt::FirstAnswer { question: 0, told, length: Duration::MAX, spoke })
        };
        assert_eq!(
            ask(false, &[41, 190]),
            "First answer, question 1: not marked. You spoke at 0:41, 3:10. When was it? \
             [m:ss · Enter not known · n never] "
        );
        assert_eq!(
            ask(true, &[]),
            "End of your answer, question 1: not marked. When had you told it? \
             [m:ss · Enter not known · n never] "
        );
    }
}
