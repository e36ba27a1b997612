//! The slots of the default round, made by hand with invented questions.

use std::time::Duration;

use super::m;
use crate::round::limits::Limits;
use crate::round::{
    Approach, Brief, CheckItem, Difficulty, Phase, PhaseNotes, Planned, Question, QuestionKind,
    Slot, SlotKind, Theme,
};

/// A slot of 35 minutes with two coding questions: understand 2:30, approach 4:00 (the first answer
/// ends it), code 8:00, test 2:30; 1:00 spare.
pub(crate) fn coding() -> Slot {
    let phases = [("understand", 150), ("approach", 240), ("code", 480), ("test", 150)];
    let brief = |n: u32| Brief::Coding {
        constraints: vec!["1 ≤ n ≤ 100".into()],
        examples: Vec::new(),
        first_approach: Some(Approach {
            idea: format!("try all pairs, {n}"),
            time: "O(n²)".into(),
            space: "O(1)".into(),
        }),
        better_approach: Some(Approach {
            idea: format!("keep a set, {n}"),
            time: "O(n)".into(),
            space: "O(n)".into(),
        }),
        hints: ["a nudge", "the idea", "the approach"].map(str::to_string).to_vec(),
        signature: None,
        cases: Vec::new(),
    };
    let question = |n| {
        planned(QuestionKind::Coding, &format!("pairs-{n}"), brief(n), &phases, Some("approach"))
    };
    slot(SlotKind::Coding, "coding 1", 35, vec![question(1), question(2)])
}

/// A slot of 35 minutes with one design question; the first answer ends `problem exploration`.
pub(crate) fn design() -> Slot {
    let phases = [
        ("problem exploration", 360),
        ("data", 240),
        ("features", 300),
        ("modeling", 600),
        ("monitoring", 480),
        ("wrap-up", 120),
    ];
    let brief = Brief::blank(QuestionKind::MlDesign);
    let mut question = planned(
        QuestionKind::MlDesign,
        "which-language",
        brief,
        &phases,
        Some("problem exploration"),
    );
    let item = |item: &str, detail: &str| CheckItem { item: item.into(), detail: detail.into() };
    question.question.notes = vec![PhaseNotes {
        name: "data".into(),
        checklist: vec![
            item("sources", "posts and their declared languages"),
            item("labels", "what users declare, and a sample labelled by hand"),
        ],
        probes: Vec::new(),
        outcome: None,
    }];
    slot(SlotKind::MlDesign, "ml-design", 35, vec![question])
}

/// A slot of 30 minutes with a pitch (2:00) and two questions: situation 0:15, task 0:15, action
/// 1:10, result 0:20, which the answer mark ends, follow-ups 3:00; 18:00 spare.
pub(crate) fn behavioral() -> Slot {
    let listens = || vec!["what you did yourself".to_string()];
    let pitch = Brief::Pitch { listens_for: listens() };
    let star =
        [("situation", 15), ("task", 15), ("action", 70), ("result", 20), ("follow-ups", 180)];
    let story = || Brief::Behavioral { theme: Some(Theme::Conflict), listens_for: listens() };
    let questions = vec![
        planned(QuestionKind::Pitch, "about-you", pitch, &[("pitch", 120)], Some("pitch")),
        planned(QuestionKind::Behavioral, "a-conflict", story(), &star, Some("result")),
        planned(QuestionKind::Behavioral, "a-setback", story(), &star, Some("result")),
    ];
    slot(SlotKind::Behavioral, "behavioral", 30, questions)
}

/// A slot of so many minutes.
pub(crate) fn slot(kind: SlotKind, title: &str, minutes: u64, questions: Vec<Planned>) -> Slot {
    Slot { kind, title: title.into(), length: m(minutes, 0), break_after: m(5, 0), questions }
}

/// A question with phases of so many seconds.
pub(crate) fn planned(
    kind: QuestionKind,
    id: &str,
    brief: Brief,
    phases: &[(&str, u64)],
    answer: Option<&str>,
) -> Planned {
    let limits = Limits::default();
    let ends = phases.iter().position(|(name, _)| Some(*name) == answer);
    let phase = |(position, (name, seconds)): (usize, &(&str, u64))| Phase {
        name: (*name).into(),
        budget: Duration::from_secs(*seconds),
        ends_with_answer: ends == Some(position),
        checklist: Vec::new(),
        silence: limits.for_silence(kind, ends.is_some_and(|ends| position > ends)),
        asks: Vec::new(),
    };
    let phases: Vec<Phase> = phases.iter().enumerate().map(phase).collect();
    let question = Question {
        id: id.to_string().try_into().unwrap(),
        title: id.replace('-', " "),
        difficulty: None,
        topics: Vec::new(),
        statement: format!("What about {id}?"),
        follow_ups: Vec::new(),
        answers: Vec::new(),
        brief,
        notes: Vec::new(),
    };
    let limits = limits.for_question(kind, &phases);
    Planned { own_points: None, terse: false, question, limits, phases, pressure: None }
}

/// The default round: two slots of coding, one of design, one of behavioral with six questions.
pub(super) fn whole() -> Vec<Slot> {
    let mut told = behavioral();
    for name in ["a-mentor", "a-deadline", "a-failure"] {
        let mut another = told.questions[1].clone();
        another.question.id = name.to_string().try_into().unwrap();
        told.questions.push(another);
    }
    vec![coding(), Slot { title: "coding 2".into(), ..coding() }, design(), told]
}

/// Gives a question texts of the length that those of the bank have.
pub(super) fn spell_out(planned: &mut Planned) {
    let question = &mut planned.question;
    question.difficulty = Some(Difficulty::Medium);
    question.topics = vec!["arrays".into(), "hashing".into()];
    question.statement =
        "Every message passes a service that decides what happens to it.\n".repeat(20);
    question.follow_ups = follow_ups();
    if question.kind() != QuestionKind::MlDesign {
        return;
    }
    let item = |n: usize| CheckItem {
        item: format!("item {n}"),
        detail: "What a good answer says here. ".repeat(5),
    };
    question.notes = planned
        .phases
        .iter()
        .map(|phase| PhaseNotes {
            name: phase.name.clone(),
            checklist: (0..4).map(item).collect(),
            probes: vec!["What breaks first?".repeat(4), "How do you know?".repeat(4)],
            outcome: Some("This much is settled now. ".repeat(6)),
        })
        .collect();
}

/// Two questions that an interviewer goes on with.
pub(super) fn follow_ups() -> Vec<String> {
    vec!["What if it doesn't fit into memory?".into(), "And in parallel?".into()]
}
