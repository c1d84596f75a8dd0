//! What the page may do: its content policy, and the headers for hosts that can send them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use candour_proof::digest::sha256;

/// The policy for a page with the inline scripts and the inline style of these [sources](source).
///
/// Nothing may be loaded, sent or framed in. Scripts and the style are known by their hashes;
/// `wasm-unsafe-eval` lets WebAssembly compile and nothing else. Text can never become a script
/// (`trusted-types 'none'`), in the engines that know this.
pub(crate) fn content(scripts: &[&str], style: &str) -> String {
    let scripts = scripts.join(" ");
    format!(
        "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {style}; img-src data: blob:; \
         connect-src 'none'; form-action 'none'; base-uri 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// The file `_headers`, which several static hosts read; `serve` sends the same.
///
/// A page of another origin gets no hold of the window (COOP), and cannot load the file into a process of
/// its own (CORP).
pub(crate) fn headers(policy: &str) -> String {
    // The powers a page can have that this one never wants, by the names browsers know.
    let denied = [
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "gamepad",
        "geolocation",
        "gyroscope",
        "hid",
        "identity-credentials-get",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "otp-credentials",
        "payment",
        "picture-in-picture",
        "publickey-credentials-create",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "storage-access",
        "usb",
        "window-management",
        "xr-spatial-tracking",
    ]
    .map(|power| format!("{power}=()"))
    .join(", ");
    format!(
        "/*\n  Content-Security-Policy: {policy}; frame-ancestors 'none'\n  Referrer-Policy: no-referrer\n  \
         X-Content-Type-Options: nosniff\n  Cross-Origin-Opener-Policy: same-origin\n  \
         Cross-Origin-Resource-Policy: same-origin\n  Permissions-Policy: {denied}\n"
    )
}

/// An inline script or style by its hash.
pub(crate) fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(sha256(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::{headers, source};

    fn content(scripts: &[&str], style: &str) -> String {
        let scripts: Vec<String> = scripts.iter().map(|script| source(script)).collect();
        let scripts: Vec<&str> = scripts.iter().map(String::as_str).collect();
        super::content(&scripts, &source(style))
    }

    #[test]
    fn a_script_is_allowed_by_its_hash() {
        // printf 'alert(1)' | openssl dgst -sha256 -binary | openssl base64
        let policy = content(&["alert(1)", ""], "");
        assert!(
            policy.contains("script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=' 'sha256-47DEQ"),
            "{policy}"
        );
        assert!(policy.contains("=' 'wasm-unsafe-eval'; style-src 'sha256-47DEQpj8"), "{policy}");
    }

    #[test]
    fn nothing_can_be_sent_loaded_or_framed() {
        let policy = content(&[], "");
        for part in ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{part}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("http"));
        assert!(headers(&policy).contains("; frame-ancestors 'none'\n"));
    }

    #[test]
    fn other_origins_get_neither_the_window_nor_the_file() {
        let headers = headers(&content(&[], ""));
        for line in ["Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin"] {
            assert!(headers.contains(&format!("\n  {line}\n")), "{headers}");
        }
    }

    #[test]
    fn the_policy_can_stand_in_an_attribute() {
        assert!(!content(&["a"], "b").contains(['"', '&', '<', '>']));
    }

    /// What docs/HOSTING.md says below a heading.
    fn documented(heading: &str, language: &str) -> String {
        let document = include_str!("../../../docs/HOSTING.md");
        crate::steps::of(document, heading, language).expect("a code block")
    }

    #[test]
    fn the_documented_headers_are_those_of_the_file() {
        let lines = documented("The headers", "text");
        let written = headers("<policy>");
        let written: String =
            written.lines().skip(1).map(|line| format!("{}\n", line.trim_start())).collect();
        assert_eq!(lines, written);
    }

    #[test]
    fn the_documented_commands_turn_every_header_into_a_line() {
        let folder = std::env::temp_dir().join(format!("candour-headers-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let written = headers(&content(&["a", "b"], "c"));
        std::fs::write(folder.join("_headers"), &written).expect("a file");
        let script = documented("A web server of your own", "sh");
        let mut shell = std::process::Command::new("sh");
        crate::process::output(shell.args(["-e", "-c", &script]).current_dir(&folder))
            .expect("the commands run");
        let expected = |start: &str, end: &str| -> String {
            let lines = written.lines().filter_map(|line| line.trim_start().split_once(": "));
            lines.map(|(name, value)| format!("{start}{name} \"{value}\"{end}\n")).collect()
        };
        for (file, start, end) in [
            ("nginx.conf", "add_header ", " always;"),
            ("apache.conf", "Header always set ", ""),
            ("Caddyfile.headers", "header ", ""),
        ] {
            let lines = std::fs::read_to_string(folder.join(file)).expect("a file");
            assert_eq!(lines, expected(start, end), "{file}");
            assert_eq!(lines.lines().count(), 6, "{file}");
        }
        std::fs::remove_dir_all(&folder).expect("a temporary folder");
    }
}
