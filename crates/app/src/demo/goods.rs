//! What people have at home, and how it breaks: complaints, what is found, what is done about it.
//!
//! Categories, parts and labour are those of the shipped policy and tariff; a test below asks them.

use desk_core::warranty::Cause;
use desk_core::warranty::Cause::{
    AbnormalVoltage, Accident, Collision, ComponentFailure, Damp, Defect, Drop, Heat,
    InstallationOther, Lightning, Liquid, Negligence, NormalWear, OtherForceMajeure,
    PoorMaintenance, ThirdParty, UserSoftware,
};

/// A category of appliances.
#[derive(Debug)]
pub(super) struct Goods {
    pub code: &'static str,
    /// In serial numbers.
    pub letters: &'static str,
    pub models: &'static [&'static str],
    /// Its price in 元, from and to.
    pub price: (i64, i64),
    /// How often it comes up in winter, spring, summer and autumn.
    pub seasons: [u64; 4],
    /// It can be carried to the counter or sent.
    pub is_small: bool,
    /// Somebody installs it before it is used.
    pub is_installed: bool,
    pub burns_gas: bool,
    pub faults: &'static [Ill],
    /// What is said when it is to be installed.
    pub install: &'static [&'static str],
    /// What is said when it is to be looked after.
    pub care: &'static [&'static str],
}

/// A way to break.
#[derive(Debug)]
pub(super) struct Ill {
    pub said: &'static [&'static str],
    pub place: &'static str,
    /// The part of the tariff; none where nothing is exchanged.
    pub part: Option<&'static str>,
    /// How the code of the labour ends.
    pub labour: &'static str,
    /// The usual cause first.
    pub causes: &'static [Cause],
    pub found: &'static str,
    pub done: &'static str,
}

/// Place, part and labour stand together, then what is said, the causes, what is found and done.
const fn ill(
    (place, part, labour): (&'static str, &'static str, &'static str),
    said: &'static [&'static str],
    causes: &'static [Cause],
    found: &'static str,
    done: &'static str,
) -> Ill {
    let part = if part.is_empty() { None } else { Some(part) };
    Ill { said, place, part, labour, causes, found, done }
}

const BROKEN: &[Cause] = &[ComponentFailure, Defect, NormalWear];
const WORN: &[Cause] = &[NormalWear, ComponentFailure];
const DIRTY: &[Cause] = &[PoorMaintenance, NormalWear];
const POWER: &[Cause] = &[ComponentFailure, Defect, AbnormalVoltage, Lightning];

#[rustfmt::skip]
pub(super) const GOODS: &[Goods] = &[
    Goods {
        code: "gas_stove",
        letters: "RQZ",
        models: &["JS-JZT-2B18", "JS-JZT-2B26", "JS-JZY-Q5", "JS-JZT-3D1"],
        price: (580, 2680),
        seasons: [16, 14, 10, 14],
        is_small: true,
        is_installed: true,
        burns_gas: true,
        faults: &[
            ill(("点火系统", "P-100", "WX1"), &["打不着火，换了电池也不行", "左边炉头点不着火", "按下去只听见啪啪响，就是不着"], WORN, "点火针积碳，点火器无高压输出", "更换点火器，清理点火针，连续试火20次正常"),
            ill(("熄火保护", "P-102", "WX1"), &["一松手就熄火", "烧着烧着自己熄火", "火要按好久才稳得住"], WORN, "热电偶老化，电势不足", "更换热电偶，松手后火焰保持正常"),
            ill(("燃烧器", "P-103", "WX2"), &["火焰发黄冒黑烟，锅底熏黑", "火小，烧开一壶水要半个钟头"], &[NormalWear, PoorMaintenance, Defect], "燃烧器引射管锈蚀变形，混合不良", "更换燃烧器，调风门，火焰呈蓝色"),
            ill(("火盖", "P-101", "WX1"), &["火盖烂了，火往外窜", "火盖缺了一块"], WORN, "火盖烧蚀缺口", "更换火盖，火焰均匀"),
            ill(("阀体", "P-104", "WX2"), &["旋钮拧不动，关不死", "关了火还有一点点燃气味，已经关了总阀"], BROKEN, "阀芯卡滞，气密不合格", "更换阀体，检漏合格"),
            ill(("面板", "P-220", "WX2"), &["灶面玻璃裂了一条缝", "玻璃面板炸裂"], &[Collision, Heat, Defect], "钢化玻璃面板破裂", "更换玻璃面板，打胶固定"),
        ],
        install: &["新买的燃气灶要装，台面孔已经开好", "旧灶拆掉换新的，请带波纹管", "新房装灶，燃气公司已经通气"],
        care: &["炉头火孔堵了，想清洗一下", "火不匀，帮忙做个保养"],
    },
    Goods {
        code: "integrated_stove",
        letters: "JCZ",
        models: &["JS-JCZ-X9", "JS-JCZ-Z6", "JS-JCZ-Q3", "JS-JCZ-X7S"],
        price: (4980, 15800),
        seasons: [12, 12, 9, 12],
        is_small: false,
        is_installed: true,
        burns_gas: true,
        faults: &[
            ill(("风机", "P-106", "WX2"), &["集成灶不吸烟，满屋子油烟", "风机嗡嗡响，但是没有风"], BROKEN, "风机轴承抱死，绕组阻值异常", "更换风机，测风量正常"),
            ill(("点火系统", "P-100", "WX1"), &["左灶打不着火", "点火有火花，就是点不着"], WORN, "点火器输出弱，点火针间隙偏大", "更换点火器，调整点火针间隙"),
            ill(("触控板", "P-107", "WX1"), &["屏幕按了没反应", "触摸键失灵，自己会跳"], BROKEN, "触控板失灵，排线正常", "更换触控板，各键反应正常"),
            ill(("主控板", "P-105", "WX2"), &["整机没电，什么都不亮", "显示E1，滴滴响，开不了机", "一开机就报E3"], POWER, "主控板电源部分击穿", "更换主控板，通电试机30分钟正常"),
            ill(("蒸箱门封", "P-108", "WX1"), &["蒸箱门关不严，漏蒸汽", "蒸箱漏水到柜子里"], WORN, "门封条老化变形", "更换门封条，蒸汽不外漏"),
            ill(("燃烧器", "P-103", "WX2"), &["火一直发红，锅底黑", "右边炉头火苗忽大忽小"], &[NormalWear, Defect], "燃烧器出火孔堵塞变形", "更换燃烧器，火焰正常"),
            ill(("油网", "P-109", "WX1"), &["油网变形装不回去", "油网断了"], WORN, "油网变形脱焊", "更换油网"),
        ],
        install: &["集成灶到货了，约时间安装", "新房集成灶安装，烟管要接到下排口"],
        care: &["吸力比以前小了，想拆开深度清洗", "用了两年没洗过，油很重，想做深度清洗"],
    },
    Goods {
        code: "gas_water_heater",
        letters: "RRS",
        models: &["JS-RSQ24-13E3", "JS-RSQ26-13T1", "JS-RSQ32-16W2", "JS-RSQ20-10A"],
        price: (1280, 4580),
        seasons: [26, 14, 6, 15],
        is_small: false,
        is_installed: true,
        burns_gas: true,
        faults: &[
            ill(("水流传感", "P-312", "WX1"), &["开水不点火，洗不了澡", "打不着火，显示E1", "水龙头开了热水器没反应"], BROKEN, "水流传感器无脉冲输出", "更换水流传感器，开水即点火"),
            ill(("控制板", "P-313", "WX1"), &["洗到一半变冷水", "水忽冷忽热", "显示E5，洗着洗着就停"], &[ComponentFailure, Defect, Damp], "控制板风压检测回路不良", "更换控制板，恒温正常"),
            ill(("换热器", "P-310", "WX2"), &["机器下面滴水", "热水器漏水，墙都湿了"], &[ComponentFailure, NormalWear, OtherForceMajeure], "换热器铜管焊口渗漏", "更换换热器，保压不漏"),
            ill(("燃气阀", "P-311", "WX2"), &["有点燃气味，已经关阀了", "点火时砰的一声"], BROKEN, "燃气阀关闭不严，二次压偏高", "更换燃气阀，调二次压，检漏合格"),
            ill(("点火电源", "P-110", "WX1"), &["电池换了还是不打火"], WORN, "电池盒触点锈蚀，电池亏电", "换电池，打磨触点"),
        ],
        install: &["燃气热水器安装，烟管孔还没打", "旧热水器拆下来换新的"],
        care: &["冬天前想清洗一下换热器", "水小了，想清洗保养"],
    },
    Goods {
        code: "electric_water_heater",
        letters: "DRS",
        models: &["JS-DSZF-60A1", "JS-DSZF-80D3", "JS-DSZF-50C", "JS-DSZF-40X2"],
        price: (780, 2980),
        seasons: [22, 12, 6, 12],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("加热管", "P-301", "WX2"), &["不加热，水是冷的", "烧一晚上水还是温的", "加热灯亮，水不热"], WORN, "加热管断路，水垢厚", "更换加热管，清理水垢，加热正常"),
            ill(("内胆", "P-300", "WX2"), &["内胆漏水，天花板滴水", "热水器往下滴水，锈水"], &[ComponentFailure, Defect, NormalWear], "内胆焊缝锈穿", "更换内胆，注水保压不漏"),
            ill(("泄压阀", "P-303", "WX1"), &["泄压阀一直滴水", "安全阀滴水滴得厉害"], WORN, "泄压阀弹簧失效", "更换泄压阀，滴水正常"),
            ill(("镁棒", "P-302", "WX1"), &["热水有臭味", "放出来的水发黄"], WORN, "镁棒耗尽", "更换镁棒，冲洗内胆"),
            ill(("漏电保护", "P-301", "WX2"), &["一插电就跳闸", "漏电保护器跳，显示E2"], &[ComponentFailure, AbnormalVoltage], "加热管绝缘击穿", "更换加热管，绝缘电阻合格"),
        ],
        install: &["电热水器安装，墙是空心砖，请看看能不能挂", "60升电热水器上墙安装"],
        care: &["想清洗内胆，换镁棒", "两年没洗过内胆了"],
    },
    Goods {
        code: "air_conditioner",
        letters: "KT",
        models: &["JS-KFR-35GW-A1", "JS-KFR-26GW-B3", "JS-KFR-72LW-T1", "JS-KFR-50LW-D"],
        price: (1980, 7680),
        seasons: [8, 10, 38, 10],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("压缩机", "P-800", "WX2"), &["空调不制冷，吹自然风", "开到16度还是不凉", "制冷很慢，外机不怎么响"], BROKEN, "压缩机不启动，绕组开路", "更换压缩机，抽空加氟，出风温差正常"),
            ill(("内机电机", "P-802", "WX1"), &["内机不出风", "风很小，内机嗡嗡响", "显示H6停机"], BROKEN, "室内电机卡死", "更换电机，风速各档正常"),
            ill(("控制板", "P-803", "WX1"), &["开机几分钟就停，显示E1", "遥控没反应，指示灯乱闪", "显示E6，室外机不转"], POWER, "控制板通信回路故障", "更换控制板，试机正常"),
            ill(("四通阀", "P-322", "WX1"), &["制热不热，吹冷风", "冬天不换向"], BROKEN, "四通阀不换向", "更换四通阀，加氟，制热正常"),
            ill(("排水", "", "WX1"), &["内机漏水，滴到床上", "空调滴水，地板都湿了"], DIRTY, "排水管堵塞，接水盘积泥", "疏通排水管，清理接水盘，试水通畅"),
            ill(("温控器", "P-801", "WX1"), &["温度不准，到了温度不停", "房间不冷机器就停了"], WORN, "感温头漂移", "更换温控器，温度准确"),
            ill(("制冷管路", "", "WX1"), &["不制冷，铜管结霜", "加过一次氟又不凉了"], &[NormalWear, InstallationOther, Defect], "喇叭口渗漏缺氟", "重做喇叭口，抽空补氟"),
            ill(("遥控器", "P-604", "WX1"), &["遥控器摔坏了，按不了", "遥控器不见了，要配一个"], &[Drop, Negligence], "遥控器损坏", "配遥控器，对码正常"),
        ],
        install: &["新空调一台安装，四楼，外机要挂墙", "柜机安装，孔已经打好", "搬家带来的空调，要重新安装"],
        care: &["换季了，洗一下空调", "吹出来有霉味，想清洗"],
    },
    Goods {
        code: "refrigerator",
        letters: "BX",
        models: &["JS-BCD-218A", "JS-BCD-452W", "JS-BCD-520D1", "JS-BCD-181C"],
        price: (1280, 6980),
        seasons: [8, 10, 20, 10],
        is_small: false,
        is_installed: false,
        burns_gas: false,
        faults: &[
            ill(("压缩机", "P-400", "WX2"), &["冰箱不制冷，菜都坏了", "冷藏冷冻都不冷，压缩机很烫"], BROKEN, "压缩机卡缸，启动电流过大", "更换压缩机，焊接抽空充注，降温正常"),
            ill(("温控器", "P-401", "WX1"), &["冷藏室结冰，菜冻坏了", "一直不停机，冷藏室太冷"], WORN, "温控器触点粘连", "更换温控器，开停正常"),
            ill(("蒸发器", "P-402", "WX3"), &["冷冻室一半不冷", "后背结一大块冰"], BROKEN, "蒸发器内漏", "更换蒸发器，查漏抽空"),
            ill(("控制板", "P-404", "WX1"), &["显示E4，报警响个不停", "按键没反应，显示屏黑了"], POWER, "控制板损坏", "更换控制板，恢复设置"),
            ill(("门封", "P-405", "WX1"), &["门关不严，门边结霜流水"], WORN, "门封条变形", "更换门封条"),
            ill(("过滤器", "P-403", "WX3"), &["制冷越来越差", "压缩机一直转就是不凉"], WORN, "毛细管脏堵", "更换干燥过滤器，抽空充注"),
        ],
        install: &["新冰箱送到了，请来就位调试", "旧冰箱搬到新家，帮忙调试"],
        care: &["冰箱有味道，想清洗除味"],
    },
    Goods {
        code: "washing_machine",
        letters: "XYJ",
        models: &["JS-XQG100-A1", "JS-XQB80-D2", "JS-XQG150-C3", "JS-XQG200-C1"],
        price: (980, 8800),
        seasons: [12, 14, 14, 12],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("电机", "P-500", "WX2"), &["不脱水，滚筒不转", "电机嗡嗡响，桶不转"], BROKEN, "电机绕组烧毁", "更换电机，洗涤脱水正常"),
            ill(("排水", "P-503", "WX1"), &["不排水，显示E2", "水排不出去，衣服泡在里面", "显示F02，停在排水"], BROKEN, "排水泵叶轮卡死", "更换排水泵，排水正常"),
            ill(("进水", "P-504", "WX1"), &["不进水，显示E1", "一直进水不停"], BROKEN, "进水阀线圈损坏", "更换进水阀，进水正常"),
            ill(("程控器", "P-501", "WX2"), &["程序乱跳，洗到一半停", "按启动没反应"], &[ComponentFailure, Defect, Liquid], "程控器触点烧蚀", "更换程控器，走完标准程序"),
            ill(("减震", "", "WX2"), &["脱水时整机跳，声音像打雷", "甩干声音很大"], WORN, "减震吊杆疲劳，配重松动", "紧固配重，调整吊杆，噪声正常"),
            ill(("电容", "P-502", "WX1"), &["要用手拨一下才转"], WORN, "启动电容容量不足", "更换电容，启动正常"),
            ill(("过滤网", "P-505", "WX1"), &["线屑过滤网破了，衣服沾毛"], WORN, "过滤网破损", "更换过滤网"),
        ],
        install: &["滚筒洗衣机安装调试，拆运输螺栓", "新洗衣机装在阳台，要接水管"],
        care: &["内筒想拆开洗一次", "洗完衣服有黑点，想拆洗"],
    },
    Goods {
        code: "range_hood",
        letters: "YYJ",
        models: &["JS-CXW-260-T1", "JS-CXW-230-A3", "JS-CXW-300-Z9"],
        price: (880, 4580),
        seasons: [14, 12, 10, 12],
        is_small: true,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("电机", "P-700", "WX2"), &["油烟机不转，按了嗡一声", "电机有焦味，不转了"], BROKEN, "电机烧毁", "更换电机，各档转速正常"),
            ill(("叶轮", "P-701", "WX1"), &["声音很大，抖得厉害", "一开机就哐哐响"], &[NormalWear, PoorMaintenance], "叶轮积油变形，动平衡差", "更换叶轮，振动正常"),
            ill(("风道", "", "WX1"), &["吸力小，炒菜满屋烟"], DIRTY, "风道积油，止逆阀打不开", "清理风道，修复止逆阀"),
            ill(("油网", "P-109", "WX1"), &["油网掉了，装不上去"], WORN, "油网卡扣断", "更换油网"),
            ill(("开关", "", "WX1"), &["灯不亮，按键失灵"], WORN, "开关触点氧化", "修复开关触点，灯和按键正常"),
        ],
        install: &["油烟机安装，吊柜已经留位", "旧油烟机拆了换侧吸的"],
        care: &["油烟机拆洗", "过年前清洗油烟机"],
    },
    Goods {
        code: "television",
        letters: "DSJ",
        models: &["JS-55U7", "JS-65Q5", "JS-43F1", "JS-75U9"],
        price: (1180, 7980),
        seasons: [10, 7, 9, 7],
        is_small: true,
        is_installed: false,
        burns_gas: false,
        faults: &[
            ill(("背光", "P-601", "WX2"), &["有声音没图像", "屏幕黑的，手电照着能看到影子"], BROKEN, "背光灯条开路", "更换背光组件，亮度均匀"),
            ill(("电源板", "P-603", "WX1"), &["开不了机，红灯闪", "按电源没反应"], POWER, "电源板开关管击穿", "更换电源板，开机正常"),
            ill(("逻辑板", "P-602", "WX1"), &["屏幕有竖线", "半边花屏"], BROKEN, "逻辑板输出异常", "更换逻辑板，画面正常"),
            ill(("显示屏", "P-600", "WX2"), &["屏幕裂了，小孩砸的", "屏碎了"], &[Collision, Drop, Accident], "显示屏外力破裂", "更换显示屏，试机正常"),
            ill(("系统软件", "", "WX1"), &["升级以后一直停在开机画面", "应用打不开，老是重启"], &[UserSoftware], "系统软件损坏", "刷写系统软件，恢复出厂设置"),
            ill(("遥控器", "P-604", "WX1"), &["遥控器不见了"], &[Negligence], "遥控器遗失", "配遥控器，配对正常"),
        ],
        install: &["65寸电视挂墙，挂架没买", "电视到货，请来挂装"],
        care: &["电视后面灰很多，想除尘"],
    },
    Goods {
        code: "disinfection_cabinet",
        letters: "XDG",
        models: &["JS-ZTD100-A1", "JS-ZTD120-Q2"],
        price: (680, 2680),
        seasons: [6, 6, 6, 6],
        is_small: true,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("加热管", "P-710", "WX1"), &["消毒柜不热", "高温层不加热"], WORN, "石英管断丝", "更换石英管，升温正常"),
            ill(("紫外灯", "P-711", "WX1"), &["紫外灯不亮了"], WORN, "紫外灯管老化", "更换灯管，门控正常"),
            ill(("门锁", "P-712", "WX1"), &["门关了也不工作", "门锁不住"], BROKEN, "门锁开关接触不良", "更换门锁开关"),
        ],
        install: &["嵌入式消毒柜安装"],
        care: &["消毒柜里面清洗一下"],
    },
    Goods {
        code: "water_purifier",
        letters: "JSJ",
        models: &["JS-RO600-A1", "JS-RO1000-X3", "JS-UF200"],
        price: (980, 4280),
        seasons: [8, 9, 11, 9],
        is_small: true,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("增压泵", "P-930", "WX2"), &["不出纯水", "出水很小，接一杯要几分钟", "一直响不出水"], BROKEN, "增压泵压力不足", "更换增压泵，出水流量正常"),
            ill(("电磁阀", "P-931", "WX1"), &["不停地排废水", "关了水还在流"], BROKEN, "进水电磁阀关不严", "更换电磁阀，停水正常"),
            ill(("滤芯", "P-933", "WX1"), &["滤芯灯红了，水有味道", "TDS到200多"], WORN, "反渗透膜到期", "更换反渗透滤芯，冲洗后TDS合格"),
            ill(("接头", "", "WX1"), &["橱柜里漏水，接头处滴"], &[NormalWear, InstallationOther], "快接头密封不良", "重做接头，保压不漏"),
        ],
        install: &["净水机安装，台面要开孔装龙头", "厨下净水机安装"],
        care: &["滤芯到期，上门换滤芯", "显示换芯，换前置和RO"],
    },
    Goods {
        code: "heat_pump_water_heater",
        letters: "KRS",
        models: &["JS-KF70-200L", "JS-KF110-300L"],
        price: (4980, 12800),
        seasons: [9, 4, 2, 5],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("压缩机", "P-320", "WX2"), &["空气能不加热，主机不转", "烧一整天才四十度"], BROKEN, "压缩机绕组短路", "更换压缩机，抽空加氟，升温正常"),
            ill(("四通阀", "P-322", "WX1"), &["主机结冰，水不热"], BROKEN, "四通阀不除霜", "更换四通阀，除霜正常"),
            ill(("换热器", "P-321", "WX2"), &["显示E3高压保护"], &[NormalWear, PoorMaintenance], "换热器结垢堵塞", "更换换热器，压力正常"),
            ill(("泄压阀", "P-303", "WX1"), &["水箱泄压阀一直流水"], WORN, "泄压阀失效", "更换泄压阀"),
        ],
        install: &["空气能热水器安装，水箱放阳台，主机上墙"],
        care: &["水箱清洗，换镁棒"],
    },
    Goods {
        code: "air_source_heat_pump",
        letters: "RB",
        models: &["JS-RB-10P", "JS-RB-5P"],
        price: (18800, 46800),
        seasons: [4, 1, 1, 2],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("压缩机", "P-320", "WX2"), &["热泵不制热，显示E7", "热水供不上，主机停机"], BROKEN, "压缩机过流保护", "更换压缩机，试机24小时正常"),
            ill(("四通阀", "P-322", "WX1"), &["水温上不去，频繁除霜"], BROKEN, "四通阀串气", "更换四通阀"),
        ],
        install: &["热泵一套安装，五匹"],
        care: &["主机翅片清洗，过滤器清洗"],
    },
    Goods {
        code: "solar_water_heater",
        letters: "TYN",
        models: &["JS-TYN-20-1800", "JS-TYN-30-1800"],
        price: (1980, 5980),
        seasons: [6, 5, 4, 5],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("集热管", "P-331", "WX1"), &["楼顶漏水，管子炸了", "下冰雹打坏两根管"], &[OtherForceMajeure, ComponentFailure], "真空管破裂", "更换真空管，注水不漏"),
            ill(("水位传感", "P-332", "WX1"), &["水位显示不准，一直上水", "上水不停，从溢流口流"], WORN, "水位水温传感器结垢失灵", "更换传感器，显示正常"),
            ill(("内胆", "P-330", "WX2"), &["水箱漏，保温层都湿了"], BROKEN, "内胆焊缝渗漏", "更换内胆，保压不漏"),
        ],
        install: &["太阳能热水器楼顶安装，要吊上去"],
        care: &["太阳能水箱清洗，真空管除垢"],
    },
    Goods {
        code: "central_air_conditioner",
        letters: "ZYK",
        models: &["JS-GMV-120", "JS-GMV-160"],
        price: (22800, 68000),
        seasons: [1, 2, 6, 2],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("压缩机", "P-810", "WX2"), &["客厅主机不制冷，显示E5", "中央空调整个不凉"], BROKEN, "压缩机损坏", "更换压缩机，系统抽空充注"),
            ill(("线控器", "P-811", "WX1"), &["线控器黑屏", "线控器按不动"], BROKEN, "线控器失效", "更换线控器，地址重设"),
            ill(("排水", "", "WX1"), &["风口滴水，吊顶发霉"], &[PoorMaintenance, InstallationOther], "冷凝水提升泵堵塞", "清理水泵和排水管，试水通畅"),
        ],
        install: &["三房一厅中央空调内机安装"],
        care: &["中央空调滤网和主机清洗"],
    },
    Goods {
        code: "wall_hung_boiler",
        letters: "BGL",
        models: &["JS-L1PB26-A", "JS-L1PB20-C"],
        price: (5980, 13800),
        seasons: [6, 1, 0, 3],
        is_small: false,
        is_installed: true,
        burns_gas: true,
        faults: &[
            ill(("燃气阀", "P-901", "WX2"), &["壁挂炉点不着，显示E1", "暖气不热，炉子不启动"], BROKEN, "燃气阀不开启", "更换燃气阀，检漏合格，烟气正常"),
            ill(("水泵", "P-902", "WX2"), &["暖气有一半不热，炉子响"], BROKEN, "循环泵卡死", "更换水泵，循环正常"),
            ill(("安全阀", "P-903", "WX1"), &["一直掉压，下面滴水"], WORN, "安全阀关不严", "更换安全阀，压力稳定"),
            ill(("水流传感", "P-312", "WX1"), &["热水忽冷忽热，显示E6"], BROKEN, "水流传感器信号不稳", "更换水流传感器"),
        ],
        install: &["壁挂炉安装，烟道要穿墙"],
        care: &["采暖季前保养壁挂炉"],
    },
    Goods {
        code: "boiler",
        letters: "GL",
        models: &["JS-CLSS-0.1"],
        price: (12800, 38800),
        seasons: [1, 0, 0, 1],
        is_small: false,
        is_installed: true,
        burns_gas: true,
        faults: &[
            ill(("安全阀", "P-903", "WX1"), &["锅炉安全阀常跳", "压力一高就泄水"], WORN, "安全阀整定压力漂移", "更换安全阀，校验合格"),
            ill(("炉体", "P-910", "WX2"), &["炉体渗水"], BROKEN, "炉体焊缝渗漏", "更换炉体，水压试验合格"),
        ],
        install: &["宾馆锅炉安装"],
        care: &["锅炉停炉清灰除垢"],
    },
    Goods {
        code: "floor_heating",
        letters: "DN",
        models: &["JS-DN-S"],
        price: (6800, 28800),
        seasons: [2, 0, 0, 1],
        is_small: false,
        is_installed: true,
        burns_gas: false,
        faults: &[
            ill(("分集水器", "P-920", "WX1"), &["卧室地暖不热", "一路不热，其他正常"], &[ComponentFailure, PoorMaintenance], "分集水器阀芯堵死", "更换分集水器，各路均热"),
            ill(("温控面板", "P-921", "WX1"), &["温控面板不亮"], BROKEN, "面板无显示", "更换温控面板"),
            ill(("地暖管路", "", "WX2"), &["地板鼓起来，怀疑管子漏"], &[ThirdParty, NormalWear], "地暖管破裂渗水", "查漏，接管修补，保压不掉"),
        ],
        install: &["新房地暖铺设，毛坯"],
        care: &["地暖清洗，四路"],
    },
];

/// What is added to a finding when an unusual cause is behind it.
pub(super) fn told_of(cause: Cause) -> &'static str {
    match cause {
        Cause::Transport => "搬家时颠簸，内部固定件移位",
        Drop => "外壳有跌落痕迹",
        Collision => "有明显碰撞痕迹",
        Liquid => "内部有进水痕迹",
        Heat => "周围温度过高，受热不匀",
        Damp => "长期潮湿，接插件发绿",
        AbnormalVoltage => "压敏电阻烧裂，用户家电压异常",
        Cause::SelfDisassembly => "封签已破，用户自行拆过",
        Cause::UnofficialRepair => "之前由他人修过，焊点非原厂",
        InstallationOther => "由他人安装，不符说明书",
        PoorMaintenance => "多年没有清洗保养",
        Lightning => "雷雨后损坏，有雷击痕迹",
        OtherForceMajeure => "冰雹、冻裂等天气所致",
        ThirdParty => "装修施工损坏",
        Cause::Delivery => "运输包装破损，到货即坏",
        UserSoftware => "用户刷机、误操作",
        Accident => "意外损坏",
        Negligence => "保管不当",
        Cause::InstallationOurs => "本店安装时没有拧紧",
        _ => "",
    }
}

/// Causes that no warranty answers for and that any appliance can have.
pub(super) const EXCLUDED: &[Cause] = &[
    AbnormalVoltage,
    Liquid,
    Cause::SelfDisassembly,
    Cause::UnofficialRepair,
    InstallationOther,
    PoorMaintenance,
    Collision,
    Lightning,
    Cause::Delivery,
    ThirdParty,
];

#[cfg(test)]
mod tests {
    use desk_core::fee::Service;
    use desk_core::policy::Policy;
    use desk_core::tariff::Tariff;

    use super::*;

    #[test]
    fn every_fault_has_its_category_part_and_labour() {
        let (policy, tariff) = (Policy::shipped(), Tariff::demo());
        let pack = policy.newest();
        assert_eq!(GOODS.len(), pack.categories.len());
        for goods in GOODS {
            assert!(pack.category(goods.code).is_some(), "{}", goods.code);
            let rates = tariff.rates(goods.code, Service::OnsiteTown).expect("rates");
            let has =
                |end: &str| rates.labour.iter().any(|item| item.code.ends_with(&format!("-{end}")));
            assert!(has("AZ") && (has("QX") || has("LX")), "{}", goods.code);
            for ill in goods.faults {
                assert!(has(ill.labour), "{} {}", goods.code, ill.labour);
                assert!(!ill.causes.is_empty() && !ill.said.is_empty());
                let Some(code) = ill.part else { continue };
                let part = tariff.part(code).expect(code);
                assert!(part.categories.iter().any(|of| of == goods.code), "{} {code}", goods.code);
            }
        }
    }
}
