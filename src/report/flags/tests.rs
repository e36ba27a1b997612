use proptest::prelude::*;

use super::*;
use crate::pacing::measure;
use crate::report::{html, json, markdown, summary, text};
use crate::round::Slot;
use crate::round::limits::{Limit, Verdict};
use crate::samples::{
    Script, Step, behavioral, coding, design, eventful, full, s, untouched, walk,
};
use crate::session::Session;
use crate::session::event::QuestionEnd;

/// What the worst of a session is, as its summary names it, stands first wherever flags are listed,
/// and looks as bad as it is.
fn hold_worst_first(session: &Session) {
    let pacing = measure(session);
    let lines = lines(&pacing);
    let mut told: Vec<usize> = lines.iter().flat_map(|line| line.positions.clone()).collect();
    told.sort_unstable();
    assert!(told.into_iter().eq(0..pacing.flags.len()), "each flag is told once");
    for line in &lines {
        let together = line.positions.iter().map(|at| pacing.flags[*at].severity);
        assert_eq!(Some(line.flag.severity), together.max(), "{}", line.text);
    }
    for pair in pacing.flags.windows(2) {
        let told = |of: &Flag| (of.kind, of.severity, of.value_told(), of.limit_told());
        let is_alike = pair[0].kind != FlagKind::StarBalance && told(&pair[0]) == told(&pair[1]);
        assert!(!is_alike || pair[0].at_elapsed <= pair[1].at_elapsed, "{pair:?}");
    }
    let severities: Vec<Verdict> = lines.iter().map(|line| line.flag.severity).collect();
    assert!(severities.is_sorted_by(|one, next| one >= next), "{severities:?}");

    let report: serde_json::Value = serde_json::from_str(&json::render(&pacing)).unwrap();
    let (short, flag) = (&report["summary"], &report["flags"][0]);
    let Some(first) = lines.first() else {
        assert!(short["worst"].is_null() && short["tomorrow"].is_null() && flag.is_null());
        return;
    };
    assert_eq!(short["worst"].as_str().unwrap(), first.flag.sentence());
    assert_eq!(short["tomorrow"]["reason"], short["worst"]);
    assert_eq!((&flag["text"], &short["worst"]), (&short["worst"], &flag["text"]));
    let worst = pacing.flags.iter().map(|flag| flag.severity).max().unwrap();
    assert_eq!(flag["severity"], crate::word::Word::word(worst));

    let look = VerdictLook::from(worst);
    let in_a_row = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = in_a_row(&first.sentence());
    let listed = in_a_row(text::render(&pacing, 80, false).split_once("\nFlags\n").unwrap().1);
    let head = "minutes into the slot, what was found · the clock";
    let begins = format!("{head} {} {} {sentence}", look.sign(), m_ss(first.flag.at));
    assert!(listed.starts_with(&begins), "{begins} in\n{listed}");
    let ended = in_a_row(&text::headline(&pacing, &[], 80, false));
    assert!(ended.contains(&format!(" {} {sentence}", look.sign())), "{sentence} in\n{ended}");
    let table = markdown::render(&pacing);
    let row = table.split_once("\n## Flags\n").unwrap().1.lines().nth(3).unwrap();
    let reads = first.flag.kind.reads(worst);
    assert!(row.starts_with(&format!("| {} | {reads} | ", m_ss(first.flag.at))), "{row}");
    let page = html::render(&pacing);
    let item = page.split_once("<li id=\"flag-").unwrap().1;
    assert!(item.starts_with(&format!("1\" class=\"{}\"", look.class())), "{}", &item[..80]);
    let severe = severities.iter().filter(|of| **of == Verdict::VeryLate).count();
    let counted = if severe == 0 { String::new() } else { format!(", {severe} severe</span>") };
    assert!(page.contains(&counted), "{counted}");
    assert_eq!(summary::worst(&pacing).as_deref(), short["worst"].as_str());
}

/// The phase that an answer ends, far over behind an answer that is a little late.
fn far_over() -> Script {
    // Understand is left at once; approach, of 4:00, takes 7:20: the answer is due by 6:30.
    Script::new(vec![coding()]).begin(0.0, 0).phase(10.0, 1).answer(450.0).done(1000.0)
}

#[test]
fn a_phase_far_over_behind_an_answer_a_little_late_is_told_first_and_with_the_answer() {
    let script = far_over().show(1000.0, 1).answer(1300.0).done(2000.0).close(2000.0);
    let pacing = measure(script.session());
    let lines = lines(&pacing);
    assert_eq!(
        lines[0].sentence(),
        "coding 1, question 1, approach: took 7:20 of a 4:00 budget (limit 4:24), far over; first \
         answer 7:30 into the question, 1:00 past the 6:30 limit (tolerance under 10 s)"
    );
    assert_eq!(lines[0].flag.severity, Verdict::VeryLate);
    assert_eq!(lines[0].positions, [0, 1]);
    let text = text::summary(&pacing, 0, 80);
    assert!(text.contains("\n  !! coding 1, question 1, approach: took 7:20"), "{text}");
    hold_worst_first(script.session());
}

#[test]
fn the_worst_stands_first_in_rounds_made_by_hand() {
    for script in [eventful(), untouched(), far_over()] {
        hold_worst_first(script.session());
    }
}

/// Whichever fractions of a second its marks fall on, a phase that a flag names has the same time
/// under "Where the time went", though the times of a slot add up there.
#[test]
fn a_phase_reads_where_the_time_went_as_in_its_flag() {
    let mut judged = 0;
    for (first, second, third) in
        [(0.9, 0.8, 0.95), (0.6, 0.5, 0.4), (0.0, 0.99, 0.98), (0.3, 0.2, 0.1)]
    {
        let approach = 10.0 + first;
        let answer = approach + 440.0 + second;
        let script = Script::new(vec![coding()]).begin(0.0, 0).phase(approach, 1).answer(answer);
        let pacing = measure(script.done(answer + 500.0 + third).close(1500.7).session());
        let report = text::render(&pacing, 100, false);
        let times = report.split_once("\nWhere the time went\n").unwrap().1;
        let over = pacing.flags.iter().filter(|flag| flag.kind == FlagKind::PhaseOver);
        for flag in over {
            let phase = flag.phase.as_ref().unwrap().whole();
            let row = times.lines().find(|line| line.contains(phase)).unwrap();
            let took = flag.text.split_once("took ").unwrap().1.split(' ').next().unwrap();
            assert_eq!(row.split_whitespace().nth(1), Some(took), "{row}\n{}", flag.text);
            judged += 1;
        }
    }
    assert_eq!(judged, 4);
}

/// A told answer of 1:58 with a pause of 4.65 s, where less than 3.7 s is meant.
fn paused() -> Script {
    let mut slot = behavioral();
    slot.questions = vec![slot.questions[1].clone()];
    slot.questions[0].limits.pause = Some(Limit { late: s(3.7), very_late: s(10.0) });
    let script = Script::new(vec![slot]).begin(0.0, 0).answer(120.0).done(300.0).close(300.0);
    script.heard(0.0, 300.0, &[(1.0, 60.0), (64.65, 119.0), (120.5, 300.0)])
}

#[test]
fn a_pause_in_an_answer_reads_in_tenths_wherever_it_is_shown() {
    let pacing = measure(paused().session());
    let flag = &pacing.flags[0];
    let told = [flag.value_told(), flag.limit_told()].map(Option::unwrap);
    assert_eq!((flag.is_pause(), told), (true, ["0:04.6", "0:03.7"].map(str::to_string)));
    let (text, markdown, page) =
        (text::render(&pacing, 200, false), markdown::render(&pacing), html::render(&pacing));
    assert!(markdown.contains(" | 0:04.6 | 0:03.7 | "), "{markdown}");
    assert!(page.contains("behavioral: pause in the answer of 0:04.6, from 1:00"));
    for report in [&text, &markdown, &page, &text::headline(&pacing, &[], 80, false)] {
        assert!(report.contains("pause for less than 0:03.7 in an answer"), "{report}");
        for (time, tenths) in [("0:04", ".6"), ("0:03", ".7")] {
            let after = report.split(time).skip(1);
            after.for_each(|after| assert!(after.starts_with(tenths), "{time}{}", &after[..20]));
        }
    }
    // As the longest silence, and beside the rating.
    assert!(text.contains("  behavioral  -              0:04.6   5:00 of 30:00"), "{text}");
    assert!(text.contains("silent stretches 1, longest 0:04.6"), "{text}");
    // A silence in follow-ups that a template doesn't want is no pause.
    let mut slot = behavioral();
    slot.questions = vec![slot.questions[1].clone()];
    slot.questions[0].phases[4].silence = Some(Limit::secs(30, 60));
    let script = Script::new(vec![slot]).begin(0.0, 0).answer(120.0).done(300.0).close(300.0);
    let pacing = measure(script.heard(0.0, 300.0, &[(1.0, 150.0), (190.9, 300.0)]).session());
    let target = summary::tomorrow(&pacing).unwrap().target;
    assert_eq!(target, "say what you think at least every 0:30");
}

#[test]
fn a_note_is_told_once_and_stands_in_every_place() {
    // Answers of 3:02, 3:04, 0:43 and 3:01, where 0:45 to 3:00 are meant.
    let mut slot = behavioral();
    slot.questions = vec![slot.questions[1].clone(); 4];
    let mut script = Script::new(vec![slot]).begin(0.0, 0);
    for (at, length) in [182.0, 184.0, 43.0, 181.0].into_iter().enumerate() {
        let began = 400.0 * at as f64;
        script = if at == 0 { script } else { script.show(began, at) };
        script = script.answer(began + length).done(began + 400.0);
    }
    let pacing = measure(script.close(1600.0).session());
    let told: Vec<String> = note_lines(&pacing).into_iter().map(|line| line.text).collect();
    let expected = [
        "behavioral, question 1: answer took 3:02, 0:02 past the 3:00 limit (tolerance under 5 s); \
         the same in questions 2 and 4 (9:44 and 23:01 into the slot)",
        "behavioral, question 3: answer took 0:43, 0:02 short of 0:45 (tolerance under 5 s)",
    ];
    assert_eq!(told, expected);
    let (text, markdown, page) =
        (text::render(&pacing, 200, false), markdown::render(&pacing), html::render(&pacing));
    for report in [&text, &markdown, &page] {
        assert_eq!(report.matches("answer took 3:0").count(), 1, "{report}");
        assert!(report.contains("; the same in questions 2 and 4 (9:44 and 23:01 "), "{report}");
    }
    let report: serde_json::Value = serde_json::from_str(&json::render(&pacing)).unwrap();
    assert_eq!(report["notes"].as_array().unwrap().len(), 4, "one entry a place");
    // Of two notes on the balance only those are one that say the same of it: here too much before
    // the action, there too little of it as well.
    let star = |slot: Slot, setups: [f64; 2]| {
        let mut script = Script::new(vec![slot]).begin(0.0, 0);
        for (at, setup) in setups.into_iter().enumerate() {
            let began = 400.0 * at as f64;
            script = if at == 0 { script } else { script.show(began, at) };
            script = script.phase(began + 10.0, 1).phase(began + setup, 2);
            script = script.phase(began + setup + 50.0, 3).answer(began + 100.0);
            script = script.done(began + 400.0);
        }
        note_lines(&measure(script.close(800.0).session())).len()
    };
    let mut slot = behavioral();
    slot.questions = vec![slot.questions[1].clone(); 2];
    assert_eq!((star(slot.clone(), [36.0, 37.0]), star(slot, [36.0, 30.0])), (1, 1));
}

/// A round of which each question is marked after so many seconds, and talked through in between.
fn marked(waits: &[(u16, u16, bool)]) -> Script {
    let slots = vec![coding(), design(), behavioral()];
    let mut script = Script::new(slots.clone());
    let (mut now, mut waits) = (0.0, waits.iter().cycle());
    let mut spans = Vec::new();
    for (at, slot) in slots.iter().enumerate() {
        script = script.then(now, crate::session::event::What::SlotBegan { slot: at });
        for (number, question) in slot.questions.iter().enumerate() {
            script = script.show(now, number);
            for phase in 1..question.phases.len() {
                let (wait, talk, is_answer) = waits.next().unwrap();
                spans.push((now, now + f64::from(*talk)));
                now += f64::from(*wait);
                let answers = question.phases[phase - 1].ends_with_answer && *is_answer;
                script = if answers { script.answer(now) } else { script.phase(now, phase) };
            }
            now += 100.0;
            script = script.ended(now, QuestionEnd::Done);
        }
        script = script.close(now);
        now += 100.0;
    }
    script.heard(0.0, now, &spans)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_worst_stands_first_whatever_was_marked_and_said(
        waits in prop::collection::vec((0_u16..900, 0_u16..300, any::<bool>()), 1..30),
    ) {
        hold_worst_first(marked(&waits).session());
    }

    #[test]
    fn the_worst_stands_first_in_any_walk_through_a_round(
        steps in prop::collection::vec((any::<usize>(), any::<usize>(), 0..600_000_u64), 0..80),
    ) {
        let step = |(choice, detail, later)| Step { choice, detail, later, text: "text".into() };
        let steps: Vec<Step> = steps.into_iter().map(step).collect();
        hold_worst_first(&walk(full(), &steps));
    }
}
