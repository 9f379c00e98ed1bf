import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { describe, expect, test } from 'vitest'
import { encodeBase58 } from '../../../../app/core/chain/base58.ts'
import { formatNonce } from '../../../../app/proxy/format.ts'
import type { NonceAsk, RequestNonceResult } from '../../../../extensions/gate-block/src/api/requestNonce.ts'
import { loginWithWallet } from '../../../../extensions/gate-block/src/loginWithWallet.ts'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import type { Wallet } from '../../../../extensions/gate-block/src/wallets/types.ts'
import { makeSolanaKey } from '../../../crypto/solanaKey.ts'
import { openLogins } from '../../../flows/unlocks/openLogins.ts'

const account = privateKeyToAccount(generatePrivateKey())
const rejected = Object.assign(new Error('User rejected the request.'), { code: 4001 })
const unknown = Object.assign(new Error('Request rejected: unknown method.'), { code: -32601 })
const label = { id: 'w', name: 'Lantern', icon: null }
const chains = [{ slug: 'polygon', name: 'Polygon', id: 137, family: 'evm' }]
const config = { gates: [{ chains }] } as unknown as Pick<GateConfig, 'gates'>

type Answer = unknown | ((params: readonly unknown[]) => unknown)

/** An EVM wallet that answers these methods, and knows no other. */
function makeWallet(answers: Record<string, Answer>) {
  const asked: string[] = []
  const request = async ({ method, params = [] }: { method: string; params?: readonly unknown[] }) => {
    asked.push(method)
    const answer = method in answers ? answers[method] : unknown
    const given = typeof answer === 'function' ? await answer(params) : answer
    if (given instanceof Error) throw given
    return given
  }
  return { asked, wallet: { ...label, provider: { request } } as Wallet }
}

const sign = ([text]: readonly unknown[]) => account.signMessage({ message: { raw: text as `0x${string}` } })
const connects = { eth_requestAccounts: [account.address], personal_sign: sign }

/** As a wallet of ERC-7846 does; `by` signs, and the text names `as`. */
const signIn =
  (by = account, as: `0x${string}` = account.address) =>
  async ([call]: readonly unknown[]) => {
    const { version, capabilities } = call as {
      version: string
      capabilities: { signInWithEthereum: Record<string, string> }
    }
    const { chainId, issuedAt, expirationTime, ...rest } = capabilities.signInWithEthereum
    expect([version, chainId]).toEqual(['1', '0x89'])
    const message = createSiweMessage({
      ...(rest as unknown as Parameters<typeof createSiweMessage>[0]),
      address: as,
      chainId: Number(chainId),
      issuedAt: new Date(`${issuedAt}`),
      expirationTime: new Date(`${expirationTime}`),
    })
    const signature = await by.signMessage({ message })
    return {
      accounts: [{ address: account.address, capabilities: { signInWithEthereum: { message, signature } } }],
    }
  }

/** Log in as the block does, at the server's own flows. */
async function start(more: { isFirst?: boolean; isLedger?: boolean; isLost?: boolean } = {}) {
  const { issue, login } = openLogins()
  const asks: NonceAsk[] = []
  const askNonce = async (ask: NonceAsk) => {
    asks.push(ask)
    return formatNonce(await issue(ask)) as RequestNonceResult
  }
  const prepared = more.isLost || more.isLedger ? null : await askNonce({})
  const named: string[] = []
  const run = async (wallet: Wallet) => {
    const signed = await loginWithWallet({
      ...{ config, wallet, prepared, askNonce, isLedger: false, isFirst: true, ...more },
      onAccount: (address) => named.push(address),
    })
    return login(signed)
  }
  return { run, asks, named }
}

describe('an EVM wallet that connects and signs in one prompt', () => {
  test('default: it is asked once, and the server accepts its text', async () => {
    const { run, asks, named } = await start()
    const { wallet, asked } = makeWallet({ wallet_connect: signIn() })
    expect(await run(wallet)).toEqual({
      chain: 'polygon',
      address: account.address.toLowerCase(),
      kind: 'key',
    })
    expect(asked).toEqual(['eth_chainId', 'wallet_connect'])
    expect(asks).toEqual([{}])
    expect(named).toEqual([account.address])
  })

  test('behavior: one that connects alone signs the server’s text, and is not asked to connect again', async () => {
    const signInFailed = { code: -32603, message: 'Internal error' }
    for (const capabilities of [undefined, {}, { signInWithEthereum: signInFailed }]) {
      const { run, asks } = await start()
      const connected = { accounts: [{ address: account.address, capabilities }] }
      const { wallet, asked } = makeWallet({ wallet_connect: connected, personal_sign: sign })
      expect(await run(wallet)).toMatchObject({ chain: 'polygon', kind: 'key' })
      expect(asked).toEqual(['eth_chainId', 'wallet_connect', 'eth_chainId', 'personal_sign'])
      expect(asks).toEqual([{}])
    }
  })

  test('behavior: one that claims it and fails is asked as before', async () => {
    const broken = [new Error('The wallet broke.'), null, {}, { accounts: [] }, { accounts: [{}] }, 'yes']
    for (const wallet_connect of broken) {
      const { run } = await start()
      const { wallet, asked } = makeWallet({ ...connects, wallet_connect })
      expect(await run(wallet)).toMatchObject({ kind: 'key' })
      expect(asked.slice(2)).toEqual(['eth_requestAccounts', 'eth_chainId', 'personal_sign'])
    }
  })

  test('behavior: at the second login of a wallet it is asked as before', async () => {
    const { run } = await start({ isFirst: false })
    const { wallet, asked } = makeWallet({ ...connects, wallet_connect: signIn() })
    expect(await run(wallet)).toMatchObject({ kind: 'key' })
    expect(asked).not.toContain('wallet_connect')
  })

  test('refuses: after a rejection nothing else is asked', async () => {
    const refusals = [
      rejected,
      Object.assign(new Error('Already pending'), { code: -32002 }),
      { accounts: [{ address: account.address, capabilities: { signInWithEthereum: { code: 4001 } } }] },
    ]
    for (const wallet_connect of refusals) {
      const { run } = await start()
      const { wallet, asked } = makeWallet({ ...connects, wallet_connect })
      await expect(run(wallet)).rejects.toMatchObject({ code: expect.any(Number) })
      expect(asked).toEqual(['eth_chainId', 'wallet_connect'])
    }
  })

  test('refuses: an answer for another account (ERR_LOGIN_MISMATCH, ERR_SIGNATURE_INVALID)', async () => {
    const other = privateKeyToAccount(generatePrivateKey())
    const { run } = await start()
    const text = makeWallet({ wallet_connect: signIn(other, other.address) })
    await expect(run(text.wallet)).rejects.toMatchObject({ code: 'ERR_LOGIN_MISMATCH' })
    const key = makeWallet({ wallet_connect: signIn(other) })
    await expect(run(key.wallet)).rejects.toMatchObject({ code: 'ERR_SIGNATURE_INVALID' })
  })
})

describe('an EVM wallet of two prompts', () => {
  test('default: it signs the text that was there before it connected', async () => {
    const { run, asks } = await start()
    const { wallet, asked } = makeWallet(connects)
    expect(await run(wallet)).toMatchObject({ chain: 'polygon', kind: 'key' })
    expect(asked).toEqual([
      'eth_chainId',
      'wallet_connect',
      'eth_requestAccounts',
      'eth_chainId',
      'personal_sign',
    ])
    expect(asks).toEqual([{}])
  })

  test('behavior: for an account without its checksum, or without a prepared text, the server spells the text', async () => {
    const lower = account.address.toLowerCase()
    const cases = [
      [{}, { ...connects, eth_requestAccounts: [lower] }],
      [{ isLost: true }, connects],
    ] as const
    for (const [more, answers] of cases) {
      const { run, asks } = await start(more)
      expect(await run(makeWallet(answers).wallet)).toMatchObject({ kind: 'key' })
      expect(asks.at(-1)).toMatchObject({ chain: 'polygon', walletAddress: expect.stringMatching(/^0x/) })
    }
  })

  test('behavior: a chain that changes while it connects is the one that the text names', async () => {
    const { run } = await start()
    const ids = ['0x1', '0x89']
    const { wallet } = makeWallet({ ...connects, eth_chainId: () => ids.shift() })
    expect(await run(wallet)).toMatchObject({ chain: 'polygon' })
  })

  test('refuses: a rejection of either prompt', async () => {
    for (const method of ['eth_requestAccounts', 'personal_sign']) {
      const { run } = await start()
      const { wallet } = makeWallet({ ...connects, [method]: rejected })
      await expect(run(wallet)).rejects.toBe(rejected)
    }
  })
})

describe('a Solana wallet', () => {
  const key = makeSolanaKey()
  const own = { address: key.address }
  const signText = (message: Uint8Array) => ({
    signedMessage: message,
    signature: key.sign(Buffer.from(message)),
  })
  /** The text as `@solana/wallet-standard-util` builds it. */
  const build = (input: Record<string, unknown>, address: string = key.address) => {
    const labels = {
      uri: 'URI',
      version: 'Version',
      chainId: 'Chain ID',
      nonce: 'Nonce',
      issuedAt: 'Issued At',
    }
    const fields = Object.entries({ ...labels, expirationTime: 'Expiration Time' })
    const lines = fields.map(([name, label]) => `${label}: ${input[name]}`)
    const head = `${input.domain} wants you to sign in with your Solana account:\n${address}`
    return Buffer.from(`${head}\n\n${input.statement}\n\n${lines.join('\n')}`)
  }
  function makeSolana(features: (asked: string[]) => Record<string, (input: never) => unknown>) {
    const asked: string[] = []
    const listed = Object.entries({
      ...({ 'standard:connect': async () => ({ accounts: [own] }) } as ReturnType<typeof features>),
      ...features(asked),
    }).map(([name, verb]) => {
      const call = async (input: never) => {
        asked.push(name)
        return verb(input as never)
      }
      return [name, { [name.split(':')[1] as string]: call }]
    })
    const provider = { features: Object.fromEntries(listed) }
    return { asked, wallet: { ...label, family: 'solana', provider } as unknown as Wallet }
  }
  const signIn = async (input: Record<string, unknown>) => [
    { account: own, ...signText(build(input, (input.address as string | undefined) ?? key.address)) },
  ]
  const signMessage = async ({ message }: { message: Uint8Array }) => [signText(message)]

  test('default: it signs in without being connected first', async () => {
    const { run, asks, named } = await start()
    const { wallet, asked } = makeSolana(() => ({
      'solana:signIn': signIn,
      'solana:signMessage': signMessage,
    }))
    expect(await run(wallet)).toEqual({ chain: 'solana', address: key.address, kind: 'key' })
    expect(asked).toEqual(['solana:signIn'])
    expect([asks, named]).toEqual([[{}], [key.address]])
  })

  test('behavior: one that cannot is connected, and signs the server’s text', async () => {
    const cannot = [
      async () => {
        throw new Error('Connect first.')
      },
      async () => [],
    ]
    for (const verb of cannot) {
      const { run, asks } = await start()
      const { wallet, asked } = makeSolana(() => ({
        'solana:signIn': verb,
        'solana:signMessage': signMessage,
      }))
      expect(await run(wallet)).toMatchObject({ address: key.address })
      expect(asked).toEqual(['solana:signIn', 'standard:connect', 'solana:signMessage'])
      expect(asks).toEqual([{}])
    }
  })

  test('behavior: one that signs no other text signs in each time', async () => {
    const { run } = await start({ isFirst: false })
    const { wallet, asked } = makeSolana(() => ({ 'solana:signIn': signIn }))
    expect(await run(wallet)).toMatchObject({ address: key.address })
    expect(asked).toEqual(['solana:signIn'])
  })

  test('refuses: after a rejection nothing else is asked', async () => {
    const { run } = await start()
    const { wallet, asked } = makeSolana(() => ({
      'solana:signIn': async () => {
        throw rejected
      },
      'solana:signMessage': signMessage,
    }))
    await expect(run(wallet)).rejects.toBe(rejected)
    expect(asked).toEqual(['solana:signIn'])
  })

  test('refuses: an answer for another account (ERR_LOGIN_MISMATCH)', async () => {
    const { run } = await start()
    const other = encodeBase58(new Uint8Array(32).fill(7))
    const { wallet } = makeSolana(() => ({
      'solana:signIn': async (input: Record<string, unknown>) => [
        { account: own, ...signText(build(input, other)) },
      ],
    }))
    await expect(run(wallet)).rejects.toMatchObject({ code: 'ERR_LOGIN_MISMATCH' })
  })
})
