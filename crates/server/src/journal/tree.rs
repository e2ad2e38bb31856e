//! The Merkle tree of RFC 6962 §2.1. The store keeps its right edge and one hash
//! for each leaf; the published crates hold the whole tree in memory and begin
//! anew at every start, so they serve as the second opinion of the tests instead.

use sha2::{Digest, Sha256};

/// SHA-256.
pub type Hash = [u8; 32];

/// The hash of a leaf.
pub fn leaf(data: &[u8]) -> Hash {
    Sha256::new_with_prefix([0]).chain_update(data).finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new_with_prefix([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The right edge of a tree: the roots of its complete subtrees, the largest
/// first. All that adding a leaf needs: 32 bytes for each binary 1 of the size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    roots: Vec<Hash>,
}

impl Edge {
    /// An edge as it was kept; none when it cannot be the edge of such a tree.
    pub fn read(size: u64, bytes: &[u8]) -> Option<Edge> {
        let (roots, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && roots.len() as u32 == size.count_ones();
        fits.then(|| Edge { size, roots: roots.to_vec() })
    }

    /// The edge as it is kept.
    pub fn bytes(&self) -> Vec<u8> {
        self.roots.concat()
    }

    /// Leaves in the tree.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.size += 1;
        let mut hash = leaf;
        // Each zero at the end of the new size is a subtree that became complete.
        for _ in 0..self.size.trailing_zeros() {
            let left = self.roots.pop().expect("a subtree for each binary 1 of the size");
            hash = node(&left, &hash);
        }
        self.roots.push(hash);
    }

    /// The hash of the whole tree.
    pub fn root(&self) -> Hash {
        match self.roots.split_last() {
            None => Sha256::digest([]).into(),
            Some((last, rest)) => rest.iter().rev().fold(*last, |right, left| node(left, &right)),
        }
    }
}

impl FromIterator<Hash> for Edge {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Edge {
        let mut edge = Edge::default();
        leaves.into_iter().for_each(|leaf| edge.push(leaf));
        edge
    }
}

/// The root over these leaves.
pub fn root(leaves: &[Hash]) -> Hash {
    leaves.iter().copied().collect::<Edge>().root()
}

/// The proof that the leaf at this index is in the tree: RFC 6962 §2.1.1.
pub fn inclusion(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() < 2 {
        return vec![];
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut path, other) = match index.checked_sub(left.len()) {
        None => (inclusion(left, index), right),
        Some(index) => (inclusion(right, index), left),
    };
    path.push(root(other));
    path
}

/// The proof that the tree of the first `from` leaves is the beginning of this
/// one: RFC 6962 §2.1.2. Empty when there is nothing to prove.
pub fn consistency(leaves: &[Hash], from: usize) -> Vec<Hash> {
    if from == 0 || from >= leaves.len() { vec![] } else { subproof(leaves, from, true) }
}

fn subproof(leaves: &[Hash], from: usize, known: bool) -> Vec<Hash> {
    if from == leaves.len() {
        return if known { vec![] } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut path, other) = match from.checked_sub(left.len()) {
        None | Some(0) => (subproof(left, from, known), right),
        Some(rest) => (subproof(right, rest, false), left),
    };
    path.push(root(other));
    path
}

/// The largest power of two below a size of at least 2.
fn split(size: usize) -> usize {
    1 << (size - 1).ilog2()
}

#[cfg(test)]
mod tests;
