#!/usr/bin/env bash
# Runs for each submission: grade /autograder/submission, write /autograder/results/results.json.
set -uo pipefail
: "${AUTOGRADER:=/autograder}"
: "${PYTHON:=$AUTOGRADER/venv/bin/python}"
TRUST=""

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/class" "$AUTOGRADER/results"
cp -R "$AUTOGRADER/submission" "$work/class/submission"

cd "$work" || exit 1
# shellcheck disable=SC2086 # TRUST is one option or none
"$PYTHON" -m autograder grade "$work/class" --out "$work/out" --key "$AUTOGRADER/source/key.json" --jobs 1 $TRUST \
    > "$work/log" 2>&1
status=$?
cat "$work/log"

if [ -f "$work/out/results/submission.json" ]; then
    cp "$work/out/results/submission.json" "$AUTOGRADER/results/results.json"
else
    # Without a score, so that Gradescope asks a person to look and nobody gets 0 for a failure that is not theirs.
    echo '{"output": "The grader could not run; your instructor sees why in its log.", "output_format": "text", "stdout_visibility": "hidden", "tests": []}' \
        > "$AUTOGRADER/results/results.json"
    exit "$((status ? status : 1))"
fi
