//! What only a browser can show of the effects and the app: storage, random bytes, the clock, the document.
#![cfg(test)]
#![cfg(target_arch = "wasm32")]

use std::rc::Rc;

use candour::{
    app::{App, AppProps},
    catalog,
    effects::{clock, dom, random, storage},
};
use candour_age as age;
use candour_app::{BootFacts, StorageError};
use candour_proof::key::SigningKey;
use candour_words::Words;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::AttrValue;

wasm_bindgen_test_configure!(run_in_browser);

fn page() -> web_sys::Document {
    web_sys::window().and_then(|window| window.document()).expect("a document")
}

#[wasm_bindgen_test]
fn the_tab_gives_back_what_it_kept_and_forgets_what_is_erased() {
    storage::write(Some("answers")).expect("kept");
    assert_eq!(storage::read(), Ok(Some("answers".to_owned())));
    storage::write(None).expect("removed");
    assert_eq!(storage::read(), Ok(None));
    storage::write(Some("again")).expect("kept");
    assert!(storage::erase().is_ok());
    assert_eq!(storage::read(), Ok(None));
}

#[wasm_bindgen_test]
fn text_beyond_the_quota_is_refused_and_the_last_text_stays() {
    storage::write(Some("small")).expect("kept");
    let large = "x".repeat(20_000_000);
    assert!(storage::write(Some(&large)).is_err());
    assert_eq!(storage::read(), Ok(Some("small".to_owned())));
    assert!(storage::erase().is_ok());
}

#[wasm_bindgen_test]
fn random_bytes_differ_each_time_and_come_in_any_length() {
    let (one, other) = (random::bytes(32), random::bytes(32));
    assert_ne!(one, other);
    assert_eq!(random::bytes(200_000).map(|bytes| bytes.len()), Some(200_000));
    assert_eq!(random::bytes(0), Some(Vec::new()));
}

#[wasm_bindgen_test]
fn the_clock_gives_seconds_after_this_was_written() {
    assert!(clock::now().0 > 1_767_225_600, "after 1 January 2026");
    assert!(clock::now().0 < 32_503_680_000, "seconds, not milliseconds");
}

#[wasm_bindgen_test]
fn a_key_file_made_in_the_browser_opens_in_the_browser() {
    let random: [u8; 48] = random::bytes(48).and_then(|bytes| bytes.try_into().ok()).expect("48 bytes");
    let key = SigningKey::from_seed([5; 32]);
    let file =
        age::encrypt_with_passphrase(key.to_key_file().as_bytes(), "words for a test", age::WORK, &random);
    let opened =
        age::decrypt_with_passphrase(file.expect("a file").as_bytes(), "words for a test").expect("opened");
    assert_eq!(SigningKey::from_key_file(&opened).expect("a key").public(), key.public());
}

#[wasm_bindgen_test]
async fn the_app_shows_the_screen_of_the_address() {
    let host = page().create_element("div").expect("an element");
    page().body().expect("a body").append_child(&host).expect("added");
    let start = AppProps {
        catalog: Rc::new(catalog::catalog(Words::english())),
        sha256: AttrValue::default(),
        found: BootFacts {
            kept: Err(StorageError::Forbidden),
            device: Err(StorageError::Forbidden),
            fragment: "#/settings".to_owned(),
            ..BootFacts::default()
        },
    };
    yew::Renderer::<App>::with_root_and_props(host.clone(), start).render();
    // Two turns of the browser: one to draw, one for what comes after.
    for _ in 0..2 {
        let turn = js_sys::Promise::new(&mut |resolve, _| {
            dom::after_paint(move || drop(resolve.call0(&resolve)));
        });
        wasm_bindgen_futures::JsFuture::from(turn).await.expect("a turn");
    }
    assert!(host.query_selector("[data-view=settings]").expect("a selector").is_some());
    assert!(host.text_content().unwrap_or_default().contains("save a draft file"));
}
