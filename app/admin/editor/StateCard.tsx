import { Card, Select } from '@shopify/polaris'
import type { GateEditorModel } from './useGateEditor.ts'

/** What a state means for shoppers, where somebody alone may buy and where not. */
const HELP = {
  active: {
    exclusive: 'Only holders can buy these products, and shoppers see the gate on them.',
    open: 'Holders get their price, and shoppers see the gate on its products.',
  },
  paused: {
    exclusive: 'Nobody can buy these products, and shoppers do not see the gate.',
    open: 'Nobody gets this price, and shoppers do not see the gate.',
  },
} as const

/** Whether the gate runs; `note` says what its saved schedule brings. */
export function StateCard({ editor, note }: { editor: GateEditorModel; note: string | null }) {
  const { draft, dispatch } = editor
  return (
    <Card>
      <Select
        label="Status"
        options={[
          { value: 'active', label: 'Active' },
          { value: 'paused', label: 'Paused' },
        ]}
        value={draft.state}
        helpText={`${HELP[draft.state][draft.reaction.exclusive ? 'exclusive' : 'open']} Changes are live within a minute.${note === null ? '' : ` ${note}.`}`}
        onChange={(value) =>
          dispatch({ kind: 'edit', change: { state: value === 'paused' ? 'paused' : 'active' } })
        }
      />
    </Card>
  )
}
