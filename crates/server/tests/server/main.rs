//! The server through its router, in sentences. `api/` mirrors the addresses;
//! `store` is the contract that every engine keeps; `world` has the people.

mod api;
mod audit;
mod backup;
mod check;
mod checkpoints;
mod demo;
mod documents;
mod erase;
mod process;
mod retention;
mod right_to_see;
mod statements;
mod store;
mod telling;
mod tls;
mod two_servers;
mod world;
