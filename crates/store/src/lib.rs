//! The local database: one SQLite file in the data folder, written by one thread, read by several
//! connections, backed up while the program works.
//!
//! There is deliberately no clock here (every operation brings its time) and no rule of the
//! business: `desk-core` decides, this crate keeps. Nothing outside it names `rusqlite`.

#![forbid(unsafe_code)]

mod appliance;
mod audit;
mod backup;
mod customer;
mod damage;
mod db;
mod draft;
mod edition;
mod entries;
mod error;
mod files;
mod job;
mod keep;
mod list;
mod number;
#[cfg(feature = "plain")]
pub mod plain;
mod point;
mod restore;
mod row;
mod seal;
pub mod search;
mod staff;
mod tariff;
mod ticket;
mod verify;
mod wal;
mod write;

pub use audit::{AuditRow, ChainReport, check_chain};
pub use backup::{
    BackupReport, KnownBackup, backups, copy_backup, drop_backups, is_own, name_of_own, own_backups,
};
pub use damage::{Damage, damage, examine};
pub use db::{APPLICATION_ID, Read, SCHEMA_VERSION, Store, check_file, read_file};
pub use draft::Draft;
pub use error::StoreError;
pub use files::{is_held, patiently};
pub use list::{COUNTED, ListFilter, ListOrder, Listed, Page};
pub use number::{GAP_AFTER_RESTORE, NumberRange, check_numbers, ticket_series};
pub use point::PointRow;
pub use restore::{Restore, RestoreReport, restore};
pub use row::content_digest;
pub use ticket::TicketFilter;
pub use verify::{VerifyReport, verify_file};
pub use write::{Operation, Write};
