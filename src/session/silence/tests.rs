use super::*;
use crate::samples::{Script, at, coding, design, s};
use crate::session::event::{Utterance, What};

/// What was heard in the first question of the first slot, up to `until` or its end.
fn talk_until(script: &Script, until: f64) -> Talk {
    let session = script.session();
    let timeline = Timeline::of(session);
    let planned = &session.header.round.slots[0].questions[0];
    let run = &timeline.slots[0].questions[0];
    Talk::of(&timeline, &Hearing::of(&timeline), planned, run, &session.header.limits, at(until))
}

fn talk(script: &Script) -> Talk {
    talk_until(script, 1e6)
}

/// A coding slot, from 0 to 1020 s, shown at 0; everything is heard, with this speech.
fn heard(spans: &[(f64, f64)]) -> Script {
    Script::new(vec![coding()]).begin(0.0, 0).until(1020.0).heard(0.0, 1020.0, spans)
}

/// The counted lengths of the silences.
fn lengths(talk: &Talk) -> Vec<Duration> {
    talk.silences.iter().map(|silence| silence.length).collect()
}

fn islands(spans: &[(f64, f64)]) -> Vec<Stretch> {
    let script = heard(spans);
    Hearing::of(&Timeline::of(script.session())).speech().to_vec()
}

/// The same speech with these pauses in it.
fn paused(spans: &[(f64, f64)], pauses: &[(f64, f64)]) -> Hearing {
    let stretches = |of: &[(f64, f64)]| of.iter().map(|(from, to)| (at(*from), at(*to))).collect();
    let (spans, pauses) = (stretches(spans), stretches(pauses));
    let all = What::Heard { from: at(0.0), to: at(1020.0), level_db: None, pauses, spans };
    let script = Script::new(vec![coding()]).begin(0.0, 0).then(1020.0, all);
    Hearing::of(&Timeline::of(script.session()))
}

#[test]
fn pauses_make_no_words_more_or_fewer_but_say_where_they_end() {
    let island = |from, to| Stretch { from: at(from), to: at(to) };
    let spans = [(10.0, 10.5), (10.9, 12.0), (20.0, 20.4), (30.0, 31.0)];
    let hearing = paused(
        &spans,
        &[(10.25, 10.5), (11.0, 11.25), (11.75, 12.0), (20.25, 20.4), (30.5, 30.75)],
    );
    assert_eq!(hearing.speech(), [island(10.0, 11.75), island(30.0, 31.0)]);
    assert_eq!(hearing.short(), [island(20.0, 20.25)]);
    let voice = [(10.0, 10.25), (10.9, 11.0), (11.25, 11.75), (30.0, 30.5), (30.75, 31.0)];
    assert!(hearing.voice().eq(voice.map(|(from, to)| island(from, to))));
    // Half a second is enough, whatever in it was a pause, but not what was held on to at its end:
    // a lone "um" of 0.49 s is none. Nothing ends before it begins.
    let held = |to: f64| paused(&[(5.0, to + 0.064)], &[(5.1, 5.3), (to, to + 0.064)]);
    assert_eq!(held(5.49).speech(), []);
    assert_eq!(held(5.49).short(), [island(5.0, 5.49)]);
    assert_eq!(held(5.5).speech(), [island(5.0, 5.5)]);
    assert_eq!(paused(&[(1.0, 3.0), (5.0, 5.5)], &[(5.0, 5.5)]).speech()[1], island(5.0, 5.5));
}

#[test]
fn speech_less_than_half_a_second_apart_is_one_island() {
    let island = |from, to| Stretch { from: at(from), to: at(to) };
    assert_eq!(islands(&[(10.0, 12.0), (12.499, 14.0)]), [island(10.0, 14.0)]);
    assert_eq!(islands(&[(10.0, 12.0), (12.5, 14.0)]), [island(10.0, 12.0), island(12.5, 14.0)]);
}

#[test]
fn an_island_with_less_than_half_a_second_of_voice_is_no_speech() {
    assert_eq!(islands(&[(10.0, 10.499)]), []);
    assert_eq!(islands(&[(10.0, 10.5)]), [Stretch { from: at(10.0), to: at(10.5) }]);
    // 0.3 s and 0.2 s of voice, 0.4 s apart: one island of 0.9 s with 0.5 s of voice. With 0.199 s
    // it has too little.
    assert_eq!(islands(&[(10.0, 10.3), (10.7, 10.9)]), [Stretch { from: at(10.0), to: at(10.9) }]);
    assert_eq!(islands(&[(10.0, 10.3), (10.7, 10.899)]), []);
    let script = heard(&[(10.0, 10.3)]);
    assert_eq!(
        Hearing::of(&Timeline::of(script.session())).short(),
        [Stretch { from: at(10.0), to: at(10.3) }]
    );
}

#[test]
fn words_in_a_row_are_talk_though_each_is_short() {
    // A word of 0.35 s every three seconds.
    let words = |count: u32| -> Vec<(f64, f64)> {
        let from = |word| 10.0 + 3.0 * f64::from(word);
        (0..count).map(|word| (from(word), from(word) + 0.35)).collect()
    };
    let stretches = |spans: &[(f64, f64)]| -> Vec<Stretch> {
        spans.iter().map(|(from, to)| Stretch { from: at(*from), to: at(*to) }).collect()
    };
    assert_eq!(islands(&words(20)), stretches(&words(20)));
    assert_eq!(islands(&words(3)), stretches(&words(3)));
    assert_eq!(islands(&words(2)), []);
    // Less than three and a half seconds apart, and no further.
    let apart =
        |gap| [(10.0, 10.4), (10.4 + gap, 10.8 + gap), (10.8 + 2.0 * gap, 11.0 + 2.0 * gap)];
    assert_eq!(islands(&apart(3.499)), stretches(&apart(3.499)));
    assert_eq!(islands(&apart(3.5)), []);
    // Three clicks are no words.
    assert_eq!(islands(&[(10.0, 10.12), (11.0, 11.12), (12.0, 12.12)]), []);
}

#[test]
fn a_click_by_itself_is_no_word_of_a_row() {
    let stretches = |spans: &[(f64, f64)]| -> Vec<Stretch> {
        spans.iter().map(|(from, to)| Stretch { from: at(*from), to: at(*to) }).collect()
    };
    // A key some seconds before the first sentences, and one behind them.
    let talk = [(11.66, 14.47), (15.36, 17.47), (18.64, 21.66)];
    let clicks = [&[(8.86, 9.02)], &talk[..], &[(23.5, 23.66)]].concat();
    assert_eq!(islands(&clicks), stretches(&talk));
    // One that follows at once may be the beginning or the end of a word.
    let close = [&[(10.7, 10.86)], &talk[..], &[(22.6, 22.76)]].concat();
    assert_eq!(islands(&close), stretches(&close));
    // Short words are longer than a click, and one between them breaks no row.
    let words = [(10.0, 10.22), (12.9, 13.12), (15.8, 16.02)];
    assert_eq!(islands(&words), stretches(&words));
    let clicked = [words[0], (11.5, 11.63), words[1], words[2]];
    assert_eq!(islands(&clicked), stretches(&words));
    let all = Hearing::of(&Timeline::of(heard(&clicked).session()));
    assert_eq!(all.short(), stretches(&clicked[1..2]));
}

#[test]
fn words_in_a_row_end_a_silence_and_a_lone_um_does_not() {
    let lone = heard(&[(0.0, 10.0), (30.0, 30.4), (50.0, 60.0)]);
    assert_eq!(lengths(&talk_until(&lone, 60.0)), [s(40.0)]);
    let row = [(0.0, 10.0), (30.0, 30.4), (32.0, 32.4), (34.0, 34.4), (50.0, 60.0)];
    let lengths = lengths(&talk_until(&heard(&row), 60.0));
    assert_eq!(lengths, [s(20.0), s(1.6), s(1.6), s(15.6)]);
    // Before the first words neither is a lone one; a row is them.
    let first = |spans: &[(f64, f64)]| talk(&heard(spans)).first_words;
    let words = |seconds| FirstWords::At { after: s(seconds), at: at(seconds) };
    assert_eq!(first(&[(5.0, 5.4), (41.0, 60.0)]), words(41.0));
    assert_eq!(first(&[(5.0, 5.4), (7.0, 7.4), (9.0, 9.4), (41.0, 60.0)]), words(5.0));
}

#[test]
fn first_words_begin_after_the_question_was_shown() {
    let words = |seconds| FirstWords::At { after: s(seconds), at: at(seconds) };
    assert_eq!(talk(&heard(&[(41.0, 60.0)])).first_words, words(41.0));
    // A cough at 5 s is no words.
    assert_eq!(talk(&heard(&[(5.0, 5.3), (41.0, 60.0)])).first_words, words(41.0));
    // Speech that was going on when the question appeared is not first words; what comes after it
    // is.
    let running = Script::new(vec![coding()]).begin(100.0, 0).until(500.0);
    let running = running.heard(50.0, 500.0, &[(90.0, 110.0), (130.0, 140.0)]);
    assert_eq!(talk(&running).first_words, FirstWords::At { after: s(30.0), at: at(130.0) });
    // Speech from exactly then is.
    let exact = Script::new(vec![coding()]).begin(100.0, 0).until(500.0).heard(
        50.0,
        500.0,
        &[(100.0, 110.0)],
    );
    assert_eq!(talk(&exact).first_words, FirstWords::At { after: s(0.0), at: at(100.0) });
}

#[test]
fn first_words_are_running_time() {
    // 20 s shown, 100 s paused (in which someone talks), 15 s more: first words after 35 s.
    let script = Script::new(vec![coding()]).begin(0.0, 0).pause(20.0, 120.0).until(300.0);
    let script = script.heard(0.0, 300.0, &[(50.0, 60.0), (135.0, 200.0)]);
    assert_eq!(talk(&script).first_words, FirstWords::At { after: s(35.0), at: at(135.0) });
}

#[test]
fn first_words_are_unknown_after_time_that_was_not_heard() {
    let script = || Script::new(vec![coding()]).begin(0.0, 0).until(300.0);
    // Nothing is heard from 0 to 10 s: words can have been spoken there.
    assert_eq!(
        talk(&script().heard(10.0, 300.0, &[(40.0, 50.0)])).first_words,
        FirstWords::Unknown
    );
    // Heard and wordless for 70 s, then lost: that much is known.
    let lost = script().heard(0.0, 70.0, &[]).heard(80.0, 300.0, &[(90.0, 100.0)]);
    assert_eq!(talk(&lost).first_words, FirstWords::NotIn(s(70.0)));
    // Heard to the end of the question without a word.
    assert_eq!(
        talk(&script().done(200.0).heard(0.0, 300.0, &[(210.0, 290.0)])).first_words,
        FirstWords::NotIn(s(200.0))
    );
    // In a gap words can have been spoken too.
    let gap = script().gap(30.0, 40.0).until(300.0).heard(0.0, 300.0, &[(60.0, 100.0)]);
    assert_eq!(talk(&gap).first_words, FirstWords::NotIn(s(30.0)));
    assert_eq!(talk(&script()).first_words, FirstWords::Unknown);
}

#[test]
fn the_wait_for_the_first_words_is_no_silence() {
    // 100 s before the first words, then 10 to 20 s quiet once, then quiet to the end of the
    // question at 300 s.
    let script = heard(&[(100.0, 110.0), (130.0, 200.0)]).done(1020.0);
    let talk = talk_until(&script, 300.0);
    assert_eq!(lengths(&talk), [s(20.0), s(100.0)]);
    assert_eq!(talk.silences[0].from, at(110.0));
    assert_eq!(talk.silences[0].to, at(130.0));
}

#[test]
fn a_silence_is_late_from_its_limit_on() {
    // Phase 0, understand: late from 30 s, very late from 60 s.
    for (quiet, verdict) in [
        (29.999, Verdict::OnTime),
        (30.0, Verdict::Late),
        (30.001, Verdict::Late),
        (59.999, Verdict::Late),
        (60.0, Verdict::VeryLate),
        (60.001, Verdict::VeryLate),
    ] {
        let talk = talk(&heard(&[(10.0, 20.0), (20.0 + quiet, 1020.0)]));
        assert_eq!(lengths(&talk), [s(quiet)]);
        assert_eq!(talk.silences[0].verdict(), verdict, "{quiet}");
        assert_eq!(
            talk.silences[0].reached,
            (verdict != Verdict::OnTime).then_some(at(50.0)),
            "{quiet}"
        );
    }
}

#[test]
fn a_silence_while_typing_is_late_later() {
    // Phase 2, code, from 100 s: late from 45 s, very late from 90 s.
    for (quiet, verdict) in [
        (44.999, Verdict::OnTime),
        (45.0, Verdict::Late),
        (89.999, Verdict::Late),
        (90.0, Verdict::VeryLate),
    ] {
        let script = Script::new(vec![coding()]).begin(0.0, 0).answer(100.0).until(1020.0);
        let talk = talk(&script.heard(0.0, 1020.0, &[(0.0, 200.0), (200.0 + quiet, 1020.0)]));
        assert_eq!(lengths(&talk), [s(quiet)]);
        assert_eq!(talk.silences[0].phase, 2);
        assert_eq!(talk.silences[0].verdict(), verdict, "{quiet}");
    }
}

#[test]
fn a_silence_belongs_to_the_phase_in_which_it_reaches_that_phases_limit() {
    let moved = |answer: f64, end: f64| {
        let script = Script::new(vec![coding()]).begin(0.0, 0).answer(answer).until(1020.0);
        talk(&script.heard(0.0, 1020.0, &[(0.0, 100.0), (end, 1020.0)])).silences[0]
    };
    // Quiet from 100 s. Moved to code after 31 s: the limit of 30 s was reached before, at 130 s,
    // in phase 0; with 70 s in all it is very late by that phase's limit.
    let before = moved(131.0, 170.0);
    assert_eq!(
        (before.phase, before.reached, before.verdict()),
        (0, Some(at(130.0)), Verdict::VeryLate)
    );
    // Moved after 29 s: only code's limit of 45 s can be reached, at 145 s; with 70 s in all it is
    // late.
    let after = moved(129.0, 170.0);
    assert_eq!((after.phase, after.reached, after.verdict()), (2, Some(at(145.0)), Verdict::Late));
    // The same, but over after 40 s: on time.
    let short = moved(129.0, 140.0);
    assert_eq!((short.phase, short.reached, short.verdict()), (2, None, Verdict::OnTime));
    // Design, quiet 100–150 with a move at 140, before which the phase has no limit: the 40 s until
    // then count, so the next phase's 30 s are reached at the move.
    let mut slot = design();
    slot.questions[0].phases[0].silence = None;
    let script = Script::new(vec![slot]).begin(0.0, 0).phase(140.0, 1).until(900.0);
    let moved = talk(&script.heard(0.0, 900.0, &[(0.0, 100.0), (150.0, 900.0)])).silences[0];
    assert_eq!((moved.phase, moved.reached, moved.length), (1, Some(at(140.0)), s(50.0)));
}

#[test]
fn thinks_are_subtracted_two_a_question_and_60_seconds_each() {
    let spans = [(0.0, 100.0), (400.0, 1020.0)];
    let quiet = |script: Script| talk(&script.until(1020.0).heard(0.0, 1020.0, &spans));
    let script = || Script::new(vec![coding()]).begin(0.0, 0);
    // Quiet for 300 s. A think of 50 s leaves 250.
    assert_eq!(lengths(&quiet(script().think(120.0, 170.0))), [s(250.0)]);
    // A think of 100 s excuses 60: 240 left.
    assert_eq!(lengths(&quiet(script().think(120.0, 220.0))), [s(240.0)]);
    // Of three thinks of 50 s two are excused: 200 left.
    assert_eq!(
        lengths(&quiet(script().think(110.0, 160.0).think(170.0, 220.0).think(230.0, 280.0))),
        [s(200.0)]
    );
    // A think from the first quiet moment on: the silence begins after it.
    let after = quiet(script().think(90.0, 130.0)).silences[0];
    assert_eq!((after.from, after.to, after.length), (at(130.0), at(400.0), s(270.0)));
    // Its 60 s are running time: think 120 to 300 with a pause from 130 to 200 excuses 120–130 and
    // 200–250, and 70 s paused are gone too: 300 - 60 - 70 = 170.
    let paused = script().then(120.0, What::Think).pause(130.0, 200.0);
    assert_eq!(lengths(&quiet(paused)), [s(170.0)]);
}

#[test]
fn speech_in_a_think_ends_the_silence() {
    // Quiet 100–400 but for 140–150, in a think 120–180: 100–120 counts (20), then 180–400 (220).
    let script = Script::new(vec![coding()]).begin(0.0, 0).think(120.0, 180.0).until(1020.0);
    let talk = talk(&script.heard(0.0, 1020.0, &[(0.0, 100.0), (140.0, 150.0), (400.0, 1020.0)]));
    assert_eq!(lengths(&talk), [s(20.0), s(220.0)]);
}

#[test]
fn pauses_are_subtracted_whatever_is_heard_in_them() {
    // Quiet 100–110, paused 110–200 (someone talks, then the microphone is off), quiet to 225: one
    // silence of 35 s, which reaches 30 s at 220.
    let script = Script::new(vec![coding()]).begin(0.0, 0).pause(110.0, 200.0).until(1020.0);
    let script = script.heard(0.0, 150.0, &[(0.0, 100.0), (120.0, 130.0)]).heard(
        195.0,
        1020.0,
        &[(225.0, 1020.0)],
    );
    let silence = talk(&script).silences[0];
    assert_eq!((silence.length, silence.reached), (s(35.0), Some(at(220.0))));
}

#[test]
fn a_gap_and_unknown_time_end_a_silence() {
    let spans = [(0.0, 100.0), (200.0, 1020.0)];
    // Quiet 100–200 with a gap 120–150: 20 and 50 s.
    let gap = Script::new(vec![coding()])
        .begin(0.0, 0)
        .gap(120.0, 150.0)
        .until(1020.0)
        .heard(0.0, 1020.0, &spans);
    assert_eq!(lengths(&talk(&gap)), [s(20.0), s(50.0)]);
    // Nothing heard 120–150: the same.
    let lost = Script::new(vec![coding()]).begin(0.0, 0).until(1020.0);
    let lost = lost.heard(0.0, 120.0, &spans[..1]).heard(150.0, 1020.0, &spans[1..]);
    assert_eq!(lengths(&talk(&lost)), [s(20.0), s(50.0)]);
    assert_eq!(talk(&lost).heard(at(0.0), at(1020.0)), s(990.0));
    // A hole of 49 ms is rounding between two pieces of sound. A longer one is unknown, and below
    // half a second can hide no words: the silence goes on after it, without it.
    let hole = |to: f64| {
        let script = Script::new(vec![coding()]).begin(0.0, 0).until(1020.0);
        lengths(&talk(&script.heard(0.0, 120.0, &spans[..1]).heard(to, 1020.0, &spans[1..])))
    };
    assert_eq!(hole(120.049), [s(100.0)]);
    assert_eq!(hole(120.05), [s(99.95)]);
    assert_eq!(hole(120.499), [s(99.501)]);
    assert_eq!(hole(120.5), [s(20.0), s(79.5)]);
    // Short holes side by side can, and so can the scraps between them; apart they can't.
    let holes = |apart: f64| {
        let mut script = Script::new(vec![coding()]).begin(0.0, 0).until(1020.0);
        script = script.heard(0.0, 120.0, &spans[..1]);
        for hole in 0..20 {
            let from = 120.4 + f64::from(hole) * (apart + 0.4);
            script = script.heard(from, from + apart, &[]);
        }
        talk(&script.heard(160.0, 1020.0, &spans[1..]))
    };
    let near = holes(0.1);
    assert_eq!(lengths(&near), [s(20.0), s(40.0)]);
    assert_eq!(near.heard(at(0.0), at(1020.0)), s(980.0));
    assert_eq!(holes(1.1).heard(at(120.0), at(150.0)), s(22.0));
    // Words that were heard between them stay.
    let script = Script::new(vec![coding()]).begin(0.0, 0).until(1020.0);
    let words = [(120.4, 121.1)];
    let script =
        script.heard(0.0, 120.0, &[]).heard(120.4, 121.2, &words).heard(121.6, 1020.0, &[]);
    assert_eq!(talk(&script).spoken(at(0.0), at(1020.0)), s(0.7));
    // Nor does it leave open when the first words came.
    let script = Script::new(vec![coding()]).begin(0.0, 0).until(1020.0);
    let script = script.heard(0.0, 10.0, &[]).heard(10.3, 1020.0, &[(41.0, 60.0)]);
    assert_eq!(talk(&script).first_words, FirstWords::At { after: s(41.0), at: at(41.0) });
}

#[test]
fn our_own_sounds_are_no_speech_and_end_no_silence() {
    // Quiet 100–200 but for what we play at 130–132, which the microphone takes for speech.
    let played = What::Played { from: at(130.0), to: at(132.0), voice: None };
    let script = Script::new(vec![coding()]).begin(0.0, 0).then(132.0, played).until(1020.0);
    let spans = [(0.0, 100.0), (129.9, 132.0), (200.0, 1020.0)];
    assert_eq!(lengths(&talk(&script.heard(0.0, 1020.0, &spans))), [s(100.0)]);
}

#[test]
fn what_follows_the_interviewers_voice_is_measured_from_its_end() {
    // The question is read aloud for 30 s, and a probe asked from 100 to 104 s.
    let said = |from, to, what| What::Played { from: at(from), to: at(to), voice: Some(what) };
    let script = Script::new(vec![coding()])
        .begin(0.0, 0)
        .then(30.0, said(0.0, 30.0, Utterance::Question))
        .then(104.0, said(100.0, 104.0, Utterance::Probe))
        .until(200.0);
    let spans = [(0.2, 30.0), (35.0, 90.0), (100.1, 104.0), (107.0, 200.0)];
    let talk = talk(&script.heard(0.0, 200.0, &spans));
    assert_eq!(talk.first_words, FirstWords::At { after: s(5.0), at: at(35.0) });
    // It is no speech, and ends a silence as another's words do.
    assert_eq!(lengths(&talk), [s(10.0), s(3.0)]);
    assert_eq!(talk.words_after(at(100.0), at(200.0)), Some(s(3.0)));
    assert_eq!(talk.words_after(at(60.0), at(100.0)), None, "they were speaking");
    assert_eq!(talk.words_after(at(92.0), at(100.0)), None, "nothing was said");
}

#[test]
fn the_interviewers_voice_ends_where_it_was_heard_to_end() {
    let talk_to = |end: f64| {
        let said = |from, to, what| What::Played { from: at(from), to: at(to), voice: Some(what) };
        let script = Script::new(vec![coding()])
            .begin(0.0, 0)
            .then(104.0, said(100.0, 104.0, Utterance::Probe))
            .until(200.0);
        talk(&script.heard(0.0, 200.0, &[(5.0, 90.0), (100.1, end), (107.0, 200.0)]))
    };
    // Its program is over before the last of it has sounded.
    assert_eq!(talk_to(104.5).words_after(at(100.0), at(200.0)), Some(s(2.5)));
    assert_eq!(talk_to(104.5).spoken(at(95.0), at(106.0)), s(0.0));
    // Or the last of it has sounded before its program is over.
    assert_eq!(talk_to(103.3).words_after(at(100.0), at(200.0)), Some(s(3.7)));
    // What goes on for longer is somebody who broke in.
    assert_eq!(talk_to(106.0).words_after(at(100.0), at(200.0)), Some(s(0.0)));
    assert_eq!(talk_to(106.0).spoken(at(95.0), at(106.5)), s(2.0));
}

#[test]
fn who_goes_on_talking_through_our_own_sounds_began_before_them() {
    let said = |from, to, what| What::Played { from: at(from), to: at(to), voice: Some(what) };
    let talk_with = |played: &[What], spans: &[(f64, f64)]| {
        let mut script = Script::new(vec![coding()]).begin(100.0, 0);
        for what in played {
            let What::Played { to, .. } = what else { continue };
            script = script.then(to.since_began().as_secs_f64(), what.clone());
        }
        talk(&script.until(300.0).heard(0.0, 300.0, spans))
    };
    let probe = |talk: &Talk| talk.words_after(at(150.0), at(300.0));
    let asked = [said(150.0, 154.0, Utterance::Probe)];
    // They talk before, during and after it, with pauses for breath or without.
    for spans in [
        &[(140.0, 170.0)][..],
        &[(140.0, 151.0), (151.4, 170.0)],
        &[(140.0, 151.0), (152.0, 170.0)],
        &[(140.0, 149.8), (150.1, 170.0)],
        &[(140.0, 153.9), (154.2, 170.0)],
    ] {
        assert_eq!(probe(&talk_with(&asked, spans)), None, "{spans:?}");
    }
    let more = [asked[0].clone(), said(154.2, 158.0, Utterance::Probe)];
    assert_eq!(probe(&talk_with(&more, &[(140.0, 170.0)])), None);
    // Who stops meanwhile, and begins behind it, is measured from its end, and so is who begins
    // while it speaks.
    let stopped = talk_with(&asked, &[(140.0, 151.0), (156.0, 170.0)]);
    assert_eq!(probe(&stopped), Some(s(2.0)));
    let heard = talk_with(&asked, &[(140.0, 154.0), (156.0, 170.0)]);
    assert_eq!(probe(&heard), Some(s(2.0)));
    assert_eq!(probe(&talk_with(&asked, &[(140.0, 148.0), (153.0, 170.0)])), Some(s(0.0)));
    // A bell is no other.
    let bell = What::Played { from: at(149.5), to: at(150.5), voice: None };
    assert_eq!(probe(&talk_with(&[bell], &[(140.0, 170.0)])), None);

    // A question that is read aloud while they talk, or shown while a bell rings.
    let read = [said(100.0, 110.0, Utterance::Question)];
    let bell = [What::Played { from: at(100.0), to: at(101.0), voice: None }];
    for played in [&read[..], &bell] {
        let on = talk_with(played, &[(90.0, 120.0), (130.0, 140.0)]);
        assert!(matches!(on.first_words, FirstWords::At { at: first, .. } if first == at(130.0)));
        let never = talk_with(played, &[(90.0, 120.0)]);
        assert_eq!(never.first_words, FirstWords::Unknown);
    }
    // Whoever is quiet before it is measured from its end, also right behind an alert of ours.
    let alert = said(97.0, 99.9, Utterance::Alert);
    let after = talk_with(&[alert, read[0].clone()], &[(97.1, 110.2), (110.5, 140.0)]);
    assert_eq!(after.first_words, FirstWords::At { after: s(0.3), at: at(110.5) });
}

#[test]
fn who_talks_when_a_phase_opens_with_a_probe_was_talking() {
    let script = Script::new(vec![coding()]).begin(0.0, 0).phase(100.0, 1).until(300.0);
    let talk = talk(&script.heard(0.0, 300.0, &[(90.0, 120.0), (130.0, 140.0)]));
    assert_eq!(talk.words_after(at(100.0), at(300.0)), None);
    assert_eq!(talk.words_after(at(125.0), at(300.0)), Some(s(5.0)));
}

#[test]
fn how_sound_is_cut_into_pieces_changes_nothing() {
    // Speech over the edges of the pieces: whole it is 8.0–14.2 and 60.0–60.6.
    let whole = heard(&[(8.0, 14.2), (60.0, 60.6)]);
    let script = Script::new(vec![coding()]).begin(0.0, 0).until(1020.0);
    let cut = script
        .heard(0.0, 10.0, &[(8.0, 10.0)])
        .heard(10.0, 60.3, &[(10.0, 14.2), (60.0, 60.3)])
        .heard(60.3, 1020.0, &[(60.3, 60.6)]);
    let (whole, cut) = (talk(&whole), talk(&cut));
    assert_eq!((whole.first_words, &whole.silences), (cut.first_words, &cut.silences));
    assert_eq!(whole.spoken(at(0.0), at(1020.0)), s(6.8));
    assert_eq!(cut.spoken(at(0.0), at(1020.0)), s(6.8));
}

#[test]
fn what_live_sees_at_any_moment_is_what_the_report_sees() {
    let script = heard(&[(10.0, 20.0), (60.0, 70.0)]);
    let report = talk(&script).silences[0];
    let live = talk_until(&script, 49.0);
    assert_eq!(
        live.going_on().map(|silence| (silence.length, silence.reached)),
        Some((s(29.0), None))
    );
    let due = talk_until(&script, 55.5);
    assert_eq!(due.going_on().map(|silence| silence.reached), Some(report.reached));
    assert_eq!(report.reached, Some(at(50.0)));
    assert_eq!(talk_until(&script, 65.0).going_on(), None);
    // Waiting for the first words is no silence that goes on.
    assert_eq!(talk_until(&script, 9.0).going_on(), None);
}

#[test]
fn the_last_words_before_a_mark() {
    let script = || Script::new(vec![coding()]).begin(0.0, 0).until(300.0);
    let last = |script: &Script, before: f64| talk(script).last_words(at(before));
    let all = script().heard(0.0, 300.0, &[(10.0, 50.0), (60.0, 100.0)]);
    assert_eq!(last(&all, 120.0), LastWords::At(at(100.0)));
    assert_eq!(last(&all, 80.0), LastWords::At(at(80.0)));
    assert_eq!(last(&all, 55.0), LastWords::At(at(50.0)));
    assert_eq!(last(&all, 9.0), LastWords::None);
    let lost = script().heard(0.0, 110.0, &[(10.0, 50.0)]).heard(115.0, 300.0, &[]);
    assert_eq!(last(&lost, 120.0), LastWords::Unknown);
}
