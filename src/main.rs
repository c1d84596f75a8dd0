//! Starts the page.

fn main() {
    candour::start();
}
