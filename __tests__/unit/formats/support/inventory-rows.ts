// The rows that golden/generate.py writes, made again here: row i of every golden file.

export type InventoryRow = Readonly<Record<string, string | number | boolean | null>>

const STATUSES = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'] as const
const CLASSES = ['STANDARD', 'STANDARD_IA', 'GLACIER'] as const

export function inventoryRow(i: number): InventoryRow {
  return {
    bucket: 'source-bucket',
    key: `folder ${i % 7}/ключ+${i}%20,"é".txt`,
    version_id: i % 5 === 0 ? null : `v${(i * 7919) % 1_000_003}`,
    is_latest: i % 3 !== 0,
    is_delete_marker: i % 11 === 0,
    size: i % 11 === 0 ? null : i * i * 1009,
    last_modified_date: Date.UTC(2020, 0, 1) + i * 86_400_123,
    storage_class: CLASSES[Math.floor(i / 50) % 3] ?? null,
    encryption_status: i % 97 === 13 ? 'NOT-SSE' : (STATUSES[Math.floor(i / 100) % 4] ?? null),
    object_lock_mode: null,
  }
}

export function inventoryRows(count: number): InventoryRow[] {
  return Array.from({ length: count }, (_, i) => inventoryRow(i))
}
