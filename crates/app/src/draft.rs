//! Half-written forms: kept as they stand, so that a crash, a power cut or a wrong click loses
//! nothing. They are not in the audit chain.

use desk_core::calendar::Moment;
use desk_core::id::DraftId;
use desk_core::text;
use desk_store::Draft;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Desk;
use crate::error::Error;

/// All drafts.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct DraftQuery {}

/// A half-written form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftView {
    /// Its id.
    pub id: DraftId,
    /// Which form.
    pub kind: String,
    /// When it was kept.
    pub saved_at: Moment,
    /// What was typed, whether it makes sense yet or not.
    #[ts(type = "unknown")]
    pub body: serde_json::Value,
}

/// Keeps a form.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SaveDraft {
    /// The draft that it replaces; a new one when absent.
    pub id: Option<DraftId>,
    /// Which form.
    pub kind: String,
    /// What was typed.
    #[ts(type = "unknown")]
    pub body: serde_json::Value,
}

/// Drops a draft.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DropDraft {
    /// Which.
    pub id: DraftId,
}

/// All drafts, the newest first.
///
/// # Errors
/// Those of the store.
pub fn drafts(desk: &Desk, _: DraftQuery) -> Result<Vec<DraftView>, Error> {
    let view = |draft: Draft| {
        let Draft { id, kind, saved_at, body } = draft;
        DraftView { id, kind, saved_at, body }
    };
    desk.read(|read, _| Ok(read.drafts()?.into_iter().map(view).collect()))
}

/// Keeps a form as it stands.
///
/// # Errors
/// `kind`; those of the store.
pub fn save(desk: &Desk, request: SaveDraft) -> Result<DraftView, Error> {
    let kind = text::required("kind", &request.kind, text::SHORT)?;
    desk.write_draft("draft.save", move |write| {
        let id = match request.id {
            Some(id) => id,
            None => DraftId::new(write.at(), write.random()?),
        };
        let draft = Draft { id, kind, saved_at: write.at(), body: request.body };
        write.keep_draft(&draft)?;
        let Draft { id, kind, saved_at, body } = draft;
        Ok(DraftView { id, kind, saved_at, body })
    })
}

/// Drops a form. False when there was none.
///
/// # Errors
/// Those of the store.
pub fn forget(desk: &Desk, request: DropDraft) -> Result<bool, Error> {
    desk.write_draft("draft.drop", move |write| Ok(write.drop_draft(request.id)?))
}
