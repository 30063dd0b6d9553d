# Writes the golden inventory files beside it: pyarrow is a second opinion on both formats.
# Run with pyarrow 26 after a change: python3 generate.py. The rows are made again in ../support/inventory-rows.ts.
import datetime

import pyarrow as pa
import pyarrow.orc as orc
import pyarrow.parquet as pq

STATUSES = ["SSE-S3", "SSE-KMS", "DSSE-KMS", "SSE-C"]
CLASSES = ["STANDARD", "STANDARD_IA", "GLACIER"]


def rows(count):
    for i in range(count):
        yield {
            "bucket": "source-bucket",
            "key": f"folder {i % 7}/ключ+{i}%20,\"é\".txt",
            "version_id": None if i % 5 == 0 else f"v{i * 7919 % 1000003}",
            "is_latest": i % 3 != 0,
            "is_delete_marker": i % 11 == 0,
            "size": None if i % 11 == 0 else i * i * 1009,
            "last_modified_date": datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
            + datetime.timedelta(milliseconds=i * 86_400_123),
            "storage_class": CLASSES[i // 50 % 3],
            "encryption_status": "NOT-SSE" if i % 97 == 13 else STATUSES[i // 100 % 4],
            "object_lock_mode": None,
        }


def table(count, timestamp):
    schema = pa.schema(
        [
            pa.field("bucket", pa.string(), nullable=False),
            pa.field("key", pa.string(), nullable=False),
            ("version_id", pa.string()),
            ("is_latest", pa.bool_()),
            ("is_delete_marker", pa.bool_()),
            ("size", pa.int64()),
            ("last_modified_date", timestamp),
            ("storage_class", pa.string()),
            ("encryption_status", pa.string()),
            ("object_lock_mode", pa.string()),
        ]
    )
    return pa.Table.from_pylist(list(rows(count)), schema=schema)


def write_orc(name, count, **options):
    orc.write_table(table(count, pa.timestamp("ns")), name, **options)


def write_parquet(name, count, unit="ms", **options):
    pq.write_table(table(count, pa.timestamp(unit, tz="UTC")), name, **options)


write_orc("zlib-dictionary.orc", 400, compression="zlib", dictionary_key_size_threshold=0.8, stripe_size=4096, batch_size=200)
write_orc("zlib-direct.orc", 150, compression="zlib", dictionary_key_size_threshold=0)
write_orc("uncompressed.orc", 30, compression="uncompressed", dictionary_key_size_threshold=0.8)
write_orc("version-0.11.orc", 120, compression="zlib", file_version="0.11", dictionary_key_size_threshold=0.8)
write_orc("snappy.orc", 20, compression="snappy")
write_orc("empty.orc", 0, compression="zlib")

write_parquet("snappy-pages.parquet", 130, compression="snappy", row_group_size=80, data_page_size=256,
              write_batch_size=50, write_page_index=True)
write_parquet("snappy-v2.parquet", 90, compression="snappy", data_page_version="2.0", unit="us")
write_parquet("uncompressed-plain.parquet", 30, compression="none", use_dictionary=False)
write_parquet("gzip.parquet", 10, compression="gzip")
write_parquet("zstd.parquet", 10, compression="zstd")
write_parquet("delta.parquet", 40, compression="snappy", use_dictionary=False, data_page_version="2.0",
              column_encoding={"key": "DELTA_BYTE_ARRAY", "bucket": "DELTA_LENGTH_BYTE_ARRAY",
                               "size": "DELTA_BINARY_PACKED", "last_modified_date": "DELTA_BINARY_PACKED",
                               "is_latest": "RLE"})
write_parquet("int96.parquet", 10, unit="ns", compression="snappy", use_deprecated_int96_timestamps=True)
write_parquet("nanoseconds.parquet", 10, unit="ns", compression="snappy")
write_parquet("lz4.parquet", 5, compression="lz4")
write_parquet("empty.parquet", 0, compression="snappy")
