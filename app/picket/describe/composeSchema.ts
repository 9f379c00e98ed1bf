import { z } from 'zod'
import { describeAlias, fieldWords, spellings } from './fieldWords.ts'
import type { RequestBody } from './types.ts'

/** A schema in the dialect of OpenAPI 3.1. @see https://spec.openapis.org/oas/v3.1.0#schema-object */
export type JsonSchema = {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly description?: string
  readonly deprecated?: boolean
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly [keyword: string]: unknown
}

/** Where the document has the schema of a name. */
export const SCHEMAS = '#/components/schemas/'

/** Compose the schema of an answer. */
export function composeAnswerSchema(schema: z.ZodType): JsonSchema {
  return toJsonSchema(schema, 'output')
}

/**
 * Split off the parts of a schema that have a title: each becomes a schema of that name. A gate's groups nest, so that
 * the name stands for every level of them.
 */
export function splitTitled(schema: JsonSchema): {
  readonly rest: JsonSchema
  readonly titled: Readonly<Record<string, JsonSchema>>
} {
  const titled: Record<string, JsonSchema> = {}
  const toNamed = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(toNamed)
    if (typeof node !== 'object' || node === null) return node
    const { title, ...own } = node as JsonSchema
    const inner = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, toNamed(value)]))
    if (typeof title !== 'string') return inner
    const { description, ...named } = inner
    // The innermost level has no groups in it, and the outermost comes last.
    titled[title] = named
    return { $ref: `${SCHEMAS}${title}`, ...(description === undefined ? {} : { description }) }
  }
  const { title: _, ...whole } = schema
  return { rest: toNamed(whole) as JsonSchema, titled }
}

/** Compose the schema of a request from the schema that parses it, and describe each field. */
export function composeRequestSchema({
  name: request,
  schema,
  required,
  aliases,
}: Omit<RequestBody, 'example'>): JsonSchema {
  const { properties = {}, ...rest } = addWords(toJsonSchema(schema, 'input'), request)
  const named = Object.entries(properties).map(([name, property]) => {
    const other = aliases[name]
    return [name, other ? { ...property, deprecated: true, description: describeAlias(other) } : property]
  })
  return { ...rest, properties: Object.fromEntries(named), ...(required.length > 0 ? { required } : {}) }
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' })
  return toShortSchema(json as JsonSchema)
}

/**
 * Shorten a schema: write "or null" as a second type, drop bounds that only mean "a safe integer", and let answers have
 * additional fields.
 */
function toShortSchema(schema: JsonSchema): JsonSchema {
  const { anyOf, properties, items, additionalProperties, propertyNames: _, ...rest } = schema
  const options = anyOf?.map(toShortSchema).flatMap((option) => option.anyOf ?? [option])
  const bare = {
    ...rest,
    ...(options ? mergeNull(options) : {}),
    ...(items ? { items: toShortSchema(items) } : {}),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: toShortSchema(additionalProperties) }
      : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, toShortSchema(property)]),
          ),
        }
      : {}),
  }
  const isBound = ([name, value]: [string, unknown]) =>
    Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER || (name === 'pattern' && rest.format === 'uuid')
  return Object.fromEntries(Object.entries(bare).filter((entry) => !isBound(entry)))
}

function mergeNull(options: readonly JsonSchema[]): JsonSchema {
  const [only, ...more] = options.filter(({ type }) => type !== 'null')
  const isNullable = options.some(({ type }) => type === 'null')
  if (!isNullable || !only || more.length > 0 || typeof only.type !== 'string') return { anyOf: options }
  return { ...only, type: [only.type, 'null'] }
}

function addWords(schema: JsonSchema, parent = ''): JsonSchema {
  const { properties, anyOf } = schema
  return {
    ...schema,
    ...(anyOf ? { anyOf: anyOf.map((option) => addWords(option, parent)) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, addWord(name, property, parent)]),
          ),
        }
      : {}),
  }
}

function addWord(name: string, property: JsonSchema, parent: string): JsonSchema {
  const words = fieldWords[`${parent}.${name}`] ?? fieldWords[name]
  const other = spellings[name]
  return {
    ...addWords(property, name),
    ...(words ? { description: words } : {}),
    ...(other ? { deprecated: true, description: describeAlias(other) } : {}),
  }
}
