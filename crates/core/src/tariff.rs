//! The service point's tariff and parts, as dated data (E1, N12, N13).
//!
//! Prices are in 分. Which row a ticket uses is chosen by people; this is the list to choose from.
//! There is deliberately no empty-trip or inspection fee here: those are the policy pack's.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Date;
use crate::data::{self, DataError, Dated, ensure, within};
use crate::fee::Service;
use crate::input::InputError;
use crate::money::Money;
use crate::policy::{Pack, Policy};
use crate::text;
use crate::warranty::PartClass;

#[cfg(test)]
mod tests;

/// A price list, in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "TariffData")]
pub struct Tariff {
    /// The name of the version, kept on every quote that uses it.
    pub version: String,
    /// The first day on which it is in force.
    pub effective_from: Date,
    /// Ships as an example; a point enters its own before it charges anybody.
    #[serde(default)]
    pub example: bool,
    /// Prices by category and service.
    pub rates: Vec<Rates>,
    /// Spare parts.
    #[serde(rename = "part", default)]
    pub parts: Vec<Part>,
}

/// What a service costs for some categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "TariffRates")]
pub struct Rates {
    /// The categories that it holds for.
    pub categories: Vec<String>,
    /// The services that it holds for.
    pub services: Vec<Service>,
    /// The visit fee (E2) by service; a service on site without one has it agreed each time (E3).
    #[serde(default)]
    pub visit_fen: BTreeMap<Service, Money>,
    /// Labour items.
    pub labour: Vec<Item>,
    /// Extras: work at height, carrying (E9), materials by measure.
    #[serde(default)]
    pub extras: Vec<Item>,
}

/// A priced item. Its price may differ between rates; what its code means may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "TariffItem")]
pub struct Item {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What one of it is: 次, 米.
    pub unit: String,
    /// The price of one.
    pub price_fen: Money,
}

/// A spare part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "TariffPart", optional_fields = nullable)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The categories that it fits.
    pub categories: Vec<String>,
    /// Its class.
    pub class: PartClass,
    /// The price of one.
    pub price_fen: Money,
    /// Months of cover of its own after it is fitted (D1), where it states them.
    #[serde(default)]
    pub cover_months: Option<u32>,
}

impl Part {
    /// It is made for this category.
    pub fn fits(&self, category: &str) -> bool {
        self.categories.iter().any(|code| code == category)
    }

    /// As a quote names it: parts are counted in 件.
    pub fn as_item(&self) -> Item {
        Item {
            code: self.code.clone(),
            name: self.name.clone(),
            unit: "件".to_owned(),
            price_fen: self.price_fen,
        }
    }
}

impl Tariff {
    /// Reads a tariff and checks it against the pack whose categories it prices. `file` is only for
    /// the error.
    ///
    /// # Errors
    /// [`DataError`] names the key and the line.
    pub fn read(file: &str, text: &str, pack: &Pack) -> Result<Tariff, DataError> {
        data::read(file, text, |tariff: &Tariff| tariff.check(pack))
    }

    /// Checks it against the pack whose categories it prices.
    ///
    /// # Errors
    /// [`DataError`] names the key.
    pub fn check(&self, pack: &Pack) -> Result<(), DataError> {
        self.check_coverage(pack)?;
        self.check_items()?;
        self.check_parts(pack)
    }

    /// Cleans the texts of a tariff that was typed; a file is refused for what is not clean.
    ///
    /// # Errors
    /// Names the member at fault: `rates[0].labour[2].name`.
    pub fn cleaned(mut self) -> Result<Tariff, InputError> {
        let clean = |text: &mut String, field: String| {
            *text = text::required(&field, text, text::SHORT)?;
            Ok::<_, InputError>(())
        };
        clean(&mut self.version, "version".to_owned())?;
        for (index, rates) in self.rates.iter_mut().enumerate() {
            for (list, items) in [("labour", &mut rates.labour), ("extras", &mut rates.extras)] {
                for (at, item) in items.iter_mut().enumerate() {
                    let field = |member: &str| format!("rates[{index}].{list}[{at}].{member}");
                    clean(&mut item.code, field("code"))?;
                    clean(&mut item.name, field("name"))?;
                    clean(&mut item.unit, field("unit"))?;
                }
            }
        }
        for (index, part) in self.parts.iter_mut().enumerate() {
            clean(&mut part.code, format!("part[{index}].code"))?;
            clean(&mut part.name, format!("part[{index}].name"))?;
        }
        Ok(self)
    }

    /// The example that ships.
    pub fn demo() -> Tariff {
        let text = include_str!("tariff_demo.toml");
        let tariff = Tariff::read("tariff_demo.toml", text, Policy::shipped().newest());
        tariff.expect("the shipped tariff is tested")
    }

    /// The prices of a service for a category; there are some for every category of the pack.
    pub fn rates(&self, category: &str, service: Service) -> Option<&Rates> {
        self.rates.iter().find(|rates| {
            rates.services.contains(&service)
                && rates.categories.iter().any(|code| code == category)
        })
    }

    /// The spare part of a code.
    pub fn part(&self, code: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.code == code)
    }

    /// Every service has its prices for every category, once.
    fn check_coverage(&self, pack: &Pack) -> Result<(), DataError> {
        let mut priced = BTreeSet::new();
        for (index, rates) in self.rates.iter().enumerate() {
            for (at, category) in rates.categories.iter().enumerate() {
                let key = format!("rates[{index}].categories[{at}]");
                ensure(pack.category(category).is_some(), &key, "is no category")?;
                for service in &rates.services {
                    let problem = format!("has prices for {} already", service.as_str());
                    ensure(priced.insert((category.as_str(), *service)), &key, problem)?;
                }
            }
            for (service, fee) in &rates.visit_fen {
                let key = format!("rates[{index}].visit_fen.{}", service.as_str());
                let visits = matches!(service, Service::OnsiteTown | Service::OnsiteFar);
                ensure(visits, &key, "is no visit")?;
                ensure(rates.services.contains(service), &key, "is none of the services")?;
                check_price(*fee, key)?;
            }
        }
        for category in &pack.categories {
            for service in Service::ALL {
                let problem = format!("no prices of {} for {}", service.as_str(), category.code);
                ensure(priced.contains(&(category.code.as_str(), *service)), "rates", problem)?;
            }
        }
        Ok(())
    }

    /// A code stands once in its rates, and means the same wherever it stands.
    fn check_items(&self) -> Result<(), DataError> {
        let mut meanings = BTreeMap::new();
        for (index, rates) in self.rates.iter().enumerate() {
            let mut here = BTreeSet::new();
            for (list, items) in [("labour", &rates.labour), ("extras", &rates.extras)] {
                for (at, item) in items.iter().enumerate() {
                    let key = |name: &str| format!("rates[{index}].{list}[{at}].{name}");
                    ensure(here.insert(&item.code), key("code"), "stands twice")?;
                    let meaning = (&item.name, &item.unit);
                    let first = *meanings.entry(&item.code).or_insert(meaning);
                    ensure(first == meaning, key("code"), "has another name or unit elsewhere")?;
                    check_price(item.price_fen, key("price_fen"))?;
                }
            }
        }
        Ok(())
    }

    fn check_parts(&self, pack: &Pack) -> Result<(), DataError> {
        let parameters = &pack.parameters;
        let cover = parameters.slip_months_least.value..=parameters.slip_months_most.value;
        for (index, part) in self.parts.iter().enumerate() {
            let key = |name: &str| format!("part[{index}].{name}");
            let taken = self.parts[..index].iter().any(|earlier| earlier.code == part.code);
            ensure(!taken, key("code"), "stands twice")?;
            for (at, category) in part.categories.iter().enumerate() {
                let known = pack.category(category).is_some();
                ensure(known, key(&format!("categories[{at}]")), "is no category")?;
            }
            ensure(part.class != PartClass::Unknown, key("class"), "must be known")?;
            check_price(part.price_fen, key("price_fen"))?;
            if let Some(months) = part.cover_months {
                within(cover.clone(), months, key("cover_months"))?;
            }
        }
        Ok(())
    }
}

fn check_price(price: Money, key: String) -> Result<(), DataError> {
    within(0..=Money::MAX_SUM.fen(), price.fen(), key)
}

impl Dated for Tariff {
    fn version(&self) -> &str {
        &self.version
    }

    fn effective_from(&self) -> Date {
        self.effective_from
    }
}
