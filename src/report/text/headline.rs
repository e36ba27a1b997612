//! What is said when a round is over: what fits a screen of 24 lines, the most important first.

use console::{Style, truncate_str};

use super::page::TextPage;
use crate::pacing::{HowFar, Pacing, QuestionPacing};
use crate::report::flags;
use crate::report::look::VerdictLook;
use crate::report::notes::{is_answer_unknown, is_end_unmarked, no_flags};
use crate::report::summary::{self, Tomorrow};
use crate::report::words;
use crate::time::m_ss;

/// Lines of the smallest terminal that it is made for, less two for what the shell prints.
const LINES: usize = 22;

/// How much is shown of what gives way where there is no room.
#[derive(Debug, Clone, Copy)]
struct HeadlineShown {
    flags: usize,
    good: usize,
    changed: usize,
}

/// The least: what was worst is always there, as are the slots, tomorrow and the paths.
const LEAST: HeadlineShown = HeadlineShown { flags: 1, good: 0, changed: 0 };

/// What is added while there is room, in this order.
const ADDED: [fn(&mut HeadlineShown); 7] = [
    |shown| shown.good += 1,
    |shown| shown.flags += 1,
    |shown| shown.changed += 1,
    |shown| shown.flags += 1,
    |shown| shown.good += 1,
    |shown| shown.changed += 1,
    |shown| shown.good += 1,
];

/// The headline of a round; `below` are lines that end it, e.g. where its reports are.
pub(crate) fn headline(pacing: &Pacing, below: &[String], width: usize, colour: bool) -> String {
    let empty = TextPage::new(width, colour);
    let mut shown = LEAST;
    for add in ADDED {
        let mut more = shown;
        add(&mut more);
        if laid_out(pacing, below, more, &empty).lines() <= LINES {
            shown = more;
        }
    }
    laid_out(pacing, below, shown, &empty).text
}

fn laid_out(pacing: &Pacing, below: &[String], shown: HeadlineShown, like: &TextPage) -> TextPage {
    let mut page = like.empty();
    let title = words::title(pacing);
    let title = truncate_str(&title, page.width / 2, "…");
    let title = format!("{title} · {}", words::circumstances(pacing)[0]);
    page.wrap("", "  ", &title, &Style::new().bold());
    page.slots(&pacing.slots);
    page.flags_of(pacing, shown.flags);
    page.compared(pacing, shown);
    page.line("");
    page.tomorrow(pacing);
    page.line("");
    for line in below {
        page.path(line);
    }
    page
}

impl TextPage {
    /// The first flags, or what stands behind it that there are none.
    fn flags_of(&mut self, pacing: &Pacing, most: usize) {
        if pacing.flags.is_empty() {
            self.wrap("  ", "    ", &no_flags(pacing), &Style::new());
        }
        for line in flags::lines(pacing).iter().take(most) {
            let look = VerdictLook::from(line.flag.severity);
            let text = format!("{} · {} into the slot", line.sentence(), m_ss(line.flag.at));
            self.wrap(&format!("  {:2} ", look.sign()), "     ", &text, &look.style());
        }
    }

    /// What was good, and what changed.
    fn compared(&mut self, pacing: &Pacing, shown: HeadlineShown) {
        let mut good = summary::good(pacing);
        good.truncate(shown.good);
        if !good.is_empty() {
            self.wrap("  good: ", "    ", &good.join("; "), &VerdictLook::OnTime.style());
        }
        if let Some(none) = summary::none_good(pacing).filter(|_| shown.good > 0) {
            self.wrap("  good: ", "    ", none, &Style::new());
        }
        if let Some((since, mut changed)) = summary::since(pacing) {
            changed.truncate(shown.changed);
            if !changed.is_empty() {
                let changed = changed.join("; ");
                self.wrap("  ", "    ", &format!("{since}: {changed}"), &Style::new());
            }
        }
    }

    /// What to practise next and why, or what to do where nothing was flagged.
    fn tomorrow(&mut self, pacing: &Pacing) {
        let Some(Tomorrow { command, target, .. }) = summary::tomorrow(pacing) else {
            self.wrap("  next: ", "    ", &next_step(pacing), &Style::new().bold());
            return;
        };
        // Its reason stands above.
        let target = format!("{target} (for the first flag)");
        self.wrap("  tomorrow: ", "    ", &target, &Style::new().bold());
        self.wrap("    ", "      ", &command, &Style::new().cyan());
    }
}

/// What to do after a round without flags: finish it, have more of it measured, or ask more of
/// yourself.
fn next_step(pacing: &Pacing) -> String {
    if pacing.standing != HowFar::Finished {
        return "`mockround resume` goes on with this round".to_string();
    }
    let mut steps = Vec::new();
    if !pacing.audio.tells() {
        steps.push(
            "have silence measured: try your microphone with `mockround mic`, then begin with \
             `--mic auto`",
        );
    }
    let questions = pacing.slots.iter().flat_map(|slot| &slot.questions);
    let mut shown = questions.filter(|of| of.shown.is_some() && !of.is_skipped());
    let lacks_answer = shown.clone().any(|of| is_answer_unknown(of) || is_end_unmarked(of));
    match (lacks_answer, shown.any(lacks_phases)) {
        (true, true) => steps.push("mark the answer with a, and each next phase with Enter"),
        (true, false) => steps.push("mark the answer with a"),
        (false, true) => steps.push("mark each next phase with Enter"),
        (false, false) => {}
    }
    match (steps.is_empty(), pacing.strict) {
        (false, _) => steps.join("; "),
        (true, false) => "ask more of yourself: `mockround run --strict`".to_string(),
        (true, true) => "see what else to practise: `mockround trends`".to_string(),
    }
}

/// Whether marks leave open how long a phase took.
fn lacks_phases(question: &QuestionPacing) -> bool {
    question.phases.len() > 1 && question.phases.iter().any(|phase| phase.actual.is_none())
}
