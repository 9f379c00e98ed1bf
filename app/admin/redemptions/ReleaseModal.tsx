import { Text } from '@shopify/polaris'
import { ReasonModal } from './ReasonModal.tsx'
import type { RedemptionView } from './views.ts'

const WHAT_HAPPENS = {
  free: 'It can be used again right away.',
  lapse:
    'It can be used again right away. The shopper who unlocked it can still place an order with it for a while. Such an order counts as one that breaks a rule.',
} as const

/** Dialog that releases a reservation. */
export function ReleaseModal({ redemption, onClose }: { redemption: RedemptionView; onClose: () => void }) {
  const { id, units, gate, release } = redemption
  return (
    <ReasonModal
      title="Release this use?"
      button="Release"
      done="Use released"
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
