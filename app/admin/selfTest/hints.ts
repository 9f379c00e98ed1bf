import type { SelfTestHint } from '../../core/selfTest/types.ts'

export type HintWords = {
  /** What a merchant does about the fault. */
  readonly sentence: string
  /** Button for it: a link, or with `to` an action of this page. Null if there is none. */
  readonly action: { readonly label: string; readonly to: 'repair' | 'allow-holding' } | HintLink | null
  /** Steps on the server, for its operator; null if there are none. */
  readonly server: string | null
}
type HintLink = { readonly label: string; readonly url: string; readonly target?: '_top' }

const REPAIR = { label: 'Put it right now', to: 'repair' } as const

/** Hint for each fault that the self-test can find. */
export const HINTS = {
  allow: {
    sentence:
      'Close the app and open it again from your Shopify admin: Shopify then asks you to approve what is missing.',
    action: { label: 'Open your apps in Shopify', url: 'shopify://admin/settings/apps', target: '_top' },
    server: 'If Shopify asks for nothing, run “shopify app deploy” first.',
  },
  release: {
    sentence: 'Ask whoever runs this server to release the app at Shopify once more.',
    action: null,
    server: 'Run “npm run build”, then “shopify app deploy”.',
  },
  repair: {
    sentence: 'It is put right by itself within the hour, or at once:',
    action: REPAIR,
    server: null,
  },
  rotate: {
    sentence:
      'Have it put right, and run the test again in a minute. If it is still found then, change the key under Keys on this page.',
    action: REPAIR,
    server: null,
  },
  order: {
    sentence:
      'Buy a product of a gate in your store. If the order shows under Orders within a minute, all is well.',
    action: { label: 'Open Orders', url: '/app/orders' },
    server: 'If it does not show, run “shopify app deploy”: that asks Shopify to tell of orders.',
  },
  endpoint: {
    sentence:
      'Gates that ask for tokens there open for nobody. Under Chains stands what this server can read.',
    action: { label: 'Open Chains', url: '/app/chains' },
    server: 'Set RPC_URL_ with the chain’s name, such as RPC_URL_POLYGON, and start the server again.',
  },
  build: {
    sentence:
      'Ask whoever runs this server to build its Functions again. Your gates and keys need no change.',
    action: null,
    server: 'Run “npm run build:functions” in the folder of this server, then run the test again.',
  },
  proxies: {
    sentence:
      'Ask whoever runs this server to say how many proxies stand in front of it: limits cannot tell visitors apart.',
    action: null,
    server:
      'Set TRUSTED_PROXIES, and SHOPIFY_PROXIES if Shopify adds addresses of its own, and start the server again.',
  },
  'allow-holding': {
    sentence: 'Let this app hold orders: Shopify asks you in its own dialog.',
    action: { label: 'Allow holding', to: 'allow-holding' },
    server: null,
  },
  report: { sentence: 'Pass this on to whoever runs this server.', action: null, server: null },
} as const satisfies Record<SelfTestHint, HintWords>
