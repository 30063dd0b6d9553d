// Knows how sizes are written in settings: `5 GiB`, `128KB`, `1024`.

export const SIZE_FORM = 'bytes as a whole number, alone or with B, KB, MB, GB, TB, KiB, MiB, GiB or TiB'

const UNIT_BYTES: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['B', 1],
  ['KB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
  ['TiB', 2 ** 40],
])

/** The bytes in `5 GiB`, `5GiB` or `1024`; undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d{1,15}) ?([A-Za-z]*)$/.exec(text) ?? []
  const bytes = Number(amount) * (UNIT_BYTES.get(unit) ?? Number.NaN)
  return amount !== '' && Number.isSafeInteger(bytes) ? bytes : undefined
}
