import type { ChainSlug, ContractAddress } from '../../core/chain/types.ts'
import type { TokenPicture } from '../../core/token/picture.ts'
import type { Needs } from '../context.ts'

/** Read the picture of a token; null if it has none that may be shown, or if this server does not read its chain. */
export async function readTokenPicture(
  ctx: Needs<'canReadChain' | 'readTokenPicture'>,
  target: { readonly chain: ChainSlug; readonly contract: ContractAddress },
): Promise<TokenPicture | null> {
  return ctx.canReadChain(target.chain) ? ctx.readTokenPicture(target) : null
}
