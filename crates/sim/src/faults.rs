//! What goes wrong: every class of fault by its name, grouped by the twelve
//! scenarios of the plan for reliability (docs/RELIABILITY.md).

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $scenario:literal $word:literal),* $(,)?) => {
        /// A class of fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault {
            $($(#[$doc])* $name,)*
        }

        impl Fault {
            /// Every class.
            pub const ALL: &'static [Fault] = &[$(Fault::$name,)*];

            /// Its name in reports and traces.
            pub fn name(self) -> &'static str {
                match self { $(Fault::$name => $word,)* }
            }

            /// The scenario that it belongs to, 1 to 12.
            pub fn scenario(self) -> u8 {
                match self { $(Fault::$name => $scenario,)* }
            }
        }
    };
}

faults! {
    /// The asker is gone at one of the server's await points.
    LostAnswer = 1 "lost_answer",
    /// The app is killed while it stores something.
    KilledMidSave = 2 "killed_mid_save",
    /// The device loses its power: relaxed writes may be gone.
    PowerCut = 2 "power_cut",
    /// The device has no room left for a while.
    DeviceFull = 2 "device_full",
    /// The server's process dies inside a transaction.
    ServerKilled = 3 "server_killed",
    /// The server's disk says 'written', and then the power goes.
    LyingDisk = 3 "lying_disk",
    /// The server's disk is full for a while.
    ServerFull = 3 "server_full",
    /// The server makes a backup.
    BackedUp = 4 "backed_up",
    /// The server is put back to its last backup.
    Restored = 4 "restored",
    /// A commit stalls while others wait for the lock and readers go on.
    Stall = 5 "stall",
    /// Somebody's part in the school changes while their device is offline.
    ScopeChanged = 6 "scope_changed",
    /// Somebody else signs in on a device with unsent acts.
    WrongPerson = 7 "wrong_person",
    /// Somebody leaves, and another signs in, while an answer is on its way.
    LeftWhileAsking = 7 "left_while_asking",
    /// The app is open in a second tab.
    SecondTab = 7 "second_tab",
    /// A wall clock is wrong.
    WrongClock = 8 "wrong_clock",
    /// Requests are lost.
    RequestsLost = 9 "requests_lost",
    /// Answers are lost: a one-way cut.
    AnswersLost = 9 "answers_lost",
    /// No network at all.
    Offline = 9 "offline",
    /// Everything takes half a minute.
    Slow = 9 "slow",
    /// Requests arrive twice and out of order.
    Doubled = 9 "doubled",
    /// A captive portal answers with a page.
    Portal = 9 "captive_portal",
    /// A cache answers with an older answer, or with somebody else's.
    Cached = 9 "cached_answer",
    /// Answers are cut off in the middle.
    Truncated = 9 "truncated",
    /// A proxy answers 502.
    Storm502 = 9 "storm_502",
    /// A proxy answers 429.
    Storm429 = 9 "storm_429",
    /// The session has ended.
    SessionEnded = 9 "session_ended",
    /// An act that nobody may write, that has no form, or of an unknown kind.
    Poison = 10 "poison",
    /// An act under another key's signature.
    Forged = 10 "forged",
    /// An id comes again with other content.
    IdReused = 10 "id_reused",
    /// Two members of staff release one child without knowing of each other.
    TwoReleases = 10 "two_releases",
    /// A correction arrives before what it corrects.
    CorrectionFirst = 10 "correction_first",
    /// A device seals to a key that the school does not have.
    LostKey = 10 "lost_key",
    /// The first sync is cut off.
    FirstSyncCut = 11 "first_sync_cut",
    /// A byte of the stored view is another.
    FlippedByte = 11 "flipped_byte",
    /// Ninety days pass for everyone.
    LongAway = 12 "ninety_days",
    /// The browser throws the view away.
    Evicted = 12 "evicted",
    /// A device's profile is copied to another machine.
    Cloned = 12 "cloned_profile",
    /// An app newer than the server writes, and then the server is updated.
    RollingUpdate = 12 "rolling_update",
    /// The school makes a new sealing key.
    KeyRotated = 12 "key_rotated",
}
