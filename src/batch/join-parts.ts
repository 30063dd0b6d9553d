// Plans how files are joined to one object inside S3: which bytes S3 copies itself, and which pass through the runner
// because they are too few for a part. Pure.

/** S3 User Guide, "Amazon S3 multipart upload limits": every part but the last has at least 5 MiB, none more than 5 GiB. */
export const MIN_PART_BYTES = 5 * 2 ** 20
export const MAX_PART_BYTES = 5 * 2 ** 30
export const MAX_PARTS = 10_000

/** Bytes `start` up to, not including, `end` of the file with that position. */
export type Piece = { readonly file: number; readonly start: number; readonly end: number }

/** A part of the joined object: copied by S3 from one file, or put together on the runner. */
export type JoinPart =
  | { readonly by: 's3'; readonly piece: Piece }
  | { readonly by: 'runner'; readonly pieces: readonly Piece[] }

/**
 * Files smaller than this are put together on the runner: as little as S3 allows, and more only where there would be too
 * many parts. The last is what a runner holds in memory a few times.
 */
const GOALS = [1, 2, 4, 8, 16].map((factor) => factor * MIN_PART_BYTES)

/**
 * The parts whose bytes, one after the other, are those of the files in their order.
 * @throws RangeError if S3 cannot join them: nothing to join, more than 10,000 parts, or more than 48.8 TiB
 */
export function planJoin(sizes: readonly number[]): readonly JoinPart[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total === 0) throw new RangeError('there is nothing to join')
  if (total > MAX_PARTS * MAX_PART_BYTES) throw new RangeError(`${total} bytes are more than an object can have`)
  for (const goal of GOALS) {
    const parts = planWith(sizes, goal)
    if (parts.length <= MAX_PARTS) return parts
  }
  throw new RangeError(`${sizes.length} files make more than ${MAX_PARTS} parts`)
}

function planWith(sizes: readonly number[], goal: number): JoinPart[] {
  const parts: JoinPart[] = []
  let pending: Piece[] = []
  let waiting = 0
  const close = () => {
    if (waiting > 0) parts.push({ by: 'runner', pieces: pending })
    pending = []
    waiting = 0
  }
  const wait = (piece: Piece) => {
    pending.push(piece)
    waiting += piece.end - piece.start
    if (waiting >= goal) close()
  }
  for (const [file, size] of sizes.entries()) {
    // What is waiting is too small for a part: it takes the start of this file along.
    const start = waiting === 0 ? 0 : Math.min(size, goal - waiting)
    if (start > 0) wait({ file, start: 0, end: start })
    const rest = size - start
    if (rest >= goal) for (const piece of divide(file, start, size)) parts.push({ by: 's3', piece })
    else if (rest > 0) wait({ file, start, end: size })
  }
  close()
  return parts
}

/** Evenly, so that no piece is too small. */
function divide(file: number, start: number, end: number): Piece[] {
  const count = Math.ceil((end - start) / MAX_PART_BYTES)
  const at = (index: number) => start + Math.floor(((end - start) / count) * index)
  return Array.from({ length: count }, (_, index) => ({
    file,
    start: at(index),
    end: index + 1 === count ? end : at(index + 1),
  }))
}
