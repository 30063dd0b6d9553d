"""Reads inventory files as Cloud Custodian does: Python's gzip and csv, a row at a time. Prints the tally as JSON."""
import collections
import csv
import gzip
import io
import json
import sys

bucket, manifest_path, columns, *files = sys.argv[1:]
names = columns.split(",")
key, latest, marker, status = (names.index(n) for n in ("key", "is_latest", "is_delete_marker", "encryption_status"))
tally = collections.Counter()
with open(manifest_path, "w", newline="") as out:
    for path in files:
        with gzip.open(path) as raw:
            for row in csv.reader(io.TextIOWrapper(raw, encoding="utf-8", newline="")):
                if row[latest] != "true" or row[marker] != "false":
                    continue
                tally[row[status]] += 1
                if row[status] == "NOT-SSE":
                    out.write(f"{bucket},{row[key].replace('+', '%20')}\n")
json.dump(tally, sys.stdout)
