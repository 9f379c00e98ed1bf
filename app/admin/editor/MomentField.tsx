import { BlockStack, InlineError, InlineGrid, TextField } from '@shopify/polaris'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { GateEditorModel } from './useGateEditor.ts'

export type MomentFieldProps = {
  readonly editor: GateEditorModel
  readonly name: 'startsAt' | 'endsAt'
  readonly label: string
  /** `YYYY-MM-DDTHH:MM` or a part of it; empty for none. */
  readonly value: string
}

/** Date and time of the schedule. A date alone means midnight; a time alone means no moment at all. */
export function MomentField({ editor, name, label, value }: MomentFieldProps) {
  const [day = '', time = ''] = value.split('T')
  const id = composeFieldId(`schedule.${name}`)
  const error = findError(editor.issues, `schedule.${name}`)
  const edit = (text: string) => editor.dispatch({ kind: 'editSchedule', change: { [name]: text } })
  return (
    <BlockStack gap="100">
      <InlineGrid columns={2} gap="300">
        <TextField
          id={id}
          label={`${label} date`}
          type="date"
          value={day}
          autoComplete="off"
          {...(error && { error: true })}
          onChange={(next) => edit(next === '' ? '' : `${next}T${time || '00:00'}`)}
        />
        <TextField
          id={`${id}-time`}
          label={`${label} time`}
          type="time"
          value={time}
          disabled={day === ''}
          autoComplete="off"
          {...(error && { error: true })}
          onChange={(next) => edit(`${day}T${next || '00:00'}`)}
        />
      </InlineGrid>
      {error && <InlineError message={error} fieldID={id} />}
    </BlockStack>
  )
}
