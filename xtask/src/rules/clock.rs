//! SQL that reads the clock, in `.sql` files and in the strings of Rust sources.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};
use regex_lite::{Captures, Regex};

const REASON: &str = "SQL does not read the clock: time is a parameter";

/// SQLite's ways to the present; its functions of time mean it when they are given no time.
const CLOCK: &str = r"(?ix)
    'now'
    | \b current_ (?: date | time | timestamp ) \b
    | \b (?: date | time | datetime | julianday | unixepoch ) \s* \( \s* \)
    | \b strftime \s* \( \s* '[^']*' \s* \)";

const SQL_COMMENT: &str = r"--[^\n]*|/\*(?s:.*?)\*/";

/// The breaches in a workspace, outside xtask, whose tests hold samples.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut clock = Clock {
        reads: Regex::new(CLOCK)?,
        comment: Regex::new(SQL_COMMENT)?,
        breaches: Vec::new(),
    };
    for folder in ["crates", "src-tauri", "tests"] {
        let folder = root.join(folder);
        if folder.exists() {
            clock.walk(&folder)?;
        }
    }
    Ok(clock.breaches)
}

struct Clock {
    reads: Regex,
    comment: Regex,
    breaches: Vec<String>,
}

impl Clock {
    fn walk(&mut self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default();
            if path.is_dir() {
                if name != "node_modules" && name != "target" {
                    self.walk(&path)?;
                }
                continue;
            }
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("sql") => self.sql(&path)?,
                Some("rs") => self.rust(&path)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A `.sql` file; its comments may say what they like.
    fn sql(&mut self, path: &Path) -> Result<()> {
        let text = fs::read_to_string(path)?;
        let lines_only = |comment: &Captures<'_>| "\n".repeat(comment[0].matches('\n').count());
        let code = self.comment.replace_all(&text, lines_only).into_owned();
        self.look(path, 1, &code);
        Ok(())
    }

    /// The string literals of a Rust source; comments are none.
    fn rust(&mut self, path: &Path) -> Result<()> {
        let tokens = fs::read_to_string(path)?.parse().map_err(|error| anyhow!("{error}"));
        let tokens = tokens.with_context(|| format!("cannot read {}", path.display()))?;
        self.tokens(path, tokens);
        Ok(())
    }

    fn tokens(&mut self, path: &Path, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                // What follows `doc =` was written as a comment.
                TokenTree::Ident(word) if word == "doc" => {
                    tokens.next_if(|next| next.to_string() == "=").and_then(|_| tokens.next());
                }
                TokenTree::Group(group) => self.tokens(path, group.stream()),
                TokenTree::Literal(literal) => {
                    self.look(path, literal.span().start().line, &literal.to_string());
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }

    fn look(&mut self, path: &Path, first_line: usize, text: &str) {
        for found in self.reads.find_iter(text) {
            let line = first_line + text[..found.start()].matches('\n').count();
            let what = found.as_str();
            self.breaches.push(format!("{}:{line}: {what}: {REASON}", path.display()));
        }
    }
}
