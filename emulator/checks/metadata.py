"""Looks at S3 Metadata of the sample world with boto3, a client nobody here wrote: its configuration, and its tables in Athena.

    python3 -m venv /some/venv && /some/venv/bin/pip install boto3
    npm run emulator -- --port 4566          # in another terminal; export what it prints
    /some/venv/bin/python emulator/checks/metadata.py

Prints one line per check and ends with status 1 when one fails.
"""

import sys
import time
import uuid

import boto3
from botocore.exceptions import ClientError

BUCKET = "sample-data"
WORK = f"metadata-work-{uuid.uuid4().hex[:8]}"
TABLE = f'"s3tablescatalog/aws-s3"."b_{BUCKET}"'

failures = 0
athena = boto3.client("athena")
s3 = boto3.client("s3")


def check(name, passed, shown=""):
    global failures
    failures += 0 if passed else 1
    print(f"{'ok  ' if passed else 'FAIL'} {name}{'' if passed else f': {shown}'}")


def refused(name, status, call, **arguments):
    try:
        answer = call(**arguments)
        check(name, False, f"answered {answer}")
    except ClientError as error:
        check(name, error.response["ResponseMetadata"]["HTTPStatusCode"] == status, error)


def rows(statement):
    place = {"OutputLocation": f"s3://{WORK}/results/"}
    query = athena.start_query_execution(QueryString=statement, ResultConfiguration=place)["QueryExecutionId"]
    while True:
        status = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.05)
    if status["State"] != "SUCCEEDED":
        return status["StateChangeReason"]
    found = athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"][1:]
    return [[cell.get("VarCharValue") for cell in row["Data"]] for row in found]


s3.create_bucket(Bucket=WORK)
answer = s3.get_bucket_metadata_configuration(Bucket=BUCKET)["GetBucketMetadataConfigurationResult"]
found = answer["MetadataConfigurationResult"]
destination = found["DestinationResult"]
inventory = found["InventoryTableConfigurationResult"]
journal = found["JournalTableConfigurationResult"]
check("the tables are in the table bucket of AWS", destination["TableBucketType"] == "aws", destination)
check("and its ARN says so", destination["TableBucketArn"].endswith(":bucket/aws-s3"), destination)
check("the namespace has the name of the bucket", destination["TableNamespace"] == f"b_{BUCKET}", destination)
check("the inventory table is enabled", inventory["ConfigurationState"] == "ENABLED", inventory)
check("and active", inventory["TableStatus"] == "ACTIVE", inventory)
check("and has a name and an ARN", inventory["TableName"] == "inventory" and "/table/" in inventory["TableArn"], inventory)
check("the journal keeps its records", journal["RecordExpiration"]["Expiration"] == "DISABLED", journal)
refused("a bucket without a configuration is a 404", 404, s3.get_bucket_metadata_configuration, Bucket=WORK)
refused("another owner is refused", 403, s3.get_bucket_metadata_configuration, Bucket=BUCKET, ExpectedBucketOwner="999999999999")
refused("a configuration is not created", 501, s3.delete_bucket_metadata_configuration, Bucket=WORK)

bare = rows(f"SELECT count(*) FROM {TABLE}.\"inventory\" WHERE encryption_status IS NULL AND NOT is_delete_marker")
check("objects without encryption have no status", isinstance(bare, list) and int(bare[0][0]) > 0, bare)
lost = rows(f"SELECT count(*) FROM {TABLE}.\"inventory\" WHERE encryption_status <> 'SSE-S3' AND encryption_status IS NULL")
check("and a comparison with one loses them", lost == [["0"]], lost)
time_of = rows(f"SELECT value FROM {TABLE}.\"journal$properties\" WHERE key = 'aws.s3metadata.oldest-uncoalesced-record-timestamp'")
check("the journal says how recent the inventory is", isinstance(time_of, list) and len(time_of) == 1, time_of)
other = rows(f"SELECT 1 FROM {TABLE}.\"other\"")
check("another table is not there", isinstance(other, str) and "TABLE_NOT_FOUND" in other, other)

print(f"{failures} failures")
sys.exit(1 if failures else 0)
