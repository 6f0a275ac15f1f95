//! The bill of a ticket, from its quote, its verdicts and its outcome (decisions.md §4).

use crate::fee::{self, Bill, FeeCase, LineKind, LineVerdict, Outcome};
use crate::money::Money;
use crate::warranty::{Charge, Cover};

use super::{BillRow, Context, Discount, Dossier, Quote, QuoteLine, Refusal, Ticket, TicketBill};

impl TicketBill {
    /// The sum of what is charged less the discounts.
    pub fn total(&self) -> Money {
        let sum = |amounts: &mut dyn Iterator<Item = Money>| {
            Money::checked_sum(amounts).expect("sums were checked when the bill was made")
        };
        let charged = sum(&mut self.rows.iter().map(|row| row.charged_fen));
        let discounts = sum(&mut self.discounts.iter().map(|discount| discount.amount_fen));
        charged.checked_sub(discounts).expect("discounts were checked when they were given")
    }
}

impl Ticket {
    /// The bill that counts.
    pub fn bill(&self) -> Option<&TicketBill> {
        self.bills.last()
    }

    /// What the customer owes in all: by the bill, before there is one by the quote.
    pub fn total(&self) -> Money {
        match (self.bill(), self.quotes.last()) {
            (Some(bill), _) => bill.total(),
            (None, Some(quote)) => quote.total_fen,
            (None, None) => Money::ZERO,
        }
    }

    /// What was paid, less what was paid back.
    pub fn paid(&self) -> Money {
        Money::checked_sum(self.payments.iter().map(|payment| payment.amount_fen))
            .expect("sums were checked when they were paid")
    }

    /// What is still to be paid.
    pub fn due(&self) -> Money {
        self.balance().max(Money::ZERO)
    }

    /// What is to be paid back.
    pub fn refund_due(&self) -> Money {
        Money::from_fen(-self.balance().fen()).max(Money::ZERO)
    }

    /// Owed by the customer above zero, by us below.
    pub fn balance(&self) -> Money {
        Money::from_fen(self.total().fen() - self.paid().fen())
    }
}

impl Dossier {
    /// Calculates what a quote comes to with an outcome, when these of its lines were done.
    pub(super) fn calculate(
        &self,
        context: &Context,
        quote: Option<&Quote>,
        outcome: Outcome,
        done: &[String],
        discount_fen: Money,
    ) -> Result<Bill, Refusal> {
        let ticket = &self.ticket;
        let disclosed = &ticket.intake.disclosed;
        let counts = |line: &&QuoteLine| {
            let id = line.belongs_to.as_ref().unwrap_or(&line.id);
            outcome != Outcome::Repaired || (done.contains(&line.id) && done.contains(id))
        };
        let lines = quote.map(|quote| quote.lines.iter().filter(counts)).into_iter().flatten();
        let fen = |amount: fn(&Quote) -> Money| quote.map_or(Money::ZERO, amount);
        let case = FeeCase {
            id: None,
            service: Some(ticket.service),
            outcome: Some(outcome),
            lines: lines.map(|line| self.fee_line(line)).collect(),
            visit_fen: fen(|quote| quote.visit_fen),
            inspection_fen: quote
                .and_then(|quote| quote.inspection_fen)
                .or(disclosed.inspection_fen),
            empty_trip_fen: disclosed.empty_trip_fen,
            empty_trip_disclosed: disclosed.empty_trip,
            freight_in_fen: fen(|quote| quote.freight_in_fen),
            freight_out_fen: fen(|quote| quote.freight_out_fen),
            paid_fen: Money::ZERO,
            discount_fen,
        };
        Ok(fee::bill(self.pack(context), &case)?)
    }

    fn fee_line(&self, line: &QuoteLine) -> fee::Line {
        let fault = self.ticket.lines.iter().find(|known| Some(&known.id) == line.fault.as_ref());
        let cover = fault.map_or(Cover::None, |fault| fault.verdict.cover);
        let (labour, parts, visit) = cover.charges();
        let said = |charge: Charge| Some(charge.as_str().to_owned());
        fee::Line {
            id: Some(line.id.clone()),
            kind: Some(line.kind),
            unit_fen: Some(line.unit_fen),
            qty: Some(line.qty.clone()),
            verdict: (line.kind != LineKind::Extra).then(|| LineVerdict {
                cover: Some(cover),
                labour: said(labour),
                parts: said(parts),
                visit: said(visit),
            }),
            belongs_to: line.belongs_to.clone(),
        }
    }

    /// Makes the bill of an outcome and keeps it. The discount of the quote goes with it as far as
    /// there is anything to discount.
    pub(super) fn make_bill(
        &mut self,
        context: &Context,
        outcome: Outcome,
        done: &[String],
    ) -> Result<(), Refusal> {
        // An outcome that a raised quote led to still shows what was agreed before.
        let quote = match outcome {
            Outcome::Repaired => self.ticket.worked_quote(),
            _ => self.ticket.quotes.last(),
        };
        let full = self.calculate(context, quote, outcome, done, Money::ZERO)?;
        let discount = match (outcome, quote) {
            (Outcome::Repaired, Some(quote)) => quote.discount_fen.min(full.charged_fen),
            _ => Money::ZERO,
        };
        let bill = self.calculate(context, quote, outcome, done, discount)?;
        let row = |row: fee::Row| {
            let line = quote.and_then(|quote| quote.lines.iter().find(|line| line.id == row.id));
            BillRow {
                name: line.map(|line| line.name.clone()).unwrap_or_default(),
                unit: line.map(|line| line.unit.clone()).unwrap_or_default(),
                unit_fen: line.map_or(row.full_fen, |line| line.unit_fen),
                qty: line.map_or_else(|| "1".to_owned(), |line| line.qty.clone()),
                id: row.id,
                full_fen: row.full_fen,
                charged_fen: row.charged_fen,
                clause: row.clause,
            }
        };
        let discounts = (bill.discount_fen != Money::ZERO).then(|| Discount {
            at: context.now,
            amount_fen: bill.discount_fen,
            approval: quote.and_then(|quote| quote.approval.clone()),
        });
        let made = TicketBill {
            version: self.ticket.bills.len() as u32 + 1,
            at: context.now,
            outcome,
            policy_version: self.pack(context).version.clone(),
            rows: bill.rows.into_iter().map(row).collect(),
            discounts: discounts.into_iter().collect(),
            manufacturer_fen: bill.manufacturer_fen,
        };
        self.ticket.bills.push(made);
        Ok(())
    }
}
