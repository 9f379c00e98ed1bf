import type { KnownToken } from '../../core/token/types.ts'

type Row = readonly [chain: string, kind: KnownToken['kind'], address: string, name: string, symbol: string]

/**
 * Collections, and coins of chains that the package's list does not have. Addresses of EVM chains have their checksum,
 * which a test verifies.
 *
 * A wrong address sells to the wrong holders, so each was compared on 2026-11-29 with two unrelated public repositories
 * or more. Collections: `arcadexyz/station-tools`, `komuro-zero/nftverification`, and settings of other marketplaces.
 * Coins: `trustwallet/assets`, `tristeroresearch/chainconfig` (of Circle's own list), `BuildBearLabs/TokenList`.
 *
 * ENS is not here. Its contract counts expired names, and names that were wrapped belong to another contract.
 */
export const wellKnownTokens: readonly Row[] = [
  ['ethereum', 'erc721', '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D', 'Bored Ape Yacht Club', 'BAYC'],
  ['ethereum', 'erc721', '0x60E4d786628Fea6478F785A6d7e704777c86a7c6', 'Mutant Ape Yacht Club', 'MAYC'],
  ['ethereum', 'erc721', '0xED5AF388653567Af2F388E6224dC7C4b3241C544', 'Azuki', 'AZUKI'],
  ['ethereum', 'erc721', '0xBd3531dA5CF5857e7CfAA92426877b022e612cf8', 'Pudgy Penguins', 'PPG'],
  ['ethereum', 'erc721', '0x524cAB2ec69124574082676e6F654a18df49A048', 'Lil Pudgys', 'LP'],
  ['ethereum', 'erc721', '0x8a90CAb2b38dba80c64b7734e58Ee1dB38B8992e', 'Doodles', 'DOODLE'],
  ['ethereum', 'erc721', '0x23581767a106ae21c074b2276D25e5C3e136a68b', 'Moonbirds', 'MOONBIRD'],
  ['ethereum', 'erc721', '0x49cF6f5d44E70224e2E23fDcdd2C053F30aDA28B', 'Clone X', 'CloneX'],
  ['ethereum', 'erc721', '0x1A92f7381B9F03921564a437210bB9396471050C', 'Cool Cats', 'COOL'],
  ['ethereum', 'erc721', '0x7Bd29408f11D2bFC23c34f18275bBf23bB716Bc7', 'Meebits', 'MEEBIT'],
  ['ethereum', 'erc721', '0x5Af0D9827E0c53E4799BB226655A1de152A425a5', 'Milady Maker', 'MIL'],
  ['ethereum', 'erc721', '0x9C8fF314C9Bc7F6e59A9d9225Fb22946427eDC03', 'Nouns', 'NOUN'],
  ['ethereum', 'erc721', '0xe785E82358879F061BC3dcAC6f0444462D4b5330', 'World of Women', 'WOW'],
  ['ethereum', 'erc721', '0x34d85c9CDeB23FA97cb08333b511ac86E1C4E258', 'Otherdeed for Otherside', 'OTHR'],
  // An Otherdeed becomes one of these when its holder claims what is on it.
  ['ethereum', 'erc721', '0x790B2cF29Ed4F310bf7641f013C65D4560d28371', 'Otherdeed Expanded', 'EXP'],
  ['ethereum', 'erc721', '0xa3AEe8BcE55BEeA1951EF834b99f3Ac60d1ABeeB', 'VeeFriends', 'VFT'],
  ['ethereum', 'erc20', '0x95aD61b0a150d79219dCF64E1E6Cc01f0B64C4cE', 'Shiba Inu', 'SHIB'],
  ['polygon', 'erc20', '0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359', 'USD Coin', 'USDC'],
  ['arbitrum', 'erc20', '0xaf88d065e77c8cC2239327C5EDb3A432268e5831', 'USD Coin', 'USDC'],
  ['arbitrum', 'erc20', '0x912CE59144191C1204E64559FE8253a0e49E6548', 'Arbitrum', 'ARB'],
  ['avalanche', 'erc20', '0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E', 'USD Coin', 'USDC'],
  ['bnb', 'erc20', '0x55d398326f99059fF775485246999027B3197955', 'Tether USD', 'USDT'],
  ['solana', 'spl', 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'USD Coin', 'USDC'],
  ['solana', 'spl', 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB', 'Tether USD', 'USDT'],
]
