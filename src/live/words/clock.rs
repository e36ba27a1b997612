//! The slot's clock for somebody who sits back: large, in minutes, so that it changes once a
//! minute; and as a line, for whoever has it read aloud. Pure text.

use console::{measure_text_width, truncate_str};

use super::screen::{lag, late_word};
use crate::live::rules::conductor::{Conductor, OpenQuestion};
use crate::live::rules::pace::QuestionPace;
use crate::text::clean;
use crate::time::{Elapsed, m_ss};

/// The rows of the figures 0 to 9 and of a stroke between two numbers, three columns wide.
const FIGURES: [[&str; 5]; 11] = [
    ["███", "█ █", "█ █", "█ █", "███"],
    [" █ ", "██ ", " █ ", " █ ", "███"],
    ["███", "  █", "███", "█  ", "███"],
    ["███", "  █", "███", "  █", "███"],
    ["█ █", "█ █", "███", "  █", "  █"],
    ["███", "█  ", "███", "  █", "███"],
    ["███", "█  ", "███", "█ █", "███"],
    ["███", "  █", "  █", "  █", "  █"],
    ["███", "█ █", "███", "█ █", "███"],
    ["███", "█ █", "███", "  █", "███"],
    ["  █", "  █", " █ ", "█  ", "█  "],
];

/// The minutes of the slot and of its length, with what they are of below; as large as there is
/// room. `None` where there is room for nothing large.
pub(crate) fn large(
    conductor: &Conductor,
    now: Elapsed,
    (rows, width): (usize, usize),
) -> Option<Vec<String>> {
    let open = conductor.open()?;
    let pace = QuestionPace::of(conductor, &open, now);
    let minutes = |time: std::time::Duration| time.as_secs() / 60;
    let run = minutes(pace.slot).to_string();
    let both = format!("{run}/{}", minutes(open.slot_plan.length));
    if rows < FIGURES[0].len() + 2 {
        return None;
    }
    let wide = |text: &str, scale: usize| text.len() * 4 * scale;
    let sizes = [(&both, 2), (&both, 1), (&run, 2), (&run, 1)];
    let (text, scale) = sizes.into_iter().find(|(text, scale)| wide(text, *scale) < width)?;
    let mut lines: Vec<String> = (0..FIGURES[0].len()).map(|row| drawn(text, row, scale)).collect();
    lines.push(below(conductor, &open, &pace, width));
    Some(lines)
}

/// A row of a text in large figures.
fn drawn(text: &str, row: usize, scale: usize) -> String {
    let figure = |c: char| FIGURES[c.to_digit(10).map_or(10, |digit| digit as usize)][row];
    let rows: Vec<String> = text
        .chars()
        .map(|c| figure(c).chars().map(|c| c.to_string().repeat(scale)).collect())
        .collect();
    rows.join(&" ".repeat(scale)).trim_end().to_string()
}

/// What changes with a mark, or seldom; what matters most where there is no room for all.
fn below(
    conductor: &Conductor,
    open: &OpenQuestion<'_>,
    pace: &QuestionPace,
    width: usize,
) -> String {
    let (title, phase) = (clean(&open.slot_plan.title), clean(&open.phase_name()));
    let questions = open.slot_plan.questions.len();
    let number = (questions > 1).then(|| format!("question {}/{questions}", open.question + 1));
    let short = (questions > 1).then(|| format!("{}/{questions}", open.question + 1));
    let late = late_word(pace.verdict).filter(|_| !is_strict(conductor));
    let state = if pace.paused.is_some() { Some("paused") } else { late };
    let (unit, state) = (format!("min of {title}"), state.map(str::to_string));
    let (min, key) = (Some("min".to_string()), Some("b small again".to_string()));
    let lines = [
        [Some(unit.clone()), number, Some(phase.clone()), state.clone(), key.clone()],
        [Some(unit), short.clone(), Some(phase.clone()), state.clone(), key.clone()],
        [min.clone(), short, Some(phase.clone()), state.clone(), key.clone()],
        [min.clone(), None, Some(phase), state.clone(), key],
        [min, None, None, state, Some("b small".to_string())],
    ];
    let lines = lines.map(|parts| parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let fits = |line: &&String| measure_text_width(line) < width;
    let line = lines.iter().find(fits).unwrap_or(&lines[4]);
    truncate_str(line, width.saturating_sub(1), "…").into_owned()
}

/// The time in a line that can be read aloud.
pub(crate) fn line(conductor: &Conductor, now: Elapsed) -> Option<String> {
    let open = conductor.open()?;
    let pace = QuestionPace::of(conductor, &open, now);
    let length = open.slot_plan.length;
    let left = match length.checked_sub(pace.slot) {
        Some(left) => format!("{} left", m_ss(left)),
        None => format!("{} over", m_ss(pace.slot - length)),
    };
    let phase = &open.plan.phases[open.run.phase()];
    let mut line = format!(
        "{left} in {}: {} of {}; question {} of {}, {}: {} of {}",
        clean(&open.slot_plan.title),
        m_ss(pace.slot),
        m_ss(length),
        open.question + 1,
        open.slot_plan.questions.len(),
        clean(&phase.name),
        m_ss(pace.phase),
        m_ss(phase.budget),
    );
    if let Some(paused) = pace.paused {
        line += &format!("; paused for {}", m_ss(paused));
    } else if !is_strict(conductor) {
        line += &format!("; {}", lag(&pace));
    }
    Some(line)
}

fn is_strict(conductor: &Conductor) -> bool {
    conductor.session().header.strict
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{at, small};
    use crate::session::Session;
    use crate::session::mark::Mark;

    fn begun() -> Conductor {
        let mut round = Conductor::new(Session::new(small()));
        round.mark(at(0.0), Mark::Start).unwrap();
        round
    }

    #[test]
    fn it_changes_once_a_minute_and_fits_its_terminal() {
        let round = begun();
        let of = |seconds| large(&round, at(seconds), (24, 80)).unwrap();
        assert_eq!(of(60.0), of(119.0));
        assert_ne!(of(60.0), of(120.0));
        let expected = [
            "███   █ ███ ███",
            "  █   █   █ █",
            "███  █  ███ ███",
            "█   █     █   █",
            "███ █   ███ ███",
            "min · b small",
        ];
        assert_eq!(large(&round, at(125.0), (15, 30)).unwrap(), expected.map(str::to_string));
        for width in 1..120 {
            let Some(lines) = large(&round, at(700.0), (10, width)) else { continue };
            assert!(lines.iter().all(|line| line.chars().count() < width), "{width}: {lines:?}");
        }
        let below = |width| large(&round, at(125.0), (15, width)).unwrap().pop().unwrap();
        let all = "min of coding 1 · question 1/2 · understand · b small again";
        assert_eq!((below(80).as_str(), below(60).as_str()), (all, all));
        assert_eq!(below(59), "min of coding 1 · 1/2 · understand · b small again");
        assert_eq!(below(40), "min · 1/2 · understand · b small again");
        assert_eq!(large(&round, at(0.0), (6, 80)), None);
    }

    #[test]
    fn a_line_of_it_says_what_is_left_in_order() {
        let mut round = begun();
        let said = "32:00 left in coding 1: 3:00 of 35:00; question 1 of 2, understand: 3:00 of \
                    2:30; on plan";
        assert_eq!(line(&round, at(180.0)).as_deref(), Some(said));
        round.mark(at(180.0), Mark::Pause).unwrap();
        assert!(line(&round, at(190.0)).unwrap().ends_with("2:30; paused for 0:10"));
        let over = line(&begun(), at(2160.0)).unwrap();
        assert!(over.starts_with("1:00 over in coding 1: 36:00 of 35:00; "), "{over}");
        assert_eq!(line(&Conductor::new(Session::new(small())), at(0.0)), None);
    }
}
