use std::time::Duration;

use clap::Parser as _;
use jiff::civil::date;

use super::lengths;
use crate::cli::{Cli, Command, Rehearsed};
use crate::cmd::build::tests::context;
use crate::cmd::{build, drill};
use crate::practice::act::{Act, Asks};
use crate::round::QuestionKind;
use crate::round::part::Part;
use crate::word::Word;

/// Every drill that a plan can hold, with few questions and many.
fn drills() -> Vec<Act> {
    let mut acts = Vec::new();
    for &kind in QuestionKind::all() {
        let mut asks = vec![Asks::Any];
        if kind.has_phase_drill() {
            asks.extend(kind.phase_names().iter().map(|name| Asks::Phase((*name).to_string())));
        }
        for asks in asks {
            for (count, due) in [(None, false), (Some(1), true), (Some(3), false)] {
                acts.push(Act::Drill { kind, asks: asks.clone(), count, due });
            }
        }
    }
    let (kind, asks) = (QuestionKind::Coding, Asks::Easy);
    acts.push(Act::Drill { kind, asks, count: Some(1), due: false });
    acts
}

#[test]
fn every_command_of_a_plan_is_read_and_its_round_is_as_long_as_planned() {
    let folder = tempfile::tempdir().unwrap();
    let context = context(folder.path());
    let lengths = lengths(&context, date(2026, 11, 24)).unwrap();
    for act in drills() {
        let command = act.command();
        assert!(!command.contains(['\'', '"', '\\']) && !command.contains("  "), "{command}");
        let cli = Cli::try_parse_from(command.split(' ')).unwrap();
        let Command::Drill(args) = cli.command else { panic!("{command}") };
        let Rehearsed::Questions(kind, part, questions) = args.what.rehearsed() else {
            panic!("{command}")
        };
        let round = drill::round(&context, kind, part, questions).unwrap();
        let planned: Duration = round.slots.iter().map(|slot| slot.length).sum();
        let review = Duration::from_secs(60);
        assert_eq!(lengths.of(&act), Some(planned + review), "{command}");
    }
}

#[test]
fn rounds_and_looks_are_commands_too() {
    let folder = tempfile::tempdir().unwrap();
    let context = context(folder.path());
    let lengths = lengths(&context, date(2026, 11, 24)).unwrap();
    let round = build::round(
        &context,
        &build::template(&context, None, &[]).unwrap(),
        &crate::cli::BuildArgs::default(),
        Part::Whole,
    );
    let round = round.unwrap();
    let slots = round.slots.iter();
    let planned: Duration =
        slots.map(|slot| slot.length + slot.break_after + Duration::from_secs(60)).sum();
    let run = Act::Round { template: None, adaptive: true };
    assert_eq!(lengths.of(&run), Some(planned));
    for act in [run, Act::Stories, Act::Story("a-story".to_string())] {
        assert!(Cli::try_parse_from(act.command().split(' ')).is_ok());
        assert!(lengths.of(&act).is_some());
    }
}
