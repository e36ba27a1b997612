//! What is said where a measure changed: from round to round in a comparison, over many rounds in
//! trends.

use super::units::{as_shown, difference, is_same, reads_alike};
use crate::pacing::exercise::Exercise;
use crate::pacing::measures::{Better, Bounds, Followed, Measure, Reading};

/// What a change comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// None that is shown, or none but noise.
    Same,
    Better,
    Worse,
    /// Neither way is better in itself.
    Changed,
}

impl Judged {
    /// From a value to another. A measure that is better neither way is better where it is nearer
    /// to what it is held against.
    pub(super) fn of(measure: &Measure, from: f64, to: f64, bounds: Bounds) -> Self {
        if is_same(measure.unit, from, to) {
            return Self::Same;
        }
        let outside = |value| bounds.outside(as_shown(measure.unit, value, &bounds));
        let nearer = outside(from) - outside(to);
        let by = match measure.better {
            Some(Better::Higher) => to - from,
            Some(Better::Lower) => from - to,
            None => nearer,
        };
        match by {
            0.0 => Self::Changed,
            more if more > 0.0 => Self::Better,
            _ => Self::Worse,
        }
    }

    /// From a reading to another.
    pub(super) fn of_readings(measure: &Measure, from: Reading, to: Reading, held: Bounds) -> Self {
        match from.against(to) {
            _ if reads_alike(measure.unit, from, to) => Self::Same,
            Some([a, b]) => Self::of(measure, a, b, held),
            None => Self::Changed,
        }
    }

    /// For a person, where noise is set aside.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Same => "noise",
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Changed => "changed",
        }
    }
}

/// `-1:20`, `+9 points`, `+0.5`, `no change`; `None` where a value stands in for what never came:
/// from that nothing can be taken away.
pub(super) fn change_of(measure: &Measure, from: Reading, to: Reading) -> Option<String> {
    if reads_alike(measure.unit, from, to) {
        return Some("no change".to_string());
    }
    let is_measured = from.is_measured() && to.is_measured();
    is_measured.then(|| difference(measure.unit, from.value, to.value))
}

/// `first answers in coding came 1:20 sooner`; without a size where there is none.
pub(super) fn said(exercise: &Exercise, of: &Followed, from: Reading, to: Reading) -> String {
    let Some([a, b]) = from.against(to) else {
        return format!("{} in {exercise} may have changed", of.measure.name);
    };
    let [no_more, at_last] = of.says_of_never;
    let says = match (from.is_never(), to.is_never()) {
        (_, true) => no_more,
        (true, false) => at_last,
        (false, false) if b > a => of.says.higher,
        (false, false) => of.says.lower,
    };
    let says = says.replace("{exercise}", &exercise.to_string());
    match change_of(of.measure, from, to) {
        Some(size) => says.replace("{size}", size.trim_start_matches(['+', '-'])),
        None => says.replace("{size} ", ""),
    }
}

/// What changed, sorted by what it comes to.
#[derive(Debug, Default)]
pub(super) struct Told {
    better: Vec<String>,
    worse: Vec<String>,
    also: Vec<String>,
}

impl Told {
    /// Takes in what is said of a change, unless it is none.
    pub(super) fn add(&mut self, judged: Judged, says: impl FnOnce() -> String) {
        match judged {
            Judged::Same => {}
            Judged::Better => self.better.push(says()),
            Judged::Worse => self.worse.push(says()),
            Judged::Changed => self.also.push(says()),
        }
    }

    /// `Better: … . Worse: … . Also: … .`, of each at most so many and how many more there are;
    /// empty where nothing changed.
    pub(super) fn sentences(&self, most: usize) -> String {
        let mut parts = Vec::new();
        let all = [("Better", &self.better), ("Worse", &self.worse), ("Also", &self.also)];
        for (label, what) in all {
            let more = match what.len().saturating_sub(most) {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            if !what.is_empty() {
                parts.push(format!("{label}: {}{more}.", what[..what.len().min(most)].join("; ")));
            }
        }
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::measures::{ACTION_SHARE, ANSWER, FIRST_ANSWER, TALKING_SHARE};

    #[test]
    fn a_change_is_judged_by_its_measure_or_else_by_its_bounds() {
        let length = Bounds { least: Some(45.0), most: Some(180.0), ..Bounds::NONE };
        for (measure, from, to, bounds, expected) in [
            (&FIRST_ANSWER, 400.0, 320.0, Bounds::NONE, Judged::Better),
            (&FIRST_ANSWER, 320.0, 400.0, Bounds::NONE, Judged::Worse),
            (&FIRST_ANSWER, 320.1, 320.9, Bounds::NONE, Judged::Same),
            (&ACTION_SHARE, 0.4, 0.5, Bounds::NONE, Judged::Better),
            (&TALKING_SHARE, 0.4, 0.5, Bounds::NONE, Judged::Changed),
            (&ANSWER, 220.0, 170.0, length, Judged::Better),
            (&ANSWER, 20.0, 60.0, length, Judged::Better),
            (&ANSWER, 60.0, 200.0, length, Judged::Worse),
            (&ANSWER, 60.0, 120.0, length, Judged::Changed),
            // Both read as within three minutes.
            (&ANSWER, 180.9, 170.0, length, Judged::Changed),
        ] {
            assert_eq!(Judged::of(measure, from, to, bounds), expected, "{from} to {to}");
        }
    }

    #[test]
    fn what_never_came_is_worse_than_what_did_and_by_nothing() {
        use crate::pacing::measures::{FOLLOWED, StandIn};
        let first = FOLLOWED.iter().find(|of| of.measure == &FIRST_ANSWER).unwrap();
        let coding = Exercise::Whole(crate::round::QuestionKind::Coding);
        let came = Reading::measured;
        let never = |value| Reading { value, stand_in: StandIn::All };
        let partly = |value| Reading { value, stand_in: StandIn::Part };
        for (from, to, judged, says) in [
            (came(330.0), never(1020.0), Judged::Worse, "no first answers came in coding"),
            (
                never(1020.0),
                came(1200.0),
                Judged::Better,
                "first answers came in coding, as none had",
            ),
            (came(330.0), partly(675.0), Judged::Worse, "first answers in coding came later"),
            (
                came(900.0),
                partly(675.0),
                Judged::Changed,
                "first answer in coding may have changed",
            ),
        ] {
            let of = Judged::of_readings(&FIRST_ANSWER, from, to, Bounds::NONE);
            assert_eq!((of, &*said(&coding, first, from, to)), (judged, says));
            assert_eq!(change_of(&FIRST_ANSWER, from, to), None);
        }
        let both = Judged::of_readings(&FIRST_ANSWER, never(1020.0), never(900.0), Bounds::NONE);
        assert_eq!(both, Judged::Same);
    }

    #[test]
    fn what_is_too_much_to_say_is_counted() {
        let mut told = Told::default();
        assert_eq!(told.sentences(2), "");
        for what in ["a", "b", "c"] {
            told.add(Judged::Worse, || what.to_string());
        }
        told.add(Judged::Better, || "d".to_string());
        told.add(Judged::Same, || "e".to_string());
        assert_eq!(told.sentences(2), "Better: d. Worse: a; b; and 1 more.");
    }
}
