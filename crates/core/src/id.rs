//! Ids of what is kept: UUIDv7, made from a given time and given randomness, so that they sort by
//! time. People see numbers instead.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::Moment;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident)*) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
        )]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(Uuid);

        impl $name {
            /// An id made at a time, with randomness that makes it unique.
            pub fn new(at: Moment, random: [u8; 10]) -> $name {
                let millis = u64::try_from(at.millis()).unwrap_or_default();
                $name(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// The id as it is stored.
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id that was stored.
            pub fn from_bytes(bytes: [u8; 16]) -> $name {
                $name(Uuid::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A ticket.
    TicketId
    /// A customer.
    CustomerId
    /// An appliance.
    ApplianceId
    /// A member of staff.
    StaffId
    /// A half-written form.
    DraftId
}
