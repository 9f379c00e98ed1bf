import type { Reply } from './types.ts'

const REPLIES: readonly string[] = ['y', 'n', 'skip'] satisfies Reply[]

/**
 * Parses a file of replies, such as `{"write.cart": "y", "draft.sold": "skip"}`.
 *
 * @throws Error for anything else.
 */
export function parseReplies(text: string): Readonly<Record<string, Reply>> {
  const values: unknown = JSON.parse(text)
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new Error('it is not a JSON object of replies.')
  }
  for (const [key, reply] of Object.entries(values)) {
    if (!REPLIES.includes(reply)) throw new Error(`"${key}" must be "y", "n" or "skip".`)
  }
  return values as Record<string, Reply>
}
