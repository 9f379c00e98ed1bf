/** Somebody was faster, or two waited for each other: the same statement, asked again, finds how things stand. */
const CONTENDED = ['23505', '40001', '40P01']

/** Whether a statement or transaction failed only because of another one at the same moment. */
export function isContended(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // The drivers say it in `code`; Prisma in `meta`, or as a code of its own.
  const code: unknown = Reflect.get(error, 'code')
  if (code === 'P2034' || code === 'P2002') return true
  const meta: unknown = Reflect.get(error, 'meta')
  const text = meta ? JSON.stringify(meta) : ''
  return CONTENDED.some((each) => code === each || text.includes(each))
}
