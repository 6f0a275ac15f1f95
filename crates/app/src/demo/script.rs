//! How tickets go: a fixed list that shows every state, outcome and cover, then others by chance.

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::ticket::{CancelWhy, ConsentHow, Kind, Method};
use desk_core::warranty::Cause;

use super::chance::Chance;
use super::goods::GOODS;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// A day so many minutes after midnight.
pub(super) fn at(day: Date, minute: i64) -> Moment {
    Moment::start_of(day).unwrap_or(Moment::FIRST).plus_millis(minute * MINUTE)
}

/// The day so many days later, or earlier when negative.
pub(super) fn shift(day: Date, days: i64) -> Date {
    at(day, 0).plus_millis(days * DAY).date()
}

/// When somebody goes there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    /// As soon as there is room.
    Soon,
    /// So many days after the day that is played, at a minute of the day.
    On(i64, i64),
}

/// What is agreed in a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deal {
    Usual,
    /// Something by measure, so that the sum is no whole number of 元.
    Measured,
    /// Another price than the tariff's.
    OtherPrice,
    Discount,
    /// Something that the tariff does not have.
    ByHand,
}

/// How much is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    All,
    /// With a discount that somebody approves.
    Discounted,
    /// So much of a hundred of it.
    Part(i64),
    /// What was left over, some days later.
    Rest,
    /// So much of a hundred of the quote, before there is a bill.
    Advance(i64),
}

/// What is put right.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fix {
    Phone,
    Note,
    /// The last payment was written down wrongly.
    Receipt,
    /// The ticket repeats that of another plan.
    Duplicate(usize),
}

/// An operation that is to come, with what is peculiar about it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Schedule(Slot),
    Depart,
    Arrive,
    Receive,
    Inspect,
    /// Something else is found besides.
    InspectMore,
    Quote(Deal),
    Consent(ConsentHow),
    Start,
    /// For so many days.
    WaitParts(i64),
    Resume,
    Complete,
    Accept,
    Pay(Method, Amount),
    Refund(Method),
    Return,
    Close,
    /// True when a part of the work was done.
    Refuse(bool),
    Cancel(CancelWhy),
    Fail,
    GiveUp,
    Fix(Fix),
    Reopen,
}

/// Whose ticket it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Party {
    New,
    /// Somebody new with a name that is hard to write.
    Hard,
    /// Somebody new with a gold card or better.
    Member,
    /// Somebody new without a phone.
    NoPhone,
    /// Somebody new with a service number and a line in the house.
    House,
    /// Somebody new with the phone of another plan's customer.
    Family(usize),
    /// Somebody who was here before, by chance.
    Known,
    /// Customer and appliance of another plan.
    Same(usize),
}

/// What the warranty of the appliance comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Any,
    InTerm,
    CoreOnly,
    Expired,
    PastSafeLife,
    Unproven,
    Extended,
    Forged,
    Nameless,
    Commercial,
}

/// A ticket that is to come.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub start: Moment,
    pub kind: Kind,
    pub service: Service,
    pub party: Party,
    /// The category of a new appliance.
    pub goods: Option<&'static str>,
    pub age: Age,
    /// Which way of breaking; that of before when it is the same appliance.
    pub ill: Option<usize>,
    pub cause: Option<Cause>,
    /// Further appliances of the same visit.
    pub more: usize,
    /// The complaint is about the last ticket of the party.
    pub about: bool,
    /// An earlier job is entered from paper first.
    pub entered: bool,
    /// Of the fixed list: nothing is left to chance that could spoil what it shows.
    pub is_fixed: bool,
    pub steps: Vec<Step>,
}

impl Plan {
    fn new(start: Moment, kind: Kind, service: Service, steps: &[&[Step]]) -> Plan {
        Plan {
            start,
            kind,
            service,
            party: Party::New,
            goods: None,
            age: Age::Any,
            ill: None,
            cause: None,
            more: 0,
            about: false,
            entered: false,
            is_fixed: true,
            steps: steps.concat(),
        }
    }

    fn of(mut self, party: Party) -> Plan {
        self.party = party;
        self
    }

    fn unit(mut self, goods: &'static str, ill: usize, age: Age) -> Plan {
        (self.goods, self.ill, self.age) = (Some(goods), Some(ill), age);
        self
    }

    fn aged(mut self, age: Age) -> Plan {
        self.age = age;
        self
    }

    fn caused(mut self, cause: Cause) -> Plan {
        self.cause = Some(cause);
        self
    }
}

use ConsentHow::{InPerson, Paper, Phone};
use Method::{Alipay, Card, Cash, Transfer, Wechat};
use Service::{MailIn, OnsiteFar, OnsiteTown, WalkIn};
use Step::{
    Accept, Arrive, Cancel, Close, Complete, Consent, Depart, Fail, GiveUp, Inspect, InspectMore,
    Pay, Quote, Receive, Refund, Refuse, Reopen, Resume, Return, Schedule, Start, WaitParts,
};

const GO: &[Step] = &[Schedule(Slot::Soon), Depart, Arrive];
const COME: &[Step] = &[Receive, Inspect, Quote(Deal::Usual)];
const TOLD: &[Step] = &[Inspect, Quote(Deal::Usual)];
const WORK: &[Step] = &[Consent(InPerson), Start, Complete];

/// What shows every state and outcome, as far as there is room: the states first, so that few
/// tickets show many. A plan stands after those that it names.
fn fixed(today: Date) -> Vec<Plan> {
    use Age::Expired;
    use Kind::{Complaint, Consultation, Installation, Maintenance, Repair};

    let ago = |days: i64, hour: i64| at(shift(today, -days), hour * 60 + 7);
    let onsite = |start, steps: &[&[Step]]| Plan::new(start, Repair, OnsiteTown, steps);
    let walk_in = |start, steps: &[&[Step]]| Plan::new(start, Repair, WalkIn, steps);
    let other = |start, kind, steps: &[&[Step]]| Plan::new(start, kind, OnsiteTown, steps);
    let go = |minute: i64| [Schedule(Slot::On(0, minute)), Depart, Arrive];
    let pay = |method| [Pay(method, Amount::All), Close];
    let whole = |method| [GO, TOLD, WORK, &[Accept], &pay(method)].concat();
    let deal = |deal, method| [GO, &[Inspect, Quote(deal)], WORK, &[Accept], &pay(method)].concat();
    let advance = |method, percent| [Consent(InPerson), Pay(method, Amount::Advance(percent))];
    vec![
        // 0: the usual way.
        onsite(ago(75, 9), &[&whole(Cash)]).unit("gas_stove", 0, Expired),
        // 1–18: one in every state.
        onsite(ago(0, 10), &[]),
        onsite(ago(1, 16), &[&[Schedule(Slot::On(0, 870))]]),
        onsite(ago(1, 14), &[&[Schedule(Slot::On(0, 730)), Depart]]).of(Party::Hard),
        onsite(ago(1, 15), &[&go(690)]),
        walk_in(ago(1, 10), &[&[Receive]]),
        onsite(ago(1, 15), &[&go(570), &[Inspect]]).of(Party::Hard),
        onsite(ago(1, 13), &[&go(555), TOLD]).aged(Expired),
        walk_in(ago(3, 9), &[COME, &[Consent(Phone)]]).aged(Expired).of(Party::Hard),
        onsite(ago(1, 12), &[&go(565), TOLD, &[Consent(InPerson), Start]]),
        onsite(ago(66, 10), &[GO, TOLD, &advance(Wechat, 50), &[WaitParts(0)]]).unit(
            "air_conditioner",
            0,
            Expired,
        ),
        walk_in(ago(46, 11), &[COME, &[Consent(Phone), Start, Complete]]).aged(Expired),
        onsite(ago(6, 9), &[GO, TOLD, WORK, &[Accept, Pay(Alipay, Amount::Part(60))]])
            .aged(Expired),
        onsite(ago(4, 9), &[GO, TOLD, &[Refuse(false), Pay(Card, Amount::All)]]).aged(Expired),
        onsite(ago(3, 10), &[GO, &[Cancel(CancelWhy::NobodyHome)]]),
        onsite(ago(30, 15), &[&[Cancel(CancelWhy::Customer), Close]]),
        onsite(ago(24, 9), &[GO, TOLD, &advance(Transfer, 100), &[Fail]]).aged(Expired),
        onsite(ago(5, 10), &[GO, &[Inspect, GiveUp]]).unit(
            "gas_water_heater",
            2,
            Age::PastSafeLife,
        ),
        walk_in(ago(9, 9), &[COME, WORK, &[Accept, Pay(Wechat, Amount::All), Return]]).unit(
            "television",
            0,
            Expired,
        ),
        // 19, 20: done again in cover.
        onsite(ago(62, 9), &[GO, TOLD, &[Consent(Paper), Start, Complete, Accept], &pay(Wechat)])
            .unit("refrigerator", 1, Expired)
            .of(Party::Hard),
        onsite(ago(33, 14), &[GO, TOLD, WORK, &[Accept, Close]]).of(Party::Same(19)),
        // 21, 22: our own installation.
        other(ago(40, 9), Installation, &[&whole(Alipay)]).unit("water_purifier", 3, Age::InTerm),
        onsite(ago(28, 10), &[GO, TOLD, WORK, &[Accept, Close]])
            .unit("water_purifier", 3, Age::InTerm)
            .of(Party::Same(21))
            .caused(Cause::InstallationOurs),
        // 23–29: the other covers.
        onsite(ago(120, 9), &[&whole(Cash)])
            .unit("refrigerator", 0, Age::CoreOnly)
            .of(Party::NoPhone),
        onsite(ago(100, 15), &[&whole(Cash)])
            .unit("air_conditioner", 2, Age::Extended)
            .of(Party::House),
        onsite(ago(90, 10), &[&whole(Card)]).unit("integrated_stove", 1, Expired).of(Party::Member),
        onsite(ago(21, 9), &[&whole(Wechat)]).unit("washing_machine", 1, Age::Unproven),
        onsite(ago(130, 9), &[&whole(Wechat)]).aged(Age::Forged),
        onsite(ago(210, 10), &[&whole(Cash)]).unit("electric_water_heater", 0, Age::InTerm),
        onsite(ago(51, 9), &[&whole(Cash)]).unit("gas_stove", 1, Age::PastSafeLife),
        // 30–36: money.
        onsite(
            ago(35, 9),
            &[
                GO,
                TOLD,
                WORK,
                &[Accept, Pay(Cash, Amount::All), Step::Fix(Fix::Receipt)],
                &pay(Wechat),
            ],
        )
        .aged(Expired),
        onsite(ago(44, 9), &[&deal(Deal::Discount, Alipay)]).aged(Expired),
        onsite(ago(47, 9), &[&deal(Deal::OtherPrice, Card)]).aged(Expired).of(Party::Hard),
        onsite(ago(17, 9), &[&deal(Deal::Measured, Cash)]).unit("air_conditioner", 6, Expired),
        onsite(ago(56, 9), &[GO, TOLD, WORK, &[Accept, Pay(Wechat, Amount::Discounted), Close]])
            .aged(Expired),
        Plan::new(
            ago(64, 9),
            Repair,
            MailIn,
            &[
                COME,
                &[
                    Consent(Phone),
                    Start,
                    Complete,
                    Accept,
                    Pay(Transfer, Amount::All),
                    Return,
                    Close,
                ],
            ],
        )
        .unit("range_hood", 0, Expired),
        onsite(
            ago(58, 9),
            &[GO, TOLD, &advance(Alipay, 100), &[WaitParts(9), Fail, Refund(Alipay), Close]],
        )
        .aged(Expired),
        // 37, 38: a second visit after a long wait; several appliances in one.
        onsite(
            ago(140, 9),
            &[
                GO,
                TOLD,
                &[Consent(InPerson), Start, Pay(Wechat, Amount::Advance(30)), WaitParts(94)],
                GO,
                &[Resume, Complete, Accept],
                &pay(Wechat),
            ],
        )
        .unit("refrigerator", 3, Expired),
        Plan { more: 1, ..onsite(ago(26, 9), &[&whole(Wechat)]).aged(Expired) },
        // 39, 40: taken in twice.
        onsite(ago(12, 9), &[&whole(Wechat)]).aged(Expired),
        onsite(ago(12, 10), &[&[Step::Fix(Fix::Duplicate(39)), Close]]).of(Party::Same(39)),
        onsite(ago(70, 9), &[&whole(Cash), &[Reopen, Step::Fix(Fix::Receipt)], &pay(Alipay)])
            .aged(Expired),
        Plan { about: true, ..other(ago(60, 15), Complaint, &[&[Close]]).of(Party::Same(0)) },
        other(ago(8, 15), Consultation, &[&[Close]]),
        other(ago(20, 9), Maintenance, &[&whole(Wechat)]),
        // Today and tomorrow: late, agreed.
        onsite(ago(2, 14), &[&[Schedule(Slot::On(0, 540))]]),
        onsite(ago(1, 11), &[&[Schedule(Slot::On(1, 600))]]),
        Plan { entered: true, ..onsite(ago(38, 9), &[&whole(Cash)]).of(Party::Same(0)) },
        // Stopped in the middle; closed with a balance; a complaint that is due; a long wait.
        onsite(
            ago(27, 9),
            &[
                GO,
                &[Inspect, InspectMore, Quote(Deal::Usual), Consent(InPerson), Start, Refuse(true)],
                &pay(Cash),
            ],
        )
        .aged(Expired),
        onsite(ago(150, 9), &[GO, TOLD, WORK, &[Accept, Pay(Cash, Amount::Part(80)), Close]])
            .aged(Expired),
        Plan { about: true, ..other(ago(5, 16), Complaint, &[]).of(Party::Same(12)) },
        onsite(ago(97, 9), &[GO, TOLD, &[Consent(Phone), WaitParts(0)]]).unit(
            "washing_machine",
            3,
            Age::InTerm,
        ),
        onsite(
            ago(16, 9),
            &[
                GO,
                TOLD,
                &[Consent(InPerson), Start, InspectMore, Quote(Deal::Usual)],
                WORK,
                &[Accept],
                &pay(Wechat),
            ],
        )
        .aged(Expired),
        onsite(ago(11, 9), &[&whole(Wechat)]).of(Party::Family(0)),
        onsite(ago(13, 9), &[&whole(Cash)]).aged(Age::Commercial),
        onsite(ago(19, 9), &[&whole(Alipay)]).aged(Age::Nameless),
        other(ago(1, 9), Installation, &[&[Schedule(Slot::On(0, 900))]]),
        Plan::new(ago(15, 9), Repair, MailIn, &[COME]).unit("television", 2, Expired),
        onsite(ago(2, 9), &[&[Step::Fix(Fix::Phone), Schedule(Slot::On(0, 960))]]).of(Party::Hard),
        walk_in(ago(41, 9), &[COME, &[Refuse(false), Pay(Cash, Amount::All)]]).unit(
            "disinfection_cabinet",
            1,
            Expired,
        ),
        walk_in(ago(52, 9), &[&[Receive, Inspect, GiveUp, Return, Close]]).unit(
            "television",
            3,
            Age::InTerm,
        ),
        Plan::new(ago(31, 9), Repair, OnsiteFar, &[GO, TOLD, &[Refuse(false)], &pay(Wechat)])
            .aged(Expired),
        onsite(ago(29, 9), &[&deal(Deal::ByHand, Wechat)]).aged(Expired),
    ]
}

/// So many plans: the fixed list, then by chance.
pub(super) fn plans(chance: &mut Chance, today: Date, count: usize) -> Vec<Plan> {
    let mut plans = fixed(today);
    plans.truncate(count);
    for plan in &mut plans {
        let minutes = chance.within(0, 14 * MINUTE);
        plan.start = plan.start.plus_millis(minutes);
    }
    plans.reserve_exact(count - plans.len());
    while plans.len() < count {
        let start = some_time(chance, today);
        let plan = by_chance(chance, start);
        // An installation that is not right shows itself soon.
        let (often, first, last) = match plan.kind {
            Kind::Repair => (7, 15, 75),
            Kind::Installation => (5, 6, 26),
            _ => (0, 1, 1),
        };
        let later = start.plus_millis(chance.within(first, last) * DAY);
        let comes_back =
            chance.percent(often) && later < at(today, 9 * 60) && plans.len() + 1 < count;
        let (first, service, kind) = (plans.len(), plan.service, plan.kind);
        plans.push(plan);
        if comes_back {
            // With the same again, or to complain about it.
            let ours = (kind == Kind::Installation).then_some(Cause::InstallationOurs);
            let complains = ours.is_none() && chance.percent(20);
            let kind = if complains { Kind::Complaint } else { Kind::Repair };
            let service = if complains { OnsiteTown } else { service };
            let steps = way(chance, kind, service);
            let again = Plan::new(later, kind, service, &[&steps]).of(Party::Same(first));
            plans.push(Plan { about: complains, cause: ours, is_fixed: false, ..again });
        }
    }
    plans
}

/// Months of most work are drawn more often.
fn some_time(chance: &mut Chance, today: Date) -> Moment {
    const BUSY: [u64; 12] = [9, 7, 6, 6, 7, 10, 12, 12, 8, 6, 7, 10];
    let mut day = today;
    for _ in 0..8 {
        day = shift(today, -chance.within(0, 3 * 365 - 1));
        if chance.below(12) < BUSY[month(day) - 1] {
            break;
        }
    }
    // What is taken in on the last day is taken in before noon.
    let end = if day == today { 11 * 60 + 40 } else { 17 * 60 + 40 };
    at(day, chance.within(8 * 60 + 32, end)).plus_millis(chance.within(0, MINUTE - 1))
}

/// The month of a day, from 1 to 12.
fn month(day: Date) -> usize {
    let text = day.to_string();
    text.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1)
}

fn by_chance(chance: &mut Chance, start: Moment) -> Plan {
    let kind = chance.of(&[
        (80, Kind::Repair),
        (8, Kind::Installation),
        (6, Kind::Maintenance),
        (2, Kind::Complaint),
        (4, Kind::Consultation),
    ]);
    let season = month(start.date()) % 12 / 3;
    let goods = &GOODS[chance.weighted(GOODS.iter().map(|goods| goods.seasons[season]))];
    let service = match kind {
        Kind::Repair if goods.is_small => {
            chance.of(&[(50, OnsiteTown), (8, OnsiteFar), (32, WalkIn), (10, MailIn)])
        }
        Kind::Complaint | Kind::Consultation => OnsiteTown,
        _ => chance.of(&[(86, OnsiteTown), (14, OnsiteFar)]),
    };
    let party = match kind {
        Kind::Installation => chance.of(&[(80, Party::New), (20, Party::Known)]),
        _ => chance.of(&[(52, Party::New), (46, Party::Known), (2, Party::Member)]),
    };
    let age = chance.of(&[
        (72, Age::Any),
        (12, Age::InTerm),
        (5, Age::Expired),
        (3, Age::Unproven),
        (2, Age::PastSafeLife),
        (2, Age::Extended),
        (1, Age::Forged),
        (1, Age::Nameless),
        (2, Age::Commercial),
    ]);
    let steps = way(chance, kind, service);
    let is_repair = kind == Kind::Repair;
    Plan {
        goods: Some(goods.code),
        entered: is_repair && chance.percent(1),
        more: match is_repair && service == OnsiteTown && chance.percent(4) {
            true => 1 + usize::from(chance.percent(20)),
            false => 0,
        },
        is_fixed: false,
        ..Plan::new(start, kind, service, &[&steps]).of(party).aged(age)
    }
}

/// How a ticket ends, by chance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Done,
    Stopped,
    CalledOff,
    InVain,
    GivenUp,
    Declined,
    Failed,
}

/// The way of a ticket, by chance.
fn way(chance: &mut Chance, kind: Kind, service: Service) -> Vec<Step> {
    let mut steps = Vec::with_capacity(16);
    if !kind.is_work() {
        if chance.percent(4) {
            steps.push(Cancel(CancelWhy::Customer));
        }
        steps.push(Close);
        return steps;
    }
    let (is_bench, is_repair) = (service.is_bench(), kind == Kind::Repair);
    if chance.percent(3) {
        steps.push(Step::Fix(if chance.percent(50) { Fix::Phone } else { Fix::Note }));
    }
    // An installation or a cleaning seldom ends otherwise.
    let rare = |often| if is_repair { often } else { often / 3 };
    let fate = chance.of(&[
        (78, Fate::Done),
        (if is_repair { 1 } else { 0 }, Fate::Stopped),
        (4, Fate::CalledOff),
        (if is_bench { 0 } else { rare(3) }, Fate::InVain),
        (if is_repair { 3 } else { 0 }, Fate::GivenUp),
        (rare(8), Fate::Declined),
        (rare(3), Fate::Failed),
    ]);
    let (first, second) = (method(chance), method(chance));
    let end = |steps: &mut Vec<Step>| {
        steps.extend([Pay(first, Amount::All), Refund(second), Return, Close]);
    };
    if fate == Fate::CalledOff {
        if !is_bench && chance.percent(50) {
            steps.push(Schedule(Slot::Soon));
        }
        steps.extend([Cancel(CancelWhy::Customer), Close]);
        return steps;
    }
    steps.extend(if is_bench { &[Receive] } else { GO });
    if fate == Fate::InVain {
        if chance.percent(25) {
            // Called off on the way.
            steps.pop();
            steps.push(Cancel(CancelWhy::Customer));
        } else {
            steps.push(Cancel(chance.of(&[(2, CancelWhy::NobodyHome), (1, CancelWhy::SentAway)])));
        }
        end(&mut steps);
        return steps;
    }
    steps.push(Inspect);
    if fate == Fate::GivenUp {
        steps.push(GiveUp);
        end(&mut steps);
        return steps;
    }
    steps.push(Quote(chance.of(&[
        (82, Deal::Usual),
        (8, Deal::Measured),
        (4, Deal::OtherPrice),
        (4, Deal::Discount),
        (2, Deal::ByHand),
    ])));
    if fate == Fate::Declined {
        steps.push(Refuse(false));
        end(&mut steps);
        return steps;
    }
    steps.push(Consent(match is_bench {
        true => chance.of(&[(70, Phone), (20, InPerson), (10, Paper)]),
        false => chance.of(&[(78, InPerson), (12, Paper), (10, Phone)]),
    }));
    let waits = is_repair && chance.percent(if fate == Fate::Failed { 60 } else { 13 });
    if waits && chance.percent(40) {
        steps.push(Start);
    }
    if waits && chance.percent(45) {
        let percent = chance.of(&[(3, 30), (3, 50), (1, 100)]);
        steps.push(Pay(second, Amount::Advance(percent)));
    }
    if waits {
        let (least, most) =
            chance.of(&[(60, (2, 12)), (28, (13, 40)), (7, (41, 75)), (5, (76, 115))]);
        steps.push(WaitParts(chance.within(least, most)));
    }
    if fate == Fate::Failed {
        steps.push(Fail);
        end(&mut steps);
        return steps;
    }
    if waits {
        steps.extend(if is_bench { &[] } else { GO });
        steps.push(Resume);
    } else {
        steps.push(Start);
    }
    if is_repair && chance.percent(3) {
        let how = if is_bench { Phone } else { InPerson };
        steps.extend([InspectMore, Quote(Deal::Usual), Consent(how), Start]);
    }
    if fate == Fate::Stopped {
        steps.push(Refuse(true));
        end(&mut steps);
        return steps;
    }
    steps.extend([Complete, Accept]);
    match chance.below(100) {
        0..=3 => steps.extend([Pay(second, Amount::Part(50)), Pay(first, Amount::Rest)]),
        4..=6 => steps.push(Pay(second, Amount::Discounted)),
        7 => steps.extend([Pay(second, Amount::All), Step::Fix(Fix::Receipt)]),
        8 => steps.extend([Pay(second, Amount::Part(80)), Return, Close]),
        _ => {}
    }
    end(&mut steps);
    if chance.percent(1) {
        steps.extend([Reopen, Step::Fix(Fix::Note), Close]);
    }
    steps
}

fn method(chance: &mut Chance) -> Method {
    chance.of(&[(54, Wechat), (24, Alipay), (13, Cash), (5, Card), (4, Transfer)])
}
