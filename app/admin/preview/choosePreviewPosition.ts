import type { GateForm } from '../../core/gate/form.ts'
import type { Standing } from '../formatStanding.ts'

/** Whether shoppers can connect a wallet for a gate, read that it is shut, or see nothing of it. */
export type PreviewPlace = 'offered' | 'shut' | 'hidden'

/**
 * Decide what product pages show of a gate.
 *
 * @see extensions/gate-block/snippets/gate-facts.liquid
 */
export function choosePreviewPosition({
  terms: { reaction, schedule },
  standing: { kind },
}: {
  terms: Pick<GateForm, 'reaction' | 'schedule'>
  standing: Standing
}): PreviewPlace {
  switch (kind) {
    case 'active':
    case 'scheduled':
      return 'offered'
    case 'paused':
      return reaction.exclusive ? 'shut' : 'hidden'
    case 'ended':
      return reaction.exclusive && schedule.afterEnd === 'closed' ? 'shut' : 'hidden'
  }
}
