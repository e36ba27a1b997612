//! Whatever a file says happened: measuring it doesn't fail, and what must hold holds.

use proptest::prelude::*;

use super::*;
use crate::pacing::measure_figures;
use crate::report::{json, markdown, text};
use crate::samples::{at, behavioral, coding, design};
use crate::session::event::{
    Correctable, GapWhy, LeftWhy, QuestionEnd, SlotEnd, Source, ThinkEnd, What,
};
use crate::session::timeline::Timeline;

/// Something that happens, with positions in and out of the plan. `now` is its time.
fn what(choice: u8, number: usize, now: f64) -> What {
    let before = at((now - 20.0 * number as f64).max(0.0));
    match choice {
        0 => What::SlotBegan { slot: number },
        1 | 2 => What::QuestionShown { question: number },
        3..=5 => What::PhaseBegan { phase: number },
        6 | 7 => What::FirstAnswer,
        8 => What::Think,
        9 => What::ThinkEnded { how: ThinkEnd::Limit },
        10 => What::Ticked { item: number },
        11 | 12 => What::QuestionEnded {
            how: if number == 0 { QuestionEnd::Skipped } else { QuestionEnd::Done },
        },
        13 => What::SlotEnded { how: SlotEnd::TimeUp },
        14 => What::Paused,
        15 => What::Resumed,
        16 => What::Gap { from: before, why: GapWhy::Crashed },
        17 => What::Left { why: LeftWhy::HungUp, wall: String::new() },
        18 => What::Returned { away_unknown: true, wall: String::new() },
        19 => What::Undone { events: vec![number, number + 3] },
        20 => What::Corrected {
            mark: [Correctable::FirstAnswer, Correctable::PhaseBegan, Correctable::Think]
                [number % 3],
            which: (number > 1).then_some(number % 2),
            slot: 0,
            question: number,
            to: (number < 3).then(|| Duration::from_secs(now as u64)),
        },
        21 => What::Listening { source: Source::Recording, device: String::new(), offset: before },
        22 => What::Played { from: before, to: at(now), voice: None },
        23 => What::Finished,
        _ => {
            let spans = vec![(before, at(now)), (at(now), before), (at(3.0), at(5.0))];
            let pauses = vec![(at(4.0), at(now)), (at(now), at(2.0)), (before, at(9.0))];
            What::Heard { from: before, to: at(now), pauses, spans, level_db: None }
        }
    }
}

/// What is measured, without what only reports show.
fn without_reported(pacing: &Pacing) -> Pacing {
    let mut figures = pacing.clone();
    figures.slots.iter_mut().for_each(|slot| slot.sound.clear());
    for question in figures.slots.iter_mut().flat_map(|slot| &mut slot.questions) {
        (question.asked, question.reference) = (None, None);
        question.answers.clear();
    }
    figures
}

proptest! {
    #[test]
    fn measuring_and_showing_never_fail(
        steps in proptest::collection::vec((0_u8..28, 0_usize..7, 0_u32..90_000), 0..60),
        broken in any::<bool>(),
    ) {
        let mut slots = vec![coding(), design(), behavioral()];
        if broken {
            slots[1].questions[0].phases.clear();
            slots[2].questions.clear();
        }
        let script = Script::new(slots).with(|header| if broken {
            header.limits.phase_over_share = f64::NAN;
            header.limits.star_setup_share = -1.0;
        });
        let mut now = 0.0;
        let mut script = script.begin(0.0, 0);
        for (choice, number, wait) in steps {
            now += f64::from(wait) / 1000.0;
            script = script.then(now, what(choice, number, now));
        }
        let script = script.until(now + 10.0);
        let pacing = measure(script.session());
        let figures = measure_figures(script.session(), &Timeline::of(script.session()));
        prop_assert_eq!(format!("{figures:?}"), format!("{:?}", without_reported(&pacing)));
        let times = pacing.times;
        prop_assert_eq!(times.elapsed, times.running + times.waiting + times.paused + times.gap);
        prop_assert!(pacing.audio.heard + pacing.audio.unknown == times.running);
        for question in pacing.slots.iter().flat_map(|slot| &slot.questions) {
            let phases: Duration = question.phases.iter().filter_map(|phase| phase.actual).sum();
            prop_assert!(phases <= question.actual.unwrap_or_default());
            for stretch in &question.silent_stretches {
                prop_assert!(stretch.length >= stretch.limit.late);
                prop_assert!(stretch.length <= stretch.to.in_question - stretch.from.in_question);
            }
        }
        for width in [40, 80] {
            for line in text::render(&pacing, width, false).lines() {
                prop_assert!(console::measure_text_width(line) <= width, "{}", line);
            }
        }
        markdown::render(&pacing);
        let report: Result<serde_json::Value, _> = serde_json::from_str(&json::render(&pacing));
        prop_assert!(report.is_ok());
    }
}
