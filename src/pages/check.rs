//! Check a file: one verdict in words per question a reader has, never one tick for all.

use candour_app::{DraftEvent, ImportMode, InboxEvent, OpenAs, RequestEvent};
use candour_files::{
    check::{Checked, Finding, PartChange, QuestionnaireMatch, Report, ScoreAgreement, Verdict},
    intake::IntakeError,
};
use candour_proof::json::{OutsideProfile, Unreadable};
use candour_questionnaire::{
    catalog::CatalogEntry,
    listed::{Listed, shown},
    questionnaire::Question,
    scoring::{Level, assess},
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::{list, plan, review};
use crate::{
    components::{
        elements::{
            self, Nodes, button, code, digest, element, facts, fold, h1, h2, help, lead, li, p, pair, row,
            space, strong, tag, text,
        },
        file_input,
        fingerprint::fingerprint,
        ids, imported,
        levels::level,
        passphrase_forms,
        screen::Screen,
        typed_names,
    },
    messages,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let words = [Key::CheckOpen, Key::CheckHelp];
    let place = file_input::fields(screen, "open-files", "open-files-help", words, OpenAs::Checked, false);
    let place = tag("div", "open-files", place);
    let children = vec![
        h1(screen.text(Key::CheckHeading)),
        lead(screen.text(Key::CheckLead)),
        place,
        opened(screen),
        h2(screen.text(Key::CheckElsewhereHeading)),
        p(screen.text(Key::CheckElsewhere)),
    ];
    elements::screen("check", "check", children)
}

/// The files opened so far.
fn opened(screen: &Screen<'_>) -> Html {
    let left_out = match screen.model.inbox.left_out {
        0 => Html::default(),
        count => {
            let hooks = [("data-system-files", count.to_string().into())];
            element("p", &hooks, vec![elements::words(screen.words.count(Counted::SystemFiles, count))])
        }
    };
    if screen.model.inbox.checked.is_empty() {
        return elements::together(vec![left_out, p(screen.text(Key::CheckEmpty))]);
    }
    let clear = button(
        "quiet",
        "clear-files",
        screen.text(Key::CheckClear),
        screen.on(|_| InboxEvent::ClearRequested),
    );
    let mut children = vec![tag("p", "", vec![clear]), left_out];
    let (files, more) = shown(&screen.model.inbox.checked);
    for (place, file) in files.iter().enumerate() {
        children.push(card(screen, place, file));
    }
    children.push(ids::and_more_below(screen, more));
    tag("div", "", children)
}

fn card(screen: &Screen<'_>, place: usize, file: &Checked) -> Html {
    let mut children = seen(screen, file);
    if !file.locked.is_empty() {
        let why = match file.problem {
            Some(IntakeError::Locked(why)) => Some(why.into()),
            _ => None,
        };
        children.push(passphrase_forms::file(screen, place, why));
    }
    if file.request.is_some() {
        let open = screen.on(move |_| RequestEvent::OpenRequested(place));
        children.push(row(vec![button("quiet", "open-request", screen.text(Key::CheckOpenRequest), open)]));
    }
    if screen.model.inbox.offered.iter().any(|(name, _)| *name == file.name) {
        children.push(p(screen.text(Key::CheckQuestions)));
        children.push(imported::offer(screen, InboxEvent::OfferAccepted));
    }
    children.push(go_on(screen, place, file));
    if !file.sha256.is_empty() {
        children.push(help(screen.text(Key::FileDigest)));
        children.push(tag("p", "", vec![digest(file.sha256.clone())]));
    }
    let mut hooks = vec![
        ("class", "checked".into()),
        ("data-file", file.name.clone().into()),
        ("data-verdict", file.verdict.as_str().into()),
        ("aria-label", file.name.clone().into()),
    ];
    if let Some(problem) = file.problem {
        hooks.push(("data-problem", problem.as_str().into()));
    }
    if let Some(page) = &file.page {
        hooks.push(("data-page", page.compared_with(&screen.model.page.app.sha256).as_str().into()));
    }
    element("article", &hooks, children)
}

/// All that a reader is told of a file.
pub(crate) fn seen(screen: &Screen<'_>, file: &Checked) -> Nodes {
    let published = &screen.model.page.app.sha256;
    let (headline, meaning) = messages::checked(screen.words, file, published);
    let size = screen.words.with(Key::FileSize, &[("size", &file.size.to_string())]);
    let mut children = vec![
        tag("p", "file-name", vec![code(file.name.clone()), space(), facts(size)]),
        h2(headline),
        p(meaning),
    ];
    if file.was_encrypted {
        children.push(p(screen.text(Key::CompareWasEncrypted)));
    }
    match &file.verdict {
        Verdict::Unreadable(Unreadable::Syntax { line, column }) => {
            let values = [("line", &*line.to_string()), ("column", &column.to_string())];
            children.push(p(screen.words.with(Key::UnreadablePlace, &values)));
        }
        Verdict::Unreadable(Unreadable::Profile(OutsideProfile::DuplicateMember(name))) => {
            children.push(tag(
                "p",
                "",
                vec![screen.words(Key::UnreadableTwice), space(), code(name.clone())],
            ));
        }
        Verdict::Unreadable(Unreadable::TooMany { path, most }) => {
            let (place, most) = messages::too_many(path, *most);
            children.push(p(screen.words.with(Key::UnreadableMany, &[("place", &place), ("most", &most)])));
        }
        _ => {}
    }
    if !file.not_placed.is_empty() {
        children.push(p(screen.text(Key::DraftUnknown)));
        children.push(ids::ids(screen, &file.not_placed, file.not_placed.more()));
    }
    if let Some(report) = &file.report {
        result(screen, file, report, &mut children);
    }
    children
}

fn result(screen: &Screen<'_>, file: &Checked, report: &Report, children: &mut Nodes) {
    let entry = file.drafts.first().and_then(|(id, _)| screen.model.catalog().entry(id));
    changes(screen, file, report, entry, children);
    let organisation = match report.organisation.as_str() {
        "" if report.withholds("signer") => screen.text(Key::Withheld),
        "" => screen.text(Key::FactNoName),
        name => name.to_owned().into(),
    };
    let title = screen.words.with(Key::FactTitle, &[("title", &report.title), ("version", &report.version)]);
    let own = entry.is_some_and(|entry| entry.own);
    let genuine = messages::genuine(screen.words, report.questionnaire, report.words, &report.language, own);
    let mark = entry.map_or_else(Html::default, |entry| imported::mark(screen, entry));
    let asked = screen.model.request_named(report).filter(|_| own);
    let asked = asked
        .map_or_else(Html::default, |(request, asked)| p(messages::asked_by(screen.words, request, asked)));
    let hooks = [("data-wording", AttrValue::from(report.words.as_str()))];
    let genuine = if report.words.differ() { strong(genuine) } else { elements::words(genuine) };
    children.push(tag(
        "dl",
        "facts-list",
        vec![
            pair(
                screen.words(Key::FactOrganisation),
                vec![elements::words(organisation), typed_names::mixed(screen, &report.organisation)],
            ),
            pair(screen.words(Key::FactResult), agreement(screen, file, report, entry)),
            pair(screen.words(Key::FactKey), key(screen, report)),
            pair(
                screen.words(Key::FactQuestionnaire),
                vec![elements::words(title), mark, element("p", &hooks, vec![genuine]), asked],
            ),
            limits(screen, file, report, entry),
            pair(screen.words(Key::FactDate), date(screen, report)),
            request(screen, report),
        ],
    ));
    findings(screen, report, entry, children);
    stops(screen, file, report, entry, children);
    answers(screen, file, report, entry, children);
}

/// What the answers leave out, if they cover a part of the work only or may do so; nothing otherwise.
fn limits(screen: &Screen<'_>, file: &Checked, report: &Report, entry: Option<&CatalogEntry>) -> Html {
    let (Some(entry), Some((_, placed))) = (entry, file.drafts.first()) else {
        return Html::default();
    };
    if messages::limits_withheld(entry, report) {
        return pair(screen.words(Key::FactLimits), vec![screen.words(Key::LimitsWithheld)]);
    }
    let said: Nodes = messages::limits(entry, &placed.draft.answers)
        .map(|limit| elements::words(limit.to_owned()))
        .collect();
    if said.is_empty() { Html::default() } else { pair(screen.words(Key::FactLimits), said) }
}

/// Whose request the file says it answers; nothing if it names none.
fn request(screen: &Screen<'_>, report: &Report) -> Html {
    let Some(request) = &report.request else {
        return Html::default();
    };
    let said = vec![
        elements::words(request.from.clone()),
        typed_names::mixed(screen, &request.from),
        p(screen.text(Key::FactRequestStated)),
    ];
    pair(screen.words(Key::FactRequest), said)
}

/// The stop rules that the answers in the file set off. Of another version of the questionnaire only the file can
/// tell, as it does of the levels.
fn stops(
    screen: &Screen<'_>,
    file: &Checked,
    report: &Report,
    entry: Option<&CatalogEntry>,
    children: &mut Nodes,
) {
    let (Some(entry), Some((_, placed))) = (entry, file.drafts.first()) else {
        return;
    };
    let stated = placed.stated.as_ref().filter(|_| report.questionnaire != QuestionnaireMatch::Yes);
    let mut items = Nodes::new();
    for stop in entry.questionnaire.stops() {
        let set_off = stated
            .map_or_else(|| stop.set_off(&placed.draft.answers), |stated| stated.stops.contains(&stop.id));
        if set_off {
            let title = entry.wording.stop(&stop.id).title.clone();
            items.push(element("li", &[("data-stop", stop.id.clone().into())], vec![elements::words(title)]));
        }
    }
    if !items.is_empty() {
        children.push(tag("div", "gate", vec![p(screen.text(Key::FileStops)), tag("ul", "", items)]));
    }
}

fn key(screen: &Screen<'_>, report: &Report) -> Nodes {
    let Some(digits) = &report.fingerprint else {
        return vec![screen.words(Key::FactNoKey)];
    };
    let whose = if report.own_key { Key::FactKeyOwn } else { Key::FactKeyOther };
    vec![fingerprint(digits.clone()), p(screen.text(whose))]
}

fn date(screen: &Screen<'_>, report: &Report) -> Nodes {
    let mut children = vec![elements::words(report.finished.clone()), p(screen.text(Key::FactDateStated))];
    if let Some(warning) = &report.date_warning {
        children.push(tag("p", "", vec![strong(screen.text(messages::date(*warning)))]));
    }
    children
}

fn changes(
    screen: &Screen<'_>,
    file: &Checked,
    report: &Report,
    entry: Option<&CatalogEntry>,
    children: &mut Nodes,
) {
    if file.verdict == Verdict::Altered && report.changes.is_empty() {
        children.push(p(screen.text(Key::AlteredSomewhere)));
    }
    if !report.changes.is_empty() {
        children.push(p(screen.text(Key::AlteredList)));
        children.push(tag("ul", "gaps", change_items(screen, entry, &report.changes)));
    }
    let mut withheld = Nodes::new();
    let (names, more) = report.withheld.shown();
    for id in names {
        let said = match id.as_str() {
            // The key stays.
            "signer" => screen.words(Key::WithheldName),
            "result" => screen.words(Key::WithheldResult),
            "decision" => screen.words(Key::WithheldDecision),
            id => part(screen, entry, id),
        };
        withheld.push(element("li", &[("data-withheld", id.clone().into())], vec![said]));
    }
    if file.verdict == Verdict::Partial {
        let (shown, withheld) = (report.answers_shown, report.answers_withheld);
        let listed = (shown + withheld).to_string();
        let values =
            [("listed", &*listed), ("shown", &shown.to_string()), ("withheld", &withheld.to_string())];
        children.push(p(screen.words.with(Key::PartialAnswers, &values)));
    }
    if let Ok(count @ 1..) = u32::try_from(report.withheld.len()) {
        withheld.extend(ids::and_more(screen, more));
        children.push(p(screen.words.count(Counted::WithheldParts, count)));
        children.push(tag("ul", "", withheld));
    }
}

/// Parts that are not as they were signed, each as a list item.
pub(crate) fn change_items(
    screen: &Screen<'_>,
    entry: Option<&CatalogEntry>,
    changes: &Listed<PartChange>,
) -> Nodes {
    let mut items = Nodes::new();
    for change in changes {
        let how = screen.text(messages::how(change.how));
        let said = vec![part(screen, entry, &change.part), space(), text("span", "said", how)];
        items.push(element("li", &[("data-altered", change.part.clone().into())], said));
    }
    items.extend(ids::and_more(screen, changes.more()));
    items
}

/// A part by its question or section, where it is one of ours, else by its name in the file.
pub(crate) fn part(screen: &Screen<'_>, entry: Option<&CatalogEntry>, id: &str) -> Html {
    messages::part(screen.words, entry, id).map_or_else(|| code(id.to_owned()), elements::words)
}

/// The level of each area, and whether it agrees with the answers.
fn agreement(screen: &Screen<'_>, file: &Checked, report: &Report, entry: Option<&CatalogEntry>) -> Nodes {
    let said = screen.text(messages::agreement(report));
    let mut children = levels(screen, file, report, entry);
    let ScoreAgreement::Differs(sections) = &report.agreement else {
        children.push(p(said));
        return children;
    };
    let mut items = Nodes::new();
    for id in &**sections {
        items.push(li(vec![part(screen, entry, id)]));
    }
    items.extend(ids::and_more(screen, sections.more()));
    children.extend([tag("p", "", vec![strong(said)]), tag("ul", "", items)]);
    children
}

/// The levels of a file: calculated from its answers, else as the file states them; nothing if it has none.
fn levels(screen: &Screen<'_>, file: &Checked, report: &Report, entry: Option<&CatalogEntry>) -> Nodes {
    let (Some(entry), Some((_, placed))) = (entry, file.drafts.first()) else {
        return Nodes::new();
    };
    let is_calculated = report.agreement != ScoreAgreement::NotRecomputable;
    let outcome = if is_calculated {
        assess(&entry.questionnaire, &placed.draft.answers).decision.map(|decision| decision.outcome)
    } else {
        placed.stated.as_ref().and_then(|stated| stated.outcome)
    };
    if let Some(outcome) = outcome {
        let key = if is_calculated { Key::DecisionCalculated } else { Key::DecisionStated };
        let values = [("outcome", entry.wording.decision().outcome(outcome).title.as_str())];
        let said = vec![elements::words(screen.words.with(key, &values))];
        return vec![element("p", &[("data-outcome", AttrValue::Static(outcome.as_str()))], said)];
    }
    let all: Vec<(String, Option<Level>)> = if is_calculated {
        let assessment = assess(&entry.questionnaire, &placed.draft.answers);
        assessment.sections.into_iter().map(|section| (section.id, section.level)).collect()
    } else {
        placed.stated.as_ref().map(|stated| stated.levels.clone()).unwrap_or_default()
    };
    let (shown, more) = shown(&all);
    let mut items = Nodes::new();
    for (id, of) in shown {
        let hooks = [("data-file-level", AttrValue::from(id.clone()))];
        items.push(element("li", &hooks, vec![part(screen, Some(entry), id), space(), level(screen, *of)]));
    }
    if items.is_empty() {
        return Nodes::new();
    }
    items.extend(ids::and_more(screen, more));
    let key = if is_calculated { Key::LevelsCalculated } else { Key::LevelsStated };
    vec![p(screen.text(key)), tag("ul", "levels", items)]
}

fn findings(screen: &Screen<'_>, report: &Report, entry: Option<&CatalogEntry>, children: &mut Nodes) {
    let items = finding_items(screen, entry, &report.findings);
    if items.is_empty() {
        return;
    }
    children.push(tag("div", "gate", vec![p(screen.text(Key::FindingsLead)), tag("ul", "", items)]));
}

/// What does not fit, each as a list item.
pub(crate) fn finding_items(
    screen: &Screen<'_>,
    entry: Option<&CatalogEntry>,
    findings: &Listed<Finding>,
) -> Nodes {
    let mut items = Nodes::new();
    for finding in findings {
        let said =
            vec![screen.words(messages::finding(finding.what)), space(), part(screen, entry, &finding.part)];
        items.push(element("li", &[("data-finding", finding.part.clone().into())], said));
    }
    items.extend(ids::and_more(screen, findings.more()));
    items
}

fn answers(
    screen: &Screen<'_>,
    file: &Checked,
    report: &Report,
    entry: Option<&CatalogEntry>,
    children: &mut Nodes,
) {
    let (Some(entry), Some((_, placed))) = (entry, file.drafts.first()) else {
        return;
    };
    let given = &placed.draft.answers;
    let mut said = Nodes::new();
    // First answers have no place in this list; those whose words differ are shown with both.
    for worded in entry.questionnaire.profile().iter().filter_map(|asked| placed.worded(&asked.id)) {
        let known = other_words(screen, &entry.wording.profile(&worded.id).question);
        let answer = vec![elements::words(worded.label.clone()), known];
        said.push(pair(elements::words(worded.question.clone()), answer));
    }
    // Whether a question was asked can hang on an answer that is withheld: the file tells.
    let withheld = report.answers_withheld > 0;
    let asked = |question: &&Question| {
        question.asked(given) && (!withheld || placed.present.contains_key(&question.id))
    };
    for question in entry.questionnaire.questions().filter(asked) {
        let words = entry.wording.question(&question.id).question.as_str();
        let worded = placed.worded(&question.id);
        let words = worded.map_or(words, |worded| &worded.question).to_owned();
        let mut answer = if report.withholds(&question.id) {
            vec![strong(screen.text(Key::Withheld))]
        } else {
            review::said(screen, entry, question, given.answer(&question.id))
        };
        if report.withholds_note(&question.id) && !report.withholds(&question.id) {
            answer.push(text("span", "note", screen.text(Key::NoteWithheld)));
        }
        if worded.is_some() {
            answer.push(other_words(screen, &entry.wording.question(&question.id).question));
        }
        answer.push(plan::said(screen, placed.draft.step(&question.id)));
        said.push(pair(elements::words(words), answer));
    }
    let mut answers = vec![tag("dl", "answers", said)];
    answers.extend(list::said(screen, entry, given));
    children.push(fold("", screen.text(Key::FileAnswers), answers));
}

/// Below a question that was asked in other words: those known here.
pub(crate) fn other_words(screen: &Screen<'_>, known: &str) -> Html {
    let said = screen.words.with(Key::KnownHereAs, &[("question", known)]);
    element(
        "p",
        &[("class", "help".into()), ("data-other-wording", AttrValue::default())],
        vec![elements::words(said)],
    )
}

/// Going on with the answers of a draft or of one's own result.
fn go_on(screen: &Screen<'_>, place: usize, file: &Checked) -> Html {
    if file.drafts.is_empty() {
        return Html::default();
    }
    let (mut answers, mut here, mut not_placed) = (0, false, Listed::new());
    for (id, placed) in &file.drafts {
        answers += placed.draft.answers.questions.len();
        here |= screen.model.has_answers(id);
        not_placed.append(placed.not_placed.clone());
    }
    let mut children =
        vec![p(screen.words.count(Counted::FileHolds, u32::try_from(answers).unwrap_or(u32::MAX)))];
    if !not_placed.is_empty() {
        children.push(p(screen.text(Key::NoticeNotPlaced)));
        children.push(ids::ids(screen, &not_placed, not_placed.more()));
    }
    let import = |action: &'static str, key: Key, how: ImportMode| {
        let take = screen.on(move |_| DraftEvent::ImportRequested(place, how));
        tag("p", "", vec![button("quiet", action, screen.text(key), take)])
    };
    if here {
        children.extend([
            tag("p", "", vec![strong(screen.text(Key::ImportHere))]),
            import("import-beside", Key::ImportBeside, ImportMode::Beside),
            import("import-merge", Key::ImportMerge, ImportMode::Merge),
            import("import-replace", Key::ImportReplace, ImportMode::Replace),
        ]);
    } else {
        children.push(import("import", Key::Import, ImportMode::Replace));
    }
    for (id, _) in &file.drafts {
        children.push(beside(screen, place, id));
    }
    tag("div", "go-on", children)
}

/// Holding what is in the file beside the present answers to the same questionnaire, if there are any.
fn beside(screen: &Screen<'_>, place: usize, id: &str) -> Html {
    let Some(entry) = screen.model.catalog().entry(id).filter(|_| !screen.model.draft(id).is_empty()) else {
        return Html::default();
    };
    let own = id.to_owned();
    let compare = screen.on(move |_| DraftEvent::EarlierChosen(own.clone(), place));
    let label = screen.words.with(Key::CheckBeside, &[("name", &entry.wording.title)]);
    let children = vec![button("quiet", "progress", label, compare), help(screen.text(Key::CheckBesideOwn))];
    tag("div", "", children)
}
