//! The cases that are kept back of each question, made from its proven solvers and written to
//! `src/builtin/cases.txt`: those at the edges, which stand below, some that are drawn, and a large
//! one, sized so that the first approach takes at least 50 times the steps of the better one.
//!
//! `CASES=overwrite cargo test --test it bank_coding::cases` writes the file anew. A question gets
//! its cases by a row here.

use std::collections::BTreeSet;
use std::fs;

use sha2::{Digest, Sha256};

use super::args::Args;
use super::literal::Value;
use super::rng::Rng;
use super::{Solver, bank, kept, rules, solver, steps};

/// What is kept back of a question, beside what is drawn.
pub(super) struct KeptBack {
    pub(super) id: &'static str,
    /// Inputs at the edges.
    pub(super) edges: &'static [&'static str],
    /// The input of the large case, by rules; empty where there is none.
    pub(super) large: &'static str,
    /// How many times the steps of the better approach the first one takes there, at least. Below
    /// [`ENOUGH`] only where no input makes it more: then a comment says why.
    pub(super) times: u64,
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/builtin/cases.txt");

/// The first approach takes so many times the steps, if any input makes it.
const ENOUGH: u64 = 50;

/// Cases in all, the large one among them.
const CASES: usize = 14;

/// A drawn input is no longer, in characters.
const LONGEST: usize = 400;

/// The seeds of drawn inputs begin here: others are those of the proof.
const FIRST_SEED: u64 = 100_000;

/// Lists that are longer are told apart by a sum over them.
const SHOWN: usize = 40;

/// Of those that hold floats, which are alike within a tolerance, so many places are drawn.
const SAMPLED: usize = 48;

/// The inputs of a question's cases, as they are written.
pub(super) fn written(id: &str) -> Vec<String> {
    let text = fs::read_to_string(FILE).expect("the cases are there");
    let lines = text.lines().skip_while(|line| *line != id).skip(1);
    lines.map_while(|line| line.split_once('\t')).map(|(input, _)| input.to_string()).collect()
}

/// Every case of a question: input and output.
fn cases(kept: &KeptBack, solver: &Solver) -> Vec<(String, String)> {
    let mut inputs: Vec<String> = kept.edges.iter().map(|&edge| edge.to_string()).collect();
    let mut outputs = BTreeSet::new();
    for seed in FIRST_SEED..FIRST_SEED + 400 {
        if inputs.len() + 1 >= CASES {
            break;
        }
        let input = (solver.random)(&mut Rng::new(seed)).to_string();
        let output = answer(solver, &input).to_string();
        // After some time also one that has the answer of another.
        let is_other = outputs.insert(output) || seed > FIRST_SEED + 200;
        if is_other && input.len() <= LONGEST && !inputs.contains(&input) {
            inputs.push(input);
        }
    }
    inputs.extend((!kept.large.is_empty()).then(|| kept.large.to_string()));
    let output = |input: &String| (input.clone(), shown(&answer(solver, input)));
    inputs.iter().map(output).collect()
}

fn answer(solver: &Solver, input: &str) -> Value {
    let args = Args::parse(input).unwrap_or_else(|fault| panic!("{}: {input}: {fault}", solver.id));
    (solver.better)(&args)
}

/// An output as the harness reads it: of a long list, what is known of it.
fn shown(output: &Value) -> String {
    let Value::List(items) = output else { return output.to_string() };
    if items.len() <= SHOWN {
        let items: Vec<String> = items.iter().map(in_runs).collect();
        return format!("[{}]", items.join(", "));
    }
    if holds_floats(output) {
        let some = places(items.len()).into_iter().map(|at| items[at].clone());
        return format!("sampled({}, {})", items.len(), Value::List(some.collect()));
    }
    let hash = Sha256::digest(rules::canonical(output).as_bytes());
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("digest({}, '{hash}')", items.len())
}

/// A value as it is written, or a long list in which few values stand many times as rules make it.
fn in_runs(value: &Value) -> String {
    let Value::List(items) = value else { return value.to_string() };
    let items: Vec<String> = items.iter().map(in_runs).collect();
    let runs: Vec<&[String]> = items.chunk_by(|a, b| a == b).collect();
    if items.len() <= SHOWN || runs.len() * 4 > items.len() {
        return format!("[{}]", items.join(", "));
    }
    let mut parts: Vec<String> = Vec::new();
    for alike in runs.chunk_by(|a, b| a.len() < 4 && b.len() < 4) {
        parts.push(match alike {
            [run] if run.len() >= 4 => format!("repeat({}, {})", run[0], run.len()),
            short => format!("[{}]", short.concat().join(", ")),
        });
    }
    if let [part] = &parts[..] { part.clone() } else { format!("concat({})", parts.join(", ")) }
}

/// Where a list of floats so long is compared, as `src/trial/harness.py` does: at no step of their
/// own, so that answers that are wrong at every other place, or every ninth, are found.
fn places(length: usize) -> BTreeSet<usize> {
    let mut rng = Rng::new(length as u64);
    let drawn = (0..SAMPLED).map(|_| rng.size(0, length - 1));
    drawn.chain([0, 1, length - 2, length - 1]).collect()
}

fn holds_floats(value: &Value) -> bool {
    match value {
        Value::Float(_) => true,
        Value::List(items) => items.iter().any(holds_floats),
        _ => false,
    }
}

fn all() -> Vec<(&'static KeptBack, &'static Solver)> {
    let with_solver = |kept: &'static KeptBack| {
        (kept, solver(kept.id).unwrap_or_else(|| panic!("{} has no solver", kept.id)))
    };
    kept::ALL.iter().copied().flatten().map(with_solver).collect()
}

/// Runs with a stack on which the deepest recursion of a large case finds room.
fn with_room(test: fn()) {
    let thread = std::thread::Builder::new().stack_size(1 << 30).spawn(test).expect("a thread");
    thread.join().unwrap_or_else(|why| std::panic::resume_unwind(why));
}

#[test]
fn every_question_has_its_cases_and_they_are_those_of_its_solvers() {
    with_room(|| {
        let mut asked: Vec<String> = bank::load().iter().map(bank::id).collect();
        let mut kept: Vec<String> = all().iter().map(|(kept, _)| kept.id.to_string()).collect();
        asked.sort();
        kept.sort();
        assert_eq!(asked, kept);
        let mut text = String::new();
        for (kept, solver) in all() {
            text += &format!("{}\n", kept.id);
            let cases = cases(kept, solver);
            assert!((10..=20).contains(&cases.len()), "{}: {}", kept.id, cases.len());
            cases.iter().for_each(|(input, output)| text += &format!("{input}\t{output}\n"));
        }
        if std::env::var_os("CASES").is_some_and(|value| value == "overwrite") {
            fs::write(FILE, text).expect("the cases can be written");
            return;
        }
        let written = fs::read_to_string(FILE).expect("the cases are there");
        let differs = written.lines().zip(text.lines()).find(|(written, now)| written != now);
        let is_same = written == text;
        assert!(is_same, "write them anew with CASES=overwrite; the first to differ: {differs:?}");
    });
}

#[test]
fn both_approaches_agree_on_every_case_but_the_large_one() {
    with_room(|| {
        for (kept, solver) in all() {
            for (input, output) in cases_but_large(kept, solver) {
                let args = Args::parse(&input).expect("it was read before");
                let first = (solver.brute)(&args);
                let is_same = shown(&first) == output || first.is_close_to(&answer(solver, &input));
                assert!(is_same, "{}, on {input}: {first}", kept.id);
            }
        }
    });
}

#[test]
fn hardly_a_place_of_any_step_is_left_out_where_a_long_list_is_compared() {
    let written = fs::read_to_string(FILE).expect("the cases are there");
    let sampled = written.split("\tsampled(").skip(1);
    let lengths: Vec<usize> =
        sampled.map(|of| of.split_once(',').unwrap().0.parse().unwrap()).collect();
    assert_eq!(lengths, [20_000, 40_000, 100, 200, 3_974, 2_000, 10_000]);
    for length in lengths {
        for step in 2..=12 {
            let met: BTreeSet<usize> = places(length).iter().map(|at| at % step).collect();
            // Of 2,000 every 10th from one place on isn't met, and of 10,000 every 11th.
            let left_out = usize::from([(2_000, 10), (10_000, 11)].contains(&(length, step)));
            assert_eq!(met.len(), step - left_out, "of {length}, every {step}th");
        }
    }
}

fn cases_but_large(kept: &KeptBack, solver: &Solver) -> Vec<(String, String)> {
    let mut cases = cases(kept, solver);
    cases.retain(|(input, _)| input != kept.large);
    cases
}

#[test]
fn the_first_approach_takes_many_times_the_steps_on_the_large_case() {
    with_room(|| {
        for (kept, solver) in all().into_iter().filter(|(kept, _)| !kept.large.is_empty()) {
            let args = Args::parse(kept.large).expect("it was read before");
            let better = steps::counted(u64::MAX, || (solver.better)(&args));
            let (_, better) = better.expect("there is no most");
            assert!(better > 0, "{}: the better approach counts no steps", kept.id);
            if kept.times < ENOUGH {
                let first = steps::counted(u64::MAX, || (solver.brute)(&args));
                let (_, first) = first.expect("there is no most");
                assert_eq!(first / better, kept.times, "{}: {first} and {better}", kept.id);
                let told = format!("`{}` ({})", kept.id, kept.times);
                let is_told = include_str!("../../../docs/code.md").contains(&told);
                assert!(is_told, "docs/code.md doesn't say {told}");
                continue;
            }
            let first = steps::counted(better * kept.times, || (solver.brute)(&args));
            let took = first.map(|(_, steps)| steps as f64 / better as f64);
            assert_eq!(took, None, "{}: the first approach is too quick", kept.id);
        }
    });
}
