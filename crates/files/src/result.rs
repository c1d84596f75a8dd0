//! `candour-result/1` and `/2`: the signed result, built from answers and read back.

use std::{error::Error, fmt};

use candour_proof::{
    date::Timestamp,
    digest::hex,
    json::{Json, Object},
    key::SigningKey,
    parts, proof,
};
use candour_questionnaire::{
    answers::{Answer, Choice},
    draft::Draft,
    labels::Labels,
    questionnaire::{FactList, Question, Questionnaire, Section},
    scoring::{Assessment, Completeness, DecisionResult, SectionResult, assess},
    wording::Wording,
};

use crate::{
    answer::with_step,
    text::{LONGEST_NAME, base64url, clean_line, text_of, with_text},
};

/// The format's name and version.
pub const FORMAT: &str = "candour-result/1";

/// The same of results that give a decision, or whose questionnaire has lists. Others are written as [`FORMAT`], which older pages read.
pub const FORMAT_2: &str = "candour-result/2";

/// Whether a file of this format is a result.
pub fn is_format(format: &str) -> bool {
    matches!(format, FORMAT | FORMAT_2)
}

/// The format in which results of this questionnaire are written.
pub fn format_for(questionnaire: &Questionnaire) -> &'static str {
    let more = questionnaire.decision().is_some() || !questionnaire.lists().is_empty();
    if more { FORMAT_2 } else { FORMAT }
}

/// The `name` of the page in its files.
pub const APP_NAME: &str = "Candour";

/// The page that writes a file, as it knows itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppInfo {
    /// Version of the page.
    pub version: String,
    /// SHA-256 of the published page in hexadecimal, as the page computed it of its own copy;
    /// empty while developing.
    pub sha256: String,
}

/// The request that a result answers, as the result repeats it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestRef {
    /// The key of whoever asked, as `did:key:z…`.
    pub id: String,
    /// Their name, as the request states it.
    pub from: String,
    /// The request's nonce.
    pub nonce: String,
}

impl RequestRef {
    /// Reads the member `request` of a file, on clean lines to be shown; `None` if there is none or
    /// it was withheld.
    pub fn read(document: &Json) -> Option<Self> {
        let request = document.get("request")?;
        let text = |name: &str| Some(clean_line(text_of(request, name)?, LONGEST_NAME));
        Some(Self { id: text("id")?, from: text("from")?, nonce: text("nonce")? })
    }

    fn write(&self) -> Object {
        Object::new()
            .with("id", self.id.as_str())
            .with("from", self.from.as_str())
            .with("nonce", self.nonce.as_str())
    }
}

/// All that goes into a result.
pub struct ResultInput<'a> {
    /// The questionnaire answered.
    pub questionnaire: &'a Questionnaire,
    /// Its texts in the language used.
    pub wording: &'a Wording,
    /// The file's own words in that language.
    pub labels: &'a Labels,
    /// The answers.
    pub draft: &'a Draft,
    /// The request that is answered, if there is one.
    pub request: Option<&'a RequestRef>,
    /// The page.
    pub app: &'a AppInfo,
    /// Now; only its day is written, so that a file does not tell working hours.
    pub now: Timestamp,
    /// At least [`random_bytes`] unpredictable bytes: the file's id, then the salts.
    pub random: &'a [u8],
}

/// Too few random bytes were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEnoughRandom;

impl fmt::Display for NotEnoughRandom {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not enough random bytes")
    }
}

impl Error for NotEnoughRandom {}

/// How many random bytes [`write()`] uses: 16 for the id, for the signer, for the profile, for the
/// result, for the decision if there is one, for each list begun, for each question asked and for each note on one.
pub fn random_bytes(questionnaire: &Questionnaire, draft: &Draft) -> usize {
    let answers = &draft.answers;
    let salts = |question: &Question| 1 + usize::from(!answers.answer(&question.id).note.is_empty());
    let asked = questionnaire.questions().filter(|question| question.asked(answers));
    let lists = questionnaire.lists().iter().filter(|list| list.is_begun(answers)).count();
    16 * (4 + usize::from(questionnaire.decision().is_some()) + lists + asked.map(salts).sum::<usize>())
}

/// Builds and signs the file.
///
/// # Errors
/// [`NotEnoughRandom`] if fewer than [`random_bytes`] were given: a salt is never made up.
pub fn write(ingredients: &ResultInput<'_>, key: &SigningKey) -> Result<Object, NotEnoughRandom> {
    let mut chance = ingredients.random.chunks_exact(16);
    let mut salt = || chance.next().map(base64url).ok_or(NotEnoughRandom);
    let id = uuid(ingredients.random.get(..16).ok_or(NotEnoughRandom)?);
    // The first sixteen bytes are the id's, so the salts begin behind them.
    salt()?;
    let day = Timestamp(ingredients.now.0.div_euclid(86_400) * 86_400);
    let signer = Object::new().with("id", key.public().did());
    let signer = with_text(signer, "name", &ingredients.draft.organisation).with("salt", salt()?);
    let profile = write_profile(ingredients).with("salt", salt()?);
    let mut sections = Vec::new();
    for section in ingredients.questionnaire.sections() {
        if let Some(written) = write_section(ingredients, section, &mut salt)? {
            sections.push(written.into());
        }
    }
    let assessment = assess(ingredients.questionnaire, &ingredients.draft.answers);
    let result = write_assessment(&assessment).with("salt", salt()?);
    let decision = assessment.decision.as_ref().map(|decision| write_decision(decision, ingredients.wording));
    let mut document = Object::new()
        .with("format", format_for(ingredients.questionnaire))
        .with("id", id.as_str())
        .with("notice", ingredients.labels.notice.as_str())
        .with("signer", signer)
        .with("questionnaire", write_questionnaire(ingredients));
    if let Some(request) = ingredients.request {
        document.set("request", request.write());
    }
    let mut document = document
        .with("app", write_app(ingredients.app))
        .with("finished", day.date())
        .with("profile", profile)
        .with("sections", Json::List(sections))
        .with("result", result);
    if let Some(decision) = decision {
        document.set("decision", decision.with("salt", salt()?));
    }
    let mut lists = Vec::new();
    for list in ingredients.questionnaire.lists() {
        if list.is_begun(&ingredients.draft.answers) {
            lists.push(write_list(ingredients, list).with("salt", salt()?).into());
        }
    }
    if !lists.is_empty() {
        document.set("lists", Json::List(lists));
    }
    let manifest = parts::manifest(&document, &id, key, day);
    Ok(proof::sign(&document.with("manifest", manifest), key, day))
}

/// The `result` member: what the scoring gives, for reading; a verifier computes it again.
pub fn write_assessment(assessment: &Assessment) -> Object {
    let sections =
        assessment.sections.iter().map(|section| write_result(section).into()).collect::<Vec<Json>>();
    let mut object = Object::new();
    let weakest = assessment.weakest();
    if !weakest.is_empty() {
        object.set("weakest", Json::List(weakest.iter().map(|section| section.id.as_str().into()).collect()));
    }
    if !assessment.stops.is_empty() {
        object.set("stops", texts(&assessment.stops));
    }
    object
        .with("seriousGaps", texts(&assessment.serious_gaps))
        .with("criticalNotApplicable", texts(&assessment.critical_not_applicable))
        .with("completeness", write_counts(&assessment.completeness))
        .with("sections", sections)
}

/// The `decision` member: what the rules of the questionnaire give, for reading; a verifier computes it again.
pub fn write_decision(decision: &DecisionResult, wording: &Wording) -> Object {
    let points = decision.points.iter().map(|point| {
        Object::new().with("section", point.section.as_str()).with("state", point.state.as_str()).into()
    });
    let object = Object::new()
        .with("outcome", decision.outcome.as_str())
        .with("label", wording.decision().outcome(decision.outcome).title.as_str())
        .with("points", points.collect::<Vec<Json>>());
    if decision.rules.is_empty() { object } else { object.with("rules", texts(&decision.rules)) }
}

/// Gives `weakest` the form of files made before 2026-12: the id of the first section with the lowest level.
pub(crate) fn name_first_weakest(result: &mut Object) {
    let first = result.get("weakest").and_then(Json::as_list).and_then(<[Json]>::first).cloned();
    if let Some(first) = first {
        result.set("weakest", first);
    }
}

fn write_result(section: &SectionResult) -> Object {
    let mut object = Object::new().with("id", section.id.as_str());
    if let (Some(level), Some(would_be)) = (section.level, section.would_be) {
        object.set("level", u32::from(level.number()));
        object.set("wouldBe", u32::from(would_be.number()));
    }
    let gates: Vec<Json> = section
        .gates
        .iter()
        .map(|gate| {
            Object::new()
                .with("rule", gate.rule.as_str())
                .with("atMost", u32::from(gate.at_most.number()))
                .with("questions", texts(&gate.questions))
                .into()
        })
        .collect();
    object.with("gates", gates).with("counts", write_counts(&section.completeness))
}

fn write_counts(counts: &Completeness) -> Object {
    counts.named().into_iter().fold(Object::new(), |object, (name, count)| object.with(name, count))
}

fn texts(items: &[String]) -> Json {
    Json::List(items.iter().map(|item| item.as_str().into()).collect())
}

fn write_questionnaire(ingredients: &ResultInput<'_>) -> Object {
    Object::new()
        .with("id", ingredients.questionnaire.id())
        .with("version", ingredients.questionnaire.version())
        .with("language", ingredients.wording.language.as_str())
        .with("title", ingredients.wording.title.as_str())
        .with("sha256", ingredients.questionnaire.digest())
        .with("wordingSha256", ingredients.wording.digest())
        .with("labelsSha256", ingredients.labels.digest())
}

fn write_app(app: &AppInfo) -> Object {
    with_text(
        Object::new().with("name", APP_NAME).with("version", app.version.as_str()),
        "sha256",
        &app.sha256,
    )
}

fn write_profile(ingredients: &ResultInput<'_>) -> Object {
    let chosen = &ingredients.draft.answers.profile;
    let answers = ingredients.questionnaire.profile().iter().filter_map(|question| {
        let option = chosen.get(&question.id)?;
        let text = ingredients.wording.profile(&question.id);
        Some(
            Object::new()
                .with("id", question.id.as_str())
                .with("question", text.question.as_str())
                .with("choice", option.as_str())
                .with("label", text.option(option))
                .into(),
        )
    });
    Object::new().with("answers", answers.collect::<Vec<Json>>())
}

fn write_section(
    ingredients: &ResultInput<'_>,
    section: &Section,
    salt: &mut impl FnMut() -> Result<String, NotEnoughRandom>,
) -> Result<Option<Object>, NotEnoughRandom> {
    let mut answers: Vec<Json> = Vec::new();
    for question in section.questions.iter().filter(|question| question.asked(&ingredients.draft.answers)) {
        answers.push(write_answer(ingredients, question, salt)?.into());
    }
    if answers.is_empty() {
        return Ok(None);
    }
    let title = ingredients.wording.section(&section.id).title.as_str();
    Ok(Some(Object::new().with("id", section.id.as_str()).with("title", title).with("answers", answers)))
}

fn write_answer(
    ingredients: &ResultInput<'_>,
    question: &Question,
    salt: &mut impl FnMut() -> Result<String, NotEnoughRandom>,
) -> Result<Object, NotEnoughRandom> {
    let text = ingredients.wording.question(&question.id);
    let answer: &Answer = ingredients.draft.answers.answer(&question.id);
    let mut object = Object::new().with("id", question.id.as_str()).with("question", text.question.as_str());
    if let Some(choice) = answer.choice {
        object.set("choice", choice.as_str());
        let own = ingredients.wording.label(&question.id, choice);
        object.set("label", own.unwrap_or_else(|| ingredients.labels.choice(choice)));
    }
    if let (Some(Choice::NotApplicable), Some(reason)) = (answer.choice, answer.reason) {
        object.set("reason", reason.as_str());
        object.set("reasonLabel", ingredients.labels.reason(reason));
    }
    if answer.evidence && matches!(answer.choice, Some(Choice::Yes | Choice::Partly)) {
        object.set("evidence", true);
    }
    let own = salt()?;
    if !answer.note.is_empty() {
        // A part of its own, so that it can be withheld alone.
        object.set("note", Object::new().with("text", answer.note.as_str()).with("salt", salt()?));
    }
    let shared = Some(&ingredients.draft.plan).filter(|_| ingredients.draft.share_plan);
    Ok(with_step(object, shared.and_then(|plan| plan.get(&question.id))).with("salt", own))
}

/// A list as it was answered, each of its items, open ones too.
fn write_list(ingredients: &ResultInput<'_>, list: &FactList) -> Object {
    let words = ingredients.wording.list(&list.id);
    let items = list.items().map(|item| {
        let answer = ingredients.draft.answers.answer(&item.id);
        let mut object = Object::new()
            .with("id", item.id.as_str())
            .with("question", words.item(&item.id).question.as_str());
        if let Some(choice) = list.resolve(answer) {
            object.set("choice", choice.as_str());
            object.set("label", words.answer(choice));
        }
        let note = if list.asks_further(answer) { answer.note.as_str() } else { "" };
        Json::from(with_text(object, "note", note))
    });
    Object::new()
        .with("id", list.id.as_str())
        .with("title", words.title.as_str())
        .with("items", items.collect::<Vec<Json>>())
}

/// Whether a text is such a number as files have: a version 4 UUID as a URN, in small letters.
pub(crate) fn is_number(text: &str) -> bool {
    let hexadecimal = |letter: u8| matches!(letter, b'0'..=b'9' | b'a'..=b'f');
    let Some(uuid) = text.strip_prefix("urn:uuid:").filter(|uuid| uuid.len() == 36) else { return false };
    uuid.bytes().enumerate().all(|(place, letter)| match place {
        8 | 13 | 18 | 23 => letter == b'-',
        14 => letter == b'4',
        19 => matches!(letter, b'8' | b'9' | b'a' | b'b'),
        _ => hexadecimal(letter),
    })
}

/// A version 4 UUID as a URN (RFC 9562 section 5.4).
fn uuid(random: &[u8]) -> String {
    let bytes = random.iter().enumerate().map(|(place, byte)| match place {
        6 => byte & 0x0f | 0x40,
        8 => byte & 0x3f | 0x80,
        _ => *byte,
    });
    let mut text = String::from("urn:uuid:");
    for (place, byte) in bytes.enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&hex(&[byte]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_file_is_a_random_uuid() {
        for (byte, number) in [
            (0x00, "urn:uuid:00000000-0000-4000-8000-000000000000"),
            (0xff, "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff"),
        ] {
            assert_eq!(uuid(&[byte; 16]), number);
            assert!(is_number(number));
        }
        for other in [
            "",
            "not-a-uuid",
            "00000000-0000-4000-8000-000000000000",
            "urn:uuid:00000000-0000-4000-8000-00000000000",
            "urn:uuid:00000000-0000-4000-8000-0000000000000",
            "urn:uuid:00000000-0000-1000-8000-000000000000",
            "urn:uuid:00000000-0000-4000-c000-000000000000",
            "urn:uuid:FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF",
            "URN:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff",
            "urn:uuid:00000000-0000-4000-8000-00000000000é",
        ] {
            assert!(!is_number(other), "{other}");
        }
    }
}
