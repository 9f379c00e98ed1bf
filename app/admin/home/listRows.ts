import type { BlockStatus } from '../../core/block/types.ts'
import type { SelfTestHint } from '../../core/selfTest/types.ts'
import { formatBlock } from '../block/describeBlock.ts'
import type { HealthName, HealthRow, HealthView } from './views.ts'

export type ShownRow = Omit<HealthRow, 'name'> & {
  readonly name: HealthName | 'block'
  readonly title: string
}

const TITLES = {
  block: 'Block in your theme',
  checkout: 'Checkout and discounts',
  orders: 'Order notifications',
  permissions: 'Permissions of Palisade',
  chains: 'Chains that gates read',
  webhooks: 'Webhooks and Shopify Flow',
  errors: 'Errors of the last day',
  other: 'Your shop',
} as const satisfies Record<ShownRow['name'], string>

const BLOCK_OUTCOMES = {
  'block-added': { outcome: 'works', hint: null },
  'block-missing': { outcome: 'failed', hint: 'theme' },
  'block-blind': { outcome: 'failed', hint: 'report' },
  'block-unknown': { outcome: 'unknown', hint: 'theme' },
} as const satisfies Record<BlockStatus['kind'], { outcome: HealthRow['outcome']; hint: SelfTestHint | null }>

/** List the rows of the health card, what is wrong first. */
export function listRows({
  health,
  block,
  isStore = false,
}: {
  health: HealthView
  block: BlockStatus
  isStore?: boolean
}): ShownRow[] {
  const rows: ShownRow[] = [
    { name: 'block', ...describeBlockRow(block, isStore) },
    ...health.rows.map((row) => ({ ...row, title: TITLES[row.name] })),
  ]
  const isWrong = ({ outcome }: ShownRow) => outcome === 'failed'
  return [...rows.filter(isWrong), ...rows.filter((row) => !isWrong(row))]
}

function describeBlockRow(block: BlockStatus, isStore: boolean): Omit<ShownRow, 'name'> {
  const { outcome, hint } = BLOCK_OUTCOMES[block.kind]
  return isStore
    ? { title: 'Card on product pages', sentences: [formatBlock(block, true)], outcome, hint: null }
    : { title: TITLES.block, sentences: [formatBlock(block, false)], outcome, hint }
}

/** Sum up the rows in a sentence. */
export function describeRows(rows: readonly ShownRow[]): string {
  const failed = rows.filter(({ outcome }) => outcome === 'failed').length
  const unknown = rows.filter(({ outcome }) => outcome === 'unknown').length
  if (failed > 0)
    return failed === 1 ? '1 thing needs your attention.' : `${failed} things need your attention.`
  if (unknown === 0) return 'Everything that was checked works.'
  return `No problems found. ${unknown === 1 ? '1 check' : `${unknown} checks`} had no clear result.`
}
