import { createIssuer, type Issuer } from './createIssuer.ts'
import type { Ledger } from './openLedger.ts'
import { makeSolanaWallet } from './solanaWallets.ts'

export type SolanaContracts = { readonly spl: string; readonly collection: string }

/** Issue 40.5 PINE (6 decimals) to the holder, and two NFTs of a verified collection, "Harbor Lights". */
export function seedSolana(ledger: Ledger): { contracts: SolanaContracts; issuer: Issuer } {
  const issuer = createIssuer(ledger)
  const holder = makeSolanaWallet('holder').address
  const spl = issuer.makeMint({ seed: 'pine coin', decimals: 6 })
  issuer.describe({ mint: spl, name: 'Pine Coin', symbol: 'PINE', standard: 'fungible' })
  issuer.issue({ mint: spl, owner: holder, amount: 40_500_000n })
  const collection = issuer.issueNft({
    seed: 'harbor lights',
    owner: makeSolanaWallet('issuer').address,
    name: 'Harbor Lights',
    symbol: 'LIGHT',
    standard: 'nonFungible',
    size: 2n,
  })
  for (const number of [3, 12]) {
    issuer.issueNft({
      seed: `harbor lights ${number}`,
      owner: holder,
      name: `Harbor Light #${number}`,
      symbol: 'LIGHT',
      standard: 'nonFungible',
      collection: { address: collection, verified: true },
    })
  }
  return { contracts: { spl, collection }, issuer }
}
