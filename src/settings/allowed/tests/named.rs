//! What the words of a line name, in whatever way they do.

use super::*;

#[test]
fn a_file_that_is_named_within_an_argument_counts_and_a_folder_is_told() {
    let place = Place::new();
    for (words, named) in [
        ("'sh', '-c', './rec.sh; true'", "rec.sh"),
        ("'sh', '-c', 'exec ./rec.sh'", "rec.sh"),
        ("'bash', '-c', '. rec.sh'", "rec.sh"),
        ("'sh', '-c', 'cd bin && ./rec.sh'", "rec.sh"),
        ("'sh', '-c', 'exec \"$PWD\"/bin/rec'", "bin/rec"),
        ("'sh', '-c', '. \"./my rec.sh\"; true'", "my rec.sh"),
        ("'python3', '-c', 'exec(open(\"rec.sh\").read())'", "rec.sh"),
        ("'env', '-S', 'sh rec.sh'", "rec.sh"),
        ("'env', '-Ssh rec.sh'", "rec.sh"),
        ("'env', '--split-string=sh rec.sh'", "rec.sh"),
        ("'python3', '-m', 'rec'", "rec.py"),
        ("'sh', '-c', 'exec python3 -um bin.rec'", "bin/rec.py"),
        ("'env', 'PATH=/usr/bin:bin:/bin', 'rec'", "./bin"),
    ] {
        let words = words.replace('"', "\\\"").replace('\'', "\"");
        let workspace = place.workspace("w", &format!("[listen]\nrecorder = [{words}]\n"));
        let root = workspace.config.clone();
        fs::create_dir_all(root.join("bin")).unwrap();
        for file in ["rec.sh", "my rec.sh", "bin/rec", "rec.py", "bin/rec.py"] {
            fs::write(root.join(file), "true").unwrap();
        }
        let said = allow(&workspace).join("\n");
        assert_eq!(asked(&workspace).0.len(), 1, "{words}");
        if named == "./bin" {
            assert!(said.ends_with("\n  whatever is in ./bin then: look there"), "{said}");
            continue;
        }
        assert!(said.contains(&format!("\n  and {named} as it is now")), "{words}: {said}");
        fs::write(root.join(named), "false").unwrap();
        let (run, said) = asked(&workspace);
        assert_eq!(run, [], "{words}");
        assert!(said.contains(&format!("({named} is not as you allowed it)")), "{said}");
    }
}

#[test]
fn a_place_that_is_filled_names_no_file_and_what_else_stands_there_may() {
    let place = Place::new();
    let files = ["wav", "wavs", "out", "model", "prompt", "file", "second", "rec.sh", "x-out"];
    for (words, named) in [
        ("listen]\ntranscriber = ['sc', '{wav}', '--o={out}', '{model}', '-p{prompt}']", &[][..]),
        ("listen]\ntranscriber = ['sc', '{wavs}', 'x-{out}']", &[]),
        ("listen]\nplayer = ['pl', '{file}', '{second}', '{wav}']", &[]),
        ("listen]\ntranscriber = ['sh', '-c', './rec.sh {wav}; cat out']", &["rec.sh", "out"]),
        ("listen]\ntranscriber = ['sc', 'out', '{wav}']", &["out"]),
        ("listen]\ntranscriber = ['sc', 'out{wav}', '{file}']", &["out", "file"]),
        ("listen]\nplayer = ['pl', '{wav}', '{out}/rec.sh']", &["out", "rec.sh"]),
        ("live]\nalert-command = ['say', '{out}', '{}']", &["out"]),
    ] {
        let workspace = place.workspace("w", &format!("[{words}\n"));
        for file in files {
            let _ = fs::remove_file(workspace.config.join(file));
        }
        allow(&workspace);
        for file in files {
            fs::write(workspace.config.join(file), "true").unwrap();
        }
        let (run, said) = asked(&workspace);
        assert_eq!(run.len(), usize::from(named.is_empty()), "{words}: {said}");
        let is_told = named.is_empty()
            || named.iter().any(|name| said.contains(&format!("({name} is not as you")));
        assert!(is_told, "{words}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_named_by_way_of_a_link_in_the_workspace_counts() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    let root = place.workspace("w", "").config;
    fs::create_dir(root.join("a")).unwrap();
    for out in ["out", "other"].map(|name| place.folder.path().join(name)) {
        fs::create_dir(&out).unwrap();
        fs::write(out.join("rec"), "true").unwrap();
    }
    let whole = root.join("a/bin/rec").display().to_string();
    let path = |name: &str| place.folder.path().canonicalize().unwrap().join(name);
    let lead = |to: &str| {
        let _ = fs::remove_file(root.join("a/bin"));
        symlink(path(to), root.join("a/bin")).unwrap();
    };
    for words in ["'a/bin/rec'", "'sh', 'a/bin/rec'", &format!("'sh', '{whole}'")] {
        let workspace = place.workspace("w", &format!("[listen]\nrecorder = [{words}]\n"));
        let refused = |why: &str| {
            let (run, said) = asked(&workspace);
            assert_eq!(run, [], "{words}: {why}");
            assert!(said.contains(why), "{words}: {said}");
        };
        lead("out");
        let said = allow(&workspace);
        assert_eq!(said[1..], [format!("  and {} as it is now", path("out/rec").display())]);
        assert_eq!(asked(&workspace).0.len(), 1);
        lead("other");
        refused(&format!("({} is not as you allowed it)", path("other/rec").display()));
        lead("out");
        fs::write(path("out/rec"), "false").unwrap();
        refused(&format!("({} is not as you allowed it)", path("out/rec").display()));
        fs::write(path("out/rec"), "true").unwrap();
        for bad in ["out/rec", "out", "w/a"] {
            let set = |mode| fs::set_permissions(path(bad), fs::Permissions::from_mode(mode));
            set(0o757).unwrap();
            refused(&format!("others may write to {}", path(bad).display()));
            set(0o755).unwrap();
        }
        assert_eq!(asked(&workspace).0.len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_to_another_file_or_folder_asks_again() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let workspace = place.workspace("w", "[listen]\nrecorder = ['./rec', '-C', 'tool']\n");
    let root = workspace.config.clone();
    for folder in ["t1", "t2"] {
        fs::create_dir(root.join(folder)).unwrap();
        fs::write(root.join(folder).join("rec"), "true").unwrap();
    }
    let lead = |link: &str, to: &str| {
        let _ = fs::remove_file(root.join(link));
        symlink(to, root.join(link)).unwrap();
    };
    for (rec, tool, other) in
        [("t1/rec", "t1", ""), ("t2/rec", "t1", "(t2/rec is not"), ("t1/rec", "t2", "(./t2 is not")]
    {
        lead("rec", "t1/rec");
        lead("tool", "t1");
        allow(&workspace);
        lead("rec", rec);
        lead("tool", tool);
        let (run, said) = asked(&workspace);
        assert_eq!(run.is_empty(), !other.is_empty(), "{said}");
        assert!(said.contains(other), "{said}");
    }
}

#[test]
fn what_a_line_names_in_a_current_folder_elsewhere_counts() {
    let place = Place::new();
    for words in ["'sh', 'rec.sh'", "'sh', '-c', './rec.sh'", "'make', '-C', 'rec.sh'"] {
        let workspace = place.workspace("w", &format!("[listen]\nrecorder = [{words}]\n"));
        let here = place.folder.path().join("elsewhere");
        let _ = fs::remove_dir_all(&here);
        fs::create_dir(&here).unwrap();
        fs::write(workspace.config.join("rec.sh"), "true").unwrap();
        allow(&workspace);
        let elsewhere = Workspace { here: here.clone(), ..workspace.clone() };
        assert_eq!(asked(&elsewhere).0.len(), 1, "{words}: nothing is there");
        if words.contains("-C") {
            fs::create_dir(here.join("rec.sh")).unwrap();
        } else {
            fs::write(here.join("rec.sh"), "true").unwrap();
        }
        let (run, said) = asked(&elsewhere);
        assert_eq!(run, [], "{words}");
        let other = here.canonicalize().unwrap().join("rec.sh");
        let why = format!("({} is not as you allowed it)", other.display());
        assert!(said.contains(&why), "{said}");
        // It may be allowed from there.
        allow(&elsewhere);
        assert_eq!((asked(&elsewhere).0.len(), asked(&workspace).0.len()), (1, 1));
    }
}
