/**
 * What the app keeps in an order's notes for staff: its tags, and the status that it replaced by a hold. BigCommerce's
 * orders have no tags, and an order remembers no earlier status.
 */
export type StaffNotes = {
  readonly tags: readonly string[]
  /** The status before the hold; null if the app holds the order no more. */
  readonly heldFrom: number | null
  /** What anybody else has written. */
  readonly others: string
}

const TAGS = 'Palisade tags: '
const HOLD = /^Palisade holds this order\. Its status was (\d{1,3})\.(?: .*)?$/
const MOST_TAGS = 20

export function parseStaffNotes(text: string | null | undefined): StaffNotes {
  const lines = (text ?? '').split(/\r?\n/)
  const tagLine = lines.find((line) => line.startsWith(TAGS))
  const held = lines.map((line) => HOLD.exec(line)?.[1]).find((status) => status !== undefined)
  const others = lines.filter((line) => !line.startsWith(TAGS) && !HOLD.test(line))
  return {
    tags: (tagLine?.slice(TAGS.length) ?? '')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
      .slice(0, MOST_TAGS),
    heldFrom: held === undefined ? null : Number(held),
    others: others.join('\n').trim(),
  }
}

export function formatStaffNotes({ tags, heldFrom, others }: StaffNotes, why = ''): string {
  return [
    ...(others === '' ? [] : [others]),
    ...(tags.length === 0 ? [] : [`${TAGS}${tags.join(', ')}`]),
    ...(heldFrom === null ? [] : [`Palisade holds this order. Its status was ${heldFrom}. ${why}`.trim()]),
  ].join('\n')
}
