"""Runs S3 Batch Operations jobs on the emulator with boto3, a client nobody here wrote.

    python3 -m venv /some/venv && /some/venv/bin/pip install boto3
    npm run emulator -- --port 4566          # in another terminal; export what it prints
    /some/venv/bin/python emulator/checks/s3control.py

boto3 puts the account in front of the host of every S3 Control request, also for a custom endpoint. A hook takes it off
again before the request is signed. Prints one line per check and ends with status 1 when one fails.
"""

import csv
import gzip
import hashlib
import io
import json
import os
import sys
import urllib.request
import uuid

import boto3
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ACCOUNT = "111122223333"
RUN = uuid.uuid4().hex[:8]
SOURCE = f"batch-source-{RUN}"
WORK = f"batch-work-{RUN}"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/batch-{RUN}"
KEYS = ["plain.txt", "with space+plus.txt", "quote\",comma.txt", "ü/漢字.txt", "100%.txt"]

failures = 0


def check(name, passed, shown=""):
    global failures
    failures += 0 if passed else 1
    print(f"{'ok  ' if passed else 'FAIL'} {name}{'' if passed else f': {shown}'}")


def refused(name, code, call, **arguments):
    try:
        answer = call(**arguments)
        check(name, False, f"answered {answer}")
    except ClientError as error:
        check(name, error.response["Error"]["Code"] == code, error)


def back_door(path, body):
    request = urllib.request.Request(f"{ENDPOINT}/_emulator{path}", json.dumps(body).encode(), method="POST")
    return json.load(urllib.request.urlopen(request))


def create_control_client():
    # An IP address cannot have the account as a prefix; only boto3 sees this name.
    client = boto3.client("s3control", endpoint_url="http://emulator.test")

    def use_plain_host(request, **_):
        request.url = request.url.replace(f"http://{ACCOUNT}.emulator.test", ENDPOINT, 1)

    client.meta.events.register("before-sign.s3-control.*", use_plain_host)
    return client


s3 = boto3.client("s3")
control = create_control_client()


def seed_world():
    for name in (SOURCE, WORK):
        back_door("/buckets", {"name": name, "versioning": "Enabled"})
    objects = [{"key": key, "body": key, "status": "NOT-SSE", "tags": {"kept": "yes"}} for key in KEYS]
    back_door("/objects", {"bucket": SOURCE, "objects": objects})
    trust = {"Effect": "Allow", "Principal": {"Service": "batchoperations.s3.amazonaws.com"}, "Action": "sts:AssumeRole"}
    allow = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    role = {"name": f"batch-{RUN}", "trustPolicy": {"Statement": [trust]}, "policies": [{"Statement": [allow]}]}
    back_door("/roles", role)
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    execution = {"name": f"function-{RUN}", "trustPolicy": {"Statement": [trust]}, "policies": [{"Statement": [allow]}]}
    back_door("/roles", execution)


def job_request(rows, **changes):
    key = f"job-manifests/{hashlib.md5(rows.encode()).hexdigest()}.csv"
    etag = s3.put_object(Bucket=WORK, Key=key, Body=rows.encode(), ServerSideEncryption="AES256")["ETag"]
    return {
        "AccountId": ACCOUNT,
        "ConfirmationRequired": False,
        "Operation": {"S3PutObjectCopy": {"TargetResource": f"arn:aws:s3:::{SOURCE}", "StorageClass": "STANDARD"}},
        "Report": {
            "Bucket": f"arn:aws:s3:::{WORK}",
            "Format": "Report_CSV_20180820",
            "Enabled": True,
            "Prefix": "reports",
            "ReportScope": "AllTasks",
        },
        "ClientRequestToken": uuid.uuid4().hex,
        "Manifest": {
            "Spec": {"Format": "S3BatchOperations_CSV_20180820", "Fields": ["Bucket", "Key"]},
            "Location": {"ObjectArn": f"arn:aws:s3:::{WORK}/{key}", "ETag": etag},
        },
        "Description": f"check {RUN}",
        "Priority": 10,
        "RoleArn": ROLE,
        **changes,
    }


def describe(job_id):
    return control.describe_job(AccountId=ACCOUNT, JobId=job_id)["Job"]


def finish(job_id):
    for _ in range(50):
        job = describe(job_id)
        if job["Status"] in ("Complete", "Failed", "Cancelled", "Suspended"):
            return job
    return job


def read_report(job_id):
    body = s3.get_object(Bucket=WORK, Key=f"reports/job-{job_id}/manifest.json")["Body"].read()
    rows = []
    for result in json.loads(body)["Results"]:
        data = s3.get_object(Bucket=result["Bucket"], Key=result["Key"])["Body"].read()
        check("the report's MD5 is that of its file", hashlib.md5(data).hexdigest() == result["MD5Checksum"])
        rows += csv.reader(io.StringIO(data.decode()))
    return rows


def encode(key):
    return urllib.request.quote(key)


def check_copy():
    rows = "".join(f"{SOURCE},{encode(key)}\n" for key in [*KEYS, "absent"])
    before = s3.head_object(Bucket=SOURCE, Key=KEYS[0])
    check("a seeded object is not encrypted", "ServerSideEncryption" not in before, before)
    job_id = control.create_job(**job_request(rows))["JobId"]
    job = finish(job_id)
    check("the job completes", job["Status"] == "Complete", job)
    summary = job["ProgressSummary"]
    counts = [summary[name] for name in ("TotalNumberOfTasks", "NumberOfTasksSucceeded", "NumberOfTasksFailed")]
    check("its summary counts six tasks, one of them failed", counts == [6, 5, 1], summary)
    for key in KEYS:
        head = s3.head_object(Bucket=SOURCE, Key=key)
        tags = s3.get_object_tagging(Bucket=SOURCE, Key=key)["TagSet"]
        body = s3.get_object(Bucket=SOURCE, Key=key)["Body"].read().decode()
        passed = head.get("ServerSideEncryption") == "AES256" and tags == [{"Key": "kept", "Value": "yes"}] and body == key
        check(f"{key!r} is encrypted and otherwise the same", passed, head)
    report = read_report(job_id)
    check("the report repeats the keys as written", [row[1] for row in report] == [encode(key) for key in [*KEYS, "absent"]], report)
    check("the report says how the last task failed", report[-1][3:6] == ["failed", "404", "NoSuchKey"], report[-1])


def check_confirmation():
    rows = f"{SOURCE},{KEYS[0]}\n"
    job_id = control.create_job(**job_request(rows, ConfirmationRequired=True))["JobId"]
    check("a job waits for confirmation", finish(job_id)["Status"] == "Suspended")
    listed = control.list_jobs(AccountId=ACCOUNT, JobStatuses=["Suspended"])["Jobs"]
    check("ListJobs finds it by its status", job_id in [job["JobId"] for job in listed], listed)
    answer = control.update_job_status(AccountId=ACCOUNT, JobId=job_id, RequestedJobStatus="Ready")
    check("a confirmed job is ready", answer["Status"] == "Ready", answer)
    check("a confirmed job completes", finish(job_id)["Status"] == "Complete")
    cancel = {"AccountId": ACCOUNT, "JobId": job_id, "RequestedJobStatus": "Cancelled"}
    refused("a finished job cannot be cancelled", "JobStatusException", control.update_job_status, **cancel)


def check_requests():
    request = job_request(f"{SOURCE},{KEYS[0]}\n", Tags=[{"Key": "run", "Value": RUN}])
    job_id = control.create_job(**request)["JobId"]
    check("the same token and request are the same job", control.create_job(**request)["JobId"] == job_id)
    refused("the same token for another request", "IdempotencyException", control.create_job, **{**request, "Priority": 11})
    refused("a job that is not there", "NotFoundException", control.describe_job, AccountId=ACCOUNT, JobId="absent-job")
    tags = control.get_job_tagging(AccountId=ACCOUNT, JobId=job_id)["Tags"]
    check("tags come back", tags == [{"Key": "run", "Value": RUN}], tags)
    answer = control.update_job_priority(AccountId=ACCOUNT, JobId=job_id, Priority=77)
    check("the priority changes", answer["Priority"] == 77 and describe(job_id)["Priority"] == 77, answer)
    job = describe(job_id)
    check("the request comes back", job["Operation"] == request["Operation"] and job["Report"] == request["Report"], job)
    first = control.list_jobs(AccountId=ACCOUNT, MaxResults=1)
    second = control.list_jobs(AccountId=ACCOUNT, MaxResults=1, NextToken=first["NextToken"])
    check("pages do not repeat", first["Jobs"][0]["JobId"] != second["Jobs"][0]["JobId"], second)


def generate(token=None, output=True, **criteria):
    """A job, not confirmed, whose job manifest S3 makes of the objects that meet the criteria; as it is afterwards."""
    generator = {"SourceBucket": f"arn:aws:s3:::{SOURCE}", "ExpectedBucketOwner": ACCOUNT, "EnableManifestOutput": output}
    if output:
        generator["ManifestOutputLocation"] = {
            "Bucket": f"arn:aws:s3:::{WORK}",
            "ExpectedManifestBucketOwner": ACCOUNT,
            "ManifestPrefix": "generated",
            "ManifestEncryption": {"SSES3": {}},
            "ManifestFormat": "S3InventoryReport_CSV_20211130",
        }
    request = job_request(f"{SOURCE},unused\n", ConfirmationRequired=True)
    del request["Manifest"]
    request["ManifestGenerator"] = {"S3JobManifestGenerator": {**generator, "Filter": criteria}}
    if token:
        request["ClientRequestToken"] = token
    return finish(control.create_job(**request)["JobId"])


def read_generated(job):
    bucket, key = job["GeneratedManifestDescriptor"]["Location"]["ObjectArn"].removeprefix("arn:aws:s3:::").split("/", 1)
    manifest = json.load(s3.get_object(Bucket=bucket, Key=key)["Body"])
    rows = []
    for file in manifest["files"]:
        data = s3.get_object(Bucket=bucket, Key=file["key"])["Body"].read()
        check("its MD5 is that of its file", hashlib.md5(data).hexdigest() == file["MD5checksum"])
        rows += csv.reader(io.StringIO(gzip.decompress(data).decode()))
    return manifest, rows


def check_generator():
    late = [{"key": "late", "body": "x", "status": "NOT-SSE"}, {"key": "späte+ 1", "body": "xy", "status": "NOT-SSE"}]
    back_door("/objects", {"bucket": SOURCE, "objects": late})
    plain = {"MatchAnyObjectEncryption": [{"NOTSSE": {}}]}
    job = generate(**plain)
    check("a job with a generator waits for confirmation", job["Status"] == "Suspended", job)
    check("it counts its tasks", job["ProgressSummary"]["TotalNumberOfTasks"] == 2, job)
    shown = job["ManifestGenerator"]["S3JobManifestGenerator"]["Filter"]
    check("the filter comes back", shown == plain, shown)
    manifest, rows = read_generated(job)
    check("the generated job manifest names its columns", manifest["fileSchema"] == "Bucket, Key", manifest)
    check("and holds the unencrypted objects alone", rows == [[SOURCE, "late"], [SOURCE, encode("späte+ 1")]], rows)
    control.update_job_status(AccountId=ACCOUNT, JobId=job["JobId"], RequestedJobStatus="Ready")
    check("confirmed, it completes", finish(job["JobId"])["Status"] == "Complete")
    check("and has copied both", [row[3] for row in read_report(job["JobId"])] == ["succeeded"] * 2)

    job = generate(**plain)
    reasons = [reason["FailureReason"] for reason in job.get("FailureReasons", [])]
    check("a generator that finds nothing fails its job", job["Status"] == "Failed", job)
    check("and says so", reasons == ["Manifest generation found no keys matching the filter criteria."], reasons)
    check("without a generated job manifest", "GeneratedManifestDescriptor" not in job, job)

    sized = generate(ObjectSizeGreaterThanBytes=1, ObjectSizeLessThanBytes=3, MatchAnyStorageClass=["STANDARD"])
    check("both sizes are strict", [row[1] for row in read_generated(sized)[1]] == [encode("späte+ 1")])
    named = generate(KeyNameConstraint={"MatchAnyPrefix": ["l"], "MatchAnySuffix": ["e"], "MatchAnySubstring": ["at"]})
    check("names can be constrained", [row[1] for row in read_generated(named)[1]] == ["late"])
    quiet = generate(output=False, **plain | {"MatchAnyObjectEncryption": [{"SSES3": {}}]})
    check("without output there is none to read", "GeneratedManifestDescriptor" not in quiet, quiet)
    both = {"MatchAnyObjectEncryption": [{"NOTSSE": {}}, {"SSES3": {}}]}
    refused("two kinds of encryption in one filter", "BadRequestException", generate, **both)


def invoke(function, keys, **changes):
    """The rows of the report of a job that calls the function for these keys."""
    rows = "".join(f"{SOURCE},{encode(key)}\n" for key in keys)
    operation = {"LambdaInvoke": {"FunctionArn": function, **changes}}
    job_id = control.create_job(**job_request(rows, Operation=operation))["JobId"]
    job = finish(job_id)
    check("a job that calls a function completes", job["Status"] == "Complete", job)
    check("and shows what it was asked", job["Operation"] == operation, job)
    return read_report(job_id)


def check_functions():
    file = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../examples/functions/merge-tags/index.mjs"))
    role = f"arn:aws:iam::{ACCOUNT}:role/function-{RUN}"
    settings = {"name": f"merge-{RUN}", "file": file, "role": role, "environment": {"TAGS": "team=archive"}}
    function = back_door("/functions", settings)["arn"]
    objects = [{"key": key, "body": key, "tags": {"kept": "yes"}} for key in KEYS]
    back_door("/objects", {"bucket": SOURCE, "objects": objects})
    refused("user arguments with payload version 1.0", "BadRequestException", invoke, function=function, keys=KEYS[:1], UserArguments={"a": "b"})
    elsewhere = function.replace(":us-east-1:", ":eu-west-1:")
    refused("a function of another Region", "BadRequestException", invoke, function=elsewhere, keys=KEYS[:1])
    denied = invoke(function, KEYS[:1])
    check("a role that may not invoke it fails its task", denied[0][3:6] == ["failed", "403", "AccessDenied"], denied)
    trust = {"Effect": "Allow", "Principal": {"Service": "batchoperations.s3.amazonaws.com"}, "Action": "sts:AssumeRole"}
    allow = {"Effect": "Allow", "Action": ["s3:*", "lambda:InvokeFunction"], "Resource": "*"}
    back_door("/roles", {"name": f"batch-{RUN}", "trustPolicy": {"Statement": [trust]}, "policies": [{"Statement": [allow]}]})
    rows = invoke(function, KEYS)
    check("each task has the function's result string", [row[-1] for row in rows] == ["tagged, added team"] * len(KEYS), rows)
    for key in KEYS:
        tags = s3.get_object_tagging(Bucket=SOURCE, Key=key)["TagSet"]
        wanted = [{"Key": "kept", "Value": "yes"}, {"Key": "team", "Value": "archive"}]
        check(f"{key!r} has the tag, and the one it had", sorted(tags, key=lambda tag: tag["Key"]) == wanted, tags)
    again = invoke(function, KEYS[:1], InvocationSchemaVersion="2.0", UserArguments={"cost": "4"})
    check("user arguments come with payload version 2.0", again[0][-1] == "tagged, added cost", again)
    absent = invoke(function + "x", KEYS[:1])
    check("a function that is not there fails its task", absent[0][3:6] == ["failed", "404", "ResourceNotFoundException"], absent)


seed_world()
check_copy()
check_confirmation()
check_requests()
check_generator()
check_functions()
print("all checks passed" if failures == 0 else f"{failures} checks failed")
sys.exit(1 if failures else 0)
