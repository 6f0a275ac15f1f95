//! What of a document must stand on a paper: every text of its content but those that the paper
//! leaves out on purpose, which this file alone knows.

use desk_core::money::Money;
use desk_core::paper::Paper;

use crate::Sheet;
use crate::content::{
    Bill, Cited, Content, Custody, Fault, IntakeSlip, Letterhead, Person, Receipt, RepairVoucher,
    Unit,
};

/// The texts of a sheet's content that must be drawn, each as often as it stands here.
///
/// Left out on purpose: on the third-page paper of an intake slip the words of clauses, for fees their
/// codes too, and its promises; of a unit that has not come what came with it; on a slip of what is not served on site the fee for an empty trip; of a fault on an
/// intake slip what only the engineer finds; of an appliance on a receipt
/// all but what it is; of a row without a unit on a roll its price and quantity; of a point without
/// a hotline the brand.
pub fn texts(sheet: &Sheet) -> Vec<String> {
    let mut shown = match sheet.content {
        Content::Intake(slip) => intake(slip, sheet.paper),
        Content::Repair(voucher) => repair(voucher, sheet.paper),
        Content::Receipt(receipt) => of_receipt(receipt, sheet.paper),
    };
    shown.extend(sheet.marks.voided.map(str::to_owned));
    shown
}

fn amount(amount: Money) -> String {
    Money::from_fen(amount.fen().abs()).to_string()
}

fn point(point: &Letterhead) -> Vec<String> {
    let brand = if point.hotline.is_empty() && point.hours.is_empty() { "" } else { &point.brand };
    [
        &point.name,
        &point.address,
        &point.phone,
        &point.complaint_phone,
        brand,
        &point.hotline,
        &point.hours,
        &point.policy_version,
    ]
    .map(str::to_owned)
    .into()
}

fn person(person: &Person) -> Vec<String> {
    vec![person.name.clone(), person.phone.clone(), person.address.clone(), person.tier.clone()]
}

fn unit(unit: &Unit) -> Vec<String> {
    let bought = unit.purchased_on.map(|day| day.to_string()).unwrap_or_default();
    let (category, model) = (unit.category.clone(), unit.model.clone());
    vec![category, model, unit.serial.clone(), bought, unit.evidence.clone()]
}

fn cited(clauses: &[Cited]) -> Vec<String> {
    clauses.iter().flat_map(|cited| [cited.clause.clone(), cited.text.clone()]).collect()
}

fn codes(clauses: &[Cited]) -> Vec<String> {
    clauses.iter().map(|cited| cited.clause.clone()).collect()
}

fn verdict(fault: &Fault) -> Vec<String> {
    let day = fault.last_day.map(crate::wording::day).unwrap_or_default();
    vec![fault.place.clone(), fault.part.clone(), day]
}

fn custody(custody: &Custody) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    shown.extend([&custody.looks, &custody.pickup_code, &custody.kept_at].map(Clone::clone));
    if custody.received_at.is_some() {
        shown.extend([custody.received_by.clone(), custody.sent_by.clone()]);
        shown.extend(custody.accessories.clone());
    }
    shown
}

fn intake(slip: &IntakeSlip, paper: Paper) -> Vec<String> {
    let said = if paper == Paper::Third { codes } else { cited };
    let mut shown = [point(&slip.point), person(&slip.customer)].concat();
    shown.extend([&slip.number, &slip.channel, &slip.taken_by].map(Clone::clone));
    shown.extend(slip.units.iter().flat_map(unit));
    shown.extend([&slip.complaint, &slip.note, &slip.ended].map(Clone::clone));
    if let Some(visit) = &slip.visit {
        let texts = [&visit.engineer, &visit.badge, &visit.certificate];
        shown.extend(texts.map(Clone::clone));
    }
    if let Some(disclosed) = &slip.disclosed {
        let not_free = disclosed.inspection_fen.filter(|fee| *fee != Money::ZERO);
        let trip = disclosed.empty_trip_fen.filter(|_| crate::wording::is_on_site(slip.service));
        shown.extend(trip.into_iter().chain(not_free).map(amount));
        if paper != Paper::Third {
            shown.extend(cited(&disclosed.why));
        }
    }
    for fault in &slip.faults {
        shown.extend(verdict(fault));
        shown.extend(said(&fault.why));
    }
    shown.extend(cited(&slip.advice));
    shown.extend(slip.custody.iter().flat_map(custody));
    if paper != Paper::Third {
        shown.extend(cited(&slip.promises));
    }
    shown
}

fn fees(bill: &Bill, paper: Paper) -> Vec<String> {
    let mut shown = Vec::new();
    for row in &bill.rows {
        shown.extend([row.name.clone(), row.full_fen.to_string()]);
        if !paper.is_roll() || !row.unit.is_empty() {
            shown.extend([row.unit_fen.to_string(), row.qty.clone(), row.unit.clone()]);
        }
        if !paper.is_roll() {
            shown.push(row.charged_fen.to_string());
        }
        shown.extend(row.waived.iter().flat_map(|waived| cited(std::slice::from_ref(waived))));
    }
    shown.push(amount(bill.total_fen));
    shown.push(crate::wording::words(bill.total_fen));
    if bill.discount_fen != Money::ZERO {
        shown.push(amount(bill.discount_fen));
    }
    shown
}

fn repair(voucher: &RepairVoucher, paper: Paper) -> Vec<String> {
    let mut shown = [point(&voucher.point), person(&voucher.customer)].concat();
    shown.extend([&voucher.number, &voucher.ticket, &voucher.complaint].map(Clone::clone));
    shown.extend(voucher.units.iter().flat_map(unit));
    for fault in &voucher.faults {
        shown.extend(verdict(fault));
        shown.extend([&fault.cause, &fault.note, &fault.responsible].map(Clone::clone));
        shown.extend(cited(&fault.why));
    }
    shown.extend([&voucher.work, &voucher.engineer, &voucher.badge].map(Clone::clone));
    for part in &voucher.parts {
        let texts = [&part.name, &part.code, &part.qty, &part.old_serial, &part.new_serial];
        shown.extend(texts.map(Clone::clone));
    }
    shown.extend(fees(&voucher.bill, paper));
    shown.push(amount(voucher.paid_fen));
    for cover in &voucher.covers {
        shown.extend([cover.what.clone(), crate::wording::day(cover.last_day)]);
    }
    shown.extend(cited(&voucher.limits));
    shown.extend(voucher.care.clone());
    shown.extend(cited(&voucher.advice));
    shown.extend(voucher.consent.iter().map(|consent| consent.person.clone()));
    shown.extend(voucher.acceptance.iter().map(|accepted| accepted.person.clone()));
    shown
}

fn of_receipt(receipt: &Receipt, paper: Paper) -> Vec<String> {
    let mut shown = point(&receipt.point);
    let customer = Person { address: String::new(), ..receipt.customer.clone() };
    shown.extend(person(&customer));
    shown.extend([&receipt.number, &receipt.ticket, &receipt.taken_by].map(Clone::clone));
    shown.extend([&receipt.payer, &receipt.reason, &receipt.reverses].map(Clone::clone));
    shown.extend(receipt.units.iter().flat_map(|unit| [unit.category.clone(), unit.model.clone()]));
    shown.extend(receipt.bill.iter().flat_map(|bill| fees(bill, paper)));
    shown.extend([receipt.amount_fen, receipt.paid_fen].map(amount));
    shown.push(crate::wording::words(receipt.amount_fen));
    shown.extend(receipt.balance_fen.map(amount));
    shown
}
