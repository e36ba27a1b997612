mod alone;
mod filled;
mod order;
mod year;

use std::time::Duration;

use clap::Parser as _;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::act::{Act, Asks, Lengths};
use super::agenda::{Agenda, TimeAsked};
use super::interviews::{Debrief, Went, parse, to_debrief};
use super::matter::{Basis, Matter, Sign};
use super::past::{Did, Next, Practised};
use super::recall::recalls;
use super::{Situation, days};
use crate::cli::Cli;
use crate::pacing::measure;
use crate::pacing::trends::{Taken, trends};
use crate::report::summary::tomorrow;
use crate::round::template::{Template, builtin};
use crate::round::{QuestionKind, Theme};
use crate::samples::{eventful, m};
use crate::settings::Interview;
use crate::word::Word;

pub(super) const TODAY: Date = date(2026, 11, 24);

/// Today, after these sessions: no interview, no story, a bank that has everything.
fn situation<'a>(past: &'a [Practised], lengths: &'a Lengths) -> Situation<'a> {
    Situation {
        past,
        sped_up: 0,
        ahead: 0,
        today: TODAY,
        interviews: &[],
        debriefs: &[],
        stories: Some(&[]),
        lengths,
        has_topic: &|_, _, _| true,
        shares: &|_, _| Some(true),
    }
}

fn lengths() -> Lengths {
    let parse = |name: &str| Template::parse(name, name, builtin(name).unwrap()).unwrap();
    let mut lengths = Lengths::default();
    for kind in super::want::kinds() {
        lengths.drills.insert(kind.word(), parse(kind.drill()));
    }
    lengths.rounds.insert(String::new(), parse("ml-onsite"));
    lengths
}

/// A drill of one question, so many days ago, with what it shows.
pub(super) fn drilled(ago: i64, kind: QuestionKind, signs: Vec<Sign>) -> Practised {
    let day = TODAY.checked_sub(ago.days()).unwrap();
    let started = day.at(18, 30, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap();
    Practised {
        id: format!("{day}-{}", kind.word()),
        started,
        counts: true,
        template: kind.drill().to_string(),
        slots: 1,
        questions: 1,
        minutes: vec![(kind, m(17, 0))],
        did: vec![Did::whole(kind, "any")],
        signs,
        phases: Vec::new(),
        topics: Vec::new(),
        tellings: Vec::new(),
        next: None,
    }
}

pub(super) fn question(id: &str, met: bool) -> Sign {
    let matter = Matter::Question { id: id.to_string(), title: id.to_string() };
    Sign { kind: QuestionKind::Coding, matter, met, basis: Basis::Time }
}

fn planned(past: &[Practised], taken: Vec<Taken>, time: TimeAsked) -> Agenda {
    planned_for(past, taken, time, &[], &[])
}

fn planned_for(
    past: &[Practised],
    taken: Vec<Taken>,
    time: TimeAsked,
    interviews: &[Interview],
    debriefs: &[Debrief],
) -> Agenda {
    let lengths = lengths();
    let situation = Situation { interviews, debriefs, ..situation(past, &lengths) };
    of_situation(&situation, taken, time)
}

/// A plan, every command of which the program takes.
fn of_situation(situation: &Situation<'_>, taken: Vec<Taken>, time: TimeAsked) -> Agenda {
    let agenda = Agenda::of(situation, &trends(taken, None, None), time);
    let no_room = agenda.no_room.iter().map(|of| of.act.command());
    let mut different = commands(&agenda);
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), agenda.lines.len(), "{:?}", commands(&agenda));
    for command in commands(&agenda).into_iter().chain(no_room) {
        let read = Cli::try_parse_from(command.split(' '));
        assert!(read.is_ok(), "{command}: {:?}", read.err());
    }
    agenda
}

/// What has no room in a plan, in words.
fn no_room(agenda: &Agenda) -> Vec<&str> {
    agenda.no_room.iter().map(|of| of.what.as_str()).collect()
}

fn commands(agenda: &Agenda) -> Vec<String> {
    agenda.lines.iter().map(|line| line.act.command()).collect()
}

const EVENING: TimeAsked = TimeAsked::Now(Duration::from_secs(45 * 60));

#[test]
fn what_was_met_waits_longer_each_time_and_what_was_missed_from_the_first_again() {
    let coding = QuestionKind::Coding;
    let wait = |history: &[(i64, bool)]| {
        let mut past = Vec::new();
        for (ago, met) in history {
            past.push(drilled(*ago, coding, vec![question("a", *met)]));
        }
        let recalls = recalls(&past, TODAY);
        assert_eq!(recalls.len(), 1);
        (recalls[0].wait(), recalls[0].misses)
    };
    assert_eq!(wait(&[(90, false)]), (1, 1));
    assert_eq!(wait(&[(90, true)]), (3, 0), "one step on");
    assert_eq!(wait(&[(90, false), (89, true), (86, true)]), (7, 0));
    assert_eq!(wait(&[(90, true), (80, true), (70, true), (60, true), (50, true)]), (35, 0));
    assert_eq!(wait(&[(90, true), (80, true), (70, false), (69, false)]), (1, 2));
    // The order of the files says nothing, and an evening is one step at most.
    assert_eq!(wait(&[(69, false), (90, true)]), (1, 1));
    assert_eq!(wait(&[(5, false), (5, true), (5, true)]), (1, 0));
}

#[test]
fn a_clock_that_was_set_back_makes_nothing_due_in_the_future() {
    let past = [drilled(-30, QuestionKind::Coding, vec![question("a", false)])];
    let recalls = recalls(&past, TODAY);
    assert_eq!(recalls[0].last, TODAY);
    let agenda = planned(&past, Vec::new(), EVENING);
    assert_eq!(agenda.done.len(), 1);
    assert!(!agenda.lines.is_empty());
}

#[test]
fn every_time_gives_something_and_none_is_overrun() {
    let misses = (0..30).map(|n| question(&format!("q{n}"), false)).collect();
    let year = [drilled(371, QuestionKind::Coding, misses)];
    for past in [&[][..], &year] {
        for minutes in 1..=240 {
            let time = Duration::from_secs(minutes * 60);
            let agenda = planned(past, Vec::new(), TimeAsked::Now(time));
            assert!(!agenda.lines.is_empty(), "{minutes}");
            assert!(agenda.total() <= time, "{minutes}");
            let commands = commands(&agenda);
            assert!(commands.iter().all(|of| of.starts_with("mockround ")), "{commands:?}");
            let again = planned(past, Vec::new(), TimeAsked::Now(time));
            assert_eq!(again, agenda, "the same history gives the same plan");
        }
    }
}

#[test]
fn what_is_due_is_drilled_and_said_why() {
    let past = [
        drilled(4, QuestionKind::Coding, vec![question("a", false), question("b", true)]),
        drilled(1, QuestionKind::Foundations, Vec::new()),
    ];
    let agenda = planned(&past, Vec::new(), EVENING);
    let first = &agenda.lines[0];
    assert_eq!(first.act.command(), "mockround drill coding --due --count 1");
    assert_eq!(
        first.reason,
        "2 questions due, 1 of them not in time on Fri 20 Nov; it asks the first of 2 questions"
    );
    assert_eq!(
        first.why,
        [
            "\u{201c}a\u{201d}: not in time on Fri 20 Nov; due since Sat 21 Nov, 1 day later",
            "\u{201c}b\u{201d}: in time on Fri 20 Nov; due since Mon 23 Nov, 3 days later",
        ]
    );
    assert_eq!(agenda.standing, "2 sessions, the last yesterday; something is due in coding.");
}

#[test]
fn what_was_done_today_is_checked_off_and_the_evening_gets_shorter() {
    let missed = drilled(2, QuestionKind::Coding, vec![question("any", false)]);
    let done = drilled(0, QuestionKind::Coding, vec![question("any", true)]);
    let before = planned(std::slice::from_ref(&missed), Vec::new(), EVENING);
    assert_eq!(commands(&before)[0], "mockround drill coding --due --count 1");
    let evening = TimeAsked::Evening(m(45, 0));
    let after = planned(&[missed, done.clone()], Vec::new(), evening);
    assert!(commands(&after).iter().all(|of| !of.contains("coding")), "{:?}", commands(&after));
    assert_eq!(after.done, [("coding".to_string(), m(17, 0))]);
    assert!(after.total() <= m(28, 0));
    let long = Practised { minutes: vec![(QuestionKind::Coding, m(50, 0))], ..done };
    assert_eq!(planned(&[long], Vec::new(), evening).lines, [], "nothing more to do");
}

#[test]
fn what_the_last_round_asks_for_comes_first_until_it_was_done() {
    let asks = |phase: &str| {
        let asks = Asks::Phase(phase.to_string());
        let act = Act::Drill { kind: QuestionKind::MlDesign, asks, count: None, due: false };
        Some(Next { act, reason: "data: missed".to_string() })
    };
    let design = QuestionKind::MlDesign;
    let round = Practised { next: asks("data"), ..drilled(1, design, Vec::new()) };
    let first = planned(std::slice::from_ref(&round), Vec::new(), EVENING);
    assert_eq!(commands(&first)[0], "mockround drill ml-design --phase data");
    assert_eq!(first.lines[0].reason, "your last round, Mon 23 Nov: data: missed");
    // In less time it is the same with one question.
    let short = planned(std::slice::from_ref(&round), Vec::new(), TimeAsked::Now(m(10, 0)));
    assert_eq!(commands(&short)[0], "mockround drill ml-design --phase data --count 1");
    // The drill that did it asks for its own next on the next day.
    let mut drill = Practised { next: asks("features"), ..drilled(0, design, Vec::new()) };
    drill.did = vec![Did::phase(design, "any", "data")];
    let done = planned(&[round.clone(), drill.clone()], Vec::new(), EVENING);
    assert!(!commands(&done)[0].contains("--phase data"), "{:?}", commands(&done));
    assert!(!commands(&done)[0].contains("--phase features"), "{:?}", commands(&done));
    // A round that nobody asked for asks at once, also on its own day.
    let whole = Practised { slots: 4, next: asks("data"), ..drilled(0, design, Vec::new()) };
    let asked = planned(&[whole], Vec::new(), EVENING);
    assert_eq!(commands(&asked)[0], "mockround drill ml-design --phase data");
    // One that was left counts for none.
    let left = Practised { counts: false, ..round };
    assert!(!commands(&planned(&[left], Vec::new(), EVENING))[0].contains("--phase data"));
}

#[test]
fn a_session_asks_for_what_its_report_says() {
    let script = eventful();
    let session = script.session();
    let pacing = measure(session);
    let kept = Practised::of(session, &pacing).unwrap();
    let (next, said) = (kept.next.unwrap(), tomorrow(&pacing).unwrap());
    assert_eq!((next.act.command(), next.reason), (said.command, said.reason));
    assert!(kept.signs.iter().any(|sign| sign.met) && kept.signs.iter().any(|sign| !sign.met));
    let running: Duration = kept.minutes.iter().map(|(_, time)| *time).sum();
    assert_eq!(running, pacing.times.running);
}

#[test]
fn one_bad_evening_is_no_weakness_and_five_are() {
    let slow = |ago: i64| Practised {
        phases: vec![("data".to_string(), 1.6)],
        ..drilled(ago, QuestionKind::MlDesign, Vec::new())
    };
    let past = |times: i64| -> Vec<Practised> { (0..times).map(|n| slow(9 - n)).collect() };
    let about = |times| {
        let agenda = planned(&past(times), Vec::new(), EVENING);
        agenda.standing.contains("weak: the time in data in ml-design is 60% past its limit")
    };
    assert_eq!([1, 2, 3, 4, 5].map(about), [false, false, false, true, true]);
    let agenda = planned(&past(5), Vec::new(), EVENING);
    let command = "mockround drill ml-design --phase data --count ";
    let weak = agenda.lines.iter().find(|line| line.act.command().starts_with(command)).unwrap();
    assert!(weak.reason.starts_with("weak: the time in data"), "{}", weak.reason);
    assert_eq!(weak.act.command(), format!("{command}3"), "it gets more of the time");
}

#[test]
fn a_line_that_asks_more_than_what_is_due_says_why() {
    let slow = |ago: i64, signs| Practised {
        phases: vec![("data".to_string(), 1.6)],
        did: vec![Did::phase(QuestionKind::MlDesign, "any", "data")],
        ..drilled(ago, QuestionKind::MlDesign, signs)
    };
    let matter = Matter::Phase("data".to_string());
    let missed = Sign { kind: QuestionKind::MlDesign, matter, met: false, basis: Basis::Time };
    let mut past: Vec<Practised> = (5..9).map(|ago| slow(ago, Vec::new())).collect();
    past.push(slow(3, vec![missed]));
    let agenda = planned(&past, Vec::new(), EVENING);
    let line = &agenda.lines[0];
    assert_eq!(line.act.command(), "mockround drill ml-design --phase data --due --count 3");
    let reason = "the phase data due, over its budget on Sat 21 Nov; weak: the time in data";
    assert!(line.reason.starts_with(reason), "{}", line.reason);
    assert!(line.why.last().unwrap().starts_with("by the exact rank test"), "{:?}", line.why);
}

#[test]
fn an_evening_is_planned_for_what_is_left_of_it() {
    let session = drilled(0, QuestionKind::Coding, Vec::new());
    let half = Practised { minutes: vec![(QuestionKind::Coding, m(30, 0))], ..session };
    let plan = planned(std::slice::from_ref(&half), Vec::new(), TimeAsked::Evening(m(45, 0)));
    assert_eq!((plan.for_time, plan.evening), (m(15, 0), Some(m(45, 0))));
    assert!(plan.total() <= plan.for_time && !plan.lines.is_empty());
    let plan = planned(&[half], Vec::new(), TimeAsked::Now(m(45, 0)));
    assert_eq!((plan.for_time, plan.evening), (m(45, 0), None));
}

#[test]
fn a_theme_is_due_by_itself_and_days_are_whole() {
    let sign = |met| Sign {
        kind: QuestionKind::Behavioral,
        matter: Matter::Theme(Theme::Conflict),
        met,
        basis: Basis::Rating,
    };
    let past = [drilled(3, QuestionKind::Behavioral, vec![sign(false)])];
    let agenda = planned(&past, Vec::new(), EVENING);
    assert_eq!(agenda.lines[0].act.command(), "mockround drill behavioral --due --count 1");
    let reason = "the theme conflict due, rated 2 or worse on Sat 21 Nov";
    assert_eq!(agenda.lines[0].reason, reason);
    assert_eq!(days(date(2026, 3, 28), date(2026, 3, 30)), 2);
}

fn interview(in_days: i64) -> Interview {
    let date = TODAY.checked_add(in_days.days()).unwrap();
    Interview { date, name: Some("Onsite".to_string()), template: None, line: 1 }
}

#[test]
fn an_interview_is_counted_down_to_rehearsed_weekly_and_its_last_days_are_light() {
    let long = TimeAsked::Now(m(180, 0));
    let plan = |past: &[Practised], days| {
        planned_for(past, Vec::new(), long, &[interview(-3), interview(days)], &[])
    };
    let far = plan(&[], 12);
    assert_eq!(commands(&far)[0], "mockround run --adaptive");
    assert_eq!(
        far.lines[0].reason,
        "no whole round of ml-onsite yet, and 12 days to Onsite, Sun 6 Dec"
    );
    assert!(far.standing.starts_with("12 days to Onsite, Sun 6 Dec; "), "{}", far.standing);
    let template = "ml-onsite".to_string();
    let whole = drilled(6, QuestionKind::Coding, Vec::new());
    let whole = Practised { template, slots: 4, questions: 20, ..whole };
    assert!(!commands(&plan(&[whole], 12)).contains(&"mockround run --adaptive".to_string()));
    for (days, says) in [(2, "2 days to Onsite"), (1, "Onsite is tomorrow"), (0, "Onsite is today")]
    {
        let past = [drilled(4, QuestionKind::Coding, vec![question("a", false)])];
        let light = plan(&past, days);
        let expected = [
            "mockround drill pitch --count 1",
            "mockround drill coding --difficulty easy --count 1",
            "mockround stories matrix",
        ];
        assert_eq!(commands(&light), expected);
        assert!(light.standing.starts_with(says), "{}", light.standing);
    }
    assert!(!commands(&plan(&[], -1)).is_empty());
}

#[test]
fn a_debrief_is_asked_for_once_and_what_went_badly_is_practised() {
    let interviews = [interview(-40), interview(-1), interview(9)];
    let asked = to_debrief(&interviews, &[], TODAY).unwrap();
    assert_eq!(asked, &interviews[1]);
    let debrief = Debrief {
        date: asked.date,
        name: asked.name.clone(),
        kinds: vec![QuestionKind::Foundations.into()],
        went: Some(Went::Badly.into()),
        asked: Some("\"why\" twice".to_string()),
    };
    let read = parse("interviews.toml", &debrief.to_toml()).unwrap();
    assert_eq!(read, std::slice::from_ref(&debrief));
    assert_eq!(to_debrief(&interviews, &read, TODAY), None);
    let skipped = Debrief { kinds: Vec::new(), went: None, asked: None, ..debrief };
    assert_eq!(parse("", &skipped.to_toml()).unwrap(), std::slice::from_ref(&skipped));
    let past = [drilled(4, QuestionKind::Foundations, Vec::new())];
    let plan = planned_for(&past, Vec::new(), EVENING, &interviews, &read);
    let line = &plan.lines[0];
    assert_eq!(line.act.command(), "mockround drill foundations --count 3");
    assert_eq!(line.reason, "foundations was asked in Onsite, Mon 23 Nov, which went badly");
}

#[test]
fn a_round_is_done_when_it_was_run_however_few_slots_it_has() {
    let mut lengths = lengths();
    let names = ["coding-screen", "ml-onsite", "pitch-drill", "ml-design-drill"];
    for name in names {
        let template = Template::parse(name, name, builtin(name).unwrap()).unwrap();
        lengths.rounds.insert(name.to_string(), template);
    }
    let plans_a_round = |past: &[Practised], name: &str| {
        let next = Interview { template: Some(name.to_string()), ..interview(12) };
        let situation = Situation { interviews: &[next], ..situation(past, &lengths) };
        let time = TimeAsked::Now(m(300, 0));
        let agenda = Agenda::of(&situation, &trends(Vec::new(), None, None), time);
        commands(&agenda).contains(&format!("mockround run {name} --adaptive"))
    };
    for name in names {
        let slots = lengths.rounds[name].slots.len();
        let questions: usize = lengths.rounds[name].asks().map(|ask| ask.count).sum();
        let run = |ago, template: &str, slots| Practised {
            template: template.to_string(),
            slots,
            questions,
            ..drilled(ago, QuestionKind::MlDesign, Vec::new())
        };
        assert!(plans_a_round(&[], name));
        for ago in [0, 1, 6] {
            assert!(!plans_a_round(&[run(ago, name, slots)], name), "{name} {ago}");
        }
        assert!(plans_a_round(&[run(7, name, slots)], name), "{name}: a week ago");
        assert!(plans_a_round(&[run(1, name, slots - 1)], name), "{name}: left before its end");
        assert!(plans_a_round(&[run(1, "another", slots)], name), "{name}: another round");
        let fewer = Practised { questions: questions - 1, ..run(1, name, slots) };
        assert!(plans_a_round(&[fewer], name), "{name}: a drill of fewer questions");
        let mut phase = run(1, name, slots);
        phase.did = vec![Did::phase(QuestionKind::MlDesign, "any", "data")];
        assert!(plans_a_round(&[phase], name), "{name}: only a phase");
    }
}

/// An evening's drill in which questions were missed.
fn missed(ago: i64, ids: &[&str]) -> Practised {
    let mut evening =
        drilled(ago, QuestionKind::Coding, ids.iter().map(|id| question(id, false)).collect());
    evening.did = ids.iter().map(|id| Did::whole(QuestionKind::Coding, id)).collect();
    evening
}

#[test]
fn what_was_missed_again_leaves_room_for_something_new() {
    let agenda =
        |past: &[Practised], minutes| planned(past, Vec::new(), TimeAsked::Now(m(minutes, 0)));
    let coding = |agenda: &Agenda| {
        let is_due = |of: &&super::agenda::AgendaLine| of.act.command().contains("coding --due");
        agenda.lines.iter().find(is_due).map(|line| line.act.command())
    };
    let one = Some("mockround drill coding --due --count 1".to_string());
    // The two questions of yesterday, also where they were missed for the fifth time.
    for evenings in 1..=5 {
        let past: Vec<Practised> = (1..=evenings).map(|ago| missed(ago, &["a", "b"])).collect();
        for minutes in [45, 60, 90, 120] {
            let agenda = agenda(&past, minutes);
            assert_eq!(coding(&agenda), one, "{evenings} evenings, {minutes} min");
            let again: Duration = agenda
                .lines
                .iter()
                .filter(|line| line.act.command().contains(" --due"))
                .map(|line| line.planned)
                .sum();
            assert!(again * 2 <= m(minutes, 0), "{agenda:?}");
            assert!(agenda.lines.len() > 1, "{agenda:?}");
        }
    }
    // The drill asks them in turn: the one that was not asked yesterday first.
    let past = [missed(2, &["a", "b"]), missed(1, &["a"])];
    let due = super::recall::due(&past, TODAY);
    assert_eq!(due.iter().map(|of| of.question().unwrap()).collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(coding(&agenda(&past, 90)).unwrap(), "mockround drill coding --due --count 2");
    // In a short evening it comes on the next day, and then on every other.
    let count = |past: &[Practised]| coding(&agenda(past, 20));
    assert_eq!(count(&[missed(1, &["a"])]), one);
    assert_eq!(count(&[missed(2, &["a"]), missed(1, &["a"])]), None);
    let other = drilled(1, QuestionKind::Pitch, Vec::new());
    assert_eq!(count(&[missed(3, &["a"]), missed(2, &["a"]), other]), one);
}

#[test]
fn what_is_due_and_has_no_room_is_told_and_every_line_says_why() {
    let mut past = vec![missed(3, &["a", "b", "c"])];
    past.push(drilled(1, QuestionKind::Pitch, Vec::new()));
    let agenda = planned_for(&past, Vec::new(), EVENING, &[interview(12)], &[]);
    assert_eq!(no_room(&agenda), ["a whole round", "2 more of coding"]);
    let round = &agenda.no_room[0];
    assert_eq!(round.act.command(), "mockround run --adaptive");
    assert!(round.planned > m(120, 0) && round.why.len() == 1, "{round:?}");
    assert_eq!(
        agenda.no_room[1].why,
        ["the rest of what `mockround drill coding --due --count 1` is for"]
    );
    for minutes in (1..240).step_by(7) {
        let time = TimeAsked::Now(m(minutes, 0));
        for interviews in [&[][..], &[interview(12)], &[interview(1)]] {
            let agenda = planned_for(&past, Vec::new(), time, interviews, &[]);
            assert!(agenda.lines.iter().all(|line| !line.why.is_empty()), "{agenda:?}");
        }
    }
    let long = planned(&past, Vec::new(), TimeAsked::Now(m(700, 0)));
    assert_eq!(no_room(&long), [""; 0], "{long:?}");
}

#[test]
fn a_standing_is_one_sentence_with_no_capital_in_its_middle() {
    let plan = |past: &[Practised], name: Option<&str>| {
        let next = Interview { name: name.map(str::to_string), ..interview(1) };
        planned_for(past, Vec::new(), EVENING, &[next], &[]).standing
    };
    let begin =
        "nothing is practised yet: begin with a little of several kinds, as far as time goes.";
    let light = "nothing is practised yet: these last days stay light all the same.";
    assert_eq!(plan(&[], Some("Onsite")), format!("Onsite is tomorrow; {light}"));
    assert_eq!(plan(&[], None), format!("The interview is tomorrow; {light}"));
    assert_eq!(planned(&[], Vec::new(), EVENING).standing, format!("N{}", &begin[1..]));
}

#[test]
fn sessions_from_the_future_and_unreadable_stories_are_left_out() {
    let lengths = lengths();
    let past = [drilled(2, QuestionKind::Coding, Vec::new())];
    let unreadable = |past, ahead| Situation { ahead, stories: None, ..situation(past, &lengths) };
    let none = trends(Vec::new(), None, None);
    let agenda = Agenda::of(&unreadable(&past, 2), &none, EVENING);
    let left_out = "2 sessions are dated after now and left out (was a clock wrong?)";
    assert_eq!(
        agenda.standing,
        format!("1 session, the last 2 days ago; {left_out}; nothing is due.")
    );
    assert!(agenda.done.is_empty() && !agenda.lines.is_empty());
    assert!(commands(&agenda).iter().all(|of| !of.contains("stor")), "{agenda:?}");
    let agenda = Agenda::of(&unreadable(&[], 2), &none, EVENING);
    assert_eq!(agenda.standing, format!("Nothing is practised yet: {left_out}."));
}
