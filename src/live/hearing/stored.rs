//! Sound stored beside the session: 16 kHz, 16 bits, mono. Time that was not heard is zeros.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use hound::{SampleFormat, WavSpec, WavWriter};

use super::news::SoundNotice;
use crate::session::store::private_file;
use crate::time::Elapsed;
use crate::voice::detector::SAMPLE_RATE;

/// Less is the clock's and the device's disagreement, not a hole: a tenth of a second.
const HOLE: u64 = SAMPLE_RATE as u64 / 10;

/// A file that is written while sound comes.
pub(super) struct StoredSound {
    path: PathBuf,
    writer: WavWriter<BufWriter<File>>,
    begun: Option<Elapsed>,
    written: u64,
}

impl StoredSound {
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let spec = WavSpec {
            channels: 1,
            sample_rate: SAMPLE_RATE,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let file = private_file(path)
            .with_context(|| format!("can't make {} to store the sound in", path.display()))?;
        let writer = WavWriter::new(BufWriter::new(file), spec)?;
        Ok(Self { path: path.to_path_buf(), writer, begun: None, written: 0 })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file was moved to this folder, if it is there.
    pub(super) fn follow(&mut self, folder: &Path) {
        let path = folder.join(self.path.file_name().unwrap_or_default());
        if path.is_file() {
            self.path = path;
        }
    }

    /// Adds samples whose first sounded at this time.
    pub(super) fn write(&mut self, samples: &[f32], from: Elapsed) -> Result<(), hound::Error> {
        let begun = *self.begun.get_or_insert(from);
        let position = ((from - begun).as_secs_f64() * f64::from(SAMPLE_RATE)) as u64;
        if position > self.written + HOLE {
            for _ in self.written..position {
                self.writer.write_sample(0_i16)?;
            }
            self.written = position;
        }
        for sample in samples {
            self.writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)?;
        }
        self.written += samples.len() as u64;
        self.writer.flush()
    }

    /// Closes the file; what became of it.
    pub(super) fn finish(self) -> SoundNotice {
        let (path, begun) = (self.path, self.begun.map_or(Duration::ZERO, Elapsed::since_began));
        match self.writer.finalize() {
            Ok(()) => SoundNotice::Stored { path, begun },
            Err(error) => SoundNotice::EndNotStored { path, why: error.to_string() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::at;

    #[test]
    fn stored_sound_keeps_its_place_across_a_hole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept.wav");
        let mut kept = StoredSound::create(&path).unwrap();
        kept.write(&[0.5; 16_000], at(10.0)).unwrap();
        kept.write(&[0.5; 16_000], at(11.05)).unwrap();
        kept.write(&[0.5; 16_000], at(14.0)).unwrap();
        let begun = Duration::from_secs(10);
        // The session has another name meanwhile, and then a third, which its folder doesn't get.
        let path = folder.path().join("there/kept.wav");
        std::fs::create_dir(folder.path().join("there")).unwrap();
        std::fs::rename(folder.path().join("kept.wav"), &path).unwrap();
        kept.follow(&folder.path().join("there"));
        kept.follow(&folder.path().join("nowhere"));
        assert_eq!(kept.finish(), SoundNotice::Stored { path: path.clone(), begun });
        let samples = hound::WavReader::open(&path).unwrap().into_samples();
        let samples: Vec<i16> = samples.map(Result::unwrap).collect();
        assert_eq!(samples.len(), 5 * 16_000);
        assert!(samples[2 * 16_000..4 * 16_000].iter().all(|sample| *sample == 0));
        assert!(samples[..2 * 16_000].iter().all(|sample| *sample > 16_000));
    }
}
