import encodeQR from 'qr'

/** Modules of white around the code; readers need it. */
const BORDER = 4

/** Render a text as a QR code: an SVG of black modules on white, for screens in light and dark. */
export function renderQr(text: string): string {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: BORDER })
  const path = rows.flatMap((row, y) =>
    listRuns(row).map(({ x, length }) => `M${x} ${y}h${length}v1h-${length}z`),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${rows.length} ${rows.length}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${rows.length}v${rows.length}H0z"/><path d="${path.join('')}"/></svg>`
}

/** The runs of black modules of a row. */
function listRuns(row: readonly boolean[]): { x: number; length: number }[] {
  const runs: { x: number; length: number }[] = []
  row.forEach((isBlack, x) => {
    if (!isBlack) return
    const last = runs.at(-1)
    if (last && last.x + last.length === x) last.length += 1
    else runs.push({ x, length: 1 })
  })
  return runs
}
