import { parseChainSlug } from '../../core/chain/parseChainSlug.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'

export const solana = parseChainSlug('solana')

/** SPL Token, whose accounts Token-2022 lengthens. @see https://www.solana-program.com/docs/token */
export const tokenProgram = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA' as SolanaAddress
/** @see https://www.solana-program.com/docs/token-2022 */
export const token2022Program = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb' as SolanaAddress
/** Owner of every wallet's account. @see https://solana.com/docs/core/programs */
export const systemProgram = '11111111111111111111111111111111' as SolanaAddress
/** @see https://solana.com/docs/references/staking/stake-accounts */
export const stakeProgram = 'Stake11111111111111111111111111111111111111' as SolanaAddress
/** @see https://developers.metaplex.com/token-metadata */
export const metadataProgram = 'metaqbxxUerdq28cj1RbAWkTQm3ybzjb6a8bt518x1s' as SolanaAddress
/** @see https://developers.metaplex.com/core */
export const coreProgram = 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d' as SolanaAddress

export const tokenPrograms: readonly SolanaAddress[] = [tokenProgram, token2022Program]

/** Genesis hash of the main network. Tokens of a test network are worthless. */
export const mainnetGenesis = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d'
