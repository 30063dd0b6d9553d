// Reads what the file beside a findings file says about it (report/findings-sidecar.ts writes it). Nothing is guessed: a
// description that is not understood describes nothing.

import type { Verdict } from '../decide/verdict.ts'
import type { FindingFormat } from '../findings/finding-rows.ts'
import type { Signal } from '../settings/settings-of-a-run.ts'
import { encodeText, say } from '../words/outside-text.ts'
import { BaselineProblem } from './baseline.ts'

/** Incremented when a reader of the old form could be misled. */
export const SIDECAR_VERSION = 1

export type SidecarBucket = {
  readonly bucket: string
  readonly verdict: Verdict
  /** SHA-256 of policy and selection. */
  readonly policySha256: string
  /** Number of objects by signal; undefined where it was not known. */
  readonly signals: Readonly<Record<Signal, number | undefined>>
  /** Undefined if the bucket had no source. */
  readonly source: { readonly asOf: Date; readonly scope: string } | undefined
}

export type Sidecar = {
  readonly file: {
    readonly format: FindingFormat
    readonly rows: number
    readonly bytes: number
    readonly sha256: string
  }
  /** Percent-encoded; '' where the file does not say. */
  readonly run: Readonly<Record<'repository' | 'runId' | 'event' | 'ref', string>>
  readonly buckets: ReadonlyMap<string, SidecarBucket>
}

/** @throws BaselineProblem */
export function readSidecar(text: string): Sidecar {
  const root = new Part(parse(text), 'it')
  const version = root.value('schemaVersion')
  if (version !== SIDECAR_VERSION) {
    throw new BaselineProblem(
      say`its description has the schema version ${String(version)}, and this action reads version ${SIDECAR_VERSION}`,
      'Use the same version of the action in the workflow that writes the file and in the one that compares with it.',
    )
  }
  const file = root.part('file')
  const run = root.part('run')
  const buckets = root.list('buckets').map(readBucket)
  return {
    file: {
      format: file.oneOf('format', ['csv', 'ndjson']),
      rows: file.count('rows'),
      bytes: file.count('bytes'),
      sha256: file.text('sha256'),
    },
    run: {
      repository: encodeOnce(run.optional('repository')),
      runId: encodeOnce(run.optional('runId')),
      event: encodeOnce(run.optional('event')),
      ref: encodeOnce(run.optional('ref')),
    },
    buckets: new Map(buckets.map((bucket) => [bucket.bucket, bucket])),
  }
}

/** As the action writes it; a description that somebody else wrote can hold anything, and this text reaches the reports. */
const encodeOnce = (text: string): string => encodeText(text).replaceAll('%25', '%')

function readBucket(bucket: Part): SidecarBucket {
  const source = bucket.value('source') === undefined ? undefined : bucket.part('source')
  return {
    bucket: bucket.text('bucket'),
    verdict: bucket.oneOf('verdict', ['COMPLIANT', 'NON_COMPLIANT', 'INSUFFICIENT_DATA']),
    policySha256: bucket.part('policy').text('sha256'),
    signals: { 'sse-c': readSignal(bucket, 'sse-c'), 'foreign-key': readSignal(bucket, 'foreign-key') },
    source: source && { asOf: source.date('asOf'), scope: source.optional('scope') },
  }
}

function readSignal(bucket: Part, signal: Signal): number | undefined {
  const signals = bucket.value('signals') === undefined ? undefined : bucket.part('signals')
  return (signals?.value(signal) ?? null) === null ? undefined : signals?.part(signal).count('objects')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw broken('it', 'is not JSON')
  }
}

const broken = (where: string, why: string) =>
  new BaselineProblem(
    `the file that describes it cannot be used: ${where} ${why}`,
    'Compare with the findings file and the `.json` beside it exactly as one run of this action wrote them.',
  )

/** An object in the description; `where` names it in messages. */
class Part {
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #where: string

  /** @throws BaselineProblem unless it is an object */
  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(where, 'is not an object')
    this.#fields = value as Readonly<Record<string, unknown>>
    this.#where = where
  }

  value(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined
  }

  part(name: string): Part {
    return new Part(this.value(name), name)
  }

  list(name: string): Part[] {
    const value = this.value(name)
    if (!Array.isArray(value)) throw this.#lacks(name, 'a list')
    return value.map((item) => new Part(item, `an item of ${name}`))
  }

  text(name: string): string {
    const value = this.value(name)
    if (typeof value !== 'string' || value === '') throw this.#lacks(name, 'a text')
    return value
  }

  /** '' if there is none: a run on a terminal has neither repository nor run id. */
  optional(name: string): string {
    const value = this.value(name)
    return value === undefined || value === '' ? '' : this.text(name)
  }

  count(name: string): number {
    const value = this.value(name)
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#lacks(name, 'a number')
    return value
  }

  date(name: string): Date {
    const date = new Date(this.text(name))
    if (Number.isNaN(date.getTime())) throw this.#lacks(name, 'a date')
    return date
  }

  oneOf<const T extends string>(name: string, words: readonly T[]): T {
    const value = this.text(name)
    const found = words.find((word) => word === value)
    if (found === undefined) throw this.#lacks(name, `one of ${words.join(', ')}`)
    return found
  }

  #lacks(name: string, what: string): BaselineProblem {
    return broken(this.#where, `has no ${name} that is ${what}`)
  }
}
