//! Against `ct-merkle`, which is written by others: what we prove, it verifies,
//! and what we change, it refuses.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;

use super::*;

fn data(number: usize) -> Vec<u8> {
    format!("leaf {number}").into_bytes()
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|number| leaf(&data(number))).collect()
}

fn theirs(count: usize) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..count).for_each(|number| tree.push(data(number)));
    tree
}

fn root_of(leaves: &[Hash]) -> RootHash<Sha256> {
    RootHash::new(root(leaves).into(), leaves.len() as u64)
}

/// The tree of RFC 9162's Python reference (certificate-transparency's test data).
#[test]
fn the_roots_of_the_reference_implementation_are_ours() {
    let inputs: [&[u8]; 8] = [
        &[],
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        &[
            0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
            0x6e, 0x6f,
        ],
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let hex = |hash: Hash| hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut edge = Edge::default();
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hex(edge.root()), empty);
    for (input, expected) in inputs.into_iter().zip(roots) {
        edge.push(leaf(input));
        assert_eq!(hex(edge.root()), expected);
    }
}

#[test]
fn an_edge_is_read_as_it_was_kept_and_no_other() {
    for count in 0..70 {
        let edge: Edge = leaves(count).into_iter().collect();
        assert_eq!(Edge::read(count as u64, &edge.bytes()), Some(edge.clone()));
        assert_eq!(Edge::read(count as u64, &[edge.bytes(), vec![0]].concat()), None);
        assert_eq!(edge.root()[..], theirs(count).root().as_bytes()[..]);
    }
    assert_eq!(Edge::read(3, &[0; 32]), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_we_prove_of_a_leaf_another_program_verifies(count in 1usize..300, pick in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>()) {
        let (leaves, index) = (leaves(count), pick.index(count));
        let proof = inclusion(&leaves, index).concat();
        let read = |bytes: Vec<u8>| InclusionProof::<Sha256>::try_from_bytes(bytes).unwrap();
        let root = root_of(&leaves);
        prop_assert!(root.verify_inclusion(&data(index), index as u64, &read(proof.clone())).is_ok());
        prop_assert!(root.verify_inclusion(&data(index + 1), index as u64, &read(proof.clone())).is_err());
        if !proof.is_empty() {
            let mut wrong = proof;
            let at = flip.index(wrong.len());
            wrong[at] ^= 1;
            prop_assert!(root.verify_inclusion(&data(index), index as u64, &read(wrong)).is_err());
        }
    }

    #[test]
    fn what_we_prove_of_an_earlier_tree_another_program_verifies(count in 2usize..300, pick in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>()) {
        let (leaves, from) = (leaves(count), 1 + pick.index(count - 1));
        let proof = consistency(&leaves, from).concat();
        let read = |bytes: Vec<u8>| ConsistencyProof::<Sha256>::try_from_bytes(bytes).unwrap();
        let (old, new) = (root_of(&leaves[..from]), root_of(&leaves));
        prop_assert!(new.verify_consistency(&old, &read(proof.clone())).is_ok());
        let mut wrong = proof;
        let at = flip.index(wrong.len());
        wrong[at] ^= 1;
        prop_assert!(new.verify_consistency(&old, &read(wrong)).is_err());
    }
}
