//! How full a plan is, and what is said of what it leaves out.

use super::*;
use crate::practice::want::Want;
use crate::practice::wants::wants;

/// Some sessions of the last weeks, and perhaps of today, by a seed.
fn history(seed: u64) -> Vec<Practised> {
    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut roll = |below: u64| {
        random ^= random >> 12;
        random ^= random << 25;
        random ^= random >> 27;
        (random.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % below
    };
    let kinds: Vec<QuestionKind> = crate::practice::want::kinds().collect();
    let mut past = Vec::new();
    for _ in 0..roll(14) {
        let kind = kinds[roll(kinds.len() as u64) as usize];
        let (ago, misses) = (roll(5) as i64, roll(7));
        let mut session = drilled(ago, kind, Vec::new());
        session.did.clear();
        for _ in 0..=misses {
            let id = format!("{}-{}", kind.word(), roll(12));
            let matter = Matter::Question { id: id.clone(), title: id.clone() };
            let met = roll(3) == 0;
            session.signs.push(Sign { kind, matter, met, basis: Basis::Time });
            session.did.push(Did::whole(kind, &id));
        }
        if kind.has_phase_drill() && roll(2) == 0 {
            let name = kind.phase_names()[roll(kind.phase_names().len() as u64) as usize];
            let matter = Matter::Phase(name.to_string());
            session.signs.push(Sign { kind, matter, met: false, basis: Basis::Time });
        }
        past.push(session);
    }
    past
}

/// Whether an act asks for the same as another, but for how much of it, or a part of it.
fn is_in(act: &Act, of: &Act) -> bool {
    let plain = |act: &Act| match act.clone() {
        Act::Drill { kind, asks, .. } => Act::Drill { kind, asks, count: Some(1), due: false },
        other => other,
    };
    let whole = |act: &Act| match act.clone() {
        Act::Drill { kind, .. } => Act::drill(kind, 1),
        other => other,
    };
    plain(act) == plain(of) || whole(act) == plain(of)
}

#[test]
fn no_evening_is_left_half_empty_while_something_that_is_wanted_fits() {
    let lengths = lengths();
    let mut sparse = 0;
    for seed in 0..24 {
        let past = history(seed);
        let situation = situation(&past, &lengths);
        let weak = Vec::new();
        let wants: Vec<Want> = wants(&situation, &weak);
        for minutes in [5, 20, 30, 45, 75, 120, 240, 720] {
            let time = m(minutes, 0);
            let agenda = of_situation(&situation, Vec::new(), TimeAsked::Now(time));
            assert!(agenda.total() <= time, "{seed} {minutes}: {agenda:?}");
            let left = time - agenda.total();
            if left * 3 <= time {
                continue;
            }
            sparse += 1;
            // Neither a line more …
            for want in &wants {
                for act in &want.acts {
                    let is_there = agenda.lines.iter().any(|line| is_in(act, &line.act));
                    let planned = lengths.of(act).unwrap_or(Duration::MAX);
                    let fits = planned <= left;
                    assert!(is_there || !fits, "{seed} {minutes}: {act:?} beside {agenda:?}");
                }
            }
            // … nor a question more of one.
            for line in &agenda.lines {
                let of = |want: &&Want| line.reason.starts_with(&want.reason);
                let Some(want) = wants.iter().find(of) else { continue };
                let count = lengths.count(&line.act);
                let longer = lengths.of(&line.act.with_count(count + 1)).unwrap();
                let fits = longer.saturating_sub(line.planned) <= left;
                let is_wanted = count < want.most.min(20);
                assert!(!is_wanted || !fits, "{seed} {minutes}: more of {line:?} in {agenda:?}");
            }
        }
    }
    assert!(sparse < 24 * 8, "{sparse}");
}

#[test]
fn one_kind_fills_an_evening_that_nothing_else_is_left_for() {
    // Every other kind was practised today.
    let coding = QuestionKind::Coding;
    let mut past = vec![missed(4, &["a", "b", "c", "d"])];
    for kind in crate::practice::want::kinds().filter(|kind| *kind != coding) {
        past.push(drilled(0, kind, Vec::new()));
    }
    let agenda = planned(&past, Vec::new(), TimeAsked::Now(m(90, 0)));
    assert!(agenda.total() >= m(60, 0), "{agenda:?}");
    // So it does where it comes again from the evening before.
    past[0] = missed(1, &["a", "b", "c", "d"]);
    let agenda = planned(&past, Vec::new(), TimeAsked::Now(m(90, 0)));
    assert!(agenda.total() >= m(50, 0), "{agenda:?}");
}

#[test]
fn what_is_left_out_for_want_of_time_and_for_other_reasons_is_told_apart() {
    let phases = ["data", "features", "modeling", "monitoring"];
    let design = QuestionKind::MlDesign;
    let mut past = vec![drilled(1, QuestionKind::Pitch, Vec::new())];
    for kind in crate::practice::want::kinds() {
        past.push(drilled(4, kind, vec![order::missed_question(kind, kind.word())]));
    }
    let signs = phases[..2].iter().map(|name| order::phase(name)).collect();
    past.push(drilled(4, design, signs));
    let agenda = planned(&past, Vec::new(), TimeAsked::Now(m(45, 0)));
    let lacking: Vec<&str> =
        agenda.no_room.iter().filter(|of| of.lacks_time).map(|of| of.what.as_str()).collect();
    assert!(lacking.contains(&"deep-dive"), "{agenda:?}");
    for of in &agenda.no_room {
        let says = of.why.iter().any(|why| why.starts_with("left out: "));
        assert_eq!(says, !of.lacks_time, "{of:?}");
    }
    // A question that comes after another on the next evening is not left out for want of time.
    let past = [missed(1, &["a", "b"])];
    let agenda = planned(&past, Vec::new(), TimeAsked::Now(m(300, 0)));
    let more = agenda.no_room.iter().find(|of| of.what == "1 more of coding").unwrap();
    assert!(!more.lacks_time, "{more:?}");
    // Nor is what as many lines as a plan has leave out.
    let agenda = planned(&[], Vec::new(), TimeAsked::Now(m(50, 0)));
    assert_eq!(agenda.lines.len(), 4, "{agenda:?}");
    assert_eq!(agenda.beyond, ["foundations", "your stories"], "{agenda:?}");
}
