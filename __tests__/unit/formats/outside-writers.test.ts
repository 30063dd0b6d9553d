// Reads the files of writers that nobody here wrote (outside/README.md) and compares every row with what they were given.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { findDifferences, readWorld } from './support/outside-files.ts'

const folder = new URL('outside/files', import.meta.url).pathname
const WORLDS = ['all', 'half', 'none', 'one']
const WRITERS = ['duckdb', 'orc-core', 'parquet-mr', 'polars', 'pyarrow', 'pyorc']

const worlds = WORLDS.map((name) => [name, readWorld(join(folder, name))] as const)

describe('the files of outside writers', () => {
  it('are of all worlds, and of every writer', () => {
    expect(readdirSync(folder).sort()).toEqual(WORLDS)
    for (const writer of WRITERS) {
      expect([writer, worlds.flatMap(([, { files }]) => files).some((name) => name.startsWith(`${writer}-`))]).toEqual([
        writer,
        true,
      ])
    }
  })

  it.each(worlds.flatMap(([name, world]) => world.files.map((file) => [name, file, world] as const)))(
    'are read as they were meant: %s/%s',
    async (_name, file, world) => {
      expect(await findDifferences(world, file)).toEqual([])
    },
  )
})
