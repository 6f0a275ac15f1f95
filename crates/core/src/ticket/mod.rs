//! A ticket from the phone call to the paid bill: what it holds, and what may be done to it.
//!
//! `machine` is the one table of operations and states; every operation is a function of a
//! [`Dossier`], a [`Context`] and its request, in the file of its part of the path. Numbers of
//! documents are deliberately not made here: the store gives them out in the transaction that
//! keeps the document.

mod attention;
mod bill;
mod correct;
mod dossier;
mod ends;
mod entered;
mod guard;
mod inspect;
mod intake;
mod look;
mod machine;
mod money;
mod quote;
mod record;
mod refusal;
mod visit;
mod work;

pub use attention::*;
pub use correct::*;
pub use dossier::*;
pub use ends::*;
pub use entered::*;
pub use guard::*;
pub use inspect::*;
pub use intake::*;
pub use look::*;
pub use machine::*;
pub use money::*;
pub use quote::*;
pub use record::*;
pub use refusal::*;
pub use visit::*;
pub use work::*;

#[cfg(test)]
mod tests;
