import { expect, it } from '@jest/globals'
import { compareWith, readAnswers } from '../../proofs/trino/answers.ts'
import { askEmulator } from '../../proofs/trino/ask-emulator.ts'
import { listCases } from '../../proofs/trino/cases.ts'

const cases = await listCases()
const answers = readAnswers()

it.each(cases.map((one) => [one.name, one] as const))('answers as a real Trino did: %s', async (_, one) => {
  expect(one.statements.filter(({ hash }) => !answers.has(hash))).toEqual([])
  expect(compareWith(answers, one, await askEmulator(one))).toEqual([])
})

it('keeps no answer to a statement that nobody asks any more', () => {
  const asked = new Set(cases.flatMap(({ statements }) => statements.map(({ hash }) => hash)))
  expect([...answers.keys()].filter((hash) => !asked.has(hash))).toEqual([])
})
