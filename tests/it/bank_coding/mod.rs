//! Proof of the coding bank: both reference approaches of every question give the outputs of its
//! examples, and agree with each other on random inputs.

mod args;
mod arrays_and_hashing;
mod bank;
mod cases;
mod constraints;
mod core_linear;
mod core_linked;
mod design_and_streams;
mod dynamic_programming;
mod graphs;
mod kept;
mod literal;
mod matrix;
mod ml_attention;
mod ml_boxes_and_tokens;
mod ml_classics;
mod ml_decoding;
mod ml_layers;
mod ml_losses;
mod ml_streams;
mod ml_vectors_and_scores;
mod rng;
mod rules;
mod search_and_sorting;
mod stacks_and_heaps;
mod steps;
mod tree;
mod trees;
#[cfg(unix)]
mod variants;

use std::collections::BTreeSet;

use args::Args;
use literal::Value;
use rng::Rng;

/// The two reference approaches of the question `id`, and inputs to compare them on.
struct Solver {
    id: &'static str,
    brute: fn(&Args) -> Value,
    better: fn(&Args) -> Value,
    random: fn(&mut Rng) -> Args,
}

const SOLVERS: &[&[Solver]] = &[
    core_linear::SOLVERS,
    core_linked::SOLVERS,
    arrays_and_hashing::SOLVERS,
    stacks_and_heaps::SOLVERS,
    trees::SOLVERS,
    graphs::SOLVERS,
    dynamic_programming::SOLVERS,
    search_and_sorting::SOLVERS,
    design_and_streams::SOLVERS,
    ml_vectors_and_scores::SOLVERS,
    ml_boxes_and_tokens::SOLVERS,
    ml_attention::SOLVERS,
    ml_losses::SOLVERS,
    ml_decoding::SOLVERS,
    ml_layers::SOLVERS,
    ml_classics::SOLVERS,
    ml_streams::SOLVERS,
];

/// Random inputs a question.
const ROUNDS: u64 = 400;

fn solvers() -> impl Iterator<Item = &'static Solver> {
    SOLVERS.iter().copied().flatten()
}

fn solver(id: &str) -> Option<&'static Solver> {
    solvers().find(|solver| solver.id == id)
}

#[test]
fn every_question_has_one_solver_and_every_solver_a_question() {
    let questions: Vec<String> = bank::load().iter().map(bank::id).collect();
    let mut asked = questions.clone();
    let mut solved: Vec<String> = solvers().map(|solver| solver.id.to_owned()).collect();
    asked.sort();
    solved.sort();
    assert_eq!(asked, solved);
    assert_eq!(
        questions.len(),
        questions.iter().collect::<BTreeSet<_>>().len(),
        "an id occurs twice"
    );
}

#[test]
fn both_approaches_give_the_output_of_every_example() {
    for question in bank::load() {
        let id = bank::id(&question);
        let Some(solver) = solver(&id) else { continue };
        for (input, output) in bank::examples(&question) {
            let args = Args::parse(&input).unwrap_or_else(|fault| panic!("{id}: {input}: {fault}"));
            assert_eq!(
                (solver.brute)(&args).to_string(),
                output,
                "{id}, first approach, on {input}"
            );
            assert_eq!(
                (solver.better)(&args).to_string(),
                output,
                "{id}, better approach, on {input}"
            );
        }
    }
}

#[test]
fn both_approaches_agree_on_random_inputs() {
    for solver in solvers() {
        let mut answers = BTreeSet::new();
        for seed in 0..ROUNDS {
            let args = (solver.random)(&mut Rng::new(seed));
            let (brute, better) = ((solver.brute)(&args), (solver.better)(&args));
            assert!(
                brute.is_close_to(&better),
                "{}, seed {seed}, on {args}: {brute} and {better}",
                solver.id
            );
            answers.insert(brute.to_string());
        }
        assert!(
            answers.len() > 1,
            "{}: every random input has the same answer, {answers:?}",
            solver.id
        );
    }
}

/// Examples and random inputs both name the arguments as the signature in the statement does, in
/// its order.
#[test]
fn statements_examples_and_solvers_name_the_same_arguments() {
    for question in bank::load() {
        let id = bank::id(&question);
        let Some(solver) = solver(&id) else { continue };
        let statement = question["statement"].as_str().expect("a statement is text");
        let random = (solver.random)(&mut Rng::new(0));
        let examples = bank::examples(&question)
            .into_iter()
            .map(|(input, _)| Args::parse(&input).expect("parses"));
        for args in examples.chain([random]) {
            let signature = format!("({}) -> ", args.names());
            assert!(
                statement.contains(&signature),
                "{id}: the statement has no signature with {signature}"
            );
        }
    }
}
