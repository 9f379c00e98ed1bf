import { SaveBar } from '@shopify/app-bridge-react'
import type { GateEditorModel } from './useGateEditor.ts'

/** Shopify's bar for unsaved changes. Its buttons are drawn by the admin and pressed here. */
export function GateSaveBar({ editor }: { editor: GateEditorModel }) {
  return (
    <SaveBar id="gate-save-bar" open={editor.isDirty} discardConfirmation>
      <button
        type="button"
        variant="primary"
        onClick={editor.save}
        disabled={editor.isSaving}
        {...(editor.isSaving && { loading: '' })}
      >
        Save
      </button>
      <button type="button" onClick={editor.discard} disabled={editor.isSaving}>
        Discard
      </button>
    </SaveBar>
  )
}
