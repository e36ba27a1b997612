//! The speech of a recording cut into clips for a transcriber: each short enough to be heard at
//! once, none of silence alone, cut where nobody speaks.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use hound::{SampleFormat, WavSpec, WavWriter};

use super::detector::SAMPLE_RATE;
use super::recording::Recording;
use super::speech::FRAME_TIME;
use crate::program::scratch;
use crate::time::Stretch;

/// What is left around speech: the detector ends it early, and a word cut short is misread.
/// Measured: with 0.2 s one word in 40 more was wrong.
const MARGIN: Duration = Duration::from_millis(350);

/// Speech less far apart stays in one clip.
const NEAR: Duration = Duration::from_millis(1500);

/// No clip is longer: what whisper hears at once is 30 s, and its prompt fades behind that.
const LONGEST: Duration = Duration::from_secs(28);

/// A clip that has to be cut in speech is cut no sooner: short clips are misread more.
const SHORTEST: Duration = Duration::from_secs(14);

/// A clip is cut in the middle of the quietest so many frames, some 0.16 s.
const QUIET: usize = 5;

/// How loud a recording is, frame by frame (mean square).
pub(crate) fn loudness(path: &Path, track: Option<usize>) -> Result<Vec<f32>> {
    let mut recording = Recording::open_track(path, track)?;
    let mut loud = Vec::new();
    while let Some(frame) = recording.next_frame() {
        loud.push(frame.iter().map(|sample| sample * sample).sum::<f32>());
    }
    Ok(loud)
}

/// Where a recording is cut: around its speech (in order, apart), by how loud its frames are.
pub(crate) fn cuts(speech: &[Stretch<Duration>], loud: &[f32]) -> Vec<Stretch<Duration>> {
    let end = FRAME_TIME * u32::try_from(loud.len()).unwrap_or(u32::MAX);
    let mut clips: Vec<Stretch<Duration>> = Vec::new();
    for span in speech {
        let from = span.from.saturating_sub(MARGIN);
        let to = (span.to + MARGIN).min(end);
        match clips.last_mut() {
            Some(last) if from < last.to + NEAR && to - last.from <= LONGEST => last.to = to,
            Some(last) => {
                let from = from.max(last.to);
                clips.push(Stretch { from, to });
            }
            None => clips.push(Stretch { from, to }),
        }
    }
    let mut cut = Vec::with_capacity(clips.len());
    for mut clip in clips {
        while clip.length() > LONGEST {
            let at = quietest(clip.from, loud);
            cut.push(Stretch { from: clip.from, to: at });
            clip.from = at;
        }
        cut.push(clip);
    }
    cut.retain(|clip| !clip.is_empty());
    cut
}

/// The quietest moment of a clip that has to be cut.
fn quietest(from: Duration, loud: &[f32]) -> Duration {
    let frame = |at: Duration| (at.as_millis() / FRAME_TIME.as_millis()) as usize;
    let (first, last) = (frame(from + SHORTEST), frame(from + LONGEST));
    let mut quietest = (f32::MAX, last);
    for at in first..last {
        let near = &loud[(at - QUIET / 2).min(loud.len())..(at + QUIET / 2 + 1).min(loud.len())];
        let sum: f32 = near.iter().sum();
        if sum < quietest.0 {
            quietest = (sum, at);
        }
    }
    let middle = FRAME_TIME * u32::try_from(quietest.1).unwrap_or(u32::MAX) + FRAME_TIME / 2;
    middle.min(from + LONGEST)
}

/// Writes the clips of a recording, in order and apart, each as a WAV (16 kHz, 16 bits, mono) that
/// only its owner may read: their paths in a folder, which is there, numbered from `first`.
///
/// # Errors
/// The recording can't be read or a clip not be written.
pub(crate) fn write(
    path: &Path,
    track: Option<usize>,
    clips: &[Stretch<Duration>],
    (folder, first): (&Path, usize),
) -> Result<Vec<PathBuf>> {
    let mut recording = Recording::open_track(path, track)?;
    let mut written = Vec::with_capacity(clips.len());
    let mut open = None;
    let mut frames = 0_u32;
    while let Some(frame) = recording.next_frame() {
        let at = FRAME_TIME * frames;
        frames += 1;
        let Some(clip) = clips.get(written.len()) else { break };
        if at + FRAME_TIME <= clip.from {
            continue;
        }
        let writer = match &mut open {
            Some(writer) => writer,
            none => none.insert(new_clip(&clip_path(folder, first + written.len()))?),
        };
        for sample in frame {
            writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)?;
        }
        if at + FRAME_TIME >= clip.to
            && let Some(writer) = open.take()
        {
            writer.finalize().context("a clip can't be written")?;
            written.push(clip_path(folder, first + written.len()));
        }
    }
    if let Some(writer) = open.take() {
        writer.finalize().context("a clip can't be written")?;
        written.push(clip_path(folder, first + written.len()));
    }
    Ok(written)
}

fn clip_path(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{:04}.wav", number + 1))
}

fn new_clip(path: &Path) -> Result<WavWriter<std::io::BufWriter<std::fs::File>>> {
    let spec = WavSpec {
        channels: 1,
        sample_rate: SAMPLE_RATE,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let file = scratch::create(path).map_err(hound::Error::IoError);
    file.and_then(|file| WavWriter::new(std::io::BufWriter::new(file), spec))
        .context("a clip for the transcriber can't be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: f64, to: f64) -> Stretch<Duration> {
        Stretch { from: Duration::from_secs_f64(from), to: Duration::from_secs_f64(to) }
    }

    fn seconds(clips: &[Stretch<Duration>]) -> Vec<(f64, f64)> {
        let round = |at: Duration| (at.as_secs_f64() * 100.0).round() / 100.0;
        clips.iter().map(|clip| (round(clip.from), round(clip.to))).collect()
    }

    #[test]
    fn near_speech_is_one_clip_and_silence_is_none() {
        let speech = [stretch(0.1, 2.0), stretch(3.0, 4.0), stretch(20.0, 21.0)];
        let clips = cuts(&speech, &vec![0.0; 32 * 30]);
        assert_eq!(seconds(&clips), [(0.0, 4.35), (19.65, 21.35)]);
    }

    #[test]
    fn long_speech_is_cut_at_its_quietest_moment() {
        let mut loud = vec![1.0; 32 * 70];
        // 20.0 s and 40.0 s.
        loud[620..630].fill(0.1);
        loud[1245..1255].fill(0.01);
        let clips = cuts(&[stretch(1.0, 60.0)], &loud);
        assert!(clips.iter().all(|clip| clip.length() <= LONGEST), "{:?}", seconds(&clips));
        assert!((clips[0].to.as_secs_f64() - 20.0).abs() < 0.2, "{:?}", seconds(&clips));
        assert!((clips[1].to.as_secs_f64() - 40.0).abs() < 0.2, "{:?}", seconds(&clips));
        assert!(clips.windows(2).all(|pair| pair[0].to <= pair[1].from));
    }

    #[test]
    fn clips_are_written_with_their_sound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.wav");
        let mut all = new_clip(&path).unwrap();
        for at in 0..16_000 * 6 {
            let is_loud = (16_000 * 2..16_000 * 3).contains(&at);
            all.write_sample(if is_loud { 10_000_i16 } else { 0 }).unwrap();
        }
        all.finalize().unwrap();
        let clips = cuts(&[stretch(2.0, 3.0)], &loudness(&path, None).unwrap());
        let written = write(&path, None, &clips, (folder.path(), 0)).unwrap();
        let samples = hound::WavReader::open(&written[0]).unwrap().into_samples::<i16>();
        let samples: Vec<i16> = samples.map(Result::unwrap).collect();
        assert!((samples.len() as f64 / 16_000.0 - 1.7).abs() < 0.1, "{}", samples.len());
        let loud = samples.iter().filter(|sample| **sample > 9_000).count();
        assert!(loud > 15_500, "{loud}");
    }
}
