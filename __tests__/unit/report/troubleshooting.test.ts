// The troubleshooting page has a row for every word a run can end with.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { DIRECT_OUTCOMES } from '../../../src/direct/direct-outcome.ts'
import { HELD_BACK_REASONS } from '../../../src/findings/choice.ts'
import { FAILURE_CAUSES } from '../../../src/operations/failure-causes.ts'
import { REMEDIATION_WORDS } from '../../../src/report/remediation-section.ts'
import { INSUFFICIENT_DATA_REASONS, REMEDIATION_CODES } from '../../../src/words/errors.ts'

const page = readFileSync('docs/troubleshooting.md', 'utf8')
const sectionOf = (title: string) => page.split(/^## /m).find((section) => section.startsWith(title)) ?? ''
const reasons = sectionOf('Every reason of')
const remediation = sectionOf('Remediation')
const direct = sectionOf('Copies made by the action')
const safety = readFileSync('docs/safety.md', 'utf8')
const rowsOf = (text: string) => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, word]) => word)

describe('docs/troubleshooting.md', () => {
  it('has one row for each reason of INSUFFICIENT_DATA, and no other', () => {
    expect(rowsOf(reasons).toSorted()).toEqual(INSUFFICIENT_DATA_REASONS.toSorted())
  })

  it.each([...REMEDIATION_CODES, ...Object.keys(REMEDIATION_WORDS), ...FAILURE_CAUSES])(
    'has one row for %s',
    (word) => {
      expect(rowsOf(remediation).filter((row) => row === word)).toHaveLength(1)
    },
  )

  it.each(DIRECT_OUTCOMES)('has one row for a copy that ends %s', (word) => {
    expect(rowsOf(direct).filter((row) => row === word)).toHaveLength(1)
  })
})

it.each(HELD_BACK_REASONS)('docs/safety.md has one row for %s', (reason) => {
  expect(rowsOf(safety).filter((row) => row === reason)).toHaveLength(1)
})
