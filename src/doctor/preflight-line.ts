// A check of a preflight as a line of the doctor's table: the same judgement, told in both places. Pure.

import type { Check } from '../preflight/check.ts'
import type { DoctorCheckName, Fix, Line } from './line.ts'

const STATUSES = { ok: 'fine', wrong: 'wrong', unknown: 'unknown' } as const

/** `paste`: the fix of a check that is not fine. */
export function lineOf(check: Check & { readonly name: DoctorCheckName }, about: string, paste?: Fix['paste']): Line {
  const { name, status, found, hint } = check
  const fix = status === 'ok' ? undefined : { say: hint ?? 'Run it again.', paste }
  return { check: name, about, status: STATUSES[status], found, fix }
}
