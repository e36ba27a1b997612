//! The row of a prompt that an answer is typed on, and what a terminal has to be sent for it. Lines
//! are broken here, never by the terminal: so it is known how many rows they take, whatever the
//! terminal makes of wide characters and joined ones, and they are taken away whole.

use console::measure_text_width;

use crate::text::cells::{cells, clusters};

/// What stands behind a prompt, as the terminal shows it.
#[derive(Debug)]
pub(crate) struct PromptLine {
    /// The last row of what is asked, with the space behind it.
    asked: String,
    /// Whether the cursor may be moved: else only back over what was typed.
    moves: bool,
    typed: String,
    /// What is on the screen, row by row.
    rows: Vec<String>,
}

impl PromptLine {
    /// Behind a prompt that was written, with a space, and with nothing typed.
    pub(crate) fn behind(prompt: &str, moves: bool) -> Self {
        let asked = format!("{} ", prompt.rsplit('\n').next().unwrap_or_default());
        Self { rows: vec![asked.clone()], asked, moves, typed: String::new() }
    }

    /// What to write for this to stand there as what is typed, on so many rows and columns.
    pub(crate) fn show(&mut self, typed: &str, (rows, columns): (usize, usize)) -> String {
        if !self.moves {
            let before = std::mem::replace(&mut self.typed, typed.to_string());
            return typed_over(&before, typed);
        }
        self.typed = typed.to_string();
        let broken = self.broken(columns);
        let shown = std::mem::replace(&mut self.rows, broken);
        let added = self.rows.join("\n");
        if let Some(added) = added.strip_prefix(&shown.join("\n")) {
            return added.to_string();
        }
        // Rows above the screen can't be written anew.
        let from = self.rows.len().saturating_sub(rows.max(1));
        taken_away(&shown, (rows, columns)) + &self.rows[from..].join("\n")
    }

    /// The same in a window of another size.
    pub(crate) fn resized(&mut self, (rows, columns): (usize, usize)) -> String {
        if !self.moves {
            return String::new();
        }
        let gone = taken_away(&self.rows, (rows, columns));
        self.rows = self.broken(columns);
        let from = self.rows.len().saturating_sub(rows.max(1));
        gone + &self.rows[from..].join("\n")
    }

    /// What is asked and typed, in rows. The last column stays free: what fills it makes some
    /// terminals begin a row, and others not.
    fn broken(&self, columns: usize) -> Vec<String> {
        let room = columns.saturating_sub(1);
        let (mut rows, mut taken) = (vec![self.asked.clone()], cells(&self.asked));
        for character in clusters(&self.typed) {
            let wide = cells(character);
            if taken > 0 && taken + wide > room {
                rows.push(String::new());
                taken = 0;
            }
            rows.iter_mut().last().into_iter().for_each(|row| row.push_str(character));
            taken += wide;
        }
        rows
    }
}

/// What takes lines off a screen of so many rows and columns, with the cursor behind the last of
/// them. One that was written in a wider window is broken into several rows by most terminals.
pub(super) fn taken_away(lines: &[String], (rows, columns): (usize, usize)) -> String {
    let of = |line: &String| measure_text_width(line).div_ceil(columns.max(1)).max(1);
    match lines.iter().map(of).sum::<usize>().min(rows.max(1)) {
        0 => String::new(),
        1 => "\r\u{1b}[J".to_string(),
        taken => format!("\r\u{1b}[{}A\u{1b}[J", taken - 1),
    }
}

/// What makes one text of another where the cursor can only go back on its row.
fn typed_over(before: &str, now: &str) -> String {
    let same = clusters(before).zip(clusters(now)).take_while(|(before, now)| before == now);
    let kept = same.map(|(before, _)| before.len()).sum();
    let back = "\u{8} \u{8}".repeat(measure_text_width(&before[kept..]));
    back + &now[kept..]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: (usize, usize) = (4, 11);

    #[test]
    fn what_is_typed_is_added_and_broken_before_the_last_column() {
        let mut line = PromptLine::behind("what?\nsay]", true);
        assert_eq!(line.show("12345", SMALL), "12345");
        assert_eq!(line.show("1234567", SMALL), "\n67");
        assert_eq!(line.show("12345678901234", SMALL), "8901234");
        // A wide character doesn't begin in the last column, and is not parted from what joins it.
        assert_eq!(line.show("12345678901234結", SMALL), "\n結");
        assert_eq!(line.show("12345678901234結👩", SMALL), "👩");
        assert_eq!(line.show("12345678901234結👩\u{200d}💻", SMALL), "\u{200d}💻");
    }

    #[test]
    fn what_is_erased_is_written_anew_from_the_prompts_last_row() {
        let mut line = PromptLine::behind("say]", true);
        line.show("1234567", SMALL);
        assert_eq!(line.show("123456", SMALL), "\r\u{1b}[1A\u{1b}[Jsay] 12345\n6");
        assert_eq!(line.show("12345", SMALL), "\r\u{1b}[1A\u{1b}[Jsay] 12345");
        assert_eq!(line.show("1234", SMALL), "\r\u{1b}[Jsay] 1234");
        // What grows out of its row goes to the next whole.
        line.show("123👩", SMALL);
        let grown = "\r\u{1b}[Jsay] 123\n👩\u{200d}💻";
        assert_eq!(line.show("123👩\u{200d}💻", SMALL), grown);
        // A line that is longer than the screen: what is on it.
        line.show(&"x".repeat(105), SMALL);
        let four = "\r\u{1b}[3A\u{1b}[J".to_string() + &["xxxxxxxxxx"; 4].join("\n");
        assert_eq!(line.show(&"x".repeat(95), SMALL), four);
        assert_eq!(line.show("", SMALL), "\r\u{1b}[3A\u{1b}[Jsay] ");
    }

    #[test]
    fn a_window_that_narrows_breaks_rows_and_all_of_them_are_taken_away() {
        let mut line = PromptLine::behind("say]", true);
        line.show(&"x".repeat(20), (24, 30));
        let narrow = "\r\u{1b}[2A\u{1b}[Jsay] xxxxx\nxxxxxxxxxx\nxxxxx";
        assert_eq!(line.resized((24, 11)), narrow);
        assert_eq!(line.show(&"x".repeat(21), (24, 11)), "x");
    }

    #[test]
    fn where_the_cursor_moves_nowhere_it_goes_back_over_what_was_typed() {
        let mut line = PromptLine::behind("say]", false);
        let back = |columns| "\u{8} \u{8}".repeat(columns);
        assert_eq!(line.show("1234567890123", SMALL), "1234567890123");
        assert_eq!(line.show("1234567890", SMALL), back(3));
        assert_eq!(line.show("結", SMALL), format!("{}結", back(10)));
        assert_eq!(line.show("", SMALL), back(2));
        assert_eq!(line.resized((24, 80)), "");
    }
}
