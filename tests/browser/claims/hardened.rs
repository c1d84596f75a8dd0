//! Browsers that are hardened, limited, or changed by extensions and translators.

use candour_page_tests::{
    engines::{Engine, Site},
    journey::{Download, Person},
};
use serde_json::json;

use crate::{
    Claim,
    carried::{open_elsewhere, published},
    claim,
    keeping::{
        NOTE, PASSPHRASE, PLACE, QUESTION, answer, answer_with_note, expect_answer, lock, sentence, to,
    },
};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(copies_are_the_published_bytes_whatever_extensions_do).on(&[Site::File]),
        claim!(where_the_bytes_cannot_be_had_nothing_false_is_written).on(&[Site::File]),
        claim!(shown_from_an_opaque_address_it_works).on(&[Site::Http]),
        claim!(where_addresses_have_another_base_links_stay_inside).on(&[Site::File]),
        claim!(a_copy_that_cannot_work_says_so).on(&[Site::File]),
        claim!(a_web_archive_says_that_it_cannot_work).on(&[Site::File]).with(&[Engine::Chromium]),
        claim!(without_scripts_the_reason_is_first_on_a_phone).on(&[Site::File]),
        claim!(drafts_stay_in_a_page_whose_program_cannot_start).on(&[Site::File]),
        claim!(words_that_a_translator_replaced_are_never_stale).on(&[Site::File]),
        claim!(a_file_counts_as_saved_only_when_it_was_seen).on(&[Site::File]),
        claim!(a_key_counts_as_saved_only_when_its_file_was_seen).on(&[Site::File]).in_one_engine(),
        claim!(locking_on_a_full_device_is_not_announced).on(&[Site::File]),
        claim!(closing_asks_while_a_window_may_be_private).on(&[Site::Http]),
        claim!(printing_that_does_not_happen_is_said).on(&[Site::File]),
        claim!(a_wrong_clock_is_said_before_signing).on(&[Site::File]).in_one_engine(),
        claim!(nothing_that_is_typed_is_spell_checked_unasked).on(&[Site::File]),
        claim!(nobody_is_asked_to_translate_the_page).on(&[Site::File]),
    ]
}

/// A page in which a script of somebody else runs first, as an extension's does: before the policy holds.
pub(crate) fn with_script(script: &str) -> String {
    published().replacen("<head>", &format!("<head><script>{script}</script>"), 1)
}

/// A script that does something once, as soon as an element is there: while the page is still being read.
fn once_there(selector: &str, act: &str) -> String {
    format!(
        "new MutationObserver((_, seen) => {{
            let found = document.querySelector({selector:?});
            if (found) {{ seen.disconnect(); {act} }}
        }}).observe(document, {{childList: true, subtree: true}});"
    )
}

fn save_copy(person: &Person) -> Download {
    to(person, "#/about");
    person.download(|| person.press("save-copy"))
}

fn save_page(person: &Person) -> Download {
    to(person, "#/gdpr-article-5/keep");
    for field in ["page-passphrase", "page-passphrase-again"] {
        person.write(&format!("[data-field='{field}']"), PASSPHRASE);
    }
    person.download(|| person.press("save-page"))
}

pub(crate) fn sha256_shown(person: &Person) -> String {
    to(person, "#/about");
    person.text_of("return document.querySelector('[data-sha256]')?.textContent ?? ''")
}

pub(crate) fn sha256(text: &str) -> String {
    candour_proof::digest::hex(&candour_proof::digest::sha256(text.as_bytes()))
}

/// What extensions, translators and blockers put into a document, take out of it and change in it while it is read.
fn copies_are_the_published_bytes_whatever_extensions_do(person: &Person) {
    let dark = once_there(
        "head",
        "const style = document.createElement('style'); style.className = 'x'; style.textContent = 'p { color: red }';
         found.insertBefore(style, found.firstChild);
         const meta = document.createElement('meta'); meta.name = 'x'; found.appendChild(meta);",
    );
    let around = once_there(
        "#document h1",
        "document.documentElement.setAttribute('data-theme', 'x'); document.body.className = 'x';
         found.setAttribute('data-x', ''); found.style.color = 'red'; found.closest('main').setAttribute('x', '');
         const mark = document.createElement('mark'); mark.append(...found.childNodes); found.append(mark);
         found = document.querySelector('#first');
         document.body.insertBefore(document.createElement('div'), found).textContent = 'x';
         document.body.insertBefore(document.createElement('script'), found).type = 'text/plain';",
    );
    let words = once_there(
        "#screen",
        "document.title = 'x'; document.documentElement.lang = 'de';
         for (const part of document.querySelectorAll('#starting, #slow, #unable p, #crash p'))
            part.replaceChildren(Object.assign(document.createElement('font'), {textContent: 'x'}));",
    );
    let away = once_there(
        "#wasm",
        "for (const gone of ['#first > header', '#starting', '#crash', '#unable', '#inert', '#alive', 'noscript', 'title', 'meta', 'link'])
            document.querySelectorAll(gone).forEach(one => one.remove());",
    );
    let moved = once_there(
        "#screen",
        "document.body.appendChild(document.querySelector('head > style'));
         document.head.appendChild(document.createElement('style')).textContent = 'p { color: red }';",
    );
    for (name, script) in
        [("dark", dark), ("around", around), ("words", words), ("away", away), ("moved", moved)]
    {
        open_elsewhere(person, &format!("{name}.html"), with_script(&script).as_bytes());
        assert_eq!(sha256_shown(person), sha256(&published()), "{name}");
        assert!(save_copy(person).text() == published(), "{name}: the copy is not the published page");
        answer(person, "partly");
        let page = save_page(person).text();
        assert!(candour_files::embed::without(&page) == published(), "{name}: the page is another one");
        to(person, "#/gdpr-article-5/keep");
        let signed = person.download(|| person.press("export-signed")).json();
        assert_eq!(signed["app"]["sha256"], json!(sha256(&published())), "{name}");
    }
}

fn where_the_bytes_cannot_be_had_nothing_false_is_written(person: &Person) {
    let words = once_there("#screen", "document.querySelector('#document p').textContent += ' ';");
    open_elsewhere(person, "words.html", with_script(&words).as_bytes());
    assert_eq!(sha256_shown(person), "");
    let style = once_there("#screen", "document.querySelector('style:not([class])').textContent += ' ';");
    open_elsewhere(person, "style.html", with_script(&style).as_bytes());
    assert_eq!(sha256_shown(person), "");
    assert!(person.words().contains(&sentence("copy-none")), "{}", person.words());
    person.press("save-copy");
    person.until("the reason", || person.words().contains(&sentence("notice-no-copy")).then_some(()));
    answer(person, "partly");
    to(person, "#/gdpr-article-5/keep");
    let signed = person.download(|| person.press("export-signed")).json();
    assert!(
        signed["app"]["version"].is_string() && signed["app"].get("sha256").is_none(),
        "{}",
        signed["app"]
    );
}

/// Signs, saves and comes back, by links and buttons alone.
fn expect_that_it_works(person: &Person) {
    person.expect_view("home");
    person.start();
    person.go("next");
    person.choose(&person.questions()[0], "yes");
    person.go("about");
    person.expect_view("about");
    assert!(person.download(|| person.press("save-copy")).text() == published(), "the copy is another page");
    person.go("home");
    person.expect_view("home");
}

/// Viewers of archives, mail and clouds show a file from a blob.
fn shown_from_an_opaque_address_it_works(person: &Person) {
    const SHOW: &str = "setTimeout(text => {
            location = URL.createObjectURL(new Blob([text], {type: 'text/html'}));
        }, 0, arguments[0])";
    person.leave();
    person.browser.script(SHOW, vec![json!(published())]);
    // Firefox answers nothing while it goes from one page to the next.
    let protocol = || person.browser.script("return location.protocol", vec![]);
    person.until("the page", || (protocol() == json!("blob:")).then_some(()));
    person.ready();
    expect_that_it_works(person);
}

/// Caches, archives and proxies put a base into the page, which leads elsewhere.
fn where_addresses_have_another_base_links_stay_inside(person: &Person) {
    let page = published().replacen("<head>", "<head><base href=\"https://example.org/\">", 1);
    open_elsewhere(person, "with a base.html", page.as_bytes());
    assert!(
        person.text_of("return document.baseURI").starts_with("https://example.org"),
        "the base has no effect"
    );
    expect_that_it_works(person);
}

/// The document on show as an extension saves it: without scripts and policy.
const SAVED: &str = "
    const copy = document.documentElement.cloneNode(true);
    copy.querySelectorAll('script, noscript, meta[http-equiv]').forEach(one => one.remove());
    return '<!DOCTYPE html>' + copy.outerHTML";

fn is_shown(person: &Person, selector: &str) -> bool {
    const LOOK: &str = "const found = document.querySelector(arguments[0]);
        return !!found && getComputedStyle(found).visibility === 'visible' && found.getClientRects().length > 0";
    person.browser.script(LOOK, vec![json!(selector)]) == json!(true)
}

fn a_copy_that_cannot_work_says_so(person: &Person) {
    person.open(PLACE);
    assert!(!is_shown(person, "#inert"), "the page itself works");
    let saved = person.text_of(SAVED);
    let address = person.browser.write("saved by an extension.html", saved.as_bytes());
    person.browser.run(async |client| client.goto(&address).await);
    person.until("the sentence", || is_shown(person, "#inert").then_some(()));
    let top =
        person.browser.script("return document.querySelector('#inert').getBoundingClientRect().top", vec![]);
    assert!(top.as_f64().is_some_and(|top| top < 400.0), "{top}");
    assert!(person.words().contains(&sentence("start-inert")));
}

fn a_web_archive_says_that_it_cannot_work(person: &Person) {
    person.open(PLACE);
    let archive = person.browser.chromium("Page.captureSnapshot", &json!({ "format": "mhtml" }));
    let archive = archive["data"].as_str().expect("an archive").to_owned();
    let address = person.browser.write("saved.mhtml", archive.as_bytes());
    person.browser.run(async |client| client.goto(&address).await);
    person.until("the sentence", || is_shown(person, "#inert").then_some(()));
}

/// In a sandbox no scripts run, and the page around it can measure.
fn without_scripts_the_reason_is_first_on_a_phone(person: &Person) {
    const SHOW: &str = "
        const [text, done] = arguments, frame = document.createElement('iframe');
        frame.sandbox = 'allow-same-origin'; frame.width = 360; frame.height = 740; frame.srcdoc = text;
        frame.onload = () => {
            const sentence = frame.contentDocument.querySelector('noscript p'), box = sentence.getBoundingClientRect();
            const loading = frame.contentDocument.querySelector('#starting').getClientRects().length;
            done([sentence.textContent, box.top, box.bottom, box.height, loading]);
        };
        document.body.append(frame)";
    person.leave();
    let arguments = vec![json!(published())];
    let seen = person.browser.run(async |client| client.execute_async(SHOW, arguments).await);
    let (text, [top, bottom, height, _]) =
        (seen[0].clone(), [1_usize, 2, 3, 4].map(|at| seen[at].as_f64().unwrap_or(-1.0)));
    assert_eq!(text, json!(sentence("start-no-script")));
    assert!(top >= 0.0 && height > 0.0 && bottom < 740.0, "{seen}");
}

fn drafts_stay_in_a_page_whose_program_cannot_start(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    let page = save_page(person).text();
    let locked = page.split("id=\"draft\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let locked = locked.expect("locked drafts").to_owned();
    for script in
        ["delete window.WebAssembly", "WebAssembly.instantiate = () => Promise.reject(new Error('no'))"]
    {
        let changed = page.replacen("<head>", &format!("<head><script>{script}</script>"), 1);
        let address = person.browser.write("cannot start with drafts.html", changed.as_bytes());
        person.browser.run(async |client| client.goto(&address).await);
        person.until("the end of starting", || (person.state() == "crashed").then_some(()));
        let document = person.text_of("return document.documentElement.outerHTML");
        assert!(document.contains(&locked), "{script}: saving this page would lose the answers");
    }
    open_elsewhere(person, "starts with drafts.html", page.as_bytes());
    assert!(!person.text_of("return document.documentElement.outerHTML").contains("AGE ENCRYPTED"));
}

/// What a translator of a browser does: each text node goes into elements of its own, with other words.
fn translate(person: &Person) {
    const TRANSLATE: &str = "
        const walk = document.createTreeWalker(document.querySelector('#screen'), NodeFilter.SHOW_TEXT), texts = [];
        while (walk.nextNode()) if (walk.currentNode.data.trim() && !walk.currentNode.parentNode.closest('textarea, font'))
            texts.push(walk.currentNode);
        for (const text of texts) {
            const font = document.createElement('font');
            font.appendChild(document.createElement('font')).textContent = '[' + text.data + ']';
            text.replaceWith(font);
        }";
    person.browser.script(TRANSLATE, Vec::new());
}

fn words_that_a_translator_replaced_are_never_stale(person: &Person) {
    let expect = |selector: &str, key: &str, old: &str| {
        let words = || person.text_of(&format!("return document.querySelector(\"{selector}\").textContent"));
        person.until(key, || words().contains(&sentence(key)).then_some(()));
        assert!(!words().contains(&sentence(old)), "`{old}` is still there: {}", words());
    };
    person.open(PLACE);
    answer_with_note(person);
    to(person, "#/settings");
    translate(person);
    lock(person);
    expect(".keeping", "keeping-locked-short", "keeping-tab-short");
    expect("[data-status]", "notice-mode-locked", "notice-mode-tab");
    translate(person);
    person.press("store-in-tab");
    expect(".keeping", "keeping-tab-short", "keeping-locked-short");
    expect("[data-status]", "notice-mode-tab", "notice-mode-locked");
    // The whole loop, translated again on each screen and after each answer.
    to(person, "#/");
    person.start();
    person.answer_all_doing(&[], || translate(person));
    translate(person);
    person.go("result");
    translate(person);
    for screen in ["plan", "keep", "report", "review", "profile"] {
        to(person, &format!("#/gdpr-article-5/{screen}"));
        translate(person);
        assert_eq!(person.state(), "ready", "{screen}");
    }
    to(person, PLACE);
    translate(person);
    for choice in ["no", "yes", "partly"] {
        answer(person, choice);
        translate(person);
    }
    assert_eq!(person.state(), "ready");
    expect_answer(person, "partly", NOTE);
}

/// Whether the browser would ask before the tab closes.
pub(crate) fn asks_before_closing(person: &Person) -> bool {
    const ASK: &str = "const event = new Event('beforeunload', {cancelable: true});
        window.dispatchEvent(event); return event.defaultPrevented";
    person.browser.script(ASK, Vec::new()) == json!(true)
}

/// From now on no file is saved, as where downloads are denied: the page is not told.
const NO_DOWNLOADS: &str =
    "window.press = HTMLAnchorElement.prototype.click; HTMLAnchorElement.prototype.click = () => {}";

fn a_file_counts_as_saved_only_when_it_was_seen(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    to(person, "#/gdpr-article-5/keep");
    person.browser.script(NO_DOWNLOADS, Vec::new());
    person.press("export-draft");
    person.until_sees("[data-passed='draft']");
    assert!(asks_before_closing(person), "nobody knows whether the file is there");
    person.press("file-not-found");
    person.until_sees("[data-missing-file='draft']");
    assert!(asks_before_closing(person));
    let text = person.text_of("return document.querySelector('[data-field=missing-text]').value");
    assert!(text.contains(NOTE) && text.contains("candour-draft/1"), "{text}");
    person.browser.script("HTMLAnchorElement.prototype.click = window.press", Vec::new());
    person.download(|| person.press("export-draft"));
    person.until_sees("[data-passed='draft']");
    assert!(!person.sees("[data-missing-file]"));
    person.press("file-seen");
    person.until("no question", || (!person.sees("[data-passed]")).then_some(()));
    assert!(!asks_before_closing(person), "the person has seen the file");
    save_page(person);
    person.until_sees("[data-passed='page']");
    answer(person, "no");
    person.press("file-seen");
    person.until("no question", || (!person.sees("[data-passed]")).then_some(()));
    assert!(asks_before_closing(person), "the answer is newer than the page");
}

fn a_key_counts_as_saved_only_when_its_file_was_seen(person: &Person) {
    person.open("#/gdpr-article-5/keep");
    person.write("[data-field='passphrase']", PASSPHRASE);
    person.write("[data-field='passphrase-again']", PASSPHRASE);
    person.download(|| person.press("export-key"));
    person.until_sees("[data-passed='key']");
    assert!(person.words().contains(&sentence("key-not-saved")), "{}", person.words());
    person.press("file-seen");
    person.until("the key saved", || person.words().contains(&sentence("key-saved")).then_some(()));
}

fn locking_on_a_full_device_is_not_announced(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    to(person, "#/settings");
    person.browser.script(
        "window.put = Storage.prototype.setItem;
         Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError') }",
        Vec::new(),
    );
    person.write("[data-field='lock-passphrase']", PASSPHRASE);
    person.write("[data-field='lock-passphrase-again']", PASSPHRASE);
    person.press("store-locked");
    person.until_sees("[data-storage='locked'][data-saved='full']");
    assert!(!person.words().contains(&sentence("notice-mode-locked")), "{}", person.words());
    assert!(asks_before_closing(person));
    assert!(
        person.text_of("return JSON.stringify({...sessionStorage})").contains(QUESTION),
        "the tab lost them"
    );
    person.browser.script("Storage.prototype.setItem = window.put", Vec::new());
    answer(person, "no");
    person.until_sees("[data-storage='locked'][data-saved='saved']");
    assert!(!asks_before_closing(person) || person.site == Site::File);
}

/// What a device holds may be gone with the window, until a later tab finds it.
fn closing_asks_while_a_window_may_be_private(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    lock(person);
    assert!(person.words().contains(&sentence("notice-mode-locked")), "{}", person.words());
    assert!(asks_before_closing(person), "a private window would lose the answers");
    person.reload();
    to(person, "#/");
    crate::keeping::unlock(person);
    assert!(asks_before_closing(person), "a reload proves nothing");
    crate::keeping::close_and_come_back(person);
    crate::keeping::unlock(person);
    assert!(!asks_before_closing(person), "the device kept them");
}

/// A browser tells the page before it prints; in a sandbox it does neither. Here time passes at once.
fn printing_that_does_not_happen_is_said(person: &Person) {
    person.open(PLACE);
    answer(person, "partly");
    to(person, "#/gdpr-article-5/report");
    person.browser.script(
        // Only the second that the page waits: WebKit's driver sets timers in the page too.
        "const real = window.setTimeout.bind(window);
         window.setTimeout = (act, delay, ...rest) =>
             delay === 1000 ? (act(), 0) : real(act, delay, ...rest);
         window.print = () => window.dispatchEvent(new Event('beforeprint'))",
        Vec::new(),
    );
    person.press("print");
    assert!(!person.words().contains(&sentence("notice-not-printed")), "printing began");
    person.browser.script("window.print = () => {}", Vec::new());
    person.press("print");
    person.until("the reason", || person.words().contains(&sentence("notice-not-printed")).then_some(()));
}

fn a_wrong_clock_is_said_before_signing(person: &Person) {
    for (years, state) in [(-10_i64, "behind"), (10, "ahead")] {
        person.open("");
        let script = format!(
            "const real = Date.now.bind(Date); Date.now = () => real() + {years} * 365.25 * 86400000"
        );
        person.browser.script(&script, Vec::new());
        answer(person, "partly");
        for screen in ["#/gdpr-article-5/keep", "#/request"] {
            to(person, screen);
            person.until_sees(&format!("[data-clock='{state}']"));
        }
        person.leave();
    }
    person.open("#/gdpr-article-5/keep");
    person.until_sees("[data-view='keep']");
    assert!(!person.sees("[data-clock]"), "the clock of this machine is right");
}

/// Fields in which a browser would check the spelling, or correct it.
const CHECKED: &str =
    "return [...document.querySelectorAll('input[type=text], input[type=password], textarea')]
    .filter(one => one.spellcheck || one.autocorrect === true).map(one => one.dataset.field || one.id)";

fn nothing_that_is_typed_is_spell_checked_unasked(person: &Person) {
    let screens =
        [PLACE, "#/gdpr-article-5/plan", "#/gdpr-article-5/keep", "#/drafts", "#/request", "#/settings"];
    person.open(PLACE);
    answer(person, "no");
    let mut fields = 0;
    for screen in screens {
        to(person, screen);
        assert_eq!(person.list_of(CHECKED), Vec::<String>::new(), "{screen}");
        fields += person.list_of("return [...document.querySelectorAll('textarea, input[type=text], input[type=password]')].map(one => one.id)").len();
    }
    assert!(fields > 10, "{fields} fields were looked at");
    to(person, "#/settings");
    person.click("[data-field='spelling']");
    to(person, PLACE);
    assert!(!person.list_of(CHECKED).is_empty(), "the setting has no effect");
}

fn nobody_is_asked_to_translate_the_page(person: &Person) {
    person.open("");
    let marks = person.browser.script(
        "return [document.documentElement.translate, document.documentElement.classList.contains('notranslate'),
            document.querySelector('meta[name=google]').content]",
        Vec::new(),
    );
    assert_eq!(marks, json!([false, true, "notranslate"]));
}
