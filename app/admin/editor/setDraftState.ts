import type { StateChange } from '../../core/gate/planState.ts'
import type { Draft, EditorState } from './draft.ts'

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
  readonly state: StateChange
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
  const endless = state === 'active' ? { ...schedule, endsAt: '' } : schedule
  const closed = isOpened ? (scheduleBefore ?? endless) : schedule
  return { draft: { ...draft, state, schedule: closed }, scheduleBefore: null }
}

/** Whether the end of a schedule has opened an exclusive gate to everyone. Local times compare as text. */
function hasOpened({ endsAt, afterEnd }: Draft['schedule'], now: string): boolean {
  return afterEnd === 'public' && endsAt !== '' && endsAt <= now
}
