import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSolanaKey } from '../crypto/solanaKey.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, openWallet, spellMessage } from './signLogin.ts'

/*
 * A Ledger on Solana signs in over the API with a memo transaction that is never sent.
 */
let api: OpenedApi
let project: ApiProject
beforeAll(async () => {
  api = await openApi({ rpcUrls: { solana: 'http://127.0.0.1:1' } })
  project = await api.makeProject({ allowedDomains: ['site.example'] })
})
afterAll(() => api?.close())

const post = (path: string, body: object) => api.call({ path, body, headers: basic(project.publishableKey) })
const makeContext = () => ({
  domain: 'site.example',
  uri: 'https://site.example',
  issuedAt: new Date().toISOString(),
  chainId: 101,
  chainType: 'solana',
})
type Key = ReturnType<typeof makeSolanaKey>
/** Sign the transaction that the API composed, in its one place for a signature. */
const signTransaction = (key: Key, transaction: unknown): { signature: string; signedMessage: string } => {
  const bytes = Buffer.from(String(transaction), 'base64')
  const signature = Buffer.from(key.sign(bytes.subarray(65)))
  signature.copy(bytes, 1)
  return { signature: signature.toString('base64'), signedMessage: bytes.toString('base64') }
}
async function begin({ key = makeSolanaKey(), method = 'memo' as 'memo' | null } = {}) {
  const context = makeContext()
  const { chainId } = (
    await api.call({ method: 'GET', path: '/chains/solana', headers: basic(project.publishableKey) })
  ).json as { chainId: number }
  const asked = { chain: 'solana', walletAddress: key.address, context: { ...context, chainId } }
  const { status, json } = await post('/auth/nonce', { ...asked, method })
  expect([status, json.error]).toEqual([200, undefined])
  const { nonce, statement } = json as { nonce: string; statement: string }
  const fields = { ...asked.context, nonce, statement, walletAddress: key.address } as const
  const text = spellMessage({ ...fields, format: 'siwe', chainType: 'solana' })
  return { key, asked, text, transaction: json.transaction }
}

describe('a sign-in by memo', () => {
  test('default: the transaction carries the whole text, and its signature signs in once', async () => {
    const { key, asked, text, transaction } = await begin()
    expect(Buffer.from(String(transaction), 'base64').includes(text)).toBe(true)
    const body = { ...asked, ...signTransaction(key, transaction) }
    const { status, json } = await post('/auth', body)
    expect([status, json]).toMatchObject([200, { user: { chain: 'solana', walletAddress: key.address } }])
    expect((await post('/auth', body)).json.error).toBe('ERR_NONCE_UNKNOWN')
  })

  test('refuses: a signed text if a memo was issued (ERR_NONCE_UNKNOWN)', async () => {
    const { key, asked, text } = await begin()
    const signature = Buffer.from(key.sign(Buffer.from(text))).toString('base64')
    expect((await post('/auth', { ...asked, signature })).json.error).toBe('ERR_NONCE_UNKNOWN')
  })

  test('refuses: a memo if a text was issued (ERR_NONCE_UNKNOWN)', async () => {
    const { key, asked } = await begin({ method: null })
    const other = await begin({ key })
    await post('/auth', { ...other.asked, ...signTransaction(key, other.transaction) })
    const signed = signTransaction(key, other.transaction)
    expect((await post('/auth', { ...asked, ...signed })).json.error).toBe('ERR_NONCE_UNKNOWN')
  })

  test('refuses: another blockhash, another text, another wallet and a missing signature (ERR_SIGNATURE_INVALID)', async () => {
    const { key, asked, text, transaction } = await begin()
    const bytes = Buffer.from(String(transaction), 'base64')
    const changed = (change: (copy: Buffer) => void) => {
      const copy = Buffer.from(bytes)
      change(copy)
      return signTransaction(key, copy.toString('base64'))
    }
    const at = bytes.indexOf(text)
    const bodies = [
      // Skip one signature with its count, the header and two accounts: the blockhash follows.
      changed((copy) => copy.writeUInt8(1, 1 + 64 + 3 + 1 + 64)),
      changed((copy) => copy.write('evil', at)),
      signTransaction(makeSolanaKey(), transaction),
      { signature: 'x', signedMessage: String(transaction) },
      { signature: 'x', signedMessage: 'x' },
    ]
    for (const body of bodies) {
      const { status, json } = await post('/auth', { ...asked, ...body })
      expect([status, json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
    }
    // None of them used up the nonce.
    expect((await post('/auth', { ...asked, ...signTransaction(key, transaction) })).status).toBe(200)
  })

  test.each([
    ['another site', { domain: 'evil.example', uri: 'https://evil.example' }, 'ERR_LOGIN_MISMATCH'],
    ['a wrong time', { issuedAt: '2020-01-01T00:00:00.000Z' }, 'ERR_LOGIN_MISMATCH'],
    ['an overlong text', { uri: `https://site.example/${'a'.repeat(500)}` }, 'ERR_LOGIN_MISMATCH'],
    ['a missing context', { domain: '', uri: '', issuedAt: '' }, 'ERR_BODY_INVALID'],
  ])('refuses: %s, before a nonce is issued', async (_case, change, code) => {
    const { address } = makeSolanaKey()
    const { chainId: _, ...context } = makeContext()
    const asked = { chain: 'solana', walletAddress: address, method: 'memo' }
    expect((await post('/auth/nonce', { ...asked, context: { ...context, ...change } })).json.error).toBe(
      code,
    )
  })

  test('refuses: a memo for an EVM wallet (ERR_BODY_INVALID)', async () => {
    const asked = { chain: 'ethereum', walletAddress: openWallet('owl').address, method: 'memo' }
    expect((await post('/auth/nonce', { ...asked, context: makeContext() })).json.error).toBe(
      'ERR_BODY_INVALID',
    )
  })
})
