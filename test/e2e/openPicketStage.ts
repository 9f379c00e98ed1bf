import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPicketSite, type PicketSite } from './openPicketSite.ts'
import { type OpenPicketVisitParameters, openPicketVisit, type PicketVisit } from './openPicketVisit.ts'

/** The demo and a separate site that uses picket-js. */
export type PicketStage = {
  readonly demo: RunningDemo
  readonly site: PicketSite
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

/** Open shops in the demo, and a site that uses picket-js. */
export async function openPicketStage(): Promise<PicketStage> {
  const demo = await openDemo()
  const site = await openPicketSite()
  const { chains, keys, api } = demo.facts
  const { wallets, contracts } = chains.ethereum
  const { address } = wallets.holder
  return {
    ...{ demo, site, wallets, close: site.close },
    coin: contracts.erc20,
    user: { chain: 'ethereum', walletAddress: address, displayAddress: address, tokenBalances: {} },
    visit: ({ who = 'holder', ...more } = {}) => {
      const { privateKey } = wallets[who]
      return openPicketVisit({ url: site.origin, privateKey, key: keys.publishable, api, ...more })
    },
  }
}
