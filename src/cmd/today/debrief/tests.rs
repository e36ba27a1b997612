use jiff::civil::{Date, date};

use super::{ask_from, read};
use crate::cmd::Context;
use crate::cmd::build::tests::context;
use crate::practice::interviews::Went;
use crate::round::QuestionKind;
use crate::session::kept::Kept;
use crate::settings::Interview;

const TODAY: Date = date(2026, 11, 24);

/// A workspace in which an interview was yesterday.
fn over(folder: &std::path::Path) -> Context {
    let mut context = context(folder);
    let name = Some("Onsite".to_string());
    let interview = Interview { date: date(2026, 11, 23), name, template: None, line: 1 };
    context.settings.interviews.push(interview);
    context
}

/// What stands in the file after this was typed.
fn typed(context: &Context, text: &[u8]) -> String {
    ask_from(context, &read(context), TODAY, &mut &*text).unwrap();
    std::fs::read_to_string(context.workspace.interviews()).unwrap_or_default()
}

#[test]
fn what_was_typed_is_kept_whatever_it_is() {
    for (text, kinds, went, asked) in [
        ("coding, ml-design\nbadly\na heap\n", &["coding", "ml-design"][..], "badly", "a heap"),
        (
            "Coding ML-Design\nBadly\n\"why\" \\ twice\n",
            &["coding", "ml-design"],
            "badly",
            "\"why\" \\ twice",
        ),
        (
            "ml design, take home test\nso so, I think\n\n",
            &["ml-design", "take home test"],
            "so so, I think",
            "",
        ),
        ("coding sql\n\n\u{1b}[Aa\tgraph", &["coding", "sql"], "", "[Aa graph"),
        ("\n\nonly this", &[], "", "only this"),
        ("\n\n\n", &[], "", ""),
        ("", &[], "", ""),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let context = over(folder.path());
        typed(&context, text.as_bytes());
        let kept = read(&context).unwrap();
        assert_eq!(kept.len(), 1, "{text:?}");
        let words: Vec<&str> = kept[0].kinds.iter().map(Kept::as_str).collect();
        assert_eq!(words, kinds, "{text:?}");
        assert_eq!(kept[0].went.as_ref().map_or("", Kept::as_str), went, "{text:?}");
        assert_eq!(kept[0].asked.as_deref().unwrap_or_default(), asked, "{text:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let context = over(folder.path());
    let long = "word ".repeat(800);
    typed(&context, format!("{long}\n{long}\n{long}\n").as_bytes());
    let kept = read(&context).unwrap();
    assert_eq!(kept[0].asked.as_deref(), Some(long.trim()), "as long as a terminal takes");
    typed(&context, b"caf\xe9\n");
    assert_eq!(read(&context).unwrap(), kept, "asked once");
}

#[test]
fn it_is_asked_once_also_where_it_was_declined() {
    let folder = tempfile::tempdir().unwrap();
    let context = over(folder.path());
    let declined = typed(&context, b"");
    assert!(declined.contains("date = \"2026-11-23\"\nname = \"Onsite\"\n"), "{declined}");
    assert_eq!(typed(&context, b"coding\nbadly\n\n"), declined);
}

#[test]
fn what_was_kept_before_stays_and_a_damaged_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let context = over(folder.path());
    let before = "# mine\n[[interview]]\ndate = \"2026-09-01\"";
    std::fs::write(context.workspace.interviews(), before).unwrap();
    let after = typed(&context, b"coding\nbadly\n\n");
    assert!(after.starts_with(before), "{after}");
    let kept = read(&context).unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept[1].kinds[0].is(QuestionKind::Coding));
    assert!(kept[1].went.as_ref().unwrap().is(Went::Badly));
    for damaged in ["[[interview]]\ndate = 3\n", "[[interview]\n", "\u{0}", "name = 1\n"] {
        std::fs::write(context.workspace.interviews(), damaged).unwrap();
        assert_eq!(read(&context), None, "{damaged}");
        assert_eq!(typed(&context, b"coding\nbadly\n\n"), damaged);
    }
}
