//! What a report is made of before it is laid out: sections of lines, lists and tables.

/// A part of the report.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Section {
    /// What it is about.
    pub(crate) heading: &'static str,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// A heading below the section's.
    Heading(String),
    /// A sentence or so.
    Line(String),
    /// Items.
    List(Vec<String>),
    /// Items under what they have in common.
    Group(String, Vec<String>),
    /// The slots in short, a row each: title, first answers, longest silence, time, questions.
    Slots(Vec<[String; 5]>),
    /// Flags, most important first, by their positions.
    Flags,
    /// The timeline of a slot, by its position.
    Timeline(usize),
    /// Times: planned, used, and what for.
    Times(Vec<[String; 3]>),
    /// Something to type.
    Command(String),
}
