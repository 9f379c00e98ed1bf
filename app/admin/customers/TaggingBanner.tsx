import { Banner } from '@shopify/polaris'
import { SECTIONS } from '../page/sections.ts'
import { formatCustomerCount, NOT_TAGGED, NOT_TAGGED_TITLE } from './describeCustomers.ts'
import type { TaggingModel } from './useTagging.ts'
import type { CustomersView } from './views.ts'

type TaggingBannerProps = Pick<CustomersView, 'isOn' | 'state' | 'leaving'> & {
  readonly tagging: TaggingModel
}

/** The one banner of the page of customers: what keeps customers from being tagged, or that tags are being removed. */
export function TaggingBanner({ isOn, state, leaving, tagging }: TaggingBannerProps) {
  const { isBusy, failure, allow } = tagging
  const action = { content: 'Allow tagging', loading: isBusy, onAction: () => void allow() }
  if (state === 'not-allowed' && (isOn || leaving > 0)) {
    return (
      <Banner tone="warning" title={NOT_TAGGED_TITLE} action={action}>
        <p>
          {isOn ? NOT_TAGGED : 'Palisade may no longer remove the tags that it gave. Remove them in Shopify.'}
        </p>
        {failure && <p>{failure}</p>}
      </Banner>
    )
  }
  if (!isOn && leaving > 0) {
    return (
      <Banner tone="info" title="Tags are being removed">
        <p>
          {formatCustomerCount(leaving)} {leaving === 1 ? 'has' : 'have'} a tag left. Reload this page to see
          how far it is.
        </p>
      </Banner>
    )
  }
  if (!isOn) {
    return (
      <Banner
        title="Customers are not tagged"
        action={{ content: `Go to ${SECTIONS.settings.content}`, url: SECTIONS.settings.url }}
      >
        <p>Turn it on under Settings to give signed-in customers who hold tokens a tag.</p>
      </Banner>
    )
  }
  return null
}
