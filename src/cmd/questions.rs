//! `mockround questions`: lists the bank, shows a question whole, checks files of questions.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use console::{Alignment, Style, measure_text_width, pad_str};
use serde_json::{Value, json};

use super::{Context, build};
use crate::cli::{self, ListFormat, QuestionsAction};
use crate::fields::{Problem, Problems, nearest, suggestion};
use crate::round::bank::{Bank, Entry};
use crate::round::handout;
use crate::round::{Approach, Question, QuestionKind, Reference};
use crate::text::clean_line;
use crate::word::Word;

pub(super) fn run(context: &Context, args: &cli::QuestionsArgs) -> anyhow::Result<ExitCode> {
    let (out, code) = match &args.action {
        None => (list(context, args)?, ExitCode::SUCCESS),
        Some(QuestionsAction::Show { id }) => (show(context, id, args.format)?, ExitCode::SUCCESS),
        Some(QuestionsAction::Check { file }) => {
            let checked = check(context, file.as_deref())?;
            let code =
                if checked.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            (checked.print(args.format), code)
        }
    };
    context.print(&out)?;
    Ok(code)
}

fn list(context: &Context, args: &cli::QuestionsArgs) -> anyhow::Result<String> {
    let bank = build::bank(&context.workspace)?;
    if let Some(topic) = &args.topic
        && !bank.topics().contains(&topic.as_str())
    {
        bail!("no question is on the topic {topic:?}: {}", suggestion(topic, &bank.topics()));
    }
    let on_topic = |entry: &&Entry| {
        args.topic.as_ref().is_none_or(|topic| entry.question.topics.contains(topic))
    };
    let of_kind = |entry: &&Entry| {
        let of = entry.question.kind();
        of.is_listed() && args.kind.is_none_or(|kind| of == kind)
    };
    let entries: Vec<&Entry> = bank.entries().iter().filter(on_topic).filter(of_kind).collect();
    Ok(match args.format {
        ListFormat::Json => {
            format!("{:#}\n", entries.into_iter().map(entry_json).collect::<Value>())
        }
        ListFormat::Text => table(&entries, context.colours),
    })
}

fn entry_json(entry: &Entry) -> Value {
    let Entry { question, file, line } = entry;
    let theme = question.brief.theme().map(Word::word);
    json!({
        "id": question.id,
        "kind": question.kind(),
        "title": question.title,
        "difficulty": question.difficulty,
        "theme": theme,
        "topics": question.topics,
        "file": file,
        "line": line,
    })
}

fn table(entries: &[&Entry], colours: bool) -> String {
    let bold = Style::new().bold().force_styling(colours);
    let dim = Style::new().dim().force_styling(colours);
    let mut out = String::new();
    for kind in QuestionKind::listed() {
        let word = kind.word();
        let entries: Vec<&Question> = entries
            .iter()
            .map(|entry| &entry.question)
            .filter(|question| question.kind() == kind)
            .collect();
        if entries.is_empty() {
            continue;
        }
        let longest = |text: &dyn Fn(&Question) -> &str| {
            entries.iter().map(|question| measure_text_width(text(question))).max().unwrap_or(0)
        };
        let (ids, titles) =
            (longest(&|question| question.id.as_str()), longest(&|question| &question.title));
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", bold.apply_to(format!("{word} ({})", entries.len())));
        for question in entries {
            let mut columns = vec![pad(question.id.as_str(), ids)];
            if kind.is_story() {
                let theme = question.brief.theme().map_or("", Word::word);
                columns.push(pad(theme, "hardest-problem".len()));
            } else if let Some(difficulty) = question.difficulty {
                columns.push(pad(difficulty.word(), "medium".len()));
            }
            columns.push(pad(&question.title, titles));
            columns.push(dim.apply_to(question.topics.join(", ")).to_string());
            let _ = writeln!(out, "  {}", columns.join("  ").trim_end());
        }
    }
    out
}

fn pad(text: &str, width: usize) -> String {
    pad_str(text, width, Alignment::Left, None).into_owned()
}

fn show(context: &Context, id: &str, format: ListFormat) -> anyhow::Result<String> {
    let bank = build::bank(&context.workspace)?;
    let Some(entry) = bank.get(id) else {
        let near = nearest(id, bank.entries().iter().map(|entry| entry.question.id.as_str()));
        match near {
            Some(near) => bail!("no question {id:?}: did you mean {near:?}?"),
            None => bail!("no question {id:?}; `mockround questions` lists them"),
        }
    };
    match format {
        ListFormat::Json => Ok(format!("{}\n", serde_json::to_string_pretty(&entry.question)?)),
        ListFormat::Text => {
            let width = context.columns.clamp(40, 100);
            Ok(Page {
                out: String::new(),
                width,
                bold: Style::new().bold().force_styling(context.colours),
            }
            .question(entry))
        }
    }
}

/// One question, everything about it.
struct Page {
    out: String,
    width: usize,
    bold: Style,
}

impl Page {
    fn question(mut self, entry: &Entry) -> String {
        let question = &entry.question;
        for (number, line) in handout::lines(question, self.width).into_iter().enumerate() {
            let line = if number == 0 { self.bold.apply_to(line).to_string() } else { line };
            let _ = writeln!(self.out, "{line}");
        }
        self.heading("where");
        self.paragraph("  ", &format!("{}, {} line {}", question.id, entry.file, entry.line));
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
            Reference::Checklist => {}
        }
        for notes in &question.notes {
            self.heading(&notes.name);
            for item in &notes.checklist {
                self.paragraph("  - ", &format!("{}: {}", item.item, item.detail));
            }
            notes.probes.iter().for_each(|probe| self.paragraph("  ? ", probe));
            notes.outcome.iter().for_each(|outcome| self.paragraph("  = ", outcome));
        }
        self.list("follow-ups", &question.follow_ups);
        self.out
    }

    fn heading(&mut self, text: &str) {
        let _ = writeln!(self.out, "\n{}", self.bold.apply_to(clean_line(text)));
    }

    fn list(&mut self, title: &str, items: &[String]) {
        if !items.is_empty() {
            self.heading(title);
            items.iter().for_each(|item| self.paragraph("  - ", item));
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

/// What a check found: how many questions a file has, or its problems.
struct Checked {
    good: Vec<(String, usize)>,
    problems: Vec<Problem>,
    /// Where questions would be, if no file is there.
    folder: String,
}

fn check(context: &Context, file: Option<&Path>) -> anyhow::Result<Checked> {
    let workspace = &context.workspace;
    let folder = workspace.questions();
    let paths = match file {
        Some(file) => vec![file.to_path_buf()],
        None => workspace.toml_files(&folder)?,
    };
    let mut checked =
        Checked { good: Vec::new(), problems: Vec::new(), folder: workspace.shown(&folder) };
    let mut files = Vec::new();
    for path in paths {
        let read = workspace.read(&path).and_then(|file| {
            let bank = Bank::read(std::slice::from_ref(&file))?;
            Ok((file, bank.entries().len()))
        });
        match read {
            Ok((file, count)) => {
                checked.good.push((file.0.clone(), count));
                files.push(file);
            }
            Err(problems) => checked.problems.extend(problems.into_list()),
        }
    }
    // What only shows across files: an id in two of them.
    if let Err(problems) = Bank::read(&files) {
        let problems = problems.into_list();
        checked.good.retain(|(name, _)| !problems.iter().any(|problem| problem.file == *name));
        checked.problems.extend(problems);
    }
    Ok(checked)
}

impl Checked {
    fn print(&self, format: ListFormat) -> String {
        let problem_json = |problem: &Problem| {
            json!({
                "file": problem.file,
                "line": problem.line,
                "field": problem.field,
                "message": problem.message,
            })
        };
        if format == ListFormat::Json {
            let files: Value = self
                .good
                .iter()
                .map(|(name, count)| json!({ "file": name, "questions": count }))
                .collect();
            let problems: Value = self.problems.iter().map(problem_json).collect();
            return format!("{:#}\n", json!({ "good": files, "problems": problems }));
        }
        let mut out = String::new();
        for (name, count) in &self.good {
            let s = if *count == 1 { "" } else { "s" };
            let _ = writeln!(out, "{name}: {count} question{s}, no problems");
        }
        if let Err(problems) = Problems::none_in(self.problems.clone()) {
            let _ = writeln!(out, "{problems}");
        }
        if out.is_empty() {
            let _ = writeln!(out, "no .toml file in {}: the bank is the built-in one", self.folder);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Workspace;

    fn context(files: &[(&str, &str)]) -> (tempfile::TempDir, Context) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_path_buf();
        std::fs::create_dir(path.join("questions")).unwrap();
        for (name, text) in files {
            std::fs::write(path.join("questions").join(name), text).unwrap();
        }
        let workspace = Workspace::at(path.clone(), path);
        (folder, Context::with_defaults(workspace))
    }

    fn pitch(id: &str) -> String {
        format!(
            "[[question]]\nid = '{id}'\nkind = 'pitch'\ntitle = 'P {id}'\ntopics = ['me']\n\
             statement = 'Go.'\nlistens-for = ['a thread']\n"
        )
    }

    fn args() -> cli::QuestionsArgs {
        cli::QuestionsArgs { kind: None, topic: None, format: ListFormat::Text, action: None }
    }

    #[test]
    fn the_list_is_grouped_by_kind_and_filtered() {
        let (_folder, context) =
            context(&[("a.toml", &format!("{}{}", pitch("p-1"), pitch("longer-2")))]);
        let args = cli::QuestionsArgs {
            topic: Some("me".into()),
            kind: Some(QuestionKind::Pitch),
            ..args()
        };
        assert_eq!(
            list(&context, &args).unwrap(),
            "pitch (2)\n  p-1       P p-1       me\n  longer-2  P longer-2  me\n"
        );
        let all = list(&context, &self::args()).unwrap();
        let headings: Vec<&str> = all
            .lines()
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split(' ').next().unwrap())
            .collect();
        assert_eq!(
            headings,
            ["coding", "", "ml-design", "", "behavioral", "", "pitch", "", "foundations"]
        );
    }

    #[test]
    fn an_unknown_topic_or_id_names_the_nearest() {
        let (_folder, context) = context(&[("a.toml", &pitch("p-1"))]);
        let args = cli::QuestionsArgs { topic: Some("hashin".into()), ..args() };
        assert_eq!(
            list(&context, &args).unwrap_err().to_string(),
            "no question is on the topic \"hashin\": did you mean \"hashing\"?"
        );
        let error = |id: &str| show(&context, id, ListFormat::Text).unwrap_err().to_string();
        assert_eq!(error("p-2"), "no question \"p-2\": did you mean \"p-1\"?");
        assert_eq!(error("qqqqqq"), "no question \"qqqqqq\"; `mockround questions` lists them");
    }

    #[test]
    fn a_question_is_shown_whole() {
        let (_folder, context) = context(&[("a.toml", &pitch("p-1"))]);
        let file = Path::new("questions").join("a.toml").display().to_string();
        assert_eq!(
            show(&context, "p-1", ListFormat::Text).unwrap(),
            format!(
                "P p-1\npitch\n\nGo.\n\nwhere\n  p-1, {file} line 2\n\ntopics\n  - me\n\n\
                 the interviewer listens for\n  - a thread\n"
            )
        );
        let json: Question =
            serde_json::from_str(&show(&context, "p-1", ListFormat::Json).unwrap()).unwrap();
        assert_eq!(json.statement, "Go.");
    }

    #[test]
    fn a_check_names_every_problem_of_every_file() {
        let broken = pitch("p-3").replace("title = 'P p-3'\n", "").replace("statement", "statment");
        let files = [
            ("a.toml", pitch("p-1")),
            ("b.toml", broken),
            ("c.toml", pitch("p-1")),
            ("d.toml", pitch("p-4")),
        ];
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let (_folder, context) = context(&files);
        let checked = check(&context, None).unwrap();
        let text = checked.print(ListFormat::Text).replace('\\', "/");
        assert_eq!(
            text,
            "questions/a.toml: 1 question, no problems\n\
             questions/d.toml: 1 question, no problems\n\
             questions/b.toml:1: question.title: is missing\n\
             questions/b.toml:1: question.statement: is missing\n\
             questions/b.toml:5: question.statment: unknown key: did you mean \"statement\"?\n\
             questions/c.toml:2: question.id: \"p-1\" is there already, at questions/a.toml:2; give one of them \
             another id\n"
        );
        let json: Value = serde_json::from_str(&checked.print(ListFormat::Json)).unwrap();
        assert_eq!(json["problems"].as_array().unwrap().len(), 4);
        assert_eq!(json["problems"][2]["line"], 5);
    }

    #[test]
    fn a_check_without_files_says_so() {
        let (_folder, context) = context(&[]);
        let text = check(&context, None).unwrap().print(ListFormat::Text);
        assert_eq!(text, "no .toml file in questions: the bank is the built-in one\n");
    }
}
