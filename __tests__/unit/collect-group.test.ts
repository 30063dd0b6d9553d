import { expect, it } from '@jest/globals'
import { collectGroup, type Log } from '../../src/external/front.ts'

it('keeps the lines of several buckets apart, each as one group, in the order they were done', () => {
  const written: string[] = []
  const write = (kind: string) => (line: string) => void written.push(`${kind} ${line}`)
  const log: Log = {
    info: write('info'),
    debug: write('debug'),
    warning: write('warning'),
    progress: write('progress'),
    group: write('group'),
    endGroup: () => void written.push('end'),
  }
  const a = collectGroup(log)
  const b = collectGroup(log)
  a.log.info('a1')
  b.log.info('b1')
  b.log.warning('b2')
  b.log.debug('at once')
  a.log.group('step')
  a.log.endGroup()
  b.print('B')
  a.print('A')
  expect(written).toEqual([
    'debug at once',
    ...['group B', 'info b1', 'warning b2', 'end'],
    ...['group A', 'info a1', 'info step', 'end'],
  ])
})
