//! The questionnaires that files are compared with: those of the page, and the caller's own.

use std::{cell::RefCell, rc::Rc};

use candour_content::{
    catalog::catalog,
    words::{ENGLISH, Words},
};
use candour_files::questionnaires::{MOST, of_files, too_many};
use candour_questionnaire::{catalog::Catalog, questionnaire::Problem};
use js_sys::Error;
use wasm_bindgen::JsValue;

/// What was read for the last call.
struct Read {
    /// The caller's files.
    own: Vec<Vec<u8>>,
    /// The questionnaires in them, beside those of the page.
    catalog: Rc<Catalog>,
}

thread_local! {
    /// Kept for whoever checks a thousand files.
    static LAST: RefCell<Option<Read>> = const { RefCell::new(None) };
}

/// Does something with the catalogue that has these questionnaires beside those of the page.
///
/// # Errors
/// An `Error` with everything that is wrong with them.
pub(crate) fn with<T>(own: &[Vec<u8>], work: impl FnOnce(&Catalog) -> T) -> Result<T, JsValue> {
    let last = LAST.with_borrow(|last| {
        last.as_ref().filter(|last| last.own == own).map(|last| Rc::clone(&last.catalog))
    });
    let catalog = if let Some(catalog) = last {
        catalog
    } else {
        let catalog = Rc::new(read(own)?);
        LAST.set(Some(Read { own: own.to_vec(), catalog: Rc::clone(&catalog) }));
        catalog
    };
    Ok(work(&catalog))
}

fn read(own: &[Vec<u8>]) -> Result<Catalog, JsValue> {
    let mut catalog = catalog(&Words::parse(ENGLISH));
    let files: Vec<(String, Vec<u8>)> = own
        .iter()
        .enumerate()
        .map(|(place, file)| (format!("options.questionnaires[{place}]"), file.clone()))
        .collect();
    let brought = of_files(&files, &catalog).map_err(|problems| {
        refused(&problems.iter().map(|(file, problem)| said(file, problem)).collect::<Vec<_>>())
    })?;
    if brought.len() > MOST {
        return Err(refused(&[said("options.questionnaires", &too_many())]));
    }
    catalog.entries.extend(brought.into_iter().map(|brought| brought.entry));
    Ok(catalog)
}

fn said(file: &str, problem: &Problem) -> String {
    format!("{file}: {problem}")
}

fn refused(problems: &[String]) -> JsValue {
    Error::new(&problems.join("\n")).into()
}
