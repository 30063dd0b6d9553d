// Writes every report file of runs that differ in kind, into the folder that is given, for check.py.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildBlindBucket, buildBucket, buildRun, buildScan } from '../../__tests__/support/results.ts'
import { renderAsff } from '../../src/report/asff.ts'
import { renderJunit } from '../../src/report/junit.ts'
import { renderOcsf } from '../../src/report/ocsf.ts'
import { renderSarif } from '../../src/report/sarif.ts'
import type { RunResult } from '../../src/result/run-result.ts'
import { buildFleetRun } from '../browser/fleet-run.ts'
import { buildCrowdedRun, RUN_KINDS } from '../hostile/crowded-run.ts'
import { createHostileTexts } from '../hostile/hostile-text.ts'

const texts = createHostileTexts('reports')
const nowhere = { ...buildBlindBucket('gone', 'BUCKET_NOT_FOUND', 'No.'), region: undefined, account: undefined }

const runs: Readonly<Record<string, RunResult>> = {
  empty: buildRun([]),
  clean: buildRun([buildBucket('ok', buildScan(0))]),
  one: buildRun([buildBucket('bad', buildScan(1))]),
  all: buildRun([buildBucket('bad', { ...buildScan(10_000_000), rows: 10_000_000 })]),
  nowhere: buildRun([nowhere]),
  hidden: { ...buildFleetRun(3), listKeys: false },
  fleet: buildFleetRun(500),
  ...Object.fromEntries(RUN_KINDS.map((kind) => [`hostile-${kind}`, buildCrowdedRun(kind, texts)])),
}

const FORMS = { sarif: renderSarif, 'junit.xml': renderJunit, 'asff.json': renderAsff, 'ocsf.json': renderOcsf }

const [folder = 'reports'] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const [name, run] of Object.entries(runs))
  for (const [ending, render] of Object.entries(FORMS)) writeFileSync(join(folder, `${name}.${ending}`), render(run))
