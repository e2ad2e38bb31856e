//! The right to see, as a property (I5): whatever families, duties and classes there
//! are, whatever is written and changed, nobody is ever given what is not theirs.
//!
//! The oracle does not know audiences. Every text that is written carries a mark
//! that says whose it is and what; a viewer's pages are searched for marks, and
//! each one found must be theirs by the words of PRODUCT.md alone.

mod oracle;
mod pure;
mod stored;
