//! Chance from a seed: the same seed gives the same row of numbers on every machine.
//!
//! Deliberately no secret: whoever knows the seed knows every pick-up code of the practice data.

/// Splitmix64 (Steele, Lea, Flood 2014): 64 bits of state, good enough to vary practice data.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`. The tiny bias of the remainder shows nowhere.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A place in a list of so many, which are at least one.
    pub(super) fn place(&mut self, of: usize) -> usize {
        self.below(of as u64) as usize
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn within(&mut self, first: i64, last: i64) -> i64 {
        first + self.below(last.abs_diff(first) + 1) as i64
    }

    /// True so often in a hundred.
    pub(super) fn percent(&mut self, often: u64) -> bool {
        self.below(100) < often
    }

    /// One of several, which are at least one.
    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.place(of.len())]
    }

    /// One of several texts.
    pub(super) fn text(&mut self, of: &[&str]) -> String {
        (*self.one(of)).to_owned()
    }

    /// The place of one of several weights.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = u64> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        for (place, weight) in weights.enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
        }
        0
    }

    /// One of several pairs of a weight and a value.
    pub(super) fn of<T: Copy>(&mut self, pairs: &[(u64, T)]) -> T {
        pairs[self.weighted(pairs.iter().map(|(weight, _)| *weight))].1
    }

    /// Digits, so many.
    pub(super) fn digits(&mut self, count: u32) -> String {
        let number = self.below(10_u64.pow(count));
        format!("{number:0width$}", width = count as usize)
    }

    /// Fills with random bytes.
    pub(super) fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}
