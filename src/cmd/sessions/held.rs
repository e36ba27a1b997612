//! Which files still hold what was said in a session whose words are to be forgotten: reports that
//! were asked for with it, wherever these were written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cmd::{Context, beside, kept_words, report};
use crate::report::markdown;
use crate::session::Session;
use crate::session::store::{BelongingKind, belongings, texts};
use crate::words::SaidRuns;

/// What reports say above words, and before them.
const HEADS: [&str; 3] =
    ["What the words say", "said before it: \u{201c}", "### What was said, as "];

/// What is longer is not looked at, in bytes.
const LONGEST: u64 = 16 << 20;

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
    /// lies in the workspace and its folders.
    pub(super) fn holders(&self, context: &Context, session: &Path) -> Vec<PathBuf> {
        let found = belongings(session);
        let reports = found.files.into_iter().filter(|of| of.kind == BelongingKind::Report);
        let named: Vec<PathBuf> = reports.map(|of| of.path).chain(found.others).collect();
        let mut holders = named.clone();
        holders.retain(|file| self.are_in(file, true));
        let mut others = texts(session.parent().unwrap_or(Path::new("")), 0);
        others.extend(context.workspace.root.iter().flat_map(|root| texts(root, 1)));
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
