import { BlockStack, Card, ChoiceList, InlineError, InlineGrid, Text, TextField } from '@shopify/polaris'
import type { GateForm } from '../../core/gate/form.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import type { GateStanding } from '../../core/gate/types.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const ENDS = ['public', 'closed'] as const satisfies readonly GateForm['schedule']['afterEnd'][]

/** Card for the schedule of the gate. */
export function ScheduleCard({
  editor,
  standing,
  timeZone,
  level,
}: {
  editor: GateEditorModel
  /** Standing that the draft would have now. */
  standing: GateStanding
  timeZone: string
  /** Whether the shop's checkout can refuse orders. */
  level: Enforcement['level']
}) {
  const { draft, dispatch } = editor
  const refusals = describeRefusals({ level })
  const { startsAt, endsAt, afterEnd } = draft.schedule
  const isExclusive = draft.reaction.exclusive
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            Schedule
          </Text>
          <Text as="p" tone="subdued">
            {`Times are in ${timeZone}, your shop’s time zone. Without a start, the gate runs right away. Without an end, it keeps running.`}
          </Text>
        </BlockStack>
        <MomentField editor={editor} name="startsAt" label="Start" value={startsAt} />
        {isExclusive && standing === 'scheduled' && (
          <Text as="p" tone="subdued">
            {refusals.beforeStart}
          </Text>
        )}
        <MomentField editor={editor} name="endsAt" label="End" value={endsAt} />
        {standing === 'ended' && (
          <Text as="p" tone="caution">
            This end is in the past, so the gate does not run.
          </Text>
        )}
        {isExclusive && endsAt !== '' && (
          <ChoiceList
            title="After the end"
            choices={ENDS.map((value) => ({ value, label: refusals.afterEnd[value] }))}
            selected={[afterEnd]}
            onChange={([value]) =>
              dispatch({
                kind: 'editSchedule',
                change: { afterEnd: value === 'closed' ? 'closed' : 'public' },
              })
            }
          />
        )}
      </BlockStack>
    </Card>
  )
}

type MomentFieldProps = {
  readonly editor: GateEditorModel
  readonly name: 'startsAt' | 'endsAt'
  readonly label: string
  /** `YYYY-MM-DDTHH:MM` or a part of it; empty for none. */
  readonly value: string
}

/** Date and time of the schedule. A date alone means midnight; a time alone means no moment at all. */
function MomentField({ editor, name, label, value }: MomentFieldProps) {
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
