use toml::{Table, Value};

use super::*;
use crate::samples::{event as at, eventful, full, untouched};
use crate::session::Session;
use crate::session::event::Source;
use crate::session::store::read::{Texts, read, read_as};
use crate::session::store::text::{event_text, to_text};

/// A plan whose texts are empty.
fn without_texts(table: &mut Table) {
    for (key, value) in table.iter_mut() {
        let is_text = TEXTS.contains(&key.as_str()) && !(key == "answer" && value.is_table());
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
    for header in
        [full(), eventful().session().header.clone(), untouched().session().header.clone()]
    {
        let text = to_text(&header).unwrap();
        let mut expected: Table = toml::from_str(&text).unwrap();
        without_texts(&mut expected);
        assert_eq!(plan(&text), Some(expected));
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
    assert!(told.iter().all(|what| event(&event_text(&at(9.0, what.clone())).unwrap()).is_some()));
    events.extend(told.map(|what| at(9.0, what)));
    events.extend([at(0.0, listening), at(9.5, What::Finished)]);
    let mut known = 0;
    for expected in events {
        let block = event_text(&expected).unwrap();
        let (_, body) = block.split_once('\n').unwrap();
        assert_eq!(toml::from_str::<Event>(body).unwrap(), expected);
        if let Some(read) = event(&block) {
            assert_eq!(read, expected, "{block}");
            known += 1;
        }
    }
    assert!(known > 30, "{known}");
}

#[test]
fn what_is_spelled_otherwise_is_left_to_toml() {
    let heard =
        "[[event]]\nat = 5.0\nevent = \"heard\"\nfrom = 0.0\nto = 5.0\nspans = [[1.0, 2.5]]\n";
    assert!(event(heard).is_some() && event(&format!("{heard}\n")).is_some());
    for (from, to) in [
        ("5.0", "5"),
        ("5.0", "05.0"),
        ("5.0", "5.0001"),
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
    for odd in ["a = 'b'", "a = \"\"\"b\"\"\"", "a = [\n1]", "a.b = 1", "a = 1\na = 2", "[a.b]"] {
        assert_eq!(plan(odd), None, "{odd}");
    }
    for odd in ["a = \"b", "a = 01", "a = 1 2", "a = [1, ]", "a = { b = 1, b = 2 }", "[a]\n[a]"] {
        assert_eq!(plan(odd), None, "{odd}");
        assert!(odd == "a = [1, ]" || toml::from_str::<Table>(odd).is_err(), "{odd}");
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
