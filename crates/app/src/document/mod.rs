//! Documents: what they say, and every print of it.
//!
//! A document says what it said: its content is kept as an edition the first time that it is
//! printed, and a new edition only when something has changed. A print is kept, and counted, before
//! there is a PDF; everything in the PDF comes from the kept print and edition, so that the same
//! bytes can be made again at any time.

mod content;
mod fonts;
mod intake;
mod receipt;
mod repair;
#[cfg(test)]
mod tests;
mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk_core::calendar::Moment;
use desk_core::input::{InputCode, InputError};
use desk_core::paper::{self, DocumentKind, Offset, Paper, PaperOffset, PrintSettings};
use desk_core::text;
use desk_core::ticket::{Dossier, Print, Series, Ticket};
use desk_documents::content::Content;
use desk_documents::{Fonts, Marks, Sheet};
use desk_store::{Read, content_digest};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};
use ts_rs::TS;

use crate::desk::House;
use crate::error::{DocumentCode, Error, ErrorCode, StoreCode};
use crate::{Desk, ticket};
use content::Source;

/// Shows a document before it is printed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewDocument {
    /// The kind.
    pub kind: DocumentKind,
    /// A ticket's number; of a slip or receipt also its own.
    pub number: String,
    /// What it would be printed on.
    pub paper: Paper,
}

/// Prints a document.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PrintDocument {
    /// The kind.
    pub kind: DocumentKind,
    /// A ticket's number; of a slip or receipt also its own.
    pub number: String,
    /// What it is printed on.
    pub paper: Paper,
    /// Which copies of a receipt, by name; all that the point has set when absent. On carbonless
    /// paper one print always makes all of them.
    #[serde(default)]
    pub copies: Option<Vec<String>>,
    /// Who prints: badge or name.
    #[serde(default)]
    pub by: Option<String>,
    /// Somebody confirmed that a clock that is behind is right.
    #[serde(default)]
    pub clock_confirmed: bool,
}

/// Asks for a page to calibrate a printer by.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TestPage {
    /// What it is printed on.
    pub paper: Paper,
    /// By how much it is moved: as typed, before it is kept.
    pub offset: Offset,
}

/// A page to calibrate a printer by.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MadeTestPage {
    /// A name for the file.
    pub file_name: String,
    /// The PDF; in JSON as base64.
    #[serde(serialize_with = "as_base64")]
    #[ts(type = "string")]
    pub pdf: Vec<u8>,
}

/// Makes the PDF of an earlier print again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintAgain {
    /// The document's number.
    pub document: String,
    /// Which of its prints, from 1.
    pub print: u32,
}

/// A document as it would be printed now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentPreview {
    /// Its number.
    pub document: String,
    /// The edition that a print would have.
    pub edition: u32,
    /// How often it was printed before.
    pub reprint: u32,
    /// Its pages as SVG.
    pub pages: Vec<String>,
}

/// A document that was printed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrintedDocument {
    /// Its number.
    pub document: String,
    /// The number of its ticket.
    pub ticket: String,
    /// The edition of what it says, from 1.
    pub edition: u32,
    /// Which of its prints, from 1.
    pub print: u32,
    /// How often it was printed before.
    pub reprint: u32,
    /// What it was printed on.
    pub paper: Paper,
    /// A name for the file.
    pub file_name: String,
    /// The PDF; in JSON as base64.
    #[serde(serialize_with = "as_base64")]
    #[ts(type = "string")]
    pub pdf: Vec<u8>,
}

fn as_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

/// A document that is asked for.
struct Asked {
    kind: DocumentKind,
    number: String,
    paper: Paper,
    copies: Option<Vec<String>>,
}

/// A print with what it says: everything that its PDF is made of.
struct Kept {
    ticket: String,
    content: Content,
    print: Print,
    /// Its place among the prints of the document, from 1.
    nth: u32,
    /// How often the same copies were printed before this.
    reprint: u32,
    /// Why it was voided, if it was when it was printed.
    voided: Option<String>,
}

impl Kept {
    /// `before`: the prints of the document that were made before this one.
    fn of(ticket: &Ticket, content: Content, print: Print, before: &[&Print]) -> Kept {
        // Copies that are printed one after the other are each an original.
        let same = |other: &&&Print| {
            let shared = other.copies.iter().any(|copy| print.copies.contains(copy));
            shared || (other.copies.is_empty() && print.copies.is_empty())
        };
        let reprint = before.iter().filter(same).count() as u32;
        let nth = before.len() as u32 + 1;
        let document = ticket.documents.iter().find(|known| known.number == print.document);
        let voided = document.and_then(|document| document.voided.as_ref());
        let voided = voided.filter(|voided| voided.at <= print.at);
        let voided = voided.map(|voided| voided.reason.clone());
        Kept { ticket: ticket.number.clone(), content, print, nth, reprint, voided }
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet {
            content: &self.content,
            paper: self.print.paper,
            copies: &self.print.copies,
            offset: self.print.offset,
            marks: Marks {
                printed_at: self.print.at,
                reprint: self.reprint,
                edition: self.print.edition,
                voided: self.voided.as_deref(),
                practice: self.print.practice,
            },
        }
    }

    fn printed(self, fonts: &Fonts) -> PrintedDocument {
        let pdf = desk_documents::pdf(fonts, &self.sheet());
        PrintedDocument {
            paper: self.print.paper,
            file_name: format!("{}.pdf", self.print.document),
            document: self.print.document,
            ticket: self.ticket,
            edition: self.print.edition,
            print: self.nth,
            reprint: self.reprint,
            pdf,
        }
    }
}

/// A document that can be printed.
struct Ready {
    dossier: Dossier,
    kept: Kept,
    /// The content as it is to be kept; none when the edition is there already.
    new_edition: Option<String>,
}

/// Shows a document as it would be printed now. Keeps nothing.
///
/// # Errors
/// `not_found`, `paper_too_small`, `unprintable`, `fonts_missing`; those of the store.
pub fn preview(desk: &Desk, request: PreviewDocument) -> Result<DocumentPreview, Error> {
    let PreviewDocument { kind, number, paper } = request;
    let asked = Asked { kind, number, paper, copies: None };
    let at = desk.now()?;
    let ready = desk.read(|read, house| ready(read, house, at, String::new(), &asked))?;
    let kept = ready.kept;
    let pages = desk_documents::svg(&fonts::load()?, &kept.sheet());
    let Kept { print, reprint, .. } = kept;
    Ok(DocumentPreview { document: print.document, edition: print.edition, reprint, pages })
}

/// Prints a document: the print is kept first, then its PDF is made.
///
/// # Errors
/// `not_found`; names the member at fault; `paper_too_small`, `unprintable`, `fonts_missing`; those
/// of the store. Nothing is kept then.
pub fn print(desk: &Desk, request: PrintDocument) -> Result<PrintedDocument, Error> {
    let actor = ticket::actor(desk, request.by.as_deref())?;
    let by = actor.clone();
    let PrintDocument { kind, number, paper, copies, clock_confirmed, .. } = request;
    let asked = Asked { kind, number, paper, copies };
    let fonts = fonts::load()?;
    let kept = desk.write("document.print", actor, clock_confirmed, move |write, house| {
        let Ready { dossier, kept, new_edition } = ready(write, house, write.at(), by, &asked)?;
        let print = &kept.print;
        if let Some(content) = new_edition {
            write.keep_edition(dossier.ticket.id, &print.document, print.edition, &content)?;
        }
        let facts = json!({
            "document": print.document,
            "paper": print.paper,
            "edition": print.edition,
            "copies": print.copies,
        });
        let mut after = dossier.clone();
        after.ticket.prints.push(print.clone());
        write.keep(Some(&dossier), &after, facts, ticket::dossier_pack(house, &after))?;
        Ok(kept)
    })?;
    Ok(kept.printed(&fonts))
}

/// Makes the PDF of an earlier print again, with the same bytes. Keeps nothing.
///
/// # Errors
/// `not_found`, `fonts_missing`; those of the store.
pub fn again(desk: &Desk, request: PrintAgain) -> Result<PrintedDocument, Error> {
    let kept = desk.read(|read, _| {
        let wanted = plain(&request.document);
        let ticket = match read.ticket(&request.document)? {
            Some(ticket) => Some(ticket),
            None => ticket_of(read, &request.document)?,
        };
        let none = || Error::not_found("document", &request.document);
        let ticket = ticket.ok_or_else(none)?;
        let of_document = |print: &&Print| plain(&print.document) == wanted;
        let prints: Vec<&Print> = ticket.prints.iter().filter(of_document).collect();
        let no_print = || Error::not_found("print", &format!("print {}", request.print));
        let place = request.print.checked_sub(1).ok_or_else(no_print)? as usize;
        let print = Print::clone(prints.get(place).ok_or_else(no_print)?);
        let content = read.edition(&print.document, print.edition)?;
        let content = content.ok_or_else(|| Error::failed("a print without its edition"))?;
        let content = read_edition(&ticket, &print.document, print.edition, &content)?;
        Ok(Kept::of(&ticket, content, print, &prints[..place]))
    })?;
    Ok(kept.printed(&fonts::load()?))
}

/// Makes a page to calibrate a printer by. Keeps nothing.
///
/// # Errors
/// `out_of_range` for an offset above 10 mm; `fonts_missing`; those of the clock.
pub fn test_page(desk: &Desk, request: TestPage) -> Result<MadeTestPage, Error> {
    let TestPage { paper, offset } = request;
    let moved =
        PrintSettings { offsets: vec![PaperOffset { paper, offset }], ..PrintSettings::default() };
    moved.checked("print").map_err(|error| InputError::new(error.code, "offset"))?;
    let pdf = desk_documents::test_page(&fonts::load()?, paper, offset, desk.now()?);
    Ok(MadeTestPage { file_name: format!("测试页-{}.pdf", paper.as_str()), pdf })
}

/// A document with everything that is checked before it is kept.
fn ready(
    read: &Read,
    house: &House,
    at: Moment,
    by: String,
    asked: &Asked,
) -> Result<Ready, Error> {
    let (ticket, document) = find(read, asked.kind, &asked.number)?;
    let dossier = ticket::dossier(read, ticket)?;
    let row = read.point()?;
    let practice = row.as_ref().is_some_and(|row| row.practice);
    let point = row.map(|row| row.point).unwrap_or_default();
    let staff = read.staff()?;
    let newest = read.newest_edition(&document)?;
    let tariffs = house.tariffs(read)?;
    let source = Source::of(house, &tariffs, &dossier, &point, &staff);
    let built = build(&source, asked.kind, &document);
    let built = built.ok_or_else(|| Error::not_found("number", &asked.number))?;
    let newest = match newest {
        Some((edition, text)) => {
            Some((edition, read_edition(&dossier.ticket, &document, edition, &text)?, text))
        }
        None => None,
    };
    // A receipt says what it said, whatever became of the names on it.
    let stays = |kept: &Content| asked.kind == DocumentKind::Receipt || *kept == built;
    let (edition, content, text, is_new) = match newest {
        Some((edition, kept, text)) if stays(&kept) => (edition, kept, text, false),
        newest => {
            let edition = newest.map_or(1, |(edition, ..)| edition + 1);
            let text = serde_json::to_string(&built).map_err(Error::failed)?;
            (edition, built, text, true)
        }
    };
    let print = Print {
        copies: copies(&point.print, asked)?,
        offset: point.print.offset(asked.paper),
        document,
        at,
        paper: asked.paper,
        by,
        edition,
        digest: content_digest(&text),
        practice,
    };
    let before = dossier.ticket.prints.iter().filter(|other| other.document == print.document);
    let before: Vec<&Print> = before.collect();
    let kept = Kept::of(&dossier.ticket, content, print, &before);
    check(&kept, &text)?;
    Ok(Ready { dossier, kept, new_edition: is_new.then_some(text) })
}

/// The ticket of a document that is asked for, and the document's number.
fn find(read: &Read, kind: DocumentKind, number: &str) -> Result<(Ticket, String), Error> {
    let none = || Error::not_found("number", number);
    let of_number = read.ticket(number)?;
    let series = match kind {
        DocumentKind::Intake => {
            let ticket = of_number.ok_or_else(none)?;
            let number = ticket.number.clone();
            return Ok((ticket, number));
        }
        DocumentKind::Repair => Series::Slip,
        DocumentKind::Receipt => Series::Receipt,
    };
    let (ticket, wanted) = match of_number {
        Some(ticket) => (ticket, None),
        None => (ticket_of(read, number)?.ok_or_else(none)?, Some(plain(number))),
    };
    let documents = ticket.documents.iter().rev().filter(|known| known.series == series);
    let found = match wanted {
        Some(wanted) => documents.clone().find(|known| plain(&known.number) == wanted),
        // Of a ticket the newest that is good.
        None => documents.clone().find(|known| known.voided.is_none()).or(documents.clone().next()),
    };
    let not_yet = || Error::not_found("number", &format!("{} document of {number}", kind.as_str()));
    let document = found.ok_or_else(not_yet)?.number.clone();
    Ok((ticket, document))
}

/// The ticket of a slip or receipt.
fn ticket_of(read: &Read, document: &str) -> Result<Option<Ticket>, Error> {
    match read.ticket_of_document(document)? {
        Some(id) => Ok(read.ticket_by_id(id)?),
        None => Ok(None),
    }
}

/// A number without hyphens, in capitals and half width.
fn plain(number: &str) -> String {
    let code = text::code("number", number).unwrap_or_default();
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// What a document says; none when it does not exist.
fn build(source: &Source, kind: DocumentKind, number: &str) -> Option<Content> {
    Some(match kind {
        DocumentKind::Intake => Content::Intake(Box::new(source.intake_slip())),
        DocumentKind::Repair => Content::Repair(Box::new(source.voucher(number)?)),
        DocumentKind::Receipt => Content::Receipt(Box::new(source.receipt(number)?)),
    })
}

/// What was kept as an edition, when it is still as its prints say.
fn read_edition(ticket: &Ticket, number: &str, edition: u32, text: &str) -> Result<Content, Error> {
    let damaged = |why: &str| {
        let code = ErrorCode::Store(StoreCode::Damaged);
        Error::of(code, "data", format!("edition {edition} of {number} {why}"))
    };
    let digest = content_digest(text);
    let of_edition = |print: &&Print| print.document == number && print.edition == edition;
    if !ticket.prints.iter().filter(of_edition).all(|print| print.digest == digest) {
        return Err(damaged("is not as its print says"));
    }
    serde_json::from_str(text).map_err(|error| damaged(&format!("cannot be read: {error}")))
}

/// The copies that are printed.
fn copies(set: &PrintSettings, asked: &Asked) -> Result<Vec<paper::Copy>, Error> {
    let names = asked.copies.as_deref().unwrap_or_default();
    if asked.kind != DocumentKind::Receipt {
        return match names {
            [] => Ok(Vec::new()),
            _ => Err(InputError::new(InputCode::Contradicts, "copies").into()),
        };
    }
    let mut chosen: Vec<paper::Copy> = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let refuse = |code| InputError::new(code, format!("copies[{index}]"));
        let known = set.copies.iter().find(|copy| copy.name == name.trim());
        let known = known.ok_or_else(|| refuse(InputCode::Invalid))?;
        if chosen.contains(known) {
            return Err(refuse(InputCode::Duplicate).into());
        }
        chosen.push(known.clone());
    }
    let all = names.is_empty() || asked.paper.is_carbonless();
    Ok(if all { set.copies.clone() } else { chosen })
}

/// Refuses what cannot be printed, before anything is kept.
fn check(kept: &Kept, content: &str) -> Result<(), Error> {
    let paper = kept.print.paper;
    if !desk_documents::fits(&kept.content, paper) {
        let code = ErrorCode::Document(DocumentCode::PaperTooSmall);
        let fit = Paper::ALL.iter().filter(|paper| desk_documents::fits(&kept.content, **paper));
        let fit: Vec<&str> = fit.map(|paper| paper.as_str()).collect();
        let message =
            format!("{} has no room for this document, take {}", paper.as_str(), fit.join(", "));
        return Err(Error::of(code, "paper", message));
    }
    let content: Value = serde_json::from_str(content).map_err(Error::failed)?;
    printable("", &content)?;
    for (index, copy) in kept.print.copies.iter().enumerate() {
        printable(&format!("copies[{index}]"), &json!(copy))?;
    }
    printable("voided", &json!(kept.voided))
}

/// Refuses text with a character that the fonts lack, and names its path.
fn printable(path: &str, value: &Value) -> Result<(), Error> {
    match value {
        Value::String(said) => match text::unprintable(said) {
            Some(character) => Err(InputError::unprintable(path, character).into()),
            None => Ok(()),
        },
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| printable(&format!("{path}[{index}]"), item)),
        Value::Object(members) => {
            let dot = if path.is_empty() { "" } else { "." };
            let below = |(name, member): (&String, &Value)| {
                printable(&format!("{path}{dot}{name}"), member)
            };
            members.iter().try_for_each(below)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}
