//! Journeys on a real file, through `desk`: every end, every correction, the bench, and what is
//! refused, with the money checked to the 分.

mod bench;
mod corrections;
mod counter;
mod damage;
mod documents;
mod ends;
mod files;
mod guard;
mod kills;
mod program;
mod serve;
mod trouble;
#[cfg(windows)]
mod windows;
