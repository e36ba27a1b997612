//! Files that were mangled, given to every reader: each reads them or says why not. No reader
//! panics, hangs, or takes more memory than its file warrants.
//!
//! `cargo test --test fuzz` gives each reader a second; `MOCKROUND_FUZZ_SECONDS=600` as many. An
//! input that a reader fails on is kept in `target/tmp/fuzz/`, and its path is printed:
//! `MOCKROUND_FUZZ_INPUT=PATH` gives it to the reader again. Mended, it becomes a seed: a file in
//! `tests/fuzz/seeds/READER/`. What is drawn depends on `MOCKROUND_FUZZ_SEED` alone.

#![expect(
    clippy::disallowed_methods,
    reason = "it reads its environment, and goes on for as long as it was told"
)]
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod memory;
mod mutate;
mod seeds;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mockround::inside::{
    read_bank, read_recording, read_session, read_settings, read_stories, read_template,
    read_transcript,
};
use mutate::Mangler;

/// No input is larger, in bytes.
const LARGEST: usize = 64 << 10;

/// What a reader may take of memory: this, and so many times its file. Reading TOML takes some
/// forty times its size, and a session is kept, folded and printed four times.
const MEMORY: usize = 48 << 20;
const MEMORY_A_BYTE: usize = 400;

/// A reader that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(10);

/// A reader of a kind of file, and what it says to one.
struct Reader {
    name: &'static str,
    read: fn(&Path, &[u8]) -> Result<usize, String>,
}

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

const READERS: [Reader; 7] = [
    Reader { name: "session", read: |_, bytes| read_session(bytes) },
    Reader { name: "template", read: |_, bytes| read_template(&text(bytes)) },
    Reader { name: "bank", read: |_, bytes| read_bank(&text(bytes)) },
    Reader { name: "stories", read: |_, bytes| read_stories(&text(bytes)) },
    Reader { name: "settings", read: |_, bytes| read_settings(&text(bytes)) },
    Reader { name: "transcript", read: |_, bytes| read_transcript(bytes) },
    Reader { name: "recording", read: |path, _| read_recording(path) },
];

impl Reader {
    /// Gives the reader a file; what it said, or what is wrong with how it took it.
    fn give(&self, bytes: &[u8]) -> Result<Result<usize, String>, String> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{}-running", self.name));
        // Before it is read: where the process is ended, this is what ended it. Not made anew each
        // time, for which some file systems wait until it is on the disk.
        let mut running =
            fs::File::options().write(true).create(true).truncate(false).open(&path).unwrap();
        running.write_all(bytes).unwrap();
        running.set_len(bytes.len() as u64).unwrap();
        drop(running);
        let begun = Instant::now();
        let (said, peak) =
            memory::peak_of(|| catch_unwind(AssertUnwindSafe(|| (self.read)(&path, bytes))));
        let took = begun.elapsed();
        let allowed = MEMORY + MEMORY_A_BYTE * bytes.len();
        let wrong = match said {
            Err(_) => "panics".to_string(),
            Ok(_) if took > LONGEST => format!("takes {took:?}"),
            Ok(_) if peak > allowed => format!("takes {peak} bytes, where {allowed} are allowed"),
            Ok(said) => return Ok(said),
        };
        let kept = folder.join(format!("{}-{:016x}", self.name, mutate::sum(bytes)));
        fs::write(&kept, bytes).unwrap();
        Err(format!("{} {wrong} on {}", self.name, kept.display()))
    }

    /// Mangles seeds for so long. An input that the reader has something new to say to is mangled
    /// on.
    fn fuzz(&self, seconds: u64, seed: u64) {
        let mut known = seeds::of(self.name);
        assert!(!known.is_empty(), "{} has no seeds", self.name);
        let mut said = BTreeSet::new();
        for seed in &known {
            said.insert(shape(&self.give(seed).unwrap_or_else(|wrong| panic!("{wrong}"))));
        }
        let mut mangler = Mangler::new(seed, self.name);
        let (begun, mut tried, mut read) = (Instant::now(), 0_u64, 0_u64);
        while begun.elapsed() < Duration::from_secs(seconds) {
            let mut input = mangler.mangled(&known);
            input.truncate(LARGEST);
            let answer = self.give(&input).unwrap_or_else(|wrong| panic!("{wrong}"));
            tried += 1;
            read += u64::from(answer.is_ok());
            if said.insert(shape(&answer)) && known.len() < 4096 {
                known.push(input);
            }
        }
        let line = format!(
            "fuzz: {}: {tried} inputs, {read} of them read, {} answers\n",
            self.name,
            said.len()
        );
        let _ = std::io::stderr().write_all(line.as_bytes());
        assert!(tried > 0 && said.len() > 1, "{}: nothing landed", self.name);
    }
}

/// An answer without what differs from input to input of a kind.
fn shape(answer: &Result<usize, String>) -> String {
    match answer {
        Ok(size) => format!("{}", size / 64),
        Err(why) => {
            why.lines().next().unwrap_or("").chars().filter(char::is_ascii_lowercase).collect()
        }
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// In all; each reader has its share.
fn fuzz(name: &str) {
    let reader = READERS.iter().find(|reader| reader.name == name).unwrap();
    if let Some(path) = std::env::var_os("MOCKROUND_FUZZ_INPUT").map(PathBuf::from) {
        let is_its = path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name));
        if is_its {
            let answer = reader.give(&fs::read(&path).unwrap());
            panic!("{name} says: {answer:?}");
        }
        return;
    }
    reader.fuzz(
        number("MOCKROUND_FUZZ_SECONDS").unwrap_or(1),
        number("MOCKROUND_FUZZ_SEED").unwrap_or(1),
    );
}

#[test]
fn a_mangled_session_is_read_or_refused() {
    fuzz("session");
}

#[test]
fn a_mangled_template_is_read_or_refused() {
    fuzz("template");
}

#[test]
fn a_mangled_bank_is_read_or_refused() {
    fuzz("bank");
}

#[test]
fn mangled_stories_are_read_or_refused() {
    fuzz("stories");
}

#[test]
fn mangled_settings_are_read_or_refused() {
    fuzz("settings");
}

#[test]
fn a_mangled_transcript_is_read_or_refused() {
    fuzz("transcript");
}

#[test]
fn a_mangled_recording_is_read_or_refused() {
    fuzz("recording");
}
