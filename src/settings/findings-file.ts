// Reads where every finding is written, and in which form.

import type { FindingFormat } from '../findings/finding-rows.ts'
import type { ReadText } from './fields.ts'
import type { Problems } from './problems.ts'
import type { FindingsFileInput } from './settings-of-a-run.ts'

/** By the ending of the path. JSON Lines is another name for NDJSON. */
const FORMATS: readonly (readonly [ending: string, format: FindingFormat])[] = [
  ['.csv', 'csv'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
]

/** The file that describes a findings file. */
export const sidecarOf = (path: string) => `${path}.json`

const findFormat = (path: string) => FORMATS.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1]

/** Whether a name is one that a findings file can have. */
export const isFindingsFile = (path: string): boolean => findFormat(path) !== undefined

export function readFindingsFile(
  text: ReadText,
  { refuseToWrite }: { readonly refuseToWrite: (path: string) => string | undefined },
  problems: Problems,
): FindingsFileInput | undefined {
  const path = text('findings-file')
  if (path === '') return undefined
  const format = findFormat(path)
  const why =
    format === undefined
      ? 'its name does not say the format'
      : (refuseToWrite(path) ?? refuseToWrite(sidecarOf(path)) ?? refuseSame(path, text('report-file')))
  if (format !== undefined && why === undefined) return { path, format }
  const accepted =
    'the path of a file that ends in `.csv`, `.ndjson` or `.jsonl`, in an existing folder of the workspace or of RUNNER_TEMP'
  problems.add('findings-file', path, `${accepted} (${why})`, 'findings.csv')
  return undefined
}

const refuseSame = (path: string, resultFile: string) =>
  resultFile === path || resultFile === sidecarOf(path) ? `report-file is ${resultFile}` : undefined
