// Rates of AWS in US East (N. Virginia), in US dollars as published; the last part of a name is the unit.

import type { RateTable } from '../rate-table.ts'
import { storedAt } from './tiers.ts'

/**
 * Amazon S3 pricing page and AWS KMS pricing page. Rates that were not read on an AWS page are listed in
 * docs/unconfirmed.md.
 */
export const US_EAST: RateTable = {
  group: 'US East (N. Virginia)',
  regions: ['us-east-1'],
  date: '2026-11',
  source: 'Amazon S3 and AWS KMS pricing pages, partly at second hand',
  isConfirmed: true,
  usd: {
    // Amazon S3 pricing page, "S3 Batch Operations".
    'batch.job': '0.25',
    'batch.million-tasks': '1.00',
    // AWS KMS pricing page, "Symmetric key requests".
    'kms.ten-thousand-requests': '0.03',
    // AWS Lambda pricing, at second hand: requests, and duration on x86 in its first tier.
    'lambda.million-requests': '0.20',
    'lambda.million-gb-seconds': '16.6667',
    // Amazon Athena pricing, at second hand.
    'athena.tb-scanned': '5.00',

    'STANDARD.thousand-puts': '0.005',
    'STANDARD.thousand-gets': '0.0004',
    ...storedAt('STANDARD', '0.023', '0.022', '0.021'),

    'INTELLIGENT_TIERING.thousand-puts': '0.005',
    'INTELLIGENT_TIERING.thousand-gets': '0.0004',
    ...storedAt('INTELLIGENT_TIERING', '0.023', '0.022', '0.021'),
    'INTELLIGENT_TIERING.thousand-monitored': '0.0025',
    'INTELLIGENT_TIERING.thousand-restores-bulk': '0',
    'INTELLIGENT_TIERING.gb-restored-bulk': '0',
    'INTELLIGENT_TIERING.thousand-restores-standard': '0',
    'INTELLIGENT_TIERING.gb-restored-standard': '0',

    'STANDARD_IA.thousand-puts': '0.01',
    'STANDARD_IA.thousand-gets': '0.001',
    'STANDARD_IA.gb-month': '0.0125',
    'STANDARD_IA.gb-retrieved': '0.01',

    'ONEZONE_IA.thousand-puts': '0.01',
    'ONEZONE_IA.thousand-gets': '0.001',
    'ONEZONE_IA.gb-month': '0.01',
    'ONEZONE_IA.gb-retrieved': '0.01',

    'GLACIER_IR.thousand-puts': '0.02',
    'GLACIER_IR.thousand-gets': '0.01',
    'GLACIER_IR.gb-month': '0.004',
    'GLACIER_IR.gb-retrieved': '0.03',

    // Restores: AWS re:Post knowledge center, "Manage data retrieval costs" ($0.05 and $0.01); bulk is free.
    'GLACIER.thousand-puts': '0.03',
    'GLACIER.thousand-gets': '0.0004',
    'GLACIER.gb-month': '0.0036',
    'GLACIER.thousand-restores-bulk': '0',
    'GLACIER.gb-restored-bulk': '0',
    'GLACIER.thousand-restores-standard': '0.05',
    'GLACIER.gb-restored-standard': '0.01',

    'DEEP_ARCHIVE.thousand-puts': '0.05',
    'DEEP_ARCHIVE.thousand-gets': '0.0004',
    'DEEP_ARCHIVE.gb-month': '0.00099',
    'DEEP_ARCHIVE.thousand-restores-bulk': '0.025',
    'DEEP_ARCHIVE.gb-restored-bulk': '0.0025',
    'DEEP_ARCHIVE.thousand-restores-standard': '0.10',
    'DEEP_ARCHIVE.gb-restored-standard': '0.02',
  },
}
