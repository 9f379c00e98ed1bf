import type { SelfTestHint } from '../../core/selfTest/types.ts'

export type HintWords = {
  /** What a merchant does about the fault. */
  readonly sentence: string
  /** Button for it: a link, or with `to` an action of this page. Null if there is none. */
  readonly action:
    | { readonly label: string; readonly to: 'repair' | 'allow-holding' | 'theme-editor' }
    | HintLink
    | null
  /** Steps on the server, for its operator; null if there are none. */
  readonly server: string | null
}
type HintLink = { readonly label: string; readonly url: string; readonly target?: '_top' }

const REPAIR = { label: 'Fix now', to: 'repair' } as const

/** Hint for each fault that the self-test can find. */
export const HINTS = {
  allow: {
    sentence:
      'Close Palisade and open it again from your Shopify admin. Shopify then asks you to approve the missing permissions.',
    action: { label: 'Open your apps in Shopify', url: 'shopify://admin/settings/apps', target: '_top' },
    server: 'If Shopify asks for nothing, run “npm run deploy” first.',
  },
  release: {
    sentence: 'Ask the person who runs this server to release the app at Shopify again.',
    action: null,
    server: 'Run “npm run deploy”. It builds the app’s parts, checks them and releases them.',
  },
  repair: {
    sentence: 'Palisade fixes this within an hour.',
    action: REPAIR,
    server: null,
  },
  rotate: {
    sentence:
      'Palisade fixes this within an hour. If the test still fails then, change the key under Settings, Keys.',
    action: REPAIR,
    server: null,
  },
  order: {
    sentence:
      'Buy a product of a gate in your store. If the order shows under Orders within a minute, Palisade hears of orders.',
    action: { label: 'Open Orders', url: '/app/orders' },
    server: 'If it does not show, run “npm run deploy”. This subscribes the app to orders.',
  },
  endpoint: {
    sentence:
      'Gates that need tokens on this chain open for nobody. The Chains page shows what this server can read.',
    action: { label: 'Open Chains', url: '/app/chains' },
    server: 'Set RPC_URL_ with the chain’s name, such as RPC_URL_POLYGON, and restart the server.',
  },
  build: {
    sentence:
      'Ask the person who runs this server to build its Functions again. You do not need to change your gates or keys.',
    action: null,
    server: 'Run “npm run build:functions” in the folder of this server, then run the test again.',
  },
  proxies: {
    sentence:
      'Ask the person who runs this server to configure how many proxies are in front of it. Until then, rate limits cannot tell visitors apart.',
    action: null,
    server:
      'Set TRUSTED_PROXIES, and SHOPIFY_PROXIES if Shopify adds addresses of its own, and restart the server.',
  },
  webhooks: {
    sentence:
      'Look at what the last attempts were answered. Repair the server or the address, then switch the webhook on.',
    action: { label: 'Open webhooks', url: '/app/settings/webhooks' },
    server: null,
  },
  'allow-holding': {
    sentence: 'Let Palisade hold orders. Shopify asks you in its own dialog.',
    action: { label: 'Allow holding', to: 'allow-holding' },
    server: null,
  },
  approval: {
    sentence:
      'Ask the person who runs this server to request access to protected customer data for the app at Shopify.',
    action: null,
    server: 'Follow “Before you start” in docs/install.md. After the approval, run “npm run deploy” again.',
  },
  theme: {
    sentence: 'Save the theme, then check again.',
    action: { label: 'Open the theme editor', to: 'theme-editor' },
    server: null,
  },
  report: { sentence: 'Report this to the person who runs this server.', action: null, server: null },
} as const satisfies Record<SelfTestHint, HintWords>

const STORE_ALLOW = {
  sentence:
    'Uninstall Palisade in the control panel, then install it again and accept what it asks for. Your gates stay.',
  action: null,
  server: 'Choose the scopes that docs/bigcommerce.md lists in the developer portal first.',
} as const satisfies HintWords

/** The same for a store of BigCommerce, where nothing of the app is deployed and no test runs. */
export const STORE_HINTS = {
  allow: STORE_ALLOW,
  'allow-holding': STORE_ALLOW,
  approval: STORE_ALLOW,
  order: {
    ...HINTS.order,
    server: 'If it does not show, check that BigCommerce can reach this server’s address.',
  },
  theme: { sentence: 'Palisade adds its script again within an hour.', action: null, server: null },
  repair: HINTS.repair,
  endpoint: HINTS.endpoint,
  webhooks: HINTS.webhooks,
  release: HINTS.report,
  rotate: HINTS.report,
  build: HINTS.report,
  proxies: HINTS.report,
  report: HINTS.report,
} as const satisfies Record<SelfTestHint, HintWords>
