import type { FrameLocator, Locator, Page } from 'playwright-core'
import { encodeAbiParameters, type Hex, keccak256, toHex } from 'viem'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SeededGate } from '../standin/demo/seedGates.ts'
import { fillCart, openCheckout, post } from '../standin/demo/shopper.ts'
import { copyShops } from '../standin/demo/shops.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

type Admin = { readonly page: Page; readonly app: FrameLocator }

async function openPage(path: string, admin = demo.facts.admin): Promise<Admin> {
  const person = await openPerson({ width: 1280, height: 1000 })
  const page = await person.newPage()
  await page.goto(`${admin}/app/gates/${path}`)
  const app = page.frameLocator('iframe')
  await app.getByLabel('Name', { exact: true }).waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app }
}

const openForm = () => openPage('new')
const openGate = (number: number) => openPage(String(number))

/** Ask the Ethereum node of the demo. */
async function askNode(method: string, params: readonly unknown[]): Promise<unknown> {
  const { result } = await post(demo.facts.chains.ethereum.rpcUrl, { jsonrpc: '2.0', id: 1, method, params })
  return result
}

/** Give a wallet coins on Ethereum. */
const fillWallet = (address: string) => askNode('anvil_setBalance', [address, '0x1'])

/** Bored Ape Yacht Club, which the server's list of known tokens has. */
const APES = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D'

/** Put a collection at that address, with a name of its own and one NFT of the holder. The slots are OpenZeppelin's. */
async function placeApes(holder: Hex): Promise<void> {
  const code = await askNode('eth_getCode', [demo.facts.chains.ethereum.contracts.erc721, 'latest'])
  await askNode('anvil_setCode', [APES, code])
  const write = (slot: Hex, value: Hex) => askNode('anvil_setStorageAt', [APES, slot, value])
  const name = Buffer.from('Stand-in Apes')
  const text = Buffer.concat([name, Buffer.alloc(31 - name.length), Buffer.from([2 * name.length])])
  await write(toHex(0, { size: 32 }), `0x${text.toString('hex')}`)
  const parts = [{ type: 'address' }, { type: 'uint256' }] as const
  const balance = keccak256(encodeAbiParameters(parts, [holder, 3n]))
  await write(balance, toHex(1, { size: 32 }))
}

const wallet = (i: number) => `0x${(2n ** 140n + BigInt(i)).toString(16).padStart(40, '0')}`

describe('the form of a gate', () => {
  test('default: a list is created inside the form by keyboard, and chosen in the condition', async () => {
    const { page, app } = await openForm()
    await app.getByLabel('Name', { exact: true }).fill('Friends first')
    await app.getByLabel('What counts').selectOption('allowlist')
    const opener = app.getByRole('button', { name: 'Create a list' })
    await opener.press('Enter')
    const dialog = app.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Night friends')
    await dialog.getByLabel('Or paste addresses').fill(`${wallet(1)}\nanna\n${wallet(2)}`)
    // What was typed stays while the dialog is closed.
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await opener.press('Enter')
    expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Night friends')
    await dialog.getByRole('button', { name: 'Create list' }).press('Enter')
    await dialog.getByText('1 line could not be read.').waitFor()
    // The way out of the dialog says that the list would have no addresses.
    await dialog.getByRole('button', { name: 'Leave the list empty' }).waitFor()
    await dialog.getByRole('button', { name: 'Import 2 addresses without it' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const list = app.getByLabel('List', { exact: true })
    expect(await list.locator('option:checked').innerText()).toBe('Night friends')
    expect(await app.getByLabel('Name', { exact: true }).inputValue()).toBe('Friends first')
    // The next list of the same condition starts empty, and a name that is taken is refused in the dialog.
    await opener.press('Enter')
    expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('')
    await dialog.getByLabel('Name', { exact: true }).fill('Night friends')
    await dialog.getByLabel('Name', { exact: true }).press('Enter')
    await dialog.getByText('Another list already has this name.').waitFor()
  })

  test('behavior: a pasted wallet, a mistyped address and a link to a collection are told apart', async () => {
    const { app } = await openForm()
    const { ethereum, polygon } = demo.facts.chains
    const address = app.getByLabel('Contract address')
    await address.fill('https://opensea.io/collection/night-owls')
    await app.getByText('Open any item of it and paste that link.').waitFor()
    await address.fill(wallet(6))
    await app.getByText('There is no contract at this address on this chain.').waitFor()
    await fillWallet(wallet(7))
    await address.fill(wallet(7))
    await app.getByText('This is the address of a wallet, not of a token.').waitFor()
    const owls = ethereum.contracts.erc721
    await address.fill(`0x${'aB'.repeat(20)}`)
    await app.getByText('one of its letters is wrong').waitFor()
    await address.fill(`https://polygonscan.com/token/${polygon.contracts.erc1155}`)
    await app.getByText('Tide Passes').first().waitFor()
    expect(await app.getByLabel('Chain', { exact: true }).inputValue()).toBe('polygon')
    await address.fill(`https://etherscan.io/token/${owls}#balances`)
    await app.getByText('Night Owls').first().waitFor()
    expect(await app.getByLabel('Chain', { exact: true }).inputValue()).toBe('ethereum')
  })

  test('behavior: a gate that was saved elsewhere shows both versions, and typing is kept until one is chosen', async () => {
    const [number] = demo.facts.gates.map(({ id }) => id)
    const mine = await openGate(Number(number))
    const theirs = await openGate(Number(number))
    const save = ({ page }: Admin) => page.getByRole('button', { name: 'Save', exact: true }).click()
    await theirs.app.getByLabel('Name', { exact: true }).fill('Named by a colleague')
    await theirs.app.getByLabel('Maximum per cart').fill('7')
    await save(theirs)
    await theirs.app.getByRole('heading', { name: 'Named by a colleague' }).waitFor()
    await mine.app.getByLabel('Name', { exact: true }).fill('Named by me')
    await save(mine)
    const row = (label: string) => mine.app.getByRole('row', { name: label })
    await row('Name Named by me Named by a colleague').waitFor()
    expect(await row('Maximum per cart No limit 7').count()).toBe(1)
    expect(await mine.app.getByRole('table').getByRole('row').count()).toBe(3)
    expect(await mine.app.getByLabel('Name', { exact: true }).inputValue()).toBe('Named by me')
    await mine.app.getByRole('button', { name: 'Keep mine' }).press('Enter')
    await mine.app.getByRole('heading', { name: 'Named by me' }).waitFor()
    // The colleague's page is the stale one now, and takes what was saved.
    await theirs.app.getByLabel('Name', { exact: true }).fill('Named again')
    await save(theirs)
    await theirs.app.getByRole('button', { name: 'Take theirs' }).press('Enter')
    await theirs.app.getByText('Someone else changed this gate').waitFor({ state: 'detached' })
    expect(await theirs.app.getByLabel('Name', { exact: true }).inputValue()).toBe('Named by me')
    expect(await theirs.app.getByLabel('Maximum per cart').inputValue()).toBe('')
  })

  test('behavior: from an empty shop, a token found by its name makes a gate in eight clicks, and its holder a discount', async () => {
    const seed = copyShops(demo.shopify.state.shops.size).harbor
    const shop = await demo.shopify.addShop(seed)
    const { holder } = demo.facts.chains.ethereum.wallets
    await placeApes(holder.address)
    const { page, app } = await openPage('new', demo.shopify.adminUrlOf(shop))
    let clicks = 1 // “Create gate” on the page before
    const click = async (button: Locator) => {
      clicks += 1
      await button.click()
    }
    await app.getByLabel('Name', { exact: true }).fill('Apes')
    await click(app.getByRole('button', { name: 'Select products' }))
    await click(page.getByRole('checkbox', { name: 'Varsity Jacket' }))
    await click(page.getByRole('button', { name: 'Select', exact: true }))
    await click(app.getByRole('button', { name: 'Find a token' }))
    const dialog = app.getByRole('dialog')
    await dialog.getByText('Type a name').waitFor()
    await dialog.getByRole('textbox').fill('bored ape')
    const found = dialog.getByRole('button', { name: /Stand-in Apes/ })
    await found.getByText('NFT collection (ERC-721) · Ethereum').waitFor()
    await click(found)
    await dialog.waitFor({ state: 'detached' })
    expect((await app.getByLabel('Contract address').inputValue()).toLowerCase()).toBe(APES.toLowerCase())
    await app.getByLabel('Percent off').fill('12,5')
    await click(page.getByRole('button', { name: 'Save', exact: true }))
    await app.getByRole('heading', { name: 'Apes' }).waitFor()
    expect(clicks).toBeLessThanOrEqual(8)
    // The gate is the first of its shop.
    const jacket = [...shop.products.values()].find(({ handle }) => handle === 'varsity-jacket')
    const variantId = jacket?.variants[0]?.id ?? 0
    const gate = { id: 1, handle: 'varsity-jacket', productId: jacket?.id ?? 0, variantId }
    const store = { storefront: shop.storefrontOrigin, gate: gate as SeededGate }
    const { chain, walletAddress, sign } = loginWithEvm(holder)
    const proxy = `${shop.storefrontOrigin}/apps/palisade`
    const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
    const signature = await sign(String(message))
    const lines = [{ productId: gate.productId, variantId }]
    const { proof } = await post(`${proxy}/unlock`, { nonce, walletAddress, signature, gates: [1], lines })
    const cart = await fillCart(store, String(proof))
    const { subtotal, total } = await openCheckout(store, cart)
    expect([subtotal, total]).toEqual(['120.00', '105.00'])
  })

  test('behavior: a wallet’s tokens are found by keyboard, and a chain that has none says so', async () => {
    const { page, app } = await openForm()
    await app.getByRole('button', { name: 'Find a token' }).press('Enter')
    const dialog = app.getByRole('dialog')
    await dialog.getByText('Your gates use these.').waitFor()
    await dialog.getByRole('textbox').fill(demo.facts.chains.ethereum.wallets.holder.address)
    await dialog.getByText('holds these.').waitFor()
    // The collection draws itself on the chain. A coin has no picture, so its initials stand there.
    const owls = dialog.getByRole('button', { name: /Night Owls.*holds [1-9]/ })
    const picture = owls.locator('img')
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    expect(await picture.getAttribute('alt')).toBe('')
    const coin = dialog.getByRole('button', { name: /Harbor Coin/ })
    expect(await coin.locator('[aria-hidden]').innerText()).toBe('HC')
    await owls.press('Enter')
    await app.getByLabel('Contract address').waitFor()
    expect(await app.getByLabel('Contract address').inputValue()).toBe(
      demo.facts.chains.ethereum.contracts.erc721.toLowerCase(),
    )
    await app.getByRole('button', { name: 'Find a token' }).press('Enter')
    await dialog.getByRole('textbox').fill(wallet(9))
    await dialog.getByText('holds none of the tokens that Palisade knows.').waitFor()
    await dialog.getByRole('button', { name: 'My wallet' }).press('Enter')
    await dialog.getByText('This browser has no wallet that Palisade can ask here.').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('behavior: fields whose code does not load say so, keep the form, and load on request', async () => {
    const { page, app } = await openForm()
    await app.getByLabel('Name', { exact: true }).fill('Harbor Club')
    await page.context().route('**/assets/CallFields-*.js', (route) => route.abort())
    await app.getByLabel('What counts').selectOption('call')
    const again = app.getByRole('button', { name: 'Load this part again' })
    await again.waitFor()
    await page.context().unroute('**/assets/CallFields-*.js')
    await again.click()
    await app.getByLabel('Question', { exact: true }).waitFor()
    expect(await app.getByLabel('Name', { exact: true }).inputValue()).toBe('Harbor Club')
  })
})
