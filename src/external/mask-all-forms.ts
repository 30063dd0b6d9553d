// Keeps a secret from being shown, in whatever form it could be written.

import { encodeText } from '../words/outside-text.ts'

/** Also masks a secret's URL-encoded and base64 forms, and the encoding of outside-text.ts. */
export function maskAllForms(secret: string, mask: (secret: string) => void): void {
  const forms = [secret, encodeURIComponent(secret), encodeText(secret), Buffer.from(secret).toString('base64')]
  for (const form of new Set(forms)) mask(form)
}
