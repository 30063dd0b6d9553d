// The runner's reading of a step's output: which lines are commands, what they do, what the log and the files say.

import { describe, expect, it } from '@jest/globals'
import { parseCommand, splitLines } from '../../emulator/runner/commands.ts'
import { MAX_SUMMARY_BYTES, parseEnvFile, readSummary } from '../../emulator/runner/file-commands.ts'
import { createLineSplitter } from '../../emulator/runner/line-splitter.ts'
import { createStepLogger, type StepLogger } from '../../emulator/runner/step-log.ts'

describe('parseCommand', () => {
  it.each([
    ['::error::boom', 'error', 'boom'],
    ['::ERROR::boom', 'error', 'boom'],
    ['  \t::error::boom', 'error', 'boom'],
    ['\u2003\u00a0\u0085::error::boom', 'error', 'boom'],
    ['\u200d::error::boom', 'error', 'boom'],
    ['::add-mask::', 'add-mask', ''],
    ['::warning::a::b', 'warning', 'a::b'],
    ['::error::%0D%0A%25%3A', 'error', '\r\n%%3A'],
    ['::error::%250A', 'error', '%0A'],
    ['x ##[add-mask]SSE', 'add-mask', 'SSE'],
    ['x##[ERROR]y%5D%3B', 'error', 'y];'],
    ['::unknown::x ##[error]y', 'error', 'y'],
    ['##[set-env name=X]y', 'set-env', 'y'],
    ['::stop-commands::t', 'stop-commands', 't'],
  ])('finds the command of %j', (line, name, data) => {
    expect(parseCommand(line)).toMatchObject({ name, data, line })
  })

  it.each([
    'text ::error::x',
    '::unknown::x',
    '::error',
    ':error::x',
    '##[error x',
    '# #[error]x',
    '##[ error]x',
    '::internal-set-repo-path::x',
    'logs/a%0A%3A%3Aerror%3A%3Ab',
    '',
  ])('finds none in %j', (line) => {
    expect(parseCommand(line)).toBeUndefined()
  })

  it.each([
    [
      '::error file=a.js,line=1,title=x%3Ay%2Cz::m',
      [
        ['file', 'a.js'],
        ['line', '1'],
        ['title', 'x:y,z'],
      ],
    ],
    [
      '::error  File=a,file=b,=c,d=,e==f::m',
      [
        ['file', 'b'],
        ['e', 'f'],
      ],
    ],
    [
      '##[error file=a,b;line=2]m',
      [
        ['file', 'a,b'],
        ['line', '2'],
      ],
    ],
  ])('reads the properties of %j', (line, properties) => {
    expect([...(parseCommand(line)?.properties ?? [])]).toEqual(properties)
  })
})

describe('lines', () => {
  it('end at a line feed, a carriage return, or both', () => {
    expect(splitLines('a\nb\r\nc\rd\n\ne')).toEqual(['a', 'b', 'c', 'd', '', 'e'])
  })

  it('are the same however the stream was cut', () => {
    const text = 'a\r\nb\rc\n\n\r\r\nlast'
    for (let size = 1; size <= text.length; size += 1) {
      const lines: string[] = []
      const splitter = createLineSplitter((line) => lines.push(line))
      for (let at = 0; at < text.length; at += size) splitter.take(text.slice(at, at + size))
      splitter.end()
      expect(lines).toEqual(['a', 'b', 'c', '', '', '', 'last'])
    }
  })
})

function logLines(...lines: readonly string[]): StepLogger {
  const logger = createStepLogger(['hunter22'], false)
  for (const line of lines) logger.takeLine(line)
  return logger
}

describe('the log of a step', () => {
  it('masks secrets from the moment they are known, each line of them, merging what overlaps', () => {
    const { log } = logLines('key hunter22', 'abcdef', '::add-mask::abc%0Acde', 'xabcdefabcabcx', '##[group]abc')
    expect(log.lines).toEqual(['key ***', 'abcdef', 'x***f***x', '##[group]***'])
  })

  it('runs no command between stop-commands and its token', () => {
    const { log } = logLines(
      '::stop-commands::tok',
      '::error::hidden',
      '::set-output name=a::b',
      '::TOK::',
      '::notice::n',
    )
    expect(log.commands.map((command) => command.name)).toEqual(['stop-commands', 'notice'])
    expect(log.annotations).toHaveLength(1)
    expect(log.outputs.size).toBe(0)
    expect(log.failed).toBe(false)
    expect(log.lines.slice(1, 4)).toEqual(['::error::hidden', '::set-output name=a::b', '::TOK::'])
  })

  it.each(['::set-env name=A::b', '##[add-path]x', '::set-output::b', '::stop-commands::error', '::echo::maybe'])(
    'fails the step at %s',
    (line) => {
      expect(logLines(line).log.failed).toBe(true)
    },
  )

  it('takes forged outputs and state as real', () => {
    const { log } = logLines('##[set-output name=verdict]COMPLIANT', '::save-state name=id::evil')
    expect([log.outputs.get('verdict'), log.state.get('id'), log.failed]).toEqual(['COMPLIANT', 'evil', false])
  })

  it('keeps ten annotations per level, of 4,096 characters, and logs all', () => {
    const { log } = logLines(
      ...Array.from({ length: 12 }, (_, index) => `::error::${index}`),
      `::warning::${'w'.repeat(5000)}`,
    )
    expect(log.annotations.filter((annotation) => annotation.level === 'error')).toHaveLength(10)
    expect(log.annotations.at(-1)?.message).toHaveLength(4096)
    expect(log.lines).toHaveLength(13)
  })

  it('shows debug lines only when asked', () => {
    expect(logLines('::debug::x').log.lines).toEqual([])
    const logger = createStepLogger([], true)
    logger.takeLine('::debug::x')
    expect(logger.log.lines).toEqual(['##[debug]x'])
  })
})

describe('file commands', () => {
  it.each([
    [
      'a=1\nb=2=3\n',
      [
        ['a', '1'],
        ['b', '2=3'],
      ],
    ],
    [
      'a<<EOF\none\ntwo\nEOF\nb=\n',
      [
        ['a', 'one\ntwo'],
        ['b', ''],
      ],
    ],
    ['a<<EOF\nEOF\n', [['a', '']]],
    ['a<<EOF\r\nx\r\nEOF\r\n', [['a', 'x\r']]],
    ['a=x<<y\n\n', [['a', 'x<<y']]],
    ['a<<b=c\nv\nb=c', [['a', 'v']]],
  ])('reads %j', (text, pairs) => {
    expect(parseEnvFile(text)).toEqual({ pairs: new Map(pairs as [string, string][]) })
  })

  it.each([
    ['a=1\nnonsense\nb=2', "Invalid format 'nonsense'"],
    ['a=1\nb<<EOF\nno end', "Matching delimiter not found 'EOF'"],
    ['a=1\n<<EOF\nx\nEOF', 'Name must not be empty'],
  ])('stops at what is wrong in %j and keeps what came before', (text, problem) => {
    const result = parseEnvFile(text)
    expect([...result.pairs]).toEqual([['a', '1']])
    expect(result.problem).toContain(problem)
  })

  it('shows a summary of 1 MiB and drops one that is a byte larger', () => {
    const mask = (line: string): string => line.replaceAll('secret', '***')
    expect(readSummary(Buffer.from('# a\r\nsecret'), mask)).toEqual({ summary: '# a\n***\n' })
    expect(readSummary(Buffer.alloc(MAX_SUMMARY_BYTES, 'x'), mask).problem).toBeUndefined()
    const dropped = readSummary(Buffer.alloc(MAX_SUMMARY_BYTES + 1, 'x'), mask)
    expect(dropped.summary).toBe('')
    expect(dropped.problem).toContain('1024k')
  })
})
