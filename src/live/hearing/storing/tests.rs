use std::fs;

use tempfile::TempDir;

use super::*;
use crate::samples::at;
use crate::voice::recording::Recording;
use crate::voice::synthetic;

/// So many samples come at once, 0.125 s.
const PIECE: usize = 2000;

/// Sound that doesn't pack: a piece of it is some 4 KB.
struct StoringRound {
    folder: TempDir,
    storing: Storing,
    sound: Vec<f32>,
    news: News,
}

impl StoringRound {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storing = Storing::begin(&folder.path().join("ID.toml"), &[]).unwrap();
        let sound = synthetic::sound(2.0, &[], 0.0, 0.5);
        Self { folder, storing, sound, news: News::default() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("ID").join(name)
    }

    /// Pieces come, and behind each it is looked after.
    fn hear(&mut self, pieces: std::ops::Range<usize>) -> Vec<SoundNotice> {
        for piece in pieces {
            self.come(piece);
            self.storing.keep(&mut self.news);
        }
        std::mem::take(&mut self.news.notices)
    }

    fn come(&mut self, piece: usize) {
        let samples = &self.sound[piece * PIECE..(piece + 1) * PIECE];
        self.storing.store(at(piece as f64 / 8.0), samples, &mut self.news);
    }

    fn end(mut self) -> (TempDir, Vec<SoundNotice>, Vec<What>) {
        self.storing.end(true, &mut self.news);
        (self.folder, self.news.notices, self.news.events)
    }
}

fn stored(piece: usize, file: &str) -> What {
    What::SoundStored { from: at(piece as f64 / 8.0), file: file.to_string() }
}

/// How many pieces are in a file.
fn pieces(path: &Path) -> f64 {
    let mut recording = Recording::open(path).unwrap();
    while recording.next_frame().is_some() {}
    (recording.duration().as_secs_f64() * 8.0 * 100.0).round() / 100.0
}

/// A notice as it is said.
fn said(notices: &[SoundNotice], folder: &TempDir) -> Vec<String> {
    let said = notices.iter().map(crate::live::words::hearing::notice);
    said.map(|said| said.replace(&folder.path().display().to_string(), "SESSIONS")).collect()
}

#[test]
fn sound_that_is_taken_away_goes_on_in_another_file_and_is_named_at_the_end() {
    let mut round = StoringRound::new();
    assert_eq!(round.hear(0..5), []);
    fs::remove_dir_all(round.path("")).unwrap();
    let notices = round.hear(5..9);
    assert_eq!(
        said(&notices, &round.folder),
        ["sound.flac was taken away, with what was in it: the sound goes on in \
          SESSIONS/ID/sound-2.flac"]
    );
    let (folder, notices, events) = round.end();
    assert_eq!(events, [stored(0, "sound.flac"), stored(5, "sound-2.flac")]);
    let bytes = fs::metadata(folder.path().join("ID/sound-2.flac")).unwrap().len();
    let mb = bytes as f64 / 1e6;
    assert_eq!(
        said(&notices, &folder),
        [
            "sound: SESSIONS/ID/sound.flac is gone: another program took it away".to_string(),
            format!(
                "sound: SESSIONS/ID/sound-2.flac, {mb:.1} MB (it begins 0.62s into the session)"
            ),
        ]
    );
    // Also what came before it was noticed.
    assert_eq!(pieces(&folder.path().join("ID/sound-2.flac")), 4.0);
}

#[test]
fn sound_that_is_moved_away_is_whole_there() {
    let mut round = StoringRound::new();
    round.hear(0..5);
    let away = round.folder.path().join("away.flac");
    fs::rename(round.path("sound.flac"), &away).unwrap();
    round.hear(5..7);
    let (folder, notices, _) = round.end();
    assert_eq!(pieces(&away), 6.0, "until it was noticed");
    assert!(matches!(&notices[0], SoundNotice::Missing { meddled: Meddled::Taken, .. }));
    assert_eq!(pieces(&folder.path().join("ID/sound-2.flac")), 2.0);
}

/// What a file was made into by somebody, and how it is noticed.
fn meddle(how: impl Fn(&Path), expected: Meddled) {
    let mut round = StoringRound::new();
    round.hear(0..5);
    how(&round.path("sound.flac"));
    let theirs = fs::read(round.path("sound.flac")).unwrap();
    let notices = round.hear(5..9);
    let [SoundNotice::Meddled { name, meddled, goes_on: Ok(path) }] = &notices[..] else {
        panic!("{notices:?}");
    };
    assert_eq!((name.as_str(), *meddled), ("sound.flac", expected));
    assert_eq!(*path, round.path("sound-2.flac"));
    let (folder, notices, events) = round.end();
    assert_eq!(events[1], stored(5, "sound-2.flac"));
    let [SoundNotice::Missing { meddled, .. }, SoundNotice::Stored { .. }] = &notices[..] else {
        panic!("{notices:?}");
    };
    assert_eq!(*meddled, expected);
    assert_eq!(fs::read(folder.path().join("ID/sound.flac")).unwrap(), theirs, "it stays");
    assert_eq!(pieces(&folder.path().join("ID/sound-2.flac")), 4.0);
}

#[test]
fn sound_that_is_cut_short_or_written_over_stays_as_it_is() {
    meddle(|path| fs::write(path, "").unwrap(), Meddled::Changed);
    meddle(|path| fs::write(path, "theirs").unwrap(), Meddled::Changed);
    let longer = vec![7; 1 << 20];
    meddle(|path| fs::write(path, &longer).unwrap(), Meddled::Changed);
}

#[cfg(unix)]
#[test]
fn sound_in_whose_place_another_file_was_put_stays_as_it_is() {
    let saved = |path: &Path| {
        fs::copy(path, path.with_extension("x")).unwrap();
        fs::rename(path.with_extension("x"), path).unwrap();
    };
    meddle(saved, Meddled::Replaced);
}

#[test]
fn a_file_that_is_cut_short_gets_no_hole_though_much_comes_at_once() {
    let mut round = StoringRound::new();
    round.hear(0..5);
    fs::write(round.path("sound.flac"), "").unwrap();
    // Before anybody looks.
    (5..15).for_each(|second| round.come(second));
    let (folder, ..) = round.end();
    assert_eq!(fs::read(folder.path().join("ID/sound.flac")).unwrap(), b"");
    assert_eq!(pieces(&folder.path().join("ID/sound-2.flac")), 10.0);
}

#[test]
fn where_no_other_file_can_be_made_it_is_tried_until_one_can() {
    let mut round = StoringRound::new();
    round.hear(0..3);
    fs::remove_dir_all(round.path("")).unwrap();
    fs::write(round.folder.path().join("ID"), "theirs").unwrap();
    let notices = round.hear(3..6);
    let said = said(&notices, &round.folder);
    assert_eq!(said.len(), 1, "it is said once: {said:?}");
    let why = "the sound isn't stored until another file can be made (";
    assert!(said[0].contains(why) && said[0].contains("is a file; move it away"), "{said:?}");
    assert_eq!(round.storing.path(), None);
    fs::remove_file(round.folder.path().join("ID")).unwrap();
    let notices = round.hear(6..9);
    assert_eq!(notices, [SoundNotice::StoredAgain { path: round.path("sound-2.flac") }]);
    let (_folder, _, events) = round.end();
    assert_eq!(events[1], stored(7, "sound-2.flac"));
}

#[test]
fn a_file_without_sound_goes_and_another_program_s_in_its_place_stays() {
    let round = StoringRound::new();
    let (folder, notices, events) = round.end();
    assert_eq!((notices, events), (vec![], vec![]));
    assert!(!folder.path().join("ID/sound.flac").exists());

    let round = StoringRound::new();
    fs::remove_file(round.path("sound.flac")).unwrap();
    fs::write(round.path("sound.flac"), "theirs").unwrap();
    let (folder, notices, _) = round.end();
    let [SoundNotice::Meddled { .. }] = &notices[..] else { panic!("{notices:?}") };
    let left: Vec<_> = fs::read_dir(folder.path().join("ID")).unwrap().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(fs::read(folder.path().join("ID/sound.flac")).unwrap(), b"theirs");
}

#[test]
fn files_of_an_earlier_run_are_named_once_though_they_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("ID.toml");
    let named = [SoundFile { from: at(1.0), name: "sound.flac".to_string(), is_forgotten: false }];
    let storing = Storing::begin(&session, &named).unwrap();
    assert!(storing.path().unwrap().ends_with("ID/sound-2.flac"));
}
