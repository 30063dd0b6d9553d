// Knows how a story gets a checkout of the repository: a folder with one file, gone when its scenarios are closed.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const folders: string[] = []

/** A folder that holds `text` at `path`; for the option `cwd` of a run. */
export function checkOut(path: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'))
  folders.push(folder)
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
  return folder
}

/** Removes what stories have checked out. */
export function removeCheckouts(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
