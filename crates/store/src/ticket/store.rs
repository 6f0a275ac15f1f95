//! From a ticket to rows. What was kept is never taken away: but for the fault lines, lists only
//! grow; a bill can gain discounts, and a document can be voided.

use desk_core::id::ApplianceId;
use desk_core::ticket::{BillRow, Document, FaultLine, Payment, Print, Quote, Ticket, TicketBill};
use rusqlite::Connection;

use crate::error::StoreError;
use crate::row::{found, place};

const UPDATE_BILL: &str =
    "UPDATE bill SET total_fen = ?3, body = ?4 WHERE ticket = ?1 AND version = ?2";

const VOID: &str = "UPDATE document SET voided_at = ?2, void_reason = ?3 WHERE number = ?1";

/// Keeps a new ticket.
pub(crate) fn insert(connection: &Connection, ticket: &Ticket) -> Result<(), StoreError> {
    if ticket.number.is_empty() {
        return Err(StoreError::Failed("a ticket without a number".to_owned()));
    }
    connection.prepare_cached(include_str!("insert.sql"))?.execute((
        ticket.id.bytes(),
        &ticket.number,
        ticket.kind.as_str(),
        ticket.service.as_str(),
        ticket.state.as_str(),
        ticket.created_at.millis(),
        ticket.customer.bytes(),
        ticket.appliance.as_ref().map(ApplianceId::bytes),
        serde_json::to_string(&ticket.intake)?,
        serde_json::to_string(&ticket.course)?,
        ticket.total().fen(),
        ticket.paid().fen(),
    ))?;
    Rows { connection, ticket }.grow(None)
}

/// Keeps what is not as before.
pub(crate) fn update(
    connection: &Connection,
    before: &Ticket,
    ticket: &Ticket,
) -> Result<(), StoreError> {
    let fixed = |ticket: &Ticket| (ticket.id, ticket.kind, ticket.created_at);
    if fixed(before) != fixed(ticket) || before.number != ticket.number {
        let defect = format!("ticket {} became another one", before.number);
        return Err(StoreError::Failed(defect));
    }
    let rows = connection.prepare_cached(include_str!("update.sql"))?.execute((
        ticket.id.bytes(),
        ticket.service.as_str(),
        ticket.state.as_str(),
        ticket.customer.bytes(),
        ticket.appliance.as_ref().map(ApplianceId::bytes),
        serde_json::to_string(&ticket.intake)?,
        serde_json::to_string(&ticket.course)?,
        ticket.total().fen(),
        ticket.paid().fen(),
    ))?;
    found(rows, format_args!("ticket {}", ticket.number))?;
    Rows { connection, ticket }.grow(Some(before))
}

/// The rows of one ticket.
struct Rows<'a> {
    connection: &'a Connection,
    ticket: &'a Ticket,
}

impl Rows<'_> {
    /// A row names only rows that stand before it here.
    fn grow(&self, before: Option<&Ticket>) -> Result<(), StoreError> {
        let ticket = self.ticket;
        if before.is_none_or(|before| before.lines != ticket.lines) {
            self.put_lines(before.is_some_and(|before| !before.lines.is_empty()))?;
        }
        let kept = before.map_or(&[][..], |before| &before.quotes);
        for (_, quote) in self.added("quote", kept, &ticket.quotes)? {
            self.add_quote(quote)?;
        }
        let kept = before.map_or(&[][..], |before| &before.consents);
        for (position, consent) in self.added("consent", kept, &ticket.consents)? {
            self.connection.prepare_cached(include_str!("add_consent.sql"))?.execute((
                ticket.id.bytes(),
                position,
                consent.quote_version,
                consent.at.millis(),
                serde_json::to_string(consent)?,
            ))?;
        }
        self.put_bills(before.map_or(&[][..], |before| &before.bills))?;
        self.put_documents(before.map_or(&[][..], |before| &before.documents))?;
        let kept = before.map_or(&[][..], |before| &before.payments);
        for (position, payment) in self.added("payment", kept, &ticket.payments)? {
            self.add_payment(position, payment)?;
        }
        let kept = before.map_or(&[][..], |before| &before.prints);
        for (position, print) in self.added("print", kept, &ticket.prints)? {
            self.add_print(position, print)?;
        }
        Ok(())
    }

    /// What a list has gained, each with its place.
    fn added<'a, T: PartialEq>(
        &self,
        what: &str,
        before: &[T],
        after: &'a [T],
    ) -> Result<impl Iterator<Item = (i64, &'a T)> + use<'a, T>, StoreError> {
        if !after.starts_with(before) {
            return Err(self.changed(what));
        }
        Ok((place(before.len())..).zip(&after[before.len()..]))
    }

    fn changed(&self, what: &str) -> StoreError {
        StoreError::Failed(format!("a {what} of ticket {} was changed", self.ticket.number))
    }

    fn put_lines(&self, has_old: bool) -> Result<(), StoreError> {
        let of = self.ticket.id.bytes();
        if has_old {
            let sql = "DELETE FROM fault_line WHERE ticket = ?1";
            self.connection.prepare_cached(sql)?.execute([of])?;
        }
        for (position, line) in (0..).zip(&self.ticket.lines) {
            self.add_line(position, line)?;
        }
        Ok(())
    }

    fn add_line(&self, position: i64, line: &FaultLine) -> Result<(), StoreError> {
        self.connection.prepare_cached(include_str!("add_line.sql"))?.execute((
            self.ticket.id.bytes(),
            position,
            &line.id,
            line.appliance.bytes(),
            line.verdict.cover.as_str(),
            &line.policy_version,
            serde_json::to_string(line)?,
        ))?;
        Ok(())
    }

    fn add_quote(&self, quote: &Quote) -> Result<(), StoreError> {
        self.connection.prepare_cached(include_str!("add_quote.sql"))?.execute((
            self.ticket.id.bytes(),
            quote.version,
            quote.at.millis(),
            &quote.policy_version,
            &quote.tariff_version,
            quote.total_fen.fen(),
            serde_json::to_string(quote)?,
        ))?;
        Ok(())
    }

    fn put_bills(&self, before: &[TicketBill]) -> Result<(), StoreError> {
        if before.len() > self.ticket.bills.len() {
            return Err(self.changed("bill"));
        }
        for (index, bill) in self.ticket.bills.iter().enumerate() {
            match before.get(index) {
                None => self.add_bill(bill)?,
                Some(known) if known == bill => {}
                Some(known) if billed(known) == billed(bill) => self.update_bill(bill)?,
                Some(_) => return Err(self.changed("bill")),
            }
        }
        Ok(())
    }

    fn add_bill(&self, bill: &TicketBill) -> Result<(), StoreError> {
        let of = self.ticket.id.bytes();
        self.connection.prepare_cached(include_str!("add_bill.sql"))?.execute((
            of,
            bill.version,
            bill.at.millis(),
            bill.outcome.as_str(),
            &bill.policy_version,
            bill.total().fen(),
            bill_body(bill)?,
        ))?;
        let mut statement = self.connection.prepare_cached(include_str!("add_row.sql"))?;
        for (position, row) in (0_i64..).zip(&bill.rows) {
            statement.execute((
                of,
                bill.version,
                position,
                &row.id,
                &row.name,
                &row.unit,
                row.unit_fen.fen(),
                &row.qty,
                row.full_fen.fen(),
                row.charged_fen.fen(),
                row.clause.map(|clause| clause.as_str()),
            ))?;
        }
        Ok(())
    }

    fn update_bill(&self, bill: &TicketBill) -> Result<(), StoreError> {
        let row = (self.ticket.id.bytes(), bill.version, bill.total().fen(), bill_body(bill)?);
        let rows = self.connection.prepare_cached(UPDATE_BILL)?.execute(row)?;
        found(rows, format_args!("bill {} of ticket {}", bill.version, self.ticket.number))
    }

    fn put_documents(&self, before: &[Document]) -> Result<(), StoreError> {
        if before.len() > self.ticket.documents.len() {
            return Err(self.changed("document"));
        }
        for (index, document) in self.ticket.documents.iter().enumerate() {
            match before.get(index) {
                None => self.add_document(place(index), document)?,
                Some(known) if known == document => {}
                Some(known)
                    if known.voided.is_none()
                        && known.number == document.number
                        && known.series == document.series
                        && known.issued_at == document.issued_at =>
                {
                    self.void(document)?;
                }
                Some(_) => return Err(self.changed("document")),
            }
        }
        Ok(())
    }

    fn add_document(&self, position: i64, document: &Document) -> Result<(), StoreError> {
        let n: Option<i64> =
            document.number.rsplit_once('-').and_then(|(_, suffix)| suffix.parse().ok());
        let Some(n) = n else {
            let defect = format!("a document has the number {:?}", document.number);
            return Err(StoreError::Failed(defect));
        };
        self.connection.prepare_cached(include_str!("add_document.sql"))?.execute((
            &document.number,
            document.series.as_str(),
            n,
            self.ticket.id.bytes(),
            position,
            document.issued_at.millis(),
            document.voided.as_ref().map(|voided| voided.at.millis()),
            document.voided.as_ref().map(|voided| &voided.reason),
        ))?;
        Ok(())
    }

    fn void(&self, document: &Document) -> Result<(), StoreError> {
        let Some(voided) = &document.voided else { return Ok(()) };
        let row = (&document.number, voided.at.millis(), &voided.reason);
        let rows = self.connection.prepare_cached(VOID)?.execute(row)?;
        found(rows, format_args!("document {}", document.number))
    }

    fn add_payment(&self, position: i64, payment: &Payment) -> Result<(), StoreError> {
        self.connection.prepare_cached(include_str!("add_payment.sql"))?.execute((
            &payment.receipt,
            self.ticket.id.bytes(),
            position,
            payment.at.millis(),
            payment.amount_fen.fen(),
            payment.method.as_str(),
            payment.purpose.as_str(),
            serde_json::to_string(payment)?,
        ))?;
        Ok(())
    }

    fn add_print(&self, position: i64, print: &Print) -> Result<(), StoreError> {
        self.connection.prepare_cached(include_str!("add_print.sql"))?.execute((
            &print.document,
            position,
            self.ticket.id.bytes(),
            print.at.millis(),
            print.paper.as_str(),
            &print.by,
            print.edition,
            serde_json::to_string(print)?,
        ))?;
        Ok(())
    }
}

/// What of a bill never changes.
fn billed(bill: &TicketBill) -> impl PartialEq + use<'_> {
    let rows: &[BillRow] = &bill.rows;
    (bill.version, bill.at, bill.outcome, &bill.policy_version, rows, bill.manufacturer_fen)
}

/// The bill without its rows, which have a table of their own.
fn bill_body(bill: &TicketBill) -> Result<String, StoreError> {
    let TicketBill { version, at, outcome, manufacturer_fen, .. } = *bill;
    let (policy_version, discounts) = (bill.policy_version.clone(), bill.discounts.clone());
    let rows = Vec::new();
    Ok(serde_json::to_string(&TicketBill {
        version,
        at,
        outcome,
        policy_version,
        rows,
        discounts,
        manufacturer_fen,
    })?)
}
