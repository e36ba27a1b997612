//! What a report is made of before it is laid out: sections of lines, lists and tables.

/// A part of the report.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Section {
    /// What it is about.
    pub(crate) heading: &'static str,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
}

/// A slot in short, a cell for each of its columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotRow {
    /// Its title.
    pub(crate) title: String,
    /// When its first answers came, and how that stands.
    pub(crate) answers: String,
    /// Its longest silence.
    pub(crate) silence: String,
    /// The time used, of that planned.
    pub(crate) used: String,
    /// How many questions were reached, of those planned.
    pub(crate) questions: String,
}

impl SlotRow {
    /// What stands above the columns.
    pub(crate) fn heads() -> Self {
        Self {
            title: String::new(),
            answers: "first answers".to_string(),
            silence: "silence".to_string(),
            used: "used".to_string(),
            questions: "questions".to_string(),
        }
    }

    /// The cells in the order of the columns.
    pub(crate) fn cells(&self) -> [&str; 5] {
        let Self { title, answers, silence, used, questions } = self;
        [title, answers, silence, used, questions]
    }
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
    /// The slots in short, a row each.
    Slots(Vec<SlotRow>),
    /// Flags, most important first, by their positions.
    Flags,
    /// The timeline of a slot, by its position.
    Timeline(usize),
    /// Times: planned, used, and what for.
    Times(Vec<[String; 3]>),
    /// Something to type.
    Command(String),
    /// Lines that stay as they are, folded away under what they are.
    Folded(String, Vec<String>),
}
