//! The rules of a home-appliance service point: what is covered, what it costs, what is due when.
//!
//! Everything here is a pure calculation. There is deliberately no clock (today is a parameter),
//! no file, no database, no randomness and no floating point; `clippy.toml` and the dependency
//! check of `cargo xtask test` keep it so.

#![warn(clippy::disallowed_types, clippy::float_arithmetic)]

pub mod appliance;
pub mod calendar;
pub mod clause;
pub mod data;
pub mod deadline;
pub mod fee;
pub mod id;
pub mod input;
pub mod money;
pub mod paper;
pub mod party;
pub mod policy;
pub mod tariff;
pub mod text;
pub mod ticket;
mod values;
pub mod warranty;

/// What every decision is made by.
#[derive(Debug, Clone)]
pub struct Rules {
    /// All versions of the policy pack.
    pub policy: policy::Policy,
    /// Working days.
    pub calendar: calendar::Calendar,
}

impl Rules {
    /// The rules that ship.
    pub fn shipped() -> Rules {
        Rules { policy: policy::Policy::shipped(), calendar: calendar::Calendar::shipped() }
    }
}
