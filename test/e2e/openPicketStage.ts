import type { Browser } from 'playwright-core'
import { openBrowser } from '../standin/browser/openBrowser.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPicketSite, type PicketSite } from './openPicketSite.ts'
import { type OpenPicketVisitParameters, openPicketVisit, type PicketVisit } from './openPicketVisit.ts'

/** The demo, a site of its own that uses picket-js, and a browser. */
export type PicketStage = {
  readonly demo: RunningDemo
  readonly site: PicketSite
  readonly browser: Browser
  readonly wallets: RunningDemo['facts']['chains']['ethereum']['wallets']
  /** The ERC-20 contract of which the holder has 250.5. */
  readonly coin: string
  /** The user that a login of the holder without requirements answers. */
  readonly user: object
  /** Open the site as somebody with a wallet: the holder, unless `who` says otherwise. */
  readonly visit: (visitor?: PicketVisitor) => Promise<PicketVisit>
  readonly close: () => Promise<void>
}
export type PicketVisitor = { readonly who?: 'holder' | 'outsider' } & Partial<
  Pick<OpenPicketVisitParameters, 'key' | 'url' | 'beforeSigning'>
>

/** Open what the tests of picket-js need. What was opened is closed again if the rest fails. */
export async function openPicketStage(): Promise<PicketStage> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one()
  }
  try {
    const demo = await openDemo()
    closers.push(() => demo.close())
    const site = await openPicketSite()
    closers.push(site.close)
    const browser = await openBrowser()
    closers.push(() => browser.close())
    const { chains, keys, api } = demo.facts
    const { wallets, contracts } = chains.ethereum
    const { address } = wallets.holder
    return {
      ...{ demo, site, browser, wallets, close },
      coin: contracts.erc20,
      user: { chain: 'ethereum', walletAddress: address, displayAddress: address, tokenBalances: {} },
      visit: ({ who = 'holder', ...more } = {}) => {
        const { privateKey } = wallets[who]
        return openPicketVisit({ browser, url: site.origin, privateKey, key: keys.publishable, api, ...more })
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
