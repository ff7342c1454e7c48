"""Students' results for the tests of reports: programs of one lesson graded as in a batch, and what is read of them."""

from dataclasses import dataclass
from html.parser import HTMLParser

from autograder.batch.finds import Found
from autograder.batch.grading import grade_submission
from autograder.batch.intake import Submission
from autograder.confinement.running import Assignment
from autograder.grading.checks import Lesson
from autograder.reports.feedback import Feedback
from autograder.reports.results import StudentResult, columns

HOSTILE = "<script>alert(1)</script><b>\x1b[31m\u202e&amp;\u200b"
NOT_TEXT = r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


@dataclass(frozen=True)
class Result(StudentResult):
    """A result that knows its lesson."""

    lesson: Lesson = None

    @classmethod
    def of(cls, data, lesson):
        return cls({**data, "key": "k"}, columns([lesson]), lesson=lesson)


def grader(worker, lesson):
    """A function that grades a program as a student's only file."""
    usual = Assignment.of(lesson)

    def run(program, student="ada", file="small.py", assignment=usual, **more):
        return grade(worker, assignment, program, student, file, **more)

    return run


def grade(worker, assignment, program, student="ada", file="small.py", **more):
    """Grade a program as a student's only file; None: nothing was handed in."""
    files = {"small": [Found(file, program.encode())]} if program is not None else {}
    return Result.of(
        grade_submission(worker, [assignment], Submission(student, None, files, **more)), assignment.lesson
    )


def page_of(result):
    return Feedback([result.lesson]).page(result)


class _Text(HTMLParser):
    """Tags in order, and the text with a space where a new block begins."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("code", "a", "strong", "span", "small", "bdi"):
            self.text += " "

    def handle_data(self, data):
        if self.tags[-1:] != [("style", {})]:
            self.text += data


def read(page):
    """The parser and the words of a page."""
    parser = _Text()
    parser.feed(page)
    return parser, " ".join(parser.text.split())


def text_of(result):
    return read(page_of(result))[1]


def in_order(text, *parts):
    """Whether the text holds these parts, one after the other."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, f"not there, or too early: {part}"
        place += len(part)
    return True
