//! Trees.

use std::collections::{HashMap, HashSet};

use super::Solver;
use super::args::Args;
use super::rng::Rng;
use super::steps::{step, walks};
use super::tree::{self, Link, Tree};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "balanced-tree",
        brute: |a| balanced_by_heights(&tree::from_levels(a.list("tree"))).into(),
        better: |a| balanced_in_one_walk(&tree::from_levels(a.list("tree"))).into(),
        random: |rng| Args::of([("tree", tree::random(rng, 0, 12, |_| 1))]),
    },
    Solver {
        id: "valid-search-tree",
        brute: |a| valid_by_subtrees(&tree::from_levels(a.list("tree"))).into(),
        better: |a| valid_by_bounds(&tree::from_levels(a.list("tree"))).into(),
        random: |rng| Args::of([("tree", search_tree(rng))]),
    },
    Solver {
        id: "third-traversal",
        brute: |a| postorder_by_cutting(&a.ints("preorder"), &a.ints("inorder")).into(),
        better: |a| postorder_by_bounds(&a.ints("preorder"), &a.ints("inorder")).into(),
        random: |rng| {
            let mut inorder: Vec<i64> = (1..=rng.int(0, 9)).collect();
            rng.shuffle(&mut inorder);
            let preorder = some_preorder(rng, &inorder);
            Args::of([("preorder", preorder.into()), ("inorder", inorder.into())])
        },
    },
    Solver {
        id: "nearest-common-boss",
        brute: |a| common_by_set(&a.ints("boss"), a.int("a"), a.int("b")).into(),
        better: |a| common_by_depth(&a.ints("boss"), a.int("a"), a.int("b")).into(),
        random: |rng| {
            let mut number: Vec<usize> = (0..rng.size(1, 10)).collect();
            rng.shuffle(&mut number);
            let mut boss = vec![-1; number.len()];
            for rank in 1..number.len() {
                boss[number[rank]] = number[rng.size(0, rank - 1)] as i64;
            }
            let [a, b] = [0, 1].map(|_| rng.size(0, number.len() - 1));
            Args::of([("boss", boss.into()), ("a", a.into()), ("b", b.into())])
        },
    },
    Solver {
        id: "lamps-in-the-tree",
        brute: |a| lamps_by_subsets(&tree::from_levels(a.list("tree"))).into(),
        better: |a| lamps_from_leaves(&tree::from_levels(a.list("tree"))).into(),
        random: |rng| Args::of([("tree", tree::random(rng, 0, 10, |_| 1))]),
    },
];

fn root(tree: &Tree) -> Link {
    (!tree.is_empty()).then_some(0)
}

fn height(tree: &Tree, link: Link) -> usize {
    step();
    link.map_or(0, |node| 1 + height(tree, tree[node].left).max(height(tree, tree[node].right)))
}

fn balanced_by_heights(tree: &Tree) -> bool {
    tree.iter().all(|node| height(tree, node.left).abs_diff(height(tree, node.right)) <= 1)
}

fn balanced_in_one_walk(tree: &Tree) -> bool {
    /// None where the subtree isn't balanced.
    fn height(tree: &Tree, link: Link) -> Option<usize> {
        step();
        let Some(node) = link else { return Some(0) };
        let (left, right) = (height(tree, tree[node].left)?, height(tree, tree[node].right)?);
        (left.abs_diff(right) <= 1).then_some(1 + left.max(right))
    }
    height(tree, root(tree)).is_some()
}

/// A search tree in which, half of the time, one value is then changed.
fn search_tree(rng: &mut Rng) -> super::literal::Value {
    fn fill(tree: &mut Tree, link: Link, next: &mut i64) {
        if let Some(node) = link {
            let (left, right) = (tree[node].left, tree[node].right);
            fill(tree, left, next);
            tree[node].value = *next;
            *next += 2;
            fill(tree, right, next);
        }
    }
    let shape = tree::random(rng, 1, 10, |_| 1);
    let mut tree = tree::from_levels(super::args::list(&shape));
    fill(&mut tree, Some(0), &mut 0);
    if rng.chance(0.5) {
        let node = rng.size(0, tree.len() - 1);
        tree[node].value += rng.int(-4, 4);
    }
    tree::to_levels(&tree)
}

fn subtree(tree: &Tree, link: Link) -> Vec<i64> {
    step();
    let Some(node) = link else { return Vec::new() };
    let below = [tree[node].left, tree[node].right].map(|child| subtree(tree, child));
    [vec![tree[node].value], below.concat()].concat()
}

fn valid_by_subtrees(tree: &Tree) -> bool {
    tree.iter().all(|node| {
        subtree(tree, node.left).iter().all(|&value| value < node.value)
            && subtree(tree, node.right).iter().all(|&value| value > node.value)
    })
}

fn valid_by_bounds(tree: &Tree) -> bool {
    fn valid(tree: &Tree, link: Link, above: Option<i64>, below: Option<i64>) -> bool {
        step();
        let Some(node) = link else { return true };
        let value = tree[node].value;
        above.is_none_or(|bound| value > bound)
            && below.is_none_or(|bound| value < bound)
            && valid(tree, tree[node].left, above, Some(value))
            && valid(tree, tree[node].right, Some(value), below)
    }
    valid(tree, root(tree), None, None)
}

fn some_preorder(rng: &mut Rng, inorder: &[i64]) -> Vec<i64> {
    if inorder.is_empty() {
        return Vec::new();
    }
    let at = rng.size(0, inorder.len() - 1);
    let (left, right) =
        (some_preorder(rng, &inorder[..at]), some_preorder(rng, &inorder[at + 1..]));
    [vec![inorder[at]], left, right].concat()
}

fn postorder_by_cutting(preorder: &[i64], inorder: &[i64]) -> Vec<i64> {
    let Some((&root, rest)) = preorder.split_first() else {
        return Vec::new();
    };
    let at =
        inorder.iter().position(|&value| value == root).expect("the lists hold the same values");
    walks(at + 1 + rest.len());
    let left = postorder_by_cutting(&rest[..at], &inorder[..at]);
    let right = postorder_by_cutting(&rest[at..], &inorder[at + 1..]);
    [left, right, vec![root]].concat()
}

fn postorder_by_bounds(preorder: &[i64], inorder: &[i64]) -> Vec<i64> {
    struct Walk<'a> {
        roots: std::slice::Iter<'a, i64>,
        place: HashMap<i64, usize>,
        order: Vec<i64>,
    }
    fn visit(walk: &mut Walk, from: usize, to: usize) {
        step();
        if from == to {
            return;
        }
        let root = *walk.roots.next().expect("a root for each range");
        let at = walk.place[&root];
        visit(walk, from, at);
        visit(walk, at + 1, to);
        walk.order.push(root);
    }
    let place = inorder.iter().enumerate().map(|(at, &value)| (value, at)).collect();
    let mut walk = Walk { roots: preorder.iter(), place, order: Vec::new() };
    visit(&mut walk, 0, inorder.len());
    walk.order
}

/// The way from `person` to the top, both included.
fn upwards(boss: &[i64], person: i64) -> impl Iterator<Item = i64> {
    std::iter::successors(Some(person), |&person| {
        step();
        usize::try_from(person).ok().map(|person| boss[person])
    })
    .take_while(|&person| person >= 0)
}

fn common_by_set(boss: &[i64], a: i64, b: i64) -> Option<i64> {
    let above: HashSet<i64> = upwards(boss, a).collect();
    upwards(boss, b).find(|person| above.contains(person))
}

fn common_by_depth(boss: &[i64], mut a: i64, mut b: i64) -> i64 {
    let (mut depth_a, mut depth_b) = (upwards(boss, a).count(), upwards(boss, b).count());
    while a != b {
        let (deep_a, deep_b) = (depth_a >= depth_b, depth_b >= depth_a);
        if deep_a {
            (a, depth_a) = (boss[a as usize], depth_a - 1);
        }
        if deep_b {
            (b, depth_b) = (boss[b as usize], depth_b - 1);
        }
    }
    a
}

fn lamps_by_subsets(tree: &Tree) -> Option<u32> {
    let links = tree.iter().enumerate().flat_map(|(node, entry)| {
        [entry.left, entry.right].into_iter().flatten().map(move |child| (node, child))
    });
    let links: Vec<(usize, usize)> = links.collect();
    let lights_all = |lamps: u32| {
        step();
        let mut lit = lamps;
        for &(node, child) in &links {
            lit |= (lamps >> child & 1) << node | (lamps >> node & 1) << child;
        }
        lit == (1 << tree.len()) - 1
    };
    (0..1 << tree.len()).filter(|&lamps| lights_all(lamps)).map(u32::count_ones).min()
}

#[derive(PartialEq)]
enum Light {
    Lamp,
    Lit,
    Dark,
}

fn lamps_from_leaves(tree: &Tree) -> u32 {
    fn visit(tree: &Tree, link: Link, lamps: &mut u32) -> Light {
        step();
        let Some(node) = link else {
            return Light::Lit;
        };
        let children = [tree[node].left, tree[node].right].map(|child| visit(tree, child, lamps));
        if children.contains(&Light::Dark) {
            *lamps += 1;
            Light::Lamp
        } else if children.contains(&Light::Lamp) {
            Light::Lit
        } else {
            Light::Dark
        }
    }
    let mut lamps = 0;
    let light = visit(tree, root(tree), &mut lamps);
    lamps + u32::from(light == Light::Dark)
}
