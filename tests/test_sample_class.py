"""The sample class earns what examples/README.md says, lesson by lesson."""

import csv

import pytest

from autograder.cli import main

pytestmark = pytest.mark.slow
LESSONS = "4,5,8,9"
TOPICS = ("linear_regression", "activations", "backpropagation", "integration")


def table(text):
    """The rows of the table as {student: cells of points}, all points included."""
    rows = [[cell.strip(" *") for cell in line.strip("|\n").split("|")] for line in text.splitlines()]
    return {row[0] or "all": row[2:] for row in rows if len(row) == 7 and row[-1][:1].isdigit()}


def graded(path):
    """What `grades.csv` says, in the same form; the best have all points."""

    def cells(row):
        topics = [sum(float(row[c]) for c in row if c.startswith(f"{topic}.")) for topic in TOPICS]
        return [f"{v:g}" for v in (*topics, float(row["total"]))]

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {r["student"]: r for r in csv.DictReader(file)}
    best = next(r for r in rows.values() if r["total"] == r["max_total"])
    return {"all": cells(best), **{name: cells(r) for name, r in rows.items()}}


def test_the_sample_class_earns_what_its_readme_says(repository, tmp_path, request):
    path = repository / "examples" / "README.md"
    assert (
        main(["grade", str(repository / "examples/class"), "--lesson", LESSONS, "--out", str(tmp_path)]) == 0
    )
    want, got = table(path.read_text(encoding="utf-8")), graded(tmp_path / "grades.csv")
    if request.config.getoption("update"):
        lines = path.read_text(encoding="utf-8").split("\n")
        for i, line in enumerate(lines):
            cells = line.strip("|").split("|")
            if len(cells) == 7 and (name := cells[0].strip() or "all") in got:
                points = [f"*{p}*" if name == "all" else p for p in got[name]]
                lines[i] = "|".join(["", cells[0], cells[1], *(f" {p} " for p in points), ""])
        path.write_text("\n".join(lines), encoding="utf-8")
        want = table("\n".join(lines))
    assert got == want
