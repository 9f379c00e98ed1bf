import { PalisadeError } from '../core/errors/base.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import type { BigCommerceApi } from './createBigCommerceApi.ts'
import { readDataPages } from './readPages.ts'

type Hook = {
  readonly id: number
  readonly scope: string
  readonly destination: string
  readonly is_active?: boolean
  readonly headers?: Readonly<Record<string, string>> | null
}
type Script = { readonly uuid: string; readonly name: string; readonly src?: string }

export type CreateSubscriptionsParameters = {
  readonly api: BigCommerceApi
  /** Origin of this server. */
  readonly appUrl: string
  /** The header by which this server knows the store's webhooks. */
  readonly hookSecret: string
  /** The storefront's script at this server. */
  readonly scriptUrl: string
}

/** The header's name. BigCommerce sends it with each webhook, as it was given. */
const HOOK_HEADER = 'x-palisade-hook'
/** What this server must hear of a store. */
const HOOK_SCOPES = [
  'store/order/created',
  'store/order/updated',
  'store/order/statusUpdated',
  'store/order/refund/created',
  'store/product/created',
  'store/product/updated',
  'store/product/deleted',
] as const
/** What it hears sooner with a webhook: the hourly job finds the same. */
const MORE_SCOPES = ['store/information/updated', 'store/app/uninstalled'] as const
const SCRIPT_NAME = 'Palisade'

/**
 * The store's webhooks and its script, which flows know as one subscription: to routed orders, without which no hold comes
 * in time. BigCommerce switches a webhook off that failed for two days; the hourly job finds it so, and sets it up again.
 */
export function createSubscriptions(parameters: CreateSubscriptionsParameters) {
  const { api, appUrl, hookSecret, scriptUrl } = parameters
  const destination = new URL('/bigcommerce/hooks', appUrl).href
  const listHooks = () => readDataPages<Hook>(api, { path: '/v3/hooks' })
  const listScripts = () => readDataPages<Script>(api, { path: '/v3/content/scripts' })
  const isRight = (hook: Hook) =>
    hook.destination === destination && hook.is_active !== false && hook.headers?.[HOOK_HEADER] === hookSecret
  const ensureHook = async (found: readonly Hook[], scope: string): Promise<void> => {
    const own = found.filter((hook) => hook.scope === scope)
    if (own.some(isRight)) return
    const body = { scope, destination, is_active: true, headers: { [HOOK_HEADER]: hookSecret } }
    const [first] = own
    if (first) await api.send({ path: `/v3/hooks/${first.id}`, method: 'PUT', body })
    else await api.send({ path: '/v3/hooks', method: 'POST', body })
  }
  const ensureHooks = async (): Promise<void> => {
    const found = await listHooks()
    for (const scope of HOOK_SCOPES) await ensureHook(found, scope)
    for (const scope of MORE_SCOPES) await ensureHook(found, scope).catch(throwUnlessRefused)
  }
  const ensureScript = async (): Promise<void> => {
    const found = await listScripts()
    if (found.some(({ src }) => src === scriptUrl)) return
    // Those of an earlier address of this server; another app's script has another name.
    for (const { uuid } of found.filter(({ name }) => name === SCRIPT_NAME))
      await api.send({ path: `/v3/content/scripts/${uuid}`, method: 'DELETE' })
    await api.send({
      path: '/v3/content/scripts',
      method: 'POST',
      body: {
        ...{ name: SCRIPT_NAME, description: 'Shows the token gates of a product.', src: scriptUrl },
        ...{ kind: 'src', location: 'footer', visibility: 'storefront', load_method: 'defer' },
        ...{ auto_uninstall: true, consent_category: 'essential', enabled: true },
      },
    })
  }
  return {
    listSubscriptions: async () => {
      const [hooks, scripts] = [await listHooks(), await listScripts()]
      const hears = HOOK_SCOPES.every((scope) => hooks.some((hook) => hook.scope === scope && isRight(hook)))
      const isShown = scripts.some(({ src }) => src === scriptUrl)
      return hears && isShown ? [{ subscriptionId: destination, isOurs: true }] : []
    },
    createSubscription: async () => {
      await ensureHooks()
      await ensureScript()
    },
    deleteSubscription: async () => undefined,
  } satisfies Partial<ShopifyPort>
}

/** Throw what is not BigCommerce's own refusal, of a webhook that this store does not offer. */
function throwUnlessRefused(error: unknown): void {
  if (!(error instanceof PalisadeError && error.code === 'ERR_SHOPIFY_USER')) throw error
}
