//! Starts the page.

fn main() {
    crate::start();
}
