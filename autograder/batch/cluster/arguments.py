"""Options of `autograder grade` that say who grades."""

from __future__ import annotations

import argparse


def add_cluster(command: argparse.ArgumentParser) -> None:
    """`--executor` and `--scheduler`."""
    command.add_argument(
        "--executor",
        choices=("local", "dask"),
        default="local",
        help="who grades: this machine (default) or a Dask cluster",
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="of the cluster: `tcp://10.0.0.1:8786`")
