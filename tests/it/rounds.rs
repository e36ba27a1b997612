//! Whole rounds by script, far faster than real time: what the report says is what was marked.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Ran, Workspace};

/// Two questions of 17 minutes, the first answer due by 6:30 in each.
const CODING: &str = "\
start
@5:00 answer
@16:00 next
# Question 2 was shown at 16:00; this is 7:30 into it, a minute late.
@23:30 answer
@30:00 phase
@32:40 next
";

#[test]
fn a_coding_drill_reports_what_was_marked() {
    let workspace = Workspace::new();
    let ran = workspace.script(&["drill", "coding", "--seed", "1", "--speed", "3000"], CODING);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report = workspace.report();
    assert_eq!(report["schema"], 1);
    assert_eq!(report["audio"]["source"], "none");
    assert_eq!(report["audio"]["heard_s"], json!(null), "not measured is null, never 0");
    let slot = &report["slots"][0];
    assert_eq!((&slot["planned_s"], &slot["actual_s"]), (&json!(2100.0), &json!(1960.0)));
    assert_eq!(slot["self_rating"], json!(null), "a script rates nothing");
    let [first, second] = [&slot["questions"][0], &slot["questions"][1]];
    assert_eq!(
        (&first["first_answer_s"], &first["first_answer"]),
        (&json!(300.0), &json!("marked"))
    );
    assert_eq!(
        (&second["first_answer_s"], &second["first_answer"]),
        (&json!(450.0), &json!("marked"))
    );
    assert_eq!(first["first_words_s"], json!(null), "nothing was heard");
    // Only `answer` and `next` in question 1: no phase has a time of its own. In question 2, `code`
    // lies between the answer mark and Enter, `test` between Enter and the end.
    let times = |question: &Value| -> Vec<Value> {
        question["phases"]
            .as_array()
            .unwrap()
            .iter()
            .map(|phase| phase["actual_s"].clone())
            .collect()
    };
    assert_eq!(times(first), [json!(null), json!(null), json!(null), json!(null)]);
    assert_eq!(times(second), [json!(null), json!(null), json!(390.0), json!(160.0)]);
    let flags = report["flags"].as_array().unwrap();
    assert_eq!(flags.len(), 1, "{flags:?}");
    assert_eq!(flags[0]["kind"], "slow-first-answer");
    assert_eq!(flags[0]["severity"], "late");
    assert_eq!((&flags[0]["value_s"], &flags[0]["limit_s"]), (&json!(450.0), &json!(390.0)));
    assert_eq!(flags[0]["at_s"], 1410.0, "16:00 + 7:30 of running time in the slot");
    assert!(ran.stdout.contains("7:30"), "{}", ran.stdout);
    assert!(ran.stdout.contains("speech: not heard"), "{}", ran.stdout);
    // Running in the slot; the rest of the elapsed time was waited.
    let session = &report["session"];
    let number = |key: &str| session[key].as_f64().unwrap();
    assert_eq!(number("running_s"), 1960.0);
    let sum = number("running_s") + number("waiting_s") + number("paused_s") + number("gap_s");
    assert!((number("elapsed_s") - sum).abs() < 0.0005, "{session}");
}

#[test]
fn nobody_touches_a_whole_round_and_every_statement_of_the_report_stands() {
    let workspace = Workspace::new();
    let ran = workspace.run(&["run", "--seed", "1", "--speed", "20000"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report = workspace.report();
    assert_eq!(report["session"]["finished"], true);
    let slots = report["slots"].as_array().unwrap();
    assert_eq!(slots.len(), 4);
    for slot in slots {
        let planned = slot["planned_s"].as_f64().unwrap();
        assert_eq!(
            slot["actual_s"].as_f64().unwrap(),
            planned + 300.0,
            "ends by itself once its overtime is used"
        );
        for question in slot["questions"].as_array().unwrap() {
            assert_eq!(question["first_answer_s"], json!(null));
            assert_ne!(question["first_answer"], "never", "nobody said so");
            assert!(
                question["phases"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|phase| phase["actual_s"].is_null())
            );
        }
    }
    let kinds: Vec<&str> = report["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flag| flag["kind"].as_str().unwrap())
        .collect();
    // That the clock ran on, and what was not reached by then, says nothing about a candidate who
    // marked nothing.
    assert_eq!(kinds, [""; 0]);
    assert!(ran.stdout.contains("nothing marked, ended by the clock: coding 1"), "{}", ran.stdout);
}

#[test]
fn pauses_thinks_undo_and_ticks_are_in_the_report() {
    let workspace = Workspace::new();
    let script = "start\n@1:00 tick 1\n@2:00 think\n@2:40 think\n@4:00 pause\nwait 2m\npause\n\
                  @5:00 answer\n@5:01 undo\n@7:00 answer\n@11:00 phase\n@34:00 end\n";
    let ran = workspace.script(&["drill", "ml-design", "--seed", "1", "--speed", "3000"], script);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report = workspace.report();
    let question = &report["slots"][0]["questions"][0];
    assert_eq!(question["first_answer_s"], 420.0);
    assert_eq!(question["thinks"], json!([{ "start_s": 120.0, "end_s": 160.0 }]));
    assert_eq!(report["session"]["paused_s"], 120.0);
    let phases = question["phases"].as_array().unwrap();
    assert_eq!(phases[0]["actual_s"], 420.0);
    // The kind's checklist was ticked; nobody said which of the question's own points were made.
    assert_eq!(phases[0]["covered"], json!(["goal"]));
    assert_eq!((&phases[0]["ticked"], &phases[0]["missed"]), (&Value::Null, &Value::Null));
    assert_eq!(phases[1]["actual_s"], 240.0);
    // The pause came before the answer, so it stands beside it.
    assert!(ran.stdout.contains("7:00 into the question + 2:00 paused"), "{}", ran.stdout);
}

#[test]
fn a_strict_round_ends_on_time_and_refuses_a_pause() {
    let workspace = Workspace::new();
    let ran = workspace
        .script(&["drill", "coding", "--strict", "--speed", "5000"], "start\n@2:00 pause\n");
    assert!(ran.stderr.contains("script, line 2: a strict round has no pause"), "{}", ran.stderr);
    assert_eq!(ran.code, Some(1), "a refused line is not passed over in silence");
    let slot = &workspace.report()["slots"][0];
    assert_eq!(slot["actual_s"], 2100.0);
    assert!(slot["questions"][1]["first_answer"] != "not-asked", "question 2 was reached at 17:00");
}

#[test]
fn lines_of_a_script_that_are_not_understood_are_named_and_the_rest_counts() {
    let workspace = Workspace::new();
    let ran = workspace.script(
        &["drill", "coding", "--speed", "5000"],
        "start\n@1:00 anser\n@3:00 answer\n@4:00 end\n",
    );
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr
            .contains("script, line 2: \"anser\" is no mark: allowed are start, answer, phase"),
        "{}",
        ran.stderr
    );
    assert_eq!(workspace.report()["slots"][0]["questions"][0]["first_answer_s"], 180.0);
}

#[test]
fn the_same_seed_asks_the_same_questions() {
    let ids = |seed: &str| -> Vec<String> {
        let workspace = Workspace::new();
        let ran = workspace.run(&["plan", "--seed", seed, "--show-questions", "--format", "json"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.stdout
            .lines()
            .filter(|line| line.trim_start().starts_with("\"id\""))
            .map(str::to_string)
            .collect()
    };
    assert_eq!(ids("7").len(), 11);
    assert_eq!(ids("7"), ids("7"));
    assert_ne!(ids("7"), ids("8"));
}

#[test]
fn only_the_report_goes_to_standard_output_and_it_is_also_written_beside_the_session() {
    let workspace = Workspace::new();
    let ran = workspace.script(&["drill", "coding", "--speed", "5000"], "start\n@1:00 end\n");
    assert!(
        !ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'),
        "nothing but text when piped"
    );
    assert_eq!(ran.stdout, workspace.run(&["report"]).stdout);
    let session = &workspace.sessions()[0];
    let markdown = fs::read_to_string(session.with_extension("md")).unwrap();
    assert_eq!(markdown, workspace.run(&["report", "--format", "markdown"]).stdout);
    let html = fs::read_to_string(session.with_extension("html")).unwrap();
    assert_eq!(html, workspace.run(&["report", "--format", "html"]).stdout);
    for ending in ["md", "html"] {
        let path = session.with_extension(ending);
        let path = Path::new("sessions").join(path.file_name().unwrap());
        assert!(ran.stderr.contains(&format!("report: {}\n", path.display())), "{}", ran.stderr);
    }
    assert!(
        !session.with_extension("question.md").exists(),
        "the question's file is gone with the round"
    );
}

#[test]
fn questions_of_recent_rounds_are_avoided_unless_they_were_sped_up() {
    let workspace = Workspace::new();
    let shown = || -> Vec<String> {
        let report = workspace.report();
        let questions = report["slots"][0]["questions"].as_array().unwrap().clone();
        questions.iter().map(|question| question["id"].as_str().unwrap().to_string()).collect()
    };
    // The pitch prompts are few: with two rounds at full speed every one would have been seen.
    workspace.script(&["drill", "coding", "--speed", "5000"], "start\n@1:00 next\n@2:00 next\n");
    let first = shown();
    let session = &workspace.sessions()[0];
    let text = fs::read_to_string(session).unwrap();
    let speed = text.lines().find(|line| line.starts_with("speed = ")).unwrap();
    fs::write(session, text.replace(speed, "speed = 1.0")).unwrap();
    for _ in 0..5 {
        let plan = workspace
            .run(&["plan", "coding-screen", "--show-questions", "--format", "json"])
            .stdout;
        assert!(first.iter().all(|id| !plan.contains(&format!("\"{id}\""))), "{first:?} in {plan}");
    }
}

#[test]
fn what_the_clock_would_have_ended_is_not_reopened_by_an_undo() {
    let workspace = Workspace::new();
    // Question 1 would have been ended at 17:00, the slot at 35:00.
    let script = "start\n@16:00 next\n@18:00 undo\n@34:00 end\nwait 4m\nundo\n";
    let ran = workspace.script(&["drill", "coding", "--strict", "--speed", "2000"], script);
    assert!(
        ran.stderr.contains("line 3: next question stays: without it, time would have been up"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("line 6: end stays"), "{}", ran.stderr);
    assert_eq!(workspace.report()["slots"][0]["actual_s"], 2040.0);
}

#[test]
fn a_think_is_over_at_its_limit_though_the_mark_that_ended_it_is_taken_back() {
    let workspace = Workspace::new();
    let script =
        "start\n@1:00 think\n@1:10 phase\n@5:00 undo\n@6:00 answer\n@8:00 next\n@20:00 end\n";
    workspace.script(&["drill", "coding", "--speed", "2000"], script);
    let thinks = &workspace.report()["slots"][0]["questions"][0]["thinks"];
    assert_eq!(*thinks, json!([{ "start_s": 60.0, "end_s": 120.0 }]));
}

#[test]
fn what_was_not_shown_is_no_spoiler_while_the_round_can_be_resumed() {
    let workspace = Workspace::new();
    workspace.script(&["run", "--seed", "1", "--speed", "2000"], "start\n@1:00 end\nend\n");
    let report = workspace.report();
    assert_eq!(report["session"]["finished"], false);
    let slots = &report["slots"];
    assert!(slots[0]["questions"][0]["id"].is_string());
    assert_eq!(
        (&slots[0]["questions"][1]["id"], &slots[2]["questions"][0]["title"]),
        (&json!(null), &json!(null))
    );
}

#[test]
fn control_characters_of_a_script_or_a_session_do_not_reach_the_terminal() {
    let workspace = Workspace::new();
    let ran = workspace
        .script(&["drill", "coding", "--speed", "5000"], "start\n@\u{1b}[31m7 answer\n@1:00 end\n");
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
    workspace.script(&["run", "--only", "coding", "--speed", "5000"], "start\n@1:00 end\nend\n");
    let session = &workspace.sessions()[1];
    let text = fs::read_to_string(session).unwrap();
    fs::write(
        session,
        text.replace("title = \"coding 2\"", "title = \"\\u001b]0;owned\\u0007 \\u202e2\""),
    )
    .unwrap();
    for ran in [
        workspace.run(&["report", session.to_str().unwrap()]),
        workspace.script(&["resume", session.to_str().unwrap()], "start\n@1:00 phase\n@2:00 end\n"),
    ] {
        assert!(!(ran.stdout + &ran.stderr).contains(['\u{1b}', '\u{7}', '\u{202e}']));
    }
}

#[test]
fn marks_and_reports_work_though_the_settings_are_broken() {
    let workspace = Workspace::new();
    workspace.script(&["drill", "coding", "--speed", "5000"], "start\n@1:00 end\n");
    workspace.file("mockround.toml", "[live]\nbell = 1\nbel = true\n");
    let plan = workspace.run(&["plan"]);
    assert_eq!(plan.code, Some(1));
    assert!(
        plan.stderr.contains("mockround.toml:2: live.bell") && plan.stderr.contains("\"bell\""),
        "{}",
        plan.stderr
    );
    for args in [&["report"][..], &["sessions"], &["mark", "answer"], &["status"]] {
        assert!(!workspace.run(args).stderr.contains("live.bell"), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_about_the_candidate_is_readable_by_the_candidate_only() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::new();
    workspace.run(&["init", "mine"]);
    workspace.script(&["drill", "coding", "--speed", "5000"], "start\n@1:00 end\n");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let session = &workspace.sessions()[0];
    assert_eq!(mode(session), 0o600);
    assert_eq!(mode(&session.with_extension("md")), 0o600);
    assert_eq!(mode(session.parent().unwrap()), 0o700);
    assert_eq!(mode(&workspace.path().join("mine/sessions")), 0o700);
}

#[test]
fn a_round_that_could_not_begin_leaves_nothing() {
    let workspace = Workspace::new();
    // A folder stands wherever its live file may have to be.
    let live = workspace.path().join("sessions/.live");
    let now = jiff::Timestamp::now();
    for second in 0..120 {
        let then = now + jiff::SignedDuration::from_secs(second);
        let id = then.strftime("%Y-%m-%dT%H-%M-%S-coding-screen").to_string();
        fs::create_dir_all(live.join(id)).unwrap();
    }
    let ran = workspace.script(&["drill", "coding", "--seed", "1"], "start\nend\n");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("mockround: can't write "), "{}", ran.stderr);
    assert!(ran.stderr.contains("is a folder; move it away"), "{}", ran.stderr);
    let there = fs::read_dir(workspace.path().join("sessions")).unwrap();
    let there: Vec<_> = there.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(there, [".live"]);
    assert_eq!(fs::read_dir(live).unwrap().count(), 120);
}

#[test]
fn the_command_that_runs_a_plan_names_the_workspace_of_its_line_and_can_be_pasted() {
    let (there, here) = (Workspace::new(), Workspace::new());
    let folder = there.path().join("it's two words");
    let folder = folder.to_str().unwrap();
    there.file("it's two words/mockround.toml", "");
    let printed = |options: &[&str], of_environment: Option<&str>| {
        let mut command = here.command(&[&["plan", "ml-onsite", "--seed", "7"], options].concat());
        command.envs(of_environment.map(|dir| ("MOCKROUND_WORKSPACE", dir)));
        let ran = Ran::from(command.output().unwrap());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.stdout.rsplit_once("to run it: ").unwrap().1.trim_end().to_string()
    };
    let plain = "mockround run ml-onsite --seed 7";
    assert_eq!(printed(&[], None), plain);
    // A shell that has it in its environment has it there for the next command.
    assert_eq!(printed(&[], Some(folder)), plain);
    let command = printed(&["--workspace", folder, "--topic", "graphs"], None);
    let words = shell_words::split(&command).unwrap();
    assert_eq!(words[..3], ["mockround", "run", "ml-onsite"]);
    assert_eq!(words[3..], ["--seed", "7", "--topic", "graphs", "--workspace", folder]);
    // What begins as an option does is no option's name.
    let odd = printed(&["--question=-x 'of mine'"], None);
    let words = shell_words::split(&odd).unwrap();
    assert_eq!(words[3..], ["--seed", "7", "--question=-x 'of mine'"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_may_not_grow_is_a_full_disk_to_a_round_and_not_its_end() {
    let workspace = Workspace::new();
    let drill = ["drill", "coding", "--seed", "1"];
    assert_eq!(workspace.script(&drill, "start\nend\n").code, Some(0));
    let whole = fs::read_to_string(&workspace.sessions()[0]).unwrap();
    let plan = whole.find("[[event]]").unwrap();
    let limited = Workspace::new();
    // In blocks of 512 bytes: room for some events, and for no report.
    let limit = format!("ulimit -f {}; exec \"$0\" \"$@\"", plan / 512 + 2);
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &limit, env!("CARGO_BIN_EXE_mockround")]).args(drill);
    command.current_dir(limited.path()).envs(limited.environment());
    let marks = "think\nthink\n".repeat(20);
    let script = limited.file("script.txt", &format!("start\n{marks}end\n"));
    let ran = command.stdin(fs::File::open(script).unwrap()).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("these events could not be written"), "{said}");
    assert!(said.contains("event = \"slot-ended\""), "{said}");
    let kept = fs::read_to_string(&limited.sessions()[0]).unwrap();
    assert!(kept.ends_with("\n\n") && kept.contains("event = \"think\""), "{kept}");
}
