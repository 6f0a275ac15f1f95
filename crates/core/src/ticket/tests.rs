//! The path of a ticket, operation by operation, and what is refused on the way.

use super::*;
use crate::Rules;
use crate::calendar::Moment;
use crate::data::Versions;
use crate::fee::{LineKind, Outcome, Service};
use crate::id::{ApplianceId, CustomerId, StaffId, TicketId};
use crate::input::{InputCode, InputError};
use crate::money::Money;
use crate::party::{Role, Staff};
use crate::tariff::Tariff;
use crate::warranty::{Cause, Cover, Evidence, Fault, PartClass, SerialState, Usage};

struct Counter {
    rules: Rules,
    tariffs: Versions<Tariff>,
    staff: Vec<Staff>,
    now: Moment,
    approved: bool,
}

impl Counter {
    fn new() -> Counter {
        let somebody = |n: u8, name: &str, role| Staff {
            id: StaffId::from_bytes([n; 16]),
            name: name.into(),
            phone: None,
            badge: format!("B{n}"),
            role,
            active: true,
            certificate: None,
            since_year: None,
        };
        Counter {
            rules: Rules::shipped(),
            tariffs: Versions::new(Tariff::demo()),
            staff: vec![
                somebody(1, "李丽", Role::Counter),
                somebody(2, "王工", Role::Engineer),
                somebody(3, "周经理", Role::Supervisor),
            ],
            now: at("2026-11-23T09:00"),
            approved: false,
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            rules: &self.rules,
            tariffs: &self.tariffs,
            now: self.now,
            actor: "李丽",
            approver: self.approved.then(|| &self.staff[2]),
            staff: &self.staff,
            random: 40_123_456,
        }
    }

    fn take_in(&self, change: impl FnOnce(&mut IntakeInput, &mut ApplianceInput)) -> Dossier {
        let mut appliance = ApplianceInput {
            category: Some("integrated_stove".into()),
            invoice: Some(Evidence::Present),
            card: Some(Evidence::Absent),
            serial: Some("intact".into()),
            usage: Some(Usage::Household),
            purchased_on: Some("2020-03-15".parse().expect("a date")),
            ..ApplianceInput::default()
        };
        let mut input = IntakeInput {
            kind: Some(Kind::Repair),
            complaint: "打不着火".into(),
            ..IntakeInput::default()
        };
        change(&mut input, &mut appliance);
        let mut customer = new_customer(CustomerId::from_bytes([7; 16]), self.now);
        customer.name = "张三".into();
        let id = ApplianceId::from_bytes([8; 16]);
        let mut main = new_appliance(id, customer.id, self.now);
        appliance.apply(&mut main, "李丽", self.now.date()).expect("an appliance");
        let parties = Parties { customer, appliances: vec![main], jobs: Vec::new() };
        let id = TicketId::from_bytes([9; 16]);
        Dossier::take_in(&self.context(), id, input, parties).expect("an intake")
    }

    fn act(&mut self, dossier: &mut Dossier, action: Action) -> Result<(), Refusal> {
        self.now = self.now.plus_millis(60_000);
        dossier.act(&self.context(), action)
    }

    #[track_caller]
    fn does(&mut self, dossier: &mut Dossier, actions: Vec<Action>) {
        for action in actions {
            let operation = action.operation();
            if let Err(refusal) = self.act(dossier, action) {
                panic!("{operation:?}: {refusal}: {refusal:?}");
            }
        }
    }

    #[track_caller]
    fn refuses(&mut self, dossier: &mut Dossier, action: Action) -> (String, String) {
        let before = dossier.clone();
        let refusal = self.act(dossier, action).expect_err("refused");
        assert_eq!(*dossier, before, "a refused operation changed something");
        match refusal {
            Refusal::Input(InputError { code, field, .. }) => (code.as_str().into(), field),
            Refusal::Rule { rule, field, .. } => (rule.as_str().into(), field),
        }
    }
}

fn at(text: &str) -> Moment {
    text.parse().expect("a time")
}

fn schedule() -> Action {
    Action::Schedule(ScheduleInput {
        engineer: Some("王工".into()),
        from: Some(at("2026-11-23T14:00")),
        ..ScheduleInput::default()
    })
}

fn step(step: fn(StepInput) -> Action) -> Action {
    step(StepInput::default())
}

fn inspect(cause: Cause) -> Action {
    Action::Inspect(InspectInput {
        lines: vec![FaultInput {
            place: Some("点火".into()),
            part: Some("P-100".into()),
            cause: Some(cause),
            ..FaultInput::default()
        }],
        ..InspectInput::default()
    })
}

/// Labour 80.00, a part 45.00, and the visit 30.00: 155.00.
fn quote() -> Action {
    quote_of("JCZ-WX1")
}

fn quote_of(labour: &str) -> Action {
    let line = |kind, code: &str| QuoteLineInput {
        kind: Some(kind),
        code: Some(code.into()),
        ..QuoteLineInput::default()
    };
    Action::Quote(QuoteInput {
        lines: vec![line(LineKind::Labour, labour), line(LineKind::Part, "P-100")],
        ..QuoteInput::default()
    })
}

fn consent() -> Action {
    let how = Some(ConsentHow::InPerson);
    Action::Consent(ConsentInput { how, ..ConsentInput::default() })
}

fn complete() -> Action {
    Action::Complete(CompleteInput { work: "更换点火器".into(), ..CompleteInput::default() })
}

fn pay(fen: i64) -> Action {
    Action::Pay(PayInput {
        amount_fen: Some(Money::from_fen(fen)),
        method: Some(Method::Cash),
        ..PayInput::default()
    })
}

/// The operations from registered to quoted.
fn to_quote(cause: Cause) -> Vec<Action> {
    vec![schedule(), step(Action::Depart), step(Action::Arrive), inspect(cause), quote()]
}

fn start() -> Action {
    Action::Start(StartInput::default())
}

fn fen(amount: Money) -> i64 {
    amount.fen()
}

#[test]
fn the_main_path_ends_paid_and_closed() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, _| {});
    assert!(file.ticket.lines[0].verdict.provisional);
    counter.does(&mut file, to_quote(Cause::ComponentFailure));
    assert_eq!(file.ticket.lines[0].verdict.cover, Cover::None);
    assert_eq!(file.ticket.lines[0].part_class, PartClass::Ordinary);
    assert_eq!(fen(file.ticket.total()), 15_500);
    counter.approved = true;
    counter.does(&mut file, vec![consent(), start()]);
    counter.approved = false;
    counter.does(&mut file, vec![complete(), Action::Accept(AcceptInput::default())]);
    assert_eq!(fen(file.ticket.due()), 15_500);
    counter.does(&mut file, vec![pay(15_500)]);
    counter.does(&mut file, vec![Action::Close(CloseInput::default())]);
    assert_eq!(file.ticket.state, State::Closed);
    assert_eq!(file.ticket.allowed(), [Operation::Reopen]);
    let covers = &file.ticket.course.completion.as_ref().expect("completed").covers;
    // P-100 states four months for itself; 2027-03-23 is a Tuesday.
    assert_eq!(covers[0].months, Some(4));
    assert_eq!(covers[0].last_day.to_string(), "2027-03-23");
    assert_eq!(file.jobs.len(), 1);
    assert_eq!(file.jobs[0].parts, ["P-100"]);
}

#[test]
fn every_end_is_billed_by_its_outcome() {
    use Outcome as O;
    let refuse = |reason: &str| {
        Action::Refuse(RefuseInput { reason: reason.into(), ..RefuseInput::default() })
    };
    let cancel = |why| Action::Cancel(CancelInput { why, ..CancelInput::default() });
    let fail = || Action::Fail(FailInput { reason: "没有配件".into() });
    let give_up = || {
        Action::GiveUp(GiveUpInput { reason: "不治根不修".into(), ..GiveUpInput::default() })
    };
    let out = || vec![schedule(), step(Action::Depart)];
    let quoted = || to_quote(Cause::Drop);
    let with = |mut path: Vec<Action>, last: Action| {
        path.push(last);
        path
    };
    let agreed = || with(quoted(), consent());
    for (path, told, outcome, state, total) in [
        (vec![cancel(None)], true, O::CancelledBeforeDeparture, State::Cancelled, 0),
        (
            with(vec![schedule()], cancel(None)),
            true,
            O::CancelledBeforeDeparture,
            State::Cancelled,
            0,
        ),
        (
            with(out(), cancel(Some(CancelWhy::NobodyHome))),
            true,
            O::CancelledAfterDeparture,
            State::Cancelled,
            5_000,
        ),
        (
            with(out(), cancel(Some(CancelWhy::NobodyHome))),
            false,
            O::CancelledAfterDeparture,
            State::Cancelled,
            0,
        ),
        (
            with(with(out(), step(Action::Arrive)), cancel(Some(CancelWhy::SentAway))),
            true,
            O::CancelledAfterDeparture,
            State::Cancelled,
            5_000,
        ),
        (with(quoted(), refuse("太贵")), true, O::QuoteRefused, State::Refused, 3_000),
        (with(agreed(), refuse("不修了")), true, O::QuoteRefused, State::Refused, 3_000),
        (with(agreed(), fail()), true, O::FailedByUs, State::FailedByUs, 0),
        (with(quoted(), give_up()), true, O::NotRepairable, State::NotRepairable, 0),
    ] {
        let mut counter = Counter::new();
        let mut file = counter.take_in(|input, _| input.disclosed.empty_trip = told);
        counter.does(&mut file, path);
        assert_eq!(file.ticket.state, state, "{outcome:?}");
        assert_eq!(file.ticket.bill().map(|bill| bill.outcome), Some(outcome));
        assert_eq!(fen(file.ticket.total()), total, "{outcome:?}");
        assert!(file.jobs.is_empty(), "{outcome:?} leaves no job");
    }
}

#[test]
fn work_that_was_stopped_is_charged_for_what_was_done() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    counter.does(&mut file, vec![consent(), start()]);
    let stop = RefuseInput {
        reason: "不换了".into(),
        done: Some(vec!["q1".into()]),
        work: "已拆机".into(),
        ..RefuseInput::default()
    };
    counter.does(&mut file, vec![Action::Refuse(stop)]);
    assert_eq!(file.ticket.state, State::Refused);
    // Labour and the visit, without the part.
    assert_eq!(fen(file.ticket.total()), 11_000);
    assert_eq!(file.jobs[0].parts, [""; 0]);
}

#[test]
fn covered_work_is_free_and_shown_with_its_price() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, appliance| {
        appliance.purchased_on = Some("2026-03-15".parse().expect("a date"));
    });
    counter.does(&mut file, to_quote(Cause::ComponentFailure));
    counter.does(&mut file, vec![consent(), start(), complete()]);
    let bill = file.ticket.bill().expect("a bill");
    assert_eq!(fen(bill.total()), 0);
    assert_eq!(fen(bill.manufacturer_fen), 15_500);
    assert!(!file.ticket.allowed().contains(&Operation::Pay), "nothing is due");
}

#[test]
fn nothing_is_done_without_consent_to_the_quote_in_force() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    let (rule, _) = counter.refuses(&mut file, start());
    assert_eq!(rule, "not_allowed");
    counter.does(&mut file, vec![consent(), start()]);
    // The price is raised while work goes on: it is asked for anew.
    counter.does(&mut file, vec![quote()]);
    assert_eq!(file.ticket.state, State::Quoted);
    assert!(!file.ticket.allowed().contains(&Operation::Complete));
    counter.does(&mut file, vec![consent(), start()]);
    // Another fault is found: the quote is no longer for what is wrong.
    counter.does(&mut file, vec![inspect(Cause::Liquid)]);
    assert!(file.ticket.agreed_quote().is_none());
    assert!(!file.ticket.allowed().contains(&Operation::Consent));
}

#[test]
fn a_provisional_verdict_is_not_quoted() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, appliance| appliance.invoice = None);
    counter.does(&mut file, vec![schedule(), step(Action::Depart), step(Action::Arrive)]);
    counter.does(&mut file, vec![inspect(Cause::Defect)]);
    assert_eq!(counter.refuses(&mut file, quote()), ("provisional_verdict".into(), "lines".into()));
}

#[test]
fn another_price_takes_a_reason_and_an_approver() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    let other = |reason: Option<&str>| {
        Action::Quote(QuoteInput {
            lines: vec![QuoteLineInput {
                kind: Some(LineKind::Labour),
                code: Some("JCZ-WX1".into()),
                unit_fen: Some(Money::from_fen(5_000)),
                ..QuoteLineInput::default()
            }],
            reason: reason.map(str::to_owned),
            ..QuoteInput::default()
        })
    };
    let told = counter.refuses(&mut file, other(Some("老顾客")));
    assert_eq!(told, ("approval_needed".into(), "approval".into()));
    counter.approved = true;
    assert_eq!(counter.refuses(&mut file, other(None)), ("missing".into(), "reason".into()));
    counter.does(&mut file, vec![other(Some("老顾客"))]);
    let approval = file.ticket.quotes[1].approval.as_ref().expect("approved");
    assert_eq!((approval.name.as_str(), approval.reason.as_str()), ("周经理", "老顾客"));
}

#[test]
fn rounding_down_is_free_up_to_the_limit_and_to_whole_yuan() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    let line = |unit: i64| QuoteLineInput {
        kind: Some(LineKind::Labour),
        code: Some("JCZ-WX1".into()),
        unit_fen: Some(Money::from_fen(unit)),
        ..QuoteLineInput::default()
    };
    counter.does(&mut file, to_quote(Cause::Drop));
    let odd = QuoteInput {
        lines: vec![line(8_080)],
        reason: Some("按公示".into()),
        ..QuoteInput::default()
    };
    counter.does(&mut file, vec![Action::Quote(odd), consent(), start(), complete()]);
    counter.approved = false;
    assert_eq!(fen(file.ticket.due()), 11_080);
    let off = |discount: i64, amount: i64| {
        Action::Pay(PayInput {
            amount_fen: Some(Money::from_fen(amount)),
            method: Some(Method::Wechat),
            discount_fen: Money::from_fen(discount),
            ..PayInput::default()
        })
    };
    for (discount, field) in
        [(79, "approval"), (180, "approval"), (20_000, "discount_fen"), (-1, "discount_fen")]
    {
        assert_eq!(counter.refuses(&mut file, off(discount, 100)).1, field, "{discount}");
    }
    counter.does(&mut file, vec![off(80, 11_000)]);
    assert_eq!((fen(file.ticket.total()), fen(file.ticket.due())), (11_000, 0));
}

#[test]
fn money_never_goes_wrong() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    for (amount, told) in [(0, "out_of_range"), (-1, "out_of_range"), (i64::MAX, "out_of_range")] {
        assert_eq!(counter.refuses(&mut file, pay(amount)), (told.into(), "amount_fen".into()));
    }
    counter.does(&mut file, vec![pay(20_000)]);
    assert_eq!(fen(file.ticket.refund_due()), 20_000);
    counter.does(&mut file, to_quote(Cause::Drop));
    counter.does(&mut file, vec![consent(), start(), complete()]);
    assert_eq!((fen(file.ticket.due()), fen(file.ticket.refund_due())), (0, 4_500));
    let refund = |amount: Option<i64>| {
        Action::Refund(RefundInput {
            amount_fen: amount.map(Money::from_fen),
            method: Some(Method::Cash),
            reason: "多收退回".into(),
        })
    };
    assert_eq!(counter.refuses(&mut file, refund(Some(4_501))).1, "amount_fen");
    counter.does(&mut file, vec![refund(None)]);
    assert_eq!((fen(file.ticket.paid()), fen(file.ticket.balance())), (15_500, 0));
    assert_eq!(file.ticket.payments[1].purpose, Purpose::Refund);
    assert!(!file.ticket.allowed().contains(&Operation::Refund));
}

#[test]
fn a_wrong_payment_is_reversed_once() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, vec![pay(10_000)]);
    file.ticket.payments[0].receipt = "SJ-GL01-000001".into();
    file.ticket.documents[0].number = "SJ-GL01-000001".into();
    let wrong = |receipt: &str| {
        Action::Correct(CorrectInput {
            reason: "收错".into(),
            payment: Some(receipt.into()),
            ..CorrectInput::default()
        })
    };
    assert_eq!(counter.refuses(&mut file, wrong("SJ-GL01-000009")).0, "no_such_line");
    counter.does(&mut file, vec![wrong("sj-gl01-000001")]);
    assert_eq!(fen(file.ticket.paid()), 0);
    assert_eq!(fen(file.ticket.payments[0].amount_fen), 10_000, "never edited");
    assert!(file.ticket.documents[0].voided.is_some());
    assert_eq!(counter.refuses(&mut file, wrong("SJ-GL01-000001")).0, "contradicts");
}

#[test]
fn closing_with_a_balance_takes_an_approver() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    counter.does(&mut file, vec![consent(), start(), complete()]);
    counter.does(&mut file, vec![Action::Accept(AcceptInput::default())]);
    counter.approved = false;
    let close = |reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        Action::Close(CloseInput { reason, ..CloseInput::default() })
    };
    assert_eq!(counter.refuses(&mut file, close(None)).0, "approval_needed");
    counter.approved = true;
    counter.does(&mut file, vec![close(Some("挂账"))]);
    assert_eq!(fen(file.ticket.course.closings[0].balance_fen), 15_500);
    let reopen = Action::Reopen(ReopenInput { reason: "来付款".into() });
    counter.does(&mut file, vec![reopen, pay(15_500), close(None)]);
    assert_eq!(file.ticket.course.closings.len(), 2);
}

#[test]
fn a_unit_on_the_bench_goes_back_against_its_code() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|input, _| input.service = Some(Service::WalkIn));
    assert_eq!(file.ticket.allowed()[0], Operation::Receive);
    let receive = |looks: &str| {
        Action::Receive(ReceiveInput { looks: looks.into(), ..ReceiveInput::default() })
    };
    assert_eq!(counter.refuses(&mut file, receive(" ")), ("missing".into(), "looks".into()));
    counter.does(&mut file, vec![receive("面板有划痕"), inspect(Cause::Drop)]);
    counter.does(&mut file, vec![quote_of("DD-WX1"), consent(), start(), complete()]);
    assert_eq!(fen(file.ticket.due()), 8_500, "no visit");
    counter.does(&mut file, vec![Action::Accept(AcceptInput::default()), pay(8_500)]);
    assert!(!file.ticket.allowed().contains(&Operation::Close), "it is still here");
    let back = |code: Option<&str>| {
        let pickup_code = code.map(str::to_owned);
        Action::Return(ReturnInput { pickup_code, ..ReturnInput::default() })
    };
    assert_eq!(counter.refuses(&mut file, back(None)).1, "pickup_code");
    assert_eq!(counter.refuses(&mut file, back(Some("000000"))).0, "wrong_pickup_code");
    counter.does(&mut file, vec![back(Some("123456"))]);
    assert_eq!(file.ticket.state, State::Returned);
    counter.does(&mut file, vec![Action::Close(CloseInput::default())]);
}

#[test]
fn a_second_visit_after_parts_has_no_second_fee() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    let wait = Action::WaitParts(WaitPartsInput { part: "P-100".into() });
    counter.does(&mut file, vec![consent(), wait, schedule(), step(Action::Depart)]);
    counter.does(&mut file, vec![step(Action::Arrive)]);
    assert_eq!(file.ticket.allowed()[0], Operation::Resume);
    counter.does(&mut file, vec![Action::Resume(ResumeInput::default()), complete()]);
    assert_eq!(file.ticket.course.visits.len(), 2);
    assert!(file.ticket.course.waits[0].to.is_some());
    assert_eq!(fen(file.ticket.total()), 15_500);
}

#[test]
fn a_redo_in_cover_is_free_and_keeps_the_first_clock() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut first = counter.take_in(|_, _| {});
    counter.does(&mut first, to_quote(Cause::Drop));
    counter.does(&mut first, vec![consent(), start(), complete()]);
    counter.now = at("2027-01-10T09:00");
    let again = Fault { place: Some("点火".into()), ..Fault::default() };
    let mut redo = counter.take_in(|input, _| input.fault = Some(again));
    redo.jobs = first.jobs.clone();
    redo.jobs[0].ticket = Some(TicketId::from_bytes([1; 16]));
    counter.does(
        &mut redo,
        vec![
            Action::Schedule(ScheduleInput {
                engineer: Some("B2".into()),
                from: Some(at("2027-01-10T14:00")),
                ..ScheduleInput::default()
            }),
            step(Action::Depart),
            step(Action::Arrive),
            inspect(Cause::ComponentFailure),
            quote(),
            consent(),
            start(),
            complete(),
        ],
    );
    assert_eq!(redo.ticket.lines[0].verdict.cover, Cover::PostRepair);
    assert_eq!(fen(redo.ticket.total()), 0);
    let job = redo.jobs.last().expect("a job");
    assert_eq!(job.redo_of.as_ref(), Some(&first.jobs[0].id));
    let covers = &redo.ticket.course.completion.as_ref().expect("completed").covers;
    assert_eq!(covers[0].last_day.to_string(), "2027-05-10", "the new part's own months");
}

#[test]
fn a_gas_appliance_past_its_life_takes_a_supervisor() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, appliance| {
        appliance.purchased_on = Some("2018-11-22".parse().expect("a date"));
    });
    counter.does(&mut file, to_quote(Cause::Drop));
    counter.does(&mut file, vec![consent()]);
    assert_eq!(counter.refuses(&mut file, start()).0, "approval_needed");
    counter.approved = true;
    assert_eq!(counter.refuses(&mut file, start()), ("missing".into(), "reason".into()));
    let reason = Some("顾客书面确认已知悉".to_owned());
    counter.does(&mut file, vec![Action::Start(StartInput { reason })]);
    assert!(file.ticket.course.past_safe_life.is_some());
}

#[test]
fn what_was_wrong_is_put_right() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, appliance| appliance.card = Some(Evidence::Altered));
    counter.does(&mut file, to_quote(Cause::Defect));
    counter.does(&mut file, vec![consent()]);
    let none = CorrectInput { reason: "手误".into(), ..CorrectInput::default() };
    assert_eq!(counter.refuses(&mut file, Action::Correct(none.clone())).0, "missing");
    let unsaid = CorrectInput { complaint: Some("漏气".into()), ..CorrectInput::default() };
    assert_eq!(counter.refuses(&mut file, Action::Correct(unsaid)).1, "reason");
    let words = CorrectInput { complaint: Some("漏气".into()), ..none.clone() };
    counter.does(&mut file, vec![Action::Correct(words)]);
    assert_eq!(
        (file.ticket.intake.complaint.as_str(), file.ticket.state),
        ("漏气", State::Consented)
    );
    // Facts on which the verdict stands: the quote falls when the cover is another.
    let facts = ApplianceInput {
        card: Some(Evidence::Absent),
        purchased_on: Some("2026-03-15".parse().expect("a date")),
        ..ApplianceInput::default()
    };
    let facts = CorrectInput { appliance: Some(facts), ..none };
    counter.does(&mut file, vec![Action::Correct(facts)]);
    assert_eq!(file.ticket.lines[0].verdict.cover, Cover::TermWhole);
    assert_eq!(file.ticket.state, State::Inspected);
}

#[test]
fn a_duplicate_is_set_aside_and_split_off_again() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, vec![schedule()]);
    let correct = |duplicate_of: Option<&str>, split| {
        let duplicate_of = duplicate_of.map(str::to_owned);
        let reason = "同一通电话".into();
        Action::Correct(CorrectInput { reason, duplicate_of, split, ..CorrectInput::default() })
    };
    assert_eq!(counter.refuses(&mut file, correct(None, true)).1, "split");
    counter.does(&mut file, vec![correct(Some("WX-GL01-20261123-0001"), false)]);
    assert_eq!((file.ticket.state, file.ticket.bills.len()), (State::Cancelled, 0));
    counter.does(&mut file, vec![correct(None, true)]);
    assert_eq!(file.ticket.state, State::Scheduled);
}

#[test]
fn inputs_that_make_no_sense_name_their_field() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, _| {});
    let schedule = |change: fn(&mut ScheduleInput)| {
        let mut input = ScheduleInput {
            engineer: Some("王工".into()),
            from: Some(at("2026-11-23T14:00")),
            ..ScheduleInput::default()
        };
        change(&mut input);
        Action::Schedule(input)
    };
    for (action, code, field) in [
        (schedule(|input| input.engineer = None), InputCode::Missing, "engineer"),
        (schedule(|input| input.engineer = Some("李丽".into())), InputCode::Invalid, "engineer"),
        (schedule(|input| input.from = None), InputCode::Missing, "from"),
        (schedule(|input| input.from = Some(at("2026-11-22T23:59"))), InputCode::DateOrder, "from"),
        (schedule(|input| input.to = input.from), InputCode::DateOrder, "to"),
    ] {
        let told = counter.refuses(&mut file, action);
        assert_eq!(told, (code.as_str().into(), field.into()));
    }
    let parties = |file: &Dossier| Parties {
        customer: file.customer.clone(),
        appliances: file.appliances.clone(),
        jobs: Vec::new(),
    };
    let intake = |change: &dyn Fn(&mut IntakeInput)| {
        let mut input = IntakeInput {
            kind: Some(Kind::Repair),
            complaint: "不通电".into(),
            ..IntakeInput::default()
        };
        change(&mut input);
        let id = TicketId::from_bytes([2; 16]);
        let taken = Dossier::take_in(&counter.context(), id, input, parties(&file));
        taken.expect_err("refused")
    };
    let expected = |code, field: &str| Refusal::Input(InputError::new(code, field));
    assert_eq!(intake(&|input| input.kind = None), expected(InputCode::Missing, "kind"));
    assert_eq!(
        intake(&|input| input.complaint = "长".repeat(10_001)),
        expected(InputCode::TooLong, "complaint")
    );
    assert_eq!(
        intake(&|input| input.complaint = "a\u{7}".into()),
        expected(InputCode::BadCharacter, "complaint")
    );
    assert_eq!(
        intake(&|input| input.channel = Some("电报".into())),
        expected(InputCode::Invalid, "channel")
    );
    assert_eq!(
        intake(&|input| input.disclosed.empty_trip_fen = Some(Money::from_fen(-1))),
        expected(InputCode::OutOfRange, "disclosed.empty_trip_fen")
    );
    let place = Fault { place: Some("x".repeat(101)), ..Fault::default() };
    assert_eq!(
        intake(&|input| input.fault = Some(place.clone())),
        expected(InputCode::TooLong, "fault.place")
    );
}

#[test]
fn an_appliance_serial_is_a_state_or_a_number() {
    let counter = Counter::new();
    let typed = |serial: &str| {
        let file = counter.take_in(|_, appliance| appliance.serial = Some(serial.into()));
        let main = file.appliances.into_iter().next().expect("an appliance");
        (main.facts.serial, main.serial_number)
    };
    assert_eq!(typed("altered"), (SerialState::Altered, None));
    assert_eq!(typed("ｊｓ2024a 01"), (SerialState::Unknown, Some("JS2024A01".into())));
}

/// Out of its term, approved, with work begun on a quote of 155.00.
fn working(counter: &mut Counter) -> Dossier {
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    counter.does(&mut file, vec![consent(), start()]);
    file
}

fn stop(done: Option<&[&str]>) -> Action {
    Action::Refuse(RefuseInput {
        reason: "不修了".into(),
        done: done.map(|done| done.iter().map(|id| (*id).to_owned()).collect()),
        work: "换了点火器".into(),
        ..RefuseInput::default()
    })
}

#[test]
fn finished_work_is_billed_though_a_raised_quote_is_refused() {
    for raise in [quote, || inspect(Cause::Liquid)] {
        let mut counter = Counter::new();
        let mut file = working(&mut counter);
        counter.does(&mut file, vec![raise()]);
        if file.ticket.state == State::Inspected {
            counter.does(&mut file, vec![quote()]);
        }
        counter.does(&mut file, vec![stop(Some(&["q1", "q2"]))]);
        assert_eq!(fen(file.ticket.total()), 15_500);
        assert_eq!(file.ticket.bill().map(|bill| bill.outcome), Some(Outcome::Repaired));
    }
}

#[test]
fn stopping_work_asks_what_was_done() {
    let mut counter = Counter::new();
    let mut file = working(&mut counter);
    assert_eq!(counter.refuses(&mut file, stop(None)), ("missing".into(), "done".into()));
    counter.does(&mut file, vec![stop(Some(&[]))]);
    assert_eq!(file.ticket.bill().map(|bill| bill.outcome), Some(Outcome::QuoteRefused));
}

#[test]
fn a_discount_is_no_more_than_what_was_done() {
    let mut counter = Counter::new();
    counter.approved = true;
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    let Action::Quote(plain) = quote() else { unreachable!() };
    let discount_fen = Money::from_fen(12_000);
    let reason = Some("酌情".into());
    let generous = QuoteInput { discount_fen, reason, ..plain };
    counter.does(&mut file, vec![Action::Quote(generous), consent(), start()]);
    let some =
        CompleteInput {
            work: "拆机".into(), done: Some(vec!["q1".into()]), ..Default::default()
        };
    counter.does(&mut file, vec![Action::Complete(some)]);
    assert_eq!(fen(file.ticket.total()), 0);
    assert_eq!(fen(file.ticket.bill().expect("a bill").discounts[0].amount_fen), 11_000);
}

#[test]
fn another_visit_or_inspection_fee_is_another_price() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, to_quote(Cause::Drop));
    let Action::Quote(plain) = quote() else { unreachable!() };
    let fee = |fen| Some(Money::from_fen(fen));
    for other in [
        QuoteInput { visit_fen: fee(1), ..plain.clone() },
        QuoteInput { inspection_fen: fee(88_888), ..plain.clone() },
        QuoteInput { discount_fen: Money::from_fen(51), ..plain.clone() },
    ] {
        assert_eq!(counter.refuses(&mut file, Action::Quote(other)).0, "approval_needed");
    }
    let usual = QuoteInput { visit_fen: fee(3_000), inspection_fen: fee(3_000), ..plain };
    counter.does(&mut file, vec![Action::Quote(usual)]);
    let late = RefuseInput {
        reason: "太贵".into(),
        inspection_fen: fee(777_777),
        ..RefuseInput::default()
    };
    let told = counter.refuses(&mut file, Action::Refuse(late));
    assert_eq!(told, ("contradicts".into(), "inspection_fen".into()));
}

#[test]
fn facts_that_make_no_sense_are_refused_whatever_the_state() {
    let mut counter = Counter::new();
    let mut file = working(&mut counter);
    counter.does(&mut file, vec![complete()]);
    let mut maintenance = counter.take_in(|input, _| input.kind = Some(Kind::Maintenance));
    let wrong = |change: fn(&mut ApplianceInput)| {
        let mut appliance = ApplianceInput::default();
        change(&mut appliance);
        let reason = "改".into();
        let appliance = Some(appliance);
        Action::Correct(CorrectInput { reason, appliance, ..CorrectInput::default() })
    };
    for (change, field) in [
        ((|it| it.category = Some("zzz".into())) as fn(&mut ApplianceInput), "category"),
        (|it| it.purchased_on = "2035-01-01".parse().ok(), "purchased_on"),
        (|it| it.clear = vec!["category".into()], "clear[0]"),
    ] {
        for file in [&mut file, &mut maintenance] {
            let told = counter.refuses(file, wrong(change));
            assert_eq!(told.1, format!("appliance.{field}"));
        }
    }
}

#[test]
fn an_exchange_keeps_the_old_number_and_can_be_taken_back() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, appliance| appliance.serial_number = Some("OLD1".into()));
    let correct = |appliance| {
        let (reason, appliance) = ("换机".into(), Some(appliance));
        Action::Correct(CorrectInput { reason, appliance, ..CorrectInput::default() })
    };
    counter.does(
        &mut file,
        vec![correct(ApplianceInput {
            serial_number: Some("new2".into()),
            exchanged_on: "2026-05-01".parse().ok(),
            ..ApplianceInput::default()
        })],
    );
    let exchange = &file.appliances[0].exchanges[0];
    assert_eq!(exchange.old_serial_number.as_deref(), Some("OLD1"));
    assert_eq!(file.ticket.lines[0].verdict.cover, Cover::TermWhole);
    let clear = vec!["exchanged_on".into()];
    counter.does(&mut file, vec![correct(ApplianceInput { clear, ..ApplianceInput::default() })]);
    assert!(file.appliances[0].exchanges.is_empty());
    assert_eq!(file.ticket.lines[0].verdict.cover, Cover::None);
}

#[test]
fn a_visit_that_fell_through_is_agreed_anew() {
    let mut counter = Counter::new();
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, vec![schedule(), step(Action::Depart), schedule()]);
    assert_eq!(file.ticket.course.visits.len(), 2);
    counter.does(&mut file, vec![step(Action::Depart), step(Action::Arrive), schedule()]);
    assert_eq!(file.ticket.state, State::Scheduled);
}

#[test]
fn once_the_customer_agreed_a_visit_is_refused_not_cancelled() {
    let mut counter = Counter::new();
    let mut file = working(&mut counter);
    let wait = Action::WaitParts(WaitPartsInput { part: "P-100".into() });
    counter.does(&mut file, vec![wait, schedule()]);
    let facts =
        ApplianceInput { purchased_on: "2026-01-01".parse().ok(), ..ApplianceInput::default() };
    let facts =
        CorrectInput { reason: "发票".into(), appliance: Some(facts), ..Default::default() };
    counter.does(&mut file, vec![Action::Correct(facts), step(Action::Depart)]);
    let allowed = file.ticket.allowed();
    assert!(!allowed.contains(&Operation::Cancel) && allowed.contains(&Operation::Refuse));
    let again = CorrectInput {
        reason: "重".into(),
        duplicate_of: Some("WX-GL01-20261123-0009".into()),
        ..CorrectInput::default()
    };
    assert_eq!(counter.refuses(&mut file, Action::Correct(again)).0, "not_allowed");
}

#[test]
fn phone_and_address_follow_the_customer_unless_they_were_given() {
    let mut counter = Counter::new();
    let customer = |phone: &str| CustomerInput {
        phones: Some(vec![phone.into()]),
        ..CustomerInput::default()
    };
    let correct = |customer| {
        let (reason, customer) = ("改号".into(), Some(customer));
        Action::Correct(CorrectInput { reason, customer, ..CorrectInput::default() })
    };
    let mut file = counter.take_in(|_, _| {});
    counter.does(&mut file, vec![correct(customer("13700000009"))]);
    assert_eq!(file.ticket.intake.phone.as_deref(), Some("13700000009"));
    let mut file = counter.take_in(|input, _| input.phone = Some("13911111111".into()));
    counter.does(&mut file, vec![correct(customer("13700000009"))]);
    assert_eq!(file.ticket.intake.phone.as_deref(), Some("13911111111"));
}
