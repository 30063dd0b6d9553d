// What came of a request: what was seen, or why nothing was.

import type { ActionError } from './errors.ts'

export type Look<T> = { readonly seen: T } | { readonly unseen: ActionError }
