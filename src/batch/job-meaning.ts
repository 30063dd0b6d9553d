// Knows what the operation of a job means, however S3 describes it: a default that is spelled out adds nothing.

import { isDate } from 'node:util/types'
import type { JobOperation } from '@aws-sdk/client-s3-control'
import { JOB_OPERATIONS } from '../operations/registry.ts'

/**
 * JSON with sorted members, times in whole seconds, and without members that say nothing (undefined, false, "", empty):
 * S3 may spell out defaults when it describes a job.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(canonicalize(value) ?? null)
}

function canonicalize(value: unknown): unknown {
  if (isDate(value)) return new Date(Math.floor(value.getTime() / 1000) * 1000).toISOString()
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => canonicalize(item) ?? null)
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .map(([name, member]) => [name, canonicalize(member)] as const)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return members.length === 0 ? undefined : Object.fromEntries(members)
  }
  return value === false || value === '' || value === null ? undefined : value
}

/** True for a value that says no more than its absence would. */
export const saysNothing = (value: unknown) => canonicalize(value) === undefined

type Members = Readonly<Record<string, unknown>>

const DEFAULTS = new Map<string, Members>(JOB_OPERATIONS.map(({ name, defaults }) => [name, defaults ?? {}]))

/** The operations of a job, each without the members that say nothing and those that say what holds anyhow. */
export function meaningOf(operation: JobOperation | undefined): Readonly<Record<string, Members>> {
  const told = Object.entries(operation ?? {}).map(([name, members]) => {
    const meant = Object.entries((members ?? {}) as Members)
      .map(([member, value]) => [member, member === 'NewObjectMetadata' ? withoutEmptyLength(value) : value] as const)
      .filter(([member, value]) => !saysNothing(value) && value !== DEFAULTS.get(name)?.[member])
    return [name, Object.fromEntries(meant)] as const
  })
  // Of an operation that says nothing the name may be S3's way to say that it is not meant.
  return Object.fromEntries(told.filter(([, meant]) => !saysNothing(meant)))
}

/** The length is of no use in a copy ("S3ObjectMetadata"); S3 may repeat it as 0. */
function withoutEmptyLength(metadata: unknown): unknown {
  const members = Object.entries((metadata ?? {}) as Members)
  return Object.fromEntries(members.filter(([name, value]) => name !== 'ContentLength' || value !== 0))
}

/** True when both do the same to each object. */
export function isSameOperation(one: JobOperation | undefined, other: JobOperation | undefined): boolean {
  return canonicalJson(meaningOf(one)) === canonicalJson(meaningOf(other))
}
