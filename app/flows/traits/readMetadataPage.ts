import { InputError } from '../../core/errors/base.ts'
import { readTokenName, readTokenTraits } from '../../core/trait/readMetadata.ts'
import type { MetadataPage } from '../../core/trait/types.ts'
import type { TokenMetadata } from '../../ports/chain.ts'
import type { Needs } from '../context.ts'

const AT_ONCE = 10

/**
 * Read the metadata of some ids, ten at once. In `address`, `{id}` stands for the id; without it the id is its end.
 * @throws {InputError} ERR_METADATA_SOURCE if the operator does not allow the address
 */
export async function readMetadataPage(
  ctx: Needs<'readTokenMetadata'>,
  { address, ids }: { address: string; ids: readonly bigint[] },
): Promise<MetadataPage> {
  const found: { id: bigint; answer: TokenMetadata }[] = []
  const left = [...ids]
  const work = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift())
      found.push({ id, answer: await ctx.readTokenMetadata({ address: composeAddress({ address, id }) }) })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (found.some(({ answer }) => answer.kind === 'refused')) throw unknownSource()
  return {
    tokens: found.flatMap(({ id, answer }) =>
      answer.kind === 'read'
        ? [{ id: String(id), name: readTokenName(answer.item), traits: readTokenTraits(answer.item) }]
        : [],
    ),
    unread: found.flatMap(({ id, answer }) => (answer.kind === 'unread' ? [String(id)] : [])),
  }
}

function composeAddress({ address, id }: { address: string; id: bigint }): string {
  return address.includes('{id}') ? address.replaceAll('{id}', String(id)) : `${address}${id}`
}

function unknownSource(): InputError {
  return new InputError('ERR_METADATA_SOURCE', 'This server may not read metadata from this address.', {
    hint: 'Ask who runs the server to add it to METADATA_URLS, or import a file.',
  })
}
