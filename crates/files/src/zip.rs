//! Zip archives, read entry by entry: thirty answers often come as one file.
//!
//! Every entry is either a file, a folder, or counted as left out ([`Archive::left_out`]).
//!
//! The archive's directory decides where entries are and what they must hold; sizes it states
//! are never used to make room, but no entry is unpacked beyond its own. Archives beyond 4 GB (zip64) are read like others.

use std::{error::Error, fmt};

use rawzip::{CompressionMethod, ErrorKind, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use crate::{
    deflate::{PackedError, inflate},
    text::{LONGEST_NAME, clean_line},
};

/// Most files of one archive.
pub const MOST_ENTRIES: usize = 20_000;

/// Most bytes that the files of one archive may have together once unpacked: that many files of 50 kB.
pub const MOST_UNPACKED: u64 = 1_000_000_000;

/// Why an archive, or a file in it, was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZipError {
    /// Not a zip archive.
    NotZip,
    /// The archive stops too early: its directory stands at the end and is missing.
    Truncated,
    /// The archive contradicts itself, or a file is not as it was packed.
    Damaged,
    /// More than [`MOST_ENTRIES`] files.
    TooMany,
    /// More than [`MOST_UNPACKED`] bytes in all files together.
    TooMuch,
    /// Files that share their bytes, by which a small archive can claim any amount of content.
    Overlapping,
    /// The file is locked with a passphrase.
    Encrypted,
    /// The file is packed in another way than stored or deflated.
    UnknownMethod,
    /// The file is longer than allowed.
    TooLong,
    /// A program changed its line ends as if it were text.
    ChangedAsText,
    /// A document of a word processor or another program that writes archives, not an archive of files.
    Document,
}

impl ZipError {
    /// The word for programs; the texts for people are named after it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotZip | Self::Damaged | Self::TooLong => "archive-damaged",
            Self::Truncated => "archive-truncated",
            Self::TooMany => "archive-too-many",
            Self::TooMuch => "archive-too-much",
            Self::Overlapping => "archive-overlapping",
            Self::Encrypted => "archive-encrypted",
            Self::UnknownMethod => "archive-method",
            Self::ChangedAsText => "archive-changed-as-text",
            Self::Document => "other-document",
        }
    }
}

impl fmt::Display for ZipError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotZip => "not a zip archive",
            Self::Truncated => "cut short",
            Self::Damaged => "damaged",
            Self::TooMany => "too many files",
            Self::TooMuch => "too many bytes once unpacked",
            Self::Overlapping => "files that share their bytes",
            Self::Encrypted => "locked with a passphrase",
            Self::UnknownMethod => "unsupported compression method",
            Self::TooLong => "file longer than allowed",
            Self::ChangedAsText => "changed as if it were text",
            Self::Document => "a document of another program",
        })
    }
}

impl Error for ZipError {}

/// The files of an archive in memory.
pub struct Archive {
    directory: ZipSliceArchive<Vec<u8>>,
    entries: Vec<ZipEntry>,
    left_out: usize,
    /// Whether its line ends look as if they had been changed; then that is what is the matter, if anything is.
    as_text: bool,
}

struct ZipEntry {
    name: String,
    place: ZipArchiveEntryWayfinder,
    packed: Packed,
}

#[derive(Clone, Copy)]
enum Packed {
    Stored,
    Deflated,
    Not(ZipError),
}

/// Whether this looks like a zip archive, perhaps with blank lines before it.
pub fn is_zip(file: &[u8]) -> bool {
    let file = file.trim_ascii_start();
    file.starts_with(b"PK\x03\x04") || file.starts_with(b"PK\x05\x06")
}

impl Archive {
    /// Reads the archive's directory. Folders are not listed; what systems add by themselves is left out and counted.
    ///
    /// # Errors
    /// See [`ZipError`].
    pub fn parse(mut file: Vec<u8>) -> Result<Self, ZipError> {
        if !is_zip(&file) {
            return Err(ZipError::NotZip);
        }
        file.drain(..file.len() - file.trim_ascii_start().len());
        let as_text = is_changed_as_text(&file);
        match Self::of(file) {
            Ok(archive) => Ok(Self { as_text, ..archive }),
            Err(ZipError::Damaged) if as_text => Err(ZipError::ChangedAsText),
            Err(error) => Err(error),
        }
    }

    fn of(file: Vec<u8>) -> Result<Self, ZipError> {
        let archive = ZipArchive::from_slice(file).map_err(|error| match error.kind() {
            ErrorKind::MissingEndOfCentralDirectory | ErrorKind::Eof => ZipError::Truncated,
            _ => ZipError::Damaged,
        })?;
        let mut entries = Vec::new();
        let mut left_out = 0;
        let (mut count, mut packed_bytes, mut bytes) = (0_u64, 0_u64, 0_u64);
        let mut records = archive.entries();
        while let Some(record) = records.next_entry().map_err(|_| ZipError::Damaged)? {
            count += 1;
            packed_bytes = packed_bytes.saturating_add(record.compressed_size_hint());
            let path = record.file_path();
            if is_of_a_document(path.as_bytes()) {
                return Err(ZipError::Document);
            }
            let name = name(path.as_bytes(), record.version_made_by().as_u16() >> 8);
            let Some(name) = name else { continue };
            if is_junk(&name) {
                left_out += 1;
                continue;
            }
            if entries.len() == MOST_ENTRIES {
                return Err(ZipError::TooMany);
            }
            // Nothing is unpacked beyond the size stated here, so this bounds all of it.
            bytes = bytes.saturating_add(record.uncompressed_size_hint());
            if bytes > MOST_UNPACKED {
                return Err(ZipError::TooMuch);
            }
            let packed = match record.compression_method() {
                _ if record.flags().is_encrypted() => Packed::Not(ZipError::Encrypted),
                CompressionMethod::STORE => Packed::Stored,
                CompressionMethod::DEFLATE => Packed::Deflated,
                _ => Packed::Not(ZipError::UnknownMethod),
            };
            entries.push(ZipEntry { name, place: record.wayfinder(), packed });
        }
        if count != archive.entries_hint() {
            return Err(ZipError::Damaged);
        }
        if packed_bytes > archive.directory_offset() {
            return Err(ZipError::Overlapping);
        }
        Ok(Self { directory: archive, entries, left_out, as_text: false })
    }

    /// How many entries were left out, because no person put them in ([`is_junk`]).
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The name of a file with its folders, on one line; several files may have the same.
    pub fn name(&self, file: usize) -> &str {
        self.entries.get(file).map_or("", |entry| &entry.name)
    }

    /// Unpacks a file of at most `most` bytes, and of no more than the directory states.
    ///
    /// # Errors
    /// See [`ZipError`]; [`ZipError::Damaged`] also if there is no such file.
    pub fn read(&self, file: usize, most: usize) -> Result<Vec<u8>, ZipError> {
        let entry = self.entries.get(file).ok_or(ZipError::Damaged)?;
        self.unpack(entry, most).map_err(|error| match error {
            ZipError::Damaged if self.as_text => ZipError::ChangedAsText,
            error => error,
        })
    }

    fn unpack(&self, entry: &ZipEntry, most: usize) -> Result<Vec<u8>, ZipError> {
        let found = self.directory.get_entry(entry.place).map_err(|_| ZipError::Damaged)?;
        let stated = found.claim_verifier();
        let size = usize::try_from(stated.uncompressed_size).unwrap_or(usize::MAX);
        let content = match entry.packed {
            Packed::Not(problem) => return Err(problem),
            Packed::Stored if found.data().len() > most => return Err(ZipError::TooLong),
            Packed::Stored => found.data().to_vec(),
            Packed::Deflated => inflate(found.data(), most.min(size)).map_err(|problem| match problem {
                PackedError::TooLong if size > most => ZipError::TooLong,
                // More than the directory states is a contradiction.
                PackedError::TooLong
                | PackedError::Letters
                | PackedError::Truncated
                | PackedError::Broken => ZipError::Damaged,
            })?,
        };
        if stated.uncompressed_size == content.len() as u64 && stated.crc == crc32(&content) {
            Ok(content)
        } else {
            Err(ZipError::Damaged)
        }
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Archive({} files)", self.len())
    }
}

/// The name to show, with its folders; `None` for a folder. `system` is the one that the archive was made on.
///
/// A name that is not in UTF-8 is in an old code page, and nothing tells in which: it is read in the first one that
/// zip had, so that names that differ stay different. There a backslash may be half of a letter.
fn name(path: &[u8], system: u16) -> Option<String> {
    const UNIX: u16 = 3;
    const DARWIN: u16 = 19;
    let (path, separated) = match std::str::from_utf8(path) {
        Ok(path) => (path.to_owned(), !matches!(system, UNIX | DARWIN)),
        Err(_) => (path.iter().copied().map(in_code_page).collect(), false),
    };
    let path = if separated { path.replace('\\', "/") } else { path.replace('\\', "_") };
    if path.ends_with('/') {
        return None;
    }
    let parts = path.split('/').map(|part| clean_line(part, LONGEST_NAME));
    // Only now, as signs without width could hide what a part is.
    let parts: Vec<String> = parts.filter(|part| !matches!(part.as_str(), "" | "." | "..")).collect();
    let whole = parts.join("/");
    if whole.chars().count() <= LONGEST_NAME { Some(whole) } else { parts.last().cloned() }
}

/// A letter of code page 437.
fn in_code_page(byte: u8) -> char {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    byte.checked_sub(128).and_then(|upper| UPPER.chars().nth(upper.into())).unwrap_or(char::from(byte))
}

/// Whether a file is one that systems and programs put beside others, and no person: hidden files, folders and
/// previews of macOS and Windows, and what an office program notes while a document is open.
pub fn is_junk(path: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let by_name =
        ["thumbs.db", "ehthumbs.db", "desktop.ini"].iter().any(|junk| last.eq_ignore_ascii_case(junk));
    by_name || last.starts_with("~$") || !is_placeholder(path) && path.split(['/', '\\']).any(hidden)
}

/// Whether a file only says that another one is in a cloud and was not downloaded.
pub fn is_placeholder(path: &str) -> bool {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    last.starts_with('.') && last.len() >= ".icloud".len() && last.to_ascii_lowercase().ends_with(".icloud")
}

/// Whether only documents of other programs have an entry of that name: of office programs, electronic books,
/// Java and Android, and Apple's.
fn is_of_a_document(path: &[u8]) -> bool {
    const NAMES: [&[u8]; 5] = [
        b"[Content_Types].xml",
        b"META-INF/MANIFEST.MF",
        b"META-INF/manifest.xml",
        b"META-INF/container.xml",
        b"Index/Document.iwa",
    ];
    NAMES.contains(&path)
}

/// Whether every line feed follows a carriage return: hardly ever so in packed bytes, and always after a program took
/// the file for a text.
fn is_changed_as_text(file: &[u8]) -> bool {
    let feeds = file.split(|byte| *byte == b'\n').count().saturating_sub(1);
    feeds >= 8 && feeds == file.windows(2).filter(|pair| pair == b"\r\n").count()
}

/// CRC-32 as zip has it (APPNOTE 4.4.7), four bits at a time: the crate's own takes 16 kB of tables.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = [
        0x0000_0000,
        0x1db7_1064,
        0x3b6e_20c8,
        0x26d9_30ac,
        0x76dc_4190,
        0x6b6b_51f4,
        0x4db2_6158,
        0x5005_713c,
        0xedb8_8320,
        0xf00f_9344,
        0xd6d6_a3e8,
        0xcb61_b38c,
        0x9b64_c2b0,
        0x86d3_d2d4,
        0xa00a_e278,
        0xbdbd_f21c,
    ];
    let step = |sum: u32| sum >> 4 ^ TABLE.get((sum & 15) as usize).copied().unwrap_or(0);
    !bytes.iter().fold(!0, |sum, byte| step(step(sum ^ u32::from(*byte))))
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    const PYTHON: &[u8] = include_bytes!("../../../tests/vectors/zip/python.zip");
    const STREAMED: &[u8] = include_bytes!("../../../tests/vectors/zip/streamed.zip");
    const ZIP64: &[u8] = include_bytes!("../../../tests/vectors/zip/zip64.zip");
    const ENCRYPTED: &[u8] = include_bytes!("../../../tests/vectors/zip/encrypted.zip");
    const BZIP2: &[u8] = include_bytes!("../../../tests/vectors/zip/bzip2.zip");

    const STORED: u16 = 0;
    const DEFLATED: u16 = 8;

    /// An entry as its two headers state it, which may be a lie.
    #[derive(Clone)]
    struct Made {
        name: Vec<u8>,
        method: u16,
        data: Vec<u8>,
        crc: u32,
        length: u32,
        /// Where the directory says the entry is, if not where it is.
        at: Option<u32>,
    }

    fn made(name: &str, method: u16, content: &[u8]) -> Made {
        let data = if method == DEFLATED { compress_to_vec(content, 6) } else { content.to_vec() };
        let length = u32::try_from(content.len()).unwrap();
        Made { name: name.into(), method, data, crc: crc32(content), length, at: None }
    }

    impl Made {
        /// What both headers have in common.
        fn header(&self) -> Vec<u8> {
            let [name, data] = [&self.name, &self.data].map(|part| u32::try_from(part.len()).unwrap());
            [
                &[20, 0, 0, 0][..],
                &self.method.to_le_bytes(),
                &[0; 4],
                &[self.crc, data, self.length].map(u32::to_le_bytes).concat(),
                // The length of the name, and none of extra fields: two bytes each.
                &name.to_le_bytes(),
            ]
            .concat()
        }
    }

    fn archive(entries: &[Made]) -> Vec<u8> {
        let (mut file, mut directory) = (Vec::new(), Vec::new());
        for entry in entries {
            let at = entry.at.unwrap_or_else(|| u32::try_from(file.len()).unwrap());
            directory.extend(
                [&b"PK\x01\x02\x14\0"[..], &entry.header(), &[0; 10], &at.to_le_bytes(), &entry.name]
                    .concat(),
            );
            if entry.at.is_none() {
                file.extend([b"PK\x03\x04", &entry.header()[..], &entry.name, &entry.data].concat());
            }
        }
        let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
        let [start, length] =
            [&file, &directory].map(|part| u32::try_from(part.len()).unwrap().to_le_bytes());
        [&file[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &length, &start, &[0; 2]].concat()
    }

    fn read(file: &[u8], entry: usize) -> Result<Vec<u8>, ZipError> {
        Archive::parse(file.to_vec())?.read(entry, 1_000_000)
    }

    fn names(file: &[u8]) -> Vec<String> {
        let archive = Archive::parse(file.to_vec()).unwrap();
        (0..archive.len()).map(|file| archive.name(file).to_owned()).collect()
    }

    #[test]
    fn archives_of_other_programs_give_exactly_their_files() {
        for file in [PYTHON, STREAMED, ZIP64] {
            let expected =
                ["one.json", "stored.json", "B\u{fc}ro.json", "more/one.json", "more/one.json", "empty.json"]
                    .map(|name| ["answers/", name].concat());
            assert_eq!(names(file), expected);
            let archive = Archive::parse(file.to_vec()).unwrap();
            for place in 0..5 {
                let content = archive.read(place, 1_000_000).unwrap();
                assert!(content.starts_with(b"{\"format\": \"candour-result/1\"}\n"));
                assert_eq!(content.last().copied(), format!("{}", place + 1).bytes().next());
            }
            assert_eq!(archive.read(5, 0), Ok(Vec::new()));
        }
    }

    #[test]
    fn what_cannot_be_unpacked_is_named_and_the_rest_is_read() {
        assert_eq!(read(ENCRYPTED, 0), Err(ZipError::Encrypted));
        assert_eq!(read(BZIP2, 0), Err(ZipError::UnknownMethod));
        let mixed = archive(&[made("a", 99, b"?"), made("b", DEFLATED, b"text")]);
        assert_eq!(read(&mixed, 0), Err(ZipError::UnknownMethod));
        assert_eq!(read(&mixed, 1).as_deref(), Ok(&b"text"[..]));
        assert_eq!(read(&mixed, 2), Err(ZipError::Damaged), "there is no such file");
    }

    #[test]
    fn an_archive_cut_anywhere_is_named_as_cut() {
        for file in [PYTHON, STREAMED, ZIP64] {
            // Behind the directory's end record there is only a comment.
            let end = file.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").unwrap() + 22;
            for cut in 4..end {
                assert_eq!(Archive::parse(file[..cut].to_vec()).err(), Some(ZipError::Truncated), "{cut}");
            }
            for cut in 0..4 {
                assert_eq!(Archive::parse(file[..cut].to_vec()).err(), Some(ZipError::NotZip), "{cut}");
            }
        }
    }

    #[test]
    fn a_changed_byte_of_a_file_is_noticed() {
        let content = b"Ten years from now somebody may want to read this.";
        for method in [STORED, DEFLATED] {
            let whole = archive(&[made("a.json", method, content)]);
            for place in 0..whole.len() {
                let mut changed = whole.clone();
                changed[place] ^= 4;
                if let Ok(read) = read(&changed, 0) {
                    assert_eq!(read, content, "{place}");
                }
            }
        }
    }

    #[test]
    fn sizes_are_not_taken_at_their_word() {
        let honest = made("a", DEFLATED, &[7; 1_000]);
        for length in [0, 1, 999, 1_001, u32::try_from(MOST_UNPACKED).unwrap()] {
            for method in [STORED, DEFLATED] {
                let lie = Made { length, ..made("a", method, &[7; 1_000]) };
                assert_eq!(read(&archive(&[lie]), 0), Err(ZipError::Damaged), "{length}");
            }
        }
        let wrong = Made { crc: honest.crc ^ 1, ..honest.clone() };
        assert_eq!(read(&archive(&[wrong]), 0), Err(ZipError::Damaged));
        // Packed bytes that reach beyond the end of the file.
        let mut long = archive(std::slice::from_ref(&honest));
        let directory = long.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        long[directory + 20..directory + 24].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
        assert_eq!(read(&long, 0), Err(ZipError::Overlapping));
        // An entry that is said to be where there is none.
        let away = Made { at: Some(5), ..made("b", STORED, b"") };
        assert_eq!(read(&archive(&[honest, away]), 1), Err(ZipError::Damaged));
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        for method in [STORED, DEFLATED] {
            let file = Archive::parse(archive(&[made("a", method, &vec![0; 1_000_000])])).unwrap();
            assert_eq!(file.read(0, 999_999), Err(ZipError::TooLong));
            assert_eq!(file.read(0, 1_000_000).map(|content| content.len()), Ok(1_000_000));
        }
        let small = Made { length: 10, ..made("a", DEFLATED, &vec![0; 5_000_000]) };
        assert_eq!(read(&archive(&[small]), 0), Err(ZipError::Damaged));
    }

    #[test]
    fn all_files_of_an_archive_together_have_one_bound() {
        let of = |lengths: &[u32]| {
            let entries = lengths.iter().map(|length| Made { length: *length, ..made("a", DEFLATED, b"") });
            Archive::parse(archive(&entries.collect::<Vec<_>>())).map(|archive| archive.len())
        };
        let half = u32::try_from(MOST_UNPACKED / 2).unwrap();
        assert_eq!(of(&[half, half]), Ok(2));
        for lengths in [&[half, half, 1][..], &[half + 1, half], &[u32::MAX], &[u32::MAX; 9]] {
            assert_eq!(of(lengths), Err(ZipError::TooMuch), "{lengths:?}");
        }
        // A smaller size is no way around it: nothing is unpacked beyond what is stated.
        for length in [0, 1, 999_999] {
            let lie = Made { length, ..made("a", DEFLATED, &vec![0; 1_000_000]) };
            assert_eq!(read(&archive(&[lie]), 0), Err(ZipError::Damaged), "{length}");
        }
    }

    #[test]
    fn files_that_share_their_bytes_are_refused() {
        let one = made("a", DEFLATED, &vec![0; 100_000]);
        let again = Made { at: Some(0), ..one.clone() };
        let entries = [vec![one], vec![again; 100]].concat();
        assert_eq!(Archive::parse(archive(&entries)).err(), Some(ZipError::Overlapping));
    }

    #[test]
    fn more_files_than_anybody_hands_over_are_refused() {
        let many = |count| archive(&vec![made("a", STORED, b""); count]);
        assert_eq!(Archive::parse(many(MOST_ENTRIES)).map(|archive| archive.len()), Ok(MOST_ENTRIES));
        assert_eq!(Archive::parse(many(MOST_ENTRIES + 1)).err(), Some(ZipError::TooMany));
        // A directory that says it has other entries than it has.
        let mut fewer = many(2);
        let end = fewer.len() - 22;
        fewer[end + 10] = 1;
        assert_eq!(Archive::parse(fewer).err(), Some(ZipError::Damaged));
    }

    #[test]
    fn names_are_one_clean_line_with_their_folders() {
        for (path, shown) in [
            (&b"a.json"[..], Some("a.json")),
            (b"../../etc/a.json", Some("etc/a.json")),
            (b"/a.json", Some("a.json")),
            (b"north/a.json", Some("north/a.json")),
            ("a/.\u{200b}./b.json".as_bytes(), Some("a/b.json")),
            (b"C:\\answers\\a.json", Some("C:/answers/a.json")),
            // In code page 437, and with a letter of code page 932 whose second byte is that of a backslash.
            (b"B\x81ro.json", Some("B\u{fc}ro.json")),
            (b"\x95\x5c.json", Some("\u{f2}_.json")),
            ("a\u{202e}nosj.b\nc\0".as_bytes(), Some("anosj.b c")),
            (b"folder/", None),
            (b"folder\\", None),
            (b"", Some("")),
            (b".hidden", None),
            (b"a/.DS_Store", None),
            (b"a/Thumbs.db", None),
            (b"Desktop.ini", None),
            (b"~$letter.docx", None),
            (b"__MACOSX/a/b.json", None),
            (b"__MACOSX.json", Some("__MACOSX.json")),
            (b"a/.b.json.icloud", Some("a/.b.json.icloud")),
        ] {
            let file = archive(&[Made { name: path.to_vec(), ..made("", STORED, b"") }]);
            assert_eq!(names(&file), shown.into_iter().collect::<Vec<_>>(), "{path:?}");
        }
        let long = archive(&[made(&"a".repeat(5_000), STORED, b"")]);
        assert_eq!(names(&long), ["a".repeat(LONGEST_NAME)]);
    }

    #[test]
    fn what_systems_add_is_counted_as_left_out() {
        let entries = ["a.json", ".DS_Store", "__MACOSX/._a.json", "b/Thumbs.db", "b/"];
        let file = archive(&entries.map(|name| made(name, STORED, b"")));
        let archive = Archive::parse(file).unwrap();
        assert_eq!((archive.len(), archive.left_out()), (1, 3));
    }

    #[test]
    fn a_backslash_is_a_letter_where_the_archive_was_made_on_unix() {
        let mut file = archive(&[made("a\\b.json", STORED, b"")]);
        let directory = file.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        file[directory + 5] = 3;
        assert_eq!(names(&file), ["a_b.json"]);
    }

    #[test]
    fn documents_of_other_programs_are_told_from_archives_of_files() {
        for name in ["[Content_Types].xml", "META-INF/manifest.xml", "META-INF/container.xml"] {
            let file = archive(&[made("a.json", STORED, b"{}"), made(name, STORED, b"")]);
            assert_eq!(Archive::parse(file).err(), Some(ZipError::Document), "{name}");
        }
    }

    #[test]
    fn blank_lines_before_an_archive_and_text_behind_it_do_no_harm() {
        let file = archive(&[made("a.json", DEFLATED, b"text")]);
        let sent = [b"\r\n", &file[..], b"\r\n-- \r\nSent from a telephone\r\n"].concat();
        assert_eq!(read(&sent, 0).as_deref(), Ok(&b"text"[..]));
    }

    #[test]
    fn an_archive_whose_line_ends_were_changed_is_named_as_such() {
        let content: Vec<u8> =
            (0..200_000_u32).map(|number| number.wrapping_mul(number).to_be_bytes()[1]).collect();
        let file = archive(&[made("a.json", STORED, &content)]);
        let mut changed = Vec::new();
        for byte in file {
            if byte == b'\n' {
                changed.push(b'\r');
            }
            changed.push(byte);
        }
        assert_eq!(read(&changed, 0), Err(ZipError::ChangedAsText));
    }

    #[test]
    fn other_files_are_not_taken_for_archives() {
        for file in [&b""[..], b"PK", b"PK\x01\x02", b"{}", b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c"] {
            assert!(!is_zip(file));
            assert_eq!(Archive::parse(file.to_vec()).err(), Some(ZipError::NotZip));
        }
        let empty = archive(&[]);
        assert!(is_zip(&empty) && Archive::parse(empty).unwrap().is_empty());
    }

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
