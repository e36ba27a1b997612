use super::*;

fn span(from: u64, to: u64) -> Span {
    Span { from: Duration::from_secs(from), to: Duration::from_secs(to) }
}

/// What was heard of a stream's first frames: windows and spans, those that touch as one, and
/// the zeros that stay unknown.
fn heard(frames: &[[f32; FRAME]], take_every: usize) -> (Vec<Span>, Vec<Span>, Vec<Span>) {
    let (mut listener, mut sound) = (Listener::new(), HeardSound::default());
    for (at, frame) in frames.iter().enumerate() {
        listener.hear(frame);
        if at % take_every == 0 {
            sound.take(listener.take());
        }
    }
    listener.finish();
    sound.take(listener.take());
    let windows = stretch::joined(sound.heard, Duration::ZERO);
    let zeros = stretch::without(&sound.zeros, &windows);
    (windows, sound.speech, zeros)
}

#[test]
fn what_was_lost_was_not_heard() {
    let level = Level { speech_p95: None, noise_median: None, clipped: None };
    let windows = |lost: &[Span], zeros: &[Span]| {
        HeardRecording {
            delivery: vec![],
            duration: Duration::from_secs(9),
            speech: vec![],
            pauses: vec![],
            lost: lost.to_vec(),
            estimated: vec![],
            begins: Duration::ZERO,
            zeros: zeros.to_vec(),
            broken: None,
            level,
            track: (1, 1),
            is_chosen: false,
            is_gated: false,
        }
        .windows()
    };
    assert_eq!(windows(&[], &[]), [span(0, 9)]);
    assert_eq!(windows(&[span(2, 3), span(5, 7)], &[]), [span(0, 2), span(3, 5), span(7, 9)]);
    assert_eq!(windows(&[span(0, 1), span(8, 9)], &[]), [span(1, 8)]);
    assert_eq!(windows(&[span(0, 9)], &[]), []);
    assert_eq!(
        windows(&[span(4, 5)], &[span(1, 2), span(5, 8)]),
        [span(0, 1), span(2, 4), span(8, 9)]
    );
}

#[test]
fn a_voice_is_heard_after_much_typing() {
    // A voice hardly louder than the room, after 15 s of typing in it.
    let mut sound = synthetic::sound(19.0, &[15.0..19.0], 0.015, 0.02);
    synthetic::type_over(&mut sound, 15.0);
    let frames = sound.as_chunks::<FRAME>().0;
    let (mut listener, mut network) = (Listener::new(), Detector::new());
    for frame in frames {
        listener.hear(frame);
        // The network alone has gone deaf: without that this would show nothing.
        assert!(network.probability(frame) < speech::ONSET);
    }
    let (_, spoken, _) = heard(frames, usize::MAX);
    let begun = spoken.first().map_or(0.0, |span| span.from.as_secs_f64());
    assert!((14.9..15.6).contains(&begun), "{spoken:?}");
    let voiced: Duration = spoken.into_iter().map(Span::length).sum();
    assert!(voiced >= Duration::from_secs(3), "{voiced:?}");
}

#[test]
fn heard_bit_by_bit_is_heard_the_same() {
    let sound = synthetic::sound(3.0, &[0.5..1.0, 1.6..2.4], 0.15, 0.002);
    let frames = sound.as_chunks::<FRAME>().0;
    let whole = heard(frames, usize::MAX);
    assert_eq!(whole.1.len(), 2);
    assert_eq!(heard(frames, 1), whole);
    let mut listener = Listener::new();
    frames.iter().for_each(|frame| listener.hear(frame));
    let level = listener.take_level();
    // Noise of amplitude 0.002, even between its ends, has an RMS of 0.002/√3, which is −58.75
    // dB.
    assert!(level.noise_median.is_some_and(|level| (level + 58.75).abs() <= 0.5), "{level:?}");
    assert!(level.speech_p95.is_some_and(|level| (-30.0..-10.0).contains(&level)), "{level:?}");
}

/// Seconds, to a tenth.
fn seconds(spans: &[Span]) -> Vec<(f64, f64)> {
    let tenth = |time: Duration| (time.as_secs_f64() * 10.0).round() / 10.0;
    spans.iter().map(|span| (tenth(span.from), tenth(span.to))).collect()
}

/// A voice in these ranges, and zeros elsewhere.
fn gated(length: f64, voiced: &[std::ops::Range<f64>]) -> Vec<[f32; FRAME]> {
    synthetic::gated(length, voiced, 0.2).as_chunks().0.to_vec()
}

#[test]
fn the_zeros_of_a_gate_are_heard_once_it_has_opened_three_times() {
    let twice = gated(16.0, &[3.0..5.0, 9.0..11.0]);
    let (windows, speech, zeros) = heard(&twice, 31);
    assert_eq!(speech.len(), 2, "{speech:?}");
    assert_eq!(seconds(&zeros), [(0.0, 3.0), (5.2, 9.0), (11.2, 16.0)]);
    assert_eq!(seconds(&windows), [(3.0, 5.2), (9.0, 11.2)]);
    // A pause of less than two seconds was heard at once, and tells as much as a longer one.
    let often = gated(20.0, &[3.0..5.0, 9.0..11.0, 12.0..14.0]);
    let whole = heard(&often, 31);
    let (windows, _, zeros) = &whole;
    assert_eq!(seconds(windows), [(0.0, 20.0)]);
    assert_eq!(*zeros, []);
    assert_eq!(heard(&often, 1), whole);
    assert_eq!(heard(&often, usize::MAX), whole);
}

#[test]
fn a_stream_that_falters_in_words_is_no_gate() {
    let mut sound = synthetic::sound(20.0, &[0.0..12.0], 0.2, 0.002);
    // A fifth of a second is missing of every second of the voice; then it is muted.
    for second in 0..12 {
        sound[second * 16_000 + 8_000..][..3_200].fill(0.0);
    }
    sound[13 * 16_000..16 * 16_000].fill(0.0);
    let (_, _, zeros) = heard(sound.as_chunks().0, 31);
    assert_eq!(seconds(&zeros), [(13.0, 16.0)]);
}

#[test]
fn knocks_open_no_gate() {
    let mut sound = vec![0.0; 20 * 16_000];
    for knock in [4, 8, 12, 16] {
        for (sample, at) in sound[knock * 16_000..][..1_600].iter_mut().zip(0_u16..) {
            *sample = 0.5 * (-f32::from(at) / 200.0).exp() * (f32::from(at) * 0.9).sin();
        }
    }
    let (_, speech, zeros) = heard(sound.as_chunks().0, 31);
    assert_eq!(speech, []);
    assert_eq!(zeros.len(), 5, "{zeros:?}");
}

#[test]
fn what_can_not_be_heard_is_no_run_of_zeros() {
    let frames = gated(20.0, &[3.0..5.0, 9.0..11.0, 12.0..14.0]);
    let (mut listener, mut sound) = (Listener::new(), HeardSound::default());
    for (at, frame) in frames.iter().enumerate() {
        // Lost from 5.5 to 12 s: so the gate was seen to open once.
        match (172..375).contains(&at) {
            true => listener.miss(),
            false => listener.hear(frame),
        }
    }
    listener.finish();
    sound.take(listener.take());
    assert_eq!(seconds(&sound.zeros), [(0.0, 3.0), (14.2, 20.0)]);
    assert_eq!(seconds(&stretch::joined(sound.heard, Duration::ZERO)), [(3.0, 5.5), (12.0, 14.2)]);
}
