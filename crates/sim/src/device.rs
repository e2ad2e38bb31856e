//! A device: the product's own replica, outbox and round of sync over a simulated
//! disk and network. What the browser's driver does between two calls of
//! `yuanliu-sync` stands here as it stands in `src/`.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::OnceLock;
use std::task::Poll;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use uuid::Uuid;
use yuanliu_domain::act::{self, Act, DeviceTime};
use yuanliu_domain::concern::ConcernWritten;
use yuanliu_domain::id::{ActId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::rules::{self, Kind, Rules};
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::clock::{self, Contact, Reading};
use yuanliu_sync::outbox::{Kept, Sealed};
use yuanliu_sync::replica::Replica;
use yuanliu_sync::round::{Committed, Ended, Failure, Host, round};
use yuanliu_sync::seal::{IV_BYTES, SealKey, SealedBytes, info};
use yuanliu_sync::view::{Change, View};
use yuanliu_sync::wire::{Answer, Request};

use crate::dice::Dice;
use crate::disk::{Disk, Full};
use crate::school::{Owner, SPACE};

/// What one transaction does to a disk, and whether it is cut off in the middle.
pub type DiskWork = Box<dyn FnOnce(&mut Disk, bool)>;

/// What a device waits for.
pub enum Ask {
    /// A transaction of its disk; torn, when it is cut off in the middle.
    Disk(DiskWork),
    /// The school's answer.
    Sync(Box<Request>),
    /// The school's word that it knows the device's key.
    Enrol,
}

/// What came over the network: whether it was a success, and the text.
pub type Received = Option<(bool, String)>;

/// Where a task and the scheduler meet.
#[derive(Default)]
pub struct Slot {
    /// What the task waits for.
    pub asked: RefCell<Option<Ask>>,
    /// It has it.
    pub done: Cell<bool>,
    /// What came over the network.
    pub received: RefCell<Received>,
}

impl Slot {
    async fn wait(&self, ask: Ask) {
        *self.asked.borrow_mut() = Some(ask);
        std::future::poll_fn(|_| {
            if self.done.replace(false) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// How a task ended.
pub enum Out {
    /// A round of sync.
    Round(Result<Ended, Failure>),
    /// Acts that were to be kept.
    Kept(Vec<Act>, Option<Vec<Kept>>),
}

/// Something a device is doing.
pub struct Task {
    /// The work itself.
    pub future: Pin<Box<dyn Future<Output = Out>>>,
    /// Where it waits.
    pub slot: Rc<Slot>,
    /// A transaction on its way.
    pub pending: Option<DiskWork>,
    /// The request on its way, by its number.
    pub call: u64,
}

/// What is in memory while the app runs.
#[derive(Default)]
pub struct Memory {
    /// Who is signed in.
    pub person: Option<PersonId>,
    /// Another number with every sign-in and sign-out: the space on the screen.
    pub shown: u64,
    /// The rows that the device keeps are here.
    pub settled: bool,
    /// Every act that this device keeps.
    pub kept: Vec<Kept>,
    /// Confirmed rows with this device's own acts over them.
    pub replica: Replica,
    /// The last contact.
    pub contact: Option<Contact>,
    /// Failures in a row.
    pub failures: u32,
    /// The page asked to be loaded again.
    pub reload: bool,
    /// A sum of an audience differed.
    pub diverged: bool,
    seal: Option<u64>,
    day_seal: Option<DaySeal>,
}

struct DaySeal {
    school: String,
    day: Day,
    from: String,
    key: LessSafeKey,
}

/// The fixed parts of a device, and its handles to the rest.
#[derive(Clone)]
pub struct Parts {
    /// Its id.
    pub id: DeviceId,
    /// Its key, in the pool.
    pub key: usize,
    /// Whose it is.
    pub owner: Owner,
    /// What is in memory.
    pub memory: Rc<RefCell<Memory>>,
    /// What is on the disk.
    pub disk: Rc<RefCell<Disk>>,
    /// The world's time.
    pub now: Rc<Cell<i64>>,
    /// How wrong the wall clock is.
    pub off: Rc<Cell<i64>>,
    /// When the app was started, by the world's time.
    pub booted: i64,
    /// Names this start of the app.
    pub boot: Uuid,
    /// Chance of its own.
    pub dice: Rc<RefCell<Dice>>,
}

/// Signing keys, made once in a process: one for each device of the school, and one
/// that nobody enrols.
fn keys() -> &'static [EcdsaKeyPair] {
    static KEYS: OnceLock<Vec<EcdsaKeyPair>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let (form, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let make = |_| {
            let pkcs8 = EcdsaKeyPair::generate_pkcs8(form, &random).expect("random numbers");
            EcdsaKeyPair::from_pkcs8(form, pkcs8.as_ref(), &random).expect("our own key")
        };
        (0..32).map(make).collect()
    })
}

/// The public half of a device's key.
pub fn public_key(key: usize) -> Vec<u8> {
    keys()[key].public_key().as_ref().to_vec()
}

/// Signs a text with a device's key.
pub fn sign(key: usize, text: &[u8]) -> Vec<u8> {
    keys()[key].sign(&SystemRandom::new(), text).expect("random numbers").as_ref().to_vec()
}

impl Parts {
    /// What the device's clocks say.
    pub fn reading(&self) -> Reading {
        let now = self.now.get();
        Reading { wall: Stamp(now + self.off.get()), mono: now - self.booted }
    }

    /// The school's today, as the device knows it.
    pub fn today(&self) -> Day {
        clock::now(self.memory.borrow().contact, self.reading()).at.day()
    }

    /// What the clocks say, for an act.
    pub fn time(&self) -> DeviceTime {
        let reading = self.reading();
        let contact = self.memory.borrow().contact;
        let school = contact.map(|_| clock::now(contact, reading).at);
        DeviceTime { wall: reading.wall, mono: reading.mono, boot: self.boot, school }
    }

    /// The rules that its app links.
    pub fn rules(&self) -> &'static Rules {
        static ALL: OnceLock<Vec<rules::Rule>> = OnceLock::new();
        let family = crate::school::GUARDIANS;
        if (0..family).any(|n| crate::school::guardian(n) == self.owner.person) {
            rules::FAMILY
        } else if self.owner.person == crate::school::OFFICE {
            ALL.get_or_init(rules::all)
        } else {
            rules::STAFF
        }
    }

    /// The app starts: what is on the disk comes into memory (`session::open`,
    /// `Outbox::load`). Acts that come out of the emergency copy.
    pub fn open(&self) -> Vec<Kept> {
        let mut disk = self.disk.borrow_mut();
        let mut memory = Memory { shown: self.memory.borrow().shown + 1, ..Memory::default() };
        let signed_in = disk.local.map(|(person, _)| person);
        match disk.view.who {
            Some(person) if Some(person) == signed_in => memory.person = Some(person),
            _ => disk.clear_view(),
        }
        let read = |text: &String| serde_json::from_str::<Kept>(text).ok();
        memory.kept = disk.outbox.values().filter_map(read).collect();
        let copies: Vec<Kept> = disk.emergency.iter().filter_map(read).collect();
        let lost: Vec<Kept> = copies
            .into_iter()
            .filter(|copy| memory.kept.iter().all(|kept| kept.id != copy.id))
            .collect();
        if disk.put(&texts(&lost)).is_ok() {
            memory.kept.extend(lost.iter().cloned());
            disk.emergency.clear();
        }
        let mut woken = vec![];
        for kept in &mut memory.kept {
            reveal(disk.local, kept);
            if kept.wake() {
                woken.push(kept.clone());
            }
        }
        let _ = disk.put(&texts(&woken));
        *self.memory.borrow_mut() = memory;
        lost
    }

    /// Somebody signs in (`session::signed_in`).
    pub fn sign_in(&self, person: PersonId, school: Option<SealKey>) {
        let mut disk = self.disk.borrow_mut();
        let mut memory = self.memory.borrow_mut();
        if disk.view.who != Some(person) || memory.person.is_some_and(|p| p != person) {
            disk.clear_view();
        }
        let anew = disk.local.map(|(person, _)| person) != Some(person);
        if anew || memory.person.is_some_and(|before| before != person) {
            memory.kept.iter_mut().for_each(Kept::shut);
        }
        if anew {
            disk.local = Some((person, self.dice.borrow_mut().bytes()));
        }
        if school.is_some() {
            disk.school = school;
        }
        let key = self.dice.borrow_mut().below(u64::MAX);
        disk.change_view(|view| {
            view.key.get_or_insert(key);
            view.who = Some(person);
        });
        memory.seal = None;
        memory.person = Some(person);
        memory.shown += 1;
        memory.settled = false;
    }

    /// The person signs out (`session::sign_out`).
    pub fn sign_out(&self) {
        let mut disk = self.disk.borrow_mut();
        disk.local = None;
        disk.cookie = None;
        disk.clear_view();
        let mut memory = self.memory.borrow_mut();
        memory.seal = None;
        memory.person = None;
        memory.shown += 1;
        memory.settled = false;
        memory.kept.iter_mut().for_each(Kept::shut);
    }

    /// Shows what the device keeps (`sync::settle_in`).
    pub fn settle_in(&self) {
        let view = self.disk.borrow().load();
        let contact = view.contact.map(|(server, wall)| Contact { server, wall, mono: None });
        let mut memory = self.memory.borrow_mut();
        memory.contact = contact;
        let Memory { replica, kept, .. } = &mut *memory;
        *replica = Replica::new(view, kept.iter(), self.rules());
        memory.settled = true;
        drop(memory);
        self.close_day();
    }

    /// What was for past days goes (`sync::close_days`, `renew_if_due`).
    pub fn close_day(&self) {
        let today = self.today();
        let mut memory = self.memory.borrow_mut();
        if memory.contact.is_none() || !memory.replica.view.is_past(today) {
            return;
        }
        let Memory { replica, kept, .. } = &mut *memory;
        replica.view.close_day(today);
        replica.rebase(kept.iter(), self.rules());
        let key = self.dice.borrow_mut().below(u64::MAX);
        self.disk.borrow_mut().renew(key, &memory.replica.view);
        memory.seal = Some(key);
    }

    /// What another tab has kept comes into memory (`sync::read_others`).
    pub fn reads_others(&self) {
        let disk = self.disk.borrow();
        let mut memory = self.memory.borrow_mut();
        let Memory { kept, replica, .. } = &mut *memory;
        let new = disk.outbox.iter().filter(|(id, _)| kept.iter().all(|kept| kept.id != **id));
        let new: Vec<Kept> = new.filter_map(|(_, text)| serde_json::from_str(text).ok()).collect();
        if !new.is_empty() {
            kept.extend(new);
            kept.iter_mut().for_each(|kept| reveal(disk.local, kept));
            replica.rebase(kept.iter(), self.rules());
        }
    }

    /// A round of sync.
    pub fn syncs(&self) -> Task {
        let slot = Rc::new(Slot::default());
        let shown = self.memory.borrow().shown;
        let hand = Hand { parts: self.clone(), slot: slot.clone(), shown, forged: false };
        let future = Box::pin(async move { Out::Round(round(&hand).await) });
        Task { future, slot, pending: None, call: 0 }
    }

    /// Keeps acts; `forged` signs them with a key that is not the device's.
    pub fn keeps(&self, mut acts: Vec<Act>, forged: bool) -> Task {
        let slot = Rc::new(Slot::default());
        let shown = self.memory.borrow().shown;
        let hand = Hand { parts: self.clone(), slot: slot.clone(), shown, forged };
        let future = Box::pin(async move {
            let kept = hand.keep(&mut acts).await.ok();
            Out::Kept(acts, kept)
        });
        Task { future, slot, pending: None, call: 0 }
    }
}

/// Records as text.
pub fn texts(records: &[Kept]) -> Vec<(ActId, String)> {
    let text =
        |kept: &Kept| (kept.id, serde_json::to_string(kept).expect("a record is plain data"));
    records.iter().map(text).collect()
}

fn reveal(local: Option<(PersonId, [u8; 32])>, kept: &mut Kept) {
    let (Some((person, key)), Some(routing)) = (local, kept.routing()) else { return };
    let opened = match &kept.readable {
        Sealed::Local { data } => {
            let data = act::from_base64(data).unwrap_or_default();
            open(&aes(&key), &routing.aad(), &data)
        }
        open if kept.actor == person => open.plain(),
        _ => None,
    };
    if let Some(bytes) = opened {
        kept.open(bytes);
    }
}

fn aes(key: &[u8; 32]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).expect("32 bytes"))
}

fn open(key: &LessSafeKey, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (iv, data) = sealed.split_at_checked(IV_BYTES)?;
    let nonce = Nonce::assume_unique_for_key(iv.try_into().ok()?);
    let mut data = data.to_vec();
    key.open_in_place(nonce, Aad::from(aad), &mut data).ok().map(|bytes| bytes.to_vec())
}

fn seal(key: &LessSafeKey, iv: [u8; IV_BYTES], aad: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut data = bytes.to_vec();
    let nonce = Nonce::assume_unique_for_key(iv);
    key.seal_in_place_append_tag(nonce, Aad::from(aad), &mut data).expect("it is short");
    data
}

impl DaySeal {
    fn make(school: &SealKey, day: Day) -> Option<DaySeal> {
        let random = SystemRandom::new();
        let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).ok()?;
        let from = own.compute_public_key().ok()?;
        let point = school.point()?;
        let text = info(&point, from.as_ref());
        let theirs = UnparsedPublicKey::new(&ECDH_P256, &point);
        let key = agree_ephemeral(own, &theirs, |secret| {
            let prk = Salt::new(HKDF_SHA256, &[]).extract(secret);
            let okm = [text.as_slice()];
            let key: UnboundKey = prk.expand(&okm, &AES_256_GCM).expect("a length").into();
            LessSafeKey::new(key)
        });
        let from = act::to_base64(from.as_ref());
        Some(DaySeal { school: school.id.clone(), day, from, key: key.ok()? })
    }
}

/// A device at work on one task.
struct Hand {
    parts: Parts,
    slot: Rc<Slot>,
    shown: u64,
    forged: bool,
}

impl Hand {
    async fn transact<T: 'static>(&self, run: impl FnOnce(&mut Disk, bool) -> T + 'static) -> T {
        let out = Rc::new(RefCell::new(None));
        let into = out.clone();
        let ask = Ask::Disk(Box::new(move |disk, torn| {
            *into.borrow_mut() = Some(run(disk, torn));
        }));
        self.slot.wait(ask).await;
        out.take().expect("a transaction that is done has run")
    }

    fn seals(&self, kept: &mut Kept) {
        let Some(school) = self.parts.disk.borrow().school.clone() else { return };
        let (Some(routing), Some(bytes)) = (kept.routing(), kept.bytes().map(<[u8]>::to_vec))
        else {
            return;
        };
        let day = self.parts.reading().wall.day();
        let mut memory = self.parts.memory.borrow_mut();
        let serves = |made: &DaySeal| made.school == school.id && made.day == day;
        if !memory.day_seal.as_ref().is_some_and(serves) {
            memory.day_seal = DaySeal::make(&school, day);
        }
        let Some(made) = &memory.day_seal else { return };
        let iv: [u8; IV_BYTES] = self.parts.dice.borrow_mut().bytes();
        kept.sealed = Sealed::School(SealedBytes {
            key: school.id,
            from: made.from.clone(),
            iv: act::to_base64(&iv),
            data: act::to_base64(&seal(&made.key, iv, &routing.aad(), &bytes)),
        });
        let person = memory.person;
        let local = self.parts.disk.borrow().local.filter(|(who, _)| Some(*who) == person);
        let copy = local.map(|(_, key)| {
            let iv: [u8; IV_BYTES] = self.parts.dice.borrow_mut().bytes();
            [&iv[..], &seal(&aes(&key), iv, &routing.aad(), &bytes)].concat()
        });
        kept.readable = Sealed::Local { data: act::to_base64(&copy.unwrap_or_default()) };
    }
}

impl Hand {
    /// Keeps the acts of one gesture, all or none (`App::keep_with`): a short transaction
    /// for the numbers; then sign and seal, which no transaction survives; then a strict
    /// put, and only then 'kept' (I1).
    async fn keep(&self, acts: &mut [Act]) -> Result<Vec<Kept>, Full> {
        let count = acts.len() as u64;
        let first = self.transact(move |disk, _| disk.numbers(count)).await?;
        let key = if self.forged { keys().len() - 1 } else { self.parts.key };
        let mut records = vec![];
        for (n, act) in acts.iter_mut().enumerate() {
            act.device_seq = first + n as u64;
            let bytes = act::to_bytes(act);
            let signature = sign(key, &act::signed_text(&bytes));
            let mut kept = Kept::new(act, &bytes, &signature, self.parts.reading().wall);
            self.seals(&mut kept);
            if act.kind == ConcernWritten::NAME {
                kept.for_the_school_alone();
            }
            records.push(kept);
        }
        let copies: Vec<Kept> =
            records.iter().filter(|kept| kept.sealed.plain().is_none()).cloned().collect();
        let copies = texts(&copies).into_iter().map(|(_, text)| text).collect();
        self.parts.disk.borrow_mut().emergency = copies;
        let texts = texts(&records);
        self.transact(move |disk, _| disk.put(&texts)).await?;
        self.parts.disk.borrow_mut().emergency.clear();
        Ok(records)
    }
}

impl Host for Hand {
    fn space(&self) -> SpaceId {
        SPACE
    }

    fn device(&self) -> DeviceId {
        self.parts.id
    }

    fn rules(&self) -> &'static Rules {
        self.parts.rules()
    }

    fn wall(&self) -> Stamp {
        self.parts.reading().wall
    }

    fn pinned(&self) -> String {
        let disk = self.parts.disk.borrow();
        disk.school.as_ref().map(|key| key.id.clone()).unwrap_or_default()
    }

    fn nonce(&self) -> Uuid {
        self.parts.dice.borrow_mut().uuid()
    }

    fn is_shown(&self) -> bool {
        self.parts.memory.borrow().shown == self.shown
    }

    fn look<T>(&self, look: impl FnOnce(&[Kept], &Replica) -> T) -> T {
        let memory = self.parts.memory.borrow();
        look(&memory.kept, &memory.replica)
    }

    fn draw<T>(&self, draw: impl FnOnce(&[Kept], &mut Replica) -> T) -> T {
        let mut memory = self.parts.memory.borrow_mut();
        let Memory { kept, replica, .. } = &mut *memory;
        draw(kept, replica)
    }

    fn put_back(&self, changed: Vec<Kept>) {
        let mut memory = self.parts.memory.borrow_mut();
        for kept in &mut memory.kept {
            if let Some(new) = changed.iter().find(|changed| changed.id == kept.id) {
                *kept = new.clone();
            }
        }
    }

    fn let_go(&self, acts: &[ActId]) {
        self.parts.memory.borrow_mut().kept.retain(|kept| !acts.contains(&kept.id));
    }

    fn heard(&self, server: Stamp) {
        let Reading { wall, mono } = self.parts.reading();
        self.parts.memory.borrow_mut().contact = Some(Contact { server, wall, mono: Some(mono) });
    }

    fn start_over(&self) {
        self.parts.memory.borrow_mut().reload = true;
    }

    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        self.slot.wait(Ask::Sync(Box::new(request.clone()))).await;
        let received = self.slot.received.take();
        let (ok, text) = received.ok_or(Failure::Unreachable)?;
        yuanliu_sync::round::read(ok, &text)
    }

    async fn enrol(&self) -> Result<(), Failure> {
        self.slot.wait(Ask::Enrol).await;
        let received = self.slot.received.take();
        let (ok, text) = received.ok_or(Failure::Unreachable)?;
        yuanliu_sync::round::read::<serde_json::Value>(ok, &text).map(drop)
    }

    async fn pin(&self, key: &SealKey) {
        let key = key.clone();
        self.transact(move |disk, _| {
            if key.point().is_some() && !disk.full {
                disk.school = Some(key);
            }
        })
        .await;
    }

    async fn commit(&self, view: &View, change: &Change) -> Committed {
        let known = self.parts.memory.borrow().seal;
        let seal = match known {
            Some(seal) => Some(seal),
            None => self.transact(|disk, _| disk.view.key).await,
        };
        self.parts.memory.borrow_mut().seal = seal;
        self.parts.memory.borrow_mut().diverged |= !change.diverged.is_empty();
        let (view, change) = (view.clone(), change.clone());
        let committed =
            self.transact(move |disk, torn| disk.commit(seal, &view, &change, torn)).await;
        if matches!(committed, Committed::Gone | Committed::Overtaken) {
            self.parts.memory.borrow_mut().seal = None;
        }
        committed
    }

    async fn load(&self) -> Option<View> {
        Some(self.transact(|disk, _| disk.load()).await)
    }

    async fn is_still_here(&self) -> bool {
        let who = self.transact(|disk, _| disk.view.who).await;
        who == self.parts.memory.borrow().person
    }

    async fn close(&self, kept: &mut Kept) -> bool {
        self.seals(kept);
        true
    }

    async fn settle(&self, records: &[Kept]) -> bool {
        let texts = texts(records);
        self.transact(move |disk, _| disk.put(&texts).is_ok()).await
    }

    async fn remove(&self, acts: &[ActId]) -> bool {
        let acts = acts.to_vec();
        self.transact(move |disk, _| disk.remove(&acts).is_ok()).await
    }
}
