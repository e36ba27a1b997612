//! Binary trees from lists in level order.

use super::literal::Value;
use super::rng::Rng;

pub(super) struct Node {
    pub value: i64,
    pub left: Link,
    pub right: Link,
}

/// The child's index in the tree, if there is one.
pub(super) type Link = Option<usize>;

/// Nodes in level order; the root, if any, is node 0.
pub(super) type Tree = Vec<Node>;

pub(super) fn from_levels(levels: &[Value]) -> Tree {
    let mut tree = Tree::new();
    let mut entries = levels.iter();
    let add = |tree: &mut Tree, entry: Option<&Value>| match entry {
        Some(Value::Int(value)) => {
            tree.push(Node { value: *value, left: None, right: None });
            Some(tree.len() - 1)
        }
        Some(Value::None) | None => None,
        Some(other) => panic!("{other} is no entry of a tree"),
    };
    add(&mut tree, entries.next());
    let mut parent = 0;
    while parent < tree.len() {
        tree[parent].left = add(&mut tree, entries.next());
        tree[parent].right = add(&mut tree, entries.next());
        parent += 1;
    }
    assert!(entries.next().is_none(), "entries are left over that no node has as children");
    tree
}

pub(super) fn to_levels(tree: &Tree) -> Value {
    let mut levels = Vec::new();
    if let Some(root) = tree.first() {
        levels.push(Value::Int(root.value));
    }
    let children = tree.iter().flat_map(|node| [node.left, node.right]);
    levels.extend(
        children.map(|link| link.map_or(Value::None, |child| Value::Int(tree[child].value))),
    );
    while levels.last() == Some(&Value::None) {
        levels.pop();
    }
    Value::List(levels)
}

/// A tree of `least` to `most` nodes in level order, with values made by `value`.
pub(super) fn random(
    rng: &mut Rng,
    least: usize,
    most: usize,
    value: fn(&mut Rng) -> i64,
) -> Value {
    let wanted = rng.size(least, most);
    let share = 0.4 + 0.6 * rng.unit();
    let mut tree = Tree::new();
    if wanted > 0 {
        tree.push(Node { value: value(rng), left: None, right: None });
    }
    let mut parent = 0;
    while parent < tree.len() {
        let links = [0, 1].map(|_| {
            let grows = tree.len() < wanted && rng.chance(share);
            grows.then(|| {
                tree.push(Node { value: value(rng), left: None, right: None });
                tree.len() - 1
            })
        });
        [tree[parent].left, tree[parent].right] = links;
        parent += 1;
    }
    to_levels(&tree)
}

#[test]
fn trees_come_back_as_they_were_given() {
    let levels = Value::from([Some(1), None, Some(2), Some(3)].map(|entry: Option<i64>| entry));
    let Value::List(entries) = &levels else { panic!("a list") };
    let tree = from_levels(entries);
    assert_eq!(
        (tree[0].left, tree[0].right, tree[1].left, tree[1].right),
        (None, Some(1), Some(2), None)
    );
    assert_eq!(to_levels(&tree), levels);
}
