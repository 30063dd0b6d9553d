// Fits words and tables into the width of a terminal.

/** Characters that most terminals draw two cells wide: the signs of our own summaries. */
const WIDE = /[\u231a-\u23ff\u2600-\u27bf\u{1f000}-\u{1faff}]/u
/** Of no width: codes of the terminal, joiners, variation selectors. */
const WITHOUT_WIDTH = /\p{Cc}\[\d+m|[\u200d\ufe0f]/gu

/** Number of cells. */
function widthOf(text: string): number {
  return [...text.replace(WITHOUT_WIDTH, '')].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0)
}

/** Lines of at most `width` cells, the later ones indented by `hang` spaces; a longer word has a line of its own. */
export function wrap(text: string, width: number, hang = 0): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width, hang))
}

function wrapLine(line: string, width: number, hang: number): readonly string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (current.trim() !== '' && widthOf(longer) > width) {
      lines.push(current)
      current = ' '.repeat(hang) + word
    } else {
      current = longer
    }
  }
  return [...lines, current]
}

/** `row` as text, with cells of several lines one below the other. */
function layRow(row: readonly string[], widths: readonly number[], isRight: readonly boolean[]): readonly string[] {
  const cells = row.map((cell) => cell.split('\n'))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => {
        const text = lines[line] ?? ''
        const room = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(text)))
        return isRight[column] ? room + text : text + room
      })
      .join('  ')
      .trimEnd(),
  )
}

/**
 * A table in columns if they fit; otherwise each row as lines of `title: cell`, which can be read at any width. The first
 * row holds the titles.
 */
export function layTable(
  rows: readonly (readonly string[])[],
  isRight: readonly boolean[],
  width: number,
): readonly string[] {
  const [titles = []] = rows
  const widths = titles.map((_, column) =>
    Math.max(...rows.flatMap((row) => (row[column] ?? '').split('\n').map(widthOf))),
  )
  const whole = widths.reduce((sum, cells) => sum + cells + 2, -2)
  if (whole > width) return layRecords(titles, rows.slice(1), width)
  const rule = widths.map((cells) => '─'.repeat(cells))
  return [titles, rule, ...rows.slice(1)].flatMap((row) => layRow(row, widths, isRight))
}

function layRecords(titles: readonly string[], rows: readonly (readonly string[])[], width: number): readonly string[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((cell, column) =>
      cell === '' ? [] : wrap(`${titles[column] ?? ''}: ${cell.replaceAll('\n', ', ')}`, width, 4),
    ),
  ])
}
