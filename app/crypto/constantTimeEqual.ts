import { timingSafeEqual } from 'node:crypto'

export type ConstantTimeEqualParameters = { readonly expected: string; readonly given: string }

/** Compare two texts in a time that reveals only their lengths. */
export function constantTimeEqual({ expected, given }: ConstantTimeEqualParameters): boolean {
  const a = Buffer.from(expected, 'utf8')
  const b = Buffer.from(given, 'utf8')
  return a.length === b.length && timingSafeEqual(a, b)
}
