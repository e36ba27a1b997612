//! Lines with their times before them, `[00:00:00.400 --> 00:00:03.000]  text`, as recognisers
//! print them while they work.

use super::Cue;
use super::subtitles::{is_end, seconds};

/// The lines of a text that begin with times in brackets; other lines are a program's own. Where
/// nothing stands behind the times, the lines below are what was said.
pub(super) fn read(text: &str) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if let Some(cue) = timed(line) {
            is_open = cue.text.is_empty();
            cues.push(cue);
            continue;
        }
        is_open &= !is_end(line);
        if let Some(last) = cues.last_mut().filter(|_| is_open) {
            last.text.push_str(line.trim());
            last.text.push(' ');
        }
    }
    cues
}

/// A line of times and text. Times that can't be read are none.
fn timed(line: &str) -> Option<Cue> {
    let (times, text) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    let (from, to) = times.split_once("-->").or_else(|| times.split_once("->"))?;
    let [from, to] = [from, to].map(|time| time.trim().trim_end_matches('s'));
    let second = |time: &str| seconds(time).or_else(|| time.parse().ok().filter(is_time));
    let (from, to) = second(from).zip(second(to)).unzip();
    Some(Cue { from, to, text: text.trim().to_string(), ..Cue::default() })
}

fn is_time(seconds: &f64) -> bool {
    seconds.is_finite()
}
