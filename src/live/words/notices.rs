//! What the round says of itself, beside events and marks: of the disk, the script, the prompt, the
//! keys. Pure text.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::round::handout;
use crate::session::store::AppendError;
use crate::text::{clean_line, counted, system};
use crate::time::m_ss;

/// Keys came that nobody typed.
pub(crate) const PASTED: &str = "pasted text is ignored: marks are single keys";

/// A key that is none of ours.
pub(crate) const UNKNOWN_KEY: &str = "that key means nothing here: ? shows the keys";

/// The facts no longer stand in the checklist's place.
pub(crate) const FACTS_CLOSED: &str = "facts closed: digits ask for none now";

/// The keys between slots.
pub(crate) fn keys_between(can_undo: bool) -> String {
    let undo = if can_undo { "u undo · " } else { "" };
    format!("Enter begins the next slot · Space pause · {undo}q leave · Ctrl-C leave")
}

/// A letter of a keyboard layout whose places are not known.
pub(crate) const FOREIGN_KEY: &str = "the keyboard writes another alphabet, and marks nothing: \
    switch it to Latin letters, or run `mockround mark` in another window";

/// A key that ends something came too soon after the last that did.
pub(crate) fn too_soon(key: char, before: char) -> String {
    match key == before {
        true => format!(
            "{key} again: held or pressed twice, it counts once; a second later it counts again"
        ),
        false => format!("{key} so soon after {before} ends nothing; a second later it counts"),
    }
}

/// Enter at a prompt came too soon after the last.
pub(crate) const ENTER_TOO_SOON: &str =
    "Enter again: held or pressed twice, it counts once; a moment later it counts again";

/// The candidate wants to start before the microphone is open.
pub(crate) const MICROPHONE_OPENS: &str = "the microphone opens: the clock starts with it";

/// A round that is gone on with is paused.
pub(crate) const PAUSED: &str = "paused: Space or `mockround mark pause` goes on";

/// A script can't end the pause that the clock is in.
pub(crate) const PAUSE_OVER: &str = "the pause is over: no line of the script ends it";

/// The disk takes events again.
pub(crate) const WRITTEN_AGAIN: &str = "written again: nothing is lost";

/// Above the events that the disk never took.
pub(crate) const UNWRITTEN: &str =
    "these events could not be written; they are not in the session's file:";

/// A line that scrolls by, behind the running time of its slot; between slots there is none. Where
/// there are so many columns only, it is broken between words, and the lines below it as far in as
/// each begins.
pub(crate) fn stamped(running: Option<Duration>, text: &str, width: Option<usize>) -> String {
    let time = running.map(m_ss).unwrap_or_default();
    let (first, rest) =
        text.split_once('\n').map_or((text, None), |(first, rest)| (first, Some(rest)));
    let mut lines = match width {
        Some(width) => handout::wrap(&format!("{time:>7}  "), first, width.max(20)),
        None => vec![format!("{time:>7}  {first}")],
    };
    for line in rest.into_iter().flat_map(str::lines) {
        let text = line.trim_start();
        let indent = &line[..line.len() - text.len()];
        match width {
            Some(width) => lines.extend(handout::wrap(indent, text, width.max(20))),
            None => lines.push(line.to_string()),
        }
    }
    lines.join("\n")
}

/// The same on one line, for who hears it.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut said = String::new();
    for line in text.lines() {
        let line = line.trim();
        said += match said.chars().last() {
            _ if line.is_empty() => "",
            None => "",
            Some(':' | '.' | '?' | '!' | ';') => " ",
            Some(_) => "; ",
        };
        // What it aligns is one thing; inside a value spaces stay.
        match line.split_once(':') {
            Some((name, value)) if value.starts_with("  ") => {
                said += &format!("{name}: {}", value.trim_start());
            }
            _ => said += line,
        }
    }
    said
}

/// What a mark from another process recorded.
pub(crate) fn sent_mark(said: &str) -> String {
    format!("{said} (mark)")
}

/// Why a line of the script has no effect.
pub(crate) fn script_line(number: usize, why: &str) -> String {
    format!("script, line {number}: {why}")
}

/// How the review is left.
pub(crate) const REVIEW_HINT: &str = "Ctrl-D leaves the rest of these questions open";

/// What a review leaves open; `None` where that is nothing.
pub(crate) fn review_open(questions: usize) -> Option<String> {
    let (count, asks) = match questions {
        0 => return None,
        1 => ("1 question is".to_string(), "asks it"),
        more => (format!("{more} questions are"), "asks them"),
    };
    Some(format!("{count} open: `mockround review` {asks} after the round"))
}

/// A slot runs that a question of the review is on screen before.
pub(crate) const REVIEW_BROKEN_OFF: &str = "the clock runs: the question above stays open, and \
    `mockround review` asks it after the round";

/// Keys came that were meant for a question of the review.
pub(crate) const STRAY_KEYS: &str =
    "what is typed for the review marks nothing; keys count a second after the last of it";

/// Keys came at a question of the review that were meant for the slot before it.
pub(crate) const EARLY_KEYS: &str =
    "what is typed as a slot ends answers nothing; keys count a second after the last of it";

/// What keeps events from being written.
pub(crate) fn disk(error: &AppendError) -> String {
    format!("{error}: {}", system(&error.source))
}

/// The disk takes no events, while the round runs.
pub(crate) fn disk_trouble(trouble: &str) -> String {
    format!("{trouble}; the round goes on")
}

/// The live line below the others while the disk takes no events.
pub(crate) fn backlog(events: usize) -> String {
    format!("disk: {} in memory only", counted(events, "event is", "events are"))
}

/// The file of the notes was taken away.
pub(crate) const NOTES_GONE: &str = "the notes of this session were taken away by another program: \
    notes.md isn't there; what is noted from now on is in a new one";

/// The editor's copy of the question can't be written.
pub(crate) fn question_unwritten(error: &io::Error) -> String {
    format!("the question could not be written for your editor: {}", system(error))
}

/// The file to type code in can't be written, or not copied at its end.
pub(crate) fn code_unwritten(error: &io::Error) -> String {
    format!("the file for your code could not be written: {}", system(error))
}

/// Code can't be read, and isn't run.
pub(crate) fn code_unread(path: &Path, error: &io::Error) -> String {
    let name = path.file_name().unwrap_or_default().display();
    format!("{name} can't be read: {}", system(error))
}

/// The interviewer's voice can't be heard any more.
pub(crate) fn voice_failed(why: &str) -> String {
    format!("the interviewer's voice failed ({}): what is asked is shown", clean_line(why))
}

/// What became of the file of a question that ended, where something did.
pub(crate) fn question_file(away: io::Result<Option<PathBuf>>) -> Option<String> {
    match away {
        Ok(None) => None,
        Ok(Some(away)) => {
            let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
            let folder = away.parent().map(name).unwrap_or_default();
            Some(format!("what you typed is kept: {folder}/{}", name(&away)))
        }
        Err(error) => Some(question_unwritten(&error)),
    }
}

/// A session in which nothing happened stays on the disk.
pub(crate) fn empty_session_stays(error: &io::Error) -> String {
    format!("can't remove the empty session: {}", system(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_slot_stand_below_each_other() {
        let stamped = |seconds: Option<u64>, text, width| {
            stamped(seconds.map(Duration::from_secs), text, width)
        };
        assert_eq!(stamped(Some(190), "paused", None), "   3:10  paused");
        assert_eq!(stamped(Some(3700), "paused", Some(79)), "1:01:40  paused");
        assert_eq!(stamped(None, "paused", None), "         paused");
        let broken = "   3:10  its time is\n         over:\n  below";
        assert_eq!(stamped(Some(190), "its time is over:\n  below", Some(21)), broken);
        // The lines below are wrapped, too, each as far in as it begins.
        let below = "over\n  error: a value of a type that isn't known";
        let wrapped = "         over\n  error: a value of\n  a type that isn't\n  known";
        assert_eq!(stamped(None, below, Some(20)), wrapped);
        // What is read aloud is one line.
        assert_eq!(stamped(None, "its time is over", None), "         its time is over");
    }

    #[test]
    fn what_a_review_leaves_open_is_counted() {
        assert_eq!(review_open(0), None);
        let one = "1 question is open: `mockround review` asks it after the round";
        assert_eq!(review_open(1).as_deref(), Some(one));
        let two = "2 questions are open: `mockround review` asks them after the round";
        assert_eq!(review_open(2).as_deref(), Some(two));
    }

    #[test]
    fn what_is_heard_is_said_in_one_line() {
        let asks = "the interviewer asks (i takes it up):\n         why\n         now?";
        assert_eq!(on_one_line(asks), "the interviewer asks (i takes it up): why; now?");
        let code = "1 of 2 passed (0.2 s)\n           first to fail: n = 1\n           got:      4";
        assert_eq!(on_one_line(code), "1 of 2 passed (0.2 s); first to fail: n = 1; got: 4");
        assert_eq!(on_one_line("going on"), "going on");
        assert_eq!(on_one_line("got:      'a  b'"), "got: 'a  b'");
    }
}
