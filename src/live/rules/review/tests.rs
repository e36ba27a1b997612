use jiff::Timestamp;

use super::*;
use crate::live::words::review as words;
use crate::round::Slot;
use crate::round::{Brief, CheckItem, PhaseNotes, QuestionKind, SlotKind, Theme};
use crate::samples::{Script, behavioral, coding, design, planned, s, slot};
use crate::session::event::{QuestionEnd, SlotEnd};
use crate::time::Elapsed;
use crate::words::SaidWord;

fn choice(id: &str, themes: &[Theme], told: usize) -> Choice {
    Choice {
        id: id.into(),
        title: id.into(),
        themes: themes.to_vec(),
        told,
        last: None::<Timestamp>,
    }
}

/// Two that fit the questions of the slot, and one that doesn't.
fn stories() -> Vec<Choice> {
    vec![
        choice("migration", &[Theme::Conflict], 0),
        choice("outage", &[Theme::Growth], 0),
        choice("merger", &[Theme::Conflict], 2),
    ]
}

fn review(script: &Script, stories: &[Choice]) -> SlotReview {
    SlotReview::of(script.session(), &Timeline::of(script.session()), 0, stories)
}

/// What is asked next, in words.
fn asked(review: &SlotReview) -> Option<String> {
    review.prompt().map(words::prompt)
}

/// A behavioral slot: pitch told, question 2 marked, question 3 skipped.
fn told() -> Script {
    let script = Script::new(vec![behavioral()])
        .begin(0.0, 0)
        .done(100.0)
        .show(100.0, 1)
        .answer(220.0)
        .done(400.0);
    script.show(400.0, 2).ended(410.0, QuestionEnd::Skipped).close(410.0)
}

/// Every prompt's first words, when all are skipped; nothing comes of skipping.
fn prompts(mut review: SlotReview) -> Vec<String> {
    let mut prompts = Vec::new();
    while let Some(prompt) = asked(&review) {
        prompts.push(prompt.split_inclusive([':', '?', ',']).next().unwrap().to_string());
        assert_eq!(review.answer("  "), Ok(None));
    }
    prompts
}

/// Skips to the prompt that begins so.
fn skip_to(review: &mut SlotReview, begin: &str) {
    while !asked(review).unwrap().starts_with(begin) {
        review.answer("").unwrap();
    }
}

fn reviewed(question: Option<usize>, ask: &str, answer: &str, note: Option<&str>) -> What {
    What::Reviewed {
        slot: 0,
        question,
        ask: Kept::read(ask),
        answer: answer.into(),
        note: note.map(str::to_string),
    }
}

#[test]
fn stories_and_the_self_review_come_before_any_number_and_all_can_be_skipped() {
    let expected = [
        "Question 2,",
        "Ownership:",
        "Structure:",
        "Result:",
        "Scale:",
        "Your own rating,",
        "Your own rating,",
        "Your own rating,",
        "Your own rating,",
        "What will you do differently?",
    ];
    assert_eq!(prompts(review(&told(), &stories())), expected);
    // Without a story bank nobody is asked for a story; a coding slot has no self-review.
    let without = prompts(review(&told(), &[]));
    assert_eq!(without[..4], expected[1..5]);
    assert_eq!(without[4], "From your answers:");
    let code =
        Script::new(vec![coding(), coding()]).begin(0.0, 0).answer(10.0).done(20.0).close(20.0);
    // The second question was not reached.
    assert_eq!(prompts(review(&code, &stories())), expected[5..9]);
}

#[test]
fn a_sitting_asks_ten_things_and_the_rest_stays_open() {
    let mut review = review(&told(), &stories());
    assert_eq!((review.number(), review.open()), ((1, 10), 15));
    review.answer("1").unwrap();
    // What shows an answer takes the place of what matters least.
    review.answer("n").unwrap();
    assert_eq!((review.number(), review.open()), ((3, 10), 13));
    let rest = prompts(review);
    assert_eq!(rest.len(), 8);
    assert!(rest.iter().all(|prompt| prompt != "Scale:"), "{rest:?}");
    // Who answers all that is asked is asked the rest another time, and nothing twice.
    let (mut script, mut sittings) = (told(), Vec::new());
    loop {
        let mut sitting = self::review(&script, &stories());
        let mut asked = 0;
        while let Some(prompt) = asked_kind(&sitting) {
            asked += 1;
            if let Some(what) = sitting.answer(prompt).unwrap() {
                script = script.then(500.0, what);
            }
        }
        if asked == 0 {
            break;
        }
        sittings.push(asked);
    }
    assert_eq!(sittings, [10, 10, 4]);
}

#[test]
fn whoever_skips_what_is_asked_comes_to_all_that_is_open() {
    let mut review = review(&told(), &stories());
    let (mut asked, mut sittings) = (Vec::new(), Vec::new());
    loop {
        while let Some(prompt) = self::asked(&review) {
            asked.push(prompt);
            assert_eq!(review.answer(""), Ok(None));
        }
        sittings.push(asked.len());
        if review.left_out() == 0 {
            break;
        }
        review.go_on();
    }
    assert_eq!(sittings, [10, 15]);
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), 15, "nothing is asked twice");
}

#[test]
fn a_letter_of_another_layout_answers_by_its_place() {
    for none in ["т", "Т", "ν", "מ"] {
        let mut review = review(&told(), &stories());
        let what = reviewed(Some(1), "story", "none", None);
        assert_eq!(review.answer(none), Ok(Some(what)), "{none}");
        assert!(
            matches!(review.answer("н"), Ok(Some(What::Reviewed { answer, .. })) if answer == "yes")
        );
    }
    assert!(is_undo("г") && is_undo(" Г ") && is_undo("U") && !is_undo("гг") && !is_undo(""));
    assert!(is_never("т") && !is_never("тт") && !is_never("н"));
}

/// An answer to what is asked.
fn asked_kind(review: &SlotReview) -> Option<&'static str> {
    Some(match review.prompt()? {
        Prompt::Story { .. } | Prompt::List(_) | Prompt::Rating(..) => "1",
        Prompt::Check(_) => "y",
        Prompt::Note(..) | Prompt::Debrief => "a line",
        Prompt::FirstAnswer { .. } => "0:01",
    })
}

#[test]
fn a_question_that_was_skipped_is_not_asked_for_its_first_answer() {
    let script = Script::new(vec![coding()])
        .begin(0.0, 0)
        .ended(20.0, QuestionEnd::Skipped)
        .show(20.0, 1)
        .done(90.0)
        .close(90.0);
    let asked = prompts(review(&script, &[]));
    assert!(asked[0].starts_with("First answer,"), "{asked:?}");
    assert!(!asked[1].starts_with("First answer,"), "{asked:?}");
    let review = review(&script, &[]);
    assert!(matches!(review.prompt(), Some(Prompt::FirstAnswer { question: 1, .. })));
}

#[test]
fn u_is_no_answer_to_anything() {
    let mut review = review(&told(), &stories());
    while review.prompt().is_some() {
        let before = review.clone();
        for undo in ["u", " U "] {
            assert!(review.answer(undo).unwrap_err().starts_with("u takes nothing back here"));
        }
        assert_eq!(review, before);
        review.answer("").unwrap();
    }
}

#[test]
fn the_stories_of_the_theme_are_offered_least_told_first() {
    let mut review = review(&told(), &stories());
    assert_eq!(
        asked(&review).unwrap(),
        "Question 2, a conflict: which story did you tell?\n  \
         1 migration, never told\n  2 merger, told 2 times\n\
         [number, title or id · n none of my stories · Enter skips] "
    );
    for wrong in ["3", "0", "m", "x"] {
        assert!(review.answer(wrong).is_err(), "{wrong}");
    }
    let story = |id: &str| Ok(Some(What::Story { slot: 0, question: 1, id: id.into() }));
    for (line, id) in
        [("2", "merger"), ("migration", "migration"), ("out", "outage"), (" me ", "merger")]
    {
        assert_eq!(review.clone().answer(line), story(id), "{line}");
    }
    assert_eq!(review.answer("n"), Ok(Some(reviewed(Some(1), "story", "none", None))));
    assert!(asked(&review).unwrap().starts_with("Ownership"));
}

#[test]
fn a_question_without_a_fitting_story_lists_all_and_takes_number_title_and_id() {
    let titled = |id: &str, title: &str, told| Choice {
        title: title.into(),
        ..choice(id, &[Theme::Growth], told)
    };
    let mut stories: Vec<Choice> =
        (0..9).map(|n| titled(&format!("s{n}"), &format!("Story {n}"), 0)).collect();
    stories.push(titled("outage", "The Night of the Outage", 1));
    stories.push(titled("theory", "The Night of the Owls", 2));
    let mut review = review(&told(), &stories);
    let asks = asked(&review).unwrap();
    assert!(asks.contains(" None of yours is marked for its theme; these are all:\n  1 Story 0"));
    assert!(asks.contains("\n  10 The Night of the Outage (outage), told once\n  11 "), "{asks}");
    let story = |id: &str| Ok(Some(What::Story { slot: 0, question: 1, id: id.into() }));
    for line in ["10", "outage", "out", "The Night of the Outage", "the night of the ou"] {
        assert_eq!(review.clone().answer(line), story("outage"), "{line}");
    }
    assert_eq!(review.clone().answer("story 3"), story("s3"));
    assert!(review.answer("the night").unwrap_err().starts_with("several stories begin with"));
    assert!(review.answer("12").is_err());
    // Of two with one title the id says which.
    stories[0].title = "Story 1".into();
    let mut review = self::review(&told(), &stories);
    assert!(review.answer("story 1").unwrap_err().contains("are called"));
    assert_eq!(review.answer("s1"), story("s1"));
}

#[test]
fn a_check_is_written_at_once_and_again_with_what_shows_it() {
    let mut review = review(&told(), &[]);
    assert_eq!(review.answer("?"), Ok(Some(reviewed(None, "ownership", "unsure", None))));
    assert!(asked(&review).unwrap().starts_with("  unsure: what in your answers shows it?"));
    let said = reviewed(None, "ownership", "unsure", Some("said we"));
    assert_eq!(review.answer("said we"), Ok(Some(said.clone())));
    // Both in one line: nothing more is asked.
    let structure = reviewed(None, "structure", "no", Some("began with the result"));
    assert_eq!(review.answer("n, began with the result"), Ok(Some(structure)));
    assert!(asked(&review).unwrap().starts_with("Result"));
    assert!(review.answer("perhaps").unwrap_err().contains("allowed are y, ?, n"));
    assert_eq!(review.answer("yes"), Ok(Some(reviewed(None, "result with a number", "yes", None))));
    assert_eq!(review.answer(""), Ok(None));
    // Three checks with their notes: there is no room for the fourth.
    assert!(asked(&review).unwrap().starts_with("Your own rating"));
    // In the fold the last word counts.
    let script = told().then(500.0, reviewed(None, "ownership", "unsure", None)).then(501.0, said);
    let slots = Timeline::of(script.session()).slots;
    let reviews: Vec<_> = slots[0].reviews.iter().collect();
    assert_eq!(reviews.len(), 1);
    assert_eq!(
        (reviews[0].answer.as_str(), reviews[0].note.as_deref()),
        ("unsure", Some("said we"))
    );
}

#[test]
fn the_end_of_an_answer_is_asked_for_where_nothing_says_it() {
    let script =
        Script::new(vec![behavioral()]).begin(0.0, 0).done(100.0).show(100.0, 1).done(400.0);
    let script = script.show(400.0, 2).phase(410.0, 4).done(500.0).close(500.0);
    let mut review = review(&script, &[]);
    // The pitch ended with its question, question 3 went on to the follow-ups: only question 2 is
    // open.
    skip_to(&mut review, "End of your answer");
    assert!(
        asked(&review)
            .unwrap()
            .starts_with("End of your answer, question 2: not marked. When had you told it?")
    );
    assert!(review.answer("5:01").unwrap_err().contains("after the question's end at 5:00"));
    let told = What::Corrected {
        mark: Correctable::FirstAnswer,
        which: None,
        slot: 0,
        question: 1,
        to: Some(s(130.0)),
    };
    assert_eq!(review.answer("2:10"), Ok(Some(told)));
    assert!(asked(&review).unwrap().starts_with("Your own rating"));
}

/// Two foundations questions with three key points each.
fn foundations() -> Script {
    let points = ["one is so", "two is so", "three is so"];
    let brief = || Brief::Foundations { key_points: points.map(str::to_string).to_vec() };
    let phases = [("answer", 120), ("follow-ups", 60)];
    let question = |id: &str| {
        let mut planned = planned(QuestionKind::Foundations, id, brief(), &phases, Some("answer"));
        let item = |point: &str| CheckItem { item: point.into(), detail: point.into() };
        planned.question.notes = vec![PhaseNotes {
            name: "follow-ups".into(),
            checklist: points.map(item).to_vec(),
            probes: Vec::new(),
            outcome: None,
        }];
        planned
    };
    let slot =
        slot(SlotKind::Foundations, "foundations", 6, vec![question("drift"), question("recall")]);
    let script = Script::new(vec![slot])
        .begin(0.0, 0)
        .answer(60.0)
        .then(70.0, What::Ticked { item: 1 })
        .done(90.0);
    script.show(90.0, 1).done(120.0).then(120.0, What::SlotEnded { how: SlotEnd::Done })
}

#[test]
fn key_points_that_were_not_ticked_are_asked_for_and_count_as_ticked() {
    let script = foundations();
    let mut review = review(&script, &[]);
    // What leaves open whether the slot is over comes first.
    assert!(asked(&review).unwrap().starts_with("Your own rating") && !review.gives_away());
    review.answer("").unwrap();
    assert!(review.gives_away());
    assert_eq!(
        asked(&review).unwrap(),
        "Question 2, recall: which of these did you say?\n  \
         1 one is so\n  2 two is so\n  3 three is so\n\
         [numbers, like 1 3 · n none of these · Enter skips] "
    );
    assert!(review.answer("4").is_err() && review.answer("one").is_err());
    assert_eq!(review.clone().answer("n"), Ok(Some(reviewed(Some(1), "key points", "none", None))));
    let said = reviewed(Some(1), "key points", "1, 3", None);
    assert_eq!(review.answer("3,1 3"), Ok(Some(said.clone())));
    let timeline = Timeline::of(script.then(130.0, said).session());
    let ticked = |question: usize| {
        timeline.slots[0].questions[question].ticked.iter().copied().collect::<Vec<_>>()
    };
    assert_eq!((ticked(0), ticked(1)), (vec![(1, 1)], vec![(1, 0), (1, 2)]));
    // What a file says beside the list ticks nothing.
    let wrong = foundations().then(130.0, reviewed(Some(1), "key points", "0, 4, x, 2", None));
    assert_eq!(Timeline::of(wrong.session()).slots[0].questions[1].ticked, [(1, 1)].into());
}

#[test]
fn a_ladder_asks_for_no_story_and_weighs_no_risk() {
    let text = "[[story]]\nid = 'a'\ntitle = 'A'\nstrength = 3\n";
    let story = &crate::stories::parse("s", text).unwrap()[0];
    let round = crate::stories::ladder::round(story, &crate::round::limits::Limits::default());
    let script = Script::new(round.slots)
        .begin(0.0, 0)
        .done(170.0)
        .show(170.0, 1)
        .done(250.0)
        .show(250.0, 2);
    let asked =
        prompts(review(&script.done(300.0).show(300.0, 3).done(330.0).close(330.0), &stories()));
    assert_eq!(asked[..5], ["Ownership:", "Structure:", "Result:", "Scale:", "Your own rating,"]);
}

#[test]
fn what_was_answered_before_the_round_was_left_is_not_asked_again() {
    let script = told()
        .then(411.0, What::Story { slot: 0, question: 1, id: "outage".into() })
        .then(412.0, reviewed(None, "ownership", "yes", None))
        .then(
            413.0,
            What::Rated {
                slot: 0,
                ratings: BTreeMap::from([(Dimension::Communication.into(), 3)]),
            },
        );
    let left = prompts(review(&script, &stories()));
    assert!(
        !left.iter().any(|prompt| prompt == "Question 2," || prompt == "Ownership:"),
        "{left:?}"
    );
    let ratings = left.iter().filter(|prompt| prompt.starts_with("Your own rating")).count();
    assert_eq!((ratings, left[0].as_str()), (3, "Structure:"));
    // What is rated now stands beside what was.
    let mut review = review(&script, &stories());
    skip_to(&mut review, "Your own rating, time");
    let both = BTreeMap::from([(Dimension::Communication.into(), 3), (Dimension::Time.into(), 2)]);
    assert_eq!(review.answer("2"), Ok(Some(What::Rated { slot: 0, ratings: both })));
}

#[test]
fn a_story_told_in_this_slot_stands_behind_the_others_that_fit() {
    let script = Script::new(vec![behavioral()])
        .begin(0.0, 0)
        .done(100.0)
        .show(100.0, 1)
        .answer(220.0)
        .done(400.0);
    let script = script.show(400.0, 2).answer(500.0).done(600.0).close(600.0);
    let fits =
        vec![choice("migration", &[Theme::Conflict], 0), choice("merger", &[Theme::Conflict], 0)];
    let mut review = review(&script, &fits);
    assert!(asked(&review).unwrap().contains("1 migration, never told"));
    review.answer("1").unwrap();
    let prompt = asked(&review).unwrap();
    assert!(prompt.contains("1 merger, never told\n  2 migration, told once"), "{prompt}");
}

#[test]
fn the_end_of_an_answer_is_looked_for_where_speech_ended() {
    let script = Script::new(vec![behavioral()])
        .begin(0.0, 0)
        .answer(95.0)
        .done(100.0)
        .show(100.0, 1)
        .done(400.0);
    let script = script.close(400.0).heard(0.0, 400.0, &[(107.0, 124.0), (130.0, 149.0)]);
    let mut review = review(&script, &[]);
    skip_to(&mut review, "End of your answer, question 2");
    assert!(
        asked(&review).unwrap().contains(" You stopped speaking at 0:24, 0:49."),
        "{:?}",
        asked(&review)
    );
}

/// A design whose plan shows the checklist of its kind, with three points of its own.
fn design_of_today() -> Slot {
    let mut slot = design();
    let planned = &mut slot.questions[0];
    for phase in &mut planned.phases {
        let items = QuestionKind::MlDesign.checklist(&phase.name);
        phase.checklist = items.iter().map(ToString::to_string).collect();
    }
    let item = CheckItem { item: "three actions".into(), detail: "hold, publish, block".into() };
    planned.question.notes.push(PhaseNotes {
        name: "modeling".into(),
        checklist: vec![item],
        probes: Vec::new(),
        outcome: None,
    });
    slot
}

#[test]
fn points_that_the_round_did_not_show_are_asked_on_one_screen() {
    let round = |slot| Script::new(vec![slot]).begin(0.0, 0).answer(300.0).done(900.0).close(900.0);
    let asks = "Question 1, which language: which of its own points did you make?\n  data: \
                1\u{a0}sources 2\u{a0}labels\n  modeling: 3\u{a0}three\u{a0}actions\n\
                [numbers, like 1 3 · n none of these · Enter skips] ";
    let mut review = review(&round(design_of_today()), &[]);
    review.answer("").unwrap();
    assert_eq!(asked(&review).as_deref(), Some(asks));
    assert!(review.answer("4").is_err(), "there are three");
    let said = reviewed(Some(0), "checklist", "1, 3", None);
    assert_eq!(review.clone().answer("3 1"), Ok(Some(said.clone())));
    let none = reviewed(Some(0), "checklist", "none", None);
    assert_eq!(review.answer("n"), Ok(Some(none)));
    // Said once it isn't asked again; nor where the round showed the points themselves.
    let again = self::review(&round(design_of_today()).then(901.0, said), &[]);
    assert!(asked(&again).unwrap().starts_with("Your own rating"), "{again:?}");
    let shown = self::review(&round(design()), &[]);
    assert!(asked(&shown).unwrap().starts_with("Your own rating"), "{shown:?}");
}

#[test]
fn own_points_that_were_shown_are_asked_where_none_was_ticked() {
    let mut slot = design_of_today();
    slot.questions[0].own_points = Some(true);
    let done = |script: Script| script.done(900.0).close(900.0);
    let begun = || Script::new(vec![slot.clone()]).begin(0.0, 0).answer(300.0);
    let lists = |script: Script| {
        let review = review(&script, &[]);
        review.asks.iter().any(|ask| matches!(ask, Prompt::List(_)))
    };
    assert!(lists(done(begun())));
    assert!(!lists(done(begun().then(310.0, What::Ticked { item: 0 }))));
    let said = reviewed(Some(0), "checklist", "3", None);
    let script = done(begun()).then(910.0, said);
    assert!(!lists(script.clone()));
    let run = &Timeline::of(script.session()).slots[0].questions[0];
    let made = run.made.as_ref().unwrap();
    assert_eq!(
        [(1, 0), (1, 1), (3, 0)].map(|point| made.says(point)),
        [false, false, true].map(Some)
    );
}

#[test]
fn what_a_screen_does_not_hold_is_asked_page_by_page() {
    let mut review = review(&round_of_points(), &[]);
    review.answer("").unwrap();
    let room = words::PromptRoom { rows: Some(10), width: 39 };
    let page = |review: &SlotReview| words::asked(review, true, room).unwrap();
    let mut seen = Vec::new();
    let (first, _) = page(&review);
    assert!(first.contains("points did you make? 1 to "), "{first}");
    assert!(first.contains("like 1 3 · n none of these · Enter skips"), "{first}");
    let mut said = Vec::new();
    loop {
        let (text, until) = page(&review);
        assert!(text.contains("n none of these · Enter skips"), "{text}");
        let filled = crate::text::filled(text.trim_end(), 39);
        assert!(filled.lines().count() <= 8, "{filled}");
        let words = filled.split([' ', '\n']).map(str::to_string);
        seen.extend(words.filter(|word| word.contains('\u{a0}')));
        review.was_shown(until);
        if until.is_none() {
            break;
        }
        let answer = if said.is_empty() { "1" } else { "n" };
        said.extend(review.answer(answer).unwrap());
        assert_ne!(page(&review).0, text);
    }
    let numbers: Vec<usize> =
        seen.iter().map(|point| point.split('\u{a0}').next().unwrap().parse().unwrap()).collect();
    assert_eq!(numbers, (1..=32).collect::<Vec<_>>());
    assert!(said.len() > 1 && said.iter().all(|what| matches!(what, What::ReviewedSoFar { .. })));
    let said = reviewed(Some(0), "checklist", "1", None);
    assert_eq!(review.answer("n"), Ok(Some(said)));
    // On a screen that holds it, it is one; where nothing is drawn, too.
    let mut review = self::review(&round_of_points(), &[]);
    review.answer("").unwrap();
    for (rows, width) in [(Some(24), 79), (None, 39)] {
        let room = words::PromptRoom { rows, width };
        assert_eq!(words::asked(&review, true, room).unwrap().1, None);
    }
}

/// A design with 32 points of its own, done.
fn round_of_points() -> Script {
    Script::new(vec![long_design()]).begin(0.0, 0).answer(300.0).done(900.0).close(900.0)
}

/// The review of that, at its list.
fn at_its_points(script: &Script) -> SlotReview {
    let mut review = review(script, &[]);
    if !review.gives_away() {
        review.answer("").unwrap();
    }
    assert!(review.gives_away());
    review
}

fn so_far(until: usize, answer: &str) -> What {
    let (ask, answer) = (ReviewAsk::Checklist.into(), answer.into());
    What::ReviewedSoFar { slot: 0, question: 0, ask, until, answer }
}

#[test]
fn what_is_said_of_a_page_is_recorded_at_once_and_only_the_rest_is_asked() {
    let first = review(&round_of_points(), &[]);
    let mut review = at_its_points(&round_of_points());
    // Ten points a page.
    review.was_shown(Some(10));
    // What is not on screen can't be said.
    for unseen in ["11", "99", ",", "m"] {
        assert!(review.answer(unseen).is_err(), "{unseen}");
    }
    assert_eq!(review.answer("3 1"), Ok(Some(so_far(10, "1, 3"))));
    // The round is left behind the first page: another sitting asks what it didn't come to.
    let script = round_of_points().then(901.0, so_far(10, "1, 3"));
    let later = at_its_points(&script);
    let room = words::PromptRoom { rows: Some(24), width: 79 };
    let (text, until) = words::asked(&later, false, room).unwrap();
    let begins = "Question 1, which language: which of its own points did you make? 11 to 32 of 32";
    assert!(text.starts_with(begins), "{text}");
    assert_eq!((until, self::review(&script, &[]).open()), (None, first.open()));
    for mut review in [review, later] {
        let refused = review.answer("2").unwrap_err();
        assert!(refused.contains("write numbers from 11 to 32, n for none"), "{refused}");
        review.was_shown(Some(20));
        assert_eq!(review.clone().answer(""), Ok(None), "the rest is skipped, and stays open");
        assert_eq!(review.answer("n"), Ok(Some(so_far(20, "1, 3"))));
        review.was_shown(None);
        let whole = reviewed(Some(0), "checklist", "1, 3, 32", None);
        assert_eq!(review.answer("32"), Ok(Some(whole)));
    }
    // Said to the end it isn't asked again.
    let script = script.then(902.0, reviewed(Some(0), "checklist", "1, 3, 32", None));
    let said = self::review(&script, &[]);
    assert!(!said.asks.iter().any(|ask| matches!(ask, Prompt::List(_))));
}

#[test]
fn key_points_that_were_said_of_a_page_leave_the_rest_to_be_asked() {
    let ask: Kept<ReviewAsk> = ReviewAsk::KeyPoints.into();
    let said = |until, answer: &str| {
        let (slot, question, ask, answer) = (0, 1, ask.clone(), answer.to_string());
        What::ReviewedSoFar { slot, question, ask, until, answer }
    };
    let script = foundations().then(130.0, said(2, "1"));
    let mut review = at_its_points(&script);
    assert!(asked(&review).unwrap().contains("did you say? 3 to 3 of 3\n  3 three is so\n"));
    assert_eq!(review.answer("3"), Ok(Some(reviewed(Some(1), "key points", "1, 3", None))));
    let run = &Timeline::of(script.session()).slots[0].questions[1];
    assert_eq!(run.ticked, [(1, 0)].into());
    let says = |item| run.made.as_ref().unwrap().says((1, item));
    assert_eq!([says(0), says(1), says(2)], [Some(true), Some(false), None]);
    // An event that speaks of more points than there are speaks of all.
    let odd = foundations().then(130.0, said(9, "3"));
    let run = &Timeline::of(odd.session()).slots[0].questions[1];
    assert_eq!(run.made.as_ref().unwrap().says((1, 1)), Some(false));
    assert!(run.so_far.is_empty());
}

/// A design with 32 points of its own.
fn long_design() -> Slot {
    let mut slot = design_of_today();
    let notes = &mut slot.questions[0].question.notes;
    let item = |at: usize| CheckItem { item: format!("own point {at}"), detail: "why".into() };
    notes.iter_mut().find(|of| of.name == "modeling").unwrap().checklist =
        (0..30).map(item).collect();
    slot
}

/// Words that were said from then on, one a second.
fn said_from(from: u64, text: &str) -> Vec<SaidWord> {
    let word = |(after, text): (u64, &str)| SaidWord {
        from: Elapsed::from_secs(from + after),
        to: Elapsed::from_secs(from + after),
        text: text.to_string(),
    };
    (0..).zip(text.split(' ')).map(word).collect()
}

#[test]
fn facts_that_seem_to_have_been_asked_for_are_suggested_and_count_once_they_are_taken() {
    let mut slot = design();
    let texts = |of: &[&str]| of.iter().map(ToString::to_string).collect::<Vec<_>>();
    slot.questions[0].question.brief = Brief::MlDesign {
        scale: texts(&["7 requests a second", "answers within 200 ms"]),
        given: texts(&["clicks of a year"]),
        not_given: Vec::new(),
        opening: Some("A shop sells. Design it.".into()),
        names: texts(&["traffic", "latency", "logs"]),
        twist: None,
    };
    slot.questions[0].terse = true;
    let script = Script::new(vec![slot])
        .begin(100.0, 0)
        .then(200.0, What::FactGiven { fact: 1 })
        .answer(400.0)
        .done(1000.0)
        .close(1000.0);
    let words = [
        said_from(20, "how many requests a second of traffic"),
        said_from(290, "how many requests a second of traffic"),
        said_from(330, "what latency do you want, within how many ms are answers due"),
    ]
    .concat();
    let with = |script: &Script, words: &[SaidWord]| {
        let (session, timeline) = (script.session(), Timeline::of(script.session()));
        SlotReview::of(session, &timeline, 0, &[]).suggesting(session, &timeline, words)
    };
    let ask = |review: &SlotReview| {
        let mut review = review.clone();
        while !matches!(
            review.prompt(),
            Some(Prompt::List(ListAsk { of: ListOf::Facts, .. })) | None
        ) {
            review.answer("").unwrap();
        }
        review
    };
    let review = ask(&with(&script, &words));
    let asks = asked(&review).unwrap().replace('\u{a0}', " ");
    let expected = ": which of these facts did you ask for?\n  \
                    facts: 1 traffic 2 latency ✓ 3 logs 4 background\n  \
                    heard at 3:12: requests, second, traffic → 1 traffic?\n[numbers";
    assert!(asks.contains(expected), "{asks}");
    let facts = reviewed(Some(0), "facts", "1", None);
    assert_eq!(review.clone().answer("y"), Ok(Some(facts.clone())));
    assert_eq!(review.clone().answer(""), Ok(None), "never taken by itself");
    // Without a transcript nobody is asked, nor once it was said.
    assert_eq!(ask(&with(&script, &[])).prompt(), None);
    let script = script.then(1100.0, facts);
    assert_eq!(ask(&with(&script, &words)).prompt(), None);
    let run = &Timeline::of(script.session()).slots[0].questions[0];
    assert_eq!((run.facts.len(), run.facts_said.iter().collect::<Vec<_>>()), (1, vec![&0]));
}

#[test]
fn what_a_transcript_seems_to_have_is_suggested_and_taken_with_one_key() {
    let mut slot = design_of_today();
    let notes = &mut slot.questions[0].question.notes;
    let modeling = notes.iter_mut().find(|of| of.name == "modeling").unwrap();
    let item = |item: &str, detail: &str| CheckItem { item: item.into(), detail: detail.into() };
    modeling.checklist = vec![
        item("joining", "Impressions joined to clicks in a ten-minute window."),
        item("serving", "Cached embeddings, refreshed nightly."),
    ];
    let script = Script::new(vec![slot]).begin(100.0, 0).answer(400.0).done(1000.0).close(1000.0);
    // What was said before the question was shown, or after it, counts for nothing.
    let words = [
        said_from(10, "cached embeddings refreshed nightly"),
        said_from(290, "we join clicks in a window of ten minutes"),
        said_from(1010, "cached embeddings refreshed nightly"),
    ];
    let timeline = Timeline::of(script.session());
    let mut review = SlotReview::of(script.session(), &timeline, 0, &[]).suggesting(
        script.session(),
        &timeline,
        &words.concat(),
    );
    review.answer("").unwrap();
    let asks = asked(&review).unwrap();
    let heard = "\n  heard at 3:11: join, clicks, window, ten → 3 joining?\n\
                 [numbers, like 1 3 · y all that was heard · n none of these · Enter skips] ";
    assert!(asks.ends_with(heard), "{asks}");
    let points = |said: &str| Ok(Some(reviewed(Some(0), "checklist", said, None)));
    assert_eq!(review.clone().answer("y"), points("3"));
    assert_eq!(review.clone().answer("1 Y"), points("1, 3"));
    assert_eq!(review.clone().answer("n"), points("none"), "it wasn't, after all");
    assert_eq!(review.clone().answer(""), Ok(None), "never taken by itself");
    // Where nothing was heard there is no such key.
    let mut none = self::review(&script, &[]);
    none.answer("").unwrap();
    assert!(!asked(&none).unwrap().contains("heard"));
    assert!(none.answer("y").is_err());
    // On a page before it, it isn't taken.
    review.was_shown(Some(2));
    assert!(review.clone().answer("y").is_err());
    assert_eq!(review.answer("1"), Ok(Some(so_far(2, "1"))));
    assert_eq!(review.answer("y"), points("1, 3"));
}
