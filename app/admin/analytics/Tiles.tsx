import { Text } from '@shopify/polaris'
import type { TileView } from './views.ts'

/** Figures of a period side by side. */
export function Tiles({ tiles }: { tiles: readonly TileView[] }) {
  return (
    <dl className="palisade-tiles">
      {tiles.map(({ label, value, note, change }) => (
        <div key={label} className="palisade-tile">
          <dt>{label}</dt>
          <dd>
            <Text as="span" variant="headingLg">
              {value}
            </Text>
            {[change, note].map(
              (text) =>
                text !== null && (
                  <Text as="p" variant="bodySm" tone="subdued" key={text}>
                    {text}
                  </Text>
                ),
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
