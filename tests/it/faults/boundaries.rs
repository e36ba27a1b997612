//! A session that ends behind any of its events is resumed into a round that can go on to its end.

use std::fs;

use super::deeds::{RUN, SCRIPT, to_the_end};
use super::trace::run;
use super::{count, how_many};
use crate::support::Workspace;

const ID: &str = "2026-01-07T09-00-00-cut";

/// A session of every kind of mark, whole.
fn session() -> String {
    let workspace = Workspace::new();
    let ran = workspace.script(RUN.args, SCRIPT);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let file = workspace.sessions().remove(0);
    let id = file.file_stem().unwrap().to_str().unwrap();
    fs::read_to_string(&file).unwrap().replace(id, ID)
}

#[test]
fn a_session_cut_behind_any_event_is_resumed_to_its_end() {
    let whole = session();
    let last = whole.rfind("[[event]]").unwrap();
    let cuts = whole.match_indices("[[event]]").map(|(at, _)| at).filter(|at| *at <= last);
    let resumed = how_many(&cuts.collect::<Vec<_>>(), |&cut| {
        let workspace = Workspace::in_memory();
        let name = format!("sessions/{ID}.toml");
        let file = workspace.file(&name, &whole[..cut]);
        let ran = run(&workspace, &["resume"], to_the_end(&whole[..cut]));
        let when = format!("cut before {:?}", whole[cut..].lines().nth(2));
        assert_eq!(ran.code, Some(0), "{when}: {}", ran.stderr);
        let now = fs::read_to_string(&file).unwrap();
        assert!(now.starts_with(&whole[..cut]), "{when}: it lost something");
        assert!(now.ends_with("event = \"finished\"\n\n"), "{when}: {now}");
        assert_eq!(run(&workspace, &["report"], "").code, Some(0), "{when}");
        true
    });
    count("boundaries", resumed, "boundaries resumed");
}
