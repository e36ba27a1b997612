use std::time::Duration;

use crate::samples::{at, event, full, small};
use crate::session::event::{ThinkEnd, What};
use crate::session::store::{Dropped, ReadError, event_text, read, to_text};

/// A session of the small plan whose events are these, as text.
fn file(events: &[&str]) -> String {
    let events: String = events.iter().map(|event| format!("[[event]]\n{event}\n\n")).collect();
    to_text(&small()).unwrap() + &events
}

/// What is wrong with such a file; its line from the beginning of the events.
fn wrong(events: &[&str]) -> (usize, String, String) {
    let header = to_text(&small()).unwrap().lines().count();
    match read(file(events).as_bytes()) {
        Err(ReadError::Bad { line: Some(line), field, why }) => {
            (line - header, field.unwrap_or_default(), why)
        }
        other => panic!("{other:?}"),
    }
}

const BEGAN: &str = "at = 1.0\nevent = \"slot-began\"\nslot = 0";
const SHOWN: &str = "at = 1.0\nevent = \"question-shown\"\nquestion = 0";

#[test]
fn a_whole_file_is_read() {
    let (session, dropped) =
        read(file(&[BEGAN, SHOWN, "at = 90\nevent = \"think\""]).as_bytes()).unwrap();
    assert_eq!(session.header, small());
    let events = [
        event(1.0, What::SlotBegan { slot: 0 }),
        event(1.0, What::QuestionShown { question: 0 }),
        event(90.0, What::Think),
    ];
    assert_eq!(session.events, events);
    assert_eq!(session.until, at(90.0));
    assert_eq!(dropped, None);
}

#[test]
fn a_last_table_counts_unless_a_longer_one_can_be_cut_to_it() {
    let began = file(&[BEGAN]);
    let limit = "[[event]]\nat = 5.0\nevent = \"think-ended\"\nhow = \"limit\"\n";
    for end in [limit.to_string(), limit.replace('\n', "\r\n")] {
        let (session, dropped) = read(format!("{began}{end}").as_bytes()).unwrap();
        assert_eq!(session.events[1], event(5.0, What::ThinkEnded { how: ThinkEnd::Limit }));
        assert_eq!(dropped, None);
        // Without its line's end a value may go on.
        let (session, _) = read(format!("{began}{}", end.trim_end()).as_bytes()).unwrap();
        assert_eq!(session.events.len(), 1);
    }
    for (known, more) in [
        ("corrected\"\nmark = \"first-answer\"\nslot = 0\nquestion = 0\n", "to = 7.0\n"),
        ("reviewed\"\nslot = 0\nask = \"ran-out\"\nanswer = \"no\"\n", "note = \"well\"\n"),
        ("heard\"\nfrom = 1.0\nto = 5.0\nspans = []\n", "level-db = { noise = -50.0 }\n"),
        ("heard\"\nfrom = 1.0\nto = 5.0\n", "spans = []\n"),
    ] {
        let end = format!("{began}[[event]]\nat = 5.0\nevent = \"{known}");
        let (session, dropped) = read(end.as_bytes()).unwrap();
        assert_eq!((session.events.len(), dropped.is_some()), (1, true), "{known}");
        let is_whole = more != "spans = []\n";
        assert_eq!(dropped.unwrap().is_table, is_whole, "{known}");
        let (session, _) = read(format!("{end}{more}").as_bytes()).unwrap();
        assert_eq!(session.events.len(), 1 + usize::from(is_whole), "{more}");
        let (session, dropped) = read(format!("{end}{more}\n").as_bytes()).unwrap();
        assert_eq!((session.events.len(), dropped), (2, None), "{more}");
    }
}

type Edit = fn(&str) -> String;

/// What an editor, a formatter or git makes of white space.
const EDITS: [(&str, Edit); 9] = [
    ("CRLF", |text| text.replace('\n', "\r\n")),
    ("no blank lines", |text| text.replace("\n\n", "\n")),
    ("no blank lines, CRLF", |text| text.replace("\n\n", "\n").replace('\n', "\r\n")),
    ("spaces in blank lines", |text| text.replace("\n\n", "\n  \n")),
    ("tabs in blank lines", |text| text.replace("\n\n", "\n\t\n")),
    ("more blank lines", |text| text.replace("\n[", "\n\n\n[") + "\n\n"),
    ("spaces at line ends", |text| text.replace('\n', "  \n")),
    ("indented", |text| text.replace("\n\n", "\n").replace('\n', "\n  ") + "\n"),
    ("a byte order mark", |text| format!("\u{feff}{text}")),
];

#[test]
fn an_event_that_begins_otherwise_than_we_write_it_is_an_error_with_its_line() {
    let plan = to_text(&small()).unwrap();
    let line = plan.lines().count() + 1;
    for odd in ["[[ event ]]", "[[event ]]", "[[\"event\"]]", "[event]"] {
        let first = file(&[BEGAN]).replace("[[event]]", odd);
        let later = file(&[BEGAN, SHOWN]);
        let last = later.rfind("[[event]]").unwrap();
        let later = format!("{}{odd}{}\n", &later[..last], &later[last + 9..]);
        for (text, line) in [(first, line), (later, line + 5)] {
            let why = read(text.as_bytes()).unwrap_err().to_string();
            assert!(why.contains("an event begins with [[event]]"), "{odd}: {why}");
            assert!(why.contains(&format!("line {line}")), "{odd}, {line}: {why}");
        }
    }
}

#[test]
fn white_space_that_others_change_means_nothing() {
    let plan = to_text(&small()).unwrap();
    let events = [BEGAN, SHOWN, "at = 60.0\nevent = \"paused\"", "at = 90\nevent = \"resumed\""];
    let whole = file(&events);
    let (expected, _) = read(whole.as_bytes()).unwrap();
    for (what, edit) in EDITS {
        let (session, dropped) = read(edit(&whole).as_bytes()).unwrap();
        assert_eq!((&session, dropped), (&expected, None), "{what}");
        let (session, _) = read(edit(&plan).as_bytes()).unwrap();
        assert_eq!((session.header, session.events.len()), (small(), 0), "{what}");

        // Wherever it is cut it loses the torn event at most.
        let text = edit(&whole);
        let ends: Vec<usize> =
            text.match_indices("[[event]]").map(|(at, _)| at).chain([text.len()]).collect();
        for cut in (ends[0]..text.len()).filter(|&cut| text.is_char_boundary(cut)) {
            let read = read(&text.as_bytes()[..cut]).map(|(session, _)| session.events);
            let events = read.unwrap_or_else(|error| panic!("{what}: cut at {cut}: {error}"));
            let sure = ends[1..].iter().filter(|&&end| end < cut).count();
            assert!(events.len() >= sure, "{what}: {} of {sure} at {cut}", events.len());
            assert!(expected.events.starts_with(&events), "{what}: cut at {cut}");
        }
    }
}

#[test]
fn a_plan_that_is_cut_is_no_plan_where_its_blank_line_is_gone() {
    // Anywhere in a small plan; in one that has everything at the ends of lines and now and then.
    for (header, step) in [(small(), 1), (full(), 97)] {
        let text = to_text(&header).unwrap();
        let end = text.find("# the plan ends here").unwrap();
        let is_near_an_end =
            |cut: usize| text.as_bytes()[cut.saturating_sub(2)..=cut].contains(&b'\n');
        let cuts = (1..end).filter(|&cut| cut % step == 0 || is_near_an_end(cut));
        for cut in cuts.filter(|&cut| text.is_char_boundary(cut)) {
            assert!(read(&text.as_bytes()[..cut]).is_err(), "cut at {cut}");
        }
    }
}

#[test]
fn a_plan_without_its_blank_line_is_whole_and_a_cut_one_is_refused() {
    for header in [small(), full()] {
        let text = to_text(&header).unwrap();
        let trimmed = text.trim_end().to_string() + "\n";
        for trimmed in [trimmed.clone(), trimmed.replace('\n', "\r\n")] {
            let (session, dropped) = read(trimmed.as_bytes()).unwrap();
            assert_eq!((session.header, session.events.len()), (header.clone(), 0));
            assert_eq!(dropped, None);
        }
        for (cut, _) in text.match_indices('\n') {
            let is_whole = cut + 1 >= trimmed.len();
            assert_eq!(read(&text.as_bytes()[..=cut]).is_ok(), is_whole, "cut at {cut}");
        }
        // As it was written before a plan had that last line.
        let older = trimmed.replace("# the plan ends here\n", "");
        let error = read(older.as_bytes()).unwrap_err();
        assert_eq!(error, ReadError::MayBeCut { line: older.lines().count() });
        assert!(!error.to_string().contains("delete"), "{error}");
        assert!(read((older + "\n").as_bytes()).is_ok());
    }
}

#[test]
fn a_torn_end_is_left_out_even_where_it_parses() {
    let whole = file(&[BEGAN]);
    let torn = format!("{whole}[[event]]\nat = 5.0\nevent = \"think-ended\"\nhow = \"limit\"");
    let (session, dropped) = read(torn.as_bytes()).unwrap();
    assert_eq!(session.events, [event(1.0, What::SlotBegan { slot: 0 })]);
    let line = whole.lines().count() + 1;
    let expected = Dropped {
        valid: whole.len() as u64,
        bytes: (torn.len() - whole.len()) as u64,
        line,
        is_table: false,
    };
    assert_eq!(dropped, Some(expected));
    assert_eq!(
        expected.to_string(),
        format!("its last 54 bytes, from line {line} on, were cut short and are left out")
    );

    let (session, dropped) = read(format!("{torn}\n\n").as_bytes()).unwrap();
    assert_eq!(session.events[1], event(5.0, What::ThinkEnded { how: ThinkEnd::Limit }));
    assert_eq!(dropped, None);
}

#[test]
fn what_is_larger_than_any_plan_or_event_is_refused_unread() {
    let spans = "[1.0, 1.5], ".repeat(200_000);
    let heard = format!(
        "[[event]]\nat = 9.0\nevent = \"heard\"\nfrom = 1.0\nto = 9.0\nspans = [{spans}]\n"
    );
    let text = file(&[BEGAN]);
    let line = text.lines().count() + 1;
    let error = read(format!("{text}{heard}\n").as_bytes()).unwrap_err().to_string();
    let expected = format!("line {line}: the event that begins here is larger than 2 MiB; ");
    assert!(error.starts_with(&expected), "{error}");

    let plan = format!("format = 1\n# {}\n\n", "x".repeat(4 << 20));
    let error = read(plan.as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("line 1: the plan that begins here is larger than 4 MiB"), "{error}");
}

#[test]
fn a_torn_end_may_be_no_text_at_all() {
    let mut bytes = file(&[BEGAN]).into_bytes();
    bytes.extend(b"[[event]]\nat = 5.0\nevent = \"debrief\"\ntext = \"caf\xc3");
    bytes.extend([0; 64]);
    assert_eq!(read(&bytes).unwrap().0.events.len(), 1);
}

#[test]
fn windows_line_ends_are_read_as_well() {
    let text = file(&[BEGAN, SHOWN]).replace('\n', "\r\n");
    let (session, dropped) = read(format!("{text}[[event]]\r\nat = 7").as_bytes()).unwrap();
    assert_eq!(session.events.len(), 2);
    assert_eq!(dropped.unwrap().bytes, 17);
    assert_eq!(dropped.unwrap().valid, text.len() as u64);
}

#[test]
fn files_that_are_no_session_say_what_they_are() {
    let header = to_text(&small()).unwrap();
    assert_eq!(read(b""), Err(ReadError::Empty));
    assert_eq!(read(b" \n\n"), Err(ReadError::Empty));
    assert_eq!(read(b"[package]\nname = \"x\"\n\n[lib]\n"), Err(ReadError::Foreign));
    assert_eq!(read(b"[package]\nname = \"x\"\n"), Err(ReadError::Foreign));
    assert_eq!(read(b"once upon a time\n\n"), Err(ReadError::Foreign));
    assert_eq!(read(b"\x7fELF\x02\x01\xff\xfe\n\n"), Err(ReadError::NotText { line: 1 }));
    assert_eq!(
        read(header.replacen("ML onsite", "ML \u{1}", 1).replace('\u{1}', "").as_bytes())
            .unwrap()
            .0
            .header
            .round
            .title,
        "ML "
    );
    let latin1 = [header.as_bytes(), b"# caf\xe9\n\n"].concat();
    assert_eq!(read(&latin1), Err(ReadError::NotText { line: header.lines().count() + 1 }));
    for cut in [15, 40, header.len() / 2] {
        let error = read(&header.as_bytes()[..cut]).unwrap_err();
        assert_eq!(
            error,
            ReadError::CutShort { line: header[..cut].lines().count() },
            "cut at {cut}"
        );
    }
}

#[test]
fn a_newer_format_says_which_version_it_needs() {
    let newer = ReadError::Newer { format: "2".to_string(), tool: "0.9.0".to_string() };
    let text =
        file(&[BEGAN]).replacen("format = 1\ntool = \"0.1.0\"", "format = 2\ntool = \"0.9.0\"", 1);
    assert_eq!(read(text.as_bytes()), Err(newer.clone()));
    // Even where nothing else of it can be read.
    assert_eq!(
        read(b"format = 2\ntool = \"0.9.0\"\nplan = 5\n\n[[happening]]\nx = 1\n\n"),
        Err(newer.clone())
    );
    assert_eq!(read(b"format = 2\ntool = \"0.9.0\"\n[plan]\n"), Err(newer.clone()));
    // Whatever it has made of the other lines, and of this one.
    for (format, said) in [("2", "2"), ("99999999999", "99999999999"), ("\"2\"", "\"2\"")] {
        for tool in ["\"0.9.0\"", "{ version = \"0.9.0\" }"] {
            let first =
                format!("format = {format}\ntool = {tool}\nstarted = {{ at = 1 }}\nid = 3\n");
            let read = read(format!("{first}speed = {{ of = 2 }}\n\n[x]\ny = 1\n\n").as_bytes());
            let tool = if tool.starts_with('{') { "?" } else { "0.9.0" };
            let (format, tool) = (said.to_string(), tool.to_string());
            assert_eq!(read, Err(ReadError::Newer { format, tool }), "{first}");
        }
    }
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        newer.to_string(),
        format!(
            "it has file format 2, and mockround {version} reads up to format 1; \
             it needs mockround 0.9.0 or newer"
        )
    );
}

#[test]
fn an_error_names_the_line_and_the_field() {
    let invalid = |value: &str| format!("invalid type: {value}, expected usize");
    // Lines of the events: 1 to 5 are the first, with its blank line.
    let bad_slot = "at = 1.0\nevent = \"slot-began\"\nslot = \"first\"";
    assert_eq!(wrong(&[bad_slot]), (4, "slot".to_string(), invalid("string \"first\"")));
    assert_eq!(wrong(&[BEGAN, "at = \"noon\"\nevent = \"think\""]).0, 7);
    assert_eq!(wrong(&[BEGAN, "at = \"noon\"\nevent = \"think\""]).1, "at");
    let (line, field, why) = wrong(&[BEGAN, "at = 2.0\nevent = \"Sneezed!\""]);
    assert_eq!((line, field.as_str()), (8, "event"));
    assert!(why.starts_with("unknown variant `Sneezed!`, expected one of `slot-began`"), "{why}");
    assert_eq!(
        wrong(&[BEGAN, "at = 2.0\nevent = \"slot-ended\""]),
        (6, String::new(), "missing field `how`".to_string())
    );
    assert_eq!(
        wrong(&[BEGAN, "event = \"think\""]),
        (6, String::new(), "missing field `at`".to_string())
    );
    assert_eq!(wrong(&[BEGAN, "at = 2.0\nevent = think"]).0, 8);
    assert_eq!(wrong(&[BEGAN, "at = -2.0\nevent = \"think\""]).0, 7);

    let text = file(&[BEGAN]).replacen("seed = 7", "seed = \"seven\"", 1);
    let line = text.lines().position(|line| line.starts_with("seed")).unwrap() + 1;
    let error = read(text.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "line {line}, `seed`: invalid type: string \"seven\", expected u64; \
             mend it there, or move the file away"
        )
    );
}

#[test]
fn messages_hold_no_control_characters() {
    let (_, _, why) = wrong(&["at = 2.0\nevent = \"\\u001b[2J\""]);
    assert!(why.contains("`[2J`") && !why.contains('\u{1b}'), "{why:?}");
}

#[test]
fn time_never_runs_backwards() {
    let late = "at = 0.5\nevent = \"think\"";
    let why = "0.5 is before the event above it, at 1".to_string();
    assert_eq!(wrong(&[BEGAN, SHOWN, late]), (12, "at".to_string(), why));
}

#[test]
fn positions_are_inside_the_plan() {
    let none =
        |position: usize, last: usize| format!("there is no {position}: allowed are 0 to {last}");
    let no_slot = "at = 1.0\nevent = \"slot-began\"\nslot = 1";
    assert_eq!(wrong(&[no_slot]), (4, "slot".to_string(), none(1, 0)));
    let no_question = "at = 1.0\nevent = \"question-shown\"\nquestion = 2";
    assert_eq!(wrong(&[BEGAN, no_question]), (9, "question".to_string(), none(2, 1)));
    assert_eq!(wrong(&[no_question]), (4, "question".to_string(), "no slot has begun".to_string()));
    let no_phase = "at = 1.0\nevent = \"phase-began\"\nphase = 4";
    assert_eq!(wrong(&[BEGAN, SHOWN, no_phase]), (14, "phase".to_string(), none(4, 3)));
    let no_item = "at = 1.0\nevent = \"ticked\"\nitem = 0";
    let there_are_none = "there is no 0: there are none".to_string();
    assert_eq!(wrong(&[BEGAN, SHOWN, no_item]), (14, "item".to_string(), there_are_none));
    let no_probe = "at = 1.0\nevent = \"probe\"\nid = 2\nby = \"key\"";
    assert_eq!(wrong(&[BEGAN, SHOWN, no_probe]), (14, "id".to_string(), none(2, 1)));
    let no_rating = "at = 1.0\nevent = \"rated\"\nslot = 0\nratings = { time = 5 }";
    let why = "5 is no rating: allowed are 1 to 4".to_string();
    assert_eq!(wrong(&[no_rating]), (5, "ratings".to_string(), why));
    let no_story = "at = 1.0\nevent = \"story\"\nslot = 0\nquestion = 9\nid = \"x\"";
    assert_eq!(wrong(&[no_story]), (5, "question".to_string(), none(9, 1)));
    let itself = "at = 1.0\nevent = \"undone\"\nevents = [1]";
    assert_eq!(wrong(&[BEGAN, itself]), (9, "events".to_string(), none(1, 0)));
    let backwards = "at = 1.0\nevent = \"heard\"\nfrom = 0.0\nto = 1.0\nspans = [[0.5, 0.2]]";
    assert_eq!(wrong(&[backwards]), (6, "spans".to_string(), "0.5 comes after 0.2".to_string()));
}

#[test]
fn what_was_undone_need_not_make_sense_without_it() {
    // The second question was shown and left at its third phase; then both were taken back.
    let mut design = full();
    design.round.slots.drain(..2);
    let events = [
        event(0.0, What::SlotBegan { slot: 0 }),
        event(0.0, What::QuestionShown { question: 0 }),
        event(1.0, What::PhaseBegan { phase: 1 }),
        event(2.0, What::Ticked { item: 3 }),
        event(3.0, What::Undone { events: vec![3] }),
        event(4.0, What::Undone { events: vec![2] }),
    ];
    let events: String = events.iter().map(|event| event_text(event).unwrap()).collect();
    let text = to_text(&design).unwrap() + &events;
    assert_eq!(read(text.as_bytes()).unwrap().0.events.len(), 6);
}

#[test]
fn a_plan_that_could_not_be_computed_with_is_refused() {
    let refused = |from: &str, to: &str| {
        let text = to_text(&small()).unwrap();
        assert!(text.contains(from), "{from}");
        match read(text.replacen(from, to, 1).as_bytes()) {
            Err(ReadError::Bad { line: None, field: Some(field), why }) => {
                format!("{field}: {why}")
            }
            other => panic!("{from} → {to}: {other:?}"),
        }
    };
    assert_eq!(
        refused("budget = \"4m\"", "budget = \"0s\""),
        "round.slot 1: budget: a phase has more than 0s and less than 30 years"
    );
    assert_eq!(
        refused("length = \"35m\"", "length = \"900years\""),
        "round.slot 1: length: a time is above 30 years"
    );
    assert_eq!(
        refused("length = \"35m\"", "length = \"0s\""),
        "round.slot 1: length: a slot is longer than nothing"
    );
    assert_eq!(refused("speed = 1.0", "speed = nan"), "speed: allowed are 0.01 to 100000");
    assert_eq!(
        refused("phase-over-share = 0.1", "phase-over-share = -1.0"),
        "limits: a share is below 0 or above 100"
    );
    assert_eq!(
        refused("think = \"1m\"", "think = \"500000000000years\""),
        "limits: a time is above 30 years"
    );
    assert_eq!(refused("format = 1", "format = 0"), "format: there is no format 0");

    let mut endless = small();
    endless.limits.answer_pitch.longest = Duration::from_hours(40 * 366 * 24);
    let error = read(to_text(&endless).unwrap().as_bytes()).unwrap_err().to_string();
    assert!(error.contains("`limits`: a time is above 30 years"), "{error}");

    let mut empty = small();
    empty.round.slots[0].questions.clear();
    let error = read(to_text(&empty).unwrap().as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error,
        "in its plan, `round.slot 1: planned`: a slot has at least one question; \
         mend it there, or move the file away"
    );
    empty.round.slots.clear();
    assert!(
        read(to_text(&empty).unwrap().as_bytes())
            .unwrap_err()
            .to_string()
            .contains("at least one slot")
    );
}
