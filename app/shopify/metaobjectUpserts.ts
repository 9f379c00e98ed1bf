import { PalisadeError } from '../core/errors/base.ts'
import { type AdminGraphql, readPayload, runQuery } from './runOperation.ts'

/** Each costs 10 points, and one request may cost a thousand. */
const MAX_PER_CALL = 25

type Payload = { readonly metaobject: { readonly id: string } | null }
type Upsert = { readonly handle: string; readonly fields: Readonly<Record<string, string>> }

/**
 * Create or replace metaobjects by handle, 25 a request. Each is written or refused by itself: in the order asked, its
 * gid or why it was refused.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/metaobjectUpsert
 */
export async function metaobjectUpserts({
  graphql,
  type,
  upserts,
}: {
  graphql: AdminGraphql
  type: string
  upserts: readonly Upsert[]
}): Promise<({ id: string } | PalisadeError)[]> {
  const answers: ({ id: string } | PalisadeError)[] = []
  for (let i = 0; i < upserts.length; i += MAX_PER_CALL) {
    const part = upserts.slice(i, i + MAX_PER_CALL)
    const payloads = await runQuery<Record<string, Payload | null>>({
      graphql,
      document: composeDocument(part.length),
      variables: Object.fromEntries(
        part.flatMap(({ handle, fields }, m) => [
          [`h${m}`, { type, handle }],
          [`m${m}`, { fields: Object.entries(fields).map(([key, value]) => ({ key, value })) }],
        ]),
      ),
    })
    answers.push(...part.map((_, m) => readAnswer(payloads[`u${m}`])))
  }
  return answers
}

function composeDocument(count: number): string {
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

function readAnswer(payload: Payload | null | undefined): { id: string } | PalisadeError {
  try {
    const { metaobject } = readPayload({ payload: payload ?? null })
    return { id: metaobject?.id ?? '' }
  } catch (error) {
    if (error instanceof PalisadeError) return error
    throw error
  }
}
