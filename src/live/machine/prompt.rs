//! A prompt with what is typed behind it, and what a terminal has to be sent for these to stand
//! there. Lines are broken here, never by the terminal: so it is known how many rows they take,
//! whatever the terminal makes of wide characters and joined ones, and they are taken away whole,
//! also what has left a small screen and comes back with a higher one.

use console::measure_text_width;

use crate::text::cells::{cells, clusters};
use crate::text::filled;

/// Takes everything off the cursor's row.
const ERASED: &str = "\u{1b}[2K";

/// Goes to the row above.
const UP: &str = "\u{1b}[A";

/// A prompt that a terminal shows, and what is typed there.
#[derive(Debug)]
pub(crate) struct PromptLine {
    asked: String,
    /// Whether the cursor may be moved: else only back over what was typed.
    moves: bool,
    /// What is typed, once the prompt was shown.
    typed: Option<String>,
    /// What was written, row by row, with the cursor behind it. The first are above the screen
    /// where that is too small.
    rows: Vec<String>,
    /// How many rows of the prompt were left out before these, as the screen doesn't hold them.
    left_out: usize,
    /// Rows that were written before these, which left the screen and could not be taken away.
    above: Vec<String>,
    /// How many empty rows are known to be below the cursor. A prompt begins at the bottom, as far
    /// as is known.
    free: usize,
    /// How many rows the window had.
    window: usize,
}

impl PromptLine {
    /// A prompt that isn't shown yet.
    pub(crate) fn new(asked: &str, moves: bool) -> Self {
        let lines: Vec<&str> = asked.split('\n').map(str::trim_end).collect();
        let (asked, typed, rows, above) = (lines.join("\n"), None, Vec::new(), Vec::new());
        Self { asked, moves, typed, rows, left_out: 0, above, free: 0, window: 0 }
    }

    /// What to write for the prompt and what is typed to stand there, on so many rows and columns.
    pub(crate) fn show(&mut self, typed: &str, size: (usize, usize)) -> String {
        let before = self.typed.replace(typed.to_string());
        match before {
            Some(before) if !self.moves => typed_over(&before, typed),
            None => {
                self.window = size.0;
                self.rows = self.broken(size.1);
                self.rows.join("\n")
            }
            Some(_) => self.changed(size),
        }
    }

    /// The same in a window of another size.
    pub(crate) fn resized(&mut self, size: (usize, usize)) -> String {
        if !self.moves || self.typed.is_none() {
            return String::new();
        }
        // A lower window loses its empty rows first.
        let lower = std::mem::replace(&mut self.window, size.0).saturating_sub(size.0);
        self.free = self.free.saturating_sub(lower);
        self.anew(self.broken(size.1), size)
    }

    /// What is typed is another text now.
    fn changed(&mut self, size: (usize, usize)) -> String {
        let mut rows = self.broken(size.1);
        let shown = rows.get(self.left_out..).unwrap_or_default().join("\n");
        if let Some(added) = shown.strip_prefix(&self.rows.join("\n")) {
            self.free = self.free.saturating_sub(added.matches('\n').count());
            self.rows = rows.split_off(self.left_out);
            return added.to_string();
        }
        if self.left_out > 0 || height(&self.rows, size.1) > size.0 {
            return self.anew(rows, size);
        }
        let alike = self.rows.iter().zip(&rows).take_while(|(before, now)| before == now).count();
        let alike = alike.min(rows.len() - 1);
        let (before, now) = (&self.rows[alike..], &rows[alike..]);
        let written = taken_away(before, size) + &now.join("\n");
        self.free = (self.free + height(before, size.1)).saturating_sub(height(now, size.1));
        self.rows = rows;
        written
    }

    /// Takes away what is on the screen, and writes these rows, as many as it holds.
    fn anew(&mut self, rows: Vec<String>, size: (usize, usize)) -> String {
        let written: Vec<String> = self.above.drain(..).chain(self.rows.drain(..)).collect();
        let seen = size.0.saturating_sub(self.free).max(1);
        self.above = above(&written, (seen, size.1));
        let holds = |from: &usize| height(&rows[*from..], size.1) <= size.0;
        self.left_out = (0..rows.len()).find(holds).unwrap_or(rows.len() - 1);
        self.rows = rows[self.left_out..].to_vec();
        let emptied = self.free + height(&written, size.1).min(seen);
        self.free = emptied.saturating_sub(height(&self.rows, size.1));
        taken_away(&written, (seen, size.1)) + &self.rows.join("\n")
    }

    /// What is asked and typed, in rows, of which there is one at least. The last column stays
    /// free: what fills it makes some terminals begin a row, and others not.
    fn broken(&self, columns: usize) -> Vec<String> {
        let room = columns.saturating_sub(1);
        let asked = format!("{} ", filled(&self.asked, room));
        let mut rows: Vec<String> = asked.split('\n').map(str::to_string).collect();
        let mut taken = rows.last().map_or(0, |row| cells(row));
        for character in clusters(self.typed.as_deref().unwrap_or_default()) {
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

/// How many rows of a window lines take. One that was written in a wider window is broken into
/// several by most terminals.
fn height(lines: &[String], columns: usize) -> usize {
    let of = |line: &String| measure_text_width(line).div_ceil(columns.max(1)).max(1);
    lines.iter().map(of).sum()
}

/// What takes lines off a screen of so many rows and columns, with the cursor behind the last of
/// them. Row by row: what clears a whole screen makes some terminals keep a copy above it.
pub(super) fn taken_away(lines: &[String], (rows, columns): (usize, usize)) -> String {
    match height(lines, columns).min(rows.max(1)) {
        0 => String::new(),
        taken => format!("\r{ERASED}{}", format!("{UP}{ERASED}").repeat(taken - 1)),
    }
}

/// What of lines stands above a screen that they fill. A higher one shows it again.
fn above(lines: &[String], (rows, columns): (usize, usize)) -> Vec<String> {
    let mut hidden = height(lines, columns).saturating_sub(rows.max(1));
    let mut above = Vec::new();
    for line in lines {
        let taken = height(std::slice::from_ref(line), columns);
        if hidden < taken {
            above.extend((hidden > 0).then(|| cut(line, hidden * columns)));
            break;
        }
        above.push(line.clone());
        hidden -= taken;
    }
    above
}

/// So much of a line as fits so many columns.
fn cut(line: &str, columns: usize) -> String {
    let mut cut = String::new();
    for character in clusters(line) {
        if measure_text_width(&cut) + measure_text_width(character) > columns {
            break;
        }
        cut.push_str(character);
    }
    cut
}

/// What makes one text of another where the cursor can only go back on its row.
fn typed_over(before: &str, now: &str) -> String {
    let same = clusters(before).zip(clusters(now)).take_while(|(before, now)| before == now);
    let kept = same.map(|(before, _)| before.len()).sum();
    let back = "\u{8} \u{8}".repeat(measure_text_width(&before[kept..]));
    back + &now[kept..]
}

#[cfg(test)]
mod tests;
