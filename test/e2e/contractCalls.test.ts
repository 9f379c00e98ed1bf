import { beforeAll, describe, expect, test } from 'vitest'
import type { SeededGate } from '../standin/demo/seedGates.ts'
import { fillCart, openCheckout, post } from '../standin/demo/shopper.ts'
import { copyShops } from '../standin/demo/shops.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* A gate that asks a contract, from the merchant's form to the checkout. */
let demo: RunningDemo
let register: string
beforeAll(async () => {
  demo = await openDemo()
  const { holder } = demo.facts.chains.ethereum.wallets
  const { deploy, write } = demo.chains.deployers.ethereum
  const address = await deploy('HarborRegister')
  register = address
  const set = (method: string, ...args: unknown[]) =>
    write({ name: 'HarborRegister', address, method, args: [holder.address, ...args] })
  await set('setMember', true)
  await set('setScore', 205_000n)
})

const SHOTS = process.env.SHOTS

async function openForm(size = { width: 1280, height: 1300 }) {
  const shop = await demo.shopify.addShop(copyShops(demo.shopify.state.shops.size).harbor)
  const page = await (await openPerson(size)).newPage()
  await page.goto(`${demo.shopify.adminUrlOf(shop)}/app/gates/new`)
  const app = page.frameLocator('iframe')
  await app.getByLabel('Name', { exact: true }).waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { shop, page, app }
}
type Form = Awaited<ReturnType<typeof openForm>>

async function chooseJacket({ page, app }: Form): Promise<void> {
  await app.getByLabel('Name', { exact: true }).fill('Members')
  await app.getByRole('button', { name: 'Select products' }).click()
  await page.getByRole('checkbox', { name: 'Varsity Jacket' }).click()
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await app.getByLabel('What counts').first().selectOption('call')
  await app.getByLabel('Percent off').fill('10')
}
const save = ({ page }: Form) => page.getByRole('button', { name: 'Save', exact: true }).click()

describe('a gate that asks a contract', () => {
  test('default: a merchant chooses a membership; its member gets the discount, and another wallet reads what it lacks', async () => {
    const form = await openForm()
    const { shop, page, app } = form
    await chooseJacket(form)
    await app.getByLabel('Question').selectOption('membership')
    await app.getByLabel('What shoppers read').fill('Night Club membership')
    await app.getByLabel('Contract address').fill(register)
    await app.getByText('Has a valid Night Club membership on Ethereum').first().waitFor()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/call-preset.png`, fullPage: true })
    await save(form)
    await app.getByRole('heading', { name: 'Members' }).waitFor()

    const jacket = [...shop.products.values()].find(({ handle }) => handle === 'varsity-jacket')
    const variantId = jacket?.variants[0]?.id ?? 0
    const gate = { id: 1, handle: 'varsity-jacket', productId: jacket?.id ?? 0, variantId }
    const store = { storefront: shop.storefrontOrigin, gate: gate as SeededGate }
    const { holder, outsider } = demo.facts.chains.ethereum.wallets
    const { chain, walletAddress, sign } = loginWithEvm(holder)
    const proxy = `${shop.storefrontOrigin}/apps/palisade`
    const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
    const signature = await sign(String(message))
    const lines = [{ productId: gate.productId, variantId }]
    const { proof } = await post(`${proxy}/unlock`, { nonce, walletAddress, signature, gates: [1], lines })
    const { subtotal, total } = await openCheckout(store, await fillCart(store, String(proof)))
    expect([subtotal, total]).toEqual(['120.00', '108.00'])

    const person = await openPerson({ width: 390, height: 844 })
    await putWallets(person, [{ name: 'Mine', color: '#246', privateKey: outsider.privateKey }])
    const storePage = await person.newPage()
    await storePage.goto(`${shop.storefrontOrigin}/products/varsity-jacket`)
    const card = storePage.locator('palisade-gate').first()
    await card.getByText('1 Night Club membership').first().waitFor()
    if (SHOTS) await storePage.screenshot({ path: `${SHOTS}/call-card.png` })
    await storePage.getByRole('button', { name: 'Connect wallet' }).click()
    await storePage.getByRole('button', { name: 'Mine', exact: true }).click()
    await card.getByText(/You need 1 Night Club membership on Ethereum\. 0x\S+ holds 0\./).waitFor()
    if (SHOTS) await storePage.screenshot({ path: `${SHOTS}/call-refused.png` })
  })

  test('refuses: a function that the contract does not have, at its field, and keeps what was typed', async () => {
    const form = await openForm()
    const { page, app } = form
    await chooseJacket(form)
    await app.getByLabel('Question').selectOption('')
    await app.getByLabel('What shoppers read').fill('Harbor seat')
    await app.getByLabel('Contract address').fill(register)
    const method = app.getByLabel('Function')
    await method.fill('seatOf(address) view returns (bool)')
    await save(form)
    await app.getByText('The contract does not answer this question.').first().waitFor()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/call-own.png`, fullPage: true })
    await method.fill('seatOf')
    await save(form)
    await app.getByText('Enter the whole function').first().waitFor()
    await method.fill('getScore(address)(uint256)')
    await app.getByLabel('Way to count').selectOption('largest')
    await app.getByLabel('Decimals').fill('4')
    await app.getByLabel('A refusal of the contract means no').check()
    await app.getByLabel('At least').fill('20')
    await save(form)
    await app.getByRole('heading', { name: 'Members' }).waitFor()
    expect(await method.inputValue()).toBe('getScore(address)(uint256)')
    expect(await app.getByLabel('At least').inputValue()).toBe('20')
  })

  test('behavior: a refused field that is still loading gets the focus when it is there', async () => {
    const form = await openForm()
    const { page, app } = form
    let load = () => {}
    const released = new Promise<void>((resolve) => {
      load = resolve
    })
    await page.context().route('**/assets/CallFields-*.js', async (route) => {
      await released
      await route.continue()
    })
    await chooseJacket(form)
    await save(form)
    await app.locator('[data-wrong="true"]').waitFor()
    load()
    const label = app.getByLabel('What shoppers read')
    await expect.poll(() => label.evaluate((field) => field === document.activeElement)).toBe(true)
  })
})
