//! The calculation: which rows a bill has, which of them are charged, and the clause that waives
//! the others.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Serialize;
use ts_rs::TS;

use super::{FeeCase, LineKind, Outcome, Service};
use crate::clause::Clause;
use crate::input::{InputCode, InputError};
use crate::money::{Money, Quantity};
use crate::policy::Pack;
use crate::warranty::{Charge, Cover};

/// A bill or a quote. All amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Bill {
    /// The id of the case.
    pub id: Option<String>,
    /// The rows, charged or waived, in the order in which they are printed.
    pub rows: Vec<Row>,
    /// The sum of what is charged.
    pub charged_fen: Money,
    /// The discount that counts: none when nothing is charged.
    pub discount_fen: Money,
    /// What the customer owes in all.
    pub total_fen: Money,
    /// Payments so far.
    pub paid_fen: Money,
    /// What is still to be paid.
    pub due_fen: Money,
    /// What is to be paid back.
    pub refund_fen: Money,
    /// What the manufacturer owes the service point for what it promised (E13, B8).
    pub manufacturer_fen: Money,
}

/// One row of a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Row {
    /// The line's own id, or `visit`, `inspection`, `empty_trip`, `freight_in`, `freight_out`.
    pub id: String,
    /// What it would cost.
    pub full_fen: Money,
    /// What is charged.
    pub charged_fen: Money,
    /// The clause that waives it; none when it is charged.
    pub clause: Option<Clause>,
}

impl Row {
    fn new(id: &str, full_fen: Money, waived_by: Option<Clause>) -> Row {
        let charged_fen = if waived_by.is_some() { Money::ZERO } else { full_fen };
        Row { id: id.to_owned(), full_fen, charged_fen, clause: waived_by }
    }
}

/// Calculates a bill, or a quote, which is the same calculation frozen. The pack is the one in
/// force at intake.
///
/// # Errors
/// [`InputError`] names the member that no bill can be made from; `total` for sums beyond
/// [`Money::MAX_SUM`].
pub fn bill(pack: &Pack, case: &FeeCase) -> Result<Bill, InputError> {
    let ticket = Ticket::of(case)?;
    let rows = rows(pack, case, &ticket)?;

    let fits = |sum: Option<Money>| {
        sum.filter(|sum| *sum <= Money::MAX_SUM)
            .ok_or_else(|| InputError::new(InputCode::OutOfRange, "total"))
    };
    fits(Money::checked_sum(rows.iter().map(|row| row.full_fen)))?;
    let charged_fen = fits(Money::checked_sum(rows.iter().map(|row| row.charged_fen)))?;
    let promised = |row: &&Row| matches!(row.clause, Some(Clause::E13 | Clause::B8));
    let manufacturer_fen =
        fits(Money::checked_sum(rows.iter().filter(promised).map(|row| row.full_fen)))?;

    let discount_fen = if charged_fen == Money::ZERO { Money::ZERO } else { case.discount_fen };
    let total_fen = charged_fen
        .checked_sub(discount_fen)
        .filter(|total| !total.is_negative())
        .ok_or_else(|| InputError::new(InputCode::OutOfRange, "discount_fen"))?;
    let owed = total_fen
        .checked_sub(case.paid_fen)
        .ok_or_else(|| InputError::new(InputCode::OutOfRange, "paid_fen"))?;
    let overpaid = case
        .paid_fen
        .checked_sub(total_fen)
        .ok_or_else(|| InputError::new(InputCode::OutOfRange, "paid_fen"))?;
    Ok(Bill {
        id: case.id.clone(),
        rows,
        charged_fen,
        discount_fen,
        total_fen,
        paid_fen: case.paid_fen,
        due_fen: owed.max(Money::ZERO),
        refund_fen: overpaid.max(Money::ZERO),
        manufacturer_fen,
    })
}

/// The rows in the order in which they are printed (decisions.md §4).
fn rows(pack: &Pack, case: &FeeCase, ticket: &Ticket) -> Result<Vec<Row>, InputError> {
    let mut rows = Vec::with_capacity(ticket.lines.len() + 3);
    for line in &ticket.lines {
        rows.push(Row::new(line.id, line.full_fen, ticket.line_waived_by(line)));
    }
    if ticket.service.is_onsite() && case.visit_fen > Money::ZERO {
        rows.push(Row::new("visit", case.visit_fen, ticket.visit_waived_by()));
    }
    if ticket.outcome == Outcome::QuoteRefused {
        let waived_by = ticket.first_free_line();
        let fee = inspection_fee(pack, case, ticket, waived_by.is_some())?;
        rows.push(Row::new("inspection", fee, waived_by));
    }
    if ticket.outcome == Outcome::CancelledAfterDeparture {
        let fee = case.empty_trip_fen.unwrap_or(pack.parameters.empty_trip_fen.value);
        let waived_by = (!case.empty_trip_disclosed).then_some(Clause::E5);
        rows.push(Row::new("empty_trip", fee, waived_by));
    }
    if ticket.service == Service::MailIn {
        let freight = [("freight_in", case.freight_in_fen), ("freight_out", case.freight_out_fen)];
        for (id, fee) in freight.into_iter().filter(|(_, fee)| *fee > Money::ZERO) {
            rows.push(Row::new(id, fee, ticket.freight_waived_by()));
        }
    }
    Ok(rows)
}

/// E4: the agreed fee, else the usual one in town, nothing at the counter; farther out a fee has
/// to be agreed before it can be charged.
fn inspection_fee(
    pack: &Pack,
    case: &FeeCase,
    ticket: &Ticket,
    is_waived: bool,
) -> Result<Money, InputError> {
    match (case.inspection_fen, ticket.service) {
        (Some(agreed), _) => Ok(agreed),
        (None, Service::OnsiteTown) => Ok(pack.parameters.inspection_town_fen.value),
        (None, Service::WalkIn | Service::MailIn) => Ok(Money::ZERO),
        (None, Service::OnsiteFar) if is_waived => Ok(Money::ZERO),
        (None, Service::OnsiteFar) => Err(InputError::new(InputCode::Missing, "inspection_fen")),
    }
}

/// A ticket whose members make sense.
struct Ticket<'a> {
    service: Service,
    outcome: Outcome,
    lines: Vec<PricedLine<'a>>,
}

/// A line with its amount.
struct PricedLine<'a> {
    id: &'a str,
    kind: LineKind,
    full_fen: Money,
    /// Of a labour or part line its own, of an extra that of the line that it belongs to.
    cover: Cover,
}

impl<'a> Ticket<'a> {
    /// Refuses what no bill can be made from, naming the member (decisions.md §4).
    fn of(case: &'a FeeCase) -> Result<Ticket<'a>, InputError> {
        let missing = |field| InputError::new(InputCode::Missing, field);
        let service = case.service.ok_or_else(|| missing("service"))?;
        let outcome = case.outcome.ok_or_else(|| missing("outcome"))?;
        if outcome == Outcome::CancelledAfterDeparture && !service.is_onsite() {
            return Err(InputError::new(InputCode::Contradicts, "outcome"));
        }
        let amounts = [
            (Some(case.visit_fen), "visit_fen"),
            (case.inspection_fen, "inspection_fen"),
            (case.empty_trip_fen, "empty_trip_fen"),
            (Some(case.freight_in_fen), "freight_in_fen"),
            (Some(case.freight_out_fen), "freight_out_fen"),
            (Some(case.paid_fen), "paid_fen"),
            (Some(case.discount_fen), "discount_fen"),
        ];
        for (amount, field) in amounts {
            if amount.is_some_and(Money::is_negative) {
                return Err(InputError::new(InputCode::OutOfRange, field));
            }
        }
        Ok(Ticket { service, outcome, lines: priced_lines(case)? })
    }

    /// The clause that waives a line of the ticket; none when it is charged.
    fn line_waived_by(&self, line: &PricedLine) -> Option<Clause> {
        if self.outcome != Outcome::Repaired {
            return self.all_waived_by();
        }
        let (labour, parts, _) = line.cover.charges();
        let charge = if line.kind == LineKind::Part { parts } else { labour };
        if charge == Charge::Free { line.cover.waiver() } else { None }
    }

    /// E2: the visit is charged when no line makes it free.
    fn visit_waived_by(&self) -> Option<Clause> {
        if self.outcome != Outcome::Repaired {
            return self.all_waived_by();
        }
        self.own_covers().find(|cover| cover.charges().2 == Charge::Free).and_then(Cover::waiver)
    }

    /// E8: freight is the customer's unless a line is in cover.
    fn freight_waived_by(&self) -> Option<Clause> {
        let covered = |cover| !matches!(cover, Cover::None | Cover::Unproven | Cover::Lifetime);
        match self.outcome {
            Outcome::Repaired | Outcome::QuoteRefused => {
                self.own_covers().any(covered).then_some(Clause::E8)
            }
            _ => self.all_waived_by(),
        }
    }

    /// The waiver of the first line whose labour is free, which frees the inspection too (E4).
    fn first_free_line(&self) -> Option<Clause> {
        self.own_covers().find(|cover| cover.charges().0 == Charge::Free).and_then(Cover::waiver)
    }

    /// The clause that waives whatever an outcome does not charge.
    fn all_waived_by(&self) -> Option<Clause> {
        match self.outcome {
            Outcome::Repaired => None,
            Outcome::QuoteRefused => Some(Clause::E4),
            Outcome::CancelledBeforeDeparture | Outcome::CancelledAfterDeparture => {
                Some(Clause::E5)
            }
            Outcome::FailedByUs => Some(Clause::E6),
            Outcome::NotRepairable => Some(Clause::E7),
        }
    }

    /// The covers of labour and part lines, in order.
    fn own_covers(&self) -> impl Iterator<Item = Cover> {
        self.lines.iter().filter(|line| line.kind != LineKind::Extra).map(|line| line.cover)
    }
}

fn priced_lines(case: &FeeCase) -> Result<Vec<PricedLine<'_>>, InputError> {
    // The cover of each labour and part line by its id; an extra is there without one.
    let mut covers: HashMap<&str, Option<Cover>> = HashMap::with_capacity(case.lines.len());
    let mut lines = Vec::with_capacity(case.lines.len());
    for (index, line) in case.lines.iter().enumerate() {
        let refuse = |code, member| InputError::new(code, format!("lines[{index}].{member}"));
        let missing = |member| refuse(InputCode::Missing, member);
        let id = line.id.as_deref().ok_or_else(|| missing("id"))?;
        let kind = line.kind.ok_or_else(|| missing("kind"))?;
        let unit = line.unit_fen.ok_or_else(|| missing("unit_fen"))?;
        if unit.is_negative() {
            return Err(refuse(InputCode::OutOfRange, "unit_fen"));
        }
        let quantity: Quantity = line
            .qty
            .as_deref()
            .ok_or_else(|| missing("qty"))?
            .parse()
            .map_err(|_| refuse(InputCode::Invalid, "qty"))?;
        if !quantity.is_positive() {
            return Err(refuse(InputCode::OutOfRange, "qty"));
        }
        let full_fen =
            unit.times(quantity).ok_or_else(|| InputError::new(InputCode::OutOfRange, "total"))?;
        let own_cover = match kind {
            LineKind::Extra => None,
            LineKind::Labour | LineKind::Part => Some(own_cover(line.verdict.as_ref(), index)?),
        };
        match covers.entry(id) {
            Entry::Occupied(_) => return Err(refuse(InputCode::Duplicate, "id")),
            Entry::Vacant(place) => place.insert(own_cover),
        };
        lines.push(PricedLine { id, kind, full_fen, cover: own_cover.unwrap_or(Cover::None) });
    }
    // An extra may stand before its line.
    for (index, line) in case.lines.iter().enumerate() {
        if lines[index].kind != LineKind::Extra {
            continue;
        }
        let refuse = |code| InputError::new(code, format!("lines[{index}].belongs_to"));
        let owner = line.belongs_to.as_deref().ok_or_else(|| refuse(InputCode::Missing))?;
        lines[index].cover =
            covers.get(owner).copied().flatten().ok_or_else(|| refuse(InputCode::NoSuchLine))?;
    }
    Ok(lines)
}

/// The cover of a labour or part line, whose verdict must say what the cover says.
fn own_cover(verdict: Option<&super::LineVerdict>, index: usize) -> Result<Cover, InputError> {
    let refuse = |code, member| InputError::new(code, format!("lines[{index}].verdict{member}"));
    let verdict = verdict.ok_or_else(|| refuse(InputCode::Missing, ""))?;
    let cover = verdict.cover.ok_or_else(|| refuse(InputCode::Missing, ".cover"))?;
    let (labour, parts, visit) = cover.charges();
    let said = [&verdict.labour, &verdict.parts, &verdict.visit];
    let agrees = said
        .into_iter()
        .zip([labour, parts, visit])
        .all(|(said, follows)| said.as_deref() == Some(follows.as_str()));
    if agrees { Ok(cover) } else { Err(refuse(InputCode::Contradicts, "")) }
}
