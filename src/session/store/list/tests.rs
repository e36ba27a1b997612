use std::fs;
use std::path::Path;

use super::super::find::{earlier_round, find, live_sessions, load_latest, recent_questions};
use super::{Listing, SessionState, Stored, list, read_all};
use crate::samples::{design, event, full, header, id, small, started};
use crate::session::event::{Event, LeftWhy, What};
use crate::session::store::{Frame, LiveFile, MAX_BYTES, Marks, Store, event_text, to_text};

const WALL: &str = "2026-11-23T10:00:00+01:00";

/// Writes a session of the small plan.
fn write(dir: &Path, name: &str, began: &str, speed: f64, events: &[Event]) {
    let mut header = small();
    header.id = id(name);
    header.started = started(began);
    header.speed = speed;
    let events: String = events.iter().map(|event| event_text(event).unwrap()).collect();
    fs::write(dir.join(format!("{name}.toml")), to_text(&header).unwrap() + &events).unwrap();
}

fn shown(question: usize) -> Vec<Event> {
    vec![event(0.0, What::SlotBegan { slot: 0 }), event(0.0, What::QuestionShown { question })]
}

fn three(dir: &Path) {
    write(dir, "2026-11-21T09-00-00-a", "2026-11-21T09:00:00+01:00", 1.0, &shown(0));
    // Started last, although its name, in local time, comes before the next one.
    write(dir, "2026-11-22T08-00-00-b", "2026-11-22T08:00:00-08:00", 1.0, &shown(1));
    write(dir, "2026-11-22T09-00-00-c", "2026-11-22T09:00:00+01:00", 1.0, &[]);
}

fn ids(listing: &Listing<Stored>) -> Vec<&str> {
    listing.sessions.iter().map(|stored| stored.session.header.id.as_str()).collect()
}

#[test]
fn sessions_are_listed_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    fs::write(folder.path().join("2026-11-21T09-00-00-a.question.md"), "# Two sum").unwrap();
    fs::write(folder.path().join(".2026-11-23T09-00-00-d.toml"), "").unwrap();
    fs::create_dir(folder.path().join("folder.toml")).unwrap();
    let listing = list(folder.path()).unwrap();
    assert_eq!(
        ids(&listing),
        ["2026-11-22T08-00-00-b", "2026-11-22T09-00-00-c", "2026-11-21T09-00-00-a"]
    );
    let why = "it is a folder and no file; move it away".to_string();
    assert_eq!(
        listing.skipped,
        [super::SkippedFile { path: folder.path().join("folder.toml"), why }]
    );
    assert_eq!(
        list(&folder.path().join("none")).unwrap(),
        Listing { sessions: Vec::new(), skipped: Vec::new() }
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    three(dir);
    let good = fs::read_to_string(dir.join("2026-11-21T09-00-00-a.toml")).unwrap();
    fs::write(dir.join("0-copy.toml"), &good).unwrap();
    fs::write(dir.join("bad.toml"), good.replace("at = 0.0", "at = \"noon\"")).unwrap();
    fs::write(dir.join("empty.toml"), "").unwrap();
    fs::write(dir.join("foreign.toml"), "[package]\nname = \"x\"\n\n").unwrap();
    fs::write(dir.join("newer.toml"), good.replacen("format = 1", "format = 9", 1)).unwrap();
    fs::write(dir.join("torn.toml"), good.replace("09-00-00-a", "09-00-00-z") + "[[event]]\nat")
        .unwrap();
    let large = fs::File::create(dir.join("large.toml")).unwrap();
    large.set_len(MAX_BYTES + 1).unwrap();

    let listing = list(dir).unwrap();
    assert_eq!(listing.sessions.len(), 4);
    assert_eq!(listing.sessions.iter().filter(|stored| stored.dropped.is_some()).count(), 1);
    let skipped: Vec<(String, &str)> = listing
        .skipped
        .iter()
        .map(|skipped| {
            (skipped.path.file_name().unwrap().to_string_lossy().into_owned(), skipped.why.as_str())
        })
        .collect();
    let begins = [
        (
            "0-copy.toml",
            "it has the same `id` as 2026-11-21T09-00-00-a.toml; change the id in it, or delete it",
        ),
        ("bad.toml", "line "),
        ("empty.toml", "it is empty; delete it"),
        ("foreign.toml", "it is no session: no `format = 1` at its beginning"),
        ("large.toml", "it is larger than 64 MiB, which no session is"),
        ("newer.toml", "it has file format 9, "),
    ];
    assert_eq!(skipped.len(), begins.len(), "{skipped:?}");
    for ((name, why), (expected, begin)) in skipped.iter().zip(begins) {
        assert_eq!(name, expected);
        assert!(why.starts_with(begin), "{name}: {why}");
    }
}

#[test]
fn many_sessions_are_all_read_once() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..100 {
        let began = format!("2026-11-23T{:02}:{:02}:00+01:00", n / 60, n % 60);
        write(folder.path(), &format!("s-{n:03}"), &began, 1.0, &[]);
    }
    let ids = read_all(folder.path(), |stored| stored.session.header.id.to_string()).unwrap();
    let expected: Vec<String> = (0..100).rev().map(|n| format!("s-{n:03}")).collect();
    assert_eq!(ids.sessions, expected);
}

#[test]
fn a_session_is_found_by_what_a_person_gives() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    three(dir);
    let name = |wanted: &str| {
        find(dir, wanted)
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .map_err(|error| error.to_string())
    };
    assert_eq!(name("2026-11-21T09-00-00-a").unwrap(), "2026-11-21T09-00-00-a");
    assert_eq!(name("2026-11-21").unwrap(), "2026-11-21T09-00-00-a");
    assert_eq!(name("latest").unwrap(), "2026-11-22T08-00-00-b");
    assert_eq!(name("2026-11-22T09-00-00-c.toml").unwrap(), "2026-11-22T09-00-00-c");
    let path = dir.join("2026-11-22T09-00-00-c.toml");
    assert_eq!(find(dir, path.to_str().unwrap()).unwrap(), path);
    assert_eq!(
        name("2026-11-22").unwrap_err(),
        "2 sessions begin with \"2026-11-22\": 2026-11-22T09-00-00-c, 2026-11-22T08-00-00-b; \
         give more of the id"
    );
    let none = format!(
        "no session begins with \"2031\" in {}; `mockround sessions` lists them",
        dir.display()
    );
    assert_eq!(name("2031").unwrap_err(), none);
    assert_eq!(
        name("else/where.toml").unwrap_err(),
        "no session file else/where.toml; `mockround sessions` lists the sessions"
    );

    // The whole name of one is the beginning of another.
    write(dir, "2026-11-21T09-00-00-a-2", "2026-11-21T09:00:00+01:00", 1.0, &[]);
    assert_eq!(name("2026-11-21T09-00-00-a").unwrap(), "2026-11-21T09-00-00-a");
    assert!(name("2026-11-21").unwrap_err().starts_with("2 sessions begin"));

    // A renamed file answers to its new name and to the id in it.
    fs::rename(dir.join("2026-11-22T09-00-00-c.toml"), dir.join("with-anna.toml")).unwrap();
    assert_eq!(name("with").unwrap(), "with-anna");
    assert_eq!(name("2026-11-22T09").unwrap(), "with-anna");
}

#[test]
fn where_there_are_no_sessions_it_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let none =
        format!("no sessions in {} yet; `mockround run` records one", folder.path().display());
    for wanted in ["latest", "2026"] {
        assert_eq!(find(folder.path(), wanted).unwrap_err().to_string(), none);
    }
    fs::write(folder.path().join("x.toml"), "[package]\n").unwrap();
    assert!(find(folder.path(), "latest").unwrap_err().to_string().starts_with("no file in "));
}

#[test]
fn more_than_five_that_fit_are_not_all_listed() {
    let folder = tempfile::tempdir().unwrap();
    for n in 1..=7 {
        write(folder.path(), &format!("s-{n}"), "2026-11-21T09:00:00+01:00", 1.0, &[]);
    }
    assert_eq!(
        find(folder.path(), "s-").unwrap_err().to_string(),
        "7 sessions begin with \"s-\": s-7, s-6, s-5, s-4, s-3, …; give more of the id"
    );
}

#[test]
fn the_draw_learns_what_was_shown_lately() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let undo =
        |question| [shown(question), vec![event(1.0, What::Undone { events: vec![1] })]].concat();
    write(dir, "a", "2026-11-20T09:00:00+01:00", 1.0, &shown(0));
    write(dir, "b", "2026-11-21T09:00:00+01:00", 1.0, &shown(1));
    write(dir, "c-fast", "2026-11-22T09:00:00+01:00", 60.0, &shown(0));
    write(dir, "d-undone", "2026-11-23T09:00:00+01:00", 1.0, &undo(0));
    write(dir, "e-not-begun", "2026-11-24T09:00:00+01:00", 1.0, &[]);
    fs::write(dir.join("f-bad.toml"), "format = 1\n[[").unwrap();
    let names = |n| -> Vec<Vec<String>> {
        recent_questions(dir, n)
            .into_iter()
            .map(|ids| ids.iter().map(ToString::to_string).collect())
            .collect()
    };
    assert_eq!(names(5), [["rotate-list"], ["two-sum"]]);
    assert_eq!(names(1), [["rotate-list"]]);
    assert_eq!(recent_questions(&dir.join("none"), 5), Vec::<Vec<_>>::new());
}

#[test]
fn a_session_that_runs_is_told_from_one_that_crashed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let frame = |store: &Store| {
        let frame = Frame {
            elapsed: crate::time::Elapsed::ZERO,
            wall: WALL.to_string(),
            status: String::new(),
        };
        LiveFile::create(store.path(), &frame).unwrap()
    };
    let (running, _) = Store::create(dir, small()).unwrap();
    let (crashed, _) = Store::create(dir, small()).unwrap();
    let _files = (frame(&running), frame(&crashed));
    drop(crashed);
    assert_eq!(live_sessions(dir), [running.path()]);
    assert_eq!(live_sessions(&dir.join("none")), Vec::<std::path::PathBuf>::new());

    let left = What::Left { why: LeftWhy::Interrupted, wall: WALL.to_string() };
    let returned = What::Returned { away_unknown: false, wall: WALL.to_string() };
    write(dir, "a-left", WALL, 1.0, &[event(1.0, left.clone())]);
    write(
        dir,
        "b-left-again",
        WALL,
        1.0,
        &[event(1.0, left.clone()), event(2.0, returned.clone()), event(3.0, left.clone())],
    );
    write(dir, "c-returned", WALL, 1.0, &[event(1.0, left), event(2.0, returned)]);
    write(dir, "d-finished", WALL, 1.0, &[event(1.0, What::Finished)]);
    let mut states: Vec<(String, SessionState)> = list(dir)
        .unwrap()
        .sessions
        .iter()
        .map(|s| (s.session.header.id.to_string(), s.state()))
        .collect();
    states.sort_by(|a, b| a.0.cmp(&b.0));
    let states: Vec<SessionState> = states.into_iter().map(|(_, state)| state).collect();
    let expected = [
        SessionState::Running,
        SessionState::CutOff,
        SessionState::Left,
        SessionState::Left,
        SessionState::CutOff,
        SessionState::Finished,
    ];
    assert_eq!(states, expected);
}

/// Not a test: prints how long it takes to read sessions of full size.
/// `cargo test --release -- --ignored --nocapture reading_speed`
#[test]
#[ignore = "a measurement"]
#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures")]
fn reading_speed() {
    let folder = tempfile::tempdir().unwrap();
    let header = to_text(&full()).unwrap();
    for n in 0..200 {
        let text = header.replacen("09-00-12", &format!("09-{:02}-{:02}", n / 60, n % 60), 1);
        let events: String = (0..150).map(|n| event_text(&a_usual_event(n)).unwrap()).collect();
        fs::write(folder.path().join(format!("s-{n:03}.toml")), text + &events).unwrap();
    }
    let size = fs::metadata(folder.path().join("s-000.toml")).unwrap().len();
    let timed = |what: &str, run: &dyn Fn()| {
        let best = (0..7)
            .map(|_| {
                let begin = std::time::Instant::now();
                run();
                begin.elapsed()
            })
            .min();
        println!(
            "{what}: {:?} a file of {size} bytes, {} of them header",
            best.unwrap() / 200,
            header.len()
        );
    };
    let paths = super::files(folder.path()).unwrap();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    timed("reading the files", &|| paths.iter().for_each(|path| drop(fs::read(path).unwrap())));
    timed("toml + serde, the header alone", &|| {
        for text in &texts {
            drop(toml::from_str::<crate::session::Header>(&text[..header.len()]).unwrap());
        }
    });
    timed("toml + serde, the whole file as one", &|| {
        for text in &texts {
            drop(toml::from_str::<Whole>(text).unwrap());
        }
    });
    timed("parsing in memory", &|| {
        texts.iter().for_each(|text| drop(super::super::read(text.as_bytes()).unwrap()))
    });
    timed("list, all cores", &|| drop(list(folder.path()).unwrap()));
    timed("find latest", &|| drop(find(folder.path(), "latest").unwrap()));
}

/// Not a test: prints how long a mark and a second of a running round keep the disk busy.
/// `cargo test --release -- --ignored --nocapture writing_speed`
#[test]
#[ignore = "a measurement"]
#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures")]
fn writing_speed() {
    let folder = tempfile::tempdir_in("target").or_else(|_| tempfile::tempdir()).unwrap();
    let (mut store, _) = Store::create(folder.path(), full()).unwrap();
    let mut frame = Frame {
        elapsed: crate::time::Elapsed::ZERO,
        wall: WALL.to_string(),
        status: "ml-design 3/4 12:41 / 35:00, data 3:12 / 4:00".to_string(),
    };
    let mut live = LiveFile::create(store.path(), &frame).unwrap();
    let mut marks = Marks::create(store.path()).unwrap();
    let begin = std::time::Instant::now();
    for n in 0..1000 {
        frame.elapsed = crate::time::Elapsed::from_secs(n);
        live.update(&frame).unwrap();
    }
    println!("live file: {:?} a second", begin.elapsed() / 1000);
    let begin = std::time::Instant::now();
    for _ in 0..1000 {
        drop(marks.take());
    }
    println!("looking for marks: {:?} a second", begin.elapsed() / 1000);
    let begin = std::time::Instant::now();
    for n in 0..100 {
        store.append(&[a_usual_event(n)]).unwrap();
    }
    println!("append, synced: {:?} a mark", begin.elapsed() / 100);
    let begin = std::time::Instant::now();
    for n in 0..1000 {
        drop(event_text(&a_usual_event(n)).unwrap());
    }
    println!("of which text: {:?}", begin.elapsed() / 1000);
    let begin = std::time::Instant::now();
    for _ in 0..100 {
        drop(to_text(&full()).unwrap());
    }
    println!("the header's text: {:?}", begin.elapsed() / 100);
}

/// One event in three is `heard`, with two spans, as in a round that was listened to.
fn a_usual_event(n: u32) -> Event {
    use crate::session::event::{Levels, MicState};
    use crate::time::Elapsed;
    let at = f64::from(n) * 10.0;
    let point = |seconds: f64| Elapsed::new(std::time::Duration::from_secs_f64(seconds));
    let spans = vec![(point(at + 0.512), point(at + 3.25)), (point(at + 4.0), point(at + 9.125))];
    match n % 6 {
        0 if n == 0 => event(at, What::SlotBegan { slot: 0 }),
        0 => event(at, What::Think),
        3 => event(at, What::PhaseBegan { phase: 1 }),
        1 | 4 => event(at, What::Mic { state: MicState::On.into() }),
        _ => event(
            at + 10.0,
            What::Heard {
                from: point(at),
                to: point(at + 10.0),
                pauses: vec![(point(at + 3.186), point(at + 3.25))],
                spans,
                level_db: Some(Levels { speech: Some(-28.5), noise: Some(-60.25), clipped: None }),
            },
        ),
    }
}

/// A session file as serde alone would read it.
#[derive(serde::Deserialize)]
#[expect(dead_code, reason = "only its reading is measured")]
struct Whole {
    round: crate::round::Round,
    limits: crate::round::limits::Limits,
    event: Vec<Event>,
}

#[test]
fn the_earlier_round_is_the_newest_finished_one_of_the_template_at_the_worlds_speed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let finished = [shown(0), vec![event(9.0, What::Finished)]].concat();
    write(dir, "a", "2026-11-20T09:00:00+01:00", 1.0, &finished);
    write(dir, "b", "2026-11-21T09:00:00+01:00", 1.0, &finished);
    write(dir, "c-left", "2026-11-22T09:00:00+01:00", 1.0, &shown(0));
    write(dir, "d-sped-up", "2026-11-22T10:00:00+01:00", 60.0, &finished);
    write(dir, "e", "2026-11-23T09:00:00+01:00", 1.0, &finished);
    write(dir, "f-later", "2026-11-24T09:00:00+01:00", 1.0, &finished);
    let other = fs::read_to_string(dir.join("d-sped-up.toml")).unwrap();
    let other = other.replace("d-sped-up", "g").replace("speed = 60.0", "speed = 1.0");
    fs::write(dir.join("g.toml"), other.replace("template = \"ml-onsite\"", "template = \"x\""))
        .unwrap();
    let earlier = |of: &str| {
        let (session, _) = crate::session::store::load(&dir.join(format!("{of}.toml"))).unwrap();
        earlier_round(dir, &session).map(|earlier| earlier.header.id.to_string())
    };
    assert_eq!(earlier("e").as_deref(), Some("b"));
    assert_eq!(earlier("b").as_deref(), Some("a"));
    assert_eq!((earlier("a"), earlier("g")), (None, None));
}

#[test]
fn a_drill_of_a_part_does_not_hide_the_round_before_it_and_is_held_against_its_like() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let drill = |name: &str, day: u32, phase: Option<&str>| {
        let mut slot = design();
        slot.questions[0].phases.retain(|of| phase.is_none_or(|only| of.name == only));
        let mut header = header(vec![slot]);
        header.id = id(name);
        header.started = started(&format!("2026-11-{day}T09:00:00+01:00"));
        let events = [shown(0), vec![event(9.0, What::Finished)]].concat();
        let events: String = events.iter().map(|event| event_text(event).unwrap()).collect();
        fs::write(dir.join(format!("{name}.toml")), to_text(&header).unwrap() + &events).unwrap();
    };
    drill("a-whole", 20, None);
    drill("b-data", 21, Some("data"));
    drill("c-modeling", 22, Some("modeling"));
    drill("d-whole", 23, None);
    drill("e-data", 24, Some("data"));
    let earlier = |of: &str| {
        let (session, _) = crate::session::store::load(&dir.join(format!("{of}.toml"))).unwrap();
        earlier_round(dir, &session).map(|earlier| earlier.header.id.to_string())
    };
    assert_eq!(earlier("d-whole").as_deref(), Some("a-whole"));
    assert_eq!(earlier("e-data").as_deref(), Some("b-data"));
    assert_eq!([earlier("a-whole"), earlier("b-data"), earlier("c-modeling")], [None, None, None]);
}

#[test]
fn the_latest_is_the_newest_that_can_be_read_and_newer_ones_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    three(dir);
    let latest = || {
        let (latest, passed_over) = load_latest(dir).unwrap();
        let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let passed_over: Vec<String> = passed_over.iter().map(|file| name(&file.path)).collect();
        (name(&latest.path), passed_over)
    };
    assert_eq!(latest(), ("2026-11-22T08-00-00-b".to_string(), Vec::new()));
    let file = |name: &str| dir.join(format!("{name}.toml"));
    // It says when it began, and no more.
    let newer = fs::read_to_string(file("2026-11-22T08-00-00-b")).unwrap();
    let newer = newer.replace("-22T08", "-23T08").replacen("format = 1", "format = 99", 1);
    fs::write(file("2026-11-23T08-00-00-newer"), newer).unwrap();
    // These don't say that; only the name tells, of one that is older and of one that is no
    // session's too.
    fs::write(file("2026-11-24T08-00-00-empty"), "").unwrap();
    fs::write(file("2026-11-25T08-00-00-bytes"), [0xff, 0xfe, 0]).unwrap();
    fs::write(file("2026-11-20T08-00-00-older"), "").unwrap();
    fs::write(file("notes"), "x = 1\n").unwrap();
    let (name, mut passed_over) = latest();
    passed_over.sort();
    assert_eq!(name, "2026-11-22T08-00-00-b");
    assert_eq!(
        passed_over,
        ["2026-11-23T08-00-00-newer", "2026-11-24T08-00-00-empty", "2026-11-25T08-00-00-bytes"]
    );
}

#[test]
fn of_copies_the_one_with_the_very_name_is_the_session_and_is_named_for_all_others() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let id = "2026-11-21T09-00-00-a";
    write(dir, id, "2026-11-21T09:00:00+01:00", 1.0, &shown(0));
    let own = dir.join(format!("{id}.toml"));
    let copies = ["0-copy.toml", "ID (1).toml", "ID-PC.toml", "ID.TOML", "ID.Toml", "ID_x.toml"];
    let copies = copies.map(|name| dir.join(name.replace("ID", id)));
    for copy in &copies {
        fs::copy(&own, copy).unwrap();
    }
    let listed = |named: &str, others: usize| {
        let listing = list(dir).unwrap();
        let found = find(dir, id).unwrap();
        assert_eq!(found.file_name().unwrap(), named);
        assert_eq!(listing.sessions.len(), 1);
        assert_eq!(listing.sessions[0].path, found);
        assert_eq!(listing.skipped.len(), others);
        for skipped in &listing.skipped {
            let same = format!("it has the same `id` as {named}; ");
            assert!(skipped.why.starts_with(&same), "{skipped:?}");
        }
        assert_eq!(find(dir, "2026-11-21").unwrap(), found);
        assert_eq!(find(dir, "latest").unwrap(), found);
    };
    listed(&format!("{id}.toml"), copies.len());
    assert_eq!(load_latest(dir).unwrap().0.path, own);
    fs::remove_file(&own).unwrap();
    listed(&format!("{id}.TOML"), copies.len() - 1);
}
