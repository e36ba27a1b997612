use proptest::prelude::*;
use toml::{Table, Value};

use super::*;
use crate::samples::{event as at, eventful, full, untouched, walk};
use crate::session::event::{Pressure, Source};
use crate::session::properties::{a_header, cases, share, steps};
use crate::session::store::read::{Texts, Top, read, read_as};
use crate::session::store::text::{event_text, to_text};
use crate::session::{Header, Session};

/// A plan whose texts are empty.
fn without_texts(table: &mut Table) {
    for (key, value) in table.iter_mut() {
        let is_text = is_text(key) && !(key == "answer" && value.is_table());
        empty(value, is_text);
    }
}

fn empty(value: &mut Value, is_text: bool) {
    match value {
        Value::String(text) if is_text => text.clear(),
        Value::Array(values) => {
            for value in values.iter_mut() {
                match value {
                    Value::Table(table) if !is_text => without_texts(table),
                    value => empty(value, is_text),
                }
            }
        }
        Value::Table(table) if is_text => table.iter_mut().for_each(|(_, of)| empty(of, true)),
        Value::Table(table) => without_texts(table),
        _ => {}
    }
}

fn file(session: &Session) -> String {
    let events = session.events.iter().map(|event| event_text(event).unwrap());
    to_text(&session.header).unwrap() + &events.collect::<String>()
}

#[test]
fn a_plan_is_read_as_toml_is_but_for_its_texts() {
    let mut pressed = full();
    pressed.round.press();
    let [eventful, untouched] = [eventful(), untouched()].map(|of| of.session().header.clone());
    for header in [full(), pressed, eventful, untouched] {
        let text = to_text(&header).unwrap();
        let mut expected: Table = toml::from_str(&text).unwrap();
        without_texts(&mut expected);
        assert_eq!(plan::<Table>(&text), Some(expected));
        // What a folder's files are found by.
        let lines = &text[..text.find("\n[").unwrap() + 1];
        let expected: Top = toml::from_str(lines).unwrap();
        assert_eq!(plan::<Top>(lines), Some(expected));
    }
}

#[test]
fn every_event_that_is_read_here_is_what_toml_says() {
    let listening = What::Listening {
        source: Source::Microphone,
        device: "a \"b\"".to_string(),
        offset: Elapsed::ZERO,
    };
    let mut events = eventful().session().events.clone();
    let spoken = |noise_gap_db, faded: &[usize]| What::Spoken {
        from: Elapsed::from_secs(3),
        noise_gap_db,
        faded: faded.to_vec(),
        beats: "5a0".to_string(),
        levels: "kZ.".to_string(),
    };
    let told = [spoken(None, &[]), spoken(Some(35.5), &[0, 2])];
    assert!(told.iter().all(|what| {
        let text = event_text(&at(9.0, what.clone())).unwrap();
        event(&text).is_some_and(|(_, length)| length == text.len())
    }));
    events.extend(told.map(|what| at(9.0, what)));
    events.extend([at(0.0, listening), at(9.5, What::Finished)]);
    let pressed = [Pressure::Interruption, Pressure::WhatToCut];
    events.extend(pressed.map(|how| at(9.0, What::Pressed { how })));
    for expected in events {
        let block = event_text(&expected).unwrap();
        let (_, body) = block.split_once('\n').unwrap();
        assert_eq!(toml::from_str::<Event>(body).unwrap(), expected);
        let length = block.len();
        for follows in ["", "[[event]]\nat = 1.0\n"] {
            let read = event(&(block.clone() + follows));
            assert_eq!(read, Some((expected.clone(), length)), "{block}");
        }
        // Whatever stands there but another event is of this one's table.
        for odd in ["\n", "a = 1\n", "# so long\n", "[a]\n", "[[event.a]]\n"] {
            assert_eq!(event(&(block.clone() + odd)), None, "{block}{odd}");
        }
    }
}

#[test]
fn what_is_spelled_otherwise_is_left_to_toml() {
    let heard =
        "[[event]]\nat = 5.0\nevent = \"heard\"\nfrom = 0.0\nto = 5.0\nspans = [[1.0, 2.5]]\n";
    assert!(event(heard).is_some() && event(&format!("{heard}\n")).is_some());
    for (from, to) in [
        ("5.0", "05.0"),
        ("5.0", "1e1"),
        ("at = 5.0", "at=5.0"),
        ("to = 5.0", "to = 5.0 # so long"),
        ("[[1.0, 2.5]]", "[[1.0,2.5]]"),
        ("[[1.0, 2.5]]", "[[1.0, 2.5], ]"),
        ("spans", "pauses"),
        ("heard", "herd"),
        ("\n", "\r\n"),
    ] {
        assert_eq!(event(&heard.replacen(from, to, 1)), None, "{to}");
    }
    for number in ["5", "5.0001"] {
        let block = heard.replacen("5.0", number, 1);
        let expected = toml::from_str(block.split_once('\n').unwrap().1).unwrap();
        assert_eq!(event(&block), Some((expected, block.len())));
    }
    let with = |line: &str| event(&heard.replacen("spans", &format!("{line}\nspans"), 1));
    let is_level = |number: &str| with(&format!("level-db = {{ noise = {number} }}")).is_some();
    assert!(["0.5", "-0.0", "-58.25", "123456789.5"].into_iter().all(is_level));
    assert!(!["", "-", ".5", "5.", "00.5", "+0.5", "1e2", "nan"].into_iter().any(is_level));
    for odd in ["level-db = ", "level-db =  }", "level-db = { }", "pauses = ", "pauses = ]"] {
        assert_eq!(with(odd), None, "{odd}");
    }
    for odd in ["a = 'b'", "a = \"\"\"b\"\"\"", "a = [\n1]", "a.b = 1", "a = 1\na = 2", "[a.b]"] {
        assert_eq!(plan::<Table>(odd), None, "{odd}");
    }
    for odd in ["a = \"b", "a = 01", "a = 1 2", "a = [1, ]", "a = { b = 1, b = 2 }", "[a]\n[a]"] {
        assert_eq!(plan::<Table>(odd), None, "{odd}");
        assert!(odd == "a = [1, ]" || toml::from_str::<Table>(odd).is_err(), "{odd}");
    }
}

#[test]
fn a_key_in_quotes_is_the_one_without() {
    let rated = "[[event]]\nat = 5.0\nevent = \"rated\"\nslot = 0\n\
                 ratings = { \"problem solving\" = 3, time = 2 }\n";
    let expected = toml::from_str(rated.split_once('\n').unwrap().1).unwrap();
    assert_eq!(event(rated), Some((expected, rated.len())));
    for (from, to) in [
        ("time", "\"problem solving\""),
        ("\"problem solving\"", "\"time\""),
        ("\"problem solving\"", "problem solving"),
        ("\"problem solving\"", "\"problem\\tsolving\""),
        ("\"problem solving\"", "'problem solving'"),
        ("\"problem solving\" ", "\"problem solving\""),
    ] {
        assert_eq!(event(&rated.replacen(from, to, 1)), None, "{to}");
    }
}

#[test]
fn a_damaged_file_is_refused_alike_with_texts_and_without() {
    let whole = file(eventful().session());
    let mut random = 7_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    let mut refused = 0;
    for _ in 0..400 {
        let mut bytes = whole.clone().into_bytes();
        let at = next(bytes.len());
        bytes[at] = b"\"\\\n[]{}=x0."[next(11)];
        let (with, without) = (read(&bytes), read_as(&bytes, Texts::Left));
        match (with, without) {
            (Ok((with, dropped)), Ok((without, also))) => {
                assert_eq!(
                    (with.events, with.until, dropped),
                    (without.events, without.until, also)
                );
            }
            (Err(with), Err(without)) => {
                assert_eq!(with.to_string(), without.to_string());
                refused += 1;
            }
            (with, without) => panic!("{:?} {:?}", with.is_ok(), without.is_ok()),
        }
    }
    assert!(refused > 20, "{refused}");
}

/// What a plan says but its texts.
fn emptied(header: &Header) -> Table {
    let mut table = Table::try_from(header).unwrap();
    without_texts(&mut table);
    table
}

/// What means something in TOML.
const SPOTS: &[u8] = b"\"\\\n[]{}=x0. ,#";

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn what_is_read_here_is_what_toml_says(
        header in a_header(),
        steps in steps(40),
        spots in prop::collection::vec((0.0..1.0, prop::sample::select(SPOTS.to_vec())), 0..3),
        cut in prop_oneof![Just(1.0), 0.0..1.0],
    ) {
        let session = walk(header, &steps);
        let mut bytes = file(&session).into_bytes();
        for (at, with) in spots {
            let at = share(bytes.len() - 1, at);
            bytes[at] = with;
        }
        bytes.truncate(share(bytes.len(), cut));
        match (read(&bytes), read_as(&bytes, Texts::Left)) {
            (Ok((with, dropped)), Ok((without, also))) => {
                prop_assert_eq!(emptied(&with.header), emptied(&without.header));
                prop_assert_eq!((&with.events, with.until), (&without.events, without.until));
                prop_assert_eq!((with.newer, dropped), (without.newer, also));
            }
            (Err(with), Err(without)) => prop_assert_eq!(with.to_string(), without.to_string()),
            (with, without) => prop_assert!(false, "{:?} {:?}", with.is_ok(), without.is_ok()),
        }
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        let begin = text.find("\n[[event]]").map_or(text.len(), |end| end + 1);
        if let Some(read) = plan::<Table>(&text[..begin]) {
            let mut expected: Table = toml::from_str(&text[..begin]).unwrap();
            without_texts(&mut expected);
            prop_assert_eq!(read, expected);
        }
        for (at, _) in text.match_indices("[[event]]\n") {
            if let Some((read, length)) = event(&text[at..]) {
                let (_, body) = text[at..at + length].split_once('\n').unwrap();
                prop_assert_eq!(toml::from_str::<Event>(body).unwrap(), read);
            }
        }
    }
}
