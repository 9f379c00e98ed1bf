import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../db/engines.ts'
import { type RunningPostgres, startPostgres } from '../../standin/postgres/startPostgres.ts'
import { type Contender, SITE, startContenders } from './startContenders.ts'
import { makeWallet, signLogin } from './wallets.ts'

// A yardstick that runs other statements than the app, or whose statements fail, measures nothing.
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

describe.runIf(isThere)('the bare server of the benchmark', () => {
  let postgres: RunningPostgres
  let bare: Contender | undefined
  beforeAll(async () => {
    postgres = await startPostgres()
    ;[bare] = await startContenders({ postgresUrl: postgres.url, names: ['bare'] })
  })
  afterAll(async () => {
    await bare?.close()
    await postgres.close()
  })

  async function post(path: string, body: object) {
    const response = await fetch(`http://127.0.0.1:${bare?.port}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(bare?.key ?? '').toString('base64')}` },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }

  test('default: it accepts a wallet’s login once and validates its token', async () => {
    const wallet = makeWallet()
    const nonce = await post('auth/nonce', { chain: 'ethereum', walletAddress: wallet.address })
    expect(nonce.status).toBe(200)
    const context = {
      domain: SITE,
      uri: `https://${SITE}`,
      chainId: 1,
      issuedAt: new Date().toISOString(),
    }
    const { nonce: value = '', statement = '' } = nonce.body
    const signature = signLogin({ wallet, nonce: value, statement, context })
    const login = { chain: 'ethereum', walletAddress: wallet.address, signature, context }
    const first = await post('auth', login)
    expect(first.status).toBe(200)
    expect((await post('auth', login)).status).toBe(400)
    const { accessToken = '' } = first.body
    expect((await post('auth/validate', { accessToken })).status).toBe(200)
  })
})
