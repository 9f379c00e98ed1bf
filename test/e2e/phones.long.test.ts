import { beforeAll, expect, test } from 'vitest'
import { walletApps } from '../../app/core/chain/walletApps.ts'
import { openSolanaWallet } from '../picket/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openWalletBrowser, readAppLink } from './openPhone.ts'
import { addToCart, readPhoneLinks, readTotal, unlockWith } from './phones.ts'

/* Every wallet's link, followed as that wallet follows it: a browser of its own, one signature, the holders' price. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const ways = walletApps.flatMap(({ name, families }) => families.map((family) => [name, family] as const))

test.each(ways)(
  'default: the link of %s on %s brings the cart, and one signature gives the price',
  async (name, family) => {
    const [product, inCart] =
      family === 'evm' ? ['varsity-jacket', 'market-tote'] : ['market-tote', 'varsity-jacket']
    const { links } = await readPhoneLinks(demo, product, inCart)
    const { person, signed } = await openWalletBrowser(
      family === 'evm'
        ? { name, ...demo.facts.chains.ethereum.wallets.holder }
        : { name, signer: openSolanaWallet('holder') },
    )
    const page = await person.newPage()
    await page.goto(readAppLink(links[name] ?? ''))
    await page.getByRole('button', { name: 'Bring my cart' }).tap()
    await page.waitForURL(`**/products/${product}?*`)
    await unlockWith(page, name)
    await addToCart(page)
    // 96.00 for the jacket and 38.00 for the tote that came along, or 33.25 for the tote and 120.00 for the jacket.
    expect(await readTotal(demo, page)).toContain(family === 'evm' ? '134.00' : '153.25')
    expect(signed).toHaveLength(1)
  },
)
