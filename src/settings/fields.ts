// Reads single settings in all their forms, wherever they are written: words, numbers, durations, lists.

import { findOtherThan } from '../words/bucket-name.ts'
import { DURATION_FORM, parseDuration } from '../words/duration.ts'
import { isEncryptionStatus } from '../words/encryption.ts'
import { acceptsOnlyKms } from '../words/key-rule.ts'
import type { Problems } from './problems.ts'
import type { RemediationMode } from './remediation-settings.ts'

/** The text of a setting, or '' if it is not set. */
export type ReadText = (name: string) => string

/** S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?=.{3,63}$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/

/** The accepted form if a name is not that of a general purpose bucket; undefined if it is. */
export function refuseBucketName(name: string): string | undefined {
  if (!BUCKET_NAME.test(name)) return 'a bucket name'
  const other = findOtherThan(name)
  return other && `the name of the general purpose bucket itself (this is ${other}, which S3 Inventory does not know)`
}

/** Each word except the last, which applies to whole runs only, allows what the words before it allow, and more. */
export const REMEDIATION_MODES = [
  'none',
  'plan',
  'confirm',
  'run',
  'cancel',
] as const satisfies readonly RemediationMode[]

export function readMode(text: ReadText, problems: Problems): RemediationMode {
  return readWord(REMEDIATION_MODES, 'remediation', text, problems)
}

export function readInteger(
  name: string,
  text: ReadText,
  problems: Problems,
  range: { readonly min: number; readonly max: number; readonly example: string },
): number {
  const { min, max, example } = range
  const value = text(name)
  const number = Number(value)
  if (!/^\d{1,16}$/.test(value) || number < min || number > max) {
    const upTo = max === Number.MAX_SAFE_INTEGER ? ` of at least ${min}` : ` from ${min} to ${max}`
    problems.add(name, value, `a whole number${upTo}`, example)
  }
  return number
}

/** `also` names what the caller accepts in addition to the two words. */
export function readBoolean(name: string, text: ReadText, problems: Problems, also = ''): boolean {
  const value = text(name)
  if (value !== 'true' && value !== 'false') problems.add(name, value, `${also}\`true\` or \`false\``, 'true')
  return value === 'true'
}

/** In milliseconds. */
export function readDuration(name: string, text: ReadText, problems: Problems, example: string): number {
  const value = text(name)
  return parseDuration(value) ?? problems.add(name, value, DURATION_FORM, example) ?? 0
}

/** One of a closed list of words; the first one if the text is not in the list, so that reading can continue. */
export function readWord<const T extends readonly [string, ...string[]]>(
  accepted: T,
  name: string,
  text: ReadText,
  problems: Problems,
): T[number] {
  const value = text(name)
  const found = accepted.find((word) => word === value)
  if (found !== undefined) return found
  problems.add(name, value, accepted.map((word) => `\`${word}\``).join(', '), accepted[0])
  return accepted[0]
}

export const splitLines = (value: string) =>
  value
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Items separated by commas or line breaks. */
export const splitList = (value: string) =>
  value
    .split(/[,\r\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')

/** True if the key is used: as the key that objects get, or as the key they must have. */
export function usesKmsKey(text: ReadText): boolean {
  const accepted = splitList(text('accepted-encryption')).filter(isEncryptionStatus)
  return text('target-encryption') === 'SSE-KMS' || acceptsOnlyKms(accepted)
}

/** How an unused key is reported: it may be meant as a policy, and must never look as if it were in effect. */
export const IDLE_KEY =
  'the key of `target-encryption: SSE-KMS`, or the one every object must be under where accepted-encryption is SSE-KMS (and DSSE-KMS) alone; here it is neither'
