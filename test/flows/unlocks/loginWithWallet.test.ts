import { Keypair, Transaction } from '@solana/web3.js'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, onTestFinished, test } from 'vitest'
import { composeMemoTransaction } from '../../../app/chains/solana/memo.ts'
import { encodeBase58 } from '../../../app/core/chain/base58.ts'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'
import { parseAnyAddress } from '../../../app/core/chain/parseAnyAddress.ts'
import { parseLoginMessage } from '../../../app/core/login/parseLoginMessage.ts'
import { hashVisitKey } from '../../../app/crypto/visitKeys.ts'
import { makeSolanaKey } from '../../crypto/solanaKey.ts'
import { NOW, shop } from '../../fakes/fakeContext.ts'
import { createFlowKey } from '../../standin/flow/createFlowKey.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { openLogins } from './openLogins.ts'

const code = (text: string) => expect.objectContaining({ code: text })
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64')
const text = (message: string) => Buffer.from(message)

async function startSiws() {
  const key = makeSolanaKey()
  const { issue, login, state } = openLogins()
  const nonce = await issue({ walletAddress: key.address })
  const sign = (said: Uint8Array | string) => encodeBase58(key.sign(Buffer.from(said)))
  const enter = (over: { signature: string; signedMessage?: string; walletAddress?: string }) =>
    login({ nonce: nonce.value, walletAddress: key.address, ...over })
  return { key, nonce, sign, enter, issue, login, state }
}

describe('a Solana login by text', () => {
  test('default: the issued bytes, signed as they are', async () => {
    const { key, nonce, sign, enter, state } = await startSiws()
    expect(nonce.message.split('\n')).toEqual([
      'harbor.example wants you to sign in with your Solana account:',
      key.address,
      '',
      nonce.statement,
      '',
      'URI: https://harbor.example',
      'Version: 1',
      'Chain ID: mainnet',
      `Nonce: ${nonce.value}`,
      `Issued At: ${new Date(NOW * 1000).toISOString()}`,
      `Expiration Time: ${new Date((NOW + 120) * 1000).toISOString()}`,
    ])
    const proven = await enter({ signature: sign(nonce.message) })
    expect(proven).toEqual({ chain: 'solana', address: key.address, kind: 'key' })
    expect(state.nonces.size).toBe(0)
  })

  test('behavior: the text that the wallet’s own sign-in returns, bare or in an envelope', async () => {
    for (const wrap of [
      (said: Buffer) => said,
      (said: Buffer) =>
        Buffer.concat([
          Buffer.from('\xffsolana offchain', 'latin1'),
          Buffer.from([0, 1, said.length & 255, said.length >> 8]),
          said,
        ]),
    ]) {
      const { nonce, key, enter } = await startSiws()
      const bytes = wrap(text(nonce.message))
      const signature = base64(key.sign(bytes))
      expect(await enter({ signature, signedMessage: base64(bytes) })).toMatchObject({ kind: 'key' })
    }
  })

  test('behavior: a wallet may write the times without milliseconds', async () => {
    const { nonce, sign, enter } = await startSiws()
    const said = nonce.message.replaceAll('.000Z', 'Z')
    expect(said).not.toBe(nonce.message)
    expect(await enter({ signature: sign(said), signedMessage: base64(said) })).toMatchObject({ kind: 'key' })
  })

  test.each<[string, (message: string) => string]>([
    ['another site', (said) => said.replace('harbor.example wants', 'evil.example wants')],
    ['no site', (said) => said.replace('harbor.example wants', 'wants')],
    ['another wallet', (said) => said.replace(/\n[^\n]{32,44}\n/, `\n${makeSolanaKey().address}\n`)],
    ['another statement', (said) => said.replace('Show this shop', 'Show that shop')],
    ['no statement', (said) => said.replace(/\nShow[^\n]*\n\n/, '\n\n')],
    ['a statement of two lines', (said) => said.replace('. This', '.\nThis')],
    ['a URL on another site', (said) => said.replace('https://harbor', 'https://evil')],
    ['a path', (said) => said.replace('URI: https://harbor.example', 'URI: https://harbor.example/x')],
    ['another network', (said) => said.replace('mainnet', 'devnet')],
    ['another name of the same network', (said) => said.replace('mainnet', 'solana:mainnet')],
    ['no network', (said) => said.replace('Chain ID: mainnet\n', '')],
    ['another nonce', (said) => said.replace(/Nonce: \w+/, `Nonce: ${'ab'.repeat(16)}`)],
    ['a nonce in the statement', (said) => said.replace('Show this', 'Nonce: 1 Show this')],
    ['another time', (said) => said.replace('Issued At: 20', 'Issued At: 21')],
    ['a later expiry', (said) => said.replace('Expiration Time: 20', 'Expiration Time: 21')],
    ['no expiry', (said) => said.replace(/\nExpiration[^\n]*/, '')],
    ['a not-before time', (said) => `${said}\nNot Before: 2020-01-01T00:00:00.000Z`],
    ['a request id', (said) => `${said}\nRequest ID: 1`],
    ['resources', (said) => `${said}\nResources:\n- https://evil.example`],
    ['another family’s account', (said) => said.replace('Solana account', 'Ethereum account')],
    ['no login at all', () => 'hello'],
  ])(
    'refuses: a signed text with %s, and the login can still be finished (ERR_LOGIN_MISMATCH)',
    async (_case, change) => {
      const { nonce, sign, enter } = await startSiws()
      const said = change(nonce.message)
      expect(said).not.toBe(nonce.message)
      const attempt = enter({ signature: sign(said), signedMessage: base64(said) })
      await expect(attempt).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
      // Without the signed text, the signature is over other bytes than the issued ones.
      await expect(enter({ signature: sign(said) })).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
      expect(await enter({ signature: sign(nonce.message) })).toMatchObject({ kind: 'key' })
    },
  )

  test('refuses: a good text signed by another key: the address in a text proves nothing (ERR_SIGNATURE_INVALID)', async () => {
    const { nonce, enter } = await startSiws()
    const thief = makeSolanaKey()
    const signature = encodeBase58(thief.sign(text(nonce.message)))
    for (const signedMessage of [undefined, base64(nonce.message)]) {
      const attempt = enter({ signature, ...(signedMessage ? { signedMessage } : {}) })
      await expect(attempt).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
    }
  })

  test('refuses: a signed message that is no base64 of a text (ERR_LOGIN_MISMATCH)', async () => {
    const { nonce, sign, enter } = await startSiws()
    const signature = sign(nonce.message)
    const said = base64(nonce.message)
    for (const signedMessage of [
      '',
      '!',
      `${said}\n`,
      said.replace(/=*$/, '===='),
      base64(Buffer.from([0xff, 1])),
    ]) {
      await expect(enter({ signature, signedMessage })).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
    }
  })

  test('refuses: a login that another wallet began (ERR_LOGIN_MISMATCH)', async () => {
    const { nonce, enter } = await startSiws()
    const thief = makeSolanaKey()
    const signature = encodeBase58(thief.sign(text(nonce.message)))
    const attempt = enter({ signature, walletAddress: thief.address })
    await expect(attempt).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
  })

  test('refuses: a second use, an unknown nonce and an old one (ERR_NONCE_UNKNOWN)', async () => {
    const { key, nonce, sign, enter, login, state } = await startSiws()
    const signature = sign(nonce.message)
    const unknown = login({ nonce: 'ab'.repeat(16), walletAddress: key.address, signature })
    await expect(unknown).rejects.toThrowError(code('ERR_NONCE_UNKNOWN'))
    const attempts = await Promise.allSettled(Array.from({ length: 50 }, () => enter({ signature })))
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(enter({ signature })).rejects.toThrowError(code('ERR_NONCE_UNKNOWN'))
    const second = await startSiws()
    second.state.now += 120
    const late = second.enter({ signature: second.sign(second.nonce.message) })
    await expect(late).rejects.toThrowError(code('ERR_NONCE_UNKNOWN'))
    expect(state.nonces.size).toBe(0)
  })
})

async function startMemo() {
  const wallet = Keypair.generate()
  const address = wallet.publicKey.toBase58()
  const { issue, login } = openLogins()
  const nonce = await issue({ walletAddress: address, method: 'memo' })
  const enter = (signedMessage: string | undefined, signature = '1') =>
    login({
      nonce: nonce.value,
      walletAddress: address,
      signature,
      ...(signedMessage ? { signedMessage } : {}),
    })
  const signed = (transaction = nonce.transaction) => {
    const parsed = Transaction.from(Buffer.from(transaction ?? '', 'base64'))
    parsed.partialSign(wallet)
    return base64(parsed.serialize())
  }
  return { wallet, address, nonce, enter, signed, issue, login }
}

describe('a login by memo with a Ledger', () => {
  test('default: the issued transaction, signed', async () => {
    const { nonce, address, enter, signed } = await startMemo()
    expect(nonce).toMatchObject({ method: 'memo' })
    expect(text(nonce.message).length).toBeLessThanOrEqual(566)
    expect(await enter(signed())).toEqual({ chain: 'solana', address, kind: 'key' })
    await expect(enter(signed())).rejects.toThrowError(code('ERR_NONCE_UNKNOWN'))
  })

  test('behavior: with a key of the visit, and the longest domain that Shopify gives, it still fits', async () => {
    const domain = `${'a'.repeat(63)}.myshopify.com`
    const { issue } = openLogins({ ...shop, primaryDomain: domain, allowedDomains: [domain] })
    const { key } = makeVisitKey()
    const walletAddress = Keypair.generate().publicKey.toBase58()
    const nonce = await issue({ walletAddress, method: 'memo', key })
    expect(nonce.transaction).toBeDefined()
    expect(text(nonce.message).length).toBeLessThanOrEqual(566)
    expect(parseLoginMessage(nonce.message)).toMatchObject({ domain, keyThumbprint: hashVisitKey(key) })
  })

  test('refuses: anything but the transaction if the nonce is for one (ERR_SIGNATURE_INVALID)', async () => {
    const { wallet, nonce, enter, signed } = await startMemo()
    const key = makeSolanaKey()
    const { createPrivateKey, sign } = await import('node:crypto')
    const pkcs8 = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      wallet.secretKey.subarray(0, 32),
    ])
    const own = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    const overText = encodeBase58(sign(null, text(nonce.message), own))
    const attempts = [
      enter(undefined, overText),
      enter(base64(nonce.message), overText),
      enter(nonce.transaction),
      enter(base64(key.sign(text(nonce.message)))),
    ]
    for (const attempt of attempts) await expect(attempt).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
    expect(await enter(signed())).toMatchObject({ kind: 'key' })
  })

  test('refuses: a transaction if the nonce is for a text (ERR_LOGIN_MISMATCH, ERR_SIGNATURE_INVALID)', async () => {
    const { wallet, address, issue, login, signed } = await startMemo()
    const { value, message } = await issue({ walletAddress: address })
    const parsed = composeMemoTransaction({ address: parseAnyAddress(address) as never, text: message })
    const transaction = signed(parsed)
    const signature = encodeBase58(
      Transaction.from(Buffer.from(transaction, 'base64')).signature ?? Buffer.alloc(64),
    )
    const both = { nonce: value, walletAddress: wallet.publicKey.toBase58(), signature }
    const said = login({ ...both, signedMessage: transaction })
    await expect(said).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
    await expect(login(both)).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
  })

  test('refuses: the memo of another login of the same wallet (ERR_SIGNATURE_INVALID)', async () => {
    const { address, issue, enter, signed } = await startMemo()
    const other = await issue({ walletAddress: address, method: 'memo' })
    await expect(enter(signed(other.transaction))).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
  })
})

describe('a login with an EVM wallet', () => {
  const account = privateKeyToAccount(generatePrivateKey())
  const { address: walletAddress } = account

  test('default: the signature over the text is verified', async () => {
    const { issue, login } = openLogins()
    const { value, message } = await issue({ chain: 'polygon', walletAddress })
    expect(message).toContain(`Ethereum account:\n${walletAddress}`)
    expect(message).toContain('\nChain ID: 137\n')
    const signature = await account.signMessage({ message })
    const proven = await login({ nonce: value, walletAddress, signature })
    expect(proven).toEqual({ chain: 'polygon', address: walletAddress.toLowerCase(), kind: 'key' })
  })

  test('refuses: a wallet of Flow, if the server cannot read Flow (ERR_CHAIN_UNKNOWN)', async () => {
    const { issue } = openLogins()
    const attempt = issue({ chain: 'flow', walletAddress: '0x0b2a3299cc857e29' })
    await expect(attempt).rejects.toThrowError(code('ERR_CHAIN_UNKNOWN'))
  })

  test('refuses: a memo (ERR_BODY_INVALID)', async () => {
    const { issue } = openLogins()
    const attempt = issue({ chain: 'ethereum', walletAddress, method: 'memo' })
    await expect(attempt).rejects.toThrowError(code('ERR_BODY_INVALID'))
  })

  test('refuses: an address of the other family (ERR_ADDRESS_INVALID)', async () => {
    const { issue } = openLogins()
    const { address } = makeSolanaKey()
    const attempts = [
      issue({ chain: 'solana', walletAddress }),
      issue({ chain: 'ethereum', walletAddress: address }),
    ]
    for (const attempt of attempts) await expect(attempt).rejects.toThrowError(code('ERR_ADDRESS_INVALID'))
  })

  test('refuses: a Solana address with one letter in the other case (ERR_LOGIN_MISMATCH)', async () => {
    const { issue, login } = openLogins()
    const key = makeSolanaKey()
    const { value, message } = await issue({ walletAddress: key.address })
    const at = [...key.address].findIndex((letter) => /[a-km-np-z]/.test(letter) && !/[io]/.test(letter))
    const swapped =
      key.address.slice(0, at) + (key.address[at] ?? '').toUpperCase() + key.address.slice(at + 1)
    expect(swapped).not.toBe(key.address)
    const signature = encodeBase58(key.sign(text(message)))
    const attempt = login({ nonce: value, walletAddress: swapped, signature })
    await expect(attempt).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
  })
})

describe('a Flow login', () => {
  const walletAddress = '0x0b2a3299cc857e29'
  const key = createFlowKey()
  const begin = async () => {
    setOwnChains([flowChain])
    onTestFinished(() => setOwnChains([]))
    const { issue, login, state } = openLogins(shop, async () => [key])
    const { value: nonce, message } = await issue({ chain: 'flow', walletAddress })
    return { nonce, message, login, state }
  }

  test('default: the signature over the text is verified with the keys of the account', async () => {
    const { nonce, message, login, state } = await begin()
    expect(message).toContain(`Flow account:\n${walletAddress}\n`)
    expect(message).toContain('\nChain ID: mainnet\n')
    const proven = await login({ nonce, walletAddress, signature: key.sign(message) })
    expect(proven).toEqual({ chain: 'flow', address: walletAddress, kind: 'key' })
    expect(state.nonces.size).toBe(0)
  })

  test('refuses: another text, and a text of the wallet’s own; the login can still be finished (ERR_SIGNATURE_INVALID)', async () => {
    const { nonce, message, login } = await begin()
    const wrong = login({ nonce, walletAddress, signature: key.sign(`${message} `) })
    await expect(wrong).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
    const own = login({ nonce, walletAddress, signature: key.sign(message), signedMessage: base64(message) })
    await expect(own).rejects.toThrowError(code('ERR_SIGNATURE_INVALID'))
    const proven = await login({ nonce, walletAddress, signature: key.sign(message) })
    expect(proven).toMatchObject({ kind: 'key' })
  })

  test('refuses: an EVM chain for such an account (ERR_LOGIN_MISMATCH)', async () => {
    const { nonce, message, login } = await begin()
    const attempt = login({ nonce, walletAddress, chain: 'ethereum', signature: key.sign(message) })
    await expect(attempt).rejects.toThrowError(code('ERR_LOGIN_MISMATCH'))
  })
})
