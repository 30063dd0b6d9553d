// Reads what is asked to tell about the objects of a bucket, and refuses what it cannot be asked for.

import { type ReadText, readMode, readWord, splitList } from './fields.ts'
import { IGNORED, type Problems } from './problems.ts'
import { SOURCES, type Source } from './settings-of-a-run.ts'

export function readSource(text: ReadText, problems: Problems): Source {
  const source = readWord(SOURCES, 'source', text, problems)
  if (source === 'manifest-generator') refuseIdle(text, problems)
  if (source === 'metadata') refuseForTable(text, problems)
  const engine = text('scan-engine')
  if (source === 'list' && engine !== 'auto' && engine !== 'stream') {
    problems.add('scan-engine', engine, '`auto` or `stream` with `source: list`, which reads no report', 'auto')
  }
  return source
}

/** A table of S3 Metadata is asked with queries, which select by encryption alone, and is no report. */
function refuseForTable(text: ReadText, problems: Problems): void {
  const engine = text('scan-engine')
  if (engine !== 'auto' && engine !== 'athena')
    problems.add('scan-engine', engine, '`auto` or `athena` with `source: metadata`, which reads no report', 'auto')
  const operation = text('operation')
  if (operation !== 'encrypt')
    problems.add('operation', operation, '`encrypt` with `source: metadata`, which queries by encryption', 'encrypt')
  const database = text('athena-database')
  if (database !== '' && engine !== 'athena')
    problems.add('athena-database', database, {
      empty: 'with `source: metadata`, whose tables have a catalog of their own',
    })
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
      'with `source: manifest-generator`, of which no plan can be made; `remediation: confirm` waits for a person'
    problems.add('approved-plan', approved, { empty: accepted })
  }
  refuseUnseen(text, problems)
  const id = text('inventory-id')
  if (id !== '')
    problems.add('inventory-id', id, { empty: 'with `source: manifest-generator`, which reads no inventory' })
}

/** Inputs of a selection that HeadObject does not answer, by which every listed object is judged. */
const UNSEEN: Readonly<Record<string, string>> = {
  'access-tiers': 'the access tier of an object that can be read',
  'replication-status': 'the replication status as a report has it',
  'object-owners': 'the owner',
  'object-acl': 'the ACL',
  'object-lock': 'locks to every role',
}

/** What cannot be known of a listed object is refused, rather than taken for something. */
function refuseUnseen(text: ReadText, problems: Problems): void {
  for (const [name, what] of Object.entries(UNSEEN)) {
    const empty = `with \`source: manifest-generator\`: HeadObject, by which objects are judged, does not show ${what}`
    if (text(name) !== '') problems.add(name, text(name), { empty })
  }
  const encryption = text('encryption')
  if (!splitList(encryption).includes('SSE-C')) return
  const accepted =
    'other statuses than SSE-C with `source: manifest-generator`: without its key such an object cannot be looked at'
  problems.add('encryption', encryption, accepted, 'NOT-SSE')
}
