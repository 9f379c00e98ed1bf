import { BlockStack, Modal, Text } from '@shopify/polaris'
import { useFocusBack } from '../useFocusBack.ts'
import type { HoldingModel } from './useHolding.ts'

/**
 * Dialog that explains once why the app wants to hold orders, after the save of the first gate that needs holds. Its
 * button opens Shopify's own dialog.
 */
export function AskHoldingModal({ holding, onClose }: { holding: HoldingModel; onClose: () => void }) {
  useFocusBack()
  return (
    <Modal
      open
      onClose={onClose}
      title="Let this app hold orders?"
      primaryAction={{
        content: 'Allow holding',
        loading: holding.isBusy,
        onAction: () => void holding.allow(onClose),
      }}
      secondaryActions={[{ content: 'Not now', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">
            Your gate is saved. Some orders can still break its rule: a second order on a copied unlock, or an
            order that another app makes without the checkout.
          </Text>
          <Text as="p">
            The app finds each of them and tags it. With your permission it also holds the items concerned, so
            that nothing is shipped before you have looked.
          </Text>
          <Text as="p">
            Shopify asks you in its own dialog. If you decline, orders are tagged and not held; you can allow
            it later.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
