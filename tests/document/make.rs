//! Prints the screens that stand in the published file: the first one and the profile of each questionnaire, drawn by the
//! page's own code for somebody who has answered nothing. `cargo xtask build` puts them into the page.

#[path = "../it/rendered.rs"]
#[allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    reason = "tests use the rest; what fails is seen at once"
)]
mod rendered;

use candour::{catalog, pages};
use candour_app::Route;
use rendered::{model, rendered_by};

fn main() {
    let mut model = model();
    let profiles = catalog::IDS.iter().map(|id| Route::Profile((*id).to_owned()));
    for route in std::iter::once(Route::Home).chain(profiles) {
        model.route = route;
        let id = model.route.fragment();
        let id = id.trim_start_matches('#');
        println!("<section id=\"{id}\">{}</section>", rendered_by(pages::inner, &model));
    }
}
