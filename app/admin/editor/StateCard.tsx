import { Card, Select } from '@shopify/polaris'
import type { GateEditorModel } from './useGateEditor.ts'

const HELP = {
  active: 'Holders get the discount, and shoppers see the gate on its products.',
  paused: 'Nobody gets the discount, and shoppers do not see the gate.',
} as const

export function StateCard({ editor }: { editor: GateEditorModel }) {
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
        helpText={`${HELP[draft.state]} Changes are live within a minute.`}
        onChange={(value) =>
          dispatch({ kind: 'edit', change: { state: value === 'paused' ? 'paused' : 'active' } })
        }
      />
    </Card>
  )
}
