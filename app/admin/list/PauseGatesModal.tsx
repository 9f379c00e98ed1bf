import { BlockStack, List, Modal, Text } from '@shopify/polaris'
import type { Enforcement } from '../../core/gate/shop.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { GateRowView } from '../views.ts'
import { formatCount } from './formatCount.ts'

export type PauseGatesModalProps = {
  /** The gates to pause, at least one of them exclusive. */
  readonly gates: readonly Pick<GateRowView, 'name' | 'number' | 'isExclusive'>[]
  readonly level: Enforcement['level']
  readonly onChoose: (state: 'paused' | 'public') => void
  readonly onClose: () => void
}

/** Dialog that says what a pause of exclusive gates does to their products, and offers to open them instead. */
export function PauseGatesModal({ gates, level, onChoose, onClose }: PauseGatesModalProps) {
  useFocusBack()
  const [first] = gates
  return (
    <Modal
      open
      onClose={onClose}
      title={gates.length === 1 ? `Pause “${first?.name}”?` : `Pause ${formatCount(gates.length, 'gate')}?`}
      primaryAction={{
        content: gates.length === 1 ? 'Pause gate' : 'Pause gates',
        destructive: true,
        onAction: () => onChoose('paused'),
      }}
      secondaryActions={[
        { content: 'Open to everyone', onAction: () => onChoose('public') },
        { content: 'Cancel', onAction: onClose },
      ]}
    >
      <Modal.Section>
        <PauseConsequence gates={gates} level={level} />
      </Modal.Section>
    </Modal>
  )
}

const SHOWN_NAMES = 5

/** What a pause does to the products of exclusive gates, and what opening them does instead. */
export function PauseConsequence({ gates, level }: Pick<PauseGatesModalProps, 'gates' | 'level'>) {
  const exclusive = gates.filter(({ isExclusive }) => isExclusive)
  const rest = gates.length - exclusive.length
  return (
    <BlockStack gap="300">
      <Text as="p">
        {`${gates.length === 1 ? 'This gate is exclusive. ' : ''}${describeRefusals({ level }).pause}`}
      </Text>
      {gates.length > 1 && (
        <List>
          {exclusive.slice(0, SHOWN_NAMES).map(({ number, name }) => (
            <List.Item key={number}>{name}</List.Item>
          ))}
          {exclusive.length > SHOWN_NAMES && (
            <List.Item>{`and ${formatCount(exclusive.length - SHOWN_NAMES, 'more gate')}`}</List.Item>
          )}
        </List>
      )}
      <Text as="p">
        “Open to everyone” ends exclusive gates now instead. Everyone can buy their products, at the normal
        price. To undo it, choose “Active” on the gate’s page.
      </Text>
      {rest > 0 && (
        <Text as="p">
          {`Both choices pause the other ${rest === 1 ? 'gate' : formatCount(rest, 'gate')}: nobody gets ${rest === 1 ? 'its' : 'their'} price.`}
        </Text>
      )}
    </BlockStack>
  )
}
