import { describe, expect, it } from '@jest/globals'
import type { JobOutcome } from '../../../src/batch/job-outcome.ts'
import { renderJobs } from '../../../src/report/jobs-section.ts'
import { describeJob } from '../../../src/report/log.ts'
import { buildJob } from '../../support/results.ts'

const verified = (checked: number, asTarget: number): Partial<JobOutcome> => ({
  verification: { checked, asTarget, resolved: 0, mismatches: [] },
})
const render = (...jobs: JobOutcome[]) => renderJobs(jobs).markdown

describe('the column of what was checked', () => {
  it.each([
    ['S3PutObjectCopy', 'Checked after the copy'],
    ['S3PutObjectTagging', 'Checked afterwards'],
    ['S3InitiateRestoreObject', 'Checked afterwards'],
    ['LambdaInvoke', 'Checked afterwards'],
    ['S3UpdateObjectEncryption', 'Checked afterwards'],
  ] as const)('of %s is called "%s"', (operation, title) => {
    expect(render(buildJob(1, { operation, ...verified(1, 1) }))).toContain(title)
  })

  it('speaks of no copy where one of the jobs makes none', () => {
    const jobs = [buildJob(1, verified(1, 1)), buildJob(1, { operation: 'S3InitiateRestoreObject' })]
    expect(render(...jobs)).not.toContain('after the copy')
  })
})

describe('checks', () => {
  it.each([
    ['all', 5, 5, '✅ 5 of 5 objects as wanted', '5 of 5 checked objects as wanted'],
    ['half', 4, 2, '2 of 4 objects as wanted', '2 of 4 checked objects as wanted'],
    ['one', 1, 1, '✅ 1 of 1 object as wanted', '1 of 1 checked object as wanted'],
    ['none of the checked', 3, 0, '0 of 3 objects as wanted', '0 of 3 checked objects as wanted'],
    ['nothing to check', 0, 0, 'no object to check', 'there was no object to check'],
  ])('%s', (_, checked, asTarget, cell, line) => {
    const job = buildJob(5, verified(checked, asTarget))

    expect(render(job)).toContain(cell)
    expect(render(job).includes('✅ ')).toBe(cell.startsWith('✅'))
    expect(describeJob(job).lines.join('\n')).toContain(line)
  })
})
