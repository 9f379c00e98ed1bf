import { timingSafeEqual } from 'node:crypto'

export type IsEqualInConstantTimeParameters = { readonly expected: string; readonly given: string }

/** Compare two texts in a time that reveals only their lengths. */
export function isEqualInConstantTime({ expected, given }: IsEqualInConstantTimeParameters): boolean {
  const a = Buffer.from(expected, 'utf8')
  const b = Buffer.from(given, 'utf8')
  return a.length === b.length && timingSafeEqual(a, b)
}
