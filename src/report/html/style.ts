// The style of the page, light and dark, with the colors of GitHub, whose contrast is at least 4.5 to 1.

export const STYLE = `:root{color-scheme:light dark;--bg:#fff;--soft:#f6f8fa;--line:#d1d9e0;--text:#1f2328;--dim:#59636e;--link:#0969da;--bad:#cf222e;--good:#1a7f37;--warn:#9a6700;--c0:#cf222e;--c1:#1f883d;--c2:#0969da;--c3:#8250df;--c4:#bf8700}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--soft:#151b23;--line:#3d444d;--text:#f0f6fc;--dim:#9198a1;--link:#4493f8;--bad:#ff7b72;--good:#3fb950;--warn:#d29922;--c0:#f85149;--c1:#2ea043;--c2:#388bfd;--c3:#ab7df8;--c4:#d29922}}
*{box-sizing:border-box}body{margin:0 auto;max-width:1100px;padding:24px;background:var(--bg);color:var(--text);font:15px/1.5 -apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
h1{font-size:26px;line-height:1.25;margin:0 0 8px}h2{font-size:19px;margin:32px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}
a{color:var(--link)}code,.key{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}code{background:var(--soft);padding:2px 5px;border-radius:5px}
.cards{display:flex;flex-wrap:wrap;gap:12px;margin:20px 0 0;padding:0}.card{flex:1 1 120px;border:1px solid var(--line);border-radius:8px;padding:12px 14px}.card dt{color:var(--dim)}.card dd{margin:0;font-size:16px;font-weight:600;white-space:nowrap}
.bad{color:var(--bad)}.good{color:var(--good)}.warn{color:var(--warn)}.dim{color:var(--dim)}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}table{border-collapse:collapse;width:100%}th,td{padding:6px 12px;text-align:left;vertical-align:top;border-top:1px solid var(--line)}thead th{border-top:0;background:var(--soft);white-space:nowrap}td:first-child code,td time{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th button{all:unset;cursor:pointer;font-weight:600}th button:focus-visible{outline:2px solid var(--link);outline-offset:3px}th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
.find{display:flex;gap:12px;align-items:center;margin:0 0 8px;flex-wrap:wrap}input{font:inherit;padding:5px 10px;border:1px solid var(--dim);border-radius:6px;background:var(--bg);color:var(--text);min-width:260px}
svg{display:block;width:100%;height:auto;margin:4px 0 10px}.f0{fill:var(--c0)}.f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.f4{fill:var(--c4)}.track{fill:var(--soft)}.axis{fill:var(--text);font:12px sans-serif}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:6px 20px;padding:0;margin:0 0 14px}.legend svg{display:inline-block;width:12px;height:12px;margin:0 6px 0 0;vertical-align:-1px}
footer{margin-top:40px;color:var(--dim);font-size:13px}@media print{.find{display:none}}`
