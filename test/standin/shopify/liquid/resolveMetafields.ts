import { type Context, Drop } from 'liquidjs'
import { resolveNamespace, type StandinShop, type StandinState } from '../state.ts'

export type ResolveMetafieldsParameters = {
  readonly state: StandinState
  readonly shop: StandinShop
  readonly ownerGid: string
}

/** An owner's metafields as Liquid reads them: `metafields["$app"].gates.value`. */
export function resolveMetafields(parameters: ResolveMetafieldsParameters): Drop {
  return new MetafieldsDrop(parameters)
}

/** `$app` works only in the app's own blocks, which are recognized by Liquid's `app` variable. */
class MetafieldsDrop extends Drop {
  readonly #owner: ResolveMetafieldsParameters
  constructor(owner: ResolveMetafieldsParameters) {
    super()
    this.#owner = owner
  }
  override liquidMethodMissing(namespace: string | number, context: Context): unknown {
    const name = String(namespace)
    const isAppBlock = 'app' in context.globals
    if (name.startsWith('$app') && !isAppBlock) return null
    const { state, shop, ownerGid } = this.#owner
    const resolved = resolveNamespace(state.appId, name)
    const found: Record<string, unknown> = {}
    for (const metafield of shop.metafields.values()) {
      if (metafield.ownerGid !== ownerGid || metafield.namespace !== resolved) continue
      found[metafield.key] = { type: metafield.type, value: resolveValue(this.#owner, metafield) }
    }
    return found
  }
  toJSON(): unknown {
    return {}
  }
}

type TypedText = { readonly type: string; readonly value: string }
type Source = Pick<ResolveMetafieldsParameters, 'shop'>

function resolveValue(source: Source, field: TypedText): unknown {
  const { type, value } = field
  if (type === 'list.metaobject_reference') {
    const ids = JSON.parse(value) as string[]
    return ids.map((id) => findMetaobject(source, id)).filter((found) => found !== null)
  }
  if (type === 'metaobject_reference') return findMetaobject(source, value)
  if (type === 'json' || type.startsWith('list.')) return JSON.parse(value) as unknown
  if (type === 'number_integer' || type === 'number_decimal') return Number(value)
  if (type === 'boolean') return value === 'true'
  return value
}

/** A metaobject's fields by key, each with its type. */
export function findMetaobject(source: Source, id: string): Record<string, unknown> | null {
  const metaobject = source.shop.metaobjects.get(id)
  if (!metaobject) return null
  const definition = source.shop.metaobjectDefinitions.get(metaobject.type)
  const result: Record<string, unknown> = {
    system: { id: metaobject.id, handle: metaobject.handle, type: metaobject.type },
  }
  for (const [key, value] of Object.entries(metaobject.fields)) {
    const type =
      definition?.fieldDefinitions.find((field) => field.key === key)?.type ?? 'single_line_text_field'
    result[key] = { type, value: resolveValue(source, { type, value }) }
  }
  return result
}
