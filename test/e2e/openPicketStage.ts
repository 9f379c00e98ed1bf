import type { Browser } from 'playwright-core'
import { openBrowser } from '../standin/browser/openBrowser.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPicketSite, type PicketSite } from './openPicketSite.ts'
import { type OpenPicketVisitParameters, openPicketVisit, type PicketVisit } from './openPicketVisit.ts'

/** The demo, a separate site that uses picket-js, and a browser. */
export type PicketStage = {
  readonly demo: RunningDemo
  readonly site: PicketSite
  readonly browser: Browser
  readonly wallets: RunningDemo['facts']['chains']['ethereum']['wallets']
  /** The ERC-20 contract; the holder has 250.5 of it. */
  readonly coin: string
  /** The `user` in the answer to the holder's login without requirements. */
  readonly user: object
  /** Open the site as a person with a wallet: the holder, unless `who` names the outsider. */
  readonly visit: (visitor?: PicketVisitor) => Promise<PicketVisit>
  readonly close: () => Promise<void>
}
export type PicketVisitor = { readonly who?: 'holder' | 'outsider' } & Partial<
  Pick<OpenPicketVisitParameters, 'key' | 'url' | 'beforeSigning'>
>

/** Open everything that the tests of picket-js need. If a step fails, it closes the earlier ones. */
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
