use super::*;
use crate::voice::synthetic;

/// A tone of 600 Hz that swells so often a second, between 0.01 and 0.1 of full scale, for some
/// seconds, and half a second of near silence before and after.
fn swelling(per_s: f64, seconds: f64) -> Vec<f32> {
    let samples = ((seconds + 1.0) * 16_000.0) as usize;
    let value = |at: usize| {
        let t = at as f64 / 16_000.0 - 0.5;
        let tone = (t * 600.0 * std::f64::consts::TAU).sin();
        let swell = 0.055 - 0.045 * (t * per_s * std::f64::consts::TAU).cos();
        let is_in = (0.0..seconds).contains(&t);
        (tone * if is_in { swell } else { 1e-4 }) as f32
    };
    (0..samples).map(value).collect()
}

/// What is told of a sound in which there is speech but for half a second at its ends, settled in
/// pieces of so many frames.
fn told(sound: &[f32], pieces: usize) -> Vec<Delivered> {
    let mut listener = DeliveryListener::default();
    let ms = |at: usize| Duration::from_millis(at as u64 / 16);
    let speech = Span { from: ms(8_000), to: ms(sound.len() - 8_000) };
    let mut reached = Duration::ZERO;
    let frames: Vec<&[f32]> = sound.chunks(512).collect();
    for (n, piece) in frames.chunks(pieces).enumerate() {
        piece.iter().for_each(|frame| listener.hear(frame));
        let window = Span { from: reached, to: ms(((n + 1) * pieces * 512).min(sound.len())) };
        reached = window.to;
        let span = speech.within(window);
        let spans = if span.is_empty() { vec![] } else { vec![span] };
        listener.settle(&Settled { window, spans, pauses: vec![] });
    }
    listener.take(true)
}

fn beats(told: &[Delivered]) -> u32 {
    told.iter().flat_map(|of| &of.cells).map(|cell| u32::from(cell.beats)).sum()
}

#[test]
fn every_swell_is_a_beat_however_the_sound_was_cut() {
    for per_s in [3.0, 5.0, 8.0] {
        let sound = swelling(per_s, 12.0);
        let whole = told(&sound, 1_000);
        assert_eq!(f64::from(beats(&whole)), per_s * 12.0);
        for pieces in [1, 3, 40] {
            assert_eq!(told(&sound, pieces), whole, "{pieces} frames");
        }
    }
}

#[test]
fn cells_lie_where_they_sounded_and_tell_their_level_and_the_noise() {
    let sound = swelling(4.0, 12.0);
    let [of] = &told(&sound, 50)[..] else { panic!() };
    assert_eq!(of.window, Span { from: Duration::ZERO, to: CELL * 9 });
    assert_eq!(
        of.cells.iter().map(|cell| cell.beats).collect::<Vec<_>>(),
        [4, 6, 6, 6, 6, 6, 6, 6, 2]
    );
    // The mean square of the swell is 0.055² + 0.045² ÷ 2, that of a tone half of it: −26.7 dB.
    assert!(of.cells.iter().all(|cell| (-28..=-26).contains(&cell.level_db.unwrap())), "{of:?}");
    assert!(of.noise_gap_db.unwrap() > 50.0 && of.faded.is_empty(), "{of:?}");
}

#[test]
fn a_phrase_that_falls_by_12_db_faded_in_its_last_cell() {
    let mut sound = swelling(4.0, 6.0);
    let length = sound.len() as f32;
    for (at, sample) in sound.iter_mut().enumerate() {
        *sample *= 10_f32.powf(-16.0 * at as f32 / length / 20.0);
    }
    let [of] = &told(&sound, 50)[..] else { panic!() };
    assert_eq!(of.faded, [4]);
}

#[test]
fn every_three_minutes_are_told_and_none_of_them_twice() {
    let sound = swelling(4.0, 400.0);
    let all = told(&sound, 31);
    assert_eq!(all.iter().map(|of| of.cells.len()).collect::<Vec<_>>(), [120, 120, 27]);
    assert!(all.windows(2).all(|pair| pair[0].window.to == pair[1].window.from), "{all:?}");
    let beats = beats(&all);
    assert!((1_598..=1_600).contains(&beats), "{beats}");
}

#[test]
fn without_speech_there_is_nothing_to_tell() {
    let mut listener = DeliveryListener::default();
    listener.hear(&synthetic::sound(10.0, &[], 0.1, 0.01));
    let window = Span { from: Duration::ZERO, to: Duration::from_secs(10) };
    listener.settle(&Settled { window, spans: vec![], pauses: vec![] });
    assert_eq!(listener.take(true), []);
}

#[test]
fn what_can_not_be_heard_takes_its_time() {
    let sound = swelling(4.0, 6.0);
    let mut listener = DeliveryListener::default();
    let second = Duration::from_secs(1);
    for part in [0, 60] {
        listener.hear(&sound);
        let from = second * part;
        let window = Span { from, to: from + second * 7 };
        let speech = Span { from: from + second / 2, to: from + second * 13 / 2 };
        listener.settle(&Settled { window, spans: vec![speech], pauses: vec![] });
        listener.skip(second * 60);
    }
    let [of] = &listener.take(true)[..] else { panic!() };
    assert_eq!(of.cells.len(), 45);
    assert_eq!(of.cells.iter().filter(|cell| cell.beats > 0).count(), 10);
}
