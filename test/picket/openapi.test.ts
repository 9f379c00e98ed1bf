import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { composeOpenApi, type OpenApiDocument } from '../../app/picket/describe/composeOpenApi.ts'
import { listEndpoints } from '../../app/picket/describe/listEndpoints.ts'
import { createFindRoute } from './findRoute.ts'
import { type OpenedApi, openApi } from './openApi.ts'
import { openWallet } from './signLogin.ts'

/*
 * The description of the API is complete, and composed from the schemas that parse requests.
 */
const ISSUER = 'https://palisade.example/api/v1'
/** Paths that no client calls: the description itself, and the catch-all. */
const UNDESCRIBED = [
  'api.v1.openapi[.]json.ts',
  'api.v1.$.ts',
  // Of clients that nobody should start with: docs/spec/picket.md#119-paths-of-spring-2022.
  'api.v1.auth_.verify.ts',
  'api.v1.nonce.$walletAddress.ts',
  'api.v1.ownership.ts',
  // MCP describes its tools itself, and the other is a text for models.
  'api.v1.agents.$key.mcp.ts',
  'api.v1.agents.$key.llms[.]txt.ts',
]
/** What the authorize page posts to its own URL; no client does. */
const PAGES_OWN = ['POST /oauth2/authorize']

const endpoints = listEndpoints()
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
const fillPath = (path: string) =>
  path
    .replace('{chain}', 'ethereum')
    .replace('{number}', '82')
    .replace(/\{\w+\}/g, owl.address)
const owl = openWallet('owl')

let api: OpenedApi
let document: OpenApiDocument
beforeAll(async () => {
  api = await openApi()
  const answer = await api.call({ method: 'GET', path: '/openapi.json' })
  expect(answer.status).toBe(200)
  document = answer.json as unknown as OpenApiDocument
})
afterAll(() => api?.close())

type Node = { readonly [name: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function findAll(value: unknown, name: string): unknown[] {
  if (!isNode(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...findAll(inner, name),
  ])
}

function resolve(reference: string): unknown {
  expect(reference.startsWith('#/')).toBe(true)
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), document)
}

/** A parser of a schema of the document. It reads references as definitions of the schema itself. */
function createJudge(reference: string): z.ZodType {
  const inside = (schema: unknown) =>
    JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/')) as object
  const $defs = inside(document.components.schemas)
  return z.fromJSONSchema({ ...inside(resolve(reference)), $defs } as Parameters<typeof z.fromJSONSchema>[0])
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )

/** Every media type of a document: its schema and its example. */
function listMedia(): { schema: Node; examples: unknown[] }[] {
  return findAll(document.paths, 'content')
    .filter(isNode)
    .flatMap((content) => Object.values(content))
    .map((media) => {
      const { schema, example, examples } = media as { schema: Node; example?: unknown; examples?: Node }
      const named = Object.values(examples ?? {}).map((one) => (one as { value: unknown }).value)
      return { schema, examples: example === undefined ? named : [example, ...named] }
    })
}

describe('the OpenAPI document', () => {
  test('default: it names its version and the API’s URL, and equals the composed document', async () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toEqual([{ url: ISSUER }])
    expect(document).toEqual(JSON.parse(JSON.stringify(await composeOpenApi({ issuer: ISSUER }))))
  })

  test('behavior: every reference resolves, and every schema is used', () => {
    const references = findAll(document, '$ref').map(String)
    for (const reference of references) expect(resolve(reference), reference).toBeDefined()
    const used = new Set(references.map((reference) => reference.split('/').at(-1)))
    expect(Object.keys(document.components.schemas).filter((name) => !used.has(name))).toEqual([])
  })

  test('behavior: every operation has texts, a unique id, its security, an answer and its refusals', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { name, operation } of operations()) {
      for (const word of ['operationId', 'summary', 'description'])
        expect(operation[word], name).toMatch(/\S/)
      const responses = operation.responses as Record<string, Node>
      expect(
        Object.keys(responses).some((status) => /^[23]/.test(status)),
        name,
      ).toBe(true)
      expect(responses['405'], name).toBeDefined()
      // The configuration and the texts alone ask no database.
      const asksDatabase = !['discover', 'findTexts'].includes(operation.operationId as string)
      expect(['500' in responses, '503' in responses], name).toEqual([asksDatabase, asksDatabase])
      for (const response of Object.values(responses)) expect(response.description, name).toMatch(/\S/)
      const schemes = (operation.security as Node[]).flatMap((one) => Object.keys(one))
      expect(
        schemes.filter((scheme) => !(scheme in document.components.securitySchemes)),
        name,
      ).toEqual([])
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const said = ((operation.parameters ?? []) as Node[]).filter((one) => one.in === 'path')
      expect(
        said.map((one) => one.name),
        name,
      ).toEqual(inPath)
      expect(
        said.every((one) => one.required === true),
        name,
      ).toBe(true)
    }
  })

  test('behavior: every field and parameter has a description', () => {
    const wordless = (name: string, schema: Node): string[] =>
      Object.entries((schema.properties ?? {}) as Record<string, Node>).flatMap(([field, property]) => [
        ...(property.description ? [] : [`${name}.${field}`]),
        ...[property, ...((property.anyOf ?? []) as Node[])].flatMap((one) =>
          wordless(`${name}.${field}`, one),
        ),
      ])
    const { schemas } = document.components
    expect(Object.entries(schemas).flatMap(([name, schema]) => wordless(name, schema))).toEqual([])
    const parameters = operations().flatMap(({ operation }) => (operation.parameters ?? []) as Node[])
    expect(parameters.filter(({ description }) => !description)).toEqual([])
  })

  test('behavior: every example fits its schema', () => {
    const media = listMedia()
    expect(media.length).toBeGreaterThan(40)
    for (const { schema, examples } of media) {
      const judge = createJudge(String(schema.$ref))
      expect(examples.length, String(schema.$ref)).toBeGreaterThan(0)
      for (const example of examples) expect(judge.parse(example)).toEqual(example)
    }
  })

  test('behavior: no schema has its own dialect or definitions', () => {
    expect([...findAll(document, '$schema'), ...findAll(document, '$defs')]).toEqual([])
  })
})

describe('the description and the parsers', () => {
  const requests = endpoints.flatMap(({ id, request }) => (request ? [{ id, request }] : []))

  test.each(requests)(
    'behavior: $id accepts its example, and refuses it without a required field',
    ({ request }) => {
      expect(request.schema.safeParse(request.example).success).toBe(true)
      for (const name of Object.keys(request.example)) {
        const { [name]: _, ...rest } = request.example
        expect(request.schema.safeParse(rest).success, name).toBe(!request.required.includes(name))
      }
    },
  )

  test.each(requests)('behavior: $id describes exactly the fields that it parses', ({ request }) => {
    const json = z.toJSONSchema(request.schema, { io: 'input' })
    const described = document.components.schemas[request.name]?.properties ?? {}
    expect(Object.keys(described).sort()).toEqual(Object.keys(json.properties ?? {}).sort())
    expect(Object.keys(request.aliases).filter((name) => !(name in described))).toEqual([])
  })
})

describe('the description and the routes', () => {
  test('behavior: every route of the API is described, and every description has its route', () => {
    const findRoute = createFindRoute(`${process.cwd()}/app`)
    const files = readdirSync('app/routes').filter(
      (name) => name.startsWith('api.v1.') && !UNDESCRIBED.includes(name),
    )
    const found = endpoints.map(({ path }) => findRoute(`/api/v1${fillPath(path)}`)?.file)
    expect([...new Set(found)].sort()).toEqual(files.map((name) => `routes/${name}`).sort())
  })

  test('behavior: every path accepts the described methods and refuses the others with 405', async () => {
    const described = endpoints.map(nameOf)
    for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const name = nameOf({ method, path })
        if (PAGES_OWN.includes(name)) continue
        const { status } = await api.call({ method, path: fillPath(path) })
        expect(status === 405, `${name} answered ${status}`).toBe(!described.includes(name))
      }
    }
  })
})
