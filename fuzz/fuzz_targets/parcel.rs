#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| yuanliu_any_bytes::take("parcel", bytes));
