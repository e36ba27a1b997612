//! `mockround replay`: plays the sound of a session from a moment on, through a player of the
//! machine.

mod player;

use std::io::{IsTerminal as _, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};

use self::player::Player;
use super::{Context, report, which};
use crate::cli::ReplayArgs;
use crate::live::machine::keys::Input;
use crate::pacing::Pacing;
use crate::program::scratch::{self, ScratchFolder};
use crate::session::Session;
use crate::session::store::{HearableFile, LostSound, hearable, is_live, lost, taken};
use crate::session::timeline::Timeline;
use crate::text::{clean_line, counted};
use crate::time::{Elapsed, Stretch, m_ss};
use crate::voice::recording::Recording;
use crate::voice::{clips, tracks};

/// So much is heard before what is named: it says what came before.
const BEFORE: Duration = Duration::from_secs(2);

/// What the folders of its work begin with.
const FOLDER: &str = "mockround-replay-";

/// No sound is longer.
const TO_ITS_END: Duration = Duration::from_secs(7 * 24 * 3600);

/// Plays a session's sound to its end, or until q or Ctrl-C.
///
/// # Errors
/// There is no such session or no such place in it, there is no sound of it, or nothing plays it.
pub(super) fn run(context: &Context, args: &ReplayArgs) -> anyhow::Result<ExitCode> {
    let (path, session) = which::session(context, &args.session)?;
    if is_live(&path) {
        bail!(taken(&path, ": end the round first"));
    }
    let pacing = report::measured(context, &path, &session);
    let timeline = Timeline::of(&session);
    let id = &session.header.id;
    let files = hearable(&path, &timeline);
    let lost = lost(&path, &timeline);
    if files.is_empty() {
        bail!("session {id} {}", silent(context, &session, &lost));
    }
    let asked = moment(&pacing, args)?;
    let place = match asked {
        None => first(&files),
        Some(at) if at > session.until => {
            bail!("session {id} ends at {}", m_ss(session.until.since_began()))
        }
        Some(at) => at_moment(&files, at),
    };
    let was_there = |of: &&LostSound| match (asked, place) {
        (Some(at), _) => of.of.from <= at && at < of.of.to,
        (None, Some((file, _))) => of.of.from < file.of.from,
        (None, None) => false,
    };
    let gone = lost.iter().find(was_there).map(|of| lost_told(context, of));
    let Some((file, second)) = place else {
        match gone {
            Some(gone) => bail!("the sound of that moment can't be heard: {gone}"),
            None => bail!("there is no sound of that moment of session {id}"),
        }
    };
    if let Some(gone) = gone {
        context.note(&format!("what comes before it can't be heard: {gone}"));
    }
    let player = Player::of(context)?;
    // What else stands on standard input is another program's.
    let is_typed = stdin().is_terminal();
    let mut input = Input::open(if is_typed { None } else { Some("") })?;
    let path = std::path::absolute(&file.path).context("the sound can't be found")?;
    let temporary = std::env::temp_dir();
    scratch::sweep(&temporary, FOLDER);
    let folder = ScratchFolder::new(&temporary, FOLDER);
    let folder = folder.with_context(|| {
        format!("no folder can be made in {}; TMPDIR names another", temporary.display())
    })?;
    let shown = context.workspace.shown(&path);
    check(&path, &shown, file.track.map(usize::from), second)?;
    // Of several tracks a player takes any.
    let track = track(&path, file.track.map(usize::from))?;
    let wav = match player.needs_wav(second) || track.is_some() {
        true => cut((&path, track), second, folder.path())?,
        false => PathBuf::new(),
    };
    let ends = if is_typed { "q or Ctrl-C" } else { "Ctrl-C" };
    let of_track = track.map(|track| format!(", track {track}")).unwrap_or_default();
    context.note(&format!("{shown}{of_track}, from {} on; {ends} ends it", m_ss(second)));
    let is_cut = track.is_some() || !(player.goes() || second.is_zero());
    let place = if is_cut { (&*wav, Duration::ZERO) } else { (&*path, second) };
    player.play(context, place, &wav, folder.path(), &mut input)?;
    Ok(ExitCode::SUCCESS)
}

/// Which sound is lost, and how: `talk.wav is gone`.
pub(super) fn lost_told(context: &Context, lost: &LostSound) -> String {
    format!("{} {}", clean_line(&context.workspace.shown(&lost.path)), lost.why)
}

/// Why there is nothing to hear.
fn silent(context: &Context, session: &Session, lost: &[LostSound]) -> String {
    let gone: Vec<String> = lost.iter().map(|of| lost_told(context, of)).collect();
    match gone.is_empty() {
        true if session.header.is_sped_up() => {
            let speed = session.header.speed;
            format!(
                "has no sound, and none fits its clock at speed {speed}: a round at speed 1 can"
            )
        }
        true => "has no sound: --keep-audio stores what the microphone hears, `mockround listen \
                 RECORDING --session` adds a recording"
            .to_string(),
        false => format!("has no sound any more: {}", gone.join(", ")),
    }
}

/// A file, and where in it.
type SoundPlace<'a> = Option<(&'a HearableFile, Duration)>;

/// Where the first sound begins.
fn first(files: &[HearableFile]) -> SoundPlace<'_> {
    let first = files.iter().rev().min_by_key(|file| file.of.from)?;
    Some((first, first.begins))
}

/// Where a moment is heard, from two seconds before; a microphone may have begun just behind it.
fn at_moment(files: &[HearableFile], at: Elapsed) -> SoundPlace<'_> {
    let has = |file: &&HearableFile| file.of.from <= at && at <= file.of.to;
    let is_next = |file: &&HearableFile| at <= file.of.from && file.of.from - at <= BEFORE;
    let found = files.iter().rfind(has).or_else(|| files.iter().find(is_next))?;
    let second = found.begins + (at - found.of.from);
    Some((found, second.saturating_sub(BEFORE)))
}

/// The moment that is asked for; none is the beginning.
fn moment(pacing: &Pacing, args: &ReplayArgs) -> anyhow::Result<Option<Elapsed>> {
    let id = &pacing.id;
    if let Some(number) = args.flag {
        let Some(flag) = pacing.flags.get(usize::from(number) - 1) else {
            bail!("session {id} has {}", counted(pacing.flags.len(), "flag", "flags"));
        };
        return Ok(Some(flag.at_elapsed));
    }
    if let Some(number) = args.question {
        let questions = pacing.slots.iter().flat_map(|slot| &slot.questions);
        let shown: Vec<Elapsed> =
            questions.filter_map(|of| of.shown.map(|shown| shown.elapsed)).collect();
        let Some(at) = shown.get(usize::from(number) - 1) else {
            let shown = counted(shown.len(), "question", "questions");
            bail!("session {id} has {shown} that came up");
        };
        return Ok(Some(*at));
    }
    Ok(args.at.map(Elapsed::new))
}

/// Checks that a file, called so in errors, has sound at a second: a player may end well where
/// there is none.
fn check(path: &Path, shown: &str, track: Option<usize>, second: Duration) -> anyhow::Result<()> {
    let mut recording = Recording::open_track(path, track)
        .with_context(|| format!("{} can't be played", clean_line(shown)))?;
    while recording.position() <= second {
        if recording.next_frame().is_none() {
            let ends = m_ss(recording.position());
            bail!("{} ends at {ends}: the sound ends before {}", clean_line(shown), m_ss(second));
        }
    }
    Ok(())
}

/// The track of a file that its session was measured by, where it has several; an earlier version
/// didn't keep which.
fn track(file: &Path, kept: Option<usize>) -> anyhow::Result<Option<usize>> {
    // A player may know what isn't read here.
    let Ok(recording) = Recording::open_track(file, kept) else { return Ok(None) };
    let (first, count) = recording.track();
    Ok(match (kept, count) {
        (_, 0 | 1) => None,
        (Some(_), _) => Some(first),
        (None, _) => Some(tracks::open(file, None)?.0.track().0),
    })
}

/// The sound of a file from a place on, as a file of its own.
fn cut(
    (file, track): (&Path, Option<usize>),
    from: Duration,
    folder: &Path,
) -> anyhow::Result<PathBuf> {
    let rest = Stretch { from, to: TO_ITS_END };
    let Some(wav) = clips::write(file, track, &[rest], (folder, 0))?.pop() else {
        bail!("the sound ends before {}", m_ss(from));
    };
    Ok(wav)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, [from, to, begins]: [u64; 3]) -> HearableFile {
        let of = Stretch { from: Elapsed::from_secs(from), to: Elapsed::from_secs(to) };
        HearableFile { path: name.into(), of, begins: Duration::from_secs(begins), track: None }
    }

    #[test]
    fn a_moment_is_heard_from_two_seconds_before_in_the_last_file_that_has_it() {
        let files = [file("a", [1, 60, 0]), file("b", [100, 200, 0]), file("c", [30, 40, 9])];
        let heard = |at: u64| {
            let place = at_moment(&files, Elapsed::from_secs(at));
            place.map(|(file, second)| (file.path.to_str().unwrap().to_string(), second.as_secs()))
        };
        let of = |name: &str, second| Some((name.to_string(), second));
        let expected = [
            (0, of("a", 0)),
            (2, of("a", 0)),
            (20, of("a", 17)),
            (35, of("c", 12)),
            (50, of("a", 47)),
            (70, None),
            (99, of("b", 0)),
            (150, of("b", 48)),
        ];
        for (at, expected) in expected {
            assert_eq!(heard(at), expected, "{at}");
        }
        assert_eq!(first(&files), Some((&files[0], Duration::ZERO)));
        assert_eq!(first(&[]), None);
    }
}
