// Knows how to deliver a report whose files are wrong although every checksum is right: what S3 wrote was wrong already.

import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { DeliveryOptions } from '../../emulator/inventory/deliver.ts'

/** Options for `deliver`: the bytes of each file changed, size and MD5 in the inventory manifest those of the change. */
export function changeFiles(
  change: (bytes: Uint8Array, index: number) => Uint8Array,
): Pick<DeliveryOptions, 'mutateFile' | 'mutateManifest'> {
  const written: Uint8Array[] = []
  return {
    mutateFile: (bytes, index) => {
      const changed = change(bytes, index)
      written[index] = changed
      return changed
    },
    mutateManifest: (manifest) => ({
      ...manifest,
      files: manifest.files.map((file, index) => {
        const bytes = written[index] ?? new Uint8Array()
        return { ...file, size: bytes.length, MD5checksum: createHash('md5').update(bytes).digest('hex') }
      }),
    }),
  }
}

/** The same for the text of CSV files. */
export function changeCsv(change: (text: string) => string): ReturnType<typeof changeFiles> {
  return changeFiles((bytes) => gzipSync(change(gunzipSync(bytes).toString('utf8'))))
}
