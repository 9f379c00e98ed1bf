import { Card, TextField } from '@shopify/polaris'
import { PROJECT_NAME_MAX } from '../../core/project/parseProjectDraft.ts'
import { composeProjectFieldId } from './projectDraft.ts'
import type { ProjectEditorModel } from './useProjectEditor.ts'

export function ProjectNameCard({ editor }: { editor: ProjectEditorModel }) {
  return (
    <Card>
      <TextField
        id={composeProjectFieldId('name')}
        label="Name"
        value={editor.draft.name}
        helpText="People see it in the message that they sign."
        maxLength={PROJECT_NAME_MAX}
        autoComplete="off"
        error={editor.errors.name}
        onChange={(name) => editor.edit({ name })}
      />
    </Card>
  )
}
