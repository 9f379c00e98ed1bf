import type { StandinShop, StandinState } from '../state.ts'

/**
 * Uninstalls the app from a shop: its tokens and subscriptions become void, and its automatic discounts, validations, own
 * metafields, metaobjects and definitions are deleted. Code discounts remain. The caller then sends `app/uninstalled`.
 */
export function uninstall(parameters: { state: StandinState; shop: StandinShop }): void {
  const { state, shop } = parameters
  const own = `app--${state.appId}`
  const isOwn = (name: string): boolean => name === own || name.startsWith(`${own}--`)
  shop.installation = null
  shop.discounts.clear()
  shop.validations.clear()
  shop.storefrontTokens.clear()
  shop.webhookSubscriptions = []
  for (const [key, metafield] of shop.metafields) if (isOwn(metafield.namespace)) shop.metafields.delete(key)
  for (const [key, definition] of shop.metafieldDefinitions)
    if (isOwn(definition.namespace)) shop.metafieldDefinitions.delete(key)
  for (const [id, metaobject] of shop.metaobjects) if (isOwn(metaobject.type)) shop.metaobjects.delete(id)
  for (const type of shop.metaobjectDefinitions.keys())
    if (isOwn(type)) shop.metaobjectDefinitions.delete(type)
}
