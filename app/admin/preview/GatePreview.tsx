import { Icon } from '@shopify/polaris'
import { LockIcon } from '@shopify/polaris-icons'
import type { CSSProperties } from 'react'
import { type FormatPreviewParameters, formatPreview } from './formatPreview.ts'

/**
 * The gate's card as on a product page, before a wallet is connected. It is faded while shoppers do not see it. It is
 * only a picture: no part of it can be clicked.
 */
export function GatePreview({ isHidden, ...parameters }: FormatPreviewParameters & { isHidden: boolean }) {
  const { title, rows, isTree, notes, ask } = formatPreview(parameters)
  return (
    <div className="palisade-preview" data-hidden={isHidden}>
      <div className="palisade-preview-body">
        <span className="palisade-preview-mark">
          <Icon source={LockIcon} />
        </span>
        <div className="palisade-preview-words">
          <p className="palisade-preview-title">{title}</p>
          {rows.length > 0 && (
            <ul className="palisade-preview-needs" data-tree={isTree}>
              {rows.map(({ text, chain, isGroup, depth }, i) => (
                <li
                  // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may read the same.
                  key={i}
                  data-group={isGroup}
                  style={{ '--palisade-depth': depth } as CSSProperties}
                >
                  {text} {chain && <span>{chain}</span>}
                </li>
              ))}
            </ul>
          )}
          {notes.map((note) => (
            <p key={note} className="palisade-preview-ask">
              {note}
            </p>
          ))}
          {ask !== null && <p className="palisade-preview-ask">{ask}</p>}
        </div>
      </div>
      {ask !== null && <span className="palisade-preview-button">Connect wallet</span>}
    </div>
  )
}
