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
        Some(Self { date: date?, name, template })
    }
}
