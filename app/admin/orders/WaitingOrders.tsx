import { Banner } from '@shopify/polaris'

/** Banner that says how many orders wait to be checked; nothing if none waits for long. */
export function WaitingOrders({ sentence }: { sentence: string | null }) {
  if (sentence === null) return null
  return (
    <Banner tone="warning" title="Orders wait to be checked">
      <p>{sentence}</p>
    </Banner>
  )
}
