//! What a mark is answered with: what it recorded, or why it means nothing here and what would,
//! said for the way in which it was given.

use std::borrow::Cow;

use crate::live::rules::noted::{Lasting, Noted, Undoable};
use crate::live::rules::refusal::Refusal;
use crate::round::QuestionKind;
use crate::session::mark::MarkWord;
use crate::time::m_ss;

/// How whoever gave a mark gives the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// With a key in the round's own terminal.
    Keys,
    /// With `mockround mark` from another terminal or a shortcut.
    Elsewhere,
}

impl Voice {
    /// What shows the question again, with what was given of it.
    fn again(self) -> &'static str {
        match self {
            Self::Keys => "r",
            Self::Elsewhere => "`mockround question`",
        }
    }

    /// How the question before is gone back to, where it can be.
    fn back(self, can_go: bool) -> String {
        if !can_go {
            return String::new();
        }
        format!("; {} goes back to the one before it", self.how(MarkWord::Undo))
    }

    /// What to press or to run for a mark.
    fn how(self, mark: MarkWord) -> Cow<'static, str> {
        match self {
            Self::Keys => mark.key().into(),
            Self::Elsewhere => format!("`mockround mark {}`", mark.word()).into(),
        }
    }
}

/// What became of a mark, said for the way in which it was given. That code runs is said where it
/// is waited for, once it does.
pub(crate) fn in_words(marked: &Result<Noted, Refusal>, voice: Voice) -> Option<String> {
    match marked {
        Ok(Noted::Checking) if voice == Voice::Keys => None,
        Ok(noted) => Some(self::noted(noted)),
        Err(why) => Some(refusal(why, voice)),
    }
}

/// What a mark has recorded.
fn noted(noted: &Noted) -> String {
    match noted {
        Noted::SlotBegan { title } => format!("{title} began"),
        Noted::SlotEnded { title, at } => format!("{title} ended {}", m_ss(*at)),
        Noted::RoundFinished => "round finished".to_string(),
        Noted::RoundLeft => "round left".to_string(),
        Noted::Answered { kind, at } => format!("{} {}", answer_word(*kind), m_ss(*at)),
        Noted::AnsweredInto { kind, phase, at } => {
            format!("{} {}, {phase} began", answer_word(*kind), m_ss(*at))
        }
        Noted::PhaseBegan { phase, at } => format!("{phase} began {}", m_ss(*at)),
        Noted::QuestionEnded { number, at } => format!("question {number} ended {}", m_ss(*at)),
        Noted::QuestionSkipped { number, at } => {
            format!("question {number} skipped {}", m_ss(*at))
        }
        Noted::Thinking { at, up_to } => {
            format!("thinking {}, up to {}", m_ss(*at), m_ss(*up_to))
        }
        Noted::ThinkingUnexcused { at, excused } => {
            format!("thinking {}, not excused: {excused} are", m_ss(*at))
        }
        Noted::ThinkEnded { after } => format!("think ended {}", m_ss(*after)),
        Noted::Ticked { item } => format!("ticked {item}"),
        Noted::Probed { probe } => format!("probe: {probe}"),
        Noted::TakenUp { probe } => format!("answering: {probe}"),
        Noted::Twisted { ask } => format!("a change: {ask}"),
        Noted::Hinted { number, of, hint } => format!("hint {number} of {of}: {hint}"),
        Noted::FactNames { names } => format!("ask for {}", fact_names(names)),
        Noted::FactGiven { name, says } => format!("{name}: {says}"),
        Noted::Checking => {
            "your code goes to Python: the round's screen says what comes of it".to_string()
        }
        Noted::NoteKept => "note kept".to_string(),
        Noted::Paused { at } => format!("paused {}", m_ss(*at)),
        Noted::BreakPaused => "break paused".to_string(),
        Noted::WentOn => "going on".to_string(),
        Noted::TakenBack { what } => format!("taken back: {}", undoable(*what)),
    }
}

/// The facts by number and name, those that were given with a check mark.
pub(crate) fn fact_names(names: &[(String, bool)]) -> String {
    let name = |(number, (name, given)): (usize, &(String, bool))| {
        format!("[{}] {name}{}", number + 1, if *given { " ✓" } else { "" })
    };
    names.iter().enumerate().map(name).collect::<Vec<_>>().join(" ")
}

/// Why a mark means nothing here, and what would.
pub(crate) fn refusal(refusal: &Refusal, voice: Voice) -> String {
    match refusal {
        Refusal::RoundOver => "the round is over".to_string(),
        Refusal::Paused => format!("paused: {} goes on", voice.how(MarkWord::Pause)),
        Refusal::NothingRuns => {
            format!("nothing is running yet: {} begins", voice.how(MarkWord::Phase))
        }
        Refusal::NoSlotRuns => {
            format!("no slot is running: {} begins the next one", voice.how(MarkWord::Phase))
        }
        Refusal::SlotRuns => "the slot is running".to_string(),
        Refusal::AnsweredAlready { kind, at } => format!(
            "{} is marked already, at {}: {} takes it back",
            answer_word(*kind),
            m_ss(*at),
            voice.how(MarkWord::Undo)
        ),
        Refusal::StillToCome { now, back } => {
            let now = m_ss(*now);
            format!("that is still to come: the question has run for {now}{}", voice.back(*back))
        }
        Refusal::BeforeQuestion { now, back } => {
            let now = m_ss(*now);
            format!("that is before the question was shown, {now} ago{}", voice.back(*back))
        }
        Refusal::BeforeMark { what, at, to } => {
            let (at, to) = (m_ss(*at), m_ss(*to));
            let what = undoable(*what);
            format!(
                "that is before the mark above it, {what} at {at}: it can lie from {at} to {to}"
            )
        }
        Refusal::AfterMark { what, at, from } => {
            let (at, from) = (m_ss(*at), m_ss(*from));
            let what = undoable(*what);
            format!(
                "that is after the mark below it, {what} at {at}: it can lie from {from} to {at}"
            )
        }
        Refusal::NoAnswerAwaited => {
            format!("this question waits for no answer mark: {} ends it", voice.how(MarkWord::Next))
        }
        Refusal::LastPhase { phase } => {
            format!("{phase} is the last phase: {} ends the question", voice.how(MarkWord::Next))
        }
        Refusal::ChecklistHidden => "a strict round hides the checklist".to_string(),
        Refusal::NoSuchItem { phase, number } => format!("{phase} has no checklist item {number}"),
        Refusal::TickedAlready { item } => {
            format!(
                "{item} is ticked already: {} takes the last mark back",
                voice.how(MarkWord::Undo)
            )
        }
        Refusal::NoMoreProbes { phase } => format!("no more probes for {phase}"),
        Refusal::NoMoreHints { taken: 0 } => "this question has no hints".to_string(),
        Refusal::NoMoreHints { taken } => {
            format!("no more hints: all {taken} were taken, {} shows them again", voice.again())
        }
        Refusal::ToldInFull => {
            "this question is told in full: there are no facts to ask for".into()
        }
        Refusal::NoSuchFact { number, of } => format!("there is no fact {number}: there are {of}"),
        Refusal::FactGivenAlready { name } => {
            format!("{name} was given already: {} shows it again", voice.again())
        }
        Refusal::NoCode => "a strict round runs no code".to_string(),
        Refusal::NothingToRun => {
            "this question says no function that could be run: run your code yourself".to_string()
        }
        Refusal::NothingWritten { file } => format!("nothing is written in {file} yet"),
        Refusal::RunsAlready => {
            "your code is running already: the round's screen says what comes of it".to_string()
        }
        Refusal::NotRun { why } => why.clone(),
        Refusal::NoPause => "a strict round has no pause".to_string(),
        Refusal::NothingToUndo => "nothing in this slot to take back".to_string(),
        Refusal::ToldOf { hint: true } => "this question stays: a hint of it was taken".to_string(),
        Refusal::ToldOf { hint: false } => {
            "this question stays: a fact of it was asked for".to_string()
        }
        Refusal::Lasts { last, before } => {
            let (last, before) = (lasting(*last), undoable(*before));
            format!("{last}: {} again takes back: {before}", voice.how(MarkWord::Undo))
        }
        Refusal::SeenSince { what } => {
            format!("{} stays: what is kept back until then may have been seen", staying(*what))
        }
        Refusal::TooLateToUndo { what } => {
            format!("{} stays: without it, time would have been up since", staying(*what))
        }
        Refusal::NoteUnwritten { why } => format!("the note can't be kept: {why}"),
        Refusal::EarlierRun => {
            "that was given before this run of the round, and doesn't count now".to_string()
        }
        Refusal::UnknownWord { word } => format!("{word:?} is no mark"),
    }
}

/// What the answer mark means in a question.
pub(crate) fn answer_word(kind: QuestionKind) -> &'static str {
    kind.answered().words()
}

fn lasting(what: Lasting) -> &'static str {
    match what {
        Lasting::CodeRun => "no run is taken back",
        Lasting::Hint => "no hint is taken back",
        Lasting::Fact => "no fact is taken back",
    }
}

/// What is not taken back.
fn staying(what: Undoable) -> &'static str {
    match what {
        Undoable::MovedOn => undoable(Undoable::Next),
        other => undoable(other),
    }
}

fn undoable(what: Undoable) -> &'static str {
    match what {
        Undoable::FirstAnswer => "first answer",
        Undoable::AnswerTold => "answer told",
        Undoable::LateAnswer => "late mark",
        Undoable::Phase => "next phase",
        Undoable::Think => "think",
        Undoable::ThinkEnd => "end of the think",
        Undoable::Tick => "tick",
        Undoable::Probe => "probe",
        Undoable::Next => "next question",
        Undoable::MovedOn => "next question; from here on it waits for you",
        Undoable::End => "end",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const AT: Duration = Duration::from_secs(402);

    /// Every refusal, as it is said for keys and for `mark`.
    fn refusals() -> Vec<(Refusal, &'static str, &'static str)> {
        let name = || "code".to_string();
        let told = Refusal::AnsweredAlready { kind: QuestionKind::Behavioral, at: AT };
        vec![
            (Refusal::RoundOver, "the round is over", "the round is over"),
            (Refusal::Paused, "paused: Space goes on", "paused: `mockround mark pause` goes on"),
            (
                Refusal::NothingRuns,
                "nothing is running yet: Enter begins",
                "nothing is running yet: `mockround mark phase` begins",
            ),
            (
                Refusal::NoSlotRuns,
                "no slot is running: Enter begins the next one",
                "no slot is running: `mockround mark phase` begins the next one",
            ),
            (Refusal::SlotRuns, "the slot is running", "the slot is running"),
            (
                told,
                "answer told is marked already, at 6:42: u takes it back",
                "answer told is marked already, at 6:42: `mockround mark undo` takes it back",
            ),
            (
                Refusal::EarlierRun,
                "that was given before this run of the round, and doesn't count now",
                "that was given before this run of the round, and doesn't count now",
            ),
            (
                Refusal::NoAnswerAwaited,
                "this question waits for no answer mark: n ends it",
                "this question waits for no answer mark: `mockround mark next` ends it",
            ),
            (
                Refusal::LastPhase { phase: name() },
                "code is the last phase: n ends the question",
                "code is the last phase: `mockround mark next` ends the question",
            ),
            (
                Refusal::ChecklistHidden,
                "a strict round hides the checklist",
                "a strict round hides the checklist",
            ),
            (
                Refusal::NoSuchItem { phase: name(), number: 3 },
                "code has no checklist item 3",
                "code has no checklist item 3",
            ),
            (
                Refusal::TickedAlready { item: name() },
                "code is ticked already: u takes the last mark back",
                "code is ticked already: `mockround mark undo` takes the last mark back",
            ),
            (
                Refusal::NoMoreProbes { phase: name() },
                "no more probes for code",
                "no more probes for code",
            ),
            (
                Refusal::ToldInFull,
                "this question is told in full: there are no facts to ask for",
                "this question is told in full: there are no facts to ask for",
            ),
            (
                Refusal::NoSuchFact { number: 9, of: 7 },
                "there is no fact 9: there are 7",
                "there is no fact 9: there are 7",
            ),
            (
                Refusal::FactGivenAlready { name: name() },
                "code was given already: r shows it again",
                "code was given already: `mockround question` shows it again",
            ),
            (Refusal::NoPause, "a strict round has no pause", "a strict round has no pause"),
            (
                Refusal::NothingWritten { file: name() },
                "nothing is written in code yet",
                "nothing is written in code yet",
            ),
            (Refusal::NotRun { why: name() }, "code", "code"),
            (
                Refusal::NothingToUndo,
                "nothing in this slot to take back",
                "nothing in this slot to take back",
            ),
            (
                Refusal::ToldOf { hint: true },
                "this question stays: a hint of it was taken",
                "this question stays: a hint of it was taken",
            ),
            (
                Refusal::ToldOf { hint: false },
                "this question stays: a fact of it was asked for",
                "this question stays: a fact of it was asked for",
            ),
            (
                Refusal::NoMoreHints { taken: 3 },
                "no more hints: all 3 were taken, r shows them again",
                "no more hints: all 3 were taken, `mockround question` shows them again",
            ),
            (
                Refusal::StillToCome { now: AT, back: true },
                "that is still to come: the question has run for 6:42; u goes back to the one \
                 before it",
                "that is still to come: the question has run for 6:42; `mockround mark undo` goes \
                 back to the one before it",
            ),
            (
                Refusal::BeforeQuestion { now: AT, back: false },
                "that is before the question was shown, 6:42 ago",
                "that is before the question was shown, 6:42 ago",
            ),
            (
                Refusal::Lasts { last: Lasting::CodeRun, before: Undoable::FirstAnswer },
                "no run is taken back: u again takes back: first answer",
                "no run is taken back: `mockround mark undo` again takes back: first answer",
            ),
            (
                Refusal::SeenSince { what: Undoable::FirstAnswer },
                "first answer stays: what is kept back until then may have been seen",
                "first answer stays: what is kept back until then may have been seen",
            ),
            (
                Refusal::TooLateToUndo { what: Undoable::End },
                "end stays: without it, time would have been up since",
                "end stays: without it, time would have been up since",
            ),
            (Refusal::UnknownWord { word: name() }, "\"code\" is no mark", "\"code\" is no mark"),
        ]
    }

    #[test]
    fn a_refusal_names_what_its_reader_can_do() {
        for (why, keys, elsewhere) in refusals() {
            assert_eq!(refusal(&why, Voice::Keys), keys);
            assert_eq!(refusal(&why, Voice::Elsewhere), elsewhere);
        }
    }

    #[test]
    fn a_mark_says_what_it_recorded() {
        let title = || "coding".to_string();
        let said = [
            (Noted::SlotBegan { title: title() }, "coding began"),
            (Noted::SlotEnded { title: title(), at: AT }, "coding ended 6:42"),
            (Noted::RoundFinished, "round finished"),
            (Noted::RoundLeft, "round left"),
            (Noted::Answered { kind: QuestionKind::Coding, at: AT }, "first answer 6:42"),
            (Noted::Answered { kind: QuestionKind::Pitch, at: AT }, "answer told 6:42"),
            (Noted::PhaseBegan { phase: title(), at: AT }, "coding began 6:42"),
            (
                Noted::AnsweredInto { kind: QuestionKind::Coding, phase: title(), at: AT },
                "first answer 6:42, coding began",
            ),
            (Noted::QuestionEnded { number: 2, at: AT }, "question 2 ended 6:42"),
            (Noted::QuestionSkipped { number: 2, at: AT }, "question 2 skipped 6:42"),
            (Noted::Thinking { at: AT, up_to: AT }, "thinking 6:42, up to 6:42"),
            (Noted::ThinkingUnexcused { at: AT, excused: 2 }, "thinking 6:42, not excused: 2 are"),
            (Noted::ThinkEnded { after: AT }, "think ended 6:42"),
            (Noted::Ticked { item: title() }, "ticked coding"),
            (Noted::Probed { probe: title() }, "probe: coding"),
            (Noted::Twisted { ask: title() }, "a change: coding"),
            (
                Noted::FactNames { names: vec![(title(), true), ("cost".into(), false)] },
                "ask for [1] coding ✓ [2] cost",
            ),
            (Noted::FactGiven { name: title(), says: "scale: 7".into() }, "coding: scale: 7"),
            (Noted::Paused { at: AT }, "paused 6:42"),
            (Noted::BreakPaused, "break paused"),
            (Noted::WentOn, "going on"),
            (Noted::TakenBack { what: Undoable::ThinkEnd }, "taken back: end of the think"),
        ];
        for (what, expected) in said {
            assert_eq!(noted(&what), expected);
        }
    }
}
