//! Draws that are weighed by a text of the person's.

use crate::support::Workspace;

const JOB: &str = "Staff engineer, recommender systems\n\nYou mentor others, and know k8s.\n";

#[test]
fn what_a_text_names_is_said_line_by_line_and_the_plan_runs_with_it_again() {
    let workspace = Workspace::new();
    let job = workspace.file("job.txt", JOB).display().to_string();
    let drill = ["plan", "behavioral-drill", "--from", &job];
    let plan = workspace.run(&drill);
    assert_eq!(plan.code, Some(0), "{}", plan.stderr);
    let said = "likelier in this draw: the theme growth, as line 3 has \"mentor\": ";
    assert!(plan.stderr.contains(said), "{}", plan.stderr);
    assert!(plan.stdout.contains("--from"), "{}", plan.stdout);
    let seeded = [&drill[..], &["--seed", "7", "--show-questions"]].concat();
    let once = workspace.run(&seeded).stdout;
    assert_eq!(workspace.run(&seeded).stdout, once);
    let design = workspace.run(&["plan", "ml-design-drill", "--from", &job]).stderr;
    assert!(design.contains("recommendation, as line 1 has \"recommender\""), "{design}");
}

#[test]
fn a_topic_that_a_shared_slot_cannot_ask_is_not_likelier_and_that_is_said() {
    let workspace = Workspace::new();
    let job = workspace.file("job.txt", "You know decoding.\n").display().to_string();
    let screen = ["plan", "coding-screen", "--from", &job];
    let said = workspace.run(&screen).stderr;
    let hard = "nothing is asked on decoding: all of it is too hard to share a slot; add \
                --difficulty hard, or drill one with --count 1\n";
    assert_eq!(said, hard);
    let wished = workspace.run(&[&screen[..], &["--topic", "decoding"]].concat()).stderr;
    assert_eq!(wished, hard, "once");
    let likelier = "likelier in this draw: decoding, as line 1 has \"decoding\": 1 question\n";
    let asked = workspace.run(&[&screen[..], &["--difficulty", "hard"]].concat()).stderr;
    assert_eq!(asked, likelier);
}

#[test]
fn a_text_that_names_nothing_is_said_to_and_changes_no_draw() {
    let workspace = Workspace::new();
    let job = workspace.file("job.txt", "We bake bread.\n").display().to_string();
    let plain = ["plan", "--seed", "3", "--show-questions"];
    let from = [&plain[..], &["--from", &job]].concat();
    let drawn = workspace.run(&from);
    let says = "names no topic or theme of this round: drawn as ever";
    assert!(drawn.stderr.contains(says), "{}", drawn.stderr);
    let questions = |plan: &str| plan.split("to run it").next().unwrap().to_string();
    assert_eq!(questions(&drawn.stdout), questions(&workspace.run(&plain).stdout));
}

#[test]
fn a_text_that_cannot_be_read_is_an_error_before_anything_is_drawn() {
    let workspace = Workspace::new();
    let huge = "word ".repeat(300_000);
    let mut cases = vec![
        (workspace.path().join("missing.txt"), "no such file"),
        (workspace.file("huge.txt", &huge), "is larger than 1 MiB"),
        (workspace.path().to_path_buf(), ".: can't be read: it is a folder, and no file"),
    ];
    let binary = workspace.path().join("job.pdf");
    std::fs::write(&binary, [0x25, 0x50, 0x44, 0x46, 0xe2, 0xe3, 0xcf, 0xd3]).unwrap();
    cases.push((binary, "is no UTF-8"));
    if cfg!(unix) {
        let pipe = workspace.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        cases.push((pipe, "it is a pipe or a device, and no file"));
    }
    for (file, why) in cases {
        let ran = workspace.run(&["plan", "--from", file.to_str().unwrap()]);
        assert_eq!((ran.code, &*ran.stdout), (Some(1), ""), "{}", ran.stderr);
        assert!(ran.stderr.contains(why), "{why}: {}", ran.stderr);
    }
}

#[test]
fn a_slot_that_cannot_keep_to_its_topics_says_so_in_the_plan_and_in_the_round() {
    let workspace = Workspace::new();
    let says = "ml debug: nothing on debugging is easy: another is asked\n\
                llm design: nothing on llm is easy: another is asked\n";
    let round = ["frontier-lab-style", "--difficulty", "easy", "--seed", "1"];
    let plan = workspace.run(&[&["plan"], &round[..]].concat());
    assert_eq!((plan.code, &*plan.stderr), (Some(0), says));
    let run = [&["run"], &round[..], &["--speed", "3000"]].concat();
    let ran = workspace.script(&run, "start\n@1:00 end\n");
    assert_eq!(ran.stderr.matches(says).count(), 1, "{}", ran.stderr);
    let plain = workspace.run(&["plan", "frontier-lab-style"]);
    assert_eq!(plain.stderr, "");
}
