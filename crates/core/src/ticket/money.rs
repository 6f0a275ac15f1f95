//! Money in and out (E5, E6, E15).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::input::InputCode;
use crate::money::Money;
use crate::text;

use super::{
    Context, Discount, Document, Dossier, Method, Payment, Purpose, Refusal, Rule, Series,
};

/// Money that comes in.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PayInput {
    /// How much, in 分; all that is due when absent.
    pub amount_fen: Option<Money>,
    /// How. Required.
    pub method: Option<Method>,
    /// Who pays; the customer when absent.
    pub payer: Option<String>,
    /// A discount given with it, in 分: rounding down to whole 元 (抹零) up to the set amount is
    /// free, more takes a reason and an approver (E15).
    pub discount_fen: Money,
    /// Why the discount.
    pub reason: Option<String>,
}

/// Money that goes back.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct RefundInput {
    /// How much, in 分; all that is to be paid back when absent.
    pub amount_fen: Option<Money>,
    /// How. Required.
    pub method: Option<Method>,
    /// Why. Required.
    pub reason: String,
}

impl Dossier {
    pub(super) fn pay(&mut self, context: &Context, input: PayInput) -> Result<(), Refusal> {
        if input.discount_fen != Money::ZERO {
            self.discount(context, input.discount_fen, input.reason.as_deref())?;
        }
        let has_bill = self.ticket.bill().is_some();
        let due = self.ticket.due();
        let amount = match input.amount_fen {
            Some(amount) => amount,
            None if has_bill || due > Money::ZERO => due,
            None => return Err(Refusal::input(InputCode::Missing, "amount_fen")),
        };
        // A discount may have taken the last of it.
        let only_discount = amount == Money::ZERO && input.discount_fen != Money::ZERO;
        if only_discount {
            return Ok(());
        }
        let most = if has_bill { due } else { Money::MAX_SUM };
        if amount <= Money::ZERO || amount > most {
            return Err(Refusal::input(InputCode::OutOfRange, "amount_fen"));
        }
        let method = input.method.ok_or_else(|| Refusal::input(InputCode::Missing, "method"))?;
        let payer = match &input.payer {
            Some(payer) => text::required("payer", payer, text::SHORT)?,
            None => self.customer.name.clone(),
        };
        let purpose = if has_bill { Purpose::Payment } else { Purpose::Prepayment };
        self.move_money(context, amount, method, purpose, payer, String::new(), None)
    }

    pub(super) fn refund(&mut self, context: &Context, input: RefundInput) -> Result<(), Refusal> {
        let most = match self.ticket.bill() {
            Some(_) => self.ticket.refund_due(),
            None => self.ticket.paid(),
        };
        let amount = input.amount_fen.unwrap_or(most);
        if amount <= Money::ZERO || amount > most {
            return Err(Refusal::input(InputCode::OutOfRange, "amount_fen"));
        }
        let method = input.method.ok_or_else(|| Refusal::input(InputCode::Missing, "method"))?;
        let reason = text::required("reason", &input.reason, text::LONG)?;
        let payer = self.customer.name.clone();
        let out = Money::from_fen(-amount.fen());
        self.move_money(context, out, method, Purpose::Refund, payer, reason, None)
    }

    /// Takes a wrong payment back: its receipt is voided, and the reversal has one of its own.
    pub(super) fn reverse(
        &mut self,
        context: &Context,
        receipt: &str,
        reason: &str,
    ) -> Result<(), Refusal> {
        let field = "payment";
        let plain = |number: &str| number.replace('-', "");
        let typed = plain(&text::code(field, receipt)?);
        let found = self.ticket.payments.iter().find(|payment| plain(&payment.receipt) == typed);
        let Some(payment) = found.cloned() else {
            return Err(Refusal::input(InputCode::NoSuchLine, field));
        };
        let number = payment.receipt.clone();
        let is_reversed = |other: &Payment| other.reverses.as_ref() == Some(&number);
        if payment.reverses.is_some() || self.ticket.payments.iter().any(is_reversed) {
            return Err(Refusal::input(InputCode::Contradicts, field));
        }
        let out = Money::from_fen(-payment.amount_fen.fen());
        let negative = Money::from_fen(self.ticket.paid().fen() + out.fen()).is_negative();
        if negative {
            // It was paid back already.
            return Err(Refusal::rule(&self.ticket, Rule::MoneyMoved, field));
        }
        for document in &mut self.ticket.documents {
            if document.number == number {
                document.voided =
                    Some(super::Voided { at: context.now, reason: reason.to_owned() });
            }
        }
        let Payment { method, payer, .. } = payment;
        let why = reason.to_owned();
        self.move_money(context, out, method, Purpose::Reversal, payer, why, Some(number))
    }

    #[expect(clippy::too_many_arguments, reason = "the members of one payment")]
    fn move_money(
        &mut self,
        context: &Context,
        amount_fen: Money,
        method: Method,
        purpose: Purpose,
        payer: String,
        reason: String,
        reverses: Option<String>,
    ) -> Result<(), Refusal> {
        let paid_fen = self
            .ticket
            .paid()
            .checked_add(amount_fen)
            .filter(|paid| *paid <= Money::MAX_SUM)
            .ok_or_else(|| Refusal::input(InputCode::OutOfRange, "amount_fen"))?;
        self.ticket.payments.push(Payment {
            receipt: String::new(),
            at: context.now,
            amount_fen,
            method,
            purpose,
            payer,
            by: context.actor.to_owned(),
            reason,
            reverses,
            total_fen: self.ticket.total(),
            paid_fen,
        });
        self.ticket.documents.push(Document {
            number: String::new(),
            series: Series::Receipt,
            issued_at: context.now,
            voided: None,
        });
        Ok(())
    }

    /// Takes a discount off the bill (E15).
    fn discount(
        &mut self,
        context: &Context,
        amount_fen: Money,
        reason: Option<&str>,
    ) -> Result<(), Refusal> {
        let field = "discount_fen";
        let Some(total) = self.ticket.bill().map(|bill| bill.total()) else {
            return Err(Refusal::input(InputCode::Contradicts, field));
        };
        let left = total.checked_sub(amount_fen).filter(|left| !left.is_negative());
        if amount_fen.is_negative() || left.is_none() {
            return Err(Refusal::input(InputCode::OutOfRange, field));
        }
        let approval = match self.rounds_down(context, amount_fen, left.unwrap_or(total)) {
            true => None,
            false => Some(context.approval(&self.ticket, reason)?),
        };
        let discount = Discount { at: context.now, amount_fen, approval };
        if let Some(bill) = self.ticket.bills.last_mut() {
            bill.discounts.push(discount);
        }
        Ok(())
    }

    /// A discount that needs neither reason nor approver: 抹零, which leaves whole 元, up to the set
    /// amount in all.
    pub(super) fn rounds_down(&self, context: &Context, amount: Money, left: Money) -> bool {
        if amount == Money::ZERO {
            return true;
        }
        let given: i64 = self
            .ticket
            .bill()
            .map(|bill| {
                let free = |discount: &&Discount| discount.approval.is_none();
                bill.discounts.iter().filter(free).map(|discount| discount.amount_fen.fen()).sum()
            })
            .unwrap_or_default();
        let limit = self.pack(context).parameters.rounding_off_fen.value;
        left.fen() % 100 == 0 && given.saturating_add(amount.fen()) <= limit.fen()
    }
}
