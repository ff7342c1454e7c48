"""`autograder regrade` and `autograder index`: what would change, taking it back, and questions about the class."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from autograder.batch.command import Run, started
from autograder.batch.progress import nothing_more
from autograder.batch.store import Result, Store
from autograder.cli import Complaint, say
from autograder.grading.show import clean
from autograder.history.change import Change, compare
from autograder.history.index import INDEX, IndexingError, opened, refresh
from autograder.history.proposal import STAGED, Proposal, Regrade, Undo
from autograder.history.view import Tally, table
from autograder.reports.results import StudentResult
from autograder.reports.table import csv_row, safe_text


def regrade(options: argparse.Namespace) -> int:
    """Show who gains and loses by grading again, or by taking that back; write it only with --yes."""
    if not (options.out / "results.jsonl").is_file():
        raise Complaint(f"`{options.out}` holds no `results.jsonl`; run `autograder grade` first")
    with started(options) as run:
        if options.undo:
            return _undo(run, write=options.yes)
        with Store(options.out / STAGED, remembers=False) as staged:
            proposal = Regrade(run.store, staged)
            run.grade(proposal, nothing_more)  # no page before it is known that a result counts
            _show(run, proposal)
            if proposal.failed:
                some = ", ".join(f"`{clean(s)}`" for s in proposal.failed[:10])
                say(f"The grader failed at {len(proposal.failed)}, whose results stay: {some}.")
            if not proposal.students:
                proposal.discard()
                say("Nothing was written: there is nothing to change.")
                return 1 if proposal.failed else 0
            if not options.yes:
                say("Nothing was written; the same command with --yes does it.")
                return 0
            proposal.commit()
        say("The same command with --undo takes it back.")
        return run.finish(len(run.students) - len(proposal.students))


def _undo(run: Run, *, write: bool) -> int:
    proposal = Undo(run.store)
    if not proposal.name:
        raise Complaint(f"there is no regrade in `{run.out}` that could be taken back")
    _show(run, proposal)
    if proposal.staying:
        say(f"Graded for the first time by that regrade, so nothing comes back: {len(proposal.staying)}.")
    if not write:
        say(f"Nothing was written; --undo --yes takes the regrade of {proposal.name} back.")
        return 0
    proposal.commit()
    say("Put the checks back as well, or the next `autograder grade` grades with the new ones again.")
    return run.finish(len(run.students) - len(proposal.students))


def index(options: argparse.Namespace) -> int:
    """Make the index of a folder if it is not up to date, and answer a question."""
    path = options.grades / INDEX
    try:
        made = refresh(path)
        with closing(opened(path)) as database:
            if options.query:
                _answer(database, options.query)
            else:
                say(_sentence(database, made=made))
                print(path)
    except (IndexingError, sqlite3.Error) as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        raise Complaint(f"cannot write `{path}`: {error.strerror or error}", 1) from None
    return 0


def _sentence(database: sqlite3.Connection, *, made: bool) -> str:
    results, students = database.execute("SELECT count(*), count(DISTINCT student) FROM result").fetchone()
    state = "was made" if made else "is up to date"
    return (
        f"The index {state}: {results} results of {students} students. Views: {', '.join(_views(database))}."
    )


def _views(database: sqlite3.Connection) -> list[str]:
    return [
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
    ]


def _answer(database: sqlite3.Connection, query: str) -> None:
    """Print what a view holds, or what a question in SQL is answered with, as CSV."""
    question = f'SELECT * FROM "{query}"' if query.isidentifier() else query  # noqa: S608 - the instructor's own
    try:
        answer = database.execute(question)
        sys.stdout.write(csv_row([safe_text(name) for name, *_ in answer.description or []]))
        for row in answer:
            sys.stdout.write(csv_row([_cell(value) for value in row]))
    except (sqlite3.Error, sqlite3.Warning) as error:
        views = ", ".join(_views(database))
        raise Complaint(f"the query cannot be answered: {error}; the views are {views}") from None


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else safe_text(str(value))


def _show(run: Run, proposal: Proposal) -> None:
    """The summary on stderr first, then the table on stdout; each reads the results once, so memory stays flat."""

    def changes() -> Iterator[Change]:
        for before, after in proposal.pairs():
            yield compare(_result(run, before) if before else None, _result(run, after))

    tally = Tally(len(run.students) - len(proposal.students))
    for change in changes():
        tally.add(change)
    for line in tally.lines():
        say(line)
    for row in table(changes()):
        sys.stdout.write(row)
    sys.stdout.flush()


def _result(run: Run, data: Result) -> StudentResult:
    return StudentResult(data, run.columns, run.adjustments.of(str(data["student"])))
