//! The exported rows in DuckDB, with the query of docs/formats.md: the same numbers as in the JSON
//! reports.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::rehearsal::Rehearsals;
use crate::support::Workspace;

/// A Python that has DuckDB: the one that `MOCKROUND_PYTHON` names, or the system's.
fn python() -> Option<PathBuf> {
    let python =
        PathBuf::from(std::env::var_os("MOCKROUND_PYTHON").unwrap_or_else(|| "python3".into()));
    let mut asks = Command::new(&python);
    asks.args(["-c", "import duckdb"]).stdout(Stdio::null()).stderr(Stdio::null());
    asks.status().is_ok_and(|status| status.success()).then_some(python)
}

/// The query of docs/formats.md, word for word.
fn query() -> String {
    let page = include_str!("../../docs/formats.md").replace("\r\n", "\n");
    let begin = page.find("```sql\n").expect("docs/formats.md has a query") + "```sql\n".len();
    let end = begin + page[begin..].find("```").unwrap();
    page[begin..end].trim().to_string()
}

/// The rows that a query gives, run in the workspace.
fn ask(workspace: &Workspace, python: &PathBuf, query: &str) -> Value {
    let program = "import duckdb, sys\n\
                   query = 'select to_json(of)::varchar from (' + sys.argv[1] + ') of'\n\
                   rows = duckdb.sql(query).fetchall()\n\
                   print('[' + ','.join(row for row, in rows) + ']')";
    let output = Command::new(python)
        .args(["-c", program, query])
        .current_dir(workspace.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{query}\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn duckdb_reads_both_formats_and_the_pages_query_gives_the_reports_numbers() {
    let python = python();
    if !crate::support::has("python3 with duckdb", python.is_some()) {
        return;
    }
    let python = python.unwrap();
    let workspace = Workspace::new();
    let (rehearsals, sessions) = (Rehearsals::new(), workspace.path().join("sessions"));
    let hostile = "=1+1, \"quoted\"\u{7} <b> שלום";
    let mut ids = Vec::new();
    for n in 0..6 {
        let path = if n == 5 {
            rehearsals.write_coding(&sessions, n, |header| {
                header.round.slots[0].questions[1].question.title = hostile.to_string();
            })
        } else {
            rehearsals.write(&sessions, n)
        };
        ids.push(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
    for (rows, format) in
        [("questions", "csv"), ("questions", "ndjson"), ("phases", "csv"), ("phases", "ndjson")]
    {
        let file = format!("{rows}.{format}");
        let ran = workspace.run(&["export", "--rows", rows, "--format", format, "-o", &file]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    }
    let reports: Vec<Value> = ids.iter().map(|id| workspace.json(&["report", id])).collect();
    same_questions(&workspace, &python, &reports);
    same_phases(&workspace, &python, &reports);
    page(&workspace, &python, &reports);
    // NDJSON has a title as it was given. A spreadsheet takes none for a formula, and has no bell.
    let title = |file: &str| {
        let query = format!(
            "select question_title from '{file}' where session = '{}' and question = 1",
            ids[5]
        );
        ask(&workspace, &python, &query)[0]["question_title"].clone()
    };
    assert_eq!(title("questions.ndjson"), hostile);
    assert_eq!(title("questions.csv"), "'=1+1, \"quoted\" <b> שלום");
}

/// Every number of every question, in both formats.
fn same_questions(workspace: &Workspace, python: &PathBuf, reports: &[Value]) {
    for file in ["questions.csv", "questions.ndjson"] {
        let rows = ask(
            workspace,
            python,
            &format!("select * from '{file}' order by session, slot, question"),
        );
        let mut rows = rows.as_array().unwrap().iter();
        for report in reports {
            for slot in report["slots"].as_array().unwrap() {
                for question in slot["questions"].as_array().unwrap() {
                    let row = rows.next().unwrap();
                    assert_eq!(row["session"], report["session"]["id"], "{file}");
                    assert_eq!(row["question_id"], question["id"], "{file}");
                    for name in [
                        "first_words_s",
                        "first_answer_s",
                        "answer_s",
                        "talking_share",
                        "first_answer",
                        "interrupted",
                    ] {
                        assert_eq!(row[name], question[name], "{file}: {name} of {row}");
                    }
                    let stretches = question["silent_stretches"].as_array().map(Vec::len);
                    assert_eq!(row["silent_stretches"], json!(stretches), "{file}: {row}");
                }
            }
        }
        assert_eq!(rows.next(), None);
    }
}

fn same_phases(workspace: &Workspace, python: &PathBuf, reports: &[Value]) {
    for file in ["phases.csv", "phases.ndjson"] {
        let rows = ask(
            workspace,
            python,
            &format!("select * from '{file}' order by session, slot, question, phase"),
        );
        let mut rows = rows.as_array().unwrap().iter();
        for report in reports {
            let questions = report["slots"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|of| of["questions"].as_array().unwrap());
            for phase in questions.flat_map(|of| of["phases"].as_array().unwrap()) {
                let row = rows.next().unwrap();
                assert_eq!(row["phase_name"], phase["name"], "{file}");
                for name in ["planned_s", "actual_s", "talking_share", "longest_silence_s"] {
                    assert_eq!(row[name], phase[name], "{file}: {name} of {row}");
                }
                assert_eq!(
                    row["ticked"],
                    json!(phase["ticked"].as_array().map(Vec::len)),
                    "{file}: {row}"
                );
            }
        }
        assert_eq!(rows.next(), None);
    }
}

/// The query asks for the mean first answer, and the share of them within their limit, by month
/// and kind.
fn page(workspace: &Workspace, python: &PathBuf, reports: &[Value]) {
    let query = query();
    assert!(query.contains("'questions.csv'"), "{query}");
    let with_ndjson = query.replace("questions.csv", "questions.ndjson");
    // The first answers, and how many questions never got one.
    let answers = |kind: &str| -> (Vec<f64>, usize) {
        let slots = reports
            .iter()
            .flat_map(|of| of["slots"].as_array().unwrap())
            .filter(|of| of["kind"] == kind);
        let questions = slots.flat_map(|of| of["questions"].as_array().unwrap());
        let never = questions.clone().filter(|of| of["first_answer"] == "never").count();
        (questions.filter_map(|of| of["first_answer_s"].as_f64()).collect(), never)
    };
    for query in [query, with_ndjson] {
        let rows = ask(workspace, python, &query);
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len(), 2, "one month, two kinds with first answers: {rows:?}");
        for row in rows {
            let kind = row["slot_kind"].as_str().unwrap();
            let ((answers, never), limit) =
                (answers(kind), if kind == "coding" { 390.0 } else { 360.0 });
            let asked = answers.len() + never;
            let mean = answers.iter().sum::<f64>() / answers.len() as f64;
            assert_eq!((&row["month"], &row["questions"]), (&json!("2024-01"), &json!(asked)));
            assert_eq!(row["answered"], json!(answers.len()));
            assert!((row["first_answer_s"].as_f64().unwrap() - mean).abs() < 0.06, "{row}: {mean}");
            let in_time = answers.iter().filter(|of| **of <= limit).count() as f64 / asked as f64;
            assert!((row["in_time"].as_f64().unwrap() - in_time).abs() < 0.006, "{row}: {in_time}");
        }
    }
}

/// A question that never got an answer counts, and columns in which nothing is known are no
/// failure.
#[test]
fn the_pages_query_runs_where_nothing_was_answered() {
    let python = python();
    if !crate::support::has("python3 with duckdb", python.is_some()) {
        return;
    }
    let workspace = Workspace::new();
    workspace.script(&["drill", "coding", "--seed", "1", "--speed", "600"], "start\n@2:00 end\n");
    let session = &workspace.sessions()[0];
    let text = std::fs::read_to_string(session).unwrap().replace("speed = 600.0", "speed = 1.0");
    let never = "[[event]]\nat = 1000.0\nevent = \"corrected\"\nmark = \"first-answer\"\n\
                 slot = 0\nquestion = 0\n\n";
    std::fs::write(session, format!("{text}{never}")).unwrap();
    workspace.run(&["export", "--format", "csv", "-o", "questions.csv"]);
    let rows = ask(&workspace, &python.unwrap(), &query());
    let of = |name: &str| &rows[0][name];
    let found = (of("questions"), of("answered"), of("first_answer_s"), of("in_time"));
    assert_eq!(found, (&json!(1), &json!(0), &json!(null), &json!(0.0)), "{rows}");
}

#[test]
fn what_is_no_session_is_named_on_the_side_and_the_rest_is_exported() {
    let workspace = Workspace::new();
    Rehearsals::new().write_coding(&workspace.path().join("sessions"), 0, |_| {});
    workspace.file("sessions/empty.toml", "");
    let ran = workspace.run(&["export"]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 2));
    let empty = Path::new("sessions").join("empty.toml");
    let said = format!("not exported: {}: it is empty; delete it\n", empty.display());
    assert_eq!(ran.stderr, said);
    let csv = workspace.run(&["export", "--format", "csv", "--rows", "phases"]).stdout;
    assert_eq!(csv.lines().count(), 1 + 8);
    // A folder without sessions still has columns.
    let nothing = Workspace::new().run(&["export", "--format", "csv"]);
    assert_eq!(nothing.stdout.lines().count(), 1);
}

#[test]
fn the_page_names_every_column() {
    let workspace = Workspace::new();
    let page = include_str!("../../docs/formats.md");
    for rows in ["questions", "phases"] {
        let head = workspace.run(&["export", "--format", "csv", "--rows", rows]).stdout;
        for column in head.trim_end().split(',') {
            assert!(
                page.contains(&format!("`{column}`")),
                "docs/formats.md doesn't say what {column} is"
            );
        }
    }
}
