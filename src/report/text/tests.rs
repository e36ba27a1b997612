use console::measure_text_width;

use super::*;
use crate::pacing::measure;
use crate::samples::{Script, behavioral, coding, eventful, untouched};

fn text(script: &Script, width: usize) -> String {
    render(&measure(script.session()), width, false)
}

#[test]
fn an_eventful_round() {
    insta::assert_snapshot!(text(&eventful(), 100));
}

#[test]
fn an_eventful_round_on_a_narrow_terminal() {
    insta::assert_snapshot!(text(&eventful(), 40));
}

#[test]
fn an_untouched_round() {
    insta::assert_snapshot!(text(&untouched(), 80));
}

#[test]
fn a_strict_round_calls_gaps_breaches() {
    let script = Script::new(vec![coding()]).with(|header| {
        header.strict = true;
        header.speed = 60.0;
    });
    insta::assert_snapshot!(text(&script.begin(100.0, 0).gap(300.0, 310.0).until(400.0), 80));
}

#[test]
fn a_round_that_did_not_begin() {
    insta::assert_snapshot!(text(&Script::new(vec![coding()]).left(10.0), 80));
}

#[test]
fn colour_adds_styles_and_nothing_else() {
    let pacing = measure(eventful().session());
    let coloured = render(&pacing, 80, true);
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(console::strip_ansi_codes(&coloured), render(&pacing, 80, false));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let mut slot = behavioral();
    slot.title = "面接".repeat(30);
    slot.questions[1].question.title = "x".repeat(300);
    slot.questions[1].phases[0].name =
        "ein sehr langes Wort: Donaudampfschifffahrtsgesellschaft".to_string();
    let long = Script::new(vec![slot])
        .begin(0.0, 0)
        .done(100.0)
        .show(100.0, 1)
        .phase(400.0, 1)
        .done(500.0)
        .close(500.0);
    for script in [long, eventful(), untouched()] {
        for width in [0, 1, 40, 41, 59, 80, 137, 400] {
            for line in text(&script, width).lines() {
                assert!(measure_text_width(line) <= width.max(NARROWEST), "{width}: {line:?}");
            }
        }
    }
}

#[test]
fn nothing_in_a_title_acts_on_the_terminal() {
    let mut slot = coding();
    slot.title = "one\u{1b}[31m\u{7}two\nthree\u{9b}2J".to_string();
    let text = text(&Script::new(vec![slot]).begin(0.0, 0).done(100.0).close(100.0), 80);
    assert!(text.contains("one[31mtwo three2J"));
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn a_question_that_was_not_shown_is_not_named() {
    let script = Script::new(vec![coding()]).begin(0.0, 0).done(100.0).left(100.0);
    let left = text(&script, 80);
    assert!(left.contains("pairs 1"));
    assert!(!left.contains("pairs 2"));
    // Nor is the approach to one that is still open.
    let open = text(&Script::new(vec![coding()]).begin(0.0, 0).left(100.0), 80);
    assert!(!open.contains("try all pairs"));
}

#[test]
fn the_headline_of_an_eventful_round() {
    let below = ["report: sessions/a.md", "report: sessions/a.html"].map(str::to_string);
    insta::assert_snapshot!(headline(&measure(eventful().session()), &below, 80, false));
}

#[test]
fn the_headline_fits_a_small_screen() {
    let below = ["a.md", "a.html", "`mockround report` shows all of it"].map(str::to_string);
    for script in [eventful(), untouched(), Script::new(vec![coding(), behavioral()]).left(10.0)] {
        let pacing = measure(script.session());
        let text = headline(&pacing, &below, 80, false);
        assert!(text.lines().count() <= 22, "{text}");
        assert!(text.lines().all(|line| measure_text_width(line) <= 80), "{text}");
        assert!(text.ends_with("`mockround report` shows all of it\n"), "{text}");
        for slot in &pacing.slots {
            assert!(text.contains(&format!("\n  {}", slot.title)), "{text}");
        }
        let tomorrow = crate::report::summary::tomorrow(&pacing);
        assert_eq!(text.contains("tomorrow: "), tomorrow.is_some(), "{text}");
        if let Some(tomorrow) = tomorrow {
            assert!(text.contains(&format!("\n    {}\n", tomorrow.command)), "{text}");
        }
    }
}
