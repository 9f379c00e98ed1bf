import { Text } from '@shopify/polaris'
import { ReasonModal } from './ReasonModal.tsx'
import type { RedemptionView } from './views.ts'

const WHAT_HAPPENS = {
  free: 'It can be used once more at once.',
  lapse:
    'It can be used once more at once. Whoever unlocked it can still pay with it for a while: an order that brings it then counts as one that broke a rule.',
} as const

/** Dialog that releases a reservation. */
export function ReleaseModal({ redemption, onClose }: { redemption: RedemptionView; onClose: () => void }) {
  const { id, units, gate, release } = redemption
  return (
    <ReasonModal
      title="Take this use back?"
      button="Take back"
      done="Use taken back"
      action={`/app/redemptions/${id}/release`}
      onClose={onClose}
    >
      <Text as="p" fontWeight="medium" breakWord>
        {`${units.join(', ')} · ${gate.name}`}
      </Text>
      {release !== 'none' && <Text as="p">{WHAT_HAPPENS[release]}</Text>}
    </ReasonModal>
  )
}
