// Reads the samples in a tally: encoded keys with their sizes, `key size,key size`.

import type { FindingSample } from '../../findings/findings.ts'
import { type EncodedKey, isEncodedKey } from '../../words/object-key.ts'
import { misread, readCount } from './cells.ts'

export type SampleCells = Pick<FindingSample, 'key' | 'size'>

/** A key of the result. @throws ActionError QUERY_FAILED for anything that is not in this project's encoding */
export function readKey(text: string | undefined): EncodedKey {
  if (text === undefined || !isEncodedKey(text)) throw misread('a key is not encoded')
  return text
}

/** In the order of the keys. @throws ActionError QUERY_FAILED */
export function readSamples(cell: string | undefined, hasSize: boolean): SampleCells[] {
  if (cell === undefined || cell === '') return []
  return cell.split(',').map((pair) => {
    const [key, size] = pair.split(' ')
    return { key: readKey(key), size: hasSize ? readCount(size) : undefined }
  })
}
