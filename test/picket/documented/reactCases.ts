import { expect } from 'vitest'
import { holder, outsider } from '../openGatedApi.ts'
import { openWallet, signLogin } from '../signLogin.ts'
import { expectAuth, expectJson, expectRefused } from './expectAnswers.ts'
import type { Stage } from './openStage.ts'
import type { DocumentedCase, NamedTest } from './types.ts'

/*
 * picket-react 0.0.85 asks through picket-js: its requests, byte for byte as a browser sends them. The suite `long` runs
 * the package itself.
 */
const packageTest = (title: string): NamedTest => ({
  file: 'test/e2e/integrations/picketPackages.long.test.ts',
  title,
})
const HOOK = packageTest(
  'default: its hook signs in, survives a reload and logs out, on a project with %s messages',
)
const ASKED = packageTest('behavior: its requirements are asked, and what was proven is known')
const HEADLESS = packageTest(
  'behavior: its useHeadlessAuth signs in once for each rendering, and every signature counts',
)

async function sendJs(stage: Stage, path: string, body: object, key = stage.site.publishableKey) {
  const { status, body: text } = await stage.send('js', key, path, JSON.stringify(body))
  return { status, text }
}

const login = async (stage: Stage, requirements: object = {}, signing: Parameters<Stage['sign']>[0] = {}) =>
  sendJs(stage, '/auth', { ...(await stage.sign(signing)), requirements }, signing.project?.publishableKey)

async function authorizeJs(stage: Stage, requirements: object) {
  const accessToken = await stage.tokenOf()
  return sendJs(stage, '/authz', { accessToken, requirements, revalidate: false })
}

/** What `useHeadlessAuth` sends: wagmi's name of the chain, and the context of a page. */
async function loginHeadless(stage: Stage, chain: 'homestead' | 'matic', project: Stage['site']) {
  const key = project.publishableKey
  const chainId = chain === 'matic' ? 137 : 1
  const { context, ...signed } = await signLogin({ api: stage.api, key, wallet: holder, chain, chainId })
  return sendJs(stage, '/auth', { ...signed, context, requirements: { contractAddress: undefined } }, key)
}

/** `PicketRainbowAuthProvider` sends no context. */
async function loginRainbow(stage: Stage, project: Stage['site']) {
  const { chain, walletAddress, signature } = await stage.sign({ project })
  return sendJs(stage, '/auth', { chain, walletAddress, signature }, project.publishableKey)
}

export const reactCases: readonly DocumentedCase[] = [
  {
    row: 210,
    what: 'PicketProvider, usePicket: login, reload, logout, on siwe and simple projects',
    tests: [HOOK],
    check: async (stage) => {
      for (const project of [stage.site, stage.simple]) {
        const answer = await login(stage, {}, { project })
        expectAuth(answer, { tokenBalances: {} })
        const { accessToken } = JSON.parse(answer.text) as { accessToken: string }
        const validated = await sendJs(stage, '/auth/validate', { accessToken }, project.publishableKey)
        expectJson(validated, 200, { walletAddress: holder.address })
      }
    },
  },
  {
    row: 211,
    what: 'login(requirements): holder, outsider, balances',
    tests: [ASKED],
    check: async (stage) => {
      const tokenBalances = { contractAddress: { [stage.coin]: '250.5' } }
      expectAuth(await login(stage, { contractAddress: stage.coin, minTokenBalance: 1 }), { tokenBalances })
      const refused = await login(stage, { contractAddress: stage.coin }, { wallet: outsider })
      // The modal shows "Almost There" for every refusal with none of its other words.
      expectJson(refused, 403, { msg: expect.stringContaining('does not hold the necessary tokens') })
    },
  },
  {
    row: 212,
    what: 'nonce, auth, connect, getAuthorizationURL',
    check: async (stage) => {
      const body = { chain: 'ethereum', walletAddress: holder.address, locale: 'en' }
      expectJson(await sendJs(stage, '/auth/nonce', body), 200, { nonce: expect.any(String), format: 'siwe' })
      expectAuth(await login(stage))
      const { status } = await stage.authorize([['locale', 'en']])
      expect(status).toBe(302)
    },
  },
  {
    row: 213,
    what: 'error after a refused auth',
    check: async (stage) => {
      const answer = await login(stage, { allowedWallets: [outsider.address] })
      expectJson(answer, 403, { msg: expect.any(String), code: 'permission_denied' })
    },
  },
  {
    row: 214,
    what: 'isAuthorized, isAlreadyAuthorized: ERC-20, ERC-721',
    tests: [ASKED],
    check: async (stage) => {
      // What isAlreadyAuthorized looks up: the contract in the spelling of the requirement.
      for (const [contractAddress, balance] of [
        [stage.coin, '250.5'],
        [stage.owls.toLowerCase(), '3'],
      ] as const) {
        const tokenBalances = { contractAddress: { [contractAddress]: balance } }
        expectAuth(await authorizeJs(stage, { contractAddress }), { tokenBalances })
      }
      expectJson(await authorizeJs(stage, { contractAddress: stage.coin, minTokenBalance: 251 }), 403, {})
    },
  },
  {
    row: 215,
    what: 'loginWithRedirect, finished by the provider; the refusal in error',
    check: async (stage) => {
      const { code, verifier } = await stage.authorize()
      const redirect = { redirect_uri: 'https://harbor.example/callback' }
      const body = { grant_type: 'authorization_code', code_verifier: verifier, code, ...redirect }
      expectJson(await sendJs(stage, '/oauth2/token', body), 200, { user: { walletAddress: holder.address } })
      const { headers } = await stage.authorize([['contractAddress', stage.coin]], { wallet: outsider })
      expect(headers.get('location')).toMatch(/error=access_denied&error_description=This%20wallet/)
    },
  },
  {
    row: 216,
    what: 'theme dark',
    tests: [HOOK],
  },
  {
    row: 217,
    what: 'useHeadlessAuth on Ethereum (homestead) and Polygon (matic), with requirements, siwe and simple',
    check: async (stage) => {
      for (const project of [stage.site, stage.simple]) {
        expectAuth(await loginHeadless(stage, 'homestead', project), { chain: 'ethereum' })
        expectAuth(await loginHeadless(stage, 'matic', project), { chain: 'polygon' })
      }
    },
  },
  {
    row: 218,
    what: 'PicketRainbowAuthProvider on a simple project',
    check: async (stage) => expectAuth(await loginRainbow(stage, stage.simple)),
  },
  {
    row: 219,
    what: 'PicketRainbowAuthProvider on a siwe project',
    explained: '`PicketRainbowAuthProvider` takes the same property and needs one more setting',
    tests: [
      {
        file: 'test/e2e/integrations/pages.test.ts',
        title: 'behavior: picket-react’s own adapter works unchanged on a project with the simple text',
      },
    ],
    check: async (stage) =>
      expectJson(await loginRainbow(stage, stage.site), 400, { error: 'ERR_BODY_INVALID' }),
  },
  {
    row: 220,
    what: 'useHeadlessAuth({ autoLogin, autoLogout })',
    tests: [HEADLESS],
    check: async (stage) => expectAuth(await loginHeadless(stage, 'homestead', stage.site)),
  },
  {
    row: 221,
    what: 'useHeadlessAuth({ autoLogin, onLogin: inline }), which signs twice',
    tests: [HEADLESS],
    check: async (stage) => {
      // Other rows have left the holder's own nonces open, and beyond six a wallet's pages share one.
      const wallet = openWallet('twice')
      const bodies = [await stage.sign({ wallet }), await stage.sign({ wallet })]
      const answers = await Promise.all(bodies.map((body) => sendJs(stage, '/auth', body)))
      for (const answer of answers) expectAuth(answer, { walletAddress: wallet.address })
    },
  },
  {
    row: 222,
    what: 'isAlreadyAuthorized for an ERC-1155 contract with tokenIds',
    explained: '`isAlreadyAuthorized` stays false for ERC-1155 ids',
    tests: [ASKED],
    check: async (stage) => {
      const requirements = { contractAddress: stage.passes, tokenIds: ['1'] }
      const tokenBalances = { tokenIds: { [`${stage.passes}:1`]: '2' } }
      expectAuth(await authorizeJs(stage, requirements), { tokenBalances })
      const accessToken = await stage.tokenOf(undefined, { wallet: outsider })
      expectRefused(await stage.post('/authz', { accessToken, requirements }), 403, 'ERR_REQUIREMENT_UNMET')
    },
  },
]
