// Runs statements one after the other: starts each once whatever happens to the call, waits for it, starts it again if
// Athena says so, stops it when the run is cancelled, and keeps to a budget of bytes.

import { createHash } from 'node:crypto'
import type { QueryRecord } from '../../findings/findings.ts'
import { pauseAfter, type RetryPolicy, retry, type Timing } from '../../time/retry.ts'
import { ActionError } from '../../words/errors.ts'
import { formatBytes } from '../../words/numbers.ts'
import type { QueryLook, QueryService } from './query.ts'
import { MAX_STATEMENT_CHARS } from './statements.ts'

/** In addition to the SDK's own: a full queue of the account (TooManyRequestsException) takes minutes to empty. */
const START_POLICY: RetryPolicy = { tries: 12, firstPauseMs: 2_000, maxPauseMs: 60_000, spread: 0.25 }
const LOOK_POLICY: RetryPolicy = { tries: 6, firstPauseMs: 1_000, maxPauseMs: 30_000, spread: 0.25 }
/** Between two looks at a query. */
const POLL = { firstPauseMs: 500, maxPauseMs: 5_000 }
/** How often one statement is started if it fails for a passing reason. */
const MAX_ATTEMPTS = 3
const ENGINE_VERSION = 'Athena engine version 3'

type QueryRun = {
  readonly service: QueryService
  readonly timing: Pick<Timing, 'sleep' | 'random'>
  readonly signal: AbortSignal | undefined
  /** Different in each run: a token of an earlier run would return the query of a table that is gone. */
  readonly nonce: string
  /** All statements together may read as much; undefined for no limit. */
  readonly maxBytes: number | undefined
  readonly onEnd: (record: QueryRecord) => void
}

export class QueryRunner {
  /** Every query that was started, in order. */
  readonly records: QueryRecord[] = []
  readonly #run: QueryRun
  #asked = 0

  constructor(run: QueryRun) {
    this.#run = run
  }

  get bytesScanned(): number {
    return this.records.reduce((sum, { bytesScanned }) => sum + bytesScanned, 0)
  }

  /**
   * Runs a statement that reads up to `expectedBytes`, and returns its id. A statement that writes files is another one at
   * each attempt: those of an attempt that failed stay where they are.
   * @throws ActionError QUERY_FAILED if it failed, was cancelled, or would read more than it may; INTERRUPTED
   */
  async run(text: string | ((attempt: number) => string), purpose: string, expectedBytes: number): Promise<string> {
    this.#refuseOverBudget(expectedBytes)
    // The same statement may be due twice, such as to remove a table that was made again.
    const number = this.#asked++
    for (let attempt = 0; ; attempt++) {
      const statement = typeof text === 'string' ? text : text(attempt)
      if (statement.length > MAX_STATEMENT_CHARS) {
        throw new ActionError('QUERY_FAILED', `A statement has ${statement.length} characters, more than Athena takes.`)
      }
      const token = createHash('sha256').update(`${this.#run.nonce}\0${number}\0${statement}\0${attempt}`).digest('hex')
      const id = await this.#start(statement, token)
      const look = await this.#waitFor(id)
      const record = { id, purpose, bytesScanned: look.bytesScanned }
      this.records.push(record)
      this.#run.onEnd(record)
      if (look.state === 'SUCCEEDED') return this.#accept(id, look)
      if (!look.isRetryable || attempt + 1 >= MAX_ATTEMPTS) throw look.failure ?? unexplained(id)
      await this.#run.timing.sleep(pauseAfter(attempt + 1, START_POLICY, this.#run.timing.random), this.#run.signal)
      this.#refuseIfCancelled()
    }
  }

  #accept(id: string, { engineVersion, isReused }: QueryLook): string {
    if (isReused)
      throw new ActionError('QUERY_FAILED', `Athena answered query ${id} with an earlier result.`, { hint: REUSE })
    if (engineVersion === ENGINE_VERSION) return id
    throw new ActionError('QUERY_FAILED', `Query ${id} ran in another engine than ${ENGINE_VERSION}.`, {
      hint: 'Set the engine version of the workgroup to Athena engine version 3 or AUTO, or give another athena-workgroup.',
    })
  }

  async #start(statement: string, token: string): Promise<string> {
    const { service, timing, signal } = this.#run
    return await retry(
      () => {
        this.#refuseIfCancelled()
        return service.start(statement, token)
      },
      START_POLICY,
      { ...timing, signal },
    )
  }

  async #waitFor(id: string): Promise<QueryLook> {
    const { service, timing, signal } = this.#run
    for (let looks = 1; ; looks++) {
      try {
        const look = await retry(() => service.look(id), LOOK_POLICY, { ...timing, signal })
        if (look.state !== 'QUEUED' && look.state !== 'RUNNING') return look
        this.#refuseTooMuch(id, look)
        await timing.sleep(pauseAfter(looks, POLL), signal)
        this.#refuseIfCancelled()
      } catch (error) {
        // A query that nobody waits for goes on reading, and costs. Athena may already have ended it.
        await service.stop(id).catch(() => {})
        throw signal?.aborted ? cancelled() : error
      }
    }
  }

  #refuseIfCancelled(): void {
    if (this.#run.signal?.aborted) throw cancelled()
  }

  #refuseOverBudget(expectedBytes: number): void {
    const { maxBytes } = this.#run
    const would = this.bytesScanned + expectedBytes
    if (maxBytes !== undefined && would > maxBytes) throw overBudget(`would bring it to ${show(would)}`, maxBytes)
  }

  #refuseTooMuch(id: string, { bytesScanned }: QueryLook): void {
    const { maxBytes } = this.#run
    const sum = this.bytesScanned + bytesScanned
    if (maxBytes !== undefined && sum > maxBytes)
      throw overBudget(`query ${id} has brought it to ${show(sum)}, and was stopped`, maxBytes)
  }
}

const REUSE =
  'The action asks for no reuse. Report this to the maintainers of this action; meanwhile set scan-engine to stream.'
const show = (bytes: number) => formatBytes(BigInt(bytes))
const cancelled = () => new ActionError('INTERRUPTED', 'The scan was interrupted.')
const unexplained = (id: string) => new ActionError('QUERY_FAILED', `Query ${id} ended without a result or a reason.`)

function overBudget(what: string, maxBytes: number): ActionError {
  const message = `The queries of this bucket may read ${show(maxBytes)} (max-bytes-scanned); ${what}.`
  return new ActionError('QUERY_FAILED', message, {
    hint: 'Set max-bytes-scanned higher, give the inventory configuration the format Parquet or ORC, or set scan-engine to stream.',
  })
}
