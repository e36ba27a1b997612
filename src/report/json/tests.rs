use super::*;
use crate::pacing::measure;
use crate::samples::{Script, coding, eventful, untouched};
use crate::session::event::What;
use crate::text::is_unsafe;

/// The report with a tool that doesn't change with each version.
fn json(script: &Script) -> String {
    render(&measure(script.session()))
        .replace(concat!("mockround ", env!("CARGO_PKG_VERSION")), "mockround 0.0.0")
}

#[test]
fn an_eventful_round() {
    insta::assert_snapshot!(json(&eventful()));
}

#[test]
fn an_untouched_round() {
    insta::assert_snapshot!(json(&untouched()));
}

#[test]
fn times_are_seconds_to_the_millisecond() {
    let script = Script::new(vec![coding()]).begin(0.0, 0).answer(430.512).until(1000.001);
    let report: serde_json::Value = serde_json::from_str(&json(&script)).unwrap();
    assert_eq!(report["slots"][0]["questions"][0]["first_answer_s"].to_string(), "430.512");
    assert_eq!(report["session"]["elapsed_s"].to_string(), "1000.001");
    assert_eq!(report["flags"][0]["at_s"].to_string(), "430.512");
}

#[test]
fn what_was_not_measured_is_null() {
    let report: serde_json::Value =
        serde_json::from_str(&json(&Script::new(vec![coding()]).left(5.0))).unwrap();
    let question = &report["slots"][0]["questions"][0];
    for field in
        ["first_words_s", "first_answer_s", "answer_s", "talking_share", "silent_stretches"]
    {
        assert!(question[field].is_null(), "{field}");
    }
    for field in ["actual_s", "talking_share", "longest_silence_s", "ticked", "missed"] {
        assert!(question["phases"][0][field].is_null(), "{field}");
    }
    assert!(report["slots"][0]["actual_s"].is_null());
    assert!(report["slots"][0]["self_rating"].is_null());
    assert_eq!(question["first_answer"], "not-asked");
    assert_eq!(report["session"]["finished"], false);
}

#[test]
fn text_from_files_is_all_there_and_nothing_of_it_acts_on_a_terminal() {
    // Red, the reading direction, unseen, a separator of lines, a tag, and what joins an emoji.
    const BAD: &str =
        "\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{200b}\u{feff}\u{2028}\u{e0041}\n👩\u{200d}💻";
    let bad = |text: &str| format!("{text}{BAD}");
    let mut slot = coding();
    slot.title = bad("slot");
    slot.questions[0].question.title = bad("question");
    slot.questions[0].phases[0].name = bad("phase");
    let script = Script::new(vec![slot]).with(|header| {
        header.round.title = bad("round");
        header.round.template = bad("template");
    });
    let told = What::Debrief { text: bad("debrief") };
    let script = script.begin(100.0, 0).phase(500.0, 1).until(600.0).then(600.0, told);
    let text = render(&measure(script.session()));
    assert!(!text.chars().any(|c| c != '\n' && is_unsafe(c)), "{text:?}");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (path, whole) in [
        ("/session/title", "round"),
        ("/session/template", "template"),
        ("/debrief", "debrief"),
        ("/slots/0/title", "slot"),
        ("/slots/0/questions/0/title", "question"),
        ("/slots/0/questions/0/phases/0/name", "phase"),
        ("/flags/0/phase", "phase"),
    ] {
        assert_eq!(report.pointer(path).unwrap(), &bad(whole), "{path} in {text}");
    }
}
