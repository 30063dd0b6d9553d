# Writes inventory-shaped files with pyarrow, DuckDB, Polars and pyorc, and what is in them as JSON; README.md tells how.
#   generate.py golden FOLDER    small worlds, whose files are committed
#   generate.py large FOLDER     worlds of 240,000 and 300,000 rows, made again when they are needed
# In FOLDER come `WORLD/rows.jsonl.gz` and `WORLD/WRITER.orc` or `WORLD/WRITER.parquet`. java/ writes its files from the
# same rows.
import datetime
import gzip
import hashlib
import json
import os
import sys
import zoneinfo

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.orc as orc
import pyarrow.parquet as pq
import pyorc

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
OTHERS = ["SSE-S3", "SSE-S3", "SSE-S3", "SSE-KMS", "DSSE-KMS", "SSE-C"]
CLASSES = ["STANDARD", "STANDARD", "STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR"]

# name: rows, how many of 100 are findings, how many of 100 are no current objects, distinct sizes
GOLDEN = {"none": (600, 0, 5, 400), "one": (2000, 1, 5, 1500), "half": (1500, 50, 5, 1000), "all": (1500, 100, 0, 1500)}
LARGE = {"all": (240_000, 100, 0, 240_000), "half": (300_000, 50, 5, 90_000), "one": (300_000, 1, 5, 200_000)}


def rows(world, count, findings, others, sizes):
    for i in range(count):
        lot = [byte for byte in hashlib.sha256(f"{world}/{i}".encode()).digest()]
        number = int.from_bytes(bytes(lot[8:12]), "big")
        is_marker = lot[0] % 100 < others and lot[1] % 4 == 0
        finding = (lot[2] * 256 + lot[3]) % 100 < findings
        yield {
            "bucket": "source-bucket",
            "key": f"data/dt=2024-{lot[4] % 12 + 1:02}/ключ {i:07}.{number % 1000}",
            "version_id": None if lot[5] % 3 == 0 else f"{number:x}",
            "is_latest": not (lot[0] % 100 < others),
            "is_delete_marker": is_marker,
            "size": None if is_marker else (number % sizes) * 4099,
            "last_modified_date": 1_600_000_000_000 + number % 100_000_000 * 1000,
            "storage_class": None if is_marker else CLASSES[lot[6] % 6],
            "is_multipart_uploaded": None if is_marker else lot[7] % 10 == 0,
            "encryption_status": None if is_marker else "NOT-SSE" if finding else OTHERS[lot[12] % 6],
            # In no row, as in a bucket without Object Lock.
            "object_lock_mode": None,
        }


TYPES = {"is_latest": "flag", "is_delete_marker": "flag", "is_multipart_uploaded": "flag", "size": "integer",
         "last_modified_date": "time"}
COLUMNS = ["bucket", "key", "version_id", "is_latest", "is_delete_marker", "size", "last_modified_date",
           "storage_class", "is_multipart_uploaded", "encryption_status", "object_lock_mode"]


def table(all_rows, time):
    arrow = {"flag": pa.bool_(), "integer": pa.int64(), "time": time}
    # S3 says of these two that they are in every row.
    schema = pa.schema([pa.field(name, arrow.get(TYPES.get(name), pa.string()), nullable=name not in ("bucket", "key"))
                        for name in COLUMNS])
    timed = [{**row, "last_modified_date": EPOCH + datetime.timedelta(milliseconds=row["last_modified_date"])}
             for row in all_rows]
    return pa.Table.from_pylist(timed, schema=schema)


def write_pyarrow(folder, all_rows, variants):
    parquet = table(all_rows, pa.timestamp("ms", tz="UTC"))
    for name, options in PYARROW.items():
        if variants is None or name in variants:
            pq.write_table(parquet, f"{folder}/pyarrow-{name}.parquet", **options)
    for name, options in PYARROW_ORC.items():
        if variants is None or name in variants:
            orc.write_table(table(all_rows, pa.timestamp("ns")), f"{folder}/pyarrow-{name}.orc", **options)


PYARROW = {
    "defaults": {},
    "8k-pages": {"use_dictionary": False, "data_page_size": 8192, "write_batch_size": 64, "max_rows_per_page": 2**31 - 1},
    "1m-pages": {"data_page_size": 2**20, "max_rows_per_page": 2**31 - 1, "row_group_size": 2**20},
    "plain": {"use_dictionary": False, "data_page_size": 2**20, "max_rows_per_page": 2**31 - 1},
    "overflow": {"dictionary_pagesize_limit": 2048, "data_page_size": 16384},
    "v2": {"data_page_version": "2.0", "write_page_index": True, "data_page_size": 65536},
    "delta": {"use_dictionary": False, "data_page_version": "2.0",
              "column_encoding": {"key": "DELTA_BYTE_ARRAY", "bucket": "DELTA_LENGTH_BYTE_ARRAY",
                                  "size": "DELTA_BINARY_PACKED", "last_modified_date": "DELTA_BINARY_PACKED",
                                  "is_latest": "RLE"}},
    "zstd": {"compression": "zstd"},
    "gzip-checksums": {"compression": "gzip", "write_page_checksum": True},
}
PYARROW_ORC = {
    "zlib": {"compression": "zlib", "dictionary_key_size_threshold": 0.8},
    "direct": {"compression": "zlib", "dictionary_key_size_threshold": 0},
    "stripes": {"compression": "zlib", "dictionary_key_size_threshold": 0.8, "stripe_size": 65536, "batch_size": 512},
    "uncompressed": {"compression": "uncompressed"},
}


def write_duckdb(folder, all_rows, variants):
    source = table(all_rows, pa.timestamp("ms"))
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = true; SET threads = 1")
    connection.register("source", source)
    for name, options in DUCKDB.items():
        if variants is None or name in variants:
            connection.execute(f"COPY source TO '{folder}/duckdb-{name}.parquet' (FORMAT parquet{options})")


DUCKDB = {
    "defaults": "",
    "v2": ", PARQUET_VERSION v2",
    "small-groups": ", ROW_GROUP_SIZE 2048, COMPRESSION zstd",
    "no-dictionary": ", DICTIONARY_SIZE_LIMIT 1",
}


def write_polars(folder, all_rows, variants):
    frame = pl.from_arrow(table(all_rows, pa.timestamp("ms", tz="UTC")))
    for name, options in POLARS.items():
        if variants is None or name in variants:
            frame.write_parquet(f"{folder}/polars-{name}.parquet", **options)


POLARS = {
    "snappy": {"compression": "snappy"},
    "small-pages": {"compression": "snappy", "data_page_size": 8192},
    "1m-pages": {"compression": "snappy", "data_page_size": 2**20, "row_group_size": 2**20},
    "zstd": {"compression": "zstd"},
}


def write_pyorc(folder, all_rows, variants):
    types = {"flag": "boolean", "integer": "bigint", "time": "timestamp"}
    schema = "struct<" + ",".join(f"{name}:{types.get(TYPES.get(name), 'string')}" for name in COLUMNS) + ">"
    for name, options in PYORC.items():
        if variants is not None and name not in variants:
            continue
        with open(f"{folder}/pyorc-{name}.orc", "wb") as file:
            with pyorc.Writer(file, schema, timezone=zoneinfo.ZoneInfo("UTC"), **options) as writer:
                for row in all_rows:
                    values = {**row, "last_modified_date": EPOCH + datetime.timedelta(milliseconds=row["last_modified_date"])}
                    writer.write(tuple(values[column] for column in COLUMNS))


PYORC = {
    "defaults": {"compression": pyorc.CompressionKind.ZLIB},
    "dictionary": {"compression": pyorc.CompressionKind.ZLIB, "dict_key_size_threshold": 1.0,
                   "compression_strategy": pyorc.CompressionStrategy.COMPRESSION},
    "small-stripes": {"compression": pyorc.CompressionKind.ZLIB, "stripe_size": 65536, "compression_block_size": 65536},
}

# What is committed of each world: no variant that comes out the same as another in so small a file, and few of them in
# every world.
COMMITTED = {
    "none": ["defaults", "zlib"],
    "one": [*(PYARROW.keys() - {"1m-pages"}), *PYARROW_ORC, *DUCKDB, *(POLARS.keys() - {"1m-pages"}), *PYORC],
    "half": ["defaults", "8k-pages", "overflow", "v2", "zlib", "snappy", "small-stripes"],
    "all": ["defaults", "overflow", "plain", "direct", "snappy", "no-dictionary"],
}


def main(kind, target):
    for world, recipe in {"golden": GOLDEN, "large": LARGE}[kind].items():
        folder = os.path.join(target, world)
        os.makedirs(folder, exist_ok=True)
        all_rows = list(rows(f"{kind}/{world}", *recipe))
        with open(f"{folder}/rows.jsonl.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as file:
            for row in all_rows:
                file.write((json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
        variants = COMMITTED[world] if kind == "golden" else None
        for write in (write_pyarrow, write_duckdb, write_polars, write_pyorc):
            write(folder, all_rows, variants)
        print(world, len(all_rows), "rows,", len(os.listdir(folder)) - 1, "files")


main(*sys.argv[1:])
