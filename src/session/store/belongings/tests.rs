use std::fs;
use std::path::Path;

use super::{
    BelongingKind, SoundFile, TABLE, belongings, folder, move_folder, new_sound, running_owner,
    typed,
};
use crate::samples::small;
use crate::session::store::Store;
use crate::time::Elapsed;

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
        ".live/a.open",
        ".a.12.new",
        ".a.md.12.tmp",
        ".live/.a.asked.12.tmp",
        ".live/.a.open.12.tmp",
    ];
    let theirs = ["a.before-.md", "a.notes", "a.x.wav", "a/draft.md", "a/sq1.md"];
    make(dir, &ours);
    make(dir, &theirs);
    make(dir, &["a/more/s1q1.md", "a-2.toml", "a-2.md", "a-2/s1q1.md", ".live/a-2", "ab.md"]);
    make(dir, &["notes.md", "s1q1.md", "b.toml"]);
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
    let mut named = under(dir, found.others.iter());
    named.sort_unstable();
    assert_eq!(named, others);
    let of = |kind| found.files.iter().filter(|file| file.kind == kind).count();
    assert_eq!((of(BelongingKind::Notes), of(BelongingKind::Code)), (4, 2));
    assert_eq!((of(BelongingKind::Sound), of(BelongingKind::Words)), (4, 1));
    assert!(found.files.iter().all(|file| !file.is_copy) && found.same.is_empty());
}

/// The beginning of a session with an id, as far as it is read to know it.
fn begins(id: &str) -> String {
    format!("format = 1\nid = \"{id}\"\n\n[round]\n")
}

#[test]
fn copies_that_other_programs_made_go_with_the_session_and_other_sessions_stay() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    // By the id in them, whatever they are called.
    let same = ["a.toml", "a.TOML", "a-LAPTOP.toml", "b.toml"];
    let named = [
        ".a.toml.swp",
        "a (1).toml",
        "a.sync-conflict-20261128-101010-ABCDEFG.toml",
        "a.toml.bak",
        "a.toml~",
        "a.sync-conflict-20261128-101010-ABCDEFG.md",
        "b.md",
        "a/notes (copy).md",
        "a (copy)/notes.md",
        "b/notes.md",
        "a/s1q1 2.py",
        "a/sound.wav.bak",
        ".live/a (1).marks",
    ];
    make(dir, &named);
    // A report is known by what is in it, too.
    for name in ["a.sync-conflict-20261128-101010-ABCDEFG.md", "b.md"] {
        fs::write(dir.join(name), "# Coding\n\n- Sat 28 Nov 2026, 10:00\n").unwrap();
    }
    for name in same {
        fs::write(dir.join(name), begins("a")).unwrap();
    }
    make(dir, &["a.md", "a/notes.md", "a/s1q1.py"]);
    for (name, id) in [("a 2.toml", "z"), ("c.toml", "c"), ("a-2.toml", "a-2")] {
        fs::write(dir.join(name), begins(id)).unwrap();
    }
    make(dir, &["a 2.md", "a 2/notes.md", "a-2.md", "c.md"]);
    make(dir, &["a-LAPTOP.pdf", "a (copy)/draft.md"]);

    let found = belongings(&dir.join("a.toml"));
    let of = |is_copy| {
        let files = found.files.iter().filter(move |file| file.is_copy == is_copy);
        let mut names = under(dir, files.map(|file| &file.path));
        names.sort_unstable();
        names
    };
    assert_eq!(of(false), ["a.md", "a.toml", "a/notes.md", "a/s1q1.py"]);
    let mut copies: Vec<&str> = same[1..].iter().chain(&named).copied().collect();
    copies.sort_unstable();
    assert_eq!(of(true), copies);
    assert_eq!(under(dir, found.others.iter()), ["a (copy)/draft.md", "a-LAPTOP.pdf"]);
    assert!(found.same.is_empty());

    // Whoever names a copy means that one.
    let found = belongings(&dir.join("b.toml"));
    let files = under(dir, found.files.iter().map(|file| &file.path));
    assert_eq!(files, ["b.toml", "b.md", "b/notes.md"]);
    let mut same = under(dir, found.same.iter());
    same.sort_unstable();
    assert_eq!(same, ["a-LAPTOP.toml", "a.TOML", "a.toml"]);
}

#[test]
fn what_a_person_called_after_a_session_is_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let theirs = [
        "a (1).md",
        "a (notes for Anna).md",
        "a [draft].html",
        "a copy.html",
        "a.md.bak",
        "a/s1q1 (pruned).py",
    ];
    make(dir, &theirs);
    make(dir, &["a (photos)/sea.jpg", "a (photos)/notes.md"]);
    fs::write(dir.join("a.toml"), begins("a")).unwrap();
    // As long as a report's beginning, and none.
    fs::write(dir.join("a (1).md"), "# Notes\n\n- for the next one, 10:00\n").unwrap();
    let found = belongings(&dir.join("a.toml"));
    assert_eq!(under(dir, found.files.iter().map(|file| &file.path)), ["a.toml"]);
    let mut named = under(dir, found.others.iter());
    named.sort_unstable();
    let mut expected = [&theirs[..], &["a (photos)"]].concat();
    expected.sort_unstable();
    assert_eq!(named, expected);
}

#[test]
fn what_a_running_round_writes_is_known_by_its_name_and_its_reports_are_not_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let (store, _) = Store::create(dir, small()).unwrap();
    let session = store.path().to_path_buf();
    let id = session.file_stem().unwrap().to_str().unwrap().to_string();
    let own = ["ID.toml", ".live/ID", ".live/ID.marks", "ID.question.md", "ID/s1q1.md", "ID"];
    let other = ["ID.md", "ID.html", "ID-2.toml", ".live/ID-2", "ID/draft.md", "ID.txt", "/"];
    let owner = |name: &str| running_owner(&dir.join(name.replace("ID", &id)));
    for name in own {
        assert_eq!(owner(name).as_deref(), Some(&*session), "{name}");
    }
    for name in other {
        assert_eq!(owner(name), None, "{name}");
    }
    drop(store);
    assert!(own.iter().all(|name| owner(name).is_none()));
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
    for name in ["sound.flac", "sound-2.flac", "sound-3.flac"] {
        let path = new_sound(&session, &[]).unwrap();
        assert_eq!(path, folder(&session).join(name));
        fs::write(path, "").unwrap();
    }
    // What was taken away is named by its session still.
    fs::remove_file(folder(&session).join("sound.flac")).unwrap();
    let named = ["sound.flac", "sound-4.flac"];
    let named = named.map(|name| SoundFile {
        name: name.to_string(),
        from: Elapsed::ZERO,
        is_forgotten: false,
    });
    let path = new_sound(&session, &named).unwrap();
    assert_eq!(path, folder(&session).join("sound-5.flac"));
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
    assert!(new_sound(&session, &[]).is_err());
}

/// The page on files has each of them, with what removes it.
#[test]
fn the_documentation_says_of_each_file_what_removes_it() {
    let page = include_str!("../../../../docs/files.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    for named in TABLE.iter().filter(|named| !named.shape.contains(".tmp")) {
        let (shape, removes) = match named.kind {
            BelongingKind::Traces => (".live/", "the next round"),
            BelongingKind::Session | BelongingKind::Report => (named.shape, "`sessions forget`"),
            BelongingKind::Notes => (named.shape, "--only notes`"),
            BelongingKind::Code => (named.shape, "--only code`"),
            // Its other ending stands behind it.
            BelongingKind::Sound => (named.shape, "--only sound`"),
            BelongingKind::Words => (named.shape, "--only words`"),
        };
        let shape = match shape.starts_with("ID/") {
            true => shape.replace(".wav", ".flac"),
            false => shape.to_string(),
        };
        let is_of = |row: &&&str| row.contains(&format!("`{shape}`"));
        let row = rows.iter().find(is_of).unwrap_or_else(|| panic!("no row has {shape}"));
        assert!(row.contains(removes), "{shape}: {row}");
    }
}

#[test]
fn the_folder_goes_with_a_session_and_takes_no_name_that_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let [one, two] = ["one.toml", "two.toml"].map(|name| dir.join(name));
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    assert_eq!(move_folder(&one, &two), None);
    make(dir, &["one/notes.md", "one/sound.wav"]);
    assert_eq!(move_folder(&one, &two), None);
    assert!(!dir.join("one").exists());
    assert_eq!([read("two/notes.md"), read("two/sound.wav")], ["one/notes.md", "one/sound.wav"]);
    // Both have some.
    make(dir, &["one/notes.md", "one/s1q1.md"]);
    assert_eq!(move_folder(&two, &one), Some(dir.join("two")));
    assert_eq!([read("two/notes.md"), read("one/sound.wav")], ["one/notes.md", "one/sound.wav"]);
    assert_eq!(read("one/s1q1.md"), "one/s1q1.md");
    // What only bears its name is a person's.
    fs::write(dir.join("three"), "mine").unwrap();
    assert_eq!(move_folder(&dir.join("three.toml"), &dir.join("four.toml")), None);
    assert_eq!(read("three"), "mine");
}
