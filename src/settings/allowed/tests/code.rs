//! What is looked at again before each run.

use super::*;

#[test]
fn what_a_line_runs_is_looked_at_again_and_what_it_writes_is_not() {
    // The line, and which of these files are what it runs.
    for (line, runs) in [
        ("'./run.sh', 'log'", &["run.sh"][..]),
        ("'sh', 'run.sh', 'log', '{}'", &["run.sh"]),
        ("'sh', '-e', 'run.sh', '--log=log'", &["run.sh"]),
        ("'env', '-S', 'sh run.sh', 'log'", &["run.sh"]),
        ("'sh', '-c', '. ./lib.sh; ./run.sh >> log', 'log'", &["run.sh", "lib.sh"]),
        ("'sh', '-c', 'echo \"$1\" >> log', 'sh', '{}'", &[]),
        ("'sh', '-c', 'echo \"$1\" >> \"$PWD/log\"', 'sh', '{}'", &[]),
        ("'tee', '-a', 'log'", &[]),
        ("'sh', '-c', 'sh run.sh | tee -a log; sh lib.sh'", &["run.sh", "lib.sh"]),
        ("'flock', 'log', 'sh', 'run.sh'", &["log", "run.sh"]),
        ("'flock', '.lock', 'sh', 'plain', 'log'", &["plain"]),
        ("'bash', '--rcfile', 'lib.sh', 'run.sh'", &["lib.sh", "run.sh"]),
        ("'say', '{}'", &[]),
    ] {
        let place = Place::new();
        let settings = format!("[live]\nalert-command = [{line}]\n");
        let workspace = place.workspace("w", &settings);
        for file in ["run.sh", "lib.sh", "plain", "log"] {
            fs::write(workspace.config.join(file), "true\n").unwrap();
        }
        allow(&workspace);
        let all = ProgramSetting::all();
        let (programs, not_run) = programs(&workspace, &named(&workspace), all);
        assert_eq!(not_run, None);
        let program = programs.of(ProgramSetting::AlertCommand).unwrap();
        for file in ["run.sh", "lib.sh", "plain", "log"] {
            let path = workspace.config.join(file);
            fs::write(&path, "true\nfalse\n").unwrap();
            assert_eq!(program.to_run().is_err(), runs.contains(&file), "{line}: {file}");
            fs::write(&path, "true\n").unwrap();
            assert!(program.to_run().is_ok(), "{line}: {file}, as it was");
        }
    }
}

#[test]
fn what_comes_into_the_place_of_what_a_line_would_run_is_not_run() {
    // The line, what comes, what is in it, and whether the line is still run.
    for (line, file, text, is_run) in [
        ("'sh', 'run', '{}'", "run", "true\n", false),
        ("'sh', '-c', '. ./lib; true'", "lib", "true\n", false),
        ("'flock', '.lock', './run'", "run", "#!/bin/sh\n", false),
        ("'flock', '.lock', './run'", ".lock", "", true),
        ("'touch', 'done', '{}'", "done", "", true),
        ("'sh', '-c', 'true > run.sh'", "run.sh", "true\n", true),
        ("'say', '{}'", "say.sh", "true\n", true),
        ("'python3', '-m', 'run'", "run.py", "pass\n", false),
        ("'python3', '-m', 'run'", "other.py", "pass\n", true),
    ] {
        let place = Place::new();
        let settings = format!("[live]\nalert-command = [{line}]\n");
        let workspace = place.workspace("w", &settings);
        allow(&workspace);
        let all = ProgramSetting::all();
        let (programs, _) = programs(&workspace, &named(&workspace), all);
        let program = programs.of(ProgramSetting::AlertCommand).unwrap();
        assert!(program.to_run().is_ok(), "{line}");
        fs::write(workspace.config.join(file), text).unwrap();
        assert_eq!(program.to_run().is_ok(), is_run, "{line}: {file}");
    }
}
