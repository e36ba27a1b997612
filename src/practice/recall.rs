//! What comes back: everything that was met or missed is due again after 1, 3, 7, 16, 35 days, one
//! step on each time that it was met, and from the first again when it was not. That spacing
//! matters is well shown and its exact shape hardly matters, so no model of memory is fitted here.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::by_day;
use super::matter::{Basis, Matter, Sign};
use super::past::{Did, Practised};
use super::touched::LastAsked;
use crate::round::bank::Bank;
use crate::round::part::Part;
use crate::round::probes::is_probe;
use crate::round::{Question, QuestionId, QuestionKind};
use crate::text::counted;

/// Days until something is due again, step by step.
pub(crate) const WAITS: [i64; 5] = [1, 3, 7, 16, 35];

/// Where something stands among what comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recall {
    /// In questions of this kind.
    pub(crate) kind: QuestionKind,
    /// What.
    pub(crate) matter: Matter,
    /// The last day on which anything was known of it.
    pub(crate) last: Date,
    /// The last day on which it was asked for: where that is a later one, nothing is known of it.
    pub(crate) asked: Date,
    /// Whether it was met then.
    pub(crate) met: bool,
    /// By what that is known.
    pub(crate) basis: Basis,
    /// By what it was missed before it was met, both on that day.
    pub(crate) missed_first: Option<Basis>,
    /// How often in a row it was missed until then.
    pub(crate) misses: usize,
    /// Which of [`WAITS`] it waits for.
    step: usize,
    /// Whether it was missed when it was asked for last, on the evening before this one.
    pub(crate) again: bool,
    /// Whether it comes last among what is due, so that the evening has room for something new:
    /// another question of its kind comes again already.
    pub(crate) rests: bool,
}

impl Recall {
    /// The day on which it is due. Where nothing was known the last time that it was asked for, it
    /// stays where it was and waits anew.
    pub(crate) fn due(&self) -> Date {
        self.asked.checked_add(self.wait().days()).unwrap_or(Date::MAX)
    }

    /// Whether nothing is known of the last time that it was asked for.
    pub(crate) fn is_open(&self) -> bool {
        self.asked > self.last
    }

    /// Whether it is a flag that nothing is known of any more: without the microphone, or marks,
    /// no drill could ever show that it is not raised again.
    fn is_lapsed(&self) -> bool {
        self.is_open() && matches!(self.matter, Matter::Habit(_))
    }

    /// The question that it is, or is a point of.
    pub(crate) fn question(&self) -> Option<&str> {
        match &self.matter {
            Matter::Question { id, .. } | Matter::Point { question: id, .. } => Some(id),
            Matter::Theme(_) | Matter::Story(_) | Matter::Phase(_) | Matter::Habit(_) => None,
        }
    }

    /// Whether it is a probe alone, or a point of one.
    pub(crate) fn is_of_probe(&self) -> bool {
        self.question().is_some_and(|id| is_probe(self.kind, id))
    }

    /// How many days it waits.
    pub(crate) fn wait(&self) -> i64 {
        WAITS[self.step]
    }

    /// What a sign of a day makes of it. A day takes it one step on at most, however often it was
    /// met: to say it again after ten minutes is no recall.
    fn see(&mut self, day: Date, met: bool, basis: Basis) {
        let is_new_day = day > self.last;
        let missed = if self.met { self.missed_first } else { Some(self.basis) };
        self.missed_first = missed.filter(|_| met && !is_new_day);
        (self.step, self.misses) = match met {
            false => (0, self.misses + 1),
            true if is_new_day => ((self.step + 1).min(WAITS.len() - 1), 0),
            true => (self.step, 0),
        };
        (self.last, self.met, self.basis) = (day, met, basis);
    }
}

/// Where everything stands that was ever met or missed, as the sessions say, in the order of their
/// days. What a session says several times of one thing counts as met where that is more than half.
pub(crate) fn recalls(past: &[Practised], today: Date) -> Vec<Recall> {
    let mut recalls: BTreeMap<(usize, u8, String, String), Recall> = BTreeMap::new();
    let mut touched = LastAsked::default();
    for (day, session) in by_day(past, today) {
        touched.add(day, session);
        let mut seen: Vec<(_, usize, usize, &Sign)> = Vec::new();
        let mut at: BTreeMap<_, usize> = BTreeMap::new();
        for sign in &session.signs {
            let (sort, name, part) = sign.matter.key();
            let key = (sign.kind as usize, sort, name.to_string(), part.to_string());
            let at = *at.entry(key.clone()).or_insert_with(|| {
                seen.push((key, 0, 0, sign));
                seen.len() - 1
            });
            seen[at].1 += usize::from(sign.met);
            seen[at].2 += 1;
        }
        for (key, met, all, sign) in seen {
            let met = met * 2 > all;
            // A habit comes back once it was a fault.
            if met && matches!(sign.matter, Matter::Habit(_)) && !recalls.contains_key(&key) {
                continue;
            }
            let new = || Recall {
                kind: sign.kind,
                matter: sign.matter.clone(),
                last: day,
                asked: day,
                met,
                basis: sign.basis,
                missed_first: None,
                misses: usize::from(!met),
                step: usize::from(met),
                again: false,
                rests: false,
            };
            recalls
                .entry(key)
                .and_modify(|recall| recall.see(day, met, sign.basis))
                .or_insert_with(new);
        }
    }
    let mut recalls: Vec<Recall> = recalls.into_values().collect();
    for recall in &mut recalls {
        let asked = touched.day(recall.kind, &recall.matter);
        recall.asked = asked.unwrap_or(recall.last).max(recall.last);
    }
    recalls
}

/// What is due on a day, what was missed first, then what is due for longest; of questions that
/// were missed on the evening before one a kind, and the others last.
pub(crate) fn due(past: &[Practised], today: Date) -> Vec<Recall> {
    let days = by_day(past, today);
    let evening = days.iter().rev().map(|(day, _)| *day).find(|day| *day < today);
    let mut due = recalls(past, today);
    due.retain(|recall| recall.due() <= today && !recall.is_lapsed());
    due.sort_by_key(|recall| (recall.met, recall.due()));
    let mut first: Vec<(QuestionKind, String)> = Vec::new();
    for recall in &mut due {
        recall.again = !recall.met && Some(recall.asked) == evening;
        let Some(id) = recall.question().filter(|_| recall.again) else { continue };
        match first.iter().find(|(kind, _)| *kind == recall.kind) {
            Some((_, first)) => recall.rests = first != id,
            None => first.push((recall.kind, id.to_string())),
        }
    }
    rest_themes(&mut due, &days);
    due.sort_by_key(|recall| recall.rests);
    due
}

/// A theme that was asked in questions that rest, and in no other, rests as well.
fn rest_themes(due: &mut [Recall], days: &[(Date, &Practised)]) {
    let mut rested: Vec<(QuestionKind, String)> = Vec::new();
    for recall in due.iter().filter(|recall| recall.rests) {
        rested.extend(recall.question().map(|id| (recall.kind, id.to_string())));
    }
    for recall in due {
        let Matter::Theme(theme) = recall.matter else { continue };
        let asked = days.iter().filter(|(day, _)| *day == recall.asked);
        let mut of_it = asked
            .flat_map(|(_, session)| &session.did)
            .filter(|did| did.kind == recall.kind && did.theme == Some(theme))
            .peekable();
        let does_rest =
            |did: &Did| rested.iter().any(|(kind, id)| *kind == did.kind && *id == did.question);
        recall.rests = of_it.peek().is_some() && of_it.all(does_rest);
    }
}

/// What a drill finds to be due.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct DrillDue {
    /// The questions that are asked for it, in their order: those that are due, and behind them all
    /// of each theme that is due and that none of these has.
    pub(crate) questions: Vec<QuestionId>,
    /// How many of them are due themselves.
    pub(crate) due: usize,
    /// The themes that are due.
    pub(crate) themes: usize,
    /// What any question asks: phases that are rehearsed, flags.
    pub(crate) in_any: Vec<Matter>,
}

/// What is due of what a drill asks of a bank, in its order: the questions themselves, those whose
/// points are, then those of themes; beside these what every question of the drill rehearses. Only
/// what a round of it could ask.
pub(crate) fn drill_due(
    due: &[Recall],
    bank: &Bank,
    (kind, part): (QuestionKind, Part),
    asks: impl Fn(&Question) -> bool,
) -> DrillDue {
    let (mut ids, mut themes, mut in_any) = (Vec::new(), Vec::new(), Vec::new());
    let asks_probes = part.probes().is_some();
    let is_here = |recall: &&Recall| recall.kind == kind && recall.is_of_probe() == asks_probes;
    for recall in due.iter().filter(is_here) {
        let is_asked = |phase: &String| part.phase().is_none_or(|only| only == phase);
        match &recall.matter {
            Matter::Question { id, .. } if part.phase().is_none() => ids.push(id.as_str()),
            Matter::Point { question, phase, .. } if is_asked(phase) => ids.push(question),
            Matter::Theme(theme) => themes.push(*theme),
            Matter::Phase(phase) if is_asked(phase) => in_any.push(recall.matter.clone()),
            Matter::Habit(_) if part.phase().is_none() => in_any.push(recall.matter.clone()),
            _ => {}
        }
    }
    let of_kind = || bank.of_kind(kind).filter(|question| asks(question));
    let mut asked: Vec<&Question> = Vec::new();
    for question in ids.iter().filter_map(|id| of_kind().find(|of| of.id.as_str() == *id)) {
        if asked.iter().all(|of| of.id != question.id) {
            asked.push(question);
        }
    }
    let due = asked.len();
    themes.retain(|theme| of_kind().any(|of| of.brief.theme() == Some(*theme)));
    for theme in &themes {
        let has_it = |of: &&Question| of.brief.theme() == Some(*theme);
        if !asked[..due].iter().any(has_it) {
            asked.extend(of_kind().filter(has_it));
        }
    }
    let questions = asked.iter().map(|of| of.id.clone()).collect();
    DrillDue { questions, due, themes: themes.len(), in_any }
}

impl DrillDue {
    /// How many questions and themes are due, in words; `None` where none is.
    pub(crate) fn counted(&self) -> Option<String> {
        let questions = || counted(self.due, "question", "questions");
        let themes = || counted(self.themes, "theme", "themes");
        match (self.due, self.themes) {
            (0, 0) => None,
            (_, 0) => Some(questions()),
            (0, _) => Some(themes()),
            _ => Some(format!("{} and {}", questions(), themes())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::tests::{TODAY, drilled};
    use crate::round::Theme;

    #[test]
    fn a_theme_rests_with_the_question_that_it_was_asked_in() {
        let kind = QuestionKind::Behavioral;
        let sign = |matter| Sign { kind, matter, met: false, basis: Basis::Time };
        let question = |id: &str| Matter::Question { id: id.into(), title: id.into() };
        let (conflict, growth) = (Matter::Theme(Theme::Conflict), Matter::Theme(Theme::Growth));
        let signs = [question("a"), question("b"), conflict.clone(), growth.clone()].map(sign);
        let mut session = drilled(1, kind, signs.to_vec());
        session.did = vec![Did::whole(kind, "a"), Did::whole(kind, "b")];
        session.did[0].theme = Some(Theme::Conflict);
        session.did[1].theme = Some(Theme::Growth);
        let due = due(&[session], TODAY);
        let rests = |matter: &Matter| due.iter().find(|of| of.matter == *matter).unwrap().rests;
        assert_eq!([question("a"), conflict].map(|of| rests(&of)), [false; 2]);
        assert_eq!([question("b"), growth].map(|of| rests(&of)), [true; 2]);
    }
}
