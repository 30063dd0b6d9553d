import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { listNamingFiles, nameRelease, readRepository } from '../../../scripts/name-release.ts'
import { findReleaseNotes } from '../../../scripts/release-notes.ts'

const CHANGELOG =
  '# Changelog\n\n## Unreleased\n\n## 1.10.0 (2027-01-02)\n\n- New.\n- Better.\n\n## 1.1.0\n\n## 1.0.0\n- First.\n'
const SHA = 'a'.repeat(40)
const RELEASE = { repository: 'acme/s3-encryption-compliance', sha: SHA, version: '1.2.3' }

describe('the notes of a release', () => {
  it.each([
    ['1.10.0', '- New.\n- Better.'],
    ['1.0.0', '- First.'],
  ])('%s', (version, notes) => expect(findReleaseNotes(CHANGELOG, version)).toBe(notes))

  it.each(['1.1.0', '1.1', '10.0', '2.0.0', ''])('refuses %j, which has none', (version) =>
    expect(() => findReleaseNotes(CHANGELOG, version)).toThrow('CHANGELOG.md has no section'),
  )
})

describe('naming a release', () => {
  it('replaces repository, commit and version, and does so again for the next one', () => {
    const before =
      'uses: OWNER/s3-encryption-compliance@FULL_COMMIT_SHA # v0.1.0\n/OWNER/s3-encryption-compliance/FULL_COMMIT_SHA/docs'
    const named = nameRelease(before, RELEASE)
    expect(named).toBe(
      `uses: acme/s3-encryption-compliance@${SHA} # v1.2.3\n/acme/s3-encryption-compliance/${SHA}/docs`,
    )
    const next = { ...RELEASE, sha: 'b'.repeat(40), version: '1.3.0' }
    expect(nameRelease(named, next)).toBe(nameRelease(before, next))
  })

  it('leaves no placeholder behind', () => {
    const files = listNamingFiles()
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'docs/config-file.md', 'examples/scheduled-scan.yml', '.github/CODEOWNERS']),
    )
    for (const file of files) {
      expect({
        file,
        left: nameRelease(readFileSync(file, 'utf8'), RELEASE).match(/FULL_COMMIT_SHA|OWNER\/(s3-enc|maint)/g),
      }).toEqual({ file, left: null })
    }
  })

  it('refuses the placeholder of package.json', () => {
    expect(() => readRepository('{"repository":"github:OWNER/s3-encryption-compliance"}')).toThrow('Set "repository"')
    expect(readRepository('{"repository":"github:acme/s3"}')).toBe('acme/s3')
  })
})
