"""The Python package on every file of ours and on every known way to cheat.

`cargo xtask test` installs the wheel into an empty environment and calls this with its Python.
"""

import datetime
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import typing
import unittest
import zipfile

import candour_verify
from candour_verify import CandourError, check, check_files, fingerprint, types, verify_signature

TESTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
# The day after the golden files were signed.
NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc)
KEY = "did:key:z6Mkubffa8bQhVpbSgWxyaWrR1tv6mQ6rgRBHZtAr85u9PcX"
FINGERPRINT = "77501 01448 82278 92581 03185 86157 92048 16572"
QUESTIONNAIRES = [TESTS / "attacks/questionnaire.json"]
CASES = json.loads((TESTS / "attacks/cases.json").read_text("utf-8"))


def golden(name):
    return (TESTS / f"golden/files/{name}.json").read_bytes()


def content(case):
    """The bytes of a case; those of a file that is only large are made from another."""
    data = (TESTS / "attacks/files" / case.get("from", case["file"])).read_bytes()
    return data.ljust(case.get("padded", 0), b" ")


def stated(result):
    """What a case and a check both state; the order of warnings means nothing."""
    return {
        "verdict": result["verdict"],
        "problem": result.get("problem"),
        "altered": result["altered"],
        "withheld": result.get("withheld", []),
        "warnings": sorted(json.dumps(warning, sort_keys=True) for warning in result["warnings"]),
    }


class Attacks(unittest.TestCase):
    def test_every_attack_gets_its_verdict_by_its_bytes(self):
        self.assertGreater(len(CASES), 200)
        for case in CASES:
            with self.subTest(case["file"]):
                found = check(content(case), case["file"], now=NOW, questionnaires=QUESTIONNAIRES)
                self.assertEqual(stated(found), stated(case), case["what"])

    def test_every_attack_gets_its_verdict_in_a_folder_and_in_an_archive(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = pathlib.Path(folder, "all.zip")
            files = pathlib.Path(folder, "files")
            files.mkdir()
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
                for case in CASES:
                    (files / case["file"]).write_bytes(content(case))
                    packed.writestr(case["file"], content(case))
            by_name = {case["file"]: case for case in CASES}
            for place in [files, archive]:
                found = list(check_files(place, now=NOW, questionnaires=QUESTIONNAIRES))
                self.assertEqual(len(found), len(CASES))
                for one in found:
                    with self.subTest(one["file"]):
                        case = by_name[pathlib.Path(one["file"]).name]
                        self.assertEqual(stated(one), stated(case), case["what"])


class Inputs(unittest.TestCase):
    def test_every_input_of_other_programs_gets_the_verdicts_of_the_command_line(self):
        folder = TESTS / "inputs"
        cases = json.loads((folder / "cases.json").read_text("utf-8"))
        self.assertGreater(len(cases), 15)
        for case in cases:
            with self.subTest(case["input"]):
                found = [
                    (pathlib.Path(one["file"]).relative_to(folder).as_posix(), one["verdict"], one.get("problem"))
                    for one in check_files(folder / case["input"], now=NOW)
                ]
                self.assertEqual(found, [(row["file"], row["verdict"], row.get("problem")) for row in case["found"]])
                if case["input"].endswith(".json"):
                    [row] = case["found"]
                    problem = verify_signature(folder / case["input"], now=NOW).get("problem")
                    self.assertEqual(problem, row.get("signatureProblem"))

    def test_files_of_systems_are_counted_and_a_placeholder_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ["Thumbs.db", "desktop.ini", "~$letter.docx", "._a.json", ".DS_Store", ".b.json.icloud"]:
                pathlib.Path(folder, name).write_bytes(b"not for anybody")
            pathlib.Path(folder, "a.json").write_bytes(golden("complete"))
            with zipfile.ZipFile(pathlib.Path(folder, "c.zip"), "w") as packed:
                packed.writestr("__MACOSX/._d.json", b"not for anybody")
                packed.writestr("d.json", golden("complete"))
            files = check_files(folder, now=NOW)
            found = [(one["verdict"], one.get("problem")) for one in files]
            self.assertEqual(found, [("unreadable", "not-downloaded"), ("intact", None), ("intact", None)])
            self.assertEqual(files.left_out, 6)


class Checks(unittest.TestCase):
    def test_a_path_and_its_bytes_give_the_same(self):
        path = TESTS / "golden/files/requested.json"
        by_path = check(path, now=NOW)
        self.assertEqual(by_path, check(path.read_bytes(), str(path), now=NOW))
        self.assertEqual(by_path, check(str(path), now=NOW.timestamp()))
        self.assertEqual(by_path["signer"], {"id": KEY, "name": "Une organisation d’essai"})
        self.assertEqual((by_path["verdict"], by_path["fingerprint"]), ("intact", FINGERPRINT))
        self.assertEqual(by_path["request"]["from"], "Ein Verein, der fragt")

    def test_every_kind_of_bytes_is_taken(self):
        data = golden("complete")
        for source in [data, bytearray(data), memoryview(data), memoryview(b"  " + data)[2:]]:
            self.assertEqual(check(source, now=NOW)["verdict"], "intact")

    def test_a_changed_part_is_named(self):
        found = check(golden("note-part-changed"), now=NOW)
        self.assertEqual(found["changes"], [{"part": "client-instructions/note", "how": "altered"}])

    def test_nothing_in_a_file_raises_an_exception(self):
        for data in [b"", b"{", b"null", b"[]", b'{"format":"candour-result/1","sections":[[[]]],"proof":[]}', b"PK\3\4"]:
            self.assertIsInstance(check(data, answers=True)["verdict"], str)
            self.assertIs(verify_signature(data)["holds"], False)
        large = check(bytes(50_000_000), "large")
        self.assertEqual(
            (large["verdict"], large["problem"], large["size"], large["sha256"]),
            ("unreadable", "too-long", 50_000_000, None),
        )

    def test_a_large_file_is_not_read_whole(self):
        with tempfile.NamedTemporaryFile() as file:
            file.truncate(50_000_000)
            found = check(file.name)
            self.assertEqual((found["problem"], found["size"]), ("too-long", 50_000_000))

    def test_dates_are_compared_with_now(self):
        future = TESTS / "attacks/files/043-created-in-the-future.json"
        warnings = lambda **now: [one["warning"] for one in check(future, questionnaires=QUESTIONNAIRES, **now)["warnings"]]
        self.assertEqual(warnings(), ["date-future"])
        self.assertEqual(warnings(now=datetime.datetime(2200, 1, 1)), [])
        self.assertEqual(warnings(now=7_258_118_400), [])

    def test_own_questionnaires_are_known_for_one_call(self):
        genuine = TESTS / "attacks/files/000-genuine.json"
        known = lambda **own: check(genuine, now=NOW, **own)["questionnaire"]["known"]
        self.assertEqual([known(), known(questionnaires=QUESTIONNAIRES), known()], ["unknown", "own", "unknown"])
        self.assertEqual(known(questionnaires=[QUESTIONNAIRES[0].read_bytes()]), "own")

    def test_the_proof_of_any_document_is_verified(self):
        proof = {"id": KEY, "fingerprint": FINGERPRINT, "created": "2026-11-22T00:00:00Z"}
        self.assertEqual(verify_signature(golden("complete"), now=NOW), {"holds": True, "proofs": [proof]})
        self.assertEqual(verify_signature(golden("unsigned"))["problem"], "not-signed")
        self.assertEqual(verify_signature(bytes(50_000_000))["problem"], "too-long")

    def test_a_key_has_its_digits_and_other_text_has_none(self):
        self.assertEqual(fingerprint(KEY), FINGERPRINT)
        for text in ["", KEY[:-1], KEY + "#", "did:web:example.org"]:
            self.assertIsNone(fingerprint(text))


class Files(unittest.TestCase):
    def test_results_come_in_the_order_of_the_files(self):
        folder = TESTS / "golden/files"
        names = [one["file"] for one in check_files(folder, now=NOW)]
        self.assertEqual(names, sorted(str(path) for path in folder.iterdir()))
        for workers in [1, 2, 7]:
            again = [one["file"] for one in check_files([str(folder)], now=NOW, workers=workers)]
            self.assertEqual(again, names)

    def test_the_iterator_gives_what_check_gives(self):
        for one in check_files(TESTS / "golden/files", now=NOW, answers=True):
            self.assertEqual(one, check(one["file"], now=NOW, answers=True))

    def test_whoever_stops_early_leaves_no_work_behind(self):
        before = threading.active_count()
        for _ in range(50):
            next(check_files(TESTS / "attacks/files", now=NOW))
        self.assertEqual(threading.active_count(), before)

    def test_an_unreadable_file_among_others_is_a_result(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "a.json").symlink_to("nowhere")
            pathlib.Path(folder, "b.json").write_bytes(golden("complete"))
            found = list(check_files(folder, now=NOW))
            self.assertEqual(
                [(one["verdict"], one.get("problem")) for one in found], [("unreadable", "not-read"), ("intact", None)]
            )

    def test_an_archive_within_an_archive_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w") as packed:
                packed.writestr("a.json", golden("complete"))
            with zipfile.ZipFile(pathlib.Path(folder, "outer.zip"), "w") as packed:
                packed.writestr("inner.zip", inner.getvalue())
            [found] = check_files(folder)
            self.assertEqual((found["verdict"], found["problem"]), ("unreadable", "archive-nested"))


class Answers(unittest.TestCase):
    def test_a_sound_file_gives_its_answers(self):
        path = TESTS / "attacks/files/000-genuine.json"
        found = check(path, now=NOW, questionnaires=QUESTIONNAIRES, answers=True)
        lines = [line for line in found["answers"] if line["section"] != "profile"]
        document = json.loads(path.read_text("utf-8"))
        signed = {one["id"]: one.get("choice", "open") for section in document["sections"] for one in section["answers"]}
        self.assertEqual({line["question"]: line["answer"] for line in lines}, signed)
        self.assertEqual({line["sha256"] for line in lines}, {found["sha256"]})
        self.assertEqual({line["key"] for line in lines}, {found["signer"]["id"]})

    def test_an_altered_file_gives_no_answers(self):
        for name in ["answer-changed", "unsigned", "draft"]:
            self.assertEqual(check(golden(name), now=NOW, answers=True)["answers"], [])
        self.assertNotIn("answers", check(golden("complete"), now=NOW))

    def test_the_members_are_those_of_the_document(self):
        table = (ROOT / "docs/ANALYSIS.md").read_text("utf-8").split("## The lines", 1)[1].split("\n## ", 1)[0]
        documented = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
        [line, *_] = check(golden("complete"), now=NOW, answers=True)["answers"]
        self.assertEqual(list(line), documented)
        self.assertEqual(list(types.Answer.__annotations__), documented)


class Errors(unittest.TestCase):
    def words(self, key):
        words = json.loads((ROOT / "crates/cli/words/en.json").read_text("utf-8"))
        return re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(words[key])), re.DOTALL)

    def test_they_have_the_words_of_the_command_line(self):
        with self.assertRaisesRegex(CandourError, self.words("not-read")) as raised:
            check("nowhere.json")
        self.assertIn("nowhere.json", str(raised.exception))
        self.assertIsInstance(raised.exception.__cause__, FileNotFoundError)
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(CandourError, self.words("no-files")):
                check_files(folder)
            with self.assertRaisesRegex(CandourError, self.words("not-read")):
                check(folder)
        broken = QUESTIONNAIRES[0].read_bytes().replace(b'"severity"', b'"gravity"')
        for call in [lambda **own: check(b"{}", **own), lambda **own: check_files(__file__, **own)]:
            with self.assertRaisesRegex(CandourError, self.words("questionnaires-refused")) as raised:
                call(questionnaires=[broken])
            self.assertRegex(str(raised.exception), r"questionnaires\[0\]: .*gravity")

    def test_an_argument_of_the_wrong_type_is_named(self):
        data = golden("complete")
        wrong = [
            (lambda: check(None), "check: `source` must be"),
            (lambda: check([1, 2]), "check: `source` must be"),
            (lambda: check(data, now="today"), "check: `now` must be"),
            (lambda: check(data, now=float("nan")), "check: `now` must be"),
            (lambda: check(data, questionnaires=7), "check: `questionnaires` must be"),
            (lambda: check(data, questionnaires=[7]), "check: `questionnaires` must be"),
            (lambda: check_files(7), "check_files: `paths` must be"),
            (lambda: check_files([b"a"]), "check_files: `paths` must be"),
            (lambda: verify_signature({}), "verify_signature: `source` must be"),
        ]
        for call, message in wrong:
            with self.assertRaisesRegex(TypeError, message):
                call()


class Package(unittest.TestCase):
    def test_each_type_has_the_members_of_the_schema(self):
        schema = json.loads((ROOT / "schema/candour-checked.schema.json").read_text("utf-8"))
        seen = 0
        for name, part in schema["$defs"].items():
            if part.get("type") != "object" or name in ("signature", "proof"):
                continue
            own = getattr(types, name[0].upper() + name[1:])
            members = set(typing.get_type_hints(own))
            self.assertEqual(members, set(part["properties"]), name)
            self.assertEqual(set(own.__required_keys__), set(part["required"]), name)
            for member, about in part["properties"].items():
                if "enum" in about:
                    self.assertEqual(set(typing.get_args(typing.get_type_hints(own)[member])), set(about["enum"]))
            seen += 1
        self.assertGreaterEqual(seen, 8)

    def test_the_lines_of_use_in_its_document_run_as_they_stand(self):
        document = (ROOT / "crates/python/README.md").read_text("utf-8")
        code = re.search(r"```python\n(.*?)```", document, re.DOTALL).group(1)
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "result.json").write_bytes(golden("complete"))
            pathlib.Path(folder, "answers").mkdir()
            pathlib.Path(folder, "answers", "one.json").write_bytes(golden("answer-changed"))
            with zipfile.ZipFile(pathlib.Path(folder, "answers.zip"), "w") as packed:
                packed.writestr("two.json", golden("partial"))
            ran = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
        lines = ran.stdout.splitlines()
        self.assertEqual(lines[0], f"intact [] {FINGERPRINT}")
        self.assertEqual(lines[1:], ["answers/one.json altered", "answers.zip/two.json intact"])

    def test_it_is_typed_and_says_its_version(self):
        folder = pathlib.Path(candour_verify.__file__).parent
        self.assertTrue((folder / "py.typed").exists() and (folder / "_native.pyi").exists())
        self.assertRegex((ROOT / "Cargo.toml").read_text("utf-8"), f'version = "{candour_verify.__version__}"')


if __name__ == "__main__":
    # Where `cargo xtask` counts the tests.
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout))
