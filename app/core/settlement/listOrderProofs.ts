import type { OrderFacts, ProofPlace } from './types.ts'

export type FoundProof = { readonly place: ProofPlace; readonly text: string }

/** As many texts as a Function looks at in a run. */
const MOST_TEXTS = 8

/** List an order's proofs in the order of belief: cart metafield, attribute, lines; each text once for each kind of place. */
export function listOrderProofs({ pass, proof, lines }: Pick<OrderFacts, 'pass' | 'proof' | 'lines'>) {
  const places: { place: ProofPlace; text: string | null }[] = [
    { place: { kind: 'm' }, text: pass },
    { place: { kind: 'c' }, text: proof },
    ...lines.map((line) => ({ place: { kind: 'l' as const, lineId: line.id }, text: line.proof })),
  ]
  const texts = new Set<string>()
  const seen = new Set<string>()
  return places.flatMap(({ place, text }): FoundProof[] => {
    if (!text || (!texts.has(text) && texts.size === MOST_TEXTS)) return []
    texts.add(text)
    const key = `${place.kind} ${text}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ place, text }]
  })
}
