use super::*;
use crate::round::Slot;
use crate::samples::{behavioral, coding, design, m, s};
use crate::session::event::{Levels, What};

/// A slot from 100 to 2100 s, heard throughout, with this speech.
fn heard(slot: Slot, speech: &[(f64, f64)]) -> Script {
    Script::new(vec![slot]).listening(0.0).begin(100.0, 0).until(2100.0).heard(0.0, 2100.0, speech)
}

#[test]
fn first_words_are_due_in_a_minute_or_in_20_seconds() {
    for (slot, limit, cases) in [
        (
            coding(),
            m(1, 0),
            [(62.999, None), (63.0, Some(Late)), (90.0, Some(Late)), (91.0, Some(VeryLate))],
        ),
        (
            design(),
            m(1, 0),
            [(62.999, None), (63.0, Some(Late)), (90.0, Some(Late)), (91.0, Some(VeryLate))],
        ),
        (
            behavioral(),
            s(20.0),
            [(22.999, None), (23.0, Some(Late)), (30.0, Some(Late)), (31.0, Some(VeryLate))],
        ),
    ] {
        for (after, expected) in cases {
            let pacing = measure(heard(slot.clone(), &[(100.0 + after, 2100.0)]).session());
            let expected: Vec<_> = expected
                .map(|severity| (severity, Some(s(after)), Some(limit)))
                .into_iter()
                .collect();
            assert_eq!(flags(&pacing, FlagKind::SlowFirstWords), expected, "{after}");
            assert_eq!(
                pacing.slots[0].questions[0].first_words.map(|at| at.in_question),
                Some(s(after))
            );
        }
    }
}

#[test]
fn no_words_at_all_are_slow_first_words_without_a_value() {
    // The voice is heard in the intro, so it can be heard; 95 s into the question sound is lost.
    let script =
        Script::new(vec![coding()]).begin(100.0, 0).until(500.0).heard(0.0, 195.0, &[(10.0, 60.0)]);
    let pacing = measure(script.session());
    assert_eq!(
        texts(&pacing),
        ["coding 1, question 1: no words heard in the first 1:35, 0:35 past the 1:00 limit \
          (tolerance under 3 s)"]
    );
    assert_eq!(flags(&pacing, FlagKind::SlowFirstWords), [(VeryLate, None, Some(m(1, 0)))]);
    // Lost after 60 s: on time as far as is known.
    let script =
        Script::new(vec![coding()]).begin(100.0, 0).until(500.0).heard(0.0, 160.0, &[(10.0, 60.0)]);
    assert_eq!(texts(&measure(script.session())), [""; 0]);
}

#[test]
fn silence_is_a_flag_with_its_phase_where_that_is_known() {
    // Answered (in approach, entered at 200 s) at 400 s. Quiet 300–352 in approach: 52 s, late from
    // 30 s on. Quiet 500–590 in code: 90 s, very late from there on.
    let script = Script::new(vec![coding()])
        .listening(0.0)
        .begin(100.0, 0)
        .phase(200.0, 1)
        .answer(400.0)
        .until(2100.0);
    let script = script.heard(0.0, 2100.0, &[(110.0, 300.0), (352.0, 500.0), (590.0, 2100.0)]);
    let pacing = measure(script.session());
    let silent: Vec<&str> = pacing
        .flags
        .iter()
        .filter(|flag| flag.kind == FlagKind::SilentStretch)
        .map(|flag| &*flag.text)
        .collect();
    assert_eq!(
        silent,
        [
            // The question was cut off in code with an Enter before it, so code is known.
            "coding 1, question 1, code: silent for 1:30 from 6:40 into the question \
             (limit 0:45, tolerance under 2 s)",
            "coding 1, question 1, approach: silent for 0:52 from 3:20 into the question \
             (limit 0:30, tolerance under 2 s)",
        ]
    );
    let flag = pacing.flags.iter().find(|flag| flag.phase == Some("approach".into())).unwrap();
    assert_eq!(
        (flag.at, flag.at_elapsed.since_began(), flag.value, flag.limit),
        (s(200.0), s(300.0), Some(s(52.0)), Some(s(30.0)))
    );
    // Nothing marked: silent all the same, but nobody knows in which phase.
    let pacing = measure(heard(coding(), &[(110.0, 300.0), (352.0, 2100.0)]).session());
    assert_eq!(
        texts(&pacing),
        ["coding 1, question 1: silent for 0:52 from 3:20 into the question \
             (limit 0:30, tolerance under 2 s)"]
    );
    assert_eq!(pacing.flags[0].phase, None);
}

#[test]
fn talking_is_a_share_of_what_was_heard() {
    // understand 100–200: heard 100–180, spoken 120–160: 40 of 80 s. approach 200–400: heard
    // throughout, spoken 240–300 and 320–400: 140 of 200 s, longest silence 240-200 = 40 s … which
    // began at 180 s unheard: the quiet 200–240 counts.
    let script = Script::new(vec![coding()])
        .listening(0.0)
        .begin(100.0, 0)
        .phase(200.0, 1)
        .phase(400.0, 2)
        .until(450.0);
    let script = script.heard(0.0, 180.0, &[(120.0, 160.0)]).heard(
        200.0,
        450.0,
        &[(240.0, 300.0), (320.0, 400.0)],
    );
    let question = question(&script, 0);
    assert_eq!(question.phases[0].talking_share, Some(0.5));
    assert_eq!(question.phases[0].longest_silence, Some(s(20.0)));
    assert_eq!(question.phases[1].talking_share, Some(0.7));
    assert_eq!(question.phases[1].longest_silence, Some(s(40.0)));
    assert_eq!(question.phases[2].talking_share, Some(0.0));
    assert_eq!(question.phases[3].talking_share, None);
    // 180 of 330 s heard.
    assert_eq!(question.talking_share, Some(180.0 / 330.0));
    let audio = measure(script.session()).audio;
    assert_eq!((audio.heard, audio.unknown), (s(330.0), s(20.0)));
}

#[test]
fn what_was_not_heard_is_neither_silence_nor_speech() {
    let deaf = Script::new(vec![coding()]).begin(100.0, 0).phase(200.0, 1).until(2100.0);
    let question = question(&deaf, 0);
    assert_eq!(
        (question.first_words, question.wordless, question.talking_share),
        (None, None, None)
    );
    assert_eq!(
        (question.phases[0].talking_share, question.phases[0].longest_silence),
        (None, None)
    );
    assert_eq!(question.silent_stretches, []);
    let audio = measure(deaf.session()).audio;
    assert_eq!((audio.source, audio.heard, audio.unknown), (None, s(0.0), s(2000.0)));
}

#[test]
fn where_no_speech_was_detected_nothing_is_said_about_silence() {
    let levels = Levels { speech: None, noise: Some(-31.0), clipped: None };
    let script = heard(coding(), &[]).then(
        2100.0,
        What::Heard {
            from: crate::samples::at(2100.0),
            to: crate::samples::at(2100.0),
            pauses: vec![],
            spans: vec![],
            level_db: Some(levels),
        },
    );
    let pacing = measure(script.session());
    assert_eq!(texts(&pacing), [""; 0]);
    assert!(!pacing.audio.tells());
    assert_eq!(pacing.audio.levels, levels);
    assert_eq!(pacing.slots[0].questions[0].talking_share, None);
}

#[test]
fn thinks_are_excused_and_listed() {
    // Quiet 200–300 with a think 210–270: 40 s count, late in understand (30 s).
    let script = Script::new(vec![coding()])
        .listening(0.0)
        .begin(100.0, 0)
        .think(210.0, 270.0)
        .until(2100.0);
    let pacing = measure(script.heard(0.0, 2100.0, &[(110.0, 200.0), (300.0, 2100.0)]).session());
    assert_eq!(flags(&pacing, FlagKind::SilentStretch), [(Late, Some(s(40.0)), Some(s(30.0)))]);
    let question = &pacing.slots[0].questions[0];
    let stretch = &question.silent_stretches[0];
    assert_eq!((stretch.from.in_question, stretch.to.in_question), (s(100.0), s(200.0)));
    let think = question.thinks[0];
    assert_eq!(
        (think.from.in_question, think.to.in_question, think.excused),
        (s(110.0), s(170.0), true)
    );
}

#[test]
fn two_thinks_a_question_are_excused_for_a_minute_each_and_all_are_listed() {
    // Quiet 200–260, 300–365 and 400–460, each with a think. A think is over after a minute.
    let thinks = Script::new(vec![coding()])
        .listening(0.0)
        .begin(100.0, 0)
        .think(200.0, 260.0)
        .think(300.0, 365.0)
        .think(400.0, 460.0)
        .until(2100.0);
    let speech = [(110.0, 200.0), (260.0, 300.0), (365.0, 400.0), (460.0, 2100.0)];
    let pacing = measure(thinks.heard(0.0, 2100.0, &speech).session());
    let question = &pacing.slots[0].questions[0];
    let excused: Vec<bool> = question.thinks.iter().map(|think| think.excused).collect();
    assert_eq!(excused, [true, true, false]);
    assert_eq!(flags(&pacing, FlagKind::SilentStretch), [(VeryLate, Some(m(1, 0)), Some(s(30.0)))]);
    // The second was over at its limit, five seconds before its mark.
    let listed = "thinks: question 1 at 1:40 for 1:00, excused; \
                  question 1 at 3:20 for 1:00, excused; \
                  question 1 at 5:00 for 1:00, not excused";
    let page = crate::report::markdown::render(&pacing);
    assert!(page.contains(listed), "{page}");
}

/// A slot from 100 to 700 s, heard throughout; from 110 to 310 s speech without a pause, told at 4
/// beats a second and −20 dB, but 10 dB lower for 9 s from 200 s on.
fn spoken(noise_gap_db: Option<f64>) -> Script {
    let levels = "k".repeat(60) + &"u".repeat(6) + &"k".repeat(68);
    let told = What::Spoken {
        from: crate::samples::at(110.0),
        noise_gap_db,
        faded: vec![],
        beats: "6".repeat(134),
        levels,
    };
    let script = Script::new(vec![coding()]).listening(0.0).begin(100.0, 0).until(700.0);
    script.heard(0.0, 700.0, &[(110.0, 310.0), (320.0, 330.0)]).then(700.0, told)
}

#[test]
fn how_it_was_spoken_is_told_in_numbers_and_at_its_times() {
    let pacing = measure(spoken(Some(45.5)).session());
    let spoken = &pacing.slots[0].questions[0].spoken;
    assert!((spoken.beats_per_s.unwrap() - 4.0).abs() < 0.05, "{spoken:?}");
    let pausing = spoken.pausing.unwrap();
    assert!((pausing.mean_run_s - 105.0).abs() < 1e-9, "{pausing:?}");
    let page = crate::report::markdown::render(&pacing);
    for line in [
        "about 4.0 syllable beats per second while speaking · 0 pauses a minute, 105.0 s of speech \
         between pauses",
        "1:40–1:49 recorded 10 dB softer than your usual level",
    ] {
        assert!(page.contains(line), "{page}");
    }
}

#[test]
fn where_noise_hides_how_it_was_spoken_that_is_said() {
    let page = |gap| crate::report::markdown::render(&measure(spoken(gap).session()));
    let noisy = page(Some(18.0));
    assert!(noisy.contains("4.0 syllable beats"), "{noisy}");
    let why = "softer stretches and phrases: unknown, speech was only 18 dB above the noise";
    assert!(noisy.contains(why) && !noisy.contains("recorded 10 dB"), "{noisy}");
    let worse = page(Some(8.0));
    let why = "beats and pauses: unknown, speech was only 8 dB above the noise";
    assert!(worse.contains(why), "{worse}");
    // A session of an earlier version says nothing of it.
    let before = heard(coding(), &[(110.0, 400.0)]);
    assert!(!crate::report::markdown::render(&measure(before.session())).contains("spoken"));
}
