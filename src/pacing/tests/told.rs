//! Stories that were told, and what the review says of the answers.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::pacing::{Before, StoryTold};
use crate::report::{json, markdown, text};
use crate::samples::{behavioral, design, s};
use crate::session::asked::ReviewAsk;
use crate::session::event::What;
use crate::session::kept::Kept;
use crate::session::tellings::Telling;

fn reviewed(question: Option<usize>, ask: &str, answer: &str, note: Option<&str>) -> What {
    What::Reviewed {
        slot: 0,
        question,
        ask: Kept::read(ask),
        answer: answer.into(),
        note: note.map(str::to_string),
    }
}

/// Question 2, shown at 200 s, takes 100 s: situation 15, task 15, action 50, result 20. Its story
/// was `migration`; question 3 was answered with none of the bank.
fn answered() -> Script {
    let script =
        Script::new(vec![behavioral()]).begin(100.0, 0).answer(190.0).done(200.0).show(200.0, 1);
    let script = script.phase(215.0, 1).phase(230.0, 2).phase(280.0, 3).answer(300.0).done(400.0);
    let script = script.show(400.0, 2).answer(460.0).done(500.0).close(500.0);
    let script = script.then(510.0, What::Story { slot: 0, question: 1, id: "migration".into() });
    let script = script.then(511.0, reviewed(Some(2), "story", "none", None));
    let script = script.then(512.0, reviewed(None, "ownership", "no", Some("said we throughout")));
    script.then(513.0, reviewed(None, "blames others", "unsure", None)).until(520.0)
}

/// A telling so many seconds before question 2 was shown: the session began at 08:00 UTC, the
/// question came 200 s later.
fn before(seconds: i64) -> Telling {
    let shown: Timestamp = "2026-11-23T08:03:20Z".parse().unwrap();
    Telling {
        story: "migration".into(),
        theme: None,
        at: shown - SignedDuration::from_secs(seconds),
    }
}

const DAY: i64 = 24 * 3600;

#[test]
fn a_story_is_shown_with_how_often_it_was_told_in_the_30_days_before() {
    let told = |tellings: &[Telling]| {
        let mut pacing = measure(answered().session());
        pacing.note_tellings(tellings);
        pacing.slots[0].questions[1].story.clone().unwrap().before.unwrap()
    };
    assert_eq!(told(&[]), Before { lately: 0, last: None, ago: None, here: 0 });
    // This answer itself, and a later one, are not before it; 30 days are lately, a second more is
    // not.
    let tellings =
        [before(0), before(-DAY), before(30 * DAY), before(30 * DAY + 1), before(4 * DAY)];
    let last = before(4 * DAY).at;
    assert_eq!(
        told(&tellings),
        Before { lately: 2, last: Some(last), ago: Some(s(4.0 * 86_400.0)), here: 0 }
    );
    let other = Telling { story: "outage".into(), ..before(DAY) };
    assert_eq!(told(&[other]).lately, 0);
    let long_ago = told(&[before(31 * DAY)]);
    assert_eq!((long_ago.lately, long_ago.ago), (0, Some(s(31.0 * 86_400.0))));
    // Where nobody looked at other sessions nothing is said of them.
    let alone = measure(answered().session()).slots[0].questions[1].story.clone();
    assert_eq!(alone, Some(StoryTold { id: "migration".into(), before: None }));
}

#[test]
fn a_story_that_is_told_twice_in_a_session_is_told_for_the_first_time_once() {
    let again = What::Story { slot: 0, question: 2, id: "migration".into() };
    let script = answered().then(520.0, again);
    // A round whose clock is sped up is no telling for others, and knows its own.
    for speed in [1.0, 60.0] {
        let script = script.clone().with(|header| header.speed = speed);
        let own = crate::session::tellings::of(script.session());
        assert_eq!(own.len(), if speed == 1.0 { 2 } else { 0 });
        let told = |others: &[Telling]| {
            let mut pacing = measure(script.session());
            pacing.note_tellings(&[&own[..], others].concat());
            let page = text::render(&pacing, 400, false);
            let lines = page.lines().filter_map(|line| line.rsplit_once("story migration, "));
            lines.map(|(_, told)| told.to_string()).collect::<Vec<_>>()
        };
        let once = ["told for the first time", "told once before, in this session"];
        assert_eq!(told(&[]), once);
        let more = [
            "told once in the 30 days before, last 4 days before",
            "told 2 times in the 30 days before, last in this session",
        ];
        assert_eq!(told(&[before(4 * DAY)]), more);
    }
}

#[test]
fn the_report_shows_length_star_story_and_self_review() {
    let mut pacing = measure(answered().session());
    pacing.note_tellings(&[before(4 * DAY), before(9 * DAY)]);
    let page = text::render(&pacing, 400, false);
    for line in [
        // The pitch has no parts; nothing was heard, so nothing is said of words and pauses.
        "    question 1, about you: answer 1:30 (1:30 to 3:00)\n",
        "    question 2, a conflict: answer 1:40 (0:45 to 3:00) · situation and task 30% \
         (at most 35%), action 50% (at least 50%), result 20% · story migration, told 2 times in \
         the 30 days before, last 4 days before\n",
        "    question 3, a setback: answer 1:00 (0:45 to 3:00) · none of your stories\n",
        "    ownership: no (said we throughout)\n",
        "    blames others: unsure\n",
    ] {
        assert!(page.contains(line), "{line}in\n{page}");
    }
    // Only the self-review stands with the ratings.
    assert!(!page.contains("story: none"));
    assert!(markdown::render(&pacing).contains("- ownership: no (said we throughout)\n"));
    let report: serde_json::Value = serde_json::from_str(&json::render(&pacing)).unwrap();
    let slot = &report["slots"][0];
    let last = "2026-11-19T08:03:20Z";
    let story = serde_json::json!({ "id": "migration", "told_30d": 2, "last_told": last });
    assert_eq!(slot["questions"][1]["story"], story);
    assert_eq!(slot["questions"][2]["story"], serde_json::Value::Null);
    let no = serde_json::json!({
        "question": null,
        "ask": "ownership",
        "answer": "no",
        "note": "said we throughout",
    });
    assert_eq!(slot["reviewed"][1], no);
}

#[test]
fn pauses_and_first_words_are_shown_where_they_were_heard() {
    // Question 2: first words 5 s in, told until 310 s = 105 s with a pause of 5 s; question 3
    // without a pause.
    let speech = [(101.0, 199.0), (205.0, 280.0), (285.0, 310.0), (330.0, 399.0), (402.0, 470.0)];
    let script =
        Script::new(vec![behavioral()]).begin(100.0, 0).answer(190.0).done(200.0).show(200.0, 1);
    let script =
        script.answer(320.0).done(400.0).show(400.0, 2).answer(480.0).done(500.0).close(500.0);
    let page = text::render(&measure(script.heard(0.0, 500.0, &speech).session()), 400, false);
    let says = |line: &str| assert!(page.contains(line), "{line} in\n{page}");
    says(
        "a conflict: answer 1:45 (0:45 to 3:00) · first words 0:05 (limit 0:20) · pauses of 0:04 \
         or more: 1, longest 0:05\n",
    );
    says(
        "a setback: answer 1:08 (0:45 to 3:00) · first words 0:02 (limit 0:20) · no pause of \
         0:04 or more\n",
    );
}

#[test]
fn an_id_from_a_file_cant_act_on_the_terminal() {
    let evil = What::Story { slot: 0, question: 2, id: "a\u{1b}[2Jb\nc".into() };
    let pacing = measure(answered().then(530.0, evil).session());
    let told = pacing.slots[0].questions[2].story.as_ref().unwrap();
    assert_eq!((told.id.shown().as_str(), told.id.whole()), ("a[2Jb c", "a\u{1b}[2Jb\nc"));
}

/// A design with two points of its own in its data phase, in a plan that shows the checklist of its
/// kind, or theirs; ticked the second item of data.
fn ticked(shows_kind: bool) -> Script {
    let mut slot = design();
    slot.questions[0].phases[1].checklist =
        if shows_kind { vec!["origin".into(), "truth".into()] } else { Vec::new() };
    let script = Script::new(vec![slot]).begin(0.0, 0).answer(300.0);
    script.then(310.0, What::Ticked { item: 1 }).done(900.0).close(900.0)
}

#[test]
fn ticks_mean_what_their_plan_showed_and_own_points_what_the_review_says() {
    let data = |script: &Script| {
        let report = json::render(&measure(script.session()));
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let phase = &report["slots"][0]["questions"][0]["phases"][1];
        ["ticked", "missed", "covered"].map(|key| phase[key].to_string())
    };
    let shown = [r#"["labels"]"#, r#"["sources"]"#, "null"];
    assert_eq!(data(&ticked(false)), shown);
    assert_eq!(data(&ticked(true)), ["null", "null", r#"["truth"]"#]);
    let said = |answer| ticked(true).then(910.0, reviewed(Some(0), "checklist", answer, None));
    assert_eq!(data(&said("1")), [r#"["sources"]"#, r#"["labels"]"#, r#"["truth"]"#]);
    assert_eq!(data(&said("none")), ["[]", r#"["sources","labels"]"#, r#"["truth"]"#]);
    // Of what the review didn't come to nothing is known.
    let (ask, answer) = (ReviewAsk::Checklist.into(), "none".to_string());
    let so_far = What::ReviewedSoFar { slot: 0, question: 0, ask, until: 1, answer };
    let begun = ticked(true).then(910.0, so_far);
    assert_eq!(data(&begun), ["[]", r#"["sources"]"#, r#"["truth"]"#]);
    let text = markdown::render(&measure(begun.session()));
    let (missed, open) = text.split_once("open in the review:").unwrap();
    assert!(missed.contains("not made:") && missed.contains("sources: "), "{text}");
    assert!(open.contains("labels: what users declare"), "{text}");
    // A person who wanted to see them ticked none of them, and says afterwards what was made.
    let wanted = |answer: Option<&str>| {
        let mut slot = design();
        slot.questions[0].own_points = Some(true);
        let script = Script::new(vec![slot]).begin(0.0, 0).answer(300.0).done(900.0).close(900.0);
        match answer {
            Some(answer) => script.then(910.0, reviewed(Some(0), "checklist", answer, None)),
            None => script,
        }
    };
    assert_eq!(data(&wanted(None)), ["null", "null", "null"]);
    assert_eq!(data(&wanted(Some("2"))), [r#"["labels"]"#, r#"["sources"]"#, "null"]);
    let text = markdown::render(&measure(said("2").session()));
    assert!(text.contains("not made:") && !text.contains("labels: what users declare"), "{text}");
}
