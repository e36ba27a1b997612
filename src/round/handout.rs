//! What the candidate reads of a question: title, statement, and what belongs to it. No reference
//! approaches, no checklists, no follow-ups.

use super::terse::BACKGROUND;
use super::{Example, HandedOut, Planned, Question};
use crate::text::{clean, clean_line};
use crate::word::Word;

/// A hard-wrapped line is at least this long, in characters; a shorter one ends where its author
/// wanted it to end.
const WRAPPED_LINE: usize = 55;

/// The question in lines of at most `width` columns, for a terminal: title, facts, statement,
/// constraints, examples.
pub(crate) fn lines(question: &Question, width: usize) -> Vec<String> {
    let mut lines = wrap("", &clean_line(&question.title), width);
    lines.extend(untitled(question, width));
    lines
}

/// What a candidate got of a question beside what it was opened with, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Obtained {
    /// Of a terse question, by their positions among its facts.
    pub(crate) facts: Vec<usize>,
    /// By their positions among its hints.
    pub(crate) hints: Vec<usize>,
}

/// A planned question as the candidate reads it: in a terse round its opening; and then what was
/// given of it.
pub(crate) fn told(planned: &Planned, given: &Obtained, width: usize) -> Vec<String> {
    let mut lines = match planned.opening() {
        None => lines(&planned.question, width),
        Some(opening) => {
            let mut lines = wrap("", &clean_line(&planned.question.title), width);
            lines.extend([facts(&planned.question), String::new()]);
            lines.extend(paragraphs(opening, width));
            lines
        }
    };
    lines.extend(given_lines(planned, given, width));
    lines
}

/// What was given of a question; nothing where nothing was.
pub(crate) fn given_lines(planned: &Planned, given: &Obtained, width: usize) -> Vec<String> {
    let facts = planned.facts();
    let mut lines = Vec::new();
    for fact in given.facts.iter().filter_map(|fact| facts.get(*fact)) {
        lines.extend([String::new(), format!("{}:", clean_line(&fact.name))]);
        for says in &fact.says {
            match fact.name == BACKGROUND {
                true => lines.extend(paragraphs(says, width)),
                false => lines.extend(wrap("  - ", says, width)),
            }
        }
    }
    let all = planned.question.brief.hints();
    let hints: Vec<_> = given.hints.iter().filter_map(|at| Some((at + 1, all.get(*at)?))).collect();
    if !hints.is_empty() {
        lines.extend([String::new(), "hints that you took:".to_string()]);
    }
    for (number, hint) in hints {
        lines.extend(wrap(&format!("  {number}. "), hint, width));
    }
    lines
}

/// The same without its title, where that stands above.
pub(crate) fn untitled(question: &Question, width: usize) -> Vec<String> {
    let mut lines = vec![facts(question)];
    lines.push(String::new());
    lines.extend(paragraphs(&question.statement, width));
    for part in question.brief.handed_out() {
        match part {
            HandedOut::List(title, items) => lines.extend(list_lines(title, items, width)),
            HandedOut::Examples(examples) => lines.extend(example_lines(examples, width)),
        }
    }
    lines
}

/// A planned question as Markdown, to have open in an editor: in a terse round its opening alone.
pub(crate) fn told_markdown(planned: &Planned) -> String {
    let question = &planned.question;
    let Some(opening) = planned.opening() else { return markdown(question) };
    let (title, opening) = (clean_line(&question.title), clean(opening));
    format!("# {title}\n\n{}\n\n{}\n", facts(question), opening.trim_end())
}

fn markdown(question: &Question) -> String {
    let statement = clean(&question.statement);
    let mut text = format!(
        "# {}\n\n{}\n\n{}\n",
        clean_line(&question.title),
        facts(question),
        statement.trim_end()
    );
    for part in question.brief.handed_out() {
        match part {
            HandedOut::List(title, items) => text += &list_markdown(title, items),
            HandedOut::Examples(examples) => {
                examples.iter().for_each(|example| text += &example_markdown(example));
            }
        }
    }
    text
}

fn list_lines(title: &str, items: &[String], width: usize) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), format!("{title}:")];
    lines.extend(items.iter().flat_map(|item| wrap("  - ", item, width)));
    lines
}

fn example_lines(examples: &[Example], width: usize) -> Vec<String> {
    if examples.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), "examples:".to_string()];
    for example in examples {
        lines.extend(wrap("  - ", example.given(), width));
        lines.extend(wrap("    → ", &example.output, width));
        lines.extend(example.why.iter().flat_map(|why| wrap("      ", why, width)));
    }
    lines
}

/// A list below its heading, which begins with a capital.
fn list_markdown(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let (first, rest) = title.split_at(1);
    let mut text = format!("\n## {}{rest}\n\n", first.to_uppercase());
    items.iter().for_each(|item| text += &format!("- {}\n", clean_line(item)));
    text
}

fn example_markdown(example: &Example) -> String {
    let mut text = String::from("\n## Example\n\n");
    for line in clean(&format!("{}\n→ {}", example.given(), example.output)).lines() {
        text += &format!("    {line}\n");
    }
    if let Some(why) = &example.why {
        text += &format!("\n{}\n", clean(why));
    }
    text
}

/// Kind and difficulty. Topics and a behavioral question's theme would be hints.
fn facts(question: &Question) -> String {
    let difficulty =
        question.difficulty.map_or(String::new(), |difficulty| format!(" · {}", difficulty.word()));
    format!("{}{difficulty}", question.kind().word())
}

/// Text with a mark in front and its further lines indented as far; its own line breaks stay.
pub(crate) fn wrap(mark: &str, text: &str, width: usize) -> Vec<String> {
    let indent = " ".repeat(console::measure_text_width(mark));
    let mut wrapped = Vec::new();
    for line in clean(text).lines() {
        let first = if wrapped.is_empty() { mark } else { &indent };
        wrapped.extend(fill(line, width, first, &indent));
    }
    wrapped
}

/// Text in lines of at most `width` columns. Lines that were broken to fit are joined first, an
/// item's too; blank lines, lists, indented lines, short lines and what stands between ``` stay as
/// they are.
pub(crate) fn paragraphs(text: &str, width: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines = Vec::new();
    let mut open = String::new();
    let mut fenced = false;
    for line in text.lines().map(str::trim_end) {
        let fence = line.trim_start().starts_with("```");
        let joins = !open.is_empty()
            && !line.is_empty()
            && !fenced
            && !fence
            && (!begins_something(line) || goes_on_with_item(&open, line));
        if !joins {
            lines.extend(flow(&std::mem::take(&mut open), width));
        }
        fenced ^= fence;
        if line.is_empty() {
            lines.push(String::new());
        } else if fence || fenced {
            lines.push(line.to_string());
        } else {
            if !open.is_empty() {
                open.push(' ');
            }
            open += if open.is_empty() { line } else { line.trim_start() };
            if line.chars().count() < WRAPPED_LINE {
                lines.extend(flow(&std::mem::take(&mut open), width));
            }
        }
    }
    lines.extend(flow(&open, width));
    lines
}

/// Whether a line is indented as far as the text of the item before it, which it goes on with.
fn goes_on_with_item(open: &str, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let item = open.trim_start();
    (item.starts_with("- ") || item.starts_with("* "))
        && indent(line) == indent(open) + 2
        && !begins_something(line.trim_start())
}

/// A list's item or an indented line.
fn begins_something(line: &str) -> bool {
    let numbered = line
        .split_once(['.', ')'])
        .is_some_and(|(number, rest)| number.parse::<u8>().is_ok() && rest.starts_with(' '));
    line.starts_with([' ', '#', '|', '>'])
        || line.starts_with("- ")
        || line.starts_with("* ")
        || numbered
}

fn flow(line: &str, width: usize) -> Vec<String> {
    if line.is_empty() {
        return Vec::new();
    }
    let text = line.trim_start();
    let mark = if text.starts_with("- ") || text.starts_with("* ") { 2 } else { 0 };
    let indent = " ".repeat(line.len() - text.len() + mark);
    fill(text, width, &indent[mark..], &indent)
}

fn fill(text: &str, width: usize, first: &str, indent: &str) -> Vec<String> {
    // A code word isn't broken at its hyphens.
    let options = textwrap::Options::new(width.max(indent.len() + 10))
        .initial_indent(first)
        .subsequent_indent(indent)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options);
    lines.iter().map(|line| line.trim_end().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round::bank::Bank;
    use crate::round::{Brief, QuestionKind};

    #[test]
    fn hard_wrapped_lines_are_joined_and_wrapped_anew() {
        let text = "This line was broken by its author at about sixty columns\n\
                    and goes on here. It ends\n\nNext one.";
        assert_eq!(
            paragraphs(text, 40),
            [
                "This line was broken by its author at",
                "about sixty columns and goes on here. It",
                "ends",
                "",
                "Next one."
            ]
        );
    }

    #[test]
    fn an_item_broken_by_its_author_is_wrapped_as_one() {
        let text = "- keep the most probable tokens, as few as make up the sum, and\n  \
                    scale what is left of them\n- short\n  as it stands\n    code()";
        let lines = [
            "- keep the most probable tokens, as few",
            "  as make up the sum, and scale what is",
            "  left of them",
            "- short",
            "  as it stands",
            "    code()",
        ];
        assert_eq!(paragraphs(text, 40), lines);
    }

    #[test]
    fn a_line_that_begins_with_a_number_is_no_list() {
        let text = "The company of the question makes, in one of its better years,\n\
                    2.4 million of profit.\n1. one\n2) two";
        let lines = [
            "The company of the question makes, in one of its better years, 2.4 million of profit.",
            "1. one",
            "2) two",
        ];
        assert_eq!(paragraphs(text, 100), lines);
    }

    #[test]
    fn what_begins_an_item_heading_row_or_quote_is_not_joined_to_the_line_before() {
        let long = "a line that is long enough to have been broken by its author, surely";
        for begins in ["- a", "* a", " a", "# a", "| a |", "> a", "1. a"] {
            let lines = paragraphs(&format!("{long}\n{begins}"), 100);
            assert_eq!(lines, [long, begins]);
        }
        assert_eq!(paragraphs(&format!("{long}\n-a"), 100), [format!("{long} -a")]);
    }

    #[test]
    fn lists_code_and_short_lines_stay() {
        let text = "Steps:\n- one of the steps, which is a rather long one as steps go\n- two\n\
                    \x20   x = 1\n```\na\n  b\n```\nend";
        assert_eq!(
            paragraphs(text, 40),
            [
                "Steps:",
                "- one of the steps, which is a rather",
                "  long one as steps go",
                "- two",
                "    x = 1",
                "```",
                "a",
                "  b",
                "```",
                "end"
            ]
        );
    }

    #[test]
    fn text_brings_no_control_characters() {
        assert_eq!(paragraphs("a\u{1b}[2J\tb", 40), ["a[2J    b"]);
        assert_eq!(wrap("- ", "one\ntwo", 40), ["- one", "  two"]);
    }

    #[test]
    fn no_reference_is_handed_out_and_every_line_fits() {
        let bank = Bank::with_builtin(&[]).unwrap();
        for entry in bank.entries() {
            let lines = lines(&entry.question, 60);
            let text = lines.join("\n");
            assert!(lines.iter().all(|line| console::measure_text_width(line) <= 60), "{text}");
            assert!(text.contains(&entry.question.title[..20.min(entry.question.title.len())]));
            if let Brief::Coding { first_approach: Some(approach), .. } = &entry.question.brief {
                assert!(!text.contains(&approach.idea[..30]));
            }
        }
        assert!(
            bank.of_kind(QuestionKind::Coding)
                .all(|question| lines(question, 80).contains(&"examples:".to_string()))
        );
    }

    #[test]
    fn an_example_is_a_block_and_its_reason_stands_below() {
        let example = Example {
            input: "[3, 1]\nk = 2".to_string(),
            output: "4".to_string(),
            why: Some("Both count.".to_string()),
        };
        let expected = "\n## Example\n\n    [3, 1]\n    k = 2\n    → 4\n\nBoth count.\n";
        assert_eq!(example_markdown(&example), expected);
        let bare = Example { why: None, ..example };
        assert_eq!(example_markdown(&bare), expected.trim_end_matches("\nBoth count.\n"));
    }

    #[test]
    fn hints_that_were_taken_stand_below_their_question_and_no_others() {
        let bank = Bank::with_builtin(&[]).unwrap();
        let question = bank.of_kind(QuestionKind::Coding).next().unwrap();
        let planned = crate::samples::planned(
            QuestionKind::Coding,
            "hinted",
            question.brief.clone(),
            &[("understand", 60)],
            None,
        );
        let hints = planned.question.brief.hints();
        let all = |hints: &[usize]| {
            let given = Obtained { hints: hints.to_vec(), ..Obtained::default() };
            told(&planned, &given, 1000)
        };
        let plain = all(&[]);
        assert_eq!(plain, lines(&planned.question, 1000));
        let first = format!("  1. {}", hints[0]);
        assert_eq!(all(&[0])[plain.len()..], ["", "hints that you took:", &first]);
        assert_eq!(all(&[0, 1]).len(), plain.len() + 4);
    }

    #[test]
    fn tiny_widths_are_no_trouble() {
        let bank = Bank::with_builtin(&[]).unwrap();
        for width in 0..12 {
            assert!(!lines(&bank.entries()[0].question, width).is_empty());
        }
    }
}
