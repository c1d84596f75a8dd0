//! What a row of a comparison is called.

use candour_compare::workbench::FileRow;
use candour_words::Key;
use yew::AttrValue;

use crate::components::screen::Screen;

/// The organisation's name; where there is none, the name of its file.
pub(crate) fn name_of(screen: &Screen<'_>, file: &FileRow) -> AttrValue {
    let key = match file.sheet.as_deref() {
        Some(sheet) if sheet.withholds("signer") => Key::CompareNameWithheld,
        Some(sheet) if !sheet.organisation.is_empty() => {
            return AttrValue::from(sheet.organisation.to_string());
        }
        _ => Key::CompareNoName,
    };
    screen.words.with(key, &[("file", &file.name)])
}
