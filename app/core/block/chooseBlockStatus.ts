import type { BlockStatus, PageFinding, ThemeAnswer } from './types.ts'

/**
 * Judge whether shoppers find the gate block, by what the admin says about the whole theme and what one page shows.
 *
 * A theme without the block needs no page. A theme with the block may still have a product template without it.
 */
export function chooseBlockStatus({ theme, page }: { theme: ThemeAnswer; page: PageFinding }): BlockStatus {
  const title = page.kind === 'missing' || page.kind === 'unseen' ? page.title : null
  if (theme === 'missing') return { kind: 'block-missing', title: null }
  if (page.kind === 'missing') return { kind: 'block-missing', title }
  if (page.kind === 'blind') return { kind: 'block-blind' }
  if (theme === 'added' || page.kind === 'shown') return { kind: 'block-added' }
  return { kind: 'block-unknown', title }
}
