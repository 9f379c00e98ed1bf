import { PROOF_MAX_BYTES } from '../proof/format.ts'
import type { OrderFacts, ProofPlace } from './types.ts'

/** A proof that an order carries as a text. What this server itself recorded, as a code or a charge, is none. */
type WrittenPlace = Exclude<ProofPlace, { readonly kind: 'code' | 'till' }>

export type FoundProof = { readonly place: WrittenPlace; readonly text: string }

/** The number of texts that a Function reads in a run. It skips those that are too long for their place. */
const MOST_TEXTS = 8

/** List an order's proofs by precedence: cart metafield, attribute, lines; each text once for each kind of place. */
export function listOrderProofs({ pass, proof, lines }: Pick<OrderFacts, 'pass' | 'proof' | 'lines'>) {
  const places: { place: WrittenPlace; text: string | null }[] = [
    { place: { kind: 'm' }, text: pass },
    { place: { kind: 'c' }, text: proof },
    ...lines.map((line) => ({ place: { kind: 'l' as const, lineId: line.id }, text: line.proof })),
  ]
  const texts = new Set<string>()
  const seen = new Set<string>()
  return places.flatMap(({ place, text }): FoundProof[] => {
    if (!text) return []
    if (!isTooLong({ text, place })) {
      if (!texts.has(text) && texts.size === MOST_TEXTS) return []
      texts.add(text)
    }
    const key = `${place.kind} ${text}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ place, text }]
  })
}

function isTooLong({ text, place }: FoundProof): boolean {
  const most = PROOF_MAX_BYTES[place.kind]
  return text.length > most || [...text].reduce((sum, one) => sum + countBytes(one), 0) > most
}

/** Count the bytes of a character in UTF-8, as the Function does. */
function countBytes(character: string): number {
  const point = character.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}
