import { Card, Select } from '@shopify/polaris'
import type { GateStatus } from '../views.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What a state means for shoppers, where somebody alone may buy and where not. */
const HELP = {
  active: {
    exclusive: 'Only holders can buy these products, and shoppers see the gate on them.',
    open: 'Holders get their price, and shoppers see the gate on its products.',
  },
  paused: {
    exclusive: 'Nobody can buy these products; their pages say that they are not on sale.',
    open: 'Nobody gets this price, and shoppers do not see the gate.',
  },
  scheduled: {
    exclusive: 'It has not started: nobody can buy these products, and their pages say from when on.',
    open: 'It has not started: nobody gets this price, and shoppers see from when on.',
  },
  closed: {
    exclusive: 'It has ended: nobody can buy these products, and their pages say so.',
    open: 'It has ended: nobody gets this price, and shoppers do not see the gate.',
  },
  public: {
    exclusive: 'It has ended: everybody can buy these products, and shoppers do not see the gate.',
    open: 'It has ended: nobody gets this price, and shoppers do not see the gate.',
  },
} as const

/** Whether the gate runs; `status` is how the saved one stands, null for one that is not there yet. */
export function StateCard({ editor, status }: { editor: GateEditorModel; status: GateStatus | null }) {
  const { draft, dispatch, isDirty } = editor
  // What is being changed may well be the schedule: of that a draft says nothing.
  const saved = isDirty ? null : status
  const help =
    saved?.kind === 'ended'
      ? HELP[draft.schedule.afterEnd]
      : HELP[saved?.kind === 'scheduled' ? 'scheduled' : draft.state]
  return (
    <Card>
      <Select
        label="Status"
        options={[
          { value: 'active', label: 'Active' },
          { value: 'paused', label: 'Paused' },
        ]}
        value={draft.state}
        helpText={`${help[draft.reaction.exclusive ? 'exclusive' : 'open']}${status?.note ? ` ${status.note}.` : ''} Changes are live within a minute.`}
        onChange={(value) =>
          dispatch({ kind: 'edit', change: { state: value === 'paused' ? 'paused' : 'active' } })
        }
      />
    </Card>
  )
}
