// Describes an inventory report and its findings in the JSON report.

import type { DataSource } from '../findings/data-source.ts'
import type { ToldException } from '../findings/exception.ts'
import type { FindingSample, Findings, KeyEvidence } from '../findings/findings.ts'
import { filesOf, type GeneratedProof, type ListingProof, type MetadataProof } from '../findings/proof.ts'
import type { Coverage } from '../inventory/coverage.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { encodeText, safeText } from '../words/outside-text.ts'
import { sumExcepted } from './exceptions-section.ts'
import { byStatus, type Json, tally, told } from './json-values.ts'
import { listMissingColumns } from './missing-columns.ts'

/** The same for every source; what only an inventory report has is in `report`. */
export function describeSource({ kind, asOf, ageMs, scope, why }: DataSource): Json {
  return {
    kind,
    asOf: asOf.toISOString(),
    ageSeconds: Math.floor(ageMs / 1000),
    scope,
    why: why === undefined ? undefined : safeText(why),
  }
}

export function describeInventoryReport(report: InventoryReport, listKeys: boolean): Json {
  const { location, manifest } = report
  return {
    configurationId: encodeText(location.configurationId),
    destinationBucket: encodeText(location.destinationBucket),
    inventoryManifestKey: encodeText(report.manifestKey),
    inventoryManifestMd5: report.manifestMd5,
    createdAt: manifest.createdAt.toISOString(),
    deliveredAt: new Date(report.deliveredAt).toISOString(),
    ageSeconds: Math.floor(report.ageMs / 1000),
    maxAgeSeconds: Math.floor(report.maxAgeMs / 1000),
    format: manifest.format,
    missingColumns: listMissingColumns(manifest.columns).map(({ column }) => column),
    frequency: location.frequency,
    includedVersions: location.includedVersions,
    ...describeCoverage(location.coverage, listKeys),
    passedOver: report.passedOver.map(({ folder, why }) => ({ folder: encodeText(folder), why: safeText(why) })),
  }
}

function describeCoverage(coverage: Coverage, listKeys: boolean) {
  const isPrefix = coverage.kind === 'prefix'
  return {
    coverage: { kind: coverage.kind, why: coverage.kind === 'unknown' ? safeText(coverage.why) : undefined },
    limitedToPrefix: isPrefix,
    filterPrefix: listKeys && isPrefix ? encodeText(coverage.prefix) : undefined,
  }
}

export function describeScan(scan: Findings, listKeys: boolean): Json {
  return {
    rows: scan.rows,
    current: byStatus(scan.current),
    // Other sources show neither, which is not the same as none.
    ...(scan.proof.source === 'inventory' || scan.proof.source === 'metadata'
      ? { noncurrent: byStatus(scan.noncurrent), deleteMarkers: scan.deleteMarkers }
      : {}),
    excluded: tally(scan.excluded),
    excepted: tally(sumExcepted(scan)),
    findings: tally(scan.findings),
    findingsByStatus: byStatus(scan.findingsByStatus),
    findingsByStorageClass: [...scan.findingsByStorageClass].map(([storageClass, of]) => ({
      storageClass: encodeText(storageClass),
      ...tally(of),
    })),
    findingsBySize: scan.findingsBySize.map(({ label, tally: of }) => ({ label, ...tally(of) })),
    topPrefixes: listKeys ? scan.topPrefixes.map(({ prefix, tally: of }) => ({ prefix, ...tally(of) })) : undefined,
    heldBack: [...scan.heldBack].map(([reason, held]) => ({
      reason,
      ...tally(held.tally),
      samples: listKeys ? held.samples.map(describeSample) : undefined,
    })),
    samples: listKeys ? scan.samples.map(describeSample) : undefined,
    evidence: scan.evidence && describeEvidence(scan.evidence),
    duplicates: scan.duplicates === undefined ? null : { ...scan.duplicates },
    overlaps: scan.overlaps && { ...scan.overlaps, superseded: tally(scan.overlaps.superseded) },
    listing: scan.proof.source === 'list' ? describeListing(scan.proof, listKeys) : undefined,
    unknownStatus: { rows: scan.unknownStatus.rows, values: scan.unknownStatus.values.map(encodeText) },
    queries: scan.queries?.map(({ id, purpose, bytesScanned, usd }) => ({
      id: encodeText(id),
      purpose,
      bytesScanned,
      usd,
    })),
    table: scan.proof.source === 'metadata' ? describeTable(scan.proof) : undefined,
    generated: scan.proof.source === 'manifest-generator' ? describeGenerated(scan.proof) : undefined,
    files: filesOf(scan.proof).map((file) => ({
      key: encodeText(file.key),
      bytes: file.size,
      rows: file.rows,
      proof: file.proof,
      bytesFetched: file.bytesFetched,
    })),
  }
}

function describeTable({ table, rows, ageMs, maxAgeMs, sample }: MetadataProof): Json {
  return {
    namespace: encodeText(table.namespace),
    name: encodeText(table.name),
    arn: table.arn,
    rows,
    ageSeconds: Math.floor(ageMs / 1000),
    maxAgeSeconds: Math.floor(maxAgeMs / 1000),
    sample: sample && { ...sample },
  }
}

function describeListing(proof: ListingProof, listKeys: boolean): Json {
  const { prefixes, listed, leftOut, looked, gone, notUnderstood, requests } = proof
  return {
    prefixes: listKeys ? prefixes.map(encodeText) : undefined,
    listed,
    leftOut,
    looked,
    gone,
    notUnderstood: notUnderstood.objects,
    requests: { ...requests },
  }
}

function describeGenerated({ jobs, listed, leftOut, looked, gone }: GeneratedProof): Json {
  return { jobs: jobs.map(encodeText), listed, leftOut, looked, gone }
}

function describeEvidence({ missing, ...counts }: KeyEvidence): Json {
  return {
    ...counts,
    breaches: { ...counts.breaches },
    missing: missing && { reason: missing.reason, ...told(missing) },
  }
}

export function describeException(
  { exception, daysLeft, excepted, missingColumns }: ToldException,
  listKeys: boolean,
): Json {
  const { rule, owner, reason, expires } = exception
  return {
    prefix: listKeys && rule.prefix !== undefined ? encodeText(rule.prefix) : undefined,
    suffix: listKeys && rule.suffix !== undefined ? encodeText(rule.suffix) : undefined,
    largerThanBytes: rule.largerThan,
    smallerThanBytes: rule.smallerThan,
    olderThanSeconds: rule.olderThanMs && rule.olderThanMs / 1000,
    newerThanSeconds: rule.newerThanMs && rule.newerThanMs / 1000,
    owner: safeText(owner),
    reason: safeText(reason),
    expires,
    daysLeft,
    missingColumns,
    ...tally(excepted),
  }
}

function describeSample({ key, status, storageClass, size, heldBack }: FindingSample): Json {
  return { key, status, storageClass: encodeText(storageClass), bytes: size, heldBack }
}
