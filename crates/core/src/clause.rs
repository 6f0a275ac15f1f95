//! The clause ids that verdicts, bill rows, slips and tests cite.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! clauses {
    ($($id:ident)*) => {
        /// A clause of the service policy (`A1`…`F16`) or a national rule (`N1`…`N16`). Ids are
        /// stable; their words and sources are data of the policy pack.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
        )]
        #[allow(missing_docs, reason = "the words of each clause are data of the policy pack")]
        pub enum Clause { $($id),* }

        impl Clause {
            /// Every clause, in order.
            pub const ALL: &'static [Clause] = &[$(Clause::$id),*];

            /// The id as it is printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Clause::$id => stringify!($id)),* }
            }
        }
    };
}

clauses! {
    A1 A2 A3 A4 A5
    B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12
    C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12 C13 C14
    D1 D2 D3 D4 D5
    E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13 E14 E15
    F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 F15 F16
    N1 N2 N3 N4 N5 N6 N7 N8 N9 N10 N11 N12 N13 N14 N15 N16
}
