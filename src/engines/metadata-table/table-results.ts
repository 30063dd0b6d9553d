// Knows the folder for results of queries about one table.

import { createHash } from 'node:crypto'
import type { S3Folder } from '../athena/table.ts'
import type { MetadataTable } from './metadata-table.ts'

/** In the place for queries: what is in the folder was written for this table, and is removed by its runs. */
export const resultFolderOf =
  ({ arn, namespace, name }: MetadataTable) =>
  ({ bucket, prefix }: S3Folder): S3Folder => {
    const mark = createHash('sha256')
      .update(JSON.stringify([arn, namespace, name]))
      .digest('hex')
    return { bucket, prefix: `${prefix}inv-${mark.slice(0, 16)}/results/` }
  }
