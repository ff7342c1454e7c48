"""Stages for attacks: one for each level (or level without a wall), shared by all tests of a process."""

import shutil
import tempfile
from pathlib import Path

import pytest

from autograder.confinement.doctor import examine
from autograder.confinement.level import KERNEL, LANE, LEVELS
from tests.attacks.stage import Stage

CONFINING = [level for level in (LANE, KERNEL) if not examine(level)]


def open_stage(level):
    """Everybody may reach the scene, as attackers must be stopped by walls and not by a closed folder."""
    folder = Path(tempfile.mkdtemp(prefix="attacks-"))
    folder.chmod(0o755)
    return Stage(level, folder), folder


@pytest.fixture(scope="module")
def stage_of():
    """The stage of a level by name."""
    stages = {}

    def get(name):
        if name not in stages:
            if LEVELS[name] not in CONFINING:
                pytest.skip(f"level {name} does not work here")
            stages[name] = open_stage(LEVELS[name])
        return stages[name][0]

    yield get
    for stage, folder in stages.values():
        stage.close()
        shutil.rmtree(folder, ignore_errors=True)
