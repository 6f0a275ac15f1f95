//! `desk serve` on a folder, asked over HTTP by hand: one program that stays.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{iter, thread};

use serde_json::Value;

pub struct Program {
    pub child: Child,
    at: At,
}

/// Where a program is asked.
struct At {
    address: String,
    token: String,
}

impl Program {
    /// On the real data of a folder.
    pub fn on(folder: &Path) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        Program::start(command.arg("--data").arg(folder).arg("serve"))
    }

    /// Of a command that serves.
    pub fn start(command: &mut Command) -> Program {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("desk starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("an address");
        let rest = line.trim().strip_prefix("http://").expect("an address");
        let (address, token) = rest.split_once("/?token=").expect("a token");
        Program { child, at: At { address: address.to_owned(), token: token.to_owned() } }
    }

    /// The news of a command that takes long, line by line as it goes on. Of the old protocol, so
    /// that nothing stands between the lines.
    pub fn news(&self, name: &str, request: &Value) -> impl Iterator<Item = Value> + use<> {
        let body = request.to_string();
        let mut stream = TcpStream::connect(&self.at.address).expect("a connection");
        let request = format!(
            "POST /api/{name} HTTP/1.0\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Accept: application/x-ndjson\r\nContent-Length: {}\r\n\r\n{body}",
            self.at.address,
            self.at.token,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let lines = BufReader::new(stream).lines().map(|line| line.expect("a line"));
        let behind_head = lines.skip_while(|line| !line.is_empty()).skip(1);
        behind_head.map(|line| serde_json::from_str(&line).expect("JSON"))
    }

    /// The answer to a command; none when the program is gone before it answers.
    pub fn ask(&self, name: &str, request: &Value) -> Option<Result<Value, Value>> {
        self.at.ask(name, request)
    }

    /// Asks for the same again and again, and kills the program meanwhile, after so long; what it
    /// answered.
    pub fn ask_until_killed(self, name: &str, request: &Value, after: Duration) -> Vec<Value> {
        let mut program = self;
        let (child, at) = (&mut program.child, &program.at);
        thread::scope(|scope| {
            let asking = scope.spawn(|| {
                let answers = iter::from_fn(|| at.ask(name, request));
                answers.map(|answer| answer.expect("it is answered")).collect()
            });
            thread::sleep(after);
            child.kill().expect("killed");
            asking.join().expect("the answers")
        })
    }
}

impl At {
    fn ask(&self, name: &str, request: &Value) -> Option<Result<Value, Value>> {
        let body = request.to_string();
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let head = format!(
            "POST /api/{name} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            self.token,
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body.as_bytes()).ok()?;
        let mut text = String::new();
        stream.read_to_string(&mut text).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        let body = serde_json::from_str(body).ok()?;
        Some(if head.starts_with("HTTP/1.1 200") { Ok(body) } else { Err(body) })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
