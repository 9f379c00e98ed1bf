import { beforeAll, expect, test } from 'vitest'
import { copyShops } from '../standin/demo/shops.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* NFTs with certain traits: from a metadata file in the merchant's form to the card of a holder and of an outsider. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const SHOTS = process.env.SHOTS
const fileOf = (value: unknown) => ({
  name: 'night-owls.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(value)),
})
const METADATA = [7, 1180, 4021, 9, 10].map((id, i) => ({
  tokenId: id,
  name: `Night Owl #${id}`,
  attributes: [
    { trait_type: 'Fur', value: ['Gold', 'Grey', 'Grey', 'Pink', 'Pink'][i] },
    { trait_type: 'Hat', value: ['Crown', 'None', 'Crown', 'None', 'None'][i] },
  ],
}))

test('default: metadata is imported in the form, and only tokens with the chosen traits count', async () => {
  const shop = await demo.shopify.addShop(copyShops(demo.shopify.state.shops.size).harbor)
  const page = await (await openPerson({ width: 1280, height: 1500 })).newPage()
  await page.goto(`${demo.shopify.adminUrlOf(shop)}/app/gates/new`)
  const app = page.frameLocator('iframe')
  await app.getByLabel('Name', { exact: true }).fill('Golden owls')
  await app.locator('[inert]').waitFor({ state: 'detached' })
  await app.getByRole('button', { name: 'Select products' }).click()
  await page.getByRole('checkbox', { name: 'Varsity Jacket' }).click()
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await app.getByLabel('What counts').first().selectOption('trait')
  await app.getByText('Enter the collection’s address first.').waitFor()
  await app.getByLabel('Contract address').fill(demo.facts.chains.ethereum.contracts.erc721)
  const input = app.locator('input[type=file]')
  await input.setInputFiles(fileOf([{ name: 'no id' }]))
  await app.getByText('A token in this file has no ID.').waitFor()
  await input.setInputFiles(fileOf(METADATA))
  await app.getByText('5 tokens, from night-owls.json').waitFor()
  await app.getByLabel('Trait', { exact: true }).selectOption('Fur')
  await app.getByLabel('Pink (2)').check()
  await app.getByText('2 tokens count.').waitFor()
  await app.getByLabel('And another trait').selectOption('Hat')
  await app.getByLabel('Crown (2)').check()
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click()
  await app.getByLabel('Percent off').fill('10')
  await save()
  await app.getByText('No token has all of these traits.').first().waitFor()
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/traits.png`, fullPage: true })
  await app.getByRole('button', { name: 'Remove the trait Hat' }).click()
  await app.getByLabel('Pink (2)').uncheck()
  await app.getByLabel('Gold (1)').check()
  await save()
  await app.getByRole('heading', { name: 'Golden owls' }).waitFor()
  await app.getByText('with Fur: Gold').first().waitFor()

  const { holder, outsider } = demo.facts.chains.ethereum.wallets
  for (const [{ privateKey }, text] of [
    [holder, /Unlocked: 10% off/],
    [outsider, /You need 1 Night Owls on Ethereum\. 0x\S+ holds 0\./],
  ] as const) {
    const person = await openPerson({ width: 390, height: 844 })
    await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
    const store = await person.newPage()
    await store.goto(`${shop.storefrontOrigin}/products/varsity-jacket`)
    const card = store.locator('palisade-gate').first()
    await card.getByText('1 Night Owls (Fur: Gold)').first().waitFor()
    await store.getByRole('button', { name: 'Connect wallet' }).click()
    await store.getByRole('button', { name: 'Mine', exact: true }).click()
    await card.getByText(text).first().waitFor()
  }
  // The import is there for the next gate.
  await page.goto(`${demo.shopify.adminUrlOf(shop)}/app/gates/1`)
  const head = app.getByRole('button', { name: /with Fur: Gold/ })
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click()
  await app.getByText('5 tokens, from night-owls.json').waitFor()
  expect(await app.getByLabel('Gold (1)').isChecked()).toBe(true)
})
