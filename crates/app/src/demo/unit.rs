//! An appliance by chance: what is true of it, what is told at intake and what is seen on the spot.

use desk_core::calendar::Date;
use desk_core::id::ApplianceId;
use desk_core::money::Money;
use desk_core::ticket::ApplianceInput;
use desk_core::warranty::{CardTerms, Evidence, ExtendedContract, Gas, Scope, SerialState, Usage};

use super::chance::Chance;
use super::goods::{GOODS, Goods};
use super::script::{Age, shift};

/// An appliance of somebody.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Once it is kept.
    pub id: Option<ApplianceId>,
    goods: usize,
    /// The last way of breaking.
    pub ill: Option<usize>,
    facts: ApplianceInput,
    /// Somebody has looked at it and written everything down.
    is_seen: bool,
}

impl Unit {
    pub fn goods(&self) -> &'static Goods {
        &GOODS[self.goods]
    }

    /// A unit as it is on a day. Of a new one, which is to be installed, nothing has begun.
    pub fn new(chance: &mut Chance, goods: usize, age: Age, on: Date, is_new: bool) -> Unit {
        let kind = &GOODS[goods];
        // Past every term: that of water heaters is ten years.
        let is_long = kind.code.ends_with("water_heater") && kind.code != "solar_water_heater";
        let days = match age {
            _ if is_new => chance.within(0, 12),
            Age::InTerm => chance.within(20, 330),
            Age::CoreOnly => chance.within(420, 1000),
            Age::Extended => chance.within(480, 900),
            Age::Expired | Age::Nameless if is_long => chance.within(3750, 4600),
            Age::Expired | Age::Nameless => chance.within(1250, 2700),
            Age::PastSafeLife => chance.within(8 * 366, 12 * 365),
            // More of the last years than of those before.
            Age::Any | Age::Unproven | Age::Forged | Age::Commercial => {
                chance.within(10, 4000).min(chance.within(10, 4400))
            }
        };
        let purchased = shift(on, -days);
        let number = format!("JS{}{:02}{}", kind.letters, purchased.year() % 100, chance.digits(8));
        let has_papers = chance.percent(72);
        let evidence = |is_there| if is_there { Evidence::Present } else { Evidence::Absent };
        let (least, most) = (kind.price.0 / 10, kind.price.1 / 10);
        let mut facts = ApplianceInput {
            category: Some(kind.code.to_owned()),
            model: chance.percent(80).then(|| chance.text(kind.models)),
            serial: Some(SerialState::Intact.as_str().to_owned()),
            serial_number: chance.percent(85).then_some(number),
            price_fen: chance
                .percent(30)
                .then(|| Money::from_fen(chance.within(least, most) * 1000)),
            purchased_on: Some(purchased),
            manufactured_on: chance.percent(80).then(|| shift(purchased, -chance.within(15, 220))),
            invoice: Some(evidence(has_papers)),
            card: Some(evidence(chance.percent(if has_papers { 80 } else { 30 }))),
            usage: Some(Usage::Household),
            gas: kind.burns_gas.then(|| chance.of(&[(7, Gas::Natural), (3, Gas::Lpg)])),
            proof: Some(if has_papers { "发票" } else { "铭牌照片" }.to_owned()),
            ..ApplianceInput::default()
        };
        if !is_new && chance.percent(25) {
            facts.delivered_on = Some(shift(purchased, chance.within(0, 4)));
        }
        if !is_new && kind.is_installed && chance.percent(40) {
            facts.installed_on = Some(shift(purchased, chance.within(4, 9)));
        }
        if chance.percent(4) {
            let whole = chance.of(&[(2, 24), (1, 36)]);
            let terms = CardTerms { whole_months: Some(whole), core_months: Some(72) };
            facts.card_terms = Some(terms);
        }
        age_it(chance, &mut facts, age, purchased);
        Unit { id: None, goods, ill: None, facts, is_seen: false }
    }

    /// What somebody tells on the phone or at the counter.
    pub fn told(&self, chance: &mut Chance) -> ApplianceInput {
        let facts = &self.facts;
        let mut tells = |often| chance.percent(often);
        ApplianceInput {
            category: facts.category.clone(),
            model: facts.model.clone().filter(|_| tells(60)),
            serial_number: facts.serial_number.clone().filter(|_| tells(35)),
            purchased_on: facts.purchased_on.filter(|_| tells(70)),
            invoice: facts.invoice.filter(|seen| *seen == Evidence::Present && tells(50)),
            usage: facts.usage.filter(|_| tells(50)),
            ..ApplianceInput::default()
        }
    }

    /// What is written down when somebody looks at it; nothing the second time.
    pub fn seen(&mut self) -> Option<ApplianceInput> {
        if self.is_seen {
            return None;
        }
        self.is_seen = true;
        Some(ApplianceInput { category: None, ..self.facts.clone() })
    }
}

/// Makes the facts say what the age asks for.
fn age_it(chance: &mut Chance, facts: &mut ApplianceInput, age: Age, purchased: Date) {
    let show = |facts: &mut ApplianceInput| {
        (facts.invoice, facts.card) = (Some(Evidence::Present), Some(Evidence::Present));
        facts.proof = Some("发票".to_owned());
        // Later days would begin the term anew, and the card would state another.
        (facts.card_terms, facts.delivered_on, facts.installed_on) = (None, None, None);
    };
    match age {
        Age::Any => {
            if chance.percent(3) {
                facts.serial = Some(SerialState::Illegible.as_str().to_owned());
                facts.identity_confirmed = Some(true);
            }
            if chance.percent(5) {
                let usage =
                    chance.of(&[(3, Usage::Rental), (2, Usage::Commercial), (1, Usage::Public)]);
                facts.usage = Some(usage);
            }
        }
        Age::InTerm | Age::CoreOnly | Age::Expired | Age::PastSafeLife => show(facts),
        Age::Unproven => {
            (facts.invoice, facts.card) = (Some(Evidence::Absent), Some(Evidence::Absent));
            (facts.manufactured_on, facts.proof, facts.card_terms) = (None, None, None);
        }
        Age::Extended => {
            show(facts);
            facts.extended = Some(vec![ExtendedContract {
                from: Some(purchased.plus_months(12)),
                to: Some(shift(purchased.plus_months(36), -1)),
                covers: Some(Scope::Whole),
            }]);
        }
        Age::Forged => {
            let invoice = chance.of(&[(1, Evidence::Altered), (1, Evidence::Mismatched)]);
            facts.invoice = Some(invoice);
        }
        Age::Nameless => {
            let state = chance.of(&[
                (1, SerialState::Altered),
                (1, SerialState::Removed),
                (2, SerialState::Illegible),
            ]);
            facts.serial = Some(state.as_str().to_owned());
            facts.serial_number = None;
        }
        Age::Commercial => {
            let usage = chance.of(&[
                (4, Usage::Commercial),
                (3, Usage::Rental),
                (2, Usage::Public),
                (1, Usage::Engineering),
            ]);
            facts.usage = Some(usage);
            facts.no_warranty_agreed = chance.percent(20).then_some(true);
        }
    }
}
