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

/// Rows that were written, with the cursor behind the last of them.
#[derive(Debug, Default)]
pub(super) struct WrittenRows {
    /// The first are above the screen where that is too small.
    rows: Vec<String>,
    /// Rows that were written before these, which left the screen and could not be taken away.
    above: Vec<String>,
    /// How many empty rows are known to be below the cursor. Rows begin at the bottom, as far as is
    /// known.
    free: usize,
    /// How many rows the window had.
    window: usize,
}

impl WrittenRows {
    pub(super) fn rows(&self) -> &[String] {
        &self.rows
    }

    /// The window has so many rows: a lower one loses its empty rows first.
    pub(super) fn resized(&mut self, window: usize) {
        let lower = std::mem::replace(&mut self.window, window).saturating_sub(window);
        self.free = self.free.saturating_sub(lower);
    }

    /// What takes off the screen what of these is on it. The cursor stands on an empty row then.
    pub(super) fn taken_away(&mut self, size: (usize, usize)) -> String {
        let written: Vec<String> = self.above.drain(..).chain(self.rows.drain(..)).collect();
        if written.is_empty() {
            return String::new();
        }
        let seen = size.0.saturating_sub(self.free).max(1);
        self.above = above(&written, (seen, size.1));
        self.free += height(&written, size.1).min(seen) - 1;
        self.rows = vec![String::new()];
        taken_away(&written, (seen, size.1))
    }

    /// These rows are written from the cursor's on, which is empty.
    pub(super) fn put(&mut self, rows: &[String], size: (usize, usize)) {
        self.window = size.0;
        self.free = (self.free + 1).saturating_sub(height(rows, size.1));
        self.rows = rows.to_vec();
    }

    /// Other text is written between these rows and those that left the screen.
    pub(super) fn parted(&mut self) {
        (self.above, self.free) = (Vec::new(), 0);
    }
}

/// A prompt that a terminal shows, and what is typed there.
#[derive(Debug)]
pub(crate) struct PromptLine {
    asked: String,
    /// Whether the cursor may be moved: else only back over what was typed.
    moves: bool,
    /// What is typed, once the prompt was shown.
    typed: Option<String>,
    /// What was written.
    written: WrittenRows,
    /// How many rows of the prompt were left out before these, as the screen doesn't hold them.
    left_out: usize,
}

impl PromptLine {
    /// A prompt that isn't shown yet.
    pub(crate) fn new(asked: &str, moves: bool) -> Self {
        let lines: Vec<&str> = asked.split('\n').map(str::trim_end).collect();
        let written = WrittenRows::default();
        Self { asked: lines.join("\n"), moves, typed: None, written, left_out: 0 }
    }

    /// What to write for the prompt and what is typed to stand there, on so many rows and columns.
    pub(crate) fn show(&mut self, typed: &str, size: (usize, usize)) -> String {
        let before = self.typed.replace(typed.to_string());
        match before {
            Some(before) if !self.moves => typed_over(&before, typed),
            None => {
                self.written.window = size.0;
                self.written.rows = self.broken(size.1);
                self.written.rows.join("\n")
            }
            Some(_) => self.changed(size),
        }
    }

    /// The same in a window of another size.
    pub(crate) fn resized(&mut self, size: (usize, usize)) -> String {
        if !self.moves || self.typed.is_none() {
            return String::new();
        }
        self.written.resized(size.0);
        self.anew(self.broken(size.1), size)
    }

    /// What is typed is another text now.
    fn changed(&mut self, size: (usize, usize)) -> String {
        let mut rows = self.broken(size.1);
        let shown = rows.get(self.left_out..).unwrap_or_default().join("\n");
        let on = &mut self.written;
        if let Some(added) = shown.strip_prefix(&on.rows.join("\n")) {
            on.free = on.free.saturating_sub(added.matches('\n').count());
            on.rows = rows.split_off(self.left_out);
            return added.to_string();
        }
        if self.left_out > 0 || height(&on.rows, size.1) > size.0 {
            return self.anew(rows, size);
        }
        let alike = on.rows.iter().zip(&rows).take_while(|(before, now)| before == now).count();
        let alike = alike.min(rows.len() - 1);
        let (before, now) = (&on.rows[alike..], &rows[alike..]);
        let written = taken_away(before, size) + &now.join("\n");
        on.free = (on.free + height(before, size.1)).saturating_sub(height(now, size.1));
        on.rows = rows;
        written
    }

    /// Takes away what is on the screen, and writes these rows, as many as it holds.
    fn anew(&mut self, rows: Vec<String>, size: (usize, usize)) -> String {
        let taken = self.written.taken_away(size);
        let holds = |from: &usize| height(&rows[*from..], size.1) <= size.0;
        self.left_out = (0..rows.len()).find(holds).unwrap_or(rows.len() - 1);
        let shown = &rows[self.left_out..];
        self.written.put(shown, size);
        taken + &shown.join("\n")
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
fn taken_away(lines: &[String], (rows, columns): (usize, usize)) -> String {
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
