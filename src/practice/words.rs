//! What is said of things that come back, of what is weak, and of where a candidate stands.

use jiff::civil::Date;

use super::matter::{Basis, Matter};
use super::recall::Recall;
use super::weak::Weakness;
use crate::text::{clean_line, counted};
use crate::word::Word;

/// A day as a person says it: `Tue 24 Nov`, with its year where that is another one.
pub(super) fn day(day: Date, today: Date) -> String {
    let format = if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    day.strftime(format).to_string()
}

/// What it is to have met or missed something.
fn verb(matter: &Matter, basis: Basis, met: bool) -> &'static str {
    match (matter, basis, met) {
        (_, Basis::Rating, true) => "rated 3 or better",
        (_, Basis::Rating, false) => "rated 2 or worse",
        (Matter::Point { .. }, _, true) => "ticked",
        (Matter::Point { .. }, _, false) => "not ticked",
        (Matter::Phase(_), _, true) => "within its budget",
        (Matter::Phase(_), Basis::Left, false) => "missed",
        (Matter::Phase(_), _, false) => "over its budget",
        (Matter::Habit(_), _, true) => "not flagged",
        (Matter::Habit(_), _, false) => "flagged",
        (_, _, true) => "in time",
        (_, _, false) => "not in time",
    }
}

/// What something is called. The points of an answer are not told: they are to be said again.
pub(crate) fn name(matter: &Matter) -> String {
    match matter {
        Matter::Question { title, .. } => format!("\u{201c}{title}\u{201d}"),
        Matter::Point { title, .. } => format!("key points of \u{201c}{title}\u{201d}"),
        Matter::Theme(theme) => format!("the theme {}", theme.word()),
        Matter::Story(id) => format!("the story {}", clean_line(id)),
        Matter::Phase(phase) => format!("the phase {}", clean_line(phase)),
        Matter::Habit(flag) => flag.called().to_string(),
    }
}

/// What is due, in full, a line each: how it went, when, and why it is due now. The points of a
/// question that stand alike are told together.
pub(super) fn explained(recalls: &[&Recall], today: Date) -> Vec<String> {
    let mut told: Vec<(String, String, usize)> = Vec::new();
    for recall in recalls {
        let (name, stands) = (name(&recall.matter), stands(recall, today));
        match told.iter_mut().find(|(of, how, _)| *of == name && *how == stands) {
            Some((_, _, times)) => *times += 1,
            None => told.push((name, stands, 1)),
        }
    }
    let line = |(name, stands, times): (String, String, usize)| match times {
        1 => format!("{}: {stands}", name.replace("key points of", "a key point of")),
        times => format!("{times} {name}: {stands}"),
    };
    told.into_iter().map(line).collect()
}

/// How something went last, and since when it is due.
fn stands(recall: &Recall, today: Date) -> String {
    let verb = |basis, met| verb(&recall.matter, basis, met);
    let missed = recall.missed_first.map(|basis| format!("{}, then ", verb(basis, false)));
    let went = missed.unwrap_or_default() + verb(recall.basis, recall.met);
    let often = match recall.misses {
        0 | 1 => String::new(),
        misses => format!(", the {} in a row", ordinal(misses)),
    };
    let since = match recall.due() == today {
        true => "due today".to_string(),
        false => format!("due since {}", day(recall.due(), today)),
    };
    let wait = usize::try_from(recall.wait()).unwrap_or_default();
    format!(
        "{went} on {}{often}{}; {since}, {} later",
        day(recall.last, today),
        open(recall, today),
        counted(wait, "day", "days"),
    ) + if recall.rests { "; last, after another that comes again" } else { "" }
}

/// When it was asked for since, with nothing known of it.
fn open(recall: &Recall, today: Date) -> String {
    match recall.is_open() {
        true => format!(", and nothing is known of {}", day(recall.asked, today)),
        false => String::new(),
    }
}

fn ordinal(number: usize) -> String {
    match (number, number % 100, number % 10) {
        (2, ..) => "second time".to_string(),
        (3, ..) => "third time".to_string(),
        (_, 11..=13, _) | (_, _, 0 | 4..) => format!("{number}th time"),
        (_, _, 1) => format!("{number}st time"),
        (_, _, 2) => format!("{number}nd time"),
        (_, _, _) => format!("{number}rd time"),
    }
}

/// Why a drill of several due things is in the plan: what there is most of and missed first, then
/// the rest in a word.
pub(super) fn due(recalls: &[&Recall], today: Date) -> String {
    let mut parts = Vec::new();
    let is_point = |of: &&&Recall| matches!(of.matter, Matter::Point { .. });
    let is_question = |of: &&&Recall| matches!(of.matter, Matter::Question { .. });
    let pick = |is: &dyn Fn(&&&Recall) -> bool| -> Vec<&Recall> {
        recalls.iter().filter(|of| is(of)).copied().collect()
    };
    parts.extend(group(&pick(&is_point), "key point", "key points", today));
    parts.extend(group(&pick(&is_question), "question", "questions", today));
    for recall in recalls {
        if !is_point(&recall) && !is_question(&recall) {
            let went = verb(&recall.matter, recall.basis, recall.met);
            let last = day(recall.last, today);
            parts.push(match (name(&recall.matter), &recall.matter) {
                // Its name is a clause: "slots that run over".
                (habit, Matter::Habit(_)) => format!("due: {habit}, {went} on {last}"),
                (name, _) => format!("{name} due, {went} on {last}"),
            });
        }
    }
    match parts.len() {
        0..=2 => parts.join("; "),
        more => format!("{}; {}; and {} more", parts[0], parts[1], more - 2),
    }
}

/// `4 key points due, not ticked on Tue 24 Nov`, or `…, 4 of them not in time on …`.
fn group(recalls: &[&Recall], one: &str, many: &str, today: Date) -> Option<String> {
    let first = recalls.first()?;
    let missed: Vec<&&Recall> = recalls.iter().filter(|recall| !recall.met).collect();
    let of = counted(recalls.len(), one, many);
    let mut asked: Vec<&str> = recalls.iter().filter_map(|recall| recall.question()).collect();
    asked.sort_unstable();
    asked.dedup();
    let in_all = match asked.len() {
        all if all == recalls.len() || all < 2 => String::new(),
        several => format!(" of {several} questions"),
    };
    let of_which = if missed.is_empty() { recalls.iter().collect() } else { missed };
    let last = of_which.iter().map(|recall| recall.last).max()?;
    let same = of_which.iter().all(|recall| recall.last == last);
    let mut verbs: Vec<&str> = Vec::new();
    for recall in &of_which {
        let went = verb(&first.matter, recall.basis, recall.met);
        if !verbs.contains(&went) {
            verbs.push(went);
        }
    }
    let went = verbs.join(" or ");
    let some = match of_which.len() {
        all if all == recalls.len() => String::new(),
        some => format!("{some} of them "),
    };
    let on = if same { " on" } else { ", last on" };
    Some(format!("{of}{in_all} due, {some}{went}{on} {}", day(last, today)))
}

/// What is weak, and by how much.
pub(super) fn weak(of: &Weakness) -> String {
    let percent = ((of.beyond.share - 1.0) * 100.0).round();
    let past = match percent {
        ..1.0 => "less than 1% past its limit".to_string(),
        100.0.. => format!("{:.1} times its limit", of.beyond.share),
        percent => format!("{percent}% past its limit"),
    };
    format!(
        "weak: {} in {} is {past}, the median of your last {} rounds of it",
        clean_line(&of.what),
        of.kind.word(),
        of.beyond.of
    )
}

/// Why what is weak comes.
pub(super) fn why_weak() -> String {
    "by the exact rank test of the trends that is more than noise; one bad evening never is"
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::trends::Beyond;
    use crate::practice::past::Practised;
    use crate::practice::recall::recalls;
    use crate::practice::tests::{TODAY, drilled, question};
    use crate::round::QuestionKind;

    fn coded(ago: i64, met: bool, basis: Basis) -> Practised {
        let mut sign = question("a", met);
        sign.basis = basis;
        drilled(ago, QuestionKind::Coding, vec![sign])
    }

    #[test]
    fn a_number_of_times_is_said_as_one_says_it() {
        let said = [2, 3, 4, 11, 12, 13, 20, 21, 22, 33, 104, 111, 121].map(ordinal);
        let expected = "second third 4th 11th 12th 13th 20th 21st 22nd 33rd 104th 111th 121st";
        assert_eq!(said.join(" ").replace(" time", ""), expected);
    }

    #[test]
    fn what_was_missed_and_then_met_on_one_evening_is_told_with_both() {
        let past = [coded(1, false, Basis::Time), coded(1, true, Basis::Rating)];
        let recalls = recalls_of(&past);
        let both = "\u{201c}a\u{201d}: not in time, then rated 3 or better on Mon 23 Nov; due \
                    today, 1 day later";
        assert_eq!(explained(&[&recalls[0]], TODAY), [both]);
        // On the next day only that counts.
        let past = [&past[..], &[coded(0, true, Basis::Time)]].concat();
        assert!(recalls_of(&past)[0].missed_first.is_none());
    }

    #[test]
    fn what_is_hardly_past_its_limit_is_not_told_as_nothing() {
        let told = |share: f64| {
            let (kind, what) = (QuestionKind::Coding, "first answer".to_string());
            let beyond = Beyond::of(&[share; 4]).unwrap();
            weak(&Weakness { kind, phase: None, what, beyond })
        };
        assert!(told(1.003).contains(" is less than 1% past its limit, "), "{}", told(1.003));
        assert!(told(1.004 + 0.01).contains(" is 1% past its limit, "));
    }

    fn recalls_of(past: &[Practised]) -> Vec<Recall> {
        recalls(past, TODAY)
    }

    #[test]
    fn things_that_went_otherwise_are_told_with_how_each_went() {
        let mut session = coded(1, false, Basis::Rating);
        session.signs.push(question("b", false));
        let recalls = recalls_of(&[session]);
        let all: Vec<&Recall> = recalls.iter().collect();
        let expected = "2 questions due, rated 2 or worse or not in time on Mon 23 Nov";
        assert_eq!(due(&all, TODAY), expected);
    }
}
