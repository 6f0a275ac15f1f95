//! Every ban is broken here, in a throw-away workspace, and has to be refused with its reason.
//!
//! A ban in `clippy.toml` or `deny.toml` that is not broken here fails too. Beside most breaches stands
//! the same thing done rightly, which has to be accepted: a check that refuses everything is none.

mod clippy;
mod deny;
mod rules;
mod scratch;
