// Reads what is asked to tell about the objects of a bucket, and refuses what it cannot be asked for.

import { type ReadText, readMode, readWord } from './fields.ts'
import { IGNORED, type Problems } from './problems.ts'
import { SOURCES, type Source } from './settings-of-a-run.ts'

export function readSource(text: ReadText, problems: Problems): Source {
  const source = readWord(SOURCES, 'source', text, problems)
  if (source === 'manifest-generator') refuseIdle(text, problems)
  const engine = text('scan-engine')
  if (source === 'list' && engine !== 'auto' && engine !== 'stream') {
    problems.add('scan-engine', engine, '`auto` or `stream` with `source: list`, which reads no report', 'auto')
  }
  return source
}

/** A plan writes nothing, and an approved one must be there before the run: neither can be made of such a list. */
function refuseIdle(text: ReadText, problems: Problems): void {
  const mode = readMode(text, IGNORED)
  if (mode === 'none' || mode === 'plan') {
    const accepted =
      '`confirm` or `run` with `source: manifest-generator`: S3 lists the objects for jobs, and an audit or a plan creates none'
    problems.add('remediation', mode, accepted, 'confirm')
  }
  const approved = text('approved-plan')
  if (approved !== '') {
    const accepted =
      'empty with `source: manifest-generator`, of which no plan can be made; `remediation: confirm` waits for a person'
    problems.add('approved-plan', approved, accepted, "''")
  }
  const operation = text('operation')
  if (operation !== 'encrypt') {
    const accepted = '`encrypt` with `source: manifest-generator`, which lists objects by their encryption'
    problems.add('operation', operation, accepted, 'encrypt')
  }
  const id = text('inventory-id')
  if (id !== '')
    problems.add('inventory-id', id, 'empty with `source: manifest-generator`, which reads no inventory', "''")
}
