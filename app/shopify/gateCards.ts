import { PalisadeError } from '../core/errors/base.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { GATE_CARD_TYPE } from './ensureDefinitions.ts'
import { type AdminGraphql, readPayload, runQuery } from './runOperation.ts'

/** Cards per request. Each costs 10 points, and one request may cost 1000. */
const MAX_PER_CALL = 25

type Payload = { readonly metaobject: { readonly id: string } | null }
type Answer = { cardId: string } | PalisadeError

/** Metaobjects that the storefront reads: one per gate. */
export function createGateCards(graphql: AdminGraphql) {
  return {
    writeGateCards: async (cards) => {
      const answers: Answer[] = []
      for (let i = 0; i < cards.length; i += MAX_PER_CALL) {
        const part = cards.slice(i, i + MAX_PER_CALL)
        const payloads = await runQuery<Record<string, Payload | null>>({
          graphql,
          document: composeUpserts(part.length),
          variables: Object.fromEntries(
            part.flatMap(({ handle, fields }, m) => [
              [`h${m}`, { type: GATE_CARD_TYPE, handle }],
              [`m${m}`, { fields: Object.entries(fields).map(([key, value]) => ({ key, value })) }],
            ]),
          ),
        })
        answers.push(...part.map((_, m) => readAnswer(payloads[`u${m}`])))
      }
      return answers
    },
    // One request for all handles.
    findGateCards: async (handles) => {
      const names = handles.map((_, i) => `$h${i}: MetaobjectHandleInput!`).join(', ')
      const fields = handles.map((_, i) => `m${i}: metaobjectByHandle(handle: $h${i}) { id }`).join('\n')
      const found = await runQuery<Record<string, { id: string } | null>>({
        graphql,
        document: `query FindMetaobjects(${names}) { ${fields} }`,
        variables: Object.fromEntries(
          handles.map((handle, i) => [`h${i}`, { type: GATE_CARD_TYPE, handle }]),
        ),
      })
      return handles.map((_, i) => found[`m${i}`]?.id ?? null)
    },
  } satisfies Partial<ShopifyPort>
}

function composeUpserts(count: number): string {
  const places = Array.from({ length: count }, (_, m) => m)
  const names = places.map((m) => `$h${m}: MetaobjectHandleInput!, $m${m}: MetaobjectUpsertInput!`)
  const fields = places.map(
    (m) => `u${m}: metaobjectUpsert(handle: $h${m}, metaobject: $m${m}) {
      metaobject { id }
      userErrors { field message code }
    }`,
  )
  return `#graphql
  mutation MetaobjectUpserts(${names.join(', ')}) {
    ${fields.join('\n    ')}
  }`
}

/** Each card succeeds or fails alone. */
function readAnswer(payload: Payload | null | undefined): Answer {
  try {
    const { metaobject } = readPayload({ payload: payload ?? null })
    return { cardId: metaobject?.id ?? '' }
  } catch (error) {
    if (error instanceof PalisadeError) return error
    throw error
  }
}
