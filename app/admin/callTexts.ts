import type { CallPresetName } from '../core/requirement/calls/presets.ts'
import type { CallAnswer } from '../core/requirement/calls/types.ts'

type ValueText = { readonly label: string; readonly placeholder: string; readonly help: string }

/** Texts of the fields of a named question. */
export type CallText = {
  readonly choice: string
  readonly help: string
  /** An example of what shoppers read. */
  readonly example: string
  readonly values: readonly ValueText[]
}

/** Texts of each named question. */
export const CALL_TEXTS: { readonly [Preset in CallPresetName]: CallText } = {
  staked: {
    choice: 'Staked tokens',
    help: 'For a staking contract that knows each wallet’s stake, such as Synthetix’ StakingRewards and its many copies.',
    example: 'staked HARBOR',
    values: [],
  },
  farm: {
    choice: 'Staked tokens in a pool',
    help: 'For a contract with numbered pools, such as MasterChef.',
    example: 'staked CAKE',
    values: [{ label: 'Pool number', placeholder: '0', help: 'The pool’s place in the contract, from 0.' }],
  },
  membership: {
    choice: 'Membership (Unlock Protocol)',
    help: 'Paste the address of the lock. An expired membership does not count.',
    example: 'Night Club membership',
    values: [],
  },
  subscription: {
    choice: 'Running subscription (ERC-5643)',
    help: 'Counts NFTs of the wallet whose subscription has not ended. If the contract does not list a wallet’s NFTs, enter their IDs.',
    example: 'Harbor Weekly subscription',
    values: [],
  },
  rental: {
    choice: 'Rented NFT (ERC-4907)',
    help: 'Counts NFTs that the wallet may use now, whoever owns them. Enter their IDs.',
    example: 'Harbor Boat rental',
    values: [],
  },
  soulbound: {
    choice: 'Soulbound NFT (ERC-5192)',
    help: 'Counts NFTs of the wallet that cannot be sent. If the contract does not list a wallet’s NFTs, enter their IDs.',
    example: 'Harbor Captain badge',
    values: [],
  },
  vault: {
    choice: 'Deposit in a vault (ERC-4626)',
    help: 'Counts what the wallet could take out now, in the vault’s coin. While a vault allows no withdrawals, it counts nothing.',
    example: 'USDC in the Harbor Vault',
    values: [],
  },
  lock: {
    choice: 'Locked tokens (veToken)',
    help: 'For a voting escrow such as Curve’s. Counts the locked amount, also after the lock has ended, until it is taken out.',
    example: 'locked CRV',
    values: [],
  },
  attestation: {
    choice: 'Attestation (EAS)',
    help: 'Counts attestations in EAS’s index by one attester. Revoked ones count too, and ones that nobody has indexed do not.',
    example: 'Harbor crew attestation',
    values: [
      {
        label: 'Schema',
        placeholder: '0x… (64 digits)',
        help: 'The schema’s UID, as easscan.org shows it.',
      },
      {
        label: 'Attester',
        placeholder: '0x…',
        help: 'The wallet or contract that attests. Anybody may attest with most schemas.',
      },
    ],
  },
  event: {
    choice: 'POAP of an event',
    help: 'POAPs are on Gnosis Chain, and on Ethereum if somebody moved them there. Of one wallet, 256 are looked at.',
    example: 'Harbor Fest 2026',
    values: [
      {
        label: 'Event number',
        placeholder: '128',
        help: 'The number of the drop, as poap.gallery shows it.',
      },
    ],
  },
  score: {
    choice: 'Human Passport score',
    help: 'Of several wallets the best score counts, not the sum. A wallet without a score has none.',
    example: 'Passport score',
    values: [],
  },
  name: {
    choice: 'ENS name',
    help: 'The wallet that manages the name. For a wrapped name, choose “ENS name, wrapped”.',
    example: 'harbor.eth',
    values: [{ label: 'Name', placeholder: 'harbor.eth', help: '' }],
  },
  wrappedName: {
    choice: 'ENS name, wrapped',
    help: 'The owner of a name in ENS’s Name Wrapper.',
    example: 'crew.harbor.eth',
    values: [{ label: 'Name', placeholder: 'crew.harbor.eth', help: '' }],
  },
  safe: {
    choice: 'Owner of a Safe',
    help: 'Paste the address of the Safe. Each of its owners counts.',
    example: 'Harbor DAO treasury',
    values: [],
  },
}

/** How answers count, as merchants read it. */
export const ANSWER_TEXTS: { readonly [Answer in CallAnswer]: string } = {
  true: 'It must answer “true”',
  amount: 'It answers an amount. Amounts of several wallets add up',
  largest: 'It answers a score. The best wallet counts',
  equal: 'It must answer this value',
  later: 'It must answer a time that has not passed',
  wallet: 'It must answer the wallet’s own address',
}
