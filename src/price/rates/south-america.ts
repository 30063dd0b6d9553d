// Rates of AWS in South America (Sao Paulo), in US dollars. None of them is confirmed.

import type { RateTable } from '../rate-table.ts'
import { storedAt } from './tiers.ts'
import { US_EAST } from './us-east.ts'

/**
 * UNCONFIRMED. The STANDARD figures were seen in a public copy of AWS's price list of 2026-09-26, no other figure.
 * Rates that are not listed here are taken from US East (N. Virginia).
 */
export const SOUTH_AMERICA: RateTable = {
  group: 'South America (Sao Paulo)',
  regions: ['sa-east-1'],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: {
    ...US_EAST.usd,
    'STANDARD.thousand-puts': '0.007',
    'STANDARD.thousand-gets': '0.00056',
    ...storedAt('STANDARD', '0.0405'),
    'INTELLIGENT_TIERING.thousand-puts': '0.007',
    'INTELLIGENT_TIERING.thousand-gets': '0.00056',
    ...storedAt('INTELLIGENT_TIERING', '0.0405'),
    'STANDARD_IA.gb-month': '0.0221',
    'ONEZONE_IA.gb-month': '0.0177',
    'GLACIER_IR.gb-month': '0.0083',
  },
}
