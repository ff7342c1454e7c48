"""`results.jsonl`: nothing that was written whole is ever lost, nothing torn is ever believed."""

import json
import os
import resource
import subprocess
import sys
import tracemalloc

import pytest

from autograder.batch.store import Store, StoreError, resume_key
from autograder.grading.verdict import GRADER_ERROR


def result(student, digest="d", status="ok", **more):
    return {
        "student": student,
        "digest": digest,
        "key": "k",
        "level": "process",
        "status": status,
        "lessons": [],
        **more,
    }


def filled(path, *results):
    with Store(path) as store:
        for one in results:
            store.append(one)
    return path.read_bytes()


def done(store, *students, digest="d"):
    return [store.has(s, resume_key(result(s, digest))) for s in students]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "out" / "results.jsonl"


def test_what_is_appended_is_read_back_in_any_order_by_the_next_run(path):
    filled(path, result("ada", n=1), result("bob", n=2), result("cyd", n=3))
    with Store(path) as store:
        assert [r["n"] for r in store.latest(["cyd", "ada"])] == [3, 1]
        assert done(store, "ada", "bob", "cyd", "dora") == [True, True, True, False]


def test_every_line_is_json_with_a_schema_version(path):
    lines = filled(path, result("ada"), result("a\nb")).split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line)["schema_version"] for line in lines] == [2, 2]


def test_the_last_line_of_a_student_counts_and_the_file_only_grows(path):
    first = filled(path, result("ada", n=1), result("bob", n=1))
    second = filled(path, result("ada", "new", n=2))
    assert second.startswith(first)
    with Store(path) as store:
        assert [r["n"] for r in store.latest(["ada", "bob"])] == [2, 1]
        assert done(store, "ada") == [False]
        assert done(store, "ada", digest="new") == [True]


@pytest.mark.parametrize("field", ["digest", "key", "level"])
def test_another_content_key_or_level_is_not_done(path, field):
    filled(path, result("ada"))
    with Store(path) as store:
        assert store.has("ada", resume_key(result("ada")))
        assert not store.has("ada", resume_key({**result("ada"), field: "other"}))


def test_an_error_of_the_grader_is_never_done(path):
    filled(path, result("ada", status=GRADER_ERROR))
    with Store(path) as store:
        assert done(store, "ada") == [False]
        assert [r["status"] for r in store.latest(["ada"])] == [GRADER_ERROR]


@pytest.mark.parametrize(
    "student", ["ünï cødé", "a\nb", "=cmd", "", "\udcff\udc80", "x" * 5000, '"\\', "\u2028"]
)
def test_any_name_survives(path, student):
    filled(path, result(student, n=7))
    with Store(path) as store:
        assert done(store, student) == [True]
        assert [r["n"] for r in store.latest([student])] == [7]


def test_a_kill_at_any_byte_loses_only_the_line_that_was_being_written(path):
    whole = filled(path, result("ada", n=1), result("bob", n=2), result("cyd", n=3))
    lines = whole.splitlines(keepends=True)
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        complete = [line for i, line in enumerate(lines) if cut >= sum(map(len, lines[: i + 1]))]
        with Store(path) as store:
            assert done(store, "ada", "bob", "cyd") == [i < len(complete) for i in range(3)]
            store.append(result("dora"))
            assert [r["student"] for r in store.latest(["ada", "bob", "cyd", "dora"])][-1] == "dora"
        after = path.read_bytes()
        assert after.startswith(b"".join(complete))
        assert [json.loads(line)["student"] for line in after.splitlines()] == [
            *["ada", "bob", "cyd"][: len(complete)], "dora",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "junk", [b"hello\n", b"{}\n", b"[]\n", b"\0\0\0\n", b"\xff\n", b'{"schema_version": 1}\n', b"\n"]
)
def test_a_damaged_line_is_reported_and_the_file_left_alone(path, junk):
    first = filled(path, result("ada"))
    path.write_bytes(first + junk + first)
    sentence = f"has a line that is not a result, at byte {len(first)}; delete that line, or use a new folder"
    with pytest.raises(StoreError, match=sentence), Store(path):
        pass
    assert path.read_bytes() == first + junk + first


def test_a_file_of_another_version_is_refused(path):
    filled(path, result("ada"))
    path.write_bytes(path.read_bytes().replace(b'"schema_version": 2', b'"schema_version": 99'))
    with (
        pytest.raises(StoreError, match=r"was written by another version \(schema 99\); use a new folder"),
        Store(path),
    ):
        pass


def test_two_graders_never_write_to_one_folder(path):
    with Store(path) as store:
        with (
            pytest.raises(StoreError, match=r"another `autograder grade` is writing to `.*/out`"),
            Store(path),
        ):
            pass
        store.append(result("ada"))
    assert filled(path, result("bob")).count(b"\n") == 2


def test_the_lock_of_a_killed_grader_is_gone(path):
    path.parent.mkdir()
    program = (
        "import sys, time, pathlib; from autograder.batch.store import Store\n"
        "store = Store(pathlib.Path(sys.argv[1])).__enter__(); print(flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE) as grader:
        grader.stdout.readline()
        with pytest.raises(StoreError, match="another `autograder grade`"), Store(path):
            pass
        grader.kill()
    assert filled(path, result("ada")).count(b"\n") == 1


def test_a_file_system_without_locks_is_reported(path, monkeypatch):
    def no_locks(file, kind):
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(StoreError, match=r"cannot use `.*results.jsonl`: No locks available"), Store(path):
        pass


def test_an_out_folder_that_cannot_be_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot write to `.*/file/out/results.jsonl`: Not a directory"):
        Store(tmp_path / "file" / "out" / "results.jsonl").__enter__()


@pytest.fixture
def room():
    """Limit the size of any file written by this process, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("left", [0, 1, 50])
def test_a_full_disk_leaves_whole_lines_and_can_be_gone_on_from(path, room, left):
    whole = filled(path, result("ada"), result("bob"))
    with Store(path) as store:
        room(len(whole) + left)
        with pytest.raises(
            StoreError, match=r"cannot write to .*: File too large; nothing is lost, run the same"
        ):
            store.append(result("cyd"))
        assert path.read_bytes() == whole
        assert done(store, "ada", "bob", "cyd") == [True, True, False]
        room(resource.RLIM_INFINITY)
        store.append(result("cyd"))
    assert [json.loads(line)["student"] for line in path.read_bytes().splitlines()] == ["ada", "bob", "cyd"]


def test_a_digest_tells_whether_the_first_bytes_are_the_same(path):
    filled(path, result("ada"))
    with Store(path) as store:
        size, before = store.size, store.digest(store.size)
        store.append(result("bob"))
        assert store.digest(size) == before != store.digest(store.size)
        assert store.digest(10**12) == store.digest(store.size)
    path.write_bytes(path.read_bytes().replace(b"ada", b"eve"))
    with Store(path) as store:
        assert store.digest(size) != before


def test_a_write_that_takes_only_a_few_bytes_goes_on(path, monkeypatch):
    with Store(path) as store:

        class Slow:
            def __getattr__(self, name):
                return getattr(file, name)

            def write(self, data):
                return os.write(file.fileno(), data[:7])

        file, store.file = store.file, Slow()
        store.append(result("ada", text="x" * 100))
        store.file = file
    assert json.loads(path.read_bytes())["text"] == "x" * 100


def test_nothing_but_small_facts_is_kept_for_each_student(path):
    with Store(path) as store:
        tracemalloc.start()
        for i in range(400):
            store.append(result(f"student {i}", digest=f"{i:064}", lessons=["x" * 20_000]))
        assert tracemalloc.get_traced_memory()[0] < 400 * 1000
        tracemalloc.stop()
    tracemalloc.start()
    with Store(path) as store:
        kept = [len(r["lessons"][0]) for r in store.latest(f"student {i}" for i in range(400))]
        assert tracemalloc.get_traced_memory()[0] < 400 * 1000
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    assert kept == [20_000] * 400
