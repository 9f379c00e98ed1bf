import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { PalisadeError } from '../../app/core/errors/base.ts'
import { formatError } from '../../app/core/errors/formatError.ts'
import { publishGate } from '../../app/flows/publication/publishGate.ts'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import { type AdminGraphql, runMutation, runQuery } from '../../app/shopify/runOperation.ts'
import { override } from '../fakes/fake.ts'
import { fakeContext, makeGate, shop } from '../fakes/fakeContext.ts'
import { listFiles } from '../imports.ts'

/*
 * A merchant never reads Shopify's names of scopes, fields, types and queries, whatever Shopify answers.
 */
const RAW =
  /\b(?:read|write|unauthenticated)_[a-z_]+|access (?:denied|scope)|api_client|graphql|gid:\/\/|\$app|[{}]/i
/** Names of fields: `ownerId`. */
const FIELD = /\b[a-z]{3,}[A-Z][a-z]+/

const SENTENCES = [
  'Access denied for validationCreate field. Required access: `write_validations` access scope.',
  'Access denied for fulfillmentOrders field. Required access: `read_merchant_managed_fulfillment_orders` or `read_third_party_fulfillment_orders` access scope. Also: The user must have fulfill_and_ship_orders permission.',
  'The api_client needs to be granted the requested fulfillment order permissions.',
  "Field 'shopifyFunctions' doesn't exist on type 'QueryRoot'",
  "Variable $metafields of type [MetafieldsSetInput!]! was provided invalid value for 0.ownerId (Invalid global id 'gid://shopify/Product/x')",
  'Query cost is 2409, which exceeds the single query max cost limit 1000',
  'syntax error, unexpected invalid token ("{") at [1, 12]',
  'Internal error. Looks like something went wrong on our end.',
]

const answer =
  (body: unknown): AdminGraphql =>
  async () => ({ json: async () => body })
const fail =
  (error: unknown): AdminGraphql =>
  async () => {
    throw error
  }
const readText = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.catch((thrown: unknown) => thrown)
  if (!(error instanceof PalisadeError)) throw new Error('The request did not fail with an error of the app.')
  return formatError(error)
}
function expectForPeople(text: string): void {
  expect(text).toMatch(/^[A-Z].*\.$/)
  expect(text).not.toMatch(RAW)
  expect(text).not.toMatch(FIELD)
}

describe('an error of Shopify', () => {
  test.each(SENTENCES)('refuses: to show “%s”', async (message) => {
    const document = 'query { shop { id } }'
    const said = [
      answer({ errors: [{ message, extensions: { code: 'ACCESS_DENIED' } }], data: null }),
      answer({ errors: [{ message: 'Internal error.' }, { message }] }),
      answer({ errors: message }),
      fail(new Error(`${message}\n{"query":"{ shop { id } }"}`)),
      fail(
        Object.assign(new Error('GraphQL Client: An error occurred'), { body: { errors: [{ message }] } }),
      ),
    ]
    for (const graphql of said) expectForPeople(await readText(runQuery({ graphql, document })))
    for (const errorsIn of ['userErrors', 'mediaUserErrors']) {
      const graphql = answer({ data: { metafieldsSet: { [errorsIn]: [{ message, field: ['a', 'b'] }] } } })
      expectForPeople(await readText(runMutation({ graphql, document, root: 'metafieldsSet', errorsIn })))
    }
  })

  test('behavior: a sentence of Shopify that is written for merchants is shown', async () => {
    const message = 'Handle “iPhone case” has already been taken.'
    const graphql = answer({ data: { metafieldsSet: { userErrors: [{ message }] } } })
    expect(
      await readText(runMutation({ graphql, document: 'mutation { x }', root: 'metafieldsSet' })),
    ).toContain(message)
  })

  test.each(SENTENCES)('behavior: a gate that waits because of “%s” says so in words', async (message) => {
    const { ctx } = fakeContext({ gates: [makeGate()] })
    const graphql = answer({ errors: [{ message }] })
    const shopify = createShopifyPort({ graphql, appUrl: null })
    const { publication } = await publishGate(override(ctx, { shopify }), { shop, number: 82 })
    if (publication.kind !== 'pending') throw new Error('The gate was published.')
    expectForPeople(publication.reason ?? '')
  })
})

test('refuses: a scope in a sentence of the product, whoever reads it in the admin', () => {
  const files = ['app/admin', 'app/flows', 'app/core', 'app/shopify'].flatMap(listFiles)
  const texts = files.filter((file) => /\.tsx?$/.test(file)).flatMap(listTexts)
  expect(texts.length).toBeGreaterThan(1000)
  // A scope's own name is no sentence.
  const sentences = texts.filter((text) => text.trim().includes(' '))
  expect(sentences.filter((text) => /\b(?:read|write|unauthenticated)_[a-z_]+/.test(text))).toEqual([])
})

/** The texts of a file without its GraphQL documents. */
function listTexts(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node))
      texts.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts.filter((text) => !text.startsWith('#graphql'))
}
