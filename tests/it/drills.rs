//! Drills and the behavioral slot by script: what the report says is what was marked, with and
//! without speech.

use std::fs;

use serde_json::{Value, json};

use crate::stories::story;
use crate::support::{Ran, Workspace};

const FAST: [&str; 4] = ["--seed", "1", "--speed", "3000"];

fn drill(workspace: &Workspace, what: &[&str], script: &str) -> Ran {
    let ran = workspace.script(&[&["drill"], what, &FAST].concat(), script);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran
}

fn questions(report: &Value) -> Vec<Value> {
    report["slots"][0]["questions"].as_array().unwrap().clone()
}

/// The pitch, then five stories: the first marked with all its parts, the second with `a`, the
/// others not at all.
const BEHAVIORAL: &str = "\
start
@1:50 next
# Question 2: 15 + 15 + 60 + 30 s.
@2:05 phase
@2:20 phase
@3:20 phase
@3:50 answer
@6:50 next
# Question 3 is told for 3:20, past the limit of 3:00.
@10:10 answer
@12:00 next
@17:00 next
@22:00 skip
@25:00 end
";

#[test]
fn a_whole_behavioral_slot_reports_what_was_marked() {
    let workspace = Workspace::new();
    let args = [&["run", "--only", "behavioral"][..], &FAST].concat();
    let ran = workspace.script(&args, BEHAVIORAL);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report = workspace.report();
    let asked = questions(&report);
    let answers: Vec<&Value> = asked.iter().map(|question| &question["answer_s"]).collect();
    assert_eq!(
        answers,
        [&json!(110.0), &json!(120.0), &json!(200.0), &json!(null), &json!(null), &json!(null)]
    );
    let parts: Vec<&Value> =
        asked[1]["phases"].as_array().unwrap().iter().map(|phase| &phase["actual_s"]).collect();
    assert_eq!(parts, [&json!(15.0), &json!(15.0), &json!(60.0), &json!(30.0), &json!(180.0)]);
    assert!(
        asked
            .iter()
            .all(|question| question["story"].is_null() && question["first_words_s"].is_null())
    );
    assert_eq!(report["slots"][0]["reviewed"], json!([]));
    let flags = report["flags"].as_array().unwrap();
    let of = |kind: &str| flags.iter().filter(|flag| flag["kind"] == kind).collect::<Vec<_>>();
    assert_eq!(of("answer-length").len(), 1);
    assert_eq!(
        (&of("answer-length")[0]["question"], &of("answer-length")[0]["value_s"]),
        (&json!(2), &json!(200.0))
    );
    // Action has half of the answer, situation and task a quarter: on balance.
    assert_eq!(of("star-balance").len(), 0, "{flags:?}");
    let line = "situation and task 25% (at most 35%), action 50% (at least 50%), result 25%";
    let page: String = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(line), "{}", ran.stdout);
}

#[test]
fn what_was_heard_of_a_behavioral_slot_is_in_its_report() {
    let workspace = Workspace::new();
    let script = "start\n@2:00 answer\n@2:20 next\n@2:55 end\n";
    drill(&workspace, &["behavioral", "--count", "2"], script);
    // As a microphone would have written it: question 1 told from 0:03 to 1:55, with one pause of 6
    // s; question 2 silent.
    let path = &workspace.sessions()[0];
    let text = fs::read_to_string(path).unwrap();
    let began = text.lines().skip_while(|line| !line.starts_with("event = \"slot-began\""));
    assert!(began.count() > 0);
    let at = |event: &str| -> f64 {
        let before: Vec<&str> =
            text.lines().take_while(|line| *line != format!("event = \"{event}\"")).collect();
        before.last().unwrap().strip_prefix("at = ").unwrap().parse().unwrap()
    };
    let (began, end) = (at("slot-began"), at("finished"));
    let spans = [(3.0, 60.0), (66.0, 115.0)]
        .map(|(from, to)| format!("[{}, {}]", began + from, began + to))
        .join(", ");
    let heard = format!(
        "[[event]]\nat = {end}\nevent = \"heard\"\n\
         from = {began}\nto = {end}\nspans = [{spans}]\n\n"
    );
    fs::write(path, text + &heard).unwrap();
    let report = workspace.report();
    let first = &questions(&report)[0];
    assert_eq!((&first["first_words_s"], &first["answer_s"]), (&json!(3.0), &json!(112.0)));
    assert_eq!(first["silent_stretches"][0]["start_s"], json!(60.0));
    let page = workspace.run(&["report"]).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "answer 1:52 (0:45 to 3:00) · first words 0:03 (limit 0:20) · \
                pauses of 0:04 or more: 1, longest 0:06";
    assert!(page.contains(told), "{page}");
    let kinds: Vec<&str> = report["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flag| flag["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["slow-first-words", "silent-stretch"]);
}

#[test]
fn a_behavioral_drill_asks_as_many_questions_of_one_theme() {
    let workspace = Workspace::new();
    drill(
        &workspace,
        &["behavioral", "--theme", "scope-change", "--count", "3"],
        "start\n@1:00 end\n",
    );
    let report = workspace.report();
    assert_eq!(report["slots"][0]["planned_s"], 900.0);
    let listed = workspace.json(&["questions", "--kind", "behavioral"]);
    let theme = |id: &Value| {
        listed.as_array().unwrap().iter().find(|question| question["id"] == *id).unwrap()["theme"]
            .clone()
    };
    let asked = questions(&report);
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|question| theme(&question["id"]) == "scope-change"), "{asked:?}");
    let none = workspace.run(&["drill", "behavioral", "--theme", "growth", "--count", "20"]);
    assert!(
        none.stderr.contains("too few behavioral questions of the theme growth"),
        "{}",
        none.stderr
    );
}

#[test]
fn a_foundations_drill_shows_key_points_after_the_answer_and_takes_ticks() {
    let workspace = Workspace::new();
    let script =
        "start\n@1:00 answer\n@1:10 tick 2\n@1:12 tick 1\n@1:15 undo\n@2:00 next\n@3:00 end\n";
    let ran = drill(&workspace, &["foundations", "--count", "2"], script);
    let shown = workspace.json(&["report"]);
    let asked = questions(&shown);
    let id = asked[0]["id"].as_str().unwrap();
    let question = workspace.json(&["questions", "show", id]);
    let points = question["brief"]["key-points"].as_array().unwrap();
    let first_words =
        |point: &Value| point.as_str().unwrap().split(' ').take(4).collect::<Vec<_>>().join(" ");
    let answered = ran.stderr.find("answer told 1:00").unwrap();
    for point in points {
        let at = ran
            .stderr
            .find(&first_words(point))
            .unwrap_or_else(|| panic!("{point} in {}", ran.stderr));
        assert!(at > answered, "no key point is shown before the answer");
    }
    // The second question's were not marked for, and come at its end.
    assert_eq!(ran.stderr.matches("a good answer says (its number ticks").count(), 1);
    assert_eq!(ran.stderr.matches("a good answer says:").count(), 1);
    let phase = &asked[0]["phases"][1];
    assert_eq!(
        (phase["ticked"].as_array().unwrap().len(), phase["missed"].as_array().unwrap().len()),
        (1, points.len() - 1)
    );
    let items = |label: &str| {
        let (_, below) = ran.stdout.split_once(&format!("\n    {label}\n")).unwrap();
        let items = below.lines().take_while(|line| line.starts_with("      "));
        items.filter(|line| line.starts_with("      - ")).count()
    };
    assert_eq!((items("said"), items("not said")), (1, points.len() - 1), "{}", ran.stdout);
    assert_eq!(asked[1]["phases"][1]["ticked"], json!(null));
}

#[test]
fn a_pitch_drill_measures_each_pitch() {
    let workspace = Workspace::new();
    drill(&workspace, &["pitch"], "start\n@1:30 next\n@5:00 next\n@5:30 next\n");
    let report = workspace.report();
    let answers: Vec<Value> =
        questions(&report).iter().map(|question| question["answer_s"].clone()).collect();
    // 1:30; 3:30, past 3:00; 0:30, below 1:30.
    assert_eq!(answers, [json!(90.0), json!(210.0), json!(30.0)]);
    let lengths =
        report["flags"].as_array().unwrap().iter().filter(|flag| flag["kind"] == "answer-length");
    let lengths: Vec<(u64, &Value)> =
        lengths.map(|flag| (flag["question"].as_u64().unwrap(), &flag["limit_s"])).collect();
    assert_eq!(lengths, [(2, &json!(90.0)), (1, &json!(180.0))]);
}

#[test]
fn one_design_phase_starts_where_the_earlier_ones_ended() {
    let workspace = Workspace::new();
    let ran = drill(
        &workspace,
        &["ml-design", "--phase", "features"],
        "start\n@3:00 tick 1\n@4:00 next\n@9:00 next\n@15:00 next\n",
    );
    let report = workspace.report();
    let asked = questions(&report);
    assert_eq!(asked.len(), 3);
    assert_eq!(report["slots"][0]["planned_s"], 900.0);
    let id = asked[0]["id"].as_str().unwrap();
    let bank = workspace.json(&["questions", "show", id]);
    let begin = |n: usize| {
        bank["notes"][n]["outcome"]
            .as_str()
            .unwrap()
            .split(' ')
            .take(3)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let settled = ran.stderr.find("Settled so far:").unwrap();
    for (n, name) in [(0, "problem exploration"), (1, "data")] {
        let at = ran
            .stderr
            .find(&format!("- {name}: {}", begin(n)))
            .unwrap_or_else(|| panic!("{}", ran.stderr));
        assert!(at > settled);
    }
    assert!(!ran.stderr.contains(&begin(2)), "the phase's own outcome would be the answer");
    let phases = asked[0]["phases"].as_array().unwrap();
    assert_eq!((phases.len(), &phases[0]["name"]), (1, &json!("features")));
    assert_eq!(phases[0]["covered"].as_array().unwrap().len(), 1);
    let wrong = workspace.run(&["drill", "ml-design", "--phase", "modelling"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.stderr.contains("allowed are problem exploration, data, features"),
        "{}",
        wrong.stderr
    );
    for part in ["exploration", "problem-exploration", "wrap-up"] {
        drill(&workspace, &["ml-design", "--count", "1", "--phase", part], "start\n@1:00 next\n");
        assert!(
            questions(&workspace.report())[0]["phases"][0]["name"]
                .as_str()
                .unwrap()
                .contains(part.split('-').next_back().unwrap())
        );
    }
}

#[test]
fn a_ladder_tells_one_story_at_four_lengths() {
    let workspace = Workspace::new();
    workspace.file("stories.toml", &story("late-launch", "'delivery'"));
    let args = ["drill", "story", "late", "--speed", "3000"];
    // 2:50 of 3:00; 1:35 of 1:30; 0:25 of 1:00, below half; 0:36 of 0:30, past 0:35.
    let ran = workspace
        .script(&args, "start\n@2:50 answer\n@2:51 next\n@4:26 next\n@4:51 next\n@5:27 next\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("The late-launch, in 90 seconds"), "{}", ran.stderr);
    let report = workspace.report();
    assert_eq!(report["session"]["title"], "Story ladder: The late-launch");
    let answers: Vec<Value> =
        questions(&report).iter().map(|question| question["answer_s"].clone()).collect();
    assert_eq!(answers, [json!(170.0), json!(95.0), json!(25.0), json!(36.0)]);
    let flags: Vec<(u64, &str)> = report["flags"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|flag| flag["kind"] == "answer-length")
        .map(|flag| (flag["question"].as_u64().unwrap(), flag["severity"].as_str().unwrap()))
        .collect();
    // Too long by 1.06 times its limit, too short by 2.4.
    assert_eq!(flags, [(3, "very-late"), (2, "late"), (1, "late")]);
    let numbers =
        "answer 2:50 (limit 3:00), 1:35 (limit 1:30), 0:25 (limit 1:00), 0:36 (limit 0:30)";
    let page = workspace.run(&["report", "--format", "markdown"]).stdout;
    assert!(page.contains(numbers), "{page}");
    assert_eq!(report["next"], "mockround drill story late-launch");
    let ran = workspace.run(&["drill", "story", "early"]);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (Some(1), "mockround: no story \"early\"; `mockround stories` lists them\n")
    );
}

#[test]
fn a_behavioral_answer_is_measured_from_what_is_played() {
    let workspace = Workspace::new();
    crate::listening::recording(&workspace);
    let args = ["drill", "behavioral", "--count", "1", "--speed", "20", "--audio", "talk.wav"];
    let ran = workspace.script(&args, "start\n@0:50 answer\n@1:19 end\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    // A voice from 0:12 to 0:20 and from 0:33 to 0:45: 33 s with a pause of 13 s inside; what
    // follows `a` is follow-ups.
    let question = &questions(&workspace.report())[0];
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 0.5;
    assert!(
        near(&question["first_words_s"], 12.0) && near(&question["answer_s"], 33.0),
        "{question}"
    );
    let pause = &question["silent_stretches"][0];
    assert!(near(&pause["start_s"], 20.0) && near(&pause["end_s"], 33.0), "{question}");
    assert_eq!(
        (pause["severity"].as_str(), question["silent_stretches"].as_array().unwrap().len()),
        (Some("very-late"), 1)
    );
}

#[test]
fn key_points_are_shown_though_only_the_question_was_ended() {
    let workspace = Workspace::new();
    let ran = drill(
        &workspace,
        &["foundations", "--count", "2"],
        "start\n@1:00 next\n@2:00 answer\n@2:30 next\n",
    );
    let first = ran.stderr.find("a good answer says:").unwrap_or_else(|| panic!("{}", ran.stderr));
    assert!(first < ran.stderr.find("question 2 of 2").unwrap(), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("a good answer says").count(), 2, "{}", ran.stderr);
}

#[test]
fn probes_are_ten_questions_of_a_minute_whose_points_come_after_each_answer() {
    let workspace = Workspace::new();
    let ran = drill(
        &workspace,
        &["probes"],
        "start\n@0:30 answer\n@0:35 tick 1\n@1:20 next\n@2:25 answer\n@2:50 next\n",
    );
    assert!(ran.stderr.contains("probes began · 10:00 · 10 questions"), "{}", ran.stderr);
    let points = "a good answer says (its number ticks what you said):";
    assert_eq!(ran.stderr.matches(points).count(), 2, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("a weak answer: ").count(), 2, "{}", ran.stderr);
    let report = workspace.report();
    let asked = questions(&report);
    assert_eq!((asked.len(), &report["session"]["template"]), (10, &json!("probes-drill")));
    assert_eq!(report["slots"][0]["kind"], "foundations");
    assert_eq!(
        (&asked[0]["answer_s"], &asked[1]["answer_s"], &asked[2]["answer_s"]),
        (&json!(30.0), &json!(65.0), &json!(null))
    );
    assert_eq!(report["next"], "mockround drill probes");
    // How long the points are read is no fault, and the second answer was too long.
    let flags: Vec<(&Value, &Value)> = report["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| (&of["kind"], &of["question"]))
        .collect();
    assert!(flags.contains(&(&json!("answer-length"), &json!(1))), "{flags:?}");
    assert!(flags.iter().all(|(kind, _)| *kind != "phase-over"), "{flags:?}");
    let text = workspace.run(&["report"]).stdout;
    assert!(text.contains("said") && text.contains("not said"), "{text}");
    assert!(text.contains("a weak answer"), "{text}");
    // The same seed asks the same; a kind and a phase ask only theirs.
    let ids = |args: &[&str]| -> Vec<String> {
        drill(&workspace, &[&["probes"], args].concat(), "start\n@0:30 answer\n@0:31 end\n");
        let asked = questions(&workspace.report());
        asked.iter().map(|of| of["id"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(ids(&[]), ids(&[]));
    let list = workspace.json(&["questions", "--kind", "coding"]);
    let coding: Vec<&str> =
        list.as_array().unwrap().iter().map(|of| of["id"].as_str().unwrap()).collect();
    let of_coding = ids(&["--kind", "coding", "--count", "20"]);
    let is_of_coding = |id: &String| coding.contains(&id.splitn(3, '-').nth(2).unwrap());
    assert!(of_coding.len() == 20 && of_coding.iter().all(is_of_coding), "{of_coding:?}");
    assert_eq!(ids(&["--phase", "data", "--count", "3"]).len(), 3);
    for (args, code, why) in [
        (&["--kind", "pitch"][..], 1, "no probe of pitch has an answer that could be shown"),
        (&["--kind", "coding", "--phase", "data"], 2, "--phase is of designs"),
        (&["--question", "Why?"], 2, "leave --question out"),
        (&["--kind", "sports"], 2, "ml-design"),
    ] {
        let ran = workspace.run(&[&["drill", "probes"], args].concat());
        assert_eq!(ran.code, Some(code), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn points_of_probes_that_were_missed_come_back_as_probes() {
    let workspace = Workspace::new();
    let args = ["drill", "probes", "--count", "3", "--seed", "1"];
    let ran = workspace.script(&args, "start\nanswer\ntick 1\nnext\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    // As if it had been two days ago.
    let path = workspace.sessions().pop().unwrap();
    let session = fs::read_to_string(&path).unwrap();
    let started = session.lines().find(|line| line.starts_with("started = ")).unwrap();
    let day: jiff::civil::Date = started[11..21].parse().unwrap();
    let before = day.checked_sub(jiff::ToSpan::days(2)).unwrap().to_string();
    let begun = |day: &str| format!("started = \"{day}");
    let session = session.replacen(&begun(&started[11..21]), &begun(&before), 1);
    fs::write(&path, session).unwrap();
    let today = workspace.run(&["today", "--why"]);
    assert_eq!(today.code, Some(0), "{}", today.stderr);
    let line = "mockround drill probes --due --count 1";
    assert!(today.stdout.contains(line), "{}{}", today.stdout, today.stderr);
    assert!(!today.stdout.contains("drill foundations --due"), "{}", today.stdout);
    let asked = questions(&workspace.report())[0]["id"].clone();
    let words: Vec<&str> = line.split(' ').skip(1).collect();
    let ran = workspace.script(&[&words[..], &["--speed", "3000"]].concat(), "start\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(questions(&workspace.report())[0]["id"], asked);
}

#[test]
fn a_told_answer_is_followed_by_a_question_and_the_report_has_those_not_asked() {
    for kind in ["behavioral", "deep-dive"] {
        a_follow_up_comes_after_the_answer(kind);
    }
}

fn a_follow_up_comes_after_the_answer(kind: &str) {
    let workspace = Workspace::new();
    let ran = drill(
        &workspace,
        &[kind, "--count", "1"],
        "start\n@1:00 answer\n@1:30 probe\n@1:35 next\n",
    );
    let report = workspace.report();
    let asked = questions(&report);
    let id = asked[0]["id"].as_str().unwrap();
    let shown = workspace.json(&["questions", "show", id]);
    let follow_ups: Vec<&str> =
        shown["follow-ups"].as_array().unwrap().iter().map(|of| of.as_str().unwrap()).collect();
    let told = ran.stderr.find("answer told 1:00").unwrap();
    let first =
        ran.stderr.find("follow-up (i asks the next):").unwrap_or_else(|| panic!("{}", ran.stderr));
    assert!(
        first > told && ran.stderr.contains(&format!("probe: {}", follow_ups[1])),
        "{}",
        ran.stderr
    );
    let page = workspace.run(&["report", "--format", "markdown"]).stdout;
    let (_, unasked) = page.split_once("- follow-ups that were not asked\n").unwrap();
    let unasked = unasked.lines().take_while(|line| line.starts_with("  - ")).count();
    assert_eq!(unasked, follow_ups.len() - 2, "{page}");
    // Nobody was there to ask more: that they took 0:35 of some minutes, or none, is no miss.
    assert!(
        report["flags"].as_array().unwrap().iter().all(|flag| flag["kind"] != "phase-missed"),
        "{report:#}"
    );
}

#[test]
fn every_drill_hears_when_its_candidate_speaks() {
    let workspace = Workspace::new();
    crate::listening::recording(&workspace);
    workspace.file("stories.toml", &story("late-launch", "'delivery'"));
    // A voice from 0:12 to 0:20, from 0:33 to 0:45 and from 1:15 to 1:19.
    let drills: [&[&str]; 4] = [
        &["pitch"],
        &["foundations"],
        &["ml-design", "--phase", "data"],
        &["story", "late-launch"],
    ];
    for what in drills {
        let args = [&["drill"], what, &["--speed", "20", "--audio", "talk.wav"]].concat();
        // Of one design phase there is no answer to mark.
        let answer = if what[0] == "ml-design" { "" } else { "@0:50 answer\n" };
        let ran = workspace.script(&args, &format!("start\n{answer}@1:00 next\n@1:25 end\n"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let report = workspace.report();
        let [first, second] = [0, 1].map(|at| questions(&report)[at].clone());
        let near = |value: &Value, expected: f64| {
            value.as_f64().is_some_and(|value| (value - expected).abs() < 0.5)
        };
        assert!(
            near(&first["first_words_s"], 12.0) && near(&second["first_words_s"], 15.0),
            "{what:?} {report:#}"
        );
        assert!(
            (first["talking_share"].as_f64().unwrap() - 20.0 / 60.0).abs() < 0.03,
            "{what:?} {first}"
        );
        // Only told answers have a length: from the first words to the last before the mark.
        match what[0] {
            "pitch" | "story" => assert!(near(&first["answer_s"], 33.0), "{what:?} {first}"),
            _ => assert_eq!(first["answer_s"], json!(null), "{what:?}"),
        }
        let heard = &report["audio"];
        assert!(
            near(&heard["heard_s"], 80.0) && near(&heard["unknown_s"], 5.0),
            "{what:?} {heard}"
        );
    }
}

#[test]
fn what_is_expected_of_a_level_stands_in_the_report_of_a_round_too() {
    let workspace = Workspace::new();
    let with = ["ml-design", "--level", "senior"];
    let ran = drill(&workspace, &with, "start\n@5:00 answer\n@20:00 next\n");
    assert!(ran.stdout.contains("expected of a senior candidate"), "{}", ran.stdout);
    assert_eq!(workspace.report()["session"]["level"], "senior");
    let told = workspace.run(&["report"]).stdout;
    let first: String = told.lines().take(6).collect::<Vec<_>>().join("\n");
    assert!(first.contains("senior"), "{first}");
    let ran = drill(&workspace, &with[..1], "start\n@5:00 answer\n@20:00 next\n");
    assert!(!ran.stdout.contains("expected of a"), "{}", ran.stdout);
    assert_eq!(workspace.report()["session"]["level"], Value::Null);
    let ran = drill(&workspace, &["deep-dive", "--level", "staff"], "start\n@5:00 answer\n");
    assert!(ran.stdout.contains("expected of a staff candidate"), "{}", ran.stdout);
    assert!(!ran.stderr.contains("--level"), "{}", ran.stderr);
    let none = "--level staff adds nothing: no level has lines for coding questions\n";
    let ran = drill(&workspace, &["coding", "--level", "staff"], "start\n@5:00 answer\n");
    assert!(ran.stderr.contains(none), "{}", ran.stderr);
    let report = workspace.run(&["report", "--level", "staff"]);
    assert_eq!((report.code, &*report.stderr), (Some(0), none));
}

#[test]
fn a_follow_up_asked_during_the_answer_is_not_put_again_behind_it() {
    let workspace = Workspace::new();
    let script = "start\n@0:10 probe\n@0:20 answer\n@0:40 next\n";
    let ran = drill(&workspace, &["deep-dive"], script);
    let report = workspace.report();
    let probes = questions(&report)[0]["probes"].as_array().unwrap().clone();
    let asked: Vec<&str> = probes.iter().map(|of| of["text"].as_str().unwrap()).collect();
    assert!(asked.len() == 2 && asked[0] != asked[1], "{asked:?}");
    let (_, opening) = ran.stderr.split_once("follow-up (i asks the next):").unwrap();
    let opening = opening.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(opening.starts_with(asked[1]), "{}", ran.stderr);
}

#[test]
fn after_one_enter_only_no_phase_is_said_to_be_missed() {
    let workspace = Workspace::new();
    drill(&workspace, &["coding"], "start\n@2:30 phase\n");
    let report = workspace.report();
    let phases = questions(&report)[0]["phases"].as_array().unwrap().clone();
    let times: Vec<&Value> = phases.iter().map(|phase| &phase["actual_s"]).collect();
    assert_eq!(times, [&json!(150.0), &json!(null), &json!(null), &json!(null)]);
    let flags = report["flags"].as_array().unwrap().iter().map(|flag| flag["kind"].clone());
    let of_phases = flags.filter(|kind| kind.as_str().unwrap().starts_with("phase-"));
    assert_eq!(of_phases.collect::<Vec<_>>(), Vec::<Value>::new());
}

#[test]
fn an_unknown_topic_names_a_few_and_where_all_are_listed() {
    let workspace = Workspace::new();
    let error = |args: &[&str]| {
        let ran = workspace.run(args);
        assert_ne!(ran.code, Some(0), "{args:?}");
        ran.stderr
    };
    for args in [["questions", "--topic", "GRAPHSS"].as_slice(), &["plan", "--topic", "graphss"]] {
        assert!(error(args).contains("did you mean \"graphs\"?"), "{args:?}");
    }
    for args in
        [["questions", "--topic", "zebras"].as_slice(), &["drill", "coding", "--topic", "zebras"]]
    {
        let why = error(args);
        assert!(why.contains("`mockround questions matrix` lists them"), "{why}");
        assert!(why.len() < 200, "{why}");
    }
    assert_eq!(workspace.run(&["plan", "--topic", "GRAPHS", "--seed", "1"]).code, Some(0));
}
