//! The plan of today for a terminal.

use std::time::Duration;

use console::Style;

use super::Here;
use crate::practice::act::Act;
use crate::practice::agenda::{Agenda, Calendar, NoRoom};
use crate::report::text::page::TextPage;
use crate::text::{clean_line, counted};

/// The plan, each line at most `width` columns where that is possible (commands are not wrapped).
pub(super) fn render(
    agenda: &Agenda,
    why: bool,
    here: &Here,
    width: usize,
    colours: bool,
) -> String {
    let mut page = TextPage::new(width, colours);
    let (plain, bold, dim) = (Style::new(), Style::new().bold(), Style::new().dim());
    let today = agenda.today.strftime("%A %-d %B");
    page.wrap("", "", &format!("{today} · {}", planned(agenda)), &bold);
    page.indent("  ", &clean_line(&agenda.standing), &plain);
    for (kinds, time) in &agenda.done {
        page.wrap("  ✓ ", "    ", &format!("done today: {kinds}, {}", minutes(*time)), &dim);
    }
    for (at, line) in agenda.lines.iter().enumerate() {
        page.text.push('\n');
        let command = page.paint.apply(&bold, &here.command(&line.act.command()));
        page.line(&format!("{:>2}. {command}   {}", at + 1, minutes(line.planned)));
        page.indent("    ", &clean_line(&line.reason), &plain);
        for of in line.why.iter().filter(|_| why) {
            page.wrap("    · ", "      ", &clean_line(of), &dim);
        }
    }
    for (lacks_time, head) in
        [(true, "also due, not in the time"), (false, "also due, left for another evening")]
    {
        let is_of = |of: &&NoRoom| of.lacks_time == lacks_time;
        let of: Vec<&NoRoom> = agenda.no_room.iter().filter(is_of).collect();
        if of.is_empty() {
            continue;
        }
        let named: Vec<String> = of.iter().map(|of| without_room(of, here)).collect();
        let line = format!("{head}: {}", clean_line(&named.join("; ")));
        page.text.push('\n');
        page.wrap("  ", "    ", &line, &plain);
        for of in of.iter().filter(|_| why) {
            for line in &of.why {
                page.wrap("    · ", "      ", &clean_line(&format!("{}: {line}", of.what)), &dim);
            }
        }
    }
    if why && !agenda.beyond.is_empty() {
        let beyond = clean_line(&agenda.beyond.join("; "));
        page.text.push('\n');
        page.wrap("  ", "    ", &format!("so that the plan stays short, without {beyond}"), &dim);
    }
    page.text.push('\n');
    if let Some(calendar) = calendar(&agenda.calendar) {
        page.wrap("  ", "  ", &calendar, &dim);
    }
    if agenda.lines.is_empty() {
        page.indent("  ", &nothing(agenda), &plain);
    } else {
        let more = if why { "" } else { "; `--why` explains every line" };
        let start = here.command("mockround today --start");
        page.indent("  ", &clean_line(&format!("`{start}` begins the first{more}")), &dim);
    }
    page.text
}

/// How much is planned, of what.
fn planned(agenda: &Agenda) -> String {
    let (total, time) = (minutes(agenda.total()), minutes(agenda.for_time));
    match agenda.evening.map(minutes) {
        None => format!("{total} planned of {time}"),
        Some(evening) if agenda.for_time.is_zero() => format!("nothing left of {evening}"),
        Some(evening) => format!("{total} planned of the {time} left of {evening}"),
    }
}

/// What has no room, in a few words; a round with what it takes, and how to begin it.
fn without_room(of: &NoRoom, here: &Here) -> String {
    match of.act {
        Act::Round { .. } => {
            let command = here.command(&of.act.command());
            format!("{} ({}): `{command}`", of.what, minutes(of.planned))
        }
        _ => of.what.clone(),
    }
}

/// The last four weeks, a sign a day, how many of them were practised on, and how long each kind;
/// `None` where nothing was.
fn calendar(calendar: &Calendar) -> Option<String> {
    let mut signs = String::new();
    for (at, time) in calendar.days.iter().enumerate() {
        signs += if at > 0 && at % 7 == 0 { " " } else { "" };
        signs += match time.as_secs() / 60 {
            0 if time.is_zero() => "·",
            0..20 => "▂",
            20..45 => "▄",
            45..90 => "▆",
            _ => "█",
        };
    }
    let days = calendar.days.iter().filter(|time| !time.is_zero()).count();
    let kind = |(word, time): &(&str, Duration)| format!("{word} {}", minutes(*time));
    let kinds: Vec<String> = calendar.kinds.iter().map(kind).collect();
    let days_of = counted(days, "day", "days");
    (days > 0).then(|| format!("four weeks {signs} {days_of}: {}", kinds.join(", ")))
}

/// What is said where there is nothing to do.
pub(super) fn nothing(agenda: &Agenda) -> String {
    let done: Duration = agenda.done.iter().map(|(_, time)| *time).sum();
    match done.as_secs() {
        0 => "nothing to do that fits this time; `mockround today --for 45m` has more".to_string(),
        _ => format!(
            "nothing more to do today: {} practised; `--for 20m` plans more all the same",
            minutes(done)
        ),
    }
}

/// Minutes, rounded up: `35m`, `1h 05m`, `40s`.
fn minutes(time: Duration) -> String {
    match (time.as_secs(), time.as_secs().div_ceil(60)) {
        (seconds @ 0..60, _) => format!("{seconds}s"),
        (_, minutes @ 0..60) => format!("{minutes}m"),
        (_, minutes) => format!("{}h {:02}m", minutes / 60, minutes % 60),
    }
}
