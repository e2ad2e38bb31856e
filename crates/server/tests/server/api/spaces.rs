//! `/api/v1/spaces/{space}/sync`

mod any_bytes;
mod bad_input;
mod blobs;
mod checkpoint;
mod children;
mod conflicts;
mod gaps;
mod leaks;
mod once;
mod paging;
mod parcels;
mod passes;
mod restart;
mod scope;
mod sealed;
