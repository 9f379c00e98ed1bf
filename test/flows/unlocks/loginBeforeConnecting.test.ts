import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { describe, expect, test } from 'vitest'
import { encodeBase58 } from '../../../app/core/chain/base58.ts'
import { chains } from '../../../app/core/chain/chains.ts'
import { accountNames, composeLoginMessage } from '../../../app/core/login/composeLoginMessage.ts'
import { composeLoginTemplate } from '../../../app/core/login/composeLoginTemplate.ts'
import { formatLoginChainId } from '../../../app/core/login/formatLoginChainId.ts'
import { formatSignInInput } from '../../../app/core/login/formatSignInInput.ts'
import { hashVisitKey } from '../../../app/crypto/visitKeys.ts'
import { formatSentence } from '../../../extensions/gate-block/src/show/formatSentence.ts'
import { makeSolanaKey } from '../../crypto/solanaKey.ts'
import { fc } from '../../random.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { openLogins } from './openLogins.ts'

const code = (text: string) => expect.objectContaining({ code: text })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const account = privateKeyToAccount(generatePrivateKey())
const walletAddress = account.address

/** Put an account into the text, as the block does. */
function fill(message: string, address: string, chain: number | 'mainnet'): string {
  return formatSentence(message, {
    family: accountNames[chain === 'mainnet' ? 'solana' : 'evm'],
    address,
    chain,
  })
}

/** A login that was issued before a wallet was connected. */
async function start() {
  const { issue, login, state } = openLogins()
  const { key } = makeVisitKey()
  const nonce = await issue({ key })
  const keyThumbprint = hashVisitKey(key)
  const enter = (over: Partial<Parameters<typeof login>[0]> & { signature: string }) =>
    login({ nonce: nonce.value, walletAddress, chain: 'ethereum', keyThumbprint, ...over })
  const sign = (message: string) => account.signMessage({ message })
  const text = fill(nonce.message, walletAddress, 1)
  return { issue, login, state, nonce, enter, sign, text, keyThumbprint }
}

describe('a login that was issued before a wallet was connected', () => {
  test('default: any wallet signs it once, on the chain that its text names', async () => {
    const { enter, sign, nonce, state } = await start()
    expect(nonce).toMatchObject({ wallet: null, method: 'text' })
    const signature = await sign(fill(nonce.message, walletAddress, 137))
    const proven = await enter({ signature, chain: 'polygon' })
    expect(proven).toEqual({ chain: 'polygon', address: walletAddress.toLowerCase(), kind: 'key' })
    await expect(enter({ signature, chain: 'polygon' })).rejects.toThrowError(code('ERR_NONCE_UNKNOWN'))
    expect(state.nonces.size).toBe(0)
  })

  test('default: a Solana wallet, which has one chain', async () => {
    const { login, nonce, keyThumbprint } = await start()
    const key = makeSolanaKey()
    const signature = encodeBase58(key.sign(Buffer.from(fill(nonce.message, key.address, 'mainnet'))))
    const proven = await login({ nonce: nonce.value, walletAddress: key.address, signature, keyThumbprint })
    expect(proven).toEqual({ chain: 'solana', address: key.address, kind: 'key' })
  })

  test('behavior: with its blanks filled, the text is the one that the server composes, for every account and chain', () => {
    const domains = ['harbor.example', 'localhost:3000', '[::1]:3000', '127.0.0.1']
    fc.assert(
      fc.property(
        fc.constantFrom(...domains),
        fc.constantFrom(...chains),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.constantFrom(null, 'K'.repeat(43)),
        (domain, chain, bytes, keyThumbprint) => {
          const hex = `0x${Buffer.from(bytes).toString('hex').slice(0, 40)}`
          const address = chain.family === 'evm' ? hex : encodeBase58(bytes)
          const fields = {
            ...{ domain, uri: `https://${domain}`, statement: 'Free.', nonce: 'abcdefgh' },
            ...{ issuedAt: 1_800_000_000, expiresAt: 1_800_000_120, keyThumbprint },
          }
          const chainId = formatLoginChainId(chain)
          const filled = formatSentence(composeLoginTemplate(fields), {
            family: accountNames[chain.family],
            address,
            chain: chainId,
          })
          expect(filled).toBe(composeLoginMessage({ ...fields, family: chain.family, address, chainId }))
        },
      ),
    )
  })

  test('refuses: the signature of one account for any other, and nobody’s login is used up (ERR_SIGNATURE_INVALID)', async () => {
    const { enter, sign, text, nonce } = await start()
    const thief = privateKeyToAccount(generatePrivateKey())
    // The thief signs the owner's text, and their own; neither makes them the owner.
    for (const said of [text, fill(nonce.message, thief.address, 1)]) {
      const signature = await thief.signMessage({ message: said })
      await expect(enter({ signature })).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
    }
    const signature = await sign(text)
    const stolen = enter({ signature, walletAddress: thief.address })
    await expect(stolen).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
    expect(await enter({ signature })).toMatchObject({ kind: 'key' })
  })

  test('refuses: a chain that the text does not name (ERR_SIGNATURE_INVALID)', async () => {
    const { enter, sign, text } = await start()
    const attempt = enter({ signature: await sign(text), chain: 'polygon' })
    await expect(attempt).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
  })

  test('refuses: no chain, and one of another family (ERR_LOGIN_MISMATCH)', async () => {
    const { login, enter, sign, text, nonce } = await start()
    const signature = await sign(text)
    const attempts = [
      login({ nonce: nonce.value, walletAddress, signature }),
      enter({ signature, chain: 'solana' }),
      enter({ signature, walletAddress: makeSolanaKey().address }),
    ]
    for (const attempt of attempts) await expect(attempt).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
    const unknown = enter({ signature, chain: 'dogecoin' })
    await expect(unknown).rejects.toThrowError(code('ERR_CHAIN_UNKNOWN'))
  })

  test('refuses: another chain than the one for which a login was issued (ERR_LOGIN_MISMATCH)', async () => {
    const { issue, login, sign } = await start()
    const { value, message } = await issue({ chain: 'ethereum', walletAddress })
    const signed = { nonce: value, walletAddress, signature: await sign(message) }
    const attempt = login({ ...signed, chain: 'polygon' })
    await expect(attempt).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
    expect(await login(signed)).toMatchObject({ chain: 'ethereum' })
  })

  test('refuses: a memo without a wallet (ERR_BODY_INVALID)', async () => {
    const { issue } = await start()
    await expect(issue({ method: 'memo' })).rejects.toThrowError(code('ERR_BODY_INVALID'))
  })
})

describe('a text that the wallet composed itself', () => {
  /** As a wallet of ERC-7846 does, from the fields that the server sent. */
  async function startOnePrompt() {
    const started = await start()
    const { nonce } = started
    const input = formatSignInInput({ ...nonce, nonce: nonce.value })
    const own = createSiweMessage({
      ...input,
      resources: [...(input.resources ?? [])],
      address: walletAddress,
      chainId: 1,
      issuedAt: new Date(input.issuedAt),
      expirationTime: new Date(input.expirationTime),
    })
    const send = async (said: string) =>
      started.enter({ signature: await started.sign(said), signedMessage: base64(said) })
    return { ...started, own, send }
  }

  test('default: the text of viem, which wallets use, is the issued one, with the key of the visit', async () => {
    const { own, send, text } = await startOnePrompt()
    expect(own).toContain('\nResources:\n- urn:')
    expect(own).toBe(text)
    expect(await send(own)).toMatchObject({ kind: 'key', chain: 'ethereum' })
  })

  test.each<[string, (said: string) => string]>([
    ['the account in lower case', (said) => said.replace(walletAddress, walletAddress.toLowerCase())],
    ['times without milliseconds', (said) => said.replaceAll('.000Z', 'Z')],
    ['the site’s root with its slash', (said) => said.replace(/^(URI: .*)$/m, '$1/')],
  ])('behavior: %s is the same meaning', async (_case, change) => {
    const { own, send } = await startOnePrompt()
    expect(change(own)).not.toBe(own)
    expect(await send(change(own))).toMatchObject({ kind: 'key' })
  })

  test('refuses: any line that is changed, missing, doubled, moved or added, and the login can still be finished', async () => {
    const { own, send } = await startOnePrompt()
    const lines = own.split('\n')
    const at = fc.nat(lines.length - 1)
    const extra = fc.constantFrom(
      'Not Before: 2020-01-01T00:00:00.000Z',
      'Request ID: 1',
      'Resources:\n- https://evil.example',
      'URI: https://evil.example',
      '',
    )
    const change = fc.oneof(
      fc.record({ at, to: fc.constantFrom('', 'Nonce: abcdefgh', 'Chain ID: 137', walletAddress, 'x') }),
      fc.record({ at, to: fc.constant(null) }),
      fc.record({ at, add: extra }),
      fc.record({ at, char: fc.nat(60), by: fc.constantFrom('x', '0', ' ', '/', '\u202e', '\r') }),
    )
    const apply = (one: { at: number; to?: string | null; add?: string; char?: number; by?: string }) => {
      const changed = [...lines]
      const line = changed[one.at] ?? ''
      if (one.add !== undefined) changed.splice(one.at + 1, 0, one.add)
      else if (one.to === null) changed.splice(one.at, 1)
      else if (one.to !== undefined) changed[one.at] = one.to
      else changed[one.at] = `${line.slice(0, one.char)}${one.by}${line.slice((one.char ?? 0) + 1)}`
      return changed.join('\n')
    }
    /** What a text means: two that differ in these alone are the same login. */
    const mean = (said: string) =>
      said
        .replace(/0x[0-9a-f]{40}/i, (address) => address.toLowerCase())
        .replace(/^(URI: https:\/\/[^/\n]+)\/$/m, '$1')
        .replace(/^((?:Issued At|Expiration Time): [^.\n]+)\.0+Z$/gm, '$1Z')
    await fc.assert(
      fc.asyncProperty(change, async (one) => {
        const said = apply(one)
        fc.pre(mean(said) !== mean(own))
        await expect(send(said)).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
      }),
      { numRuns: 150 },
    )
    expect(await send(own)).toMatchObject({ kind: 'key' })
  })

  test('refuses: the text of another account, signed by it, for this one (ERR_LOGIN_MISMATCH)', async () => {
    const { own, enter } = await startOnePrompt()
    const thief = privateKeyToAccount(generatePrivateKey())
    const said = own.replace(walletAddress, thief.address)
    const signature = await thief.signMessage({ message: said })
    const attempt = enter({ signature, signedMessage: base64(said) })
    await expect(attempt).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
  })
})
