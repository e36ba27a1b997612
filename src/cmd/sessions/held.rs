//! Which files still hold what was said in a session whose words are to be forgotten: reports that
//! were asked for with it, wherever these were written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cmd::{Context, beside, kept_words, report};
use crate::report::markdown;
use crate::session::Session;
use crate::session::store::{BelongingKind, TextFiles, belongings, texts_below, texts_of};
use crate::words::{SaidRuns, shown};

/// What reports say above words, and before them.
const HEADS: [&str; 3] =
    ["What the words say", "said before it: \u{201c}", "### What was said, as "];

/// What is longer is not looked at, in bytes, nor more than so much in all.
const LONGEST: u64 = 16 << 20;
const MOST: u64 = 512 << 20;

/// What was said in a session, to be looked for.
#[derive(Default)]
pub(super) struct SaidTexts(Option<SaidRuns>);

impl SaidTexts {
    /// By the words that are kept beside a session; where there are none, reports of it are known
    /// by their headings alone.
    pub(super) fn of(context: &Context, path: &Path, session: &Session) -> Self {
        let Ok(Some(kept)) = kept_words::of_session(context, path, session) else {
            return Self::default();
        };
        let pacing = report::measured(context, path, session);
        let wordless = markdown::render(&pacing) + &beside::page(path, &pacing, None);
        Self(Some(SaidRuns::of(&kept.words, &wordless)))
    }

    /// The files that hold some of it: reports of the session, what else bears its name, and what
    /// lies in the workspace and its folders. Where that is too much to look through, it is said.
    pub(super) fn holders(&self, context: &Context, session: &Path) -> Vec<PathBuf> {
        let found = belongings(session);
        let folder = session.with_extension("");
        let (reports, mut own): (Vec<_>, Vec<_>) =
            found.files.into_iter().partition(|of| of.kind == BelongingKind::Report);
        own.retain(|of| of.path.parent() == Some(&*folder));
        let reports = reports.into_iter();
        let named: Vec<PathBuf> = reports.map(|of| of.path).chain(found.others).collect();
        let mut holders = named.clone();
        holders.retain(|file| self.are_in(file, true));
        let sessions = session.parent().unwrap_or(Path::new(""));
        // What is its own goes, and others' words are theirs.
        let mut all = vec![texts_of(sessions), texts_of(&folder)];
        let root = context.workspace.root.as_deref();
        all.extend(root.map(|root| texts_below(root, sessions)));
        let mut are_more = all.iter().any(|of| of.are_more);
        let mut read = 0;
        for file in all.into_iter().flat_map(|TextFiles { files, .. }| files) {
            let is_known = named.contains(&file) || own.iter().any(|of| of.path == file);
            let length = fs::symlink_metadata(&file).map_or(0, |of| of.len());
            are_more |= !is_known && read + length.min(LONGEST) > MOST;
            if !is_known && read + length.min(LONGEST) <= MOST && self.are_in(&file, false) {
                holders.push(file);
            }
            read += if is_known { 0 } else { length.min(LONGEST) };
        }
        if are_more && self.0.is_some() {
            context.note(
                "the workspace has more files than are looked through: others may hold what was \
                 said",
            );
        }
        holders.sort();
        holders.dedup_by_key(|file| file.canonicalize().unwrap_or_else(|_| file.clone()));
        holders
    }

    fn are_in(&self, file: &Path, is_named: bool) -> bool {
        if !fs::symlink_metadata(file).is_ok_and(|of| of.is_file() && of.len() <= LONGEST) {
            return false;
        }
        let Ok(bytes) = fs::read(file) else { return false };
        let has_head = || {
            let text = shown(&bytes);
            HEADS.iter().any(|head| text.contains(head))
        };
        self.0.as_ref().is_some_and(|runs| runs.are_in_file(&bytes)) || is_named && has_head()
    }
}
