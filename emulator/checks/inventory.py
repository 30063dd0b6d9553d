"""Reads reports that the emulator delivered with tools that know nothing of it, and compares every cell with the truth.

CSV is read with Python's own csv, gzip and urllib, ORC and Parquet with Apache Arrow. Run by hand:

    python3 -m venv venv && venv/bin/pip install pyarrow
    node emulator/checks/dump-inventory.ts FOLDER
    venv/bin/python emulator/checks/inventory.py FOLDER
"""

import csv
import datetime
import glob
import gzip
import hashlib
import io
import json
import os
import sys
import urllib.parse

import pyarrow.orc
import pyarrow.parquet

COLUMNS = {  # CSV name: ORC and Parquet name
    "Bucket": "bucket", "Key": "key", "VersionId": "version_id", "IsLatest": "is_latest",
    "IsDeleteMarker": "is_delete_marker", "Size": "size", "LastModifiedDate": "last_modified_date", "ETag": "e_tag",
    "StorageClass": "storage_class", "IsMultipartUploaded": "is_multipart_uploaded",
    "ReplicationStatus": "replication_status", "EncryptionStatus": "encryption_status",
    "ObjectLockRetainUntilDate": "object_lock_retain_until_date", "ObjectLockMode": "object_lock_mode",
    "ObjectLockLegalHoldStatus": "object_lock_legal_hold_status",
    "IntelligentTieringAccessTier": "intelligent_tiering_access_tier", "BucketKeyStatus": "bucket_key_status",
    "ChecksumAlgorithm": "checksum_algorithm", "ObjectAccessControlList": "object_access_control_list",
    "ObjectOwner": "object_owner", "LifecycleExpirationDate": "lifecycle_expiration_date",
}
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def milliseconds(value):
    if isinstance(value, datetime.datetime):
        return (value.replace(tzinfo=value.tzinfo or datetime.timezone.utc) - EPOCH) // datetime.timedelta(milliseconds=1)
    return value


def read_csv(data, names):
    # newline="" keeps line ends within quotes unchanged.
    for record in csv.reader(io.StringIO(gzip.decompress(data).decode("utf-8"), newline="")):
        assert len(record) == len(names), record
        row = dict(zip(names, record))
        row["Key"] = urllib.parse.unquote_plus(row["Key"], errors="strict")
        yield row


def read_table(table):
    for row in table.to_pylist():
        assert list(row) == list(COLUMNS.values()), list(row)
        yield {name: milliseconds(row[snake]) for name, snake in COLUMNS.items()}


def as_csv(name, value):
    if value is None:
        return ""
    if name.endswith("Date"):
        time = EPOCH + datetime.timedelta(milliseconds=value)
        return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_report(folder, style):
    """Rows of a delivered report, after its checksums were found right."""
    (path,) = glob.glob(os.path.join(folder, style, "src", "check", "*Z", "manifest.json"))
    raw = open(path, "rb").read()
    checksum = open(path.replace(".json", ".checksum")).read()
    assert checksum == hashlib.md5(raw).hexdigest() + "\n", checksum
    manifest = json.loads(raw)
    assert manifest["fileFormat"] == style
    for file in manifest["files"]:
        data = open(os.path.join(folder, file["key"]), "rb").read()
        assert (len(data), hashlib.md5(data).hexdigest()) == (file["size"], file["MD5checksum"]), file
        if style == "CSV":
            yield from read_csv(data, manifest["fileSchema"].split(", "))
        elif style == "ORC":
            yield from read_table(pyarrow.orc.ORCFile(io.BytesIO(data)).read())
        else:
            yield from read_table(pyarrow.parquet.read_table(io.BytesIO(data)))


def main(folder):
    with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as lines:
        truth = [json.loads(line) for line in lines]
    for style in ("CSV", "ORC", "Parquet"):
        rows = list(read_report(folder, style))
        assert len(rows) == len(truth), (style, len(rows), len(truth))
        for row, expected in zip(rows, truth):
            for name in COLUMNS:
                # Empty strings are nulls in ORC and Parquet.
                want = as_csv(name, expected[name]) if style == "CSV" else (None if expected[name] == "" else expected[name])
                assert row[name] == want, (style, name, row[name], want)
        print(f"{style}: {len(rows)} rows equal")


main(sys.argv[1])
