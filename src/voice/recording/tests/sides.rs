//! Channels that belong together in other ways than two ears do.

use super::*;

/// Noise of one seed, from −1 to 1.
fn noise(seed: u32) -> impl Iterator<Item = f32> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state) / 2_f64.powi(31) - 1.0) as f32
    })
}

/// Stereo: the talk on both sides, changed by the first factors, and a noise, by the second.
fn stereo(voice: [f32; 2], noise: impl Iterator<Item = f32>, by: [f32; 2]) -> Vec<f32> {
    let both = talk().into_iter().zip(noise);
    both.flat_map(|(v, n)| [voice[0] * v + by[0] * n, voice[1] * v + by[1] * n]).collect()
}

/// The talk on both sides, changed by these factors, with noise of its own on each.
fn sides(left: f32, right: f32, loud: f32) -> Vec<u8> {
    let own: Vec<f32> = noise(5).take(256_000).map(|sample| loud * sample).collect();
    let talk = stereo([left, right], noise(1), [0.0, 0.0]);
    wav_at(16_000, 2, &talk.iter().zip(own).map(|(talk, own)| talk + own).collect::<Vec<_>>())
}

#[test]
fn a_side_that_is_inverted_takes_no_voice_away() {
    assert_talk(&heard("inverted.wav", &sides(1.0, -1.0, 0.0)), "inverted");
    for (right, noise) in [(-1.0, 0.001), (-1.0, 0.01), (-0.5, 0.01), (-0.9, 0.02), (-2.0, 0.0)] {
        let heard = heard("inverted.wav", &sides(1.0, right, noise));
        assert_talk(&heard, &format!("{right}, noise {noise}"));
    }
    // A codec leaves a residue where the sides should cancel each other out.
    let formats: [(&str, &[&str]); 6] = [
        ("sides.ogg", &["-c:a", "libvorbis", "-q:a", "1"]),
        ("sides.opus", &["-c:a", "libopus", "-b:a", "24k"]),
        ("sides.m4a", &["-b:a", "48k"]),
        ("sides.mp3", &["-b:a", "48k", "-joint_stereo", "1"]),
        ("low.mp3", &["-b:a", "24k", "-ar", "16000"]),
        ("sides.flac", &[]),
    ];
    for (name, options) in formats {
        for noise in [0.0, 0.01] {
            let Some(bytes) = converted_from(&sides(1.0, -1.0, noise), name, options) else {
                continue;
            };
            // As loud as one that is not inverted.
            let voiced: f64 = read(name, &bytes).voiced.iter().map(|(from, to)| to - from).sum();
            assert!(near(voiced, 4.0, 0.7), "{name}, noise {noise}: {voiced} s");
        }
    }
}

#[test]
fn noise_and_hum_of_the_other_phase_hide_no_voice() {
    // The talk has an RMS of some 0.1 where there is voice.
    let hum = |loud: f32| {
        (0..).map(move |at: u32| {
            loud * (std::f64::consts::TAU * f64::from(at) * 50.0 / 16_000.0).sin() as f32
        })
    };
    for voice in [[1.0, 1.0], [1.0, -1.0]] {
        let other = [1.0, -voice[1]];
        for loud in [0.05, 0.2] {
            let hissed = stereo(voice, noise(7).map(|sample| loud * sample), other);
            assert_talk(&heard("hiss.wav", &wav_at(16_000, 2, &hissed)), &format!("hiss {loud}"));
            let hummed = stereo(voice, hum(loud), other);
            assert_talk(&heard("hum.wav", &wav_at(16_000, 2, &hummed)), &format!("hum {loud}"));
        }
    }
}

#[test]
fn a_voice_behind_one_of_the_other_phase_is_heard_at_once() {
    let voice = |sign: f32, by: f32| stereo([by, sign * by], noise(1), [0.0, 0.0]);
    let mut joined = [voice(1.0, 1.0), voice(-1.0, 0.1), voice(1.0, 0.3)].concat();
    // Nothing but zeros is what both sides are.
    joined.extend(std::iter::repeat_n(0.0, 160_000));
    let heard = heard("turns.wav", &wav_at(16_000, 2, &joined));
    let spans: Vec<_> = utterances(&heard.speech).into_iter().map(seconds).collect();
    assert_eq!(spans.len(), 6, "{spans:?}");
    for (found, from) in spans.iter().zip([1.0, 5.0, 9.0, 13.0, 17.0, 21.0]) {
        assert!(near(found.0, from, 0.25) && near(found.1, from + 2.0, 0.25), "{spans:?}");
    }
    let zeros: Vec<_> = heard.zeros.iter().copied().map(seconds).collect();
    let [(from, to)] = zeros[..] else { panic!("{zeros:?}") };
    assert!(near(from, 24.0, 0.1) && near(to, 29.0, 0.1), "{zeros:?}");
}

#[test]
fn zeros_are_what_all_sides_are() {
    // Voices cancel each other out for three seconds, and are sound all the same.
    let noise: Vec<f32> = noise(3).take(48_000).flat_map(|s| [0.1 * s, -0.1 * s]).collect();
    let heard = heard("cancelled.wav", &wav_at(16_000, 2, &noise));
    assert_eq!((&heard.zeros, heard.windows().len()), (&Vec::new(), 1));
}

#[test]
fn other_sides_are_mixed() {
    for (left, right) in [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (1.0, 0.3), (0.2, 1.0)] {
        let heard = heard("sides.wav", &sides(left, right, 0.003));
        assert_talk(&heard, &format!("{left} and {right}"));
    }
    // One voice among eight channels is mixed like any other.
    let eight: Vec<f32> =
        talk().iter().flat_map(|sample| [*sample, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).collect();
    assert_talk(&heard("eight.wav", &wav_at(16_000, 8, &eight)), "eight");
    let pair: Vec<f32> = talk().iter().flat_map(|s| [0.0, 0.0, *s, 0.0, -s, 0.0]).collect();
    assert_talk(&heard("pair.wav", &wav_at(16_000, 6, &pair)), "a pair among six");
    // Two voices, one on each side, are heard both.
    let second = skipped_by(&talk(), 32_000);
    let both: Vec<f32> = talk().into_iter().zip(second).flat_map(|(a, b)| [a, b]).collect();
    let heard = read("two.wav", &wav_at(16_000, 2, &both));
    let voiced: f64 = heard.voiced.iter().map(|(from, to)| to - from).sum();
    assert!(near(voiced, 7.0, 1.0), "{:?}", heard.voiced);
}

#[test]
fn one_side_that_follows_two_and_two_that_follow_one_are_heard() {
    let (one, two) = (wav(&talk()), sides(1.0, -1.0, 0.0));
    for (first, second) in [(&one, &two), (&two, &one)] {
        let joined = read("joined.wav", &[&first[..], second].concat());
        assert_talks(&joined, 2, "joined");
    }
}

/// These samples so many later.
fn skipped_by(samples: &[f32], count: usize) -> Vec<f32> {
    let later = std::iter::repeat_n(0.0, count).chain(samples.iter().copied());
    later.take(samples.len()).collect()
}

#[test]
fn plain_samples_are_heard_as_they_are_meant_in_quicktime_and_matroska() {
    let formats: [(&str, &[&str]); 12] = [
        ("law.mkv", &["-c:a", "pcm_mulaw"]),
        ("a-law.mkv", &["-c:a", "pcm_alaw", "-ac", "2"]),
        ("eight.mkv", &["-c:a", "pcm_u8"]),
        ("24.mkv", &["-c:a", "pcm_s24be"]),
        ("law.mov", &["-c:a", "pcm_mulaw"]),
        ("a-law.mov", &["-c:a", "pcm_alaw", "-ac", "2"]),
        ("24.mov", &["-c:a", "pcm_s24be"]),
        ("24-little.mov", &["-c:a", "pcm_s24le", "-ar", "48000"]),
        ("32.mov", &["-c:a", "pcm_s32be"]),
        ("float.mov", &["-c:a", "pcm_f32be", "-ac", "2"]),
        ("float-little.mov", &["-c:a", "pcm_f32le"]),
        ("double.mov", &["-c:a", "pcm_f64be"]),
    ];
    for (name, options) in formats {
        let Some(bytes) = converted(name, options) else { continue };
        assert_talks(&read(name, &bytes), 1, name);
    }
    // Others are refused by name.
    let Some(bytes) = converted("ms.mkv", &["-c:a", "adpcm_ms"]) else { return };
    assert_eq!(
        refused("ms.mkv", &bytes),
        "ms.mkv: this kind of sound can't be decoded here; convert it: ffmpeg -i ms.mkv -vn ms.flac"
    );
}
