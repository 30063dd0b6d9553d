"""Asks the emulator about whole accounts with boto3: ListBuckets, GetBucketTagging, Organizations ListAccounts.

    python3 -m venv /some/venv && /some/venv/bin/pip install boto3
    npm run emulator -- --port 4566          # in another terminal; export what it prints
    /some/venv/bin/python emulator/checks/accounts.py

Prints one line per check and ends with status 1 when one fails.
"""

import sys
import uuid

import boto3
from botocore.exceptions import ClientError

RUN = uuid.uuid4().hex[:8]
NAMES = [f"account-{RUN}-{index}" for index in range(5)]
ABROAD = f"abroad-{RUN}"

s3 = boto3.client("s3")
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


def create(name, region):
    constraint = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    boto3.client("s3", region_name=region).create_bucket(Bucket=name, **constraint)


def pages_of(**arguments):
    """Every page, by boto3's own paginator."""
    return [page.get("Buckets", []) for page in s3.get_paginator("list_buckets").paginate(**arguments)]


def check_list_buckets():
    home = s3.meta.region_name
    for name in NAMES:
        create(name, home)
    other = "eu-central-1" if home != "eu-central-1" else "eu-west-1"
    create(ABROAD, other)

    plain = s3.list_buckets()
    names = [bucket["Name"] for bucket in plain["Buckets"]]
    check("without parameters: all Regions, in the order of names", names == sorted(names) and ABROAD in names, names)
    check("without parameters: no Region", all("BucketRegion" not in bucket for bucket in plain["Buckets"]))
    check("without parameters: no page", "ContinuationToken" not in plain)

    pages = pages_of(Prefix=f"account-{RUN}", PaginationConfig={"PageSize": 2})
    check("pages of two", [len(page) for page in pages] == [2, 2, 1], pages)
    check("every bucket once", [bucket["Name"] for page in pages for bucket in page] == NAMES, pages)
    regions = {bucket["BucketRegion"] for page in pages for bucket in page}
    check("with a parameter: the Region", regions == {home}, regions)

    answer = s3.list_buckets(Prefix=f"account-{RUN}", MaxBuckets=3)
    check("the prefix is told", answer.get("Prefix") == f"account-{RUN}", answer)
    check("a token goes on", len(answer["Buckets"]) == 3 and answer["ContinuationToken"] != "", answer)
    rest = s3.list_buckets(Prefix=f"account-{RUN}", MaxBuckets=3, ContinuationToken=answer["ContinuationToken"])
    check("and ends", len(rest["Buckets"]) == 2 and "ContinuationToken" not in rest, rest)

    abroad = boto3.client("s3", region_name=other).list_buckets(BucketRegion=other, MaxBuckets=1000)
    check("a Region", ABROAD in [bucket["Name"] for bucket in abroad["Buckets"]], abroad)
    check("and no other", {bucket["BucketRegion"] for bucket in abroad["Buckets"]} == {other}, abroad)
    check("a prefix of nothing", s3.list_buckets(Prefix=f"none-{RUN}").get("Buckets", []) == [])


def check_tags():
    name = NAMES[0]
    refused("no tags", "NoSuchTagSet", s3.get_bucket_tagging, Bucket=name)
    tags = [{"Key": "env", "Value": "prod"}, {"Key": "owner team", "Value": "a+b=c:/@ü"}]
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tags})
    found = s3.get_bucket_tagging(Bucket=name)["TagSet"]
    check("tags", sorted(found, key=lambda tag: tag["Key"]) == tags, found)
    s3.delete_bucket_tagging(Bucket=name)
    refused("tags that were deleted", "NoSuchTagSet", s3.get_bucket_tagging, Bucket=name)
    refused("tags of no bucket", "NoSuchBucket", s3.get_bucket_tagging, Bucket=f"none-{RUN}")


def check_accounts():
    organizations = boto3.client("organizations", region_name="us-east-1")
    paginator = organizations.get_paginator("list_accounts")
    pages = [page["Accounts"] for page in paginator.paginate(PaginationConfig={"PageSize": 2})]
    accounts = [account for page in pages for account in page]
    check("pages of two accounts", [len(page) for page in pages] == [2, 1], pages)
    check("ids of twelve digits, each once", len({account["Id"] for account in accounts}) == 3, accounts)
    check("names", all(account["Name"] != "" for account in accounts), accounts)
    arns = all(account["Arn"].endswith(f"/{account['Id']}") for account in accounts)
    check("ARNs", arns, accounts)
    refused("nobody", "InvalidAccessKeyId", stranger("organizations").list_accounts)


def stranger(service):
    return boto3.client(service, region_name="us-east-1", aws_access_key_id="AKIAUNKNOWN", aws_secret_access_key="x")


for group in (check_list_buckets, check_tags, check_accounts):
    group()
for bucket in [*NAMES, ABROAD]:
    s3.delete_bucket(Bucket=bucket)
print(f"{failures} failed")
sys.exit(1 if failures else 0)
