//! What others do to the files of a round: an editor, git, a program that syncs folders, a shell
//! with another environment. Nothing recorded may be lost, and nothing of theirs overwritten.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::marks::Running;
use crate::support::{Ran, Workspace, wait_for};

const DRILL: &[&str] = &["drill", "coding", "--seed", "1", "--speed", "20"];

/// How many events a file holds.
fn events(file: &Path) -> usize {
    fs::read_to_string(file).unwrap_or_default().matches("[[event]]").count()
}

/// A round whose file is tampered with after its first mark; how it ended, and what marks from
/// elsewhere said before and after.
fn tampered(workspace: &Workspace, tamper: impl FnOnce(&Path)) -> (Ran, [Ran; 2]) {
    tampered_at(workspace, DRILL, tamper)
}

fn tampered_at(
    workspace: &Workspace,
    args: &[&str],
    tamper: impl FnOnce(&Path),
) -> (Ran, [Ran; 2]) {
    let round = Running::start(workspace, args);
    let file = workspace.sessions().remove(0);
    let before = round.mark("answer");
    tamper(&file);
    // Longer than the two looks that it may take.
    std::thread::sleep(Duration::from_millis(2500));
    let after = round.mark("undo");
    round.mark("answer");
    round.mark("end");
    (round.end(), [before, after])
}

#[test]
fn a_session_that_was_taken_away_is_on_the_disk_again_and_takes_marks() {
    for all in [false, true] {
        let workspace = Workspace::new();
        let (ran, [before, after]) = tampered(&workspace, |file| {
            if all {
                // As `git stash -u` and `git clean` do it.
                fs::remove_dir_all(file.parent().unwrap()).unwrap();
            } else {
                fs::remove_file(file).unwrap();
            }
        });
        assert!(before.stdout.starts_with("first answer "), "{}", before.stderr);
        assert!(after.stdout.contains("taken back: first answer"), "{}", after.stderr);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("was taken away: it is written again, whole"),
            "{}",
            ran.stderr
        );
        let report = workspace.report();
        assert_eq!(report["slots"][0]["questions"][0]["first_answer"], "marked");
    }
}

#[test]
fn a_beginning_that_was_put_back_is_written_on() {
    let workspace = Workspace::new();
    let (ran, _) = tampered(&workspace, |file| {
        let text = fs::read_to_string(file).unwrap();
        let plan = text.find("[[event]]").unwrap();
        let saved = file.with_extension("saved");
        fs::write(&saved, &text[..plan]).unwrap();
        fs::rename(&saved, file).unwrap();
    });
    assert!(ran.stderr.contains("it is whole again"), "{}", ran.stderr);
    assert_eq!((ran.code, workspace.sessions().len()), (Some(0), 1));
    workspace.report();
}

#[test]
fn a_file_in_its_place_stays_and_the_session_goes_on_beside_it() {
    let workspace = Workspace::new();
    let (ran, [_, after]) = tampered(&workspace, |file| {
        fs::remove_file(file).unwrap();
        fs::write(file, "mine\n").unwrap();
    });
    assert!(ran.stderr.contains("replaced by another file"), "{}", ran.stderr);
    assert!(after.stdout.contains("taken back: first answer"), "{}", after.stderr);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    // "-" comes before ".".
    let [ours, theirs] = &workspace.sessions()[..] else { panic!("two files") };
    assert_eq!(fs::read_to_string(theirs).unwrap(), "mine\n");
    assert!(ours.ends_with(format!("{}-2.toml", theirs.file_stem().unwrap().display())));
    assert!(events(ours) >= 7 && ours.with_extension("md").exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_its_place_stays_and_the_session_goes_on_beside_it() {
    for to in ["/nowhere/x", "itself", &"x".repeat(2000)] {
        let workspace = Workspace::new();
        let (ran, [_, after]) = tampered(&workspace, |file| {
            fs::remove_file(file).unwrap();
            let to = if to == "itself" { file } else { Path::new(to) };
            std::os::unix::fs::symlink(to, file).unwrap();
        });
        assert!(ran.stderr.contains("the session goes on in "), "{}", ran.stderr);
        assert!(after.stdout.contains("taken back: first answer"), "{}", after.stderr);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let [ours, theirs] = &workspace.sessions()[..] else { panic!("two files") };
        assert!(theirs.is_symlink());
        assert!(events(ours) >= 7 && ours.with_extension("md").exists());
    }
}

#[test]
fn a_file_written_over_at_its_own_length_loses_nothing_to_a_kill() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, DRILL);
    let file = workspace.sessions().remove(0);
    round.mark("answer");
    let theirs = fs::read_to_string(&file).unwrap().replace("first-answer", "FIRST-ANSWER");
    let mut over = fs::File::options().write(true).open(&file).unwrap();
    std::io::Write::write_all(&mut over, theirs.as_bytes()).unwrap();
    wait_for("the session beside it", || {
        let sessions = workspace.sessions();
        if sessions.len() == 2 { Ok(()) } else { Err(format!("{sessions:?}")) }
    });
    // As kill -9 does it.
    drop(round);
    // "-" comes before ".".
    let [ours, in_place] = &workspace.sessions()[..] else { panic!("two files") };
    assert_eq!(fs::read_to_string(in_place).unwrap(), theirs);
    assert!(fs::read_to_string(ours).unwrap().contains("event = \"first-answer\""));
}

#[cfg(unix)]
#[test]
fn what_keeps_a_session_from_being_resumed_is_named() {
    use std::os::unix::fs::symlink;
    let workspace = Workspace::new();
    let ran = workspace.script(DRILL, "start\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let file = workspace.sessions().remove(0);
    let whole = fs::read_to_string(&file).unwrap();
    let cut = whole.find("[[event]]").unwrap();
    fs::write(&file, &whole[..cut]).unwrap();
    let live = workspace.path().join("sessions/.live");
    for ending in ["", ".marks", ".replies"] {
        let name = format!("{}{ending}", file.file_stem().unwrap().display());
        let in_the_way = live.join(&name);
        for way in ["a folder", "a link"] {
            match way {
                "a folder" => fs::create_dir(&in_the_way).unwrap(),
                _ => symlink("elsewhere", &in_the_way).unwrap(),
            }
            let ran = workspace.run(&["resume"]);
            assert_eq!(ran.code, Some(1), "{name}: {}", ran.stderr);
            let said = format!(".live/{name} is {way}");
            assert!(ran.stderr.contains(&said), "{name}: {}", ran.stderr);
            assert_eq!(fs::read_to_string(&file).unwrap(), whole[..cut], "{name}");
            match way {
                "a folder" => fs::remove_dir(&in_the_way).unwrap(),
                _ => fs::remove_file(&in_the_way).unwrap(),
            }
        }
    }
    assert_eq!(workspace.script(&["resume"], "start\nend\n").code, Some(0));
}

#[test]
fn a_round_whose_events_are_not_on_the_disk_ends_with_a_failure() {
    let workspace = Workspace::new();
    let folder = workspace.path().join("sessions");
    // No mark can end it.
    let args = ["drill", "coding", "--seed", "1", "--speed", "200"];
    let (ran, _) = tampered_at(&workspace, &args, |_| {
        // Nothing can be made where a file is.
        fs::remove_dir_all(&folder).unwrap();
        fs::write(&folder, "").unwrap();
    });
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("these events could not be written"), "{}", ran.stderr);
    assert!(ran.stderr.contains("event = \"question-ended\""), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("sessions is a file and no folder; move it away"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("` writes it"), "nothing is there to report: {}", ran.stderr);
}

#[test]
fn a_round_that_is_paused_says_so_when_it_is_resumed_and_goes_on_where_nobody_can_end_that() {
    let workspace = Workspace::new();
    let ran = workspace
        .script(&["drill", "coding", "--seed", "1", "--speed", "2000"], "start\npause\nwait 2s\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("the pause is over: no line of the script ends it"));
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let cut = text.find("event = \"paused\"\n\n").unwrap() + "event = \"paused\"\n\n".len();
    fs::write(&file, &text[..cut]).unwrap();
    let resumed = workspace.script(&["resume"], "");
    assert_eq!(resumed.code, Some(0), "{}", resumed.stderr);
    let paused = "paused: Space or `mockround mark pause` goes on\n";
    assert!(resumed.stderr.contains(paused), "{}", resumed.stderr);
    assert!(fs::read_to_string(&file).unwrap().contains("event = \"finished\""));
}

#[test]
fn a_resume_that_fails_leaves_the_session_as_it_was() {
    let workspace = Workspace::new();
    let left = workspace.script(&["drill", "coding", "--seed", "1"], "start\nend\nend\n");
    assert_eq!(left.code, Some(0), "{}", left.stderr);
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let cut = text.find("event = \"slot-ended\"").unwrap();
    let cut = text[..cut].rfind("[[event]]").unwrap();
    fs::write(&file, &text[..cut]).unwrap();
    let before = fs::read_to_string(&file).unwrap();
    let failed = workspace.run(&["resume", "--mic", "off", "--keep-audio"]);
    assert_eq!(failed.code, Some(1), "{}", failed.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    // And one that can be made goes on where nothing was left to go on with.
    let resumed = workspace.script(&["resume"], "start\n");
    assert_eq!(resumed.code, Some(0), "{}", resumed.stderr);
    assert!(fs::read_to_string(&file).unwrap().contains("event = \"finished\""));
}

#[test]
fn time_away_that_nobody_can_know_is_called_unknown() {
    let workspace = Workspace::new();
    workspace.script(&["drill", "coding", "--seed", "1"], "start\nend\nend\n");
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let cut = text.find("event = \"slot-ended\"").unwrap();
    let cut = text[..cut].rfind("[[event]]").unwrap();
    // The clock was years ahead when it began, and was set right since.
    let year = text.find("started = \"").unwrap() + "started = \"".len();
    fs::write(&file, format!("{}2090{}", &text[..year], &text[year + 4..cut])).unwrap();
    let resumed = workspace.script(&["resume"], "start\n");
    assert_eq!(resumed.code, Some(0), "{}", resumed.stderr);
    assert!(resumed.stderr.contains("how long the round was away is unknown: it last ran at 2090"));
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.contains("away-unknown = true\nwall = "), "{after}");
    assert!(!after.contains("event = \"gap\""), "{after}");
    let report = workspace.run(&["report", file.to_str().unwrap()]);
    assert!(report.stdout.contains(": an unknown time in which the tool did"), "{}", report.stdout);
}

#[test]
fn a_plan_alone_stays_where_its_resumed_round_is_left_before_the_first_slot() {
    let workspace = Workspace::new();
    workspace.script(&["drill", "coding", "--seed", "1"], "start\nend\nend\n");
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let plan = &text[..text.find("[[event]]").unwrap()];
    fs::write(&file, plan).unwrap();
    let left = workspace.script(&["resume"], "end\n");
    let after = fs::read_to_string(&file).expect(&left.stderr);
    assert!(after.starts_with(plan) && after.contains("event = \"returned\""), "{after}");
    assert!(!left.stderr.contains("nothing was recorded"), "{}", left.stderr);
}

#[test]
fn a_mark_finds_a_round_that_was_started_with_another_data_folder() {
    let (workspace, elsewhere) = (Workspace::new(), Workspace::new());
    let home = workspace.environment()[0].1.clone();
    let round = Running::start(&workspace, DRILL);
    let mut command = elsewhere.command(&["mark", "answer"]);
    command.env("HOME", home).env_remove("XDG_DATA_HOME");
    let ran = Ran::from(command.output().unwrap());
    assert!(ran.stdout.starts_with("first answer "), "{}", ran.stderr);
    round.mark("end");
    round.end();
}

#[test]
fn a_copy_of_a_question_file_is_left_out_and_named() {
    let workspace = Workspace::new();
    let question = "[[question]]\nid = \"mine\"\nkind = \"coding\"\ntitle = \"Mine\"\n\
                    difficulty = \"easy\"\nstatement = \"do it\"\nconstraints = [\"n\"]\n\
                    first-approach = { idea = \"a\", time = \"O(n)\", space = \"O(n)\" }\n\
                    better-approach = { idea = \"b\", time = \"O(n)\", space = \"O(1)\" }\n\
                    [[question.example]]\ninput = \"1\"\noutput = \"1\"\n";
    workspace.file("questions/mine.toml", question);
    workspace.file("questions/mine.sync-conflict-20261128-101010-ABCDEFG.TOML", question);
    let shown = workspace.run(&["questions", "show", "mine", "--format", "json"]);
    assert_eq!(shown.code, Some(0), "{}", shown.stderr);
    let left_out = "left out: questions/mine.sync-conflict-20261128-101010-ABCDEFG.TOML:2: ";
    assert!(shown.stderr.starts_with(left_out), "{}", shown.stderr);
    assert!(shown.stderr.contains("at questions/mine.toml:2"), "{}", shown.stderr);
}

#[test]
fn a_session_from_the_future_is_the_latest_with_a_word() {
    let workspace = Workspace::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/format-1.toml");
    let golden = fs::read_to_string(golden).unwrap().replace("2026-11-23T", "2126-11-23T");
    workspace.file("sessions/2126-11-23T09-00-12-golden.toml", &golden);
    let report = workspace.run(&["report"]);
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    assert!(report.stderr.contains("began in the future, on 23 Nov 2126"), "{}", report.stderr);
}

#[test]
fn a_template_of_the_settings_that_is_not_there_names_their_file() {
    let workspace = Workspace::new();
    workspace.file("mockround.toml", "template = \"ml-onsit\"\n");
    let ran = workspace.run(&["plan"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("mockround.toml: template = \"ml-onsit\": "), "{}", ran.stderr);
    assert!(ran.stderr.contains("did you mean \"ml-onsite\"?"), "{}", ran.stderr);
}

#[test]
fn a_session_without_its_last_blank_line_is_whole() {
    let workspace = Workspace::new();
    let ran =
        workspace.script(&["drill", "coding", "--seed", "1", "--speed", "200"], "start\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.trim_end().to_string() + "\n").unwrap();
    let listed = workspace.run(&["sessions"]);
    assert!(listed.stdout.contains("finished"), "{}{}", listed.stdout, listed.stderr);
    assert!(!listed.stdout.contains("cut short"), "{}", listed.stdout);
}

#[test]
fn a_session_of_a_plan_alone_without_its_last_blank_line_can_be_resumed() {
    let workspace = Workspace::new();
    assert_eq!(workspace.script(DRILL, "start\nend\n").code, Some(0));
    let file = workspace.sessions().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let plan = text.find("[[event]]").unwrap();
    fs::write(&file, text[..plan].trim_end().to_string() + "\n").unwrap();
    let ran = workspace.script(&["resume"], "start\nend\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(fs::read_to_string(&file).unwrap().starts_with(&text[..plan]));
    workspace.report();
}

#[test]
fn a_mark_waits_for_the_files_beside_the_session_that_were_taken_away_or_cut_short() {
    let workspace = Workspace::new();
    let round = Running::start(&workspace, DRILL);
    let stem = workspace.sessions()[0].file_stem().unwrap().display().to_string();
    let beside = |ending: &str| workspace.path().join(format!("sessions/.live/{stem}{ending}"));
    for (word, said) in [("answer", "first answer "), ("undo", "taken back: first answer")] {
        fs::remove_file(beside(".marks")).unwrap();
        let ran = round.mark(word);
        assert!(ran.stdout.contains(said), "{}", ran.stderr);
        for ending in [".marks", ".replies"] {
            fs::write(beside(ending), "").unwrap();
        }
    }
    let ran = round.mark("answer");
    assert!(ran.stdout.starts_with("first answer "), "{}", ran.stderr);
    round.mark("end");
    assert_eq!(round.end().code, Some(0));
}

/// A library that lets a call of the system fail, made with the machine's C compiler.
#[cfg(target_os = "linux")]
fn failing(workspace: &Workspace, call: &str, error: i32) -> Option<std::path::PathBuf> {
    use std::process::Command;
    let fails = format!("int {call}(int f, ...) {{ (void)f; errno = {error}; return -1; }}\n");
    let source = workspace.file("fails.c", &format!("#include <errno.h>\n{fails}"));
    let library = workspace.path().join("fails.so");
    let made =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).status();
    crate::support::has("cc", made.is_ok_and(|made| made.success())).then_some(library)
}

#[cfg(target_os = "linux")]
#[test]
fn a_round_runs_on_a_file_system_without_locks_or_sync() {
    // ENOSYS, ENOLCK, EOPNOTSUPP, EINVAL.
    for (call, said) in [("flock", "has no locks"), ("fdatasync", "doesn't say when a file")] {
        for error in [38, 37, 95, 22] {
            let workspace = Workspace::new();
            let Some(library) = failing(&workspace, call, error) else { return };
            let preload = ("LD_PRELOAD", library.display().to_string());
            let round = Running::start_with(&workspace, DRILL, std::slice::from_ref(&preload));
            let run = |args: &[&str]| {
                Ran::from(workspace.command(args).env(preload.0, &preload.1).output().unwrap())
            };
            let mark = run(&["mark", "answer"]);
            assert!(mark.stdout.starts_with("first answer "), "{call} {error}: {}", mark.stderr);
            let second = run(&["resume"]);
            assert_eq!(second.code, Some(1), "{}", second.stderr);
            assert!(second.stderr.contains("running in another process"), "{}", second.stderr);
            run(&["mark", "end"]);
            let ran = round.end();
            assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            if call == "flock" {
                assert!(ran.stderr.contains(said), "{}", ran.stderr);
                assert_eq!(run(&["status"]).code, Some(1), "it has ended");
            }
        }
    }
}
