//! Bills and quotes (decisions.md §4).
//!
//! There is deliberately no policy in the rows: what was charged is stored and never computed anew.

mod bill;
mod case;

pub use bill::*;
pub use case::*;

#[cfg(test)]
mod tests;
