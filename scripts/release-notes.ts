// Prints the section of CHANGELOG.md about one version: node scripts/release-notes.ts 1.2.3. Fails if there is none, or if
// it has no line.

import { readFileSync } from 'node:fs'

/**
 * The lines under `## VERSION`, with or without a date, up to the next heading.
 * @throws Error if the changelog has no such section, or an empty one
 */
export function findReleaseNotes(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.split(/\s/, 1)[0] === version)
  const notes = section?.slice(section.indexOf('\n')).trim()
  if (!notes)
    throw new Error(`CHANGELOG.md has no section "## ${version}" with text: move the lines under "Unreleased" there.`)
  return notes
}

if (import.meta.main) {
  console.log(findReleaseNotes(readFileSync('CHANGELOG.md', 'utf8'), process.argv[2] ?? ''))
}
