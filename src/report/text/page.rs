//! A page for a terminal: lines wrapped to its width, in styles where these are wanted.

use console::{Style, measure_text_width};

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

    /// A line as it is.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}
