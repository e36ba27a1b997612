//! `[[interview]]`: the dates that a candidate practises for.

use jiff::civil::Date;

use crate::fields::Fields;

/// Most of them in a file.
pub(super) const MOST: usize = 50;

/// A real interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Interview {
    /// Its day.
    pub(crate) date: Date,
    /// Whose it is, or what.
    pub(crate) name: Option<String>,
    /// The template that is like it: the name of one, which needs no quoting in a shell.
    pub(crate) template: Option<String>,
    /// The line of the settings that names it, or the interview.
    pub(crate) line: usize,
}

impl Interview {
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        fields.require(&["date"]);
        let date = fields.day("date");
        let name = fields.line("name", 60);
        let template = fields.line("template", 60).filter(|name| {
            let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            let is_name = name.chars().all(allowed) && !name.starts_with('-');
            if !is_name {
                fields.problem("template", "must be the name of a template, without spaces or /");
            }
            is_name
        });
        let line = fields.line_of("template");
        Some(Self { date: date?, name, template, line })
    }
}
