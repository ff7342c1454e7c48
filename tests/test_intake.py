"""Whatever lies in a folder of submissions is found, or refused with one sentence; nothing stops the search."""

import io
import os
import random
import stat
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch import finds as limits
from autograder.batch.finds import near_topic, topic_of
from autograder.batch.intake import Entry, entries, read

TOPICS = ["relu", "gradient_descent"]
PROGRAM = b"def relu(x):\n    return x\n"


def put(path, data=PROGRAM):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def zipped(members):
    """The bytes of a zip file with these members: {name: bytes}, or a ZipInfo as name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():  # a fixed date: damage done at random is the same every day
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def hand_in(path, topics=TOPICS):
    return read(Entry("ada", path), topics)


def problems(submission):
    return [f.problem for files in submission.files.values() for f in files]


@pytest.mark.parametrize(
    "name",
    [
        "relu.py", "relu.ipynb", "ReLU.py", "relu.IPYNB", "relu (1).py", "relu(2).py", "relu-1.py", "relu_2.ipynb",
        "relu-Copy1.ipynb", "relu - Copy.py", "relu - Copy (2).py", "relu copy.py", "relu copy 2.py",
        "Copy of relu.ipynb", "05_relu.py", "5 relu.py", "relu (1) (1).py",
    ],
)  # fmt: skip
def test_a_file_is_recognised_under_the_names_that_downloads_give_it(name):
    assert topic_of(name, TOPICS) == "relu"


@pytest.mark.parametrize(
    "name",
    [
        "relu",
        "relu.txt",
        "relu.py.txt",
        "my_relu.py",
        "relux.py",
        "relu_derivative.py",
        ".py",
        "1.py",
        "relu.pyc",
        "",
    ],
)
def test_other_files_belong_to_no_lesson(name):
    assert topic_of(name, TOPICS) is None


COURSE = ["derivatives", "partial_derivatives", "linear_regression", "activations"]


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("linear regression.py", "linear_regression"),
        ("Linear-Regression.IPYNB", "linear_regression"),
        ("04_linear_regression_v2.py", "linear_regression"),
        ("mueller_activations.py", "activations"),
        ("Übung activations.ipynb", "activations"),
        ("Activations-final (2).ipynb", "activations"),
        ("my partial derivatives.py", "partial_derivatives"),
        ("activations.txt", None),
        ("activations.py.txt", None),
        ("deactivations.py", None),
        ("linear.py", None),
        ("activations_and_derivatives.py", None),
        ("hw8.py", None),
        (".py", None),
        ("", None),
    ],
)
def test_a_name_that_holds_the_words_of_one_lesson_is_near_it(name, topic):
    assert near_topic(name, COURSE) == topic


class TestNearNames:
    """Files with names of the student's own."""

    @pytest.mark.parametrize("packed", [False, True])
    def test_count_when_there_is_no_exact_name(self, tmp_path, packed):
        members = {"sub/Gradient descent v1.py": b"1", "ada-gradient_descent.py": b"2", "hw.py": b"3"}
        if packed:
            put(tmp_path / "ada", zipped(members)).rename(tmp_path / "ada.zip")
        for name, data in {} if packed else members.items():
            put(tmp_path / "ada" / name, data)
        submission = hand_in(tmp_path / ("ada.zip" if packed else "ada"))
        assert [f.data for f in submission.files["gradient_descent"]] == [b"2", b"1"]
        assert submission.remarks == (
            "taken for lessons by words in their names: `ada-gradient_descent.py` for `gradient_descent`, "
            "`sub/Gradient descent v1.py` for `gradient_descent`",
        )
        assert submission.unread == ("hw.py",)

    def test_do_not_count_beside_an_exact_name(self, tmp_path):
        put(tmp_path / "ada" / "sub" / "relu.py")
        put(tmp_path / "ada" / "relu_final.py", b"better")
        submission = hand_in(tmp_path / "ada")
        assert [f.data for f in submission.files["relu"]] == [PROGRAM]
        assert submission.remarks == ()

    def test_are_never_taken_from_a_lesson_that_is_not_graded_now(self, tmp_path):
        put(tmp_path / "ada" / "partial_derivatives.py")
        entry = Entry("ada", tmp_path / "ada")
        assert list(read(entry, ["derivatives"]).files) == ["derivatives"]
        submission = read(entry, ["derivatives"], ["derivatives", "partial_derivatives"])
        assert (submission.files, submission.unread) == ({}, ())


def test_programs_that_were_not_recognised_are_named_those_most_like_a_missing_lesson_first(tmp_path):
    put(tmp_path / "ada" / "gradient_descent.py")
    for name in (
        "hw8.py",
        "notes.md",
        "relu.txt",
        "a.ipynb",
        "relus.py",
        "b.py.txt",
        "plot.png",
        "relu.py.txt",
    ):
        put(tmp_path / "ada" / name)
    unread = hand_in(tmp_path / "ada").unread
    assert sorted(unread) == ["a.ipynb", "b.py.txt", "hw8.py", "relu.py.txt", "relu.txt", "relus.py"]
    assert set(unread[:3]) == {"relu.py.txt", "relu.txt", "relus.py"}
    put(tmp_path / "ada" / "relu.py")
    assert hand_in(tmp_path / "ada").unread == ()


@pytest.mark.parametrize(
    "name", ["1" * 200 + "x.py", "relu" + " copy" * 5000 + "!.py", "(1)" * 9000 + ".py", "a" * 10**6 + ".py"]
)
def test_a_hostile_name_does_not_keep_the_matcher_busy(name):
    began = time.perf_counter()
    assert topic_of(name, TOPICS) is near_topic(name, TOPICS) is None
    assert time.perf_counter() - began < 0.1


@given(st.text(max_size=60))
@settings(deadline=200)
def test_any_name_is_a_topic_or_none(name):
    assert topic_of(name, TOPICS) in (None, *TOPICS)


class TestEntries:
    """Who handed something in."""

    def students(self, root, **more):
        return [e.student for e in entries(root, **more)[0]]

    def test_folders_and_archives_are_students_in_the_order_of_their_names(self, tmp_path):
        put(tmp_path / "cyd" / "relu.py")
        put(tmp_path / "bob.zip")
        put(tmp_path / "ada.tar.gz")
        (tmp_path / "dora").mkdir()
        assert self.students(tmp_path) == ["ada", "bob", "cyd", "dora"]

    def test_what_is_no_submission_is_named(self, tmp_path):
        put(tmp_path / "notes.txt")
        put(tmp_path / "relu.py")
        put(tmp_path / ".hidden.zip")
        put(tmp_path / ".DS_Store")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".cache").mkdir()
        assert entries(tmp_path) == (
            [],
            {
                ".cache": "its name starts with a dot",
                ".hidden.zip": "its name starts with a dot",
                "notes.txt": "it is neither a folder nor an archive",
                "relu.py": "it is neither a folder nor an archive",
            },
        )

    @pytest.mark.parametrize(
        ("names", "students"),
        [
            (["ada/", "ada.zip"], ["ada", "ada.zip"]),
            (["ada.zip", "ada.ZIP"], ["ada.ZIP", "ada.zip"]),
            (["a.zip/", "a.zip.zip"], ["a", "a.zip"]),
            (["a/", "a.zip", "a.zip.zip"], ["a", "a.zip", "a.zip.zip"]),
            (["ada.zip", "ada.rar"], ["ada.rar", "ada.zip"]),
            (["ada", "Ada/", "bob.zip"], ["Ada", "bob"]),
            (["..x/", "...zip"], ["..", "..x"]),
        ],
    )
    def test_two_hand_ins_never_become_one_student(self, tmp_path, names, students):
        for name in names:
            (tmp_path / name).mkdir() if name.endswith("/") else put(tmp_path / name)
        assert self.students(tmp_path) == students

    @pytest.mark.parametrize("marker", ["nbgrader_config.py", "source/x"])
    def test_a_course_folder_of_nbgrader_is_its_submitted_folder(self, tmp_path, marker):
        put(tmp_path / marker)
        put(tmp_path / "submitted" / "ada" / "05_relu" / "relu.ipynb")
        (tmp_path / "release").mkdir()
        assert self.students(tmp_path) == ["ada"]

    def test_a_student_may_be_called_submitted(self, tmp_path):
        put(tmp_path / "submitted" / "relu.py")
        assert self.students(tmp_path) == ["submitted"]

    def test_the_folder_of_grades_is_no_student(self, tmp_path):
        put(tmp_path / "ada" / "relu.py")
        put(tmp_path / "grades" / "grades.csv")
        assert self.students(tmp_path, but=tmp_path / "x" / ".." / "grades") == ["ada"]

    @pytest.mark.parametrize("but", [".", "../course", "submitted"])
    def test_grades_are_not_written_among_the_students(self, tmp_path, but):
        course = put(tmp_path / "course" / "nbgrader_config.py").parent
        put(course / "submitted" / "ada" / "relu.py")
        with pytest.raises(ValueError, match="` holds the submissions; give --out another folder"):
            entries(course, course / but)

    @pytest.mark.parametrize("results", [b"", b'{"schema_version": 1, "student": "ada"}'])
    def test_the_grades_of_an_earlier_run_are_no_student(self, tmp_path, results):
        put(tmp_path / "ada" / "results.jsonl", b'{"loss": 1}')
        (tmp_path / "bob").mkdir()
        os.mkfifo(tmp_path / "bob" / "results.jsonl")
        put(tmp_path / "old" / "results.jsonl", results)
        found, ignored = entries(tmp_path)
        assert [e.student for e in found] == ["ada", "bob"]
        assert ignored == {"old": "it holds the grades of an earlier run"}

    def test_a_folder_and_an_archive_of_one_name_are_remarked_upon(self, tmp_path):
        put(tmp_path / "ada" / "relu.py")
        put(tmp_path / "ada.zip", zipped({"relu.py": PROGRAM}))
        put(tmp_path / "bob" / "relu.py")
        said = {e.student: read(e, ["relu"]).remarks for e in entries(tmp_path)[0]}
        assert said == {
            "ada": ("there is `ada.zip` too, probably of the same student; keep one of them",),
            "ada.zip": ("there is `ada` too, probably of the same student; keep one of them",),
            "bob": (),
        }

    def test_links_that_lead_nowhere_do_no_harm(self, tmp_path):
        (tmp_path / "ada").symlink_to("ada")
        (tmp_path / "bob").symlink_to("nothing")
        assert self.students(tmp_path, but=tmp_path / "grades") == ["ada", "bob"]

    def test_a_missing_folder_is_one_sentence(self, tmp_path):
        with pytest.raises(
            ValueError, match=r"`.*/nowhere` is not a folder; give the folder that holds one folder for"
        ):
            entries(tmp_path / "nowhere")

    def test_a_folder_that_cannot_be_listed_is_one_sentence(self, tmp_path, monkeypatch):
        monkeypatch.setattr(os, "scandir", _denied)
        with pytest.raises(ValueError, match="cannot be read: Permission denied"):
            entries(tmp_path)


@pytest.mark.parametrize(
    "place",
    ["relu.py", "relu.ipynb", "05_relu/relu.py", "05_relu/relu.ipynb", "a/b/c/d/e/f/relu.py", "relu (1).py"],
)
def test_a_file_is_found_wherever_it_lies_in_folder_zip_or_zip_within(tmp_path, place):
    put(tmp_path / "folder" / place)
    put(tmp_path / "plain.zip", zipped({place: PROGRAM}))
    put(tmp_path / "packed" / "handin.zip", zipped({place: PROGRAM}))
    put(tmp_path / "twice.zip", zipped({"handin.zip": zipped({place: PROGRAM})}))
    for name, prefix in (
        ("folder", ""),
        ("plain.zip", ""),
        ("packed", "handin.zip/"),
        ("twice.zip", "handin.zip/"),
    ):
        [found] = hand_in(tmp_path / name).files["relu"]
        assert (found.name, found.data, found.problem) == (prefix + place, PROGRAM, "")


@pytest.mark.parametrize(
    "name",
    ["../relu.py", "/etc/relu.py", "..\\..\\relu.py", "C:\\work\\relu.py", "./relu.py", "x/../relu.py"],
)
def test_paths_in_an_archive_are_only_names(tmp_path, name):
    submission = hand_in(put(tmp_path / "s" / "ada.zip", zipped({name: PROGRAM})))
    assert [f.data for f in submission.files["relu"]] == [PROGRAM]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["ada.zip", "s"]


@pytest.mark.parametrize("folder", ["__MACOSX", "__pycache__", ".ipynb_checkpoints", "site-packages", ".git"])
def test_copies_that_machines_make_are_not_looked_at(tmp_path, folder):
    put(tmp_path / "ada" / folder / "relu.py")
    put(tmp_path / "ada.zip", zipped({f"{folder}/relu.py": PROGRAM, "._relu.py": PROGRAM}))
    assert hand_in(tmp_path / "ada").files == hand_in(tmp_path / "ada.zip").files == {}


def test_two_files_for_one_lesson_are_both_candidates(tmp_path):
    put(tmp_path / "ada" / "relu.py")
    put(tmp_path / "ada" / "old" / "relu.ipynb", b"{}")
    assert [f.name for f in hand_in(tmp_path / "ada").files["relu"]] == ["relu.py", "old/relu.ipynb"]


def test_names_that_belong_to_no_lesson_are_kept_so_that_a_report_can_say_what_there_is(tmp_path):
    for name in "abcde":
        put(tmp_path / "ada" / f"{name}.py")
    submission = hand_in(tmp_path / "ada")
    assert (submission.files, submission.others) == ({}, ("a.py", "b.py", "c.py"))


# Each makes a broken `relu.py` beside a good `gradient_descent.py`.


def a_folder(place):
    (place / "relu.py").mkdir()


def an_empty_file(place):
    (place / "relu.py").write_text(" \n")


def a_pipe(place):
    os.mkfifo(place / "relu.py")


def a_large_file(place):
    with (place / "relu.py").open("wb") as file:
        file.truncate(20 << 20)


def a_link_out(place):
    put(place.parent / "secret.py", b"key")
    (place / "relu.py").symlink_to(place.parent / "secret.py")


def a_link_to_a_neighbour(place):
    put(place.parent / "neighbour" / "relu.py")
    (place / "relu.py").symlink_to("../neighbour/relu.py")


def a_link_to_etc(place):
    (place / "relu.py").symlink_to("/etc/passwd")


def a_link_to_nothing(place):
    (place / "relu.py").symlink_to("nothing.py")


def a_link_to_itself(place):
    (place / "relu.py").symlink_to("relu.py")


def a_link_to_a_folder(place):
    (place / "sub").mkdir()
    (place / "relu.py").symlink_to("sub")


BROKEN = [
    (a_folder, "it is a folder, not a file"),
    (an_empty_file, "it is empty"),
    (a_pipe, "it is not a regular file"),
    (a_large_file, "it is too large: 20 MB, the limit is 10 MB"),
    (a_link_out, "it is a symbolic link out of the submission and was not followed"),
    (a_link_to_a_neighbour, "it is a symbolic link out of the submission and was not followed"),
    (a_link_to_etc, "it is a symbolic link out of the submission and was not followed"),
    (a_link_to_nothing, "it cannot be read: no such file or directory"),
    (a_link_to_itself, "it cannot be read: "),
    (a_link_to_a_folder, "it is a folder, not a file"),
]


@pytest.mark.parametrize(("break_it", "sentence"), BROKEN, ids=lambda v: getattr(v, "__name__", ""))
def test_a_broken_file_is_one_sentence_and_costs_only_itself(tmp_path, break_it, sentence):
    place = put(tmp_path / "ada" / "gradient_descent.py").parent
    break_it(place)
    submission = hand_in(place)
    assert submission.files["gradient_descent"][0].data == PROGRAM
    [found] = submission.files["relu"]
    assert found.problem.startswith(sentence)
    assert found.data == b""
    assert submission.problem == ""


def test_a_link_inside_the_submission_is_followed(tmp_path):
    put(tmp_path / "ada" / "src" / "work.py")
    (tmp_path / "ada" / "relu.py").symlink_to("src/work.py")
    assert [f.data for f in hand_in(tmp_path / "ada").files["relu"]] == [PROGRAM]


def test_a_link_to_a_folder_is_not_followed_and_said(tmp_path):
    put(tmp_path / "other" / "relu.py")
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "05_relu").symlink_to(tmp_path / "other")
    submission = hand_in(tmp_path / "ada")
    assert submission.files == {}
    assert submission.remarks == ("`05_relu` is a symbolic link to a folder and was not followed",)


def test_a_link_instead_of_a_folder_is_refused(tmp_path):
    put(tmp_path / "other" / "relu.py")
    (tmp_path / "ada").symlink_to("other")
    [entry, _] = entries(tmp_path)[0]
    assert read(entry, TOPICS).problem == "a symbolic link was handed in; it is not followed"


def _denied(path, *more, **flags):
    raise PermissionError(13, "Permission denied", str(path))


def test_an_unreadable_file_costs_only_itself(tmp_path, monkeypatch):
    place = put(tmp_path / "ada" / "gradient_descent.py").parent
    put(place / "relu.py")
    real = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *a: _denied(path) if Path(path).name == "relu.py" else real(path, *a)
    )
    submission = hand_in(place)
    assert [f.problem for f in submission.files["relu"]] == ["it cannot be read: permission denied"]
    assert submission.files["gradient_descent"][0].data == PROGRAM


@pytest.mark.parametrize("locked", ["ada", "sub"])
def test_an_unreadable_folder_costs_only_itself(tmp_path, monkeypatch, locked):
    put(tmp_path / "ada" / "relu.py")
    put(tmp_path / "ada" / "sub" / "gradient_descent.py")
    real = os.scandir
    monkeypatch.setattr(
        os, "scandir", lambda path: _denied(path) if Path(path).name == locked else real(path)
    )
    submission = hand_in(tmp_path / "ada")
    if locked == "ada":
        assert (submission.files, submission.problem) == ({}, "it cannot be read: permission denied")
    else:
        assert list(submission.files) == ["relu"]
        assert submission.remarks == ("the folder `sub`: it cannot be read: permission denied",)


def symlink_member():
    member = zipfile.ZipInfo("relu.py")
    member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return {member: b"/etc/passwd"}


def patched(data, old, new):
    assert old in data
    return data.replace(old, new)


ARCHIVES = {
    "empty": (b"", "it cannot be read: file is not a zip file"),
    "no zip at all": (b"hello" * 100, "it cannot be read: file is not a zip file"),
    "cut short": (zipped({"relu.py": PROGRAM})[:-30], "it cannot be read: file is not a zip file"),
}
MEMBERS = {
    "a symbolic link": (zipped(symlink_member()), "it is a symbolic link and was not followed"),
    "a folder": (zipped({"relu.py/": b""}), "it is a folder, not a file"),
    "too large": (zipped({"relu.py": b"#" * (20 << 20)}), "it is too large: 20 MB, the limit is 10 MB"),
    "encrypted": (
        patched(zipped({"relu.py": PROGRAM}), b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x01\x00\x08\x00"),
        "it is encrypted",
    ),
    "damaged": (
        patched(zipped({"relu.py": PROGRAM}), b"\x4b\x49\x4d\x53", b"\x4b\x49\xff\xff"),
        "it cannot be read: ",
    ),
    "of an unknown kind": (
        patched(zipped({"relu.py": PROGRAM}), b"\x00\x00\x08\x00", b"\x00\x00\x63\x00"),
        "it cannot be read: that compression method is not supported",
    ),
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_broken_archive_is_one_sentence(tmp_path, kind):
    data, sentence = ARCHIVES[kind]
    assert hand_in(put(tmp_path / "ada.zip", data)).problem == sentence
    put(tmp_path / "bob" / "relu.py")
    put(tmp_path / "bob" / "more.zip", data)
    inside = hand_in(tmp_path / "bob")
    assert inside.remarks == (f"`more.zip`: {sentence}",)
    assert inside.files["relu"][0].data == PROGRAM


@pytest.mark.parametrize("kind", MEMBERS)
def test_a_broken_member_of_an_archive_costs_only_itself(tmp_path, kind):
    data, sentence = MEMBERS[kind]
    put(tmp_path / "ada" / "gradient_descent.py")
    put(tmp_path / "ada" / "handin.zip", data)
    submission = hand_in(tmp_path / "ada")
    assert submission.files["gradient_descent"][0].data == PROGRAM
    assert [f.problem.startswith(sentence) for f in submission.files["relu"]] == [True], submission.files[
        "relu"
    ]


def test_an_archive_that_lies_about_sizes_is_cut_off(tmp_path):
    bomb = zipped({"relu.py": b"#" * (20 << 20)})
    lie = patched(bomb, (20 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    [problem] = problems(hand_in(put(tmp_path / "ada.zip", lie)))
    assert problem


def test_a_zip_in_a_zip_in_a_zip_is_not_opened(tmp_path):
    inner = zipped({"c.zip": zipped({"relu.py": PROGRAM})})
    submission = hand_in(put(tmp_path / "ada.zip", zipped({"b.zip": inner})))
    assert (submission.files, submission.others) == ({}, ("b.zip/c.zip",))


@pytest.mark.parametrize("ending", ["rar", "7z", "tar.gz"])
def test_other_archives_are_not_lost_but_named(tmp_path, ending):
    put(tmp_path / f"ada.{ending}")
    [entry] = entries(tmp_path)[0]
    assert entry.student == "ada"
    kind = ending.split(".")[-1]
    assert (
        read(entry, TOPICS).problem
        == f"a .{kind} archive was handed in; only .zip is opened, so unpack it first"
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_to_an_archive_stops_the_search(tmp_path, seed):
    luck = random.Random(seed)
    whole = zipped(
        {
            "relu.py": PROGRAM * 20,
            "sub/gradient_descent.ipynb": b"{}" * 99,
            "in.zip": zipped({"relu.py": b"x"}),
        }
    )
    data = bytearray(whole)
    for _ in range(luck.randint(1, 12)):
        data[luck.randrange(len(data))] = luck.randrange(256)
    submission = hand_in(
        put(tmp_path / "ada.zip", bytes(data[: luck.randint(1, len(data)) if seed % 3 == 0 else None]))
    )
    for sentence in (submission.problem, *submission.remarks, *problems(submission)):
        assert sentence == sentence.strip()
        assert "\n" not in sentence


class TestLimits:
    """A hand-in of any size takes little memory and time."""

    def test_more_files_than_anybody_writes(self, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "MAX_NAMES", 20)
        put(tmp_path / "ada" / "relu.py")
        for i in range(30):
            put(tmp_path / "ada" / "env" / f"{i}.txt", b"")
        submission = hand_in(tmp_path / "ada")
        assert submission.remarks == ("it holds more than 20 files; the rest was not looked at",)
        assert [f.data for f in submission.files["relu"]] == [PROGRAM]
        many = zipped({**{f"b/{i}.txt": b"" for i in range(30)}, "z/relu.py": PROGRAM})
        packed = hand_in(put(tmp_path / "bob.zip", many))
        assert packed.remarks == submission.remarks
        assert [f.data for f in packed.files["relu"]] == [PROGRAM], "lessons' files come first in an archive"

    def test_what_machines_make_does_not_count(self, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "MAX_NAMES", 20)
        machines = {f".venv/lib/{i}.py": b"#" for i in range(30)}
        for name, data in {**machines, "z/relu.py": PROGRAM}.items():
            put(tmp_path / "ada" / name, data)
        submission = hand_in(tmp_path / "ada")
        assert (list(submission.files), submission.remarks) == (["relu"], ())
        packed = hand_in(put(tmp_path / "bob.zip", zipped({**machines, "z/relu.py": PROGRAM})))
        assert [(f.name, f.data) for f in packed.files["relu"]] == [("z/relu.py", PROGRAM)]
        assert packed.remarks == ()

    def test_more_candidates_than_anybody_needs(self, tmp_path):
        for i in range(12):
            put(tmp_path / "ada" / f"relu ({i}).py")
        submission = hand_in(tmp_path / "ada")
        assert len(submission.files["relu"]) == 8
        assert submission.remarks == ("more than 8 files for `relu`; the rest was not looked at",)

    def test_all_files_together(self, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "MAX_TOTAL", 100)
        put(tmp_path / "ada" / "gradient_descent.py", b"#" * 90)
        put(tmp_path / "ada" / "relu.py", b"#" * 20)
        submission = hand_in(tmp_path / "ada")
        assert problems(submission) == ["", "it was not read: the hand-in holds more than 0.0 MB"]

    def test_a_large_archive(self, tmp_path):
        with (tmp_path / "ada.zip").open("wb") as file:
            file.truncate(60 << 20)
        assert hand_in(tmp_path / "ada.zip").problem == "it is too large: 60 MB, the limit is 50 MB"

    def test_depth(self, tmp_path):
        put(tmp_path / "ada" / "1/2/3/4/5/6/7/relu.py")
        submission = hand_in(tmp_path / "ada")
        assert submission.files == {}
        assert submission.remarks == ("`1/2/3/4/5/6/7` lies more than 6 folders deep and was not looked at",)


CHANGES = {
    "a space": lambda p: put(p / "relu.py", PROGRAM + b" "),
    "another lesson": lambda p: put(p / "gradient_descent.py", PROGRAM),
    "nothing left": lambda p: (p / "relu.py").unlink(),
    "another name": lambda p: (p / "relu.py").rename(p / "relu.ipynb"),
    "a second file": lambda p: put(p / "more" / "relu.py"),
    "something refused": lambda p: (p / "link").symlink_to("/"),
}


class TestDigest:
    """What decides whether a submission is graded again."""

    def test_is_the_same_for_the_same_content_in_another_folder(self, tmp_path):
        put(tmp_path / "a" / "relu.py")
        put(tmp_path / "b" / "relu.py")
        assert hand_in(tmp_path / "a").digest == hand_in(tmp_path / "b").digest

    @pytest.mark.parametrize("change", CHANGES)
    def test_changes_with_anything_that_grading_sees(self, tmp_path, change):
        put(tmp_path / "relu.py")
        before = hand_in(tmp_path).digest
        CHANGES[change](tmp_path)
        assert hand_in(tmp_path).digest != before

    def test_does_not_change_with_files_of_no_lesson_beside_one_of_a_lesson(self, tmp_path):
        put(tmp_path / "relu.py")
        before = hand_in(tmp_path).digest
        put(tmp_path / "timestamp.txt")
        assert hand_in(tmp_path).digest == before
