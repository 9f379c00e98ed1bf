import { Text } from '@shopify/polaris'
import { ReasonModal } from '../redemptions/ReasonModal.tsx'
import type { OrderView, ReleaseView } from './views.ts'

const WORDS = {
  hold: {
    title: 'Release the hold?',
    button: 'Release hold',
    done: 'Hold released',
    text: 'Palisade releases its hold, and the items can be shipped. Holds by you or by other apps stay.',
  },
  accept: {
    title: 'Approve this order?',
    button: 'Approve order',
    done: 'Order approved',
    text: 'Palisade does nothing more about its findings, and removes their tags from the order.',
  },
} as const

/** Dialog that releases an order's hold, or accepts its findings. Staff must give a reason. */
export function ReleaseOrderModal({
  order: { id, name },
  release,
  onClose,
}: {
  order: OrderView
  release: ReleaseView
  onClose: () => void
}) {
  const { text, ...words } = WORDS[release.kind]
  return (
    <ReasonModal
      {...words}
      action={`/app/orders/${id}/release`}
      body={{ seen: release.seen }}
      onClose={onClose}
    >
      <Text as="p" fontWeight="medium">
        {name}
      </Text>
      <Text as="p">{`${text} If Palisade finds something worse later, it reports the order again.`}</Text>
    </ReasonModal>
  )
}
