use std::fs;
use std::path::Path;

use super::*;
use crate::settings::Workspace;

/// What needs doing in a workspace with some files in it, and nothing of the machine.
fn needed(files: &[(&str, &str)]) -> Vec<(&'static str, String, String)> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut found = findings(&mut context(folder.path()));
    found.retain(|finding| !finding.ok && !OF_THE_MACHINE.contains(&finding.check));
    found.retain(|finding| !is_of_readers(finding));
    let told = |finding: Diagnosis| (finding.check, finding.says, finding.what_to_do.unwrap());
    found.into_iter().map(told).collect()
}

/// Whether others may read depends on how the tests' files are made, and has a test of its own.
fn is_of_readers(finding: &Diagnosis) -> bool {
    finding.says.starts_with("others may read")
}

/// What is found first of one thing.
fn first(context: &mut Context, check: &str) -> Diagnosis {
    findings(context).into_iter().find(|of| of.check == check).unwrap()
}

/// What depends on where the tests run.
const OF_THE_MACHINE: [&str; 5] = ["clock", "terminal", "microphone", "words", "python"];

fn context(folder: &Path) -> Context {
    Context::with_defaults(Workspace::at(folder.to_path_buf(), folder.to_path_buf()))
}

const NO_MIC: &str = "[listen]\nmic = \"off\"\n";

#[test]
fn an_empty_workspace_needs_nothing() {
    assert_eq!(needed(&[("mockround.toml", NO_MIC)]), []);
}

#[test]
fn whatever_stands_in_a_rounds_way_is_found_with_what_to_do() {
    let broken = needed(&[("mockround.toml", "[live]\nbel = true\n[listen]\nmic = \"off\"\n")]);
    let checks: Vec<&str> = broken.iter().map(|(check, ..)| *check).collect();
    assert_eq!(checks, ["settings"], "{broken:?}");
    assert!(broken[0].1.contains("mockround.toml:2"), "{broken:?}");

    let template = format!("template = \"mine\"\n{NO_MIC}");
    let broken = needed(&[("mockround.toml", &template)]);
    assert!(broken[0].0 == "settings" && broken[0].1.contains("\"mine\""), "{broken:?}");
    let missing = format!("template = \"nothere.toml\"\n{NO_MIC}");
    let broken = needed(&[("mockround.toml", &missing)]);
    assert!(broken[0].1.contains("mockround.toml: template = \"nothere.toml\": "), "{broken:?}");
    let bad = [("mockround.toml", &template[..]), ("templates/mine.toml", "title = 3\n")];
    let broken = needed(&bad);
    assert_eq!(broken.len(), 2, "a problem is told once: {broken:?}");
    assert!(broken.iter().all(|of| of.1.contains("templates/mine.toml:1")), "{broken:?}");

    let questions = include_str!("../../builtin/questions/pitch.toml");
    let copied = [
        ("mockround.toml", NO_MIC),
        ("questions/a.toml", questions),
        ("questions/a (copy).toml", questions),
        ("stories.toml", "[[story]]\n"),
        ("sessions/2026-01-01-0900-x.toml", "no session"),
    ];
    let broken = needed(&copied);
    let mut checks: Vec<&str> = broken.iter().map(|(check, ..)| *check).collect();
    checks.dedup();
    assert_eq!(checks, ["questions", "stories", "sessions"], "{broken:?}");
    assert!(broken[0].1.contains("a (copy).toml"), "{broken:?}");
    assert!(broken.last().unwrap().1.contains("2026-01-01-0900-x.toml"), "{broken:?}");
}

#[test]
fn what_only_the_settings_say_is_unknown_where_they_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mockround.toml"), "[live]\nbel = true\n").unwrap();
    for check in ["microphone", "words", "python"] {
        let told = first(&mut context(folder.path()), check);
        assert_eq!((told.ok, &*told.says), (false, "unknown: the settings can't be read"));
    }
}

#[test]
fn every_check_is_in_the_docs_and_no_other() {
    // As they are written here.
    let mut checks: Vec<&str> = Vec::new();
    for source in [include_str!("files.rs"), include_str!("machine.rs")] {
        for call in ["Diagnosis::fine(", "Diagnosis::needs(", "broken("] {
            let behind = source.split(call).skip(1).map(str::trim_start);
            let word = |of: &'static str| of.strip_prefix('"')?.split('"').next();
            checks.extend(behind.filter_map(word));
        }
    }
    checks.sort_unstable();
    checks.dedup();
    let docs = include_str!("../../../docs/shell.md");
    let listed = docs.split_once("`check` (").unwrap().1.split_once(')').unwrap().0;
    let listed = listed.replace(" or ", ", ").replace(['\n', ' '], "");
    let mut listed: Vec<&str> = listed.split(',').filter(|word| !word.is_empty()).collect();
    listed.sort_unstable();
    assert_eq!(listed, checks);
}

#[test]
fn a_page_says_each_thing_once_and_how_many_need_doing() {
    let found = [
        Diagnosis::fine("clock", "it is noon"),
        Diagnosis::needs("disk", "a folder of a long name is full", "make room there, please"),
    ];
    let page = text_page(&found, 44);
    let expected = "ok  clock       it is noon\n\
                    !!  disk        a folder of a long name is\n                \
                    full\n                \
                    -> make room there, please\n\
                    \n1 thing to do\n";
    assert_eq!(page, expected);
    assert!(text_page(&found[..1], 80).ends_with("\n\nnothing needs doing\n"));
    let json: serde_json::Value = serde_json::from_str(&json_page(&found)).unwrap();
    assert_eq!((&json["schema"], &json["ok"]), (&json!(1), &json!(false)));
    assert_eq!(json["checks"][0]["what_to_do"], serde_json::Value::Null);
    assert_eq!(json["checks"][1]["check"], "disk");
}

#[test]
fn what_init_writes_needs_nothing() {
    let example = include_str!("../../builtin/example-template.toml");
    let questions = include_str!("../../builtin/example-questions.toml");
    let files = [
        ("mockround.toml", NO_MIC),
        ("templates/example.toml", example),
        ("questions/example.toml", questions),
        ("stories.toml", crate::stories::GUIDE),
    ];
    assert_eq!(needed(&files), []);
}

#[cfg(unix)]
#[test]
fn a_folder_of_live_files_that_takes_none_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let sessions = folder.path().join("sessions");
    fs::create_dir(&sessions).unwrap();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", sessions.join(".live")).unwrap();
    fs::write(folder.path().join("mockround.toml"), NO_MIC).unwrap();
    let told = first(&mut context(folder.path()), "disk");
    assert!(!told.ok && told.says.contains("is a link"), "{told:?}");
    assert_eq!(told.what_to_do.as_deref(), Some("remove it"));
}

#[cfg(unix)]
#[test]
fn what_stands_where_the_sessions_should_is_told_and_not_waited_for() {
    let is = |name: &str, what: &str, to_do: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match what {
            "link to nowhere" => std::os::unix::fs::symlink("nowhere", &path).unwrap(),
            "file and no folder" => fs::write(&path, "").unwrap(),
            _ => {
                let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
                assert!(made.success());
            }
        }
        fs::write(folder.path().join("mockround.toml"), NO_MIC).unwrap();
        let told = first(&mut context(folder.path()), "disk");
        assert!(!told.ok && told.says.ends_with(&format!(" is a {what}")), "{told:?}");
        assert_eq!(told.what_to_do.as_deref(), Some(to_do));
    };
    is("sessions", "pipe or a device and no folder", "move it away");
    is("sessions", "file and no folder", "move it away");
    is("sessions", "link to nowhere", "mend it, or remove it");
    is("sessions/.live", "pipe or a device", "move it away");
}

#[cfg(unix)]
#[test]
fn what_stands_in_the_place_of_a_sessions_files_and_one_of_the_future_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let sessions = folder.path().join("sessions");
    fs::create_dir_all(sessions.join(".live")).unwrap();
    fs::write(folder.path().join("mockround.toml"), NO_MIC).unwrap();
    let id = "2026-11-23T09-00-12-golden";
    let whole = include_str!("../../../tests/golden/format-1.toml");
    let path = sessions.join(format!("{id}.toml"));
    fs::write(&path, whole).unwrap();
    let told = |check| {
        let mut found = findings(&mut context(folder.path()));
        found.retain(|of| of.check == check && !of.ok && !is_of_readers(of));
        found.into_iter().map(|of| of.says).collect::<Vec<String>>()
    };
    assert_eq!(told("sessions"), [""; 0]);

    fs::create_dir(sessions.join(format!("{id}.md"))).unwrap();
    let live = sessions.join(".live").join(id);
    std::os::unix::fs::symlink("elsewhere", &live).unwrap();
    std::os::unix::fs::symlink(&path, sessions.join(format!("{id}.html"))).unwrap();
    let expected = [
        format!("sessions/{id}.md: is a folder and no file; move it away"),
        format!("sessions/{id}.html: is a link, which is not followed; move it away"),
        format!("sessions/.live/{id}: is a link that leads to no file; mend it, or remove it"),
    ];
    assert_eq!(told("sessions"), expected);

    fs::write(&path, whole.replace("started = \"2026-", "started = \"2931-")).unwrap();
    let of_the_future = |says: &String| says.contains("began in the future");
    assert!(told("clock").iter().any(of_the_future), "{:?}", told("clock"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_can_not_be_run_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut context = context(folder.path());
    context.workspace.root = None;
    let dir = folder.path().to_str().unwrap().to_string();
    let text = format!("{dir}/notes.txt");
    fs::write(&text, "no program").unwrap();
    for (program, why) in [
        ("./nope", "./nope isn't found"),
        ("no-such-program", "no-such-program isn't found"),
        (&text, &format!("{text} can't be executed")),
        (&dir, &format!("{dir} is a folder")),
        ("sh", ""),
    ] {
        let is_there = why.is_empty();
        let settings = format!("[live]\nalert-command = ['{program}']\n{NO_MIC}");
        fs::write(folder.path().join("mockround.toml"), settings).unwrap();
        let told = first(&mut context, "programs");
        assert_eq!(told.ok, is_there, "{told:?}");
        assert!(told.says.ends_with(why), "{told:?}");
        let settings = format!("{NO_MIC}transcriber = ['{program}', '{{wav}}']\n");
        fs::write(folder.path().join("mockround.toml"), settings).unwrap();
        let told = first(&mut context, "words");
        assert_eq!(told.ok, is_there, "{told:?}");
        assert!(told.says.ends_with(why) || is_there, "{told:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_model_that_is_not_there_is_told_with_the_one_that_its_transcriber_takes() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let mut context = context(folder.path());
    context.workspace.root = None;
    for (program, model) in [
        ("whisper-cli", "ggml-base.en.bin"),
        ("vosk-transcriber", "alphacephei.com"),
        ("mine", "put it there, or name another"),
    ] {
        let path = folder.path().join(program);
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        let settings = format!(
            "{NO_MIC}transcriber = ['{}', '{{wav}}']\ntranscriber-model = 'models/none'\n",
            path.display()
        );
        fs::write(folder.path().join("mockround.toml"), settings).unwrap();
        let told = first(&mut context, "words");
        assert!(!told.ok && told.says.contains("models/none isn't there"), "{told:?}");
        assert!(told.what_to_do.as_ref().unwrap().contains(model), "{told:?}");
    }
}

#[cfg(unix)]
#[test]
fn files_that_others_may_write_to_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let whole = include_str!("../../../tests/golden/format-1.toml");
    fs::create_dir(folder.path().join("sessions")).unwrap();
    let files = [
        ("settings", "mockround.toml", NO_MIC),
        ("stories", "stories.toml", ""),
        ("sessions", "sessions/2026-11-23T09-00-12-golden.toml", whole),
    ];
    for (_, name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let told = |check| {
        let mut found = findings(&mut context(folder.path()));
        found.retain(|of| of.check == check && !of.ok && !is_of_readers(of));
        found
    };
    for (check, name, _) in files {
        let mode = |mode| {
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode))
                .unwrap();
        };
        mode(0o644);
        assert_eq!(told(check), []);
        mode(0o646);
        let says = format!("others may write to {name}");
        let what = format!("`chmod go-w {name}` keeps them out");
        assert_eq!(told(check), [Diagnosis::needs(check, says, what)]);
    }
    let other = folder.path().join("sessions/2026-11-24T09-00-12-golden.toml");
    fs::write(&other, whole.replace("2026-11-23T09-00-12-golden", "2026-11-24T09-00-12-golden"))
        .unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o666)).unwrap();
    let told = told("sessions");
    assert!(told.iter().any(|of| of.says.ends_with(" and 1 file like it")), "{told:?}");
}

#[test]
fn nothing_is_said_of_the_files_of_a_workspace_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut context = context(folder.path());
    let here = folder.path().to_path_buf();
    context.workspace = Workspace::at(here.join("nowhere"), here);
    let found = findings(&mut context);
    assert_eq!(
        (found[0].check, found[0].ok, &*found[0].says),
        ("workspace", false, "nowhere is no folder")
    );
    let checks: Vec<&str> = found[1..].iter().map(|of| of.check).collect();
    assert_eq!(checks, ["clock", "terminal", "microphone", "words", "python"]);
}

#[cfg(unix)]
#[test]
fn who_else_may_read_the_sessions_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let id = "2026-11-23T09-00-12-golden";
    let whole = include_str!("../../../tests/golden/format-1.toml");
    let sessions = folder.path().join("sessions");
    let files = [format!("{id}.toml"), format!("{id}.md"), id.to_string()];
    fs::create_dir_all(sessions.join(id)).unwrap();
    fs::write(folder.path().join("mockround.toml"), NO_MIC).unwrap();
    for file in &files[..2] {
        fs::write(sessions.join(file), whole).unwrap();
    }
    let mode = |file: &str, mode: u32| {
        fs::set_permissions(sessions.join(file), fs::Permissions::from_mode(mode)).unwrap();
    };
    let private = [("", 0o700), (&*files[0], 0o600), (&*files[1], 0o600), (&*files[2], 0o700)];
    private.iter().for_each(|(file, of)| mode(file, *of));
    let read = || {
        let found = findings(&mut context(folder.path())).into_iter();
        found.filter(is_of_readers).collect::<Vec<_>>()
    };
    assert_eq!(read(), []);
    for (file, open) in [("", 0o755), (&*files[0], 0o604), (&*files[1], 0o644), (&*files[2], 0o701)]
    {
        mode(file, open);
        let [told] = &read()[..] else { panic!("{file}: {:?}", read()) };
        let named = Path::new("sessions").join(file).display().to_string();
        let named = named.trim_end_matches('/');
        assert_eq!(told.says, format!("others may read {named}"));
        assert_eq!(told.what_to_do.as_deref(), Some("`chmod -R go-rwx sessions` keeps them out"));
        private.iter().for_each(|(file, of)| mode(file, *of));
    }
    mode("", 0o755);
    mode(&files[0], 0o644);
    assert_eq!(read()[0].says, "others may read sessions and 1 file like it");
}

#[cfg(unix)]
#[test]
fn who_else_may_write_to_the_sessions_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let sessions = folder.path().join("sessions");
    fs::create_dir(&sessions).unwrap();
    fs::set_permissions(&sessions, fs::Permissions::from_mode(0o777)).unwrap();
    fs::write(folder.path().join("mockround.toml"), NO_MIC).unwrap();
    let told = first(&mut context(folder.path()), "sessions");
    assert!(told.what_to_do.as_ref().unwrap().contains("chmod go-w"), "{told:?}");
}
