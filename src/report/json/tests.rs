use super::*;
use crate::pacing::measure;
use crate::samples::{Script, coding, eventful, untouched};

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
