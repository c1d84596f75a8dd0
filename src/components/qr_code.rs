//! A text as a QR code, drawn as one path.

use qrcodegen_no_heap::{QrCode, QrCodeEcc, Version};
use yew::{AttrValue, Html};

use crate::components::elements::element;

/// White modules around it, as the standard asks for.
const QUIET: i32 = 4;

/// The text as a picture with a name; nothing if it is longer than the 2,331 bytes that fit.
pub(crate) fn view(said: &str, class: &'static str, name: AttrValue) -> Html {
    let (mut text, mut room) = (vec![0; Version::MAX.buffer_len()], vec![0; Version::MAX.buffer_len()]);
    let Some(place) = text.get_mut(..said.len()) else {
        return Html::default();
    };
    place.copy_from_slice(said.as_bytes());
    let drawn = QrCode::encode_binary(
        &mut text,
        said.len(),
        &mut room,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::MAX,
        None,
        false,
    );
    let Ok(drawn) = drawn else {
        return Html::default();
    };
    let mut path = String::new();
    for y in 0..drawn.size() {
        for x in 0..drawn.size() {
            if drawn.get_module(x, y) {
                let (x, y) = ((x + QUIET).to_string(), (y + QUIET).to_string());
                path.push('M');
                path.extend([&x, " ", &y, "h1v1h-1z"]);
            }
        }
    }
    let all = drawn.size() + 2 * QUIET;
    let attributes = [
        ("class", AttrValue::Static(class)),
        ("viewBox", format!("0 0 {all} {all}").into()),
        ("role", "img".into()),
        ("aria-label", name),
        ("data-code", said.to_owned().into()),
    ];
    element("svg", &attributes, vec![element("path", &[("d", path.into())], Vec::new())])
}
