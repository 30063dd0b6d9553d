// Writes the released commit into every place that a user copies: node scripts/name-release.ts SHA VERSION. The repository
// is the one of package.json ("repository": "github:OWNER/NAME"), the only place where its name is set by hand.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAMED = /[\w.-]+\/s3-encryption-compliance[@/]|@[\w.-]+\/maintainers/
const NAME = /[\w.-]+\/s3-encryption-compliance(?=[@/])/g
const TEAM = /@[\w.-]+(?=\/maintainers)/g
const PIN = /(s3-encryption-compliance[@/])(?:FULL_COMMIT_SHA|[0-9a-f]{40})(?:( # )v[\w.-]+)?/g

/** Every file that names the repository: pages, workflows to copy, issue templates, code owners. */
export const listNamingFiles = (): string[] =>
  ['README.md', ...['docs', 'examples', 'infra', '.github'].flatMap(listFiles)].filter((path) =>
    NAMED.test(readFileSync(path, 'utf8')),
  )

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

export type Release = {
  /** OWNER/NAME */
  readonly repository: string
  /** Of the released commit, 40 hexadecimal digits. */
  readonly sha: string
  /** Without `v`. */
  readonly version: string
}

/** The text with repository, commit and version of a release in place of those that it names now. */
export function nameRelease(text: string, { repository, sha, version }: Release): string {
  return text
    .replace(PIN, (_, action: string, comment?: string) => `${action}${sha}${comment ? `${comment}v${version}` : ''}`)
    .replace(NAME, repository)
    .replace(TEAM, `@${repository.split('/')[0]}`)
}

/** OWNER/NAME of package.json. @throws Error if it still has the placeholder */
export function readRepository(packageJson: string): string {
  const repository = /^github:([\w-]+\/[\w.-]+)$/.exec(JSON.parse(packageJson).repository)?.[1]
  if (repository === undefined || repository.startsWith('OWNER/')) {
    throw new Error(
      'Set "repository" in package.json to github:OWNER/NAME of the repository that publishes the action.',
    )
  }
  return repository
}

function main([sha = '', version = '']: readonly string[]): void {
  if (!/^[0-9a-f]{40}$/.test(sha)) throw new Error(`"${sha}" is not a full commit SHA (40 hexadecimal digits).`)
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`"${version}" is not a version such as 1.2.3.`)
  const repository = readRepository(readFileSync('package.json', 'utf8'))
  for (const file of listNamingFiles()) {
    writeFileSync(file, nameRelease(readFileSync(file, 'utf8'), { repository, sha, version }))
  }
}

if (import.meta.main) main(process.argv.slice(2))
