import type { GateState } from '../../core/gate/types.ts'
import type { Draft, EditorState } from './draft.ts'

/** The choices of a gate's status. `test`: active for test wallets alone. `public`: open to everyone. */
export type DraftState = GateState | 'test' | 'public'

/**
 * Set the state that was chosen for a gate. `public` ends an exclusive gate now. The other states bring back the
 * schedule before that. Without one, `active` drops an end that opened the gate to everyone.
 */
export function setDraftState({
  draft,
  scheduleBefore,
  state,
  now,
}: Pick<EditorState, 'draft' | 'scheduleBefore'> & {
  readonly state: DraftState
  /** The shop's local time, `YYYY-MM-DDTHH:MM`. */
  readonly now: string
}): Pick<EditorState, 'draft' | 'scheduleBefore'> {
  const { schedule, reaction } = draft
  if (state === 'public') {
    const startsAt = schedule.startsAt < now ? schedule.startsAt : ''
    const ended: Draft = {
      ...draft,
      state: 'active',
      schedule: { startsAt, endsAt: now, afterEnd: 'public' },
    }
    return { draft: ended, scheduleBefore: schedule }
  }
  const isOpened = reaction.exclusive && hasOpened(schedule, now)
  const endless = state !== 'paused' ? { ...schedule, endsAt: '' } : schedule
  const closed = isOpened ? (scheduleBefore ?? endless) : schedule
  const test = { ...draft.test, isOn: state === 'test' }
  const saved = state === 'test' ? 'active' : state
  return { draft: { ...draft, test, state: saved, schedule: closed }, scheduleBefore: null }
}

/** Whether the end of a schedule has opened an exclusive gate to everyone. Local times compare as text. */
function hasOpened({ endsAt, afterEnd }: Draft['schedule'], now: string): boolean {
  return afterEnd === 'public' && endsAt !== '' && endsAt <= now
}
