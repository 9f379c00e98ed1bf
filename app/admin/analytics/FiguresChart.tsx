import type { RowView } from './views.ts'

const HEIGHT = 100
/** Width of a bar's place and of its bar, in units of the picture. */
const PLACE = 10
const BAR = 7

/**
 * Bars of unlocks and refusals, one on the other. The table beside it has the same figures, so the picture has only a
 * name for those who cannot see it.
 */
export function FiguresChart({
  rows,
  name,
  isSmall = false,
}: {
  rows: readonly RowView[]
  name: string
  isSmall?: boolean
}) {
  const most = Math.max(0, ...rows.map(({ unlocks, refused }) => unlocks + refused))
  const [first, last] = [rows[0], rows.at(-1)]
  return (
    <figure className={isSmall ? 'palisade-chart palisade-chart-small' : 'palisade-chart'}>
      <ul className="palisade-chart-legend">
        <li className="palisade-chart-unlocks">Unlocks</li>
        <li className="palisade-chart-refused">Refusals</li>
        <li className="palisade-chart-most">Highest: {new Intl.NumberFormat('en').format(most)}</li>
      </ul>
      <div className="palisade-chart-plot">
        <svg
          role="img"
          aria-label={name}
          viewBox={`0 0 ${rows.length * PLACE} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {rows.map((row, i) => (
            <Bar key={row.key} row={row} x={i * PLACE + (PLACE - BAR) / 2} most={Math.max(1, most)} />
          ))}
        </svg>
      </div>
      <div className="palisade-chart-days" aria-hidden="true">
        <span>{first?.label}</span>
        {rows.length > 1 && <span>{last?.label}</span>}
      </div>
    </figure>
  )
}

function Bar({ row: { label, unlocks, refused }, x, most }: { row: RowView; x: number; most: number }) {
  const [open, closed] = [(unlocks / most) * HEIGHT, (refused / most) * HEIGHT]
  return (
    <g>
      <title>{`${label}: ${unlocks} unlocked, ${refused} refused`}</title>
      <rect x={x} width={BAR} y={HEIGHT - open} height={open} className="palisade-bar-unlocks" />
      <rect x={x} width={BAR} y={HEIGHT - open - closed} height={closed} className="palisade-bar-refused" />
    </g>
  )
}
