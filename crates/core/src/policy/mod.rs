//! The policy pack: what the brand promises, as data with its clause and source.
//!
//! A pack is dated. The point's own pack replaces the shipped one as a new version; which version
//! decides what is [`Policy`]'s business. Reading and validation are in `validate.rs`, the shipped
//! pack is `jason.toml` beside this file.

mod pack;
mod validate;

pub use pack::*;

#[cfg(test)]
mod tests;

use crate::calendar::Date;
use crate::data::{Dated, Versions};

/// All versions of the pack, oldest first.
pub type Policy = Versions<Pack>;

impl Policy {
    /// The pack that ships.
    pub fn shipped() -> Policy {
        let pack = Pack::read("jason.toml", include_str!("jason.toml"));
        Versions::new(pack.expect("the shipped pack is tested"))
    }
}

impl Dated for Pack {
    fn version(&self) -> &str {
        &self.version
    }

    fn effective_from(&self) -> Date {
        self.effective_from
    }
}
