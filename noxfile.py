"""What CI checks, by name. `nox -l` lists the sessions, `nox -s tests-3.12` runs one."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """All tests, slow ones included."""
    session.install("-e", ".[dev]")
    session.run("pytest", "-m", "slow or not slow", *session.posargs)


@nox.session
def checks(session: nox.Session) -> None:
    """Generated files are fresh; types and style are in order."""
    session.install("-e", ".[dev]")
    session.run("autograder", "build", "--check")
    session.run("mypy")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
