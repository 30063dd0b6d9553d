#!/usr/bin/env bash
# cfn-lint on the templates of infra/ and examples/functions/; HashiCorp's formatter and parser on the modules. The policies of
# each main.tf must be those of its cloudformation.yaml. Needs Python with pip, Go, and npm ci.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check cfn-lint==1.58.0
# W3037: cfn-lint does not know the actions of object annotations (S3 User Guide, "Object annotations").
"$work/venv/bin/cfn-lint" --ignore-checks W3037 -- infra/cloudformation.yaml infra/notices.yaml examples/functions/*/cloudformation.yaml
cp scripts/check-infra/main.go "$work/"
variables=$(npm run --silent infra:compare)
(
  cd "$work"
  go mod init check-infra >/dev/null 2>&1
  go get github.com/hashicorp/hcl/v2@v2.25.0 github.com/zclconf/go-cty@v1.19.0 >/dev/null 2>&1
  go build -o policies .
)
(cd "$work" && GOBIN="$work" go install github.com/hashicorp/hcl/v2/cmd/hclfmt@v2.25.0)
for file in infra/*.tf examples/functions/*/main.tf; do "$work/hclfmt" -check "$file" >/dev/null; done
"$work/policies" infra/main.tf "$variables" >"$work/policies.json"
npm run --silent infra:compare -- "$work/policies.json"
given=$(npm run --silent infra:functions)
for name in merge-tags encrypt-and-keep; do
  "$work/policies" "examples/functions/$name/main.tf" "$given" >"$work/$name.json"
  npm run --silent infra:functions -- "$name" "$work/$name.json"
done
