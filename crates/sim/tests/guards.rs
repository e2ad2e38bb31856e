//! Each guard is taken away in turn, and the simulation notices: an oracle that
//! never fails would be none. The table is in docs/RELIABILITY.md.

use yuanliu_sim::engine::Kind;
use yuanliu_sim::faults::Fault;
use yuanliu_sim::oracle::Promise;
use yuanliu_sim::report::{Plan, play_all};
use yuanliu_sync::guards::Guard;

/// Seeds within which a missing guard is noticed.
const SEEDS: u64 = 400;

fn is_noticed(guard: Guard, faults: &[Fault], expected: &[Promise]) {
    are_noticed(&[guard], faults, expected);
}

fn are_noticed(guards: &[Guard], faults: &[Fault], expected: &[Promise]) {
    let plan = Plan {
        engine: Kind::Memory,
        from: 0,
        seeds: SEEDS,
        faults,
        without: guards,
        until_broken: true,
    };
    let without = play_all(&plan);
    let broken: Vec<Promise> = without.broken.keys().copied().collect();
    assert!(
        expected.iter().any(|promise| broken.contains(promise)),
        "without {guards:?} nobody noticed in {} seeds: {broken:?}",
        without.seeds
    );
    // And it is the guards that make the difference.
    let seed = without.failed[0].0;
    let with = play_all(&Plan { from: seed, seeds: 1, without: &[], ..plan });
    assert!(with.failed.is_empty(), "with {guards:?} seed {seed} fails too: {:?}", with.failed);
}

#[test]
fn without_the_check_for_repeats_an_act_has_two_effects() {
    is_noticed(Guard::Dedupe, &[Fault::LostAnswer, Fault::AnswersLost], &[Promise::Doubled]);
}

#[test]
fn without_the_content_hash_other_words_under_one_id_are_swallowed() {
    is_noticed(Guard::ContentHash, &[Fault::IdReused], &[Promise::Lost]);
}

#[test]
fn without_the_row_lock_readers_miss_what_was_committed_late() {
    is_noticed(Guard::RowLock, &[Fault::Stall], &[Promise::Unequal]);
}

#[test]
fn without_strict_durability_a_kept_act_goes_with_the_power() {
    is_noticed(Guard::StrictDurability, &[Fault::PowerCut, Fault::Offline], &[Promise::Lost]);
}

#[test]
fn without_the_scope_a_viewer_gets_what_is_not_theirs() {
    is_noticed(Guard::ScopeFilter, &[], &[Promise::Leaked]);
}

#[test]
fn without_the_epoch_a_restored_school_is_mixed_with_the_one_before() {
    is_noticed(Guard::Epoch, &[Fault::Restored], &[Promise::Unequal]);
}

#[test]
fn without_checksums_a_flipped_byte_stays() {
    is_noticed(Guard::Checksum, &[Fault::FlippedByte], &[Promise::Unequal]);
}

#[test]
fn without_atomic_commits_half_an_act_stays() {
    is_noticed(
        Guard::AtomicCommit,
        &[Fault::ServerKilled],
        // 'Stuck': what the half act would have let go waits on.
        &[Promise::Doubled, Promise::Hidden, Promise::Lost, Promise::Stuck, Promise::Unequal],
    );
}

#[test]
fn without_one_transaction_a_device_has_the_cursor_and_not_the_rows() {
    is_noticed(Guard::AtomicView, &[Fault::KilledMidSave], &[Promise::Unequal]);
}

#[test]
fn without_a_timer_an_outbox_waits_for_a_hand() {
    // Whoever does not ask again misses what others wrote as well: one seed shows the one,
    // another the other first.
    let faults = [Fault::Offline, Fault::AnswersLost];
    is_noticed(Guard::WakeUp, &faults, &[Promise::Stuck, Promise::Unequal]);
}

#[test]
fn without_the_switch_a_part_of_the_roll_is_counted() {
    // The sums notice it first; where nobody looks at those, the count does.
    is_noticed(Guard::WholeAudience, &[Fault::FirstSyncCut], &[Promise::Unequal]);
    let both = [Guard::WholeAudience, Guard::Checksum];
    are_noticed(&both, &[Fault::FirstSyncCut], &[Promise::Miscounted]);
}

#[test]
fn without_a_look_at_the_screen_the_next_person_gets_the_last_ones_answer() {
    is_noticed(Guard::StillShown, &[Fault::LeftWhileAsking], &[Promise::Leaked]);
}

#[test]
fn without_a_second_offer_a_restored_school_forgets() {
    is_noticed(Guard::OfferAgain, &[Fault::Restored, Fault::LyingDisk], &[Promise::Lost]);
}

#[test]
fn without_names_of_requests_a_cache_gives_away_another_familys_rows() {
    is_noticed(Guard::OwnAnswer, &[Fault::Cached, Fault::FirstSyncCut], &[Promise::Leaked]);
}

#[test]
fn the_marker_is_in_this_program() {
    // `cargo xtask test` looks for it in the programs that are shipped, where it is not.
    let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    let marker = yuanliu_sync::guards::MARKER.as_bytes();
    assert!(own.windows(marker.len()).any(|part| part == marker));
}
