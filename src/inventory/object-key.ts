// Knows the one way this project writes an object key outside the bucket: percent-encoded.

/**
 * An object key as UTF-8 bytes with everything but `A-Z a-z 0-9 . _ / -` written `%XX` in upper case.
 * Injective, safe in a job manifest (no comma, quote, space or bare `+`), in a log line and in Markdown.
 */
export type EncodedKey = string & { readonly brand: 'EncodedKey' }
