// Knows what AWS charges in Europe (Ireland) and Europe (Stockholm), as far as anybody said. US dollars, none of them confirmed.

import type { RateTable } from '../rate-table.ts'
import { US_EAST } from './us-east.ts'

/** UNCONFIRMED. No figure was seen on a page of AWS's. What is not named here is taken from US East (N. Virginia). */
export const EUROPE_IRELAND: RateTable = {
  group: 'Europe (Ireland) and Europe (Stockholm)',
  regions: ['eu-west-1', 'eu-north-1'],
  date: '2026-11',
  source: 'Not read on a page of AWS: set your own with rates-file',
  isConfirmed: false,
  usd: US_EAST.usd,
}
