//! One channel out of several.

/// Seconds in which what was heard of the channels counts half.
const FADES: f64 = 2.0;

/// How a recording's channels are mixed: to their mean, and those with the voice upside down turned
/// over first. A microphone wired with one side inverted, which some interfaces do, would cancel
/// itself out.
#[derive(Default)]
pub(crate) struct Mix {
    /// For each channel.
    sides: Vec<MixedSide>,
}

/// What was heard of a channel lately.
#[derive(Clone)]
struct MixedSide {
    power: f64,
    /// How far it swings with the channel that is the loudest, and how loud that was.
    shared: f64,
    loudest: f64,
    sign: f32,
}

impl Mix {
    /// The mean of what comes next: interleaved samples of so many channels at this rate.
    pub(crate) fn mean<'a>(
        &'a mut self,
        interleaved: &'a [f32],
        channels: usize,
        rate: u32,
    ) -> impl Iterator<Item = f32> + 'a {
        if self.sides.len() != channels {
            let side = MixedSide { power: 0.0, shared: 0.0, loudest: 0.0, sign: 1.0 };
            self.sides = vec![side; channels];
        }
        if channels > 1 {
            self.weigh(interleaved, rate);
        }
        let mean = move |frame: &[f32]| {
            let sides = frame.iter().zip(&self.sides);
            sides.map(|(sample, side)| sample * side.sign).sum::<f32>() / channels as f32
        };
        interleaved.chunks_exact(channels).map(mean)
    }

    fn weigh(&mut self, interleaved: &[f32], rate: u32) {
        let channels = self.sides.len();
        let count = interleaved.len() / channels;
        if count == 0 {
            return;
        }
        let channel =
            |of: usize| interleaved.iter().skip(of).step_by(channels).map(|s| f64::from(*s));
        // A constant is no sound.
        let middles: Vec<f64> =
            (0..channels).map(|of| channel(of).sum::<f64>() / count as f64).collect();
        let product = |a: usize, b: usize| -> f64 {
            let pairs = channel(a).zip(channel(b));
            pairs.map(|(x, y)| (x - middles[a]) * (y - middles[b])).sum()
        };
        let powers: Vec<f64> = (0..channels).map(|of| product(of, of)).collect();
        let kept = 0.5_f64.powf(count as f64 / (FADES * f64::from(rate)));
        for (side, power) in self.sides.iter_mut().zip(&powers) {
            side.power = side.power * kept + power;
        }
        let by_power = |a: &usize, b: &usize| self.sides[*a].power.total_cmp(&self.sides[*b].power);
        let loudest = (0..channels).max_by(by_power).unwrap_or(0);
        let sign = self.sides[loudest].sign;
        for (of, side) in self.sides.iter_mut().enumerate() {
            let shared = f64::from(sign) * product(of, loudest);
            side.shared = side.shared * kept + shared;
            side.loudest = side.loudest * kept + powers[loudest];
            // Of two channels, their difference holds twice as much as their sum, or the other way
            // round. Between these, as with voices of their own or noise, both hold as much.
            let enough = (side.power + side.loudest) / 6.0;
            if side.shared < -enough {
                side.sign = -1.0;
            } else if side.shared > enough {
                side.sign = 1.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 16_000;

    fn noise(seed: u32) -> impl Iterator<Item = f32> {
        let mut state = seed;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (f64::from(state) / 2_f64.powi(31) - 1.0) as f32
        })
    }

    fn power(samples: impl Iterator<Item = f32>) -> f32 {
        samples.map(|sample| sample * sample).sum()
    }

    /// How much of the power of the left channel is in the mean, for these channels, given in
    /// packets.
    fn kept(left: &[f32], right: &[f32]) -> f32 {
        let both: Vec<f32> = left.iter().zip(right).flat_map(|(l, r)| [*l, *r]).collect();
        let mut mix = Mix::default();
        let mean: f32 = both.chunks(1152).map(|packet| power(mix.mean(packet, 2, RATE))).sum();
        mean / power(left.iter().copied())
    }

    #[test]
    fn an_inverted_side_is_turned_over_with_noise_on_it_and_behind_a_long_pause() {
        let voice: Vec<f32> = noise(1).take(80_000).collect();
        let hiss = |seed: u32, loud: f32| noise(seed).map(move |sample| sample * loud);
        for loud in [0.0, 0.01, 0.1, 0.3] {
            let pause = 20 * RATE as usize;
            let side = |sign: f32, seed| -> Vec<f32> {
                let voice = std::iter::repeat_n(0.0, pause).chain(voice.iter().copied());
                voice.zip(hiss(seed, loud)).map(|(v, n)| sign * v + n).collect()
            };
            let (left, right) = (side(1.0, 2), side(-1.0, 99));
            let kept = kept(&left, &right);
            assert!(kept > 0.7, "noise {loud}: {kept}");
        }
    }

    #[test]
    fn other_channels_are_averaged() {
        let (one, other): (Vec<f32>, Vec<f32>) =
            noise(1).take(80_000).zip(noise(77).take(80_000)).unzip();
        let silence = vec![0.0; one.len()];
        assert!((kept(&one, &one) - 1.0).abs() < 1e-3);
        assert!((kept(&one, &silence) - 0.25).abs() < 1e-3);
        assert!((kept(&one, &other) - 0.5).abs() < 0.05);
        // One that swings a little against the other has as much in its sum.
        let wide: Vec<f32> = one.iter().zip(&other).map(|(a, b)| b - 0.2 * a).collect();
        let mut mix = Mix::default();
        let both: Vec<f32> = one.iter().zip(&wide).flat_map(|(l, r)| [*l, *r]).collect();
        mix.mean(&both, 2, RATE).for_each(drop);
        assert!(mix.sides.iter().all(|side| side.sign == 1.0));
    }

    #[test]
    fn the_sides_of_a_pair_among_several_are_turned_over_too() {
        let pair: Vec<f32> = noise(3).take(32_000).flat_map(|s| [0.0, s, -s, 0.0]).collect();
        let mut mix = Mix::default();
        let mean = power(mix.mean(&pair, 4, RATE));
        // Two of four.
        assert!((mean / power(noise(3).take(32_000)) - 0.25).abs() < 1e-3);
    }
}
