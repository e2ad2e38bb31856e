//! The office's screens; they ride in the staff chunk.
