// What only the streamed scan refuses, in files that were forged together with their manifest: other engines read them, and
// do not tell what they overlooked (docs/engines.md, "What only the streamed scan answers"). Such an answer may never be
// COMPLIANT.

import { judgeBucket } from '../../src/decide/verdict.ts'
import type { Answer, EngineName } from './ask.ts'
import type { EngineWorld } from './worlds.ts'

type Exception = { readonly engine: EngineName; readonly message: RegExp }

const EXCEPTIONS: readonly Exception[] = [
  // A column goes on after the value of the last row: a reader takes as many values as the file declares rows.
  { engine: 'athena', message: /(?:ORC stream|Parquet page) goes on after its / },
  { engine: 's3-select', message: /Parquet page goes on after its / },
  // A page header with a field of a type that does not exist, of which the emulated Athena (DuckDB) needs nothing.
  { engine: 'athena', message: /the Parquet metadata has a field of type 0$/ },
  // A number that no size can be, in a row that decides nothing: the streamed scan decodes all rows of a stripe.
  { engine: 'athena', message: /an ORC integer is larger than 2\^53$/ },
]

/** Whether the streamed scan refused for one of these reasons, and the engine's own answer is not COMPLIANT. */
export function isReadOtherwise(engine: EngineName, stream: Answer, other: Answer, { spec }: EngineWorld): boolean {
  if (!('refused' in stream) || 'refused' in other) return false
  const rules = { maxFindings: 0, emptyReportContradicted: false, include: spec.include, allowsPartialInventory: false }
  if (judgeBucket(other.findings, rules).verdict === 'COMPLIANT') return false
  return EXCEPTIONS.some((one) => one.engine === engine && one.message.test(stream.message))
}
