//! `desk` on disks that fail, are full, and under clocks that are wrong: what was acknowledged stays,
//! what was not is told, and work goes on afterwards.

#![cfg(target_os = "linux")]

#[path = "../journeys/counter.rs"]
#[expect(dead_code, reason = "the journeys use the rest")]
mod counter;
mod failing;
mod kills;
mod place;
#[path = "../../../../tests/faults/preload.rs"]
mod preload;
#[path = "../journeys/program.rs"]
#[expect(dead_code, reason = "the journeys use the rest")]
mod program;
mod room;
mod time;
