//! A tablet as the server knows it: a session, a key, a view, and signed acts over HTTP.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Error, Result, ensure};
use flate2::read::GzDecoder;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde::Serialize;
use uuid::Uuid;
use yuanliu_domain::{
    act::{self, Act, Channel, DeviceTime, Subject},
    audience::Audience,
    child_day::{Mark, Marked},
    id::{ActId, ChildId, DeviceId, PersonId, SpaceId},
    rules::Kind,
    time::{Day, Stamp},
};
use yuanliu_sync::{
    view::View,
    wire::{
        ActVerdict, Answer, Content, Enrol, HandIn, HandedIn, PROTOCOL, Request, SignIn, SignedAct,
        Verdict, Who,
    },
};

use crate::process::Login;

/// A device of staff, signed in and with everything that it may see.
pub(crate) struct Tablet {
    /// Where the server is now.
    pub(crate) address: String,
    cookie: String,
    space: SpaceId,
    person: PersonId,
    name: String,
    device: DeviceId,
    key: EcdsaKeyPair,
    /// Everything that it may see, as far as it has synced.
    pub(crate) view: View,
    children: Vec<ChildId>,
    now: Stamp,
    /// The child that it marks first.
    first: usize,
    count: u64,
}

impl Tablet {
    /// Signs in, enrols a new key and fetches all there is.
    pub(crate) fn begins(address: &str, login: &Login) -> Result<Tablet> {
        let mut tablet = Tablet::new(address, login)?;
        while tablet.syncs(vec![])?.more {}
        let children = tablet.view.list(Audience::Roll, "child");
        let children: Result<Vec<Uuid>, _> = children.map(|(child, _)| child.parse()).collect();
        tablet.children = children?.into_iter().map(ChildId).collect();
        ensure!(!tablet.children.is_empty(), "the demo's school has children");
        // Each tablet begins at another child.
        tablet.first = tablet.device.0.as_u128() as usize % tablet.children.len();
        Ok(tablet)
    }

    /// Signs in and enrols a new key.
    pub(crate) fn new(address: &str, login: &Login) -> Result<Tablet> {
        let (who, cookie) = sign_in(address, login)?;
        let (form, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(form, &random).map_err(Error::msg)?;
        let key = EcdsaKeyPair::from_pkcs8(form, pkcs8.as_ref(), &random).map_err(Error::msg)?;
        let space = who.spaces.first().context("the demo's teacher has a school")?.space;
        let tablet = Tablet {
            address: address.to_owned(),
            cookie,
            space,
            person: who.person,
            name: who.name,
            device: DeviceId(Uuid::now_v7()),
            key,
            view: View::default(),
            children: vec![],
            now: who.server_time,
            first: 0,
            count: 0,
        };
        let enrol = Enrol { public_key: act::to_base64(tablet.key.public_key().as_ref()) };
        let path = format!("/api/v1/devices/{}", tablet.device);
        ask(address, "PUT", &path, &tablet.cookie, &enrol)?;
        Ok(tablet)
    }

    /// Its school.
    pub(crate) fn space(&self) -> SpaceId {
        self.space
    }

    /// The day on which it writes.
    pub(crate) fn day(&self) -> Day {
        self.now.day()
    }

    /// A mark of one child after the other, as the tablet keeps it before it is sent.
    pub(crate) fn marks(&mut self) -> Result<SignedAct> {
        let child = self.children[(self.first + self.count as usize) % self.children.len()];
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
            subject: Subject::Child(child),
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
        Ok(SignedAct { id: act.id, signature, content })
    }

    /// One page of a sync.
    pub(crate) fn syncs(&mut self, acts: Vec<SignedAct>) -> Result<Answer> {
        let answer = ask(&self.address, "POST", &self.path(), &self.cookie, &self.request(acts))?;
        self.takes(&answer.body)
    }

    /// Everything that is new; how many rows came, and in how many bytes, compressed.
    pub(crate) fn fetches(&mut self) -> Result<(usize, usize)> {
        let (mut rows, mut bytes) = (0, 0);
        loop {
            let request = self.request(vec![]);
            let answer = ask(&self.address, "POST", &self.path(), &self.cookie, &request)?;
            bytes += answer.bytes;
            let answer = self.takes(&answer.body)?;
            rows += answer.rows.len();
            if !answer.more {
                return Ok((rows, bytes));
            }
        }
    }

    /// Sends acts and leaves the answer's rows for later, as a device does whose view is
    /// busy: the next request has the same cursor.
    pub(crate) fn pushes(&mut self, acts: Vec<SignedAct>) -> Result<()> {
        let path = format!("/api/v1/spaces/{}/parcels", self.space);
        let parcel = HandIn { device: self.device, acts };
        let said = ask(&self.address, "POST", &path, &self.cookie, &parcel)?;
        let said: HandedIn = serde_json::from_str(&said.body)?;
        let applied = |said: &ActVerdict| matches!(said.verdict, Verdict::Applied { .. });
        ensure!(said.verdicts.iter().all(applied), "{:?}", said.verdicts);
        Ok(())
    }

    fn path(&self) -> String {
        format!("/api/v1/spaces/{}/sync", self.space)
    }

    fn request(&self, acts: Vec<SignedAct>) -> Request {
        Request {
            protocol: PROTOCOL,
            device: self.device,
            nonce: Uuid::now_v7(),
            cursor: self.view.cursor.clone(),
            have: self.view.have(),
            seal: String::new(),
            acts,
        }
    }

    fn takes(&mut self, body: &str) -> Result<Answer> {
        let answer: Answer = serde_json::from_str(body)?;
        let taken = self.view.take(&answer, answer.server_time);
        taken.context("the answer is for somebody else")?;
        Ok(answer)
    }
}

/// Who it is, and their cookie.
pub(crate) fn sign_in(address: &str, login: &Login) -> Result<(Who, String)> {
    let (login, passphrase) = (login.login.clone(), login.passphrase.clone());
    let body = SignIn { login, passphrase, ..SignIn::default() };
    let answer = ask(address, "POST", "/api/v1/session", "", &body)?;
    Ok((serde_json::from_str(&answer.body)?, answer.cookie.context("no cookie")?))
}

/// A server that is being killed may never answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came.
struct Came {
    body: String,
    /// Of the body on the wire.
    bytes: usize,
    cookie: Option<String>,
}

/// One request on a connection of its own, answered compressed as browsers ask for it.
fn ask(
    address: &str,
    method: &str,
    path: &str,
    cookie: &str,
    body: &impl Serialize,
) -> Result<Came> {
    let body = serde_json::to_string(body)?;
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nx-yuanliu: 1\r\ncookie: {cookie}\r\n\
         accept-encoding: gzip, br\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len(),
    )?;
    let mut answer = vec![];
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").context("no body")?;
    let head = std::str::from_utf8(&answer[..end])?;
    let raw = match head.contains("transfer-encoding: chunked") {
        true => joined(&answer[end + 4..])?,
        false => answer[end + 4..].to_vec(),
    };
    let mut body = String::new();
    let encoding = head.split_once("content-encoding: ").map_or("", |(_, rest)| rest);
    match encoding.lines().next() {
        Some("br") => {
            brotli::Decompressor::new(&raw[..], 4096).read_to_string(&mut body)?;
        }
        Some("gzip") => {
            GzDecoder::new(&raw[..]).read_to_string(&mut body)?;
        }
        _ => body = String::from_utf8(raw.clone())?,
    }
    let status = head.split(' ').nth(1).unwrap_or_default();
    ensure!(status.starts_with('2'), "{method} {path}: {head}\n{body}");
    let cookie = head.split_once("set-cookie: ").and_then(|(_, rest)| rest.split(';').next());
    Ok(Came { body, bytes: raw.len(), cookie: cookie.map(str::to_owned) })
}

/// The parts of a body that came in parts.
fn joined(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = vec![];
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").context("a part has a length")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end])?.trim(), 16)?;
        let part = rest.get(end + 2..end + 2 + length).context("a part was cut off")?;
        if length == 0 {
            return Ok(body);
        }
        body.extend_from_slice(part);
        rest = rest.get(end + 4 + length..).context("a part was cut off")?;
    }
}
