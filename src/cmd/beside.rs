//! The reports that stand beside a session: written anew, unless a person changed them.

use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::bail;

use super::Context;
use crate::pacing::Pacing;
use crate::pacing::said::SaidRound;
use crate::report;
use crate::report::html::SoundLink;
use crate::session::store::{
    NamedSound, Reopened, ReopenedFor, Store, caught_up, is_persons, is_there, sounds, taken,
    was_cut_off, write_report,
};
use crate::session::timeline::AddedRecording;
use crate::text::system;
use crate::time::Stretch;

/// So long after it was looked who has a session another process may still note that it has it.
const SETTLED: Duration = Duration::from_millis(300);

/// Notes that a session is taken up.
///
/// # Errors
/// Another process took it up at the same time, where only the note tells.
pub(super) fn take_up(store: &Store, change: ReopenedFor) -> anyhow::Result<Reopened> {
    let open = Reopened::note(store.path(), change);
    if !store.is_locked() {
        wait(SETTLED);
        if !open.is_ours() {
            bail!(taken(store.path(), " in another process; end it there first"));
        }
    }
    Ok(open)
}

#[expect(clippy::disallowed_methods, reason = "nothing tells when another process has looked")]
fn wait(time: Duration) {
    std::thread::sleep(time);
}

/// Says where a report was set aside of which it is not known who wrote it.
pub(super) fn note_aside(context: &Context, aside: Option<&Path>) {
    if let Some(aside) = aside {
        let aside = context.workspace.shown(aside);
        context.note(&format!("the report before, from another version or place, is {aside} now"));
    }
}

/// Writes the reports that stand beside a session, after what belongs to it changed, and says of
/// each that it could not be; whether nothing is left to write.
pub(super) fn write_anew(context: &Context, session: &Path, pacing: &Pacing) -> bool {
    let all = write_beside(session, pacing);
    let is_done = is_done(&all);
    for (beside, written) in all {
        match written {
            Ok(aside) => note_aside(context, aside.as_deref()),
            Err(error) => {
                let beside = context.workspace.shown(&beside);
                let why = system(&error);
                context.note(&format!("the report was not written to {beside}: {why}"));
            }
        }
    }
    is_done
}

/// Whether each report was written, or is a person's by now.
pub(super) fn is_done(written: &[WrittenBeside]) -> bool {
    written.iter().all(|(_, written)| written.as_ref().err().is_none_or(is_persons))
}

/// Writes the reports anew where a process that changed the session died before it came to that.
pub(super) fn catch_up(context: &Context, path: &Path, measured: impl FnOnce() -> Pacing) {
    if was_cut_off(path) && write_anew(context, path, &measured()) {
        caught_up(path);
    }
}

/// The page that stands beside a session, which leads to its sound; with what was said only where
/// somebody asked for that.
pub(super) fn page(session: &Path, pacing: &Pacing, said: Option<&SaidRound>) -> String {
    let folder = session.file_stem().unwrap_or_default().to_string_lossy();
    let link = |NamedSound { path, of: Stretch { from, to }, is_there, .. }: NamedSound| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let (file, begins) = (format!("{folder}/{name}"), Duration::ZERO);
        is_there.then_some(SoundLink { file, from, to, begins })
    };
    let stored = sounds(session, &pacing.sounds).into_iter().filter_map(link);
    // A page finds what lies in its folder or beside that; of several tracks a browser plays any.
    let is_near = |of: &&AddedRecording| {
        let path = Path::new(&of.file);
        let mut parts = path.strip_prefix("..").unwrap_or(path).components();
        let is_within = parts.all(|part| matches!(part, Component::Normal(_)));
        of.track.is_none() && is_within && leads_there(session, path) && is_there(session, of)
    };
    let recorded = pacing.recordings.iter().filter(is_near).map(|of| SoundLink {
        file: of.file.clone(),
        from: of.of.from,
        to: of.of.to,
        begins: of.begins,
    });
    report::html::with_sound(pacing, &stored.chain(recorded).collect::<Vec<_>>(), said)
}

/// Whether a page beside a session leads to a file by its path from there. A browser goes up by the
/// page's address: where the folder of sessions is a link, that is another folder than the disk's.
fn leads_there(session: &Path, file: &Path) -> bool {
    let Ok(above) = file.strip_prefix("..") else { return true };
    let by_address = || {
        let session = std::path::absolute(session).ok()?;
        session.parent()?.parent()?.join(above).canonicalize().ok()
    };
    by_address()
        .is_some_and(|found| session.with_file_name(file).canonicalize().ok() == Some(found))
}

/// A report beside a session, and where the one before was set aside, or why it was not written.
pub(super) type WrittenBeside = (PathBuf, std::io::Result<Option<PathBuf>>);

/// Writes the reports that stand beside a session; what became of each.
pub(super) fn write_beside(session: &Path, pacing: &Pacing) -> [WrittenBeside; 2] {
    let pages = [("md", report::markdown::render(pacing)), ("html", page(session, pacing, None))];
    pages.map(|(ending, page)| {
        let beside = session.with_extension(ending);
        let written = write_report(session, ending, &page);
        (beside, written)
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_page_leads_to_a_recording_where_a_browser_finds_it() {
        let dir = tempfile::tempdir().unwrap();
        let (here, there) = (dir.path().join("here"), dir.path().join("there"));
        fs::create_dir_all(here.join("real")).unwrap();
        fs::create_dir_all(there.join("kept")).unwrap();
        std::os::unix::fs::symlink(there.join("kept"), here.join("sessions")).unwrap();
        for talk in [here.join("talk.wav"), there.join("talk.wav")] {
            fs::write(&talk, "sound").unwrap();
        }
        let (linked, real) = (here.join("sessions/a.toml"), here.join("real/a.toml"));
        fs::write(here.join("sessions/own.wav"), "sound").unwrap();
        assert!(leads_there(&real, Path::new("../talk.wav")));
        assert!(leads_there(&linked, Path::new("own.wav")));
        assert!(leads_there(&there.join("kept/a.toml"), Path::new("../talk.wav")));
        // From the disk's `..` it is there's, by the page's address it is here's.
        assert!(!leads_there(&linked, Path::new("../talk.wav")));
        fs::remove_file(here.join("talk.wav")).unwrap();
        assert!(!leads_there(&linked, Path::new("../talk.wav")));
    }
}
