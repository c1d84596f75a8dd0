//! Signing a result, and reading it back.

use std::rc::Rc;

use candour_files::{
    result::{self, RequestRef},
    text::result_name,
};
use candour_proof::{date::Timestamp, json::Json};
use candour_questionnaire::catalog::CatalogEntry;

use super::{event::SigningEvent, state::SignedResult};
use crate::{
    command::{Commands, JSON_FILE, download},
    message::Failure,
    page::PageInfo,
    read_back::{Verifier, day_of, describe},
    workspace::Workspace,
};

/// Signs the result unless it was signed before: whatever is made of it is the same result, with one number and the
/// same salts. Afterwards [`Workspace::signed`] has it.
pub(super) fn ensure_signed(
    entry: &CatalogEntry,
    random: &[u8],
    now: Timestamp,
    workspace: &mut Workspace,
    page: &PageInfo,
) -> Result<(), Failure> {
    if workspace.signed(entry.questionnaire.id()).is_none() {
        let signed = result(entry, random, now, workspace, page)?;
        workspace.set_signed(signed);
    }
    Ok(())
}

/// A result, signed and read back.
fn result(
    entry: &CatalogEntry,
    random: &[u8],
    now: Timestamp,
    workspace: &mut Workspace,
    page: &PageInfo,
) -> Result<SignedResult, Failure> {
    let questionnaire = entry.questionnaire.id();
    let catalog = Rc::clone(workspace.catalog());
    let draft = workspace.draft(questionnaire).clone();
    let asked = workspace.request_for(questionnaire).map(|request| RequestRef {
        id: request.key.did(),
        from: request.from.clone(),
        nonce: request.nonce.clone(),
    });
    let (key, rest) = workspace.key_from(random).ok_or(Failure::NoRandom)?;
    let ingredients = result::ResultInput {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &catalog.labels,
        draft: &draft,
        request: asked.as_ref(),
        app: &page.app,
        now,
        random: rest,
    };
    let document = result::write(&ingredients, &key.signing).map_err(|_| Failure::NoRandom)?;
    let text = Json::from(document.clone()).pretty();
    let checked = Verifier::of(workspace, now).check(text.as_bytes(), "");
    if !checked.is_intact() {
        return Err(Failure::NotReadBack);
    }
    Ok(SignedResult {
        questionnaire: questionnaire.to_owned(),
        document,
        text,
        checked,
        written: None,
        preview: None,
        handed_over: None,
    })
}

/// Saves the complete file.
pub(super) fn sign(
    questionnaire: &str,
    random: &[u8],
    now: Timestamp,
    workspace: &mut Workspace,
    page: &PageInfo,
) -> Result<Commands, Failure> {
    let catalog = Rc::clone(workspace.catalog());
    let Some(entry) = catalog.entry(questionnaire) else {
        return Ok(Commands::new());
    };
    ensure_signed(entry, random, now, workspace, page)?;
    let SignedResult { text, checked, .. } = workspace.signed(questionnaire).ok_or(Failure::NotReadBack)?;
    let draft = workspace.draft(questionnaire);
    let name = result_name(&entry.questionnaire, &draft.organisation, day_of(checked), text, ".json");
    // A signed file leaves out answers to questions that are not asked, and the plan unless it is
    // to carry it; only a draft holds them.
    let questions = &entry.questionnaire;
    let in_list =
        |id: &str| questions.list_of(id).is_some_and(|list| list.resolve(draft.answers.answer(id)).is_some());
    let asked =
        |id: &String| in_list(id) || questions.question(id).is_some_and(|(_, own)| own.asked(&draft.answers));
    let plan = draft.plan.is_empty() || draft.share_plan && draft.plan.keys().all(asked);
    let is_whole = plan && draft.answers.questions.keys().all(asked);
    let written = describe(&name, &entry.questionnaire, text, checked);
    Ok(download(name, JSON_FILE, text.clone(), SigningEvent::SignedSaved(written, is_whole)))
}
