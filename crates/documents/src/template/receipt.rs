//! 收据: money that changed hands.

use desk_core::money::Money;
use desk_core::paper::Paper;

use super::fees::fees;
use super::{Common, called, described, field, signatures};
use crate::compose::{Align, Composer};
use crate::content::Receipt;
use crate::setting::{bold, plain};
use crate::wording::{method, purpose, time, words, yuan};

pub(super) fn common(receipt: &Receipt) -> Common<'_> {
    let mut beside =
        vec![format!("工单：{}", receipt.ticket), format!("时间：{}", time(receipt.paid_at))];
    if !receipt.taken_by.is_empty() {
        beside.push(format!("经手人：{}", receipt.taken_by));
    }
    Common {
        point: &receipt.point,
        number: &receipt.number,
        title: "收 据",
        who: &receipt.customer.name,
        beside,
    }
}

pub(super) fn body(composer: &mut Composer, paper: Paper, receipt: &Receipt) {
    if paper.is_roll() {
        on_roll(composer, receipt);
    } else {
        on_sheet(composer, receipt);
    }
    match is_ours_to_pay(receipt) {
        true => signatures(composer, &["收款人签字", "付款单位盖章"]),
        false => signatures(composer, &["付款人签字", "收款单位盖章"]),
    }
}

fn on_sheet(composer: &mut Composer, receipt: &Receipt) {
    let units = receipt.units.iter().map(described).filter(|unit| !unit.is_empty());
    let units: Vec<String> = units.collect();
    let phone = plain(format!(" {}", receipt.customer.phone));
    composer.fields(&[
        (payer(receipt), vec![bold(&receipt.payer)], 1),
        ("客户", [called(&receipt.customer), vec![phone]].concat(), 1),
        ("机器", vec![plain(units.join("、"))], 1),
    ]);
    if let Some(bill) = &receipt.bill {
        composer.gap(1.2);
        fees(composer, bill);
        composer.gap(1.2);
    }
    let how = format!("{}（{}）", purpose(receipt.purpose), method(receipt.method));
    let amount = [
        bold(yuan(absolute(receipt.amount_fen))),
        bold("　大写：人民币"),
        bold(words(receipt.amount_fen)),
    ];
    composer.fields(&[("款项", vec![bold(how)], 1), (moved(receipt), amount.into(), 2)]);
    let paid = vec![plain(yuan(receipt.paid_fen))];
    match balance(receipt) {
        Some((label, amount)) => {
            composer.fields(&[("累计已收", paid, 1), (label, vec![bold(amount)], 2)]);
        }
        None => composer.fields(&[("累计已收", paid, 3)]),
    }
    if !receipt.reason.is_empty() {
        field(composer, "原因", &receipt.reason);
    }
    if !receipt.reverses.is_empty() {
        field(composer, "冲销收据", &receipt.reverses);
    }
}

fn on_roll(composer: &mut Composer, receipt: &Receipt) {
    let size = composer.measures.text;
    composer.pair(payer(receipt), &[bold(&receipt.payer)]);
    let phone = plain(format!(" {}", receipt.customer.phone));
    composer.pair("客户", &[called(&receipt.customer), vec![phone]].concat());
    for unit in &receipt.units {
        composer.pair("机器", &[plain(described(unit))]);
    }
    composer.rule();
    if let Some(bill) = &receipt.bill {
        fees(composer, bill);
        composer.rule();
    }
    let how = format!("{}（{}）", purpose(receipt.purpose), method(receipt.method));
    composer.spread(&[plain("款项")], &[plain(how)], size);
    composer.spread(
        &[bold(moved(receipt))],
        &[bold(yuan(absolute(receipt.amount_fen)))],
        size * 1.35,
    );
    composer.paragraph(
        &[plain("大写：人民币"), plain(words(receipt.amount_fen))],
        size,
        Align::Left,
    );
    composer.spread(&[plain("累计已收")], &[plain(yuan(receipt.paid_fen))], size);
    if let Some((label, amount)) = balance(receipt) {
        composer.spread(&[bold(label)], &[bold(amount)], size);
    }
    if !receipt.reason.is_empty() {
        composer.pair("原因", &[plain(&receipt.reason)]);
    }
    if !receipt.reverses.is_empty() {
        composer.pair("冲销收据", &[plain(&receipt.reverses)]);
    }
}

fn is_ours_to_pay(receipt: &Receipt) -> bool {
    receipt.amount_fen.is_negative()
}

fn payer(receipt: &Receipt) -> &'static str {
    if is_ours_to_pay(receipt) { "收款人" } else { "付款人" }
}

fn moved(receipt: &Receipt) -> &'static str {
    if is_ours_to_pay(receipt) { "本次退款" } else { "本次实收" }
}

fn absolute(amount: Money) -> Money {
    Money::from_fen(amount.fen().saturating_abs())
}

fn balance(receipt: &Receipt) -> Option<(&'static str, String)> {
    let balance = receipt.balance_fen?;
    let label = match balance.fen() {
        fen if fen < 0 => "应退",
        0 => "余额",
        _ => "未收",
    };
    Some((label, yuan(absolute(balance))))
}
