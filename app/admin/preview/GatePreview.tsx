import { Icon } from '@shopify/polaris'
import { LockIcon } from '@shopify/polaris-icons'
import { type FormatPreviewParameters, formatPreview } from './formatPreview.ts'

/** The gate as its card stands on a product page, before a wallet is connected. A picture: nothing in it can be pressed. */
export function GatePreview({ isPaused, ...parameters }: FormatPreviewParameters & { isPaused: boolean }) {
  const { title, needs } = formatPreview(parameters)
  return (
    <div className="palisade-preview" data-paused={isPaused}>
      <div className="palisade-preview-body">
        <span className="palisade-preview-mark">
          <Icon source={LockIcon} />
        </span>
        <div className="palisade-preview-words">
          <p className="palisade-preview-title">{title}</p>
          <ul className="palisade-preview-needs">
            {needs.map(({ text, chain }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may read the same.
              <li key={i}>
                {text} <span>{chain}</span>
              </li>
            ))}
          </ul>
          <p className="palisade-preview-ask">Connect your wallet to unlock your price.</p>
        </div>
      </div>
      <span className="palisade-preview-button">Connect wallet</span>
    </div>
  )
}
