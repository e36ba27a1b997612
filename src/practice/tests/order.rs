//! What comes before what in a plan, and what is said of what has no room.

use super::*;
use crate::stories;

/// That something of a kind was met or missed.
fn sign(kind: QuestionKind, matter: Matter, met: bool) -> Sign {
    Sign { kind, matter, met, basis: Basis::Time }
}

pub(super) fn missed_question(kind: QuestionKind, id: &str) -> Sign {
    sign(kind, Matter::Question { id: id.to_string(), title: id.to_string() }, false)
}

fn point(question: &str, number: usize) -> Sign {
    let (title, phase) = (question.to_string(), "answer".to_string());
    let (question, point) = (question.to_string(), format!("point {number}"));
    let matter = Matter::Point { question, title, phase, point };
    Sign { kind: QuestionKind::Foundations, matter, met: false, basis: Basis::Points }
}

pub(super) fn phase(name: &str) -> Sign {
    sign(QuestionKind::MlDesign, Matter::Phase(name.to_string()), false)
}

fn badly(kinds: &[QuestionKind]) -> Debrief {
    Debrief {
        date: TODAY.checked_sub(1.day()).unwrap(),
        name: Some("Onsite".to_string()),
        kinds: kinds.iter().map(|kind| (*kind).into()).collect(),
        went: Some(Went::Badly.into()),
        asked: None,
    }
}

#[test]
fn a_line_asks_no_more_questions_than_its_command_takes() {
    for &kind in QuestionKind::all() {
        let signs: Vec<Sign> =
            (0..60).map(|n| missed_question(kind, &format!("{kind:?}-{n}"))).collect();
        for minutes in [45, 180, 720] {
            let time = TimeAsked::Now(m(minutes, 0));
            let past = [drilled(9, kind, signs.clone())];
            let agenda = planned_for(&past, Vec::new(), time, &[], &[badly(&[kind])]);
            let due = agenda.lines.iter().find(|line| line.act.command().contains("--due"));
            assert!(due.is_some() || minutes == 45, "{agenda:?}");
        }
    }
}

#[test]
fn what_went_badly_asks_first_what_is_due_of_it() {
    let (foundations, deep_dive) = (QuestionKind::Foundations, QuestionKind::DeepDive);
    let past = [
        drilled(4, foundations, vec![missed_question(foundations, "a")]),
        drilled(1, QuestionKind::Pitch, Vec::new()),
    ];
    let plan = planned_for(&past, Vec::new(), EVENING, &[], &[badly(&[foundations, deep_dive])]);
    let line = &plan.lines[0];
    assert_eq!(line.act.command(), "mockround drill foundations --due --count 3");
    assert_eq!(
        line.reason,
        "foundations was asked in Onsite, Mon 23 Nov, which went badly; 1 question due, not in \
         time on Fri 20 Nov"
    );
    assert_eq!(line.why.len(), 2, "{line:?}");
    // The other kind takes more than the evening, and is named.
    assert_eq!(no_room(&plan), ["deep-dive"], "{plan:?}");
    // What comes again from the evening before comes beside it, so that something is new.
    let past = [drilled(1, foundations, vec![missed_question(foundations, "a")])];
    let plan = planned_for(&past, Vec::new(), EVENING, &[], &[badly(&[foundations])]);
    let commands = commands(&plan);
    for command in
        ["mockround drill foundations --count 3", "mockround drill foundations --due --count 1"]
    {
        assert!(commands.iter().any(|of| of == command), "{command}: {commands:?}");
    }
}

#[test]
fn a_bare_drill_that_the_last_round_asks_for_leaves_what_is_due() {
    let kind = QuestionKind::Foundations;
    let act = Act::Drill { kind, asks: Asks::Any, count: None, due: false };
    let next = Some(Next { act, reason: "late".to_string() });
    for ago in [1, 4] {
        let past = [Practised { next: next.clone(), ..drilled(ago, kind, vec![point("a", 1)]) }];
        let commands = commands(&planned(&past, Vec::new(), EVENING));
        assert_eq!(commands[0], "mockround drill foundations");
        assert_eq!(commands[1], "mockround drill foundations --due --count 1", "{ago}");
    }
}

#[test]
fn a_weak_phase_is_not_passed_over_for_another_of_its_kind() {
    let slow = |ago: i64| Practised {
        phases: vec![("features".to_string(), 1.6)],
        did: vec![Did::phase(QuestionKind::MlDesign, "any", "features")],
        ..drilled(ago, QuestionKind::MlDesign, vec![phase("data")])
    };
    let past: Vec<Practised> = (4..9).map(slow).collect();
    let agenda = planned(&past, Vec::new(), EVENING);
    let time = |phase: &str| {
        let is_it = |of: &&crate::practice::agenda::AgendaLine| of.act.command().contains(phase);
        agenda.lines.iter().find(is_it).map_or(Duration::ZERO, |line| line.planned)
    };
    assert!(time("--phase features") > time("--phase data"), "{agenda:?}");
    assert!(time("--phase data") > Duration::ZERO, "{agenda:?}");
}

#[test]
fn a_reason_and_its_explanation_count_alike() {
    let points = [("a", 1), ("a", 2), ("b", 1), ("b", 2), ("b", 3)];
    let past = [drilled(1, QuestionKind::Foundations, points.map(|(q, n)| point(q, n)).to_vec())];
    let agenda = planned(&past, Vec::new(), EVENING);
    let line = &agenda.lines[0];
    assert_eq!(line.act.command(), "mockround drill foundations --due --count 1");
    assert_eq!(
        line.reason,
        "5 key points of 2 questions due, not ticked on Mon 23 Nov; it asks the first of 2 \
         questions"
    );
    assert!(line.why[0].starts_with("2 key points of") && line.why[1].starts_with("3 key points"));
    assert_eq!(no_room(&agenda), ["1 more of foundations"]);
}

#[test]
fn what_is_due_comes_before_what_was_never_practised() {
    let past = [
        drilled(4, QuestionKind::MlDesign, vec![phase("data"), phase("features")]),
        drilled(4, QuestionKind::Coding, vec![question("a", false)]),
        drilled(1, QuestionKind::Pitch, Vec::new()),
    ];
    let agenda = planned(&past, Vec::new(), EVENING);
    let is_new = |line: &crate::practice::agenda::AgendaLine| line.reason.contains("practised");
    let first_new = agenda.lines.iter().position(is_new).unwrap_or(agenda.lines.len());
    assert!(agenda.lines[first_new..].iter().all(is_new), "{agenda:?}");
    assert_eq!(first_new, 3, "{agenda:?}");
}

#[test]
fn the_light_days_have_the_stories_that_are_due() {
    let bank = "[[story]]\nid = \"old\"\ntitle = \"Old\"\nthemes = [\"conflict\"]\nstrength = 4\n\
                action = \"We did.\"\n";
    let bank = stories::parse("stories.toml", bank).unwrap();
    let behavioral = QuestionKind::Behavioral;
    let past = [drilled(4, behavioral, vec![sign(behavioral, Matter::Story("old".into()), false)])];
    let (lengths, interviews) = (lengths(), [interview(1)]);
    let (interviews, stories) = (&interviews[..], Some(&bank[..]));
    let situation = Situation { interviews, stories, ..situation(&past, &lengths) };
    let agenda = of_situation(&situation, Vec::new(), EVENING);
    let expected = [
        "mockround drill pitch --count 1",
        "mockround drill story old",
        "mockround drill coding --difficulty easy --count 1",
        "mockround stories matrix",
    ];
    assert_eq!(commands(&agenda), expected);
}

#[test]
fn nothing_that_comes_again_has_two_lines() {
    let habit = Matter::Habit(crate::pacing::FlagKind::SilentStretch);
    let past = [drilled(1, QuestionKind::Coding, vec![sign(QuestionKind::Coding, habit, false)])];
    let commands = commands(&planned(&past, Vec::new(), TimeAsked::Now(m(180, 0))));
    assert_eq!(commands.iter().filter(|of| of.contains("drill coding")).count(), 1, "{commands:?}");
}

#[test]
fn what_is_due_is_said_as_it_went() {
    let left = Sign { basis: Basis::Left, ..phase("data") };
    let past = [drilled(4, QuestionKind::MlDesign, vec![left, phase("features")])];
    let agenda = planned(&past, Vec::new(), EVENING);
    let reasons: Vec<&str> = agenda.lines.iter().map(|line| line.reason.as_str()).collect();
    for reason in [
        "the phase data due, missed on Fri 20 Nov",
        "the phase features due, over its budget on Fri 20 Nov",
    ] {
        assert!(reasons.contains(&reason), "{reasons:?}");
    }
    let point = |ago| drilled(ago, QuestionKind::Foundations, vec![point("a", ago as usize)]);
    let agenda = planned(&[point(5), point(4)], Vec::new(), EVENING);
    assert_eq!(agenda.lines[0].reason, "2 key points due, not ticked, last on Fri 20 Nov");
}

#[test]
fn an_answer_that_nothing_follows_from_is_said_to_be_one() {
    let kind = |word: &str| crate::session::kept::Kept::read(word);
    let debrief = |kinds: &[&str], went: &str| Debrief {
        kinds: kinds.iter().map(|word| kind(word)).collect(),
        went: Some(crate::session::kept::Kept::read(went)),
        ..badly(&[])
    };
    for (kinds, went, says) in [
        (&["coding"][..], "badly", &[][..]),
        (&["coding"], "well", &[]),
        (&["sql", "coding"], "badly", &["nothing follows from \"sql\""]),
        (&["coding"], "so so", &["none of well, mixed, badly"]),
        (&[], "badly", &["no kind of question is named"]),
    ] {
        let idle = debrief(kinds, went).idle();
        assert_eq!(idle.len(), says.len(), "{idle:?}");
        assert!(idle.iter().zip(says).all(|(idle, says)| idle.contains(says)), "{idle:?}");
    }
}

/// Fourteen evenings, each of which does the first line of its plan, as `does` says.
fn evenings(
    first: Practised,
    minutes: u64,
    does: impl Fn(&Act, &mut Practised),
) -> Vec<Vec<String>> {
    let mut past = vec![first];
    let mut plans = Vec::new();
    for evening in 1..=14 {
        let lengths = lengths();
        let today = TODAY.checked_add((evening - 1).days()).unwrap();
        let situation = Situation { today, ..situation(&past, &lengths) };
        let agenda = of_situation(&situation, Vec::new(), TimeAsked::Now(m(minutes, 0)));
        let act = &agenda.lines[0].act;
        let Act::Drill { kind, count, .. } = act else { panic!("{act:?}") };
        let mut done = drilled(1 - evening, *kind, Vec::new());
        let ids: Vec<String> = (0..count.unwrap_or(1)).map(|n| format!("{evening}-{n}")).collect();
        done.did = ids.iter().map(|id| Did::whole(*kind, id)).collect();
        does(act, &mut done);
        past.push(done);
        plans.push(commands(&agenda));
    }
    plans
}

#[test]
fn a_flag_that_its_drill_cannot_measure_is_not_planned_for_ever() {
    use crate::pacing::FlagKind::{SilentStretch, SlowFirstWords, StarBalance};
    let kind = QuestionKind::Behavioral;
    for habit in [SilentStretch, SlowFirstWords, StarBalance] {
        let flagged = drilled(1, kind, vec![sign(kind, Matter::Habit(habit), false)]);
        // Without the microphone, or marks, a session says nothing of it.
        let plans = evenings(flagged.clone(), 10, |_, _| {});
        assert_eq!(plans[0][0], "mockround drill behavioral --count 1");
        let later: Vec<&String> = plans[1..].iter().map(|plan| &plan[0]).collect();
        let again = later.iter().filter(|of| of.contains("behavioral")).count();
        assert!(again <= 3, "{habit:?}: {later:?}");
        // Where it is flagged anew it comes back, and says since when.
        let open = drilled(0, kind, Vec::new());
        let mut past = vec![flagged, open];
        let due = |past: &[Practised], days: i64| {
            crate::practice::recall::due(past, TODAY.checked_add(days.days()).unwrap()).len()
        };
        assert_eq!((due(&past, 1), due(&past, 40)), (0, 0));
        past.push(drilled(-2, kind, vec![sign(kind, Matter::Habit(habit), false)]));
        assert_eq!((due(&past, 2), due(&past, 3)), (0, 1));
    }
}

#[test]
fn a_flag_for_questions_not_reached_asks_for_several_which_can_show_it() {
    let kind = QuestionKind::Coding;
    let habit = Matter::Habit(crate::pacing::FlagKind::QuestionNotReached);
    let flagged = drilled(1, kind, vec![sign(kind, habit.clone(), false)]);
    let plans = evenings(flagged.clone(), 45, |act, done| {
        if act.kind() == kind.word() && act.least() > 1 {
            done.signs.push(sign(kind, habit.clone(), true));
        }
    });
    let several = |plan: &&Vec<String>| plan[0] == "mockround drill coding --count 2";
    assert!(several(&&plans[0]), "{plans:?}");
    // It was met on the first evening, and comes after 3 and 7 days more.
    let on: Vec<usize> = (0..14).filter(|at| several(&&plans[*at])).collect();
    assert!(on == [0, 3, 10], "{plans:?}");
    // Older misses come with it, and stand alone where two have no room.
    let missed = drilled(4, kind, vec![missed_question(kind, "a")]);
    let past = [missed, flagged.clone()];
    let plan = |minutes| commands(&planned(&past, Vec::new(), TimeAsked::Now(m(minutes, 0))));
    assert_eq!(plan(45)[0], "mockround drill coding --due --count 2");
    assert_eq!(plan(20)[0], "mockround drill coding --due --count 1");
    // One question alone says nothing of it, and leaves it where it was.
    let past = [flagged, drilled(0, kind, Vec::new())];
    let tomorrow = TODAY.checked_add(1.day()).unwrap();
    assert_eq!(crate::practice::recall::due(&past, tomorrow).len(), 1);
}

#[test]
fn what_was_asked_for_with_nothing_known_of_it_stays_where_it_was_and_waits_anew() {
    let kind = QuestionKind::Foundations;
    let mut open = drilled(1, kind, Vec::new());
    open.did = vec![Did::whole(kind, "a")];
    let past = [drilled(9, kind, vec![point("a", 1)]), open];
    let due = crate::practice::recall::due(&past, TODAY);
    assert_eq!((due[0].wait(), due[0].misses, due[0].due()), (1, 1, TODAY));
    let agenda = planned(&past, Vec::new(), EVENING);
    assert_eq!(
        agenda.lines[0].why,
        ["a key point of \u{201c}a\u{201d}: not ticked on Sun 15 Nov, and nothing is known of \
             Mon 23 Nov; due today, 1 day later"]
    );
}

#[test]
fn a_slot_that_fits_the_time_but_for_its_review_is_planned_and_nothing_over_it() {
    let kind = QuestionKind::DeepDive;
    let missed = |ago| [drilled(ago, kind, vec![missed_question(kind, "a")])];
    let plan_after = |ago, seconds| {
        planned(&missed(ago), Vec::new(), TimeAsked::Now(Duration::from_secs(seconds)))
    };
    let plan = |seconds| plan_after(7, seconds);
    let agenda = plan(45 * 60);
    assert_eq!(commands(&agenda), ["mockround drill deep-dive --due --count 1"]);
    assert_eq!(agenda.total(), m(45, 0));
    assert_eq!(plan(45 * 60 + 20).total(), Duration::from_secs(45 * 60 + 20));
    assert!(commands(&plan(45 * 60 - 1)).iter().all(|of| !of.contains("deep-dive")));
    // Within the week it waits for more time, and leaves the evening to other kinds.
    let soon = plan_after(6, 45 * 60);
    assert!(commands(&soon).iter().all(|of| !of.contains("deep-dive")), "{soon:?}");
    assert_eq!(no_room(&soon), ["deep-dive"]);
    assert_eq!(plan_after(6, 46 * 60).lines[0].act.kind(), "deep-dive");
    let long = plan(180 * 60);
    let line = &long.lines[0];
    assert_eq!((line.act.kind(), line.planned), ("deep-dive", m(46, 0)), "{long:?}");
}

#[test]
fn a_story_whose_id_a_command_takes_for_an_option_is_in_no_plan() {
    let behavioral = QuestionKind::Behavioral;
    for id in ["-x", "--help"] {
        let bank = format!(
            "[[story]]\nid = \"{id}\"\ntitle = \"Old\"\nthemes = [\"conflict\"]\nstrength = 4\n\
             situation = \"S.\"\ntask = \"T.\"\naction = \"A.\"\nresult = \"R.\"\n"
        );
        let bank = stories::parse("stories.toml", &bank).unwrap();
        let told = sign(behavioral, Matter::Story(id.to_string()), false);
        for past in [&[][..], &[drilled(4, behavioral, vec![told])]] {
            for interviews in [&[][..], &[interview(1)]] {
                let lengths = lengths();
                let stories = Some(&bank[..]);
                let situation = Situation { interviews, stories, ..situation(past, &lengths) };
                let agenda = of_situation(&situation, Vec::new(), TimeAsked::Now(m(300, 0)));
                let (lines, rest) = (commands(&agenda), no_room(&agenda));
                assert!(lines.iter().all(|of| !of.contains("drill story")), "{lines:?}");
                assert!(rest.iter().all(|of| !of.contains("story")), "{rest:?}");
            }
        }
    }
}
