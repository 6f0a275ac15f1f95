//! `desk`: the program without a window, for scripts, support, tests and measurements.
//!
//! Exit status: 0 done; 2 wrong use or bad input, with one line on standard error that names the
//! field.

mod serve;

use std::io::{self, BufRead, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use desk_app::{Desk, calendar, json, lines, money};
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
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("desk: {problem}");
            ExitCode::from(2)
        }
    }
}

/// Runs a command; the error is the one line for standard error.
fn run(cli: Cli) -> Result<(), String> {
    let desk = Desk::shipped();
    match cli.command {
        Command::Warranty { explain } => {
            each_line(|line, out| lines::warranty(&desk, line, explain, out))
        }
        Command::Fee => each_line(|line, out| lines::fee(&desk, line, out)),
        Command::WorkingDays { date, n } => {
            let found = json::from_value(json!({ "date": date, "n": n }))
                .and_then(|after| calendar::working_day(&desk, after))
                .map_err(|error| error.to_string())?;
            print(if cli.json { json!(found).to_string() } else { found.date.to_string() })
        }
        Command::AmountWords { amount } => {
            let words = money::amount_words(&desk, money::Amount { amount })
                .map_err(|error| error.to_string())?;
            print(if cli.json { json!(words).to_string() } else { words })
        }
        Command::Serve { listen, ui } => serve::serve(desk, listen, ui),
    }
}

fn print(line: String) -> Result<(), String> {
    written(writeln!(io::stdout(), "{line}"))
}

/// Answers standard input line by line. Answers go out whenever there is nothing left to read, so
/// that a program on the other end of both pipes gets each before it asks the next.
fn each_line(mut answer: impl FnMut(&[u8], &mut Vec<u8>)) -> Result<(), String> {
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
            return written(output.write_all(&out).and_then(|()| output.flush()));
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
