// The rules of the house (docs/architecture.md), read from the files themselves.

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { ROWS } from '../proofs/scorecard/rows.ts'
import { ALL_OPERATIONS } from '../src/operations/registry.ts'
import { BOOLEAN_INPUTS, INPUT_GROUPS, LIST_INPUTS } from '../src/settings/input-groups.ts'
import { INPUT_DEFAULTS, INPUT_NAMES } from '../src/settings/table.ts'

import { INSUFFICIENT_DATA_REASONS } from '../src/words/errors.ts'
import { VERSION } from '../src/words/version.ts'

type ActionYaml = {
  inputs: Record<string, { default?: string; description: string }>
  outputs: Record<string, { description: string }>
  runs: { using: string; main: string }
}

const action = parse(readFileSync('action.yml', 'utf8')) as ActionYaml
const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string
  dependencies: Record<string, string>
}

function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('assembly'))
    .map((name) => join(folder, name))
}

/** The modules a file imports: relative ones as paths from the root, others by name; `import type` apart. */
function importsOf(path: string): { values: string[]; all: string[] } {
  const values: string[] = []
  const all: string[] = []
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/gms
  for (const [, type, from, dynamic] of readFileSync(path, 'utf8').matchAll(pattern)) {
    const name = from ?? dynamic ?? ''
    const target = name.startsWith('.') ? relative('.', join(dirname(path), name)) : name
    all.push(target)
    if (type === undefined) values.push(target)
  }
  return { values, all }
}

/** The folders of src/, lowest first: a file may import from its own folder and from those before it. */
const FLOORS: readonly string[] = [
  'words',
  'time',
  'formats',
  'inventory',
  'findings',
  'policies',
  'posture',
  'price',
  'objects',
  'engines',
  'operations',
  'settings',
  'decide',
  'batch',
  'direct',
  'preflight',
  'doctor',
  'setup',
  'baseline',
  'result',
  'report',
  'external',
  'infra',
  'run',
  'terminal',
]
const floorOf = (path: string) => FLOORS.indexOf(path.split('/')[1] ?? '')
/** The process itself, above every folder. */
const AT_THE_TOP: readonly string[] = ['src/cli/index.ts', 'src/index.ts', 'src/main.ts']

/** `path name` of each name that a file imports. Of a module imported late or whole, every member it names counts. */
function namesImportedBy(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  const at = (from: string, names: readonly (string | undefined)[]) =>
    names.map(
      (name = '') =>
        `${join(dirname(path), from)} ${
          name
            .trim()
            .replace(/^type /, '')
            .split(' as ')[0]
        }`,
    )
  const early = [...text.matchAll(/(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.[^']+)'/g)]
  const late = [...text.matchAll(/import(?:\((?:\/\*.*?\*\/\s*)?| \* as \w+ from )'(\.[^']+)'/g)]
  const members = [...text.matchAll(/\.(\w+)|\{ (\w+) \} = await/g)].map(([, member, taken]) => member ?? taken)
  return [
    ...early.flatMap(([, names = '', from = '']) => at(from, names.split(','))),
    ...late.flatMap(([, from = '']) => at(from, members)),
  ]
}

describe('imports', () => {
  const files = listSources('src')

  it('leaves nothing loose beside the two doors and main.ts, and no folder without a floor', () => {
    const homeless = files.filter((path) => floorOf(path) < 0)
    expect(homeless.sort()).toEqual(AT_THE_TOP)
    expect(FLOORS.filter((folder) => !files.some((path) => path.startsWith(`src/${folder}/`)))).toEqual([])
  })

  it.each(files)('%s imports only from its own folder or lower ones, types included', (path) => {
    const floor = AT_THE_TOP.includes(path) ? FLOORS.length : floorOf(path)
    const upward = importsOf(path).all.filter((target) => target.startsWith('src/') && floorOf(target) > floor)
    expect(upward).toEqual([])
  })

  it.each(files)('%s keeps out of the outside world unless it is an edge', (path) => {
    if (path.startsWith('src/external/'))
      return expect(importsOf(path).all.filter((name) => name.startsWith('emulator'))).toEqual([])
    const outside = importsOf(path).values.filter(
      (name) => name.startsWith('@aws-sdk/') || name.startsWith('@actions/'),
    )
    expect(outside).toEqual([])
    if (floorOf(path) >= 0 && floorOf(path) < FLOORS.indexOf('external')) {
      const source = readFileSync(path, 'utf8')
      const forbidden =
        /process\.env|Date\.now\(|new Date\(\)|\bset(Timeout|Interval)\(|\bconsole\.(log|info|warn|error|debug)/g
      expect(source.match(forbidden) ?? []).toEqual([])
    }
    return undefined
  })

  it.each(listSources('emulator'))('%s never imports the action', (path) => {
    expect(importsOf(path).all.filter((target) => target.startsWith('src/'))).toEqual([])
  })

  it('only external/runner.ts, the streams and the last catches of the two doors write to the log', () => {
    const writers = files.filter((path) =>
      /from '@actions\/core'|process\.stdout|process\.stderr/.test(readFileSync(path, 'utf8')),
    )
    expect(writers.sort()).toEqual(['src/cli/index.ts', 'src/external/runner.ts', 'src/index.ts'])
  })

  it('exports nothing that nobody imports', () => {
    const everywhere = ['src', '__tests__', 'bench', 'proofs', 'demo', 'scripts'].flatMap(listSources)
    const imported = new Set(everywhere.flatMap(namesImportedBy))
    const idle = files.flatMap((path) => {
      const names = readFileSync(path, 'utf8').matchAll(
        /^export (?:async )?(?:function\*?|const|type|class|interface) (\w+)/gm,
      )
      return [...names].map(([, name]) => `${path} ${name}`).filter((name) => !imported.has(name))
    })
    expect(idle).toEqual([])
  })

  it('has no import cycle, types included', () => {
    const edges = new Map(
      files.map((path) => [path, importsOf(path).all.filter((target) => target.startsWith('src/'))]),
    )
    const done = new Set<string>()
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) throw new Error(`cycle: ${[...trail, path].join(' -> ')}`)
      if (done.has(path)) return
      for (const target of edges.get(path) ?? []) visit(target, [...trail, path])
      done.add(path)
    }
    expect(() => {
      for (const path of files) visit(path, [])
    }).not.toThrow()
  })
})

describe('operations', () => {
  const names = new RegExp(`\\b(${ALL_OPERATIONS.map(({ name }) => name).join('|')})\\b`, 'g')
  const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

  it.each(listSources('src').filter((path) => !path.startsWith('src/operations/')))(
    '%s asks the registry, and tells no operation by its name',
    (path) => {
      expect(withoutComments(readFileSync(path, 'utf8')).match(names) ?? []).toEqual([])
    },
  )
})

/** The judge of what was written, and signatures: folders with a front file, and no service. */
const SERVICES_OF_NO_OPERATION: readonly string[] = ['history', 'sigv4']

describe('files', () => {
  it.each([...listSources('src'), ...listSources('emulator')])('%s opens by saying what it knows', (path) => {
    expect(readFileSync(path, 'utf8')).toMatch(/^(?:#!.*\n)?\/\/ \S/)
  })

  it('has no drawer for helpers', () => {
    const drawers = [...listSources('src'), ...listSources('emulator')].filter((path) =>
      /(utils?|helpers?|common|misc)\.ts$/.test(path),
    )
    expect(drawers).toEqual([])
  })

  it('lets no test sleep: tests wait for events, and clocks are given to what they test', () => {
    // Its child processes live until they are killed.
    const excused = ['__tests__/emulator/runner.test.ts']
    const sleepers = listSources('__tests__').filter((path) =>
      /\bset(Timeout|Interval)\(|timers\/promises/.test(readFileSync(path, 'utf8')),
    )
    expect(sleepers.sort()).toEqual(excused)
  })

  it('leaves no focused or skipped test', () => {
    const marked = listSources('__tests__').filter((path) =>
      /\b(it|describe|test)\.(only|skip)\b|\bx(it|describe)\(/.test(readFileSync(path, 'utf8')),
    )
    expect(marked).toEqual([])
  })
})

describe('the emulator', () => {
  const services = readdirSync('emulator').filter((name) => existsSync(`emulator/${name}/operations`))
  const load = async (path: string) => (await import(pathToFileURL(path).href)) as Record<string, unknown>
  const kebab = (name: string) => name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

  it('has the same shape in every service that answers operations of its own', () => {
    const files = ['operations.ts', 'operations']
    const shapeless = readdirSync('emulator').filter(
      (name) =>
        existsSync(`emulator/${name}/${name}.ts`) && files.some((file) => !existsSync(`emulator/${name}/${file}`)),
    )
    expect(shapeless).toEqual(SERVICES_OF_NO_OPERATION)
    expect(services.filter((name) => !existsSync(`emulator/${name}/${name}.ts`))).toEqual([])
  })

  it.each(services)('%s names each handler in its table, one of each file and under its own name', async (service) => {
    const { OPERATIONS } = (await load(`emulator/${service}/operations.ts`)) as {
      OPERATIONS: readonly { name: string; handle: unknown }[]
    }
    const files = listSources(`emulator/${service}/operations`)
    const handlers = await Promise.all(
      files.map(async (path) => {
        const exported = Object.entries(await load(path))
        expect(exported).toHaveLength(1)
        const [name = '', handle] = exported[0] ?? []
        expect(`${kebab(name)}.ts`).toBe(basename(path))
        return handle
      }),
    )
    expect(new Set(OPERATIONS.map(({ handle }) => handle))).toEqual(new Set(handlers))
    expect(OPERATIONS).toHaveLength(handlers.length)
    // AWS's operations have names of one word; GitHub's are a method and a path.
    const words = OPERATIONS.filter(({ name }) => !name.includes(' '))
    expect(words.map(({ name }) => `${kebab(name)}.ts`).sort()).toEqual(
      words.length === 0 ? [] : files.map((path) => basename(path)).sort(),
    )
  })
})

describe('the contract', () => {
  const readers = [
    'src/settings/inputs.ts',
    'src/settings/settings.ts',
    'src/settings/remediation.ts',
    'src/settings/approved-plan.ts',
    'src/settings/source.ts',
    'src/settings/asked-operation.ts',
    'src/settings/athena.ts',
    'src/settings/posture.ts',
    'src/settings/object-filter.ts',
    'src/settings/baseline.ts',
  ]
  const sources = readers.map((path) => readFileSync(path, 'utf8')).join('')
  const read = new Set([...sources.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, name]) => name))

  it.each(Object.keys(action.inputs))('input %s of action.yml is read', (name) => {
    expect(read).toContain(name)
  })

  it('the names that are no typing mistake are those of action.yml', () => {
    expect([...INPUT_NAMES].sort()).toEqual(Object.keys(action.inputs).sort())
  })

  it('defaults in action.yml and settings/table.ts are the same', () => {
    const declared = Object.entries(action.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || value.includes('${{') ? [] : [[name, value]],
    )
    expect(Object.fromEntries(INPUT_DEFAULTS)).toEqual(Object.fromEntries(declared))
  })

  it('puts each input into one group, and each list and each switch among them', () => {
    expect(Object.values(INPUT_GROUPS).flat().sort()).toEqual([...INPUT_NAMES].sort())
    expect([...LIST_INPUTS, ...BOOLEAN_INPUTS].filter((name) => !INPUT_NAMES.includes(name))).toEqual([])
  })

  it('README tables say what action.yml says', () => {
    expect(() =>
      execFileSync(process.execPath, ['scripts/readme-tables.mjs', '--check'], { stdio: 'pipe' }),
    ).not.toThrow()
  })

  it.each(INSUFFICIENT_DATA_REASONS)('docs/troubleshooting.md has a row for %s', (reason) => {
    expect(readFileSync('docs/troubleshooting.md', 'utf8')).toContain(`| \`${reason}\` |`)
  })

  it.each(INSUFFICIENT_DATA_REASONS)('a scenario ends in %s', (reason) => {
    const stories = listSources('__tests__/scenarios').map((path) => readFileSync(path, 'utf8'))
    expect(stories.some((story) => story.includes(`'${reason}'`))).toBe(true)
  })

  it('runs on node24 from dist/', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })

  it('has one version', () => {
    expect(VERSION).toBe(packageJson.version)
  })

  it('has at most six runtime dependencies beyond the AWS SDK and @actions, each named in docs/architecture.md', () => {
    const own = Object.keys(packageJson.dependencies).filter(
      (name) => !name.startsWith('@aws-sdk/') && !name.startsWith('@actions/'),
    )
    expect(own.length).toBeLessThanOrEqual(6)
    const page = readFileSync('docs/architecture.md', 'utf8')
    for (const name of own) expect(page).toContain(`| \`${name}\` |`)
    const named: readonly string[] =
      page
        .split('## Runtime dependencies')[1]
        ?.split('\n## ')[0]
        ?.match(/`[^`]+`/g) ?? []
    const lacking = Object.keys(packageJson.dependencies).filter(
      (name) => !named.includes(`\`${name}\``) && !named.includes(`\`${name.replace('@aws-sdk/', '')}\``),
    )
    expect(lacking).toEqual([])
  })
})

describe('docs/reliability.md', () => {
  const page = readFileSync('docs/reliability.md', 'utf8')
  const ids = (letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`)

  it.each([...ids('F', 55), ...ids('S', 41)])('has one row for %s', (id) => {
    expect(page.match(new RegExp(`^\\| ${id} \\|`, 'gm'))).toHaveLength(1)
  })

  it('names only tests that exist', () => {
    const named = [...page.matchAll(/`((?:unit|scenarios|emulator)\/[\w./-]+)`/g)].map(([, name]) => name ?? '')
    expect(named.length).toBeGreaterThan(80)
    const missing = named.filter((name) => !name.includes('checks/') && !existsSync(`__tests__/${name}.test.ts`))
    expect(missing).toEqual([])
  })

  it('is what npm run scorecard prints, row for row', () => {
    expect(ROWS.map(({ id }) => id)).toEqual(ids('S', 41))
    const files = ROWS.flatMap(({ source }) => ('tests' in source ? source.tests : []))
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })
})

/** Whether a version is within a range of `engines`: alternatives of comparators, as npm reads them. */
function isWithin(range: string, version: readonly number[]): boolean {
  const compare = (parts: readonly number[]) =>
    parts.map((part, index) => (version[index] ?? 0) - part).find((difference) => difference !== 0) ?? 0
  const holds = (comparator: string) => {
    const [, sign = '', digits = ''] = /^([<>=^~]*)([\d.x*]*)$/.exec(comparator) ?? []
    const parts = digits.split('.').flatMap((part) => (/^\d+$/.test(part) ? [Number(part)] : []))
    const difference = compare(parts)
    if (sign === '>=') return difference >= 0
    if (sign === '<=') return difference <= 0
    if (sign === '^') return difference >= 0 && version[0] === parts[0]
    if (sign === '') return difference === 0
    throw new Error(`${range}: ${sign} is not known here`)
  }
  const isMet = (alternative: string) =>
    alternative
      .trim()
      .replace(/([<>=^~])\s+/g, '$1')
      .split(/\s+/)
      .every(holds)
  return range.split('||').some(isMet)
}

describe('npm ci', () => {
  type Locked = { readonly engines?: { readonly node?: string }; readonly deprecated?: string }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }

  // npm runs with the Node.js that is installed, before it has installed ours: one release of each line in use.
  it.each([
    [20, 20, 2],
    [22, 22, 0],
    [24, 21, 0],
  ])('warns of no package on Node.js %i.%i.%i', (...version) => {
    const own = JSON.parse(readFileSync('package.json', 'utf8')) as Locked
    const warned = Object.entries({ ...packages, 'package.json': own }).filter(
      ([, { engines, deprecated }]) =>
        deprecated !== undefined || (engines?.node !== undefined && !isWithin(engines.node, version)),
    )
    expect(warned.map(([name]) => name)).toEqual([])
  })

  // `npm ci` compares only the dependencies with the lockfile: everything else that it copies may be left behind unseen.
  it('finds in the lockfile what package.json says', () => {
    const fields = [
      'name',
      'version',
      'license',
      'bin',
      'engines',
      'dependencies',
      'devDependencies',
      'optionalDependencies',
    ]
    const pick = (from: object) => Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)))
    const { bin, ...own } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; bin: string }
    expect(pick(packages[''] as object)).toEqual({ ...pick(own), bin: { [own.name]: bin } })
  })
})
