use std::path::Path;

use super::*;
use crate::round::{Question, QuestionKind};
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

fn filter() -> QuestionFilter {
    QuestionFilter::default()
}

fn listed(context: &Context, filter: &QuestionFilter) -> anyhow::Result<String> {
    list(context, filter, ListFormat::Text)
}

#[test]
fn the_list_is_grouped_by_kind_and_filtered() {
    let (_folder, context) =
        context(&[("a.toml", &format!("{}{}", pitch("p-1"), pitch("longer-2")))]);
    let me =
        QuestionFilter { topic: Some("me".into()), kind: Some(QuestionKind::Pitch), ..filter() };
    assert_eq!(
        listed(&context, &me).unwrap(),
        "pitch (2)\n  p-1       P p-1       me\n  longer-2  P longer-2  me\n"
    );
    let all = listed(&context, &filter()).unwrap();
    let headings: Vec<&str> = all
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(
        headings,
        [
            "coding",
            "",
            "ml-design",
            "",
            "behavioral",
            "",
            "pitch",
            "",
            "foundations",
            "",
            "deep-dive"
        ]
    );
}

#[test]
fn themes_difficulties_and_words_filter_the_list() {
    use crate::round::{Difficulty, Theme};
    let (_folder, context) = context(&[]);
    let ids = |filter: QuestionFilter| -> Vec<String> {
        let listed = list(&context, &filter, ListFormat::Json);
        let listed: Vec<Value> = serde_json::from_str(&listed.unwrap()).unwrap();
        listed.iter().map(|of| of["id"].as_str().unwrap().to_string()).collect()
    };
    let bank = build::bank(&context).unwrap();
    let count = |is_meant: &dyn Fn(&Question) -> bool| {
        bank.entries().iter().filter(|entry| is_meant(&entry.question)).count()
    };
    let growth = ids(QuestionFilter { theme: Some(Theme::Growth), ..filter() });
    assert_eq!(growth.len(), count(&|of| of.brief.theme() == Some(Theme::Growth)));
    assert!(!growth.is_empty());
    let hard = ids(QuestionFilter {
        kind: Some(QuestionKind::Coding),
        difficulty: Some(Difficulty::Hard),
        ..filter()
    });
    let is_hard = |of: &Question| {
        of.kind() == QuestionKind::Coding && of.difficulty == Some(Difficulty::Hard)
    };
    assert_eq!(hard.len(), count(&is_hard));
    // Every word, in any order and case, parts of words too; from the statement and the topics.
    let found = |words: &str| ids(QuestionFilter { search: Some(words.into()), ..filter() });
    assert_eq!(found("TREASURER numbered grou"), ["trusted-by-all"]);
    assert_eq!(found("union-find"), ["first-needless-cable", "split-by-group"]);
    assert_eq!(found("treasurer zebra"), [""; 0]);
    // From what only the interviewer knows, too; what that says isn't printed.
    let hinted = bank.of_kind(QuestionKind::Coding).find(|of| of.id.as_str() == "trusted-by-all");
    let hint = &hinted.unwrap().brief.hints()[2];
    assert_eq!(found(hint), ["trusted-by-all"]);
    let listed = listed(&context, &QuestionFilter { search: Some(hint.clone()), ..filter() });
    assert!(!listed.unwrap().contains(hint), "{hint}");
    for question in bank.entries().iter().map(|entry| &entry.question).step_by(25) {
        let id = question.id.to_string();
        if let Some(answer) = question.answers.first() {
            assert!(found(&answer.answer).contains(&id), "{id}: {answer:?}");
        }
    }
}

#[test]
fn the_matrix_counts_each_topic_by_kind() {
    let coding = "[[question]]\nid = 'c-1'\nkind = 'coding'\ntitle = 'C'\ndifficulty = 'easy'\n\
                  topics = ['me', 'graphs']\nstatement = 'x'\nconstraints = []\n\
                  example = [{ input = '1', output = '2' }]\n\
                  first-approach = { idea = 'x', time = 'O(1)', space = 'O(1)' }\n\
                  better-approach = { idea = 'x', time = 'O(1)', space = 'O(1)' }\n";
    let text = format!("{}{}{coding}", pitch("p-1"), pitch("p-2"));
    let bank = Bank::read(&[("a.toml", text)]).unwrap();
    let entries: Vec<&Entry> = bank.entries().iter().collect();
    assert_eq!(
        matrix::print(&entries, QuestionKind::all(), ListFormat::Text, false),
        "topic   coding  ml-design  behavioral  pitch  foundations  deep-dive\n\
         me           1          ·           ·      2            ·          ·\n\
         graphs       1          ·           ·      ·            ·          ·\n\
         all          1          ·           ·      2            ·          ·\n"
    );
    let json: Value = serde_json::from_str(&matrix::print(
        &entries,
        QuestionKind::all(),
        ListFormat::Json,
        false,
    ))
    .unwrap();
    assert_eq!(json["topics"][0]["topic"], "me");
    assert_eq!(
        (&json["topics"][0]["questions"]["pitch"], &json["all"]["coding"]),
        (&json!(2), &json!(1))
    );
}

#[test]
fn an_unknown_topic_or_id_names_the_nearest() {
    let (_folder, context) = context(&[("a.toml", &pitch("p-1"))]);
    let hashing = QuestionFilter { topic: Some("hashin".into()), ..filter() };
    assert_eq!(
        listed(&context, &hashing).unwrap_err().to_string(),
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
    let checked = check::check(&context.workspace, None).unwrap();
    let text = checked.print(ListFormat::Text).replace('\\', "/");
    assert_eq!(
        text,
        "questions/a.toml: 1 question, no problems\n\
         questions/d.toml: 1 question, no problems\n\
         questions/b.toml:1: question.title: is missing\n\
         questions/b.toml:1: question.statement: is missing\n\
         questions/b.toml:5: question.statment: unknown key: did you mean \"statement\"?\n\
         questions/c.toml:2: question.id: \"p-1\" is there already, at questions/a.toml:2; \
         give one of them \
         another id\n"
    );
    let json: Value = serde_json::from_str(&checked.print(ListFormat::Json)).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 4);
    assert_eq!(json["problems"][2]["line"], 5);
}

#[test]
fn a_check_without_files_says_so() {
    let (_folder, context) = context(&[]);
    let text = check::check(&context.workspace, None).unwrap().print(ListFormat::Text);
    assert_eq!(text, "no .toml file in questions: the bank is the built-in one\n");
}

#[test]
fn a_question_is_found_by_its_id_or_the_beginning_of_one() {
    let files = [pitch("quartz"), pitch("quartz-two"), pitch("quill")].concat();
    let (_folder, context) = context(&[("a.toml", &files)]);
    let shown = |id: &str| show(&context, id, ListFormat::Text);
    assert_eq!(shown("qui").unwrap(), shown("quill").unwrap());
    assert!(shown("quartz").unwrap().contains("P quartz\n"), "itself, not one that begins so");
    let several = shown("quart").unwrap_err().to_string();
    assert!(
        several.starts_with("2 questions begin with \"quart\": quartz, quartz-two; "),
        "{several}"
    );
    assert!(shown("").is_err());
    let none = shown("quartzz").unwrap_err().to_string();
    assert!(none.contains("did you mean \"quartz\"?"), "{none}");
}

#[test]
fn where_nothing_fits_a_sentence_says_what_there_is() {
    let (_folder, context) = context(&[("a.toml", &pitch("p-1"))]);
    let bank = Bank::read(&[("a.toml", format!("{}{}", pitch("p-1"), pitch("p-2")))]).unwrap();
    let said = |filter: QuestionFilter| {
        let (found, said) = filter::fitting(&bank, &filter).unwrap();
        assert_eq!(found.is_empty(), said.is_some());
        said.unwrap_or_default()
    };
    let search = |words: &str| QuestionFilter { search: Some(words.into()), ..filter() };
    assert_eq!(said(search("go")), "");
    assert_eq!(said(search("zebra")), "no question fits --search zebra, of 2 questions");
    let kind = QuestionFilter { kind: Some(QuestionKind::Coding), ..search("a thread") };
    assert_eq!(
        said(kind),
        "no question fits --kind coding and --search \"a thread\" together, of 2 questions: \
         there are 0 of --kind coding, 2 of --search \"a thread\""
    );
    // Nothing is printed where nothing fits, and it is no failure.
    assert_eq!(listed(&context, &search("zebra elephant")).unwrap(), "");
    assert_eq!(list(&context, &search("zebra elephant"), ListFormat::Json).unwrap(), "[]\n");
}

#[test]
fn the_matrix_counts_what_fits_wherever_the_filter_stands() {
    let (_folder, context) = context(&[("a.toml", &pitch("p-1"))]);
    let kind = |kind| QuestionFilter { kind: Some(kind), ..filter() };
    let mine = QuestionFilter { topic: Some("me".into()), ..kind(QuestionKind::Pitch) };
    assert_eq!(
        matrix(&context, &mine, ListFormat::Text).unwrap(),
        "topic  pitch\nme         1\nall        1\n"
    );
    let json = matrix(&context, &kind(QuestionKind::Coding), ListFormat::Json).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    let bank = build::bank(&context).unwrap();
    let coding = bank.of_kind(QuestionKind::Coding).count();
    assert_eq!(json["all"], json!({ "coding": coding }));
    // Behind `matrix` and before it; the nearer counts.
    let both = filter::or(&kind(QuestionKind::Pitch), &kind(QuestionKind::Coding));
    assert_eq!(both.kind, Some(QuestionKind::Pitch));
    assert_eq!(filter::or(&filter(), &mine).topic.as_deref(), Some("me"));
    let refused = expect_no_filter("check", &mine).unwrap_err().to_string();
    assert!(refused.starts_with("`questions check` takes no --kind pitch: "), "{refused}");
    assert!(expect_no_filter("show", &filter()).is_ok());
}
