//! What was said of several things, of each the last word. However much is said, each word costs
//! what a look into a map does.

use std::collections::BTreeMap;

/// The last words on some things.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LastSaid<K, V> {
    /// In their order.
    said: BTreeMap<usize, V>,
    /// Where among these the word on each is.
    on: BTreeMap<K, usize>,
}

impl<K, V> Default for LastSaid<K, V> {
    fn default() -> Self {
        Self { said: BTreeMap::new(), on: BTreeMap::new() }
    }
}

impl<K: Ord, V> LastSaid<K, V> {
    /// Takes a word: in the place of the one on the same, or behind all.
    pub(super) fn say(&mut self, on: K, word: V) {
        let next = self.said.last_key_value().map_or(0, |(last, _)| last + 1);
        let place = *self.on.entry(on).or_insert(next);
        self.said.insert(place, word);
    }

    /// Takes a word back.
    pub(super) fn forget(&mut self, on: &K) {
        if let Some(place) = self.on.remove(on) {
            self.said.remove(&place);
        }
    }

    /// The words, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &V> {
        self.said.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_each_counts_in_its_place_or_behind_all() {
        let mut words = LastSaid::default();
        for (on, word) in [("a", 1), ("b", 2), ("a", 3), ("c", 4)] {
            words.say(on, word);
        }
        assert_eq!(words.iter().copied().collect::<Vec<_>>(), [3, 2, 4]);
        words.forget(&"b");
        words.forget(&"b");
        words.say("b", 5);
        assert_eq!(words.iter().copied().collect::<Vec<_>>(), [3, 4, 5]);
    }
}
