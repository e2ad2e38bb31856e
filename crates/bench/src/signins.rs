//! What a first day of school does to a tablet: two hundred families sign in at once,
//! each with a slow hash, while the duty's tablets go on sending what they write.

use std::{
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use yuanliu_sync::wire::Verdict;

use crate::{
    process::Login,
    tablet::{Tablet, sign_in},
};

const SIGN_INS: usize = 200;
/// The duty's tablets of a large school.
const TABLETS: usize = 8;
/// A thumb's pace at roll call.
const PACE: Duration = Duration::from_millis(100);

/// The 99th percentile of a sync with one act, in milliseconds, while all sign in.
pub(crate) fn sync_p99_ms(address: &str, logins: &[Login], staff: &Login) -> Result<f64> {
    let mut tablets = Vec::new();
    for _ in 0..TABLETS {
        tablets.push(Tablet::begins(address, staff)?);
    }
    let (start, done) = (Barrier::new(SIGN_INS + TABLETS + 1), AtomicBool::new(false));
    let mut waits = thread::scope(|all| -> Result<Vec<Duration>> {
        let (start, done) = (&start, &done);
        let sends = |mut tablet: Tablet| {
            move || {
                start.wait();
                let mut waits = vec![];
                while !done.load(Ordering::Relaxed) {
                    waits.push(one_act(&mut tablet)?);
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

/// From the tap to the school's verdict.
fn one_act(tablet: &mut Tablet) -> Result<Duration> {
    let act = tablet.marks()?;
    let began = Instant::now();
    let answer = tablet.syncs(vec![act])?;
    let took = began.elapsed();
    let verdict = answer.verdicts.first().map(|verdict| &verdict.verdict);
    ensure!(matches!(verdict, Some(Verdict::Applied { .. })), "{:?}", answer.verdicts);
    Ok(took)
}

fn joined<T>(thread: thread::Result<Result<T>>) -> Result<T> {
    thread.unwrap_or_else(|_| bail!("a thread of the benchmark broke"))
}
