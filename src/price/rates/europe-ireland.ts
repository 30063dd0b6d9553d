// Rates of AWS in Europe (Ireland) and Europe (Stockholm), in US dollars. None of them is confirmed.

import type { RateTable } from '../rate-table.ts'
import { US_EAST } from './us-east.ts'

/**
 * UNCONFIRMED. No figure was seen on an AWS page. Rates that are not listed here are taken from US East (N. Virginia).
 */
export const EUROPE_IRELAND: RateTable = {
  group: 'Europe (Ireland) and Europe (Stockholm)',
  regions: ['eu-west-1', 'eu-north-1'],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: US_EAST.usd,
}
