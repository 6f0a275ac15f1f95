//! What documents say, word for word: money, verdicts, cover and marks.

use desk_core::fee::Service;
use desk_core::money::Money;
use desk_core::paper::Paper;
use desk_core::ticket::{Kind, Method, Purpose};
use desk_core::warranty::{Cover, JobKind, Question};

use super::{all_drawn, dense, first, laid, marked, sheet};
use crate::content::{Content, Custody, Fault, GivenCover, IntakeSlip, Receipt, RepairVoucher};
use crate::samples::{fen, intake, receipt, repair, walk_in};
use crate::{Marks, Sheet};

/// A document with words that stand on it without spaces between them, and with those that do not.
struct Case {
    name: &'static str,
    content: Content,
    papers: &'static [Paper],
    marks: Marks<'static>,
    says: &'static [&'static str],
    says_not: &'static [&'static str],
}

impl Case {
    /// What is missing or too much in what was drawn or read, on each paper.
    fn wrong(&self, read: impl Fn(&Sheet) -> String) -> Vec<String> {
        let mut wrong = Vec::new();
        for paper in self.papers {
            let text = dense(&read(&sheet(&self.content, *paper, self.marks)));
            let says = self.says.iter().map(|words| (words, true));
            for (words, is_there) in says.chain(self.says_not.iter().map(|words| (words, false))) {
                if text.contains(&dense(words)) != is_there {
                    let what = if is_there { "does not say" } else { "says" };
                    wrong.push(format!(
                        "{} on {} {what} {words}: {text}",
                        self.name,
                        paper.as_str()
                    ));
                }
            }
        }
        wrong
    }
}

const SHEETS: &[Paper] = &[Paper::A4, Paper::A5, Paper::Half, Paper::Third];
const ROLLS: &[Paper] = &[Paper::Roll80, Paper::Roll58];
const WIDE: &[Paper] = &[Paper::A4, Paper::Half];
const ALL: &[Paper] = Paper::ALL;

fn of_slip(slip: IntakeSlip) -> Content {
    Content::Intake(Box::new(slip))
}

fn of_voucher(voucher: RepairVoucher) -> Content {
    Content::Repair(Box::new(voucher))
}

fn of_receipt(receipt: Receipt) -> Content {
    Content::Receipt(Box::new(receipt))
}

fn refund() -> Receipt {
    Receipt {
        amount_fen: fen(-1_234_567),
        purpose: Purpose::Refund,
        method: Method::Cash,
        reason: "配件停产".into(),
        paid_fen: fen(0),
        balance_fen: Some(fen(-5)),
        ..receipt()
    }
}

fn with_fault(open: Vec<Question>, cover: Cover) -> IntakeSlip {
    let fault = Fault { open, cover, why: Vec::new(), ..intake().faults.swap_remove(0) };
    // Alone, so that it stands on one line.
    IntakeSlip {
        faults: vec![Fault { place: String::new(), part: String::new(), ..fault }],
        ..intake()
    }
}

/// The cases: labels stand before what they name.
fn cases() -> Vec<Case> {
    let case = |name, content, papers, says, says_not| Case {
        name,
        content,
        papers,
        marks: first(),
        says,
        says_not,
    };
    let of_marks = |name, content, papers, says, says_not| Case {
        marks: marked(),
        ..case(name, content, papers, says, says_not)
    };
    let last = |months, days, redo| GivenCover {
        what: "点火".into(),
        kind: JobKind::Repair,
        months,
        days,
        redo,
        ..repair().covers.swap_remove(0)
    };
    let voucher = |cover: GivenCover| of_voucher(RepairVoucher { covers: vec![cover], ..repair() });
    let told = |empty_trip: Option<i64>, inspection: Option<i64>, service| {
        let mut slip = IntakeSlip { service, ..intake() };
        let disclosed = slip.disclosed.as_mut().expect("the sample tells fees");
        disclosed.why.clear();
        disclosed.empty_trip_fen = empty_trip.map(fen);
        disclosed.inspection_fen = inspection.map(fen);
        of_slip(slip)
    };
    let custody = |received| {
        let mut slip = walk_in();
        let held = slip.custody.take().expect("the sample is in our hands");
        let received_at = if received { held.received_at } else { None };
        of_slip(IntakeSlip {
            custody: Some(Custody { received_at, accessories: Vec::new(), ..held }),
            ..slip
        })
    };
    vec![
        case(
            "a receipt on sheets",
            of_receipt(receipt()),
            SHEETS,
            &[
                "收据",
                "工单：WX-GL01-20261122-0012",
                "付款人龑䶮珺",
                "服务款（微信）",
                "本次实收￥100.00　大写：人民币壹佰元整",
                "累计已收￥100.00未收￥110.00",
                "合计（大写）：人民币贰佰壹拾元整￥210.00",
                "优惠（E15）-3.00",
                "更换脉冲点火器80.001次80.000.00",
                "上门费30.00130.000.00",
                "高空作业费150.001次150.00150.00",
            ],
            &["退", "作废", "补打", "练习"],
        ),
        case(
            "a receipt on rolls",
            of_receipt(receipt()),
            ROLLS,
            &[
                "款项服务款（微信）本次实收￥100.00大写：人民币壹佰元整累计已收￥100.00未收￥110.00",
                "合计￥210.00大写：人民币贰佰壹拾元整",
                "优惠（E15）-3.00",
                "1次×80.0080.00",
                "换件（E13）-80.00",
                "0.35千克×180.0063.00",
            ],
            &["退", "作废", "补打", "练习"],
        ),
        case(
            "a refund",
            of_receipt(refund()),
            WIDE,
            &[
                "收款人龑䶮珺",
                "退款（现金）",
                "本次退款￥12345.67　大写：人民币退壹万贰仟叁佰肆拾伍元陆角柒分",
                "累计已收￥0.00应退￥0.05",
                "原因配件停产",
            ],
            &["实收", "付款人龑"],
        ),
        case(
            "a refund on rolls",
            of_receipt(refund()),
            ROLLS,
            &["本次退款￥12345.67大写：人民币退壹万贰仟叁佰肆拾伍元陆角柒分", "应退￥0.05"],
            &["实收"],
        ),
        case(
            "a reversal",
            of_receipt(Receipt {
                purpose: Purpose::Reversal,
                reverses: "SJ-GL01-000380".into(),
                ..refund()
            }),
            ALL,
            &["冲销（现金）", "冲销收据", "SJ-GL01-000380"],
            &[],
        ),
        case(
            "a prepayment",
            of_receipt(Receipt {
                bill: None,
                purpose: Purpose::Prepayment,
                amount_fen: Money::MAX_SUM,
                balance_fen: None,
                ..receipt()
            }),
            &[Paper::A4, Paper::Half, Paper::Roll80],
            &["预付款（微信）", "￥99999999999.99", "玖佰玖拾玖亿玖仟玖佰玖拾玖万"],
            &["未收", "应退", "合计"],
        ),
        of_marks(
            "marks on a receipt",
            of_receipt(receipt()),
            &[Paper::A4, Paper::A5, Paper::Roll80, Paper::Roll58],
            &[
                "练习单据，不作凭证",
                "作废",
                "作废原因：金额填错，已另开",
                "补打第3次",
                "存根联（白）",
            ],
            &["一式三联"],
        ),
        of_marks(
            "marks on carbonless paper",
            of_receipt(receipt()),
            &[Paper::Half, Paper::Third],
            &[
                "作废原因：金额填错，已另开",
                "补打第3次",
                "一式三联：存根（白）客户（红）记账（黄）",
                "第2版",
            ],
            &["存根联"],
        ),
        case(
            "a warranty slip on sheets",
            voucher(last(Some(3), None, false)),
            WIDE,
            &[
                "质保范围点火质保期3个月最后一天2027年2月24日",
                "整机保修期内：免费，至2027年3月15日",
                "由桂林市七星区漓江家电服务部负责维修质量",
                "投诉电话：0773-5839999",
                "脉冲点火器×1件",
                "换下件PJ20240311换上件PJ20260902",
                "验收龑䶮珺2026-11-24 15:25",
                "收费维修（C4）",
                "客户验收签字",
                "服务点盖章",
            ],
            &["待确认", "暂按"],
        ),
        case(
            "a redo keeps its clock",
            voucher(last(Some(3), None, true)),
            WIDE,
            &["质保范围点火质保期接续原质保最后一天2027年2月24日"],
            &["3个月"],
        ),
        case(
            "cover in days",
            voucher(last(None, Some(30), false)),
            WIDE,
            &["质保范围点火质保期30天最后一天2027年2月24日"],
            &[],
        ),
        case(
            "a warranty slip on a roll",
            voucher(last(Some(3), None, false)),
            &[Paper::Roll80],
            &[
                "质保范围：点火质保期：3个月最后一天：2027年2月24日",
                "× 1件",
                "龑䶮珺当面同意2026-11-24 14:40",
            ],
            &[],
        ),
        case(
            "a provisional verdict",
            of_slip(with_fault(vec![Question::Invoice, Question::Cause], Cover::TermWhole)),
            WIDE,
            &["暂按整机保修期内免费，至2027年3月15日，检测后确定。待确认：购机发票、故障原因"],
            &["整机保修期内：免费"],
        ),
        case(
            "a verdict with nothing open",
            of_slip(with_fault(Vec::new(), Cover::None)),
            ALL,
            &["不在保修范围：收费，保修已于2027年3月15日到期"],
            &["暂按", "待确认", "检测后确定"],
        ),
        case(
            "fees that were told",
            told(Some(5000), Some(0), Service::OnsiteFar),
            &[Paper::A4, Paper::A5, Paper::Half, Paper::Roll80, Paper::Roll58],
            &["检测费免收　空跑费￥50.00"],
            &[],
        ),
        case(
            "fees in short",
            told(Some(5000), Some(3000), Service::OnsiteFar),
            &[Paper::Third],
            &["检测费￥30.00（放弃维修时收）　空跑费￥50.00（出发后取消时收）"],
            &[],
        ),
        case(
            "fees that were not told",
            told(None, None, Service::OnsiteTown),
            &[Paper::A4, Paper::A5, Paper::Half, Paper::Roll80, Paper::Roll58],
            &["检测费另议　空跑费未告知，不收"],
            &[],
        ),
        case(
            "a visit that was cancelled",
            of_slip(IntakeSlip {
                ended: "已取消：客户改约".into(), visit: None, ..intake()
            }),
            WIDE,
            &["状态已取消：客户改约"],
            &["待约定", "检测记录", "当面报价"],
        ),
        case(
            "an installation is taken in",
            of_slip(IntakeSlip { kind: Kind::Installation, ..intake() }),
            WIDE,
            &["服务要求", "完成情况"],
            &["故障现象", "更换部件", "检测结果"],
        ),
        case(
            "a complaint is taken in",
            of_slip(IntakeSlip { kind: Kind::Complaint, disclosed: None, ..intake() }),
            WIDE,
            &["服务投诉", "受理人："],
            &["上门）", "检测记录"],
        ),
        case(
            "a fault that was left",
            of_voucher(RepairVoucher {
                faults: vec![Fault { left: true, ..repair().faults.swap_remove(0) }],
                ..repair()
            }),
            WIDE,
            &["本次未修。整机保修期内"],
            &[],
        ),
        case(
            "an installation is handed over",
            of_voucher(RepairVoucher { kind: Kind::Installation, ..repair() }),
            WIDE,
            &["安装服务凭证·保修单", "安装内容", "负责安装质量。质保期内出现安装问题"],
            &["维修服务凭证", "维修内容", "原故障部位"],
        ),
        case(
            "money comes in by a reversal",
            of_receipt(Receipt { purpose: Purpose::Reversal, ..receipt() }),
            WIDE,
            &["付款人龑䶮珺", "冲销（微信）", "本次实收", "收款单位盖章"],
            &["退款", "付款单位"],
        ),
        case(
            "nobody sets out",
            told(Some(5000), Some(3000), Service::WalkIn),
            ALL,
            &["检测费￥30.00"],
            &["空跑费"],
        ),
        case(
            "custody on sheets",
            of_slip(walk_in()),
            SHEETS,
            &[
                "取件码004711",
                "外观面板右下角划痕约3厘米，其余完好",
                "遥控器、电源线、说明书",
                "存放A-3架",
                "收件人：",
            ],
            &["上门时间"],
        ),
        case(
            "custody on a roll",
            of_slip(walk_in()),
            &[Paper::Roll80],
            &[
                "取件码：004711外观：面板右下角划痕约3厘米，其余完好随机附件：遥控器、电源线、说明书收件：2026-11-22 09:50 李丽存放：A-3架",
            ],
            &[],
        ),
        case("a unit on its way", custody(false), WIDE, &["尚未收到"], &["09:50", "随机附件无"]),
        case(
            "a unit with nothing beside it",
            custody(true),
            WIDE,
            &["2026-11-22 09:50 李丽", "随机附件无"],
            &["尚未"],
        ),
        of_marks(
            "marks on a slip",
            of_slip(intake()),
            ALL,
            &["练习单据，不作凭证", "作废原因：金额填错，已另开", "补打第3次"],
            &["联："],
        ),
    ]
}

/// All that is wrong with the cases.
pub fn wrong(read: impl Fn(&Sheet) -> String + Copy) -> Vec<String> {
    cases().iter().flat_map(|case| case.wrong(read)).collect()
}

fn drawn(sheet: &Sheet) -> String {
    all_drawn(&laid(sheet))
}

#[test]
fn documents_say_what_they_should() {
    let wrong = wrong(drawn);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_that_are_missing_are_found() {
    let case = cases().swap_remove(0);
    assert_eq!(case.wrong(drawn), [""; 0]);
    let missing = Case { says: &["人民币壹佰零壹元整"], papers: &[Paper::A4], ..case };
    assert_eq!(missing.wrong(drawn).len(), 1);
    let there = Case { says: &[], says_not: &["人民币壹佰元整"], ..missing };
    assert_eq!(there.wrong(drawn).len(), 1);
}
