//! The signature over the sums of a release, by the public tool `minisign`: whoever checks it needs nothing of ours.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use candour_proof::key::PublicKey;

use crate::{
    process::{Outcome, output, run, succeeds},
    workspace,
};

/// The public key of releases, in the repository. The secret one never is.
const PUBLIC: &str = "release.pub";

/// A key that signs releases.
pub(crate) struct ReleaseKey {
    /// The file with the secret part.
    secret: PathBuf,
    /// The file with the public part.
    public: PathBuf,
}

impl ReleaseKey {
    /// The key in this file, which must be that of `release.pub` and kept outside of the repository.
    pub(crate) fn of_releases(root: &Path, secret: &Path) -> Outcome<Self> {
        let secret = secret
            .canonicalize()
            .map_err(|error| format!("cannot find the key `{}`: {error}", secret.display()))?;
        let here = root.canonicalize().map_err(|error| format!("cannot find this folder: {error}"))?;
        if secret.starts_with(here) {
            return Err(format!(
                "`{}` is in the repository, where a secret key must never be: move it out, and make a new one if it \
                 was ever committed",
                secret.display()
            ));
        }
        let public = root.join(PUBLIC);
        if !public.exists() {
            return Err(format!("there is no `{PUBLIC}` yet: RELEASING.md tells how to make a key"));
        }
        Ok(Self { secret, public })
    }

    /// A new key without a password, for tests.
    pub(crate) fn for_a_test(folder: &Path) -> Outcome<Self> {
        let key = Self { secret: folder.join("test.key"), public: folder.join("test.pub") };
        let mut make = Command::new("minisign");
        make.args(["-G", "-W", "-f", "-p"]).arg(&key.public).arg("-s").arg(&key.secret);
        output(&mut make).map(|_| key)
    }

    /// The file with the public part.
    pub(crate) fn public(&self) -> &Path {
        &self.public
    }

    /// Signs a file; `comment` is signed too. Asks for the password of the key, if it has one.
    pub(crate) fn sign(&self, file: &Path, comment: &str) -> Outcome<()> {
        let mut sign = Command::new("minisign");
        sign.args(["-S", "-s"]).arg(&self.secret).arg("-m").arg(file).args(["-t", comment]);
        run(&mut sign)?;
        if self.verifies(file) {
            return Ok(());
        }
        Err(format!(
            "the key is not that of `{}`, so nobody could check the signature",
            self.public.display()
        ))
    }

    /// Whether the signature beside a file is good.
    pub(crate) fn verifies(&self, file: &Path) -> bool {
        succeeds(Command::new("minisign").args(["-V", "-q", "-p"]).arg(&self.public).arg("-m").arg(file))
    }

    /// The key in one line, and its digits to be compared by telephone.
    pub(crate) fn described(&self) -> Outcome<String> {
        let text = workspace::read(&self.public)?;
        let line = text.lines().nth(1).ok_or("a public key of minisign has two lines")?;
        Ok(format!("public key  {line}\nfingerprint {}", fingerprint(line)?))
    }
}

/// The digits of a public key of minisign: those that Candour has for the same Ed25519 key anywhere else.
fn fingerprint(line: &str) -> Outcome<String> {
    let broken = |why: &str| format!("`{line}` is not a public key of minisign: {why}");
    let bytes = STANDARD.decode(line).map_err(|_| broken("it is not base64"))?;
    // Two letters for the algorithm, eight bytes that name the key, and the key.
    let key =
        bytes.strip_prefix(b"Ed").and_then(|rest| rest.get(8..)).ok_or_else(|| broken("it is too short"))?;
    let key: [u8; 32] = key.try_into().map_err(|_| broken("it has another length"))?;
    let key = PublicKey::from_bytes(key).map_err(|_| broken("it is not a point of the curve"))?;
    Ok(key.fingerprint())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{ReleaseKey, fingerprint};

    #[test]
    fn the_fingerprint_is_that_of_the_key_in_the_line() {
        // The key of minisign's own releases.
        let line = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
        let digits = fingerprint(line).expect("a key");
        assert_eq!(digits.split(' ').map(str::len).collect::<Vec<_>>(), [5; 8]);
        assert_ne!(fingerprint(&line.replace("GFO3", "GFO2")), Ok(digits));
        for wrong in ["", "RWQ", "not base64!", &line[..52]] {
            assert!(fingerprint(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_key_in_the_repository_is_refused() {
        let root = std::env::temp_dir().join(format!("candour-key-{}", std::process::id()));
        std::fs::create_dir_all(&root).expect("a temporary folder");
        let secret = root.join("release.key");
        std::fs::write(&secret, "").expect("a file");
        let refused = ReleaseKey::of_releases(&root, &secret).err().expect("a refusal");
        assert!(refused.contains("must never be"), "{refused}");
        let without = ReleaseKey::of_releases(&root, Path::new("/dev/null")).err().expect("a refusal");
        assert!(without.contains("release.pub"), "{without}");
        std::fs::remove_dir_all(&root).expect("a temporary folder");
    }
}
