#!/usr/bin/env bash
# zizmor and actionlint on our own workflows and on the examples as a user has them: in .github/workflows, with a commit in
# place of FULL_COMMIT_SHA. Needs Python with pip, and Go.
set -eu
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir -p "$copy/.github/workflows"
cp .github/workflows/*.yml "$copy/.github/workflows/"
for example in examples/*.yml; do
  sed 's/@FULL_COMMIT_SHA/@0123456789abcdef0123456789abcdef01234567/' "$example" >"$copy/.github/workflows/example-$(basename "$example")"
done
python3 -m venv "$copy/venv"
"$copy/venv/bin/pip" install --quiet --disable-pip-version-check zizmor==1.32.0
"$copy/venv/bin/zizmor" --offline --pedantic "$copy/.github"
(cd "$copy" && go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 -color=false .github/workflows/*.yml)
echo 'no finding'
