import { describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress, WalletAddress } from '../../app/core/chain/types.ts'
import { composeLoginMessage } from '../../app/core/login/composeLoginMessage.ts'
import type { IssuedLogin } from '../../app/core/login/types.ts'
import type { Condition, MissingPart, UnmetCondition } from '../../app/core/requirement/types.ts'
import { formatAnswer, formatNonce } from '../../app/proxy/format.ts'
import { NonceBody, RenewBody, UnlockBody } from '../../app/proxy/wire.ts'
import { makeSolanaKey } from '../crypto/solanaKey.ts'
import { makeVisitKey } from '../visitKey.ts'

const { address } = makeSolanaKey()
const message = composeLoginMessage({
  family: 'solana',
  domain: 'shop.example',
  address,
  statement: 'Free.',
  uri: 'https://shop.example',
  chainId: 'mainnet',
  nonce: '00112233445566778899aabbccddeeff',
  issuedAt: 1_800_000_000,
  expiresAt: 1_800_000_120,
  keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
})
const nonce: IssuedLogin = {
  value: '00112233445566778899aabbccddeeff',
  door: 'proxy',
  shopId: 1n,
  wallet: { chain: 'solana' as ChainSlug, address },
  domain: 'shop.example',
  uri: 'https://shop.example',
  message,
  statement: 'Free.',
  method: 'text',
  keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  issuedAt: 1_800_000_000,
  expiresAt: 1_800_000_120,
}

/** The text as `@solana/wallet-standard-util` builds it: each given field, in its order. */
function buildAsWallets(input: Record<string, string> & { resources?: string[] }): string {
  const labels = {
    uri: 'URI',
    version: 'Version',
    chainId: 'Chain ID',
    nonce: 'Nonce',
    issuedAt: 'Issued At',
    expirationTime: 'Expiration Time',
  }
  const fields = Object.entries(labels).map(([name, label]) => `${label}: ${input[name]}`)
  const head = `${input.domain} wants you to sign in with your Solana account:\n${input.address}`
  const resources = input.resources ? ['Resources:', ...input.resources.map((uri) => `- ${uri}`)] : []
  return `${head}\n\n${input.statement}\n\n${[...fields, ...resources].join('\n')}`
}

describe('formatNonce', () => {
  test('default: a wallet that builds the text from the input gets exactly the issued text', () => {
    const said = formatNonce(nonce)
    expect(Object.keys(said)).toEqual(['nonce', 'statement', 'message', 'expiresAt', 'input'])
    expect(buildAsWallets(said.input as Record<string, string>)).toBe(message)
  })

  test('behavior: a memo has a transaction and no input', () => {
    const said = formatNonce({ ...nonce, method: 'memo', transaction: 'AQ==' })
    expect(said).toMatchObject({ transaction: 'AQ==' })
    expect(said).not.toHaveProperty('input')
  })

  test('behavior: before a wallet is connected, the input names neither account nor chain', () => {
    const said = formatNonce({ ...nonce, wallet: null })
    const { input } = said
    expect(input).not.toHaveProperty('address')
    expect(input).not.toHaveProperty('chainId')
    const whole = { ...(input as Record<string, string>), address, chainId: 'mainnet' }
    expect(buildAsWallets(whole)).toBe(message)
  })

  test('behavior: an EVM wallet that is connected signs the text as it is', () => {
    const wallet = {
      chain: 'ethereum' as ChainSlug,
      address: `0x${'11'.repeat(20)}` as WalletAddress,
    }
    const said = formatNonce({ ...nonce, wallet })
    expect(said).not.toHaveProperty('input')
  })
})

const condition: Condition = {
  kind: 'erc20',
  chain: 'ethereum' as ChainSlug,
  contract: `0x${'22'.repeat(20)}` as EvmAddress,
  label: { name: 'Harbor Coin', symbol: 'HRB' },
  minimum: 1_500_000n,
  maximum: 5_000_000n,
  decimals: 6,
}
const empty = {
  gates: [],
  proof: null,
  lineProofs: [],
  hasPass: false,
  codes: [],
  session: 's',
  suggestedVaults: [],
}
const shut = { id: 82, kind: 'closed', idleVaults: [], startsAt: null, usedUp: null } as const
const answer = (
  unmet: readonly UnmetCondition[],
  { missing = 0, idleVaults = [] }: { missing?: MissingPart; idleVaults?: readonly EvmAddress[] } = {},
) => formatAnswer({ ...empty, gates: [{ ...shut, because: 'unmet', unmet, missing, idleVaults }] })

describe('formatAnswer', () => {
  test('behavior: the wallet that opened a gate is told masked, and only if it is known', () => {
    const open = { id: 82, kind: 'open', reaction: 'x', endsAt: 1_800_000_000 } as const
    const gates = [{ ...open, wallet: `0x12${'a'.repeat(36)}9f` }, open]
    const parts = {
      proof: null,
      lineProofs: [],
      hasPass: false,
      codes: [],
      session: 's',
      suggestedVaults: [],
    }
    expect(formatAnswer({ ...parts, gates }).gates).toEqual([{ ...open, wallet: '0x12…9f' }, open])
  })

  test('default: what was found and needed, in display units, and the reason', () => {
    const gates = answer([{ condition, because: 'too-little', found: 1n, wallet: address, block: 9n }]).gates
    expect(gates).toEqual([
      {
        id: 82,
        kind: 'closed',
        because: 'unmet',
        unmet: [
          {
            condition: expect.objectContaining({
              kind: 'erc20',
              minimum: '1.5',
              maximum: '5',
              symbol: 'HRB',
            }),
            because: 'too-little',
            found: '0.000001',
            needed: '1.5',
            wallet: address,
            block: '9',
          },
        ],
        lines: [
          {
            depth: 0,
            because: 'too-little',
            text: 'too-little',
            name: 'HRB',
            chain: 'Ethereum',
            needed: '1.5',
            found: '0.000001',
            wallet: expect.stringContaining('…'),
          },
        ],
        usedUp: null,
      },
    ])
  })

  test('behavior: for too much, the maximum is what is needed', () => {
    const { gates } = answer([
      { condition, because: 'too-much', found: 5_000_001n, wallet: address, block: 9n },
    ])
    expect(gates).toMatchObject([{ unmet: [{ needed: '5', found: '5.000001' }] }])
  })

  test('behavior: without a wallet nothing is reported as found, and the token id is named', () => {
    const { gates } = answer([
      { condition, because: 'no-wallet', found: null, wallet: null, block: null, tokenId: '7' },
    ])
    expect(gates).toMatchObject([
      {
        unmet: [{ found: null, wallet: null, block: null, tokenId: '7' }],
        lines: [{ name: 'HRB (#7)', found: '' }],
      },
    ])
  })

  test('behavior: a list reveals neither its name nor its id', () => {
    const list: Condition = {
      kind: 'denylist',
      listId: '5f3a9c01-0000-4000-8000-000000000001',
      name: 'Cheats',
    } as never
    const text = JSON.stringify(
      answer([{ condition: list, because: 'listed', found: 1n, wallet: null, block: null }]),
    )
    expect(text).not.toContain('5f3a9c01')
    expect(text).not.toContain('Cheats')
  })

  test('behavior: suggested vaults, codes and a pass appear only if there are any', () => {
    expect(formatAnswer(empty)).toEqual({ gates: [], proof: null, lineProofs: [], session: 's' })
    const codes = [{ gate: 82, code: 'PALISADE-1' }]
    expect(formatAnswer({ ...empty, hasPass: true, codes, suggestedVaults: ['0x1'] })).toMatchObject({
      pass: true,
      codes,
      suggestedVaults: ['0x1'],
    })
  })

  test('behavior: below what is missing, a line names the vault that delegated nothing, masked', () => {
    const vault = `0x15${'0'.repeat(36)}04` as EvmAddress
    const unmet: UnmetCondition = { condition, because: 'too-little', found: 0n, wallet: address, block: 9n }
    const idleVaults = [vault]
    const note = { text: 'no-loan', wallet: '0x15…04' }
    expect(answer([unmet], { idleVaults })).toMatchObject({
      gates: [
        {
          lines: [
            { depth: 0, text: 'too-little' },
            { depth: 1, ...note },
          ],
        },
      ],
    })
    const missing = { count: 1, of: [0, 1] }
    expect(answer([unmet, unmet], { missing, idleVaults })).toMatchObject({
      gates: [{ lines: [{ depth: 0, text: 'any' }, { depth: 1 }, { depth: 1 }, { depth: 0, ...note }] }],
    })
  })

  test.each(['paused', 'ended', 'used-up', 'sign-in', 'not-started'] as const)(
    'behavior: a gate that is %s says so and lists nothing as missing',
    (because) => {
      const startsAt = because === 'not-started' ? 1_800_000_000 : null
      const token = { name: 'Night Owls', id: '7' }
      const usedUp = { limit: 'token', token, at: 1_800_000_000, heldUntil: null } as const
      const why = because === 'used-up' ? usedUp : null
      const { gates } = formatAnswer({
        ...empty,
        gates: [{ ...shut, because, unmet: [], missing: null, startsAt, usedUp: why }],
      })
      expect(gates).toEqual([
        {
          id: 82,
          kind: 'closed',
          because,
          unmet: [],
          usedUp: why,
          ...(startsAt === null ? {} : { startsAt }),
          ...(because === 'paused' ? { paused: true } : {}),
        },
      ])
    },
  )
})

describe('the wire', () => {
  const unlock = { nonce: 'n', walletAddress: address, signature: 's', gates: [1], lines: [] }

  test('default: the fields of newer and older scripts are accepted', () => {
    expect(NonceBody.parse({ chain: 'solana', walletAddress: address, method: 'memo', later: 1 })).toEqual({
      chain: 'solana',
      walletAddress: address,
      method: 'memo',
    })
    expect(NonceBody.parse({})).toEqual({})
    expect(UnlockBody.parse(unlock)).toEqual({ ...unlock, signed: null })
    expect(UnlockBody.parse({ ...unlock, chain: 'base' })).toMatchObject({ chain: 'base' })
    expect(UnlockBody.parse({ ...unlock, signedMessage: 'AQ==', vaults: ['0x1'] })).toMatchObject({
      signedMessage: 'AQ==',
      vaults: ['0x1'],
    })
    expect(RenewBody.parse({ session: 's', vaults: null, gates: [], lines: [] })).toMatchObject({
      vaults: null,
    })
  })

  test('default: a request that a key has signed is parsed from its text, with the path of its own address', () => {
    const key = makeVisitKey()
    const renewal = { session: 's', gates: [1], lines: [] }
    const wire = key.compose('/renew', renewal, 1_800_000_000)
    const signed = key.sign('/renew', renewal, 1_800_000_000)
    expect(RenewBody.parse(wire)).toEqual({
      ...renewal,
      signed: { ...signed, signature: wire.signature },
    })
    expect(UnlockBody.parse(key.compose('/renew', unlock)).signed?.path).toBe('/unlock')
  })

  test('behavior: a signature that is not asked for is not made up: fields beside an unsigned request count for nothing', () => {
    const forged = { session: 's', gates: [1], lines: [], signed: { path: '/renew', text: '{}' } }
    expect(RenewBody.parse(forged).signed).toBeNull()
  })

  const signed = makeVisitKey().compose('/renew', { session: 's', gates: [1], lines: [] })
  test.each<[string, unknown]>([
    ['without its time', { ...signed, at: undefined }],
    ['with a time that is no whole number', { ...signed, at: 1.5 }],
    ['without its key', { ...signed, key: undefined }],
    ['with a key that is no base64url', { ...signed, key: { x: '+'.repeat(43), y: signed.key.y } }],
    ['with a short key', { ...signed, key: { x: signed.key.x, y: 'a' } }],
    ['without its signature', { ...signed, signature: undefined }],
    ['with a signature of another length', { ...signed, signature: `${signed.signature}A` }],
    ['whose text is not JSON', { ...signed, request: '{' }],
    ['whose text is a list', { ...signed, request: '[]' }],
    ['whose text is null', { ...signed, request: 'null' }],
    ['whose text lacks a field', { ...signed, request: '{"session":"s","gates":[1]}' }],
    [
      'with the fields outside of its text',
      { ...signed, request: '{}', session: 's', gates: [1], lines: [] },
    ],
  ])('refuses: a signed request %s', (_, body) => {
    expect(RenewBody.safeParse(body).success).toBe(false)
  })

  test.each<[string, { safeParse: (value: unknown) => { success: boolean } }, unknown]>([
    ['an unknown method', NonceBody, { chain: 'solana', walletAddress: address, method: 'siwe' }],
    [
      'a key that is none',
      NonceBody,
      { chain: 'solana', walletAddress: address, key: { x: 'abc', y: 'abc' } },
    ],
    ['a chain without a wallet', NonceBody, { chain: 'solana' }],
    ['a wallet without a chain', NonceBody, { walletAddress: address }],
    ['five vaults', UnlockBody, { ...unlock, vaults: ['1', '2', '3', '4', '5'] }],
    ['a vault of 101 characters', UnlockBody, { ...unlock, vaults: ['1'.repeat(101)] }],
    ['vaults that are no list', RenewBody, { session: 's', gates: [], lines: [], vaults: '0x1' }],
    ['a signed message of 4,097 characters', UnlockBody, { ...unlock, signedMessage: 'A'.repeat(4097) }],
    ['an empty signed message', UnlockBody, { ...unlock, signedMessage: '' }],
    ['a signed message with a line feed', UnlockBody, { ...unlock, signedMessage: 'AQ==\n' }],
    ['a signed message that is no text', UnlockBody, { ...unlock, signedMessage: [1] }],
  ])('refuses: %s (ERR_BODY_INVALID)', (_case, schema, body) => {
    expect(schema.safeParse(body).success).toBe(false)
  })
})
