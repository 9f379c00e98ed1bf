import { Card, Select } from '@shopify/polaris'
import type { Standing } from '../formatStanding.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What each standing means for shoppers, of exclusive gates and of others. */
const HELP = {
  active: {
    exclusive: 'Only holders can buy these products, and shoppers see the gate on them.',
    open: 'Holders get their price, and shoppers see the gate on its products.',
  },
  paused: {
    exclusive: 'Nobody can buy these products. Their pages say that they are not on sale.',
    open: 'Nobody gets this price, and shoppers do not see the gate.',
  },
  scheduled: {
    exclusive: 'The gate has not started. Nobody can buy these products, and their pages say when it starts.',
    open: 'The gate has not started. Nobody gets this price, and shoppers see when it starts.',
  },
  closed: {
    exclusive: 'The gate has ended. Nobody can buy these products, and their pages say so.',
    open: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
  },
  public: {
    exclusive: 'The gate has ended. Everyone can buy these products, and shoppers do not see the gate.',
    open: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
  },
} as const

/**
 * Card for the gate's state, and what it means for shoppers. `standing` is the standing that the draft would have now.
 */
export function StateCard({
  editor,
  standing: { kind, note },
  timeZone,
}: {
  editor: GateEditorModel
  standing: Standing
  timeZone: string
}) {
  const { draft, dispatch } = editor
  const help = HELP[kind === 'ended' ? draft.schedule.afterEnd : kind]
  return (
    <Card>
      <Select
        label="Status"
        options={[
          { value: 'active', label: 'Active' },
          { value: 'paused', label: 'Paused' },
        ]}
        value={draft.state}
        helpText={`${help[draft.reaction.exclusive ? 'exclusive' : 'open']}${note ? ` ${note} (${timeZone}).` : ''} Changes go live within a minute.`}
        onChange={(value) =>
          dispatch({ kind: 'edit', change: { state: value === 'paused' ? 'paused' : 'active' } })
        }
      />
    </Card>
  )
}
