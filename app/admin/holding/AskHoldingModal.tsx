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
      title="Let Palisade hold orders?"
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
            Your gate is saved. Some orders can still break its rule: a second order with a copied unlock, or
            an order that another app creates without the checkout.
          </Text>
          <Text as="p">
            Palisade finds and tags these orders. With your permission, it also holds the affected items, so
            they do not ship before you review the order.
          </Text>
          <Text as="p">
            Shopify asks you in its own dialog. If you decline, Palisade tags these orders but does not hold
            them. You can allow holding later.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
