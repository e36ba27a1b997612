//! Sound made for tests: a vowel whose pitch and formants glide, in syllables, over seeded noise.
//! The detector takes it for speech. It is the same everywhere, so that numbers computed from it
//! elsewhere hold.

use std::f64::consts::TAU;
use std::ops::Range;

const SAMPLE_RATE: u32 = 16_000;

/// `seconds` of noise of amplitude `noise`, with a voice of amplitude about `voice` in the ranges
/// given in seconds.
pub(crate) fn sound(seconds: f64, voiced: &[Range<f64>], voice: f64, noise: f64) -> Vec<f32> {
    let rate = f64::from(SAMPLE_RATE);
    let (mut seed, mut phase) = (1_u32, 0.0);
    let sample = |i: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let hiss = f64::from(seed) / 2_f64.powi(31) - 1.0;
        let time = f64::from(i) / rate;
        let pitch = 120.0 + 20.0 * (TAU * 0.7 * time).sin();
        phase += TAU * pitch / rate;
        if !voiced.iter().any(|range| range.contains(&time)) {
            return (noise * hiss) as f32;
        }
        let open = (TAU * 2.0 * time).sin().powi(2);
        let formants = [
            (400.0 + 350.0 * open, 120.0, 1.0),
            (1900.0 - 700.0 * open, 180.0, 0.5),
            (2600.0, 250.0, 0.2),
        ];
        let harmonic = |k: u32| {
            let frequency = f64::from(k) * pitch;
            let bell = |(centre, width, height): (f64, f64, f64)| {
                height * (-((frequency - centre) / width).powi(2)).exp()
            };
            formants.map(bell).iter().sum::<f64>() * (f64::from(k) * phase).sin()
        };
        let syllable = (TAU * 1.75 * time).sin().powi(2);
        (noise * hiss + voice * syllable * (1..=30).map(harmonic).sum::<f64>()) as f32
    };
    (0..(seconds * rate) as u32).map(sample).collect()
}

/// A voice in these ranges as a microphone with a noise gate delivers it: faint noise beside it
/// until so many seconds later, and nothing but zeros elsewhere.
pub(crate) fn gated(seconds: f64, voiced: &[Range<f64>], hold: f64) -> Vec<f32> {
    let mut samples = sound(seconds, voiced, 0.15, 0.002);
    for (sample, at) in samples.iter_mut().zip(0_u32..) {
        let time = f64::from(at) / f64::from(SAMPLE_RATE);
        if !voiced.iter().any(|range| (range.start..range.end + hold).contains(&time)) {
            *sample = 0.0;
        }
    }
    samples
}

/// Lays typing over the first `seconds`: some ten keys a second, each a short ringing crack.
pub(crate) fn type_over(samples: &mut [f32], seconds: f64) {
    const KEY: usize = SAMPLE_RATE as usize / 10;
    let mut seed = 7_u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(seed) / 2_f64.powi(31) - 1.0) as f32
    };
    let (mut at, end) = (0, (seconds * f64::from(SAMPLE_RATE)) as usize);
    while at + KEY < end {
        let loud = 0.3 * (0.6 + 0.4 * random());
        for (sample, time) in samples[at..at + KEY].iter_mut().zip(0_u16..) {
            let time = f32::from(time) / SAMPLE_RATE as f32;
            let ring = (time * 900.0 * std::f32::consts::TAU).sin();
            *sample += loud * (-60.0 * time).exp() * 0.5 * (random() + ring);
        }
        at += (KEY as f32 * (1.0 + 0.6 * random())) as usize;
    }
}

/// These samples of 16 kHz mono as the bytes of a WAV file of 16 bits.
pub(crate) fn wav(samples: &[f32]) -> Vec<u8> {
    wav_at(SAMPLE_RATE, 1, samples)
}

/// Interleaved samples as the bytes of a WAV file of 16 bits.
pub(crate) fn wav_at(rate: u32, channels: u16, samples: &[f32]) -> Vec<u8> {
    let size = samples.len() as u32 * 2;
    let mut bytes = Vec::new();
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(36 + size).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0");
    bytes.extend_from_slice(&channels.to_le_bytes());
    bytes.extend_from_slice(&rate.to_le_bytes());
    bytes.extend_from_slice(&(rate * u32::from(channels) * 2).to_le_bytes());
    bytes.extend_from_slice(&(channels * 2).to_le_bytes());
    bytes.extend_from_slice(b"\x10\0data");
    bytes.extend_from_slice(&size.to_le_bytes());
    for sample in samples {
        bytes.extend_from_slice(&((sample * 32767.0).round() as i16).to_le_bytes());
    }
    bytes
}

/// Says on the terminal, past the test runner's capture, what was not tested and why.
pub(crate) fn skipped(what: &str) {
    use std::io::Write;
    _ = writeln!(std::io::stderr(), "skipped: {what}");
}
