// Knows the functions of examples/functions/ by their names, and what can be checked after a job that called one of them.

import type { ObjectLook } from '../objects/object-look.ts'
import { faultOf } from '../time/retry.ts'
import type { LambdaCall } from './asked-operation.ts'
import type { Judge, TaskProof } from './operation.ts'

/** Names in the templates that are shipped with them. */
const MERGE_TAGS = 's3-encryption-merge-tags'
const ENCRYPT_AND_KEEP = 's3-encryption-encrypt-and-keep'

/** What the objects of its succeeded tasks must be; undefined for any other function, of which nothing is known. */
export function proveShipped(call: LambdaCall): TaskProof | undefined {
  const wanted = new Map(call.userArguments.map(({ key, value }) => [key, value]))
  const name = call.arn.split(':')[6]
  // Without user arguments the function takes its own settings, which are not known here.
  if (name === MERGE_TAGS && wanted.size > 0) return { succeeded: judgeTags(wanted), settled: notSettled }
  if (name === ENCRYPT_AND_KEEP) return { succeeded: judgeEncryption(wanted), settled: notSettled }
  return undefined
}

/** No failed task of a function is settled by the state of its object. */
const notSettled: Judge = async () => 'not done'

const judgeTags =
  (wanted: ReadonlyMap<string, string>): Judge =>
  async (key, { readTags }) => {
    try {
      const found = await readTags(key)
      return [...wanted].every(([name, value]) => found.get(name) === value) ? undefined : 'without the tags'
    } catch (error) {
      // Deleted: nothing is left to tag.
      if (faultOf(error) === 'not-found') return undefined
      throw error
    }
  }

const judgeEncryption =
  (wanted: ReadonlyMap<string, string>): Judge =>
  async (key, { headObject }) => {
    const look = await headObject(key)
    return look === undefined || isEncrypted(look, wanted) ? undefined : `encrypted with ${look.encryption}`
  }

function isEncrypted({ encryption, kmsKeyArn }: ObjectLook, wanted: ReadonlyMap<string, string>): boolean {
  if (encryption === 'NOT-SSE') return false
  const key = wanted.get('kms-key-arn')
  return (wanted.get('encryption') ?? encryption) === encryption && (key === undefined || key === kmsKeyArn)
}
