//! The commands that work on a data folder.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::Path;

use desk_app::error::{CallCode, Error, ErrorCode};
use desk_app::upkeep::there_is_data;
use desk_app::{Desk, commands, demo, json, search, ticket, upkeep};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Failure, TicketCommand, print, show};

/// Standard input as one JSON object; nothing at all means an empty one.
fn input() -> Result<Value, Failure> {
    let mut text = Vec::new();
    io::stdin().lock().read_to_end(&mut text).map_err(|error| format!("stdin: {error}"))?;
    // Windows shells put a byte order mark before what they pipe.
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
    if text.trim_ascii().is_empty() {
        return Ok(json!({}));
    }
    let value: Value = json::from_slice(text).map_err(|mut error| {
        error.field = "stdin".to_owned();
        error
    })?;
    if value.is_object() { Ok(value) } else { Err("stdin: is no JSON object".to_owned().into()) }
}

/// Takes members out of an input that are not its own: who does it, who approves.
fn take(from: &mut Value, names: &[&str], into: &mut Value) {
    for name in names {
        if let Some(value) = from.as_object_mut().and_then(|members| members.remove(*name)) {
            into[*name] = value;
        }
    }
}

/// The field of an error as the input has it, without the member that wraps it here.
fn unwrapped<T>(result: Result<T, Error>, wrapper: &str) -> Result<T, Failure> {
    result.map_err(|mut error| {
        let own = error.field.strip_prefix(wrapper).map(|rest| rest.trim_start_matches('.'));
        if let Some(own) = own {
            error.field = own.to_owned();
        }
        Failure::Refused(error)
    })
}

/// One value: JSON on a line, or text for people.
pub fn tell<T: Serialize>(
    as_json: bool,
    value: &T,
    text: impl Fn(&T) -> String,
) -> Result<(), Failure> {
    if as_json { print(json!(value)) } else { print(text(value).trim_end()) }
}

pub fn ticket(desk: &Desk, as_json: bool, command: TicketCommand) -> Result<(), Failure> {
    match command {
        TicketCommand::New => {
            let mut intake = input()?;
            let mut request = json!({});
            take(&mut intake, &["by", "clock_confirmed", "draft"], &mut request);
            request["intake"] = intake;
            let request = unwrapped(json::from_value(request), "intake")?;
            tell(as_json, &ticket::new(desk, request)?, show::ticket)
        }
        TicketCommand::Show { number } => {
            there_is_data(desk)?;
            let shown = ticket::show(desk, ticket::TicketNumber { number })?;
            tell(as_json, &shown, show::ticket)
        }
        TicketCommand::List { state, limit, unclaimed } => {
            there_is_data(desk)?;
            let query = json!({ "state": state, "limit": limit, "unclaimed": unclaimed });
            for shown in ticket::list(desk, json::from_value(query)?)? {
                tell(as_json, &shown, show::ticket_line)?;
            }
            Ok(())
        }
        TicketCommand::Do { number, operation } => {
            there_is_data(desk)?;
            let mut own = input()?;
            let mut request = json!({ "number": number, "operation": operation });
            take(&mut own, &["by", "approval", "clock_confirmed"], &mut request);
            request["input"] = own;
            let request = json::from_value(request)?;
            tell(as_json, &ticket::perform(desk, request)?, show::ticket)
        }
        TicketCommand::History { number } => {
            there_is_data(desk)?;
            for happened in ticket::history(desk, ticket::TicketNumber { number })? {
                tell(as_json, &happened, show::happened)?;
            }
            Ok(())
        }
    }
}

pub fn search(desk: &Desk, as_json: bool, text: String, limit: Option<u32>) -> Result<(), Failure> {
    there_is_data(desk)?;
    for found in search::search(desk, search::Search { text, limit })? {
        tell(as_json, &found, show::found)?;
    }
    Ok(())
}

pub fn demo(
    desk: &Desk,
    as_json: bool,
    tickets: u32,
    seed: u64,
    today: Option<String>,
) -> Result<(), Failure> {
    let request = json!({ "tickets": tickets, "seed": seed, "today": today });
    tell(as_json, &demo::fill(desk, json::from_value(request)?)?, show::demo)
}

pub fn backup(desk: &Desk, as_json: bool, file: &Path) -> Result<(), Failure> {
    let request = upkeep::Backup { file: file.to_owned() };
    let made = upkeep::backup(desk, request, &mut |_| true)?;
    tell(as_json, &made, |made| {
        let known = if made.of_damaged {
            "（数据库已知有损坏，这份备份也一样）"
        } else {
            ""
        };
        format!("已备份，副本已核对与数据库一致：{}{known}", file.display())
    })
}

pub fn restore(
    desk: &Desk,
    as_json: bool,
    file: &Path,
    last: &[String],
    accept_damage: bool,
) -> Result<(), Failure> {
    let mut told = BTreeMap::new();
    for text in last {
        let pair = text
            .split_once('=')
            .and_then(|(series, n)| Some((series, i64::from(n.parse::<u32>().ok()?))));
        let (series, n) = pair.ok_or_else(|| format!("last: {text} is not of the form SJ=381"))?;
        told.insert(series.to_owned(), n);
    }
    let request = upkeep::Restore { file: file.to_owned(), last: told, accept_damage };
    tell(as_json, &upkeep::restore(desk, request, &mut |_| true)?, show::restored)
}

pub fn verify(desk: &Desk, as_json: bool, file: Option<&Path>) -> Result<(), Failure> {
    let request = upkeep::Verify { file: file.map(Path::to_owned) };
    let own = file.is_none();
    let report = upkeep::verify(desk, request, &mut |_| true)?;
    let health =
        if own { Some(upkeep::health(desk, upkeep::HealthQuery::default())?) } else { None };
    tell(as_json, &report, |report| show::verified(report, health.as_ref()))?;
    if report.problems.is_empty() { Ok(()) } else { Err(Failure::No) }
}

pub fn call(desk: &Desk, name: &str) -> Result<(), Failure> {
    let answer = commands::call(desk, name, input()?);
    match answer {
        Ok(answer) => print(answer),
        Err(error) if error.code == ErrorCode::Call(CallCode::NoSuchCommand) => {
            Err(format!("name: no command {name}; there are: {}", commands::NAMES.join(" ")).into())
        }
        Err(error) => Err(error.into()),
    }
}
