//! 收据.

use desk_core::money::Money;
use desk_core::ticket::Purpose;
use desk_documents::content::{Person, Receipt};

use super::content::Source;
use super::words;

impl Source<'_> {
    /// A payment as it stood when it was made, whatever the bill became since; none when there is
    /// no such receipt.
    pub(super) fn receipt(&self, number: &str) -> Option<Receipt> {
        let ticket = &self.dossier.ticket;
        let payment = ticket.payments.iter().find(|payment| payment.receipt == number)?;
        let is_before = payment.purpose == Purpose::Prepayment;
        let mut bills = ticket.bills.iter().rev();
        let bill = bills.find(|bill| !is_before && bill.at <= payment.at);
        let balance = Money::from_fen(payment.total_fen.fen() - payment.paid_fen.fen());
        Some(Receipt {
            point: self.letterhead(),
            number: number.to_owned(),
            ticket: ticket.number.clone(),
            paid_at: payment.at,
            customer: Person {
                phone: words::masked(&self.phone()),
                address: String::new(),
                ..self.person()
            },
            units: self.units(),
            // Discounts that were given later are not in the total that stands on the payment.
            bill: bill.map(|bill| self.bill(bill, payment.total_fen)),
            amount_fen: payment.amount_fen,
            method: payment.method,
            purpose: payment.purpose,
            payer: payment.payer.clone(),
            taken_by: payment.by.clone(),
            reason: payment.reason.clone(),
            reverses: payment.reverses.clone().unwrap_or_default(),
            paid_fen: payment.paid_fen,
            balance_fen: bill.map(|_| balance),
        })
    }
}
