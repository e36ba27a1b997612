use std::fs;

use super::{KNOWN, is_as_written, lines, note_written};

#[test]
fn a_file_is_known_by_what_it_holds_wherever_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // One of them can't be written.
    fs::write(path("file"), "").unwrap();
    let lists = [path("file/written"), path("data/written")];
    note_written(&path("one"), &lists, "one").unwrap();
    note_written(&path("two"), &lists, "two").unwrap();
    fs::write(path("one"), "one").unwrap();
    fs::copy(path("one"), path("copy")).unwrap();
    assert!(is_as_written(&path("one"), &lists) && is_as_written(&path("copy"), &lists));
    assert!(!is_as_written(&path("file"), &lists), "it is empty, and not ours");
    note_written(&path("empty"), &lists, "").unwrap();
    fs::write(path("empty"), "").unwrap();
    assert!(is_as_written(&path("empty"), &lists) && !is_as_written(&path("file"), &lists));
    for other in ["One", "one and more", "x"] {
        fs::write(path("one"), other).unwrap();
        assert!(!is_as_written(&path("one"), &lists), "{other}");
    }
    assert!(!is_as_written(&path("missing"), &lists));
    assert!(note_written(&path("one"), &lists[..1], "three").is_err());
}

#[test]
fn only_the_latest_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let list = [folder.path().join("written")];
    let whole = "1 a\n".repeat(KNOWN + 5);
    fs::write(&list[0], whole).unwrap();
    note_written(&folder.path().join("file"), &list, "newest").unwrap();
    note_written(&folder.path().join("file"), &list, "newest").unwrap();
    let lines = lines(&list[0]);
    assert_eq!((lines.len(), lines[0].starts_with("6 "), &*lines[1]), (KNOWN, true, "1 a"));
}
