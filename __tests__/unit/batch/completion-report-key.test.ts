// The Key column of a completion report: how one cell reads in each way, and which way is taken when nothing tells.

import { describe, expect, it } from '@jest/globals'
import { guessTaskKey, isPlainCell, KEY_READINGS, readTaskKey } from '../../../src/batch/completion-report-key.ts'

const NONE = undefined

describe('a cell of the Key column', () => {
  it.each([
    // cell, then as raw, percent, form and decoded
    ['a/b-c_d.E9', 'a/b-c_d.E9', 'a/b-c_d.E9', 'a/b-c_d.E9', 'a/b-c_d.E9'],
    ['b%20c', 'b%20c', 'b%20c', 'b%20c', 'b%2520c'],
    ['d%2be', NONE, 'd%2Be', 'd%2Be', 'd%252be'],
    ['h%2Fi', 'h%2Fi', 'h/i', 'h/i', 'h%252Fi'],
    ['d+e', NONE, 'd%2Be', 'd%20e', 'd%2Be'],
    ['b c', NONE, 'b%20c', 'b%20c', 'b%20c'],
    ['é', NONE, '%C3%A9', '%C3%A9', '%C3%A9'],
    ['x%2', NONE, NONE, NONE, 'x%252'],
    ['50% off', NONE, NONE, NONE, '50%25%20off'],
    ['%GG', NONE, NONE, NONE, '%25GG'],
    ['', NONE, NONE, NONE, NONE],
    ['é'.repeat(513), NONE, NONE, NONE, NONE],
  ])('%j reads in each way', (cell, ...keys) => {
    expect(KEY_READINGS.map((reading) => readTaskKey(cell, reading))).toEqual(keys)
  })

  it.each([
    ['as we would have written it', 'h%2Fi', 'h%2Fi'],
    ['form-encoded', 'd+e', 'd%20e'],
    ['as the key itself', '50% off', '50%25%20off'],
    ['in no way', '', NONE],
  ])('is taken %s: %j', (_name, cell, key) => {
    expect(guessTaskKey(cell)).toBe(key)
  })

  it.each(['a', 'a/b-c_d.E9', 'a%20b', 'a+b', '+', 'a b', 'é', ''])(
    'is plain only when every way reads it as it stands: %j',
    (cell) => {
      expect(isPlainCell(cell)).toBe(KEY_READINGS.every((reading) => readTaskKey(cell, reading) === cell))
    },
  )
})
