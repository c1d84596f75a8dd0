//! What wasm-pack calls for tests in a browser: the program of wasm-bindgen's authors, built with our lock file.

fn main() {
    let outcome = wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os());
    if let Err(problem) = outcome {
        eprintln!("error: {problem:?}");
        std::process::exit(1);
    }
}
