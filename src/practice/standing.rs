//! Where a candidate stands, in a sentence.

use jiff::civil::Date;

use super::due::due_here;
use super::past::Practised;
use super::want::{self, Want};
use super::wants::ago;
use super::weak::Weakness;
use super::{Situation, interviews, words};
use crate::text::counted;
use crate::word::Word;

/// Where the candidate stands: how much was practised and when last, what is due, what is weakest.
pub(super) fn standing(
    of: &Situation<'_>,
    days: &[(Date, &Practised)],
    weak: &[Weakness],
    wants: &[Want],
) -> String {
    let next = interviews::next(of.interviews, of.today);
    let date = next.map(|next| interviews::countdown(next, of.today));
    let mut parts: Vec<String> = date.into_iter().collect();
    let Some((last, _)) = days.last() else {
        let mut why = not_counted(of);
        if why.is_empty() && !of.lengths.unread {
            why.push(match interviews::is_light(next, of.today) {
                true => "these last days stay light all the same".to_string(),
                false => "begin with a little of several kinds, as far as time goes".to_string(),
            });
        }
        let parted = if why.is_empty() { "" } else { ": " };
        parts.push(format!("nothing is practised yet{parted}{}", why.join(", ")));
        parts.extend(unread(of));
        return as_sentence(&parts);
    };
    let sessions = counted(days.len(), "session", "sessions");
    parts.push(format!("{sessions}, the last {}", ago(*last, of.today)));
    parts.extend(not_counted(of));
    let due = due_here(of);
    let mut kinds: Vec<&str> = Vec::new();
    for kind in want::kinds().filter(|kind| due.iter().any(|of| of.kind == *kind)) {
        kinds.push(kind.word());
    }
    parts.push(match kinds.split_last() {
        // A round, or what the last one asks for.
        None if wants.iter().any(|want| want.is_due) => "nothing comes back today".to_string(),
        None => "nothing is due".to_string(),
        Some((only, [])) => format!("something is due in {only}"),
        Some((last, others)) => format!("something is due in {} and {last}", others.join(", ")),
    });
    parts.extend(weak.first().map(words::weak));
    parts.extend(unread(of));
    as_sentence(&parts)
}

/// Why there is no drill and no round in the plan, where the questions are damaged.
fn unread(of: &Situation<'_>) -> Option<String> {
    let check = "no drill or round runs until your questions are mended: \
                 `mockround questions check` says where";
    of.lengths.unread.then(|| check.to_string())
}

/// The sessions that don't count; those that were sped up where there are no others.
fn not_counted(of: &Situation<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    if of.sped_up > 0 && of.past.is_empty() {
        let ran = counted(of.sped_up, "session ran", "sessions ran");
        parts.push(format!("{ran} at another speed than the world's, which doesn't count"));
    }
    if of.ahead > 0 {
        let dated = counted(of.ahead, "session is", "sessions are");
        parts.push(format!("{dated} dated after now and left out (was a clock wrong?)"));
    }
    parts
}

/// Parts as a sentence. A name that it begins with stays as it is written.
fn as_sentence(parts: &[String]) -> String {
    let sentence = format!("{}.", parts.join("; "));
    for (lower, upper) in [("the ", "The "), ("nothing ", "Nothing ")] {
        if let Some(rest) = sentence.strip_prefix(lower) {
            return format!("{upper}{rest}");
        }
    }
    sentence
}
