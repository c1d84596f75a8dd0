//! `candour-request/1` and `/2`: what somebody asks for, signed by the requester. It travels as a link, as a
//! file, or built into the page.

use std::{error::Error, fmt};

use candour_age::Recipient;
use candour_proof::{
    date::{Day, Timestamp},
    json::{Json, Limits, Object, Unreadable},
    key::{PublicKey, SigningKey},
    map::Table,
    proof::{self, ProofError},
};
use candour_questionnaire::catalog::{Catalog, CatalogEntry};

use crate::{
    deflate::{self, PackedError},
    keys::identity,
    same_words::SameWords,
    text::{LONGEST_NAME, base64url, clean, clean_line, is_random, text_of, with_text},
};

/// The format of a request without purpose and addressee, which older pages read too.
pub const FORMAT: &str = "candour-request/1";
/// The format of a request with a purpose, or made for one organisation.
pub const FORMAT_2: &str = "candour-request/2";
/// Most characters of a message.
pub const LONGEST_MESSAGE: usize = 500;
/// Most characters of what the requester will do with the answers.
pub const LONGEST_PURPOSE: usize = 300;
/// Most characters of what says how to reach the requester.
pub const LONGEST_CONTACT: usize = 200;
/// Most questionnaires in one request.
pub const MOST_ASKED: usize = 10;
/// Most characters of a link: what mail programs and chats hand on whole, and a camera reads from paper.
pub const LONGEST_LINK: usize = 1_500;
/// Most characters of a language tag.
pub const LONGEST_LANGUAGE: usize = 35;
pub use candour_questionnaire::diagnostics::LONGEST_WORD;
/// Characters of a nonce, and of a salt: 16 bytes in base64url.
pub const NONCE_LENGTH: usize = 22;
/// Random bytes of a request: its nonce, 128 bits.
pub const RANDOM: usize = 16;

/// What stands between the address of the page and the packed request.
const PLACE: &str = "#/request/";
/// What nearly every request holds, in the order of its canonical form: links do not say it again (FORMAT.md).
const KNOWN: &str = concat!(
    r#"{"contact":"","format":"candour-request/1","language":"en","message":"","nonce":"","proof":{"#,
    r#""created":"2026-01-01T00:00:00Z","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","#,
    r#""proofValue":"z","type":"DataIntegrityProof","verificationMethod":"did:key:z6Mk#z6Mk"},"#,
    r#""questionnaires":[{"id":"","sha256":"","version":"1.0.0","wordingSha256":""}],"#,
    r#""recipient":"age1","signer":{"id":"did:key:z6Mk","name":""},"wished":"2027-01-31"}"#
);
/// Most characters of a packed request that is looked at; far more than a link has.
const LONGEST_PACKED: usize = 20_000;
/// Most bytes of an unpacked request: four times the longest that this page makes.
const LONGEST_TEXT: usize = 32_000;

/// A request whose signature holds.
// INVARIANT: every text is within its limit and holds no control characters; at least one
// questionnaire is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The requester's key.
    pub key: PublicKey,
    /// Who asks, as typed.
    pub from: String,
    /// How to reach them, as typed; may be empty.
    pub contact: String,
    /// A message, as typed; may be empty.
    pub message: String,
    /// What the requester will do with the answers, as typed; may be empty.
    pub purpose: String,
    /// Whether it was made for one organisation, so that its nonce shows who was asked.
    pub addressed: bool,
    /// The day by which an answer is wished for.
    pub wished: Option<Day>,
    /// Language of the request, a BCP 47 tag.
    pub language: String,
    /// What is asked for.
    pub asked: Vec<RequestedQuestionnaire>,
    /// Whom answers may be encrypted to.
    pub recipient: Option<Recipient>,
    /// Tells this request from every other: 16 random bytes in base64url.
    pub nonce: String,
    /// The day it was made, as the requester's device stated it.
    pub created: Option<Day>,
    document: Object,
}

/// A questionnaire asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestedQuestionnaire {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its RFC 8785 form in hexadecimal.
    pub sha256: String,
    /// SHA-256 of the RFC 8785 form of its wording in the language of the request, in hexadecimal.
    pub wording_sha256: String,
}

/// How a questionnaire that is here fits one that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is the same, in the same words.
    Same,
    /// It has another version.
    OtherVersion,
    /// It has the same version and other content.
    OtherContent,
    /// Its structure is the same, and its words are other ones.
    OtherWords,
    /// Its structure is the same, and the request was made in another language: the words cannot be compared.
    OtherLanguage,
}

impl Fit {
    /// Whether a request can be answered with such a questionnaire. Other versions and languages of those that a
    /// page was built with are its own; whatever else differs may be another question under the same id.
    pub fn may_be_answered(self, own: bool) -> bool {
        match self {
            Self::Same => true,
            Self::OtherVersion | Self::OtherLanguage => !own,
            Self::OtherContent | Self::OtherWords => false,
        }
    }
}

/// What goes into a new request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRequest {
    /// Who asks.
    pub from: String,
    /// How to reach them.
    pub contact: String,
    /// A message.
    pub message: String,
    /// What the requester will do with the answers.
    pub purpose: String,
    /// Whether it is made for one organisation, so that its nonce shows who was asked.
    pub addressed: bool,
    /// The day by which an answer is wished for.
    pub wished: Option<Day>,
    /// Language of the request, a BCP 47 tag.
    pub language: String,
    /// What is asked for.
    pub asked: Vec<RequestedQuestionnaire>,
    /// Whether answers are to be encrypted to the requester's key.
    pub encrypted: bool,
}

/// Why a request cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestError {
    /// Longer than any request.
    TooLong,
    /// The end is missing.
    Truncated,
    /// Letters or bytes that no request is made of.
    Broken,
    /// Readable, but no request.
    Other,
    /// A format of a later version.
    Newer(String),
    /// Not signed.
    Unsigned,
    /// Changed since it was signed, signed by another key than the one it names, or by several.
    Altered,
    /// Signed, but something in it is missing or of another kind than the format says.
    Malformed(&'static str),
}

impl RequestError {
    /// The word for programs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Truncated => "truncated",
            Self::Broken => "broken",
            Self::Other => "other",
            Self::Newer(_) => "newer",
            Self::Unsigned => "unsigned",
            Self::Altered => "altered",
            Self::Malformed(_) => "malformed",
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => out.write_str("longer than any request"),
            Self::Truncated => out.write_str("cut short"),
            Self::Broken => out.write_str("not a packed request"),
            Self::Other => out.write_str("not a request"),
            Self::Newer(format) => write!(out, "the unknown format `{format}`"),
            Self::Unsigned => out.write_str("not signed"),
            Self::Altered => out.write_str("changed since it was signed"),
            Self::Malformed(part) => write!(out, "`{part}` is missing or not as the format says"),
        }
    }
}

impl Error for RequestError {}

impl Request {
    /// Makes and signs a request.
    ///
    /// # Errors
    /// [`RequestError::Malformed`] names what is missing: `signer` without a name, or `questionnaires`.
    pub fn write(
        wish: &NewRequest,
        key: &SigningKey,
        random: &[u8; RANDOM],
        now: Timestamp,
    ) -> Result<Self, RequestError> {
        let day = Timestamp(now.0.div_euclid(86_400) * 86_400);
        let asked: Vec<Json> = wish.asked.iter().map(|asked| asked.write().into()).collect();
        let signer = with_text(
            Object::new().with("id", key.public().did()),
            "name",
            clean_line(&wish.from, LONGEST_NAME).trim(),
        );
        let purpose = clean(&wish.purpose, LONGEST_PURPOSE);
        let purpose = purpose.trim();
        let format = if purpose.is_empty() && !wish.addressed { FORMAT } else { FORMAT_2 };
        let document = Object::new().with("format", format).with("signer", signer);
        let document = with_text(document, "contact", clean_line(&wish.contact, LONGEST_CONTACT).trim());
        let document = with_text(document, "message", clean(&wish.message, LONGEST_MESSAGE).trim());
        let document = with_text(document, "purpose", purpose);
        let document = if wish.addressed { document.with("addressed", true) } else { document };
        let document = with_text(document, "wished", &wish.wished.map(Day::text).unwrap_or_default());
        let document = document.with("language", wish.language.as_str()).with("questionnaires", asked);
        let recipient = if wish.encrypted { identity(key).recipient().text() } else { String::new() };
        let document = with_text(document, "recipient", &recipient).with("nonce", base64url(random));
        Self::read(&proof::sign(&document, key, day).into(), now)
    }

    /// Reads a request and verifies its signature.
    ///
    /// # Errors
    /// See [`RequestError`].
    pub fn read(document: &Json, now: Timestamp) -> Result<Self, RequestError> {
        match text_of(document, "format") {
            Some(FORMAT | FORMAT_2) => {}
            Some(other) if other.starts_with("candour-request/") => {
                return Err(RequestError::Newer(clean_line(other, LONGEST_NAME)));
            }
            _ => return Err(RequestError::Other),
        }
        let key = document.as_object().and_then(proof::signer_of);
        let proof = proof::verify_by(document, key, now).map_err(|problem| match problem {
            ProofError::NotSigned => RequestError::Unsigned,
            _ => RequestError::Altered,
        })?;
        let signer = document.get("signer").ok_or(RequestError::Malformed("signer"))?;
        let created = proof.created.map(Timestamp::day);
        Self::of(document, signer, proof.key, created).map_err(RequestError::Malformed)
    }

    /// What the members say; else the name of the one that is wrong.
    fn of(
        document: &Json,
        signer: &Json,
        key: PublicKey,
        created: Option<Day>,
    ) -> Result<Self, &'static str> {
        let own = document.as_object().ok_or("format")?;
        let members = if text_of(document, "format") == Some(FORMAT) { MEMBERS } else { MEMBERS_2 };
        if !holds_only(document, members) || document.has_invisible_text() {
            return Err("format");
        }
        if !holds_only(signer, SIGNER) {
            return Err("signer");
        }
        let wished = text(document, "wished", 10)?;
        let asked = document.get("questionnaires").and_then(Json::as_list).ok_or("questionnaires")?;
        if asked.is_empty() || asked.len() > MOST_ASKED {
            return Err("questionnaires");
        }
        let recipient = text(document, "recipient", 100)?;
        let request = Self {
            key,
            from: clean_line(&text(signer, "name", LONGEST_NAME)?, LONGEST_NAME),
            contact: clean_line(&text(document, "contact", LONGEST_CONTACT)?, LONGEST_CONTACT),
            message: clean(&text(document, "message", LONGEST_MESSAGE)?, LONGEST_MESSAGE),
            purpose: clean(&text(document, "purpose", LONGEST_PURPOSE)?, LONGEST_PURPOSE),
            addressed: match document.get("addressed") {
                None => false,
                Some(Json::Bool(true)) => true,
                Some(_) => return Err("addressed"),
            },
            wished: Day::parse(&wished),
            language: clean_line(&text(document, "language", LONGEST_LANGUAGE)?, LONGEST_LANGUAGE),
            asked: asked
                .iter()
                .map(RequestedQuestionnaire::read)
                .collect::<Option<_>>()
                .ok_or("questionnaires")?,
            recipient: match recipient.as_str() {
                "" => None,
                text => Some(Recipient::parse(text).map_err(|_| "recipient")?),
            },
            nonce: text(document, "nonce", NONCE_LENGTH)?,
            created,
            document: in_order(own),
        };
        if request.from.trim().is_empty() {
            return Err("signer");
        }
        if !is_random(&request.nonce) {
            return Err("nonce");
        }
        let twice = |(place, asked): (usize, &RequestedQuestionnaire)| {
            request.asked.iter().skip(place.saturating_add(1)).any(|other| other.id == asked.id)
        };
        // Whoever answers would be shown one, and whoever checks could mean the other.
        if request.asked.iter().enumerate().any(twice) {
            return Err("questionnaires");
        }
        if request.wished.is_none() && !wished.is_empty() {
            return Err("wished");
        }
        Ok(request)
    }

    /// Reads a request file.
    ///
    /// # Errors
    /// See [`RequestError`].
    pub fn of_file(bytes: &[u8], now: Timestamp) -> Result<Self, RequestError> {
        Self::read(&json(bytes)?, now)
    }

    /// Reads what [`Request::packed`] gives.
    ///
    /// # Errors
    /// See [`RequestError`].
    pub fn of_packed(packed: &str, now: Timestamp) -> Result<Self, RequestError> {
        if packed.len() > LONGEST_PACKED {
            return Err(RequestError::TooLong);
        }
        let read = |packed: &str| {
            let text =
                deflate::unpack_with(KNOWN.as_bytes(), packed, LONGEST_TEXT).map_err(packed_problem)?;
            Self::read(&json(&text)?, now)
        };
        read(packed).or_else(|problem| {
            // Signs that mark words in a text, and are letters of a packed request too. The signature decides.
            let bare = packed.trim_end_matches(['_', '-']);
            if bare == packed { Err(problem) } else { read(bare).map_err(|_| problem) }
        })
    }

    /// The packed request in an address, if it has one. What programs do to links on their way is undone: signs written
    /// with a percent sign, white space where a line was broken, and the full stop or bracket behind it.
    pub fn packed_in(fragment: &str) -> Option<String> {
        let plain: String =
            without_percent(fragment).chars().filter(|letter| !letter.is_whitespace()).collect();
        let (_, packed) =
            plain.split_at_checked(PLACE.len()).filter(|(place, _)| place.eq_ignore_ascii_case(PLACE))?;
        let bare = packed.trim_end_matches(|letter: char| !is_packed(letter));
        Some(if bare.is_empty() { packed } else { bare }.to_owned())
    }

    /// The request in as few letters as an address needs.
    pub fn packed(&self) -> String {
        pack(candour_proof::jcs::canonical(&self.document.clone().into()).as_bytes())
    }

    /// The link that opens the request in the page at `address`, which is one that [`page_address`] gave.
    pub fn link(&self, address: &str) -> String {
        let page = address.split('#').next().unwrap_or_default();
        [page, PLACE, &self.packed()].concat()
    }

    /// The text of a request file.
    pub fn file(&self) -> String {
        Json::from(self.document.clone()).pretty()
    }

    /// The signed document.
    pub fn document(&self) -> &Object {
        &self.document
    }

    /// Whether this questionnaire is asked for, in whatever version.
    pub fn asks_for(&self, questionnaire: &str) -> Option<&RequestedQuestionnaire> {
        self.asked.iter().find(|asked| asked.id == questionnaire)
    }

    /// Whether it asks for a questionnaire that is not built in, so that link and request file are not enough to answer.
    pub fn needs_file(&self, catalog: &Catalog) -> bool {
        self.asked.iter().any(|asked| catalog.entry(&asked.id).is_none_or(|entry| entry.own))
    }

    /// Whether what this request asks for under that id can be answered with this questionnaire.
    pub fn fits(&self, entry: &CatalogEntry) -> bool {
        let id = entry.questionnaire.id();
        let fits =
            |asked: &RequestedQuestionnaire| asked.fit(entry, &self.language).may_be_answered(entry.own);
        self.asked.iter().any(|asked| asked.id == id && fits(asked))
    }

    /// Whether it can be answered with these questionnaires: at least one that is asked for is among them, and none
    /// of those that are among them differs from what is asked for.
    pub fn is_answerable(&self, catalog: &Catalog) -> bool {
        let mut known = self.asked.iter().filter_map(|asked| catalog.entry(&asked.id)).peekable();
        known.peek().is_some() && known.all(|entry| self.fits(entry))
    }
}

/// The document with its members in the order a person reads them, however it came; white space and
/// order are not signed.
fn in_order(document: &Object) -> Object {
    let sorted = Json::read(candour_proof::jcs::canonical(&document.clone().into()).as_bytes(), Limits::FILE);
    let mut ordered = Object::new();
    for (name, _) in MEMBERS_2 {
        if let Some(value) = sorted.as_ref().ok().and_then(|sorted| sorted.get(name)) {
            ordered.set(name, value.clone());
        }
    }
    ordered
}

/// Whether no other members stand in an object.
fn holds_only(value: &Json, members: &[(&str, bool)]) -> bool {
    let known = |name: &str| members.iter().any(|(own, _)| *own == name);
    value.as_object().is_some_and(|own| own.iter().all(|(name, _)| known(name)))
}

/// Members of a request of [`FORMAT`], in the order a person reads them, and whether each must be there.
pub const MEMBERS: &[(&str, bool)] = &[
    ("format", true),
    ("signer", true),
    ("contact", false),
    ("message", false),
    ("wished", false),
    ("language", true),
    ("questionnaires", true),
    ("recipient", false),
    ("nonce", true),
    ("proof", true),
];

/// The same of [`FORMAT_2`].
pub const MEMBERS_2: &[(&str, bool)] = &[
    ("format", true),
    ("signer", true),
    ("contact", false),
    ("message", false),
    ("purpose", false),
    ("addressed", false),
    ("wished", false),
    ("language", true),
    ("questionnaires", true),
    ("recipient", false),
    ("nonce", true),
    ("proof", true),
];

/// Members of whoever asks.
pub const SIGNER: &[(&str, bool)] = &[("id", true), ("name", true)];

/// Members of a questionnaire asked for.
pub const ASKED: &[(&str, bool)] =
    &[("id", true), ("version", true), ("sha256", true), ("wordingSha256", true)];

impl RequestedQuestionnaire {
    /// A questionnaire as it is here, to be asked for.
    pub fn of(entry: &CatalogEntry) -> Self {
        Self {
            id: entry.questionnaire.id().to_owned(),
            version: entry.questionnaire.version().to_owned(),
            sha256: entry.questionnaire.digest().to_owned(),
            wording_sha256: entry.wording.digest().to_owned(),
        }
    }

    /// How a questionnaire of that id fits what is asked for in a request of that language.
    pub fn fit(&self, entry: &CatalogEntry, language: &str) -> Fit {
        if self.sha256 != entry.questionnaire.digest() {
            let same_version = self.version == entry.questionnaire.version();
            return if same_version { Fit::OtherContent } else { Fit::OtherVersion };
        }
        match SameWords::of(entry, language, &self.wording_sha256) {
            SameWords::Yes => Fit::Same,
            SameWords::OtherLanguage => Fit::OtherLanguage,
            SameWords::Other | SameWords::Unknown => Fit::OtherWords,
        }
    }

    fn write(&self) -> Object {
        Object::new()
            .with("id", self.id.as_str())
            .with("version", self.version.as_str())
            .with("sha256", self.sha256.as_str())
            .with("wordingSha256", self.wording_sha256.as_str())
    }

    fn read(value: &Json) -> Option<Self> {
        if !holds_only(value, ASKED) {
            return None;
        }
        let hexadecimal = |letter: u8| letter.is_ascii_digit() || (b'a'..=b'f').contains(&letter);
        let digest = |name: &str| {
            text_of(value, name).filter(|digest| digest.len() == 64 && digest.bytes().all(hexadecimal))
        };
        let word = |name: &str| {
            text_of(value, name).filter(|word| {
                !word.is_empty()
                    && word.len() <= LONGEST_WORD
                    && word.bytes().all(|letter| letter.is_ascii_graphic())
            })
        };
        Some(Self {
            id: word("id")?.to_owned(),
            version: word("version")?.to_owned(),
            sha256: digest("sha256")?.to_owned(),
            wording_sha256: digest("wordingSha256")?.to_owned(),
        })
    }
}

/// A text of at most so many characters; empty if it is not there.
fn text(value: &Json, name: &'static str, longest: usize) -> Result<String, &'static str> {
    match value.get(name) {
        None => Ok(String::new()),
        Some(Json::Text(text)) if text.chars().count() <= longest => Ok(text.clone()),
        Some(_) => Err(name),
    }
}

/// The text of a request as links have it: `text`, which is JSON in UTF-8, deflated with what all requests have in common
/// ([`deflate::pack_with`]), in base64url.
pub fn pack(text: &[u8]) -> String {
    deflate::pack_with(KNOWN.as_bytes(), text)
}

fn packed_problem(problem: PackedError) -> RequestError {
    match problem {
        PackedError::Truncated => RequestError::Truncated,
        PackedError::TooLong => RequestError::TooLong,
        PackedError::Letters | PackedError::Broken => RequestError::Broken,
    }
}

fn json(bytes: &[u8]) -> Result<Json, RequestError> {
    Json::read(bytes, Limits::FILE).map_err(|problem| match problem {
        Unreadable::TooLong(_) => RequestError::TooLong,
        Unreadable::Truncated => RequestError::Truncated,
        _ => RequestError::Broken,
    })
}

/// Whether a letter is one of a packed request.
fn is_packed(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// A text with the signs of ASCII that were written with a percent sign, once or twice over.
fn without_percent(text: &str) -> String {
    let once = |text: &str| {
        let mut plain = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('%') {
            plain.push_str(before);
            let sign = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            if let (Some(sign), Some(after)) = (sign.filter(u8::is_ascii), after.get(2..)) {
                plain.push(sign.into());
                rest = after;
            } else {
                plain.push('%');
                rest = after;
            }
        }
        plain + rest
    };
    once(&once(text))
}

/// The names in a list, one a line, each once and in order: whom requests of their own are made for.
pub fn addressees(text: &str) -> Vec<String> {
    let mut seen = Table::new();
    let mut names = Vec::new();
    for line in text.lines() {
        let name = clean_line(line, LONGEST_NAME).trim().to_owned();
        if !name.is_empty() && !seen.contains_key(&name) {
            seen.insert(name.clone(), ());
            names.push(name);
        }
    }
    names
}

/// The address of a page as links need it: on the web, with a host, and with the signs that would end a link written
/// with a percent sign. `None` if it is no such address.
pub fn page_address(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    if !["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let is_of_a_host = |letter: char| letter.is_alphanumeric() || ".-:[]@_~".contains(letter);
    if !host.starts_with(|first: char| first.is_alphanumeric() || first == '[')
        || !host.chars().all(is_of_a_host)
    {
        return None;
    }
    let mut address = [scheme, "://", host].concat();
    for letter in path.chars() {
        match letter {
            ' ' => address.push_str("%20"),
            '"' => address.push_str("%22"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            letter => address.push(letter),
        }
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_305_600);

    fn key() -> SigningKey {
        SigningKey::from_seed([7; 32])
    }

    fn asked(id: &str) -> RequestedQuestionnaire {
        RequestedQuestionnaire {
            id: id.to_owned(),
            version: "1.0.0".to_owned(),
            sha256: "ab".repeat(32),
            wording_sha256: "cd".repeat(32),
        }
    }

    fn wish() -> NewRequest {
        NewRequest {
            from: "CSO Example".to_owned(),
            contact: "office@example.org".to_owned(),
            message: "We ask all operators.\nThank you.".to_owned(),
            purpose: String::new(),
            addressed: false,
            wished: Day::parse("2027-01-31"),
            language: "en".to_owned(),
            asked: vec![asked("shop"), asked("exit")],
            encrypted: true,
        }
    }

    fn request() -> Request {
        Request::write(&wish(), &key(), &[9; RANDOM], NOW).unwrap()
    }

    /// The request with a member changed before it is signed.
    fn signed(change: impl FnOnce(&mut Object)) -> Result<Request, RequestError> {
        let mut document = request().document;
        change(&mut document);
        Request::read(&proof::sign(&document, &key(), NOW).into(), NOW)
    }

    #[test]
    fn a_request_reads_as_it_was_made_from_a_link_and_from_a_file() {
        let request = request();
        assert_eq!(Request::of_file(request.file().as_bytes(), NOW).as_ref(), Ok(&request));
        let link = request.link("https://example.org/candour.html#/about");
        let (page, packed) = link.split_once('#').unwrap();
        assert_eq!(page, "https://example.org/candour.html");
        let packed = Request::packed_in(&["#", packed].concat()).unwrap();
        assert_eq!(Request::of_packed(&packed, NOW).as_ref(), Ok(&request));
        assert_eq!((request.from.as_str(), request.asked.len()), ("CSO Example", 2));
        assert_eq!(request.recipient, Some(identity(&key()).recipient()));
        assert_eq!(request.created, Day::parse("2026-11-22"));
        assert_eq!(request.nonce.len(), 22);
    }

    #[test]
    fn a_request_for_one_organisation_says_so_and_nothing_else() {
        let wish =
            NewRequest { purpose: " We publish figures, no names. ".to_owned(), addressed: true, ..wish() };
        let request = Request::write(&wish, &key(), &[9; RANDOM], NOW).unwrap();
        assert_eq!(Request::of_packed(&request.packed(), NOW).as_ref(), Ok(&request));
        assert_eq!((request.purpose.as_str(), request.addressed), ("We publish figures, no names.", true));
        let format = |wish: &NewRequest| {
            let request = Request::write(wish, &key(), &[9; RANDOM], NOW).unwrap();
            request.document().get("format").and_then(Json::as_text).map(str::to_owned)
        };
        assert_eq!(format(&wish).as_deref(), Some(FORMAT_2));
        assert_eq!(format(&NewRequest { addressed: false, ..wish.clone() }).as_deref(), Some(FORMAT_2));
        let plain = NewRequest { addressed: false, purpose: String::new(), ..wish };
        assert_eq!(format(&plain).as_deref(), Some(FORMAT), "older pages read it");
    }

    #[test]
    fn the_first_format_has_no_members_of_the_second() {
        for (name, value) in [("purpose", Json::from("We count.")), ("addressed", true.into())] {
            let first = signed(|document| document.set(name, value.clone()));
            assert_eq!(first.map(|_| ()), Err(RequestError::Malformed("format")), "{name}");
            let second = signed(|document| {
                document.set("format", FORMAT_2);
                document.set(name, value.clone());
            });
            assert!(second.is_ok(), "{name}");
        }
        for (name, value) in
            [("addressed", Json::from(false)), ("purpose", "x".repeat(LONGEST_PURPOSE + 1).into())]
        {
            let wrong = signed(|document| {
                document.set("format", FORMAT_2);
                document.set(name, value);
            });
            assert_eq!(wrong.map(|_| ()), Err(RequestError::Malformed(name)));
        }
    }

    #[test]
    fn a_request_that_lacks_a_name_or_a_questionnaire_is_not_made() {
        let make = |wish: &NewRequest| Request::write(wish, &key(), &[9; RANDOM], NOW).map(|_| ());
        let nobody = NewRequest { from: " \u{202e} ".to_owned(), ..wish() };
        assert_eq!(make(&nobody), Err(RequestError::Malformed("signer")));
        assert_eq!(
            make(&NewRequest { asked: Vec::new(), ..wish() }),
            Err(RequestError::Malformed("questionnaires"))
        );
        let many = NewRequest { asked: vec![asked("shop"); MOST_ASKED + 1], ..wish() };
        assert_eq!(make(&many), Err(RequestError::Malformed("questionnaires")));
        let many = (0..MOST_ASKED).map(|number| asked(&format!("shop-{number}"))).collect();
        assert_eq!(make(&NewRequest { asked: many, ..wish() }), Ok(()));
        let twice = NewRequest { asked: vec![asked("shop"), asked("shop")], ..wish() };
        assert_eq!(make(&twice), Err(RequestError::Malformed("questionnaires")));
    }

    #[test]
    fn the_dictionary_of_links_is_the_one_that_the_format_names() {
        let format = include_str!("../../../FORMAT.md");
        assert!(format.contains(&["```\n", KNOWN, "\n```\n"].concat()), "{KNOWN}");
    }

    #[test]
    fn a_link_that_programs_touched_on_its_way_still_opens() {
        let request = request();
        let link = ["#/request/", &request.packed()].concat();
        let (start, end) = link.split_at(60);
        for touched in [
            link.clone(),
            format!("{link}."),
            format!("{link})"),
            format!("{link}>"),
            format!("{link}\u{201d}"),
            format!("{link}\u{3002}"),
            format!("{link}_"),
            format!("{link}--"),
            format!("{start}\r\n{end}"),
            format!("{start}%0D%0A{end}%20"),
            link.replace('/', "%2F"),
            link.replace('/', "%2f"),
            link.replace('/', "%252F"),
            link.replace("request", "Request"),
        ] {
            let packed = Request::packed_in(&touched);
            let read = packed.map(|packed| Request::of_packed(&packed, NOW));
            assert_eq!(read.as_ref(), Some(&Ok(request.clone())), "{touched}");
        }
        for other in ["#/requested", "#/", "", "#%2Fcheck", "#/request"] {
            assert_eq!(Request::packed_in(other), None, "{other}");
        }
    }

    #[test]
    fn the_address_of_a_page_is_made_fit_for_links_or_refused() {
        for (typed, address) in [
            ("https://example.org/candour.html", Some("https://example.org/candour.html")),
            (" HTTP://localhost:8000 ", Some("HTTP://localhost:8000")),
            (
                "https://example.org/our tools/candour.html",
                Some("https://example.org/our%20tools/candour.html"),
            ),
            ("https://example.org/a\"b<c>.html", Some("https://example.org/a%22b%3Cc%3E.html")),
            ("https://münchen.example/", Some("https://münchen.example/")),
            ("https://", None),
            ("https:// example.org/c.html", None),
            ("https:///c.html", None),
            ("ftp://example.org/", None),
            ("file:///c.html", None),
            ("example.org", None),
            ("", None),
        ] {
            assert_eq!(page_address(typed).as_deref(), address, "{typed}");
        }
    }

    #[test]
    fn a_list_of_names_gives_each_name_once() {
        let list = " Bakery Example \r\nFarm\n\n\tBakery Example\nŻabka\u{202e} Sp. z o.o.\n";
        assert_eq!(addressees(list), ["Bakery Example", "Farm", "Żabka Sp. z o.o."]);
        assert!(addressees(" \n\t\n").is_empty());
    }

    #[test]
    fn each_way_to_break_a_link_has_its_own_name() {
        let packed = request().packed();
        let open = |text: &str| Request::of_packed(text, NOW).map(|_| ());
        assert_eq!(open(&packed), Ok(()));
        assert_eq!(open(packed.split_at(packed.len() / 2).0), Err(RequestError::Truncated));
        assert_eq!(open(&packed.replace(packed.get(40..41).unwrap(), "!")), Err(RequestError::Broken));
        assert_eq!(open(&"A".repeat(LONGEST_PACKED + 1)), Err(RequestError::TooLong));
        let text =
            |document: &Object| pack(candour_proof::jcs::canonical(&document.clone().into()).as_bytes());
        let mut document = request().document;
        document.set("message", "Another message.");
        assert_eq!(open(&text(&document)), Err(RequestError::Altered));
        document.remove("proof");
        assert_eq!(open(&text(&document)), Err(RequestError::Unsigned));
        document.set("format", "candour-request/3");
        assert_eq!(open(&text(&document)), Err(RequestError::Newer("candour-request/3".to_owned())));
        document.set("format", "candour-result/1");
        assert_eq!(open(&text(&document)), Err(RequestError::Other));
        assert_eq!(open(&pack(b"[1, 2")), Err(RequestError::Truncated));
        assert_eq!(open(&pack(b"nothing")), Err(RequestError::Broken));
    }

    #[test]
    fn a_file_longer_than_any_request_is_too_long() {
        let long = vec![b' '; Limits::FILE.bytes + 1];
        assert_eq!(Request::of_file(&long, NOW), Err(RequestError::TooLong));
    }

    #[test]
    fn no_cut_or_changed_link_opens_as_another_request() {
        let request = request();
        let packed = request.packed();
        for end in 0..packed.len() {
            assert!(Request::of_packed(packed.split_at(end).0, NOW).is_err(), "{end}");
        }
        for place in (0..packed.len()).step_by(7) {
            let mut changed = packed.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let read = Request::of_packed(std::str::from_utf8(&changed).unwrap(), NOW);
            assert!(read.is_err() || read == Ok(request.clone()), "{place}");
        }
    }

    #[test]
    fn a_request_signed_by_another_key_than_it_names_is_altered() {
        let document = proof::sign(&request().document, &SigningKey::from_seed([8; 32]), NOW);
        assert_eq!(Request::read(&document.into(), NOW), Err(RequestError::Altered));
    }

    #[test]
    fn a_second_proof_takes_no_request_over() {
        let document = request().document;
        let by = |seed: u8| {
            let signed = proof::sign(&document, &SigningKey::from_seed([seed; 32]), NOW);
            signed.get("proof").cloned().unwrap()
        };
        for proofs in [vec![by(8), by(7)], vec![by(7), by(8)], vec![by(7)]] {
            let read = Request::read(&document.clone().with("proof", proofs).into(), NOW);
            assert_eq!(read, Err(RequestError::Altered));
        }
    }

    #[test]
    fn a_malformed_signed_request_names_the_member() {
        let check = |name: &'static str, value: Json| {
            let read = signed(|document| document.set(name, value.clone()));
            assert_eq!(read.map(|_| ()), Err(RequestError::Malformed(name)), "{name}: {value:?}");
        };
        check("message", "x".repeat(LONGEST_MESSAGE + 1).into());
        check("message", Json::Bool(true));
        check("wished", "2027-02-30".into());
        check("recipient", "age1qqq".into());
        check("nonce", "short".into());
        check("nonce", "AAAAAAAAAAAAAAAAAAAAAB".into());
        check("nonce", "AAAAAAAAAAAAAAAAAAAA+A".into());
        check("questionnaires", Json::List(Vec::new()));
        let other = RequestedQuestionnaire { sha256: "cd".repeat(32), ..asked("shop") };
        check("questionnaires", Json::List(vec![asked("shop").write().into(), other.write().into()]));
        for (member, value) in [
            ("sha256", "AB".repeat(32)),
            ("wordingSha256", "AB".repeat(32)),
            ("wordingSha256", String::new()),
            ("id", "<a href=x>".to_owned()),
            ("version", "1 0".to_owned()),
        ] {
            check("questionnaires", Json::List(vec![asked("shop").write().with(member, value).into()]));
        }
        for member in ["id", "version", "sha256", "wordingSha256"] {
            let mut lacking = asked("shop").write();
            lacking.remove(member);
            check("questionnaires", Json::List(vec![lacking.into()]));
        }
        let more = asked("shop").write().with("title", "Shop");
        check("questionnaires", Json::List(vec![more.into()]));
        let signer = Object::new().with("id", key().public().did()).with("name", "CSO").with("site", "x");
        check("signer", signer.into());
        let extra = signed(|document| document.set("script", "x"));
        assert_eq!(extra.map(|_| ()), Err(RequestError::Malformed("format")));
        let control = signed(|document| document.set("message", "a\u{7}b"));
        assert_eq!(control.map(|_| ()), Err(RequestError::Malformed("format")));
    }

    #[test]
    fn signs_that_turn_writing_around_are_not_shown() {
        let signer = Object::new().with("id", key().public().did()).with("name", "good\u{202e}evil");
        let read = signed(|document| document.set("signer", signer)).unwrap();
        assert_eq!(read.from, "goodevil");
    }

    #[test]
    fn the_longest_link_fits_mail_and_paper() {
        let words = "We are writing to every operator in the region before it changes hands. Please tell us by the end of \
                     January which data you keep, who can reach it, and what happens to it when you leave; what we learn is \
                     published in spring, by area and never as a ranking. Questions are welcome at any time, also from staff \
                     or through others. If answering could bring somebody into danger, leave it open and say so. With thanks \
                     from all of us, and with regards to everybody who keeps the lights on in these difficult months of work.";
        let message: String = words.chars().take(LONGEST_MESSAGE).collect();
        assert_eq!(message.chars().count(), LONGEST_MESSAGE, "a full message");
        let hash = |seed: u8| candour_proof::digest::hex(&candour_proof::digest::sha256(&[seed]));
        let asked = ["gdpr-article-5", "privacy-by-design", "responsible-exit"].iter().zip(1..);
        let asked = asked.map(|(id, seed)| RequestedQuestionnaire {
            id: (*id).to_owned(),
            version: "1.1.0".to_owned(),
            sha256: hash(seed),
            wording_sha256: hash(seed + 10),
        });
        let wish = NewRequest {
            from: "Myanmar Centre for Responsible Example, Regional Office".to_owned(),
            contact: "office@responsible-example.org, +00 000 000 000, 12 Long Street, Example City"
                .to_owned(),
            message,
            asked: asked.collect(),
            ..wish()
        };
        let random = candour_proof::digest::sha256(b"nonce");
        let request = Request::write(&wish, &key(), random.first_chunk().unwrap(), NOW).unwrap();
        let link = request.link("https://www.responsible-example.org/tools/candour/index.html");
        assert!(link.len() <= LONGEST_LINK, "{}", link.len());
    }
}
