//! The sheet of a friend who interviews the candidate, on paper or beside a call: what is asked,
//! when, what a good answer has, and boxes to rate it by. One page that needs nothing else, as the
//! report.

use std::time::Duration;

use askama::Template;

use crate::report::json::TOOL;
use crate::round::level::{Seniority, expected};
use crate::round::{Approach, Brief, Planned, Reference, Round, Slot, Twist, handout};
use crate::session::anchors::anchors;
use crate::session::asked::Dimension;
use crate::session::rateable::Rateable;
use crate::text::{clean, clean_line};
use crate::time::m_ss;
use crate::word::Word as _;

/// The statement's lines are as long: the page breaks them where it has to.
const LINE: usize = 2_000;

/// What a sheet says beside the round.
#[derive(Debug)]
pub(crate) struct SheetTexts {
    /// The command by which the candidate is asked the same, where the round isn't begun.
    pub(crate) to_run: Option<String>,
    /// The command that takes the ratings.
    pub(crate) to_rate: String,
}

/// The sheet of a round.
#[derive(Template)]
#[template(path = "sheet.html")]
pub(crate) struct SheetPage {
    title: String,
    tool: &'static str,
    texts: SheetTexts,
    slots: Vec<SlotSheet>,
}

impl SheetPage {
    /// Of a round; with what is expected of a level, where one is named.
    pub(crate) fn of(round: &Round, level: Option<Seniority>, texts: SheetTexts) -> Self {
        let title = format!("{}, for the interviewer", clean_line(&round.title));
        let slots = round.slots.iter().map(|slot| SlotSheet::of(slot, level)).collect();
        Self { title, tool: TOOL, texts, slots }
    }

    /// As HTML.
    pub(crate) fn text(&self) -> String {
        // It writes to memory, and no value of it can fail.
        self.render().unwrap_or_default()
    }
}

/// One interview.
struct SlotSheet {
    title: String,
    kind: &'static str,
    length: String,
    questions: Vec<QuestionSheet>,
    /// What is rated, and what a 1 and a 4 are.
    rubric: Vec<(String, [&'static str; 2])>,
}

impl SlotSheet {
    fn of(slot: &Slot, level: Option<Seniority>) -> Self {
        let rated = Rateable::of(slot);
        let dimensions = Dimension::all().iter().filter(|of| rated.is_rated(**of));
        let questions = slot.questions.iter().enumerate();
        let of = |(number, planned)| QuestionSheet::of(planned, slot.planned_start(number), level);
        Self {
            title: clean_line(&slot.title),
            kind: slot.kind.word(),
            length: m_ss(slot.length),
            questions: questions.map(of).collect(),
            rubric: dimensions.map(|of| (of.to_string(), anchors(rated, *of))).collect(),
        }
    }
}

/// One question.
struct QuestionSheet {
    title: String,
    /// When it begins in its slot, and how long it is.
    from: String,
    budget: String,
    /// What the candidate reads.
    asked: String,
    /// How it is opened where the rest is to be asked for.
    opening: Option<String>,
    /// When its phases are planned, where no more is known of them.
    plan: Option<String>,
    /// Else the phases.
    phases: Vec<PhaseSheet>,
    /// What may be asked on top, whatever the phase.
    asks: Vec<AskSheet>,
    /// What a good answer has, a list under each heading.
    good: Vec<(&'static str, Vec<String>)>,
}

/// A part of its answer.
struct PhaseSheet {
    name: String,
    /// From when to when it is planned, since the question was shown.
    from: String,
    to: String,
    ends_with_answer: bool,
    points: Vec<String>,
    asks: Vec<AskSheet>,
}

/// What the interviewer may ask, and what a good answer says.
struct AskSheet {
    ask: String,
    /// When, where it has its time.
    at: Option<String>,
    good: Option<String>,
    weak: Option<String>,
}

impl QuestionSheet {
    fn of(planned: &Planned, from: Duration, level: Option<Seniority>) -> Self {
        let (question, asks) = (&planned.question, &planned.question.follow_ups);
        let mut good = good(planned);
        if let Some(level) = level {
            good.push(("Expected of this level", lines(&expected(planned, level))));
        }
        good.retain(|(_, lines)| !lines.is_empty());
        let twist = question.brief.twist().map(|twist| AskSheet::twist(planned, twist));
        let phases = 0..planned.phases.len();
        let mut phases: Vec<PhaseSheet> =
            phases.map(|phase| PhaseSheet::of(planned, phase)).collect();
        let mut plan = None;
        if phases.iter().all(|of| of.points.is_empty() && of.asks.is_empty()) {
            let all = phases.drain(..).map(|of| format!("{} {} to {}", of.name, of.from, of.to));
            plan = Some(all.collect::<Vec<_>>().join(" · "));
        }
        Self {
            title: clean_line(&question.title),
            from: m_ss(from),
            budget: m_ss(planned.budget()),
            asked: handout::untitled(question, LINE).join("\n"),
            opening: match &question.brief {
                Brief::MlDesign { opening, .. } => opening.as_deref().map(clean),
                _ => None,
            },
            plan,
            phases,
            asks: twist
                .into_iter()
                .chain(asks.iter().map(|ask| AskSheet::of(planned, ask)))
                .collect(),
            good,
        }
    }
}

impl PhaseSheet {
    fn of(planned: &Planned, phase: usize) -> Self {
        let (of, from) = (&planned.phases[phase], planned.planned_start(phase));
        let own = planned.checklist(phase).iter();
        let mut points: Vec<String> =
            own.map(|check| clean_line(&format!("{}: {}", check.item, check.detail))).collect();
        if points.is_empty() {
            points = lines(&of.checklist);
        }
        let probes = planned.notes(phase).map_or(&[][..], |notes| &notes.probes);
        Self {
            name: clean_line(&of.name),
            from: m_ss(from),
            to: m_ss(from + of.budget),
            ends_with_answer: of.ends_with_answer,
            points,
            asks: probes.iter().map(|ask| AskSheet::of(planned, ask)).collect(),
        }
    }
}

impl AskSheet {
    fn of(planned: &Planned, ask: &str) -> Self {
        let answer = planned.question.answer_to(ask);
        Self {
            ask: clean_line(ask),
            at: None,
            good: answer.map(|of| clean_line(&of.answer)),
            weak: answer.and_then(|of| of.weak.as_deref().map(clean_line)),
        }
    }

    /// A design's change.
    fn twist(planned: &Planned, Twist { ask, good }: &Twist) -> Self {
        let at = Some(m_ss(planned.twist_after()));
        Self { ask: clean_line(ask), at, good: Some(clean_line(good)), weak: None }
    }
}

/// What a good answer has, beside what its phases and probes say.
fn good(planned: &Planned) -> Vec<(&'static str, Vec<String>)> {
    let brief = &planned.question.brief;
    let mut good = vec![("Hints, one after the other, if it stands still", lines(brief.hints()))];
    good.push(match brief.reference() {
        Reference::Approaches { first, better } => {
            let first = first.as_ref().map(|of| approach("first workable", of));
            let better = better.as_ref().map(|of| approach("better", of));
            ("Approaches", first.into_iter().chain(better).collect())
        }
        Reference::ListensFor(items) => ("Listen for", lines(&items)),
        Reference::KeyPoints(items) => ("A good answer says", lines(&items)),
        // It stands in its phases.
        Reference::Checklist { .. } => ("", Vec::new()),
    });
    good
}

fn approach(which: &str, Approach { idea, time, space }: &Approach) -> String {
    clean_line(&format!("{which}: {idea} (time {time}, space {space})"))
}

fn lines(items: &[String]) -> Vec<String> {
    items.iter().map(|item| clean_line(item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{behavioral, coding, design};

    fn page(slots: Vec<Slot>, to_run: Option<&str>) -> String {
        let (template, title) = ("mine".to_string(), "A <b>round</b>".to_string());
        let round = Round { template, title, seed: 7, slots };
        let to_run = to_run.map(str::to_string);
        let texts = SheetTexts { to_run, to_rate: "mockround rate latest --by NAME".to_string() };
        SheetPage::of(&round, Some(Seniority::Staff), texts).text()
    }

    /// The text of a page as a reader sees it.
    fn seen(page: &str) -> String {
        page.replace("&#38;", "&")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#39;", "'")
            .replace("&#34;", "\"")
    }

    #[test]
    fn all_that_may_be_asked_stands_there_with_its_answer_and_what_is_rated() {
        let slots = || vec![coding(), design(), behavioral()];
        let page = seen(&page(slots(), Some("mockround run mine --seed 7")));
        assert!(page.contains("mockround run mine --seed 7"));
        assert!(page.contains("mockround rate latest --by NAME"));
        for slot in slots() {
            assert!(page.contains(&slot.title));
            let rated = Rateable::of(&slot);
            for dimension in Dimension::all().iter().filter(|of| rated.is_rated(**of)) {
                assert!(anchors(rated, *dimension).iter().all(|line| page.contains(line)));
            }
            for planned in &slot.questions {
                assert!(page.contains(&planned.question.title));
                assert!(page.contains(planned.question.statement.trim()));
                for (phase, of) in planned.phases.iter().enumerate() {
                    assert!(page.contains(&of.name));
                    assert!(planned.probes(phase).iter().all(|ask| page.contains(ask)));
                    assert!(planned.checklist(phase).iter().all(|of| page.contains(&of.detail)));
                }
                assert!(planned.question.answers.iter().all(|of| page.contains(&of.answer)));
                assert!(planned.question.brief.hints().iter().all(|hint| page.contains(hint)));
            }
        }
    }

    #[test]
    fn nothing_of_it_acts_on_the_page() {
        let mut slot = design();
        slot.title = "<script>x</script>\u{202e}\u{7}".to_string();
        slot.questions[0].question.statement = "</pre><img src=x>".to_string();
        let page = page(vec![slot], None);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"));
        assert!(!page.contains(['\u{202e}', '\u{7}']));
        assert!(!page.contains("http:") && !page.contains("https:"), "no network");
        assert!(!page.contains("to be asked the same"), "a session's is known");
    }
}
