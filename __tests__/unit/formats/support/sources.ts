// Lists the sources of a folder, those of the WebAssembly modules left out.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export function listTypeScript(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('assembly'))
    .map((name) => join(folder, name))
    .sort()
}
