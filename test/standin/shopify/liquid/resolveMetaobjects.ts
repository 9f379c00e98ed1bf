import { Drop } from 'liquidjs'
import { resolveMetaobjectType, type StandinShop, type StandinState } from '../state.ts'
import { findMetaobject } from './resolveMetafields.ts'

export type ResolveMetaobjectsParameters = { readonly state: StandinState; readonly shop: StandinShop }

/** The shop's metaobjects as an app's own blocks read them: `metaobjects["$app:gate"]["gate-4"]`. */
export function resolveMetaobjects(parameters: ResolveMetaobjectsParameters): Drop {
  return new TypesDrop(parameters)
}

class TypesDrop extends Drop {
  readonly #parameters: ResolveMetaobjectsParameters
  constructor(parameters: ResolveMetaobjectsParameters) {
    super()
    this.#parameters = parameters
  }
  override liquidMethodMissing(name: string | number): Record<string, unknown> {
    const { state, shop } = this.#parameters
    const type = resolveMetaobjectType(state.appId, String(name))
    const known = [...shop.metaobjects.values()].filter((metaobject) => metaobject.type === type)
    return Object.fromEntries(known.map(({ id, handle }) => [handle, findMetaobject({ shop }, id)]))
  }
}
