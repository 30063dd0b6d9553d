import { compareTable, makeTableWorld } from '/work/wt/METADATA/proofs/engines/table.ts'
let bad = 0
for (let n = 100; n < 300; n++) { const w = await makeTableWorld('more', n); const d = await compareTable(w); if (d) { bad++; console.log(n, w.says, d.slice(0, 900)) } }
console.log('200 worlds', bad)
