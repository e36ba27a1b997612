use std::fs;
use std::path::Path;

use super::{BelongingKind, belongings, folder, new_sound, typed};

fn make(dir: &Path, names: &[&str]) {
    for name in names {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
}

/// Paths relative to a folder.
fn under<'a>(dir: &Path, paths: impl Iterator<Item = &'a std::path::PathBuf>) -> Vec<String> {
    paths.map(|path| path.strip_prefix(dir).unwrap().display().to_string()).collect()
}

#[test]
fn all_that_bears_a_session_s_name_is_found_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let ours = [
        "a.toml",
        "a.cut-off",
        "a.md",
        "a.html",
        "a.before.md",
        "a.before-12.md",
        "a.question.md",
        "a/s1q1.md",
        "a/s2q10-3.md",
        "a/notes.md",
        "a/s1q1.py",
        "a/s1q2-2.rs",
        "a/sound.wav",
        "a/sound-2.wav",
        "a.wav",
        "a.2.wav",
        "a/words.json",
        ".live/a",
        ".live/a.marks",
        ".live/a.reports",
        ".a.12.new",
        ".a.md.12.tmp",
        ".live/.a.asked.12.tmp",
    ];
    let theirs = ["a/draft.md", "a/s1q1.md~", "a/s1q1.py.bak", "a/sq1.md"];
    make(dir, &ours);
    make(dir, &theirs);
    make(dir, &["a/more/s1q1.md", "a-2.toml", "a-2.md", "a-2/s1q1.md", ".live/a-2", "ab.md"]);
    make(dir, &["a.notes", "a.before-.md", "a.x.wav", "notes.md", "s1q1.md", "b.toml"]);
    // Other sessions, whose names begin as this one's.
    make(dir, &["a.before-2.toml", "a.before-2.md", "a.3.toml", "a.3.wav", "a.marks.toml"]);
    fs::rename(dir.join(".live/a.marks"), dir.join(".live/a.replies")).unwrap();
    make(dir, &[".live/a.marks"]);

    let found = belongings(&dir.join("a.toml"));
    let mut expected: Vec<&str> = ours.to_vec();
    expected.retain(|name| *name != ".live/a.marks");
    expected.insert(18, ".live/a.replies");
    assert_eq!(under(dir, found.files.iter().map(|file| &file.path)), expected);
    let mut others = [&theirs[..], &["a/more"]].concat();
    others.sort_unstable();
    assert_eq!(under(dir, found.others.iter()), others);
    let of = |kind| found.files.iter().filter(|file| file.kind == kind).count();
    assert_eq!((of(BelongingKind::Notes), of(BelongingKind::Code)), (4, 2));
    assert_eq!((of(BelongingKind::Sound), of(BelongingKind::Words)), (4, 1));
}

#[test]
fn typed_texts_come_in_the_order_of_their_questions() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["s1q2.md", "s1q10.md", "s1q1-10.md", "s1q1-2.md", "s1q1.md", "s2q1.md"];
    for name in names {
        make(folder.path(), &[&format!("a/{name}")]);
    }
    make(folder.path(), &["a/s0q1.md", "a/s+1q1.md", "a/s1q.md", "a/s1q1.py", "a/notes.md"]);
    fs::create_dir(folder.path().join("a/s1q3.md")).unwrap();
    let typed = typed(&folder.path().join("a.toml"));
    let places: Vec<_> = typed.iter().map(|typed| typed.place).collect();
    assert_eq!(places, [(0, 0), (0, 0), (0, 0), (0, 1), (0, 9), (1, 0)]);
    assert!(typed[1].path.ends_with("a/s1q1-2.md") && typed[2].path.ends_with("a/s1q1-10.md"));
}

#[test]
fn sound_has_a_name_of_its_own_after_every_resume() {
    let dir = tempfile::tempdir().unwrap();
    let session = dir.path().join("a.toml");
    for name in ["sound.wav", "sound-2.wav", "sound-3.wav"] {
        let path = new_sound(&session).unwrap();
        assert_eq!(path, folder(&session).join(name));
        fs::write(path, "").unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_not_looked_into() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    make(dir, &["a.toml", "elsewhere/s1q1.md", "elsewhere/a"]);
    symlink(dir.join("elsewhere"), dir.join("a")).unwrap();
    symlink(dir.join("elsewhere"), dir.join(".live")).unwrap();
    let session = dir.join("a.toml");
    let found = belongings(&session);
    assert_eq!(under(dir, found.files.iter().map(|file| &file.path)), ["a.toml"]);
    assert_eq!(under(dir, found.others.iter()), ["a"]);
    assert!(typed(&session).is_empty());
    assert!(new_sound(&session).is_err());
}
