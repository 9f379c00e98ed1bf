import { BlockStack, Card, ChoiceList, Text } from '@shopify/polaris'
import type { GateForm } from '../../core/gate/form.ts'
import type { GateStanding } from '../../core/gate/types.ts'
import { MomentField } from './MomentField.tsx'
import type { GateEditorModel } from './useGateEditor.ts'

const ENDS = [
  { value: 'public', label: 'Everyone can buy these products' },
  { value: 'closed', label: 'Nobody can buy these products' },
] as const satisfies readonly { value: GateForm['schedule']['afterEnd']; label: string }[]

/** Card for the schedule of the gate. */
export function ScheduleCard({
  editor,
  standing,
  timeZone,
}: {
  editor: GateEditorModel
  /** Standing that the draft would have now. */
  standing: GateStanding
  timeZone: string
}) {
  const { draft, dispatch } = editor
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
            Until then, nobody can buy these products.
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
            choices={[...ENDS]}
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
