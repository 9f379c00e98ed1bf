import { composeInput, composeLine } from './composeInput.ts'
import { loadProofVectors } from './loadProofVectors.ts'

/** List inputs of the lines target: each proof of the vectors with each discount profile, as Shopify's JSON has them. */
export async function listVectorInputs(): Promise<unknown[]> {
  const vectors = await loadProofVectors()
  return vectors.cases.flatMap((vector) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((profile) => {
      const entries = vector.text.split('~')[6] ?? ''
      const gates = [...entries.matchAll(/(?:^|!)([1-9a-z][0-9a-z]{0,5}):/g)].map(([, gate]) => gate ?? '')
      const ascending = [...new Set(gates)].sort(
        (one, other) => Number.parseInt(one, 36) - Number.parseInt(other, 36),
      )
      const proof = vector.place === 'l' ? { proof: vector.text } : {}
      return toJson(
        composeInput({
          ...vector,
          config: { ...(vector.config ?? vectors.config), p: profile },
          texts: vector.place === 'l' ? {} : { [vector.place]: vector.text },
          lines: [composeLine({ productGates: ascending.slice(0, 8).join(' '), ...proof })],
        }),
      )
    }),
  )
}

/** A value as JSON carries it. */
export function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
