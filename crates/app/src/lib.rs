//! The use cases, and the one list of commands that every shell offers.
//!
//! The window, the browser and `desk` call the same functions. There is deliberately no window, no
//! HTTP and no clock here: whoever opens a desk brings the clock.

pub mod backups;
pub mod calendar;
pub mod commands;
pub mod customer;
pub mod demo;
mod desk;
pub mod document;
pub mod draft;
pub mod error;
pub mod fee;
pub mod health;
pub mod json;
pub mod lines;
pub mod look;
pub mod money;
pub mod names;
mod pin;
pub mod point;
pub mod policy;
pub mod search;
pub mod tariff;
pub mod ticket;
pub mod tickets;
pub mod today;
pub mod upkeep;
pub mod warranty;
pub mod window;

pub use desk::{Clock, Desk, default_folder};
pub use desk_core::calendar::Moment;
pub use desk_core::paper;
pub use desk_store::patiently;
