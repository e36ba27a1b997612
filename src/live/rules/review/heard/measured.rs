//! How well plain statements of the bank's points are suggested, and how seldom other talk is: the
//! statements were written for points drawn at random, before the rule was tried on them.

use crate::round::bank::Bank;
use crate::round::{Brief, Question};
use crate::time::Elapsed;
use crate::words::{SaidWord, seems_said};

/// A question, what a point of it begins with, and that point in plain words.
const SAID: [[&str; 3]; 40] = [
    [
        "shared-model-serving",
        "prefix sharing",
        "let's measure how many input tokens repeat a prefix, like the system prompt or the \
         earlier conversation",
    ],
    [
        "company-document-answers",
        "query",
        "we rewrite the query with the conversation and expand abbreviations and project codes \
         from a glossary",
    ],
    [
        "meal-delivery-time",
        "coverage live",
        "live I'd look at the share of orders delivered within the promise, by city and hour, we \
         have the labels fast",
    ],
    [
        "visual-product-search",
        "live quality",
        "we watch clicks in the first twelve, retakes and empty results for each phone model",
    ],
    [
        "voucher-targeting",
        "summary",
        "so we randomise, estimate the effect, buy margin where it's cheap and go on randomising",
    ],
    [
        "grocery-demand",
        "adoption",
        "in the end it depends on whether the managers trust it, so each proposal should explain \
         itself",
    ],
    [
        "turbine-failure",
        "ranking",
        "rank by the risk times what a standstill costs, which is more at sea than on land",
    ],
    [
        "basket-suggestions",
        "pair scores",
        "for pairs I use lift or mutual information and shrink it when the counts are small",
    ],
    [
        "turbine-failure",
        "misses",
        "whenever one fails without a warning we review it within a week, what could we have \
         seen and when",
    ],
    [
        "marketplace-search-ranking",
        "trade-off",
        "exploration has a price in orders per search and somebody has to decide if we pay it",
    ],
    [
        "company-document-answers",
        "index size",
        "after copies are gone it's twenty million documents and a hundred sixty million chunks, \
         so a few machines with HNSW",
    ],
    [
        "fine-tuning-service",
        "two systems",
        "really it's two systems, one batch system that trains and one that serves thousands of \
         variants",
    ],
    [
        "short-video-feed",
        "sampling",
        "keep all the likes and shares, but only ten percent of the skips, with a weight",
    ],
    [
        "short-video-feed",
        "retraining",
        "the ranker retrains every few hours and the towers daily, and the index is rebuilt in \
         one go so versions match",
    ],
    [
        "fine-tuning-service",
        "job plan",
        "from the lengths we plan the job, pack short examples together, and quote the price \
         beforehand",
    ],
    [
        "short-clips-from-nothing",
        "clip",
        "about the clip I know the embeddings of frames and sound, the league, the length and \
         the uploader's record",
    ],
    [
        "assistant-that-remembers",
        "turn signals",
        "the signals are similarity, names in the turn, the calendar and when it was used last",
    ],
    [
        "shared-model-serving",
        "summary",
        "in summary two loads, the batch runs in the valleys, and we give GPUs back step by step",
    ],
    [
        "marketplace-search-ranking",
        "variety",
        "for variety a greedy rerank that penalises the same shop, and some slots to explore new \
         items",
    ],
    [
        "invoice-fields",
        "split",
        "never have the same supplier on both sides of the split, and also split by time",
    ],
    [
        "visual-product-search",
        "test set",
        "the test set is three thousand photos from customers where two people found the exact \
         product",
    ],
    [
        "invoice-fields",
        "silent errors",
        "a clerk keys one percent of the straight through invoices blind, that's the honest \
         error rate",
    ],
    [
        "turbine-failure",
        "investment",
        "would it pay to buy vibration sensors for the other sixteen hundred",
    ],
    [
        "jobs-for-you",
        "baseline",
        "a simple baseline, they hold the licence, the commute is short enough, newest first",
    ],
    [
        "your-kubernetes",
        "The line between",
        "I wrote the manifests and debugged pods myself but the platform team ran the cluster",
    ],
    [
        "your-road-to-production",
        "Questions come first",
        "first I ask who uses the prediction, how fresh it must be and how bad a wrong one is",
    ],
    [
        "reproducible-training",
        "The exact training data",
        "pin the exact training data with an immutable snapshot or a table version, say in \
         iceberg",
    ],
    [
        "k-fold-cross-validation",
        "It estimates how",
        "it tells you how the procedure does on average over training sets, not the error of the \
         model you ship",
    ],
    [
        "precision-recall",
        "The threshold follows",
        "the threshold comes from the costs of a false positive and a false negative if the \
         probability is calibrated",
    ],
    [
        "prompt-injection",
        "A jailbreak is",
        "a jailbreak is when the user attacks, with injection a third party attacks the user",
    ],
    [
        "sql-in-words",
        "Time: half-open",
        "with time use half open ranges and one time zone, and join a calendar for days without \
         rows",
    ],
    [
        "rlhf-pipeline",
        "Where a program",
        "for math and code a program can check the answer so you don't need a reward model",
    ],
    [
        "vector-index-serving",
        "Recall is measured",
        "measure recall against an exact search on a sample of real queries from time to time",
    ],
    [
        "weight-initialisation",
        "With 512 inputs",
        "he initialisation with five hundred twelve inputs gives a standard deviation of about \
         six percent",
    ],
    [
        "diffusion-models",
        "Sampling begins",
        "you start with pure noise and at every step remove some of the predicted noise",
    ],
    [
        "transformer-attention",
        "A causal mask",
        "the causal mask makes sure that a token can't see the later ones",
    ],
    [
        "inference-roofline",
        "A batch reads",
        "the weights are read once per batch, so throughput grows with the batch size",
    ],
    [
        "inference-cost",
        "Break it down",
        "break the cost down by model, hardware and caller, and look at utilisation which is \
         often low",
    ],
    [
        "kv-cache-capacity",
        "When it's full",
        "if the cache is full requests wait, or one is preempted and recomputed later",
    ],
    [
        "using-long-context",
        "Finding one odd",
        "finding a single odd sentence is too easy, ask for several facts or counts over the \
         text",
    ],
];

/// What somebody says in an interview about none of these questions.
const OTHER: [&str; 40] = [
    "okay give me a second to read this, I'd like to write down what I understood first",
    "can you hear me well, my microphone was a bit quiet this morning",
    "so I'll draw a box for the client and a box for the server and go from there",
    "let me start with some questions and then I will walk you through the whole design",
    "I think we have about thirty minutes so I'd like to spend five of them on the problem",
    "does that make sense so far, or would you like me to go deeper somewhere",
    "sorry I lost my train of thought, where was I, right",
    "let me come back to this later if there is time left",
    "I worked on something similar in my last job, it was a team of six people",
    "honestly I have never built one of these but I'd approach it step by step",
    "we could also buy something off the shelf, but let's assume we build it",
    "the weather is awful here, it's been raining all week",
    "I usually prefer to keep things simple and only add complexity when I need it",
    "there are two ways to do this and both have pros and cons",
    "I'm going to assume the usual stuff here and move on",
    "that's a good question, I would have to think about it for a moment",
    "first I want to make sure that I understand who is going to use this thing",
    "my manager at the time wanted it done by Friday and that was not realistic",
    "we had a lot of discussions with the product team about priorities",
    "in the end it worked out well and everybody was happy with the result",
    "one thing I learned from that is to ask for help much earlier",
    "I would sort the list and then use two pointers from both ends",
    "the time complexity is n log n because of the sort, and the space is constant",
    "we need a hash map from each value to its index and then one pass over the array",
    "I'd use a breadth first search with a queue and mark the nodes we have visited",
    "for the edge cases, an empty list, one element, and duplicates",
    "let me test this with a small example by hand",
    "the recursion depth could be a problem so I'd rewrite it as a loop",
    "I moved to Berlin five years ago and did my master's degree there",
    "my favourite project was a compiler that I wrote with a friend",
    "we deploy on a Friday sometimes, I know, I know, it's not the best habit",
    "could you repeat the last part please, the connection dropped",
    "I'd like to know more about how the team works day to day",
    "let's say a million users, that's a round number, and ten requests a day each",
    "so that's about a hundred requests per second and maybe three times that at peak",
    "I'd put a load balancer in front, and a database behind, and a cache in between",
    "the API would have a post endpoint and a get endpoint and return some JSON",
    "for the database I would take something relational since the data is structured",
    "we can scale it out horizontally by adding more machines",
    "let me summarise what we have and then you can tell me where to dig",
];

/// The points of a question as they are compared, and what it tells.
fn compared(question: &Question) -> (Vec<String>, String) {
    let told = format!("{} {}", question.title, question.statement);
    if let Some(points) = question.brief.key_points() {
        return (points.to_vec(), told);
    }
    let Brief::MlDesign { scale, given, not_given, .. } = &question.brief else {
        panic!("{} has no points", question.id);
    };
    let facts = [&scale[..], given, not_given].concat().join(" ");
    let items = question.notes.iter().flat_map(|notes| &notes.checklist);
    (items.map(|of| format!("{}: {}", of.item, of.detail)).collect(), format!("{told} {facts}"))
}

/// Five words in two seconds, as people speak.
fn spoken(text: &str) -> Vec<SaidWord> {
    let word = |(at, text): (u32, &str)| {
        let from = Elapsed::new(std::time::Duration::from_millis(400) * at);
        SaidWord { from, to: from, text: text.to_string() }
    };
    (0..).zip(text.split(' ')).map(word).collect()
}

#[test]
fn plain_statements_of_points_are_suggested_and_other_talk_is_not() {
    let bank = Bank::with_builtin(&[]).unwrap();
    let of = |id: &str| compared(&bank.get(id).unwrap().question);
    let mut missed = Vec::new();
    for [id, point, said] in SAID {
        let (points, told) = of(id);
        let found = seems_said(&spoken(said), &told, &points);
        let is_it = |text: &String| text.starts_with(point);
        assert!(points.iter().any(is_it), "{id}: {point}");
        if !found.iter().any(|of| is_it(&points[of.point])) {
            missed.push(said);
        }
    }
    // The bank moves on: some room is left. When it was written, 4 of 40 were missed.
    assert!(missed.len() <= 8, "{missed:#?}");
    let mut wrong = Vec::new();
    for (at, other) in OTHER.iter().enumerate() {
        for next in 0..4 {
            let id = SAID[(at * 7 + next) % SAID.len()][0];
            let (points, told) = of(id);
            let found = seems_said(&spoken(other), &told, &points);
            wrong.extend(found.iter().map(|of| format!("{other}: {id}: {}", points[of.point])));
        }
    }
    assert!(wrong.len() <= 2, "{wrong:#?}");
    let mut mistaken = Vec::new();
    for (at, [_, _, said]) in SAID.iter().enumerate() {
        let id = SAID[(at + 3) % SAID.len()][0];
        let (points, told) = of(id);
        let found = seems_said(&spoken(said), &told, &points);
        mistaken.extend(found.iter().map(|of| format!("{said}: {id}: {}", points[of.point])));
    }
    assert!(mistaken.len() <= 2, "{mistaken:#?}");
}
