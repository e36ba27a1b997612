//! Which files still hold what was said in a session whose words are to be forgotten: reports that
//! were asked for with it, wherever these were written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cmd::{Context, beside, kept_words, report};
use crate::on_disk;
use crate::report::markdown;
use crate::session::Session;
use crate::session::store::{BelongingKind, belongings};
use crate::words::SaidRuns;

/// What reports say above words, and before them.
const HEADS: [&str; 3] =
    ["What the words say", "said before it: \u{201c}", "### What was said, as "];

/// Files that may be reports or transcripts, by their endings.
const ENDINGS: [&str; 7] = ["html", "htm", "json", "md", "srt", "txt", "vtt"];

/// So much of a file is looked at, in bytes, and so many files of a folder.
const LONGEST: u64 = 16 << 20;
const MOST_FILES: usize = 2000;

/// What was said in a session, to be looked for.
#[derive(Default)]
pub(super) struct SaidTexts(Option<SaidRuns>);

impl SaidTexts {
    /// By the words that are kept beside a session; where there are none, reports of it are known by
    /// their headings alone.
    pub(super) fn of(context: &Context, path: &Path, session: &Session) -> Self {
        let Ok(Some(kept)) = kept_words::of_session(context, path, session) else {
            return Self::default();
        };
        let pacing = report::measured(context, path, session);
        let wordless = markdown::render(&pacing) + &beside::page(path, &pacing, None);
        Self(Some(SaidRuns::of(&kept.words, &wordless)))
    }

    /// The files that hold some of it: reports of the session, what else bears its name, and what
    /// lies in the workspace and its folders.
    pub(super) fn holders(&self, context: &Context, session: &Path) -> Vec<PathBuf> {
        let found = belongings(session);
        let reports = found.files.into_iter().filter(|of| of.kind == BelongingKind::Report);
        let named: Vec<PathBuf> = reports.map(|of| of.path).chain(found.others).collect();
        let mut holders = named.clone();
        holders.retain(|file| self.are_in(file, true));
        let mut others = Vec::new();
        texts(session.parent().unwrap_or(Path::new("")), 0, &mut others);
        if let Some(root) = &context.workspace.root {
            texts(root, 1, &mut others);
        }
        others.retain(|file| !named.contains(file) && self.are_in(file, false));
        holders.append(&mut others);
        holders.sort();
        holders.dedup_by_key(|file| file.canonicalize().unwrap_or_else(|_| file.clone()));
        holders
    }

    fn are_in(&self, file: &Path, is_named: bool) -> bool {
        if !fs::symlink_metadata(file).is_ok_and(|of| of.is_file() && of.len() <= LONGEST) {
            return false;
        }
        let Ok(bytes) = fs::read(file) else { return false };
        let text = String::from_utf8_lossy(&bytes);
        self.0.as_ref().is_some_and(|runs| runs.are_in(&text))
            || is_named && HEADS.iter().any(|head| text.contains(head))
    }
}

/// The texts in a folder, and in the folders so far below it.
fn texts(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = on_disk::list(folder) else { return };
    for entry in entries.flatten().take(MOST_FILES) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth > 0 && !name.starts_with('.') {
            texts(&path, depth - 1, found);
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if kind.is_file() && ENDINGS.contains(&&*ending) {
            found.push(path);
        }
    }
}
