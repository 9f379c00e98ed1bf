import type { Page } from 'playwright-core'
import { putWallets } from '../../test/e2e/putWallets.ts'
import { loginWithEvm } from '../../test/standin/demo/signLogin.ts'
import { type OpenTill, openPhone, openTill } from '../../test/standin/demo/tills.ts'
import type { Shops } from './fillShops.ts'
import type { StorePicture } from './listStorePictures.ts'

/** The till's page and the phone's, in a shop of whose gates the holder has used one up and may buy by another. */
export async function listCounterPictures({ held }: Shops): Promise<StorePicture[]> {
  const till = await openTill(held.facts, 'Front desk')
  const spare = await openTill(held.facts, 'Back room')
  const { wallets } = held.facts.chains.ethereum
  const check = (wallet: 'holder' | 'outsider') => async (page: Page) => {
    const showCode = await openPhone(held.facts, loginWithEvm(wallets[wallet]))
    await page.getByLabel('Code').fill(showCode())
    await page.getByRole('button', { name: 'Check' }).click()
    await page.locator('#result section').first().waitFor()
  }
  const charge = async (page: Page) => {
    await check('holder')(page)
    await page.getByRole('button', { name: 'Charge' }).first().click()
    await page.getByRole('heading', { name: 'Charged' }).waitFor()
  }
  return [
    { name: 'counter-till', url: till.link },
    { name: 'counter-till-without-link', url: `${till.origin}/till` },
    { name: 'counter-till-checked', url: till.link, act: check('holder') },
    { name: 'counter-till-refused', url: till.link, act: check('outsider') },
    { name: 'counter-till-charged', url: till.link, act: charge },
    {
      name: 'counter-till-undone',
      url: till.link,
      act: async (page) => {
        await charge(page)
        await page.getByRole('button', { name: 'Undo' }).click()
        await page.getByText('The use is given back.').waitFor()
      },
    },
    {
      name: 'counter-till-rubbish',
      url: till.link,
      act: async (page) => {
        await page.getByLabel('Code').fill('hello')
        await page.getByRole('button', { name: 'Check' }).click()
        await page.locator('.bad').waitFor()
      },
    },
    { name: 'counter-till-ended', url: spare.link, act: (page) => endTill(held, spare, page) },
    ...listPhonePictures(held),
    { name: 'counter-used', url: `${held.facts.admin}/app/counter` },
  ]
}

async function endTill({ requestAdmin }: Shops['held'], { link }: OpenTill, page: Page): Promise<void> {
  const data = await (await requestAdmin({ path: '/app/counter.data' })).text()
  const [before = '', after] = data.split(new URL(link).hash)
  // The till's id is the nearest one before its link. At the second width it is ended, and has no link.
  const id =
    before
      .match(/"[0-9a-f]{32}"/g)
      ?.at(-1)
      ?.slice(1, -1) ?? ''
  if (after !== undefined) await requestAdmin({ path: `/app/counter/${id}/end.data`, body: {} })
  await page.getByLabel('Code').fill('hello')
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('heading', { name: 'This till is closed' }).waitFor()
}

function listPhonePictures({ facts }: Shops['held']): StorePicture[] {
  const url = `${facts.storefront}/apps/palisade/counter`
  const signIn = async (page: Page) => {
    await putWallets(page.context(), [
      { name: 'MetaMask', color: '#e2761b', privateKey: facts.chains.ethereum.wallets.holder.privateKey },
    ])
    await page.clock.install()
    await page.reload()
    await page.getByRole('button', { name: 'MetaMask' }).click()
    await page.locator('#code svg').waitFor()
  }
  return [
    { name: 'counter-phone-apps', url, act: (page) => page.locator('#wallets a').first().waitFor() },
    { name: 'counter-phone-code', url, act: signIn },
    {
      name: 'counter-phone-offline',
      url,
      act: async (page) => {
        await signIn(page)
        await page.context().setOffline(true)
        await page.getByText('You’re offline').waitFor()
      },
    },
    {
      name: 'counter-phone-over',
      url,
      act: async (page) => {
        await signIn(page)
        await page.context().setOffline(true)
        await page.clock.fastForward(16 * 60_000)
        await page.getByText('You were offline for too long.').waitFor()
      },
    },
  ]
}
