//! The questionnaires that files are compared with: those of the page, and a caller's own.

use std::{cell::RefCell, rc::Rc};

use candour_files::questionnaires::{MOST, of_files, too_many};
use candour_questionnaire::{catalog::Catalog, questionnaire::Problem};
use candour_words::Words;

use crate::catalog::catalog;

/// Files with questionnaires, each with the name that stands before what is wrong with it.
pub type QuestionnaireFiles = [(String, Vec<u8>)];

/// What was read for the last call.
struct ExtendedCatalog {
    own: Vec<(String, Vec<u8>)>,
    catalog: Rc<Catalog>,
}

thread_local! {
    /// Kept for whoever checks a thousand files.
    static LAST: RefCell<Option<ExtendedCatalog>> = const { RefCell::new(None) };
}

/// Does something with the catalogue that has these questionnaires beside those of the page.
///
/// # Errors
/// Everything that is wrong with them.
pub fn with<T>(own: &QuestionnaireFiles, work: impl FnOnce(&Catalog) -> T) -> Result<T, Vec<String>> {
    let last = LAST.with_borrow(|last| {
        last.as_ref().filter(|last| last.own == own).map(|last| Rc::clone(&last.catalog))
    });
    let catalog = if let Some(catalog) = last {
        catalog
    } else {
        let catalog = Rc::new(extended(own)?);
        LAST.set(Some(ExtendedCatalog { own: own.to_vec(), catalog: Rc::clone(&catalog) }));
        catalog
    };
    Ok(work(&catalog))
}

/// The catalogue of the page with these questionnaires added.
///
/// # Errors
/// Everything that is wrong with them.
pub fn extended(own: &QuestionnaireFiles) -> Result<Catalog, Vec<String>> {
    let mut catalog = catalog(Words::english());
    let brought = of_files(own, &catalog)
        .map_err(|problems| problems.iter().map(|(file, problem)| line(file, problem)).collect::<Vec<_>>())?;
    if brought.len() > MOST {
        let last = own.last().map_or("", |(name, _)| name);
        return Err(vec![line(last, &too_many())]);
    }
    catalog.entries.extend(brought.into_iter().map(|brought| brought.entry));
    Ok(catalog)
}

fn line(file: &str, problem: &Problem) -> String {
    format!("{file}: {problem}")
}
