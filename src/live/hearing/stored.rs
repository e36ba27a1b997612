//! Sound stored beside the session: FLAC, 16 kHz, 16 bits, mono, written as it comes, so that
//! what was written when a run is killed can be played. Time that was not heard is zeros.

use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::Context;
use flac_codec::Error;
use flac_codec::encode::{FlacSampleWriter, Options};

use super::news::SoundNotice;
use crate::session::store::{Meddled, Watch, WatchedFile};
use crate::time::Elapsed;
use crate::voice::detector::SAMPLE_RATE;

/// Less is the clock's and the device's disagreement, not a hole: a tenth of a second.
const HOLE: u64 = SAMPLE_RATE as u64 / 10;

/// So much of a hole is written at once.
const ZEROS: [i32; 4096] = [0; 4096];

/// A file that is written while sound comes.
pub(super) struct StoredSound {
    file: SoundInFile,
    writer: FlacSampleWriter<BufWriter<WatchedFile>>,
    written: u64,
}

/// A file with sound of the round, also one that is closed.
pub(super) struct SoundInFile {
    pub(super) path: PathBuf,
    watch: Watch,
    /// When its sound begins, once there is some.
    pub(super) begun: Option<Elapsed>,
}

impl SoundInFile {
    /// Its name in its folder.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What other programs did to it.
    pub(super) fn meddled(&self) -> Option<Meddled> {
        self.watch.meddled(&self.path)
    }

    /// The file was moved to this folder, if it is there.
    pub(super) fn follow(&mut self, folder: &Path) {
        let path = folder.join(self.path.file_name().unwrap_or_default());
        if self.watch.meddled(&path).is_none() {
            self.path = path;
        }
    }

    /// What there is to say of it at the round's end; nothing of one that never had any sound, or
    /// isn't kept, which goes.
    pub(super) fn end(self, is_kept: bool) -> Option<SoundNotice> {
        let meddled = self.meddled();
        let begun = self.begun.map(Elapsed::since_began).filter(|_| is_kept);
        let path = self.path;
        match (meddled, begun) {
            (None, Some(begun)) => {
                Some(SoundNotice::Stored { path, bytes: self.watch.length(), begun })
            }
            (Some(meddled), Some(_)) => Some(SoundNotice::Missing { path, meddled }),
            (None, None) => {
                let why = fs::remove_file(&path).err()?.to_string();
                Some(SoundNotice::EmptyStays { path, why })
            }
            (Some(_), None) => None,
        }
    }
}

impl StoredSound {
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let made = || format!("can't make {} to store the sound in", path.display());
        let (file, watch) = WatchedFile::create(path).with_context(made)?;
        // Nothing is left free in its head for what is added later.
        let options = Options::default().no_padding().no_seektable();
        let file = BufWriter::new(file);
        let writer =
            FlacSampleWriter::new(file, options, SAMPLE_RATE, 16, 1, None).with_context(made)?;
        let file = SoundInFile { path: path.to_path_buf(), watch, begun: None };
        Ok(Self { file, writer, written: 0 })
    }

    pub(super) fn file(&self) -> &SoundInFile {
        &self.file
    }

    /// The file was moved to this folder, if it is there.
    pub(super) fn follow(&mut self, folder: &Path) {
        self.file.follow(folder);
    }

    /// Adds samples whose first sounded at this time.
    pub(super) fn write(&mut self, samples: &[f32], from: Elapsed) -> Result<(), Error> {
        let begun = self.file.begun.unwrap_or(from);
        let position = ((from - begun).as_secs_f64() * f64::from(SAMPLE_RATE)) as u64;
        if position > self.written + HOLE {
            while self.written < position {
                let zeros = (position - self.written).min(ZEROS.len() as u64);
                self.writer.write(&ZEROS[..zeros as usize])?;
                self.written += zeros;
            }
        }
        let of = |sample: &f32| (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i32;
        self.writer.write(&samples.iter().map(of).collect::<Vec<_>>())?;
        self.written += samples.len() as u64;
        self.file.begun = Some(begun);
        Ok(())
    }

    /// Closes the file. What it was made into by another program stays as it is.
    pub(super) fn close(self) -> (SoundInFile, Result<(), Error>) {
        let closed = self.writer.finalize();
        (self.file, closed)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::samples::at;
    use crate::voice::recording::Recording;
    use crate::voice::synthetic;

    #[test]
    fn stored_sound_keeps_its_place_across_a_hole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept.flac");
        let mut kept = StoredSound::create(&path).unwrap();
        kept.write(&[0.5; 16_000], at(10.0)).unwrap();
        kept.write(&[0.5; 16_000], at(11.05)).unwrap();
        kept.write(&[0.5; 16_000], at(14.0)).unwrap();
        let begun = Duration::from_secs(10);
        // The session has another name meanwhile, and then a third, which its folder doesn't get.
        let path = folder.path().join("there/kept.flac");
        fs::create_dir(folder.path().join("there")).unwrap();
        fs::rename(folder.path().join("kept.flac"), &path).unwrap();
        kept.follow(&folder.path().join("there"));
        kept.follow(&folder.path().join("nowhere"));
        let (kept, closed) = kept.close();
        closed.unwrap();
        let Some(SoundNotice::Stored { path: told, bytes, begun: at }) = kept.end(true) else {
            panic!("it could not be stored");
        };
        assert_eq!((&told, at), (&path, begun));
        assert_eq!(bytes, fs::metadata(&path).unwrap().len());
        let samples = samples(&path);
        assert_eq!(samples.len(), 5 * 16_000);
        assert!(samples[2 * 16_000..4 * 16_000].iter().all(|sample| *sample == 0.0));
        assert!(samples[..2 * 16_000].iter().all(|sample| (0.49..0.51).contains(sample)));
    }

    #[test]
    fn what_a_killed_run_had_stored_can_be_heard() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept.flac");
        let mut kept = StoredSound::create(&path).unwrap();
        // Noise, which doesn't pack: a second of it is some 30 KB.
        let noise: Vec<f32> = synthetic::sound(20.0, &[], 0.0, 0.5);
        for (second, sound) in noise.chunks(16_000).enumerate() {
            kept.write(sound, at(second as f64)).unwrap();
        }
        let killed = folder.path().join("killed.flac");
        fs::copy(&path, &killed).unwrap();
        let heard = samples(&killed);
        assert!(heard.len() > 18 * 16_000, "{}", heard.len());
        assert!(heard.iter().zip(&noise).all(|(heard, was)| (heard - was).abs() < 1e-3));
    }

    /// All of a file's sound, as a recording is read.
    fn samples(path: &Path) -> Vec<f32> {
        let mut recording = Recording::open(path).unwrap();
        let mut samples = Vec::new();
        while let Some(frame) = recording.next_frame() {
            samples.extend_from_slice(frame);
        }
        samples.truncate((recording.duration().as_secs_f64() * 16_000.0).round() as usize);
        samples
    }
}
