#!/usr/bin/env bash
# SARIF, JUnit, ASFF and OCSF files of runs that differ in kind, compared with what others publish (proofs/files). Needs
# Python with pip, and npm ci.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  botocore==1.44.8 py-ocsf-models==0.10.0 jsonschema==4.26.0 junitparser==4.0.2
# The package holds the schema of OASIS (sarif-2.1.0-rtm.5).
(cd "$work" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null && tar -xzf ./*.tgz)
schema=$(grep -rl 'Static Analysis Results Format (SARIF) Version 2.1.0' "$work/package" --include='*.json' | head -n 1)
node --disable-warning=ExperimentalWarning proofs/files/samples.ts "$work/reports"
"$work/venv/bin/python" proofs/files/check.py "$schema" "$work/reports"
