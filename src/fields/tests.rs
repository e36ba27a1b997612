use super::*;
use crate::round::Difficulty;

/// The problems of a file whose fields `read` takes, one a line.
fn problems(text: &str, read: impl FnOnce(&mut Fields<'_>) -> Option<()>) -> String {
    parse("a.toml", text, read).unwrap_err().to_string()
}

#[test]
fn every_problem_is_found_at_once_in_the_order_of_the_lines() {
    let text = "colour = 'red'\nsize = -1\n[[part]]\nname = ''\n[[part]]\ntime = '5 minuts'\n";
    let found = problems(text, |fields| {
        fields.require(&["title"]);
        fields.line("title", 80);
        fields.whole("size", 1..=9);
        fields.tables("part", 9, |part| {
            part.line("name", 9);
            part.time("time", Duration::from_secs(1)..=Duration::from_secs(3600));
            Some(())
        });
        Some(())
    });
    assert_eq!(
        found,
        "a.toml:1: title: is missing\n\
         a.toml:1: colour: unknown key: allowed are title, size, part\n\
         a.toml:2: size: must be a whole number from 1 to 9\n\
         a.toml:4: part.name: must not be empty\n\
         a.toml:6: part.time: must be a time from 1s to 1h, like \"2m 30s\", not \"5 minuts\""
    );
}

#[test]
fn an_unknown_key_names_the_nearest_known_one() {
    let found = problems("[part]\ntitel = 'x'\n", |fields| {
        fields.table("part", |part| {
            part.line("title", 80);
            Some(())
        })
    });
    assert_eq!(found, "a.toml:2: part.titel: unknown key: did you mean \"title\"?");
}

#[test]
fn control_characters_are_refused_and_never_printed() {
    let found = problems("title = \"a\\u001b[2Jb\"\n\"\\u001b]0;x\" = 1\n", |fields| {
        fields.line("title", 80);
        Some(())
    });
    assert_eq!(
        found,
        "a.toml:1: title: must not have control characters, and has U+001B\n\
         a.toml:2: ]0;x: unknown key: allowed are title"
    );
    let found = problems("title = \"a\\u202eb\"", |fields| fields.text("title", 80).map(|_| ()));
    assert_eq!(found, "a.toml:1: title: must not have control characters, and has U+202E");
}

#[test]
fn text_keeps_newlines_and_tabs_and_one_line_has_neither() {
    let text = "a = \"\"\"\n  one\n\ttwo\n\n\"\"\"\nb = \"x\\ty\"\nc = \"x\\ny\"";
    let read = |fields: &mut Fields<'_>| {
        assert_eq!(fields.text("a", 80).as_deref(), Some("  one\n\ttwo"));
        fields.line("b", 80);
        fields.line("c", 80);
        Some(())
    };
    assert_eq!(
        problems(text, read),
        "a.toml:6: b: must be on one line, without tabs\n\
         a.toml:7: c: must be on one line, without tabs"
    );
}

#[test]
fn lengths_are_bounded() {
    let found = problems("a = 'äbc'\nb = 'äbc'\nc = [1, 2]\nd = ['x', '']", |fields| {
        assert_eq!(fields.line("a", 3).as_deref(), Some("äbc"));
        fields.text("b", 3);
        fields.lines("c", 1, 9);
        fields.lines("d", 2, 9);
        Some(())
    });
    assert_eq!(
        found,
        "a.toml:2: b: must not be longer than 3 bytes\n\
         a.toml:3: c: must not have more than 1 items, not 2\n\
         a.toml:4: d: must not be empty"
    );
}

#[test]
fn words_are_a_closed_set() {
    let found = problems("a = 'mediun'\nb = 'x'\nc = 3", |fields| {
        fields.word::<Difficulty>("a");
        fields.word::<Difficulty>("b");
        fields.word::<Difficulty>("c");
        Some(())
    });
    assert_eq!(
        found,
        "a.toml:1: a: \"mediun\" is unknown: did you mean \"medium\"?\n\
         a.toml:2: b: \"x\" is unknown: allowed are easy, medium, hard\n\
         a.toml:3: c: must be text in quotes, not a whole number"
    );
}

#[test]
fn times_are_bounded_and_never_fall() {
    let second = Duration::from_secs(1);
    let read = |text: &str| {
        parse("a.toml", text, |fields| {
            fields.times("a", ["late", "very-late"], second..=second * 60)
        })
        .map_err(|problems| problems.to_string())
    };
    assert_eq!(read("a = ['30s', '1m']"), Ok([second * 30, second * 60]));
    assert_eq!(read("a = ['30s', '30s']"), Ok([second * 30, second * 30]));
    assert_eq!(
        read("a = ['30s', '29s']").unwrap_err(),
        "a.toml:1: a: very-late must not be below late"
    );
    assert_eq!(
        read("a = ['30s']").unwrap_err(),
        "a.toml:1: a: must be [late, very-late]: 2 times, not 1"
    );
    assert_eq!(
        read("a = '30s'").unwrap_err(),
        "a.toml:1: a: must be [late, very-late]: times in quotes"
    );
    for bad in ["'-5s'", "'0s'", "'61s'", "'99999999999999999999y'", "''"] {
        let message = read(&format!("a = [{bad}, '1m']")).unwrap_err();
        assert!(message.starts_with("a.toml:1: a: must be a time from 1s to 1m"), "{message}");
    }
    assert!(read("a = [30, '1m']").unwrap_err().ends_with("like \"2m 30s\", not a whole number"));
}

#[test]
fn numbers_and_flags_have_their_types() {
    let found = problems("a = 1.5\nb = true\nc = 'true'\nd = 0x1f\ne = 1\nf = nan", |fields| {
        fields.number("a", 0.0..=1.0);
        fields.whole("b", 0..=9);
        fields.flag("c");
        assert_eq!(fields.whole("d", 0..=99), Some(31));
        assert_eq!(fields.number("e", 0.0..=1.0), Some(1.0));
        fields.number("f", 0.0..=1.0);
        Some(())
    });
    assert_eq!(
        found,
        "a.toml:1: a: must be a number from 0 to 1\n\
         a.toml:2: b: must be a whole number from 0 to 9\n\
         a.toml:3: c: must be true or false, without quotes\n\
         a.toml:6: f: must be a number from 0 to 1"
    );
}

#[test]
fn faults_of_the_toml_itself_hide_no_other_problem_and_raise_none() {
    // Line 2 has no value, line 5 is no TOML; the title is there but can't be read, so it isn't
    // called missing.
    let found = problems("size = 77\ntitle =\n[part]\ntime = 'x'\nbad bad\n", |fields| {
        fields.require(&["title"]);
        fields.line("title", 80);
        fields.whole("size", 1..=9);
        fields.table("part", |part| part.time("time", Duration::ZERO..=Duration::MAX).map(|_| ()))
    });
    let lines: Vec<&str> = found.lines().map(|line| &line[..9]).collect();
    assert_eq!(lines, ["a.toml:1:", "a.toml:2:", "a.toml:4:", "a.toml:5:"], "{found}");
}

#[test]
fn an_open_bracket_garbles_the_rest_and_is_said_once() {
    let found = problems("a = [\nb = 1\nc = 2\nd = 3\ne = 4\nf = 5\n", |_| Some(()));
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 4, "{found}");
    assert!(lines[0].starts_with("a.toml:2: "), "{found}");
    assert!(
        lines[3].ends_with("bracket above the first of these lines may be the cause"),
        "{found}"
    );
}

#[test]
fn a_list_of_problems_ends_somewhere() {
    let text: String = (0..60).map(|n| format!("k{n} = 1\n")).collect();
    let found = problems(&text, |_| Some(()));
    assert_eq!(found.lines().count(), 51);
    assert!(found.ends_with("\n… and 10 more problems"));
}

#[test]
fn the_nearest_name_is_near() {
    assert_eq!(nearest("modelling", ["data", "modeling"]), Some("modeling"));
    assert_eq!(nearest("trade-offs", ["data", "modeling"]), None);
    assert_eq!(nearest(&"x".repeat(100_000), ["data"]), None);
}
