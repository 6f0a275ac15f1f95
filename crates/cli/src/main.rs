//! `desk`: the program without a window, for scripts, support, tests and measurements.
//!
//! Exit status: 0 done; 1 the answer is "no" (a failed verification, nothing found where something
//! was asked for by number); 2 wrong use or bad input, with one line on standard error that names
//! the field.

mod data;
mod file;
mod serve;
mod show;

use std::io::{self, BufRead, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use desk_app::error::{Error, ErrorCode, StoreCode};
use desk_app::{Clock, Desk, calendar, default_folder, json, lines, money};
use serde_json::json;

/// 服务台：没有窗口的同一程序 / the program without a window
#[derive(Parser)]
#[command(name = "desk", version, subcommand_required = true, arg_required_else_help = false)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// 输出 JSON，每行一个值 / print JSON, one value a line
    #[arg(long, global = true)]
    json: bool,
    /// 数据文件夹；不写就用窗口程序的 / the data folder; the window's when absent
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The time, in practice and test folders only.
    #[arg(long, global = true, hide = true, value_name = "RFC3339")]
    now: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// 保修判定：标准输入每行一个案例 / warranty verdicts, one case a line on standard input
    Warranty {
        /// 附上哪些事实会改变结论 / add the facts that would change the verdict
        #[arg(long)]
        explain: bool,
    },
    /// 费用计算：标准输入每行一个案例 / bills, one case a line on standard input
    Fee,
    /// 某日之后的第 N 个工作日 / the N-th working day after a date
    WorkingDays {
        /// 日期，如 2026-09-30 / the date, which itself is not counted
        date: String,
        /// 第几个工作日，从 1 起 / how many working days on, from 1
        #[arg(allow_negative_numbers = true)]
        n: u32,
    },
    /// 金额大写 / an amount in words
    AmountWords {
        /// 金额（元），如 1234.56 / the amount in 元
        #[arg(allow_hyphen_values = true)]
        amount: String,
    },
    /// 在空文件夹里造一个可供练习的服务点 / fill an empty folder with a believable service point
    Demo {
        /// 工单数 / how many tickets
        #[arg(long)]
        tickets: u32,
        /// 随机种子；同一种子、同一日期，数据相同 / the same seed and date give the same data
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// 到哪一天为止；不写就到今天 / the date before which it happened; today when absent
        #[arg(long, value_name = "DATE")]
        today: Option<String>,
    },
    /// 工单 / tickets
    #[command(subcommand, arg_required_else_help = false)]
    Ticket(TicketCommand),
    /// 搜索：手机号、后四位、姓名、拼音、机身号、单号、地址 / the one search box
    Search {
        /// 要找的文字 / the text
        text: String,
        /// 最多几条 / how many at most
        #[arg(long)]
        limit: Option<u32>,
    },
    /// 打印单据，存成 PDF / print a document into a PDF file
    Print {
        /// 单据：intake 受理单、repair 保修单、receipt 收据 / the kind
        kind: String,
        /// 单号；收据、保修单也可用自己的号 / the ticket's number, or the document's own
        number: String,
        /// 纸张：a4 a5 241x140 241x93 80mm 58mm / the paper
        #[arg(long)]
        paper: String,
        /// PDF 文件，已有的会被替换 / the file, which is replaced when it is there
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// 收据的联，如 存根,客户；不写就是全部 / the copies of a receipt; all when absent
        #[arg(long, value_name = "NAMES")]
        copies: Option<String>,
        /// 谁打印：工号或姓名 / who prints: badge or name
        #[arg(long)]
        by: Option<String>,
    },
    /// 备份成一个文件 / write one verified backup file
    Backup {
        /// 备份文件 / the file, which must not exist yet
        file: PathBuf,
    },
    /// 从备份恢复；被换下的文件留在旁边 / restore a backup; the replaced file is kept
    Restore {
        /// 备份文件 / the backup
        file: PathBuf,
        /// 纸上最后一个号，如 SJ=381；WX 等指今天的 / the last number on paper of a series
        #[arg(long, value_name = "SERIES=N")]
        last: Vec<String>,
        /// 内容有误也要恢复；有误之处会记入审计 / although something in it is wrong, which is kept
        #[arg(long)]
        accept_damage: bool,
    },
    /// 核对数据库或备份：完整性、审计链、号码、单据、款项 / check the database or a file
    Verify {
        /// 文件；不写就是数据文件夹里的 / the file; that of the data folder when absent
        file: Option<PathBuf>,
    },
    /// 执行窗口的任一命令，请求由标准输入给出 / any command of the window, its request as JSON
    Call {
        /// 命令名；写错时会列出全部 / the name; a wrong one lists them all
        name: String,
    },
    /// 供本机浏览器使用 / serve the commands and pages to a browser on this machine
    Serve {
        /// 本机地址与端口，0 为任选 / the loopback address and port, 0 for any
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// 界面文件夹 / the folder of the built pages
        #[arg(long)]
        ui: Option<PathBuf>,
    },
}

/// What can be done with tickets.
#[derive(Subcommand)]
enum TicketCommand {
    /// 受理：标准输入给出 intake.json / take a ticket in, from JSON on standard input
    New,
    /// 一张工单 / one ticket
    Show {
        /// 单号，带不带连字符都行；收据号、保修单号也行 / the number
        number: String,
    },
    /// 工单列表，新的在前 / tickets, the newest first
    List {
        /// 状态，如 registered / in this state
        #[arg(long)]
        state: Option<String>,
        /// 最多几张 / how many at most
        #[arg(long)]
        limit: Option<u32>,
        /// 只要修好未取的送修机 / only units that nobody has collected
        #[arg(long)]
        unclaimed: bool,
    },
    /// 对工单做一步，如 schedule、quote、pay；标准输入给出内容 / one operation, its input as JSON
    Do {
        /// 单号 / the number
        number: String,
        /// 操作 / the operation
        operation: String,
    },
    /// 工单的经过：谁、何时、做了什么 / what happened to a ticket
    History {
        /// 单号 / the number
        number: String,
    },
}

/// How a command ended when it was not done.
enum Failure {
    /// The answer is "no", which has been printed.
    No,
    /// One line for standard error: wrong use.
    Wrong(String),
    /// What the program answered.
    Refused(Error),
}

impl From<String> for Failure {
    fn from(line: String) -> Failure {
        Failure::Wrong(line)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Refused(error)
    }
}

/// The one clock.
#[expect(clippy::disallowed_methods, reason = "the one clock")]
fn machine_time() -> desk_app::Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map(|since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
    desk_app::Moment::from_millis(millis.unwrap_or_default()).unwrap_or(desk_app::Moment::FIRST)
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(shown) if !shown.use_stderr() => shown.exit(),
        Err(wrong) => {
            let text = wrong.render().to_string();
            // The first paragraph says what is wrong and names the argument; the rest is advice.
            let said: Vec<&str> =
                text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
            eprintln!("desk: {}", said.join(" ").trim_start_matches("error: "));
            return ExitCode::from(2);
        }
    };
    let as_json = cli.json;
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::No) => ExitCode::FAILURE,
        Err(Failure::Wrong(line)) => {
            eprintln!("desk: {line}");
            ExitCode::from(2)
        }
        Err(Failure::Refused(error)) => {
            let status = if error.code == ErrorCode::Store(StoreCode::NotFound) { 1 } else { 2 };
            if as_json {
                eprintln!("{}", json!(error));
            } else {
                let line = format!("{}: {}: {}", error.field, error.code.as_str(), error.message);
                eprintln!("desk: {}", line.trim_start_matches(": ").replace('\n', " "));
            }
            ExitCode::from(status)
        }
    }
}

/// The desk on the folder and with the clock that were asked for.
fn open(cli: &Cli) -> Result<Desk, Failure> {
    let folder = match &cli.data {
        Some(folder) => folder.clone(),
        None => {
            default_folder().ok_or_else(|| "data: no data folder is known; name one".to_owned())?
        }
    };
    let clock = match &cli.now {
        None => Clock::Machine(machine_time),
        Some(text) => Clock::Chosen(text.parse().map_err(|error| format!("now: {error}"))?),
    };
    Ok(Desk::new(folder, clock))
}

/// Runs a command.
fn run(cli: Cli) -> Result<(), Failure> {
    let desk = open(&cli)?;
    match cli.command {
        Command::Warranty { explain } => {
            each_line(|line, out| lines::warranty(&desk, line, explain, out))
        }
        Command::Fee => each_line(|line, out| lines::fee(&desk, line, out)),
        Command::WorkingDays { date, n } => {
            let found = json::from_value(json!({ "date": date, "n": n }))
                .and_then(|after| calendar::working_day(&desk, after))?;
            print(if cli.json { json!(found).to_string() } else { found.date.to_string() })
        }
        Command::AmountWords { amount } => {
            let words = money::amount_words(&desk, money::Amount { amount })?;
            print(if cli.json { json!(words).to_string() } else { words })
        }
        Command::Demo { tickets, seed, today } => data::demo(&desk, cli.json, tickets, seed, today),
        Command::Ticket(ticket) => data::ticket(&desk, cli.json, ticket),
        Command::Search { text, limit } => data::search(&desk, cli.json, text, limit),
        Command::Print { kind, number, paper, out, copies, by } => {
            let copies = copies.map(|names| {
                names.split([',', '，', '、']).map(str::to_owned).collect::<Vec<String>>()
            });
            let request = json!({
                "kind": kind, "number": number, "paper": paper, "copies": copies, "by": by,
            });
            file::print(&desk, cli.json, request, &out)
        }
        Command::Backup { file } => data::backup(&desk, cli.json, &file),
        Command::Restore { file, last, accept_damage } => {
            data::restore(&desk, cli.json, &file, &last, accept_damage)
        }
        Command::Verify { file } => data::verify(&desk, cli.json, file.as_deref()),
        Command::Call { name } => data::call(&desk, &name),
        Command::Serve { listen, ui } => Ok(serve::serve(desk, listen, ui)?),
    }
}

fn print(line: impl std::fmt::Display) -> Result<(), Failure> {
    Ok(written(writeln!(io::stdout(), "{line}"))?)
}

/// Answers standard input line by line. Answers go out whenever there is nothing left to read, so
/// that a program on the other end of both pipes gets each before it asks the next.
fn each_line(mut answer: impl FnMut(&[u8], &mut Vec<u8>)) -> Result<(), Failure> {
    const ENOUGH: usize = 64 * 1024;
    let mut input = io::BufReader::with_capacity(ENOUGH, io::stdin().lock());
    let mut output = io::stdout().lock();
    let mut line = Vec::new();
    let mut out = Vec::with_capacity(2 * ENOUGH);
    let mut is_first = true;
    loop {
        line.clear();
        let length = input.read_until(b'\n', &mut line).map_err(|e| format!("stdin: {e}"))?;
        if length == 0 {
            return Ok(written(output.write_all(&out).and_then(|()| output.flush()))?);
        }
        // Windows shells put a byte order mark before what they pipe.
        let text = match line.strip_prefix(b"\xEF\xBB\xBF") {
            Some(text) if is_first => text,
            _ => &line,
        };
        is_first = false;
        if !text.trim_ascii().is_empty() {
            answer(text, &mut out);
        }
        if out.len() >= ENOUGH || input.buffer().is_empty() {
            written(output.write_all(&out).and_then(|()| output.flush()))?;
            out.clear();
        }
    }
}

/// Whoever reads our output may stop early; that is no failure of ours.
fn written(result: io::Result<()>) -> Result<(), String> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        result => result.map_err(|error| format!("stdout: {error}")),
    }
}
