//! How soon a probe is answered.

use super::{Better, Measure, Unit, median};
use crate::pacing::QuestionPacing;
use crate::time::seconds::to_f64;

/// From a probe to the first words after it: of a question's probes, the one in the middle …
pub(crate) static PROBED: Measure = Measure {
    better: Some(Better::Lower),
    ..Measure::of("probe_response_s", "first words after a probe", Unit::Tenths, |of| {
        median(&responses(of))
    })
};

/// … and the worst.
pub(crate) static PROBED_WORST: Measure = Measure {
    better: Some(Better::Lower),
    ..Measure::of("probe_response_worst_s", "slowest words after a probe", Unit::Tenths, |of| {
        responses(of).into_iter().reduce(f64::max)
    })
};

/// From an interruption until the candidate is back on plan: the next answer, phase or tick that is
/// marked.
pub(crate) static BACK_ON_PLAN: Measure = Measure {
    better: Some(Better::Lower),
    ..Measure::of("back_on_plan_s", "back on plan after an interruption", Unit::Seconds, |of| {
        of.pressed.iter().filter_map(|pressed| pressed.back).map(to_f64).reduce(f64::max)
    })
};

fn responses(question: &QuestionPacing) -> Vec<f64> {
    question.probes.iter().filter_map(|probe| probe.response).map(to_f64).collect()
}
