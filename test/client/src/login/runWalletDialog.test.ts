import { describe, expect, test } from 'vitest'
import type { Press, Screen } from '../../../../client/src/dialog/describeScreen.ts'
import { type Dialog, runWalletDialog } from '../../../../client/src/login/runWalletDialog.ts'
import { PicketError } from '../../../../client/src/PicketError.ts'
import type { EvmWallet, SolanaWallet, Wallet } from '../../../../extensions/gate-block/src/wallets/types.ts'
import type { ConnectRequest, NonceRequest, NonceResponse } from '../../../../public/palisade.d.ts'

type Step = Press | Wallet | 'close'
const auth = { accessToken: 't', user: { chain: 'polygon', walletAddress: '0xA', displayAddress: '0xA' } }

function wallet(name: string, answer: (method: string) => Promise<unknown>): EvmWallet {
  return { id: name, name, icon: null, provider: { request: ({ method }) => answer(method) } }
}
const willing = wallet('Lantern', async (method) => (method === 'personal_sign' ? '0xsigned' : ['0xA']))
const denied = (code: number) =>
  wallet('Denier', () => Promise.reject(Object.assign(new Error('No.'), { code })))
const refusal = new PicketError('not-eligible', { msg: 'Too few.', error: 'ERR_REQUIREMENT_UNMET' }, 403)

/** Leads one call through a dialog that answers as told; a busy screen is left only if the test says so. */
async function run(parameters: {
  steps: Step[]
  request?: ConnectRequest
  auth?: () => Promise<typeof auth>
  nonce?: (asked: NonceRequest) => Promise<NonceResponse>
  leaves?: Screen['kind']
}) {
  const { steps, request = { chain: 'polygon', doAuth: true }, leaves } = parameters
  const screens: string[] = []
  const sent: unknown[] = []
  let closes = 0
  const dialog: Dialog = {
    ask: (screen) => {
      screens.push(screen.kind === 'failed' ? screen.error.reason : screen.kind)
      const isBusy = !['choosing', 'failed', 'ledger'].includes(screen.kind)
      if (isBusy) return screen.kind === leaves ? Promise.resolve('another') : new Promise(() => {})
      const step = steps.shift()
      if (step === undefined) throw new Error('The test plans no further step.')
      return step === 'close'
        ? Promise.reject(new PicketError('closed', { msg: 'Closed.' }))
        : Promise.resolve(step)
    },
    nameChain: () => {},
    close: () => {
      closes += 1
    },
  }
  const outcome = await runWalletDialog({
    request,
    dialog,
    chainInfo: async (chainSlug) => ({
      chainSlug,
      ...(chainSlug === 'solana'
        ? { chainId: 101, chainType: 'solana', chainName: 'Solana' }
        : { chainId: 137, chainType: 'ethereum', chainName: 'Polygon' }),
      publicRPC: '',
      authorizationSupported: true,
    }),
    nonce: parameters.nonce ?? (async () => ({ nonce: 'n', statement: 'Hello.', format: 'siwe' })),
    auth: async (asked) => {
      sent.push(asked)
      return await (parameters.auth ?? (async () => auth))()
    },
    site: { host: 'shop.example', origin: 'https://shop.example' },
    locale: 'en',
    now: () => new Date(0),
  }).catch((error: unknown) => error as PicketError)
  return { outcome, screens, sent, closes }
}

describe('runWalletDialog', () => {
  test('default: the steps are choose, connect, sign, check', async () => {
    const { outcome, screens, sent, closes } = await run({
      steps: [willing],
      request: { chain: 'polygon', doAuth: true, requirements: { contractAddress: '0xC' } },
    })
    const context = {
      domain: 'shop.example',
      uri: 'https://shop.example',
      issuedAt: '1970-01-01T00:00:00.000Z',
      chainId: 137,
      chainType: 'ethereum',
      locale: 'en',
    }
    const login = { chain: 'polygon', walletAddress: '0xA', signature: '0xsigned', context }
    expect(outcome).toEqual({ ...login, provider: willing.provider, auth })
    expect(sent).toEqual([{ ...login, requirements: { contractAddress: '0xC' } }])
    expect(screens).toEqual(['choosing', 'connecting', 'signing', 'checking'])
    expect(closes).toBe(1)
  })

  test('behavior: without a login request it only connects and signs', async () => {
    const { outcome, screens } = await run({ steps: [willing], request: {} })
    expect(outcome).toMatchObject({ chain: 'ethereum', signature: '0xsigned' })
    expect(outcome).not.toHaveProperty('auth')
    expect(screens).toEqual(['choosing', 'connecting', 'signing'])
  })

  test('behavior: another wallet after a refusal can still sign in', async () => {
    const heard: Error[] = []
    const results = [Promise.reject(refusal), Promise.resolve(auth)]
    const { outcome, screens } = await run({
      steps: [willing, 'another', willing],
      request: { doAuth: true, onRefused: (error) => heard.push(error) },
      auth: () => results.shift() ?? Promise.reject(new Error('The server was asked too often.')),
    })
    expect(outcome).toMatchObject({ auth })
    expect(heard).toEqual([refusal])
    expect(screens.filter((kind) => kind === 'not-eligible' || kind === 'choosing')).toEqual([
      'choosing',
      'not-eligible',
      'choosing',
    ])
  })

  test('refuses: the refusal, if the dialog is closed after it', async () => {
    const { outcome, closes } = await run({ steps: [willing, 'close'], auth: () => Promise.reject(refusal) })
    expect(outcome).toBe(refusal)
    expect(closes).toBe(1)
    const later = await run({ steps: [willing, 'another', 'close'], auth: () => Promise.reject(refusal) })
    expect(later.outcome).toBe(refusal)
  })

  test('refuses: a dialog that is closed before anything happened', async () => {
    expect((await run({ steps: ['close'] })).outcome).toMatchObject({ reason: 'closed' })
  })

  test.each([
    [4001, 'rejected'],
    [-32002, 'wallet-busy'],
    [-32603, 'wallet'],
  ])('refuses: a wallet’s error %i becomes "%s", an Error', async (code, reason) => {
    const { outcome, screens } = await run({ steps: [denied(code), 'close'] })
    expect(outcome).toBeInstanceOf(Error)
    expect(outcome).toMatchObject({ reason })
    expect(screens).toEqual(['choosing', 'connecting', reason])
  })

  test('behavior: trying again asks the same wallet with a new nonce', async () => {
    let nonces = 0
    const { screens } = await run({
      steps: [willing, 'again', 'close'],
      nonce: () => {
        nonces += 1
        return Promise.reject(new PicketError('slow-down', { msg: 'Wait.' }, 429))
      },
    })
    expect(screens).toEqual([
      'choosing',
      'connecting',
      'signing',
      'slow-down',
      'connecting',
      'signing',
      'slow-down',
    ])
    expect(nonces).toBe(2)
  })

  test('behavior: the visitor may go back while the wallet is still being asked', async () => {
    const never = wallet('Slow', () => new Promise(() => {}))
    const { screens } = await run({ steps: [never, 'close'], leaves: 'connecting' })
    expect(screens).toEqual(['choosing', 'connecting', 'choosing'])
  })

  describe('on Solana', () => {
    const ADDRESS = '4Nd1mYvJ6QcvKyqXjsbJr3M9mkJxjG5hB1mBqf3n5qcD'
    const account = { address: ADDRESS, chains: ['solana:mainnet'] }
    const solana = (features: Partial<SolanaWallet['provider']['features']>): SolanaWallet => ({
      id: 's',
      name: 'Lantern',
      icon: null,
      family: 'solana',
      provider: {
        features: { 'standard:connect': { connect: async () => ({ accounts: [account] }) }, ...features },
      },
    })
    const texts: string[] = []
    const signMessage = {
      signMessage: async ({ message }: { message: Uint8Array }) => {
        texts.push(new TextDecoder().decode(message))
        return [{ signedMessage: message, signature: Uint8Array.of(...Array(64).fill(7)) }]
      },
    }
    const request = { chain: 'solana', doAuth: true }

    test('default: the account is asked for first, then the API’s text is signed, in base58', async () => {
      texts.length = 0
      const wallet = solana({ 'solana:signMessage': signMessage })
      const { outcome, sent } = await run({ steps: [wallet], request })
      expect(outcome).toMatchObject({
        walletAddress: ADDRESS,
        chain: 'solana',
        provider: wallet.provider,
        auth,
      })
      expect(texts).toEqual([
        `shop.example wants you to sign in with your Solana account:\n${ADDRESS}\n\nHello.\n\nURI: https://shop.example\nVersion: 1\nChain ID: 101\nNonce: n\nIssued At: 1970-01-01T00:00:00.000Z`,
      ])
      expect(sent).toEqual([
        expect.objectContaining({ signature: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{64,88}$/) }),
      ])
      expect(sent[0]).not.toHaveProperty('signedMessage')
    })

    test('behavior: a Ledger that signs no texts signs a transaction, which the same context composes', async () => {
      const asked: NonceRequest[] = []
      const wallet = solana({
        'solana:signMessage': { signMessage: () => Promise.reject(new Error('Not supported.')) },
        'solana:signTransaction': {
          signTransaction: async ({ transaction }) => [
            { signedTransaction: Uint8Array.of(1, ...Array(64).fill(9), ...transaction) },
          ],
        },
      })
      const { outcome, screens, sent } = await run({
        steps: [wallet, 'ledger'],
        request,
        nonce: async (one) => {
          asked.push(one)
          return {
            nonce: 'n',
            statement: 'Hello.',
            format: 'siwe',
            ...(one.method ? { transaction: btoa('tx') } : {}),
          }
        },
      })
      expect(screens).toEqual([
        'choosing',
        'connecting',
        'signing',
        'ledger',
        'connecting',
        'signingMemo',
        'checking',
      ])
      expect(asked.map(({ method }) => method)).toEqual([undefined, 'memo'])
      expect(outcome).toMatchObject({ auth })
      expect(sent).toEqual([
        expect.objectContaining({ signedMessage: expect.any(String), context: asked[1]?.context }),
      ])
    })

    test.each([
      ['declined', () => Promise.reject(new Error('User rejected the request.')), 'rejected'],
      [
        'not offered a transaction, if it cannot sign one',
        () => Promise.reject(new Error('Broken.')),
        'wallet',
      ],
      ['told apart from one that answers nothing', async () => [], 'wallet'],
    ])('refuses: a signature that is %s', async (_, signMessage, reason) => {
      const wallet = solana({ 'solana:signMessage': { signMessage } })
      const { screens } = await run({ steps: [wallet, 'close'], request })
      expect(screens).toEqual(['choosing', 'connecting', 'signing', reason])
    })
  })
})
