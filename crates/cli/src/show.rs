//! `candour show`: what a file says, after what the check found about it.

use candour_age as age;
use candour_batch::{
    files::{self, Job},
    worker_pool,
};
use candour_compare::export::{document, level_words, markdown, plain};
use candour_content::messages;
use candour_files::{
    check::{Checked, Report, ScoreAgreement, Verdict},
    import::PlacedDraft,
    intake::{self, IntakeError, Needs, Unlocked},
    names::mixes_alphabets,
    questionnaires,
    request::{Fit, Request, RequestError, RequestedQuestionnaire},
};
use candour_proof::{
    date::Day,
    json::{Json, Limits},
};
use candour_questionnaire::{
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    scoring::Level,
};

use crate::messages::{Message, Page};
use crate::{
    answers,
    arguments::{Show, ShowFormat},
    context::{CheckContext, ContextFactory, questionnaire_files},
    document::Document,
    error::{CliError, CliOutcome, ErrorMessage, ExitStatus},
    lines::RenderOptions,
    new_file::{Permissions, new_file},
    open::{OpenedInputs, not_read},
    passphrase::PassphraseSource,
    report, spreadsheet,
    terminal::{Terminal, print_warning},
    waiting::waits,
};

/// Shows a file.
///
/// # Errors
/// If the command cannot begin, or nobody reads what it prints.
pub(crate) fn run(show: &Show) -> CliOutcome<ExitStatus> {
    let context = ContextFactory::new(&show.own)?.context();
    let mut out = Document::new(show.format);
    let link = show.file.to_str().and_then(packed_in);
    let exit = if let Some(packed) = link {
        request(&context, Request::of_packed(&packed, context.now), &mut out)
    } else if show.file.is_dir() || spreadsheet::is_table(&show.file) {
        let mut read = Vec::new();
        questionnaire_files(&show.file, &mut read)?;
        questionnaire(&context, &read, &mut out)
    } else {
        file(&context, show, &mut out)?
    };
    let mut terminal = Terminal::new(context.texts, false);
    // What goes to a file has no colours, whatever the terminal.
    let options = if show.output.is_some() { RenderOptions::default() } else { terminal.render_options() };
    let bytes = out.bytes(options).map_err(|error| ErrorMessage::new(Message::NotPrinted).why(&error))?;
    match &show.output {
        Some(path) => new_file(path, &bytes, Permissions::Owner)?,
        None if show.format == ShowFormat::Docx && terminal.is_terminal() => {
            return Err(ErrorMessage::new(Message::DocxToTerminal).into());
        }
        None => terminal.bytes(&bytes)?,
    }
    terminal.end()?;
    Ok(exit)
}

/// The packed request in a link.
fn packed_in(link: &str) -> Option<String> {
    let (_, fragment) = link.split_at(link.find('#')?);
    Request::packed_in(fragment)
}

/// Reads the one file, unlocks it if need be, and shows what is in it.
fn file(context: &CheckContext, show: &Show, out: &mut Document) -> CliOutcome<ExitStatus> {
    let mut jobs = Vec::new();
    let found = files::find(std::slice::from_ref(&show.file));
    let take = |job: Job| {
        jobs.push(job);
        Ok::<(), CliError>(())
    };
    worker_pool::map_ordered(1, |jobs| files::read_all(found, waits, jobs), || |job| job, take)?;
    let several = jobs.len() > 1;
    let Some(job) = jobs.pop().filter(|_| !several) else {
        return Err(ErrorMessage::new(Message::ShowOne).file(&show.file).into());
    };
    if let Some(problem) = not_read(&job.piece.name, job.refused.as_ref()) {
        return Err(problem.into());
    }
    let (name, size) = (job.piece.name.clone(), job.piece.size());
    let bytes = match job.piece.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            let unread = Checked::unread(&name, size, error);
            out.found(report::render_file(context, &unread.into(), &[], None));
            return Ok(ExitStatus::Not);
        }
    };
    let (opened, bytes) = unlocked(context, &name, bytes, &PassphraseSource::new(&show.own.passphrase))?;
    out.found(report::render_file(context, &opened, &[], None));
    Ok(contents(context, &opened, &bytes, out))
}

/// A file as it is, or what was locked in it.
fn unlocked(
    context: &CheckContext,
    name: &str,
    bytes: Vec<u8>,
    passphrase: &PassphraseSource,
) -> CliOutcome<(OpenedInputs, Vec<u8>)> {
    let context = context.intake();
    let checked = intake::open(name, &bytes, &context);
    if checked.was_encrypted {
        let plain =
            context.identity.and_then(|identity| age::decrypt_with(&age::restored(&bytes), identity).ok());
        return Ok((checked.into(), plain.map(|plain| plain.to_vec()).unwrap_or_default()));
    }
    if checked.lock != Some(Needs::Passphrase) {
        return Ok((checked.into(), bytes));
    }
    let unlocked = intake::unlock(name, &checked.locked, &passphrase.ask(name)?, &context);
    let stays = |problem| Checked { problem: Some(problem), ..checked.clone() };
    Ok(match unlocked {
        // Its secret is nobody's to show.
        Ok(Unlocked::Key(_)) => (stays(IntakeError::KeyFile).into(), bytes),
        Ok(Unlocked::Records(..)) => {
            let records = Checked { verdict: Verdict::Records, was_encrypted: true, ..checked };
            (records.into(), bytes)
        }
        Ok(Unlocked::File(checked, plain)) => ((*checked).into(), plain.to_vec()),
        Err(error) => (stays(IntakeError::Locked(error)).into(), bytes),
    })
}

/// What a file says, by what it is.
fn contents(context: &CheckContext, opened: &OpenedInputs, bytes: &[u8], out: &mut Document) -> ExitStatus {
    let checked = &opened.checked;
    match (&checked.verdict, &checked.report) {
        (Verdict::Draft, _) => {
            for (id, placed) in &checked.drafts {
                draft(context, id, placed, out);
            }
            ExitStatus::Fine
        }
        (Verdict::Questionnaire, _) => questionnaire(context, &[(checked.name.clone(), bytes.to_vec())], out),
        (_, Some(report)) => {
            if let Ok(document) = Json::read(bytes, Limits::FILE) {
                result(context, checked, report, &document, out);
            }
            if matches!(checked.verdict, Verdict::Intact | Verdict::Partial) {
                ExitStatus::Fine
            } else {
                ExitStatus::Not
            }
        }
        _ => match &checked.request {
            Some(Ok(request)) => {
                asks(context, request, out);
                ExitStatus::Fine
            }
            _ => ExitStatus::Not,
        },
    }
}

fn draft(context: &CheckContext, id: &str, placed: &PlacedDraft, out: &mut Document) {
    let Some(entry) = context.catalog.entry(id) else { return };
    summary(context, entry, &placed.draft, placed.draft.changed, out);
    match out {
        Document::Blocks(_) => out.blocks(document::answers(entry, &placed.draft, context.texts)),
        _ => answers::of_draft(context, entry, &placed.draft, out),
    }
    not_placed(context, placed, out);
}

/// A result: computed again where that can be done, else as the file states it; then all answers.
fn result(context: &CheckContext, checked: &Checked, report: &Report, document: &Json, out: &mut Document) {
    let placed = checked.drafts.first();
    let entry = placed.and_then(|(id, _)| context.catalog.entry(id));
    match (entry, placed) {
        (Some(entry), Some((_, placed))) if report.agreement != ScoreAgreement::NotRecomputable => {
            let draft = Draft { organisation: report.organisation.clone(), ..placed.draft.clone() };
            summary(context, entry, &draft, Day::parse(&report.finished), out);
        }
        _ => stated(context, report, entry, document, out),
    }
    answers::of_result(context, report, entry, document, out);
    if let Some((_, placed)) = placed {
        not_placed(context, placed, out);
    }
}

fn summary(
    context: &CheckContext,
    entry: &CatalogEntry,
    draft: &Draft,
    day: Option<Day>,
    out: &mut Document,
) {
    match out {
        Document::Plain(_) => out.written(&plain(entry, draft, context.texts, day)),
        Document::Marked(_) => out.written(&markdown(entry, draft, context.texts, day)),
        Document::Blocks(_) => out.blocks(document::result(entry, draft, context.texts, day)),
    }
}

/// What the file itself says of its levels and gaps.
fn stated(
    context: &CheckContext,
    report: &Report,
    entry: Option<&CatalogEntry>,
    document: &Json,
    out: &mut Document,
) {
    let page = context.texts;
    let (title, version) = (report.title.as_str(), report.version.as_str());
    out.heading(1, &page.with(Page::FactTitle, &[("title", title), ("version", version)]));
    let Some(result) = document.get("result").filter(|result| result.get("withheld").is_none()) else {
        return;
    };
    out.paragraph(&context.texts.text(Message::AsStated));
    let list = |name: &str| result.get(name).and_then(Json::as_list).unwrap_or_default();
    let decision = document.get("decision");
    if let Some(label) = decision.and_then(|decision| decision.get("label")).and_then(Json::as_text) {
        out.paragraph(&page.with(Page::DecisionStated, &[("outcome", label)]));
    } else {
        out.heading(2, &page.text(Page::SectionsHeading));
    }
    // A decision stands in place of levels.
    for section in list("sections").iter().filter(|_| decision.is_none()) {
        let id = section.get("id").and_then(Json::as_text).unwrap_or_default();
        let number = section.get("level").and_then(Json::as_integer);
        let level = number.and_then(|number| Level::from_number(u8::try_from(number).ok()?));
        let name = answers::section_title(document, entry, id);
        let values = [("name", name.as_str()), ("level", &*level_words(page, level))];
        out.item(&page.with(Page::SummaryLine, &values));
    }
    let gaps = list("seriousGaps");
    if !gaps.is_empty() {
        out.heading(2, &page.text(Page::GapsHeading));
        for gap in gaps.iter().filter_map(Json::as_text) {
            out.item(&answers::question_text(document, entry, gap));
        }
    }
}

/// Answers that have no place in the questionnaire here.
fn not_placed(context: &CheckContext, placed: &PlacedDraft, out: &mut Document) {
    if placed.not_placed.is_empty() {
        return;
    }
    out.space();
    out.paragraph(&context.texts.text(Page::NoticeNotPlaced));
    for id in &placed.not_placed {
        out.item(id);
    }
}

/// A request that came as a link.
fn request(context: &CheckContext, request: Result<Request, RequestError>, out: &mut Document) -> ExitStatus {
    let page = context.texts;
    match request {
        Ok(request) => {
            let who = [&*page.text(Page::RequestedWho), ": ", &request.from].concat();
            out.heading(1, &page.text(Page::RequestedHeading));
            out.item(&who);
            if mixes_alphabets(&request.from) {
                out.below(&page.text(Page::NameMixed));
            }
            out.below(&page.text(Page::RequestedWhoTyped));
            out.item(&[&*page.text(Page::RequestedKey), ": ", &request.key.fingerprint()].concat());
            out.below(&request.key.did());
            asks(context, &request, out);
            ExitStatus::Fine
        }
        Err(problem) => {
            out.heading(1, &page.text(Page::RequestRefusedHeading));
            out.paragraph(&page.text(messages::refused(&problem)));
            ExitStatus::Not
        }
    }
}

/// What a request asks for.
fn asks(context: &CheckContext, request: &Request, out: &mut Document) {
    let page = context.texts;
    out.below(&page.text(Page::RequestedKeyCompare));
    out.heading(2, &page.text(Page::RequestedWhat));
    for asked in &request.asked {
        item(context, asked, &request.language, out);
    }
    out.space();
    let mut fact = |label: Page, value: &str| {
        if !value.is_empty() {
            out.paragraph(&[&*page.text(label), ": ", value].concat());
        }
    };
    fact(Page::RequestedBy, &request.wished.map(Day::text).unwrap_or_default());
    fact(Page::RequestedMade, &request.created.map(Day::text).unwrap_or_default());
    fact(Page::RequestedMessage, &request.message);
    fact(Page::RequestPurposeTheirs, &request.purpose);
    fact(Page::RequestedContact, &request.contact);
    let how = if request.recipient.is_some() { Page::RequestedEncrypted } else { Page::RequestedPlain };
    fact(Page::RequestedHandOver, &page.text(how));
}

/// A questionnaire that is asked for, and whether it is known here.
fn item(context: &CheckContext, asked: &RequestedQuestionnaire, language: &str, out: &mut Document) {
    let page = context.texts;
    let Some(entry) = context.catalog.entry(&asked.id) else {
        out.item(&page.with(Page::FactTitle, &[("title", &asked.id), ("version", &asked.version)]));
        out.below(&context.texts.text(Message::AskedNotHere));
        return;
    };
    let title = entry.wording.title.as_str();
    out.item(&page.with(Page::FactTitle, &[("title", title), ("version", &asked.version)]));
    let key = match asked.fit(entry, language) {
        Fit::Same => return,
        Fit::OtherVersion => Message::AskedOtherVersionHere,
        Fit::OtherContent => Message::AskedOtherContentHere,
        Fit::OtherWords => Message::AskedOtherWordsHere,
        Fit::OtherLanguage => Message::AskedOtherLanguageHere,
    };
    let values = [("version", entry.questionnaire.version()), ("language", language)];
    out.below(&context.texts.with(key, &values));
}

/// The questions of questionnaires.
fn questionnaire(context: &CheckContext, files: &[(String, Vec<u8>)], out: &mut Document) -> ExitStatus {
    let none = Catalog::default();
    let brought = match questionnaires::of_files(files, &none) {
        Ok(brought) => brought,
        Err(problems) => {
            let list = problems.iter().map(|(file, problem)| format!("{file}: {problem}")).collect();
            print_warning(
                &ErrorMessage::new(Message::QuestionnaireBroken).list(list).sentences(context.texts),
            );
            return ExitStatus::Not;
        }
    };
    for brought in &brought {
        questions(context, &brought.entry, out);
    }
    ExitStatus::Fine
}

fn questions(context: &CheckContext, entry: &CatalogEntry, out: &mut Document) {
    let (questionnaire, wording, page) = (&entry.questionnaire, &entry.wording, context.texts);
    out.heading(1, &wording.title);
    let values =
        [("id", questionnaire.id()), ("version", questionnaire.version()), ("date", questionnaire.date())];
    out.paragraph(&page.with(Page::ProfileVersion, &values));
    if let Some(law) = messages::law(page, questionnaire) {
        out.paragraph(&law);
    }
    let known = context.catalog.entry(questionnaire.id()).filter(|known| !known.own);
    if known.is_none_or(|known| known.questionnaire.digest() != questionnaire.digest()) {
        out.paragraph(&page.text(Page::OwnMark));
    }
    if !wording.summary.is_empty() {
        out.paragraph(&wording.summary);
    }
    if !questionnaire.profile().is_empty() {
        out.heading(2, &page.text(Page::ReviewProfile));
        for asked in questionnaire.profile() {
            let text = wording.profile(&asked.id);
            out.item(&[&*text.question, " (", &*asked.id, ")"].concat());
            let options: Vec<&str> = asked.options.iter().map(|option| text.option(option)).collect();
            out.below(&options.join(" / "));
        }
    }
    for section in questionnaire.sections() {
        out.heading(2, &wording.section(&section.id).title);
        for question in &section.questions {
            let text = wording.question(&question.id);
            out.item(&[&*text.question, " (", &*question.id, ")"].concat());
        }
    }
}
