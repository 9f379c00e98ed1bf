import encodeQR from 'qr'

/** Modules of white around the code; readers need it. */
const BORDER = 4

/** A QR code: the modules of a side, border included, and the black ones as the path of an SVG. */
export type QrShape = { readonly size: number; readonly path: string }

/** Draw a text as a QR code. */
export function encodeQr(text: string): QrShape {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: BORDER })
  const runs = rows.flatMap((row, y) =>
    listRuns(row).map(({ x, length }) => `M${x} ${y}h${length}v1h-${length}z`),
  )
  return { size: rows.length, path: runs.join('') }
}

/** Render a text as a QR code: an SVG of black modules on white, for screens in light and dark. */
export function renderQr(text: string): string {
  const { size, path } = encodeQr(text)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
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
