use std::collections::BTreeMap;

use crate::samples::{at, event, header, small};
use crate::session::event::{Event, Levels, What};
use crate::session::kept::Kept;
use crate::session::store::{event_text, read, to_text};
use crate::time::Elapsed;

fn text(what: What) -> String {
    event_text(&event(430.512, what)).unwrap()
}

#[test]
fn an_event_is_one_table_with_its_time_first() {
    assert_eq!(text(What::FirstAnswer), "[[event]]\nat = 430.512\nevent = \"first-answer\"\n\n");
    let whole_seconds = Event { at: at(430.0), what: What::PhaseBegan { phase: 2 } };
    assert_eq!(
        event_text(&whole_seconds).unwrap(),
        "[[event]]\nat = 430.0\nevent = \"phase-began\"\nphase = 2\n\n"
    );
}

#[test]
fn tables_and_lists_of_an_event_keep_to_one_line() {
    let spans = vec![(at(420.5), at(425.0)), (at(426.125), at(429.0))];
    let level_db = Some(Levels { speech: Some(-28.5), noise: None, clipped: Some(0.002) });
    let pauses = vec![(at(424.5), at(424.75))];
    assert_eq!(
        text(What::Heard { from: at(420.0), to: at(430.0), spans, pauses, level_db }),
        "[[event]]\nat = 430.512\nevent = \"heard\"\nfrom = 420.0\nto = 430.0\n\
         level-db = { speech = -28.5, clipped = 0.002 }\n\
         pauses = [[424.5, 424.75]]\n\
         spans = [[420.5, 425.0], [426.125, 429.0]]\n\n"
    );
    let ratings = BTreeMap::from([(Kept::read("time"), 2), (Kept::read("\"talk\""), 4)]);
    assert_eq!(
        text(What::Rated { slot: 1, ratings }),
        "[[event]]\nat = 430.512\nevent = \"rated\"\nslot = 1\n\
         ratings = { '\"talk\"' = 4, time = 2 }\n\n"
    );
}

#[test]
fn how_two_and_a_half_hours_were_spoken_is_at_most_20_kb() {
    // Every second of them spoken, and a phrase that fades every 15 s.
    let minutes = What::Spoken {
        from: at(8_820.125),
        noise_gap_db: Some(45.5),
        faded: (0..12).map(|phrase| phrase * 10 + 9).collect(),
        beats: "7".repeat(120),
        levels: "k".repeat(120),
    };
    let length = text(minutes).len();
    assert!(length * 50 <= 20_000, "{length}");
    assert_eq!(
        text(What::Spoken {
            from: at(2.5),
            noise_gap_db: None,
            faded: vec![],
            beats: "5".into(),
            levels: ".".into()
        }),
        "[[event]]\nat = 430.512\nevent = \"spoken\"\nfrom = 2.5\nbeats = \"5\"\nlevels = \".\"\n\n"
    );
}

#[test]
fn strings_keep_to_one_line_whatever_is_in_them() {
    let hostile = "a\n\n[[event]]\r\n\t\"\"\"'''\\ \u{0}\u{1b}[2J\u{7f} é";
    assert_eq!(
        text(What::Debrief { text: hostile.to_string() }),
        "[[event]]\nat = 430.512\nevent = \"debrief\"\n\
         text = \"a\\n\\n[[event]]\\r\\n\\t\\\"\\\"\\\"'''\\\\ \\u0000\\u001B[2J\\u007F é\"\n\n"
    );
}

#[test]
fn the_header_keeps_the_order_of_its_types_and_has_one_blank_line() {
    let text = to_text(&small()).unwrap();
    let begin = "format = 1\ntool = \"0.1.0\"\nid = \"2026-11-23T09-00-12-ml-onsite\"\n\
                 started = \"2026-11-23T09:00:12+01:00\"\nspeed = 1.0\nstrict = false\n\
                 overtime = \"10m\"\n[limits]\n\
                 first-words = { late = \"1m\", very-late = \"1m 30s\" }\n";
    assert_eq!(&text[..begin.len()], begin);
    assert!(text.contains(
        "\n[round]\ntemplate = \"ml-onsite\"\ntitle = \"ML onsite\"\nseed = 7\n[[round.slot]]\n"
    ));
    assert!(
        text.contains(
            "\n[[round.slot.planned]]\n[round.slot.planned.question]\nid = \"two-sum\"\n"
        )
    );
    assert!(text.contains(
        "\n[[round.slot.planned.phase]]\nname = \"approach\"\nbudget = \"4m\"\n\
         ends-with-answer = true\n\
         silence = { late = \"30s\", very-late = \"1m\" }\n"
    ));
    assert_eq!(text.find("\n\n"), Some(text.len() - 2));
}

#[test]
fn a_seed_that_toml_has_no_room_for_is_an_error() {
    let mut header = header(small().round.slots);
    header.round.seed = u64::MAX;
    assert!(to_text(&header).unwrap_err().to_string().contains("too large"));
}

#[test]
fn the_last_point_there_is_can_be_read_again() {
    let far = Elapsed::ZERO + std::time::Duration::MAX;
    assert_eq!(far, Elapsed::LAST);
    let text =
        to_text(&small()).unwrap() + &event_text(&Event { at: far, what: What::Think }).unwrap();
    assert_eq!(read(text.as_bytes()).unwrap().0.until, Elapsed::LAST);
}
