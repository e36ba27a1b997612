//! What is due, as lines that a plan could have.

use super::act::{Act, Asks};
use super::matter::Matter;
use super::recall::{Recall, due};
use super::want::{Again, SOME, Want, kinds};
use super::weak::Weakness;
use super::{Situation, words};
use crate::pacing::FlagKind;
use crate::round::{QuestionKind, Theme};

/// Where so many phases are due, the whole is asked.
const PHASES: usize = 3;

/// So many questions show whether each is reached.
const SEVERAL: usize = 2;

/// What is due of what can still be asked: the bank may have a question no longer, and a story may
/// be gone.
pub(super) fn due_here(of: &Situation<'_>) -> Vec<Recall> {
    let mut due = due(of.past, of.today);
    due.retain(|recall| match &recall.matter {
        Matter::Story(id) => of.told().any(|story| story.id == *id),
        _ => recall.question().is_none_or(|id| (of.shares)(recall.kind, id).is_some()),
    });
    due
}

/// What is due, drill by drill: what is weak first, then where most was missed, then what is due
/// for longest.
pub(super) fn due_wants(of: &Situation<'_>, weak: &[Weakness]) -> Vec<Want> {
    let due = due_here(of);
    let mut wants: Vec<(_, Want)> = Vec::new();
    let mut add = |recalls: Vec<&Recall>, kind: QuestionKind, want: Option<Want>| {
        let (why, reason) = (words::explained(&recalls, of.today), words::due(&recalls, of.today));
        let in_all = of.questions(&recalls, |_| true);
        let recalls: Vec<&Recall> = recalls.into_iter().filter(|of| !of.rests).collect();
        let (Some(first), Some(want)) = (recalls.first(), want) else { return };
        let again = again(&recalls);
        let missed = recalls.iter().filter(|recall| !recall.met).count();
        let mut weak_here = weak.iter().filter(|of| of.kind == kind);
        let is_weak_by = weak_here.find(|of| is_of(&want.acts[0], of, &recalls));
        let is_weak = is_weak_by.is_some();
        let place = (!is_weak, missed == 0, first.due(), std::cmp::Reverse(missed));
        let most = if is_weak && !want.alone { want.most.max(SOME) } else { want.most };
        let (is_due, due) = (true, in_all.max(want.most));
        let is_drill = matches!(want.acts[0], Act::Drill { .. });
        let draws = is_drill && recalls.iter().any(|of| of.is_drawn());
        // What it asks beside what is due.
        let (mut why, mut reason) = (why, reason);
        if let Some(by) = is_weak_by.filter(|_| is_drill && most > want.most) {
            reason = format!("{reason}; {}", words::weak(by));
            why.push(words::why_weak());
        }
        // What is weak gets its time with new questions, where the missed ones come again.
        let weakness =
            weak.iter().find(|of| of.kind == kind && of.phase.is_none() && again != Again::No);
        let fresh = weakness.filter(|_| want.acts[0].is_whole()).map(|weakness| {
            let act = Act::drill(kind, 1);
            let fresh = Want::new(act, SOME - 1, words::weak(weakness));
            Want { is_weak: true, ..fresh.because(words::why_weak()) }
        });
        wants.push((place, Want { is_weak, most, reason, why, is_due, due, draws, again, ..want }));
        wants.extend(fresh.map(|fresh| (place, fresh)));
    };
    for kind in kinds() {
        let is_here = |of: &&Recall| {
            of.kind == kind && !matches!(of.matter, Matter::Story(_)) && !of.is_of_probe()
        };
        let of_kind: Vec<&Recall> = due.iter().filter(is_here).collect();
        let (mut whole, parts): (Vec<&Recall>, Vec<&Recall>) =
            of_kind.iter().partition(|recall| recall.drill_phase().is_none());
        let mut phases: Vec<(&str, Vec<&Recall>)> = Vec::new();
        for name in kind.phase_names() {
            let of_phase = |of: &&&Recall| of.drill_phase() == Some(name);
            let of_phase: Vec<&Recall> = parts.iter().filter(of_phase).copied().collect();
            if !of_phase.is_empty() {
                phases.push((name, of_phase));
            }
        }
        // So many phases take as long as a whole one.
        if phases.len() >= PHASES {
            whole.clone_from(&of_kind);
        }
        for (recalls, drawn) in of.together(whole, &of_kind) {
            let want = whole_want(kind, &recalls).map(|want| of.asked(want, &drawn, &recalls));
            add(recalls, kind, want);
        }
        for (name, of_phase) in phases {
            let want = Want::new(Act::phase(kind, name, true), 1, String::new());
            let want = of.asked(want, &of_phase, &of_phase);
            add(of_phase, kind, Some(want));
        }
    }
    let probes: Vec<&Recall> = due.iter().filter(|recall| recall.is_of_probe()).collect();
    if !probes.is_empty() {
        let (kind, asks) = (QuestionKind::Foundations, Asks::Probes);
        let act = Act::Drill { kind, asks, count: Some(1), due: true };
        let most = of.questions(&probes, |_| true).max(1);
        add(probes, kind, Some(Want::new(act, most, String::new())));
    }
    for story in of.told() {
        let is_it =
            |recall: &&Recall| matches!(&recall.matter, Matter::Story(id) if *id == story.id);
        let told: Vec<&Recall> = due.iter().filter(is_it).collect();
        let want = Want::new(Act::Story(story.id.clone()), 0, String::new());
        add(told, QuestionKind::Behavioral, Some(want));
    }
    wants.sort_by_key(|(place, _)| *place);
    wants.into_iter().map(|(_, want)| want).collect()
}

/// Whether a weakness is of what an act asks: of a phase, or of the whole of its kind.
fn is_of(act: &Act, weakness: &Weakness, due: &[&Recall]) -> bool {
    match (act, &weakness.phase) {
        (Act::Drill { asks: Asks::Phase(asked), .. }, phase) => phase.as_ref() == Some(asked),
        (_, Some(phase)) => due.iter().any(|recall| recall.drill_phase() == Some(phase)),
        (_, None) => true,
    }
}

/// How what is due comes again from the evening before, where all of it does.
fn again(due: &[&Recall]) -> Again {
    match due.iter().all(|recall| recall.again) {
        false => Again::No,
        true if due.iter().any(|recall| recall.misses <= 1) => Again::First,
        true => Again::More,
    }
}

/// Whether one question alone can't show that it was met.
fn needs_several(recall: &&Recall) -> bool {
    recall.matter == Matter::Habit(FlagKind::QuestionNotReached)
}

/// A drill of whole questions in which these are due.
fn whole_want(kind: QuestionKind, due: &[&Recall]) -> Option<Want> {
    if due.is_empty() {
        return None;
    }
    let drawn = |of: &&&Recall| !matches!(of.matter, Matter::Habit(_));
    let act = Act::Drill {
        kind,
        asks: Asks::Any,
        count: Some(if due.iter().any(needs_several) { SEVERAL } else { 1 }),
        due: due.iter().any(|recall| drawn(&recall)),
    };
    let want = Want::new(act, 1, String::new());
    // A first answer that was late ends the first phase, which takes less time.
    let is_late = |of: &&&Recall| !of.met && matches!(of.matter, Matter::Question { .. });
    let is_only_that = due.iter().all(|of| is_late(&of));
    Some(if is_only_that { want.or_first_phase(kind) } else { want })
}

impl Situation<'_> {
    /// A line with as many questions as are asked together of what is due: a drill asks what is due
    /// first, and what takes a slot alone only where it is the one question.
    fn asked(&self, want: Want, drawn: &[&Recall], due: &[&Recall]) -> Want {
        if self.begins_alone(drawn) {
            return Want { most: 1, alone: true, ..want };
        }
        let shares = |of: &Recall| !of.rests && !self.is_alone(of);
        Want { most: self.questions(due, shares).max(1), ..want }
    }

    /// How many questions it takes to ask for what is due, of what counts. A theme needs none of
    /// its own where one of these questions is of it.
    fn questions(&self, due: &[&Recall], counts: impl Fn(&Recall) -> bool) -> usize {
        let (mut asked, mut themes): (Vec<&str>, usize) = (Vec::new(), 0);
        for recall in due.iter().filter(|recall| counts(recall)) {
            asked.extend(recall.question().filter(|id| !asked.contains(id)));
        }
        let is_asked = |theme: Theme| {
            let mut did = self.past.iter().flat_map(|session| &session.did);
            did.any(|did| did.theme == Some(theme) && asked.contains(&did.question.as_str()))
        };
        for recall in due.iter().filter(|recall| counts(recall)) {
            if let Matter::Theme(theme) = recall.matter {
                themes += usize::from(!is_asked(theme));
            }
        }
        asked.len() + themes
    }

    /// What is due of whole questions, as it is asked together, each with what a drill draws from.
    ///
    /// Whether every question is reached shows where there are several, which takes more time: what
    /// one question asks for stands by itself, too. Where the first takes a slot alone, it comes
    /// there, and others are the several.
    fn together<'r>(
        &self,
        mut whole: Vec<&'r Recall>,
        of_kind: &[&'r Recall],
    ) -> Vec<(Vec<&'r Recall>, Vec<&'r Recall>)> {
        let drawn = of_kind.to_vec();
        if !whole.iter().any(needs_several) {
            return vec![(whole, drawn)];
        }
        if self.begins_alone(of_kind) {
            let (alone, several): (Vec<&'r Recall>, Vec<&'r Recall>) =
                whole.iter().partition(|recall| self.is_alone(recall));
            return vec![(alone.clone(), alone), (several.clone(), several)];
        }
        let all = whole.clone();
        whole.retain(|recall| !needs_several(recall));
        vec![(all, drawn.clone()), (whole, drawn)]
    }

    /// Whether the first question that is drawn takes its slot alone.
    fn begins_alone(&self, drawn: &[&Recall]) -> bool {
        let first = drawn.iter().find(|of| of.question().is_some());
        first.is_some_and(|first| self.is_alone(first))
    }

    /// Whether it is a question that takes its slot alone.
    fn is_alone(&self, of: &Recall) -> bool {
        of.question().is_some_and(|id| (self.shares)(of.kind, id) == Some(false))
    }
}

impl Recall {
    /// Whether a drill asks a question of its own for it.
    fn is_drawn(&self) -> bool {
        self.question().is_some() || matches!(self.matter, Matter::Theme(_))
    }

    /// The phase whose drill asks for it, where one does.
    fn drill_phase(&self) -> Option<&str> {
        match &self.matter {
            Matter::Phase(phase) | Matter::Point { phase, .. }
                if self.kind.has_phase_drill()
                    && self.kind.phase_names().contains(&phase.as_str()) =>
            {
                Some(phase)
            }
            _ => None,
        }
    }
}
