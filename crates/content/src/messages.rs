//! What is told of a checked file, in words: the same on the page and on the command line.

use candour_age::AgeError;
use candour_compare::workbench::{Conflict, Relation, RequestCoverage};
use candour_files::{
    check::{
        ChangeKind, Checked, Inconsistency, QuestionnaireMatch, Report, SameWords, ScoreAgreement, Verdict,
    },
    embed::{Element, OpenedPage, PageMatch},
    intake::{IntakeError, Needs},
    request::{Request, RequestError},
    zip::ZipError,
};
use candour_proof::{date::Day, json::Unreadable, proof::DateWarning};
use candour_questionnaire::{answers::Answers, catalog::CatalogEntry, questionnaire::Questionnaire};
use implicit_clone::unsync::IString;

use candour_words::{Key, Words};

/// What a web page is, in a sentence, and what that means; `published` is the SHA-256 of the published page, empty
/// if that is not known.
pub fn page(words: Words, page: &OpenedPage, published: &str) -> (IString, IString) {
    let (what, meaning) = match (page.compared_with(published), page.carries) {
        (PageMatch::Same, None) => (Key::PageSame, Key::PageSameMeaning),
        (PageMatch::Same, Some(Element::Draft)) => (Key::PageSameDraft, Key::PageSameDraftMeaning),
        (PageMatch::Same, Some(Element::Request)) => (Key::PageSameRequest, Key::PageSameRequestMeaning),
        (PageMatch::Same, Some(Element::Selection)) => {
            (Key::PageSameSelection, Key::PageSameSelectionMeaning)
        }
        (PageMatch::Other, None | Some(Element::Selection)) => (Key::PageOther, Key::PageOtherMeaning),
        (PageMatch::Other, Some(Element::Draft)) => (Key::PageOtherDraft, Key::PageOtherDraftMeaning),
        (PageMatch::Other, Some(Element::Request)) => (Key::PageOtherRequest, Key::PageOtherRequestMeaning),
        (PageMatch::Not, _) => return verdict(words, &Verdict::Page),
    };
    (words.text(what), words.text(meaning))
}

/// What an opened file is, in a sentence, and what that means. A page is compared with the published one.
pub fn checked(words: Words, checked: &Checked, published: &str) -> (IString, IString) {
    match &checked.page {
        Some(opened) => page(words, opened, published),
        None => file(words, &checked.verdict, checked.lock, checked.problem),
    }
}

/// Why a file was not read or not opened, and what to do.
pub fn unopened(error: IntakeError) -> (Key, Key) {
    match error {
        IntakeError::NotRead => (Key::IntakeNotRead, Key::IntakeNotReadMeaning),
        IntakeError::NotAFile => (Key::IntakeNotAFile, Key::IntakeNotAFileMeaning),
        IntakeError::NotDownloaded => (Key::IntakeNotDownloaded, Key::IntakeNotDownloadedMeaning),
        IntakeError::TooLarge => (Key::IntakeTooLarge, Key::IntakeTooLargeMeaning),
        IntakeError::Archive(ZipError::Document) => {
            (Key::IntakeOtherDocument, Key::IntakeOtherDocumentMeaning)
        }
        IntakeError::Archive(ZipError::NotZip | ZipError::Damaged | ZipError::TooLong) => {
            (Key::IntakeArchiveDamaged, Key::IntakeArchiveDamagedMeaning)
        }
        IntakeError::Archive(ZipError::ChangedAsText) => {
            (Key::IntakeArchiveChangedAsText, Key::IntakeArchiveChangedAsTextMeaning)
        }
        IntakeError::Archive(ZipError::Truncated) => {
            (Key::IntakeArchiveTruncated, Key::IntakeArchiveTruncatedMeaning)
        }
        IntakeError::Archive(ZipError::TooMany) => {
            (Key::IntakeArchiveTooMany, Key::IntakeArchiveTooManyMeaning)
        }
        IntakeError::Archive(ZipError::TooMuch) => {
            (Key::IntakeArchiveTooMuch, Key::IntakeArchiveTooMuchMeaning)
        }
        IntakeError::Archive(ZipError::Overlapping) => {
            (Key::IntakeArchiveOverlapping, Key::IntakeArchiveOverlappingMeaning)
        }
        IntakeError::Archive(ZipError::Encrypted) => {
            (Key::IntakeArchiveEncrypted, Key::IntakeArchiveEncryptedMeaning)
        }
        IntakeError::Archive(ZipError::UnknownMethod) => {
            (Key::IntakeArchiveMethod, Key::IntakeArchiveMethodMeaning)
        }
        IntakeError::EmptyArchive => (Key::IntakeArchiveEmpty, Key::IntakeArchiveEmptyMeaning),
        IntakeError::ManyFiles => (Key::IntakeArchiveManyFiles, Key::IntakeArchiveManyFilesMeaning),
        IntakeError::NestedArchive => (Key::IntakeArchiveNested, Key::IntakeArchiveNestedMeaning),
        IntakeError::LockedArchive => (Key::IntakeArchiveLocked, Key::IntakeArchiveLockedMeaning),
        IntakeError::Locked(AgeError::OtherKey) => {
            (Key::IntakeLockedForAnotherKey, Key::IntakeLockedForAnotherKeyMeaning)
        }
        IntakeError::Locked(AgeError::UnsupportedRecipient) => {
            (Key::IntakeLockedInAnotherWay, Key::IntakeLockedInAnotherWayMeaning)
        }
        IntakeError::Locked(AgeError::UnsupportedVersion) => {
            (Key::IntakeLockedInANewerWay, Key::IntakeLockedInANewerWayMeaning)
        }
        IntakeError::Locked(AgeError::TooExpensive) => {
            (Key::IntakeLockedTooExpensive, Key::IntakeLockedTooExpensiveMeaning)
        }
        IntakeError::Locked(AgeError::TooManyRecipients) => {
            (Key::IntakeLockedForTooManyKeys, Key::IntakeLockedForTooManyKeysMeaning)
        }
        IntakeError::Locked(AgeError::WrongPassphrase) => {
            (Key::IntakeLockedWrongPassphrase, Key::IntakeLockedWrongPassphraseMeaning)
        }
        IntakeError::Locked(AgeError::ChangedAsText) => {
            (Key::IntakeLockedChangedAsText, Key::IntakeLockedChangedAsTextMeaning)
        }
        IntakeError::Locked(AgeError::NotAge | AgeError::Damaged | AgeError::Truncated) => {
            (Key::IntakeLockedDamaged, Key::IntakeLockedDamagedMeaning)
        }
        IntakeError::KeyFile => (Key::IntakeIsKeyFile, Key::IntakeIsKeyFileMeaning),
        IntakeError::NotHeld => (Key::IntakeNotHeld, Key::IntakeNotHeldMeaning),
    }
}

/// What a file is, in a sentence, and what that means: why it was not opened, or its verdict.
pub fn file(
    words: Words,
    verdict: &Verdict,
    lock: Option<Needs>,
    problem: Option<IntakeError>,
) -> (IString, IString) {
    match (problem, lock) {
        (Some(error), _) => {
            let (what, meaning) = unopened(error);
            (words.text(what), words.text(meaning))
        }
        (None, Some(Needs::Key)) => (words.text(Key::FileForAKey), words.text(Key::FileForAKeyMeaning)),
        (None, Some(Needs::Passphrase) | None) => self::verdict(words, verdict),
    }
}

/// What a verdict says, in a sentence, and what that means.
pub fn verdict(words: Words, verdict: &Verdict) -> (IString, IString) {
    let (what, meaning) = match verdict {
        Verdict::Intact => (Key::VerdictIntact, Key::VerdictIntactMeaning),
        Verdict::Partial => (Key::VerdictPartial, Key::VerdictPartialMeaning),
        Verdict::Altered => (Key::VerdictAltered, Key::VerdictAlteredMeaning),
        Verdict::Unsigned => (Key::VerdictUnsigned, Key::VerdictUnsignedMeaning),
        Verdict::Invalid(_) => (Key::VerdictInvalid, Key::VerdictInvalidMeaning),
        Verdict::Uncheckable => (Key::VerdictUncheckable, Key::VerdictUncheckableMeaning),
        Verdict::Newer(_) => (Key::VerdictNewer, Key::VerdictNewerMeaning),
        Verdict::Draft => (Key::VerdictDraft, Key::VerdictDraftMeaning),
        Verdict::Request => (Key::VerdictRequest, Key::VerdictRequestMeaning),
        Verdict::Records => (Key::VerdictRecords, Key::VerdictRecordsMeaning),
        Verdict::Questionnaire => (Key::VerdictQuestionnaire, Key::VerdictQuestionnaireMeaning),
        Verdict::SecretKey => (Key::VerdictSecretKey, Key::VerdictSecretKeyMeaning),
        Verdict::Encrypted => (Key::VerdictEncrypted, Key::VerdictEncryptedMeaning),
        Verdict::Page => (Key::VerdictPage, Key::VerdictPageMeaning),
        Verdict::OtherSigned(Some(true)) => (Key::VerdictOtherSigned, Key::VerdictOtherSignedMeaning),
        Verdict::OtherSigned(Some(false)) => (Key::VerdictOtherBroken, Key::VerdictOtherBrokenMeaning),
        Verdict::OtherSigned(None) => (Key::VerdictOtherUnchecked, Key::VerdictOtherUncheckedMeaning),
        Verdict::Other => (Key::VerdictOther, Key::VerdictOtherMeaning),
        Verdict::Unreadable(problem) => match problem {
            Unreadable::Empty => (Key::VerdictEmpty, Key::VerdictEmptyMeaning),
            Unreadable::TooLong(_) => (Key::VerdictTooLong, Key::VerdictTooLongMeaning),
            Unreadable::Encoding => (Key::VerdictEncoding, Key::VerdictEncodingMeaning),
            Unreadable::NotText => (Key::VerdictNotText, Key::VerdictNotTextMeaning),
            Unreadable::Truncated => (Key::VerdictTruncated, Key::VerdictTruncatedMeaning),
            Unreadable::Profile(_) => (Key::VerdictProfile, Key::VerdictProfileMeaning),
            Unreadable::TooMany { .. } => (Key::VerdictTooMany, Key::VerdictTooManyMeaning),
            Unreadable::Syntax { .. } => (Key::VerdictSyntax, Key::VerdictSyntaxMeaning),
        },
    };
    (words.text(what), words.text(meaning))
}

/// The place at which a file has too many entries, and how many it may have.
pub fn too_many(path: &str, most: usize) -> (String, String) {
    (["/", path].concat(), most.to_string())
}

/// Up to when its authors followed the law, if the questionnaire says so.
pub fn law(words: Words, questionnaire: &Questionnaire) -> Option<IString> {
    let law = questionnaire.law()?;
    let month = match law.month {
        1 => Key::Month1,
        2 => Key::Month2,
        3 => Key::Month3,
        4 => Key::Month4,
        5 => Key::Month5,
        6 => Key::Month6,
        7 => Key::Month7,
        8 => Key::Month8,
        9 => Key::Month9,
        10 => Key::Month10,
        11 => Key::Month11,
        _ => Key::Month12,
    };
    Some(words.with(Key::LawAsOf, &[("month", &words.text(month)), ("year", &law.year.to_string())]))
}

/// Whether the first answers are withheld and could say that the answers cover a part of the work only.
pub fn limits_withheld(entry: &CatalogEntry, report: &Report) -> bool {
    report.withholds("profile") && entry.questionnaire.profile().iter().any(|asked| !asked.limits.is_empty())
}

/// What the answers leave out, because the business chose to answer for a part of its work only.
pub fn limits<'a>(entry: &'a CatalogEntry, answers: &'a Answers) -> impl Iterator<Item = &'a str> {
    let limits = entry.questionnaire.limits(answers);
    limits.map(|(asked, option)| entry.wording.profile(asked).limit(option))
}

/// A part by its question or section, where it is one of ours, else by its name in the file. `None` of a
/// part that has no name in words.
pub fn part(words: Words, entry: Option<&CatalogEntry>, id: &str) -> Option<IString> {
    if let Some(question) = id.strip_suffix("/note") {
        let known = entry.filter(|entry| entry.questionnaire.question(question).is_some());
        let name = known.map_or(question, |entry| &entry.wording.question(question).question);
        return Some(words.with(Key::PartNote, &[("name", name)]));
    }
    if let Some(entry) = entry {
        if entry.questionnaire.question(id).is_some() {
            return Some(entry.wording.question(id).question.clone().into());
        }
        if entry.questionnaire.section(id).is_some() {
            return Some(entry.wording.section(id).title.clone().into());
        }
        if entry.questionnaire.list(id).is_some() {
            return Some(entry.wording.list(id).title.clone().into());
        }
        if let Some(list) = entry.questionnaire.list_of(id) {
            return Some(entry.wording.list(&list.id).item(id).question.clone().into());
        }
    }
    let key = match id {
        "signer" => Key::PartSigner,
        "profile" => Key::PartProfile,
        "questionnaire" => Key::PartQuestionnaire,
        "result" => Key::PartResult,
        "decision" => Key::PartDecision,
        "lists" => Key::PartLists,
        "finished" => Key::PartFinished,
        "notice" => Key::PartNotice,
        "app" => Key::PartApp,
        "id" => Key::PartId,
        "format" => Key::PartFormat,
        "request" => Key::PartRequest,
        "manifest" => Key::PartManifest,
        _ => return None,
    };
    Some(words.text(key))
}

/// The key of what happened to a part.
pub fn how(how: ChangeKind) -> Key {
    match how {
        ChangeKind::Altered => Key::ChangeAltered,
        ChangeKind::Missing => Key::ChangeMissing,
        ChangeKind::Added => Key::ChangeAdded,
        ChangeKind::Moved => Key::ChangeMoved,
    }
}

/// Whether a questionnaire is a known one and was answered in the words known here. `own`: whether it is known because
/// somebody brought it; only of the others Candour can say that they are genuine.
pub fn genuine(
    words: Words,
    genuine: QuestionnaireMatch,
    same: SameWords,
    language: &str,
    own: bool,
) -> IString {
    let key = match (genuine, same, own) {
        (QuestionnaireMatch::Unknown, ..) => Key::GenuineUnknown,
        (QuestionnaireMatch::OtherVersion, _, false) => Key::GenuineOther,
        (QuestionnaireMatch::OtherVersion, _, true) => Key::GenuineOtherOwn,
        (QuestionnaireMatch::Yes, SameWords::Other, false) => Key::GenuineWords,
        (QuestionnaireMatch::Yes, SameWords::Other, true) => Key::GenuineWordsOwn,
        (QuestionnaireMatch::Yes, SameWords::OtherLanguage, _) => Key::GenuineLanguage,
        (QuestionnaireMatch::Yes, _, false) => Key::GenuineYes,
        (QuestionnaireMatch::Yes, _, true) => Key::GenuineOwn,
    };
    words.with(key, &[("language", language)])
}

/// The key of what a reader of a table must know of an answer in other words than the table's.
pub fn other_words(words: SameWords) -> Option<Key> {
    match words {
        SameWords::Other => Some(Key::RemarkWords),
        SameWords::OtherLanguage => Some(Key::RemarkLanguage),
        SameWords::Yes | SameWords::Unknown => None,
    }
}

/// What a request that somebody made asked for, and whether that is what was answered.
pub fn asked_by(words: Words, request: &Request, asked: RequestCoverage) -> IString {
    let key = match asked {
        RequestCoverage::Same => Key::AskedBy,
        RequestCoverage::OtherWords => Key::AskedByOtherWords,
        RequestCoverage::OtherVersion => Key::AskedByOtherVersion,
        RequestCoverage::Not => Key::AskedByNot,
    };
    let day = request.created.map(Day::text).unwrap_or_default();
    words.with(key, &[("name", &request.from), ("day", &day)])
}

/// The key of something odd about a date.
pub fn date(warning: DateWarning) -> Key {
    match warning {
        DateWarning::Missing => Key::DateMissing,
        DateWarning::InTheFuture => Key::DateFuture,
        DateWarning::TooOld => Key::DateOld,
    }
}

/// The key of whether a result agrees with its answers.
pub fn agreement(report: &Report) -> Key {
    match report.agreement {
        ScoreAgreement::Agrees => Key::AgreementYes,
        ScoreAgreement::Differs(_) => Key::AgreementNo,
        ScoreAgreement::NotRecomputable
            if report.questionnaire == QuestionnaireMatch::Yes && !report.withheld.is_empty() =>
        {
            Key::AgreementWithheld
        }
        ScoreAgreement::NotRecomputable => Key::AgreementUnknown,
    }
}

/// The key of a contradiction.
pub fn finding(what: Inconsistency) -> Key {
    match what {
        Inconsistency::QuestionUnknown => Key::FindingQuestionUnknown,
        Inconsistency::QuestionTwice => Key::FindingQuestionTwice,
        Inconsistency::QuestionMisplaced => Key::FindingQuestionMisplaced,
        Inconsistency::QuestionMissing => Key::FindingQuestionMissing,
        Inconsistency::QuestionNotAsked => Key::FindingQuestionNotAsked,
        Inconsistency::QuestionText => Key::FindingQuestionText,
        Inconsistency::Choice => Key::FindingChoice,
        Inconsistency::Label => Key::FindingLabel,
        Inconsistency::Section => Key::FindingSection,
        Inconsistency::SectionTitle => Key::FindingSectionTitle,
        Inconsistency::Profile => Key::FindingProfile,
        Inconsistency::MemberUnknown => Key::FindingMemberUnknown,
        Inconsistency::MemberKind => Key::FindingMemberKind,
        Inconsistency::Notice => Key::FindingNotice,
        Inconsistency::Title => Key::FindingTitle,
        Inconsistency::Date => Key::FindingDate,
        Inconsistency::DateOrder => Key::FindingDateOrder,
        Inconsistency::InvisibleText => Key::FindingInvisibleText,
        Inconsistency::MixedScripts => Key::FindingMixedScripts,
        Inconsistency::Manifest => Key::FindingManifest,
        Inconsistency::Form => Key::FindingForm,
        Inconsistency::Evidence => Key::FindingEvidence,
        Inconsistency::Salt => Key::FindingSalt,
        Inconsistency::SaltTwice => Key::FindingSaltTwice,
        Inconsistency::LabelsNotCompared => Key::FindingLabelsNotCompared,
    }
}

/// The key of why a request cannot be used.
pub fn refused(problem: &RequestError) -> Key {
    match problem {
        RequestError::TooLong => Key::RequestRefusedTooLong,
        RequestError::Truncated => Key::RequestRefusedTruncated,
        RequestError::Broken => Key::RequestRefusedBroken,
        RequestError::Other => Key::RequestRefusedOther,
        RequestError::Newer(_) => Key::RequestRefusedNewer,
        RequestError::Unsigned => Key::RequestRefusedUnsigned,
        RequestError::Altered => Key::RequestRefusedAltered,
        RequestError::Malformed(_) => Key::RequestRefusedMalformed,
    }
}

/// The key of how a file relates to another one, whose `{name}` is in it; `None` if there is nothing to say.
pub fn relation(relation: Relation) -> Option<Key> {
    Some(match relation {
        Relation::Only => return None,
        Relation::Duplicate { exact: true, .. } => Key::RelationSameBytes,
        Relation::Duplicate { exact: false, .. } => Key::RelationSame,
        Relation::SameId { how: Conflict::MoreWithheld, .. } => Key::RelationMoreWithheld,
        Relation::SameId { how: Conflict::OtherContent, .. } => Key::RelationOtherContent,
        Relation::SameId { how: Conflict::OtherKey, .. } => Key::RelationTwinKey,
        Relation::Older { same_day: false, .. } => Key::RelationOlder,
        Relation::Older { same_day: true, .. } => Key::RelationSameDay,
        Relation::OtherKey(_) => Key::RelationOtherKey,
        Relation::OtherName(_) => Key::RelationOtherName,
    })
}
