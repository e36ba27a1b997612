use crate::round::{Brief, SlotKind};
use crate::samples::{at, event, full, small};
use crate::session::Session;
use crate::session::event::{Event, QuestionEnd, SlotEnd, Source, What};
use crate::session::store::{ReadError, event_text, read, to_text};

const BEGAN: &str = "at = 1.0\nevent = \"slot-began\"\nslot = 0";
const SHOWN: &str = "at = 1.0\nevent = \"question-shown\"\nquestion = 0";

/// A session of the small plan whose events are these, as text.
fn file(events: &[&str]) -> String {
    let events: String = events.iter().map(|event| format!("[[event]]\n{event}\n\n")).collect();
    to_text(&small()).unwrap() + &events
}

fn session(events: &[&str]) -> Session {
    read(file(events).as_bytes()).unwrap().0
}

/// The last event of such a session, and what is told of it.
fn last(event: &str) -> (Event, String) {
    let mut session = session(&[BEGAN, SHOWN, event]);
    (session.events.pop().unwrap(), session.newer.to_string())
}

fn why(events: &[&str]) -> String {
    match read(file(events).as_bytes()) {
        Err(ReadError::Bad { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn unknown_events_are_skipped_and_named_once() {
    let checked = "at = 2.0\nevent = \"measured\"\nwhat = { complexity = \"O(n)\" }";
    let aloud = "at = 3.0\nevent = \"played-aloud\"\n[event.of]\nname = \"x\"\n[[event.by]]\nn = 1";
    let again = "at = 3.5\nevent = \"measured\"";
    let shown = SHOWN.replace("1.0", "4.0");
    let session = session(&[BEGAN, checked, aloud, again, &shown]);
    let kinds = [
        event(1.0, What::SlotBegan { slot: 0 }),
        event(2.0, What::Newer),
        event(3.0, What::Newer),
        event(3.5, What::Newer),
        event(4.0, What::QuestionShown { question: 0 }),
    ];
    assert_eq!(session.events, kinds);
    assert_eq!(
        session.newer.to_string(),
        "a newer mockround wrote `measured`, `played-aloud`: skipped"
    );
}

#[test]
fn unknown_fields_are_passed_over() {
    let (event, _) = last("at = 2.0\nevent = \"think\"\nhow-long = \"2m\"\n[event.of]\nx = [1]");
    assert_eq!(event.what, What::Think);
    let session = session(&[BEGAN, "at = 2.0\nevent = \"paused\"\nwhy = \"water\""]);
    assert!(session.newer.is_empty());

    let text = file(&[BEGAN])
        .replacen("strict = ", "mode = { plain = true }\nstrict = ", 1)
        .replacen("budget = ", "pace = [1, 2]\nbudget = ", 1)
        .replacen("[round]\n", "[room]\nlight = 3\n\n[round]\nlevel = \"senior\"\n", 1);
    // The blank line that ends the plan is the only one.
    let text = text.replacen("light = 3\n\n", "light = 3\n", 1);
    assert_eq!(read(text.as_bytes()).unwrap().0.header, small());
}

#[test]
fn what_ends_or_begins_something_does_so_with_an_unknown_word_too() {
    let (event, told) = last("at = 2.0\nevent = \"question-ended\"\nhow = \"handed-over\"");
    assert_eq!(event.what, What::QuestionEnded { how: QuestionEnd::Done });
    assert_eq!(
        told,
        "a newer mockround wrote `question-ended` with how `handed-over`, read as `done`"
    );
    let (event, _) = last("at = 2.0\nevent = \"slot-ended\"\nhow = \"alarm\"");
    assert_eq!(event.what, What::SlotEnded { how: SlotEnd::Done });
    let (event, _) =
        last("at = 2.0\nevent = \"listening\"\nsource = \"phone\"\ndevice = \"x\"\noffset = 0");
    let heard =
        What::Listening { source: Source::Recording, device: "x".to_string(), offset: at(0.0) };
    assert_eq!(event.what, heard);
    // A second fault beside the word is damage all the same.
    let both = "at = 2.0\nevent = \"left\"\nwhy = \"called-away\"\nwall = 5";
    assert!(read(file(&[BEGAN, both]).as_bytes()).is_err());
}

#[test]
fn an_event_that_is_nothing_without_its_word_is_skipped() {
    let (event, told) = last("at = 2.0\nevent = \"nudged\"\nwhy = \"half-time\"");
    assert_eq!((event.at, event.what), (at(2.0), What::Newer));
    assert_eq!(told, "a newer mockround wrote `nudged` with `half-time`: skipped");
}

#[test]
fn damage_is_no_news() {
    let damaged = [
        "at = 2.0\nevent = \"\"",
        "at = 2.0\nevent = \"Thonk\"",
        "at = 2.0\nevent = 5",
        "at = -2.0\nevent = \"measured\"",
        "at = 0.5\nevent = \"measured\"",
        "event = \"measured\"",
        "at = 2.0\nevent = \"measured\"\nwhat = ",
        "at = 2.0\nevent = \"nudged\"\nwhy = \"HALF TIME\"",
        "at = 2.0\nevent = \"slot-ended\"\nhow = 7",
        "at = 2.0\nevent = \"slot-ended\"",
    ];
    for event in damaged {
        assert!(read(file(&[BEGAN, event]).as_bytes()).is_err(), "{event}");
    }
    // Of what follows from an event that was skipped, both are told.
    let begam = BEGAN.replace("began", "begam");
    assert_eq!(
        why(&[&begam, SHOWN]),
        "no slot has begun (a newer mockround wrote `slot-begam`: skipped)"
    );
}

#[test]
fn a_plan_with_unknown_words_is_read_as_a_plain_one() {
    let text = to_text(&full()).unwrap();
    let text = text
        .replacen("kind = \"ml-design\"\ntitle", "kind = \"whiteboard\"\ntitle", 1)
        .replacen("kind = \"ml-design\"\nscale", "kind = \"sketch\"\nscale", 1)
        .replacen("theme = \"conflict\"", "theme = \"craft\"", 1)
        .replacen("difficulty = \"medium\"", "difficulty = \"brutal\"", 1);
    let session = read(text.as_bytes()).unwrap().0;
    let [coding, .., design, told] = &session.header.round.slots[..] else { panic!() };
    let [_pitch, conflict, ..] = &told.questions[..] else { panic!() };
    assert_eq!(design.kind, SlotKind::Foundations);
    assert_eq!(design.questions[0].question.brief, Brief::Foundations { key_points: Vec::new() });
    assert_eq!(coding.questions[0].question.difficulty, None);
    assert!(matches!(conflict.question.brief, Brief::Behavioral { theme: None, .. }));
    assert_eq!(
        session.newer.to_string(),
        "a newer mockround wrote a question of kind `sketch`, read as `foundations`; \
         a slot of kind `whiteboard`, read as `foundations`; difficulty `brutal`, read as `none`; \
         theme `craft`, read as `none`"
    );
    let damaged = text.replacen("seed = 7", "seed = \"seven\"", 1);
    assert!(matches!(read(damaged.as_bytes()), Err(ReadError::Bad { .. })));
}

#[test]
fn what_is_not_known_is_never_written() {
    assert!(event_text(&event(2.0, What::Newer)).is_err());
}
