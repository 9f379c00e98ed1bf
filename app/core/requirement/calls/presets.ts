import type { CallAnswer } from './types.ts'

/** A part of a question that a preset leaves to the merchant: the first or the second value. */
type Blank = 'first' | 'second'

export type CallPreset = {
  readonly method: string
  readonly args: readonly ('wallet' | 'id' | 'index' | Blank)[]
  readonly word: number
  readonly answer: CallAnswer
  readonly equals: Blank | null
  readonly isRefusalNo: boolean
  /** How many values the merchant enters. */
  readonly values: 0 | 1 | 2
  /** Whether a value is an ENS name, which the contract knows by its hash. */
  readonly isName: boolean
  /** Usual decimals of the amount; null if the answer is no amount of a coin. */
  readonly decimals: number | null
  /** Whether the merchant names ids: never, or always, or as they like. */
  readonly ids: 'none' | 'named' | 'optional'
  /** The contract's address by the EIP-155 id of its chain, where everybody uses the same. */
  readonly contracts: Readonly<Record<number, string>>
}

const createPreset = (
  method: string,
  args: CallPreset['args'],
  answer: CallAnswer,
  more: Partial<CallPreset> = {},
): CallPreset => ({
  method,
  args,
  answer,
  ...{ word: 0, equals: null, isRefusalNo: false, values: 0, isName: false },
  ...{ decimals: null, ids: 'none', contracts: {} },
  ...more,
})

const COIN = { decimals: 18 } as const
const POAP = '0x22c1f6050e56d2876009903609a2cc3fef83b415'

/** The owner of every wrapped ENS name. */
export const NAME_WRAPPER = '0xd4416b13d2b3a9abae7acd5d6c2bbdbe25686401'

/** Questions that merchants choose by name. What each counts is in `docs/contract-calls.md`. */
export const callPresets = {
  /** @see https://docs.synthetix.io/contracts/source/contracts/stakingrewards */
  staked: createPreset('balanceOf(address)(uint256)', ['wallet'], 'amount', COIN),
  /** @see https://github.com/pancakeswap/pancake-smart-contracts MasterChef */
  farm: createPreset('userInfo(uint256,address)(uint256,uint256)', ['first', 'wallet'], 'amount', {
    ...COIN,
    values: 1,
  }),
  /** @see https://docs.unlock-protocol.com/core-protocol/public-lock */
  membership: createPreset('getHasValidKey(address)(bool)', ['wallet'], 'true'),
  /** @see https://eips.ethereum.org/EIPS/eip-5643 */
  subscription: createPreset('expiresAt(uint256)(uint64)', ['id'], 'later', { ids: 'optional' }),
  /** @see https://eips.ethereum.org/EIPS/eip-4907 */
  rental: createPreset('userOf(uint256)(address)', ['id'], 'wallet', { ids: 'named' }),
  /** @see https://eips.ethereum.org/EIPS/eip-5192 */
  soulbound: createPreset('locked(uint256)(bool)', ['id'], 'true', { ids: 'optional' }),
  /** What the shares are worth in the vault's own coin. @see https://eips.ethereum.org/EIPS/eip-4626 */
  vault: createPreset('maxWithdraw(address)(uint256)', ['wallet'], 'amount', COIN),
  /** @see https://docs.curve.finance/curve_dao/voting-escrow/voting-escrow */
  lock: createPreset('locked(address)(int128,uint256)', ['wallet'], 'amount', COIN),
  /**
   * Attestations by one attester, as anybody may attest with most schemas.
   * @see https://github.com/ethereum-attestation-service/eas-contracts Indexer
   */
  attestation: createPreset(
    'getSchemaAttesterRecipientAttestationUIDCount(bytes32,address,address)(uint256)',
    ['first', 'second', 'wallet'],
    'amount',
    {
      values: 2,
      contracts: {
        10: '0x6dd0cb3c3711c8b5d03b3790e5339bbc2bbcf934',
        137: '0x12d0f50eb2d67b14293bdda2c248358f3dfe5308',
        8453: '0x37ac6006646f2e687b7fb379f549dc7634df5b84',
        42220: '0x76591b332d0f099e89fa335fc827d44c47705d2f',
        534352: '0x8314bc1b2f7f286cb4f0323fe7119c0f99d4a083',
      },
    },
  ),
  /** @see https://documentation.poap.tech/docs/smart-contracts */
  event: createPreset(
    'tokenDetailsOfOwnerByIndex(address,uint256)(uint256,uint256)',
    ['wallet', 'index'],
    'equal',
    { word: 1, equals: 'first', values: 1, contracts: { 1: POAP, 100: POAP } },
  ),
  /** It refuses wallets without a score. @see https://docs.passport.xyz/building-with-passport/smart-contracts */
  score: createPreset('getScore(address)(uint256)', ['wallet'], 'largest', {
    decimals: 4,
    isRefusalNo: true,
    contracts: {
      10: '0x5558d441779eca04a329bcd6b47830d2c6607769',
      42161: '0x2050256a91cbabd7c42465aa0d5325115c1deb43',
      59144: '0x423cd60ab053f1b63d6f78c8c0c63e20f009d669',
    },
  }),
  /** @see https://docs.ens.domains/registry/ens */
  name: createPreset('owner(bytes32)(address)', ['first'], 'wallet', {
    values: 1,
    isName: true,
    contracts: { 1: '0x00000000000c2e074ec69a0dfb2997ba6c7d2e1e' },
  }),
  /** The wrapper owns a wrapped name in the registry. @see https://docs.ens.domains/wrapper/overview */
  wrappedName: createPreset('ownerOf(uint256)(address)', ['first'], 'wallet', {
    values: 1,
    isName: true,
    contracts: { 1: NAME_WRAPPER },
  }),
  /** @see https://docs.safe.global/reference-smart-account/owners/isOwner */
  safe: createPreset('isOwner(address)(bool)', ['wallet'], 'true'),
} as const satisfies Readonly<Record<string, CallPreset>>

export type CallPresetName = keyof typeof callPresets

/** Whether a text names a preset. */
export function isCallPreset(text: unknown): text is CallPresetName {
  return typeof text === 'string' && Object.hasOwn(callPresets, text)
}

/** Find a preset by its name. */
export function findCallPreset(name: CallPresetName): CallPreset {
  return callPresets[name]
}
