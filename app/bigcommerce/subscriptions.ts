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
  /** Runs a function while no other with the same key runs, in any process. */
  readonly alone: <T>(key: string, run: () => Promise<T>) => Promise<T>
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
  const { api, appUrl, hookSecret, scriptUrl, alone } = parameters
  const destination = new URL('/bigcommerce/hooks', appUrl).href
  const listHooks = () => readDataPages<Hook>(api, { path: '/v3/hooks' })
  const listScripts = () => readDataPages<Script>(api, { path: '/v3/content/scripts' })
  const isRight = (hook: Hook) =>
    hook.destination === destination && hook.is_active !== false && hook.headers?.[HOOK_HEADER] === hookSecret
  const ensureHook = async (found: readonly Hook[], scope: string): Promise<void> => {
    const own = found.filter((hook) => hook.scope === scope)
    const right = own.find(isRight)
    const kept = right ?? own[0]
    const body = { scope, destination, is_active: true, headers: { [HOOK_HEADER]: hookSecret } }
    if (!kept) await api.send({ path: '/v3/hooks', method: 'POST', body })
    else if (!right) await api.send({ path: `/v3/hooks/${kept.id}`, method: 'PUT', body })
    // A store calls each of several, and an earlier server may have left some.
    for (const { id } of own.filter((hook) => hook !== kept))
      await api.send({ path: `/v3/hooks/${id}`, method: 'DELETE' })
  }
  const ensureHooks = async (): Promise<void> => {
    const found = await listHooks()
    for (const scope of HOOK_SCOPES) await ensureHook(found, scope)
    for (const scope of MORE_SCOPES) await ensureHook(found, scope).catch(throwUnlessRefused)
  }
  const ensureScript = async (): Promise<void> => {
    const found = await listScripts()
    const kept = found.find(({ src }) => src === scriptUrl)
    // Doubled ones, and those of an earlier address of this server; another app's script has another name.
    for (const { uuid } of found.filter((one) => one !== kept && one.name === SCRIPT_NAME))
      await api.send({ path: `/v3/content/scripts/${uuid}`, method: 'DELETE' })
    if (kept) return
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
      const hears = HOOK_SCOPES.every((scope) =>
        isOne(
          hooks.filter((hook) => hook.scope === scope),
          isRight,
        ),
      )
      const isShown = isOne(
        scripts.filter(({ name, src }) => name === SCRIPT_NAME || src === scriptUrl),
        ({ src }) => src === scriptUrl,
      )
      return hears && isShown ? [{ subscriptionId: destination, isOurs: true }] : []
    },
    // Each looks first what is there, so a second one at the same time would not see what the first is making.
    createSubscription: () =>
      alone(`subscriptions ${scriptUrl}`, async () => {
        await ensureHooks()
        await ensureScript()
      }),
    deleteSubscription: async () => undefined,
  } satisfies Partial<ShopifyPort>
}

/** Whether a list has a single item, and that is right. */
function isOne<Item>(items: readonly Item[], isRight: (item: Item) => boolean): boolean {
  const [first] = items
  return items.length === 1 && first !== undefined && isRight(first)
}

/** Throw what is not BigCommerce's own refusal, of a webhook that this store does not offer. */
function throwUnlessRefused(error: unknown): void {
  if (!(error instanceof PalisadeError && error.code === 'ERR_SHOPIFY_USER')) throw error
}
