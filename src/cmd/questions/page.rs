//! A question whole, with what its interviewer knows.

use std::fmt::Write as _;

use console::Style;

use crate::round::bank::Entry;
use crate::round::{Approach, Brief, Question, Reference, Twist, handout};
use crate::text::clean_line;
use crate::word::Word;

/// The page on so many columns, at least 40 and at most 100.
pub(super) fn text(entry: &Entry, columns: usize, colours: bool) -> String {
    let Entry { question, file, line } = entry;
    let mut sections = Sections {
        out: String::new(),
        width: columns.clamp(40, 100),
        bold: Style::new().bold().force_styling(colours),
    };
    sections.question(question);
    sections.heading("where");
    sections.paragraph("  ", &format!("{}, {file} line {line}", question.id));
    sections.reference(question);
    sections.out
}

/// A page as it is written, section by section.
struct Sections {
    out: String,
    width: usize,
    bold: Style,
}

impl Sections {
    fn question(&mut self, question: &Question) {
        for (number, line) in handout::lines(question, self.width).into_iter().enumerate() {
            let line = if number == 0 { self.bold.apply_to(line).to_string() } else { line };
            let _ = writeln!(self.out, "{line}");
        }
    }

    /// What an interviewer has: what to listen for, and what to ask next.
    fn reference(&mut self, question: &Question) {
        self.list("topics", &question.topics);
        if let Some(theme) = question.brief.theme() {
            self.list("theme", &[theme.word().to_string()]);
        }
        match question.brief.reference() {
            Reference::Approaches { first, better } => {
                self.approach("first workable approach", first.as_ref());
                self.approach("better approach", better.as_ref());
            }
            Reference::ListensFor(items) => self.list("the interviewer listens for", &items),
            Reference::KeyPoints(items) => self.list("key points", &items),
            // The phases below have it.
            Reference::Checklist { twist: None } => {}
            Reference::Checklist { twist: Some(Twist { ask, good }) } => {
                self.heading("twist");
                self.paragraph("  ? ", &ask);
                self.paragraph("    ", &good);
            }
        }
        if let Brief::Coding { hints, signature, .. } = &question.brief {
            self.list("hints", hints);
            if let Some(of) = signature {
                self.heading(&format!("{}: {} comparison", of.call(), of.compare.word()));
            }
        }
        for notes in &question.notes {
            self.heading(&notes.name);
            for item in &notes.checklist {
                self.paragraph("  - ", &format!("{}: {}", item.item, item.detail));
            }
            for probe in &notes.probes {
                self.ask("  ? ", question, probe);
            }
            if let Some(outcome) = &notes.outcome {
                self.paragraph("  = ", outcome);
            }
        }
        if !question.follow_ups.is_empty() {
            self.heading("follow-ups");
            for ask in &question.follow_ups {
                self.ask("  - ", question, ask);
            }
        }
    }

    /// What may be asked on top, and what a good answer says and a weak one sounds like.
    fn ask(&mut self, mark: &str, question: &Question, ask: &str) {
        self.paragraph(mark, ask);
        if let Some(of) = question.answer_to(ask) {
            self.paragraph("    → ", &of.answer);
            if let Some(weak) = &of.weak {
                self.paragraph("    weak: ", weak);
            }
        }
    }

    fn heading(&mut self, text: &str) {
        let _ = writeln!(self.out, "\n{}", self.bold.apply_to(clean_line(text)));
    }

    fn list(&mut self, title: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.heading(title);
        for item in items {
            self.paragraph("  - ", item);
        }
    }

    fn approach(&mut self, title: &str, approach: Option<&Approach>) {
        if let Some(Approach { idea, time, space }) = approach {
            self.heading(&format!("{title}: {time} time, {space} space"));
            self.paragraph("  ", idea);
        }
    }

    fn paragraph(&mut self, mark: &str, text: &str) {
        for line in handout::wrap(mark, text, self.width) {
            let _ = writeln!(self.out, "{line}");
        }
    }
}
