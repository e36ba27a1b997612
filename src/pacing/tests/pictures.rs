//! What the pictures draw: the sound of a slot and its splits.

use super::super::{SlotSound, SoundKind, measure, splits};
use crate::samples::{Script, coding, eventful, s, untouched};

#[test]
fn the_sound_of_a_slot_leaves_out_pauses_and_gaps() {
    let pacing = measure(eventful().session());
    // From 0:30 on; paused from 300 to 360, a gap from 1700 to 1780.
    let speech = [
        (65.0, 260.0),
        (275.0, 410.0),
        (470.0, 610.0),
        (710.0, 1060.0),
        (1100.0, 1600.0),
        (1620.0, 2110.0),
    ];
    let mut expected = Vec::new();
    let mut end = 0.0;
    for (from, to) in speech {
        expected.push(SlotSound { from: s(end), to: s(from), what: SoundKind::Quiet });
        expected.push(SlotSound { from: s(from), to: s(to), what: SoundKind::Talking });
        end = to;
    }
    expected.push(SlotSound { from: s(2110.0), to: s(2120.0), what: SoundKind::Quiet });
    assert_eq!(pacing.slots[0].sound, expected);
    // The last slot was not reached.
    assert_eq!(pacing.slots[3].sound, []);
}

#[test]
fn what_was_not_heard_is_unknown_from_end_to_end() {
    let pacing = measure(untouched().session());
    assert_eq!(
        pacing.slots[0].sound,
        [SlotSound { from: s(0.0), to: s(2100.0), what: SoundKind::Unknown }]
    );
}

#[test]
fn splits_are_the_ends_of_phases_that_the_marks_tell() {
    let pacing = measure(eventful().session());
    let found: Vec<(usize, usize, usize, f64, f64)> = splits(&pacing.slots[0])
        .into_iter()
        .map(|split| {
            let (first, last) = (*split.phases.start(), *split.phases.end());
            (split.question, first, last, split.planned.as_secs_f64(), split.actual.as_secs_f64())
        })
        .collect();
    let expected = [
        (0, 0, 0, 150.0, 170.0),
        (0, 1, 1, 390.0, 540.0),
        (0, 2, 2, 870.0, 1010.0),
        (0, 3, 3, 1020.0, 1070.0),
        // Only the answer and the end are marked in question 2.
        (1, 0, 1, 1410.0, 1410.0),
        (1, 2, 3, 2040.0, 2120.0),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_question_that_broke_off_has_no_last_split() {
    let script =
        Script::new(vec![coding()]).begin(0.0, 0).phase(100.0, 1).answer(300.0).left(500.0);
    let ends: Vec<f64> = splits(&measure(script.session()).slots[0])
        .iter()
        .map(|s| s.actual.as_secs_f64())
        .collect();
    assert_eq!(ends, [100.0, 300.0]);
}
