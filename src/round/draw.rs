//! The draw: which questions of the bank a template's round asks. Pure: the same seed, bank and
//! wishes give the same round on every platform.

mod beside;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::bank::Bank;
use super::id::fnv1a;
use super::limits::{Limits, QuestionLimits};
use super::own::Own;
use super::template::{Ask, Template, TemplateSlot};
use super::{
    CheckItem, Difficulty, Phase, PhaseNotes, Planned, Question, QuestionId, QuestionKind, Round,
    Slot, Theme,
};
use crate::fields::near_names;
use crate::word::Word;
pub(crate) use beside::{beside_the_topics, can_ask, too_hard_topics};

/// Longest name of a ticked key point, in characters, without its "…".
const BRIEF: usize = 23;

/// The command that lists the topics of a bank.
pub(crate) const LISTS_TOPICS: &str = "mockround questions matrix";

/// What the candidate wants of the draw.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wishes {
    /// Seed of the draw.
    pub seed: u64,
    /// Only questions of this difficulty, in kinds that have difficulties.
    pub difficulty: Option<Difficulty>,
    /// Only behavioral questions of this theme.
    pub theme: Option<Theme>,
    /// Questions on one of these topics come first.
    pub topics: Vec<String>,
    /// The candidate's own questions, asked whatever the draw says.
    pub own: Vec<Own>,
    /// The questions of recent rounds, the most recent round first; avoided while others are left,
    /// the most recent ones longest. To be left empty where the seed was given, so that the seed
    /// alone decides.
    pub recent: Vec<Vec<QuestionId>>,
    /// What is to come again, asked before anything else, in this order. What is too hard to share
    /// a slot waits for one of its own.
    pub due: Vec<QuestionId>,
    /// How much likelier than the rest some questions are; above 0. Empty in a plain draw.
    pub weights: BTreeMap<QuestionId, f64>,
    /// Whether what is likelier is not avoided either, however recent.
    pub likelier_again: bool,
}

impl Wishes {
    /// Whether a question is all that is wished for: of the difficulty and the theme, where it has
    /// any, and on one of the topics, where there are any.
    pub(crate) fn ask_for(&self, question: &Question) -> bool {
        let on_topic = |topic: &String| self.topics.contains(topic);
        self.allow(question) && (self.topics.is_empty() || question.topics.iter().any(on_topic))
    }

    /// Makes some questions so many times likelier than they are already.
    pub(crate) fn weigh(&mut self, weights: BTreeMap<QuestionId, f64>) {
        for (id, times) in weights {
            *self.weights.entry(id).or_insert(1.0) *= times;
        }
    }

    /// Whether a question is of the difficulty and the theme that are wished for, where it has any.
    fn allow(&self, question: &Question) -> bool {
        fits(self.difficulty, question.difficulty) && fits(self.theme, question.brief.theme())
    }
}

/// Whether what a question has is what was wished for, where both are given.
fn fits<T: PartialEq>(wish: Option<T>, has: Option<T>) -> bool {
    wish.is_none() || has.is_none() || wish == has
}

/// Why no round can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// The template asks more questions of a kind than there are.
    #[error(
        "too few {} questions{}{}: the round wants {wanted}, and there {} {there}",
        kind.word(), of(*.difficulty), on(*.theme), are(*there)
    )]
    TooFew {
        /// The kind.
        kind: QuestionKind,
        /// The difficulty that was wished for.
        difficulty: Option<Difficulty>,
        /// The theme that was wished for.
        theme: Option<Theme>,
        /// How many the template asks, the candidate's own questions not counted.
        wanted: usize,
        /// How many the bank has.
        there: usize,
    },
    /// No question of the round's kinds is on a topic.
    #[error("no question for this round is on the topic {topic:?}: {suggestion}")]
    NoTopic {
        /// The topic.
        topic: String,
        /// The nearest topic, or where they are listed.
        suggestion: String,
    },
    /// Those on a topic are of another difficulty or theme.
    #[error(
        "no question for this round on the topic {topic:?} is{}{}: leave one of the wishes out",
        of(*.difficulty), on(*.theme)
    )]
    NoneSuch {
        /// The topic.
        topic: String,
        /// The difficulty that was wished for.
        difficulty: Option<Difficulty>,
        /// The theme that was wished for.
        theme: Option<Theme>,
    },
    /// The template has no slots, so nothing says what kind a text without one is.
    #[error("the template {template:?} has no slots: give it at least one")]
    NoSlots {
        /// The template's name.
        template: String,
    },
    /// No slot, or no further place in one, takes the candidate's own question.
    #[error("this round has no place left for your {} question {title:?}", kind.word())]
    NoPlace {
        /// The question's kind.
        kind: QuestionKind,
        /// Its title.
        title: String,
    },
}

/// Draws a template's questions.
///
/// Questions rank by a hash of seed and id: the first 64 bits of ChaCha8 keyed with the seed and
/// the id's FNV-1a hash. A round takes the first of the ranking, so adding a question to the bank
/// replaces at most the ones that it outranks.
///
/// # Errors
/// A template without slots, too few questions, a topic that no question is on, an own question
/// without a place.
pub fn build(
    template: &Template,
    bank: &Bank,
    limits: &Limits,
    wishes: &Wishes,
) -> Result<Round, DrawError> {
    let mut own = place_own(template, wishes)?;
    let mut draw = Draw::new(bank, wishes, &own);
    let is_one = template.asks().map(|ask| ask.count).sum::<usize>() == 1;
    // Who asks for one on a topic wants that one.
    let may_open = !is_one || wishes.topics.is_empty();
    draw.opens = may_open && template.asks().all(|ask| ask.kind.is_opening());
    draw.check(template, &own)?;
    let mut slots = Vec::with_capacity(template.slots.len());
    for slot in &template.slots {
        slots.push(draw_slot(&mut draw, &mut own, slot, template, limits));
    }
    if let Some(last) = slots.last_mut() {
        last.break_after = Duration::ZERO;
    }
    Ok(Round {
        template: template.name.clone(),
        title: template.title.clone(),
        seed: wishes.seed,
        slots,
    })
}

fn draw_slot(
    draw: &mut Draw<'_>,
    own: &mut Vec<Question>,
    slot: &TemplateSlot,
    template: &Template,
    limits: &Limits,
) -> Slot {
    let mut questions = Vec::new();
    for ask in &slot.asks {
        let (phases, question_limits) = resolve(ask, limits);
        for _ in 0..ask.count {
            let is_meant = |question: &Question| question.kind() == ask.kind;
            let mine = own.iter().position(is_meant).map(|index| own.remove(index));
            // `check` has counted: there is one for every place.
            if let Some(question) =
                mine.or_else(|| draw.next(ask, (slot, questions.len()), template))
            {
                draw.note_theme(&question);
                let question = with_key_points(question, &phases);
                let (phases, limits) = (phases.clone(), question_limits);
                let own_points = own_points_unless_told(question.kind(), &phases);
                let terse = false;
                questions.push(Planned {
                    own_points,
                    terse,
                    question,
                    phases,
                    limits,
                    pressure: None,
                });
            }
        }
    }
    Slot {
        kind: slot.kind,
        title: slot.title.clone(),
        length: slot.length,
        break_after: slot.break_after.unwrap_or(template.break_after),
        questions,
    }
}

/// A question whose key points, if it has any, are the checklist of the phase after the answer:
/// there they are shown, and can be ticked.
fn with_key_points(mut question: Question, phases: &[Phase]) -> Question {
    let answer = phases.iter().position(|phase| phase.ends_with_answer);
    let after = answer.and_then(|answer| phases.get(answer + 1));
    if let (Some(key_points), Some(after)) = (question.brief.key_points(), after) {
        let item = |point: &String| CheckItem { item: in_brief(point), detail: point.clone() };
        question.notes = vec![PhaseNotes {
            name: after.name.clone(),
            checklist: key_points.iter().map(item).collect(),
            probes: question.follow_ups.clone(),
            outcome: None,
        }];
    }
    question
}

/// Whether a question's own points are shown while it is asked, where its phases don't tell: their
/// names may be none of those that its kind has checklists for.
fn own_points_unless_told(kind: QuestionKind, phases: &[Phase]) -> Option<bool> {
    let tells = phases.iter().any(|phase| !phase.checklist.is_empty());
    (kind.hides_points() && !tells).then_some(false)
}

/// The first words of a text, as many as have room on the live line; of a longer first word its
/// beginning.
fn in_brief(text: &str) -> String {
    let mut brief = String::new();
    for word in text.split_whitespace() {
        let longer = if brief.is_empty() { word.to_string() } else { format!("{brief} {word}") };
        if longer.chars().count() > BRIEF {
            let begun = if brief.is_empty() { word.chars().take(BRIEF).collect() } else { brief };
            return begun.trim_end_matches([',', ':', ';', '.']).to_string() + "…";
        }
        brief = longer;
    }
    brief
}

/// The phases and limits of an ask, with what the template leaves open taken from the settings.
fn resolve(ask: &Ask, limits: &Limits) -> (Vec<Phase>, QuestionLimits) {
    let answer = ask.phases.iter().position(|phase| phase.ends_with_answer);
    let mut phases = ask.phases.clone();
    for (index, phase) in phases.iter_mut().enumerate() {
        phase.checklist = ask.kind.checklist(&phase.name).iter().map(ToString::to_string).collect();
        if phase.silence.is_none() {
            let is_after_answer = answer.is_some_and(|answer| index > answer);
            phase.silence = limits.for_silence(ask.kind, is_after_answer);
        }
    }
    let general = limits.for_question(ask.kind, &phases);
    let limits = QuestionLimits {
        first_answer: ask.limits.first_answer.or(general.first_answer),
        first_words: ask.limits.first_words.or(general.first_words),
        answer: ask.limits.answer.or(general.answer),
        pause: ask.limits.pause.or(general.pause),
    };
    (phases, limits)
}

/// The candidate's own questions, each known to have a place.
fn place_own(template: &Template, wishes: &Wishes) -> Result<Vec<Question>, DrawError> {
    let Some(first) = template.slots.first() else {
        return Err(DrawError::NoSlots { template: template.name.clone() });
    };
    let mut own: Vec<Question> = Vec::with_capacity(wishes.own.len());
    for wish in &wishes.own {
        let question = wish.question(first.kind.question());
        let kind = question.kind();
        if count(&own, kind) >= places(template, kind) {
            return Err(DrawError::NoPlace { kind, title: question.title });
        }
        own.push(question);
    }
    Ok(own)
}

/// How many questions of a kind a template asks.
fn places(template: &Template, kind: QuestionKind) -> usize {
    let asks = template.asks().filter(|ask| ask.kind == kind);
    asks.map(|ask| ask.count).sum()
}

/// How many of some questions are of a kind.
fn count(questions: &[Question], kind: QuestionKind) -> usize {
    questions.iter().filter(|question| question.kind() == kind).count()
}

/// The questions that are left, and the themes that the round has.
struct Draw<'a> {
    bank: &'a Bank,
    wishes: &'a Wishes,
    left: HashMap<QuestionKind, Vec<&'a Question>>,
    /// Whether all that is asked only opens interviews: then the usual opener comes first.
    opens: bool,
    themes: HashSet<Theme>,
}

impl<'a> Draw<'a> {
    fn new(bank: &'a Bank, wishes: &'a Wishes, own: &[Question]) -> Self {
        let mut left: HashMap<QuestionKind, Vec<&Question>> = HashMap::new();
        for question in bank.entries().iter().map(|entry| &entry.question) {
            let is_own = own.iter().any(|own| own.id == question.id);
            if wishes.allow(question) && !is_own {
                left.entry(question.kind()).or_default().push(question);
            }
        }
        Self { bank, wishes, left, opens: false, themes: HashSet::new() }
    }

    /// Whether there is a question for every place, and one on every topic that was wished for.
    fn check(&self, template: &Template, own: &[Question]) -> Result<(), DrawError> {
        for kind in template.asks().map(|ask| ask.kind) {
            let wanted = places(template, kind) - count(own, kind);
            let there = self.left.get(&kind).map_or(0, Vec::len);
            if there < wanted {
                let difficulty = self.wishes.difficulty.filter(|_| kind.has_difficulty());
                let theme = self.wishes.theme.filter(|_| kind.is_story());
                return Err(DrawError::TooFew { kind, difficulty, theme, wanted, there });
            }
        }
        let asked = self.topics(template);
        let Some(topic) = self.wishes.topics.iter().find(|topic| !asked.contains(topic.as_str()))
        else {
            return Ok(());
        };
        let is_asked = |of: &Question| template.asks().any(|ask| ask.kind == of.kind());
        let mut there = self.bank.entries().iter().map(|entry| &entry.question);
        if there.any(|of| is_asked(of) && of.topics.contains(topic) && !self.wishes.allow(of)) {
            let Wishes { difficulty, theme, .. } = *self.wishes;
            return Err(DrawError::NoneSuch { topic: topic.clone(), difficulty, theme });
        }
        Err(DrawError::NoTopic {
            topic: topic.clone(),
            suggestion: near_names(topic, &asked.into_iter().collect::<Vec<_>>(), LISTS_TOPICS),
        })
    }

    /// What the questions of the template's kinds are about.
    fn topics(&self, template: &Template) -> BTreeSet<&'a str> {
        let left = template.asks().filter_map(|ask| self.left.get(&ask.kind)).flatten();
        left.flat_map(|question| &question.topics).map(String::as_str).collect()
    }

    /// The next question of a kind for a place of a slot: not too hard for it, none that ends an
    /// interview before its end unless it was wished for, what is to come again, on a
    /// topic that was wished for or the usual opener, on one that the template names here, on none
    /// that it names elsewhere, the opener, of a theme that the round doesn't have, not
    /// asked lately, in this order of weight and while there is one; among equals, the first of the
    /// ranking.
    fn next(
        &mut self,
        ask: &Ask,
        (slot, at): (&TemplateSlot, usize),
        template: &Template,
    ) -> Option<Question> {
        let left = self.left.get(&ask.kind)?;
        let due = &self.wishes.due;
        let place = |of: &Question| due.iter().position(|id| *id == of.id).unwrap_or(due.len());
        let is_last = at + 1 == slot.asks.iter().map(|ask| ask.count).sum::<usize>();
        let is_early = |of: &Question| {
            let is_placed = is_last && (at > 0 || due.contains(&of.id));
            let is_wished = of.topics.iter().any(|topic| self.wishes.topics.contains(topic));
            of.kind().closer() == Some(of.id.as_str()) && !is_placed && !is_wished
        };
        let turn = |question: &'a Question| {
            let is_too_hard = is_too_hard(self.wishes, slot, question);
            let first = (is_too_hard, is_early(question), place(question));
            (first, self.turn(question, ask, template))
        };
        let (index, _) = left.iter().enumerate().min_by_key(|(_, question)| turn(question))?;
        self.left.get_mut(&ask.kind).map(|left| left.remove(index).clone())
    }

    /// What decides when it is a question's turn: the lowest is asked first.
    fn turn<'q>(&self, question: &'q Question, ask: &Ask, template: &Template) -> Turn<'q> {
        let is_on = |topics: &[String]| question.topics.iter().any(|topic| topics.contains(topic));
        let off_ask = !ask.topics.is_empty() && !is_on(&ask.topics);
        let others = template.asks().filter(|of| of.kind == ask.kind && of.topics != ask.topics);
        let is_anothers = others.map(|of| &of.topics).any(|topics| is_on(topics));
        let wishes = self.wishes;
        let opens = self.opens && question.kind().opener() == Some(question.id.as_str());
        let on_topic = opens || is_on(&wishes.topics);
        let theme_again = question.brief.theme().is_some_and(|theme| self.themes.contains(&theme));
        let ago = wishes.recent.iter().position(|round| round.contains(&question.id));
        let weight = wishes.weights.get(&question.id).copied().unwrap_or(1.0);
        let ago = ago.filter(|_| weight <= 1.0 || !wishes.likelier_again);
        let recency = ago.map_or(0, |ago| wishes.recent.len() - ago);
        let rank = weighted(rank(wishes.seed, &question.id), weight);
        (!on_topic, off_ask, is_anothers, !opens, (theme_again, recency, rank), &question.id)
    }

    fn note_theme(&mut self, question: &Question) {
        self.themes.extend(question.brief.theme());
    }
}

/// Whether a question takes the time of a slot alone, and has to share it, be it with a pitch. Who
/// wishes for hard ones gets them.
fn is_too_hard(wishes: &Wishes, slot: &TemplateSlot, question: &Question) -> bool {
    question.difficulty == Some(Difficulty::Hard)
        && wishes.difficulty.is_none()
        && question.kind().hard_fills_a_slot()
        && slot.asks.iter().map(|ask| ask.count).sum::<usize>() > 1
}

/// What decides when it is a question's turn.
type Turn<'q> = (bool, bool, bool, bool, (bool, usize, u64), &'q QuestionId);

/// A question's place in the ranking of a seed, the lowest first.
fn rank(seed: u64, id: &QuestionId) -> u64 {
    numbers(seed, id).next_u64()
}

/// Random numbers of a seed's own for a question.
pub(super) fn numbers(seed: u64, id: &QuestionId) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&fnv1a(id.as_str().as_bytes()).to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

/// A rank as it is where its question is so many times as likely to come first: ranks are spread
/// evenly, and the least of exponential waits is each in proportion to its rate.
fn weighted(rank: u64, weight: f64) -> u64 {
    if weight <= 1.0 {
        return rank;
    }
    let even = (rank as f64 + 0.5) / 2.0_f64.powi(64);
    let lower = 1.0 - (1.0 - even).powf(1.0 / weight);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of the ranks is one"
    )]
    {
        (lower * 2.0_f64.powi(64)) as u64
    }
}

fn of(difficulty: Option<Difficulty>) -> String {
    match difficulty {
        Some(difficulty) => format!(" of difficulty {}", difficulty.word()),
        None => String::new(),
    }
}

fn on(theme: Option<Theme>) -> String {
    match theme {
        Some(theme) => format!(" of the theme {}", theme.word()),
        None => String::new(),
    }
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
