//! Repeatable random inputs: SplitMix64 (Steele, Lea, Flood 2014), enough for tests.

pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Rng {
        Rng(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub(super) fn int(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// From `low` to `high`, both included.
    pub(super) fn size(&mut self, low: usize, high: usize) -> usize {
        self.int(low as i64, high as i64) as usize
    }

    /// From 0 to 1, 1 excluded.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.size(0, from.len() - 1)]
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.size(0, last));
        }
    }

    /// `least` to `most` items, each made by `item`.
    pub(super) fn list<T>(
        &mut self,
        least: usize,
        most: usize,
        mut item: impl FnMut(&mut Rng) -> T,
    ) -> Vec<T> {
        (0..self.size(least, most)).map(|_| item(self)).collect()
    }

    pub(super) fn ints(&mut self, least: usize, most: usize, low: i64, high: i64) -> Vec<i64> {
        self.list(least, most, |rng| rng.int(low, high))
    }

    pub(super) fn text(&mut self, least: usize, most: usize, alphabet: &str) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        self.list(least, most, |rng| rng.pick(&letters)).into_iter().collect()
    }

    /// Distinct words in the order drawn; the number of words is what is left of the draws without
    /// repetitions.
    pub(super) fn words(
        &mut self,
        least: usize,
        most: usize,
        longest: usize,
        alphabet: &str,
    ) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in self.list(least, most, |rng| rng.text(1, longest, alphabet)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }
}
