//! What was said in a session: taken from a transcript, kept beside it, shown where it is asked
//! for, and gone when it is forgotten.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Workspace;
#[cfg(unix)]
use crate::support::terminal::Terminal;
#[cfg(unix)]
use crate::synthetic;

/// A transcript of the second half minute of a session, with a name that would act on a terminal.
const SRT: &str = "1\n00:00:02,000 --> 00:00:04,000\nFirst I count the zebras,\n\n\
                   2\n00:00:05,000 --> 00:00:06,000\n<b>then</b> \u{1b}[31mred\u{1b}[0m \
                   &lt;script&gt;x&lt;/script&gt; ones.\n";

/// A workspace with a session of half a minute, at real speed as far as it knows.
fn workspace() -> (Workspace, PathBuf) {
    let workspace = Workspace::new();
    let drill = ["drill", "coding", "--seed", "1", "--speed", "60"];
    let ran = workspace.script(&drill, "start\n@0:20 answer\n@0:30 end\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let session = workspace.sessions().remove(0);
    let text = fs::read_to_string(&session).unwrap();
    fs::write(&session, text.replacen("speed = 60.0", "speed = 1.0", 1)).unwrap();
    (workspace, session)
}

fn id(session: &Path) -> String {
    session.file_stem().unwrap().to_str().unwrap().to_string()
}

/// Takes a transcript for the words of the newest session.
fn take(workspace: &Workspace, name: &str, transcript: &str, args: &[&str]) {
    workspace.file(name, transcript);
    let ran = workspace.run(&[&["words", "latest", "--transcript", name], args].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

#[test]
fn a_transcript_becomes_the_words_of_a_session() {
    let (workspace, session) = workspace();
    let none = workspace.run(&["words"]);
    assert_eq!(none.code, Some(1));
    assert!(
        none.stderr.contains("has no words, and no sound to take them from"),
        "{}",
        none.stderr
    );
    take(&workspace, "talk.srt", SRT, &["--offset", "3s"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let kept = session.with_extension("").join("words.json");
        assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let json = workspace.json(&["words", "latest"]);
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["model", "schema", "session", "tool", "words"]);
    assert_eq!((json["schema"].as_u64(), json["tool"].as_str()), (Some(1), Some("srt")));
    assert_eq!(json["session"].as_str(), Some(&*id(&session)));
    assert!(json["model"].is_null());
    assert_eq!(
        json["words"][0],
        serde_json::json!({"start_s": 5.0, "end_s": 5.461, "text": "First"})
    );
    let text = workspace.run(&["words"]);
    assert!(text.stdout.contains("as a transcript in SRT has it"), "{}", text.stdout);
    assert!(text.stdout.contains("  First I count the zebras, then"), "{}", text.stdout);
    assert!(!text.stdout.contains('\u{1b}'));
    // The session says that there are words, and none of them.
    let events = fs::read_to_string(&session).unwrap();
    assert!(events.contains("event = \"words-added\"\nhesitations = \"unknown\"\ntool = \"srt\""));
    assert!(!events.contains("zebras"));
    take(&workspace, "talk.json", r#"[{"start": 1, "end": 2, "text": " So"}]"#, &[]);
    assert_eq!(workspace.json(&["words"])["words"].as_array().unwrap().len(), 1, "in its place");
}

#[test]
fn what_can_not_be_taken_is_said_in_one_line_and_changes_nothing() {
    let (workspace, session) = workspace();
    workspace.file("talk.srt", SRT);
    workspace.file("letter.txt", "Dear all,\n");
    workspace.file("torn.json", "{\"segments\": [{\"start\": 1");
    workspace.file("other.json", "{\"segments\": 3}");
    workspace.file("far.json", "[{\"start\": 1e300, \"end\": 2, \"text\": \"so\"}]");
    let before = fs::read_to_string(&session).unwrap();
    for (args, code, why) in [
        (&["--transcript", "nowhere.srt"][..], 1, "nowhere.srt is not there: no such file"),
        (&["--transcript", "letter.txt"], 1, "letter.txt is no transcript with times"),
        (&["--transcript", "sessions"], 1, "sessions is no file"),
        (&["--transcript", "torn.json"], 1, "in JSON: it ends in line 1, before it is over"),
        (&["--transcript", "other.json"], 1, "something else than is expected stands in line 1"),
        (&["--transcript", "far.json"], 1, "a time of 1.0e300 s, later than 24 hours"),
        (&["--transcript", "talk.srt", "--offset", "2h"], 1, "don't overlap"),
        (&["--transcript", "talk.srt", "--speaker", "Ada"], 1, "talk.srt names no speakers"),
        (&["--speaker", "Ada"], 2, "--transcript <FILE>"),
    ] {
        let ran = workspace.run(&[&["words", "latest"], args].concat());
        assert_eq!(ran.code, Some(code), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
        if code == 1 {
            assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        }
    }
    assert_eq!(fs::read_to_string(&session).unwrap(), before);
    assert!(!session.with_extension("").exists());
    fs::create_dir(session.with_extension("")).unwrap();
    for (kept, why) in [
        ("{\"schema\": 1", "are damaged (it ends in line 1, before it is over): sessions"),
        ("{\"schema\": 1, \"words\": 3}", "are damaged (something else than is expected stands"),
        ("{\"schema\": 99, \"words\": 3}", "are in a newer format (schema 99): a newer mockround"),
    ] {
        fs::write(session.with_extension("").join("words.json"), kept).unwrap();
        let damaged = workspace.run(&["words"]);
        assert_eq!((damaged.code, damaged.stderr.lines().count()), (Some(1), 1));
        assert!(damaged.stderr.contains(why), "{}", damaged.stderr);
    }
}

#[test]
fn what_was_said_before_a_silence_stands_beside_its_flag_and_nowhere_else() {
    let (workspace, session, began) = heard();
    take(&workspace, "talk.srt", SRT, &["--offset", &format!("{}ms", (began * 1000.0).round())]);
    let quote = "said before it: \u{201c}First I count the zebras,";
    let report = workspace.run(&["report"]);
    assert!(report.stdout.contains(quote), "{}", report.stdout);
    let brief = workspace.run(&["report", "--format", "brief"]);
    assert!(brief.stdout.contains(quote), "{}", brief.stdout);
    assert!(brief.stdout.contains("&lt;script&gt;x&lt;/script&gt;"), "{}", brief.stdout);
    // What was counted has its denominator, and what such a file can't tell is not known.
    for page in [&report.stdout, &brief.stdout] {
        assert!(page.contains("What the words say, as a transcript in SRT has it"), "{page}");
        assert!(page.contains("words a minute: not known, only 0:0"), "{page}");
        assert!(page.contains("um and uh: not known"), "{page}");
    }
    let asked = workspace.run(&["report", "--format", "html", "--words"]);
    assert!(asked.stdout.contains("First I count the zebras, then"), "{}", asked.stdout);
    assert!(asked.stdout.contains("said before it: \u{201c}First"), "{}", asked.stdout);
    assert!(asked.stdout.contains("&#60;script&#62;x") && !asked.stdout.contains("<script"));
    for format in ["markdown", "json"] {
        let refused = workspace.run(&["report", "--format", format, "--words"]);
        assert!(refused.stderr.contains("--words is for a page"), "{}", refused.stderr);
    }
    for format in ["markdown", "html", "json"] {
        let page = workspace.run(&["report", "--format", format]);
        assert!(!page.stdout.contains("zebras"), "{format}");
        assert!(!page.stdout.contains("words a minute"), "{format}");
    }
    for beside in ["md", "html"] {
        let page = fs::read_to_string(session.with_extension(beside)).unwrap_or_default();
        assert!(!page.contains("zebras"), "{beside}");
    }
    for args in [&["export"][..], &["trends"], &["sessions"]] {
        assert!(!workspace.run(args).stdout.contains("zebras"), "{args:?}");
    }
}

/// A session in which speech and then a long silence were heard, and when its slot began: how long
/// a round takes to begin is the machine's affair.
fn heard() -> (Workspace, PathBuf, f64) {
    let workspace = Workspace::new();
    let drill = ["drill", "coding", "--seed", "1", "--speed", "60"];
    let ran = workspace.script(&drill, "start\n@1:20 answer\n@1:30 end\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let session = workspace.sessions().remove(0);
    let text = fs::read_to_string(&session).unwrap().replacen("speed = 60.0", "speed = 1.0", 1);
    let last_at =
        |text: &str| text.rsplit("at = ").next().unwrap().lines().next().unwrap().to_string();
    let until = last_at(&text);
    let (before, _) = text.split_once("event = \"slot-began\"").unwrap();
    let began: f64 = last_at(before).parse().unwrap();
    let spans = [[2.0, 4.0], [5.0, 6.5]]
        .map(|span| span.map(|at| ((began + at) * 1000.0).round() / 1000.0));
    let heard = format!(
        "[[event]]\nat = {until}\nevent = \"listening\"\nsource = \"recording\"\n\
         device = \"talk.wav\"\noffset = 0.0\n\n[[event]]\nat = {until}\nevent = \"heard\"\n\
         from = 0.0\nto = {until}\nspans = {spans:?}\n\n"
    );
    fs::write(&session, text + &heard).unwrap();
    (workspace, session, began)
}

#[test]
fn a_brief_holds_what_was_typed_and_programmed_and_no_name_of_a_list() {
    let (workspace, session) = workspace();
    let own = session.with_extension("");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("s1q1.md"), "typed for Ada Sample\n").unwrap();
    fs::write(own.join("s1q1.py"), "ada = 1\n").unwrap();
    fs::write(own.join("notes.md"), "- 0:10 s1q1: ask Bo\n").unwrap();
    workspace.file("names.txt", "Ada\nAda Sample\nBo\n");
    let brief = ["report", "--format", "brief"];
    let plain = workspace.run(&brief).stdout;
    for held in ["typed for Ada Sample", "ada = 1", "ask Bo", "## Rubric", "What a good answer has"]
    {
        assert!(plain.contains(held), "{held}: {plain}");
    }
    let redacted = workspace.run(&[&brief[..], &["--redact", "names.txt"]].concat()).stdout;
    assert!(redacted.contains("typed for [name 2]") && redacted.contains("[name 1] = 1"));
    assert!(redacted.contains("ask [name 3]"), "{redacted}");
    for (args, code) in
        [(&["--question", "9"][..], 1), (&["--redact", "none.txt"], 1), (&["--question", "0"], 2)]
    {
        let ran = workspace.run(&[&brief[..], args].concat());
        assert_eq!(ran.code, Some(code), "{args:?}: {}", ran.stderr);
    }
    fs::write(workspace.path().join("names.bin"), [0x41, 0, 0xff, 0x0a]).unwrap();
    let binary = workspace.run(&[&brief[..], &["--redact", "names.bin"]].concat());
    assert!(binary.stderr.contains("names.bin is no text"), "{}", binary.stderr);
    let other = workspace.run(&["report", "--question", "1"]);
    assert!(other.stderr.contains("add --format brief"), "{}", other.stderr);
}

#[test]
fn a_note_is_kept_with_its_time_and_forgotten_with_the_notes() {
    let workspace = Workspace::new();
    let drill = ["drill", "coding", "--seed", "1", "--speed", "60"];
    let script = "start\n@0:20 note ask Bo about zebras #3\n@0:25 note and more\n@0:30 end\n";
    let ran = workspace.script(&drill, script);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("note kept"), "{}", ran.stderr);
    let session = workspace.sessions().remove(0);
    let notes = fs::read_to_string(session.with_extension("").join("notes.md")).unwrap();
    let (first, second) = notes.split_once('\n').unwrap();
    assert_eq!(first, "- 0:20 s1q1: ask Bo about zebras #3");
    assert_eq!(second, "- 0:25 s1q1: and more\n");
    let events = fs::read_to_string(&session).unwrap();
    assert_eq!(events.matches("event = \"note-written\"").count(), 2, "{events}");
    assert!(!events.contains("zebras"));
    for (format, note) in [("text", "0:20 s1q1"), ("brief", "question 1, at 0:20")] {
        let report = workspace.run(&["report", "--format", format]);
        let note = format!("{note}: ask Bo about zebras");
        assert!(report.stdout.contains(&note), "{}", report.stdout);
    }
    let one = workspace.run(&["report", "--format", "brief", "--question", "1"]);
    assert!(one.stdout.contains("zebras") && one.stdout.contains("and more"), "{}", one.stdout);
    let gone = workspace.script(&["sessions", "forget", "latest", "--only", "notes"], "y\n");
    assert_eq!(gone.code, Some(0), "{}", gone.stderr);
    assert_eq!(holding(workspace.path(), "zebras"), [""; 0]);
    assert_eq!(workspace.run(&["mark", "note", "x"]).code, Some(1), "nothing runs");
    let many = workspace.run(&["mark", "next", "x"]);
    assert!(many.stderr.contains("next takes nothing behind it"), "{}", many.stderr);
    let late = workspace.run(&["mark", "note", "--at", "0:01", "x"]);
    assert!(late.stderr.contains("note can't be marked late, only answer can"), "{}", late.stderr);
    assert!(workspace.run(&["mark", "note"]).stderr.contains("a note says something"));
    for note in ["- x", "-x", "--x"] {
        let ran = workspace.run(&["mark", "note", note]);
        assert!(
            ran.code == Some(1) && ran.stderr.contains("no round is running"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_word_far_from_all_speech_is_told() {
    let (workspace, ..) = heard();
    workspace.file("talk.json", r#"[{"start": 60, "end": 61, "text": " So"}]"#);
    let ran = workspace.run(&["words", "latest", "--transcript", "talk.json"]);
    let told = "1 of 1 word stands where no speech was heard";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
}

#[test]
fn what_of_a_brief_could_mislead_is_said() {
    let (workspace, session) = workspace();
    let own = session.with_extension("");
    take(&workspace, "talk.srt", SRT, &[]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let words = own.join("words.json");
        fs::set_permissions(&words, fs::Permissions::from_mode(0o644)).unwrap();
        take(&workspace, "talk.srt", SRT, &[]);
        assert_eq!(fs::metadata(&words).unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::write(own.join("notes.md"), "ask Jose\u{301}\n").unwrap();
    workspace.file("names.txt", "Jos\u{e9}\nBo Lee\n");
    let brief = workspace.run(&["report", "--format", "brief", "--redact", "names.txt"]);
    assert!(brief.stdout.contains("ask [name 1]"), "{}", brief.stdout);
    let told = "1 name was replaced in 1 place; not in it: Bo Lee";
    assert!(brief.stderr.contains(told), "{}", brief.stderr);
}

#[test]
fn forgotten_words_are_nowhere_in_the_workspace() {
    let (workspace, session) = workspace();
    take(&workspace, "talk.srt", SRT, &[]);
    fs::remove_file(workspace.path().join("talk.srt")).unwrap();
    let commands = [
        &["report"][..],
        &["report", "--open"],
        &["trends"],
        &["words"],
        &["export"],
        // The page beside the session holds them now, for who asked.
        &["report", "--open", "--words"],
    ];
    for args in commands {
        let ran = workspace.run(args);
        assert!(ran.code == Some(0) || args.contains(&"--open"), "{args:?}: {}", ran.stderr);
    }
    assert!(fs::read_to_string(session.with_extension("html")).unwrap().contains("zebras"));
    let forget = ["sessions", "forget", &id(&session), "--only", "words"];
    let gone = workspace.script(&forget, "y\n");
    assert_eq!(gone.code, Some(0), "{}", gone.stderr);
    assert_eq!(holding(workspace.path(), "zebras"), [""; 0]);
    let none = workspace.run(&["words"]);
    assert!(none.stderr.contains("has no words, and no sound"), "{}", none.stderr);
    let page = workspace.run(&["report", "--format", "html", "--words"]);
    assert!(page.stderr.contains("has no words: `mockround words"), "{}", page.stderr);
}

#[test]
fn what_was_forgotten_on_purpose_is_not_missed_and_what_is_gone_otherwise_is() {
    let (workspace, session) = workspace();
    let id = id(&session);
    let forget = ["sessions", "forget", &id, "--only", "words"];
    let told = || {
        let report = workspace.run(&["report"]);
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        report.stderr
    };
    take(&workspace, "talk.srt", SRT, &[]);
    assert!(!told().contains("words.json"), "{}", told());
    let gone = workspace.script(&forget, "y\n");
    assert_eq!(gone.code, Some(0), "{}", gone.stderr);
    assert!(!told().contains("words.json"), "{}", told());
    let events = fs::read_to_string(&session).unwrap();
    assert!(events.ends_with("event = \"forgotten\"\npart = \"words\"\n\n"), "{events}");
    // Another part says nothing of this one, nor of itself where there was none.
    workspace.script(&["sessions", "forget", &id, "--only", "code"], "y\n");
    assert_eq!(fs::read_to_string(&session).unwrap(), events);
    take(&workspace, "talk.srt", SRT, &[]);
    fs::remove_file(session.with_extension("").join("words.json")).unwrap();
    let missed = format!(
        "the session names what is not in sessions/{id}: words.json; if you removed it, \
         `mockround sessions forget {id} --only words` says so"
    );
    assert!(with_slashes(&told()).contains(&missed), "{}", told());
    let said = workspace.run(&forget);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(said.stdout.contains("has no words: nothing to remove"), "{}", said.stdout);
    assert!(!told().contains("words.json"), "{}", told());
}

/// What is said of paths, as it is said where these have slashes.
fn with_slashes(said: &str) -> String {
    said.replace('\\', "/")
}

#[test]
fn what_still_holds_forgotten_words_is_said_and_left_as_it_is() {
    let (workspace, session) = workspace();
    let (id, page) = (id(&session), session.with_extension("html"));
    let forget = ["sessions", "forget", &*id, "--only", "words"];
    let with_words = || {
        take(&workspace, "talk.srt", SRT, &[]);
        fs::remove_file(workspace.path().join("talk.srt")).unwrap();
        workspace.run(&["report", "--open", "--words"]);
        assert!(fs::read_to_string(&page).unwrap().contains("zebras"));
    };
    // The words were deleted by hand: the page that holds them is written anew all the same.
    with_words();
    fs::remove_file(session.with_extension("").join("words.json")).unwrap();
    let ran = workspace.script(&forget, "y\n");
    let told = format!("this is written anew, without what was said:\n  sessions/{id}.html\n");
    let said = with_slashes(&ran.stdout);
    assert!(ran.code == Some(0) && said.contains(&told), "{said}{}", ran.stderr);
    assert!(!ran.stdout.contains("this goes") && ran.stdout.ends_with("written anew: 1 file\n"));
    assert_eq!(holding(workspace.path(), "zebras"), [""; 0]);
    assert!(workspace.run(&forget).stdout.contains("has no words: nothing to remove"));
    // A page that a person changed, and a brief that they asked for, are theirs.
    with_words();
    let changed = fs::read_to_string(&page).unwrap() + "<!-- mine -->\n";
    fs::write(&page, &changed).unwrap();
    fs::create_dir(workspace.path().join("out")).unwrap();
    let brief = ["report", "--format", "brief", "-o", "out/brief.md"];
    assert_eq!(workspace.run(&brief).code, Some(0));
    let ran = workspace.script(&forget, "y\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for held in [format!("sessions/{id}.html"), "out/brief.md".to_string()] {
        let [listed, said] = [&ran.stdout, &ran.stderr].map(|text| with_slashes(text));
        assert!(listed.contains(&format!("  {held}\n")), "{listed}");
        let told = format!("{held} still holds what was said, and is left to you: remove it");
        assert!(said.contains(&told), "{said}");
    }
    assert_eq!(fs::read_to_string(&page).unwrap(), changed);
    // Asked again, what is still there is said again.
    let again = workspace.run(&forget);
    assert!(again.stderr.contains(".html still holds what was said"), "{}", again.stderr);
    // What goes with the whole session is not told of, what stays is.
    let all = workspace.script(&["sessions", "forget", &id], "y\n");
    assert!(!page.exists() && !all.stderr.contains(".html still"), "{}", all.stderr);
}

#[test]
fn whatever_file_of_the_workspace_holds_forgotten_words_is_named() {
    let (workspace, session) = workspace();
    let id = id(&session);
    take(&workspace, "talk.srt", SRT, &[]);
    fs::remove_file(workspace.path().join("talk.srt")).unwrap();
    let words = workspace.run(&["words", "--format", "json"]).stdout;
    let own = fs::read_to_string(session.with_extension("").join("words.json")).unwrap();
    fs::create_dir_all(workspace.path().join("a/b/c")).unwrap();
    let copies = ["said.json", "a/b/c/words.json", "a/b/said"];
    for (name, text) in copies.iter().zip([&words, &own, &own]) {
        fs::write(workspace.path().join(name), text).unwrap();
    }
    let brief = workspace.run(&["report", "--format", "brief"]).stdout;
    let wide = brief.encode_utf16().flat_map(u16::to_le_bytes);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
    fs::write(workspace.path().join("wide.txt"), wide).unwrap();
    let ran = workspace.script(&["sessions", "forget", &id, "--only", "words"], "y\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for name in copies.iter().chain(&["wide.txt"]) {
        let told = format!("{name} still holds what was said");
        assert!(with_slashes(&ran.stderr).contains(&told), "{}", ran.stderr);
    }
}

/// A session whose sound is stored, and a transcriber that is a script of the workspace.
#[cfg(unix)]
fn sounding(script: &str) -> (Workspace, PathBuf) {
    let (workspace, session) = workspace();
    let talk = workspace.path().join("talk.wav");
    let spoken = synthetic::wav(&synthetic::sound(12.0, &[1.0..3.0, 8.0..10.0], 0.15, 0.002));
    fs::write(&talk, spoken).unwrap();
    let ran = workspace.run(&["listen", "talk.wav", "--session", &id(&session), "--offset", "5s"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let own = session.with_extension("");
    fs::create_dir(&own).unwrap();
    fs::rename(&talk, own.join("sound.wav")).unwrap();
    let settings = "[live]\nbell = false\n\n[listen]\nmic = \"off\"\n\
                    transcriber = [\"sh\", \"fake.sh\", \"{wav}\", \"{out}\"]\n";
    workspace.file("mockround.toml", settings);
    workspace.file("fake.sh", script);
    (workspace, session)
}

#[cfg(unix)]
const ZEBRAS: &str = "printf '1\\n00:00:00,400 --> 00:00:01,400\\nzebras here\\n' > \"$2\"\n";

#[cfg(unix)]
#[test]
fn a_transcriber_that_is_allowed_hears_the_speech_of_the_stored_sound() {
    let (workspace, session) = sounding(ZEBRAS);
    let refused = workspace.run(&["words"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("names a program that is not run"), "{}", refused.stderr);
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let heard = workspace.run(&["words"]);
    assert_eq!(heard.code, Some(0), "{}", heard.stderr);
    assert_eq!(heard.stdout.matches("zebras here").count(), 2, "{}", heard.stdout);
    let words = workspace.json(&["words"]);
    assert_eq!(words["tool"], "sh");
    // Each begins 0.35 s before its speech, which began at 6 and 13 s of the session.
    for (at, began) in [(0, 6.0), (2, 13.0)] {
        let start = words["words"][at]["start_s"].as_f64().unwrap();
        assert!((start - began).abs() < 0.5, "{start}");
    }
    let events = fs::read_to_string(&session).unwrap();
    assert!(events.contains("event = \"words-added\"") && !events.contains("zebras"));
}

#[cfg(unix)]
#[test]
fn a_transcriber_that_fails_is_told_in_one_line_and_leaves_nothing() {
    for (script, args, why) in [
        (
            "echo warming up; echo no model >&2; exit 3\n",
            &[][..],
            "failed (exit status 3); it said last: no model",
        ),
        ("sleep 60\n", &["--limit", "1s"], "was not done after 1s, and was ended"),
        ("exit 0\n", &[], "wrote no transcript; it said nothing"),
        ("echo rubbish > \"$2\"\n", &[], "wrote what is no transcript with times"),
        (
            "printf '\\001\\002\\003\\004\\377\\376' > \"$2\"\n",
            &[],
            "wrote what is no text; it said nothing",
        ),
        (": > \"$2\"\n", &[], "heard no word in 2 stretches of speech"),
        ("yes rubbish\n", &[], "wrote more than 64 MiB, and was ended; it said last: rub"),
        ("yes >> \"$2.json\"\n", &[], "wrote more than 64 MiB, and was ended; it said nothing"),
    ] {
        let (workspace, session) = sounding(script);
        assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
        let ran = workspace.run(&[&["words"], args].concat());
        assert_eq!(ran.code, Some(1), "{script}: {}", ran.stderr);
        assert!(ran.stderr.contains(why), "{script}: {}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{script}: {}", ran.stderr);
        assert!(!session.with_extension("").join("words.json").exists(), "{script}");
    }
    // One that writes of every second stretch only.
    let half = format!("case \"$1\" in *0001.wav) exit 0;; esac\n{ZEBRAS}");
    let (workspace, _) = sounding(&half);
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let ran = workspace.run(&["words"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 of 2 stretches of speech has no words"), "{}", ran.stderr);
    assert!(ran.stderr.contains("what was heard of the others is kept"), "{}", ran.stderr);
    // What nobody wrote down is told, and is in no denominator.
    let unread = workspace.json(&["words"])["unread"].clone();
    let start = unread[0]["start_s"].as_f64().unwrap();
    assert!((start - 6.0).abs() < 0.5 && unread.as_array().unwrap().len() == 1, "{unread}");
    let untold = "of speech has no words";
    for args in [&["words"][..], &["report"], &["report", "--format", "brief"]] {
        let page = workspace.run(args).stdout;
        assert!(page.contains(untold), "{args:?}: {page}");
    }
    let brief = workspace.run(&["report", "--format", "brief"]).stdout;
    assert!(brief.contains("numbers: at least 0 in 2 words"), "{brief}");
    assert!(brief.contains("of the speech that was heard then has words"), "{brief}");
    let page = workspace.run(&["report", "--format", "html", "--words"]).stdout;
    assert!(page.contains(untold), "{page}");
}

#[cfg(unix)]
#[test]
fn a_file_of_sound_that_can_not_be_read_takes_no_words_from_the_others() {
    for rubbish in [&b""[..], b"no sound at all, whatever its name says"] {
        let (workspace, session) = sounding(ZEBRAS);
        let own = session.with_extension("");
        fs::write(own.join("sound-2.flac"), rubbish).unwrap();
        assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
        let heard = workspace.run(&["words"]);
        assert_eq!(heard.code, Some(0), "{}", heard.stderr);
        assert_eq!(heard.stdout.matches("zebras here").count(), 2, "{}", heard.stdout);
        assert!(heard.stderr.contains("sound-2.flac is left out: "), "{}", heard.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_recording_that_is_broken_is_not_played() {
    let (workspace, session) = sounding("");
    let end = workspace.report()["session"]["elapsed_s"].as_f64().unwrap();
    let mut text = fs::read_to_string(&session).unwrap();
    text += &format!("[[event]]\nat = {end:?}\nevent = \"sound-stored\"\n");
    text += "from = 0.0\nfile = \"sound.wav\"\n\n";
    fs::write(&session, text).unwrap();
    let settings = "[listen]\nmic = \"off\"\nplayer = [\"true\", \"{file}\"]\n";
    workspace.file("mockround.toml", settings);
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let sound = session.with_extension("").join("sound.wav");
    let whole = fs::read(&sound).unwrap();
    assert_eq!(workspace.run(&["replay", "--at", "0:10"]).code, Some(0));
    // Cut short, it ends before; and what is none is said to be none.
    fs::write(&sound, &whole[..whole.len() / 3]).unwrap();
    let ran = workspace.run(&["replay", "--at", "0:10"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("ends before 0:08"), "{}", ran.stderr);
    fs::write(&sound, "no sound at all").unwrap();
    let ran = workspace.run(&["replay"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("can't be played"), "{}", ran.stderr);
}

/// A session with two recordings, of which the second is lost, and then another one.
#[cfg(unix)]
#[test]
fn a_lost_or_another_recording_is_told_and_what_it_held_is_not_made_up() {
    let (workspace, session) = recorded(ZEBRAS);
    let later = workspace.path().join("later.wav");
    let spoken = synthetic::wav(&synthetic::sound(8.0, &[1.0..3.0], 0.15, 0.002));
    fs::write(&later, &spoken).unwrap();
    let ran =
        workspace.run(&["listen", "later.wav", "--session", &id(&session), "--offset", "18s"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let settings = "[listen]\nmic = \"off\"\n\
                    transcriber = [\"sh\", \"fake.sh\", \"{wav}\", \"{out}\"]\n\
                    player = [\"sh\", \"play.sh\", \"{file}\", \"{second}\"]\n";
    workspace.file("mockround.toml", settings);
    workspace.file("play.sh", "echo $2 $(basename $1) > played\n");
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let replay = ["replay", "latest", "--at", "0:20"];
    assert_eq!(workspace.run(&replay).code, Some(0));
    assert_eq!(fs::read_to_string(workspace.path().join("played")).unwrap(), "0 later.wav\n");
    fs::remove_file(&later).unwrap();
    let ran = workspace.run(&replay);
    assert_eq!(ran.code, Some(1));
    let gone = "of that moment can't be heard: later.wav is gone";
    assert!(ran.stderr.contains(gone), "{}", ran.stderr);
    // Another one under its name is not taken for it.
    let other = synthetic::wav(&synthetic::sound(8.0, &[4.0..6.0], 0.15, 0.002));
    assert_eq!(other.len(), spoken.len());
    fs::write(&later, &other).unwrap();
    let ran = workspace.run(&replay);
    let another = "later.wav is not the recording that was added, but another by now";
    assert!(ran.code == Some(1) && ran.stderr.contains(another), "{}", ran.stderr);
    // Of what it held there are no words, and that is said.
    let ran = workspace.run(&["words"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let told = format!("{another}: what was said from 0:18 to 0:2");
    assert!(ran.stderr.contains(&told), "{}", ran.stderr);
    assert!(ran.stdout.contains("of speech has no words"), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("zebras here").count(), 2, "{}", ran.stdout);
    // As it was, it is heard again.
    fs::write(&later, &spoken).unwrap();
    assert_eq!(workspace.run(&replay).code, Some(0));
}

#[cfg(unix)]
#[test]
fn what_a_transcriber_is_given_is_its_owners_alone_and_gone_afterwards() {
    let temporary = tempfile::tempdir().unwrap();
    // Left by a process that was killed, and by nobody who can be known.
    let mut killed = std::process::Command::new("true").spawn().unwrap();
    let left = temporary.path().join(format!("mockround-words-{}-abc", killed.id()));
    killed.wait().unwrap();
    let other = temporary.path().join("mockround-words-x");
    [&left, &other].iter().for_each(|folder| fs::create_dir(folder).unwrap());
    let (workspace, _) =
        sounding(&format!("ls -ld \"$(dirname \"$1\")\" \"$1\" >> seen\n{ZEBRAS}"));
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let mut command = workspace.command(&["words"]);
    let ran = command.env("TMPDIR", temporary.path()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let seen = fs::read_to_string(workspace.path().join("seen")).unwrap();
    let modes: Vec<&str> = seen.lines().map(|line| &line[..10]).collect();
    assert_eq!(modes[..2], ["drwx------", "-rw-------"], "{seen}");
    let stay: Vec<_> =
        fs::read_dir(temporary.path()).unwrap().map(|of| of.unwrap().path()).collect();
    assert_eq!(stay, [other]);
}

/// A round that went on has words of its first part: they are not written over.
#[cfg(target_os = "linux")]
#[test]
fn words_that_are_there_stay_after_a_round() {
    let workspace = Workspace::new();
    workspace.script(&["drill", "coding", "--seed", "1"], "start\nend\nend\n");
    let session = workspace.sessions().remove(0);
    let text = fs::read_to_string(&session).unwrap();
    let cut = text.find("event = \"slot-ended\"").unwrap();
    let cut = text[..cut].rfind("[[event]]").unwrap();
    fs::write(&session, &text[..cut]).unwrap();
    let own = session.with_extension("");
    fs::create_dir_all(&own).unwrap();
    let words =
        "{\"schema\": 1, \"session\": \"x\", \"tool\": \"srt\", \"model\": null, \"words\": []}";
    fs::write(own.join("words.json"), words).unwrap();
    let settings = "[live]\nbell = false\n\n[listen]\nmic = \"auto\"\nwords = \"after-round\"\n\
                    recorder = [\"sh\", \"record.sh\"]\n\
                    transcriber = [\"sh\", \"fake.sh\", \"{wav}\", \"{out}\"]\n";
    workspace.file("mockround.toml", settings);
    workspace.file("record.sh", "head -c 64000 /dev/zero; sleep 600\n");
    workspace.file("fake.sh", "touch ran\n");
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let ran = workspace.script(&["resume", "--keep-audio", "--mic", "auto"], "start\nend\n");
    assert!(ran.stderr.contains("has words, which stay"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(own.join("words.json")).unwrap(), words);
    assert!(!workspace.path().join("ran").exists());
}

#[cfg(unix)]
#[test]
fn the_sound_of_a_session_is_played_from_a_question_or_a_time_on() {
    let (workspace, _) = workspace();
    let none = workspace.run(&["replay"]);
    assert_eq!(none.code, Some(1));
    assert!(none.stderr.contains("has no sound: --keep-audio stores"), "{}", none.stderr);
    let (workspace, session) = sounding("");
    let gone = workspace.run(&["replay"]);
    let told = "has no sound any more: talk.wav is gone";
    assert!(gone.stderr.contains(told), "{}", gone.stderr);
    let end = workspace.report()["session"]["elapsed_s"].as_f64().unwrap();
    let mut text = fs::read_to_string(&session).unwrap();
    text += &format!("[[event]]\nat = {end:?}\nevent = \"sound-stored\"\n");
    text += "from = 0.0\nfile = \"sound.wav\"\n\n";
    fs::write(&session, text).unwrap();
    let listed = workspace.run(&["sessions"]);
    assert!(listed.stdout.contains("finished, sound"), "{}", listed.stdout);
    let settings = "[listen]\nmic = \"off\"\n\
                    player = [\"sh\", \"play.sh\", \"{file}\", \"{second}\", \"{wav}\"]\n";
    workspace.file("mockround.toml", settings);
    workspace.file("play.sh", "echo $2 $(basename $1) $(wc -c < $3) > played\n");
    let refused = workspace.run(&["replay"]);
    assert!(refused.stderr.contains("names a program that is not run"), "{}", refused.stderr);
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let played = |args: &[&str]| -> (String, usize) {
        let ran = workspace.run(&[&["replay"], args].concat());
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        let played = fs::read_to_string(workspace.path().join("played")).unwrap();
        let (place, size) = played.trim().rsplit_once(' ').unwrap();
        (place.to_string(), size.parse().unwrap())
    };
    let (all, late) = (played(&[]), played(&["latest", "--at", "0:11"]));
    assert_eq!((&*all.0, &*late.0), ("0 sound.wav", "9 sound.wav"));
    // 12 s of 16 kHz and 16 bits, and 3 s.
    assert!(all.1.abs_diff(384_000) < 4_000 && late.1.abs_diff(96_000) < 4_000, "{all:?} {late:?}");
    assert_eq!(played(&["--question", "1"]).0, "0 sound.wav");
    for (args, code, why) in [
        (&["--question", "2"][..], 1, "has 1 question that came up"),
        (&["--flag", "99"], 1, " flag"),
        (&["--at", "0:20"], 1, "the sound ends before 0:18"),
        (&["--at", "9:00"], 1, " ends at 0:3"),
        (&["--at", "0:10", "--flag", "1"], 2, "cannot be used with"),
    ] {
        let ran = workspace.run(&[&["replay"], args].concat());
        assert_eq!(ran.code, Some(code), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
    // The recording that it was measured from, five seconds behind its beginning, is there again.
    let stored = session.with_extension("").join("sound.wav");
    fs::copy(&stored, workspace.path().join("talk.wav")).unwrap();
    assert_eq!(played(&["--at", "0:15"]).0, "8 talk.wav");
    assert_eq!(played(&["--at", "0:04"]).0, "2 sound.wav");
    // Who can't go to a place is given a file that begins there, 4 s before the end of this one.
    for words in ["\"{file}\"", "\"--from={wav}\"", ""] {
        let player = format!("player = [\"sh\", \"play.sh\", {words}]\n");
        workspace.file("mockround.toml", &format!("[listen]\nmic = \"off\"\n{player}"));
        workspace.file("play.sh", "echo x $(wc -c < ${1#--from=}) > played\n");
        workspace.run(&["init", "--allow"]);
        let size = played(&["--at", "0:15"]).1;
        assert!(size.abs_diff(128_000) < 4_000, "{words}: {size}");
    }
    workspace.file("play.sh", "exit 3\n");
    workspace.run(&["init", "--allow"]);
    let failed = workspace.run(&["replay"]);
    assert!(failed.stderr.contains("sh failed; player under [listen]"), "{}", failed.stderr);
}

#[cfg(unix)]
#[test]
fn sound_that_came_after_the_words_is_told_where_it_has_none() {
    let (workspace, session) = workspace();
    take(&workspace, "talk.srt", SRT, &[]);
    let spoken = synthetic::wav(&synthetic::sound(8.0, &[1.0..3.0], 0.15, 0.002));
    for (name, offset, is_told) in [("talk.wav", "1s", false), ("later.wav", "18s", true)] {
        fs::write(workspace.path().join(name), &spoken).unwrap();
        let listen = ["listen", name, "--session", &id(&session), "--offset", offset];
        let ran = workspace.run(&listen);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let told = workspace.run(&["words"]).stderr;
        let is_later = told.contains("has sound from 0:18 on that came after its words");
        assert!(is_later == is_told && told.contains("came after") == is_told, "{told}");
    }
}

/// A session whose recording is where it was when it was added.
#[cfg(unix)]
fn recorded(script: &str) -> (Workspace, PathBuf) {
    let (workspace, session) = sounding(script);
    let stored = session.with_extension("").join("sound.wav");
    fs::rename(stored, workspace.path().join("talk.wav")).unwrap();
    (workspace, session)
}

#[cfg(unix)]
#[test]
fn a_recording_that_was_added_is_written_down_and_found_from_the_sessions_folder() {
    let (workspace, session) = recorded(ZEBRAS);
    let events = fs::read_to_string(&session).unwrap();
    assert!(events.contains("\nfile = \"../talk.wav\"\n"), "{events}");
    assert!(!events.contains(workspace.path().to_str().unwrap()), "{events}");
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    let heard = workspace.run(&["words"]);
    assert_eq!(heard.stdout.matches("zebras here").count(), 2, "{}", heard.stderr);
    // Each begins 0.35 s before its speech, which began at 6 and 13 s of the session.
    let words = workspace.json(&["words"]);
    for (at, began) in [(0, 6.0), (2, 13.0)] {
        let start = words["words"][at]["start_s"].as_f64().unwrap();
        assert!((start - began).abs() < 0.5, "{start}");
    }
    // So does its page.
    let page = fs::read_to_string(session.with_extension("html")).unwrap();
    let (file, _) = page.split_once("<audio ").unwrap().1.split_once("#t=").unwrap();
    let (_, file) = file.split_once("src=\"").unwrap();
    assert!(session.with_file_name(file).is_file(), "{file}");
    assert!(page.contains("media-src 'self'") && !page.contains("mockround replay"), "{page}");
    fs::remove_file(workspace.path().join("talk.wav")).unwrap();
    fs::remove_file(session.with_extension("").join("words.json")).unwrap();
    let gone = workspace.run(&["words"]);
    assert!(gone.stderr.contains("can't be heard: talk.wav is gone"), "{}", gone.stderr);
}

#[cfg(unix)]
#[test]
fn q_ends_what_is_played_and_leaves_the_terminal_as_it_was() {
    let (workspace, _) = recorded("");
    let settings = "[listen]\nmic = \"off\"\nplayer = [\"sh\", \"play.sh\", \"{file}\"]\n";
    workspace.file("mockround.toml", settings);
    workspace.file("play.sh", "echo plays > plays; sleep 600\n");
    assert_eq!(workspace.run(&["init", "--allow"]).code, Some(0));
    for key in ["q", "\u{3}"] {
        let mut terminal = Terminal::start(&workspace, &["replay"], 24, 80);
        terminal.expect("q or Ctrl-C ends it");
        terminal.keys("x");
        terminal.keys(key);
        assert_eq!(terminal.end(), 0, "{key:?}: {}", terminal.screen());
        assert!(terminal.is_restored());
    }
    // What stands on standard input is for others, and ends nothing.
    workspace.file("play.sh", "exit 0\n");
    workspace.run(&["init", "--allow"]);
    assert_eq!(workspace.script(&["replay"], "q\n").code, Some(0));
}

/// The files below a folder that hold a text.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(text) {
            found.push(path.display().to_string());
        }
    }
    found
}
