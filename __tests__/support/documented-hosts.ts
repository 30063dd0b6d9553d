// Knows the hosts that docs/network.md says a run speaks to.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'network.md')
const PARTS: Readonly<Record<string, string>> = {
  '<name>': '[a-z0-9-]+',
  '<region>': '[a-z]{2}(-[a-z]+)+-\\d',
  '<bucket>': '[a-z0-9][a-z0-9-]+',
  '<account>': '\\d{12}',
}

/** Every host form of the table. */
export const documentedHosts: readonly string[] = Array.from(
  readFileSync(FILE, 'utf8').matchAll(/^\| `([^`]+)` \|/gm),
  ([, form = '']) => form,
)

/** The form that a host has; undefined for a host nobody was told of. */
export const findDocumentedHost = (host: string): string | undefined =>
  documentedHosts.find((form) => toPattern(form).test(host))

function toPattern(form: string): RegExp {
  const pattern = form
    .split(/(<[a-z]+>)/)
    .map((part) => PARTS[part] ?? part.replaceAll('.', '\\.'))
    .join('')
  return new RegExp(`^${pattern}${form.endsWith('.amazonaws.com') ? '(\\.cn)?' : ''}$`)
}
