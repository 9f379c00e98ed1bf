import { Text } from '@shopify/polaris'
import { ReasonModal } from '../redemptions/ReasonModal.tsx'
import type { OrderView, ReleaseView } from './views.ts'

const WORDS = {
  hold: {
    title: 'Release the hold?',
    button: 'Release hold',
    done: 'Hold released',
    text: 'The app takes its hold back, and the items can be shipped. Holds by you or by other apps stay.',
  },
  accept: {
    title: 'Is this order fine?',
    button: 'It is fine',
    done: 'Order marked as fine',
    text: 'Nothing more is done about what was found, and the tags that tell of it are taken off the order.',
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
      <Text as="p">{`${text} Should something worse be found later, that is looked at anew.`}</Text>
    </ReasonModal>
  )
}
