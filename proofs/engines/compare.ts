// Compares what two engines answer about the same report: everything that people and plans are told must be equal.

import type { Findings } from '../../src/findings/findings.ts'
import type { Answer } from './ask.ts'

/** How the answers differ; undefined if they agree. `stricter`: the second engine refuses what the first one reads. */
export type Difference = { readonly kind: 'differs' | 'laxer' | 'stricter'; readonly says: string }

export function compareAnswers(first: Answer, second: Answer): Difference | undefined {
  if ('refused' in first && 'refused' in second) return undefined
  if ('refused' in first) return { kind: 'laxer', says: `only the first one refuses: ${first.message}` }
  if ('refused' in second) return { kind: 'stricter', says: `only the second one refuses: ${second.message}` }
  if (render(first.rows) !== render(second.rows))
    return { kind: 'differs', says: describe('rows', first.rows, second.rows) }
  if (render(first.lines) !== render(second.lines))
    return { kind: 'differs', says: describe('lines', first.lines, second.lines) }
  const [left, right] = [comparable(first.findings, second.findings), comparable(second.findings, first.findings)]
  const field = Object.keys(left).find((name) => render(left[name]) !== render(right[name]))
  return field === undefined ? undefined : { kind: 'differs', says: describe(field, left[field], right[field]) }
}

/**
 * Without where rows were kept and what determines them, which queries were made, and how many bytes of files were fetched. Keys that are listed
 * twice are compared where both engines looked for them.
 */
function comparable(given: Findings, other: Findings): Record<string, unknown> {
  const { groups, proof, duplicates, keptFindings, ...findings } = withoutQueries(given)
  return {
    ...findings,
    linesKept: keptFindings?.rows,
    duplicates: other.duplicates === undefined ? undefined : duplicates,
    groups: groups.map(({ parts: _parts, origin: _origin, ...group }) => group),
    proof:
      'files' in proof ? { ...proof, files: proof.files.map(({ key, size, rows }) => ({ key, size, rows })) } : proof,
  }
}

/** Without what is about queries only. */
function withoutQueries(given: Findings) {
  const { queries: _, rowQueries: __, groupsOfReport: ___, removeStored: ____, ...findings } = given
  return findings
}

const describe = (what: string, left: unknown, right: unknown): string => `${what}: ${render(left)} … ${render(right)}`

/** As text in one form: the order of keys in maps and objects means nothing. */
const render = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === 'bigint') return String(one)
    // Maps of worker threads are those of another realm, in tests.
    const isMap = Object.prototype.toString.call(one) === '[object Map]'
    if (isMap) return sortEntries([...(one as ReadonlyMap<string, unknown>)])
    return typeof one === 'object' && one !== null && !Array.isArray(one) ? sortEntries(Object.entries(one)) : one
  }) ?? 'undefined'

const sortEntries = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
