//! What Trunk calls: the program of wasm-bindgen's authors, built with our lock file.

fn main() {
    if let Err(problem) = wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os()) {
        eprintln!("error: {problem:?}");
        std::process::exit(1);
    }
}
