import { holder } from '../openGatedApi.ts'
import { basic } from '../signLogin.ts'
import { expectJson } from './expectAnswers.ts'
import type { DocumentedCase, NamedTest } from './types.ts'

/*
 * Rows about packages, pages and tutorials. They need a browser, so tests of the suite `long` run them.
 */
const clientTest = (title: string): NamedTest => ({ file: 'test/e2e/picketClient.test.ts', title })
const modalTest = (title: string): NamedTest => ({ file: 'test/e2e/picketModal.test.ts', title })
const redirectTest = (title: string): NamedTest => ({ file: 'test/e2e/picketRedirect.test.ts', title })
const nodeTest = (title: string): NamedTest => ({ file: 'test/e2e/picketNode.test.ts', title })
const scriptTest = (title: string): NamedTest => ({
  file: 'test/e2e/integrations/picketScripts.long.test.ts',
  title,
})
const MODULE: NamedTest = {
  file: 'test/e2e/integrations/picketPackages.long.test.ts',
  title: 'default: the module of 0.0.102 signs in by its modal, and keeps the session',
}
const pagesTest = (title: string): NamedTest => ({ file: 'test/e2e/integrations/pages.test.ts', title })
const serversTest = (title: string): NamedTest => ({ file: 'test/e2e/integrations/servers.test.ts', title })
const rainbowTest = (title: string): NamedTest => ({
  file: 'test/e2e/integrations/rainbowKit.long.test.ts',
  title,
})
const tutorialTest = (title: string): NamedTest => ({
  file: 'test/e2e/integrations/tutorials.test.ts',
  title,
})
const row = (number: number, what: string, ...tests: NamedTest[]): DocumentedCase => ({
  row: number,
  what,
  tests,
})

const RAINBOW = 'default: a holder signs in by the text that names the site'

export const integrationCases: readonly DocumentedCase[] = [
  row(
    65,
    'Supabase: the example’s handler, row-level security',
    serversTest('default: two visitors keep notes, and row-level security shows each their own'),
  ),
  row(66, 'RainbowKit: our recipe with 2.2.11', rainbowTest(RAINBOW)),
  row(67, 'RainbowKit: our recipe with 0.8.1', rainbowTest(RAINBOW)),
  row(
    68,
    'RainbowKit: our recipe on a simple project',
    rainbowTest('behavior: a project with the simple text signs in too'),
  ),
  {
    row: 69,
    what: 'Amazon Cognito, by its requests',
    tests: [
      { file: 'test/e2e/oauth.test.ts', title: 'behavior: userinfo also answers POST, as Cognito sends it' },
    ],
  },
  {
    row: 70,
    what: 'Picket’s Shopify app, for merchants',
    explained: 'Palisade is a Shopify app itself',
    tests: [
      {
        file: 'test/e2e/storefront.test.ts',
        title: 'default: a holder reads the offer, connects, and pays the holders’ price',
      },
    ],
  },
  {
    row: 71,
    what: 'Picket’s BigCommerce app, for merchants',
    explained: 'Picket’s BigCommerce app is not carried over',
    // Its shops are sites like any other.
    check: async (stage) => {
      const project = await stage.api.makeProject({ allowedDomains: ['shop.mybigcommerce.com'] })
      const headers = { ...basic(project.publishableKey), origin: 'https://shop.mybigcommerce.com' }
      const body = { walletAddress: holder.address }
      expectJson(await stage.call({ path: '/auth/nonce', body, headers }), 200, { format: 'siwe' })
    },
  },
]

const SCRIPT = 'default: the modal of its script signs a holder in: %s'
const BROKEN = 'behavior: the script of %s shows no wallet on EVM chains'
const brokenScript = (number: number, version: string): DocumentedCase => ({
  ...row(number, `global.js ${version}, its modal`, scriptTest(BROKEN)),
  explained: 'shows no wallets on EVM chains because of a bundling error',
})

export const scriptCases: readonly DocumentedCase[] = [
  row(124, 'global.js 0.0.45, a gated login by its modal', scriptTest(SCRIPT)),
  row(125, 'global.js 0.0.49, a gated login by its modal', scriptTest(SCRIPT)),
  row(126, 'global.js 0.0.80, a gated login by its modal', scriptTest(SCRIPT)),
  row(
    127,
    'global.js 0.0.92, a gated login by its modal',
    modalTest('behavior: a gated login works for a holder'),
    pagesTest('default: its 0.0.92 script, unchanged, logs a holder in'),
  ),
  brokenScript(128, '0.0.97'),
  brokenScript(129, '0.0.98'),
  brokenScript(130, '0.0.102'),
]

const SIGNED = 'behavior: nonce and auth work without the modal, and a signature works once'
const CONNECTED = 'behavior: a page may bring its own signature, and make its own authorization URL'
const SESSION =
  'behavior: a session passes validate, authz, allowed and refused requirements, a reload and logout'
const REDIRECT =
  'default: the signature in the URL is enough, and the client gets token, user and its own state'

export const jsCases: readonly DocumentedCase[] = [
  row(
    179,
    'new Picket(key, { baseURL, theme })',
    modalTest('default: login without a gate'),
    modalTest('behavior: the modal has the theme that its page asks for: %s'),
  ),
  row(180, 'nonce', clientTest(SIGNED)),
  row(181, 'auth', clientTest(SIGNED)),
  row(182, 'authz, also two at once', clientTest(SESSION), clientTest(CONNECTED)),
  row(183, 'validate, with and without requirements', clientTest(SESSION), MODULE),
  row(184, 'chains, chainInfo', clientTest('behavior: chains and chainInfo work')),
  row(
    185,
    'login: the modal on Ethereum, Polygon, Solana',
    MODULE,
    modalTest('default: login without a gate'),
    modalTest('behavior: another chain than the first works'),
    {
      file: 'test/e2e/picketSolana.test.ts',
      title: 'default: a wallet with two tokens of a collection signs in',
    },
  ),
  row(186, 'loginWithTrustedWalletProivder', clientTest(CONNECTED)),
  row(187, 'connect, then auth', modalTest('behavior: connect works, and auth accepts its result')),
  row(188, 'loginWithRedirect and handleLoginRedirect', redirectTest(REDIRECT)),
  row(189, 'getAuthorizationURL', clientTest(CONNECTED)),
  row(190, 'oauth2AuthorizationCodeToken, an unknown code', clientTest(CONNECTED)),
  row(191, 'authState, reload', clientTest(SESSION), MODULE),
  row(192, 'isCurrentUserAuthorized', clientTest(SESSION), MODULE),
  row(193, 'logout', clientTest(SESSION), MODULE),
  row(
    194,
    'createSigningMessage, meetsAuthRequirements, and what handleLoginRedirect parses',
    clientTest('behavior: the client still writes the messages of our vectors'),
    clientTest(SESSION),
    redirectTest(REDIRECT),
  ),
  {
    ...row(
      195,
      'loginWithPopup with the API on another origin',
      redirectTest(
        'behavior: at another origin our page answers the site, but browsers refuse the client’s own look at the popup',
      ),
    ),
    explained: "`loginWithPopup` of picket-js finishes only if the API is on your site's own origin",
  },
  row(
    196,
    'the modal: an ERC-1155 contract',
    modalTest('behavior: a login gated only by an ERC-1155 contract works for a holder of its units'),
  ),
  row(197, 'the modal: login({ chain: "flow" })', {
    file: 'test/e2e/picketFlow.long.test.ts',
    title: 'behavior: a login that names the chain lists Flow’s wallets',
  }),
]

const NODE = [
  'default: nonce, auth and validate work without a gate',
  'behavior: a gated auth works for a holder and not for an outsider',
  'behavior: auth on Polygon works for listed wallets only',
  'behavior: authz adds balances, also with revalidate',
  'behavior: tokenOwnership answers yes and no',
  'behavior: chains and chainInfo work',
]

export const nodeCases: readonly DocumentedCase[] = [
  row(
    198,
    'nonce, auth, authz, validate, tokenOwnership, chainInfo, chains on three chains',
    ...NODE.map(nodeTest),
    {
      file: 'test/picket/solana.slow.test.ts',
      title: 'default: every call works on Solana',
    },
  ),
  row(199, 'TypeScript: validate(token, { chain, … }) as the guide prints it', {
    file: 'test/docs/guideTypes.slow.test.ts',
    title: 'default: the lines for picket-node compile under strict, as an ES module of Node',
  }),
]

export const tutorialCases: readonly DocumentedCase[] = [
  row(
    237,
    'Sign-In with Wallet',
    tutorialTest('default: a visitor signs in, is known after a reload, and logs out for good'),
  ),
  row(238, 'Token Gated Photo Board', tutorialTest('default: a holder sees photos and posts one')),
  row(
    239,
    'Link a Wallet',
    tutorialTest('default: a user links a wallet, and returns with the wallet alone'),
  ),
  row(
    240,
    'Incremental Authorization',
    tutorialTest('default: one signature is enough, and each room proves more'),
  ),
]
