import type { StandinMetafieldDefinition, StandinMetaobjectField, StandinShop } from '../state.ts'
import { resolveMetaobjectType } from '../state.ts'
import { parseGid } from './context.ts'

export type CheckValueParameters = {
  shop: StandinShop
  appId: string
  type: string
  value: string
  validations: StandinMetafieldDefinition['validations'] | StandinMetaobjectField['validations']
}

const LIST_LIMIT = 128
const TEXT_LIMIT = 65_536
const JSON_LIMIT = 131_072

/** Checks a metafield's or a metaobject field's text by its type; returns the refusal's sentence, or null. */
export function checkValue(parameters: CheckValueParameters): string | null {
  const { type, value } = parameters
  if (value.trim() === '') return "Value can't be blank."
  if (!type.startsWith('list.')) return checkSingle(parameters)
  const items = parseJson(value)
  if (!Array.isArray(items)) return `Value must be a list of ${type.slice('list.'.length)} values in JSON.`
  if (items.length > LIST_LIMIT) return `Value has more than ${LIST_LIMIT} items.`
  for (const item of items) {
    if (typeof item !== 'string' && typeof item !== 'number') return 'Value is invalid.'
    const refused = checkSingle({ ...parameters, type: type.slice('list.'.length), value: String(item) })
    if (refused) return refused
  }
  return null
}

/** Whether the stand-in knows a metafield type. */
export function isKnownType(type: string): boolean {
  return (type.startsWith('list.') ? type.slice('list.'.length) : type) in SINGLE
}

/** Metaobject types that a reference may point to; empty if the definition does not restrict them. */
export function listReferenceTypes(
  parameters: Pick<CheckValueParameters, 'shop' | 'appId' | 'validations'>,
): string[] {
  const { shop, appId, validations } = parameters
  const types: string[] = []
  for (const { name, value } of validations) {
    if (!value) continue
    const values = name.endsWith('s') ? ((parseJson(value) as string[] | undefined) ?? []) : [value]
    if (name.startsWith('metaobject_definition_type'))
      types.push(...values.map((type) => resolveMetaobjectType(appId, type)))
    if (name.startsWith('metaobject_definition_id'))
      for (const definition of shop.metaobjectDefinitions.values())
        if (values.includes(definition.id)) types.push(definition.type)
  }
  return types
}

function checkSingle(parameters: CheckValueParameters): string | null {
  const check = SINGLE[parameters.type]
  return check ? check(parameters) : `Type ${parameters.type} is not a known type.`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function matches(pattern: RegExp, sentence: string): (parameters: CheckValueParameters) => string | null {
  return ({ value }) => (pattern.test(value) ? null : sentence)
}

function refersTo(type: string): (parameters: CheckValueParameters) => string | null {
  return ({ shop, value }) => {
    const gid = parseGid(value)
    if (gid?.type !== type) return `Value must be a valid ${type} reference.`
    const id = Number(gid.id)
    const exists =
      type === 'Product'
        ? shop.products.has(id)
        : [...shop.products.values()].some((product) => product.variants.some((each) => each.id === id))
    return exists ? null : `Value references a ${type} that does not exist.`
  }
}

function checkMetaobject(parameters: CheckValueParameters): string | null {
  const metaobject = parameters.shop.metaobjects.get(parameters.value)
  if (!metaobject) return 'Value references a metaobject that does not exist.'
  const allowed = listReferenceTypes(parameters)
  if (allowed.length > 0 && !allowed.includes(metaobject.type))
    return 'Value must belong to the specified metaobject definition.'
  return null
}

const text = (oneLine: boolean) => (parameters: CheckValueParameters) => {
  if (oneLine && /[\r\n]/.test(parameters.value)) return 'Value must be a single line text string.'
  return Buffer.byteLength(parameters.value) > TEXT_LIMIT ? 'Value is too long.' : null
}

const SINGLE: Record<string, (parameters: CheckValueParameters) => string | null> = {
  single_line_text_field: text(true),
  multi_line_text_field: text(false),
  json: ({ value }) => {
    if (parseJson(value) === undefined) return 'Value is invalid JSON.'
    return Buffer.byteLength(value) > JSON_LIMIT ? 'Value is too long.' : null
  },
  rich_text_field: ({ value }) =>
    (parseJson(value) as { type?: unknown } | undefined)?.type === 'root'
      ? null
      : 'Value is invalid rich text.',
  number_integer: ({ value }) =>
    /^-?\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value)) ? null : 'Value must be an integer.',
  number_decimal: matches(/^-?\d{1,13}(\.\d{1,9})?$/, 'Value must be a decimal.'),
  boolean: matches(/^(true|false)$/, 'Value must be true or false.'),
  date: matches(/^\d{4}-\d\d-\d\d$/, 'Value must be in YYYY-MM-DD format.'),
  date_time: ({ value }) =>
    Number.isNaN(Date.parse(value)) ? 'Value must be an ISO 8601 date and time.' : null,
  url: ({ value }) => (URL.canParse(value) ? null : 'Value must be a URL.'),
  id: text(true),
  product_reference: refersTo('Product'),
  variant_reference: refersTo('ProductVariant'),
  metaobject_reference: checkMetaobject,
  mixed_reference: checkMetaobject,
}
