//! Texts that would do harm if they were taken for anything but texts.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use desk_core::paper::Paper;

use super::random::wrong;
use super::{FONTS, all_drawn, dense, first, laid, sheet};
use crate::content::{
    Cited, Content, Fault, FeeRow, IntakeSlip, Letterhead, Person, Receipt, RepairVoucher,
};
use crate::page::Item;
use crate::setting::plain;
use crate::{Marks, fits, samples, svg};

/// Texts that attack the formats, the setting of lines, or those who read.
pub static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts: Vec<String> = [
        "(a) Tj ET Q\n%%EOF",
        "endstream endobj\n1 0 obj<</Type/Catalog>>endobj\ntrailer",
        "\\) Tj (\\",
        "<script>alert(1)</script><use href=\"x\"/>",
        "\"/><image href='file:///etc/passwd'/>",
        "]]><![CDATA[&lt;&amp;&#0;-->",
        "一\u{0}二\u{1b}[31m三\u{7f}四\u{85}五",
        "甲\u{202E}乙丙\u{202C}丁\u{2067}戊",
        "\u{FEFF}零\u{200D}宽\u{200B}字\u{2060}符\u{AD}号",
        "e\u{301}\u{301}\u{301}\u{301}\u{308}字\u{301}",
        "\u{301}\u{FE0F}\u{E0101}",
        "\u{E000}有\u{E001}无",
        "一\r\n二\r三\u{2028}四\u{2029}五",
        "\u{2060}\u{FEFF}\u{200B}",
        " \u{3000} \t ",
    ]
    .map(str::to_owned)
    .into();
    texts.extend(["，", "A", "（", "字", " ", "e\u{301}"].map(|text| text.repeat(10_000)));
    texts.push("一\n".repeat(600));
    texts
});

/// Documents that say a text wherever one is typed.
pub fn contents(text: &str) -> [Content; 3] {
    let said = || text.to_owned();
    // What the program keeps short and on one line.
    let short = || -> String { text.chars().filter(|c| *c != '\n').take(100).collect() };
    let point = || Letterhead {
        name: short(),
        address: short(),
        brand: short(),
        ..samples::repair().point
    };
    let customer = || Person { name: short(), phone: short(), address: short(), tier: short() };
    let cited = || vec![Cited { clause: short(), text: said() }];
    let fault = Fault {
        place: short(),
        part: short(),
        note: said(),
        why: cited(),
        ..samples::intake().faults.swap_remove(0)
    };
    let slip = IntakeSlip {
        point: point(),
        customer: customer(),
        channel: short(),
        complaint: said(),
        note: said(),
        faults: vec![fault.clone()],
        advice: cited(),
        ..samples::walk_in()
    };
    let bill = || {
        let mut bill = samples::repair().bill;
        let row = FeeRow {
            name: short(),
            unit: short(),
            waived: cited().pop(),
            ..bill.rows.swap_remove(0)
        };
        bill.rows.push(row);
        bill
    };
    let voucher = RepairVoucher {
        point: point(),
        customer: customer(),
        work: said(),
        faults: vec![fault],
        bill: bill(),
        care: vec![said()],
        ..samples::repair()
    };
    let receipt = Receipt {
        point: point(),
        customer: customer(),
        payer: short(),
        reason: said(),
        bill: Some(bill()),
        ..samples::receipt()
    };
    [
        Content::Intake(Box::new(slip)),
        Content::Repair(Box::new(voucher)),
        Content::Receipt(Box::new(receipt)),
    ]
}

/// Where a text is tried: a long one takes its time, and is like others on other papers.
pub fn papers(text: &str) -> &'static [Paper] {
    if text.len() < 1000 { Paper::ALL } else { &[Paper::A5, Paper::Roll58] }
}

/// Voided for a reason that is such a text too.
pub fn marks(text: &str) -> Marks<'_> {
    Marks { voided: Some(text), ..first() }
}

/// The names of tags and attributes of a file that is as XML should be; what is wrong otherwise.
fn names(xml: &str) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    let entities = |text: &str| {
        let known = ["amp;", "lt;", "gt;", "quot;", "apos;"];
        text.split('&').skip(1).all(|after| known.iter().any(|name| after.starts_with(name)))
    };
    while let Some((text, after)) = rest.split_once('<') {
        if !entities(text)
            || text.contains("]]>")
            || text.contains(|c: char| c.is_control() && c != '\n')
        {
            return Err(format!("text: {text:?}"));
        }
        let (tag, after) = after.split_once('>').ok_or("a tag does not end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, is_empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let mut parts = tag.split('"');
        let mut first = parts.next().unwrap_or_default();
        let name = first.split(' ').next().unwrap_or_default();
        names.insert(name.to_owned());
        if !is_empty {
            open.push(name);
        }
        first = first.strip_prefix(name).unwrap_or_default();
        loop {
            let attribute = first.trim();
            let Some(value) = parts.next() else {
                match attribute {
                    "" => break,
                    _ => return Err(format!("<{tag}>")),
                }
            };
            let attribute = attribute.strip_suffix('=').ok_or(format!("<{tag}>"))?;
            if attribute.is_empty() || !entities(value) {
                return Err(format!("<{tag}>"));
            }
            names.insert(format!("{attribute}="));
            first = parts.next().ok_or(format!("<{tag}>"))?;
        }
    }
    if open.is_empty() && rest.trim().is_empty() {
        Ok(names)
    } else {
        Err(format!("{open:?} {rest:?}"))
    }
}

#[test]
fn previews_are_xml_with_only_our_tags() {
    let ours = names(&svg(&FONTS, &sheet(&samples::all()[0].1, Paper::A5, first()))[0]);
    let ours = ours.expect("it is XML");
    assert!(ours.contains("use") && ours.contains("href=") && !ours.contains("script"), "{ours:?}");
    for text in TEXTS.iter() {
        for mut content in contents(text) {
            // The title has the number.
            if let Content::Receipt(receipt) = &mut content {
                receipt.number = text.chars().take(40).collect();
            }
            let is_short = text.chars().count() < 1000;
            if !is_short
                || matches!(&content, Content::Receipt(receipt) if !receipt.number.is_ascii())
            {
                continue;
            }
            for page in svg(&FONTS, &sheet(&content, Paper::A5, marks(text))) {
                let names = names(&page).unwrap_or_else(|wrong| panic!("{text:.40?}: {wrong}"));
                assert!(names.is_subset(&ours), "{text:.40?}: {names:?}");
            }
        }
    }
}

#[test]
fn what_is_no_xml_is_found() {
    for wrong in [
        "<a",
        "<a>",
        "<a></b>",
        "</a>",
        "<a b>",
        "<a b=c/>",
        "<a b=\"c/>",
        "<a/>&b",
        "<a>&nbsp;</a>",
        "<a>]]></a>",
    ] {
        assert!(names(wrong).is_err(), "{wrong}");
    }
    assert_eq!(
        names("<a b=\"c\" d=\"&lt;\"><e/>&amp;</a>"),
        Ok(["a", "b=", "d=", "e"].map(str::to_owned).into())
    );
}

#[test]
fn they_are_drawn_whole_and_inside() {
    for text in TEXTS.iter() {
        for content in contents(text) {
            for paper in papers(text).iter().filter(|paper| fits(&content, **paper)) {
                let sheet = sheet(&content, *paper, marks(text));
                let mut wrong = wrong(&sheet);
                // These break rules of setting by themselves.
                wrong.retain(|fault| !fault.contains("begins:") && !fault.contains("ends:"));
                assert!(wrong.is_empty(), "{text:.40?} on {}: {wrong:#?}", paper.as_str());
            }
        }
    }
}

/// What controls others is not drawn; what shows nothing leaves no gap.
#[test]
fn controls_are_left_out() {
    for (typed, drawn) in [
        ("一\u{0}二\u{1b}[31m三\u{7f}四\u{85}五", "一二[31m三四五"),
        ("甲\u{202E}乙丙\u{202C}丁\u{2067}戊", "甲乙丙丁戊"),
        ("\u{FEFF}零\u{200D}宽\u{200B}字\u{2060}符\u{AD}号", "零宽字符-号"),
        ("一\r\n二\r三\u{2028}四\u{2029}五", "一\n二三四五"),
        ("\u{E000}有\u{E001}无", "有无"),
        ("a\u{2011}b\u{2022}c\u{30FB}d\u{A0}e\tf", "a-b·c·d e f"),
    ] {
        assert_eq!(plain(typed).text, drawn);
    }
}

/// The private characters that stand for our boxes are no boxes when somebody types them.
#[test]
fn nobody_types_a_box() {
    let rules = |customer: Person| {
        let slip = IntakeSlip { customer, ..samples::intake() };
        let content = Content::Intake(Box::new(slip));
        let pages = laid(&sheet(&content, Paper::A5, first()));
        assert!(dense(&all_drawn(&pages)).contains("有无"));
        pages[0].items.iter().filter(|item| matches!(item, Item::Rule { .. })).count()
    };
    let customer = |name: &str| Person { name: name.into(), ..samples::intake().customer };
    assert_eq!(rules(customer("有无")), rules(customer("\u{E000}有\u{E001}无")));
}
