//! Which of several recordings count: a later one takes an earlier one's place where it is the same
//! file again, with another offset perhaps, or covers half of it and more.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::time::Duration;

use crate::time::{Elapsed, Stretch};

/// What was heard of a recording.
pub(super) struct RecordedLayer<'a> {
    /// Its file's name.
    pub(super) name: &'a str,
    /// When it was heard: in order, apart.
    pub(super) heard: Vec<Stretch>,
}

/// Whether each of some recordings, in the order in which they came, counts.
pub(super) fn counting(recordings: &[RecordedLayer<'_>]) -> Vec<bool> {
    let mut later = Later::of(recordings);
    let mut names = BTreeSet::new();
    let mut counting = vec![false; recordings.len()];
    for (n, RecordedLayer { name, heard }) in recordings.iter().enumerate().rev() {
        let mut seen = BTreeSet::new();
        let mut takes_its_place =
            |other: usize| seen.insert(other) && covers_half(&recordings[other].heard, heard);
        let is_new = names.insert(name);
        let telling = later.telling(heard);
        counting[n] = is_new && !telling.iter().any(|of| later.any(*of, &mut takes_its_place));
        later.add(n);
    }
    counting
}

/// Whether some stretches cover half of others, or more; both in order and apart.
fn covers_half(over: &[Stretch], heard: &[Stretch]) -> bool {
    let (few, many) = if over.len() < heard.len() { (over, heard) } else { (heard, over) };
    let mut both = Duration::ZERO;
    for stretch in few {
        let first = many.partition_point(|other| other.to <= stretch.from);
        let near = many[first..].iter().take_while(|other| other.from < stretch.to);
        both += near.map(|other| other.within(*stretch).length()).sum::<Duration>();
    }
    both * 2 >= length(heard)
}

fn length(heard: &[Stretch]) -> Duration {
    heard.iter().map(|stretch| stretch.length()).sum()
}

/// When later recordings were heard, found by time: a tree over the stretches of all, in which only
/// those stand that were added.
struct Later {
    /// By their beginnings, of those that begin together the longest first, and whose they are.
    stretches: Vec<(Stretch, usize)>,
    /// The ends of all, in order.
    sorted_ends: Vec<Elapsed>,
    /// Where those of each recording stand.
    places: Vec<Vec<usize>>,
    /// The last end below each node of the tree. Node 1 is the whole; below node n are 2n and
    /// 2n + 1.
    ends: Vec<Elapsed>,
}

impl Later {
    /// All, and none of them added yet.
    fn of(recordings: &[RecordedLayer<'_>]) -> Self {
        let of_each = recordings.iter().enumerate();
        let all = of_each.flat_map(|(n, of)| of.heard.iter().map(move |heard| (*heard, n)));
        let mut stretches: Vec<_> = all.collect();
        stretches.sort_unstable_by_key(|(heard, n)| (heard.from, Reverse(heard.to), *n));
        let mut places = vec![Vec::new(); recordings.len()];
        for (place, (_, n)) in stretches.iter().enumerate() {
            places[*n].push(place);
        }
        let mut sorted_ends: Vec<_> = stretches.iter().map(|(heard, _)| heard.to).collect();
        sorted_ends.sort_unstable();
        let ends = vec![Elapsed::ZERO; 2 * stretches.len().next_power_of_two()];
        Self { stretches, sorted_ends, places, ends }
    }

    /// Those of a recording's stretches that have to be asked about: any other that covers half of
    /// it meets one of them. Left out are those that most were heard in, as long as these are less
    /// than half.
    fn telling(&self, heard: &[Stretch]) -> Vec<Stretch> {
        let mut telling = heard.to_vec();
        telling.sort_by_cached_key(|of| Reverse(self.crowd(*of)));
        let (all, mut left_out) = (length(heard), Duration::ZERO);
        telling.retain(|of| {
            let with = left_out + of.length();
            let stays = with * 2 >= all;
            left_out = if stays { left_out } else { with };
            stays
        });
        telling
    }

    /// How many of all stretches meet one.
    fn crowd(&self, heard: Stretch) -> usize {
        let begun = self.stretches.partition_point(|(other, _)| other.from < heard.to);
        begun - self.sorted_ends.partition_point(|end| *end <= heard.from)
    }

    fn add(&mut self, recording: usize) {
        for place in &self.places[recording] {
            let end = self.stretches[*place].0.to;
            let mut node = self.ends.len() / 2 + place;
            while node > 0 {
                self.ends[node] = self.ends[node].max(end);
                node /= 2;
            }
        }
    }

    /// Whether something holds for any of those that were heard in a stretch. The first to begin is
    /// asked first, and one that was heard several times may be asked again.
    fn any(&self, heard: Stretch, is_it: &mut impl FnMut(usize) -> bool) -> bool {
        let last = self.stretches.partition_point(|(other, _)| other.from < heard.to);
        self.any_below(1, (0, self.ends.len() / 2), (heard.from, last), is_it)
    }

    fn any_below(
        &self,
        node: usize,
        (first, end): (usize, usize),
        (after, last): (Elapsed, usize),
        is_it: &mut impl FnMut(usize) -> bool,
    ) -> bool {
        if first >= last || self.ends[node] <= after {
            return false;
        }
        if end - first == 1 {
            return is_it(self.stretches[first].1);
        }
        let middle = first.midpoint(end);
        self.any_below(2 * node, (first, middle), (after, last), is_it)
            || self.any_below(2 * node + 1, (middle, end), (after, last), is_it)
    }
}
