import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuthState, PicketError, SolanaConnectResponse } from '../../public/palisade.d.ts'
import { startSite } from '../client/page/startSite.ts'
import { openSolanaWallet } from '../picket/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putSolanaWallet } from './putSolanaWallet.ts'

/* The dialog of palisade.js with a wallet of the Wallet Standard, against the running demo and its Solana. */
let demo: RunningDemo
let site: Awaited<ReturnType<typeof startSite>>
beforeAll(async () => {
  demo = await openDemo()
  site = await startSite({ scriptOrigin: demo.app.origin, lang: 'de' })
})
afterAll(() => site?.close())

const holder = openSolanaWallet('holder')
const outsider = openSolanaWallet('outsider')

type Ended<Value> = { readonly value?: Value; readonly reason?: PicketError['reason'] }
async function open({ signer = holder, isLedger = false } = {}) {
  const person = await openPerson()
  const ledger = isLedger ? signer.signBytes : undefined
  const { signed } = await putSolanaWallet(person, { name: 'Lantern', signer, ledger })
  const page = await person.newPage()
  await page.goto(site.origin)
  await page.evaluate(`window.picket = new Picket('${demo.facts.keys.publishable}'), 0`)
  const call = (expression: string) =>
    page.evaluate(
      `window.ending = picket.${expression}.then((value) => ({ value }), ({ reason }) => ({ reason })), 0`,
    )
  const end = async <Value>() => (await page.evaluate('ending')) as Ended<Value>
  return { page, signed, call, end }
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const title = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor()
const gate = (least: number) => {
  const { collection } = demo.facts.chains.solana.contracts
  return JSON.stringify({ chain: 'solana', collection, minTokenBalance: least })
}

describe('Solana in the dialog of palisade.js', () => {
  test('default: a holder signs one text, in the page’s language, and is signed in', async () => {
    const { page, signed, call, end } = await open()
    await call(`login(${gate(2)})`)
    await title(page, 'Wähle deine Wallet')
    await press(page, 'Lantern')
    const { value } = await end<AuthState>()
    expect(value?.user).toMatchObject({ chain: 'solana', walletAddress: holder.address })
    expect(value?.user.tokenBalances?.collection).toEqual({
      [demo.facts.chains.solana.contracts.collection]: '2',
    })
    expect(signed).toHaveLength(1)
    expect(signed[0]).toContain(`wants you to sign in with your Solana account:\n${holder.address}\n`)
    expect(signed[0]).toContain('Das kostet nichts und sendet keine Transaktion.')
    expect(await page.evaluate('picket.authState().then((found) => found.user.walletAddress)')).toBe(
      holder.address,
    )
  })

  test('behavior: a Ledger signs a transaction that is never sent', async () => {
    const { page, signed, call, end } = await open({ isLedger: true })
    await call(`login(${gate(1)})`)
    await press(page, 'Lantern')
    await title(page, 'Nutzt du einen Ledger?')
    await press(page, 'Weiter mit Ledger')
    expect((await end<AuthState>()).value?.user.walletAddress).toBe(holder.address)
    expect(signed).toEqual([])
  })

  test('behavior: connect answers the wallet itself and a signature in base58', async () => {
    const { page, call, end } = await open()
    await call(
      `connect({ chain: 'solana' }).then(({ provider, ...rest }) => ({ ...rest, features: Object.keys(provider.features) }))`,
    )
    await press(page, 'Lantern')
    const { value } = await end<SolanaConnectResponse & { features: string[] }>()
    expect(value).toMatchObject({
      chain: 'solana',
      walletAddress: holder.address,
      signature: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{64,88}$/),
      context: { chainType: 'solana', chainId: 101 },
      features: ['standard:connect', 'solana:signMessage'],
    })
  })

  test('refuses: a wallet without the tokens, and says what is missing', async () => {
    const { page, call, end } = await open({ signer: outsider })
    await call(`login(${gate(1)})`)
    await press(page, 'Lantern')
    await title(page, 'Noch nicht in dieser Wallet')
    await page.keyboard.press('Escape')
    expect(await end()).toEqual({ reason: 'not-eligible' })
  })

  test('behavior: a dialog for another chain does not list it', async () => {
    const { page, call } = await open()
    await call(`login({ chain: 'polygon' })`)
    await page.getByText('In diesem Browser haben wir keine Wallet gefunden.').waitFor()
    expect(await page.getByRole('button', { name: 'Lantern' }).count()).toBe(0)
  })
})
