"""Runs queries on the emulated Athena with boto3, a client nobody here wrote.

    python3 -m venv /some/venv && /some/venv/bin/pip install boto3
    npm run emulator -- --port 4566          # in another terminal; export what it prints
    /some/venv/bin/python emulator/checks/athena.py

Reads the inventory report of the sample world. Prints one line per check and ends with status 1 when one fails.
"""

import json
import sys
import time
import uuid

import boto3
from botocore.exceptions import ClientError

RUN = uuid.uuid4().hex[:8]
WORK = f"athena-work-{RUN}"
RESULTS = {"OutputLocation": f"s3://{WORK}/results/", "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"}}

failures = 0
athena = boto3.client("athena")
s3 = boto3.client("s3")


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


def start(statement, **arguments):
    return athena.start_query_execution(QueryString=statement, ResultConfiguration=RESULTS, **arguments)["QueryExecutionId"]


def run(statement, **arguments):
    query = start(statement, **arguments)
    while True:
        execution = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.05)


def rows(execution):
    pages = athena.get_paginator("get_query_results").paginate(
        QueryExecutionId=execution["QueryExecutionId"], PaginationConfig={"PageSize": 2}
    )
    found = [[cell.get("VarCharValue") for cell in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]
    return found[1:]


def create_report_table():
    listed = s3.list_objects_v2(Bucket="sample-reports")["Contents"]
    manifest = max(entry["Key"] for entry in listed if entry["Key"].endswith("manifest.json"))
    report = json.load(s3.get_object(Bucket="sample-reports", Key=manifest)["Body"])
    uris = "".join(f"s3://sample-reports/{file['key']}\n" for file in report["files"])
    s3.put_object(Bucket=WORK, Key="lists/symlink.txt", Body=uris.encode())
    columns = ", ".join(f"`{name.strip().lower()}` string" for name in report["fileSchema"].split(","))
    created = run(
        f"CREATE EXTERNAL TABLE IF NOT EXISTS report_{RUN} ({columns}) "
        "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' "
        "STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat' "
        "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat' "
        f"LOCATION 's3://{WORK}/lists/' TBLPROPERTIES ('made-by'='a check')"
    )
    check("a table over a list of files", created["Status"]["State"] == "SUCCEEDED", created["Status"])
    check("DDL has a result of its own kind", created["ResultConfiguration"]["OutputLocation"].endswith(".txt"), created)
    return report["files"]


def check_queries(files):
    table = f"report_{RUN}"
    tally = run(f"SELECT encryptionstatus, count(*) AS n FROM {table} GROUP BY 1 ORDER BY 1")
    check("a tally", rows(tally) == [["NOT-SSE", "3"], ["SSE-KMS", "1"], ["SSE-S3", "1"]], rows(tally))
    size = sum(file["size"] for file in files)
    check("bytes scanned", tally["Statistics"]["DataScannedInBytes"] == size, tally["Statistics"])
    paths = rows(run(f'SELECT DISTINCT "$path" FROM {table}'))
    check("$path is the data file", [["s3://sample-reports/" + file["key"]] for file in files] == paths, paths)
    keys = rows(run(f"SELECT url_decode(key) FROM {table} WHERE encryptionstatus = 'NOT-SSE' ORDER BY 1"))
    check("keys", keys == [["archive/2020.bin"], ["reports/2021.txt"], ["reports/with space+plus.txt"]], keys)
    key = tally["ResultConfiguration"]["OutputLocation"].split(f"{WORK}/")[1]
    text = s3.get_object(Bucket=WORK, Key=key)["Body"].read().decode()
    check("the result object", text.startswith('"encryptionstatus","n"\n"NOT-SSE","3"\n'), text)
    failed = run("SELECT CAST('x' AS bigint)")["Status"]
    check("a failure", failed["State"] == "FAILED" and failed["AthenaError"]["ErrorCategory"] == 2, failed)


def check_create_table_as():
    made = run(
        f"CREATE TABLE jm_{RUN} WITH (format = 'TEXTFILE', field_delimiter = ',', write_compression = 'NONE', "
        f"partitioned_by = ARRAY['g'], external_location = 's3://{WORK}/jobs/') AS "
        f"SELECT bucket, key, storageclass AS g FROM report_{RUN} WHERE encryptionstatus = 'NOT-SSE'"
    )
    check("CREATE TABLE AS", made["Status"]["State"] == "SUCCEEDED", made["Status"])
    listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket=WORK, Prefix="jobs/")["Contents"]]
    check("a folder for each partition", {key.split("/")[1] for key in listed} == {"g=STANDARD", "g=STANDARD_IA"}, listed)
    lines = sorted(line for key in listed for line in s3.get_object(Bucket=WORK, Key=key)["Body"].read().decode().splitlines())
    check("plain lines", lines[0] == "sample-data,archive/2020.bin" and len(lines) == 3, lines)
    manifest = athena.get_query_results(QueryExecutionId=made["QueryExecutionId"], QueryResultType="DATA_MANIFEST")
    uris = sorted(row["Data"][0]["VarCharValue"] for row in manifest["ResultSet"]["Rows"])
    check("its list of files", uris == sorted(f"s3://{WORK}/{key}" for key in listed), uris)
    again = run(f"CREATE TABLE jm_{RUN} WITH (format = 'TEXTFILE') AS SELECT 1 AS a")
    check("a table of that name", again["Status"]["State"] == "FAILED", again["Status"])


def check_calls():
    token = uuid.uuid4().hex
    check("the same token", start("SELECT 1", ClientRequestToken=token) == start("SELECT 1", ClientRequestToken=token))
    refused("another statement under it", "InvalidRequestException", start, statement="SELECT 2", ClientRequestToken=token)
    stopped = start("SELECT 3")
    athena.stop_query_execution(QueryExecutionId=stopped)
    state = athena.get_query_execution(QueryExecutionId=stopped)["QueryExecution"]["Status"]["State"]
    check("a stopped query", state == "CANCELLED", state)
    group = athena.get_work_group(WorkGroup="primary")["WorkGroup"]
    check("a workgroup", group["State"] == "ENABLED", group)
    refused("no such workgroup", "InvalidRequestException", athena.get_work_group, WorkGroup="none")
    refused("no such query", "InvalidRequestException", athena.get_query_execution, QueryExecutionId="none")
    metadata = athena.get_table_metadata(CatalogName="AwsDataCatalog", DatabaseName="default", TableName=f"report_{RUN}")
    check("a table's properties", metadata["TableMetadata"]["Parameters"]["made-by"] == "a check", metadata)
    refused("what it lacks", "NotImplemented", athena.list_data_catalogs)


s3.create_bucket(Bucket=WORK)
check_queries(create_report_table())
check_create_table_as()
check_calls()
print(f"{failures} failures")
sys.exit(1 if failures else 0)
