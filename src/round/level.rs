//! What is expected of a candidate at a level: lines beside what is listened for in a story, a
//! pitch or a deep dive, and beside three core points of each phase of a design but its wrap-up.
//! They belong to the kind and the theme and not to one question, so they are short of any answer.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Brief, Planned, Round, Theme};
use crate::word::Word;

/// The level that is interviewed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Seniority {
    /// Works on tasks that others have shaped.
    Junior,
    /// Owns a system or a project from end to end.
    Senior,
    /// Sets the direction of several teams.
    Staff,
}

impl Word for Seniority {
    fn word(self) -> &'static str {
        match self {
            Self::Junior => "junior",
            Self::Senior => "senior",
            Self::Staff => "staff",
        }
    }
}

/// A line for each level: junior, senior, staff.
type LevelLines = [&'static str; 3];

/// What stories of a theme show.
fn told(theme: Theme) -> LevelLines {
    match theme {
        Theme::Conflict => [
            "a disagreement on your own work, in which you listened and changed something",
            "a disagreement between people or teams that you settled with facts both accept",
            "a standing conflict of goals that you ended by changing how the teams decide",
        ],
        Theme::Ambiguity => [
            "you asked the questions that made an unclear task clear, and began",
            "you turned an open problem into a plan, and dropped what didn't matter",
            "you chose which unclear problem was worth a team, and said what would end it",
        ],
        Theme::Growth => [
            "feedback on your work, what you do differently since, and who noticed",
            "a failure that was yours, the habit you changed, and what came of it a quarter later",
            "a blind spot of a whole group, yours included, and how the way of working changed",
        ],
        Theme::Delivery => [
            "a task that got stuck, how you noticed early, and whom you asked",
            "a project past roadblocks: what you cut, what you told whom, and when it shipped",
            "several teams' delivery: which dependency you removed, and what you gave up for it",
        ],
        Theme::Stakeholders => [
            "you explained your work to somebody outside your field, and checked it came over",
            "you changed a stakeholder's mind, or your own, with a figure that mattered to them",
            "you brought groups with opposed interests to one decision, and it held",
        ],
        Theme::ScopeChange => [
            "what you were building changed, and you kept what could be kept",
            "you re-planned under way, renegotiated the date or the scope, and said what was lost",
            "you saw the change coming, stopped work in time, and moved people without losing them",
        ],
        Theme::Aspiration => [
            "what you want to learn next, with a first step taken already",
            "the kind of problem you want to own, and what of your past shows it",
            "the change you want to bring about in a field or a company, and why you can",
        ],
        Theme::HardestProblem => [
            "a problem hard for you: what you tried, in order, and what the cause was",
            "a problem hard for your team: how you narrowed it, and what you ruled out",
            "a problem nobody had an approach to: how you found one, and what others built on it",
        ],
        Theme::Outcomes => [
            "a result of your part in numbers, with what it was before",
            "an effect on the business in numbers, with how you know that your work caused it",
            "effects over a year and across teams, with what you chose not to do for them",
        ],
    }
}

/// Three core points of a phase of a design, each with what it comes to.
fn designed(phase: &str) -> &'static [(&'static str, LevelLines)] {
    match phase {
        "problem exploration" => &[
            (
                "goal",
                [
                    "says back what the product wants",
                    "names the business goal and a guard that must not get worse",
                    "asks whether this is the right problem, and what happens if nothing is built",
                ],
            ),
            (
                "ML task",
                [
                    "states input, output and the kind of model task",
                    "weighs two framings and says why one is better here",
                    "splits it into stages by their costs of error, or shows where none is needed",
                ],
            ),
            (
                "metrics",
                [
                    "one metric offline and one online",
                    "ties the offline metric to the online one, with slices that matter",
                    "says how a metric can be gamed, what is decided by it, and by whom",
                ],
            ),
        ],
        "data" => &[
            (
                "sources",
                [
                    "lists what is logged and joins it",
                    "says what is missing or biased in the logs, and what follows",
                    "plans which data to begin to collect, its price and who has to agree",
                ],
            ),
            (
                "labels",
                [
                    "says where labels come from",
                    "says how late, noisy or selective they are, and mends it",
                    "sets up a labelling loop with quality measured, within a budget",
                ],
            ),
            (
                "sampling",
                [
                    "splits train and test in time or by user",
                    "names a leak the split prevents, and a bias that it leaves",
                    "keeps a small share random for good, and says what it costs",
                ],
            ),
        ],
        "features" => &[
            (
                "by entity",
                [
                    "features of user, item and context",
                    "which few carry most, and how that is found out",
                    "features as shared assets: who owns them, and when one is taken away",
                ],
            ),
            (
                "freshness",
                [
                    "says which are computed in batch and which live",
                    "derives from the use how old each may be, and what that costs",
                    "trades freshness against reliability for the whole system",
                ],
            ),
            (
                "leakage",
                [
                    "knows that the future must not be in a feature",
                    "computes features as of the moment of the decision, offline as online",
                    "has a check that finds skew and leaks before people do",
                ],
            ),
        ],
        "modeling" => &[
            (
                "baseline",
                [
                    "names a simple model first",
                    "says what the baseline reaches and what would justify more",
                    "may stop at the baseline, and says what evidence would change that",
                ],
            ),
            (
                "model and why",
                [
                    "one fitting model, with how it works",
                    "two candidates held against latency, data and upkeep, with arithmetic",
                    "a path of versions, with what each teaches before the next",
                ],
            ),
            (
                "loss",
                [
                    "a loss that fits the task",
                    "a loss that follows the costs of errors, and calibration where it matters",
                    "conflicting goals made explicit, with who sets their weights",
                ],
            ),
        ],
        "monitoring" => &[
            (
                "quality",
                [
                    "watches the metric after launch",
                    "knows it by slice, and before labels are in",
                    "knows what the system does to its own data and users over months",
                ],
            ),
            (
                "rollout",
                [
                    "an A/B test before all get it",
                    "shadow, small share, rules for stopping and a way back",
                    "a rollout that several teams can run, and that ends what it replaces",
                ],
            ),
            (
                "retraining",
                [
                    "retrains now and then",
                    "retrains by a schedule or trigger, with a gate that can refuse",
                    "says when retraining doesn't help, and what the upkeep costs a year",
                ],
            ),
        ],
        _ => &[],
    }
}

/// What a pitch shows.
const PITCH: LevelLines = [
    "what you built yourself, what you want to learn next, and why here",
    "what you owned from end to end, one result in numbers, and how it leads to this role",
    "the thread through your choices, whom you changed, and what you would change here",
];

/// What a walk through one's own project shows.
const DEEP_DIVE: LevelLines = [
    "your own part in full, down to the code, and what others did",
    "each choice from what was known then, with figures; what failed, and why",
    "why this project and no other, what it cost to run, and what other teams took over",
];

/// What is expected of a level in a question: a line each; none of kinds without levels.
pub(crate) fn expected(planned: &Planned, level: Seniority) -> Vec<String> {
    let of = |lines: &LevelLines| lines[level as usize].to_string();
    match &planned.question.brief {
        Brief::Behavioral { theme: Some(theme), .. } => vec![of(&told(*theme))],
        Brief::Pitch { .. } => vec![of(&PITCH)],
        Brief::DeepDive { .. } => vec![of(&DEEP_DIVE)],
        Brief::MlDesign { .. } => {
            let phases = planned.phases.iter().map(|phase| &phase.name);
            let points = phases.flat_map(|name| designed(name).iter().map(move |of| (name, of)));
            points.map(|(name, (item, lines))| format!("{name}, {item}: {}", of(lines))).collect()
        }
        Brief::Behavioral { theme: None, .. }
        | Brief::Coding { .. }
        | Brief::Foundations { .. } => Vec::new(),
    }
}

/// What is said of a level in a round of which no question has a line for it.
pub(crate) fn none_expected(round: &Round, level: Seniority) -> Option<String> {
    let planned = || round.slots.iter().flat_map(|slot| &slot.questions);
    if planned().any(|planned| !expected(planned, level).is_empty()) {
        return None;
    }
    let kinds: BTreeSet<&str> = planned().map(|planned| planned.question.kind().word()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let (level, kinds) = (level.word(), kinds.join(" and "));
    Some(format!("--level {level} adds nothing: no level has lines for {kinds} questions"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::QuestionKind;
    use crate::samples::{behavioral, coding, design, header};

    #[test]
    fn each_phase_of_a_design_has_three_core_points_of_its_kinds_checklist() {
        let kind = QuestionKind::MlDesign;
        for phase in kind.phase_names().iter().filter(|phase| **phase != "wrap-up") {
            let points = designed(phase);
            assert_eq!(points.len(), 3, "{phase}");
            for (item, lines) in points {
                assert!(kind.checklist(phase).contains(item), "{phase}: {item}");
                assert!(lines[0] != lines[1] && lines[1] != lines[2], "{item}");
            }
        }
    }

    #[test]
    fn a_level_has_lines_of_its_own_for_each_theme_and_for_designs_and_none_for_other_kinds() {
        let story = behavioral().questions.pop().unwrap();
        let design = design().questions.remove(0);
        for level in Seniority::all() {
            assert_eq!(expected(&design, *level).len(), 15);
            assert_eq!(expected(&coding().questions[0], *level), Vec::<String>::new());
        }
        for theme in Theme::all() {
            let mut story = story.clone();
            story.question.brief =
                Brief::Behavioral { theme: Some(*theme), listens_for: Vec::new() };
            let told: Vec<_> = Seniority::all().iter().map(|of| expected(&story, *of)).collect();
            assert!(told[0] != told[1] && told[1] != told[2] && told[0].len() == 1, "{told:?}");
        }
    }

    #[test]
    fn a_pitch_and_a_deep_dive_have_a_line_of_each_level() {
        for kind in [QuestionKind::Pitch, QuestionKind::DeepDive] {
            let mut planned = behavioral().questions.remove(0);
            planned.question.brief = Brief::blank(kind);
            let lines: Vec<_> = Seniority::all().iter().map(|of| expected(&planned, *of)).collect();
            assert!(lines[0] != lines[1] && lines[1] != lines[2], "{lines:?}");
            assert!(lines.iter().all(|lines| lines.len() == 1), "{lines:?}");
        }
    }

    #[test]
    fn a_round_of_kinds_without_levels_says_so() {
        let says = |slots| none_expected(&header(slots).round, Seniority::Senior);
        let expected = "--level senior adds nothing: no level has lines for coding questions";
        assert_eq!(says(vec![coding()]).as_deref(), Some(expected));
        assert_eq!(says(vec![coding(), design()]), None);
    }
}
