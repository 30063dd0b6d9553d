// The weekly workflow runs what is too long for every push: no world of faults may be missing in it.

import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { WORLDS } from '../../proofs/faults/worlds.ts'

type Workflow = { readonly jobs: { readonly prove: { readonly strategy: { readonly matrix: { proof: string[] } } } } }

const { jobs } = parse(readFileSync('.github/workflows/proofs.yml', 'utf8')) as Workflow
const { proof: proofs } = jobs.prove.strategy.matrix

it('sweeps the faults of every world', () => {
  const swept = proofs.map((proof) => /^test:faults -- --suite singles --case ([a-z-]+)\/$/.exec(proof)?.[1])
  expect(swept.filter((world) => world !== undefined).sort()).toEqual(Object.keys(WORLDS).sort())
})

it('runs commands that there are', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const missing = proofs.filter((proof) => scripts[proof.split(' ')[0] ?? ''] === undefined)
  expect(missing).toEqual([])
})
