// Compares the operations of jobs by meaning, however S3 describes them: an explicit default changes nothing.

import { isDate } from 'node:util/types'
import type { JobOperation } from '@aws-sdk/client-s3-control'
import { JOB_OPERATIONS } from '../operations/registry.ts'

/**
 * JSON with sorted members, times in whole seconds, and without empty members (undefined, false, "", empty): S3 may
 * include defaults when it describes a job.
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

/** True if the value means the same as its absence. */
export const saysNothing = (value: unknown) => canonicalize(value) === undefined

type Members = Readonly<Record<string, unknown>>

const DEFAULTS = new Map<string, Members>(JOB_OPERATIONS.map(({ name, defaults }) => [name, defaults ?? {}]))

/** The operations of a job, each without empty members and without members that have their default value. */
export function meaningOf(operation: JobOperation | undefined): Readonly<Record<string, Members>> {
  const told = Object.entries(operation ?? {}).map(([name, members]) => {
    const meant = Object.entries((members ?? {}) as Members)
      .map(([member, value]) => [member, member === 'NewObjectMetadata' ? withoutEmptyLength(value) : value] as const)
      .filter(([member, value]) => !saysNothing(value) && value !== DEFAULTS.get(name)?.[member])
    return [name, Object.fromEntries(meant)] as const
  })
  // S3 may use the name of an operation without content to show that it is not set.
  return Object.fromEntries(told.filter(([, meant]) => !saysNothing(meant)))
}

/** The content length is not used in a copy ("S3ObjectMetadata"); S3 may return it as 0. */
function withoutEmptyLength(metadata: unknown): unknown {
  const members = Object.entries((metadata ?? {}) as Members)
  return Object.fromEntries(members.filter(([name, value]) => name !== 'ContentLength' || value !== 0))
}

/** True if both have the same effect on each object. */
export function isSameOperation(one: JobOperation | undefined, other: JobOperation | undefined): boolean {
  return canonicalJson(meaningOf(one)) === canonicalJson(meaningOf(other))
}
