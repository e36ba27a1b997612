use super::*;
use crate::practice::matter::{Basis, Matter, Sign};
use crate::practice::past::Did;
use crate::practice::tests::{TODAY, drilled};
use crate::round::Theme;

const CODING: QuestionKind = QuestionKind::Coding;

/// A bank of behavioral questions, two of one theme and one of another, and of coding ones.
fn bank() -> Bank {
    let question = |id: &str, kind: &str, of: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\nkind = \"{kind}\"\ntitle = \"{id}\"\n{of}\n\
             statement = \"What?\"\n\n"
        )
    };
    let mut text = String::new();
    for (id, theme) in [("a", "conflict"), ("b", "conflict"), ("c", "growth")] {
        let of = format!(
            "theme = \"{theme}\"\ntopics = [\"{theme}\"]\nlistens-for = [\"one\"]\n\
             follow-ups = [\"Why?\"]"
        );
        text += &question(id, "behavioral", &of);
    }
    for topic in ["arrays", "graphs"] {
        let approach = "{ idea = \"i\", time = \"O(1)\", space = \"O(1)\" }";
        let of = format!(
            "difficulty = \"easy\"\ntopics = [\"{topic}\"]\nconstraints = [\"n\"]\n\
             example = [{{ input = \"n = 1\", output = \"1\" }}]\n\
             first-approach = {approach}\nbetter-approach = {approach}"
        );
        text += &question(topic, "coding", &of);
    }
    Bank::read(&[("questions.toml", text)]).unwrap()
}

fn weighed(past: &[Practised], kind: QuestionKind) -> Weighed {
    weigh(past, TODAY, &bank(), &[kind], |_| true)
}

fn id(id: &str) -> QuestionId {
    id.to_string().try_into().unwrap()
}

#[test]
fn the_slowest_topic_is_told_by_how_slow_it_is_and_weighs_three_at_most() {
    let mut session = drilled(40, CODING, Vec::new());
    for (topic, share) in [("arrays", 3.1), ("graphs", 3.4)] {
        session.topics.extend((0..3).map(|_| (CODING, vec![topic.to_string()], share)));
    }
    let weighed = weighed(&[session], CODING);
    assert_eq!(
        weighed.why,
        ["graphs: your slowest first answers in coding, 3.4 times their limit"]
    );
    for topic in ["arrays", "graphs"] {
        assert_eq!(weighed.weights[&id(topic)].to_bits(), SLOWEST.to_bits(), "{topic}");
    }
}

#[test]
fn a_theme_that_is_due_is_told_as_one() {
    let behavioral = QuestionKind::Behavioral;
    let sign = |matter, met| Sign { kind: behavioral, matter, met, basis: Basis::Time };
    let question = |id: &str| Matter::Question { id: id.to_string(), title: id.to_string() };
    let did = |id: &str, theme| {
        let mut did = Did::whole(behavioral, id);
        did.theme = Some(theme);
        did
    };
    let (conflict, growth) = (Theme::Conflict, Theme::Growth);
    let mut of_themes = drilled(5, behavioral, vec![sign(Matter::Theme(conflict), false)]);
    of_themes.did = vec![did("gone", conflict)];
    let weights = weighed(std::slice::from_ref(&of_themes), behavioral);
    assert_eq!(weights.why, ["1 theme due in behavioral"]);
    assert_eq!(weights.weights.len(), 2, "any question of it would do");
    // Where a question of it is due, that is the one.
    let signs = [question("a"), Matter::Theme(conflict), Matter::Theme(growth)];
    let mut of_both = drilled(4, behavioral, signs.map(|matter| sign(matter, false)).to_vec());
    of_both.did = vec![did("a", conflict), did("gone", growth)];
    let weights = weighed(&[of_themes, of_both], behavioral);
    assert_eq!(weights.why, ["1 question and 2 themes due in behavioral"]);
    let likelier: Vec<&str> = weights.weights.keys().map(QuestionId::as_str).collect();
    assert_eq!(likelier, ["a", "c"]);
}
