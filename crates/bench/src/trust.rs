//! `bench trust`: what seals and signatures cost.

use std::{
    hint::black_box,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Error, Result};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use serde_json::Value;
use yuanliu_domain::act;

use crate::{Figures, browser, signins, start};

/// An act of the usual size: a leave note with a drawn signature is four times as large.
const ACT_BYTES: usize = 700;
const MEASURE: Duration = Duration::from_secs(2);

pub(crate) fn measure() -> Result<Figures> {
    let mut figures = Figures::new();
    figures.insert("verify_per_s".into(), verify_per_s()?.into());
    let p99 = sync_p99_ms_during_200_signins()?;
    figures.insert("sync_p99_ms_during_200_signins".into(), p99.round().into());
    let played = browser::figures("trust")?;
    for name in ["open_today_sealed_ratio", "open_today_ms_x4", "pass_verify_ms_x4"] {
        figures.insert(name.into(), played.get(name).cloned().unwrap_or(Value::Null));
    }
    Ok(figures)
}

/// Whether slow hashes of people who sign in hold up what others send.
fn sync_p99_ms_during_200_signins() -> Result<f64> {
    let data = tempfile::tempdir()?;
    let running =
        start::demo(Command::new(start::server()?).arg("demo").arg("--data").arg(data.path()))?;
    signins::sync_p99_ms(running.address()?, &running.logins()?, &running.duty_teacher()?)
}

/// Signatures of acts checked on one core as the server does it: the library and the
/// signed text are the same, the key is parsed for each.
fn verify_per_s() -> Result<u64> {
    let random = SystemRandom::new();
    let form = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(form, &random).map_err(Error::msg)?;
    let key = EcdsaKeyPair::from_pkcs8(form, pkcs8.as_ref(), &random).map_err(Error::msg)?;
    let public = key.public_key().as_ref();
    let bytes = vec![b'x'; ACT_BYTES];
    let signature = key.sign(&random, &act::signed_text(&bytes)).map_err(Error::msg)?;
    let begin = Instant::now();
    let mut checked = 0;
    while begin.elapsed() < MEASURE {
        for _ in 0..100 {
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, black_box(public))
                .verify(&act::signed_text(black_box(&bytes)), signature.as_ref())
                .map_err(Error::msg)?;
        }
        checked += 100;
    }
    Ok((f64::from(checked) / begin.elapsed().as_secs_f64()) as u64)
}
