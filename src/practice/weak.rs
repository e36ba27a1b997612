//! What is weak: measures that lie past their limits over the latest rounds by more than noise.

use std::collections::BTreeMap;

use super::by_day;
use super::past::Practised;
use crate::pacing::trends::{Beyond, Trends};
use crate::round::QuestionKind;
use jiff::civil::Date;

/// A kind of question, or a phase of one, that is past its limits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weakness {
    /// The kind.
    pub(crate) kind: QuestionKind,
    /// The phase, by its name; `None` of the whole.
    pub(crate) phase: Option<String>,
    /// What is past its limit: the name of a measure, or of a phase.
    pub(crate) what: String,
    /// By how much, in how many rounds.
    pub(crate) beyond: Beyond,
}

/// What is weak, the weakest first, each kind and phase by its worst measure. One bad evening is
/// never among it: from four rounds on can it be told from noise.
pub(crate) fn weaknesses(past: &[Practised], trends: &Trends, today: Date) -> Vec<Weakness> {
    let mut found: Vec<Weakness> = Vec::new();
    for exercise in &trends.exercises {
        let (kind, phase) = (exercise.exercise.kind(), exercise.exercise.phase());
        for series in &exercise.series {
            let Some(beyond) = series.beyond() else { continue };
            let what = series.followed.measure.name.to_string();
            found.push(Weakness { kind, phase: phase.map(str::to_string), what, beyond });
        }
    }
    found.extend(phases(past, today));
    found.retain(|of| of.beyond.is_real());
    found.sort_by(|a, b| b.beyond.share.total_cmp(&a.beyond.share));
    let mut worst: Vec<Weakness> = Vec::new();
    for weakness in found {
        let is_same = |of: &Weakness| of.kind == weakness.kind && of.phase == weakness.phase;
        if !worst.iter().any(is_same) {
            worst.push(weakness);
        }
    }
    worst
}

/// The phases of designs against what they may take, a session each.
fn phases(past: &[Practised], today: Date) -> Vec<Weakness> {
    let mut shares: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (_, session) in by_day(past, today) {
        let mut of_session: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (phase, share) in &session.phases {
            of_session.entry(phase).or_default().push(*share);
        }
        for (phase, of) in of_session {
            shares.entry(phase).or_default().push(of.iter().sum::<f64>() / of.len() as f64);
        }
    }
    let mut found = Vec::new();
    for (phase, shares) in shares {
        let weakness = |beyond| Weakness {
            kind: QuestionKind::MlDesign,
            phase: Some(phase.to_string()),
            what: format!("the time in {phase}"),
            beyond,
        };
        found.extend(Beyond::of(&shares).map(weakness));
    }
    found
}
