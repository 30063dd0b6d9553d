"""Asks the emulator with clients nobody here wrote: the AWS CLI and boto3.

    python3 -m venv /some/venv && /some/venv/bin/pip install awscli boto3
    npm run emulator -- --port 4566          # in another terminal; export what it prints
    /some/venv/bin/python emulator/checks/aws-clients.py

Prints one line per check and ends with status 1 when one fails.
"""

import base64
import hashlib
import io
import os
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid

import boto3
import botocore
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

RUN = uuid.uuid4().hex[:8]
BUCKET = f"check-{RUN}"
OTHER = f"check-other-{RUN}"
ACCOUNT = "111122223333"
MIB = 1024 * 1024
HOSTILE_KEYS = ["a b+c/%41~*'().txt", "ü/漢字/😀\uffee", " lead and trail ", "semi;colon?&=#", "a//b/../c", "\ttab\x01ctl"]

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


def cli(*words, stdin=None):
    program = os.path.join(os.path.dirname(sys.executable), "aws")
    done = subprocess.run([program, *words], input=stdin, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def check_buckets():
    s3.create_bucket(Bucket=BUCKET)
    s3.create_bucket(Bucket=OTHER, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    names = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    check("ListBuckets shows a new bucket", BUCKET in names, names)
    check("GetBucketLocation of us-east-1 is empty", s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"] is None)
    found = s3.head_bucket(Bucket=OTHER)
    check("boto3 follows the redirect to the Region", found["BucketRegion"] == "eu-west-1", found)
    rule = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"][0]
    check("an untouched bucket encrypts with AES256", rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256")
    check("GetBucketVersioning of a new bucket has no Status", "Status" not in s3.get_bucket_versioning(Bucket=BUCKET))
    rule = s3.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"]["Rules"][0]
    check("ACLs are off in a new bucket", rule["ObjectOwnership"] == "BucketOwnerEnforced", rule)
    refused("no replication", "ReplicationConfigurationNotFoundError", s3.get_bucket_replication, Bucket=BUCKET)
    refused("no Object Lock", "ObjectLockConfigurationNotFoundError", s3.get_object_lock_configuration, Bucket=BUCKET)
    refused("no policy", "NoSuchBucketPolicy", s3.get_bucket_policy, Bucket=BUCKET)
    refused("no such bucket", "NoSuchBucket", s3.list_objects_v2, Bucket=f"missing-{RUN}")
    refused("no lifecycle", "NoSuchLifecycleConfiguration", s3.get_bucket_lifecycle_configuration, Bucket=BUCKET)
    refused("acceleration is refused by name", "NotImplemented", s3.get_bucket_accelerate_configuration, Bucket=BUCKET)


def check_objects():
    put = s3.put_object(Bucket=BUCKET, Key="a.txt", Body=b"hello", Metadata={"who": "me"}, Tagging="x=1&y=2", ContentType="text/plain")
    check("ETag of an SSE-S3 object is its MD5", put["ETag"] == f'"{hashlib.md5(b"hello").hexdigest()}"', put)
    check("a new object is SSE-S3", put["ServerSideEncryption"] == "AES256", put)
    got = s3.get_object(Bucket=BUCKET, Key="a.txt", Range="bytes=1-3")
    check("a range", got["Body"].read() == b"ell" and got["ContentRange"] == "bytes 1-3/5", got)
    check("a suffix range", s3.get_object(Bucket=BUCKET, Key="a.txt", Range="bytes=-2")["Body"].read() == b"lo")
    refused("a range outside", "InvalidRange", s3.get_object, Bucket=BUCKET, Key="a.txt", Range="bytes=9-")
    head = s3.head_object(Bucket=BUCKET, Key="a.txt")
    check("HeadObject tells metadata", head["Metadata"] == {"who": "me"} and head["ContentType"] == "text/plain", head)
    tags = s3.get_object_tagging(Bucket=BUCKET, Key="a.txt")["TagSet"]
    check("tags", {tag["Key"]: tag["Value"] for tag in tags} == {"x": "1", "y": "2"}, tags)
    refused("If-None-Match on a write", "PreconditionFailed", s3.put_object, Bucket=BUCKET, Key="a.txt", IfNoneMatch="*")
    refused("If-Match on a write", "PreconditionFailed", s3.put_object, Bucket=BUCKET, Key="a.txt", IfMatch="0" * 32)
    refused("If-None-Match on a read", "304", s3.get_object, Bucket=BUCKET, Key="a.txt", IfNoneMatch=put["ETag"])
    refused("another owner expected", "AccessDenied", s3.get_object, Bucket=BUCKET, Key="a.txt", ExpectedBucketOwner="999999999999")
    refused("a missing key", "NoSuchKey", s3.get_object, Bucket=BUCKET, Key="missing")
    refused("a missing key by HEAD", "404", s3.head_object, Bucket=BUCKET, Key="missing")
    refused("SSE-C is blocked", "AccessDenied", s3.put_object, Bucket=BUCKET, Key="c", SSECustomerAlgorithm="AES256", SSECustomerKey=b"k" * 32)
    refused("a wrong checksum", "BadDigest", s3.put_object, Bucket=BUCKET, Key="c", Body=b"x", ChecksumSHA256=base64.b64encode(b"0" * 32).decode())
    signer = boto3.client("s3", config=boto3.session.Config(signature_version="s3v4"))
    url = signer.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "a.txt"})
    check("a presigned URL", urllib.request.urlopen(url).read() == b"hello")


def check_keys():
    for key in HOSTILE_KEYS:
        s3.put_object(Bucket=BUCKET, Key=f"keys/{key}", Body=key.encode())
        check(f"key {key!r}", s3.get_object(Bucket=BUCKET, Key=f"keys/{key}")["Body"].read() == key.encode())
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="keys/", PaginationConfig={"PageSize": 2})
    listed = [entry["Key"][5:] for page in pages for entry in page["Contents"]]
    check("listed in the order of UTF-8 bytes", listed == sorted(HOSTILE_KEYS, key=lambda key: key.encode()), listed)
    copied = "keys/copy of " + HOSTILE_KEYS[0]
    s3.copy_object(Bucket=BUCKET, Key=copied, CopySource={"Bucket": BUCKET, "Key": f"keys/{HOSTILE_KEYS[0]}"})
    check("copied under a hostile key", s3.get_object(Bucket=BUCKET, Key=copied)["Body"].read() == HOSTILE_KEYS[0].encode())
    page = s3.list_objects_v2(Bucket=BUCKET, Delimiter="/")
    check("common prefixes", [one["Prefix"] for one in page["CommonPrefixes"]] == ["keys/"], page)
    named = [{"Key": f"keys/{key}"} for key in HOSTILE_KEYS if "\x01" not in key]
    gone = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": named})
    check("DeleteObjects", len(gone["Deleted"]) == len(named), gone)


def check_copies():
    source = {"Bucket": BUCKET, "Key": "a.txt"}
    refused("a copy onto itself without a change", "InvalidRequest", s3.copy_object, CopySource=source, **source)
    copy = s3.copy_object(CopySource=source, ServerSideEncryption="AES256", **source)
    check("a copy onto itself that names the encryption", copy["ServerSideEncryption"] == "AES256", copy)
    check("metadata is kept", s3.head_object(**source)["Metadata"] == {"who": "me"})
    check("tags are kept", len(s3.get_object_tagging(**source)["TagSet"]) == 2)
    s3.copy_object(CopySource=source, ServerSideEncryption="aws:kms", **source)
    head = s3.head_object(**source)
    check("SSE-KMS with the AWS managed key", head["ServerSideEncryption"] == "aws:kms" and ":key/" in head["SSEKMSKeyId"], head)
    check("the ETag of a KMS object is no MD5", head["ETag"] != f'"{hashlib.md5(b"hello").hexdigest()}"', head)
    refused("CopySourceIfMatch", "PreconditionFailed", s3.copy_object, CopySource=source, CopySourceIfMatch="0" * 32, Bucket=BUCKET, Key="b")
    refused("an unknown KMS key", "KMS.NotFoundException", s3.put_object, Bucket=BUCKET, Key="k", ServerSideEncryption="aws:kms", SSEKMSKeyId=str(uuid.uuid4()))
    refused("an ACL where they are off", "AccessControlListNotSupported", s3.put_object, Bucket=BUCKET, Key="k", ACL="public-read")


def check_multipart():
    content = os.urandom(11 * MIB)
    for mode in ("when_supported", "when_required"):
        client = boto3.client("s3", config=boto3.session.Config(request_checksum_calculation=mode))
        client.upload_fileobj(io.BytesIO(content), BUCKET, "big.bin", Config=TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB))
        head = s3.head_object(Bucket=BUCKET, Key="big.bin")
        parts = b"".join(hashlib.md5(content[at : at + 5 * MIB]).digest() for at in range(0, len(content), 5 * MIB))
        check(f"multipart ETag, checksums {mode}", head["ETag"] == f'"{hashlib.md5(parts).hexdigest()}-3"', head)
        taken = io.BytesIO()
        s3.download_fileobj(BUCKET, "big.bin", taken, Config=TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=4 * MIB))
        check(f"multipart content, checksums {mode}", taken.getvalue() == content)
    for algorithm in ("CRC32", "SHA256"):
        upload = s3.create_multipart_upload(Bucket=BUCKET, Key="sums", ChecksumAlgorithm=algorithm)["UploadId"]
        part = s3.upload_part(Bucket=BUCKET, Key="sums", UploadId=upload, PartNumber=1, Body=b"x" * 100, ChecksumAlgorithm=algorithm)
        named = {key: part[key] for key in ("ETag", f"Checksum{algorithm}")}
        done = s3.complete_multipart_upload(Bucket=BUCKET, Key="sums", UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, **named}]})
        check(f"composite {algorithm}", done[f"Checksum{algorithm}"].endswith("-1"), done)
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="copy.bin")["UploadId"]
    parts = []
    for number, span in enumerate(["bytes=0-5242879", "bytes=5242880-11534335"], 1):
        part = s3.upload_part_copy(Bucket=BUCKET, Key="copy.bin", UploadId=upload, PartNumber=number, CopySource=f"{BUCKET}/big.bin", CopySourceRange=span)
        parts.append({"PartNumber": number, "ETag": part["CopyPartResult"]["ETag"]})
    check("ListParts", len(s3.list_parts(Bucket=BUCKET, Key="copy.bin", UploadId=upload)["Parts"]) == 2)
    check("ListMultipartUploads", len(s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"]) == 1)
    s3.complete_multipart_upload(Bucket=BUCKET, Key="copy.bin", UploadId=upload, MultipartUpload={"Parts": parts})
    check("a copy by parts", s3.get_object(Bucket=BUCKET, Key="copy.bin")["Body"].read() == content)
    refused("a finished upload is gone", "NoSuchUpload", s3.abort_multipart_upload, Bucket=BUCKET, Key="copy.bin", UploadId=upload)


def check_versions():
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket=BUCKET, Key="v", Body=b"1")["VersionId"]
    s3.put_object(Bucket=BUCKET, Key="v", Body=b"2")
    check("an old version by its id", s3.get_object(Bucket=BUCKET, Key="v", VersionId=first)["Body"].read() == b"1")
    marker = s3.delete_object(Bucket=BUCKET, Key="v")
    check("a delete marker", marker["DeleteMarker"] is True, marker)
    refused("behind a delete marker", "NoSuchKey", s3.get_object, Bucket=BUCKET, Key="v")
    refused("a delete marker by its id", "405", s3.head_object, Bucket=BUCKET, Key="v", VersionId=marker["VersionId"])
    page = s3.list_object_versions(Bucket=BUCKET, Prefix="v")
    check("ListObjectVersions", (len(page["Versions"]), len(page["DeleteMarkers"])) == (2, 1), page)
    s3.delete_object(Bucket=BUCKET, Key="v", VersionId=marker["VersionId"])
    check("a delete marker is removed", s3.get_object(Bucket=BUCKET, Key="v")["Body"].read() == b"2")
    check("the null version", s3.head_object(Bucket=BUCKET, Key="big.bin", VersionId="null")["VersionId"] == "null")


def check_inventory():
    def configuration(name):
        return {
            "Id": name,
            "IsEnabled": True,
            "IncludedObjectVersions": "All",
            "Schedule": {"Frequency": "Weekly"},
            "Filter": {"Prefix": "a/"},
            "OptionalFields": ["Size", "EncryptionStatus"],
            "Destination": {"S3BucketDestination": {"AccountId": ACCOUNT, "Bucket": f"arn:aws:s3:::{OTHER}", "Format": "Parquet", "Prefix": "p", "Encryption": {"SSES3": {}}}},
        }

    for number in range(101):
        s3.put_bucket_inventory_configuration(Bucket=BUCKET, Id=f"c{number:03}", InventoryConfiguration=configuration(f"c{number:03}"))
    got = s3.get_bucket_inventory_configuration(Bucket=BUCKET, Id="c007")["InventoryConfiguration"]
    check("an inventory configuration comes back as it was put", got == configuration("c007"), got)
    page = s3.list_bucket_inventory_configurations(Bucket=BUCKET)
    rest = s3.list_bucket_inventory_configurations(Bucket=BUCKET, ContinuationToken=page["NextContinuationToken"])
    sizes = (len(page["InventoryConfigurationList"]), len(rest["InventoryConfigurationList"]), rest["IsTruncated"])
    check("configurations come 100 a page", sizes == (100, 1, False), sizes)
    s3.delete_bucket_inventory_configuration(Bucket=BUCKET, Id="c007")
    refused("a removed configuration", "NoSuchConfiguration", s3.get_bucket_inventory_configuration, Bucket=BUCKET, Id="c007")


def check_lock():
    locked = f"locked-{RUN}"
    s3.create_bucket(Bucket=locked, ObjectLockEnabledForBucket=True)
    put = s3.put_object(Bucket=locked, Key="k", Body=b"1", ObjectLockMode="GOVERNANCE", ObjectLockRetainUntilDate=time.time() + 3600)
    named = {"Bucket": locked, "Key": "k", "VersionId": put["VersionId"]}
    refused("a locked version stays", "AccessDenied", s3.delete_object, **named)
    check("retention", s3.get_object_retention(Bucket=locked, Key="k")["Retention"]["Mode"] == "GOVERNANCE")
    s3.put_object_legal_hold(Bucket=locked, Key="k", LegalHold={"Status": "ON"})
    refused("a legal hold gives way to nobody", "AccessDenied", s3.delete_object, BypassGovernanceRetention=True, **named)
    s3.put_object_legal_hold(Bucket=locked, Key="k", LegalHold={"Status": "OFF"})
    gone = s3.delete_object(BypassGovernanceRetention=True, **named)
    check("governance gives way to a bypass", gone["ResponseMetadata"]["HTTPStatusCode"] == 204, gone)


def check_cli():
    status, _, told = cli("s3", "cp", "-", f"s3://{BUCKET}/cli/streamed", stdin=b"from a pipe")
    check("aws s3 cp from a pipe", status == 0, told)
    status, out, told = cli("s3", "cp", f"s3://{BUCKET}/cli/streamed", "-")
    check("aws s3 cp to a pipe", out == b"from a pipe", told)
    status, out, told = cli("s3", "ls", f"s3://{BUCKET}/cli/")
    check("aws s3 ls", status == 0 and b"streamed" in out, told)
    status, out, told = cli("s3", "cp", f"s3://{BUCKET}/cli/", f"s3://{BUCKET}/cli2/", "--recursive", "--sse", "aws:kms")
    check("aws s3 cp --recursive --sse", status == 0, told)
    status, out, told = cli("s3api", "head-object", "--bucket", BUCKET, "--key", "cli2/streamed")
    check("aws s3api head-object", b"aws:kms" in out, told)
    status, out, told = cli("sts", "get-caller-identity")
    check("aws sts get-caller-identity", ACCOUNT.encode() in out, told)
    status, _, told = cli("s3", "rb", f"s3://{BUCKET}")
    check("a bucket with objects stays", b"BucketNotEmpty" in told, told)


def check_batch():
    """The client puts the account in front of the host; AWS's name for that is found here, `*.localhost` often is not."""
    resolve = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **named: resolve("127.0.0.1" if host.endswith(".localhost") else host, *rest, **named)
    port = urllib.parse.urlparse(os.environ["AWS_ENDPOINT_URL"]).port
    control = boto3.client("s3control", endpoint_url=f"http://localhost:{port}")
    check("ListJobs", control.list_jobs(AccountId=ACCOUNT)["Jobs"] == [])
    try:
        control.describe_job(AccountId=ACCOUNT, JobId=str(uuid.uuid4()))
        check("a missing job", False)
    except ClientError as error:
        check("a missing job", error.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 404), error)
    socket.getaddrinfo = resolve


def check_signatures():
    wrong = boto3.client("s3", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="wrong")
    refused("a wrong secret", "SignatureDoesNotMatch", wrong.list_objects_v2, Bucket=BUCKET)
    unknown = boto3.client("s3", aws_access_key_id="AKIAUNKNOWN", aws_secret_access_key="x")
    refused("an unknown key", "InvalidAccessKeyId", unknown.list_objects_v2, Bucket=BUCKET)
    unsigned = boto3.client("s3", config=boto3.session.Config(signature_version=botocore.UNSIGNED))
    refused("nobody", "AccessDenied", unsigned.get_object, Bucket=BUCKET, Key="a.txt")


for group in (check_buckets, check_objects, check_keys, check_copies, check_multipart, check_versions, check_inventory, check_lock, check_cli, check_batch, check_signatures):
    group()
print(f"{failures} failed")
sys.exit(1 if failures else 0)
