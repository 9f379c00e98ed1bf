import { Banner } from '@shopify/polaris'
import { NOT_HELD, NOT_HELD_TITLE } from './describeHolding.ts'
import type { HoldingModel } from './useHolding.ts'

/** Banner that says that orders are not held, and how to change that. */
export function HoldingBanner({ holding: { isBusy, failure, allow } }: { holding: HoldingModel }) {
  return (
    <Banner
      tone="warning"
      title={NOT_HELD_TITLE}
      action={{ content: 'Allow holding', loading: isBusy, onAction: () => void allow() }}
    >
      <p>{NOT_HELD}</p>
      {failure && <p>{failure}</p>}
    </Banner>
  )
}
