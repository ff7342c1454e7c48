"""What platforms deliver is recognised by its names, and every file of it is graded or accounted for."""

import csv
import io
import itertools
import random
import stat
import zipfile

import pytest

from autograder.arguments import parser
from autograder.batch.intake import read
from autograder.batch.platforms.handin import EARLIER, IGNORED, REFUSED
from autograder.batch.platforms.metadata import LONGEST, lines_of, told
from autograder.batch.platforms.take_in import FORMATS, take_in
from tests.programs import SMALL as RIGHT
from tests.test_grade_command import _brief, grade, key, lines, table  # noqa: F401

TOPICS = ["relu", "small"]
PROGRAM = b"def relu(x):\n    return x\n"


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(params=["zip", "folder", "zip with a folder around", "folder around a folder"])
def deliver(request, tmp_path):
    """The same members as a zip or unpacked, with and without the folder that unpacking programs make."""

    def make(members):
        around = "download/" if "around" in request.param else ""
        members = {around + name: data for name, data in members.items()}
        if request.param.startswith("zip"):
            (tmp_path / "class.zip").write_bytes(zipped({**members, "__MACOSX/._x": b""}))
            return tmp_path / "class.zip"
        for name, data in members.items():
            path = tmp_path / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return tmp_path / "class"

    return make


def as_zip(tmp_path, members):
    (tmp_path / "class.zip").write_bytes(zipped(members))
    return tmp_path / "class.zip"


def contents(intake):
    """What each student is graded for: {student: {lesson: [texts]}}."""
    return {
        e.student: {t: [f.data.decode() for f in files] for t, files in read(e, TOPICS).files.items()}
        for e in intake.entries
    }


def about(intake):
    return {e.student: e.about for e in intake.entries}


def rows(intake):
    return {(r.path, r.student, r.outcome) for r in intake.rows}


CANVAS = {
    "doejane_4321_987_relu.py": b"old",
    "doejane_LATE_4321_990_relu-2.py": b"new",
    "doejane_4321_988_relu-1.py": b"older",
    "doejane_4321_989_small.py": b"small",
    "müller_von_7_55_66_relu-1.py": b"with signs",
    "anon_aB3d_12_relu.ipynb": b"{}",
    "lovelaceada_99_text.html": b"<p>I wrote it here</p>",
    "notes.txt": b"",
}


class TestCanvas:
    """`lastfirst_[LATE_]USER_FILE_name`, flat."""

    def test_latest_attempts_count_and_earlier_ones_are_history(self, deliver):
        intake = take_in(deliver(CANVAS))
        assert intake.sentence.endswith("` looks like a Canvas download: 4 students.")
        assert contents(intake) == {
            "4321": {"relu": ["new"], "small": ["small"]},
            "7": {"relu": ["with signs"]},
            "99": {},
            "anon_aB3d": {"relu": ["{}"]},
        }
        assert about(intake)["4321"] == {
            "platform": "canvas", "id": "4321", "name": "doejane", "attempt": 3, "late": True,
            "history": ["doejane_4321_987_relu.py", "doejane_4321_988_relu-1.py"],
        }  # fmt: skip
        assert about(intake)["anon_aB3d"] == {"platform": "canvas", "id": "anon_aB3d", "attempt": 1}
        assert rows(intake) == {
            ("doejane_4321_987_relu.py", "4321", EARLIER),
            ("doejane_4321_988_relu-1.py", "4321", EARLIER),
            ("notes.txt", "", IGNORED),
        }

    def test_text_typed_into_canvas_is_named_and_its_author_not_lost(self, deliver):
        entry = next(e for e in take_in(deliver(CANVAS)).entries if e.student == "99")
        assert read(entry, TOPICS).others == ("text.html",)

    def test_a_name_that_holds_another_students_number_takes_nothing_from_them(self, tmp_path):
        members = {"ada_1_10_relu.py": "hers", "bob_1_99_x_2_11_relu.py": "his", "cyd_3_12_relu.py": "c"}
        intake = take_in(as_zip(tmp_path, members))
        assert contents(intake) == {
            "1 (ada)": {"relu": ["hers"]},
            "1 (bob)": {"relu": ["his"]},
            "3": {"relu": ["c"]},
        }
        assert read(intake.entries[0], TOPICS).remarks == (
            "the id `1` stands with 2 names; please look whose it is",
        )

    def test_a_hand_in_that_is_a_zip_is_opened(self, deliver):
        members = {
            "ada_1_10_handin.zip": zipped(
                {"05_relu/relu.py": b"packed", "deep.zip": zipped({"small.py": b"deeper"})}
            ),
            "bob_2_11_handin.zip": b"PK no zip",
        }
        intake = take_in(deliver(members))
        assert contents(intake) == {"1": {"relu": ["packed"], "small": ["deeper"]}, "2": {}}
        assert (
            "`handin.zip`: it cannot be read: file is not a zip file"
            in read(intake.entries[1], TOPICS).remarks
        )

    def test_a_very_long_name_does_not_keep_the_matcher_busy(self, tmp_path):
        members = {"a_1_2_relu.py": "x", "b" + "_1" * 30000: "y"}
        intake = take_in(as_zip(tmp_path, members), format_name="canvas")
        assert [e.student for e in intake.entries] == ["1"]


MOODLE = {
    "Ada Lovelace_11_assignsubmission_file_/relu.py": "old naming",
    "Bob B_12_assignsubmission_file/05_relu/relu.py": "new naming",
    "Bob B_12_assignsubmission_onlinetext/onlinetext.html": "<p>Hello</p>",
    "Cyd_13_assignsubmission_onlinetext_/onlinetext.html": "typed",
    "Dora D_14_assignsubmission_file_relu.py": "flat",
    "Dora D_14_assignsubmission_file_small.py": "flat too",
    "Eve_15_assignsubmission_file_Ada Lovelace_11_assignsubmission_file_relu.py": "spoof",
    "fred1_Fred F_16_assignsubmission_file_/relu.py": "with a login",
    "Default group_assignsubmission_file_/relu.py": "team",
    "readme.txt": "",
}


class TestMoodle:
    """`Full Name_NUMBER_assignsubmission_file[_]/…` and flat names."""

    def test_both_namings_of_folders_and_flat_names(self, deliver):
        intake = take_in(deliver(MOODLE))
        assert intake.sentence.endswith("` looks like a Moodle download: 7 students.")
        assert contents(intake) == {
            "11": {"relu": ["old naming"]},
            "12": {"relu": ["new naming"]},
            "13": {},
            "14": {"relu": ["flat"], "small": ["flat too"]},
            "15": {"relu": ["spoof"]},  # by the words in its name, and Eve's only
            "16": {"relu": ["with a login"]},
            "Default group": {"relu": ["team"]},
        }
        assert about(intake)["16"] == {"platform": "moodle", "id": "16", "name": "Fred F", "login": "fred1"}
        assert rows(intake) == {("readme.txt", "", IGNORED)}
        team = intake.entries[-1]
        assert read(team, TOPICS).remarks == ("Moodle gives no number for it, so its name stands for one",)

    def test_text_beside_a_file_is_no_remark(self, deliver):
        bob = take_in(deliver(MOODLE)).entries[1]
        assert read(bob, TOPICS).remarks == ()

    def test_names_in_utf8_without_a_flag_are_understood(self, tmp_path):
        ours = zipped({"Muxller_1_assignsubmission_file_/relu.py": "x"})  # as many bytes as in UTF-8
        (tmp_path / "class.zip").write_bytes(ours.replace(b"Muxller", "Müller".encode()))
        assert about(take_in(tmp_path / "class.zip"))["1"]["name"] == "Müller"


YAML = b"""---
submission_100:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@x.edu
  :created_at: 2023-09-20 17:01:02.123 Z
  :score: 9.0
  :results:
    tests:
    - name: "hello
        submission_103:
      "
      output: |
        :submitters:
          - :sid: '666'
  :history:
  - :id: 99
    :created_at: 2023-09-19 10:00:00.000 Z
    :score: 1.0
submission_101:
  :submitters:
  - :name: 'Bob O''Hara'
    :email: bob@x.edu
    :sid:
  - :name: "Cyd \\u00e9"
    :sid: '12'
  :created_at: 2023-09-20 18:00:00.000 Z
submission_102:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
  :created_at: 2023-09-21 17:01:02.123 Z
submission_104:
  :submitters:
  - :name: Nameless
  :created_at: 2023-09-21 17:01:02.123 Z
submission_105:
  :submitters:
  - :name: *1
  :created_at: 2023-09-21 17:01:02.123 Z
submission_106:
  :submitters:
  - :name: Gone
    :sid: '9'
"""
GRADESCOPE = {
    "submission_metadata.yml": YAML,
    **{f"submission_{n}/relu.py": str(n) for n in (100, 101, 102, 104, 105, 107)},
    "stray.txt": "",
}


class TestGradescope:
    """`submission_NNN/` and `submission_metadata.yml`."""

    def test_groups_attempts_and_ids(self, deliver):
        intake = take_in(deliver(GRADESCOPE))
        assert intake.sentence.endswith("` looks like a Gradescope export: 6 students.")
        assert contents(intake) == {
            "007": {"relu": ["102"]},
            "12": {"relu": ["101"]},
            "bob@x.edu": {"relu": ["101"]},
            "Nameless (submission_104)": {"relu": ["104"]},
            "submission_105": {"relu": ["105"]},
            "submission_107": {"relu": ["107"]},
        }
        said = about(intake)
        assert said["007"] == {
            "platform": "gradescope", "id": "007", "name": "Ada Lovelace", "submission": "102",
            "time": "2023-09-21 17:01:02.123 Z", "history": ["submission_100"],
        }  # fmt: skip
        assert said["bob@x.edu"]["name"] == "Bob O'Hara"
        assert (said["12"]["name"], said["12"]["group"]) == ("Cyd é", ["12", "bob@x.edu"])
        assert rows(intake) == {
            ("submission_100", "007", EARLIER),
            ("submission_106", "", REFUSED),
            ("stray.txt", "", IGNORED),
        }
        remarks = {e.student: read(e, TOPICS).remarks for e in intake.entries}
        assert remarks["submission_107"] == ("submission_metadata.yml does not say whose it is",)
        line = YAML.splitlines().index(b"  - :name: *1") + 1
        assert remarks["submission_105"] == (
            f"line {line} of submission_metadata.yml holds a value in a way that is not read",
        )

    def test_what_gradescope_counts_as_earlier_attempts_is_kept(self, tmp_path):
        members = {"submission_metadata.yml": YAML, "submission_100/relu.py": "1"}
        said = about(take_in(as_zip(tmp_path, members)))["007"]
        assert (said["attempt"], said["earlier"]) == (2, ["2023-09-19 10:00:00.000 Z"])

    def test_metadata_that_cannot_be_read_loses_nobody(self, tmp_path):
        members = {"submission_metadata.yml": b"[1, 2]", "submission_1/relu.py": "1"}
        (entry,) = take_in(as_zip(tmp_path, members)).entries
        assert (entry.student, entry.problems) == (
            "submission_1",
            (
                "submission_metadata.yml cannot be read, because line 1 is not written as Gradescope writes it",
            ),
        )

    def test_metadata_that_ends_early_is_read_as_far_as_it_goes(self):
        lines = YAML.splitlines()
        whole = [t.folder for t in told(lines)]
        for cut in range(1, len(lines)):
            assert [t.folder for t in told(lines[:cut])] == whole[: len(list(told(lines[:cut])))]

    def test_a_line_longer_than_is_read_is_one_line_all_the_same(self):
        text = YAML.replace(
            b"hello", b"x" * LONGEST + b"submission_777:\n      " + b"y" * (LONGEST - 6) + b"  :sid: 1"
        )
        assert [t.folder for t in told(lines_of(io.BytesIO(text)))] == [
            t.folder for t in told(YAML.splitlines())
        ]

    def test_a_name_with_half_a_character_stops_nobody(self, grade, tmp_path):  # noqa: F811
        text = YAML.replace(b"\\u00e9", b"\\ud800 \\u001b[31m").replace(b"'12'", b'"\\ud800=1"')
        place = as_zip(tmp_path, {"submission_metadata.yml": text, "submission_101/small.py": RIGHT})
        assert grade(submissions=place)[0] == 0
        assert {r["total"] for r in table(tmp_path / "out").values()} == {"20"}
        assert "\x1b" not in (tmp_path / "out" / "intake.csv").read_text()

    def test_a_program_that_prints_metadata_moves_nobody(self):
        assert [t.folder for t in told(YAML.splitlines())] == [
            f"submission_{n}" for n in (100, 101, 102, 104, 105, 106)
        ]
        assert [s["sid"] for t in told(YAML.splitlines()) for s in t.submitters if s.get("sid")] == [
            "007", "12", "007", "9"
        ]  # fmt: skip


class TestFolders:
    """One folder for each student: nbgrader's, git's, anybody's."""

    def test_what_nbgrader_collected(self, deliver, request):
        if "folder around a folder" in request.node.name:
            pytest.skip("a folder in a folder is a student's")
        members = {
            "ada/ps1/relu.ipynb": "{}",
            "ada/ps1/timestamp.txt": "2026-01-01 00:00:00 UTC",
            "ada/ps2/small.py": "s",
            "ada/ps2/timestamp.txt": "2026-02-01 00:00:00.5 UTC",
            "bob/ps1/relu.py": "b",
            "bob/ps1/timestamp.txt": "no time",
        }
        intake = take_in(deliver(members))
        assert intake.sentence.endswith("` looks like what nbgrader collected: 2 students.")
        assert contents(intake) == {"ada": {"relu": ["{}"], "small": ["s"]}, "bob": {"relu": ["b"]}}
        assert about(intake)["ada"] == {
            "platform": "nbgrader",
            "id": "ada",
            "time": "2026-02-01 00:00:00.5 UTC",
        }
        assert about(intake)["bob"] == {"platform": "nbgrader", "id": "bob"}

    def test_git_checkouts(self, deliver, request):
        if "folder around a folder" in request.node.name:
            pytest.skip("a folder in a folder is a student's")
        members = {
            "ada/.git/HEAD": "ref: refs/heads/main\n",
            "ada/.git/refs/heads/main": "a" * 40 + "\n",
            "ada/.git/relu.py": "no",
            "ada/relu.py": "yes",
            "bob/.git/HEAD": "ref: refs/heads/../../../ada/relu.py",
            "bob/relu.py": "yes",
        }
        intake = take_in(deliver(members))
        assert intake.sentence.endswith("` looks like git checkouts: 2 students.")
        assert contents(intake) == {"ada": {"relu": ["yes"]}, "bob": {"relu": ["yes"]}}
        assert about(intake)["ada"] == {"platform": "git", "id": "ada", "commit": "a" * 40}
        assert about(intake)["bob"] == {"platform": "git", "id": "bob"}

    def test_a_zip_of_folders_and_zips(self, tmp_path):
        members = {
            "class/ada/relu.py": "a",
            "class/Ada/relu.py": "A",
            "class/bob.zip": zipped({"relu.py": "b"}),
            "class/cyd/relu.py": "c",
            "class/cyd.zip": b"",
        }
        intake = take_in(as_zip(tmp_path, members))
        assert intake.sentence.endswith("` looks like one folder or zip for each student: 5 students.")
        assert contents(intake)["ada"] == {"relu": ["a"]}
        assert contents(intake)["Ada"] == {"relu": ["A"]}, "upper and lower case are two students"
        assert contents(intake)["bob"] == {"relu": ["b"]}
        assert {"cyd", "cyd.zip"} <= set(contents(intake))

    def test_a_plain_folder_is_taken_as_ever_and_nothing_is_said(self, tmp_path):
        (tmp_path / "class" / "ada").mkdir(parents=True)
        intake = take_in(tmp_path / "class")
        assert (intake.sentence, intake.rows, [e.about for e in intake.entries]) == ("", [], [{}])


class TestHostile:
    """Nothing that is inside a download can do harm."""

    def test_names_that_lead_out_are_refused(self, tmp_path):
        members = {
            "ada/relu.py": "a",
            "../evil/relu.py": "x",
            "/etc/relu.py": "y",
            "C:\\relu.py": "z",
            "bob/../../r/relu.py": "",
        }
        intake = take_in(as_zip(tmp_path, members))
        assert contents(intake) == {"ada": {"relu": ["a"]}}
        assert {r.path: r.reason for r in intake.rows} == dict.fromkeys(
            ["../evil/relu.py", "/etc/relu.py", "C:\\relu.py", "bob/../../r/relu.py"],
            "its name leads out of the archive",
        )

    def test_links_bombs_and_encrypted_files_cost_only_themselves(self, tmp_path):
        link = zipfile.ZipInfo("ada_1_1_relu.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(link, "/etc/passwd")
            archive.writestr("ada_1_2_small.py", "fine")
            archive.writestr("bob_2_3_relu.py", b"#" * (11 << 20))
            archive.writestr("cyd_3_4_relu.zip", b"\0" * (51 << 20))
        (tmp_path / "class.zip").write_bytes(out.getvalue())
        read_all = {e.student: read(e, TOPICS) for e in take_in(tmp_path / "class.zip").entries}
        assert [f.problem for f in read_all["1"].files["relu"]] == [
            "it is a symbolic link and was not followed"
        ]
        assert [f.data for f in read_all["1"].files["small"]] == [b"fine"]
        assert [f.problem for f in read_all["2"].files["relu"]] == [
            "it is too large: 11 MB, the limit is 10 MB"
        ]
        assert read_all["3"].remarks == ("`relu.zip`: it is too large: 51 MB, the limit is 50 MB",)

    def test_a_link_in_an_unpacked_download_is_not_followed(self, tmp_path):
        (tmp_path / "class").mkdir()
        (tmp_path / "class" / "bob_2_3_relu.py").write_text("b")
        (tmp_path / "class" / "ada_1_1_relu.py").symlink_to("bob_2_3_relu.py")
        (tmp_path / "class" / "ada_1_2_small.py").write_text("s")
        ada = read(take_in(tmp_path / "class").entries[0], TOPICS)
        assert list(ada.files) == ["small"]
        assert ada.remarks == ("`relu.py`: a symbolic link was handed in; it is not followed",)

    def test_the_folder_of_grades_is_no_part_of_it(self, tmp_path):
        (tmp_path / "class" / "out").mkdir(parents=True)
        (tmp_path / "class" / "a_1_2_relu.py").write_text("b")
        intake = take_in(tmp_path / "class", tmp_path / "class" / "out")
        assert (len(intake.entries), intake.rows) == (1, [])

    @pytest.mark.parametrize("seed", range(60))
    def test_a_damaged_zip_is_one_sentence_or_what_is_left_of_it(self, tmp_path, seed):
        luck = random.Random(seed)
        data = bytearray(zipped([CANVAS, MOODLE, GRADESCOPE][seed % 3]))
        for _ in range(luck.randint(1, 6)):
            data[luck.randrange(len(data))] = luck.randrange(256)
        (tmp_path / "class.zip").write_bytes(bytes(data))
        try:
            said = [r for e in take_in(tmp_path / "class.zip").entries for r in read(e, TOPICS).remarks]
        except ValueError as error:
            said = [str(error)]
        assert not any("\n" in sentence for sentence in said)

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("class.zip", "` cannot be read: file is not a zip file; download it again"),
            ("class.tar", "` is neither a folder nor a zip file; give what your platform delivered"),
        ],
    )
    def test_what_is_no_download_is_one_sentence(self, tmp_path, name, sentence):
        (tmp_path / name).write_bytes(b"nothing")
        with pytest.raises(ValueError) as caught:
            take_in(tmp_path / name)
        assert sentence in str(caught.value).replace("`: it cannot", "` cannot")

    @pytest.mark.parametrize("names", list(itertools.permutations(["ada_1_2_relu.py", "relu.py", "x.zip"])))
    def test_the_order_of_names_in_a_zip_changes_nothing(self, tmp_path, names):
        intake = take_in(as_zip(tmp_path, dict.fromkeys(names, "x")), format_name="canvas")
        assert [e.student for e in intake.entries] == ["1"]


def test_the_formats_that_can_be_asked_for_are_those_that_are_read():
    (option,) = (
        a for a in parser()._subparsers._group_actions[0].choices["grade"]._actions if a.dest == "format"
    )
    assert sorted(option.choices) == sorted(FORMATS)


# ---------------------------------------------------------------- the command


def accounted(out):
    with (out / "intake.csv").open(encoding="utf-8", newline="") as file:
        return {
            (r["path"], r["student"]): (r["outcome"], r["reason"]) for r in csv.DictReader(file, strict=True)
        }


def test_a_canvas_download_is_graded_with_one_command(grade, tmp_path):  # noqa: F811
    place = as_zip(
        tmp_path,
        {
            "doejane_4321_987_small.py": "x = ",
            "doejane_LATE_4321_990_small-1.py": RIGHT,
            "roebob_5_991_small.py": b"#" * (11 << 20),
            "roebob_5_992_notes.txt": "hi",
            "=cmd_1.txt": "",
        },
    )
    status, _, stderr = grade(submissions=place)
    assert status == 0
    assert f"`{place}` looks like a Canvas download: 2 students.\n" in stderr
    assert "Not graded, because a later attempt counts: `doejane_4321_987_small.py`.\n" in stderr
    assert f"What became of each file: `{tmp_path}/out/intake.csv`.\n" in stderr
    rows = table(tmp_path / "out")
    note = "earlier attempts were not graded: `doejane_4321_987_small.py`"
    assert (rows["4321"]["total"], rows["4321"]["status"]) == ("20", f"ok: {note}")
    assert accounted(tmp_path / "out") == {
        ("doejane_LATE_4321_990_small-1.py", "4321"): ("graded", note),
        ("roebob_5_991_small.py", "5"): ("refused", "small.py: it is too large: 11 MB, the limit is 10 MB"),
        ("roebob_5_992_notes.txt", "5"): (
            "ignored",
            "nothing in it counts: small.py: it is too large: 11 MB, the limit is 10 MB",
        ),
        ("doejane_4321_987_small.py", "4321"): (
            "earlier attempt",
            "`doejane_LATE_4321_990_small-1.py` was handed in later",
        ),
        ("'=cmd_1.txt", ""): ("ignored", "its name is not one that Canvas gives"),
    }
    results = {r["student"]: r for r in lines(tmp_path / "out")}
    assert results["4321"]["platform"] == {
        "platform": "canvas", "id": "4321", "name": "doejane", "late": True, "attempt": 2,
        "history": ["doejane_4321_987_small.py"],
    }  # fmt: skip
    assert "2 of them kept from before" in grade(submissions=place)[2]


def test_everybody_in_a_group_gets_the_result(grade, tmp_path):  # noqa: F811
    place = as_zip(tmp_path, {"submission_metadata.yml": YAML, "submission_101/small.py": RIGHT})
    assert grade(submissions=place)[0] == 0
    assert {s: (r["total"], r["status"]) for s, r in table(tmp_path / "out").items()} == dict.fromkeys(
        ["12", "bob@x.edu"], ("20", "ok: handed in by a group: `12`, `bob@x.edu`")
    )


def test_a_plain_folder_lists_what_was_refused(grade, tmp_path):  # noqa: F811
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "small.py").write_text(RIGHT)
    (tmp_path / "class" / "bob.rar").write_bytes(b"")
    assert grade()[0] == 0
    said = accounted(tmp_path / "out")
    assert said["ada", "ada"] == ("graded", "")
    assert said["bob.rar", "bob"][0] == "refused"


def test_a_student_who_only_typed_text_has_a_row_in_both_tables(grade, tmp_path):  # noqa: F811
    folder = "Cyd_13_assignsubmission_onlinetext_"
    assert grade(submissions=as_zip(tmp_path, {f"{folder}/onlinetext.html": "hi"}))[0] == 0
    why = "no file of any lesson was found; there is `onlinetext.html`"
    assert table(tmp_path / "out")["13"]["status"] == f"empty: {why}"
    assert accounted(tmp_path / "out") == {(folder, "13"): ("ignored", why)}


def test_a_format_that_does_not_fit_is_one_sentence(grade, tmp_path):  # noqa: F811
    (tmp_path / "class" / "ada").mkdir(parents=True)
    status, _, stderr = grade("--format", "canvas")
    assert (status, stderr) == (
        2,
        f"error: `{tmp_path}/class` holds nobody's hand-in when read as canvas; "
        "leave --format out to have it recognised\n",
    )
