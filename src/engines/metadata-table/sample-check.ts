// Checks a sample of the findings with HeadObject before anything is done about them: a table that lost a value would show
// the object as not encrypted.

import type { EvidenceRequest } from '../../objects/evidence.ts'
import { lookAtEach } from '../../objects/look-each.ts'
import type { ObjectLook } from '../../objects/object-look.ts'
import { createSpreadSample } from '../../objects/sample.ts'
import { ActionError } from '../../words/errors.ts'
import { readTime } from '../athena/cells.ts'
import { readKey } from '../athena/samples.ts'
import type { RowCells } from '../athena/statements.ts'

/** All of few findings, some of many. */
const SAMPLE = 20

export type SampleCheck = {
  readonly looked: number
  /** As the table has them; the others were deleted or written since. */
  readonly agreeing: number
}

/** Collects findings, in the order of their keys, and looks at some of them. */
export class FindingSampler {
  readonly #sample = createSpreadSample(SAMPLE, SAMPLE)

  add({ ek, e, t }: RowCells): void {
    this.#sample.add(JSON.stringify([ek, e, t]))
  }

  /** @throws ActionError EVIDENCE_MISSING if an object that was not written since is not as the table has it */
  async check({ look, sleep }: EvidenceRequest, signal: AbortSignal | undefined): Promise<SampleCheck> {
    const requests = { count: 0 }
    let [looked, agreeing] = [0, 0]
    for await (const { row, seen } of lookAtEach(this.#rows(), { look, sleep }, requests, signal)) {
      looked++
      if (seen !== undefined && seen.encryption === row.status) agreeing++
      else refuseContradiction(row, seen)
    }
    if (signal?.aborted) throw new ActionError('INTERRUPTED', 'The run was interrupted.')
    return { looked, agreeing }
  }

  async *#rows(): AsyncGenerator<SampledRow> {
    for (const item of this.#sample.items()) {
      const [ek, status, t] = JSON.parse(item) as [string, string, string | null]
      yield { key: readKey(ek), status, modified: readTime(t ?? undefined) }
    }
  }
}

type SampledRow = {
  readonly key: ReturnType<typeof readKey>
  readonly status: string
  readonly modified: number | undefined
}

/** HeadObject has whole seconds. An object that was written after its row is no contradiction, nor one that is gone. */
function refuseContradiction({ key, status, modified }: SampledRow, seen: ObjectLook | undefined): void {
  if (seen === undefined) return
  if (modified !== undefined && seen.lastModified > Math.floor(modified / 1000) * 1000) return
  throw new ActionError(
    'EVIDENCE_MISSING',
    `The inventory table shows ${key} as ${status}, and HeadObject shows ${seen.encryption}, although it was not written since.`,
    {
      hint: 'The table has lost or confused values, so nothing is done about its findings. Set source to inventory or list, and tell AWS Support.',
    },
  )
}
