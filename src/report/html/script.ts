// The script of the page: it sorts and filters the rows that are there, and asks nobody for anything.

export const SCRIPT = `'use strict'
for (const region of document.querySelectorAll('[data-table]')) {
  const body = region.querySelector('tbody')
  const rows = [...body.rows]
  const count = region.querySelector('output')
  const input = region.querySelector('input')
  const say = (shown) => { if (count) count.textContent = shown === rows.length ? rows.length + ' rows' : shown + ' of ' + rows.length + ' rows' }
  if (input) {
    let texts
    input.addEventListener('input', () => {
      texts ??= rows.map((row) => row.textContent.toLowerCase())
      const wanted = input.value.trim().toLowerCase()
      let shown = 0
      rows.forEach((row, index) => { row.hidden = !texts[index].includes(wanted); if (!row.hidden) shown++ })
      say(shown)
    })
    say(rows.length)
  }
  const heads = [...region.querySelectorAll('thead th')]
  heads.forEach((head, column) => {
    const button = head.querySelector('button')
    if (!button) return
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending')
      const value = (row) => { const cell = row.cells[column]; return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v) }
      const sorted = [...rows].sort((a, b) => {
        const x = value(a), y = value(b)
        const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y))
        return up ? order : -order
      })
      body.append(...sorted)
    })
  })
}
`
