//! Chance that falls the same way on every machine: ChaCha and whole numbers of
//! a fixed width. Every stream has a name, so that what one part draws does not
//! shift what another part gets.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// One named stream of chance.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64, stream: &str) -> Dice {
        let mut text = Sha256::new();
        text.update(b"yuanliu-demo-dice\0");
        text.update(seed.to_be_bytes());
        text.update(stream.as_bytes());
        Dice(ChaCha8Rng::from_seed(text.finalize().into()))
    }

    /// A number from 0 up to but without `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(end)) >> 32) as u32
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u16, high: u16) -> u16 {
        low + self.below(u32::from(high - low) + 1) as u16
    }

    /// True in so many of a hundred throws.
    pub(crate) fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }

    /// Picks by weight, written beside each choice.
    pub(crate) fn weighted<T: Copy>(&mut self, from: &[(T, u32)]) -> T {
        let mut left = self.below(from.iter().map(|&(_, weight)| weight).sum());
        for &(choice, weight) in from {
            if left < weight {
                return choice;
            }
            left -= weight;
        }
        unreachable!("the throw is below the sum of the weights")
    }

    /// A sum of two throws: the middle of the span comes most often.
    pub(crate) fn around_the_middle(&mut self, low: u16, high: u16) -> u16 {
        let half = (high - low) / 2;
        low + self.between(0, half) + self.between(0, high - low - half)
    }
}
