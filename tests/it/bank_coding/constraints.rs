//! Constraints that keep inputs away from where rounding would decide: no example, no input that is
//! drawn and no case that is kept back breaks one.

use super::args::Args;
use super::rng::Rng;
use super::{ROUNDS, bank, cases, solver};
use super::{ml_boxes_and_tokens, ml_classics, ml_losses, ml_streams};

/// A question, what its constraint says, and whether it holds.
type Promise = (&'static str, &'static str, fn(&Args) -> bool);

const PROMISES: [Promise; 4] = [
    (
        "keep-the-best-boxes",
        "within 1e-9 of the threshold",
        ml_boxes_and_tokens::no_overlap_is_near_the_threshold,
    ),
    ("preference-loss", "within 1e-9 of 0", ml_losses::no_margin_is_near_zero),
    ("best-tree-split", "more than 1e-8", ml_classics::impurities_are_equal_or_apart),
    ("running-r-squared", "at least 0.01", ml_streams::targets_are_equal_or_apart),
];

#[test]
fn no_input_breaks_what_a_constraint_promises() {
    let bank = bank::load();
    for (id, said, holds) in PROMISES {
        let question = bank.iter().find(|of| bank::id(of) == id).expect("it is in the bank");
        let constraints = question["constraints"].to_string();
        assert!(constraints.contains(said), "{id}: {constraints}");
        let random = solver(id).expect("it has a solver").random;
        let drawn = (0..ROUNDS).map(|seed| random(&mut Rng::new(seed)));
        let examples = bank::examples(question).into_iter().map(|(input, _)| input);
        let kept = cases::written(id);
        assert!(kept.len() >= 10, "{id}: {}", kept.len());
        let told = examples.chain(kept).map(|input| Args::parse(&input).expect("it parses"));
        told.chain(drawn).for_each(|args| assert!(holds(&args), "{id}: {said}: {args}"));
    }
}
