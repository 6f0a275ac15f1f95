//! Names and numbers as documents write them.

use desk_core::party::Address;
use desk_core::warranty::{Evidence, Tier};

/// A phone number as people read it: `138 0773 1234`, `0773-5831234-801`, `400-618-9123`.
pub(super) fn phone(kept: &str) -> String {
    let (line, extension) = match kept.split_once('-') {
        Some((line, extension)) => (line, format!("-{extension}")),
        None => (kept, String::new()),
    };
    if !line.bytes().all(|byte| byte.is_ascii_digit()) {
        return kept.to_owned();
    }
    let read = match (line.as_bytes(), line.len()) {
        ([b'1', ..], 11) => format!("{} {} {}", &line[..3], &line[3..7], &line[7..]),
        ([b'4' | b'8', b'0', b'0', ..], 10) => {
            format!("{}-{}-{}", &line[..3], &line[3..6], &line[6..])
        }
        // Area codes have three digits where they begin with 01 or 02, else four.
        ([b'0', b'1' | b'2', ..], 10..) => format!("{}-{}", &line[..3], &line[3..]),
        ([b'0', ..], 10..) => format!("{}-{}", &line[..4], &line[4..]),
        _ => line.to_owned(),
    };
    read + &extension
}

/// A phone number that tells who it is to somebody who knows it (N14): `138****1234`, of another
/// than a mobile phone the last four digits.
pub(super) fn masked(kept: &str) -> String {
    let line: Vec<char> = kept.split('-').next().unwrap_or_default().chars().collect();
    let last: String = line.iter().skip(line.len().saturating_sub(4)).collect();
    match line.len() {
        0..=4 => "*".repeat(line.len()),
        11 if line[0] == '1' => format!("{}****{last}", line[..3].iter().collect::<String>()),
        _ => format!("****{last}"),
    }
}

/// An address on one line, without the slashes of the region; a municipality is named once.
pub(super) fn address(kept: &Address) -> String {
    let mut parts: Vec<&str> = kept.region.split('/').collect();
    parts.dedup();
    parts.concat() + &kept.detail
}

/// What was shown, and what is wrong with it; what nobody asked for is left out.
pub(super) fn evidence(invoice: Evidence, card: Evidence) -> String {
    let said = |what: &str, evidence| {
        let how = match evidence {
            Evidence::Present => "有",
            Evidence::Absent => "无",
            Evidence::Altered => "被涂改",
            Evidence::Mismatched => "与机器不符",
            Evidence::Unknown => return None,
        };
        Some(format!("{what}{how}"))
    };
    let both: Vec<String> =
        [said("发票", invoice), said("保修卡", card)].into_iter().flatten().collect();
    both.join(" ")
}

/// The name of a tier; empty for none.
pub(super) fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::None => "",
        Tier::Silver => "银卡",
        Tier::Gold => "金卡",
        Tier::Platinum => "白金卡",
        Tier::Diamond => "钻石卡",
    }
}

/// The name of a bill's row that is no line.
pub(super) fn fee(id: &str) -> &str {
    match id {
        "visit" => "上门费",
        "inspection" => "检测费",
        "empty_trip" => "空跑费",
        "freight_in" => "寄来运费",
        "freight_out" => "寄回运费",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_set_apart_for_reading_and_masked_for_strangers() {
        for (kept, read, hidden) in [
            ("13807731234", "138 0773 1234", "138****1234"),
            ("07735831234", "0773-5831234", "****1234"),
            ("07735831234-801", "0773-5831234-801", "****1234"),
            ("01012345678", "010-12345678", "****5678"),
            ("02087654321", "020-87654321", "****4321"),
            ("5831234", "5831234", "****1234"),
            ("4006189123", "400-618-9123", "****9123"),
            ("95598", "95598", "****5598"),
            ("张三", "张三", "**"),
            ("", "", ""),
        ] {
            assert_eq!(phone(kept), read);
            assert_eq!(masked(kept), hidden);
        }
    }

    #[test]
    fn an_address_is_one_line() {
        let of = |region: &str| {
            address(&Address { region: region.into(), detail: "漓江路26号".into() })
        };
        assert_eq!(of("广西/桂林市/七星区"), "广西桂林市七星区漓江路26号");
        assert_eq!(of("北京市/北京市/朝阳区"), "北京市朝阳区漓江路26号");
        assert_eq!(of(""), "漓江路26号");
    }

    #[test]
    fn evidence_is_told_as_far_as_it_is_known() {
        assert_eq!(evidence(Evidence::Present, Evidence::Absent), "发票有 保修卡无");
        assert_eq!(evidence(Evidence::Unknown, Evidence::Altered), "保修卡被涂改");
        assert_eq!(evidence(Evidence::Unknown, Evidence::Unknown), "");
    }
}
