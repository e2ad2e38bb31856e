mod account;
mod devices;
mod events;
mod gate;
mod invitations;
mod session;
mod spaces;
mod tablets;
