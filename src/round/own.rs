//! The candidate's own question: a text, or what stands in a file, made into a question of a kind.

use super::bank::Bank;
use super::{Brief, Question, QuestionId, QuestionKind};
use crate::fields::Problems;
use crate::text::clean;

/// A question to be asked whatever the draw says.
#[derive(Debug, Clone, PartialEq)]
pub enum Own {
    /// A question of a known kind.
    Question(Box<Question>),
    /// A text for the first slot, whatever its kind.
    Text(String),
}

impl Own {
    /// A text as a question of a kind, or of the first slot's where none is given. Its first line
    /// becomes the title.
    pub(crate) fn from_text(kind: Option<QuestionKind>, text: &str) -> Self {
        let text = clean(text).trim().to_string();
        match kind {
            Some(kind) => Self::Question(Box::new(question(kind, &text))),
            None => Self::Text(text),
        }
    }

    /// The questions of a bank file; of one kind only, where one is given.
    ///
    /// # Errors
    /// Every problem of the file.
    pub(crate) fn from_bank(
        kind: Option<QuestionKind>,
        file: &str,
        text: &str,
    ) -> Result<Vec<Self>, Problems> {
        let bank = Bank::read(&[(file, text)])?;
        let mut own = Vec::new();
        for entry in bank.entries() {
            if kind.is_none_or(|kind| entry.question.kind() == kind) {
                own.push(Self::Question(Box::new(entry.question.clone())));
            }
        }
        Ok(own)
    }

    /// The question, where a text without a kind becomes one of the kind given.
    pub(crate) fn question(&self, first_slot: QuestionKind) -> Question {
        match self {
            Self::Question(question) => question.as_ref().clone(),
            Self::Text(text) => question(first_slot, text),
        }
    }
}

/// A question of a kind from a text without space at its ends.
fn question(kind: QuestionKind, text: &str) -> Question {
    let first = text.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
    // A heading is the title already; a plain first line may be half a sentence of the question.
    let below = text.strip_prefix('#').and_then(|text| text.split_once('\n'));
    let statement = below.map_or(text, |(_, below)| below.trim());
    Question {
        id: QuestionId::of_text(text),
        title: title(first),
        difficulty: None,
        topics: Vec::new(),
        statement: statement.to_string(),
        follow_ups: Vec::new(),
        answers: Vec::new(),
        brief: Brief::blank(kind),
        notes: Vec::new(),
    }
}

/// The first words of a line, as many as a title has room for.
fn title(line: &str) -> String {
    if line.chars().count() <= 60 {
        return line.trim().to_string();
    }
    let begun: String = line.chars().take(59).collect();
    begun.trim_end().to_string() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_question_with_its_first_line_as_title() {
        let Own::Question(own) =
            Own::from_text(Some(QuestionKind::Coding), "Reverse a list.\nIn place.\u{1b}[2J\n")
        else {
            panic!("it has a kind");
        };
        assert_eq!(
            (own.title.as_str(), own.statement.as_str()),
            ("Reverse a list.", "Reverse a list.\nIn place.[2J")
        );
        assert_eq!(own.kind(), QuestionKind::Coding);
    }

    #[test]
    fn a_heading_is_the_title_and_no_part_of_the_statement() {
        let own =
            Own::from_text(None, "# Two sums\n\nGiven a list …").question(QuestionKind::MlDesign);
        assert_eq!((own.title.as_str(), own.statement.as_str()), ("Two sums", "Given a list …"));
        assert_eq!(own.kind(), QuestionKind::MlDesign);
    }

    #[test]
    fn a_long_first_line_is_cut_in_the_title_only() {
        let text = "é".repeat(200);
        let own = Own::from_text(None, &text).question(QuestionKind::Coding);
        assert_eq!((own.title.chars().count(), own.statement), (60, text));
    }

    #[test]
    fn a_bank_file_gives_its_questions_or_those_of_a_kind() {
        let bank = "[[question]]\nid = 'p'\nkind = 'pitch'\ntitle = 'P'\nstatement = 'S.'\n\
                    listens-for = []\n[[question]]\nid = 'b'\nkind = 'behavioral'\ntitle = 'B'\n\
                    statement = 'S.'\ntheme = 'growth'\nlistens-for = []\n";
        let ids = |kind| -> Vec<String> {
            let own = Own::from_bank(kind, "bank.toml", bank).unwrap();
            own.iter().map(|own| own.question(QuestionKind::Coding).id.to_string()).collect()
        };
        assert_eq!(ids(None), ["p", "b"]);
        assert_eq!(ids(Some(QuestionKind::Behavioral)), ["b"]);
        assert_eq!(ids(Some(QuestionKind::Coding)), [""; 0]);
    }

    #[test]
    fn the_same_text_has_the_same_id() {
        let id = |text: &str| Own::from_text(None, text).question(QuestionKind::Coding).id;
        assert_eq!(id("a"), id("a\n"));
        assert_ne!(id("a"), id("b"));
    }
}
