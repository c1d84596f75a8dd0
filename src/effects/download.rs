//! Handing out files: a blob behind a link, clicked at once.

use js_sys::{Array, JsString};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, window};

use super::dom;

/// Lets go of the files handed out, which hold their content in memory.
pub fn forget() {
    let Some(files) = dom::files() else {
        return;
    };
    for address in files.iter().filter_map(|address| address.as_string()) {
        Url::revoke_object_url(&address).ok();
    }
    files.set_length(0);
}

/// Saves a text as a file; whether the browser took it.
pub fn text(name: &str, media: &str, content: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let parts = Array::of1(&JsString::from(content));
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else {
        return false;
    };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else {
        return false;
    };
    let document = window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = &link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    if let Some(files) = dom::files() {
        files.push(&JsString::from(&*address));
    }
    // The browser has taken the blob when the click returns in every engine measured; a minute
    // later is safe in the others.
    gloo::timers::callback::Timeout::new(60_000, move || {
        Url::revoke_object_url(&address).ok();
    })
    .forget();
    link.is_some()
}
