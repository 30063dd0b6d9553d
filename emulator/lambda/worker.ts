// The inside of a sandbox: loads a function's file once, and calls its handler for each message. Runs in a worker thread.

import { pathToFileURL } from 'node:url'
import { parentPort } from 'node:worker_threads'

export type ToSandbox = {
  readonly event: unknown
  /** The time in the world, which stands still during an invocation; epoch milliseconds. */
  readonly now: number
  readonly file: string
  readonly functionArn: string
}

type FromSandbox =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string }

type Handler = (event: unknown, context: unknown) => Promise<unknown>

let now = 0
const RealDate = Date
globalThis.Date = new Proxy(RealDate, {
  construct: (date, given) => Reflect.construct(date, given.length === 0 ? [now] : given),
  get: (date, name) => (name === 'now' ? () => now : Reflect.get(date, name)),
})

async function answer(message: ToSandbox): Promise<FromSandbox> {
  now = message.now
  try {
    const { handler } = (await import(pathToFileURL(message.file).href)) as { readonly handler: Handler }
    const context = { invokedFunctionArn: message.functionArn, getRemainingTimeInMillis: () => 900_000 }
    const returned: unknown = await handler(message.event, context)
    // What a function returns is sent as JSON (Lambda Developer Guide, "Define Lambda function handler in Node.js").
    return { kind: 'answer', answer: JSON.parse(JSON.stringify(returned ?? null)) }
  } catch (error) {
    const { name, message: said } = error instanceof Error ? error : new Error(String(error))
    return { kind: 'error', errorType: name, errorMessage: said }
  }
}

parentPort?.on('message', (message: ToSandbox) => {
  void answer(message).then((result) => parentPort?.postMessage(result))
})
