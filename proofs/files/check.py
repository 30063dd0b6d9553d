"""Compares report files with what others publish: the SARIF schema of OASIS, the model of Security Hub's
BatchImportFindings (botocore), pydantic models of OCSF (py-ocsf-models), and a reader of JUnit files (junitparser).

Usage: check.py SARIF-SCHEMA FOLDER. Exits with 1 if one file is not valid, or if a form has no file."""

import json
import pathlib
import sys

import botocore.session
import botocore.validate
import jsonschema
import junitparser
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

schema_path, folder = sys.argv[1:]
sarif_schema = json.loads(pathlib.Path(schema_path).read_text())
request = botocore.session.get_session().get_service_model("securityhub").shape_for("BatchImportFindingsRequest")


def check_sarif(path):
    kind = jsonschema.validators.validator_for(sarif_schema)
    return [error.message for error in kind(sarif_schema).iter_errors(json.loads(path.read_text()))]


def check_asff(path):
    """One request per 100 findings, as Security Hub takes them; botocore knows names, types and required members."""
    findings = json.loads(path.read_text())
    problems = []
    for start in range(0, len(findings), 100):
        report = botocore.validate.ParamValidator().validate({"Findings": findings[start : start + 100]}, request)
        if report.has_errors():
            problems.append(report.generate_report())
    # The client does not check these, and the service does (Security Hub API Reference, "Compliance", "Severity").
    for one in findings:
        if one["Compliance"]["Status"] not in ("PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"):
            problems.append("Compliance.Status")
        if len(json.dumps(one)) > 240_000:
            problems.append("a finding over 240 KB")
    return problems


def check_ocsf(path):
    problems = []
    for event in json.loads(path.read_text()):
        parsed = ComplianceFinding.model_validate(event)
        numbers = (parsed.class_uid, parsed.type_uid.value, event["class_uid"], event["type_uid"])
        if numbers != (2003, 200301, 2003, 200301):
            problems.append(f"numbers of the class: {numbers}")
    return problems


def check_junit(path):
    suites = junitparser.JUnitXml.fromfile(str(path))
    cases = sum(1 for suite in suites for _ in suite)
    told = int(suites._elem.get("tests"))
    return [] if cases == told else [f"{cases} test cases, tests={told}"]


CHECKS = {".sarif": check_sarif, ".asff.json": check_asff, ".ocsf.json": check_ocsf, ".junit.xml": check_junit}

bad = 0
for ending, check in CHECKS.items():
    files = sorted(pathlib.Path(folder).glob(f"*{ending}"))
    failed = 0
    for path in files:
        try:
            problems = check(path)
        except Exception as error:  # A file that its reader cannot read is as bad as one it refuses.
            problems = [f"{type(error).__name__}: {error}"]
        for problem in problems[:5]:
            print(f"{path.name}: {problem}")
        failed += bool(problems)
    print(f"{ending}: {len(files) - failed} of {len(files)} files are valid")
    bad += failed + (not files)
sys.exit(bad > 0)
