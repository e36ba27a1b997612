//! The commands that write, each in a workspace where there is something to lose.

use std::fs;
use std::sync::OnceLock;

use super::copy_of;
use super::trace::run;
use crate::stories::story;
use crate::support::Workspace;
use crate::synthetic::{sound, wav};

/// Every kind of mark, and two questions.
pub(super) const SCRIPT: &str =
    "start\nanswer\nthink\nthink\npause\npause\nundo\nphase\nnext\nanswer\nend\n";

/// A script that goes on with a round of one slot of two questions to its end, from where the
/// session stands.
pub(super) fn to_the_end(session: &str) -> &'static str {
    let ended = session.matches("\"question-ended\"").count();
    match (session.contains("\"slot-began\""), ended) {
        (false, _) => "start\nend\n",
        (true, 0 | 1) => "end\n",
        // Nothing is left to go on with.
        (true, _) => "",
    }
}

/// The session that is finished.
pub(super) const OLD: &str = "2026-01-05T09-00-00-old";

/// The session that was left in the middle, with a torn event at its end.
pub(super) const LEFT: &str = "2026-01-06T09-00-00-left";

const REPORT: &str = "sessions/2026-01-05T09-00-00-old.toml";
const TO_RESUME: &str = "sessions/2026-01-06T09-00-00-left.toml";

/// A command that writes.
#[derive(Debug)]
pub(super) struct Deed {
    pub(super) args: &'static [&'static str],
    pub(super) input: &'static str,
    /// The files of the workspace that it may change, by what their names begin with: what was in
    /// a session stays in it, any other is as it was or written whole.
    pub(super) may: &'static [&'static str],
    pub(super) asked: Asked,
}

/// What a deed was asked for.
#[derive(Debug)]
pub(super) enum Asked {
    /// A file, and what it holds at its end where it is whole.
    File(&'static str, &'static str),
    /// A new session, and what it holds at its end.
    Session(&'static str),
    /// That all is gone whose name begins so, with the session of that name.
    Gone(&'static str),
}

/// Whether a file goes with a session.
pub(super) fn belongs(file: &str, session: &str) -> bool {
    let name = file.strip_prefix("sessions/");
    name.is_some_and(|name| name.strip_prefix(".live/").unwrap_or(name).starts_with(session))
}

const FINISHED: &str = "event = \"finished\"\n\n";

pub(super) const RUN: Deed = Deed {
    args: &["drill", "coding", "--seed", "1"],
    input: SCRIPT,
    may: &[],
    asked: Asked::Session(FINISHED),
};

pub(super) const RESUME: Deed = Deed {
    args: &["resume", TO_RESUME],
    input: "end\n",
    may: &["sessions/2026-01-06T09-00-00-left", "sessions/.live/2026-01-06T09-00-00-left"],
    asked: Asked::File(TO_RESUME, FINISHED),
};

pub(super) const LISTEN: Deed = Deed {
    args: &["listen", "talk.wav", "--session", REPORT],
    input: "",
    may: &["sessions/2026-01-05T09-00-00-old", "sessions/.live/2026-01-05T09-00-00-old"],
    asked: Asked::File(REPORT, "\n\n"),
};

/// Past the ratings and the one line, to two corrections: said again, they mean the same.
pub(super) const REVIEW: Deed = Deed {
    args: &["review", REPORT],
    input: "\n\n\n\n\n1 never\n1 0:00\n",
    may: &["sessions/2026-01-05T09-00-00-old", "sessions/.live/2026-01-05T09-00-00-old"],
    asked: Asked::File(REPORT, "\n\n"),
};

/// A rating and a note of somebody else: said again, they mean the same.
pub(super) const RATE: Deed = Deed {
    args: &["rate", REPORT, "--by", "Sam"],
    input: "\n\n\n3\nslow\n",
    may: &["sessions/2026-01-05T09-00-00-old", "sessions/.live/2026-01-05T09-00-00-old"],
    asked: Asked::File(REPORT, "\n\n"),
};

/// One that writes a file that it is told, and in the user's data folder how.
const fn output(
    args: &'static [&'static str],
    may: &'static [&'static str],
    file: &'static str,
    end: &'static str,
) -> Deed {
    Deed { args, input: "", may, asked: Asked::File(file, end) }
}

/// Those that write a file of another kind.
pub(super) const OTHERS: &[Deed] = &[
    output(
        &["report", REPORT, "--format", "html", "-o", "out.html"],
        &["out.html", "home/"],
        "out.html",
        "</html>",
    ),
    // Written anew, from a session that was heard meanwhile.
    output(
        &["report", REPORT, "--open"],
        &["sessions/2026-01-05T09-00-00-old.html", "sessions/.live/2026-01-05T09-00-00-old.rep"],
        "sessions/2026-01-05T09-00-00-old.html",
        "</html>",
    ),
    output(
        &["export", "--format", "csv", "-o", "rows.csv"],
        &["rows.csv", "home/"],
        "rows.csv",
        "\n",
    ),
    output(&["trends", "-o", "trends.txt"], &["home/"], "trends.txt", "\n"),
    output(&["compare", OLD, LEFT, "-o", "two.txt"], &["home/"], "two.txt", "\n"),
    output(
        &["trends", "--open"],
        &["sessions/trends.html", "sessions/.live/trends.rep"],
        "sessions/trends.html",
        "</html>",
    ),
    output(
        &["compare", OLD, LEFT, "--open"],
        &["sessions/compare.html", "sessions/.live/compare.rep"],
        "sessions/compare.html",
        "</html>",
    ),
    output(&["stories", "new", "A tale"], &["stories.toml"], "stories.toml", "\n"),
    output(&["init", "new"], &[], "new/mockround.toml", "\n"),
    output(&["init", "--allow", "other"], &["home/"], "home/config/mockround/allowed.toml", "\n"),
    Deed {
        args: &["words", OLD, "--transcript", "talk.srt"],
        input: "",
        may: &["sessions/2026-01-05T09-00-00-old", "sessions/.live/2026-01-05T09-00-00-old"],
        asked: Asked::File("sessions/2026-01-05T09-00-00-old/words.json", "}\n"),
    },
    Deed { args: &["sessions", "forget", OLD], input: "y\n", may: &[], asked: Asked::Gone(OLD) },
    // A part, and the reports anew without it.
    Deed {
        args: &["sessions", "forget", OLD, "--only", "notes"],
        input: "y\n",
        may: &[
            "sessions/2026-01-05T09-00-00-old.md",
            "sessions/2026-01-05T09-00-00-old.html",
            "sessions/.live/2026-01-05T09-00-00-old.rep",
        ],
        asked: Asked::Gone("2026-01-05T09-00-00-old/"),
    },
];

/// A workspace with all that the deeds need, and with files of others.
pub(super) fn workspace() -> Workspace {
    static MADE: OnceLock<Workspace> = OnceLock::new();
    copy_of(MADE.get_or_init(make))
}

fn make() -> Workspace {
    let workspace = Workspace::new();
    workspace.file("notes.md", "mine\n");
    workspace.file("stories.toml", &story("migration", "'delivery'"));
    workspace.file("other/mockround.toml", "[live]\nalert-command = [\"true\"]\n");
    fs::write(workspace.path().join("talk.wav"), wav(&sound(4.0, &[1.0..3.0], 0.15, 0.002)))
        .unwrap();
    workspace.file("talk.srt", "1\n00:00:00,000 --> 00:00:01,000\nso we count\n");
    let ran = workspace.script(RUN.args, SCRIPT);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let made = workspace.sessions().remove(0);
    let text = fs::read_to_string(&made).unwrap();
    let id = made.file_stem().unwrap().to_str().unwrap().to_string();
    fs::remove_dir_all(workspace.path().join("sessions")).unwrap();
    workspace.file(REPORT, &text.replace(&id, OLD));
    let second = text.rfind("event = \"question-shown\"").unwrap();
    let end = second + text[second..].find("\n\n").unwrap() + 2;
    let torn = "[[event]]\nat = 1.0\nev";
    workspace.file(TO_RESUME, &(text[..end].replace(&id, LEFT) + torn));
    // With its reports beside it, which are known again.
    let listened = workspace.run(LISTEN.args);
    assert_eq!(listened.code, Some(0), "{}", listened.stderr);
    let reported = workspace.run(&["report", REPORT, "--format", "html", "-o", "out.html"]);
    assert_eq!(reported.code, Some(0), "{}", reported.stderr);
    // Pages and rows of more that was heard: written anew, they are others.
    for args in [
        &["export", "--format", "csv", "-o", "rows.csv"][..],
        &["trends", "--open"],
        &["compare", OLD, LEFT, "--open"],
    ] {
        let written = run(&workspace, args, "");
        assert_eq!(written.code, Some(0), "{args:?}: {}", written.stderr);
    }
    workspace.file(REPORT, &text.replace(&id, OLD));
    workspace.file(&format!("sessions/{OLD}/notes.md"), "mine\n");
    workspace
}
