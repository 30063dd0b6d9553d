// Knows what S3 accepts as tags of an object (S3 User Guide, "Categorizing your objects using tags").

export const MAX_OBJECT_TAGS = 10
const MAX_KEY_CHARS = 128
const MAX_VALUE_CHARS = 256
/** Letters, digits and spaces of any script, and these signs (API reference, "S3Tag"). */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** What S3 would not accept about a tag, as what is accepted instead; undefined if it is right. */
export function findWrongTag({ key, value }: { readonly key: string; readonly value: string }): string | undefined {
  if (key === '' || key.length > MAX_KEY_CHARS) return `a key has 1 to ${MAX_KEY_CHARS} characters`
  if (value.length > MAX_VALUE_CHARS) return `a value has at most ${MAX_VALUE_CHARS} characters`
  if (/^aws:/i.test(key)) return 'keys that start with aws: are reserved for AWS'
  return ALLOWED.test(key) && ALLOWED.test(value)
    ? undefined
    : 'accepted are letters, digits, spaces and _ . : / = + - @'
}
