//! What is looked at again before each run.

use super::*;

#[test]
fn what_a_line_runs_is_looked_at_again_and_what_it_writes_is_not() {
    // The line, and which of `run.sh`, `lib.sh` and `log` are what it runs.
    for (line, runs) in [
        ("'./run.sh', 'log'", &["run.sh"][..]),
        ("'sh', 'run.sh', 'log', '{}'", &["run.sh"]),
        ("'sh', '-e', 'run.sh', '--log=log'", &["run.sh"]),
        ("'env', '-S', 'sh run.sh', 'log'", &["run.sh"]),
        ("'sh', '-c', '. ./lib.sh; ./run.sh >> log', 'log'", &["run.sh", "lib.sh"]),
        ("'sh', '-c', 'echo \"$1\" >> log', 'sh', '{}'", &[]),
        ("'say', '{}'", &[]),
    ] {
        let place = Place::new();
        let settings = format!("[live]\nalert-command = [{line}]\n");
        let workspace = place.workspace("w", &settings);
        for file in ["run.sh", "lib.sh", "log"] {
            fs::write(workspace.config.join(file), "true\n").unwrap();
        }
        allow(&workspace);
        let all = ProgramSetting::all();
        let (programs, not_run) = programs(&workspace, &named(&workspace), all);
        assert_eq!(not_run, None);
        let program = programs.of(ProgramSetting::AlertCommand).unwrap();
        for file in ["run.sh", "lib.sh", "log"] {
            let path = workspace.config.join(file);
            fs::write(&path, "true\nfalse\n").unwrap();
            assert_eq!(program.to_run().is_err(), runs.contains(&file), "{line}: {file}");
            fs::write(&path, "true\n").unwrap();
            assert!(program.to_run().is_ok(), "{line}: {file}, as it was");
        }
    }
}
