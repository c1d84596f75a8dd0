// What TypeScript must accept of candour-verify, and what it must refuse.

import { check, fingerprint, init, verifySignature, version, type Checked, type Verdict } from "candour-verify";

export async function use(bytes: Uint8Array): Promise<Verdict> {
  await init();
  const found: Checked = check(bytes, "result.json", { now: Date.now(), questionnaires: [bytes] });
  const digits: string | null = fingerprint(found.signer?.id ?? "");
  const levels: number[] = found.result?.sections.map((section) => section.computed ?? section.stated ?? 0) ?? [];
  const holds: boolean = verifySignature(bytes.buffer as ArrayBuffer, { now: new Date() }).holds;
  const parts: string[] = found.changes.filter(({ how }) => how === "moved").map(({ part }) => part);

  // @ts-expect-error: the text of a file is not its bytes
  check("{}");
  // @ts-expect-error: no such verdict
  if (found.verdict === "genuine") return "intact";
  // @ts-expect-error: a file may have no signer
  found.signer.name;
  // @ts-expect-error: the proofs do not hang on a questionnaire
  verifySignature(bytes, { questionnaires: [] });

  return digits && holds && levels.length + parts.length > version().length ? found.verdict : "other";
}
