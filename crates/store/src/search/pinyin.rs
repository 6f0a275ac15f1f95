//! What a name sounds like: its pinyin in every reading of every character, and the initials.

use pinyin::ToPinyinMulti;

/// Combinations of readings that are kept of one name, the likeliest first, and as many of the ways
/// to write initials.
const COMBINATIONS: usize = 64;
/// Characters in a row that are read; company names are longer.
const CHARACTERS: usize = 12;

/// What a character is read as when it is a surname, where the crate lists that reading late or not
/// at all.
const SURNAMES: &[(char, &str)] = &[
    ('单', "shan"),
    ('仇', "qiu"),
    ('曾', "zeng"),
    ('解', "xie"),
    ('查', "zha"),
    ('区', "ou"),
    ('朴', "piao"),
    ('覃', "qin"),
    ('翟', "zhai"),
    ('缪', "miao"),
    ('盖', "ge"),
    ('种', "chong"),
    ('冼', "xian"),
    ('洗', "xian"),
    ('费', "bi"),
    ('贠', "yun"),
    ('员', "yun"),
    ('谌', "shen"),
    ('黑', "he"),
    ('薄', "bo"),
    ('柏', "bai"),
    ('卜', "bu"),
    ('繁', "po"),
    ('折', "she"),
    ('秘', "bi"),
    ('召', "shao"),
    ('郇', "xun"),
    ('隗', "wei"),
    ('郗', "chi"),
    ('句', "gou"),
    ('能', "nai"),
    ('么', "yao"),
    ('藏', "zang"),
    ('万', "wan"),
    ('尉', "yu"),
    ('沈', "shen"),
    ('贾', "jia"),
    ('乐', "yue"),
    ('长', "chang"),
    ('褚', "chu"),
];

/// The runs of Chinese characters in a name, and all of them together: 买买提·艾力 is one name.
fn runs(name: &str) -> Vec<String> {
    let is_other = |character: char| character.to_pinyin_multi().is_none();
    let mut runs: Vec<String> =
        name.split(is_other).filter(|run| !run.is_empty()).map(str::to_owned).collect();
    if runs.len() > 1 {
        runs.push(runs.concat());
    }
    runs
}

/// The words of the search column `pinyin`: of every run of Chinese characters the pinyin as one
/// word, folded by [`fold`], and its initials as they may be written (张三: `zangsan zs zhs`).
pub(super) fn keys(name: &str) -> String {
    let mut keys: Vec<String> = Vec::new();
    for run in &runs(name) {
        let combinations = combinations(run);
        let mut add = |key: String, most: usize| {
            if !key.is_empty() && keys.len() < most && !keys.contains(&key) {
                keys.push(key);
            }
        };
        for combination in &combinations {
            add(combination.full.clone(), COMBINATIONS);
        }
        for combination in combinations {
            for initials in combination.initials {
                add(initials, 2 * COMBINATIONS);
            }
        }
    }
    keys.join(" ")
}

/// Whether the letters are a beginning of the pinyin of a name or of its initials: of what [`keys`]
/// has, without making it.
pub(super) fn begins(name: &str, letters: &str) -> bool {
    let folded = fold(letters);
    runs(name).iter().any(|run| {
        begins_with_sounds(run, letters, |reading| heads(reading).map(str::to_owned).collect())
            || begins_with_sounds(run, &folded, |reading| vec![fold(reading)])
    })
}

/// Whether the letters are a beginning of the sounds of a run of characters, each written in one of
/// the ways that `written` knows.
fn begins_with_sounds(run: &str, letters: &str, written: fn(&str) -> Vec<String>) -> bool {
    // The places up to which the letters may be read after each character.
    let mut places: Vec<&str> = vec![letters];
    for (position, character) in run.chars().take(CHARACTERS).enumerate() {
        let mut next = Vec::new();
        for sound in readings(character, position == 0).into_iter().flat_map(written) {
            for rest in &places {
                if sound.starts_with(rest) {
                    return true;
                }
                match rest.strip_prefix(&*sound) {
                    Some(rest) if !next.contains(&rest) => next.push(rest),
                    _ => {}
                }
            }
        }
        places = next;
        if places.is_empty() {
            return false;
        }
    }
    false
}

/// The initials of a sound: `z` and `zh` of zhang.
fn heads(reading: &str) -> impl Iterator<Item = &str> {
    let first = reading.chars().next().map_or(0, char::len_utf8);
    let double = reading.starts_with(['z', 'c', 's']) && reading[first..].starts_with('h');
    [Some(&reading[..first]), double.then(|| &reading[..2])].into_iter().flatten()
}

/// One spelling for the ways to write a sound: z, c, s for zh, ch, sh, and u for ü and v. What is
/// folded of a beginning is a beginning of what is folded.
pub(super) fn fold(letters: &str) -> String {
    let mut folded = String::with_capacity(letters.len());
    for letter in letters.chars() {
        match letter {
            'h' if folded.ends_with(['z', 'c', 's']) => {}
            'ü' | 'v' => folded.push('u'),
            'ê' => folded.push('e'),
            _ if letter.is_ascii_alphabetic() => folded.push(letter),
            _ => {}
        }
    }
    folded
}

/// A way to read a run of characters; the lower its rank, the likelier.
#[derive(Clone, Default)]
struct Combination {
    rank: usize,
    full: String,
    /// 张: `z` and `zh`.
    initials: Vec<String>,
}

impl Combination {
    fn then(&self, rank: usize, reading: &str) -> Combination {
        let mut initials: Vec<String> = heads(reading)
            .flat_map(|head| self.initials.iter().map(move |before| format!("{before}{head}")))
            .collect();
        initials.truncate(COMBINATIONS);
        Combination {
            rank: self.rank + rank,
            full: format!("{}{}", self.full, fold(reading)),
            initials,
        }
    }
}

/// The likeliest readings of a run of characters. Ranks add up, so that nothing is lost by keeping
/// only the best of each beginning.
fn combinations(run: &str) -> Vec<Combination> {
    let mut combinations =
        vec![Combination { initials: vec![String::new()], ..Combination::default() }];
    for (position, character) in run.chars().take(CHARACTERS).enumerate() {
        let readings = readings(character, position == 0);
        combinations = combinations
            .iter()
            .flat_map(|before| {
                readings.iter().enumerate().map(|(rank, reading)| before.then(rank, reading))
            })
            .collect();
        combinations.sort_by_key(|combination| combination.rank);
        combinations.truncate(COMBINATIONS);
    }
    combinations
}

/// The readings of a character without tones, the likeliest first.
fn readings(character: char, first: bool) -> Vec<&'static str> {
    let mut readings: Vec<&'static str> = Vec::new();
    let surname = SURNAMES.iter().find(|(surname, _)| *surname == character);
    let listed = character.to_pinyin_multi().into_iter().flatten().map(pinyin::Pinyin::plain);
    let surname = surname.filter(|_| first).map(|(_, reading)| *reading);
    for reading in surname.into_iter().chain(listed) {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(name: &str) -> Vec<String> {
        keys(name).split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_name_has_its_pinyin_and_its_initials() {
        assert_eq!(keys("张三"), "zangsan zs zhs");
        assert_eq!(keys("Smith"), "");
        assert_eq!(keys("A栋·李(老板)"), "dong d li l laoban lb donglilaoban dllb");
    }

    #[test]
    fn sounds_are_folded_and_beginnings_stay_beginnings() {
        assert_eq!(fold("zhangshuchun"), "zangsucun");
        assert_eq!(fold("lü"), fold("lv"));
        for end in 0..="zhangshuchun".len() {
            assert!("zangsucun".starts_with(&fold(&"zhangshuchun"[..end])));
        }
    }

    #[test]
    fn what_begins_a_name_is_known_without_its_keys() {
        for name in ["张三", "单雄信", "解世华", "A栋·查理(吕女士)", "欧阳娜娜"]
        {
            for key in keys_of(name) {
                for end in 1..=key.len() {
                    assert!(begins(name, &key[..end]), "{name} by {}", &key[..end]);
                }
                assert!(!begins(name, &format!("{key}q")), "{name} by {key}q");
            }
        }
        assert!(begins("吕张", "lüzh") && begins("吕张", "lvz") && !begins("吕张", "lzhan"));
        assert!(!begins("", "a") && !begins("Smith", "s"));
    }

    #[test]
    fn many_readings_are_capped_with_the_likeliest_first() {
        let many = keys_of("单那那那那那");
        assert_eq!(many[0], "sannanananana");
        assert!(many.len() <= 2 * COMBINATIONS, "{}", many.len());
        assert!(many.contains(&"snnnnn".to_owned()));
    }
}
