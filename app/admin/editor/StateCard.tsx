import { BlockStack, Card, Select, TextField } from '@shopify/polaris'
import { formatLocalTime } from '../../core/gate/localTime.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import type { Standing } from '../formatStanding.ts'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { EditorShop } from './formatEditorShop.ts'
import type { DraftState } from './setDraftState.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What each standing of a gate that gives no exclusive access means for shoppers. */
const HELP = {
  active: 'Holders get their price, and shoppers see the gate on its products.',
  test: 'Only test wallets that meet the conditions get this price. Everyone else is told that it is not available.',
  paused: 'Nobody gets this price, and shoppers do not see the gate.',
  scheduled: 'The gate has not started. Nobody gets this price, and shoppers see when it starts.',
  closed: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
  public: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
} as const

const OPTIONS: readonly { readonly value: DraftState; readonly label: string }[] = [
  { value: 'active', label: 'Active' },
  { value: 'test', label: 'Test' },
  { value: 'paused', label: 'Paused' },
]
const OPEN_OPTION = { value: 'public', label: 'Open to everyone' } as const

/**
 * Card for the gate's state, and what it means for shoppers. An exclusive gate can also be opened to everyone, which
 * ends it now. `standing` is the standing that the draft would have now.
 */
export function StateCard({
  editor,
  standing: { kind, note },
  shop: { timeZone, ianaTimezone, now, enforcement },
}: {
  editor: GateEditorModel
  standing: Standing
  shop: Pick<EditorShop, 'timeZone' | 'ianaTimezone' | 'now'> & {
    readonly enforcement: Pick<Enforcement, 'level'>
  }
}) {
  const { draft, dispatch } = editor
  const { exclusive } = draft.reaction
  const texts = exclusive ? describeRefusals({ level: enforcement.level }).standings : HELP
  const isTest = draft.test.isOn && draft.state === 'active'
  const help = texts[kind === 'ended' ? draft.schedule.afterEnd : kind === 'active' && isTest ? 'test' : kind]
  const isOpened = exclusive && kind === 'ended' && draft.schedule.afterEnd === 'public'
  const options = exclusive ? [...OPTIONS, OPEN_OPTION] : OPTIONS
  return (
    <Card>
      <BlockStack gap="300">
        <Select
          label="Status"
          options={[...options]}
          value={isOpened ? OPEN_OPTION.value : isTest ? 'test' : draft.state}
          helpText={`${help}${note ? ` ${note} (${timeZone}).` : ''} Changes go live within a minute.`}
          onChange={(value) =>
            dispatch({
              kind: 'editState',
              state: options.find((one) => one.value === value)?.value ?? 'active',
              now: formatLocalTime({ at: now, ianaTimezone }),
            })
          }
        />
        {isTest && (
          <TextField
            id={composeFieldId('test.wallets')}
            label="Test wallets"
            value={draft.test.wallets}
            multiline={2}
            maxHeight={160}
            monospaced
            spellCheck={false}
            autoComplete="off"
            helpText="At most 20, one per line. Each must also meet the conditions."
            error={findError(editor.issues, 'test.wallets')}
            onChange={(wallets) => dispatch({ kind: 'editTestWallets', wallets })}
          />
        )}
      </BlockStack>
    </Card>
  )
}
