// New findings since a baseline are marked in SARIF, JUnit and the HTML page; what was known is not told as new, and what is
// not known is not guessed.

import { describe, expect, it } from '@jest/globals'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { BucketChanges } from '../../../src/baseline/baseline.ts'
import { renderPage } from '../../../src/report/html/page.ts'
import { renderJunit } from '../../../src/report/junit.ts'
import { renderSarif } from '../../../src/report/sarif.ts'
import { standingOfKey, standingUnder } from '../../../src/report/since-baseline.ts'
import type { RunResult } from '../../../src/result/run-result.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { compared, REFUSED_BASELINE } from '../../support/baselines.ts'
import { buildBlindBucket, buildBucket, buildRun, buildSample, buildScan, buildTally } from '../../support/results.ts'

const key = (text: string) => text as EncodedKey
const added = (...keys: string[]) => keys.map((text) => ({ key: key(text), encryption: 'NOT-SSE' }))
const scan = {
  ...buildScan(10),
  topPrefixes: [
    { prefix: key('a/'), tally: buildTally(7) },
    { prefix: key('new/'), tally: buildTally(2) },
  ],
  samples: [buildSample(key('a/old')), buildSample(key('new/1')), buildSample(key('new/2'))],
}
const bad = buildBucket('bad', scan)
const changes = { new: 2, unchanged: 8, resolved: 3, samples: added('new/1', 'new/2') }
const run = (baseline: RunResult['baseline'], buckets = [bad]) => ({ ...buildRun(buckets), baseline })
const gate = { isGate: true }

describe('findings under a prefix', () => {
  const of = (more: Partial<BucketChanges>): BucketChanges => {
    return {
      bucket: 'bad',
      isInBaseline: true,
      new: 2,
      unchanged: 8,
      resolved: 0,
      samples: added('new/1', 'x'),
      ...more,
    }
  }
  it.each([
    ['of a bucket where nothing is new', of({ new: 0, samples: [] }), 'a/', 5, 'unchanged'],
    ['of a bucket where nothing was known', of({ unchanged: 0 }), 'a/', 5, 'new'],
    ['that are all among the new ones', of({}), 'new/', 1, 'new'],
    ['some of which are new', of({}), 'new/', 2, 'updated'],
    ['none of which is among the new ones', of({}), 'a/', 5, 'unchanged'],
    ['at the top', of({}), '', 1, 'new'],
    ['where only some new ones are known by name', of({ new: 11 }), 'a/', 5, 'updated'],
  ])('%s', (_what, of_, prefix, objects, standing) => {
    expect(standingUnder(of_, key(prefix), objects)).toBe(standing)
  })

  it('are recognized though a findings file writes a leading - otherwise', () => {
    const changes_ = of({ new: 1, samples: added('%2Da/x') })
    expect(standingUnder(changes_, key('-a/'), 1)).toBe('new')
    expect(standingOfKey(changes_, key('-a/x'))).toBe('new')
  })

  it('are not guessed one by one either', () => {
    expect(standingOfKey(of({}), key('x'))).toBe('new')
    expect(standingOfKey(of({}), key('y'))).toBe('unchanged')
    expect(standingOfKey(of({ new: 11 }), key('y'))).toBeUndefined()
  })
})

describe('SARIF', () => {
  type Log = {
    runs: {
      results: { baselineState?: string; message: { text: string }; partialFingerprints: object }[]
      properties?: object
    }[]
  }
  const read = (result: RunResult) => (JSON.parse(renderSarif(result)) as Log).runs[0]
  const states = (result: RunResult) => read(result)?.results.map(({ baselineState }) => baselineState)

  it('says how each result stands to the baseline, and what is resolved beside the results', () => {
    expect(states(run(compared({ bad: changes })))).toEqual(['unchanged', 'new', 'updated'])
    expect(read(run(compared({ bad: changes })))?.properties).toEqual({
      baseline: { new: 2, resolved: 3, unchanged: 8 },
    })
  })

  it('has a result for the new ones where only they count, which no other run has', () => {
    const gated = read(run(compared({ bad: changes }, gate)))?.results ?? []
    expect(gated[0]).toMatchObject({
      baselineState: 'new',
      message: { text: '2 new findings in bucket bad since the baseline: new/1, new/2.' },
    })
    const scheduled = JSON.stringify(
      read(run(undefined))?.results.map(({ partialFingerprints }) => partialFingerprints),
    )
    expect(gated.map((one) => scheduled.includes(JSON.stringify(one.partialFingerprints)))).toEqual([
      false,
      true,
      true,
      true,
    ])
    expect(states(run(compared({ bad: { unchanged: 10 } }, gate)))).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  it('names no key where keys are not listed', () => {
    const hidden = renderSarif({ ...run(compared({ bad: changes }, gate)), listKeys: false })
    expect(hidden).toContain('2 new findings in bucket bad since the baseline.')
    expect(hidden).not.toContain('new/1')
  })

  it.each([undefined, REFUSED_BASELINE])(
    'says nothing of a baseline that there is none of, or that was refused',
    (none) => {
      expect(states(run(none))).toEqual([undefined, undefined, undefined])
      expect(renderSarif(run(none))).not.toContain('baseline')
    },
  )
})

describe('JUnit', () => {
  const parse = (result: RunResult) => {
    const xml = renderJunit(result)
    expect(XMLValidator.validate(xml)).toBe(true)
    const options = { ignoreAttributes: false, attributeNamePrefix: '', isArray: (name: string) => name === 'testcase' }
    return new XMLParser(options).parse(xml).testsuites
  }

  it('names the new ones first', () => {
    const [one] = parse(run(compared({ bad: changes }))).testsuite.testcase
    expect(one.failure.message).toContain('Since the baseline: 2 new, 8 unchanged, 3 resolved.')
    expect(one.failure['#text']).toMatch(/^new: new\/1 \(NOT-SSE\)&#10;new: new\/2/)
  })

  it('fails no bucket by what was known, where only what is new counts', () => {
    const known = compared({ bad: { unchanged: 10 } }, gate)
    const suites = parse(run(known))
    expect(suites).toMatchObject({ tests: '1', failures: '0', errors: '0', testsuite: { skipped: '1' } })
    expect(suites.testsuite.testcase[0].skipped.message).toContain('0 new, 10 unchanged')
    expect(parse(run({ ...known, isGate: false }))).toMatchObject({ failures: '1', testsuite: { skipped: '0' } })
    expect(parse(run(compared({ bad: changes }, gate)))).toMatchObject({ failures: '1' })
  })

  it('never skips a bucket without a verdict', () => {
    const blind = run(compared({}, gate), [buildBlindBucket('blind', 'STALE', 'Old.')])
    expect(parse(blind)).toMatchObject({ errors: '1', testsuite: { skipped: '0' } })
  })

  it('is in error where the baseline was refused and only new ones count, and only there', () => {
    const refused = { ...REFUSED_BASELINE, isGate: true }
    const suites = parse(run(refused, [buildBucket('ok', buildScan(0))]))
    expect(suites).toMatchObject({ tests: '2', errors: '1' })
    expect(suites.testsuite.testcase[1]).toMatchObject({ name: 'baseline', error: { type: 'BASELINE_REFUSED' } })
    expect(parse(run(REFUSED_BASELINE))).toMatchObject({ tests: '1', errors: '0' })
  })
})

describe('the page', () => {
  const page = (baseline: RunResult['baseline'], listKeys = true) =>
    renderPage({ ...run(baseline), listKeys }, 'report.html')

  it('has a section about the baseline, and marks the findings', () => {
    const text = page(compared({ bad: changes }))
    expect(text).toContain('<h2 id="baseline">Since the baseline</h2>')
    expect(text.match(/<strong class="bad">new<\/strong>/g)).toHaveLength(2)
    expect(text.match(/<td class="">known<\/td>/g)).toHaveLength(1)
  })

  it('does not call a finding known that may be new', () => {
    const text = page(compared({ bad: { new: 11, unchanged: 1, samples: added('z') } }))
    expect(text).not.toContain('>known<')
  })

  it('shows no new key where keys are not listed', () => {
    expect(page(compared({ bad: changes }), false)).not.toContain('new/1')
  })

  it('says why a baseline was refused, and nothing without one', () => {
    expect(page(REFUSED_BASELINE)).toContain('was not used: it does not exist.')
    expect(page(undefined)).not.toContain('baseline')
  })
})
