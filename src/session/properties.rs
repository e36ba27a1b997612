//! What holds for every session: the accounts add up, an undone mark never happened, the file gives
//! back what was put into it, and wherever it is cut, at most the torn event is lost.

use std::fs;
use std::time::Duration;

use proptest::prelude::*;

use super::event::{Correctable, Event, What};
use super::given::{Given, GivenMark};
use super::run::Move;
use super::store::{event_text, load, read, to_text};
use super::timeline::{Account, Timeline};
use super::{Header, Session};
use crate::samples::{Step, full, header, reopened, small, walk};
use crate::time::Elapsed;

/// Texts that could break a file or a terminal.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = [
        "\"\"\"",
        "'''",
        "\"",
        "'",
        "\\",
        "\n",
        "\n\n",
        "\r\n\r\n",
        "\r",
        "\t",
        "\u{0}",
        "\u{1b}[2J",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "\u{feff}",
        "é",
        "🦀",
        "# no comment",
        " = ",
        "\n[[event]]\nat = 1.0\n\n",
        "}",
        "]",
        " ",
    ];
    prop_oneof![
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..8)
            .prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

pub(super) fn steps(len: usize) -> impl Strategy<Value = Vec<Step>> {
    let later = prop_oneof![Just(0), 1..1000_u64, 1000..600_000_u64];
    let step = (any::<usize>(), any::<usize>(), later, nasty())
        .prop_map(|(choice, detail, later, text)| Step { choice, detail, later, text });
    prop::collection::vec(step, 0..len)
}

pub(super) fn a_header() -> impl Strategy<Value = Header> {
    let texts = prop::collection::vec(nasty(), 6);
    (any::<bool>(), texts, 0..=i64::MAX as u64, 10_u64..100_000, 0.01..100_000.0).prop_map(
        |(strict, texts, seed, millis, speed)| {
            let mut header =
                header(full().round.slots.into_iter().skip(if strict { 2 } else { 0 }).collect());
            header.strict = strict;
            header.round.tell(strict);
            header.speed = speed;
            header.overtime = Duration::from_millis(millis);
            header.round.seed = seed;
            if strict {
                header.round.press();
            }
            header.round.title = texts[0].clone();
            let slot = &mut header.round.slots[0];
            slot.title = texts[1].clone();
            slot.length = Duration::from_millis(millis);
            slot.questions[0].question.statement = texts[2].clone();
            slot.questions[0].question.topics = vec![texts[3].clone(), texts[4].clone()];
            slot.questions[0].phases[0].name = texts[5].clone();
            header
        },
    )
}

fn text_of(session: &Session) -> String {
    let events: String = session.events.iter().map(|event| event_text(event).unwrap()).collect();
    to_text(&session.header).unwrap() + &events
}

/// So much of a length.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
pub(super) fn share(length: usize, share: f64) -> usize {
    (length as f64 * share) as usize
}

pub(super) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// All the accounts together, up to a point.
fn total(timeline: &Timeline, to: Elapsed) -> Duration {
    accounts(timeline, to).iter().sum()
}

fn accounts(timeline: &Timeline, to: Elapsed) -> [Duration; 4] {
    [Account::Running, Account::Waiting, Account::Paused, Account::Gap]
        .map(|account| timeline.spent(account, Elapsed::ZERO, to))
}

/// Whether an event whose text ends at a point is read from a file that is cut at another: it may
/// lack its blank line, unless a longer one of its kind could end there too.
fn counts(event: &Event, end: usize, cut: usize) -> bool {
    let lacks_its_blank_line = end == cut + 1;
    let is_known = event.what != What::Newer;
    end <= cut || (lacks_its_blank_line && is_known && !event.may_be_cut_short())
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_accounts_add_up_to_elapsed(
        steps in steps(120),
        more in 0..3_600_000_u64,
        cut in 0.0..1.0,
    ) {
        let mut session = walk(full(), &steps);
        session.until = session.until + Duration::from_millis(more);
        let timeline = Timeline::of(&session);
        prop_assert_eq!(timeline.now(), session.until);
        prop_assert_eq!(total(&timeline, session.until), session.until.since_began());

        // At every point in between as well, and past the end.
        let some = Elapsed::new(session.until.since_began().mul_f64(cut));
        prop_assert_eq!(total(&timeline, some), some.since_began());
        let past = session.until + Duration::from_secs(60);
        prop_assert_eq!(total(&timeline, past), past.since_began());
    }

    #[test]
    fn gaps_are_listed_once(steps in steps(120)) {
        let session = walk(full(), &steps);
        let timeline = Timeline::of(&session);
        let listed: Duration = timeline.gaps.iter().map(|gap| gap.length()).sum();
        prop_assert_eq!(listed, timeline.spent(Account::Gap, Elapsed::ZERO, session.until));
        let apart = timeline.gaps.windows(2).all(|pair| pair[0].to < pair[1].from);
        prop_assert!(apart, "{:?}", timeline.gaps);
    }

    #[test]
    fn folding_event_by_event_is_folding_at_once(steps in steps(80)) {
        let whole = walk(full(), &steps);
        let mut grown = Session::new(whole.header.clone());
        let mut timeline = Timeline::new(&whole.header.round);
        for event in &whole.events {
            grown.events.push(event.clone());
            timeline.catch_up(&grown);
        }
        prop_assert_eq!(timeline, Timeline::of(&whole));
    }

    #[test]
    fn what_is_undone_never_happened(steps in steps(120)) {
        let session = walk(full(), &steps);
        let undone = session.undone();
        let mut without = Session { events: Vec::new(), ..session.clone() };
        for (n, event) in session.events.iter().enumerate() {
            if !undone.contains(&n) && !matches!(event.what, What::Undone { .. }) {
                without.events.push(event.clone());
            }
        }
        let (with, without) = (Timeline::of(&session), Timeline::of(&without));
        prop_assert_eq!(&with.slots, &without.slots);
        prop_assert_eq!(with.place, without.place);
        prop_assert_eq!(accounts(&with, session.until), accounts(&without, session.until));
    }

    #[test]
    fn a_file_gives_back_what_was_put_into_it(header in a_header(), steps in steps(40)) {
        let mut session = walk(header, &steps);
        session.until = session.events.last().map_or(Elapsed::ZERO, |last| last.at);
        let text = text_of(&session);
        let header = to_text(&session.header).unwrap();
        prop_assert_eq!(header.find("\n\n"), Some(header.len() - 2));
        prop_assert_eq!(text.matches("\n\n").count(), 1 + session.events.len());
        prop_assert_eq!(read(text.as_bytes()).unwrap(), (session, None));
    }

    #[test]
    fn any_cut_loses_at_most_the_torn_event(
        steps in steps(30),
        cut in 0.0..1.0,
        zeros in 0..5_usize,
    ) {
        let whole = walk(small(), &steps);
        let text = text_of(&whole);
        let header = to_text(&whole.header).unwrap().len();
        let cut = header + share(text.len() - header, cut);
        // A crash of the machine may leave zeros where nothing was written.
        let mut bytes = text.as_bytes()[..cut].to_vec();
        bytes.extend(vec![0; zeros]);

        let written = whole.events.iter().scan(header, |end, event| {
            *end += event_text(event).unwrap().len();
            Some(*end)
        });
        let count = |(event, end): (&Event, usize)| {
            end <= cut || zeros == 0 && counts(event, end, cut)
        };
        let kept = whole.events.iter().zip(written).filter(|&pair| count(pair)).count();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cut.toml");
        fs::write(&path, &bytes).unwrap();

        let (mut store, mut session, warnings) = reopened(&path);
        prop_assert_eq!(&session.events[..], &whole.events[..kept]);
        let lengths = whole.events[..kept].iter().map(|event| event_text(event).unwrap().len());
        let whole_until = header + lengths.sum::<usize>();
        let is_kept_aside = warnings.iter().any(|warning| warning.contains("kept in"));
        let is_torn = bytes.len() > whole_until;
        prop_assert_eq!(warnings.len(), usize::from(is_torn) + usize::from(is_kept_aside));

        let what = What::Debrief { text: "again\n\n[[event]]\n".to_string() };
        let more = Event { at: session.until, what };
        store.append(std::slice::from_ref(&more)).unwrap();
        session.events.push(more);
        prop_assert_eq!(load(&path).unwrap(), (session, None));
    }
}

/// A session as a newer version would have written it, with events that this one doesn't know
/// before some of the others; and its events, each as text.
fn with_news(session: &Session, before: &[bool]) -> (Session, Vec<String>) {
    let mut newer = Session::new(session.header.clone());
    let mut texts = Vec::new();
    let mut places = Vec::new();
    for (n, event) in session.events.iter().enumerate() {
        if before[n % before.len()] {
            let at = newer.until;
            let seconds = at.since_began().as_secs_f64();
            newer.events.push(Event { at, what: What::Newer });
            texts.push(format!(
                "[[event]]\nat = {seconds}\nevent = \"played-aloud\"\nslot = 99\n\
                 by = [{{ who = 1 }}]\n\n"
            ));
        }
        let mut event = event.clone();
        if let What::Undone { events } = &mut event.what {
            events.iter_mut().for_each(|undone| *undone = places[*undone]);
        }
        places.push(newer.events.len());
        newer.until = event.at;
        texts.push(event_text(&event).unwrap());
        newer.events.push(event);
    }
    (newer, texts)
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn unknown_events_keep_their_place_and_change_nothing(
        steps in steps(60),
        before in prop::collection::vec(any::<bool>(), 1..8),
    ) {
        let session = walk(full(), &steps);
        let (newer, texts) = with_news(&session, &before);
        let text = to_text(&newer.header).unwrap() + &texts.concat();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("newer.toml");
        fs::write(&path, &text).unwrap();

        let (mut store, read, warnings) = reopened(&path);
        prop_assert_eq!(&read.events, &newer.events);
        prop_assert_eq!(warnings.len(), usize::from(texts.len() > session.events.len()));
        let (with, without) = (Timeline::of(&read), Timeline::of(&session));
        prop_assert_eq!(&with.slots, &without.slots);
        prop_assert_eq!(with.place, without.place);
        prop_assert_eq!(accounts(&with, session.until), accounts(&without, session.until));

        let more = Event { at: read.until, what: What::Debrief { text: "again".to_string() } };
        store.append(std::slice::from_ref(&more)).unwrap();
        prop_assert_eq!(fs::read_to_string(&path).unwrap(), text + &event_text(&more).unwrap());
    }

    #[test]
    fn any_cut_loses_at_most_the_torn_event_among_unknown_ones(
        steps in steps(20),
        before in prop::collection::vec(any::<bool>(), 1..4),
        cut in 0.0..1.0,
    ) {
        let (newer, texts) = with_news(&walk(small(), &steps), &before);
        let (header, events) = (to_text(&newer.header).unwrap(), texts.concat());
        let cut = share(events.len(), cut);
        let bytes = [header.as_bytes(), &events.as_bytes()[..cut]].concat();
        let mut end = 0;
        let is_whole = |(text, event): &(&String, &Event)| {
            end += text.len();
            counts(event, end, cut)
        };
        let kept = texts.iter().zip(&newer.events).take_while(is_whole).count();
        prop_assert_eq!(&read(&bytes).unwrap().0.events[..], &newer.events[..kept]);
    }
}

/// What may happen to a file outside the tool: an editor, a disk, a merge.
fn damage(text: &str, kind: usize, at: usize, number: &str) -> Vec<u8> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = at % lines.len();
    let mut changed: Vec<String> = lines.iter().map(ToString::to_string).collect();
    match kind {
        0 => drop(changed.remove(line)),
        1 => changed.insert(line, lines[at / 7 % lines.len()].to_string()),
        2 => changed.swap(line, at / 7 % lines.len()),
        3 | 4 => {
            // Another value for a key, mostly of an event.
            let line = if kind == 3 { line } else { lines.len() - 1 - line % (lines.len() / 3) };
            if let Some((key, _)) = lines[line].split_once(" = ") {
                changed[line] = format!("{key} = {number}\n");
            }
        }
        _ => {
            let mut bytes = text.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = bytes[at].wrapping_add(1 + u8::try_from(number.len()).unwrap_or(1));
            return bytes;
        }
    }
    changed.concat().into_bytes()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_damaged_file_is_read_or_refused(
        steps in steps(40),
        damages in prop::collection::vec((0..6_usize, any::<usize>()), 1..3),
        number in prop::sample::select(vec![
            "-1", "0", "0.0", "1", "3", "99", "1e9", "1e300", "nan", "inf", "9223372036854775807",
            "true", "\"\"", "\"1ns\"", "\"0s\"", "\"584942417355years\"", "[]",
            "[[0.0, 1e9]]", "{}",
            "\"2026-11-23T09:00:00Z\"",
        ]),
    ) {
        let mut bytes = text_of(&walk(full(), &steps)).into_bytes();
        for (kind, at) in damages {
            bytes = damage(&String::from_utf8_lossy(&bytes), kind, at, number);
        }
        if let Ok((session, _)) = read(&bytes) {
            let timeline = Timeline::of(&session);
            prop_assert_eq!(total(&timeline, session.until), session.until.since_began());
        }
    }
}

#[test]
fn a_small_file_opens_at_every_single_cut() {
    let steps = (0..12).map(|n| Step {
        choice: n * 5 + 7,
        detail: n,
        later: 1500,
        text: "é\n\n'''".to_string(),
    });
    let whole = walk(small(), &steps.collect::<Vec<_>>());
    let text = text_of(&whole);
    let header = to_text(&whole.header).unwrap().len();
    let mut ends = vec![header];
    ends.extend(whole.events.iter().scan(header, |end, event| {
        *end += event_text(event).unwrap().len();
        Some(*end)
    }));
    for cut in 0..=text.len() {
        match read(&text.as_bytes()[..cut]) {
            Ok((session, dropped)) => {
                assert_eq!(session.header, whole.header, "cut at {cut}");
                let events = whole.events.iter().zip(&ends[1..]);
                let kept = events.filter(|(event, end)| counts(event, **end, cut)).count();
                assert_eq!(session.events, whole.events[..kept], "cut at {cut}");
                let left_out = dropped.map_or(0, |dropped| dropped.bytes);
                assert_eq!(left_out, cut.saturating_sub(ends[kept]) as u64, "cut at {cut}");
            }
            Err(error) => assert!(cut < header, "cut at {cut}: {error}"),
        }
    }
}

/// Each mark of a session that can be corrected, and when it was: slot, question, which, running
/// time.
fn correctable(timeline: &Timeline) -> Vec<(usize, usize, (Correctable, usize), Duration)> {
    let mut found = Vec::new();
    for (slot, of) in timeline.slots.iter().enumerate() {
        for (question, run) in of.questions.iter().enumerate() {
            for (_, kind, which, mark) in run.correctable() {
                let Some(shown) = run.shown else { continue };
                found.push((slot, question, (kind, which), timeline.running(shown, mark.at)));
            }
        }
    }
    found
}

fn correction(
    (slot, question, (mark, which), _): (usize, usize, (Correctable, usize), Duration),
    to: Option<Duration>,
) -> What {
    What::Corrected { mark, which: Some(which), to, slot, question }
}

/// What the marks of a question make, folded from all of them at once.
fn made_by(marks: &[GivenMark]) -> (Vec<Move>, Vec<Elapsed>, Option<Elapsed>) {
    let (mut moves, mut thinks, mut first_answer, mut passes) =
        (Vec::new(), Vec::new(), None, false);
    for &GivenMark { says, given, at, never } in marks {
        let by_answer = matches!(says, Given::FirstAnswer { .. });
        if never {
            passes |= says.to().is_some();
            continue;
        }
        first_answer = if by_answer { Some(at) } else { first_answer };
        thinks.extend(matches!(says, Given::Think { .. }).then_some(at));
        if let Some(to) = says.to() {
            let passes = std::mem::take(&mut passes);
            moves.push(Move { at, to, by_answer, passes, given });
        }
    }
    (moves, thinks, first_answer)
}

/// A walk whose questions are all over, so that what is said of them is said in a review.
fn walked_to_the_end(steps: &[Step]) -> Session {
    let mut session = walk(full(), steps);
    let until = session.until;
    session.events.push(Event { at: until, what: What::Finished });
    session
}

fn with_corrections(session: &Session, corrections: Vec<What>) -> Session {
    let mut corrected = session.clone();
    let at = session.until;
    corrected.events.extend(corrections.into_iter().map(|what| Event { at, what }));
    corrected
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_mark_that_is_corrected_to_its_own_time_changes_nothing(steps in steps(120)) {
        let session = walked_to_the_end(&steps);
        let timeline = Timeline::of(&session);
        let same = correctable(&timeline).into_iter().map(|mark| correction(mark, Some(mark.3)));
        let corrected = Timeline::of(&with_corrections(&session, same.collect()));
        for (before, after) in timeline.slots.iter().zip(&corrected.slots) {
            for (before, after) in before.questions.iter().zip(&after.questions) {
                // Marks that a step had taken out are there again.
                if before.marks.iter().any(|mark| mark.never) { continue }
                prop_assert_eq!(&before.marks, &after.marks);
                prop_assert_eq!(&before.moves, &after.moves);
                prop_assert_eq!(&before.thinks, &after.thinks);
                prop_assert_eq!(&before.ticked, &after.ticked);
                prop_assert_eq!(before.first_answer, after.first_answer);
            }
        }
    }

    #[test]
    fn whatever_is_said_of_marks_keeps_their_order_and_its_file_opens(
        steps in steps(80),
        said in prop::collection::vec((any::<usize>(), prop::option::of(0..4_000_000_u64)), 1..12),
    ) {
        let session = walked_to_the_end(&steps);
        let marks = correctable(&Timeline::of(&session));
        prop_assume!(!marks.is_empty());
        let said = said.into_iter().map(|(mark, to)| {
            correction(marks[mark % marks.len()], to.map(Duration::from_millis))
        });
        let corrected = with_corrections(&session, said.collect());
        let timeline = Timeline::of(&corrected);
        for run in timeline.slots.iter().flat_map(|slot| &slot.questions) {
            let given = run.marks.iter().filter(|mark| !mark.never).map(|mark| mark.at);
            let times: Vec<Elapsed> = run.shown.into_iter().chain(given).collect();
            prop_assert!(times.is_sorted(), "{:?}", run.marks);
            prop_assert!(run.moves.values().map(|to| to.at).is_sorted());
            prop_assert!(times.last() <= Some(&timeline.question_end(run)));
            let (moves, thinks, first_answer) = made_by(&run.marks);
            prop_assert_eq!(run.moves.values().copied().collect::<Vec<_>>(), moves);
            prop_assert_eq!(run.thinks.values().map(|of| of.from).collect::<Vec<_>>(), thinks);
            prop_assert_eq!(run.first_answer, first_answer);
        }
        let (read, dropped) = read(text_of(&corrected).as_bytes()).unwrap();
        prop_assert_eq!(dropped, None);
        prop_assert_eq!(&read.events, &corrected.events);
        prop_assert_eq!(Timeline::of(&read).slots, timeline.slots);
    }
}
