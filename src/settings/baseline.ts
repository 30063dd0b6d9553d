// Reads what this run's findings are compared with: a findings file in the job's folders or in S3.

import { type ReadText, refuseBucketName, splitList } from './fields.ts'
import { isFindingsFile } from './findings-file.ts'
import { findNearest } from './nearest.ts'
import type { Problems } from './problems.ts'
import { type BaselineInput, SIGNALS, type Signal } from './settings-of-a-run.ts'

/** The session policy names the key, in which `*` and `?` would be wildcards. */
const PLAIN_KEY = /^[\w.=/-]+$/

/** Whether the file is there, and fits, is known when it is read. */
export function readBaseline(text: ReadText, problems: Problems): BaselineInput | undefined {
  const name = text('baseline')
  if (name === '') return undefined
  const object = parseObject(name)
  const why = refuse(name, object)
  if (why !== undefined) {
    const accepted =
      'the path or s3:// location of a findings file that ends in `.csv`, `.ndjson` or `.jsonl`, with the `.json` file that describes it beside it'
    problems.add('baseline', name, `${accepted} (${why})`, 's3://amzn-s3-demo-work/baseline/findings.csv')
  }
  return { name, object }
}

/** Each once, in the order of the list. */
export function readSignals(text: ReadText, problems: Problems): readonly Signal[] {
  const words = splitList(text('signals'))
  for (const word of words.filter((one) => !SIGNALS.some((signal) => signal === one))) {
    const nearest = findNearest(word, SIGNALS)
    const meant = nearest === undefined ? '' : `; the nearest is \`${nearest}\``
    problems.add('signals', word, `a list of ${SIGNALS.map((one) => `\`${one}\``).join(', ')}${meant}`, 'sse-c')
  }
  if (words.length > 0 && text('baseline') === '') {
    problems.add('signals', text('signals'), { only: 'with `baseline`: a jump is one since an earlier run' })
  }
  return SIGNALS.filter((signal) => words.includes(signal))
}

function parseObject(name: string): BaselineInput['object'] {
  const [whole, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(name) ?? []
  return whole === undefined ? undefined : { bucket, key }
}

function refuse(name: string, object: BaselineInput['object']): string | undefined {
  if (!isFindingsFile(name)) return 'its name does not say the format'
  if (object === undefined) return undefined
  const wrong = refuseBucketName(object.bucket)
  if (wrong !== undefined) return `its bucket is not ${wrong}`
  if (object.key.startsWith('/') || !PLAIN_KEY.test(object.key))
    return 'its key has other characters than A-Z a-z 0-9 _ . = / -'
  return undefined
}
