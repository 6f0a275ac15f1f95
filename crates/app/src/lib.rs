//! The use cases, and the one list of commands that every shell offers.
//!
//! The window, the browser and `desk` call the same functions. There is deliberately no window, no
//! HTTP and no clock here.

pub mod calendar;
pub mod commands;
pub mod error;
pub mod fee;
pub mod json;
pub mod lines;
pub mod money;
pub mod policy;
pub mod warranty;

use desk_core::Rules;

/// What every command works with.
#[derive(Debug)]
pub struct Desk {
    rules: Rules,
}

impl Desk {
    /// A desk with the rules that ship.
    pub fn shipped() -> Desk {
        Desk { rules: Rules::shipped() }
    }
}
