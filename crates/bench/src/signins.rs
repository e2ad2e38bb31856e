//! What a first day of school does to a tablet: two hundred families sign in at once,
//! each with a slow hash, while the duty's tablets go on sending what they write.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Error, Result, bail, ensure};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use uuid::Uuid;
use yuanliu_domain::{
    act::{self, Act, Channel, DeviceTime, Subject},
    child_day::{Mark, Marked},
    id::{ActId, ChildId, DeviceId, PersonId, SpaceId},
    rules::Kind,
    time::Stamp,
};
use yuanliu_sync::{
    view::View,
    wire::{Answer, Content, Enrol, PROTOCOL, Request, SignIn, SignedAct, Verdict, Who},
};

const SIGN_INS: usize = 200;
/// The duty's tablets of a large school.
const TABLETS: usize = 8;
/// A thumb's pace at roll call.
const PACE: Duration = Duration::from_millis(100);

/// The 99th percentile of a sync with one act, in milliseconds, while all sign in.
pub(crate) fn sync_p99_ms(address: &str, logins: &[(String, String)], staff: usize) -> Result<f64> {
    let mut tablets = Vec::new();
    for _ in 0..TABLETS {
        tablets.push(Tablet::begins(address, &logins[staff])?);
    }
    let (start, done) = (Barrier::new(SIGN_INS + TABLETS + 1), AtomicBool::new(false));
    let mut waits = thread::scope(|all| -> Result<Vec<Duration>> {
        let (start, done) = (&start, &done);
        let sends = |mut tablet: Tablet| {
            move || {
                start.wait();
                let mut waits = vec![];
                while !done.load(Ordering::Relaxed) {
                    waits.push(tablet.marks()?);
                    thread::sleep(PACE);
                }
                Ok(waits)
            }
        };
        let tablets: Vec<_> = tablets.into_iter().map(|tablet| all.spawn(sends(tablet))).collect();
        let families: Vec<_> = (0..SIGN_INS)
            .map(|n| {
                let login = &logins[n % logins.len()];
                all.spawn(move || {
                    start.wait();
                    sign_in(address, login).map(|_| ())
                })
            })
            .collect();
        start.wait();
        let began = Instant::now();
        let entered = families.into_iter().map(|family| joined(family.join()));
        let entered = entered.collect::<Result<Vec<()>>>();
        eprintln!("{SIGN_INS} sign-ins took {:.1} s", began.elapsed().as_secs_f64());
        done.store(true, Ordering::Relaxed);
        let waits = tablets.into_iter().map(|tablet| joined(tablet.join()));
        let waits = waits.collect::<Result<Vec<_>>>()?;
        entered?;
        Ok(waits.concat())
    })?;
    waits.sort();
    let at = (waits.len() * 99).div_ceil(100).saturating_sub(1);
    let p99 = waits.get(at).context("nothing was sent")?;
    eprintln!("{} syncs, median {:?}, p99 {p99:?}", waits.len(), waits[waits.len() / 2]);
    Ok(p99.as_secs_f64() * 1_000.0)
}

fn joined<T>(thread: thread::Result<Result<T>>) -> Result<T> {
    thread.unwrap_or_else(|_| bail!("a thread of the benchmark broke"))
}

/// A device of staff, signed in and with everything that it may see.
struct Tablet {
    address: String,
    cookie: String,
    space: SpaceId,
    person: PersonId,
    name: String,
    device: DeviceId,
    key: EcdsaKeyPair,
    view: View,
    child: ChildId,
    now: Stamp,
    count: u64,
}

impl Tablet {
    fn begins(address: &str, login: &(String, String)) -> Result<Tablet> {
        let (who, cookie) = sign_in(address, login)?;
        let (form, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(form, &random).map_err(Error::msg)?;
        let key = EcdsaKeyPair::from_pkcs8(form, pkcs8.as_ref(), &random).map_err(Error::msg)?;
        let space = who.spaces.first().context("the demo's teacher has a school")?.space;
        let mut tablet = Tablet {
            address: address.to_owned(),
            cookie,
            space,
            person: who.person,
            name: who.name,
            device: DeviceId(Uuid::now_v7()),
            key,
            view: View::default(),
            child: ChildId(Uuid::nil()),
            now: who.server_time,
            count: 0,
        };
        let enrol = Enrol { public_key: act::to_base64(tablet.key.public_key().as_ref()) };
        let path = format!("/api/v1/devices/{}", tablet.device);
        ask(address, "PUT", &path, &tablet.cookie, &enrol)?;
        while tablet.syncs(vec![])?.more {}
        let mut children = tablet.view.list(yuanliu_domain::audience::Audience::Roll, "child");
        let (child, _) = children.next().context("the demo's school has children")?;
        let child = child.parse().map_err(Error::msg)?;
        drop(children);
        tablet.child = ChildId(child);
        Ok(tablet)
    }

    /// One act, from the tap to the school's verdict.
    fn marks(&mut self) -> Result<Duration> {
        self.count += 1;
        let act = Act {
            id: ActId(Uuid::now_v7()),
            space: self.space,
            device: self.device,
            device_seq: self.count,
            actor: self.person,
            actor_name: self.name.clone(),
            tablet: None,
            kind: Marked::NAME.to_owned(),
            kind_version: Marked::VERSION,
            subject: Subject::Child(self.child),
            builds_on: vec![],
            batch: None,
            seen: None,
            at: DeviceTime { wall: self.now, school: Some(self.now), ..DeviceTime::default() },
            happened: None,
            channel: Channel::App,
            informant: None,
            body: Marked { day: self.now.day(), mark: Mark::Present, place: None },
        };
        let bytes = act::to_bytes(&act);
        let signature = self.key.sign(&SystemRandom::new(), &act::signed_text(&bytes));
        let signature = act::to_base64(signature.map_err(Error::msg)?.as_ref());
        let content = Content::Bytes(act::to_base64(&bytes));
        let began = Instant::now();
        let answer = self.syncs(vec![SignedAct { id: act.id, signature, content }])?;
        let took = began.elapsed();
        let verdict = answer.verdicts.first().map(|verdict| &verdict.verdict);
        ensure!(matches!(verdict, Some(Verdict::Applied { .. })), "{:?}", answer.verdicts);
        Ok(took)
    }

    fn syncs(&mut self, acts: Vec<SignedAct>) -> Result<Answer> {
        let request = Request {
            protocol: PROTOCOL,
            device: self.device,
            nonce: Uuid::now_v7(),
            cursor: self.view.cursor.clone(),
            have: self.view.have(),
            seal: String::new(),
            acts,
        };
        let path = format!("/api/v1/spaces/{}/sync", self.space);
        let (answer, _): (Answer, _) =
            read(&ask(&self.address, "POST", &path, &self.cookie, &request)?)?;
        let taken = self.view.take(&answer, answer.server_time);
        taken.context("the answer is for somebody else")?;
        Ok(answer)
    }
}

fn sign_in(address: &str, (login, passphrase): &(String, String)) -> Result<(Who, String)> {
    let (login, passphrase) = (login.clone(), passphrase.clone());
    let body = SignIn { login, passphrase, ..SignIn::default() };
    let (who, cookie) = read(&ask(address, "POST", "/api/v1/session", "", &body)?)?;
    Ok((who, cookie.context("no cookie")?))
}

/// One request on a connection of its own; the whole answer.
fn ask(
    address: &str,
    method: &str,
    path: &str,
    cookie: &str,
    body: &impl Serialize,
) -> Result<String> {
    let body = serde_json::to_string(body)?;
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nx-yuanliu: 1\r\ncookie: {cookie}\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len(),
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).unwrap_or_default();
    ensure!(status.starts_with('2'), "{method} {path}: {}", json!(answer));
    Ok(answer)
}

/// The body of an answer, and the cookie that came with it.
fn read<T: DeserializeOwned>(answer: &str) -> Result<(T, Option<String>)> {
    let (head, body) = answer.split_once("\r\n\r\n").context("no body")?;
    let cookie = head.split_once("set-cookie: ").and_then(|(_, rest)| rest.split(';').next());
    Ok((serde_json::from_str(body)?, cookie.map(str::to_owned)))
}
