//! What is compiled for which kind of machine.

/// What the page is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A kind of machine.
#[derive(Clone, Copy)]
pub(crate) struct Machine {
    /// In the names of files.
    pub(crate) name: &'static str,
    /// By the name that Rust has for it.
    pub(crate) target: &'static str,
}

/// musl is linked in, so that the program runs on every Linux.
pub(crate) const MACHINES: [Machine; 2] = [
    Machine { name: "linux-x86_64", target: "x86_64-unknown-linux-musl" },
    Machine { name: "linux-aarch64", target: "aarch64-unknown-linux-musl" },
];

/// The variable by which cargo takes a setting for one target.
pub(crate) fn target_variable(target: &str, setting: &str) -> String {
    format!("CARGO_TARGET_{}_{setting}", target.to_uppercase().replace('-', "_"))
}
