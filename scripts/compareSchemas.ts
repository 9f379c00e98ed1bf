import { z } from 'zod'

export type Json = { readonly [key: string]: unknown }
export type Compared = { fields: number; differences: string[] }
/** A request must hold no more than what is published, an answer nothing else and all that is required. */
export type Side = 'request' | 'answer'

export type CompareSchemasParameters = {
  /** What the differences start with. */
  name: string
  ours: z.ZodType
  theirs: unknown
  /** Where their references lead. */
  document: Json
  side: Side
}

/** Compares a schema of ours with a published one of OpenAPI: types, fields, what is required, values and limits. */
export function compareSchemas({ name, ours, theirs, document, side }: CompareSchemasParameters): Compared {
  const schema = z.toJSONSchema(ours, { io: 'input', unrepresentable: 'any' }) as Json
  return compareNodes({
    name,
    ours: { document: schema, node: schema },
    theirs: { document, node: theirs },
    side,
  })
}

/** Follows `$ref` inside a document. */
export function resolveReference(document: Json, value: unknown): Json | undefined {
  let found = value as Json | undefined
  while (typeof found?.$ref === 'string') {
    const parts = found.$ref.slice(2).split('/')
    found = parts.reduce<unknown>((at, part) => (at as Json)[part.replaceAll('~1', '/')], document) as Json
  }
  return found
}

type Node = { document: Json; node: unknown }
type Pair = { name: string; ours: Node; theirs: Node; side: Side }

/** Each of our alternatives must be like one of theirs; of several, the nearest is reported. */
function compareNodes({ name, ours, theirs, side }: Pair): Compared {
  const published = listAlternatives(theirs)
  const sum: Compared = { fields: 0, differences: [] }
  for (const own of listAlternatives(ours)) {
    const alike = published.filter((their) => isSameType(own, their))
    const tried = (alike.length > 0 ? alike : published).map((their) =>
      compareAlternative({ name, side, own, their, documents: [ours.document, theirs.document] }),
    )
    tried.sort((a, b) => a.differences.length - b.differences.length)
    sum.fields += tried[0]?.fields ?? 0
    sum.differences.push(...(tried[0]?.differences ?? []))
  }
  return sum
}

/** A schema's `oneOf` and `anyOf`, each merged with its `allOf` and what stands beside them. */
function listAlternatives({ document, node }: Node): Json[] {
  const schema = resolveReference(document, node)
  if (!schema) return [{}]
  const {
    allOf = [],
    oneOf,
    anyOf,
    ...rest
  } = schema as Json & { allOf?: unknown[]; oneOf?: unknown[]; anyOf?: unknown[] }
  const choices = oneOf ?? anyOf
  let merged: Json[] = choices
    ? choices
        .flatMap((choice) => listAlternatives({ document, node: choice }))
        .map((one) => mergeSchemas(rest, one))
    : splitTypes(rest)
  for (const part of allOf)
    merged = merged.flatMap((one) =>
      listAlternatives({ document, node: part }).map((more) => mergeSchemas(one, more)),
    )
  return merged
}

/** `type: [string, 'null']` is two alternatives. */
function splitTypes(schema: Json): Json[] {
  return Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : [schema]
}

function mergeSchemas(first: Json, second: Json): Json {
  const properties = { ...(first.properties as Json), ...(second.properties as Json) }
  const required = [...((first.required as string[]) ?? []), ...((second.required as string[]) ?? [])]
  return {
    ...first,
    ...second,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  }
}

type Alternative = { name: string; side: Side; own: Json; their: Json; documents: [Json, Json] }

function compareAlternative({
  name,
  side,
  own,
  their,
  documents: [ourDocument, theirDocument],
}: Alternative): Compared {
  const compared: Compared = { fields: 1, differences: [] }
  const note = (text: string) => compared.differences.push(`${name}: ${text}`)
  if (own.type === 'null') {
    if (their.nullable !== true && their.type !== 'null') note('null is not published.')
    return compared
  }
  if (!isSameType(own, their)) note(`is ${own.type}, published is ${their.type}.`)
  const values = (own.enum ?? (own.const === undefined ? undefined : [own.const])) as unknown[] | undefined
  if (Array.isArray(their.enum)) {
    const strange = values
      ? values.filter((value) => !(their.enum as unknown[]).includes(value))
      : ['anything']
    if (strange.length > 0 && side === 'request')
      note(`allows ${strange.join(', ')}, which is not published.`)
    if (strange.length > 0 && side === 'answer' && values)
      note(`answers ${strange.join(', ')}, which is not published.`)
  }
  if (side === 'request' && !values) listLooser(own, their).forEach(note)
  if (own.items !== undefined && their.items !== undefined)
    addCompared(
      compared,
      compareNodes({
        name: `${name}[]`,
        side,
        ours: { document: ourDocument, node: own.items },
        theirs: { document: theirDocument, node: their.items },
      }),
    )
  const { properties } = their as { properties?: Json }
  for (const [key, value] of Object.entries((own.properties ?? {}) as Json)) {
    // An object that is published without its fields.
    if (!properties) continue
    if (!Object.hasOwn(properties, key)) note(`the field "${key}" is not published.`)
    else
      addCompared(
        compared,
        compareNodes({
          name: `${name}.${key}`,
          side,
          ours: { document: ourDocument, node: value },
          theirs: { document: theirDocument, node: properties[key] },
        }),
      )
  }
  for (const key of (their.required ?? []) as string[])
    if (own.properties && !((own.required ?? []) as string[]).includes(key))
      note(`the field "${key}" must be required.`)
  return compared
}

function addCompared(sum: Compared, more: Compared): void {
  sum.fields += more.fields
  sum.differences.push(...more.differences)
}

function isSameType(own: Json, their: Json): boolean {
  if (own.type === undefined || their.type === undefined || typeof their.type !== 'string') return true
  return own.type === their.type || (own.type === 'integer' && their.type === 'number')
}

/** Published limits of a request that we do not hold. */
function listLooser(own: Json, their: Json): string[] {
  const found: string[] = []
  for (const key of ['maxLength', 'maximum', 'maxItems'])
    if (typeof their[key] === 'number' && !(Number(own[key]) <= Number(their[key])))
      found.push(`${key} ${their[key]} is not held.`)
  for (const key of ['minLength', 'minimum', 'minItems'])
    if (typeof their[key] === 'number' && their[key] !== 0 && !(Number(own[key]) >= Number(their[key])))
      found.push(`${key} ${their[key]} is not held.`)
  if (typeof their.pattern === 'string' && own.pattern === undefined)
    found.push(`the pattern ${their.pattern} is not held.`)
  return found
}
