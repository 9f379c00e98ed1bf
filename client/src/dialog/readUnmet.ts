import type { ErrorAnswer } from '../../../public/palisade.d.ts'

/** The missing balance of one token. Amounts are in whole tokens; `needed` is null for "any". */
export type Unmet = {
  readonly name: string | null
  readonly needed: string | null
  readonly found: string
}

/** Read the needed and found balances of a refusal; empty if it has none. */
export function readUnmet({ needed, found }: ErrorAnswer): readonly Unmet[] {
  const isAmount = (value: unknown): value is string => typeof value === 'string' && /^\d[\d.]*$/.test(value)
  if (!Array.isArray(found) || !isAmount(needed)) return []
  return (found as readonly (Record<string, unknown> | null)[]).flatMap((one) => {
    const { name, found: amount } = one ?? {}
    if (!isAmount(amount)) return []
    return [
      {
        name: typeof name === 'string' && name ? name.slice(0, 60) : null,
        needed: Number(needed) > 0 ? needed : null,
        found: amount,
      },
    ]
  })
}
