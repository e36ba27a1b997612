//! Marks from a script on standard input: lines `[@7:10] word`, where `@` is running time in the
//! slot. Pure: the lines come as text, and go out as marks with the time at which they are due.

use std::collections::VecDeque;
use std::time::Duration;

use clap::ValueEnum;

use crate::session::mark::{Mark, MarkWord, NoteText};
use crate::session::timeline::{Account, Place, Timeline};
use crate::time::{self, Elapsed};

/// What is left of a script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ScriptLeft {
    lines: VecDeque<ScriptLine>,
    read: usize,
    /// Lines without a time are due from here on.
    ready: Elapsed,
    /// Whether no more lines can come.
    closed: bool,
    /// Whether the clock is paused by a mark that came from elsewhere.
    paused_elsewhere: bool,
}

/// What a line of a script does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ScriptStep {
    /// Marks something.
    Mark(Mark),
    /// Keeps a note.
    Note(NoteText),
    /// Lets so much time of the round's clock pass before the next line, pauses and breaks
    /// included.
    Wait(Duration),
}

/// A line of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScriptLine {
    /// Running time in the slot; without it, as soon as its turn comes.
    pub(crate) at: Option<Duration>,
    /// What to do.
    pub(crate) step: ScriptStep,
    /// Its number in the script, from 1.
    pub(crate) number: usize,
}

impl ScriptLeft {
    /// Adds lines as they come in. Blank lines and `#` comments mean nothing. Says which lines are
    /// not understood, with their numbers and what is allowed; the others count.
    pub(crate) fn add(&mut self, text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        for line in text.lines() {
            self.read += 1;
            // Some editors begin a file so.
            let line = if self.read == 1 { line.trim_start_matches('\u{feff}') } else { line };
            let line = without_comment(line);
            if !line.is_empty() {
                match read_line(line) {
                    Ok((at, step)) => {
                        self.lines.push_back(ScriptLine { at, step, number: self.read })
                    }
                    Err(why) => problems.push(format!("script, line {}: {why}", self.read)),
                }
            }
        }
        problems
    }

    /// Lines that come now, or their end, are due from here on, and not before a wait is over. What
    /// is there already was due before.
    pub(crate) fn more_at(&mut self, at: Elapsed) {
        if self.lines.is_empty() {
            self.ready = self.ready.max(at);
        }
    }

    /// Lines without a time are due from here on: a wait ends then.
    pub(crate) fn wait_until(&mut self, at: Elapsed) {
        self.ready = at;
    }

    /// No more lines come: the round starts its first slot and finishes by itself.
    pub(crate) fn close(&mut self) {
        self.closed = true;
    }

    /// When the next line is due, or the round has to start, to go on or to finish for want of one;
    /// `None` while that isn't known.
    pub(crate) fn due(&self, timeline: &Timeline) -> Option<Elapsed> {
        if self.ends_pause(timeline) {
            return Some(self.ready.max(timeline.now()));
        }
        let soon = self.ready.max(timeline.now());
        let is_last = |slot: usize| slot + 1 == timeline.slots.len();
        match (self.lines.front().map(|line| line.at), timeline.place) {
            _ if timeline.finished || timeline.left.is_some() => None,
            (Some(None), _) => Some(soon),
            (Some(Some(running)), Place::InSlot(slot)) => {
                let began = timeline.slots[slot].began?;
                Some(timeline.point(Account::Running, began, running)?.max(soon))
            }
            // A time in a slot, where no slot is running: the first one begins for it, the last one
            // was the last.
            (Some(Some(_)), Place::Intro) => Some(soon),
            (Some(Some(_)), Place::After(slot)) => is_last(slot).then_some(soon),
            (None, Place::Intro) => self.closed.then_some(soon),
            (None, Place::After(slot)) => (self.closed && is_last(slot)).then_some(soon),
            (None, Place::InSlot(_)) => None,
        }
    }

    /// Whether the clock is paused and no line can end that: none is left, or the next has a time
    /// of the slot, which is not reached while it is paused. A pause from elsewhere ends there.
    pub(crate) fn ends_pause(&self, timeline: &Timeline) -> bool {
        let is_held = match self.lines.front().map(|line| line.at) {
            None => self.closed,
            Some(None) => false,
            Some(Some(running)) => match timeline.place {
                Place::InSlot(slot) => timeline.slots[slot].began.is_some_and(|began| {
                    timeline.point(Account::Running, began, running).is_none()
                }),
                Place::Intro | Place::After(_) => true,
            },
        };
        let goes_on = !timeline.finished && timeline.left.is_none();
        goes_on && timeline.paused && !self.paused_elsewhere && is_held
    }

    /// The clock is paused by somebody else, who ends that, too; or not any more.
    pub(crate) fn paused_elsewhere(&mut self, is_paused: bool) {
        self.paused_elsewhere = is_paused;
    }

    /// The line whose turn it is; `None` at the script's end.
    pub(crate) fn next(&self) -> Option<&ScriptLine> {
        self.lines.front()
    }

    /// The next line, which has its turn.
    pub(crate) fn advance(&mut self) -> Option<ScriptLine> {
        self.lines.pop_front()
    }
}

/// A line without the comment behind it. A note may have `#3` in it.
fn without_comment(line: &str) -> &str {
    let bare = line.split('#').next().unwrap_or_default().trim();
    let word = match bare.strip_prefix('@') {
        Some(timed) => timed.split_once(char::is_whitespace).map_or("", |(_, word)| word.trim()),
        None => bare,
    };
    if in_small(word).starts_with("note ") { line.trim() } else { bare }
}

/// A line with its word in small letters, as some keyboards and editors begin one with a capital.
fn in_small(line: &str) -> String {
    let (word, rest) = line.split_at(line.find(char::is_whitespace).unwrap_or(line.len()));
    word.to_lowercase() + rest
}

fn read_line(line: &str) -> Result<(Option<Duration>, ScriptStep), String> {
    let (at, word) = match line.strip_prefix('@') {
        Some(rest) => {
            let (time, word) =
                rest.split_once(char::is_whitespace).ok_or("a word is missing after the time")?;
            let why = || format!("@{time:?} is no time: {}", time::why_no_time(time));
            let at = read_time(time).ok_or_else(why)?;
            (Some(at), word.trim())
        }
        None => (None, line),
    };
    Ok((at, read_word(&in_small(word))?))
}

fn read_word(word: &str) -> Result<ScriptStep, String> {
    let item = word.strip_prefix("tick ").map(str::trim);
    let tick = item.and_then(|item| item.parse::<usize>().ok());
    if let Some(text) = word.strip_prefix("note ") {
        return NoteText::read(text.trim().trim_matches('"')).map(ScriptStep::Note);
    }
    if let Some(time) = word.strip_prefix("wait ").filter(|time| !time.trim().is_empty()) {
        let why = || format!("{word:?} has no time: {}", time::why_no_time(time));
        return read_time(time).map(ScriptStep::Wait).ok_or_else(why);
    }
    if word.starts_with("answer ") && word.matches(" --").count() > 1 {
        return Err(format!("{word:?} says twice when it was: write --at or --ago, once"));
    }
    let late = ["answer --at", "answer --ago"].iter().find_map(|of| word.strip_prefix(of));
    let late = late.map(|time| time.trim_start_matches('=').trim());
    if let Some(time) = late.filter(|time| !time.is_empty()) {
        if read_time(time).is_none() {
            return Err(format!("{word:?} has no time: {}", time::why_no_time(time)));
        }
        if is_number(time) {
            return read_word(&format!("{word}s"));
        }
    }
    match (word, tick) {
        ("start", _) => Ok(ScriptStep::Mark(Mark::Start)),
        ("skip", _) => Ok(ScriptStep::Mark(Mark::Skip)),
        (_, Some(item @ 1..=9)) => Ok(ScriptStep::Mark(Mark::Tick(item - 1))),
        _ => Mark::read(word).map(ScriptStep::Mark).ok_or_else(|| no_mark(word)),
    }
}

/// A time as it is read elsewhere, or a whole number of seconds: scripts had these first, and run
/// on.
fn read_time(text: &str) -> Option<Duration> {
    let seconds = || text.trim().parse().ok().filter(|_| is_number(text.trim()));
    time::read_time(text).or_else(|| seconds().map(Duration::from_secs))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|of| of.is_ascii_digit())
}

fn no_mark(word: &str) -> String {
    let all = MarkWord::value_variants().iter().filter(|mark| **mark != MarkWord::Note);
    let words: Vec<&str> = all.map(|mark| mark.word()).collect();
    format!(
        "{word:?} is no mark: allowed are start, {}, skip, tick 1 to tick 9, wait m:ss, \
         fact 1 to fact 9, note TEXT, and answer --at m:ss or --ago m:ss",
        words.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::mark::Late;

    #[test]
    fn reads_times_words_comments_and_blank_lines() {
        let mut script = ScriptLeft::default();
        assert_eq!(script.add("\u{feff}Start\n\n@7:10 ANSWER # said it\n"), Vec::<String>::new());
        assert_eq!(script.add("  @1:02:03   next\nWait 2m\n@1m30s tick 2\n"), Vec::<String>::new());
        let expected = [
            (None, ScriptStep::Mark(Mark::Start), 1),
            (Some(430), ScriptStep::Mark(Mark::Answer), 3),
            (Some(3723), ScriptStep::Mark(Mark::Next), 4),
            (None, ScriptStep::Wait(Duration::from_secs(120)), 5),
            (Some(90), ScriptStep::Mark(Mark::Tick(1)), 6),
        ];
        let lines: Vec<_> = script
            .lines
            .iter()
            .map(|l| (l.at.map(|at| at.as_secs()), l.step.clone(), l.number))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_whole_number_is_seconds_in_a_script() {
        let mut script = ScriptLeft::default();
        let none = script.add("wait 5\n@90 next\nanswer --at 20\n@0 answer --ago=3\nwait  07\n");
        assert_eq!(none, Vec::<String>::new());
        let steps: Vec<_> = script.lines.iter().map(|line| (line.at, line.step.clone())).collect();
        let time = Duration::from_secs;
        let late = |late| ScriptStep::Mark(Mark::LateAnswer(late));
        let expected = [
            (None, ScriptStep::Wait(time(5))),
            (Some(time(90)), ScriptStep::Mark(Mark::Next)),
            (None, late(Late::At(time(20)))),
            (Some(time(0)), late(Late::Ago(time(3)))),
            (None, ScriptStep::Wait(time(7))),
        ];
        assert_eq!(steps, expected);
    }

    #[test]
    fn a_note_is_the_rest_of_its_line() {
        let mut script = ScriptLeft::default();
        let none = script.add("note ask #3 about it\n@2:00  note \"why so\"\nnext # note x\n");
        assert_eq!(none, Vec::<String>::new());
        let steps: Vec<ScriptStep> = script.lines.iter().map(|line| line.step.clone()).collect();
        let note = |text: &str| ScriptStep::Note(NoteText::read(text).unwrap());
        let expected = [note("ask #3 about it"), note("why so"), ScriptStep::Mark(Mark::Next)];
        assert_eq!(steps, expected);
        assert!(script.add("note\n")[0].contains("\"note\" is no mark"));
    }

    #[test]
    fn names_every_line_that_it_does_not_understand_and_keeps_the_others() {
        let mut script = ScriptLeft::default();
        let problems = script.add(
            "start\n@7:00 10 answer\n@soon answer\n@7:10\ntick 0\n@7:61 next\n@8:00 next\n\
                 wait -5\n@1.5 next\nanswer --at two\nanswer --ago=-0:40\nwait\n\
                 answer --at 1:00 --ago 0:10\nanswer --ago=10s --at 2:00",
        );
        let expected = [
            "script, line 2: \"10 answer\" is no mark",
            "script, line 3: @\"soon\" is no time",
            "script, line 4: a word is missing",
            "script, line 5: \"tick 0\" is no mark",
            "script, line 6: @\"7:61\" is no time",
            "script, line 8: \"wait -5\" has no time: it is below zero",
            "script, line 9: @\"1.5\" is no time: write 0:20, 20s or 1m 30s",
            "script, line 10: \"answer --at two\" has no time: write 0:20",
            "script, line 11: \"answer --ago=-0:40\" has no time: it is below zero",
            "script, line 12: \"wait\" is no mark",
            "script, line 13: \"answer --at 1:00 --ago 0:10\" says twice when it was",
            "script, line 14: \"answer --ago=10s --at 2:00\" says twice when it was",
        ];
        assert_eq!(problems.len(), expected.len());
        for (problem, expected) in problems.iter().zip(expected) {
            assert!(problem.starts_with(expected), "{problem}");
        }
        assert_eq!(script.lines.len(), 2);
    }
}
