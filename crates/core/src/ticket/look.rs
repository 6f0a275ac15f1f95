//! A glance at a ticket while it is being typed: the verdict and the money, before anything is kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clause::Clause;
use crate::fee::{Bill, LineKind, Outcome, Row, Service};
use crate::id::TicketId;
use crate::input::{InputCode, InputError};
use crate::money::Money;
use crate::tariff::{Item, Tariff};
use crate::warranty::{self, Cause, Cover, PartClass, Question, Verdict};

use super::{
    Context, Dossier, Earlier, IntakeInput, Kind, Parties, Quote, QuoteLine, QuoteLineInput,
    Refusal,
};

/// The line of [`to_be_chosen`].
const TO_BE_CHOSEN: &str = "to_be_chosen";

/// Work, a part or an extra that the clerk has chosen for the estimate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LookItem {
    /// Its code in the price list. Required.
    pub code: String,
    /// How many, as a decimal; 1 when absent.
    pub qty: Option<String>,
}

/// What the verdict card shows. All amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct IntakeLook {
    /// The verdict on the fault of the main appliance, with what would change it; none while the
    /// category is not known, and where nothing is decided (no repair).
    pub verdict: Option<Verdict>,
    /// Earlier work that is still in cover.
    pub guard: Vec<Earlier>,
    /// What the price list has for the category and the service.
    pub offered: Offered,
    /// The estimate under this verdict: the items, then the visit. Work that is still to be chosen
    /// frees the visit as it will when it is (E2).
    pub rows: Vec<LookRow>,
    /// What it comes to.
    pub total_fen: Money,
    /// The bill of the most that it can cost (最高可能) when an exclusion is found: repaired, or
    /// given up after the quote, or cancelled on the way, whichever is the most.
    pub most_rows: Vec<LookRow>,
    /// What that comes to.
    pub most_fen: Money,
    /// The exclusions that would make it cost the most; empty when none would change anything.
    pub most_why: Vec<Clause>,
    /// No item is chosen: labour and parts come on top of both sums.
    pub without_items: bool,
    /// The inspection fee, charged when the customer does not have it repaired (E4) and it is not
    /// in cover; none where it has yet to be agreed.
    pub inspection_fen: Option<Money>,
    /// The fee for cancelling on the way, when it was told (E5); none where nobody sets out.
    pub empty_trip_fen: Option<Money>,
    /// The visit fee of the price list, 0 where nobody sets out; none where it has to be agreed.
    pub visit_fen: Option<Money>,
    /// The version of the price list.
    pub tariff_version: String,
    /// The prices are examples, not the point's own.
    pub example_tariff: bool,
}

/// What the price list has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Offered {
    /// Work.
    pub labour: Vec<OfferedItem>,
    /// Parts that fit.
    pub parts: Vec<OfferedItem>,
    /// Extras.
    pub extras: Vec<OfferedItem>,
}

/// A priced item to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct OfferedItem {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What one of it is.
    pub unit: String,
    /// The price of one, in 分.
    pub price_fen: Money,
    /// Of a part its class.
    pub class: Option<PartClass>,
}

/// A row of an estimate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct LookRow {
    /// `q1`, `q2`, … of the items in their order, or `visit`, `inspection`, `empty_trip`.
    pub id: String,
    /// The name of the item; empty for the others.
    pub name: String,
    /// What it would cost.
    pub full_fen: Money,
    /// What is charged.
    pub charged_fen: Money,
    /// The clause that waives it.
    pub clause: Option<Clause>,
}

impl Offered {
    fn kind_of(&self, code: &str) -> Option<LineKind> {
        let lists = [
            (LineKind::Labour, &self.labour),
            (LineKind::Part, &self.parts),
            (LineKind::Extra, &self.extras),
        ];
        let has = |list: &Vec<OfferedItem>| list.iter().any(|item| item.code == code);
        lists.into_iter().find(|(_, list)| has(list)).map(|(kind, _)| kind)
    }

    fn of(tariff: &Tariff, category: &str, service: Service) -> Offered {
        let item = |item: &Item| OfferedItem {
            code: item.code.clone(),
            name: item.name.clone(),
            unit: item.unit.clone(),
            price_fen: item.price_fen,
            class: None,
        };
        let rates = tariff.rates(category, service);
        let all = |items: fn(&crate::tariff::Rates) -> &Vec<Item>| {
            rates.map(|rates| items(rates).iter().map(item).collect()).unwrap_or_default()
        };
        let fitting = tariff.parts.iter().filter(|part| part.fits(category));
        Offered {
            labour: all(|rates| &rates.labour),
            parts: fitting
                .map(|part| OfferedItem { class: Some(part.class), ..item(&part.as_item()) })
                .collect(),
            extras: all(|rates| &rates.extras),
        }
    }
}

impl Dossier {
    /// The ticket that would be taken in, of a form that may be half filled: name, phone and
    /// complaint may be missing, and so may the category, without which there is no fault line.
    /// Nothing of it is to be kept.
    ///
    /// # Errors
    /// What [`Dossier::take_in`] would refuse however the form is finished.
    pub fn sketch(
        context: &Context,
        id: TicketId,
        input: IntakeInput,
        parties: Parties,
    ) -> Result<Dossier, Refusal> {
        let fault = input.fault.clone().unwrap_or_default();
        let kind = input.kind.unwrap_or(Kind::Repair);
        let mut dossier = Dossier::registered(context, id, kind, input, parties)?;
        // The dates of an appliance have to make sense whatever it turns out to be.
        let stand_in = &context.rules.policy.in_force(context.now.date()).categories[0].code;
        let mut unknown = Vec::new();
        for (index, appliance) in dossier.appliances.iter_mut().enumerate() {
            if appliance.facts.category.is_none() {
                appliance.facts.category = Some(stand_in.clone());
                unknown.push(index);
            }
        }
        dossier.first_lines(context, fault)?;
        for index in unknown {
            let appliance = &mut dossier.appliances[index];
            appliance.facts.category = None;
            dossier.ticket.lines.retain(|line| line.appliance != appliance.id);
        }
        Ok(dossier)
    }

    /// The verdict and the money of a sketch, with what the clerk has chosen to be done. Without a
    /// category there is no price list to choose from, and the items count for nothing.
    ///
    /// # Errors
    /// Names the member at fault: `items[0].code`, `visit_fen`.
    pub fn look(
        &self,
        context: &Context,
        items: &[LookItem],
        agreed_visit_fen: Option<Money>,
        guard: Vec<Earlier>,
    ) -> Result<IntakeLook, Refusal> {
        let tariff = context.tariffs.in_force(self.ticket.created_at.date());
        let mut look = IntakeLook {
            verdict: self.look_verdict(context)?,
            guard,
            offered: Offered::default(),
            rows: Vec::new(),
            total_fen: Money::ZERO,
            most_rows: Vec::new(),
            most_fen: Money::ZERO,
            most_why: Vec::new(),
            without_items: true,
            inspection_fen: None,
            empty_trip_fen: None,
            visit_fen: None,
            tariff_version: tariff.version.clone(),
            example_tariff: tariff.example,
        };
        if !self.ticket.kind.is_work() {
            return Ok(look);
        }
        let main = self.appliances.first();
        let items = match main.and_then(|main| main.facts.category.as_deref()) {
            Some(category) => {
                look.offered = Offered::of(tariff, category, self.ticket.service);
                items
            }
            None => &[],
        };
        look.without_items = items.is_empty();
        look.visit_fen = self.listed_visit(tariff);
        let quote = self.look_quote(context, tariff, &look.offered, items, agreed_visit_fen)?;
        let rows = |bill: Bill| {
            let row = |row: Row| {
                let line = quote.lines.iter().find(|line| line.id == row.id);
                let name = line.map(|line| line.name.clone()).unwrap_or_default();
                let Row { id, full_fen, charged_fen, clause } = row;
                LookRow { id, name, full_fen, charged_fen, clause }
            };
            bill.rows.into_iter().filter(|row| row.id != TO_BE_CHOSEN).map(row).collect()
        };
        let estimate = self.estimate(context, &quote, Outcome::Repaired)?;
        look.total_fen = estimate.total_fen;
        look.rows = rows(estimate);

        let excluded = self.excluded();
        let mut most = excluded.estimate(context, &quote, Outcome::Repaired)?;
        let disclosed = &self.ticket.intake.disclosed;
        // Out of town nobody knows the inspection fee before it was agreed.
        if self.ticket.service != Service::OnsiteFar || disclosed.inspection_fen.is_some() {
            let refused = excluded.estimate(context, &quote, Outcome::QuoteRefused)?;
            look.inspection_fen = full(&refused, "inspection");
            most = dearer(most, refused);
        }
        if self.ticket.service.is_onsite() {
            let cancelled = excluded.estimate(context, &quote, Outcome::CancelledAfterDeparture)?;
            look.empty_trip_fen = full(&cancelled, "empty_trip");
            most = dearer(most, cancelled);
        }
        look.most_fen = most.total_fen;
        look.most_rows = rows(most);
        if look.most_fen > look.total_fen {
            look.most_why = look.verdict.as_ref().map(exclusions).unwrap_or_default();
        }
        Ok(look)
    }

    /// The verdict on the main appliance, with what would change it.
    fn look_verdict(&self, context: &Context) -> Result<Option<Verdict>, Refusal> {
        let main = self.appliances.first();
        let Some(line) =
            main.and_then(|main| self.ticket.lines.iter().find(|line| line.appliance == main.id))
        else {
            return Ok(None);
        };
        let (case, _) = self.case(context, 0, &line.fault())?;
        Ok(Some(warranty::explain(context.rules, &case)?))
    }

    /// What was chosen, as it would be quoted for the main appliance's fault. An extra belongs to
    /// the first work or part.
    fn look_quote(
        &self,
        context: &Context,
        tariff: &Tariff,
        offered: &Offered,
        items: &[LookItem],
        agreed_visit_fen: Option<Money>,
    ) -> Result<Quote, Refusal> {
        let fault = self.ticket.lines.first().map(|line| line.id.clone());
        let mut lines: Vec<QuoteLine> = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let refuse = |code| Refusal::input(code, format!("items[{index}].code"));
            let kind = offered.kind_of(&item.code).ok_or_else(|| refuse(InputCode::Invalid))?;
            let typed = QuoteLineInput {
                kind: Some(kind),
                fault: fault.clone(),
                code: Some(item.code.clone()),
                qty: item.qty.clone(),
                ..QuoteLineInput::default()
            };
            lines.push(self.quote_line(tariff, index, &typed)?);
        }
        let owner = lines.iter().find(|line| line.kind != LineKind::Extra);
        let owner = owner.map(|line| line.id.clone());
        for (index, line) in lines.iter_mut().enumerate() {
            if line.kind == LineKind::Extra {
                let field = format!("items[{index}].code");
                let none = || Refusal::input(InputCode::NoSuchLine, field);
                line.belongs_to = Some(owner.clone().ok_or_else(none)?);
            }
        }
        if lines.is_empty() && fault.is_some() {
            lines.push(to_be_chosen(fault));
        }
        let visit_fen = match self.visit_fee(tariff, &lines, agreed_visit_fen) {
            Ok((fee, _)) => fee,
            // It is still to be agreed.
            Err(Refusal::Input(error)) if error.code == InputCode::Missing => Money::ZERO,
            Err(refusal) => return Err(refusal),
        };
        Ok(Quote {
            version: 1,
            at: context.now,
            by: context.actor.to_owned(),
            findings: self.ticket.course.findings,
            policy_version: self.pack(context).version.clone(),
            tariff_version: tariff.version.clone(),
            lines,
            visit_fen,
            inspection_fen: None,
            freight_in_fen: Money::ZERO,
            freight_out_fen: Money::ZERO,
            discount_fen: Money::ZERO,
            approval: None,
            total_fen: Money::ZERO,
        })
    }

    fn estimate(
        &self,
        context: &Context,
        quote: &Quote,
        outcome: Outcome,
    ) -> Result<Bill, Refusal> {
        let every: Vec<String> = quote.lines.iter().map(|line| line.id.clone()).collect();
        let bill = self.calculate(context, Some(quote), outcome, &every, Money::ZERO);
        bill.map_err(|refusal| match refusal {
            Refusal::Input(error) => Refusal::Input(at_item(error)),
            refusal => refusal,
        })
    }

    /// The same ticket with nothing in cover.
    fn excluded(&self) -> Dossier {
        let mut excluded = self.clone();
        for line in &mut excluded.ticket.lines {
            line.verdict.cover = Cover::None;
        }
        excluded
    }
}

/// The work that nobody has chosen yet: what the verdict frees besides it, it frees already.
fn to_be_chosen(fault: Option<String>) -> QuoteLine {
    QuoteLine {
        id: TO_BE_CHOSEN.to_owned(),
        kind: LineKind::Labour,
        fault,
        belongs_to: None,
        code: None,
        name: String::new(),
        unit: String::new(),
        unit_fen: Money::ZERO,
        list_fen: None,
        qty: "1".to_owned(),
    }
}

/// The items stand in the order of the quote's lines.
fn at_item(error: InputError) -> InputError {
    match error.field.strip_prefix("lines").map(|rest| format!("items{rest}")) {
        Some(field) => error.at(field),
        None => error,
    }
}

fn full(bill: &Bill, id: &str) -> Option<Money> {
    bill.rows.iter().find(|row| row.id == id).map(|row| row.full_fen)
}

fn dearer(one: Bill, other: Bill) -> Bill {
    if other.total_fen > one.total_fen { other } else { one }
}

/// The clauses of the causes that would exclude what the verdict covers.
fn exclusions(verdict: &Verdict) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for change in verdict.would_change.iter().flatten() {
        let cause = Cause::ALL.iter().find(|cause| cause.as_str() == change.to);
        let is_cause = change.field == Question::Cause && change.cover == Cover::None;
        let clause = cause.filter(|_| is_cause).and_then(|cause| cause.excluded_by());
        clauses.extend(clause.filter(|clause| !clauses.contains(clause)));
    }
    clauses
}
