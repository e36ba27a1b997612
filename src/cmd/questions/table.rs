//! The bank as a table, kind by kind.

use console::{Alignment, Style, measure_text_width, pad_str};

use crate::round::bank::Entry;
use crate::round::{Question, QuestionKind};
use crate::word::Word;

/// The questions of each kind below its name.
pub(super) fn text(entries: &[&Entry], colours: bool) -> String {
    let bold = Style::new().bold().force_styling(colours);
    let dim = Style::new().dim().force_styling(colours);
    let mut groups = Vec::new();
    for kind in QuestionKind::all() {
        let mut questions = Vec::new();
        for entry in entries {
            if entry.question.kind() == *kind {
                questions.push(&entry.question);
            }
        }
        if !questions.is_empty() {
            let heading = bold.apply_to(format!("{} ({})", kind.word(), questions.len()));
            groups.push(format!("{heading}\n{}", rows(&questions, &dim)));
        }
    }
    groups.join("\n")
}

fn rows(questions: &[&Question], dim: &Style) -> String {
    let (mut ids, mut titles) = (0, 0);
    for question in questions {
        ids = measure_text_width(question.id.as_str()).max(ids);
        titles = measure_text_width(&question.title).max(titles);
    }
    let mut rows = String::new();
    for question in questions {
        let mut columns = vec![pad(question.id.as_str(), ids)];
        if question.kind().is_story() {
            let theme = question.brief.theme().map_or("", Word::word);
            columns.push(pad(theme, "hardest-problem".len()));
        } else if let Some(difficulty) = question.difficulty {
            columns.push(pad(difficulty.word(), "medium".len()));
        }
        columns.push(pad(&question.title, titles));
        columns.push(dim.apply_to(question.topics.join(", ")).to_string());
        rows += &format!("  {}\n", columns.join("  ").trim_end());
    }
    rows
}

fn pad(text: &str, width: usize) -> String {
    pad_str(text, width, Alignment::Left, None).into_owned()
}
