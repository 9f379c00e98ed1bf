import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPalisade } from '../../client/server/createPalisade.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'

/*
 * docs/integrations/testing.md: the two ways to test that Picket's documentation described. No chain answers here, so
 * a wallet that passes passes by the list alone.
 */
type Requirements = { chain: string; contractAddress: string; allowedWallets?: string[] }
type Examples = {
  readRequirements: (env: Record<string, string>) => Requirements
  createTestToken: (parameters: object) => Promise<string>
}
const KEY = `0x${'7e'.repeat(32)}` as const
const tester = privateKeyToAccount(KEY).address
const stranger = privateKeyToAccount(`0x${'7f'.repeat(32)}`).address
const contractAddress = `0x${'c0'.repeat(20)}`
let api: OpenedApi
let base: string
let examples: Examples
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  const { host, port } = await api.listen()
  base = `http://${host}:${port}/api/v1`
  const load = async (name: string) =>
    (await import(pathToFileURL(path.resolve('docs/integrations/examples/testing', name)).href)) as Examples
  examples = { ...(await load('readRequirements.mjs')), ...(await load('createTestToken.mjs')) }
})
afterAll(() => api?.close())

const openPalisade = (project: ApiProject) => createPalisade({ url: base, apiKey: project.secretKey })
const site = 'http://localhost:3000/account'
/** The wallet's address, or the error's code. */
async function logIn(project: ApiProject, requirements: object): Promise<string> {
  const palisade = openPalisade(project)
  try {
    const accessToken = await examples.createTestToken({ palisade, privateKey: KEY, site, requirements })
    return (await palisade.validate({ accessToken })).walletAddress
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('testing without the tokens', () => {
  test('default: a wallet of the team passes without tokens, and no chain is read for it', async () => {
    const project = await api.makeProject()
    expect(await logIn(project, { contractAddress, allowedWallets: [tester] })).toBe(tester)
  })

  test('refuses: a wallet that is not on the list (ERR_CHAIN_READ: nobody knows what it holds)', async () => {
    const project = await api.makeProject()
    expect(await logIn(project, { contractAddress, allowedWallets: [stranger] })).toBe('ERR_CHAIN_READ')
  })

  test('refuses: a list of a request, if the project has stored what it asks for (ERR_WALLET_NOT_ALLOWED)', async () => {
    const flat = {
      contractAddress: null,
      minTokenBalance: null,
      allowedWallets: [stranger],
      tokenIds: [],
      collection: [],
      creatorAddress: null,
    }
    const project = await api.makeProject({ requirement: { chain: 'ethereum', flat } as never })
    expect(await logIn(project, { contractAddress, allowedWallets: [tester] })).toBe('ERR_WALLET_NOT_ALLOWED')
  })

  test('refuses: the token of a test wallet, where the server asks for the tokens (ERR_REQUIREMENT_UNMET)', async () => {
    const palisade = openPalisade(await api.makeProject())
    const requirements = { contractAddress, allowedWallets: [tester] }
    const accessToken = await examples.createTestToken({ palisade, privateKey: KEY, site, requirements })
    await expect(palisade.validate({ accessToken, requirements: { contractAddress } })).rejects.toMatchObject(
      {
        code: 'ERR_REQUIREMENT_UNMET',
      },
    )
    expect((await palisade.validate({ accessToken, requirements })).walletAddress).toBe(tester)
  })

  test('behavior: twenty tests may sign in with one wallet at the same time', async () => {
    const project = await api.makeProject()
    const all = await Promise.all(
      Array.from({ length: 20 }, () => logIn(project, { allowedWallets: [tester] })),
    )
    expect(new Set(all)).toEqual(new Set([tester]))
  })

  test('refuses: test wallets in production, in the example that reads them', () => {
    const { readRequirements } = examples
    expect(readRequirements({ TEST_WALLETS: `${tester},${stranger}` })).toMatchObject({
      allowedWallets: [tester, stranger],
    })
    expect(readRequirements({ NODE_ENV: 'production' })).not.toHaveProperty('allowedWallets')
    expect(() => readRequirements({ TEST_WALLETS: tester, NODE_ENV: 'production' })).toThrow(
      'TEST_WALLETS must not be set in production.',
    )
  })
})
