//! Promises of the commands beside `candour check`.

use std::path::Path;

use candour_age::{self as age, Identity};
use candour_compare::{
    export::answers::{self, ComparedOrganisation},
    workbench::{Filter, Sort, Workbench},
};
use candour_content::catalog::{IDS, catalog};
use candour_files::{
    check::{CheckerContext, check},
    embed::{self, Element},
    records::Records,
    request::Request,
    withhold::WithheldParts,
};
use candour_fixtures::{Company, NOW, QUESTIONNAIRE, Requester};
use candour_proof::{
    date::{Day, Timestamp},
    json::Json,
    key::SigningKey,
};
use candour_words::{Key, Words};

use crate::run::{Folder, NEW_PASSPHRASE, PASSPHRASE, candour, candour_with, command, read};

const GOLDEN: &str = "tests/golden/files";
const KEY_FILE: &str = "tests/vectors/age/made/keyfile-one.age";

fn words() -> Words {
    Words::english()
}

/// The folder with what companies sent back: four that count, a copy of one, an altered one, the request.
fn returned(folder: &Folder) -> Requester {
    let requester = Requester::new(1);
    for number in 0..3 {
        folder.put(&format!("in/{number}.json"), requester.file(&Company::new(number)));
    }
    let what = WithheldParts { name: true, ..WithheldParts::default() };
    folder.put("in/3.json", requester.partial(&Company::new(3), &what));
    folder.put("in/4-copy.json", requester.file(&Company::new(1)));
    folder.put("in/5.json", requester.altered(&Company::new(7), "handbook", "drawer"));
    folder.put("in/request.json", requester.request.file());
    requester
}

#[test]
fn a_result_is_shown_with_its_check_first() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let company = Company { note: "In a drawer.\nAnd *bold*".to_owned(), ..Company::new(1) };
    let file = folder.put("answer.json", requester.file(&company));
    let shown = candour(&["show", &file]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    let words = words();
    let mut rest = shown.out.as_str();
    for part in [
        &*words.text(Key::VerdictIntact),
        &company.name,
        &*words.text(Key::SectionsHeading),
        &*words.text(Key::GapsHeading),
        &*words.text(Key::ActionsHeading),
        &*words.text(Key::ReviewProfile),
        "Note: In a drawer.\n  And *bold*",
    ] {
        let place = rest.find(part).unwrap_or_else(|| panic!("no {part} in {}", shown.out));
        rest = rest.split_at(place).1;
    }
    let marked = candour(&["show", "--format", "markdown", &file]).out;
    assert!(marked.contains("\n## ") && marked.contains("And \\*bold\\*"), "{marked}");
}

#[test]
fn a_result_is_written_for_word_processors() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let company = Company { note: "In a drawer.\nAnd <b>".to_owned(), ..Company::new(1) };
    let file = folder.put("answer.json", requester.file(&company));
    let path = folder.path("answer.docx");
    let arguments = ["show", "--format", "docx", "--output", &path, &file];
    let written = candour(&arguments);
    assert_eq!((written.code, written.out.as_str()), (0, ""), "{}", written.err);
    let bytes = std::fs::read(&path).expect("the document");
    let document = docx_rs::read_docx(&bytes).expect("a document that word processors open").json();
    let words = words();
    for part in
        [&*words.text(Key::VerdictIntact), &company.name, &*words.text(Key::ReportPlanHeading), "And <b>"]
    {
        assert!(document.contains(part), "no {part}");
    }
    let again = candour(&arguments);
    assert_eq!(again.code, 2, "an existing file was overwritten");
    assert_eq!(std::fs::read(&path).expect("the document"), bytes);
}

#[test]
fn levels_are_computed_again_only_where_nothing_is_missing() {
    let own = ["show", "--questionnaires", "tests/golden/questionnaire"];
    let show = |name: &str| candour(&[&own[..], &[&format!("{GOLDEN}/{name}.json")]].concat());
    let stated = "The levels are those stated in the file";
    // The signer wrote a better level than the answers give.
    let overstated = show("overstated");
    assert!(!overstated.out.contains(stated), "{}", overstated.out);
    assert!(overstated.out.contains(&*words().text(Key::AgreementNo)), "{}", overstated.out);
    let withheld = show("withheld");
    assert!(withheld.out.contains(stated), "{}", withheld.out);
    // The result itself is withheld with the answers: then there are no levels at all.
    let none = show("answers-withheld");
    assert!(!none.out.contains("of 4"), "{}", none.out);
    // Of a questionnaire that nobody knows here, too, all answers are there in the words of the file.
    let unknown = candour(&["show", "tests/attacks/files/000-genuine.json"]);
    assert!(unknown.out.contains(stated), "{}", unknown.out);
    assert!(unknown.out.contains(&*words().text(Key::ReviewProfile)), "{}", unknown.out);
}

#[test]
fn an_altered_file_is_shown_and_the_command_says_so() {
    let ended = candour(&["show", &format!("{GOLDEN}/answer-changed.json")]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains(&*words().text(Key::AlteredList)), "{}", ended.out);
    assert_eq!(candour(&["show", "nowhere.json"]).code, 2);
    assert_eq!(candour(&["show", GOLDEN]).code, 2, "a folder is no questionnaire");
}

#[test]
fn drafts_requests_and_questionnaires_are_shown() {
    let own = ["show", "--questionnaires", "tests/golden/questionnaire"];
    let draft = candour(&[&own[..], &[&format!("{GOLDEN}/draft.json")]].concat());
    assert_eq!(draft.code, 0);
    for part in [&*words().text(Key::VerdictDraft), "Not answered yet", "Note: Écrit et signé."] {
        assert!(draft.out.contains(part), "{part}: {}", draft.out);
    }
    let folder = Folder::new();
    let requester = returned(&folder);
    let request = candour(&["show", &folder.path("in/request.json")]);
    for part in [&requester.request.from, &requester.key.public().fingerprint(), QUESTIONNAIRE_TITLE] {
        assert!(request.out.contains(part), "{part}: {}", request.out);
    }
    let questionnaire = candour(&["show", &format!("questionnaires/{QUESTIONNAIRE}")]);
    assert!(questionnaire.out.contains("(exit-plan)"), "{}", questionnaire.out);
    assert!(!questionnaire.out.contains(&*words().text(Key::OwnMark)), "it is built in");
}

const QUESTIONNAIRE_TITLE: &str = "Responsible exit, version 2.0.1";

#[test]
fn a_page_with_a_selection_is_the_published_page_without_it() {
    let folder = Folder::new();
    let published = "<!DOCTYPE html><body><div id=\"screen\"></div></body>";
    let (page, made) = (folder.put("candour.html", published), folder.path("two.html"));
    let select = |page: &str, ids: &[&str]| {
        let shown: Vec<&str> = ids.iter().flat_map(|id| ["--show", *id]).collect();
        candour(&[&["page", page, "--output", &made], &shown[..]].concat())
    };
    // Not a page, a page that carries drafts, no page at all, an unknown questionnaire, none.
    for refused in
        [folder.put("text.html", "text"), "tests/golden/kept/page.html".to_owned(), folder.path("none.html")]
    {
        assert_eq!(select(&refused, &["authorities"]).code, 2, "{refused}");
    }
    assert_eq!((select(&page, &["nowhere"]).code, select(&page, &[]).code), (2, 2));
    assert!(!Path::new(&made).exists());
    let ended = select(&page, &["authorities", "watching-products"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let text = std::fs::read_to_string(&made).expect("the new page");
    assert_eq!(embed::carried(&text, Element::Selection), Some("authorities watching-products"));
    assert_eq!(embed::without(&text), published);
    assert_eq!(select(&page, &["authorities"]).code, 2, "it is not overwritten");
}

#[test]
fn drafts_in_a_page_open_with_their_passphrase() {
    let folder = Folder::new();
    let passphrase = folder.passphrase();
    let page = "tests/golden/kept/page.html";
    let shown = candour(&["show", page, "--passphrase-file", &passphrase]);
    assert!(shown.out.contains("\"deux\" lignes"), "{}{}", shown.out, shown.err);
    let plain = candour(&["decrypt", page, "--passphrase-file", &passphrase]);
    assert_eq!(plain.code, 0);
    assert!(
        plain.out.starts_with("{\"format\":\"candour-drafts/1\"") || plain.out.contains("candour-drafts/1")
    );
    let wrong = folder.put("wrong", "another one\n");
    let wrong = candour(&["decrypt", page, "--passphrase-file", &wrong]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""));
}

#[test]
fn what_is_compared_is_what_the_page_writes() {
    let folder = Folder::new();
    let requester = returned(&folder);
    let words = words();
    let catalog = catalog(words);
    let mut bench = Workbench::default();
    for name in ["0", "1", "2", "3", "4-copy", "5", "request"] {
        let path = folder.path(&format!("in/{name}.json"));
        let known = CheckerContext { catalog: &catalog, own: None, now: Timestamp(NOW.0 + 1_000_000) };
        bench.add(check(folder.read(&format!("in/{name}.json")).as_bytes(), &path, &known), &catalog);
    }
    let mut records = Records::default();
    records.add_request(requester.request.clone());
    bench.relate(&records, None);
    let entry = catalog.entry(QUESTIONNAIRE).expect("the questionnaire");
    let compared = |rows| ComparedOrganisation { workbench: &bench, entry, labels: &catalog.labels, rows };
    let table = bench.table(&entry.questionnaire, &Filter::default(), Sort::default());
    assert_eq!(table.len(), 4);
    let run = |format: &str| {
        let request = folder.path("in/request.json");
        let ended = candour(&["compare", &folder.path("in"), "--format", format, "--request", &request]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        ended
    };
    assert_eq!(run("csv").out, answers::table(compared(&table), words));
    let lines = run("ndjson");
    assert_eq!(lines.out, answers::lines(compared(&bench.counted(&entry.questionnaire))));
    assert!(lines.out.contains("\"request\":\"yours\""), "{}", lines.out);
    // What is left out is said beside it, so that a pipe gets nothing but data.
    for (file, why) in [
        ("4-copy.json", "The same file as"),
        ("5.json", &*words.text(Key::VerdictAltered)),
        ("request.json", &*words.text(Key::VerdictRequest)),
    ] {
        let line = lines.err.lines().find(|line| line.contains(file));
        assert!(line.is_some_and(|line| line.contains(why)), "{file}: {}", lines.err);
    }
    assert!(lines.err.contains("3 files are not compared:"), "{}", lines.err);
}

#[test]
fn the_table_has_a_row_for_each_organisation_and_fits_its_width() {
    let folder = Folder::new();
    returned(&folder);
    let ended = candour(&["compare", &folder.path("in")]);
    assert_eq!(ended.code, 0);
    for part in ["Company 0", "Company 1", "Company 2", "Name withheld", "A  Before you enter or sign"] {
        assert!(ended.out.contains(part), "{part}: {}", ended.out);
    }
    assert!(ended.out.lines().all(|line| line.chars().count() <= 140), "{}", ended.out);
    assert!(!ended.out.contains("Company 7"), "it was altered");
}

#[test]
fn an_empty_comparison_says_so() {
    let ended = candour(&["compare", &format!("{GOLDEN}/answer-changed.json")]);
    assert_eq!((ended.code, ended.out.as_str()), (1, ""));
    let ended = candour(&["compare", GOLDEN, "--questionnaire", "nobody-knows"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("gdpr-article-5"), "{}", ended.err);
}

#[test]
fn a_table_for_a_spreadsheet_is_about_one_questionnaire() {
    let folder = Folder::new();
    returned(&folder);
    let files = [&*folder.path("in"), GOLDEN];
    let both = ["compare", "--format", "csv", "--questionnaires", "tests/golden/questionnaire"];
    let ended = candour(&[&both[..], &files].concat());
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains(QUESTIONNAIRE), "{}", ended.err);
    let one = candour(&[&both[..], &files, &["--questionnaire", QUESTIONNAIRE]].concat());
    assert_eq!(one.code, 0, "{}", one.err);
    let tables =
        candour(&[&["compare", "--questionnaires", "tests/golden/questionnaire"], &files[..]].concat());
    assert_eq!(tables.out.matches(&*words().text(Key::CompareTableLead)).count(), 2);
}

#[test]
fn a_key_file_is_one_of_the_pages_and_of_age() {
    let folder = Folder::new();
    let (key, passphrase) = (folder.path("own.key.age"), folder.new_passphrase());
    let made = candour(&["key", "new", "--output", &key, "--passphrase-file", &passphrase]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.err.contains(&*words().text(Key::StrengthFair)), "{}", made.err);
    let file = folder.read("own.key.age");
    assert!(file.starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"));
    let plain = age::decrypt_with_passphrase(file.as_bytes(), NEW_PASSPHRASE).expect("it opens");
    let signing = SigningKey::from_key_file(&plain).expect("a key file");
    let public = signing.public();
    for part in
        [public.fingerprint(), public.did(), candour_files::keys::identity(&signing).recipient().text()]
    {
        assert!(made.out.contains(&part), "{part}: {}", made.out);
    }
    let identity = folder.path("identity.txt");
    let shown =
        candour(&["key", "show", &key, "--passphrase-file", &passphrase, "--export-identity", &identity]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    for secret in ["AGE-SECRET-KEY", "secretKeyMultibase"] {
        assert!(!made.out.contains(secret) && !shown.out.contains(secret), "a secret was printed");
    }
    let text = folder.read("identity.txt");
    let line = text.lines().find(|line| !line.starts_with('#')).expect("a line");
    assert_eq!(
        Identity::parse(line).map(|identity| identity.recipient()),
        Ok(candour_files::keys::identity(&signing).recipient())
    );
    #[cfg(unix)]
    for name in ["own.key.age", "identity.txt"] {
        use std::os::unix::fs::PermissionsExt as _;
        let rights = std::fs::metadata(folder.path(name)).expect("a file").permissions().mode();
        assert_eq!(rights & 0o077, 0, "{name} is readable by others");
    }
    let again =
        candour(&["key", "show", &key, "--passphrase-file", &passphrase, "--export-identity", &identity]);
    assert_eq!((again.code, folder.read("identity.txt")), (2, text));
}

#[test]
fn a_key_file_is_not_shown() {
    let folder = Folder::new();
    let ended = candour(&["show", KEY_FILE, "--passphrase-file", &folder.passphrase()]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("candour key show"), "{}", ended.out);
    assert!(!ended.out.contains(&*words().text(Key::VerdictSecretKey)), "it is locked");
    let open = folder.put("open.json", &*Requester::new(1).key.to_key_file());
    let ended = candour(&["show", &open]);
    assert!(ended.out.contains(&*words().text(Key::VerdictSecretKey)) && !ended.out.contains("z3u2"));
}

#[test]
fn two_keys_are_never_the_same_and_a_file_is_never_overwritten() {
    let folder = Folder::new();
    let passphrase = folder.new_passphrase();
    let make = |name: &str| {
        candour(&["key", "new", "--output", &folder.path(name), "--passphrase-file", &passphrase])
    };
    assert_ne!(make("one").out, make("two").out);
    let before = folder.read("one");
    let again = make("one");
    assert_eq!((again.code, again.out.as_str()), (2, ""));
    assert_eq!(folder.read("one"), before);
    let short = folder.put("short", "short\n");
    let ended = candour(&["key", "new", "--output", &folder.path("three"), "--passphrase-file", &short]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("12 characters"), "{}", ended.err);
    let guessable = folder.put("guessable", "Password2024!\n");
    let ended = candour(&["key", "new", "--output", &folder.path("three"), "--passphrase-file", &guessable]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("first that attackers try"), "{}", ended.err);
    assert!(!std::path::Path::new(&folder.path("three")).exists());
}

#[test]
fn a_request_is_read_from_its_link_and_its_file() {
    let folder = Folder::new();
    let passphrase = folder.passphrase();
    let out = folder.path("request.json");
    let arguments = [
        "request",
        "--from",
        "Example Rights Network",
        "--ask",
        "responsible-exit",
        "--ask",
        "gdpr-article-5",
        "--contact",
        "office@example.org",
        "--message",
        "Why we ask.",
        "--answer-by",
        "2027-01-31",
        "--encrypted",
        "--key",
        KEY_FILE,
        "--passphrase-file",
        &passphrase,
        "--page",
        "https://example.org/candour.html#/about",
        "--output",
        &out,
    ];
    let made = candour(&arguments);
    assert_eq!(made.code, 0, "{}", made.err);
    let link = made.out.trim_end();
    assert!(link.len() <= 1_500, "{}", link.len());
    let (page, packed) = link.split_once("#/request/").expect("a link of a request");
    assert_eq!(page, "https://example.org/candour.html");
    let now = Timestamp(4_000_000_000);
    let request = Request::of_packed(packed, now).expect("a request");
    assert_eq!(Ok(&request), Request::of_file(folder.read("request.json").as_bytes(), now).as_ref());
    let key = age::decrypt_with_passphrase(read(KEY_FILE).as_bytes(), PASSPHRASE).expect("it opens");
    let key = SigningKey::from_key_file(&key).expect("a key");
    assert_eq!(request.key, key.public());
    assert_eq!(request.recipient, Some(candour_files::keys::identity(&key).recipient()));
    assert_eq!(
        (request.from.as_str(), request.contact.as_str()),
        ("Example Rights Network", "office@example.org")
    );
    assert_eq!(
        (request.message.as_str(), request.wished.map(Day::text)),
        ("Why we ask.", Some("2027-01-31".to_owned()))
    );
    let catalog = catalog(words());
    let asked: Vec<_> =
        request.asked.iter().map(|asked| (asked.id.as_str(), asked.sha256.as_str())).collect();
    let digest = |id: &str| catalog.entry(id).expect("built in").questionnaire.digest().to_owned();
    assert_eq!(
        asked,
        [("responsible-exit", &*digest("responsible-exit")), ("gdpr-article-5", &*digest("gdpr-article-5"))]
    );
    assert!(made.err.contains(&request.key.fingerprint()), "{}", made.err);
    let shown = candour(&["show", link]);
    assert!(shown.out.contains("Why we ask.") && shown.code == 0, "{}", shown.out);
    let cut = candour(&["show", link.split_at(link.len() - 40).0]);
    assert_eq!(cut.code, 1, "{}", cut.out);
    assert_eq!(candour(&arguments).code, 2, "the file is there already");
    let printed = candour(&[
        "request",
        "--from",
        "A",
        "--ask",
        "responsible-exit",
        "--key",
        KEY_FILE,
        "--passphrase-file",
        &passphrase,
    ]);
    let printed = Request::of_file(printed.out.as_bytes(), now).expect("a request");
    assert_ne!(printed.nonce, request.nonce);
    assert_eq!(printed.recipient, None);
}

#[test]
fn a_request_that_would_lose_something_is_not_made() {
    let folder = Folder::new();
    let passphrase = folder.passphrase();
    let key = ["--key", KEY_FILE, "--passphrase-file", &passphrase];
    let refused = |arguments: &[&str], why: &str| {
        let ended = candour(&[&["request"], arguments, &key].concat());
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ended.err.contains(why), "{}", ended.err);
    };
    let long = "x".repeat(501);
    refused(&["--from", " ", "--ask", "responsible-exit"], "Say who asks");
    refused(&["--from", "A", "--ask", "nobody-knows"], "privacy-by-design");
    refused(&["--from", "A", "--ask", "responsible-exit", "--message", &long], "1 characters too many");
    refused(&["--from", "A", "--ask", "responsible-exit", "--answer-by", "2027-02-30"], "2027-02-30");
    refused(&["--from", "A", "--ask", "responsible-exit", "--page", "example.org"], "https://");
    refused(&["--from", "A"], "--ask");
    // What does not pack well makes a link that mail programs cut.
    let noise: String = candour_fixtures::random(1, 500)
        .iter()
        .filter_map(|byte| char::from_u32(0x4e00 + u32::from(*byte) * 37))
        .collect();
    let page =
        ["--from", "A", "--ask", "responsible-exit", "--page", "https://example.org/", "--message", &noise];
    refused(&page, "too long for mail programs");
    let passphrase = folder.passphrase();
    let identity = folder.put("identity.txt", &*candour_files::keys::identity(&Requester::new(1).key).text());
    let ended = candour(&[
        "request",
        "--from",
        "A",
        "--ask",
        "responsible-exit",
        "--key",
        &identity,
        "--passphrase-file",
        &passphrase,
    ]);
    assert_eq!(ended.code, 2, "an identity cannot sign");
}

#[test]
fn decrypting_into_a_folder_overwrites_nothing() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let own = folder.put("own.json", &*requester.key.to_key_file());
    for number in 0..3 {
        folder.put(&format!("in/{number}.json.age"), requester.encrypted(&Company::new(number)));
    }
    folder.put("in/plain.json", requester.file(&Company::new(9)));
    let (from, to) = (folder.path("in"), folder.path("out"));
    let run = || candour(&["decrypt", "--identity", &own, "--output", &to, &from]);
    let ended = run();
    assert_eq!(ended.code, 1, "one is not encrypted: {}", ended.err);
    assert!(ended.err.contains("plain.json"), "{}", ended.err);
    for number in 0..3 {
        assert_eq!(folder.read(&format!("out/{number}.json")), requester.file(&Company::new(number)));
    }
    assert_eq!(run().code, 2, "they are there already");
    let one = folder.path("in/0.json.age");
    let printed = candour(&["decrypt", "--identity", &own, &one]);
    assert_eq!((printed.code, printed.out), (0, requester.file(&Company::new(0))));
    let piped = candour_with(&["decrypt", "--identity", &own, "-"], folder.read("in/1.json.age").as_bytes());
    assert_eq!(piped.out, requester.file(&Company::new(1)));
    assert_eq!(candour(&["decrypt", "--identity", &own, &from]).code, 2, "several need a folder");
    assert_eq!(candour(&["decrypt", &one]).code, 1, "without the key it stays closed");
    let other = folder.put("other.json", &*Requester::new(2).key.to_key_file());
    let ended = candour(&["decrypt", "--identity", &other, &one]);
    assert_eq!((ended.code, ended.out.as_str()), (1, ""));
}

#[test]
fn names_in_an_archive_cannot_lead_out_of_the_folder() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let own = folder.put("own.json", &*requester.key.to_key_file());
    let zip = folder.put(
        "evil.zip",
        stored_zip("../../escaped.json.age", requester.encrypted(&Company::new(1)).as_bytes()),
    );
    let ended = candour(&["decrypt", "--identity", &own, "--output", &folder.path("a/b/out"), &zip]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(folder.read("a/b/out/escaped.json"), requester.file(&Company::new(1)));
    assert!(!std::path::Path::new(&folder.path("a/escaped.json")).exists());
}

/// A zip archive with one stored file.
fn stored_zip(name: &str, content: &[u8]) -> Vec<u8> {
    let crc = !content.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    });
    let length = u32::try_from(content.len()).expect("a short file").to_le_bytes();
    let name_length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
    let shared =
        [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &crc.to_le_bytes(), &length, &length, &name_length].concat();
    let local = [b"PK\x03\x04", &shared[..], &[0, 0], name.as_bytes(), content].concat();
    let directory = [b"PK\x01\x02\x14\0", &shared[..], &[0; 16], name.as_bytes()].concat();
    let [start, size] =
        [&local, &directory].map(|part| u32::try_from(part.len()).expect("short").to_le_bytes());
    [&local[..], &directory, b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &size, &start, &[0, 0]].concat()
}

#[test]
fn every_problem_of_a_questionnaire_names_file_place_and_fix() {
    let sound = candour(&["questionnaire", "check", "questionnaires"]);
    assert_eq!(sound.code, 0, "{}", sound.out);
    assert_eq!(sound.out.matches("no problem was found").count(), IDS.len());
    let folder = Folder::new();
    for name in ["questionnaire.json", "en.json", "cases.json"] {
        folder.put(
            &format!("responsible-exit/{name}"),
            read(&format!("questionnaires/responsible-exit/{name}")),
        );
    }
    let english = read("questionnaires/responsible-exit/en.json");
    let without = english.replacen("\"exit-plan\"", "\"exit-plans\"", 1);
    assert_ne!(without, english);
    folder.put("responsible-exit/en.json", without);
    folder.put("responsible-exit/fr.json", "{");
    let path = folder.path("responsible-exit");
    let ended = candour(&["questionnaire", "check", &path]);
    assert_eq!(ended.code, 1);
    for part in [&*format!("{path}/en.json: "), "`exit-plan`", "add it", &format!("{path}/fr.json: ")] {
        assert!(ended.out.contains(part), "{part}: {}", ended.out);
    }
    let cases = read("questionnaires/responsible-exit/cases.json");
    folder.put("responsible-exit/en.json", english);
    std::fs::remove_file(folder.path("responsible-exit/fr.json")).expect("the file");
    folder.put("responsible-exit/cases.json", cases.replacen("\"level\": 4", "\"level\": 1", 1));
    let ended = candour(&["questionnaire", "check", &path]);
    assert_eq!(ended.code, 1, "{}", ended.out);
    assert!(ended.out.contains("cases.json: "), "{}", ended.out);
    assert_eq!(
        candour(&["questionnaire", "check", &folder.own()]).code,
        1,
        "folders of folders are looked at"
    );
    assert_eq!(candour(&["questionnaire", "check", "docs"]).code, 2);
}

#[test]
fn schemas_are_listed_and_printed_as_the_repository_holds_them() {
    let names = candour(&["schema"]);
    assert!(names.out.lines().count() >= 12, "{}", names.out);
    for name in names.out.lines() {
        let printed = candour(&["schema", name]);
        assert_eq!(printed.out, read(&format!("schema/{name}.schema.json")), "{name}");
    }
    let by_format = candour(&["schema", "candour-result/1"]);
    assert_eq!(by_format.out, candour(&["schema", "candour-result-1.schema.json"]).out);
    let none = candour(&["schema", "nothing"]);
    assert_eq!((none.code, none.out.as_str()), (2, ""));
    assert!(none.err.contains("candour-result-1"), "{}", none.err);
}

#[test]
fn what_is_told_of_any_file_fits_its_schema() {
    let schema = candour(&["schema", "candour-checked"]).out;
    let schema = serde_json::from_str(&schema).expect("a schema");
    let schema = jsonschema::validator_for(&schema).expect("a sound schema");
    let folder = Folder::new();
    let requester = returned(&folder);
    folder.put("in/locked.age", requester.encrypted(&Company::new(8)));
    folder.put("in/broken.zip", b"PK\x03\x04");
    let key = requester.key.public().did();
    let request = folder.path("in/request.json");
    let own = ["check", "--json", "--trusted-key", &key, "--request", &request];
    let files = [GOLDEN, "tests/attacks/files", "tests/vectors/zip", "nowhere.json"];
    let told = candour(&[&own[..], &files, &[&folder.path("in")]].concat());
    let told = serde_json::from_str(&told.out).expect("JSON");
    let wrong: Vec<String> = schema.iter_errors(&told).map(|error| format!("{error}")).collect();
    assert_eq!(wrong, [""; 0]);
}

/// Every command with those below it.
fn commands() -> Vec<Vec<&'static str>> {
    [
        &["check"][..],
        &["show"],
        &["compare"],
        &["request"],
        &["key"],
        &["key", "new"],
        &["key", "show"],
        &["decrypt"],
        &["page"],
        &["questionnaire"],
        &["questionnaire", "check"],
        &["language"],
        &["language", "template"],
        &["language", "check"],
        &["language", "import"],
        &["language", "export"],
        &["schema"],
        &["man"],
        &["completions"],
    ]
    .map(<[&str]>::to_vec)
    .to_vec()
}

#[test]
fn the_help_of_every_command_has_an_example_that_can_be_typed() {
    let mut all = commands();
    all.push(Vec::new());
    for command in all {
        let help = candour(&[&command[..], &["--help"]].concat());
        assert_eq!(help.code, 0, "{command:?}");
        let examples =
            help.out.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("no example: {command:?}"));
        let typed = ["  candour"].iter().chain(&command).copied().collect::<Vec<_>>().join(" ");
        assert!(examples.contains(typed.trim_end()), "{command:?}: {examples}");
        assert!(help.out.lines().all(|line| line.chars().count() <= 110), "{}", help.out);
    }
    // None is left out of the list above.
    let help = candour(&["--help"]).out;
    let listed = help.split("Commands:\n").nth(1).expect("commands").split("\n\n").next().expect("a list");
    let names =
        listed.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let known: Vec<&str> =
        commands().iter().filter(|command| command.len() == 1).map(|command| command[0]).collect();
    assert_eq!(names.collect::<Vec<_>>(), known);
}

#[test]
fn a_manual_page_for_every_command_is_written() {
    let folder = Folder::new();
    let ended = candour(&["man", "--output", &folder.path("man1")]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(folder.read("man1/candour.1").contains(".TH candour 1"));
    for command in commands() {
        let page = folder.read(&format!("man1/candour-{}.1", command.join("-")));
        assert!(page.contains("Examples:"), "{command:?}");
    }
    let first = candour(&["man"]);
    assert_eq!(first.out, folder.read("man1/candour.1"));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = candour(&["completions", shell]);
        assert_eq!(script.code, 0);
        for command in commands() {
            assert!(command.iter().all(|word| script.out.contains(word)), "{shell}: {command:?}");
        }
    }
    assert_eq!(candour(&["completions", "nushell"]).code, 2);
}

#[test]
fn output_into_a_closed_pipe_is_no_panic_anywhere() {
    let folder = Folder::new();
    returned(&folder);
    let file = folder.path("in/0.json");
    for arguments in
        [&["man"][..], &["completions", "bash"], &["show", &file], &["compare", &file], &["check", &file]]
    {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let ended = command(arguments).stdout(writer).output().expect("the command ends");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(
            !said.contains("panicked") && ended.status.code() == Some(141),
            "{arguments:?}: {:?} {said}",
            ended.status
        );
    }
}

#[test]
fn what_is_compared_holds_no_sign_that_steers_a_terminal() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let document = |number: u64| {
        let company = Company {
            name: "A\u{9b}2J\u{1b}[2JB".to_owned(),
            note: "c\u{1b}]0;d\u{7}".to_owned(),
            ..Company::new(number)
        };
        Json::from(requester.document(&company, true)).pretty()
    };
    folder.put("in/\u{1b}[2J0.json", document(0));
    folder.put("in/\u{1b}[2J1.json", document(0));
    for arguments in [&["compare"][..], &["show", "--format", "markdown"], &["show"]] {
        let path = if arguments[0] == "show" { folder.path("in/\u{1b}[2J0.json") } else { folder.path("in") };
        let ended = candour(&[arguments, &[&path]].concat());
        for text in [&ended.out, &ended.err] {
            let steers = text.chars().find(|letter| letter.is_control() && *letter != '\n');
            assert_eq!(steers, None, "{arguments:?}: {text:?}");
        }
    }
}
