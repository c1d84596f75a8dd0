//! Handing over: what the other side will see, and the copy itself.

use std::rc::Rc;

use candour_age as age;
use candour_files::{
    check::{Checked, Report, Verdict},
    text::result_name,
    withhold::withhold,
};
use candour_proof::{date::Timestamp, json::Json};
use candour_questionnaire::catalog::CatalogEntry;

use super::{
    event::{SigningEvent, SigningNotice},
    sign::{ensure_signed, sign},
    state::{CopyToShare, HandedOver},
};
use crate::{
    command::{AGE_FILE, Commands, JSON_FILE, download, show},
    message::Failure,
    page::PageInfo,
    read_back::{Verifier, day_of, describe},
    workspace::Workspace,
};

/// Random bytes of a file locked for a key.
pub(super) const SEALED: usize = 64;

/// Shows what others will see: the copy, checked as they would check it.
pub(super) fn preview(
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
    let copy = copy(entry, random, now, workspace, page)?;
    workspace.set_preview(copy);
    Ok(show(SigningNotice::PreviewMade))
}

/// Saves the copy, encrypted if the request says to whom. Nothing is saved that does not open again as
/// what it was made from.
pub(super) fn hand_over(
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
    // What locks the file comes from bytes of its own, never from those that salts are made of.
    let (sealing, random) = random.split_first_chunk::<SEALED>().ok_or(Failure::NoRandom)?;
    let CopyToShare { text, checked } = copy(entry, random, now, workspace, page)?;
    let request = workspace.request_for(questionnaire);
    let sealed = request.and_then(|request| Some((request.recipient?, request.from.clone())));
    if sealed.is_none() && checked.verdict == Verdict::Intact {
        // That is the complete file.
        return sign(questionnaire, &[], now, workspace, page);
    }
    let mut name = checked.name.clone();
    let (content, media, encrypted_for) = match sealed {
        None => (text.clone(), JSON_FILE, None),
        Some((recipient, from)) => {
            let opened = age::encrypt_to(text.as_bytes(), &recipient, sealing)
                .and_then(|(file, lock)| Ok((lock.open(file.as_bytes())?, file)));
            let same = opened.ok().filter(|(opened, _)| opened.as_slice() == text.as_bytes());
            let (_, file) = same.ok_or(Failure::NotReadBack)?;
            // Whoever finds the file may read its name, and the organisation's is a part of the answers.
            name = result_name(&entry.questionnaire, "", day_of(&checked), &file, ".json.age");
            (file, AGE_FILE, Some(from))
        }
    };
    let withheld = checked.report.as_ref().map_or(0, |report| report.withheld.len());
    let copy = HandedOver {
        written: describe(&name, &entry.questionnaire, &content, &checked),
        withheld: u32::try_from(withheld).unwrap_or(u32::MAX),
        encrypted_for,
    };
    Ok(download(name, media, content, SigningEvent::CopySaved(copy)))
}

/// The copy to hand over, and what the recipient will see. Bytes that were read back before are not read again.
fn copy(
    entry: &CatalogEntry,
    random: &[u8],
    now: Timestamp,
    workspace: &mut Workspace,
    page: &PageInfo,
) -> Result<CopyToShare, Failure> {
    let questionnaire = entry.questionnaire.id();
    if let Some(shown) = workspace.signed(questionnaire).and_then(|signed| signed.preview.as_ref()) {
        return Ok(shown.clone());
    }
    let mut what = workspace.withholding(questionnaire).clone();
    let draft = workspace.draft(questionnaire);
    what.name &= !draft.organisation.is_empty();
    what.profile &= !draft.answers.profile.is_empty();
    ensure_signed(entry, random, now, workspace, page)?;
    let signed = workspace.signed(questionnaire).ok_or(Failure::NotReadBack)?;
    let copy = withhold(&signed.document, &what).map_err(|_| Failure::NotReadBack)?;
    let part = copy != signed.document;
    let (text, mut checked) = if part {
        let text = Json::from(copy).pretty();
        let checked = Verifier::stranger(workspace, now).check(text.as_bytes(), "");
        (text, checked)
    } else {
        (signed.text.clone(), signed.checked.clone().without_own_key())
    };
    let sound = |checked: &Checked| {
        checked.verdict == Verdict::Partial && checked.report.as_ref().is_some_and(Report::is_consistent)
    };
    if !(if part { sound(&checked) } else { checked.is_intact() }) {
        return Err(Failure::NotReadBack);
    }
    // A name that is withheld must not be in the file's name either.
    let organisation = if what.name { "" } else { &workspace.draft(questionnaire).organisation };
    let ending = if part { "-part.json" } else { ".json" };
    checked.name = result_name(&entry.questionnaire, organisation, day_of(&checked), &text, ending);
    Ok(CopyToShare { text, checked })
}
