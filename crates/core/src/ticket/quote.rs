//! Telling the price and agreeing to it (E1, E10–E12).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fee::{LineKind, Outcome, Service};
use crate::input::InputCode;
use crate::money::Money;
use crate::party::Phone;
use crate::tariff::{Item, Tariff};
use crate::text;
use crate::warranty::Charge;

use super::{
    Consent, ConsentHow, Context, Dossier, Quote, QuoteLine, Refusal, Rule, State, Ticket,
};

/// A quote as it is typed. What the tariff says need not be.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct QuoteInput {
    /// Work, parts and extras. Required.
    pub lines: Vec<QuoteLineInput>,
    /// The visit fee in 分; the tariff's when absent. Required where the tariff leaves it to be
    /// agreed and no line makes the visit free (E3).
    pub visit_fen: Option<Money>,
    /// The inspection fee agreed in case the customer gives up, in 分.
    pub inspection_fen: Option<Money>,
    /// Freight to the point, in 分.
    pub freight_in_fen: Money,
    /// Freight back, in 分.
    pub freight_out_fen: Money,
    /// The discount in 分 (E15).
    pub discount_fen: Money,
    /// Why another price or a discount. Required with these.
    pub reason: Option<String>,
}

/// A line as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct QuoteLineInput {
    /// Work, a part or an extra. Required.
    pub kind: Option<LineKind>,
    /// The fault it is for: `f1`; the only one when there is one.
    pub fault: Option<String>,
    /// The line that an extra belongs to, counted from 1: `q1`; the first when absent.
    pub belongs_to: Option<String>,
    /// The code in the tariff. Required, or else name and price.
    pub code: Option<String>,
    /// The name of what the tariff does not have.
    pub name: Option<String>,
    /// What one of it is.
    pub unit: Option<String>,
    /// Another price of one than the tariff's, in 分; takes a reason and an approver.
    pub unit_fen: Option<Money>,
    /// How many, as a decimal; 1 when absent.
    pub qty: Option<String>,
}

/// A consent as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ConsentInput {
    /// Who consents; the customer when absent.
    pub person: Option<String>,
    /// How. Required.
    pub how: Option<ConsentHow>,
    /// The number that was called. Required by phone.
    pub called: Option<String>,
    /// The version of the quote; the one in force when absent.
    pub version: Option<u32>,
}

impl Ticket {
    /// The quote in force: the last one, while the faults are those that it was made for.
    pub fn quote_in_force(&self) -> Option<&Quote> {
        self.quotes.last().filter(|quote| quote.findings == self.course.findings)
    }

    /// The last quote that the customer consented to, on which work stands that was begun, whatever
    /// was found or quoted since.
    pub fn worked_quote(&self) -> Option<&Quote> {
        let consented = |quote: &&Quote| {
            self.consents.iter().any(|consent| consent.quote_version == quote.version)
        };
        self.quotes.iter().rev().find(consented)
    }

    /// The quote in force, when the customer has consented to it (E10).
    pub fn agreed_quote(&self) -> Option<&Quote> {
        let quote = self.quote_in_force()?;
        self.consents.iter().any(|consent| consent.quote_version == quote.version).then_some(quote)
    }
}

impl Dossier {
    pub(super) fn quote(&mut self, context: &Context, input: QuoteInput) -> Result<(), Refusal> {
        if input.lines.is_empty() {
            return Err(Refusal::input(InputCode::Missing, "lines"));
        }
        // The appliance's record may have been put right elsewhere since the inspection.
        self.decide_again(context)?;
        if self.ticket.lines.iter().any(|line| line.verdict.provisional) {
            return Err(Refusal::rule(&self.ticket, Rule::Provisional, "lines"));
        }
        let tariff = context.tariffs.in_force(self.ticket.created_at.date());
        let mut lines: Vec<QuoteLine> = Vec::with_capacity(input.lines.len());
        let mut takes_approval = false;
        for (index, typed) in input.lines.iter().enumerate() {
            let line = self.quote_line(tariff, index, typed)?;
            takes_approval |= line.list_fen != Some(line.unit_fen);
            lines.push(line);
        }
        for (index, line) in lines.iter().enumerate() {
            let is_owner = |owner: &String| {
                lines.iter().any(|other| other.id == *owner && other.kind != LineKind::Extra)
            };
            if line.belongs_to.as_ref().is_some_and(|owner| !is_owner(owner)) {
                let field = format!("lines[{index}].belongs_to");
                return Err(Refusal::input(InputCode::NoSuchLine, field));
            }
        }
        let (visit_fen, is_listed) = self.visit_fee(tariff, &lines, input.visit_fen)?;
        takes_approval |= !is_listed || self.is_another_inspection_fee(context, &input);
        let mut quote = Quote {
            version: self.ticket.quotes.len() as u32 + 1,
            at: context.now,
            by: context.actor.to_owned(),
            findings: self.ticket.course.findings,
            policy_version: self.pack(context).version.clone(),
            tariff_version: tariff.version.clone(),
            lines,
            visit_fen,
            inspection_fen: input.inspection_fen,
            freight_in_fen: input.freight_in_fen,
            freight_out_fen: input.freight_out_fen,
            discount_fen: input.discount_fen,
            approval: None,
            total_fen: Money::ZERO,
        };
        let every: Vec<String> = quote.lines.iter().map(|line| line.id.clone()).collect();
        let bill =
            self.calculate(context, Some(&quote), Outcome::Repaired, &every, quote.discount_fen)?;
        quote.total_fen = bill.total_fen;
        takes_approval |= !self.rounds_down(context, quote.discount_fen, quote.total_fen);
        if takes_approval {
            quote.approval = Some(context.approval(&self.ticket, input.reason.as_deref())?);
        }
        self.ticket.quotes.push(quote);
        self.ticket.state = State::Quoted;
        Ok(())
    }

    pub(super) fn quote_line(
        &self,
        tariff: &Tariff,
        index: usize,
        typed: &QuoteLineInput,
    ) -> Result<QuoteLine, Refusal> {
        let field = |member: &str| format!("lines[{index}].{member}");
        let kind = typed.kind.ok_or_else(|| Refusal::input(InputCode::Missing, field("kind")))?;
        let faults = &self.ticket.lines;
        let fault = match (kind, &typed.fault) {
            (LineKind::Extra, _) => None,
            (_, Some(id)) if faults.iter().any(|line| line.id == *id) => Some(id.clone()),
            (_, Some(_)) => return Err(Refusal::input(InputCode::NoSuchLine, field("fault"))),
            (_, None) if faults.len() == 1 => Some(faults[0].id.clone()),
            (_, None) if faults.is_empty() => None,
            (_, None) => return Err(Refusal::input(InputCode::Missing, field("fault"))),
        };
        let belongs_to = (kind == LineKind::Extra)
            .then(|| typed.belongs_to.clone().unwrap_or_else(|| "q1".to_owned()));
        let listed = match &typed.code {
            Some(code) => Some(
                self.listed(tariff, kind, code)
                    .ok_or_else(|| Refusal::input(InputCode::Invalid, field("code")))?,
            ),
            None => None,
        };
        let missing = |member: &str| Refusal::input(InputCode::Missing, field(member));
        let typed_name = match &typed.name {
            Some(name) => Some(text::required(&field("name"), name, text::SHORT)?),
            None => None,
        };
        let typed_unit = match &typed.unit {
            Some(unit) => Some(text::required(&field("unit"), unit, text::SHORT)?),
            None => None,
        };
        let (name, unit, list_fen) = match listed {
            Some(item) => (item.name, item.unit, Some(item.price_fen)),
            None => {
                // What the tariff does not have is named by hand, and says so.
                let name = typed_name.ok_or_else(|| missing("code"))?;
                (name, typed_unit.unwrap_or_else(|| "次".to_owned()), None)
            }
        };
        let unit_fen = typed.unit_fen.or(list_fen).ok_or_else(|| missing("unit_fen"))?;
        Ok(QuoteLine {
            id: format!("q{}", index + 1),
            kind,
            fault,
            belongs_to,
            code: typed.code.clone(),
            name,
            unit,
            unit_fen,
            list_fen,
            qty: typed.qty.clone().unwrap_or_else(|| "1".to_owned()),
        })
    }

    /// What the tariff has under a code for one of the ticket's appliances.
    fn listed(&self, tariff: &Tariff, kind: LineKind, code: &str) -> Option<Item> {
        if kind == LineKind::Part {
            let fits = |part: &&crate::tariff::Part| {
                let mut categories =
                    self.appliances.iter().filter_map(|known| known.facts.category.as_deref());
                categories.any(|category| part.fits(category))
            };
            return tariff.part(code).filter(fits).map(crate::tariff::Part::as_item);
        }
        let of = |category: &str| tariff.rates(category, self.ticket.service);
        let categories = self.appliances.iter().filter_map(|known| known.facts.category.as_deref());
        categories
            .filter_map(of)
            .flat_map(|rates| if kind == LineKind::Labour { &rates.labour } else { &rates.extras })
            .find(|item| item.code == code)
            .cloned()
    }

    /// The tariff's visit fee, 0 where nobody sets out; none where it is agreed each time (E3).
    pub(super) fn listed_visit(&self, tariff: &Tariff) -> Option<Money> {
        let service = self.ticket.service;
        if !service.is_onsite() {
            return Some(Money::ZERO);
        }
        let category = self.appliances.first().and_then(|main| main.facts.category.as_deref());
        let rates = category.and_then(|category| tariff.rates(category, service));
        rates.and_then(|rates| rates.visit_fen.get(&service).copied())
    }

    /// The visit fee: what was agreed, else the tariff's (E2). Where the tariff has none it must
    /// have been agreed, unless nobody has to pay it (E3). False when it is another than the
    /// tariff's.
    pub(super) fn visit_fee(
        &self,
        tariff: &Tariff,
        lines: &[QuoteLine],
        agreed: Option<Money>,
    ) -> Result<(Money, bool), Refusal> {
        let service = self.ticket.service;
        if !service.is_onsite() {
            return match agreed {
                Some(fee) if fee != Money::ZERO => {
                    Err(Refusal::input(InputCode::Contradicts, "visit_fen"))
                }
                _ => Ok((Money::ZERO, true)),
            };
        }
        let listed = self.listed_visit(tariff);
        let is_free = lines.iter().any(|line| {
            let fault =
                self.ticket.lines.iter().find(|known| Some(&known.id) == line.fault.as_ref());
            fault.is_some_and(|fault| fault.verdict.visit == Charge::Free)
        });
        match agreed.or(listed) {
            // What the tariff leaves to be agreed is no other price than the tariff's.
            Some(fee) => Ok((fee, listed.is_none_or(|listed| listed == fee))),
            None if is_free => Ok((Money::ZERO, true)),
            None => Err(Refusal::input(InputCode::Missing, "visit_fen")),
        }
    }

    /// Another inspection fee in town than the usual one, and not one told at booking (E4).
    fn is_another_inspection_fee(&self, context: &Context, input: &QuoteInput) -> bool {
        let usual = self.pack(context).parameters.inspection_town_fen.value;
        let told = self.ticket.intake.disclosed.inspection_fen;
        self.ticket.service == Service::OnsiteTown
            && input.inspection_fen.is_some_and(|fee| fee != usual && Some(fee) != told)
    }

    pub(super) fn consent(
        &mut self,
        context: &Context,
        input: ConsentInput,
    ) -> Result<(), Refusal> {
        let Some(quote) = self.ticket.quote_in_force() else {
            return Err(Refusal::rule(&self.ticket, Rule::QuoteOutdated, "version"));
        };
        let version = quote.version;
        if input.version.is_some_and(|asked| asked != version) {
            return Err(Refusal::rule(&self.ticket, Rule::QuoteOutdated, "version"));
        }
        let how = input.how.ok_or_else(|| Refusal::input(InputCode::Missing, "how"))?;
        let called = match (how, &input.called) {
            (ConsentHow::Phone, None) => return Err(Refusal::input(InputCode::Missing, "called")),
            (ConsentHow::Phone, Some(typed)) => Some(Phone::read("called", typed)?.number),
            (_, Some(_)) => return Err(Refusal::input(InputCode::Contradicts, "called")),
            (_, None) => None,
        };
        let person = match &input.person {
            Some(person) => text::required("person", person, text::SHORT)?,
            None => self.customer.name.clone(),
        };
        self.ticket.consents.push(Consent {
            quote_version: version,
            person,
            how,
            called,
            at: context.now,
            by: context.actor.to_owned(),
        });
        self.ticket.state = State::Consented;
        Ok(())
    }
}

impl Service {
    /// The unit comes to us.
    pub fn is_bench(self) -> bool {
        !self.is_onsite()
    }
}
