// Knows the functions of the emulated AWS Lambda, and what a test can script for their invocations. Only S3 Batch
// Operations invokes them: the emulator has no Lambda API.

import type { IamPolicy } from '../iam/types.ts'
import { partitionOf } from '../partition.ts'
import { serviceState, type World } from '../world.ts'
import type { Sandbox } from './sandbox.ts'

/**
 * What happens to an invocation instead of its normal course. `lost`: the function does its work, or does nothing
 * (`before`), and then ends without an answer. `answers`: it does its work, and answers this instead.
 */
export type Trouble =
  | { readonly kind: 'throttled' }
  | { readonly kind: 'lost'; readonly when: 'before' | 'after'; readonly as: 'timeout' | 'error' }
  | { readonly kind: 'answers'; readonly answer: unknown }

export type Invocation = {
  /** 1 for the function's first. */
  readonly number: number
  readonly event: unknown
}

export type LambdaFunction = {
  readonly name: string
  /** Without a qualifier. */
  readonly arn: string
  readonly account: string
  readonly region: string
  /** Versions and aliases, in addition to `$LATEST`. */
  readonly qualifiers: readonly string[]
  /** The file that exports `handler`. */
  readonly file: string
  /** ARN of the execution role. */
  readonly role: string
  readonly environment: Readonly<Record<string, string>>
  /** Real time after which an invocation that does not end is stopped, with everything it has in memory. */
  readonly timeoutMs: number
  /** The resource-based policy. */
  readonly policy: IamPolicy | undefined
  trouble: ((invocation: Invocation) => Trouble | undefined) | undefined
  invocations: number
}

type LambdaState = {
  /** By ARN without a qualifier. */
  readonly functions: Map<string, LambdaFunction>
  readonly sandboxes: Map<string, Sandbox>
  /** Where the functions reach the emulated AWS; undefined until a server was started. */
  endpoint: string | undefined
}

export const lambdaState = (world: World): LambdaState =>
  serviceState(world, 'lambda', () => ({ functions: new Map(), sandboxes: new Map(), endpoint: undefined }))

export type FunctionSettings = Pick<LambdaFunction, 'name' | 'file' | 'role'> &
  Partial<Pick<LambdaFunction, 'account' | 'region' | 'qualifiers' | 'environment' | 'timeoutMs' | 'policy'>>

/** Functions answer in milliseconds; this much is for a machine that is busy with other tests. */
const PATIENCE_MS = 60_000

/** Adds a function to the world; replaces one of the same ARN. */
export function addFunction(world: World, settings: FunctionSettings): LambdaFunction {
  const { name, account = world.account, region = world.region } = settings
  const added: LambdaFunction = {
    qualifiers: [],
    environment: {},
    timeoutMs: PATIENCE_MS,
    policy: undefined,
    ...settings,
    account,
    region,
    arn: `arn:${partitionOf(world)}:lambda:${region}:${account}:function:${name}`,
    trouble: undefined,
    invocations: 0,
  }
  lambdaState(world).functions.set(added.arn, added)
  return added
}

/** Finds a function by its ARN, with or without a qualifier (Lambda Developer Guide, "Lambda function versions"). */
export function findFunction(world: World, arn: string): LambdaFunction | undefined {
  const [, bare = '', qualifier = '$LATEST'] =
    /^(arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:]+)(?::([^:]+))?$/.exec(arn) ?? []
  const found = lambdaState(world).functions.get(bare)
  return found !== undefined && ['$LATEST', ...found.qualifiers].includes(qualifier) ? found : undefined
}

/** True for a session of the execution role of one of the functions. */
export function isSessionOfFunction(world: World, principalArn: string): boolean {
  return [...lambdaState(world).functions.values()].some(({ role }) => {
    const [, partition, account, name] = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? []
    return principalArn.startsWith(`arn:${partition}:sts::${account}:assumed-role/${name}/`)
  })
}
