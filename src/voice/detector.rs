//! The speech detector: Silero VAD v6 at 16 kHz, its forward pass in plain Rust over the original
//! weights. Samples in, speech probability out, one frame at a time; the state between frames is
//! the detector's own. Pure: no file, clock or thread. The weights are compiled in and unpacked by
//! [`Detector::new`], not before.
//!
//! What runs for every frame counts in loops over indices: the adapters of iterators and arrays are
//! functions of their own, which `--release`, built without a link-time step, would call each time.

#![expect(clippy::needless_range_loop, reason = "several times slower without a link-time step")]

mod spectrum;

use std::f32::consts::{LN_2, LOG2_E};
use std::ops::Range;
use std::time::Duration;

use spectrum::{BINS, SEEN, Spectrum};

/// Samples a second that the detector is trained for.
pub(crate) const SAMPLE_RATE: u32 = 16_000;
/// New samples in one frame: 32 ms.
pub const FRAME: usize = 512;

/// After this long in a row without speech the detector forgets what it heard, again and again:
/// under noise and typing the network's state drifts until it takes no voice for speech. Measured
/// on 30 recordings (16,892 s) with 181 gaps of 10 s and more, of keys and noise at 20 to 5 dB:
/// 6.4% of the speech missed in place of 11.3%, nobody silent for 10 s who talked, precision and
/// recall of silences 1.0 in place of 0.989 and 0.994. With 1 to 8 s it is much the same; a state
/// that decays, or a mean with a fresh one, hears less.
pub(crate) const FORGETS: Duration = Duration::from_secs(2);

/// `silero_vad_16k_op15.onnx` of silero-vad 6.2.3 as f32 (MIT, `LICENSE-silero`).
static WEIGHTS: &[u8] = include_bytes!("silero_v6_16k.safetensors");

/// Samples of the frame before that the network sees again, and samples mirrored after the frame.
const CONTEXT: usize = 64;
/// Width of the LSTM's state.
const STATE: usize = 128;

/// Tells how likely each frame of a stream of samples is speech. About 1 MB.
pub struct Detector {
    spectrum: Spectrum,
    conv1: Layer<8>,
    conv2: Layer<16>,
    conv3: Layer<32>,
    conv4: Layer<32>,
    lstm: Layer<32>,
    last: Vec<f32>,
    last_bias: f32,
    state: Carried,
}

/// What one frame leaves for the next.
struct Carried {
    context: [f32; CONTEXT],
    hidden: [f32; STATE],
    cell: [f32; STATE],
}

impl Carried {
    const SILENT: Self = Self { context: [0.0; CONTEXT], hidden: [0.0; STATE], cell: [0.0; STATE] };
}

impl Default for Detector {
    fn default() -> Self {
        Self::new()
    }
}

impl Detector {
    /// Unpacks the weights, in 0.3 ms; the stream begins at silence.
    pub fn new() -> Self {
        Self {
            spectrum: Spectrum::new(tensor("stft_conv.weight")),
            conv1: Layer::conv("conv1", BINS, 0..3),
            conv2: Layer::conv("conv2", 128, 0..3),
            // Two columns are left here, then one: the taps left out would only ever meet the
            // padding.
            conv3: Layer::conv("conv3", 64, 1..3),
            conv4: Layer::conv("conv4", 64, 1..2),
            lstm: Layer::lstm(),
            last: tensor("final_conv.weight").collect(),
            last_bias: tensor("final_conv.bias").sum(),
            state: Carried::SILENT,
        }
    }

    /// Forgets what was heard but for the samples that the next frame sees again: the stream goes
    /// on, its state begins at silence.
    pub fn forget(&mut self) {
        self.state = Carried { context: self.state.context, ..Carried::SILENT };
    }

    /// The probability, 0 to 1, that these 512 samples, the next of the stream, hold speech.
    /// Samples beyond ±1 are clipped, and what is no number counts as −1. Allocates nothing.
    pub fn probability(&mut self, frame: &[f32; FRAME]) -> f32 {
        let state = &mut self.state;
        let mut samples = [0.0; SEEN];
        let (before, rest) = samples.split_at_mut(CONTEXT);
        let (now, mirror) = rest.split_at_mut(FRAME);
        before.copy_from_slice(&state.context);
        for (to, from) in now.iter_mut().zip(frame) {
            *to = clipped(*from);
        }
        for (to, from) in mirror.iter_mut().zip(now[..FRAME - 1].iter().rev()) {
            *to = *from;
        }
        state.context.copy_from_slice(&now[FRAME - CONTEXT..]);

        let bins = self.spectrum.magnitudes(&samples);
        let mut x = [[0.0; 4]; 128];
        self.conv1.apply(&unfold::<4, 4, { BINS * 3 }>(&bins, 1), &mut x);
        relu(&mut x);
        let mut y = [[0.0; 2]; 64];
        self.conv2.apply(&unfold::<4, 2, { 128 * 3 }>(&x, 2), &mut y);
        relu(&mut y);
        let mut z = [[0.0]; 64];
        self.conv3.apply(y.as_flattened().as_chunks().0, &mut z);
        relu(&mut z);
        let mut input = [[0.0]; STATE * 2];
        self.conv4.apply(&z, &mut input[..STATE]);
        relu(&mut input[..STATE]);
        input[STATE..].as_flattened_mut().copy_from_slice(&state.hidden);
        let mut gates = [[0.0]; STATE * 4];
        self.lstm.apply(&input, &mut gates);

        for i in 0..STATE {
            let gate = |gate: usize| gates[gate * STATE + i][0];
            let (input, forget, new, output) = (gate(0), gate(1), gate(2), gate(3));
            state.cell[i] = sigmoid(forget) * state.cell[i] + sigmoid(input) * tanh(new);
            state.hidden[i] = sigmoid(output) * tanh(state.cell[i]);
        }
        let mut sum = 0.0;
        for (weight, x) in self.last.iter().zip(&state.hidden) {
            sum += weight * x.max(0.0);
        }
        sigmoid(sum + self.last_bias)
    }
}

#[inline(always)]
#[expect(
    clippy::manual_clamp,
    reason = "clamp lets a NaN through, which would stay in the state for good"
)]
fn clipped(sample: f32) -> f32 {
    sample.max(-1.0).min(1.0)
}

/// A matrix and a bias. Rows of `W` weights, one for each of `W` outputs, lie in the order in which
/// they are used: the widest loop runs over outputs side by side, so that the compiler can use
/// whatever vector registers there are.
struct Layer<const W: usize> {
    weights: Vec<[f32; W]>,
    bias: Vec<[f32; W]>,
}

impl<const W: usize> Layer<W> {
    /// A convolution over three columns, of which only `taps` are kept; its inputs are `unfold`ed.
    fn conv(name: &str, inputs: usize, taps: Range<usize>) -> Self {
        let weights: Vec<f32> = tensor(&format!("{name}.weight")).collect();
        let bias: Vec<f32> = tensor(&format!("{name}.bias")).collect();
        Self::pack(&bias, inputs * taps.len(), |output, row| {
            let (input, tap) = (row / taps.len(), row % taps.len() + taps.start);
            weights[(output * inputs + input) * 3 + tap]
        })
    }

    /// The four gates of the LSTM over the input followed by the hidden state.
    fn lstm() -> Self {
        let [input, hidden, b1, b2] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
            .map(|name| tensor(&format!("lstm_cell.{name}")).collect::<Vec<f32>>());
        let bias: Vec<f32> = b1.iter().zip(&b2).map(|(a, b)| a + b).collect();
        Self::pack(&bias, STATE * 2, |output, row| match row.checked_sub(STATE) {
            None => input[output * STATE + row],
            Some(row) => hidden[output * STATE + row],
        })
    }

    fn pack(bias: &[f32], rows: usize, weight: impl Fn(usize, usize) -> f32) -> Self {
        let (bias, rest) = bias.as_chunks();
        assert!(rest.is_empty());
        let weights = (0..bias.len() * rows)
            .map(|i| std::array::from_fn(|lane| weight(i / rows * W + lane, i % rows)))
            .collect();
        Self { weights, bias: bias.to_vec() }
    }

    #[inline(always)]
    fn apply<const C: usize>(&self, input: &[[f32; C]], output: &mut [[f32; C]]) {
        let rows = input.len();
        for block in 0..self.bias.len() {
            let weights = &self.weights[block * rows..][..rows];
            let mut sums = [self.bias[block]; C];
            for row in 0..rows {
                for column in 0..C {
                    for lane in 0..W {
                        sums[column][lane] += weights[row][lane] * input[row][column];
                    }
                }
            }
            for lane in 0..W {
                for column in 0..C {
                    output[block * W + lane][column] = sums[column][lane];
                }
            }
        }
    }
}

/// What a convolution of width 3 sees at each of its `C` places, one column of zeros beyond either
/// edge.
#[inline(always)]
fn unfold<const IN: usize, const C: usize, const ROWS: usize>(
    x: &[[f32; IN]],
    stride: usize,
) -> [[f32; C]; ROWS] {
    let mut rows = [[0.0; C]; ROWS];
    for input in 0..ROWS / 3 {
        for tap in 0..3 {
            for place in 0..C {
                let column = place * stride + tap;
                if 1 <= column && column <= IN {
                    rows[input * 3 + tap][place] = x[input][column - 1];
                }
            }
        }
    }
    rows
}

#[inline(always)]
fn relu<const C: usize>(x: &mut [[f32; C]]) {
    for row in x {
        for x in row {
            *x = x.max(0.0);
        }
    }
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
fn tanh(x: f32) -> f32 {
    1.0 - 2.0 / (1.0 + exp(2.0 * x))
}

/// e^x to one part in 100,000 for |x| ≤ 80, to one in 2 million for |x| ≤ 4, and clamped at ±80.
/// The library's is called once a number; this one is computed for a whole register.
#[inline(always)]
fn exp(x: f32) -> f32 {
    /// 1.5 * 2^23: adding it leaves the nearest whole number in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-80.0, 80.0) * LOG2_E;
    let shifted = x + ROUND;
    let r = (x - (shifted - ROUND)) * LN_2;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    // Taylor's series; |r| is at most ln(2)/2.
    let series = 1.0
        + r * (1.0
            + r * (1.0 / 2.0 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r / 720.0)))));
    power * series
}

/// A tensor of the compiled-in file. Safetensors: length of the header (u64), a JSON header that
/// gives each tensor's bytes as `"data_offsets":[from,to]`, then the bytes, little endian.
fn tensor(name: &str) -> impl Iterator<Item = f32> {
    let find = || {
        let (length, rest) = WEIGHTS.split_first_chunk()?;
        let (header, data) = rest.split_at_checked(u64::from_le_bytes(*length) as usize)?;
        let (_, entry) = std::str::from_utf8(header).ok()?.split_once(&format!("\"{name}\":"))?;
        let (_, offsets) = entry.split_once("\"data_offsets\":[")?;
        let (from, to) = offsets.split_once(']')?.0.split_once(',')?;
        let offset = |text: &str| text.trim().parse().ok();
        data.get(offset(from)?..offset(to)?)
    };
    let bytes: &[u8] = find().expect("the compiled-in weights hold every tensor of the network");
    bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;
    use crate::voice::recording::Recording;
    use crate::voice::synthetic;

    /// As close as any two ways of computing the network must come, whatever the order of
    /// summation.
    const TOLERANCE: f32 = 1e-4;

    fn probabilities(detector: &mut Detector, samples: &[f32]) -> Vec<f32> {
        samples.as_chunks().0.iter().map(|frame| detector.probability(frame)).collect()
    }

    #[test]
    fn agrees_with_the_original_on_a_made_up_voice() {
        // Every fourth probability of silero-vad 6.2.3's silero_vad_16k_op15.onnx on ONNX runtime
        // 1.32, computed in Python from the same formula: 4 s of noise, in it 2 s of a voice hardly
        // louder.
        let original = [
            0.013274, 0.016864, 0.014757, 0.013619, 0.008958, 0.016184, 0.008055, 0.010305,
            0.783830, 0.773408, 0.939464, 0.936441, 0.882111, 0.969801, 0.961975, 0.969755,
            0.933874, 0.945031, 0.915443, 0.984625, 0.946238, 0.991349, 0.974855, 0.969780,
            0.975432, 0.665802, 0.417856, 0.230311, 0.219744, 0.126663, 0.063609, 0.049981,
        ];
        let samples = synthetic::sound(4.0, &[1.0..3.0], 0.02, 0.05);
        let ours = probabilities(&mut Detector::new(), &samples);
        assert_eq!(ours.len(), 125);
        for (frame, (ours, original)) in ours.iter().step_by(4).zip(original).enumerate() {
            assert!(
                (ours - original).abs() < TOLERANCE,
                "frame {}: {ours}, not {original}",
                frame * 4
            );
        }
    }

    #[test]
    fn agrees_with_the_original_on_the_reference_recordings() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/voice");
        let Ok(text) = std::fs::read_to_string(folder.join("reference.json")) else {
            return synthetic::skipped(
                "the detector on the reference recordings: ../shared/voice is not here",
            );
        };
        #[derive(serde::Deserialize)]
        struct ReferenceRecordings {
            speech_probability: BTreeMap<String, Vec<f32>>,
        }
        let reference: ReferenceRecordings = serde_json::from_str(&text).unwrap();
        assert!(!reference.speech_probability.is_empty());
        for (file, original) in reference.speech_probability {
            let mut recording = Recording::open(&folder.join("dev").join(&file)).unwrap();
            let mut detector = Detector::new();
            for (frame, original) in original.into_iter().enumerate() {
                let ours = detector.probability(recording.next_frame().unwrap());
                assert!(
                    (ours - original).abs() < TOLERANCE,
                    "{file}, frame {frame}: {ours}, not {original}"
                );
            }
        }
    }

    #[test]
    fn what_was_heard_before_counts_and_a_new_stream_begins_at_silence() {
        let samples = synthetic::sound(1.0, &[0.0..1.0], 0.15, 0.002);
        let mut detector = Detector::new();
        let first = probabilities(&mut detector, &samples);
        assert_ne!(probabilities(&mut detector, &samples), first);
        assert_eq!(probabilities(&mut Detector::new(), &samples), first);
    }

    #[test]
    fn samples_that_are_no_numbers_are_forgotten() {
        let samples = synthetic::sound(1.0, &[0.0..1.0], 0.15, 0.002);
        let mut detector = Detector::new();
        for sample in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let probability = detector.probability(&[sample; FRAME]);
            assert!((0.0..=1.0).contains(&probability), "{probability} after {sample}");
        }
        let last = probabilities(&mut detector, &samples).pop().unwrap();
        assert!(last > 0.9, "{last}");
    }

    #[test]
    fn the_exponential_is_close_enough() {
        for step in -800..=800 {
            let x = step as f32 * 0.1;
            let true_value = f64::from(x).exp();
            let error = (f64::from(exp(x)) - true_value).abs() / true_value;
            assert!(error < if x.abs() <= 4.0 { 5e-7 } else { 1e-5 }, "e^{x}: off by {error}");
        }
        assert_eq!(exp(-1000.0), exp(-80.0));
        assert!(exp(1000.0).is_finite());
    }
}
