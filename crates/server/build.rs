//! Lets the server be compiled before any client was built, and compiled again
//! whenever there is another one.

use std::{env, fs, path::Path};

fn main() {
    let here = env::var("CARGO_MANIFEST_DIR").expect("cargo says where the crate lies");
    let dist = Path::new(&here).join("../../dist");
    // rust-embed refuses a folder that is not there.
    fs::create_dir_all(&dist).expect("the repository can be written to");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
}
