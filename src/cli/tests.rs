use clap::CommandFactory;

use super::*;
use crate::round::SlotKind;
use crate::word::Word;

fn parse(args: &[&str]) -> Result<Cli, String> {
    let all = ["mockround"].iter().chain(args);
    Cli::try_parse_from(all).map_err(|error| error.to_string())
}

/// The long help of a command and of all below it.
fn help(command: &mut clap::Command) -> String {
    let mut text = command.render_long_help().to_string();
    command.get_subcommands_mut().for_each(|below| text += &help(below));
    text
}

#[test]
fn every_listed_kind_is_drilled_and_filtered_by_its_word() {
    for kind in QuestionKind::all() {
        let listed = kind.is_listed();
        assert_eq!(parse(&["drill", kind.word()]).is_ok(), listed, "{kind:?}");
        assert_eq!(parse(&["questions", "--kind", kind.word()]).is_ok(), listed, "{kind:?}");
    }
    for kind in SlotKind::all() {
        assert_eq!(parse(&["run", "--only", kind.word()]).is_ok(), kind.is_listed(), "{kind:?}");
        assert_eq!(parse(&["trends", "--kind", kind.word()]).is_ok(), kind.is_listed(), "{kind:?}");
    }
}

#[test]
fn help_completions_and_errors_name_no_kind_that_is_not_listed() {
    let mut command = Cli::command();
    command.build();
    let mut script = Vec::new();
    clap_complete::generate(clap_complete::Shell::Bash, &mut command, "mockround", &mut script);
    let said = help(&mut command)
        + &String::from_utf8(script).unwrap()
        + &parse(&["questions", "--kind", "deep"]).unwrap_err()
        + &parse(&["run", "--only", "deep"]).unwrap_err();
    assert!(said.contains("allowed are coding, ml-design, behavioral, pitch, foundations"));
    for kind in QuestionKind::all() {
        assert_eq!(said.contains(kind.word()), kind.is_listed(), "{kind:?}");
    }
}
