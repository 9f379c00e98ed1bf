import { holdsScope } from '../admin/checkAccess.ts'
import type { StandinShop, StandinState } from '../state.ts'
import type { SendTopic } from '../webhooks/sendWebhook.ts'

export type ChangeScopesParameters = {
  state: StandinState
  shop: StandinShop
  grant?: readonly string[]
  revoke?: readonly string[]
  send: SendTopic
}

/** Grants or revokes optional scopes of an installed app, and notifies the app as `shop.grants` says. */
export async function changeScopes(parameters: ChangeScopesParameters): Promise<void> {
  const { state, shop, grant = [], revoke = [], send } = parameters
  const { installation, grants } = shop
  if (!installation) return
  const { optional } = state.scopes
  const previous = [...installation.scopes]
  const current = previous.filter((scope) => !(optional.includes(scope) && revoke.includes(scope)))
  for (const scope of grant)
    if (optional.includes(scope) && !holdsScope(current, [scope])) current.push(scope)
  if (previous.join() === current.join()) return
  installation.scopes = current
  for (const token of installation.accessTokens.values()) {
    // Every token loses a revoked scope at once; a granted scope may need a new token.
    token.scopes =
      grants.reach === 'all-tokens'
        ? current
        : token.scopes.filter((scope) => !optional.includes(scope) || current.includes(scope))
  }
  const payload = { id: shop.id, previous, current, updated_at: new Date().toISOString() }
  if (grants.updates === 'late') grants.late.push(payload)
  if (grants.updates === 'at-once') await send({ shop, topic: 'app/scopes_update', payload })
}

/** Sends a shop's late webhooks. */
export async function sendLateUpdates({
  shop,
  send,
}: Pick<ChangeScopesParameters, 'shop' | 'send'>): Promise<void> {
  for (const payload of shop.grants.late.splice(0)) await send({ shop, topic: 'app/scopes_update', payload })
}
