// Knows how a test holds a text against a golden file, and how a person accepts a change of it.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'

const GOLDEN = join(import.meta.dirname, '..', 'golden')

/**
 * True when `text` is what `__tests__/golden/<name>` holds; the difference is shown line by line. With UPDATE_GOLDEN=1 in the
 * environment the file is written instead.
 */
export function expectGolden(name: string, text: string): void {
  const path = join(GOLDEN, name)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
  try {
    expect(text).toBe(readFileSync(path, 'utf8'))
  } catch (error) {
    const difference = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${difference}\n\nIf this is meant, run the test with UPDATE_GOLDEN=1 and explain the change of __tests__/golden/${name} in the commit.`,
    )
  }
}
