//! Sets of values that are written the same in JSON, in the policy pack and in the program.

macro_rules! values {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $value:ident $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, ts_rs::TS,
        )]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $value,)* }

        impl $name {
            /// Every value, in the order in which decisions.md lists them.
            pub const ALL: &'static [$name] = &[$($name::$value),*];

            /// The value as it stands in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$value => $text),* }
            }
        }
    };
}
pub(crate) use values;
