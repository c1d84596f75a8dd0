//! What tab and device kept: drafts come back, and come back the same when they were kept again.
#![no_main]

use std::rc::Rc;

use candour_app::{BootFacts, Effect, Event, Model};
use candour_files::{
    result::AppInfo,
    stored_copy::{Device, StoredCopy},
};
use candour_fuzz::catalog;
use candour_questionnaire::catalog::Catalog;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static SHARED: Rc<Catalog> = Rc::new(catalog());
}

fuzz_target!(|text: &str| {
    if let Ok(copy) = StoredCopy::read(text) {
        assert_eq!(StoredCopy::read(&copy.write()), Ok(copy));
    }
    let (first, kept) = on_device(text.to_owned());
    let (again, kept_again) = on_device(kept.clone().unwrap_or_default());
    assert_eq!(kept_again, kept);
    assert_eq!(again.workspace.drafts().open(), first.workspace.drafts().open());
    assert_eq!(again.workspace.drafts().others(), first.workspace.drafts().others());

    let (in_tab, _) = started(BootFacts { kept: Ok(Some(text.to_owned())), ..BootFacts::default() });
    assert!(
        in_tab.storage.pending.len() == 1
            || in_tab.workspace.drafts().open() == first.workspace.drafts().open()
    );
});

/// Starts with this content on the device, not locked and beside something that is no copy.
fn on_device(content: String) -> (Model, Option<String>) {
    let copy = StoredCopy { locked: false, revision: 7, content: content.clone() }.write();
    let device = Device { copies: [Some(content), Some(copy)], tab: None };
    started(BootFacts { device: Ok(device), ..BootFacts::default() })
}

/// A page just started, and what it holds to be kept.
fn started(start: BootFacts) -> (Model, Option<String>) {
    let mut model = Model::new(SHARED.with(Rc::clone), AppInfo::default());
    let effects = model.update(Event::Started(start)).effects;
    let held = effects.into_iter().find_map(|effect| match effect {
        Effect::MirrorForCrashScreen(text) => text,
        _ => None,
    });
    (model, held)
}
