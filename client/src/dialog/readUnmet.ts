import type { ErrorAnswer } from '../PicketError.ts'

/** What is missing, in the server's words; amounts in whole tokens. */
export type Unmet = {
  readonly name: string
  readonly needed: string
  readonly found: string
}

/** Read what a refusal says is missing; nothing where it does not say. */
export function readUnmet(answer: ErrorAnswer): readonly Unmet[] {
  const list = Array.isArray(answer.unmet) ? (answer.unmet as readonly Record<string, unknown>[]) : []
  return list.flatMap((one) => {
    const { name, needed, found } = one ?? {}
    const isTold = typeof name === 'string' && name && typeof needed === 'string' && typeof found === 'string'
    return isTold ? [{ name: name.slice(0, 60), needed, found }] : []
  })
}
