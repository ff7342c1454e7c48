"""`autograder grade --executor dask`."""

from __future__ import annotations

import argparse
import contextlib
import functools
from collections.abc import Iterator

from autograder.batch.cluster.cluster import Cluster, connected
from autograder.batch.engine import Crew
from autograder.cli import Complaint, say
from autograder.confinement.level import PROCESS
from autograder.grading.checks import Lesson


@contextlib.contextmanager
def on_cluster(
    options: argparse.Namespace, lessons: list[Lesson], key: str, known: list[str]
) -> Iterator[Crew]:
    """The cluster of `--scheduler`. Raises LaneError if it is not there or cannot grade."""
    if not options.scheduler:
        raise Complaint("--executor dask needs --scheduler ADDRESS, such as tcp://10.0.0.1:8786")
    if options.level == PROCESS.name and not options.trust_submissions:
        raise Complaint("level process confines nobody; if you trust every program, add --trust-submissions")
    with connected(options.scheduler) as client:
        cluster = Cluster(options.scheduler, client, options.level, say, trusted=options.trust_submissions)
        yield Crew(cluster.sentence, functools.partial(cluster.grade, lessons, key, known))
