//! The words of documents: Chinese, as customers read them.

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::money::Money;
use desk_core::ticket::{ConsentHow, Kind, Method, Purpose};
use desk_core::warranty::{Cover, JobKind, Question};

use crate::content::{Cited, Fault};

/// The kind of a ticket.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Repair => "维修",
        Kind::Installation => "安装",
        Kind::Maintenance => "保养",
        Kind::Complaint => "投诉",
        Kind::Consultation => "咨询",
    }
}

pub(crate) fn service(service: Service) -> &'static str {
    match service {
        Service::OnsiteTown => "城区上门",
        Service::OnsiteFar => "远郊上门",
        Service::WalkIn => "到店送修",
        Service::MailIn => "寄修",
    }
}

pub(crate) fn is_on_site(service: Service) -> bool {
    matches!(service, Service::OnsiteTown | Service::OnsiteFar)
}

/// A promise, and what it makes free.
pub(crate) fn cover(cover: Cover) -> (&'static str, &'static str) {
    match cover {
        Cover::PostRepair => ("返修质保", "免费"),
        Cover::Installation => ("安装质保", "免费"),
        Cover::TermWhole => ("整机保修期内", "免费"),
        Cover::TermCore => ("核心部件保修期内", "免费"),
        Cover::Extended => ("延保合同", "免费"),
        Cover::Lifetime => ("会员终身维修", "免人工费和上门费，收配件费"),
        Cover::None => ("不在保修范围", "收费"),
        Cover::Unproven => ("无法核实购买日期", "收费"),
    }
}

pub(crate) fn question(question: Question) -> &'static str {
    match question {
        Question::Invoice => "购机发票",
        Question::Card => "保修卡",
        Question::Serial => "机身编号",
        Question::Usage => "使用性质",
        Question::PartClass => "部件类别",
        Question::Cause => "故障原因",
        Question::Tier => "会员等级",
    }
}

pub(crate) fn method(method: Method) -> &'static str {
    match method {
        Method::Cash => "现金",
        Method::Wechat => "微信",
        Method::Alipay => "支付宝",
        Method::Card => "银行卡",
        Method::Transfer => "转账",
    }
}

pub(crate) fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Prepayment => "预付款",
        Purpose::Payment => "服务款",
        Purpose::Refund => "退款",
        Purpose::Reversal => "冲销",
    }
}

pub(crate) fn consent(how: ConsentHow) -> &'static str {
    match how {
        ConsentHow::InPerson => "当面同意",
        ConsentHow::Phone => "电话同意",
        ConsentHow::Paper => "书面同意",
    }
}

pub(crate) fn job(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Repair => "维修",
        JobKind::Installation => "安装",
    }
}

/// `2026-11-23 09:42`.
pub(crate) fn time(at: Moment) -> String {
    at.local().format("%Y-%m-%d %H:%M").to_string()
}

/// `2026年11月3日`.
pub(crate) fn day(day: Date) -> String {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.trim_start_matches('0'));
    let mut next = || parts.next().unwrap_or_default();
    format!("{}年{}月{}日", next(), next(), next())
}

/// `2026-11-24 14:00—16:00`, with both days where they differ.
pub(crate) fn span(from: Moment, to: Moment) -> String {
    if from.date() == to.date() {
        format!("{}—{}", time(from), to.local().format("%H:%M"))
    } else {
        format!("{} 至 {}", time(from), time(to))
    }
}

/// `￥593.00`.
pub(crate) fn yuan(amount: Money) -> String {
    match amount.fen() {
        fen if fen < 0 => format!("-￥{}", Money::from_fen(-fen)),
        _ => format!("￥{amount}"),
    }
}

/// An amount in words; what we paid says 退 before it (N16).
pub(crate) fn words(amount: Money) -> String {
    let positive = Money::from_fen(amount.fen().saturating_abs());
    let words = positive.in_words().unwrap_or_else(|_| positive.to_string());
    if amount.is_negative() { format!("退{words}") } else { words }
}

/// Clauses without their words, where the paper has no room for them: `（E13、B1）`.
pub(crate) fn codes(clauses: &[Cited]) -> String {
    let codes: Vec<&str> = clauses.iter().map(|cited| cited.clause.as_str()).collect();
    format!("（{}）", codes.join("、"))
}

/// Clauses with their words: `保修期内…（E13）；…（B1）`.
pub(crate) fn cited(clauses: &[Cited]) -> String {
    let one = |cited: &Cited| format!("{}（{}）", cited.text, cited.clause);
    clauses.iter().map(one).collect::<Vec<_>>().join("；")
}

/// The verdict on a fault: while anything is open it says so.
pub(crate) fn verdict(fault: &Fault) -> String {
    let (promise, charge) = cover(fault.cover);
    let until = match (fault.last_day, fault.cover) {
        (Some(last), Cover::None) => format!("，保修已于{}到期", day(last)),
        (Some(last), _) => format!("，至{}", day(last)),
        (None, _) => String::new(),
    };
    if fault.open.is_empty() {
        format!("{promise}：{charge}{until}")
    } else {
        format!("暂按{promise} {charge}{until}，检测后确定")
    }
}

/// What is still open: `待确认：购机发票、故障原因`.
pub(crate) fn open(fault: &Fault) -> Option<String> {
    let asked: Vec<&str> = fault.open.iter().map(|asked| question(*asked)).collect();
    (!asked.is_empty()).then(|| format!("待确认：{}", asked.join("、")))
}
