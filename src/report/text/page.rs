//! A page for a terminal: lines wrapped to its width, in styles where these are wanted.

use std::path::is_separator;

use console::{Style, measure_text_width, truncate_str};

/// No line is laid out narrower than this many columns.
pub(crate) const NARROWEST: usize = 40;

/// Whether styles reach the terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint(pub bool);

impl Paint {
    /// Text in a style, if there are styles.
    pub(crate) fn apply(self, style: &Style, text: &str) -> String {
        if self.0 {
            style.clone().force_styling(true).apply_to(text).to_string()
        } else {
            text.to_string()
        }
    }
}

/// The page so far.
pub(crate) struct TextPage {
    /// Columns, at least [`NARROWEST`].
    pub(crate) width: usize,
    pub(crate) paint: Paint,
    pub(crate) text: String,
}

impl TextPage {
    /// An empty page.
    pub(crate) fn new(width: usize, colour: bool) -> Self {
        Self { width: width.max(NARROWEST), paint: Paint(colour), text: String::new() }
    }

    /// An empty page laid out alike.
    pub(crate) fn empty(&self) -> Self {
        Self { width: self.width, paint: self.paint, text: String::new() }
    }

    /// How many lines it has.
    pub(crate) fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// Wrapped text after a prefix; further lines are indented by another.
    pub(crate) fn wrap(&mut self, first: &str, further: &str, text: &str, style: &Style) {
        let room = self.width - measure_text_width(first).max(measure_text_width(further));
        let mut indent = first;
        for line in textwrap::wrap(text, room) {
            let styled = self.paint.apply(style, &line);
            self.line(&format!("{indent}{styled}"));
            indent = further;
        }
    }

    /// Wrapped text, every line indented alike.
    pub(crate) fn indent(&mut self, indent: &str, text: &str, style: &Style) {
        self.wrap(indent, indent, text, style);
    }

    /// Text with a path in it: a line that is too long ends behind a folder, not inside its name.
    pub(super) fn path(&mut self, text: &str) {
        let (mut rest, mut indent) = (text, "");
        while measure_text_width(rest) > self.width - indent.len() {
            let at = broken_at(rest, self.width - indent.len());
            self.line(&format!("{indent}{}", &rest[..at]));
            rest = rest[at..].trim_start();
            indent = "  ";
        }
        self.line(&format!("{indent}{rest}"));
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// Where a line of so many columns ends: behind its last folder, else behind its last word, else
/// where it is full.
fn broken_at(text: &str, columns: usize) -> usize {
    let fits = &text[..truncate_str(text, columns, "").len()];
    let behind = |is: fn(char) -> bool| {
        // What a path begins with is no folder.
        let ends = |at: usize| !matches!(fits[..at].chars().next_back(), None | Some(' '));
        let last = fits.char_indices().rev().find(|(at, c)| is(*c) && ends(*at));
        last.map(|(at, c)| at + c.len_utf8())
    };
    behind(is_separator).or_else(|| behind(char::is_whitespace)).unwrap_or(fits.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str) -> Vec<String> {
        let mut page = TextPage::new(NARROWEST, false);
        page.path(text);
        page.text.lines().map(str::to_string).collect()
    }

    #[test]
    fn a_path_is_broken_behind_a_folder_and_not_inside_its_name() {
        let whole = "report: sessions/a.md";
        assert_eq!(laid_out(whole), [whole]);
        assert_eq!(
            laid_out("report: /home/me/My Interviews/ml-onsite of 2026/sessions/2026-11-23.html"),
            [
                "report: /home/me/My Interviews/",
                "  ml-onsite of 2026/sessions/",
                "  2026-11-23.html",
            ]
        );
        // No folder, or none that fits.
        let long = "x".repeat(90);
        assert_eq!(laid_out(&format!("report: {long}"))[0], "report:");
        assert_eq!(laid_out(&long).concat().replace(' ', ""), long);
        let wide = "日".repeat(50);
        assert_eq!(laid_out(&wide).concat().replace(' ', ""), wide);
        for line in laid_out(&format!("report: /{long}/{wide}/a-b-c d-e-f.md")) {
            assert!(measure_text_width(&line) <= NARROWEST, "{line}");
        }
    }
}
