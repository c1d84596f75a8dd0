// Types of candour-verify. Each interface has the members of the JSON Schema `candour-checked`; a test sees to it.

/** The bytes of a file as they are. A text is refused: it has lost a byte order mark, or what was no UTF-8. */
export type Bytes = Uint8Array | ArrayBuffer | DataView;

/** What a caller may say beside the file. */
export interface Options {
  /** The time to compare dates with: milliseconds since 1970, or a Date. Without it, now. */
  now?: number | Date;
  /**
   * Questionnaires of your own, beside those of Candour: files of the format `candour-questionnaires/1`, or a
   * `questionnaire.json` together with its `en.json`.
   */
  questionnaires?: readonly Bytes[];
}

/** What a file is and whether it holds. */
export type Verdict =
  | "intact"
  | "partial"
  | "altered"
  | "unsigned"
  | "invalid"
  | "uncheckable"
  | "newer"
  | "draft"
  | "request"
  | "records"
  | "questionnaire"
  | "secret-key"
  | "encrypted"
  | "page"
  | "other-signed"
  | "other"
  | "unreadable";

/** How far a section is: 0 not begun, 4 in place. */
export type Level = 0 | 1 | 2 | 3 | 4;

/** What was found about one file. */
export interface Checked {
  /** Its name. */
  file: string;
  /** Its size in bytes. */
  size: number;
  /** SHA-256 of its bytes in hexadecimal; `null` if it was too long to be read. */
  sha256: string | null;
  /** What it is and whether it holds. */
  verdict: Verdict;
  /** Why it is not to be relied on, if the verdict alone does not say it: one word, such as `key-weak`. */
  problem?: string;
  /** Parts that are not as they were signed: an answer by its question's id, its note as `<id>/note`, others by their name. */
  altered: string[];
  /** The same parts, and how each differs. */
  changes: Change[];
  /** Parts that whoever passed the file on kept to themselves. */
  withheld: string[];
  /** What a reader should be told though the signature may be good. */
  warnings: Warning[];
  /** How many entries the lists leave out: each ends at 200. */
  more: More;
  /** Who signed it. */
  signer: Signer | null;
  /** Fingerprint of the key that signed it: eight groups of five digits. */
  fingerprint: string | null;
  /** The questionnaire it says it answers. */
  questionnaire: Questionnaire | null;
  /** The number of the result, `urn:uuid:...`. */
  id: string | null;
  /** The day it was finished, as the signer's device had it. */
  finished: string | null;
  /** The request it says it answers. */
  request: Request | null;
  /** Its levels. */
  result: Result | null;
  /**
   * Of a web page: SHA-256 in hexadecimal without the drafts or the request it carries. Open the page only if
   * that is the number of a published one.
   */
  pageSha256: string | null;
}

/** A part that is not as it was signed. */
export interface Change {
  part: string;
  how: "altered" | "missing" | "added" | "moved";
}

/** Something a reader should be told. */
export interface Warning {
  /** One word, such as `questionnaire-unknown`, `date-future`, `result-differs` or `label`. */
  warning: string;
  /** The part it is about: a question's or section's id, or a member's name. */
  part?: string;
}

/** How many entries each list leaves out. */
export interface More {
  /** Of `changes`, and of `altered`. */
  changes: number;
  withheld: number;
  warnings: number;
  /** Of `seriousGaps` in `result`. */
  seriousGaps: number;
}

/** Who signed. */
export interface Signer {
  /** The key, as `did:key`; `null` if no signature holds. */
  id: string | null;
  /** The name as typed; nobody checked whose it is. */
  name: string | null;
}

/** A questionnaire, as the file states it. */
export interface Questionnaire {
  id: string | null;
  version: string | null;
  title: string | null;
  sha256: string | null;
  /** The language that was answered, and the digest of its wording. */
  language: string | null;
  wordingSha256: string | null;
  /** Whether it is one that Candour comes with (`genuine`), or one of `options.questionnaires` (`own`). */
  known: "genuine" | "own" | "other-version" | "unknown";
  /** Whether the words that were answered are those known here. */
  words: "same" | "other" | "other-language" | "unknown";
}

/** The request that the file says it answers. */
export interface Request {
  /** The key of whoever asked. */
  id: string;
  /** Their name, as the request states it. */
  from: string;
  nonce: string;
}

/** What the file says its answers give, and what they do give. */
export interface Result {
  agreement: "agrees" | "differs" | "not-recomputable";
  /** Sections that have a level. */
  sections: Section[];
  /** Critical questions with a serious gap, as the file states them. */
  seriousGaps: string[];
  /** Stop rules that were set off, as the file states them. */
  stops: string[];
  answersShown: number;
  answersWithheld: number;
}

/** The levels of a section. */
export interface Section {
  id: string;
  /** The level that the file states. */
  stated?: Level;
  /** The level that its answers give. */
  computed?: Level;
}

/** What was found about the proof of a document. */
export interface Signature {
  /** Whether every proof fits the document. */
  holds: boolean;
  /** Why not: one word, such as `not-signed` or `signature-mismatch`. */
  problem?: string;
  /** The proofs, if they hold. */
  proofs: Proof[];
}

/** A proof that holds. */
export interface Proof {
  /** The key that signed, as `did:key`. */
  id: string;
  /** Its digits, to be compared by telephone. */
  fingerprint: string;
  /** When, as the signer's device said; nothing proves it. */
  created: string | null;
  /** Something odd about that date: `date-missing`, `date-future` or `date-old`. */
  warning?: string;
}

/**
 * Loads the program. In a browser it must be awaited before anything else is called; in Node.js it does nothing.
 *
 * @param source where the program is, if not beside the script: an address, a response, bytes or a module
 */
export function init(source?: string | URL | Response | ArrayBuffer | Uint8Array | WebAssembly.Module): Promise<void>;

/**
 * Checks a file: what it is, whether it changed since it was signed, by which key, whether its questionnaire is
 * genuine and its result agrees with its answers. Nothing in the file makes it throw.
 *
 * @throws TypeError for an argument of the wrong type
 * @throws Error for a questionnaire in `options` that has a mistake
 */
export function check(bytes: Bytes, name?: string | null, options?: Options | null): Checked;

/**
 * Verifies the proof of any document that is signed with `eddsa-jcs-2022`, of Candour or not.
 *
 * @throws TypeError for an argument of the wrong type
 */
export function verifySignature(bytes: Bytes, options?: Pick<Options, "now"> | null): Signature;

/** The digits of a key, `did:key:z6Mk...`; `null` if it is no key that can be trusted. */
export function fingerprint(did: string): string | null;

/** The version of this package. */
export function version(): string;
