import { Card, Select } from '@shopify/polaris'
import { formatLocalTime } from '../../core/gate/localTime.ts'
import type { StateChange } from '../../core/gate/planState.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import type { Standing } from '../formatStanding.ts'
import type { EditorShop } from './formatEditorShop.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const EVERYONE =
  'The gate has ended. Everyone can buy these products, and shoppers do not see the gate. Choose Active to sell to holders again.'

/** What each standing means for shoppers: of exclusive gates, of those where the checkout refuses nothing, of others. */
const HELP = {
  active: {
    exclusive: 'Only holders can buy these products, and shoppers see the gate on them.',
    codes:
      'These products are for holders, and shoppers see the gate on them. In this shop the checkout cannot refuse other orders.',
    open: 'Holders get their price, and shoppers see the gate on its products.',
  },
  paused: {
    exclusive: 'Nobody can buy these products. Their pages say that they are not on sale.',
    codes:
      'The pages of these products say that they are not on sale. In this shop the checkout cannot refuse orders.',
    open: 'Nobody gets this price, and shoppers do not see the gate.',
  },
  scheduled: {
    exclusive: 'The gate has not started. Nobody can buy these products, and their pages say when it starts.',
    codes:
      'The gate has not started, and the pages of its products say when it starts. In this shop the checkout cannot refuse orders.',
    open: 'The gate has not started. Nobody gets this price, and shoppers see when it starts.',
  },
  closed: {
    exclusive: 'The gate has ended. Nobody can buy these products, and their pages say so.',
    codes:
      'The gate has ended, and the pages of its products say so. In this shop the checkout cannot refuse orders.',
    open: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
  },
  public: {
    exclusive: EVERYONE,
    codes: EVERYONE,
    open: 'The gate has ended. Nobody gets this price, and shoppers do not see the gate.',
  },
} as const

const OPTIONS: readonly { readonly value: StateChange; readonly label: string }[] = [
  { value: 'active', label: 'Active' },
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
  const help = HELP[kind === 'ended' ? draft.schedule.afterEnd : kind]
  const { exclusive } = draft.reaction
  const of = !exclusive ? 'open' : enforcement.level === 'codes' ? 'codes' : 'exclusive'
  const isOpened = exclusive && kind === 'ended' && draft.schedule.afterEnd === 'public'
  const options = exclusive ? [...OPTIONS, OPEN_OPTION] : OPTIONS
  return (
    <Card>
      <Select
        label="Status"
        options={[...options]}
        value={isOpened ? OPEN_OPTION.value : draft.state}
        helpText={`${help[of]}${note ? ` ${note} (${timeZone}).` : ''} Changes go live within a minute.`}
        onChange={(value) =>
          dispatch({
            kind: 'editState',
            state: options.find((one) => one.value === value)?.value ?? 'active',
            now: formatLocalTime({ at: now, ianaTimezone }),
          })
        }
      />
    </Card>
  )
}
