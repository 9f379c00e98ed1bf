import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { choosePreviewPosition } from '../../../app/admin/preview/choosePreviewPosition.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateStanding, Schedule } from '../../../app/core/gate/types.ts'
import { createLiquid } from '../../standin/shopify/liquid/createLiquid.ts'

const liquid = createLiquid({
  shop: { locale: 'en', ianaTimezone: 'Europe/Berlin' },
  roots: [path.resolve('extensions/gate-block')],
})
const standings: readonly GateStanding[] = ['active', 'scheduled', 'paused', 'ended']
const cases = standings.flatMap((kind) =>
  [false, true].flatMap((exclusive) =>
    (['public', 'closed'] as const).map((afterEnd) => ({ kind, exclusive, afterEnd })),
  ),
)

type Case = { kind: GateStanding; exclusive: boolean; afterEnd: Schedule['afterEnd'] }

/** Where the block itself shows such a gate. */
async function askBlock({ kind, exclusive, afterEnd }: Case): Promise<string> {
  const card = {
    state: { value: kind },
    needs: { value: { conditions: [{}] } },
    gives: { value: { exclusive, after_end: afterEnd, guard: 'open' } },
  }
  const facts: string = await liquid.parseAndRender("{% render 'gate-facts', card: card %}", { card })
  return facts.includes('offered') ? 'offered' : facts.includes('shut') ? 'shut' : 'hidden'
}

describe('choosePreviewPosition', () => {
  test.each(cases)('default: $kind, exclusive $exclusive, $afterEnd after the end', async (each) => {
    const { kind, exclusive, afterEnd } = each
    const place = choosePreviewPosition({
      terms: {
        reaction: { ...NO_FLAGS, exclusive, price: 'percentage', value: '20' },
        schedule: { startsAt: '', endsAt: '', afterEnd },
      },
      standing: { kind, note: null },
    })
    expect(place).toBe(await askBlock(each))
  })
})
