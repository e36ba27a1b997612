//! A friend as interviewer: the sheet has what the candidate is asked, and what the friend says of
//! it stands beside what the candidate does.

use std::fs;

use serde_json::{Value, json};

use crate::support::Workspace;

/// A workspace with a round of one slot, and its session's text.
fn rehearsed(drill: &[&str]) -> (Workspace, String) {
    let workspace = Workspace::new();
    let args = [drill, &["--seed", "7", "--speed", "2000"]].concat();
    let ran = workspace.script(&args, "start\nanswer\nnext\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let text = fs::read_to_string(&workspace.sessions()[0]).unwrap();
    (workspace, text)
}

/// The titles and the probes that the questions of a session have.
fn asked(session: &str) -> Vec<String> {
    let session: toml::Table = toml::from_str(session).unwrap();
    let slots = session["round"]["slot"].as_array().unwrap();
    let planned = slots.iter().flat_map(|slot| slot["planned"].as_array().unwrap());
    let mut asked = Vec::new();
    for question in planned.map(|of| &of["question"]) {
        asked.push(question["title"].as_str().unwrap().to_string());
        let follow_ups = question.get("follow-ups").and_then(|of| of.as_array());
        let notes = question.get("notes").and_then(|of| of.as_array()).into_iter().flatten();
        let probes = notes.flat_map(|of| of["probes"].as_array().unwrap());
        let asks = follow_ups.into_iter().flatten().chain(probes);
        asked.extend(asks.map(|ask| ask.as_str().unwrap().to_string()));
        let answers = question.get("answer").and_then(|of| of.as_array()).into_iter().flatten();
        asked.extend(answers.map(|of| of["answer"].as_str().unwrap().to_string()));
    }
    asked
}

/// A page's text as it is read, on one line.
fn read(page: &str) -> String {
    let mut page = page.to_string();
    for (written, read) in
        [("&#38;", "&"), ("&#60;", "<"), ("&#62;", ">"), ("&#39;", "'"), ("&#34;", "\"")]
    {
        page = page.replace(written, read);
    }
    page
}

#[test]
fn a_sheet_with_a_seed_has_the_questions_that_the_candidate_gets() {
    for template in ["coding-screen", "ml-design-drill", "behavioral-drill", "deep-dive-45"] {
        let workspace = Workspace::new();
        let made = workspace.run(&["report", "--sheet", template, "--seed", "7"]);
        assert_eq!(made.code, Some(0), "{}", made.stderr);
        let command = format!("mockround run {template} --seed 7 --interviewer off");
        assert_eq!(made.stderr, format!("to be asked this, run: {command}\n"));
        let page = read(&made.stdout);
        assert!(page.contains(&command), "the friend can say it, too");
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let ran = workspace.script(&[&words[..], &["--speed", "2000"]].concat(), "start\nend\n");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let session = fs::read_to_string(&workspace.sessions()[0]).unwrap();
        let asked = asked(&session);
        assert!(asked.len() > 4);
        for text in &asked {
            assert!(page.contains(text), "{template}: {text}");
        }
        assert!(!session.contains("by = \"interviewer\""), "the friend asks");
        // That of the session is the same, but for the command that asks it.
        let later = workspace.run(&["report", "--sheet", "latest"]);
        assert_eq!((later.code, later.stderr.as_str()), (Some(0), ""));
        assert!(asked.iter().all(|text| read(&later.stdout).contains(text)));
        assert!(!later.stdout.contains("to be asked the same"));
    }
}

#[test]
fn a_sheet_is_of_a_template_or_a_session_and_goes_to_a_file() {
    let (workspace, _) = rehearsed(&["drill", "coding"]);
    let id = workspace.sessions()[0].file_stem().unwrap().to_str().unwrap().to_string();
    // Without a name: the settings' template, as `plan` has it.
    let made = workspace.run(&["report", "--sheet", "--only", "coding", "-o", "sheet.html"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert!(made.stderr.contains("run: mockround run --only coding --seed "), "{}", made.stderr);
    let page = fs::read_to_string(workspace.path().join("sheet.html")).unwrap();
    assert!(
        page.contains("ML onsite, for the interviewer") && page.trim_end().ends_with("</html>")
    );
    assert!(page.contains("coding 2") && !page.contains("ml-design, 35:00"));
    let made = workspace.run(&["report", "--sheet", &id[..10]]);
    assert!(read(&made.stdout).contains(&format!("mockround rate {id} --by NAME")));
    // The page is read elsewhere than the folder is named from.
    let folder = workspace.path().display();
    for of in [&id[..], "coding-screen"] {
        let made = workspace.run(&["report", "--sheet", of, "--workspace", "."]);
        let commands = read(&made.stdout).matches(&format!("--workspace {folder}")).count();
        assert_eq!(commands, if of == id { 1 } else { 2 }, "{}", made.stderr);
    }
    for (args, why) in [
        (&["--sheet", "nope"][..], "neither a template nor a session: no template \"nope\""),
        (&["--sheet", "latest", "--seed", "1"], "latest is a session, whose draw stands"),
        (&["--seed", "1"], "--sheet"),
        (&["--sheet", "--format", "json"], "cannot be used with"),
        (&["--sheet", "-o", "sheet.json"], "a sheet is a page"),
    ] {
        let ran = workspace.run(&[&["report"], args].concat());
        assert_ne!(ran.code, Some(0), "{args:?}");
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_sheet_needs_a_file_where_standard_output_is_a_terminal() {
    let workspace = Workspace::new();
    let args = ["report", "--sheet", "coding-screen", "--seed", "7"];
    let mut terminal = crate::support::terminal::Terminal::start(&workspace, &args, 24, 80);
    assert_eq!(terminal.end(), 2);
    let said = terminal.written().split_whitespace().collect::<Vec<_>>().join(" ");
    let command = "`mockround report --sheet coding-screen -o sheet.html`";
    assert!(said.contains(command) && !said.contains("<html"), "{said}");
}

#[test]
fn what_a_friend_says_stands_beside_the_own_rating_and_history_stays() {
    let (workspace, _) = rehearsed(&["drill", "ml-design"]);
    let ran = workspace.script(&["review", "latest"], "3\n3\n3\n3\n3\n3\n");
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    let own = workspace.report()["slots"][0]["self_rating"].clone();
    assert_eq!(own["time"], 3, "{}", ran.stdout);
    let path = workspace.sessions()[0].clone();
    let before = fs::read_to_string(&path).unwrap();
    let page = fs::read_to_string(path.with_extension("html")).unwrap();
    let rate = ["rate", "latest", "--by", " Sa\u{7}m\n Lee "];
    let ran = workspace.script(&rate, "2\n\nfive\n4\n1\nlate to a baseline\n");
    assert_eq!(ran.code, Some(1), "a line was refused");
    assert!(ran.stdout.contains("\"five\" is no rating: allowed are 1, 2, 3, 4"));
    assert!(ran.stdout.contains("4 answers of Sam Lee are recorded: `mockround report "));
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with(&before) && after.len() > before.len());
    let said = |note: &str| {
        json!([{
            "by": "Sam Lee",
            "rating": { "problem solving": 2, "technical depth": 4, "time": 1 },
            "note": note,
        }])
    };
    let slot = |workspace: &Workspace| -> Value { workspace.report()["slots"][0].clone() };
    assert_eq!(slot(&workspace)["rated_by"], said("late to a baseline"));
    assert_eq!(slot(&workspace)["self_rating"], own);
    let shown = "rated 1 to 4, interviewer Sam Lee: communication you 3, interviewer ? · \
                 problem solving you 3, interviewer 2 · technical depth you 3, interviewer 4 · \
                 time you 3, interviewer 1";
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = workspace.run(&["report", "--no-pager"]).stdout;
    assert!(flat(&text).contains(shown), "{text}");
    assert!(text.contains("Sam Lee notes: late to a baseline"));
    for format in ["markdown", "html"] {
        let page = workspace.run(&["report", "--format", format]).stdout;
        assert!(flat(&page).contains("communication you 3, interviewer ?"), "{page}");
    }
    let brief = workspace.run(&["report", "--format", "brief"]).stdout;
    assert!(brief.contains("time candidate 3, interviewer 1"), "{brief}");
    assert_ne!(fs::read_to_string(path.with_extension("html")).unwrap(), page, "written anew");
    // The same name again: what was said is shown, and what is said now replaces it.
    let ran = workspace.script(&["rate", "--by", "Sam Lee"], "\n\n\n\n");
    assert!(ran.stdout.contains("[1-4 · Enter keeps 2]"), "{}", ran.stdout);
    assert!(ran.stdout.contains("nothing was recorded"), "{}", ran.stdout);
    let note = ["rate", "latest", "--by", "Sam Lee", "--note", "better: say the baseline first"];
    assert_eq!(workspace.run(&note).code, Some(0));
    assert_eq!(slot(&workspace)["rated_by"], said("better: say the baseline first"));
    let other = ["rate", "latest", "--by", "Kim", "--rating", "time=2,technical-depth=3"];
    assert_eq!(workspace.run(&other).code, Some(0));
    let text = workspace.run(&["report", "--no-pager"]).stdout;
    let several = "interviewers Sam Lee, Kim: communication you 3, Sam Lee ?, Kim ?";
    assert!(flat(&text).contains(several), "{text}");
    assert!(fs::read_to_string(&path).unwrap().starts_with(&after));
}

#[test]
fn what_can_t_be_rated_is_refused_and_nothing_is_written() {
    let (workspace, before) = rehearsed(&["drill", "foundations", "--count", "1"]);
    for (args, why) in [
        (&["--by", "Kim", "--rating", "communication=3"][..], "is not rated in communication"),
        (&["--by", "Kim", "--rating", "time=5"], "= and 1 to 4"),
        (&["--by", "Kim", "--rating", "charm=3"], "write one of problem-solving, communication"),
        (&["--by", "Kim", "--slot", "3"], "there is no slot 3"),
        (&["--by", "\u{7} "], "a name has at least one letter"),
        (&[], "--by <NAME>"),
    ] {
        let ran = workspace.run(&[&["rate", "latest"], args].concat());
        assert_ne!(ran.code, Some(0), "{args:?}");
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(fs::read_to_string(&workspace.sessions()[0]).unwrap(), before);
}

#[test]
fn an_interviewer_presses_on_purpose_and_the_report_says_what_a_good_reaction_does() {
    let workspace = Workspace::new();
    let args = ["drill", "ml-design", "--seed", "7", "--pressure", "--plain", "--speed", "2000"];
    let marks = "start\n@5:50 answer\n@32:00 phase\n@34:00 end\n";
    let ran = workspace.script(&args, marks);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let session = fs::read_to_string(&workspace.sessions()[0]).unwrap();
    for (event, times) in [
        ("event = \"pressed\"\nhow = \"interruption\"", 1),
        ("event = \"pressed\"\nhow = \"what-to-cut\"", 1),
        ("event = \"twist\"\nby = \"interviewer\"", 1),
    ] {
        assert_eq!(session.matches(event).count(), times, "{event}");
    }
    for said in ["the interviewer breaks in:", "what would you cut?", "changes a requirement:"] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let pressed = workspace.report()["slots"][0]["questions"][0]["pressed"].clone();
    assert_eq!(pressed[0]["how"], "interruption");
    let back = pressed[0]["back_on_plan_s"].as_f64().unwrap();
    let at = pressed[0]["at_s"].as_f64().unwrap();
    assert!((at + back - 1920.0).abs() < 20.0, "{at} {back}");
    for (of, how, from, to) in [(1, "twist", 1400.0, 1500.0), (2, "what-to-cut", 1800.0, 1800.01)] {
        let of = &pressed[of];
        assert_eq!((&of["how"], &of["back_on_plan_s"]), (&json!(how), &Value::Null));
        assert!((from..to).contains(&of["at_s"].as_f64().unwrap()), "{pressed}");
    }
    let text = workspace.run(&["report", "--no-pager"]).stdout;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("five minutes before the end: what would you cut?"), "{text}");
    assert!(flat.contains("interrupted at ") && flat.contains("back on plan after "), "{text}");
    assert_eq!(flat.matches("a good reaction: ").count(), 3, "{text}");
    // Without it nobody presses.
    let other = Workspace::new();
    let ran = other.script(&["drill", "ml-design", "--seed", "7", "--speed", "2000"], marks);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!fs::read_to_string(&other.sessions()[0]).unwrap().contains("pressed"));
}
