import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { EVENTS } from '../test/standin/bigcommerce/contract/callbacks.ts'
import { OPERATIONS } from '../test/standin/bigcommerce/contract/judge.ts'
import type { Operation } from '../test/standin/bigcommerce/contract/operation.ts'
import { type Compared, compareSchemas, type Json, resolveReference, type Side } from './compareSchemas.ts'

/*
 * Compares the contract of the stand-in BigCommerce with BigCommerce's published documents, which have no licence to be
 * kept here: node --import tsx scripts/compareBigCommerce.ts <a checkout of bigcommerce/docs>
 */

/** Where the stand-in knowingly differs, and why. */
const DEVIATIONS: readonly { readonly at: RegExp; readonly why: string }[] = [
  {
    at: /^GET \/catalog\/products.* the field "variants" is not published/,
    why: 'The parameter "include" names it, and the answer’s schema leaves it out.',
  },
  {
    at: /^\w+ \/promotions.*\.end_date: null is not published/,
    why: 'Its description says that a promotion whose end is null never ends.',
  },
  {
    at: /^GET \/(orders|orders\/\{order_id\}\/(coupons|products)|customer_groups) 204/,
    why: 'The knob "emptyList": V2 is not described for an empty list.',
  },
  {
    at: /^DELETE \/carts\/\{cartId\}\/items\/\{itemId\} 204/,
    why: 'The events say that a cart is deleted with its last item, so that there is no cart to answer.',
  },
]

const [folder] = process.argv.slice(2)
if (folder === undefined || !existsSync(join(folder, 'reference')))
  throw new Error('State the folder of a checkout of bigcommerce/docs, which has a folder "reference".')

const documents = new Map<string, Json>()
const total: Compared = { fields: 0, differences: [] }
for (const operation of OPERATIONS) compareOperation(operation)
for (const [scope, schema] of Object.entries(EVENTS)) compareEvent(scope, schema)
const unexpected = total.differences.filter((difference) => !DEVIATIONS.some(({ at }) => at.test(difference)))
const unused = DEVIATIONS.filter(({ at }) => !total.differences.some((difference) => at.test(difference)))
for (const difference of unexpected) console.log(difference)
for (const { at, why } of unused)
  console.log(`${at.source}: this deviation is none any more. It said: ${why}`)
console.log(
  `${OPERATIONS.length} operations, ${Object.keys(EVENTS).length} events, ${total.fields} fields, ${DEVIATIONS.length} known deviations, ${unexpected.length} differences.`,
)
process.exitCode = unexpected.length + unused.length > 0 ? 1 : 0

function compareOperation(operation: Operation): void {
  const name = `${operation.method} ${operation.path}`
  const document = loadDocument(operation.document)
  const resolve = (value: unknown) => resolveReference(document, value)
  const item = resolve((document.paths as Json)[operation.path])
  const published = resolve(item?.[operation.method.toLowerCase()])
  if (!item || !published) {
    total.differences.push(`${name}: not published in ${operation.document}.`)
    return
  }
  const parameters = [item.parameters, published.parameters]
    .flatMap((list) => (list ?? []) as unknown[])
    .map(resolve)
  for (const parameter of Object.keys(operation.query)) {
    total.fields += 1
    if (!parameters.some((one) => one?.in === 'query' && one.name === parameter))
      total.differences.push(`${name} ?${parameter}: not published.`)
  }
  const compare = (place: string, ours: z.ZodType, theirs: unknown, side: Side) =>
    addCompared(compareSchemas({ name: `${name} ${place}`, ours, theirs, document, side }))
  if (operation.body)
    compare('body', operation.body, readContent(resolve, resolve(published.requestBody)), 'request')
  for (const [status, schema] of Object.entries(operation.answers)) {
    const answer = resolve((published.responses as Json)[status])
    if (!answer) total.differences.push(`${name} ${status}: this status is not published.`)
    else if (schema) compare(status, schema, readContent(resolve, answer), 'answer')
  }
}

function loadDocument(name: string): Json {
  const known = documents.get(name)
  if (known) return known
  const text = readFileSync(join(folder ?? '', 'reference', name), 'utf8')
  const read = parse(text, { logLevel: 'error', maxAliasCount: -1 }) as Json
  documents.set(name, read)
  return read
}

function readContent(resolve: (value: unknown) => Json | undefined, holder: Json | undefined): unknown {
  const [content] = Object.values((holder?.content ?? {}) as Json)
  return resolve((content as Json | undefined)?.schema)
}

/** The events have a file each, with the fields of their `data`. */
function compareEvent(scope: string, ours: z.ZodType): void {
  const file = join(folder ?? '', 'docs/webhooks/callbacks', `${scope.replaceAll('/', '_')}.yml`)
  const document = parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) as {
    properties: Record<string, Json>
  }
  const theirs = (document.properties[scope]?.properties as Json | undefined)?.data
  if (theirs === undefined) throw new Error(`${file} does not say what the event holds.`)
  addCompared(compareSchemas({ name: scope, ours, theirs, document, side: 'answer' }))
}

function addCompared({ fields, differences }: Compared): void {
  total.fields += fields
  total.differences.push(...differences)
}
