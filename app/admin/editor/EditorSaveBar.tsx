import { SaveBar } from '@shopify/app-bridge-react'
import { useFocusAfterBar } from './useFocusAfterBar.ts'

export type EditorSaveBarProps = {
  readonly id: string
  readonly editor: {
    readonly isDirty: boolean
    readonly isSaving: boolean
    /** False if there is nothing that could be saved. */
    readonly canSave?: boolean
    readonly save: () => void
    readonly discard: () => void
  }
}

/** Shopify's bar for unsaved changes. The admin draws its buttons and forwards their clicks. */
export function EditorSaveBar({ id, editor }: EditorSaveBarProps) {
  useFocusAfterBar(editor.isDirty)
  return (
    <SaveBar id={id} open={editor.isDirty} discardConfirmation>
      <button
        type="button"
        variant="primary"
        onClick={editor.save}
        disabled={editor.isSaving || editor.canSave === false}
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
