import type { Shop } from '../../core/gate/shop.ts'
import { formatDayOn } from '../../core/numbers/formatDayOn.ts'
import { composePeriod, USUAL_LENGTH } from '../../core/numbers/period.ts'
import { WHOLE_SHOP } from '../../core/numbers/types.ts'
import type { Needs } from '../context.ts'
import { loadPeriod, type PeriodNumbers } from './loadNumbers.ts'

/** Load the numbers of the whole shop in the last thirty days. Two statements, however many gates there are. */
export async function loadRecentNumbers(
  ctx: Needs<'now' | 'numbers'>,
  { shop }: { shop: Shop },
): Promise<PeriodNumbers> {
  const today = formatDayOn({ at: ctx.now(), ianaTimezone: shop.ianaTimezone })
  const period = composePeriod({ days: USUAL_LENGTH, today })
  return loadPeriod(ctx, { shop, period, gate: WHOLE_SHOP })
}
