use console::measure_text_width;

use super::*;
use crate::pacing::{Earlier, Pacing, measure};
use crate::report::summary::{good, none_good, since, tomorrow};
use crate::round::Slot;
use crate::samples::{Script, behavioral, coding, design, eventful, started, untouched};
use crate::session::event::What;

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

/// Whole rounds of coding slots: each question is answered after so many seconds, and the time is
/// used to the end.
fn answered(slots: Vec<Slot>, answers: &[f64]) -> Script {
    let mut script = Script::new(slots.clone());
    let (mut now, mut answers) = (0.0, answers.iter().cycle());
    for (position, slot) in slots.iter().enumerate() {
        script = script.then(now, What::SlotBegan { slot: position });
        for question in 0..slot.questions.len() {
            let answer = now + answers.next().unwrap();
            script = script.show(now, question).phase(now + 100.0, 1).answer(answer);
            now += 1000.0;
            script = script.done(now);
        }
        script = script.close(now);
        now += 300.0;
    }
    script.then(now, What::Finished)
}

/// Four slots with two very late answers each, and a better round before it.
fn worst(title: &str) -> Pacing {
    let slots: Vec<Slot> =
        (1..=4).map(|n| Slot { title: format!("{title} {n}"), ..coding() }).collect();
    let late = [749.0, 730.0, 710.0, 640.0];
    let silent = [(20.0, 60.0), (260.0, 300.0), (500.0, 520.0), (900.0, 2600.0), (3000.0, 4000.0)];
    let script = answered(slots.clone(), &late).listening(0.0).heard(0.0, 9000.0, &silent);
    let mut pacing = measure(script.session());
    let before = answered(slots, &[300.0]).with(|header| {
        header.started = started("2026-11-20T09:00:00+01:00");
    });
    pacing.earlier = Some(Earlier::of(&measure(before.session())));
    pacing
}

/// Lines of the end of a round, with the paths and what stands below them.
fn end(pacing: &Pacing, width: usize) -> Vec<String> {
    let below = [
        "report: sessions/2026-11-23T09-00-00-ml-onsite.md",
        "report: sessions/2026-11-23T09-00-00-ml-onsite.html",
        "`mockround report` shows all of it",
    ]
    .map(str::to_string);
    let text = headline(pacing, &below, width, false);
    assert!(text.ends_with("`mockround report` shows all of it\n"), "{text}");
    text.lines().map(str::to_string).collect()
}

#[test]
fn the_end_of_any_round_holds_on_a_small_screen_what_was_worst_and_what_to_do() {
    let many = Slot { questions: [coding().questions, coding().questions].concat(), ..coding() };
    let one = answered(vec![coding()], &[430.0, 700.0]);
    let rounds = [
        worst("coding"),
        worst("coding with the team that ranks everything in the afternoon"),
        measure(eventful().session()),
        measure(untouched().session()),
        measure(one.session()),
        measure(answered(vec![many; 2], &[430.0, 749.0]).session()),
        measure(Script::new(vec![coding(), behavioral()]).left(10.0).session()),
    ];
    for pacing in &rounds {
        let lines = end(pacing, 80);
        let text = lines.join("\n");
        assert!(lines.len() <= 22, "{text}");
        assert!(lines.iter().all(|line| measure_text_width(line) <= 80), "{text}");
        for (line, slot) in lines[2..].iter().zip(&pacing.slots) {
            let title: String = slot.title.whole().chars().take(11).collect();
            assert!(line.starts_with(&format!("  {}", title.trim_end())), "{text}");
            let questions = line.trim_end_matches(", 1 skipped");
            assert!(questions.ends_with(&format!(" of {}", slot.questions.len())), "{text}");
        }
        let Some(tomorrow) = tomorrow(pacing) else {
            assert!(text.contains("\n  no flags") && text.contains("\n  next: "), "{text}");
            continue;
        };
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let worst = flags::lines(pacing)[0].sentence();
        assert!(words.contains(&worst), "{text}");
        assert!(words.contains(&tomorrow.reason) || words.contains(&worst), "{text}");
        let target = format!("tomorrow: {} (for the first flag) ", tomorrow.target);
        assert!(words.contains(&target), "{text}");
        assert!(text.contains(&format!("\n    {}\n", tomorrow.command)), "{text}");
        let is_good = !good(pacing).is_empty() || none_good(pacing).is_some();
        assert_eq!(text.contains("\n  good: "), is_good, "{text}");
    }
    assert!(rounds[0].flags.len() >= 12 && since(&rounds[0]).is_some());
    insta::assert_snapshot!(end(&rounds[0], 80).join("\n"));
}

#[test]
fn the_slots_say_less_of_answers_before_a_line_breaks() {
    let table = |slots: Vec<Slot>, answers: &[f64], width| {
        let pacing = measure(answered(slots, answers).session());
        end(&pacing, width)[2].clone()
    };
    let late = [749.0, 430.0];
    let used = "-        33:20 of 35:00  2 of 2";
    let whole = format!("  coding 1  12:29 5:59 late !!, 7:10 0:40 late  {used}");
    assert_eq!(table(vec![coding()], &late, 100), whole);
    let short = format!("  coding 1  12:29 !!, 7:10 !  {used}");
    assert_eq!(table(vec![coding()], &late, 80), short);
    let mut many = coding();
    many.questions = vec![coding().questions; 4].concat();
    let counted = table(vec![many], &late, 80);
    assert!(counted.starts_with("  coding 1  4 !, 4 !!      -  "), "{counted}");
    assert!(counted.ends_with("  8 of 8"), "{counted}");
    // The report's text has the same table.
    let pacing = measure(answered(vec![coding()], &late).session());
    assert!(render(&pacing, 80, false).contains(&format!("\n{short}\n")));
}

#[test]
fn a_date_keeps_its_capitals_at_the_end_of_a_round() {
    let text = end(&worst("coding"), 80).join("\n");
    assert!(text.contains("\n  Since Fri 20 Nov: "), "{text}");
}

#[test]
fn a_round_without_flags_ends_with_what_was_measured_and_what_to_do() {
    let next = |pacing: &Pacing| {
        let words = end(pacing, 80).join(" ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, next) = words.split_once(" next: ").unwrap();
        assert!(before.contains(&notes::no_flags(pacing)), "{words}");
        assert!(!words.contains("tomorrow"), "{words}");
        next.split_once(" report: ").unwrap().0.to_string()
    };
    let script = answered(vec![coding()], &[310.0, 320.0]);
    let mut pacing = measure(script.session());
    pacing.flags.clear();
    let unheard = next(&pacing);
    assert!(unheard.starts_with("have silence measured: "), "{unheard}");
    assert!(unheard.contains("`mockround mic`") && unheard.contains("`--mic auto`"), "{unheard}");
    let unmarked = next(&measure(untouched().session()));
    assert!(unmarked.ends_with("; mark the answer with a, and each next phase with Enter"));
    assert!(unheard.ends_with("`--mic auto`"), "all is marked: {unheard}");
    // All answers are marked, and no phase.
    let script = Script::new(vec![design()]).begin(0.0, 0).answer(300.0).done(2000.0);
    let mut answers = measure(script.close(2000.0).then(2000.0, What::Finished).session());
    answers.flags.clear();
    let answers = next(&answers);
    assert!(answers.ends_with("; mark each next phase with Enter"), "{answers}");
    let mut slot = coding();
    slot.questions.truncate(1);
    slot.questions[0].phases.truncate(2);
    let marked = Script::new(vec![slot]).begin(0.0, 0).phase(100.0, 1).answer(300.0).done(301.0);
    let marked = marked.close(301.0).then(302.0, What::Finished);
    let heard = marked.heard(0.0, 301.0, &[(5.0, 300.0)]);
    assert_eq!(next(&measure(heard.session())), "ask more of yourself: `mockround run --strict`");
    let left = next(&measure(Script::new(vec![coding()]).left(10.0).session()));
    assert_eq!(left, "`mockround resume` goes on with this round");
}
