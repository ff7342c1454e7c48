#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: a Python that is new enough, and the grader in an environment of its own.
set -euo pipefail
: "${AUTOGRADER:=/autograder}"

# The key is for the grader alone, also where this folder was unpacked with other rights.
chmod -R go-rwx "$AUTOGRADER/source"

python=""
for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    apt-get update
    apt-get install -y --no-install-recommends python3.11 python3.11-venv
    python=python3.11
fi

"$python" -m venv "$AUTOGRADER/venv"
wheels=("$AUTOGRADER"/source/*.whl)
"$AUTOGRADER/venv/bin/pip" install --no-cache-dir "${wheels[0]}" jinja2 markupsafe
"$AUTOGRADER/venv/bin/autograder" doctor || true # what it says is in the log of the build
