"""One exercise or question on a student's page: what is right, what is not, and which verdict tells why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from autograder.confinement.running import LEANS
from autograder.grading.text import tells
from autograder.grading.verdict import PASSED, UNATTEMPTED, Verdict
from autograder.policy.policy import ALL, Sight
from autograder.reports.pages import sentence
from autograder.reports.results import Column
from autograder.texts import matched, tr


@dataclass(frozen=True, eq=False)
class Part:
    """What a student reads about one exercise or question. All who did alike share one, see `Feedback`.

    sight: what of it may be seen; the verdicts are without the rest. note: on what was handed in for a question.
    """

    column: Column
    verdicts: tuple[Verdict, ...]
    points: float | None
    sight: Sight = ALL
    note: str = ""

    @cached_property
    def wrong(self) -> list[Verdict]:
        return [v for v in self.verdicts if v.status != PASSED]

    @cached_property
    def passed(self) -> list[Verdict]:
        return [v for v in self.verdicts if v.status == PASSED]

    @cached_property
    def is_right(self) -> bool:
        return bool(self.verdicts) and not self.wrong

    @cached_property
    def is_attempted(self) -> bool:
        return any(v.status != UNATTEMPTED for v in self.verdicts)

    @cached_property
    def is_begun(self) -> bool:
        """Whether there is something to put right; what only the grader failed at is not."""
        return self.is_attempted and any(v.points < v.max_points for v in self.wrong)

    @cached_property
    def lead(self) -> Verdict | None:
        """The visible check that tells the whole story."""
        return next(filter(tells, self.wrong), None)

    @cached_property
    def cause(self) -> str:
        """What the mistake is, if it is a known one."""
        return self.lead.message.cause if self.lead and self.lead.message else ""

    @cached_property
    def hint(self) -> str:
        """The hint of the story or, if only hidden checks fail, of one of them; "" for what is not begun."""
        if not self.is_attempted:
            return ""
        told = [self.lead] if self.lead else self.wrong
        return next((v.message.hint for v in told if v.message and v.message.hint), "")

    @cached_property
    def why_not(self) -> list[str]:
        """Why there was nothing to judge, root cause first: the file does not load, a stub, no function."""
        messages = [v.message for v in self.verdicts if v.message and not v.hidden]
        most = max(messages, key=lambda m: len(m.first), default=None)
        return [s for s in (most.first, most.what) if s] if most else []

    @cached_property
    def blocked(self) -> str:
        """What keeps the whole file, or what is needed of it, from being judged; "" if nothing does."""
        reasons = [] if self.is_attempted else self.why_not
        return reasons[0] if len(reasons) > 1 else ""

    @cached_property
    def leans_on(self) -> str:
        """The exercise that this one calls and that is not right either, "" if there is none."""
        found = (matched(LEANS, v.message.first) for v in self.wrong if v.message)
        return next((values["other"] for values in found if values), "")

    @cached_property
    def is_untold(self) -> bool:
        """Whether a check that students see is wrong and may not be explained."""
        return not self.sight.messages and any(not v.hidden for v in self.wrong)

    @cached_property
    def sentence(self) -> str:
        """What is wrong, in one sentence."""
        if self.leans_on:
            return tr("It calls `{other}`: look at it again when that is right.", other=self.leans_on)
        message = self.lead and self.lead.message
        if self.is_untold:
            return tr("It is not right yet.")
        if not message:
            return tr("Right for every check that you can see, but not for all that are hidden.")
        return message.cause or sentence(message.what)
