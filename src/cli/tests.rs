use clap::CommandFactory;

use super::*;
use crate::round::SlotKind;
use crate::word::Word;

fn parse(args: &[&str]) -> Result<Cli, String> {
    let all = ["mockround"].iter().chain(args);
    Cli::try_parse_from(all).map_err(|error| error.to_string())
}

/// The long help of a command and of all below it.
fn help(command: &mut clap::Command) -> String {
    let mut text = command.render_long_help().to_string();
    command.get_subcommands_mut().for_each(|below| text += &help(below));
    text
}

#[test]
fn every_kind_is_drilled_and_filtered_by_its_word() {
    for kind in QuestionKind::all() {
        for line in [["drill"].as_slice(), &["questions", "--kind"], &["trends", "--kind"]] {
            assert!(parse(&[line, &[kind.word()]].concat()).is_ok(), "{line:?} {kind:?}");
        }
    }
    for kind in SlotKind::all() {
        assert!(parse(&["run", "--only", kind.word()]).is_ok(), "{kind:?}");
    }
}

#[test]
fn a_time_is_read_by_one_rule_wherever_one_is_given() {
    let options: [&[&str]; 7] = [
        &["mark", "answer", "--at"],
        &["mark", "answer", "--ago"],
        &["listen", "a.wav", "--min"],
        &["listen", "a.wav", "--session", "x", "--offset"],
        &["words", "--transcript", "a.srt", "--offset"],
        &["words", "--limit"],
        &["today", "--for"],
    ];
    for option in options {
        for time in ["2:00", "120s", "2m", "1m 60s", "0:02:00"] {
            assert!(parse(&[option, &[time]].concat()).is_ok(), "{option:?} {time}");
        }
        let refused = |time: &str| parse(&[option, &[time]].concat()).unwrap_err();
        let bare = "minutes or seconds? write 2:00 or 2s";
        assert!(refused("2").contains(bare), "{option:?}: {}", refused("2"));
        assert!(refused("soon").contains("write 0:20, 20s or 1m 30s"), "{option:?}");
        for below_zero in ["-1", "-0:12", "-12s"] {
            let is_offset = option.ends_with(&["--offset"]);
            match parse(&[option, &[below_zero]].concat()) {
                Ok(_) => assert!(is_offset, "{option:?} {below_zero}"),
                Err(why) if is_offset => assert!(why.contains("write 1:00 or 1s"), "{why}"),
                Err(why) => assert!(why.contains("it is below zero: write "), "{why}"),
            }
        }
    }
}

#[test]
fn a_topic_is_one_in_capitals_too() {
    let run = parse(&["run", "--topic", "GRAPHS,Trees"]).unwrap().command;
    let Command::Run(RunArgs { begin, .. }) = run else { panic!("{run:?}") };
    assert_eq!(begin.build.topic, ["graphs", "trees"]);
    let listed = parse(&["questions", "--topic", "Graphs"]).unwrap().command;
    let Command::Questions(args) = listed else { panic!("{listed:?}") };
    assert_eq!(args.filter.topic.as_deref(), Some("graphs"));
}

#[test]
fn a_phase_can_be_drilled_of_the_kinds_that_say_so() {
    for kind in QuestionKind::all() {
        let phases = kind.phase_names();
        let phase = phases.first().map_or("data".to_string(), |phase| phase.replace(' ', "-"));
        let parsed = parse(&["drill", kind.word(), "--phase", &phase]).is_ok();
        assert_eq!(parsed, kind.has_phase_drill(), "{kind:?}");
    }
}

#[test]
fn help_completions_and_errors_name_every_kind() {
    let mut command = Cli::command();
    command.build();
    let mut script = Vec::new();
    clap_complete::generate(clap_complete::Shell::Bash, &mut command, "mockround", &mut script);
    let script = String::from_utf8(script).unwrap();
    let questions = parse(&["questions", "--kind", "deep"]).unwrap_err();
    let slots = parse(&["run", "--only", "deep"]).unwrap_err();
    let kinds = "coding, ml-design, behavioral, pitch, foundations, deep-dive";
    assert!(questions.contains(&format!("allowed are {kinds}")), "{questions}");
    assert!(slots.contains(&format!("allowed are {}", kinds.replace("pitch, ", ""))), "{slots}");
    for said in [help(&mut command), script] {
        assert!(QuestionKind::all().iter().all(|kind| said.contains(kind.word())));
    }
}

#[test]
fn the_overview_has_every_command_in_one_group_with_the_words_of_its_help() {
    let mut command = Cli::command();
    let plain = command.render_help().to_string();
    let groups = ["Practise:", "Look back:", "Prepare:", "Set up:"];
    let begin = plain.find(groups[0]).unwrap();
    let listed = &plain[begin..plain.find("Options:").unwrap()];
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut expected: Vec<String> = command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
        .map(|sub| words(&format!("{} {}", sub.get_name(), sub.get_about().unwrap())))
        .collect();
    expected.push("help Print this, or the help of a command".to_string());
    let mut found: Vec<String> = Vec::new();
    for line in listed.lines().filter(|line| !line.is_empty() && !groups.contains(line)) {
        match line.strip_prefix("               ") {
            Some(more) => found.last_mut().unwrap().push_str(&format!(" {more}")),
            None => found.push(words(line)),
        }
    }
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert!(plain.lines().take_while(|line| *line != "Options:").all(|line| line.len() <= 80));
}

#[test]
fn the_first_step_is_a_command_that_is_there() {
    let help = Cli::command().render_help().to_string();
    for line in help.lines().skip(3).filter(|line| line.contains(": mockround ")) {
        let (_, step) = line.split_once(": mockround ").unwrap();
        let words: Vec<&str> = step.split(' ').collect();
        assert!(parse(&words).is_ok(), "{step}");
    }
    assert!(help.contains("First step, two minutes: mockround drill pitch --count 1\n"), "{help}");
}

#[test]
fn the_ending_of_a_file_says_the_format_where_nothing_else_does() {
    let format = |args: &[&str]| match parse(&[&["report"], args].concat()).unwrap().command {
        Command::Report(args) => args.to.format(args.format).unwrap(),
        other => panic!("{other:?}"),
    };
    for (file, expected) in [
        ("x.html", ReportFormat::Html),
        ("x.HTM", ReportFormat::Html),
        ("a.b/x.md", ReportFormat::Markdown),
        ("x.markdown", ReportFormat::Markdown),
        ("x.json", ReportFormat::Json),
        ("x.txt", ReportFormat::Text),
        ("x.html.txt", ReportFormat::Text),
        ("x", ReportFormat::Text),
        ("html", ReportFormat::Text),
        ("-", ReportFormat::Text),
    ] {
        assert_eq!(format(&["-o", file]), expected, "{file}");
        assert_eq!(format(&["-o", file, "--format", "json"]), ReportFormat::Json, "{file}");
    }
    let rows = |file: &str| match parse(&["export", "-o", file]).unwrap().command {
        Command::Export(args) => args.to.format(args.format).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rows("x.csv"), ExportFormat::Csv);
    assert_eq!([rows("x.ndjson"), rows("x.jsonl")], [ExportFormat::Ndjson; 2]);
}

#[test]
fn an_ending_that_names_a_format_of_other_commands_is_refused_unless_one_is_asked_for() {
    let refused = |args: &[&str]| {
        let format = match parse(args).unwrap().command {
            Command::Trends(args) => args.to.format(args.format).map(drop),
            Command::Compare(args) => args.to.format(args.format).map(drop),
            Command::Report(args) => args.to.format(args.format).map(drop),
            Command::Export(args) => args.to.format(args.format).map(drop),
            other => panic!("{other:?}"),
        };
        format.err().map(|error| error.to_string())
    };
    assert_eq!(
        refused(&["trends", "-o", "t.md"]).unwrap(),
        "trends has no Markdown: give the file another ending than .md, or say --format, one of \
         text, html, json"
    );
    for (args, says) in [
        (&["trends", "-o", "t.CSV"][..], "trends has no CSV: "),
        (&["compare", "latest", "-o", "c.jsonl"], "compare has no NDJSON: "),
        (&["report", "-o", "r.csv"], "report has no CSV: "),
        (&["export", "-o", "e.htm"], "export has no HTML: "),
    ] {
        let refused = refused(args).unwrap();
        assert!(refused.starts_with(says), "{refused}");
    }
    assert_eq!(refused(&["trends", "-o", "t.md", "--format", "text"]), None);
    assert_eq!(refused(&["export", "-o", "e.txt"]), None);
    assert_eq!(
        refused(&["report", "-o", "r.pdf"]).unwrap(),
        "no format is called .pdf: report writes .md, .markdown, .html, .htm, .json and .txt, or \
         say --format"
    );
    for (args, says) in [
        (&["trends", "-o", "t.toml"][..], "no format is called .toml: trends writes .html, "),
        (&["compare", "latest", "-o", "c.PNG"], "no format is called .PNG: compare writes .md, "),
        (&["export", "-o", "e.xlsx"], "no format is called .xlsx: export writes .csv, "),
    ] {
        let refused = refused(args).unwrap();
        assert!(refused.starts_with(says), "{refused}");
    }
    assert_eq!(refused(&["export", "-o", "e.xlsx", "--format", "csv"]), None);
}

#[test]
fn only_a_page_is_opened() {
    let expected =
        |args: &[&str]| match parse(&[&["trends", "--open"], args].concat()).unwrap().command {
            Command::Trends(args) => args.to.expect_page(args.format, TrendsFormat::Html).is_ok(),
            other => panic!("{other:?}"),
        };
    assert!(expected(&[]) && expected(&["--format", "html"]) && expected(&["-o", "x.html"]));
    assert!(expected(&["-o", "page"]) && !expected(&["-o", "x.json"]));
    assert!(!expected(&["-o", "x.pdf"]));
    assert!(expected(&["-o", "x.md", "--format", "html"]) && !expected(&["-o", "x.md"]));
    assert!(!expected(&["--format", "json"]) && !expected(&["--format", "text"]));
}

#[test]
fn a_time_is_taken_as_it_is_printed() {
    let min = |time: &str| match parse(&["listen", "x.wav", "--min", time]).map(|cli| cli.command) {
        Ok(Command::Listen(args)) => Some(args.min.as_secs()),
        _ => None,
    };
    assert_eq!(["0:30", "1:05", "30s"].map(min), [Some(30), Some(65), Some(30)]);
    assert_eq!(["30", "0:75", "soon"].map(min), [None; 3]);
    let offset = |time: &str| {
        let args = ["listen", "x.wav", "--session", "latest", "--offset", time];
        match parse(&args).map(|cli| cli.command) {
            Ok(Command::Listen(args)) => Some(args.offset.as_secs()),
            _ => None,
        }
    };
    assert_eq!(["-0:12", "1:00:00", "-12s"].map(offset), [Some(-12), Some(3600), Some(-12)]);
    let millis = |time: &str| parse_offset(time).map(|of| of.as_millis()).ok();
    assert_eq!(["1:00.5", "-0:01.25"].map(millis), [Some(60_500), Some(-1_250)]);
    assert_eq!(["1:00.", "1:00.x", "1.5", "1:00.1234"].map(millis), [None; 4]);
}
