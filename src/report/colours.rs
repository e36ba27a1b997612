//! The colours of the pages. The style sheet takes them from here, and so do the pictures
//! themselves: where a server forbids styles in a page, its shapes keep their colours.

use std::fmt;

/// The colours of a page, by what they are for.
pub(crate) struct PageColours {
    /// Behind everything.
    pub(crate) ground: &'static str,
    /// Text.
    pub(crate) ink: &'static str,
    /// Text that is not the first to be read.
    pub(crate) soft: &'static str,
    /// Lines between things.
    pub(crate) rule: &'static str,
    /// Behind what stands out.
    pub(crate) panel: &'static str,
    /// Links.
    pub(crate) link: &'static str,
    /// What is on time.
    pub(crate) good: &'static str,
    /// What is late.
    pub(crate) late: &'static str,
    /// What is very late.
    pub(crate) very_late: &'static str,
    /// Lines of a chart.
    pub(crate) line: &'static str,
    /// What was heard, and what has no verdict.
    pub(crate) strong: &'static str,
    /// Behind a part of a chart.
    pub(crate) shade: &'static str,
    /// Around shapes.
    pub(crate) edge: &'static str,
    /// Phases, in turn.
    pub(crate) phases: [&'static str; 6],
}

/// On a light ground, and on paper; what shapes are drawn in where no style holds.
pub(crate) const LIGHT: PageColours = PageColours {
    ground: "#ffffff",
    ink: "#1c1d21",
    soft: "#555a64",
    rule: "#c9ccd3",
    panel: "#f4f5f7",
    link: "#0b57b0",
    good: "#12603a",
    late: "#7a4b00",
    very_late: "#a3161e",
    line: "#1f4fa3",
    strong: "#3a4a63",
    shade: "#d9dde5",
    edge: "#6b717d",
    phases: ["#cfe3f7", "#d5ecd2", "#f8e6bd", "#ecd9f2", "#cfeeec", "#f7d9d2"],
};

/// On a dark ground.
pub(crate) const DARK: PageColours = PageColours {
    ground: "#16181c",
    ink: "#eceef2",
    soft: "#aeb4c0",
    rule: "#444a56",
    panel: "#20242b",
    link: "#8db9f5",
    good: "#7fd3a3",
    late: "#f0bd6b",
    very_late: "#ff9a94",
    line: "#8db4f5",
    strong: "#a9bad6",
    shade: "#363d4a",
    edge: "#c3cad6",
    phases: ["#234a70", "#2c5630", "#6a501a", "#583a66", "#1d5a58", "#6e3a30"],
};

/// As the style sheet knows them: `--ground: #ffffff; …`.
impl fmt::Display for PageColours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, colour) in [
            ("ground", self.ground),
            ("ink", self.ink),
            ("soft", self.soft),
            ("rule", self.rule),
            ("panel", self.panel),
            ("link", self.link),
            ("good", self.good),
            ("late", self.late),
            ("very-late", self.very_late),
            ("line", self.line),
            ("strong", self.strong),
            ("shade", self.shade),
            ("edge", self.edge),
        ] {
            write!(f, "--{name}: {colour}; ")?;
        }
        for (at, colour) in self.phases.iter().enumerate() {
            write!(f, "--p{at}: {colour}; ")?;
        }
        Ok(())
    }
}

/// How a shape is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fill {
    /// By the style sheet.
    pub(crate) class: &'static str,
    /// And without it.
    pub(crate) colour: &'static str,
}

impl Fill {
    /// Phases that no mark tells apart.
    pub(crate) const UNMARKED: Self = Self { class: "unmarked", colour: "url(#dots)" };
    /// Speech.
    pub(crate) const TALKING: Self = Self { class: "talking", colour: LIGHT.strong };
    /// No speech.
    pub(crate) const QUIET: Self = Self { class: "quiet", colour: LIGHT.strong };
    /// Not heard.
    pub(crate) const UNHEARD: Self = Self { class: "unknown", colour: "url(#hatch)" };
    /// A budget.
    pub(crate) const BUDGET: Self = Self { class: "budget", colour: "none" };
    /// The one of two rounds.
    pub(crate) const SIDE_A: Self = Self { class: "side-a", colour: LIGHT.shade };
    /// The other.
    pub(crate) const SIDE_B: Self = Self { class: "side-b", colour: LIGHT.line };
    /// Within its limit, on time that was another's.
    pub(crate) const BORROWED: Self = Self { class: "borrowed", colour: "url(#stripes)" };

    /// A phase, by its number in its slot.
    pub(crate) fn phase(number: usize) -> Self {
        const CLASSES: [&str; 6] = ["p0", "p1", "p2", "p3", "p4", "p5"];
        let at = number % CLASSES.len();
        Self { class: CLASSES[at], colour: LIGHT.phases[at] }
    }

    /// What stands so or so.
    pub(crate) fn verdict(look: super::look::VerdictLook) -> Self {
        use super::look::VerdictLook::{Late, NotKnown, OnTime, VeryLate};
        let colour = match look {
            NotKnown => LIGHT.strong,
            OnTime => LIGHT.good,
            Late => LIGHT.late,
            VeryLate => LIGHT.very_late,
        };
        Self { class: look.class(), colour }
    }
}
