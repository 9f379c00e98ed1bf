import { type JsonSchema, SCHEMAS } from '../composeSchema.ts'

/** The schemas of the document by name, for fields that refer to one. */
export type Schemas = Readonly<Record<string, JsonSchema>>

/** One line of a table of fields; `depth` is the number of enclosing objects. */
export type FieldLine = {
  readonly name: string
  readonly depth: number
  readonly type: string
  readonly isRequired: boolean
  readonly description: string
}

/** The fields of an object's schema and of its nested objects, and the alternative names that older clients use. */
export function listFields(
  schema: JsonSchema,
  schemas: Schemas = {},
): {
  readonly lines: readonly FieldLine[]
  readonly older: readonly string[]
} {
  const all = Object.entries(schema.properties ?? {})
  const older = all.filter(([, property]) => property.deprecated === true).map(([name]) => name)
  return { lines: listLines({ schema, schemas, depth: 0 }), older }
}

function listLines(parameters: { schema: JsonSchema; schemas: Schemas; depth: number }): FieldLine[] {
  const { schema, schemas, depth } = parameters
  const { properties = {}, required = [] } = schema
  return Object.entries(properties)
    .filter(([, property]) => property.deprecated !== true)
    .flatMap(([name, property]) => {
      const inner = findObject(property, schemas)
      const line = {
        name,
        depth,
        type: formatType(property),
        isRequired: required.includes(name),
        description: property.description ?? '',
      }
      return [line, ...(inner && depth < 2 ? listLines({ schema: inner, schemas, depth: depth + 1 }) : [])]
    })
}

/** The object schema of a field: itself, the one it refers to, one of its options, or the schema of its list's items. */
function findObject(schema: JsonSchema, schemas: Schemas): JsonSchema | null {
  if (typeof schema.$ref === 'string') return schemas[schema.$ref.slice(SCHEMAS.length)] ?? null
  if (schema.properties) return schema
  const option = schema.anyOf?.find(({ properties }) => properties)
  return option ?? (schema.items ? findObject(schema.items, schemas) : null)
}

/** A schema's type in words: "text", "number or text", "list of texts". */
export function formatType(schema: JsonSchema): string {
  if (schema.$ref) return 'object'
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf) return [...new Set(schema.anyOf.map(formatType))].filter(Boolean).join(' or ')
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null')
  const names = types.map((type) =>
    type === 'array' ? `list of ${formatType(schema.items ?? {})}s` : NAMES[type],
  )
  return names.filter(Boolean).join(' or ')
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'object',
}
