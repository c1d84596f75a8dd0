//! Archives that come out the same wherever and whenever they are made.

use std::io::Write as _;

use flate2::{Compression, GzBuilder};

use crate::process::Outcome;

/// A file in an archive.
pub(crate) struct ArchiveMember {
    /// With the folders that it is in.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether it is a program.
    pub(crate) executable: bool,
}

impl ArchiveMember {
    /// A file that is read.
    pub(crate) fn file(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), executable: false }
    }

    /// A program.
    pub(crate) fn program(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { executable: true, ..Self::file(name, bytes) }
    }
}

/// The files as a `.tar.gz`, all with the same time (seconds since 1970) and without an owner.
pub(crate) fn tar_gz(members: &[ArchiveMember], time: u64) -> Outcome<Vec<u8>> {
    let failed = |error: std::io::Error| format!("cannot pack an archive: {error}");
    let mut archive = tar::Builder::new(Vec::new());
    for ArchiveMember { name, bytes, executable } in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(if *executable { 0o755 } else { 0o644 });
        header.set_mtime(time);
        archive.append_data(&mut header, name, bytes.as_slice()).map_err(failed)?;
    }
    let plain = archive.into_inner().map_err(failed)?;
    // Neither a time nor a system in its head.
    let mut packed = GzBuilder::new().operating_system(255).write(Vec::new(), Compression::best());
    packed.write_all(&plain).and_then(|()| packed.finish()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::{ArchiveMember, tar_gz};

    #[test]
    fn an_archive_holds_its_files_with_time_and_mode() {
        let members = [ArchiveMember::program("a/run", "1"), ArchiveMember::file("a/LICENSE", "2")];
        let packed = tar_gz(&members, 1_000).expect("an archive");
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let mut found = Vec::new();
        for entry in archive.entries().expect("entries") {
            let mut entry = entry.expect("an entry");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            let header = entry.header();
            let (mode, time) = (header.mode().expect("a mode"), header.mtime().expect("a time"));
            found.push((entry.path().expect("a path").display().to_string(), text, mode, time));
        }
        let expected = [("a/run", "1", 0o755), ("a/LICENSE", "2", 0o644)]
            .map(|(name, text, mode)| (name.to_owned(), text.to_owned(), mode, 1_000));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_same_files_give_the_same_archive() {
        let make = || tar_gz(&[ArchiveMember::file("a", "1")], 7).expect("an archive");
        assert_eq!(make(), make());
        assert_eq!(make().get(4..10), Some(&[0, 0, 0, 0, 2, 255][..]), "no time and no system in the head");
    }
}
