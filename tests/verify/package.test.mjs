// The npm package on every file of ours and on every known attack. `cargo xtask test` makes the package and
// calls this with `node --test`; CANDOUR_NPM is the package's folder, CANDOUR_NODE_TOOLS that of TypeScript.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";

const here = fileURLToPath(new URL(".", import.meta.url));
const tests = join(here, "..");
const folder = process.env.CANDOUR_NPM;
assert.ok(folder, "CANDOUR_NPM must name the folder of the package: `cargo xtask npm` prints it");

// As npm would have installed it.
const project = mkdtempSync(join(tmpdir(), "candour-verify-"));
after(() => rmSync(project, { recursive: true }));
cpSync(folder, join(project, "node_modules/candour-verify"), { recursive: true });
writeFileSync(join(project, "app.mjs"), 'export * from "candour-verify";\n');

const imported = await import(pathToFileURL(join(project, "app.mjs")));
const required = createRequire(join(project, "app.cjs"))("candour-verify");
const { check, verifySignature, fingerprint, version } = imported;

/** 2026-11-23T00:00:00Z, the day after the golden files were signed. */
const NOW = 1_795_392_000_000;
const KEY = "did:key:z6Mkubffa8bQhVpbSgWxyaWrR1tv6mQ6rgRBHZtAr85u9PcX";
const FINGERPRINT = "77501 01448 82278 92581 03185 86157 92048 16572";

const read = (name) => readFileSync(join(tests, name));
const golden = (name) => read(`golden/files/${name}.json`);
const attacks = JSON.parse(read("attacks/cases.json"));
const questionnaires = [read("attacks/questionnaire.json")];

/** The bytes of a case; those of a file that is only large are made from another. */
function bytes({ file, from, padded }) {
  const content = read(`attacks/files/${from ?? file}`);
  return padded === undefined ? content : Buffer.concat([content, Buffer.alloc(padded - content.length, " ")]);
}

/** What a case and a check both say; the order of warnings means nothing. */
function told({ verdict, problem, altered, withheld, warnings }) {
  return { verdict, problem, altered, withheld: withheld ?? [], warnings: warnings.map((one) => JSON.stringify(one)).sort() };
}

test("every attack gets its verdict, its place and its warnings", () => {
  assert.ok(attacks.length > 200, `${attacks.length} files`);
  for (const one of attacks) {
    const found = check(bytes(one), one.file, { now: NOW, questionnaires });
    assert.deepEqual(told(found), told(one), `${one.file}: ${one.what}`);
  }
});

test("every golden file gets the verdict it always had", () => {
  const verdicts = {
    intact: ["complete", "decision", "list-of-another-key", "lists", "not-applicable", "overstated", "partial", "requested", "title-invented", "weakest-listed"],
    partial: ["all-withheld", "answers-withheld", "decision-withheld", "list-shown", "lists-withheld", "name-withheld", "note-withheld", "profile-withheld", "withheld"],
    altered: [
      "answer-changed",
      "answer-removed",
      "decision-changed",
      "lists-changed",
      "manifest-removed",
      "name-changed",
      "note-changed",
      "note-part-changed",
      "note-put-back",
      "note-withheld-and-more",
      "proof-of-another-key",
      "request-changed",
      "result-changed",
      "withheld-and-changed",
    ],
    unsigned: ["unsigned"],
    draft: ["draft"],
  };
  const found = {};
  for (const file of readdirSync(join(tests, "golden/files")).sort()) {
    const { verdict } = check(read(`golden/files/${file}`), file, { now: NOW });
    (found[verdict] ??= []).push(file.replace(".json", ""));
  }
  assert.deepEqual(found, verdicts);
});

test("every input of other programs gets the verdict of the command line", () => {
  const inputs = JSON.parse(read("inputs/cases.json"));
  assert.ok(inputs.length > 15, `${inputs.length} files`);
  for (const { input, found } of inputs) {
    const content = read(`inputs/${input}`);
    const { verdict, problem } = check(content, input, { now: NOW });
    // The page and the commands open archives of many files.
    const many = { verdict: "unreadable", problem: "archive-many-files" };
    const expected = found.length > 1 ? many : { verdict: found[0].verdict, problem: found[0].problem };
    assert.deepEqual({ verdict, problem }, expected, input);
    if (input.endsWith(".json")) {
      assert.equal(verifySignature(content, { now: NOW }).problem, found[0].signatureProblem, input);
    }
  }
});

test("a placeholder of a file elsewhere is named as such", () => {
  assert.equal(check(golden("complete"), ".complete.json.icloud").problem, "not-downloaded");
});

test("a genuine file says who signed, what, and when", () => {
  const found = check(golden("requested"), "requested.json", { now: NOW });
  assert.deepEqual(
    [found.file, found.size, found.signer, found.fingerprint, found.finished, found.request?.from, found.problem],
    ["requested.json", golden("requested").length, { id: KEY, name: "Une organisation d’essai" }, FINGERPRINT, "2026-11-22", "Ein Verein, der fragt", undefined],
  );
  const changed = check(golden("note-part-changed"), "", { now: NOW });
  assert.deepEqual(changed.changes, [{ part: "client-instructions/note", how: "altered" }]);
  assert.deepEqual(changed.altered, ["client-instructions/note"]);
});

test("questionnaires of one's own are known for that call and no other", () => {
  const genuine = read("attacks/files/000-genuine.json");
  const known = (options) => check(genuine, "", { now: NOW, ...options }).questionnaire.known;
  assert.deepEqual([known({}), known({ questionnaires }), known({})], ["unknown", "own", "unknown"]);
  const broken = Buffer.from(questionnaires[0].toString().replace('"severity"', '"gravity"'));
  assert.throws(() => known({ questionnaires: [broken] }), /^Error: options\.questionnaires\[0\]: .*gravity/s);
  assert.throws(() => known({ questionnaires: [Buffer.from("{")] }), /options\.questionnaires\[0\]/);
});

test("a date is compared with the time that is said, else with now", () => {
  const future = read("attacks/files/043-created-in-the-future.json");
  const warnings = (options) => check(future, "", { questionnaires, ...options }).warnings.map(({ warning }) => warning);
  assert.deepEqual(warnings(), ["date-future"]);
  assert.deepEqual(warnings({ now: Date.UTC(2200, 0, 1) }), []);
  assert.deepEqual(warnings({ now: new Date(Date.UTC(2200, 0, 1)) }), []);
});

test("the proof of any document is verified", () => {
  assert.deepEqual(verifySignature(golden("complete"), { now: NOW }), {
    holds: true,
    proofs: [{ id: KEY, fingerprint: FINGERPRINT, created: "2026-11-22T00:00:00Z" }],
  });
  const list = JSON.parse(golden("complete")).manifest;
  assert.equal(verifySignature(Buffer.from(JSON.stringify(list))).holds, true);
  list.of += "0";
  assert.deepEqual(verifySignature(Buffer.from(JSON.stringify(list))), { holds: false, problem: "signature-mismatch", proofs: [] });
  assert.equal(verifySignature(golden("unsigned")).problem, "not-signed");
  assert.equal(verifySignature(Buffer.alloc(50_000_000, " ")).problem, "too-long");
});

test("a key has its digits, and what is no key has none", () => {
  assert.equal(fingerprint(KEY), FINGERPRINT);
  for (const none of ["", KEY.slice(0, -1), `${KEY}#`, "did:web:example.org", "did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP"]) {
    assert.equal(fingerprint(none), null, none);
  }
});

test("whatever is in a file, it does not throw", () => {
  const files = ["", "{", "null", "[]", "{}", '{"format":"candour-result/1"}', '{"format":"candour-result/1","sections":[[[]]],"proof":[]}', "PK\u0003\u0004"];
  for (const text of files) {
    assert.equal(typeof check(Buffer.from(text)).verdict, "string", text);
    assert.equal(verifySignature(Buffer.from(text)).holds, false, text);
  }
  const large = check(new Uint8Array(50_000_000), "large");
  assert.deepEqual([large.verdict, large.problem, large.size, large.sha256], ["unreadable", "too-long", 50_000_000, null]);
  // No file changes what is found in the next.
  assert.equal(check(golden("complete"), "", { now: NOW }).verdict, "intact");
});

test("bytes may come in whatever JavaScript holds bytes in", () => {
  const buffer = golden("complete");
  const alone = buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
  const padded = new Uint8Array([0, 0, ...buffer, 0]);
  const foreign = runInNewContext("new Uint8Array(list)", { list: [...buffer] });
  for (const bytes of [new Uint8Array(buffer), alone, new DataView(alone), padded.subarray(2, -1), foreign]) {
    assert.equal(check(bytes, null, { now: NOW }).verdict, "intact");
  }
});

test("an argument of the wrong type is named", () => {
  const some = golden("complete");
  const wrong = [
    [() => check(), /check: `bytes` must be/],
    [() => check("{}"), /check: `bytes` must be/],
    [() => check([1, 2]), /check: `bytes` must be/],
    [() => check(some, 7), /check: `name` must be a string/],
    [() => check(some, "", 7), /check: `options` must be an object/],
    [() => check(some, "", { now: "today" }), /check: `options\.now` must be/],
    [() => check(some, "", { now: Number.NaN }), /check: `options\.now` must be/],
    [() => check(some, "", { questionnaires: {} }), /check: `options\.questionnaires` must be/],
    [() => check(some, "", { questionnaires: ["{}"] }), /check: `options\.questionnaires\[0\]` must be/],
    [() => verifySignature({}), /verifySignature: `bytes` must be/],
    [() => verifySignature(some, { now: null }), /verifySignature: `options\.now` must be/],
    [() => fingerprint(7), /fingerprint: `did` must be a string/],
  ];
  for (const [call, message] of wrong) {
    assert.throws(call, (problem) => problem instanceof TypeError && message.test(problem.message), `${call}`);
  }
});

test("it is one program, imported, required and in a browser", async () => {
  const names = ["check", "fingerprint", "init", "verifySignature", "version"];
  assert.deepEqual(Object.keys(imported).sort(), names);
  assert.deepEqual(Object.keys(required).sort(), names);
  assert.equal(imported.check, required.check);
  await imported.init();
  const web = await import(pathToFileURL(join(folder, "web.mjs")));
  assert.deepEqual(Object.keys(web).sort(), names);
  assert.throws(() => web.check(golden("complete")), /call `await init\(\)` first/);
  await assert.rejects(web.init(new Uint8Array(8)));
  await web.init(readFileSync(join(folder, "candour_verify_bg.wasm")));
  for (const one of attacks.filter((one) => one.padded === undefined)) {
    const options = { now: NOW, questionnaires };
    assert.deepEqual(web.check(bytes(one), one.file, options), check(bytes(one), one.file, options));
  }
});

test("the lines of use in its document run as they stand", () => {
  const example = readFileSync(join(folder, "README.md"), "utf8").match(/```js\n([^`]*)```/)[1];
  writeFileSync(join(project, "use.mjs"), example);
  writeFileSync(join(project, "result.json"), golden("complete"));
  const ran = spawnSync(process.execPath, ["use.mjs"], { cwd: project, encoding: "utf8" });
  assert.equal(ran.stdout, `intact [] ${FINGERPRINT}\n`, ran.stderr);
});

test("the package depends on nothing and says what it is", () => {
  const about = JSON.parse(readFileSync(join(folder, "package.json")));
  assert.equal(about.name, "candour-verify");
  assert.equal(about.version, version());
  assert.match(about.version, /^\d+\.\d+\.\d+/);
  assert.deepEqual([about.dependencies, about.scripts], [undefined, undefined]);
  const targets = JSON.stringify(about.exports).match(/"\.\/[^"]+\.[a-z]+"/g).map((name) => JSON.parse(name));
  for (const name of [...targets, about.main, about.module, about.types, "LICENSE", "LICENSE-questionnaires", "THIRD-PARTY.txt", "README.md"]) {
    assert.ok(readFileSync(join(folder, name)).length > 0, name);
  }
  const ours = (name) => about.files.some((pattern) => pattern === name || (pattern.startsWith("*") && name.endsWith(pattern.slice(1))));
  const left = readdirSync(folder).filter((name) => name !== "package.json" && !ours(name));
  assert.deepEqual(left, [], "files that would not be published");
});

test("TypeScript knows what it gives, imported and required", () => {
  const tools = process.env.CANDOUR_NODE_TOOLS;
  assert.ok(tools, "CANDOUR_NODE_TOOLS must name the folder of the tools from npm");
  const use = readFileSync(join(here, "package-types.ts"), "utf8");
  writeFileSync(join(project, "use.mts"), use);
  writeFileSync(join(project, "use.cts"), use);
  const compiler = join(tools, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext"];
  const result = spawnSync(process.execPath, [compiler, ...options, "use.mts", "use.cts"], { cwd: project, encoding: "utf8" });
  assert.equal(result.stdout + result.stderr, "");
  assert.equal(result.status, 0);
});
