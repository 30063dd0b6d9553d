// S3 Select in AWS: one statement about one CSV or Parquet file, believed only if its answer is complete.

import { type InputSerialization, SelectObjectContentCommand } from '@aws-sdk/client-s3'
import type { SelectRequest } from '../engines/s3-select/select-answer.ts'
import { ActionError } from '../words/errors.ts'
import { explainAwsError, httpStatusOf, quoteError } from './aws-errors.ts'
import type { BucketHandle } from './bucket-handle.ts'
import { toRead } from './s3.ts'

const ELSEWHERE =
  'S3 Select is not available to accounts that did not use it before. Set scan-engine to stream, or to auto, which never chooses it.'

/** Parquet compresses its columns, not the object (API reference, "InputSerialization"). */
const INPUTS: Readonly<Record<SelectRequest['format'], InputSerialization>> = {
  CSV: { CSV: { FileHeaderInfo: 'NONE', AllowQuotedRecordDelimiter: true }, CompressionType: 'GZIP' },
  // No field of a report has this character: keys are percent-encoded.
  'raw CSV': { CSV: { FileHeaderInfo: 'NONE', QuoteCharacter: '`' }, CompressionType: 'GZIP' },
  Parquet: { Parquet: {}, CompressionType: 'NONE' },
}

/**
 * The bytes of all Records events, in order. The SDK checks both CRCs of every message of the stream.
 * @throws ActionError if S3 refuses the statement, or the stream breaks or stops before its End event
 */
export function createSelect(handle: BucketHandle) {
  return async function* (
    { key, format, statement, onProcessed }: SelectRequest,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Uint8Array> {
    const command = new SelectObjectContentCommand({
      Bucket: handle.bucket,
      Key: key,
      ExpectedBucketOwner: handle.owner,
      ExpressionType: 'SQL',
      Expression: statement,
      InputSerialization: INPUTS[format],
      OutputSerialization: { CSV: { QuoteFields: 'ALWAYS' } },
    })
    const options = signal === undefined ? {} : { abortSignal: signal }
    const answer = await handle.client.send(command, options).catch((error: unknown) => {
      throw explainRefusal(error, handle, key)
    })
    let isEnded = false
    try {
      for await (const event of answer.Payload ?? []) {
        if (event.Records?.Payload !== undefined) yield event.Records.Payload
        if (event.Stats?.Details?.BytesProcessed !== undefined) onProcessed?.(event.Stats.Details.BytesProcessed)
        if (event.End !== undefined) isEnded = true
      }
    } catch (error) {
      if (error instanceof ActionError) throw error
      throw brokenOff(`it broke off (${quoteError(error)})`, error)
    }
    if (!isEnded) throw brokenOff('it stopped before its End event')
  }
}

/** In S3's own words: which error an account without S3 Select gets is not documented. */
function explainRefusal(error: unknown, handle: BucketHandle, key: string): ActionError {
  const { code, message, hint } = explainAwsError(error, toRead(handle, key))
  const status = httpStatusOf(error) ?? 0
  // The statement, the file or the account: trying again does not help.
  const isRefused = code === 'SERVICE_UNAVAILABLE' && status >= 400 && status < 500
  const advice = hint === undefined || isRefused ? ELSEWHERE : `${hint} ${ELSEWHERE}`
  return new ActionError(isRefused ? 'UNREADABLE' : code, `S3 Select: ${message}`, { cause: error, hint: advice })
}

/** S3 API Reference, "SelectObjectContent": without the End event, the answer is not complete. */
const brokenOff = (what: string, cause?: unknown) =>
  new ActionError('SERVICE_UNAVAILABLE', `The answer of S3 Select cannot be used: ${what}.`, {
    hint: 'Run it again, or set scan-engine: stream.',
    ...(cause === undefined ? {} : { cause }),
  })
