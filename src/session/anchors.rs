//! What a 1 and a 4 mean of an own rating, by what was rehearsed and what is rated: as the
//! forms of interviewers describe the ends of their scales. Pure text.

use super::asked::Dimension;
use super::rateable::Rateable;
use crate::round::SlotKind;

/// What a 1 means, and what a 4 means.
pub(crate) fn anchors(rated: Rateable, dimension: Dimension) -> [&'static str; 2] {
    match rated {
        Rateable::Interview(SlotKind::Coding) => coding(dimension),
        Rateable::Interview(SlotKind::MlDesign) => design(dimension),
        Rateable::Interview(SlotKind::Behavioral) => behavioral(dimension),
        Rateable::Interview(SlotKind::Foundations) => foundations(dimension),
        Rateable::Interview(SlotKind::DeepDive) => deep_dive(dimension),
        Rateable::Pitch => pitch(dimension),
        Rateable::Story => story(dimension),
        Rateable::Phase => phase(dimension),
    }
}

fn coding(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "no approach that works, or only one that somebody else pushed you to",
            "a workable approach early, a better one on purpose, both compared aloud",
        ],
        Dimension::Communication => [
            "typed in silence; nobody could have said what you were doing",
            "every step said before it was typed, and what was unclear asked first",
        ],
        Dimension::TechnicalDepth => [
            "code that doesn't run, its cost guessed, its edges not looked at",
            "clean code, its cost argued, edge cases found by yourself and tested",
        ],
        Dimension::Time => [
            "a question without code at its end, or one not begun",
            "all solved and tested, with time left to look again",
        ],
    }
}

fn design(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "a model named before the goal was; what it is judged by never said",
            "the goal made into a task, its metrics and its limits, and kept to throughout",
        ],
        Dimension::Communication => [
            "a list of techniques; the interviewer had to find the thread",
            "led through the design, said why at each fork, and came back to what was asked",
        ],
        Dimension::TechnicalDepth => [
            "names without reasons; no answer to the second why",
            "choices traded off with numbers, and what breaks in production named first",
        ],
        Dimension::Time => [
            "stuck in one part; others were not reached",
            "every part had its time, and the hard one the most",
        ],
    }
}

fn behavioral(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "what was hard about it, and what you decided, stayed unclear",
            "a real difficulty, choices that were yours, and what you learned from them",
        ],
        Dimension::Communication => [
            "wandered; the point came late, or never",
            "situation, task, action, result, in this order, and each answered what was asked",
        ],
        Dimension::TechnicalDepth => [
            "general words that any team could have said",
            "details and numbers that only somebody who did it knows",
        ],
        Dimension::Time => [
            "answers so long, or so short, that follow-ups had no place",
            "each told in about two minutes, most of it on what you did",
        ],
    }
}

fn foundations(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "recited, or guessed; a changed question left you without an answer",
            "worked out from what it rests on, and carried over to a case you had not seen",
        ],
        Dimension::Communication => {
            ["hard to follow, in no order", "the answer first, then why, in a few sentences"]
        }
        Dimension::TechnicalDepth => [
            "the word known, not what stands behind it; a wrong claim kept",
            "exact, with when it fails and what one does instead",
        ],
        Dimension::Time => [
            "lost in one answer; others were short of time",
            "each as long as it needed, with room for what was asked next",
        ],
    }
}

fn deep_dive(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "what the project had to solve, and how you chose, stayed unclear",
            "the problem, what you weighed, and what you would do otherwise today",
        ],
        Dimension::Communication => [
            "the listener got lost between parts and names",
            "the whole first, then the part that was asked for, at the depth it needed",
        ],
        Dimension::TechnicalDepth => [
            "somebody else's part told as seen from outside",
            "your part down to its numbers, its faults included",
        ],
        Dimension::Time => [
            "the overview took all of it",
            "a short overview, and most of the time for what was asked",
        ],
    }
}

fn pitch(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "duties listed; no problem of yours in it",
            "one problem that you solved, chosen for the role",
        ],
        Dimension::Communication => [
            "the whole CV in order of years; why you are here was not in it",
            "who you are, what you did that matters here, and why this role, in one thread",
        ],
        Dimension::TechnicalDepth => [
            "titles and tools without what you built",
            "one thing that you built, with a number and your part in it",
        ],
        Dimension::Time => [
            "far past its length, or over before anything stuck",
            "within its length, unhurried, with an end that invites a question",
        ],
    }
}

fn story(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "what was hard about it got lost as it was told shorter",
            "the difficulty and your choice stood in every telling",
        ],
        Dimension::Communication => [
            "the short tellings were the long one, cut off",
            "each telling whole: what was wrong, what you did, what came of it",
        ],
        Dimension::TechnicalDepth => [
            "details left out at random, or kept where there was no room",
            "the longer the telling, the more of what only you know; the number always",
        ],
        Dimension::Time => [
            "over its length in most tellings",
            "each within its length, and the result never squeezed",
        ],
    }
}

fn phase(dimension: Dimension) -> [&'static str; 2] {
    match dimension {
        Dimension::ProblemSolving => [
            "what came to mind, beside what the phases before had settled",
            "built on what was settled, and decided what this phase has to decide",
        ],
        Dimension::Communication => [
            "points without an order; which mattered most stayed open",
            "said what this phase is for, went through it in order, summed up",
        ],
        Dimension::TechnicalDepth => [
            "a list that would fit any design",
            "what is peculiar to this one, with numbers and what goes wrong",
        ],
        Dimension::Time => [
            "one point took all of it; others were not reached",
            "every point of the phase had its time, the hard one the most",
        ],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::word::Word;

    #[test]
    fn every_end_of_a_scale_has_a_line_of_its_own_that_fits_a_small_terminal_in_two() {
        let mut lines = BTreeSet::new();
        let interviews = [
            SlotKind::Coding,
            SlotKind::MlDesign,
            SlotKind::Behavioral,
            SlotKind::Foundations,
            SlotKind::DeepDive,
        ]
        .map(Rateable::Interview);
        let parts = [Rateable::Pitch, Rateable::Story, Rateable::Phase];
        for rated in interviews.into_iter().chain(parts) {
            for dimension in Dimension::all() {
                for line in anchors(rated, *dimension) {
                    assert!(line.len() <= 90, "{line}");
                    assert!(lines.insert(line), "{line} stands twice");
                }
            }
        }
    }
}
