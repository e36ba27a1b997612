//! Results are held against what is expected as a question says.

use super::{came_of, has_python};
use crate::support::Workspace;

/// A workspace with a question that gives what a type says and is compared so; its example, and
/// results that are right and wrong.
struct Compared {
    parameters: &'static str,
    gives: &'static str,
    compare: &'static str,
    input: &'static str,
    output: &'static str,
    right: &'static [&'static str],
    wrong: &'static [&'static str],
}

#[test]
fn results_are_held_against_what_is_expected_as_the_question_says() {
    if !has_python() {
        return;
    }
    const PAIRS: &str = "{ name = \"n\", type = \"int\" }, { name = \"pairs\", \
                         type = \"list[list[int]]\" }";
    for of in [
        Compared {
            parameters: "",
            gives: "int",
            compare: "exact",
            input: "",
            output: " 7",
            right: &[
                "7",
                "7.0",
                "__import__('fractions').Fraction(14, 2)",
                "__import__('decimal').Decimal('7.00')",
            ],
            wrong: &[
                "8",
                "None",
                "__import__('fractions').Fraction(7, 2)",
                "__import__('decimal').Decimal('NaN')",
            ],
        },
        Compared {
            parameters: "",
            gives: "set[int]",
            compare: "exact",
            input: "",
            output: "{1, 2}",
            right: &["{2, 1}", "frozenset([1, 2])"],
            wrong: &["[1, 2]", "{1}", "{1, 3}", "{1, 2, 3}", "set()"],
        },
        Compared {
            parameters: "",
            gives: "set[str]",
            compare: "exact",
            input: "",
            output: "set()",
            right: &["set()"],
            wrong: &["[]", "{}", "{'a'}"],
        },
        Compared {
            parameters: "",
            gives: "list[set[float]]",
            compare: "tolerance",
            input: "",
            output: "[{0.5, 1.0}]",
            right: &["[{1, 0.50001}]"],
            wrong: &["[{0.5, 1.1}]", "[[0.5, 1.0]]"],
        },
        Compared {
            parameters: "",
            gives: "dict[tuple[tuple[int, int], int], float]",
            compare: "tolerance",
            input: "",
            output: "{((1, 2), 3): 1.0}",
            right: &["{((1, 2), 3): 1}", "{((1, 2), 3): 1.00001}"],
            wrong: &["{((1, 2), 4): 1.0}", "{((1, 2), 3): 10 ** 400}"],
        },
        // Each has one of its own: none of these stands for two.
        Compared {
            parameters: "",
            gives: "set[float]",
            compare: "tolerance",
            input: "",
            output: "{100000.0, 100001.0}",
            right: &["{100001.0, 100000.0}", "{100009.0, 99991.5}"],
            wrong: &["{100000.0, -7.0}", "{100011.0, 100012.0}"],
        },
        Compared {
            parameters: "{ name = \"seen\", type = \"set[int]\" }",
            gives: "bool",
            compare: "exact",
            input: "seen = {3, 4}",
            output: "True",
            right: &["3 in seen and type(seen) is set"],
            wrong: &["5 in seen", "1"],
        },
        Compared {
            parameters: "",
            gives: "str",
            compare: "one-of",
            input: "",
            output: "['ab', 'cd']",
            right: &["'ab'", "'cd'"],
            wrong: &["'ef'", "['ab', 'cd']", "None"],
        },
        Compared {
            parameters: PAIRS,
            gives: "list[int]",
            compare: "topological-order",
            input: "n = 4, pairs = [[0, 1], [0, 2], [1, 3], [2, 3]]",
            output: "[0, 1, 2, 3]",
            right: &["[0, 1, 2, 3]", "[0, 2, 1, 3]", "(0, 2, 1, 3)"],
            wrong: &["[1, 0, 2, 3]", "[0, 1, 3, 2]", "[0, 1, 2]", "{0, 1, 2, 3}", "None", "[]"],
        },
        // Pairs may also say what comes first in their second place; there may be no order.
        Compared {
            parameters: PAIRS,
            gives: "list[int]",
            compare: "topological-order",
            input: "n = 3, pairs = [[1, 0], [2, 0]]",
            output: "[0, 1, 2]",
            right: &["[0, 2, 1]"],
            wrong: &["[1, 0, 2]", "[2, 1, 0]"],
        },
        Compared {
            parameters: PAIRS,
            gives: "list[int]",
            compare: "topological-order",
            input: "n = 2, pairs = [[0, 1], [1, 0]]",
            output: "[]",
            right: &["[]"],
            wrong: &["[0, 1]"],
        },
    ] {
        let Compared { parameters, gives, compare, input, output, .. } = of;
        let names: Vec<&str> = parameters.split("name = \"").skip(1).collect();
        let names: Vec<&str> = names.iter().map(|of| of.split('"').next().unwrap()).collect();
        let names = names.join(", ");
        let workspace = Workspace::new();
        let question = format!(
            "[[question]]\nid = 'mine'\nkind = 'coding'\ntitle = 'Mine'\ndifficulty = 'easy'\n\
             statement = 'Write `work({names}) -> {gives}`.'\nconstraints = []\n\
             function = 'work'\nparameters = [{parameters}]\ncompare = '{compare}'\n\
             [[question.example]]\ninput = \"{input}\"\noutput = \"{output}\"\n\
             [question.first-approach]\nidea = 'a'\ntime = 'O(1)'\nspace = 'O(1)'\n\
             [question.better-approach]\nidea = 'a'\ntime = 'O(1)'\nspace = 'O(1)'\n"
        );
        workspace.file("questions/mine.toml", &question);
        let checked = workspace.run(&["questions", "check"]);
        assert!(checked.stdout.contains("1 question, no problems"), "{}", checked.stdout);
        for (results, is_right) in [(of.right, true), (of.wrong, false)] {
            for result in results {
                let code = format!("def work({names}): return {result}\n");
                let (passed, failure) = came_of(&workspace, "mine", &code);
                assert_eq!(passed, is_right, "{result} for {output}, {compare}: {failure}");
                assert!(!failure.contains("\"error\":\""), "{result}: {failure}");
            }
        }
    }
}
