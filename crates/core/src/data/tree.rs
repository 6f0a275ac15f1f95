//! From the tree of a TOML document into types.
//!
//! The `toml` crate can do this too, but its errors name a missing key in their text alone. Here
//! every error is a [`DataError`] and collects the path of its key on the way out. Decimal numbers
//! and dates of TOML's own are deliberately refused: amounts are whole 分, and a date is a text.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::DataError;

/// A value of the document.
#[derive(Clone, Copy)]
pub(super) struct Node<'a>(pub(super) &'a DeValue<'a>);

impl Error for DataError {
    fn custom<T: fmt::Display>(problem: T) -> DataError {
        DataError::new("", problem.to_string())
    }

    fn missing_field(key: &'static str) -> DataError {
        DataError::new(key, "is missing")
    }
}

impl DataError {
    /// The same error, seen from the table or list one step above.
    fn under(mut self, step: &str) -> DataError {
        let dot = if self.key.is_empty() || self.key.starts_with('[') { "" } else { "." };
        self.key = format!("{step}{dot}{}", self.key);
        self
    }
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = DataError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DataError> {
        match self.0 {
            DeValue::String(text) => visitor.visit_str(text),
            DeValue::Integer(digits) => {
                let number = i64::from_str_radix(digits.as_str(), digits.radix());
                visitor.visit_i64(number.map_err(|_| DataError::custom("is too large a number"))?)
            }
            DeValue::Boolean(value) => visitor.visit_bool(*value),
            DeValue::Array(items) => visitor.visit_seq(Items { left: items.iter(), next: 0 }),
            DeValue::Table(table) => {
                let left = table.iter();
                visitor.visit_map(Entries { left, value: None })
            }
            DeValue::Float(_) => Err(DataError::custom("is not a whole number")),
            DeValue::Datetime(_) => Err(DataError::custom("is a date without quotes")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DataError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DataError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DataError> {
        let text = self.0.as_str().ok_or_else(|| DataError::custom("is not a text"))?;
        let text: StrDeserializer<'_, DataError> = text.into_deserializer();
        visitor.visit_enum(text)
    }

    /// Only from a table: serde would take a list too, by position.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DataError> {
        if !self.0.is_table() {
            return Err(DataError::custom("is not a table"));
        }
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'a> {
    left: std::slice::Iter<'a, Spanned<DeValue<'a>>>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = DataError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DataError> {
        let Some(item) = self.left.next() else { return Ok(None) };
        let index = self.next;
        self.next += 1;
        let value = seed.deserialize(Node(item.get_ref()));
        value.map(Some).map_err(|error| error.under(&format!("[{index}]")))
    }
}

struct Entries<'a, I> {
    left: I,
    /// The key whose value comes next.
    value: Option<(&'a str, &'a DeValue<'a>)>,
}

impl<'de, 'a, I> MapAccess<'de> for Entries<'a, I>
where
    I: Iterator<Item = (&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)>,
{
    type Error = DataError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DataError> {
        let Some((key, value)) = self.left.next() else { return Ok(None) };
        let key = key.get_ref().as_ref();
        self.value = Some((key, value.get_ref()));
        let name: StrDeserializer<'_, DataError> = key.into_deserializer();
        seed.deserialize(name).map(Some).map_err(|error| error.under(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DataError> {
        let (key, value) = self.value.take().expect("serde asks for the key first");
        seed.deserialize(Node(value)).map_err(|error| error.under(key))
    }
}
