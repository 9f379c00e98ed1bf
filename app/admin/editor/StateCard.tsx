import { Card, Select } from '@shopify/polaris'
import type { Enforcement } from '../../core/gate/shop.ts'
import type { Standing } from '../formatStanding.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What each standing means for shoppers: of exclusive gates, of those where the checkout refuses nothing, of others. */
const HELP = {
  active: {
    exclusive: 'Only holders can buy these products, and shoppers see the gate on them.',
    codes:
      'These products are for holders, and shoppers see the gate on them. In this shop the checkout cannot refuse other orders.',
    open: 'Holders get their price, and shoppers see the gate on its products.',
  },
  paused: {
    exclusive: 'Nobody can buy these products. Their pages say that they are not on sale.',
    codes:
      'The pages of these products say that they are not on sale. In this shop the checkout cannot refuse orders.',
    open: 'Nobody gets this price, and shoppers do not see the gate.',
  },
  scheduled: {
    exclusive: 'The gate has not started. Nobody can buy these products, and their pages say when it starts.',
    codes:
      'The gate has not started, and the pages of its products say when it starts. In this shop the checkout cannot refuse orders.',
    open: 'The gate has not started. Nobody gets this price, and shoppers see when it starts.',
  },
  closed: {
    exclusive: 'The gate has ended. Nobody can buy these products, and their pages say so.',
    codes:
      'The gate has ended, and the pages of its products say so. In this shop the checkout cannot refuse orders.',
    open: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
  },
  public: {
    exclusive: 'The gate has ended. Everyone can buy these products, and shoppers do not see the gate.',
    codes: 'The gate has ended. Everyone can buy these products, and shoppers do not see the gate.',
    open: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
  },
} as const

/**
 * Card for the gate's state, and what it means for shoppers. `standing` is the standing that the draft would have now;
 * `level` says whether the shop's checkout can refuse orders.
 */
export function StateCard({
  editor,
  standing: { kind, note },
  timeZone,
  level,
}: {
  editor: GateEditorModel
  standing: Standing
  timeZone: string
  level: Enforcement['level']
}) {
  const { draft, dispatch } = editor
  const help = HELP[kind === 'ended' ? draft.schedule.afterEnd : kind]
  const of = !draft.reaction.exclusive ? 'open' : level === 'codes' ? 'codes' : 'exclusive'
  return (
    <Card>
      <Select
        label="Status"
        options={[
          { value: 'active', label: 'Active' },
          { value: 'paused', label: 'Paused' },
        ]}
        value={draft.state}
        helpText={`${help[of]}${note ? ` ${note} (${timeZone}).` : ''} Changes go live within a minute.`}
        onChange={(value) =>
          dispatch({ kind: 'edit', change: { state: value === 'paused' ? 'paused' : 'active' } })
        }
      />
    </Card>
  )
}
