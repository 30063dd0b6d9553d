// The verdict and the plan over everything there can be: COMPLIANT exactly where its proof is whole, and no object lost
// between the findings and what is done about them.

import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { planBucket } from '../../src/decide/plan.ts'
import { judgeBucket } from '../../src/decide/verdict.ts'
import { parseDuration } from '../../src/words/duration.ts'
import { makeBucketFacts, makePlanRules } from '../support/plan.ts'
import { buildScan } from '../support/results.ts'

const small = fc.nat({ max: 3 })

it('says COMPLIANT exactly where nothing of the proof is missing', () => {
  const proofs = fc.record({
    ageMs: small,
    maxAgeMs: small,
    declared: small,
    read: small,
    rows: small,
    unknown: small,
    findings: small,
    maxFindings: small,
    contradicted: fc.boolean(),
  })
  fc.assert(
    fc.property(proofs, (given) => {
      const file = { key: 'k', size: 1, md5: '' }
      const whole = buildScan(given.findings)
      const proof = {
        ...whole.proof,
        ageMs: given.ageMs,
        maxAgeMs: given.maxAgeMs,
        filesDeclared: given.declared,
        files: Array.from({ length: given.read }, () => ({ ...file, rows: 1, proof: 'md5' as const, bytesFetched: 1 })),
      }
      const found = { ...whole, rows: given.rows, proof, unknownStatus: { rows: given.unknown, values: [] } }
      const { maxFindings, contradicted } = given
      const { verdict } = judgeBucket(found, {
        maxFindings,
        emptyReportContradicted: contradicted,
        include: [],
        allowsPartialInventory: false,
      })
      const isProven =
        given.ageMs <= given.maxAgeMs &&
        given.declared === given.read &&
        given.unknown === 0 &&
        !(given.rows === 0 && contradicted)
      const expected = !isProven ? 'INSUFFICIENT_DATA' : given.findings > maxFindings ? 'NON_COMPLIANT' : 'COMPLIANT'
      expect(verdict).toBe(expected)
    }),
    { numRuns: 5_000 },
  )
})

it('plans every finding once, or holds it back', () => {
  const facts = makeBucketFacts()
  const rules = makePlanRules({ maxObjects: 10, maxDirectObjects: 5 })
  const engines = fc.constantFrom('auto' as const, 'batch' as const, 'direct' as const)
  const versionings = fc.constantFrom('Enabled' as const, 'Suspended' as const, 'Unversioned' as const)
  fc.assert(
    fc.property(
      fc.nat({ max: 20 }),
      fc.nat({ max: 20 }),
      engines,
      versionings,
      (copyable, held, engine, versioning) => {
        const scan = buildScan(copyable, { archived: held })
        const plan = planBucket('b', scan, new Date(0), { ...facts, versioning }, { ...rules, engine })
        const planned = [...plan.jobs, ...plan.directCopies].reduce((sum, { group }) => sum + group.tally.objects, 0)
        const heldBack = [...plan.heldBack.values()].reduce((sum, { objects }) => sum + objects, 0)
        expect(planned + heldBack).toBe(scan.findings.objects)
        // A job over objects without versions is never started unasked.
        if (versioning !== 'Enabled' && plan.jobs.length > 0) expect(plan.refusal).toBeDefined()
        if (planned > rules.maxObjects) expect(plan.refusal).toBeDefined()
      },
    ),
    { numRuns: 2_000 },
  )
})

it('reads every text as a duration above zero, or as none', () => {
  const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  const parts = fc.array(
    fc.tuple(fc.nat({ max: 999_999_999 }), fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[]))),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(parts, (list) => {
      const total = list.reduce((sum, [amount, unit]) => sum + amount * units[unit], 0)
      expect(parseDuration(list.map(([amount, unit]) => `${amount}${unit}`).join(''))).toBe(
        total > 0 ? total : undefined,
      )
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = parseDuration(text)
      expect(read === undefined || (/^(?:\d+(?:ms|[smhd]))+$/.test(text) && read > 0)).toBe(true)
    }),
  )
})
