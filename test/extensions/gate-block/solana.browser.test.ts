import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { composeMemoTransaction, createVerifyMemoTransaction } from '../../../app/chains/solana/memo.ts'
import { decodeBase58 } from '../../../app/core/chain/base58.ts'
import { parseSolanaAddress } from '../../../app/core/chain/parseSolanaAddress.ts'
import { checkSignedText } from '../../../app/core/login/checkSignedText.ts'
import { composeLoginMessage } from '../../../app/core/login/composeLoginMessage.ts'
import { formatSignInInput } from '../../../app/core/login/formatSignInInput.ts'
import { parseLoginMessage } from '../../../app/core/login/parseLoginMessage.ts'
import { verifyEd25519 } from '../../../app/crypto/solanaSignature.ts'
import { formatShortAddress } from '../../../extensions/gate-block/src/show/formatShortAddress.ts'
import { makeDemoWallet } from '../../standin/chains/demoWallets.ts'
import { makeSolanaWallet } from '../../standin/chains/solana/solanaWallets.ts'
import { bundleWallets } from '../../standin/demo/bundleWallets.ts'
import { answers, type Call, openBlock, waitFor } from './page/openBlock.ts'
import type { ProxyAnswer } from './page/startPage.ts'
import { conditions, treeNeeds } from './page/treeNeeds.ts'

const holder = makeSolanaWallet('holder')
const address = parseSolanaAddress(holder.address)
const script = await bundleWallets({
  evm: { holder: makeDemoWallet('holder'), outsider: makeDemoWallet('outsider') },
  solana: { holder, outsider: makeSolanaWallet('outsider') },
})
const needs = (...of: object[]) => [{ number: 4, conditions: [], needs: treeNeeds({ kind: 'any', of }) }]
const message = composeLoginMessage({
  family: 'solana',
  domain: 'shop.example',
  address,
  statement: 'Show that this wallet is yours. It is free.',
  uri: 'https://shop.example/',
  chainId: 'mainnet',
  nonce: 'n1aaaaaaaaaaaaaa',
  issuedAt: 1_795_600_000,
  expiresAt: 1_795_600_120,
  keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
})

/** Answers a login as the app does. */
function nonce({ body }: Call): ProxyAnswer {
  const more =
    body.method === 'memo'
      ? { transaction: composeMemoTransaction({ address, text: message }) }
      : { input: formatSignInInput(parseLoginMessage(message)) }
  return { body: { nonce: 'n1', message, ...more } }
}

const open = (more: Partial<Parameters<typeof openBlock>[0]> = {}) =>
  openBlock({ gates: needs(conditions.foxes), script, nonce, ...more })

async function choose(page: Page, wallet = 'Holder wallet'): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: wallet }).click()
}
const answer = (page: Page, name: 'Sign' | 'Reject') =>
  page.getByRole('button', { name, exact: true }).click()

describe('a Solana wallet in the block', () => {
  test('default: the wallet signs in once, with the fields that the server sent', async () => {
    const { page, calls } = await open()
    await choose(page)
    expect(await page.locator('[data-ref=wallets] button').allTextContents()).toEqual([
      'Holder wallet',
      'Empty wallet',
    ])
    await answer(page, 'Sign')
    await waitFor(page, 'unlocked')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock'])
    expect(calls[0]?.body).toEqual({ key: { x: expect.any(String), y: expect.any(String) } })
    const { signature, signedMessage, ...rest } = calls[1]?.body ?? {}
    expect(rest).toMatchObject({ nonce: 'n1', walletAddress: address, gates: [4] })
    const text = checkSignedText({
      signedMessage: String(signedMessage),
      expected: parseLoginMessage(message),
    })
    const publicKey = decodeBase58({ text: address, bytes: 32 }) ?? new Uint8Array()
    const bytes = Buffer.from(String(signature), 'base64')
    expect(verifyEd25519({ publicKey, message: Buffer.from(text), signature: bytes })).toBe(true)
    expect(await page.locator('[data-for=unlocked]').textContent()).toContain(formatShortAddress(address))
  })

  test('behavior: a Ledger signs a transaction that is never sent', async () => {
    const { page, calls } = await open({ search: '?ledger' })
    await choose(page)
    await page.getByText('Using a Ledger?').waitFor()
    await page.getByRole('button', { name: 'Continue with Ledger' }).click()
    await page.getByText('A transaction that only carries a note').waitFor()
    await answer(page, 'Sign')
    await waitFor(page, 'unlocked')
    expect(calls.map((call) => [call.verb, call.body.method])).toEqual([
      ['nonce', undefined],
      ['nonce', 'memo'],
      ['unlock', undefined],
    ])
    const { signature, signedMessage } = calls[2]?.body ?? {}
    const verify = createVerifyMemoTransaction({ verifyEd25519 })
    expect(verify({ address, text: message, transaction: String(signedMessage) })).toBe(true)
    const bytes = Buffer.from(String(signedMessage), 'base64')
    expect(signature).toBe(bytes.subarray(1, 65).toString('base64'))
  })

  test('behavior: if the server refuses the signature, a Ledger may sign a memo instead', async () => {
    const { page, calls } = await open({
      proxy: (call) => {
        if (call.verb === 'nonce') return nonce(call)
        // A transaction begins with the number of its signatures, a text with a letter.
        const [first] = Buffer.from(String(call.body.signedMessage), 'base64')
        const isMemo = first === 1 || call.verb !== 'unlock'
        const msg = 'The signature does not match this wallet and this message.'
        return isMemo
          ? answers.open(call.body.lines)
          : { status: 401, body: { msg, code: 'ERR_SIGNATURE_INVALID' } }
      },
    })
    await choose(page)
    await answer(page, 'Sign')
    await page.getByText('Using a Ledger?').waitFor()
    await page.getByRole('button', { name: 'Continue with Ledger' }).click()
    await page.getByText('A transaction that only carries a note').waitFor()
    await answer(page, 'Sign')
    await waitFor(page, 'unlocked')
    const { signedMessage } = calls.at(-1)?.body ?? {}
    const verify = createVerifyMemoTransaction({ verifyEd25519 })
    expect(verify({ address, text: message, transaction: String(signedMessage) })).toBe(true)
  })

  test('behavior: a shopper who declines is not asked about a Ledger', async () => {
    const { page, calls } = await open()
    await choose(page)
    await answer(page, 'Reject')
    await page.getByText('No problem. Connect whenever you like.').first().waitFor()
    expect(calls.map((call) => call.verb)).toEqual(['nonce'])
  })

  test('behavior: another wallet can replace the Ledger', async () => {
    const { page } = await open({ search: '?ledger' })
    await choose(page)
    await page.getByRole('button', { name: 'Use another wallet' }).click()
    await expect(page.getByRole('dialog').waitFor()).resolves.toBeUndefined()
  })

  test.each<[string, object[], string[]]>([
    ['EVM chains only', [conditions.owls], ['Lantern', '<b>Harbour</b>', 'Holder wallet', 'Empty wallet']],
    [
      'both families',
      [conditions.owls, conditions.foxes],
      [
        'Lantern Ethereum',
        '<b>Harbour</b> Ethereum',
        'Holder wallet Ethereum',
        'Empty wallet Ethereum',
        'Holder wallet Solana',
        'Empty wallet Solana',
      ],
    ],
    [
      'only a list',
      [conditions.friends],
      [
        'Lantern Ethereum',
        '<b>Harbour</b> Ethereum',
        'Holder wallet Ethereum',
        'Empty wallet Ethereum',
        'Holder wallet Solana',
        'Empty wallet Solana',
      ],
    ],
  ])('behavior: a page with %s lists the matching wallets', async (_, of, names) => {
    const { page } = await open({ gates: needs(...of) })
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    const rows = async () => (await page.locator('[data-ref=wallets] button').allInnerTexts()).sort()
    await expect
      .poll(async () => (await rows()).map((row) => row.replace(/\s+/g, ' ')))
      .toEqual([...names].sort())
  })

  test('behavior: an EVM wallet on a page with both families logs in on an EVM chain', async () => {
    const { page, calls } = await open({
      gates: needs(conditions.foxes, conditions.coin),
      nonce: () => answers.nonce,
    })
    await choose(page, 'Lantern Ethereum')
    await waitFor(page, 'unlocked')
    expect(calls[1]?.body.chain).toBe('polygon')
    expect(calls[1]?.body).not.toHaveProperty('signedMessage')
  })

  test('refuses: a vault for a Solana wallet, which the card does not offer', async () => {
    const { page } = await open({ proxy: () => answers.closed })
    await choose(page)
    await answer(page, 'Sign')
    await waitFor(page, 'refused')
    expect(await page.getByText('My tokens are elsewhere').isVisible()).toBe(false)
  })
})
