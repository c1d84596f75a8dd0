// Types of candour-verify. Each interface has the members of the JSON Schema `candour-checked`; a test checks this.

/** The unchanged bytes of a file. A string is refused: it has lost any byte order mark and any invalid UTF-8. */
export type Bytes = Uint8Array | ArrayBuffer | DataView;

/** What a caller may pass with the file. */
export interface Options {
  /** The time to compare dates with: milliseconds since 1970, or a Date. Without it, now. */
  now?: number | Date;
  /**
   * Your own questionnaires, in addition to those of Candour: files of the format `candour-questionnaires/1`, or a
   * `questionnaire.json` together with its `en.json`.
   */
  questionnaires?: readonly Bytes[];
}

/** What a file is and whether it was changed. */
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

/** The level of a section: 0 not started, 4 in place. */
export type Level = 0 | 1 | 2 | 3 | 4;

/** The report on one file. */
export interface Checked {
  /** Its name. */
  file: string;
  /** Its size in bytes. */
  size: number;
  /** SHA-256 of its bytes in hexadecimal; `null` if it was too large to be read. */
  sha256: string | null;
  /** What it is and whether it was changed. */
  verdict: Verdict;
  /** Why it is not trusted, if the verdict alone does not say it: one word, such as `key-weak`. */
  problem?: string;
  /** Parts that changed after signing: an answer by its question's id, its note as `<id>/note`, others by their name. */
  altered: string[];
  /** The same parts, and how each differs. */
  changes: Change[];
  /** Parts that were withheld when the file was passed on. */
  withheld: string[];
  /** What a reader should know even if the signature is valid. */
  warnings: Warning[];
  /** How many entries the lists omit: each ends at 200. */
  more: More;
  /** Who signed it. */
  signer: Signer | null;
  /** Fingerprint of the key that signed it: eight groups of five digits. */
  fingerprint: string | null;
  /** The questionnaire it claims to answer. */
  questionnaire: Questionnaire | null;
  /** The number of the result, `urn:uuid:...`. */
  id: string | null;
  /** The day it was finished, according to the signer's device. */
  finished: string | null;
  /** The request it claims to answer. */
  request: Request | null;
  /** Its levels. */
  result: Result | null;
  /**
   * For a web page: SHA-256 in hexadecimal without the drafts or the request it contains. Open the page only if
   * this is a published digest.
   */
  pageSha256: string | null;
}

/** A part that changed after signing. */
export interface Change {
  part: string;
  how: "altered" | "missing" | "added" | "moved";
}

/** Something a reader should know. */
export interface Warning {
  /** One word, such as `questionnaire-unknown`, `date-future`, `result-differs` or `label`. */
  warning: string;
  /** The part concerned: the id of a question or section, or the name of a member. */
  part?: string;
}

/** How many entries each list omits. */
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
  /** The key, as `did:key`; `null` if no signature is valid. */
  id: string | null;
  /** The name as typed; nobody has checked it. */
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
  /** Whether it is built into Candour (`genuine`), or one of `options.questionnaires` (`own`). */
  known: "genuine" | "own" | "other-version" | "unknown";
  /** Whether the answered wording is the known one. */
  words: "same" | "other" | "other-language" | "unknown";
}

/** The request that the file claims to answer. */
export interface Request {
  /** The requester's key. */
  id: string;
  /** The requester's name, as the request states it. */
  from: string;
  nonce: string;
}

/** The result stated in the file, and the one computed from its answers. */
export interface Result {
  agreement: "agrees" | "differs" | "not-recomputable";
  /** Sections that have a level. */
  sections: Section[];
  /** Critical questions with a serious gap, as the file states them. */
  seriousGaps: string[];
  /** Stop rules that were triggered, as the file states them. */
  stops: string[];
  /** The decision, if there is one. */
  decision: Decision | null;
  answersShown: number;
  answersWithheld: number;
}

export type Outcome = "proceed" | "conditions" | "escalate" | "stop";

/** The outcome of a decision. */
export interface Decision {
  /** The outcome that the file states. */
  stated: Outcome | null;
  /** The outcome computed from its answers. */
  computed: Outcome | null;
}

/** The levels of a section. */
export interface Section {
  id: string;
  /** The level that the file states. */
  stated?: Level;
  /** The level computed from its answers. */
  computed?: Level;
}

/** The report on the proof of a document. */
export interface Signature {
  /** Whether every proof is valid for the document. */
  holds: boolean;
  /** Why not: one word, such as `not-signed` or `signature-mismatch`. */
  problem?: string;
  /** The proofs, if they are valid. */
  proofs: Proof[];
}

/** A valid proof. */
export interface Proof {
  /** The signing key, as `did:key`. */
  id: string;
  /** Its fingerprint, to compare by telephone. */
  fingerprint: string;
  /** When, according to the signer's device; nothing proves it. */
  created: string | null;
  /** A warning about that date: `date-missing`, `date-future` or `date-old`. */
  warning?: string;
}

/**
 * Loads the program. In a browser, await it before you call anything else; in Node.js it does nothing.
 *
 * @param source the WebAssembly program, if it is not beside the script: an address, a response, bytes or a module
 */
export function init(source?: string | URL | Response | ArrayBuffer | Uint8Array | WebAssembly.Module): Promise<void>;

/**
 * Checks a file: what it is, whether it changed after signing, which key signed it, whether its questionnaire is
 * genuine and its result agrees with its answers. No file content makes it throw.
 *
 * @throws TypeError for an argument of the wrong type
 * @throws Error for an invalid questionnaire in `options`
 */
export function check(bytes: Bytes, name?: string | null, options?: Options | null): Checked;

/**
 * Verifies the proof of any document signed with `eddsa-jcs-2022`, of Candour or not.
 *
 * @throws TypeError for an argument of the wrong type
 */
export function verifySignature(bytes: Bytes, options?: Pick<Options, "now"> | null): Signature;

/** The fingerprint of a key, `did:key:z6Mk...`; `null` if it is not a valid key. */
export function fingerprint(did: string): string | null;

/** The version of this package. */
export function version(): string;
