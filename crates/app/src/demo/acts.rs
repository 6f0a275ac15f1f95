//! What is typed at each step.

use desk_core::calendar::Moment;
use desk_core::fee::{LineKind, Service};
use desk_core::money::Money;
use desk_core::party::Role;
use desk_core::policy;
use desk_core::tariff::{Item, Rates};
use desk_core::ticket::{
    AcceptInput, Action, CancelInput, CancelWhy, CloseInput, CompleteInput, ConsentHow,
    ConsentInput, CorrectInput, FailInput, FaultInput, FaultLine, Fitted, GiveUpInput,
    InspectInput, Kind, Method, Operation, PayInput, Purpose, QuoteInput, QuoteLineInput,
    ReceiveInput, RefundInput, RefuseInput, ReopenInput, ResumeInput, ReturnInput, ScheduleInput,
    StartInput, State, StepInput, WaitPartsInput,
};
use desk_core::warranty::{Advice, Cause, PartClass};
use serde::Serialize;
use serde_json::{Value, json};

use super::goods::{EXCLUDED, Ill, told_of};
use super::people;
use super::play::{Open, Play};
use super::script::{Amount, Deal, Fix, MINUTE, Slot, Step, at, shift};
use super::unit::Unit;
use super::words;
use crate::error::Error;

/// An operation with its input as the audit keeps it; none where there is nothing to do.
type Told = Result<Option<(Action, Value)>, Error>;

fn told<T: Serialize>(action: fn(T) -> Action, input: T) -> Told {
    let mut value = serde_json::to_value(&input).map_err(Error::failed)?;
    drop_absent(&mut value);
    Ok(Some((action(input), value)))
}

/// Nobody types what is absent.
fn drop_absent(value: &mut Value) {
    let is_absent = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(is_so) => !is_so,
        _ => false,
    };
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !is_absent(member));
            members.values_mut().for_each(drop_absent);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_absent),
        _ => {}
    }
}

impl Play {
    /// The operation of a step with its input; none where there is nothing to do.
    pub(super) fn action(&mut self, now: Moment, open: &mut Open, step: Step) -> Told {
        let allowed = open.dossier.ticket.allowed();
        let can = |operation| allowed.contains(&operation);
        match step {
            Step::Schedule(slot) => self.schedule(now, open, slot),
            Step::Depart => {
                let checked = self.ticked(open, policy::Step::Depart);
                told(Action::Depart, StepInput { checked })
            }
            Step::Arrive => {
                let checked = self.ticked(open, policy::Step::Arrive);
                told(Action::Arrive, StepInput { checked })
            }
            Step::Receive => self.receive(open),
            Step::Inspect => self.inspect(open),
            Step::InspectMore => {
                open.more_found = true;
                self.inspect(open)
            }
            Step::Quote(deal) => self.quote(open, deal),
            Step::Consent(how) => self.consent(open, how),
            Step::Start => {
                let reason = needs_approval(open)
                    .then(|| "已告知超过安全使用年限，用户签字，检漏合格后维修".to_owned());
                told(Action::Start, StartInput { reason })
            }
            Step::WaitParts(_)
                if open.dossier.ticket.state == State::Consented && needs_approval(open) =>
            {
                // Parts are ordered for it only once somebody has approved the work.
                open.steps.push_front(step);
                self.action(now, open, Step::Start)
            }
            Step::WaitParts(days) => {
                open.wait = days;
                let lines = open.dossier.ticket.quotes.last().map_or(&[][..], |quote| &quote.lines);
                let part = lines.iter().find(|line| line.kind == LineKind::Part);
                let part = part.map_or_else(|| "专用接头".to_owned(), |line| line.name.clone());
                told(Action::WaitParts, WaitPartsInput { part })
            }
            Step::Resume => told(Action::Resume, ResumeInput::default()),
            Step::Complete => {
                let work = self.work(open);
                let fitted = self.fitted(open);
                let checked = self.ticked(open, policy::Step::Complete);
                told(Action::Complete, CompleteInput { work, done: None, fitted, checked })
            }
            Step::Accept => {
                let person = self.chance.percent(6).then(|| self.chance.text(words::FAMILY));
                told(Action::Accept, AcceptInput { person })
            }
            Step::Pay(method, amount) if can(Operation::Pay) => self.pay(open, method, amount),
            Step::Refund(method) if can(Operation::Refund) => {
                let is_charged = open.dossier.ticket.total() > Money::ZERO;
                let reason = if is_charged {
                    "多收退还"
                } else {
                    "未完成维修，预付款全额退还"
                };
                told(
                    Action::Refund,
                    RefundInput {
                        amount_fen: None,
                        method: Some(method),
                        reason: reason.to_owned(),
                    },
                )
            }
            Step::Return if can(Operation::Return) => self.hand_back(open),
            Step::Close if can(Operation::Close) => self.close(open),
            // Nothing to pay, to give back or to hand over; or settled before.
            Step::Pay(..) | Step::Refund(_) | Step::Return | Step::Close => Ok(None),
            Step::Refuse(in_part) => self.refuse(open, in_part),
            Step::Cancel(why) => {
                let reason = match why {
                    CancelWhy::Customer => self.chance.text(words::CALLED_OFF),
                    _ => String::new(),
                };
                told(Action::Cancel, CancelInput { why: Some(why), reason })
            }
            Step::Fail => {
                let reason = self.chance.text(words::FAILED);
                told(Action::Fail, FailInput { reason })
            }
            Step::GiveUp => {
                let day = open.dossier.ticket.created_at.date();
                let reasons = &self.house.rules.policy.in_force(day).closing_reasons.names;
                let reason = self.chance.one(reasons).clone();
                let note = self.chance.text(words::GIVEN_UP);
                told(Action::GiveUp, GiveUpInput { reason, note })
            }
            Step::Fix(_) if !can(Operation::Correct) => Ok(None),
            Step::Fix(fix) => self.fix(open, fix),
            Step::Reopen => {
                let reason = "顾客来电，有一处要更正".to_owned();
                told(Action::Reopen, ReopenInput { reason })
            }
        }
    }

    /// What is ticked off at a step; some forget.
    fn ticked(&mut self, open: &Open, at: policy::Step) -> Vec<String> {
        if self.chance.percent(35) {
            return Vec::new();
        }
        let day = open.dossier.ticket.created_at.date();
        let lists = self.house.rules.policy.in_force(day).checklists.iter();
        lists.filter(|list| list.at == at).flat_map(|list| list.items.iter().cloned()).collect()
    }

    fn schedule(&mut self, now: Moment, open: &mut Open, slot: Slot) -> Told {
        const HOURS: [i64; 7] = [9, 10, 11, 14, 15, 16, 17];
        let comes_again = !open.dossier.ticket.course.visits.is_empty();
        if comes_again && self.chance.percent(30) {
            open.engineer = self.one_of(Role::Engineer);
        }
        let today = now.date();
        let in_time = now.plus_millis(50 * MINUTE);
        let left = HOURS.iter().filter(|hour| at(today, **hour * 60) > in_time).count();
        let from = match slot {
            Slot::On(days, minute) => at(shift(self.today, days), minute),
            Slot::Soon if left > 0 && self.chance.percent(45) => {
                let hour = HOURS[HOURS.len() - 1 - self.chance.place(left)];
                at(today, hour * 60)
            }
            Slot::Soon => {
                let most = if open.plan.is_fixed { 1 } else { 3 };
                let day = shift(today, self.chance.within(1, most));
                at(day, *self.chance.one(&HOURS) * 60 + 30 * self.chance.within(0, 1))
            }
        };
        told(
            Action::Schedule,
            ScheduleInput {
                engineer: Some(self.staff[open.engineer].badge.clone()),
                from: Some(from),
                to: None,
                called: self.chance.percent(85),
            },
        )
    }

    fn receive(&mut self, open: &Open) -> Told {
        let mut accessories: Vec<String> = Vec::new();
        for _ in 0..self.chance.below(3) {
            let one = self.chance.text(words::ACCESSORIES);
            if !accessories.contains(&one) {
                accessories.push(one);
            }
        }
        let by_post = open.plan.service == Service::MailIn;
        told(
            Action::Receive,
            ReceiveInput {
                looks: self.chance.text(words::LOOKS),
                accessories,
                kept_at: self.chance.text(words::SHELVES),
                sent_by: if by_post { self.consignment() } else { String::new() },
            },
        )
    }

    /// A carrier and a consignment number.
    fn consignment(&mut self) -> String {
        let (carrier, letters) = *self.chance.one(words::CARRIERS);
        format!("{carrier} {letters}{}", self.chance.digits(10))
    }

    /// The ways in which the appliances of a ticket are broken, each with its appliance.
    fn broken(&mut self, open: &Open) -> Vec<(usize, &'static Ill)> {
        let mut broken = Vec::new();
        for nth in 0..self.count_units(open) {
            let any = self.chance.place(60);
            let Some(unit) = self.unit(open, nth) else { continue };
            let faults = unit.goods().faults;
            let ill = match nth {
                0 => open.plan.ill.unwrap_or_default(),
                _ => unit.ill.unwrap_or(any),
            } % faults.len();
            unit.ill = Some(ill);
            broken.push((nth, &faults[ill]));
            if nth == 0 && open.more_found && faults.len() > 1 {
                broken.push((nth, &faults[(ill + 1) % faults.len()]));
            }
        }
        broken
    }

    fn inspect(&mut self, open: &Open) -> Told {
        let appliance = self.unit(open, 0).and_then(Unit::seen);
        let mut more_appliances = Vec::new();
        for nth in 1..self.count_units(open) {
            more_appliances.push(self.unit(open, nth).and_then(Unit::seen).unwrap_or_default());
        }
        let lines = match open.plan.kind {
            Kind::Repair => self.faults(open),
            _ => Vec::new(),
        };
        told(Action::Inspect, InspectInput { lines, appliance, more_appliances })
    }

    fn faults(&mut self, open: &Open) -> Vec<FaultInput> {
        let mut lines = Vec::new();
        for (nth, ill) in self.broken(open) {
            let cause = match open.plan.cause {
                Some(cause) if nth == 0 => cause,
                _ if open.plan.is_fixed => ill.causes[0],
                _ if self.chance.percent(7) => *self.chance.one(EXCLUDED),
                // The usual cause more often than the others.
                _ if self.chance.percent(60) => ill.causes[0],
                _ => *self.chance.one(ill.causes),
            };
            let note = match told_of(cause) {
                "" => ill.found.to_owned(),
                because => format!("{}；{because}", ill.found),
            };
            let responsible = match cause {
                Cause::Delivery => "承运物流公司",
                Cause::ThirdParty => "装修施工队",
                _ => "",
            };
            lines.push(FaultInput {
                appliance: nth as u32,
                place: Some(ill.place.to_owned()),
                part: ill.part.map(str::to_owned),
                // A part of the tariff brings its class along.
                part_class: ill.part.is_none().then_some(PartClass::Ordinary),
                cause: Some(cause),
                responsible: responsible.to_owned(),
                note,
            });
        }
        lines
    }

    /// The prices for an appliance of a ticket.
    fn rates(&mut self, open: &Open, nth: usize) -> Option<Rates> {
        let code = self.unit(open, nth)?.goods().code;
        let day = open.dossier.ticket.created_at.date();
        self.house.shipped.in_force(day).rates(code, open.plan.service).cloned()
    }

    /// The labour whose code ends so, of an appliance of a ticket.
    fn labour(&mut self, open: &Open, nth: usize, end: &str) -> Option<Item> {
        let rates = self.rates(open, nth)?;
        let ends = |end: &str| rates.labour.iter().find(|item| item.code.ends_with(end)).cloned();
        // At the counter there are fewer kinds of work.
        ends(end).or_else(|| ends(if end == "-WX3" { "-WX2" } else { "-WX1" }))
    }

    fn quote(&mut self, open: &Open, deal: Deal) -> Told {
        let mut input = QuoteInput::default();
        match open.plan.kind {
            Kind::Repair => self.repair_lines(open, &mut input),
            Kind::Installation => self.other_lines(open, "-AZ", &mut input),
            _ => self.other_lines(open, "-QX", &mut input),
        }
        let service = open.plan.service;
        let rates = self.rates(open, 0);
        let is_listed = rates.as_ref().is_some_and(|rates| rates.visit_fen.contains_key(&service));
        if service.is_onsite() && open.plan.kind == Kind::Installation {
            input.visit_fen = Some(Money::ZERO);
            input.reason = Some("安装费已含上门".to_owned());
        } else if service.is_onsite() && !is_listed {
            let (from, to) = if service == Service::OnsiteTown { (4, 6) } else { (8, 15) };
            input.visit_fen = Some(Money::from_fen(self.chance.within(from, to) * 1000));
        }
        if service == Service::MailIn {
            input.freight_in_fen = Money::from_fen(self.chance.within(15, 48) * 100);
            input.freight_out_fen = Money::from_fen(self.chance.within(15, 48) * 100);
        }
        self.extras(open, rates, deal, &mut input);
        self.bargain(open, deal, &mut input);
        told(Action::Quote, input)
    }

    fn repair_lines(&mut self, open: &Open, input: &mut QuoteInput) {
        for (nth, (place, ill)) in self.broken(open).into_iter().enumerate() {
            let fault = Some(format!("f{}", nth + 1));
            let code = self.labour(open, place, &format!("-{}", ill.labour)).map(|item| item.code);
            input.lines.push(QuoteLineInput {
                kind: Some(LineKind::Labour),
                fault: fault.clone(),
                code,
                ..QuoteLineInput::default()
            });
            let Some(part) = ill.part else { continue };
            input.lines.push(QuoteLineInput {
                kind: Some(LineKind::Part),
                fault,
                code: Some(part.to_owned()),
                ..QuoteLineInput::default()
            });
        }
    }

    fn other_lines(&mut self, open: &Open, end: &str, input: &mut QuoteInput) {
        let Some(rates) = self.rates(open, 0) else { return };
        // A water purifier is looked after with new filters.
        let fits =
            |item: &&Item| item.code.ends_with(end) || (end == "-QX" && item.code.ends_with("-LX"));
        let Some(item) = rates.labour.iter().find(fits) else { return };
        let qty = match item.unit.as_str() {
            "平方米" => Some(format!("{}.5", self.chance.within(48, 118))),
            "路" => Some(self.chance.within(4, 9).to_string()),
            _ => None,
        };
        input.lines.push(QuoteLineInput {
            kind: Some(LineKind::Labour),
            code: Some(item.code.clone()),
            qty,
            ..QuoteLineInput::default()
        });
        let filters = if item.code.ends_with("-LX") { &["P-932", "P-933"][..] } else { &[] };
        input.lines.extend(filters.iter().map(|code| QuoteLineInput {
            kind: Some(LineKind::Part),
            code: Some((*code).to_owned()),
            ..QuoteLineInput::default()
        }));
    }

    fn extras(&mut self, open: &Open, rates: Option<Rates>, deal: Deal, input: &mut QuoteInput) {
        let by_measure = deal == Deal::Measured;
        let often = if open.plan.kind == Kind::Installation { 60 } else { 12 };
        if !by_measure && !self.chance.percent(often) {
            return;
        }
        let is_measured = |item: &Item| ["米", "公斤"].contains(&item.unit.as_str());
        let mut fitting = rates.map_or_else(Vec::new, |rates| rates.extras);
        fitting.retain(|item| !by_measure || is_measured(item));
        if fitting.is_empty() {
            return;
        }
        let item = self.chance.one(&fitting);
        let qty = match item.unit.as_str() {
            "米" if by_measure => Some(self.chance.text(&["0.853", "1.254", "4.157"])),
            "米" => Some(self.chance.text(&["1", "1.5", "2", "3", "2.5"])),
            "公斤" => Some(self.chance.text(&["0.353", "0.8", "0.625", "1.213"])),
            "层" => Some(self.chance.within(2, 7).to_string()),
            _ => None,
        };
        input.lines.push(QuoteLineInput {
            kind: Some(LineKind::Extra),
            code: Some(item.code.clone()),
            qty,
            ..QuoteLineInput::default()
        });
    }

    /// What takes an approval: another price, a discount, something that the tariff has not.
    fn bargain(&mut self, open: &Open, deal: Deal, input: &mut QuoteInput) {
        match deal {
            Deal::Usual | Deal::Measured => {}
            Deal::Discount => {
                input.discount_fen = Money::from_fen(self.chance.within(1, 3) * 500);
                input.reason = Some(self.chance.text(words::DISCOUNTS));
            }
            Deal::OtherPrice => {
                if let Some(line) = input.lines.first_mut() {
                    line.unit_fen = Some(Money::from_fen(self.chance.within(4, 14) * 1000 - 200));
                }
                input.reason = Some(self.chance.text(words::OTHER_PRICES));
            }
            Deal::ByHand => {
                let (name, fen) = *self.chance.one(words::BY_HAND);
                input.lines.push(QuoteLineInput {
                    kind: Some(LineKind::Labour),
                    fault: open.dossier.ticket.lines.first().map(|line| line.id.clone()),
                    name: Some(name.to_owned()),
                    unit: Some("次".to_owned()),
                    unit_fen: Some(Money::from_fen(fen)),
                    ..QuoteLineInput::default()
                });
                input.reason = Some("价目表没有的项目，与用户商定".to_owned());
            }
        }
    }

    fn consent(&mut self, open: &Open, how: ConsentHow) -> Told {
        let number = open.dossier.ticket.intake.phone.clone();
        // Whoever has no phone is asked face to face.
        let by_phone = how == ConsentHow::Phone && number.is_some();
        let how = match how {
            ConsentHow::Phone if !by_phone => ConsentHow::InPerson,
            how => how,
        };
        told(
            Action::Consent,
            ConsentInput {
                person: self.chance.percent(8).then(|| self.chance.text(words::FAMILY)),
                how: Some(how),
                called: number.filter(|_| by_phone),
                version: None,
            },
        )
    }

    /// The numbers of parts that went in, where somebody wrote them down.
    fn fitted(&mut self, open: &Open) -> Vec<Fitted> {
        let lines = open.dossier.ticket.agreed_quote().map_or(&[][..], |quote| &quote.lines);
        let mut fitted = Vec::new();
        for line in lines.iter().filter(|line| line.kind == LineKind::Part) {
            if self.chance.percent(35) {
                let mut serial = || Some(format!("JP{}", self.chance.digits(10)));
                let (old_serial, new_serial) = (serial(), serial());
                fitted.push(Fitted { line: line.id.clone(), old_serial, new_serial });
            }
        }
        fitted
    }

    /// What was done, in words.
    fn work(&mut self, open: &Open) -> String {
        let done: Vec<&str> = match open.plan.kind {
            Kind::Repair => self.broken(open).into_iter().map(|(_, ill)| ill.done).collect(),
            Kind::Installation => vec!["安装调试完成，教会用户使用"],
            _ => vec!["清洗保养完成，试机正常"],
        };
        done.join("；")
    }

    fn refuse(&mut self, open: &Open, in_part: bool) -> Told {
        let ticket = &open.dossier.ticket;
        let reason = self.chance.text(words::DECLINED);
        let nothing = Some(Vec::new());
        let mut input = RefuseInput { reason, done: nothing, ..RefuseInput::default() };
        if let Some(quote) = ticket.agreed_quote().filter(|_| in_part) {
            let first = quote.lines.iter().find(|line| line.kind == LineKind::Labour);
            input.done = Some(first.map(|line| line.id.clone()).into_iter().collect());
            input.work = "已拆机检修一项，用户要求停止".to_owned();
        }
        told(Action::Refuse, input)
    }

    fn pay(&mut self, open: &Open, method: Method, amount: Amount) -> Told {
        let ticket = &open.dossier.ticket;
        let due = ticket.due().fen();
        let part = |percent: i64| Some(Money::from_fen(due * percent / 10_000 * 100));
        let mut input = PayInput { method: Some(method), ..PayInput::default() };
        match amount {
            Amount::Advance(percent) => input.amount_fen = part(percent),
            Amount::Part(percent) if due > 1000 => input.amount_fen = part(percent),
            Amount::Discounted if due > 5000 => {
                input.discount_fen = Money::from_fen(self.chance.within(5, 20) * 100 + due % 100);
                input.reason = Some(self.chance.text(words::DISCOUNTS));
            }
            // Nobody looks for small coins (抹零).
            _ if self.chance.percent(80) => input.discount_fen = Money::from_fen(due % 100),
            _ => {}
        }
        if due == 0 || input.amount_fen == Some(Money::ZERO) {
            return Ok(None);
        }
        input.payer = self.chance.percent(3).then(|| "家属代付".to_owned());
        told(Action::Pay, input)
    }

    fn hand_back(&mut self, open: &Open) -> Told {
        let mut input = ReturnInput::default();
        if open.plan.service == Service::MailIn {
            input.proof = Some(self.consignment());
        } else if self.chance.percent(14) {
            input.proof = Some("身份证".to_owned());
        } else {
            let custody = open.dossier.ticket.course.custody.as_ref();
            input.pickup_code = custody.map(|unit| unit.pickup_code.clone());
        }
        told(Action::Return, input)
    }

    fn close(&mut self, open: &Open) -> Told {
        let ticket = &open.dossier.ticket;
        let reason = match ticket.balance() {
            Money::ZERO => None,
            left if left > Money::ZERO => Some("欠款已与用户说定，月底补交".to_owned()),
            _ => Some("退款走对公账户".to_owned()),
        };
        let said = ticket.intake.complaint.as_str();
        let answer = match ticket.kind {
            Kind::Complaint => answer_to(words::COMPLAINTS, said).to_owned(),
            Kind::Consultation => answer_to(words::CONSULTATIONS, said).to_owned(),
            _ => self.chance.text(words::ANSWERED_LATER),
        };
        told(Action::Close, CloseInput { reason, answer })
    }

    fn fix(&mut self, open: &Open, fix: Fix) -> Told {
        let mut input = CorrectInput::default();
        match fix {
            Fix::Phone => {
                input.phone = Some(people::mobile(&mut self.chance));
                input.reason = "抄错电话，用户来电更正".to_owned();
            }
            Fix::Note => {
                let hour = self.chance.within(9, 17);
                let before = &open.dossier.ticket.intake.note;
                // Never the note that stands there: that would be no correction.
                input.note = Some(format!("{before} 用户来电：最好{hour}点以后联系"));
                input.reason = "用户要求补充".to_owned();
            }
            Fix::Receipt => {
                let payments = open.dossier.ticket.payments.iter().rev();
                let mut wrong = payments.filter(|payment| payment.purpose == Purpose::Payment);
                let Some(wrong) = wrong.next() else { return Ok(None) };
                input.payment = Some(wrong.receipt.clone());
                input.reason = "收款方式选错，作废重开".to_owned();
            }
            Fix::Duplicate(plan) => {
                input.duplicate_of = self.number_of(plan);
                input.reason = "热线和小程序各报了一次".to_owned();
            }
        }
        told(Action::Correct, input)
    }
}

/// Work on it goes on only with an approval, which nobody has given yet (N9).
fn needs_approval(open: &Open) -> bool {
    let ticket = &open.dossier.ticket;
    let is_old = |line: &FaultLine| line.verdict.advice.contains(&Advice::UnsafeAge);
    ticket.course.past_safe_life.is_none() && ticket.lines.iter().any(is_old)
}

/// What was answered to a complaint or question.
fn answer_to(list: &[(&str, &'static str)], said: &str) -> &'static str {
    let found = list.iter().find(|(asked, _)| *asked == said);
    found.map_or("已电话答复，用户无异议", |(_, answer)| answer)
}

/// Half-written intakes as the window keeps them, as they lie on the counter at noon.
pub(super) fn drafts() -> [Value; 2] {
    [
        json!({
            "kind": "repair",
            "name": "蒋",
            "phone": "1387733",
            "category": "air_conditioner",
            "complaint": "空调不制冷，外机",
        }),
        json!({
            "kind": "installation",
            "name": "欧阳",
            "complaint": "新买的热水器，等",
        }),
    ]
}
