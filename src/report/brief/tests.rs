use super::*;
use crate::pacing::measure;
use crate::pacing::said::said;
use crate::samples::{eventful, untouched};
use crate::session::rateable::Rateable;
use crate::session::timeline::Timeline;
use crate::time::Elapsed;
use crate::words::{SaidWord, WordsFile};

fn of(texts: &BriefTexts, only: Option<usize>, names: &str) -> String {
    let script = eventful();
    let names = if names.is_empty() { Names::default() } else { Names::read(names).unwrap() };
    render(&measure(script.session()), texts, only, &names).0
}

/// Words said from the beginning of the first question on, one a second.
fn texts(words: &str) -> BriefTexts {
    let script = eventful();
    let session = script.session();
    let shown = Timeline::of(session).slots[0].questions[0].shown.unwrap();
    let second = Duration::from_secs(1);
    let mut at = shown;
    let mut heard = Vec::new();
    for word in words.split(' ') {
        heard.push(SaidWord { from: at, to: at + second, text: word.to_string() });
        at = at + second;
    }
    let file = WordsFile::new("id", "srt", None, heard);
    let notes = Some("- 0:40 s1q1: look at Ada's edges\n- 50:00 s2q1: metrics\n".to_string());
    let code = BriefText { place: (0, 0), what: "code", text: "x = ada()\n```\n".to_string() };
    let said = said(session, &file, &measure(session).flags);
    BriefTexts { said: Some(said), texts: vec![code], notes }
}

#[test]
fn a_round_in_one_file() {
    insta::assert_snapshot!("eventful", of(&texts("So <b>I</b> count * them."), None, ""));
    let script = untouched();
    let bare =
        render(&measure(script.session()), &BriefTexts::default(), None, &Names::default()).0;
    insta::assert_snapshot!("untouched", bare);
}

#[test]
fn the_name_of_a_model_is_no_markup() {
    let script = eventful();
    let session = script.session();
    let shown = Timeline::of(session).slots[0].questions[0].shown.unwrap();
    let word = SaidWord { from: shown, to: shown + Duration::from_secs(1), text: "so".into() };
    let model = "<img onerror=x> [click](x) `a`";
    let file = WordsFile::new("id", "my *tool*", Some(model), vec![word]);
    let said = said(session, &file, &measure(session).flags);
    let page = of(&BriefTexts { said: Some(said), ..BriefTexts::default() }, None, "");
    assert!(page.contains("### What the words say, as transcribed by &lt;img"), "{page}");
    for markup in ["<img", "[click]", "`a`", "*tool*"] {
        assert!(!page.replace("\\", "\0").contains(markup), "{markup}: {page}");
    }
}

#[test]
fn it_says_how_long_it_is() {
    let page = of(&texts("so we count"), None, "");
    let words = page.lines().nth(2).unwrap().split(' ').next().unwrap();
    assert_eq!(words.parse::<usize>().unwrap(), page.split_whitespace().count());
}

#[test]
fn one_question_has_its_own_notes_and_no_other_question() {
    let page = of(&texts("so we count"), Some(1), "");
    assert!(page.contains("## Question 1:") && !page.contains("## Question 2:"));
    assert!(page.contains("look at Ada's edges") && !page.contains("metrics\n"));
    assert!(page.contains("1 question of a mock interview"));
}

#[test]
fn what_happened_stands_in_order_of_time_with_its_phase() {
    let page = of(&BriefTexts::default(), None, "");
    let flags: Vec<&str> = page.lines().filter(|line| line.starts_with("- at ")).collect();
    assert!(flags[0].starts_with("- at 1:05"), "{flags:#?}");
    assert!(page.contains(", wrap-up: missed: got 0:00 of its 2:00"), "{flags:#?}");
    assert!(!page.contains("into the slot"));
}

#[test]
fn its_first_lines_name_nothing_that_is_not_in_it() {
    let held = |texts: &BriefTexts, only| of(texts, only, "").lines().nth(2).unwrap().to_string();
    let elsewhere = BriefTexts { notes: Some("- 9:00 s9q9: x\n".to_string()), ..texts("so") };
    let (notes, said) = ("the candidate's notes", "what was said");
    let all = held(&elsewhere, None);
    assert!(all.contains(notes) && all.contains(said), "{all}");
    let first = held(&elsewhere, Some(1));
    assert!(!first.contains(notes) && first.contains(said), "{first}");
    let last = held(&elsewhere, Some(shown(&measure(eventful().session()))));
    assert!(!last.contains(notes) && !last.contains(said), "{last}");
}

#[test]
fn names_are_replaced_wherever_they_stand_and_parts_of_words_are_not() {
    let page =
        of(&texts("Ada asked ADA SAMPLE, adamant. Bo_Lee"), None, "Ada\nada sample\n\nBo_Lee\n");
    assert!(page.contains("[name 1] asked [name 2], adamant. [name 3]"), "{page}");
    assert!(page.contains("look at [name 1]'s edges") && page.contains("x = [name 1]()"));
    assert!(page.contains("Names were replaced by numbers."));
    let lower = page.to_lowercase();
    assert!(!lower.contains("ada ") && !lower.contains("bo_lee") && !lower.contains("bo\\_lee"));
    assert!(Names::read(" \n\n").is_err());
}

#[test]
fn nothing_else_of_the_candidate_is_in_it() {
    let script = eventful();
    let mut pacing = measure(script.session());
    let page = render(&pacing, &BriefTexts::default(), None, &Names::default()).0;
    let debrief = pacing.debrief.take().unwrap().shown();
    assert!(!page.contains(&debrief), "{page}");
    assert!(!page.contains("What was said") && !page.contains("candidate's notes"));
    for slot in &pacing.slots {
        for review in &slot.reviews {
            assert!(review.note.as_ref().is_none_or(|note| !page.contains(&note.shown())));
        }
    }
}

#[test]
fn what_was_said_between_the_questions_has_its_own_heading() {
    let script = eventful();
    let session = script.session();
    let hello = SaidWord { from: Elapsed::ZERO, to: Elapsed::from_secs(1), text: "Hello".into() };
    let file = WordsFile::new("id", "srt", None, vec![hello]);
    let said = said(session, &file, &measure(session).flags);
    let texts = BriefTexts { said: Some(said), ..BriefTexts::default() };
    let heading = "## What was said between the questions\n\nTimes since the round began.\n\n\
                   - 0:00 Hello\n";
    assert!(of(&texts, None, "").contains(heading));
    assert!(!of(&texts, Some(1), "").contains("Hello"));
}

#[test]
fn the_rubric_is_headed_by_what_was_rehearsed() {
    let mut pacing = measure(eventful().session());
    pacing.slots[0].rated = Rateable::Pitch;
    let page = render(&pacing, &BriefTexts::default(), Some(1), &Names::default()).0;
    assert!(page.contains("### pitch\n"), "{page}");
}
