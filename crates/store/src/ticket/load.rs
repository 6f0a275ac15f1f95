//! From rows to a ticket.

use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::money::Money;
use desk_core::ticket::{
    BillRow, Consent, Document, FaultLine, Payment, Print, Quote, Ticket, TicketBill, Voided,
};
use rusqlite::Row;

use crate::error::StoreError;
use crate::row::{
    Loader, damaged, id, id_or_none, moment, moment_or_none, money, text, word, word_or_none,
};

const SELECT: &str = concat!(include_str!("columns.sql"), " WHERE id = ?1");

impl Loader<'_> {
    pub(crate) fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, StoreError> {
        self.one(SELECT, [id.bytes()], |row| self.ticket_row(row))
    }

    fn ticket_row(&self, row: &Row) -> Result<Ticket, StoreError> {
        let ticket_id = id(row, 0, TicketId::from_bytes)?;
        let of = ticket_id.bytes();
        let ticket = Ticket {
            id: ticket_id,
            number: text(row, 1)?.to_owned(),
            kind: word(row, 2)?,
            service: word(row, 3)?,
            state: word(row, 4)?,
            created_at: moment(row, 5)?,
            customer: id(row, 6, CustomerId::from_bytes)?,
            appliance: id_or_none(row, 7, ApplianceId::from_bytes)?,
            intake: self.body(row, 8, |_| Ok(()))?,
            course: self.body(row, 9, |_| Ok(()))?,
            lines: self.list(include_str!("lines.sql"), [of], |row| self.line(row))?,
            quotes: self.all(include_str!("quotes.sql"), [of], |row| self.quote(row))?,
            consents: self.list(include_str!("consents.sql"), [of], |row| self.consent(row))?,
            bills: self.all(include_str!("bills.sql"), [of], |row| self.bill(of, row))?,
            payments: self.list(include_str!("payments.sql"), [of], |row| self.payment(row))?,
            documents: self.list(include_str!("documents.sql"), [of], document)?,
            prints: self.list(include_str!("prints.sql"), [of], |row| self.print(row))?,
        };
        if self.strict {
            check_sums(&ticket, row)?;
        }
        Ok(ticket)
    }

    fn line(&self, row: &Row) -> Result<FaultLine, StoreError> {
        self.body(row, 5, |line: &mut FaultLine| {
            line.id = text(row, 1)?.to_owned();
            line.appliance = id(row, 2, ApplianceId::from_bytes)?;
            line.verdict.cover = word(row, 3)?;
            line.policy_version = text(row, 4)?.to_owned();
            Ok(())
        })
    }

    fn quote(&self, row: &Row) -> Result<Quote, StoreError> {
        self.body(row, 5, |quote: &mut Quote| {
            quote.version = row.get(0)?;
            quote.at = moment(row, 1)?;
            quote.policy_version = text(row, 2)?.to_owned();
            quote.tariff_version = text(row, 3)?.to_owned();
            quote.total_fen = money(row, 4)?;
            Ok(())
        })
    }

    fn consent(&self, row: &Row) -> Result<Consent, StoreError> {
        self.body(row, 3, |consent: &mut Consent| {
            consent.quote_version = row.get(1)?;
            consent.at = moment(row, 2)?;
            Ok(())
        })
    }

    fn bill(&self, of: &[u8; 16], row: &Row) -> Result<TicketBill, StoreError> {
        let mut bill = self.body(row, 5, |bill: &mut TicketBill| {
            bill.version = row.get(0)?;
            bill.at = moment(row, 1)?;
            bill.outcome = word(row, 2)?;
            bill.policy_version = text(row, 3)?.to_owned();
            bill.rows = Vec::new();
            Ok(())
        })?;
        bill.rows = self.list(include_str!("rows.sql"), (of, bill.version), bill_row)?;
        if self.strict && total(&bill) != Some(money(row, 4)?) {
            return Err(damaged(row, 4, "not the sum of the rows less the discounts"));
        }
        Ok(bill)
    }

    pub(crate) fn payment(&self, row: &Row) -> Result<Payment, StoreError> {
        self.body(row, 6, |payment: &mut Payment| {
            payment.receipt = text(row, 1)?.to_owned();
            payment.at = moment(row, 2)?;
            payment.amount_fen = money(row, 3)?;
            payment.method = word(row, 4)?;
            payment.purpose = word(row, 5)?;
            Ok(())
        })
    }

    fn print(&self, row: &Row) -> Result<Print, StoreError> {
        self.body(row, 6, |print: &mut Print| {
            print.document = text(row, 1)?.to_owned();
            print.at = moment(row, 2)?;
            print.paper = word(row, 3)?;
            print.by = text(row, 4)?.to_owned();
            print.edition = row.get(5)?;
            Ok(())
        })
    }
}

fn bill_row(row: &Row) -> Result<BillRow, StoreError> {
    Ok(BillRow {
        id: text(row, 1)?.to_owned(),
        name: text(row, 2)?.to_owned(),
        unit: text(row, 3)?.to_owned(),
        unit_fen: money(row, 4)?,
        qty: text(row, 5)?.to_owned(),
        full_fen: money(row, 6)?,
        charged_fen: money(row, 7)?,
        clause: word_or_none(row, 8)?,
    })
}

fn document(row: &Row) -> Result<Document, StoreError> {
    let voided = match moment_or_none(row, 4)? {
        Some(at) => Some(Voided { at, reason: text(row, 5)?.to_owned() }),
        None => None,
    };
    Ok(Document {
        number: text(row, 1)?.to_owned(),
        series: word(row, 2)?,
        issued_at: moment(row, 3)?,
        voided,
    })
}

/// What a bill comes to, or none when its amounts cannot be added up.
fn total(bill: &TicketBill) -> Option<Money> {
    let charged = Money::checked_sum(bill.rows.iter().map(|row| row.charged_fen))?;
    let discounts = Money::checked_sum(bill.discounts.iter().map(|given| given.amount_fen))?;
    charged.checked_sub(discounts)
}

/// The sums that stand in the ticket's own row are those of its bill or quote and its payments.
fn check_sums(ticket: &Ticket, row: &Row) -> Result<(), StoreError> {
    let owed = match (ticket.bills.last(), ticket.quotes.last()) {
        (Some(bill), _) => total(bill),
        (None, Some(quote)) => Some(quote.total_fen),
        (None, None) => Some(Money::ZERO),
    };
    if owed != Some(money(row, 10)?) {
        return Err(damaged(row, 10, "not what the bill or the quote comes to"));
    }
    let paid = Money::checked_sum(ticket.payments.iter().map(|payment| payment.amount_fen));
    if paid != Some(money(row, 11)?) {
        return Err(damaged(row, 11, "not the sum of the payments"));
    }
    if paid.is_some_and(Money::is_negative) {
        return Err(damaged(row, 11, "more was paid back than paid"));
    }
    Ok(())
}
