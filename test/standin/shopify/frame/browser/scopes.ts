import { confirmDialog } from './dialog.ts'

/** Shopify's names of this app's optional scopes. */
const WORDS: Record<string, string> = {
  write_merchant_managed_fulfillment_orders: 'Edit fulfillment orders that you fulfill',
  write_third_party_fulfillment_orders: 'Edit fulfillment orders that a fulfillment service fulfills',
  unauthenticated_read_checkouts: 'View carts of your online store',
  unauthenticated_write_checkouts: 'Edit carts of your online store',
  read_locales: 'View languages of your store',
  write_customers: 'Edit customers',
  read_customer_merge: 'View merged customers',
}

type Detail = { granted: string[]; optional: string[]; dialog: 'opens' | 'needs-click' | 'unavailable' }

export type RequestScopesParameters = {
  /** Base URL of the frame's own API. */
  api: string
  appTitle: string
  scopes: string[]
  isClick: boolean
}

/** Requests optional scopes from the merchant, all or none, as App Bridge's `scopes.request` does. */
export async function requestScopes({
  api,
  appTitle,
  scopes,
  isClick,
}: RequestScopesParameters): Promise<unknown> {
  const detail = (await (await fetch(`${api}/scopes`)).json()) as Detail
  const unknown = scopes.filter((scope) => !detail.optional.includes(scope))
  if (scopes.length === 0 || unknown.length > 0)
    return { error: `These scopes are not optional scopes of the app: ${unknown.join(', ')}` }
  if (scopes.every((scope) => detail.granted.includes(scope))) return { result: 'granted-all', detail }
  if (detail.dialog === 'unavailable') return { error: 'The permission dialog cannot be shown.' }
  if (detail.dialog === 'needs-click' && !isClick)
    return { error: 'The permission dialog opens after a click alone.' }
  const granted = await confirmDialog({
    title: `${appTitle} asks for more access`,
    text: `It would like to: ${scopes.map((scope) => WORDS[scope] ?? scope).join('; ')}.`,
    yes: 'Allow',
    no: 'Decline',
  })
  return {
    result: granted ? 'granted-all' : 'declined-all',
    detail: await postScopes({ api, grant: granted ? scopes : [] }),
  }
}

/** Grants or revokes scopes; returns the resulting scopes. */
export async function postScopes({
  api,
  ...change
}: {
  api: string
  grant?: string[]
  revoke?: string[]
}): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${api}/scopes`, { method: 'POST', headers, body: JSON.stringify(change) })
  return response.json()
}
