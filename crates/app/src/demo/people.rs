//! Names, phones and addresses that are put together by chance. Nobody real is meant.

use desk_core::party::{Address, Role};

use super::chance::Chance;

/// Frequent ones first: the draw below takes them more often.
const SURNAMES: &[&str] = &[
    "李", "王", "张", "刘", "陈", "黄", "韦", "莫", "杨", "赵", "周", "吴", "蒋", "唐", "秦", "阳",
    "廖", "覃", "梁", "罗", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "郑", "谢", "宋", "许",
    "邓", "冯", "曹", "彭", "肖", "田", "董", "潘", "袁", "蔡", "余", "于", "杜", "叶", "程", "魏",
    "苏", "吕", "丁", "任", "卢", "姚", "沈", "钟", "姜", "谭", "陆", "范", "石", "贾", "夏", "付",
    "方", "邹", "熊", "白", "孟", "邱", "侯", "江", "尹", "薛", "段", "雷", "龙", "黎", "陶", "贺",
    "毛", "龚", "邵", "武", "钱", "戴", "严", "孔", "汤", "粟", "农", "蒙", "容", "滕", "申", "文",
    "易", "伍", "全", "骆",
];

/// Surnames that are read otherwise than the character usually is, for the search by pinyin.
const OTHER_READINGS: &[&str] = &[
    "单", "仇", "曾", "解", "查", "区", "朴", "盖", "翟", "缪", "纪", "乐", "尉", "冼", "员", "种",
];

const TWO_CHARACTERS: &[&str] =
    &["欧阳", "诸葛", "司马", "上官", "皇甫", "慕容", "令狐", "尉迟", "东方", "司徒"];

const GIVEN: &[&str] = &[
    "秀英", "桂兰", "桂芳", "玉珍", "凤英", "志强", "建华", "建军", "国平", "海燕", "丽娟", "晓燕",
    "小红", "文斌", "永红", "春梅", "秋菊", "冬生", "水生", "桂生", "荣华", "德明", "世全", "家兴",
    "思远", "子轩", "雨桐", "欣怡", "梓涵", "浩然", "俊杰", "嘉豪", "诗雨", "若曦", "佳慧", "雅琴",
    "慧敏", "静怡", "晓峰", "振宇", "立新", "新民", "红梅", "美玲", "素珍", "翠莲", "金凤", "银花",
    "福全", "有才", "长贵", "满仓", "爱民", "卫东", "卫红", "向阳", "东升", "春生", "一鸣", "天佑",
    "安琪", "可欣", "梦洁", "思琪", "宇航", "明轩", "景行", "知远", "清扬", "望舒", "怀瑾", "修远",
];

const GIVEN_SHORT: &[&str] = &[
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "霞",
    "超", "玲", "平", "刚", "桂", "英", "华", "慧", "宁", "琳", "斌", "波", "辉", "燕", "鹏", "飞",
];

/// Given names whose characters many fonts and input methods lack.
const RARE: &[&str] = &[
    "䶮", "㛃", "𬭚", "龑", "子珺", "珺", "玥", "玥彤", "㼆", "赟", "燊", "堃", "喆", "翀", "劼",
    "垚", "骉", "昇燊", "雨㛃", "祎", "晞玥", "文赟", "永龑", "𬭼", "㵑", "奡", "犇", "鑫淼", "翯",
];

const ETHNIC: &[(&str, &str)] = &[
    ("买买提", "艾力"),
    ("阿依古丽", "吐尔逊"),
    ("古丽娜尔", "艾合买提"),
    ("玉素甫", "卡德尔"),
    ("热娜", "阿布都"),
    ("帕提古丽", "买买提"),
    ("艾尼瓦尔", "玉山"),
    ("迪丽努尔", "库尔班"),
    ("扎西", "旺堆"),
    ("央金", "拉姆"),
    ("巴特尔", "乌力吉"),
    ("阿不都热合曼", "吾买尔江"),
];

/// Who is no person: a point serves small businesses too. Made up.
const HOUSES: &[&str] = &[
    "桂香米粉店",
    "山水间民宿",
    "榕荫便利店",
    "蓝田幼儿园食堂",
    "象鼻山脚客栈",
    "漓水人家餐馆",
    "月牙理发店",
    "桂北老年之家",
    "小南门早餐店",
    "芦笛洗衣店",
    "七星岩畔茶馆",
    "叠彩托管班",
];

const TOWN: &[(&str, &[&str])] = &[
    (
        "七星区",
        &[
            "漓江路",
            "穿山东路",
            "建干路",
            "东江路",
            "六合路",
            "辅星路",
            "三里店大圆",
            "育才路",
            "金鸡路",
        ],
    ),
    (
        "象山区",
        &["中山南路", "上海路", "环城南一路", "凯风路", "万福路", "瓦窑路", "翠竹路", "民主路"],
    ),
    ("秀峰区", &["中山中路", "信义路", "丽君路", "西山路", "榕湖北路", "甲山路", "桃花江路"]),
    ("叠彩区", &["中山北路", "站前路", "芦笛路", "北辰路", "清秀路", "凤北路", "东镇路"]),
    ("临桂区", &["世纪东路", "人民路", "金水路", "凤凰路", "青莲路", "西城大道"]),
    ("雁山区", &["雁中路", "雁山街", "桂阳路"]),
];

const FAR: &[(&str, &[&str])] = &[
    ("阳朔县", &["阳朔镇叠翠路", "兴坪镇老街", "白沙镇富里街", "高田镇凤楼村"]),
    ("灵川县", &["灵川镇灵西路", "大圩镇泗瀛街", "潭下镇中心街", "八里街路"]),
    ("兴安县", &["兴安镇三台路", "湘漓镇溶江街", "严关镇仙桥村"]),
    ("全州县", &["全州镇中心北路", "绍水镇柳甲街", "才湾镇南一村"]),
    ("永福县", &["永福镇凤城路", "苏桥镇解放街", "罗锦镇崇山村"]),
    ("龙胜各族自治县", &["龙胜镇兴龙路", "和平乡大寨村", "泗水乡周家村"]),
    ("平乐县", &["平乐镇正北街", "二塘镇大水村", "沙子镇保安街"]),
    ("荔浦市", &["荔城镇滨江路", "马岭镇德安村", "修仁镇建陵街"]),
    ("恭城瑶族自治县", &["恭城镇拱辰西路", "莲花镇竹山村", "平安乡北洞源村"]),
    ("资源县", &["资源镇城北路", "中峰镇社岭村"]),
    ("灌阳县", &["灌阳镇灌江路", "文市镇月岭村"]),
];

const ESTATES: &[&str] = &[
    "桂花苑",
    "漓水湾",
    "翠竹园",
    "金桂小区",
    "榕城花园",
    "碧水康城",
    "山语城",
    "鸿运苑",
    "福兴家园",
    "向阳小区",
    "老干所宿舍",
    "机床厂生活区",
    "教师新村",
    "丽泽苑",
    "东岸名都",
    "象山雅居",
];

const NOTES: &[&str] = &[
    "老人独居，上门前先打电话给女儿",
    "家里有狗，上门前说一声",
    "工作日只有晚上在家",
    "听力不好，说话大声些",
    "没有电梯，六楼",
    "小区要登记身份证",
    "讲桂柳话",
    "尽量安排上午",
    "要开发票，抬头另给",
];

/// A customer as somebody would type one.
#[derive(Debug, Clone)]
pub(super) struct Someone {
    pub name: String,
    pub phones: Vec<String>,
    pub address: Address,
    pub note: Option<&'static str>,
}

/// A name as most people have it.
fn usual_name(chance: &mut Chance) -> String {
    // The smaller of two draws: the beginning of the list comes up more often.
    let surname = SURNAMES[chance.place(SURNAMES.len()).min(chance.place(SURNAMES.len()))];
    let given = if chance.percent(30) { chance.one(GIVEN_SHORT) } else { chance.one(GIVEN) };
    format!("{surname}{given}")
}

/// One of the names that are hard to write, to read or to find, in turn.
pub(super) fn hard_name(chance: &mut Chance, turn: u64) -> String {
    match turn % 4 {
        0 => format!("{}{}", chance.one(SURNAMES), chance.one(RARE)),
        1 => format!("{}{}", chance.one(OTHER_READINGS), chance.one(GIVEN)),
        2 => format!("{}{}", chance.one(TWO_CHARACTERS), chance.one(GIVEN)),
        _ => {
            let (name, of) = ETHNIC[turn as usize / 4 % ETHNIC.len()];
            format!("{name}·{of}")
        }
    }
}

pub(super) fn mobile(chance: &mut Chance) -> String {
    const PREFIXES: &[&str] = &[
        "130", "131", "132", "135", "136", "137", "138", "139", "147", "150", "151", "152", "158",
        "159", "166", "173", "176", "177", "178", "180", "181", "182", "186", "187", "188", "189",
        "191", "198", "199",
    ];
    chance.text(PREFIXES) + &chance.digits(8)
}

fn landline(chance: &mut Chance) -> String {
    let line = chance.within(2_000_000, 8_999_999);
    match chance.below(10) {
        0..=5 => format!("0773-{line}"),
        6 | 7 => line.to_string(),
        _ => format!("0773-{line}-{}", chance.within(801, 899)),
    }
}

/// A service number, and a line with an extension.
pub(super) fn house_phones(chance: &mut Chance) -> Vec<String> {
    let line = chance.within(2_000_000, 8_999_999);
    let extension = chance.within(801, 899);
    vec![format!("400{}", chance.digits(7)), format!("0773-{line}-{extension}")]
}

/// Somewhere in town, or farther out.
fn address(chance: &mut Chance, far: bool, is_house: bool) -> Address {
    let (district, streets) = *chance.one(if far { FAR } else { TOWN });
    let street = chance.text(streets);
    let detail = match chance.below(10) {
        _ if street.ends_with('村') => format!("{street}{}号", chance.within(1, 90)),
        _ if is_house => format!("{street}{}号铺面", chance.within(1, 260)),
        0..=2 => format!("{street}{}号", chance.within(1, 260)),
        3..=6 => format!(
            "{street}{}号{}{}栋{}单元{}0{}",
            chance.within(1, 260),
            chance.one(ESTATES),
            chance.within(1, 28),
            chance.within(1, 4),
            chance.within(1, 9),
            chance.within(1, 4)
        ),
        _ => format!(
            "{street}{}{}栋{}",
            chance.one(ESTATES),
            chance.within(1, 18),
            chance.within(1, 32) * 100 + chance.within(1, 6)
        ),
    };
    Address { region: format!("广西/桂林市/{district}"), detail }
}

/// Somebody by chance.
pub(super) fn someone(chance: &mut Chance, far: bool) -> Someone {
    let is_house = chance.percent(4);
    let name = if is_house {
        chance.text(HOUSES)
    } else if chance.percent(8) {
        let turn = chance.below(4 * ETHNIC.len() as u64);
        hard_name(chance, turn)
    } else {
        usual_name(chance)
    };
    let mut phones = match chance.below(100) {
        0..=7 => vec![mobile(chance), landline(chance)],
        8..=10 => vec![mobile(chance), mobile(chance)],
        11..=13 => vec![landline(chance)],
        14 => vec![format!("400{}", chance.digits(7))],
        15 | 16 if !is_house => Vec::new(),
        _ if is_house => vec![landline(chance)],
        _ => vec![mobile(chance)],
    };
    // A number that is typed twice would be refused.
    phones.dedup();
    let note = chance.percent(6).then(|| *chance.one(NOTES));
    Someone { name, phones, address: address(chance, far, is_house), note }
}

/// A member of staff of the point.
pub(super) struct Member {
    pub name: &'static str,
    pub badge: &'static str,
    pub role: Role,
    /// Years of this work on the day that is played.
    pub years: i32,
}

const fn member(name: &'static str, badge: &'static str, role: Role, years: i32) -> Member {
    Member { name, badge, role, years }
}

/// Everybody who works at the point, in the order of their badges.
pub(super) const STAFF: &[Member] = &[
    member("蒋桂芬", "GL001", Role::Supervisor, 0),
    member("阳文斌", "GL002", Role::Supervisor, 0),
    member("粟小玲", "GL011", Role::Counter, 0),
    member("韦春艳", "GL012", Role::Counter, 0),
    member("唐一鸣", "GL013", Role::Counter, 0),
    member("秦永强", "GL101", Role::Engineer, 18),
    member("莫家兴", "GL102", Role::Engineer, 14),
    member("廖水生", "GL103", Role::Engineer, 11),
    member("覃立新", "GL104", Role::Engineer, 9),
    member("黄海波", "GL105", Role::Engineer, 7),
    member("龙翀", "GL106", Role::Engineer, 6),
];
