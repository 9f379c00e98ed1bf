import { Card, TextField } from '@shopify/polaris'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { GateEditorModel } from './useGateEditor.ts'

export function NameCard({ editor }: { editor: GateEditorModel }) {
  const { draft, dispatch } = editor
  return (
    <Card>
      <TextField
        id={composeFieldId('name')}
        label="Name"
        value={draft.name}
        placeholder="Night Owls holders"
        helpText="For you and your staff."
        maxLength={80}
        autoComplete="off"
        error={findError(editor.issues, 'name')}
        onChange={(name) => dispatch({ kind: 'edit', change: { name } })}
      />
    </Card>
  )
}
