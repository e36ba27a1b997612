use jiff::Timestamp;

use super::lint::{findings, told, words};
use super::matrix::{Cell, Finding, Matrix};
use super::*;
use crate::round::limits::Limits;
use crate::round::rung::Rung;
use crate::samples::{Script, behavioral, s};
use crate::session::event::What;
use crate::session::tellings::{self, Telling};
use crate::text::english::{has_number, persons};

/// `count` words without a number or a person in them.
fn filler(count: usize) -> String {
    vec!["word"; count].join(" ")
}

/// A story that lacks nothing: 40 + 40 + 100 + 60 = 240 words, 1:36 at 150 a minute; a third of it
/// is 80.
fn good(id: &str) -> String {
    format!(
        "[[story]]\nid = '{id}'\ntitle = 'T'\nthemes = ['conflict']\nstrength = 4\n\
         scale = '3 teams'\n\
         situation = '{}'\ntask = '{}'\naction = 'I {}'\nresult = '24% {}'\n",
        filler(40),
        filler(40),
        filler(99),
        filler(59)
    )
}

fn read(text: &str) -> Vec<Story> {
    parse("stories.toml", text).unwrap()
}

fn lint(text: &str) -> Vec<String> {
    let limits = Limits::default().answer;
    read(text)
        .iter()
        .flat_map(|story| findings("stories.toml", story, &limits))
        .map(|found| found.to_string())
        .collect()
}

fn refused(text: &str) -> String {
    parse("stories.toml", text).unwrap_err().to_string()
}

#[test]
fn every_field_is_read_with_its_line() {
    let [story] = &read(&good("one"))[..] else { panic!("one story") };
    assert_eq!((story.id.as_str(), story.title.as_str(), story.strength), ("one", "T", 4));
    assert_eq!(
        (&story.themes[..], story.scale.as_deref()),
        (&[Theme::Conflict][..], Some("3 teams"))
    );
    assert_eq!(story.lines, Lines { id: 2, themes: 4, scale: 6, parts: [7, 8, 9, 10] });
    assert!(story.is_complete());
    assert_eq!(story.part(StarPart::Action), Some(format!("I {}", filler(99)).as_str()));
}

#[test]
fn a_broken_file_names_line_and_field() {
    for (from, to, expected) in [
        (
            "strength = 4",
            "strength = 6",
            "stories.toml:5: story.strength: must be a whole number from 1 to 5",
        ),
        ("strength = 4\n", "", "stories.toml:1: story.strength: is missing"),
        (
            "'conflict'",
            "'conflicts'",
            "stories.toml:4: story.themes: \"conflicts\" is no theme: did you mean \"conflict\"?",
        ),
        (
            "['conflict']",
            "['growth', 'growth']",
            "stories.toml:4: story.themes: \"growth\" is there twice",
        ),
        (
            "'one'",
            "'One'",
            "stories.toml:2: story.id: must be 1 to 40 characters of a-z, 0-9 and '-'",
        ),
        ("task =", "tasks =", "stories.toml:8: story.tasks: unknown key: did you mean \"task\"?"),
        (
            "'3 teams'",
            "3",
            "stories.toml:6: story.scale: must be text in quotes, not a whole number",
        ),
        ("title = 'T'", "title = ''", "stories.toml:3: story.title: must not be empty"),
        (
            "'3 teams'",
            "'''3\nteams'''",
            "stories.toml:6: story.scale: must be on one line, without tabs",
        ),
    ] {
        assert_eq!(refused(&good("one").replace(from, to)), expected);
    }
    let twice = refused(&format!("{}{}", good("one"), good("one")));
    assert_eq!(
        twice,
        "stories.toml:12: story.id: \"one\" is there already, at line 2; give one another id"
    );
    assert!(refused("[[story]]\nid = 'one\n").starts_with("stories.toml:2: "));
    // All of them at once.
    assert_eq!(refused("[[story]]\n").lines().count(), 3);
}

#[test]
fn a_skeleton_is_read_and_lacks_what_is_not_written() {
    let text = format!("{GUIDE}{}", skeleton("the-move", "The \"move\"", &[Theme::Growth]));
    let [story] = &read(&text)[..] else { panic!("one story") };
    assert_eq!(
        (story.id.as_str(), story.title.as_str(), story.strength),
        ("the-move", "The \"move\"", 3)
    );
    assert_eq!(story.themes, [Theme::Growth]);
    assert_eq!((&story.scale, &story.parts), (&None, &[None, None, None, None]));
    let base = GUIDE.lines().count() + 1;
    let says = |line: usize, field: &str, what: &str| {
        format!("stories.toml:{}: story.{field}: the-move: {what}", base + line)
    };
    assert_eq!(
        lint(&text),
        [
            says(10, "scale", "no scale line: people, teams, money, traffic, or time"),
            says(12, "situation", "the situation is missing"),
            says(15, "task", "the task is missing"),
            says(18, "action", "the action is missing"),
            says(21, "result", "the result is missing"),
        ]
    );
}

#[test]
fn guide_and_skeleton_name_every_theme() {
    for theme in Theme::words() {
        assert!(GUIDE.contains(theme) && skeleton("a", "A", &[]).contains(theme), "{theme}");
    }
}

#[test]
fn ids_are_made_of_titles_and_are_new() {
    let there = read(&good("the-team-s-move"));
    assert_eq!(new_id("The team's move", &there), "the-teams-move");
    assert_eq!(new_id("The team s move!", &there), "the-team-s-move-2");
    assert_eq!(new_id("日本", &there), "story");
    let long = new_id(&"word ".repeat(20), &there);
    assert!(is_id(&long) && long.starts_with("word-word") && !long.ends_with('-'), "{long}");
}

#[test]
fn a_story_that_lacks_nothing_has_no_finding() {
    assert_eq!(lint(&good("one")), [""; 0]);
}

#[test]
fn each_thing_that_lacks_is_named_with_line_and_field() {
    for (from, to, expected) in [
        ("'conflict'", "", "4: story.themes: one: no theme: it is offered for no question"),
        (
            "'conflict'",
            "'conflict', 'growth', 'delivery', 'outcomes'",
            "4: story.themes: one: carries 4 themes, more than 3: told for each, it is told too \
             often",
        ),
        (
            "scale = '3 teams'\n",
            "",
            "1: story.scale: one: no scale line: people, teams, money, traffic, or time",
        ),
        (
            "'I word",
            "'we ours I word",
            "9: story.action: one: says \"we\" 2 times and \"I\" 1: what did you do?",
        ),
        ("'24% ", "'p99 ", "10: story.result: one: no number in the result"),
        (
            "id = 'one'",
            "id = '--help'",
            "2: story.id: --help: a command would take this id for an option, so no plan has the \
             story: begin it with a letter",
        ),
    ] {
        assert_eq!(lint(&good("one").replace(from, to)), [format!("stories.toml:{expected}")]);
    }
    // Three themes are not too many, and as many "we" as "I" are not more.
    assert_eq!(
        lint(&good("one").replace("'conflict'", "'conflict', 'growth', 'delivery'")),
        [""; 0]
    );
    assert_eq!(lint(&good("one").replace("'I word", "'we I word")), [""; 0]);
    // "We" in another part is no matter: that is where the team belongs.
    assert_eq!(lint(&good("one").replace("'24% ", "'24% we us our ")), [""; 0]);
}

#[test]
fn situation_and_task_take_a_third_at_most() {
    let story = |situation: usize| {
        let (task, action, result) = (filler(10), filler(60), filler(19));
        format!(
            "[[story]]\nid = 'one'\ntitle = 'T'\nthemes = ['growth']\nstrength = 1\n\
             scale = 'x'\nsituation = '{}'\n\
             task = '{task}'\naction = '{action}'\nresult = '5 {result}'\n",
            filler(situation)
        )
    };
    // 30 + 10 of 120 words are a third; 31 + 10 of 121 are more.
    assert_eq!(lint(&story(30)), [""; 0]);
    let long = "stories.toml:7: story.situation: one: situation and task are 41 of 121 words, \
                longer than a third";
    assert_eq!(lint(&story(31)), [long]);
    // Where a part is missing, a share of the whole says nothing.
    let without = story(300).replace("\nresult", "\n#result");
    assert_eq!(lint(&without), ["stories.toml:1: story.result: one: the result is missing"]);
}

#[test]
fn told_at_150_words_a_minute_a_story_keeps_to_an_answers_limits() {
    assert_eq!((told(150), told(1), told(450)), (s(60.0), s(0.4), s(180.0)));
    let story = |action: usize| good("one").replace(&filler(99), &filler(action));
    // 140 words beside the action and its "I": 450 words are 3:00, the limit; 451 are more.
    assert_eq!(lint(&story(309)), [""; 0]);
    let long = "stories.toml:2: story.id: one: 451 words take 3:01 at 150 a minute, \
                longer than an answer's 3:00";
    assert_eq!(lint(&story(310)), [long]);
    // 5 + 5 + 72 + 30 = 112 words are 44.8 s, one more is 45.2 s; the limit is 45 s.
    let short = |action: usize| {
        good("one")
            .replace(&filler(99), "@")
            .replace(&filler(59), &filler(29))
            .replace(&filler(40), &filler(5))
            .replace('@', &filler(action))
    };
    let says = "stories.toml:2: story.id: one: 112 words take 0:44 at 150 a minute, \
                shorter than an answer's 0:45";
    assert_eq!((lint(&short(71)), lint(&short(72))), (vec![says.to_string()], vec![]));
}

#[test]
fn words_persons_and_numbers_are_counted() {
    assert_eq!(words("A 24-hour run — done, twice."), 5);
    assert_eq!(words(""), 0);
    assert_eq!(persons("I'm sure I did my part; me, myself and mine. i = 0"), (6, 0));
    assert_eq!(
        persons("We've seen our team; they told us what's ours. US sales weren't ourselves"),
        (0, 5)
    );
    assert_eq!(persons("we’ll see what I’d do: Army, weapons, hour, use"), (1, 1));
    for with in [
        "24%",
        "from $3M",
        "(~40 ms)",
        "cut by half",
        "three-fold",
        "It doubled.",
        "+2 points",
        "Twice!",
        "zero outages",
        "eighteen teams",
        "AUC=0.91",
        "½ of it",
        "by a third",
        "two-thirds",
        "tenfold",
        "sub-100ms",
        "in 2 weeks",
        "p99: 80ms",
        "0.91→0.94",
        "twenty-five",
        "2024 of them",
        "1,900",
    ] {
        assert!(has_number(with), "{with}");
    }
    for without in [
        "p99 fell",
        "one of us",
        "GPT4 on S3",
        "much faster",
        "often",
        "",
        "threefold-ish wonders",
        "a third-party tool",
        "the third party",
        "in the last quarter",
        "GPT-4 won",
        "since 2024,",
        "F1",
        "v2.1 shipped",
        "double-checked",
        "m²",
        "half-hearted",
    ] {
        assert!(!has_number(without), "{without}");
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn telling(story: &str, theme: Option<Theme>, day: u8) -> Telling {
    Telling { story: story.to_string(), theme, at: at(&format!("2026-11-{day:02}T10:00:00Z")) }
}

/// `a`: conflict and growth, 4. `b`: conflict, 2. `c`: delivery, outcomes and ambiguity, 5, without
/// a result.
fn three() -> Vec<Story> {
    let b = good("b").replace("strength = 4", "strength = 2");
    let c = good("c").replace("strength = 4", "strength = 5").replace("\nresult", "\n#result");
    read(&format!(
        "{}{b}{}",
        good("a").replace("'conflict'", "'conflict', 'growth'"),
        c.replace("'conflict'", "'delivery', 'outcomes', 'ambiguity'")
    ))
}

#[test]
fn every_cell_of_the_matrix_has_strength_and_last_telling() {
    let told = [
        telling("a", Some(Theme::Conflict), 3),
        telling("a", Some(Theme::Conflict), 9),
        telling("a", Some(Theme::Delivery), 5),
        telling("c", None, 7),
        telling("gone", Some(Theme::Growth), 8),
    ];
    let matrix = Matrix::of(&three(), &told);
    let cell = |strength: Option<u8>, told: usize, day: Option<u8>| Cell {
        strength,
        told,
        last: day.map(|day| telling("", None, day).at),
    };
    let (none, at) = (cell(None, 0, None), |strength: u8| cell(Some(strength), 0, None));
    let expected = [
        (Theme::Conflict, vec![cell(Some(4), 2, Some(9)), at(2), none]),
        (Theme::Ambiguity, vec![none, none, at(5)]),
        (Theme::Growth, vec![at(4), none, none]),
        (Theme::Delivery, vec![cell(None, 1, Some(5)), none, at(5)]),
        (Theme::Stakeholders, vec![none, none, none]),
        (Theme::ScopeChange, vec![none, none, none]),
        (Theme::Aspiration, vec![none, none, none]),
        (Theme::HardestProblem, vec![none, none, none]),
        (Theme::Outcomes, vec![none, none, at(5)]),
    ];
    assert_eq!(matrix.rows, expected);
    assert_eq!(
        matrix.told,
        [(3, Some(telling("", None, 9).at)), (0, None), (1, Some(telling("", None, 7).at))]
    );
    let gaps = [Theme::Stakeholders, Theme::ScopeChange, Theme::Aspiration, Theme::HardestProblem];
    let mut findings = vec![Finding::Count { complete: 2, all: 3 }];
    findings.extend(gaps.map(Finding::Gap));
    findings.push(Finding::Overused { id: "a".into(), times: 3, of: 5 });
    let alone = vec![Theme::Ambiguity, Theme::Delivery, Theme::Outcomes];
    findings.push(Finding::LeanedOn { id: "c".into(), themes: alone });
    assert_eq!(matrix.findings, findings);
}

#[test]
fn overuse_looks_at_the_latest_ten_tellings_only() {
    let mut told: Vec<Telling> = (1..=3).map(|day| telling("b", None, day)).collect();
    told.extend((4..=11).map(|day| telling(if day == 4 { "a" } else { "x" }, None, day)));
    // Of eleven tellings the first is too long ago: two of `b` are left.
    let overused = |told: &[Telling]| {
        let found = Matrix::of(&three(), told).findings;
        found
            .into_iter()
            .filter(|found| matches!(found, Finding::Overused { .. }))
            .collect::<Vec<_>>()
    };
    assert_eq!(overused(&told), []);
    told.pop();
    assert_eq!(overused(&told), [Finding::Overused { id: "b".into(), times: 3, of: 10 }]);
}

#[test]
fn weak_stories_and_their_number_are_findings() {
    let stories = |count: usize, strength: u8| {
        let one = |n: usize| {
            good(&format!("s{n}")).replace("strength = 4", &format!("strength = {strength}"))
        };
        read(&(0..count).map(one).collect::<String>())
    };
    let has = |count: usize, strength: u8, finding: &Finding| {
        Matrix::of(&stories(count, strength), &[]).findings.contains(finding)
    };
    let count = |complete: usize| Finding::Count { complete, all: complete };
    assert!(
        has(6, 3, &count(6))
            && !has(7, 3, &count(7))
            && !has(10, 3, &count(10))
            && has(11, 3, &count(11))
    );
    assert!(
        has(7, 2, &Finding::Thin(Theme::Conflict, 2))
            && !has(7, 3, &Finding::Thin(Theme::Conflict, 3))
    );
    let says = |finding: Finding| finding.to_string();
    assert_eq!(
        says(Finding::Count { complete: 2, all: 3 }),
        "2 of 3 stories have all four parts; 7 to 10 are wanted"
    );
    assert_eq!(says(count(11)), "11 stories have all four parts; 7 to 10 can be kept ready");
    assert_eq!(says(Finding::Gap(Theme::Growth)), "no story for growth");
}

#[test]
fn a_choice_fits_the_theme_and_is_the_least_told() {
    let told = [telling("a", None, 1), telling("b", None, 2), telling("b", None, 3)];
    let choices = choices::of(&three(), &told);
    let ids = |theme| {
        choices::fitting(&choices, theme)
            .iter()
            .map(|choice| choice.id.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(Some(Theme::Conflict)), ["a", "b"]);
    assert_eq!(ids(Some(Theme::Delivery)), ["c"]);
    assert_eq!(ids(Some(Theme::Aspiration)), [""; 0]);
    assert_eq!(ids(None), ["c", "a", "b"]);
    // Told as often, the one that was told longer ago comes first.
    let equal = choices::of(&three(), &[telling("a", None, 5), telling("b", None, 4)]);
    let ids: Vec<&str> =
        choices::fitting(&equal, Some(Theme::Conflict)).iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["b", "a"]);
}

#[test]
fn a_telling_has_the_theme_and_the_time_of_its_question() {
    let story = |question: usize, id: &str| What::Story { slot: 0, question, id: id.to_string() };
    let script =
        Script::new(vec![behavioral()]).begin(100.0, 0).done(200.0).show(200.0, 1).done(500.0);
    let script = script
        .show(500.0, 2)
        .done(800.0)
        .close(800.0)
        .then(810.0, story(1, "a"))
        .then(811.0, story(2, "b"));
    // Begun at 09:00:00+01:00; question 2 was shown 200 s later, question 3 500 s later.
    let expected = [("a", "2026-11-23T08:03:20Z"), ("b", "2026-11-23T08:08:20Z")];
    let expected = expected.map(|(story, time)| Telling {
        story: story.into(),
        theme: Some(Theme::Conflict),
        at: at(time),
    });
    assert_eq!(tellings::of(script.session()), expected);
    let fast = script.with(|header| header.speed = 60.0);
    assert_eq!(tellings::of(fast.session()), []);
}

#[test]
fn time_since_a_telling_is_short() {
    let now = at("2026-11-23T10:00:00Z");
    for (then, expected) in [
        ("2026-11-23T09:00:00Z", "0d"),
        ("2026-11-22T10:00:01Z", "0d"),
        ("2026-11-22T10:00:00Z", "1d"),
        ("2026-11-10T10:00:00Z", "13d"),
        ("2026-11-09T10:00:00Z", "2w"),
        ("2026-09-25T10:00:00Z", "8w"),
        ("2026-09-24T10:00:00Z", "2m"),
        ("2024-11-24T10:00:00Z", "24m"),
        ("2024-11-23T10:00:00Z", "2y"),
        ("2026-12-01T10:00:00Z", "0d"),
    ] {
        assert_eq!(text::ago(now, at(then)), expected, "{then}");
    }
}

#[test]
fn the_matrix_fits_its_width_and_names_its_columns() {
    let told = [telling("a", Some(Theme::Conflict), 9), telling("a", Some(Theme::Delivery), 22)];
    let look =
        text::Look { tellings: &told, now: at("2026-11-23T10:00:00Z"), width: 80, colours: false };
    let stories = three();
    let page = text::matrix(&stories, &Matrix::of(&stories, &told), look);
    let lines: Vec<&str> = page.lines().collect();
    assert_eq!(lines[0], "                [1]   [2]   [3]");
    assert_eq!(lines[1], "conflict        4 2w  2     ·");
    assert_eq!(lines[4], "delivery        · 1d  ·     5");
    assert_eq!(lines[11], " [1] a  told 2 times, last 1d ago");
    assert_eq!(lines[12], " [2] b  never told");
    assert!(page.contains("! no story for stakeholders\n"));
    // Two columns fit on 28: the third stands below.
    let narrow =
        text::matrix(&stories, &Matrix::of(&stories, &told), text::Look { width: 28, ..look });
    assert!(
        narrow.starts_with("                [1]   [2]\n")
            && narrow.contains("\n                [3]\n")
    );
}

#[test]
fn a_ladder_tells_one_story_at_four_lengths() {
    let round = ladder::round(&three()[0], &Limits::default());
    let slot = &round.slots[0];
    let budgets: Vec<_> = slot.questions.iter().map(|planned| planned.budget()).collect();
    assert_eq!(budgets, [s(180.0), s(90.0), s(60.0), s(30.0)]);
    // 6:00 of telling and a minute over.
    assert_eq!(slot.length, s(420.0));
    let answer = slot.questions[0].limits.answer.unwrap();
    assert_eq!((answer.shortest, answer.longest, answer.very_late), (s(90.0), s(180.0), s(210.0)));
    let answer = slot.questions[3].limits.answer.unwrap();
    assert_eq!((answer.shortest, answer.longest, answer.very_late), (s(15.0), s(30.0), s(35.0)));
    for planned in &slot.questions {
        let question = &planned.question;
        assert!(Rung::of(question.kind(), question.id.as_str()).is_some());
    }
    assert_eq!(slot.questions[1].question.title, "T, in 90 seconds");
    assert!(
        !slot.questions[1].question.statement.contains("word"),
        "the story itself is not to be read off"
    );
}
