import { isEvmAddress, isFlowContract } from '../../core/chain/familyOf.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import type { TokenPicture } from '../../core/token/picture.ts'
import type { ChainPort } from '../../ports/chain.ts'
import type { Rpc } from '../rpc/types.ts'
import { findLogo } from '../tokens/listKnownTokens.ts'
import { checkPicture } from './checkPicture.ts'
import type { ReadPublicFile } from './createReadPublicFile.ts'
import { parsePictureLink } from './parsePictureLink.ts'
import { PictureError } from './pictureError.ts'
import { readEvmLinks } from './readEvmLinks.ts'
import { readSolanaLinks } from './readSolanaLinks.ts'
import { toSource } from './toSource.ts'

export type CreateReadTokenPictureParameters = {
  readonly rpc: Rpc
  readonly readPublicFile: ReadPublicFile
  readonly gateway: URL | null
  readonly usesWeb: boolean
}

/** For one picture, with everything that is asked for it. */
const MOST_MS = 10_000
const MOST_METADATA = 600_000
const MOST_PICTURE = 2_000_000
/** Links that are tried: the collection's, and those of its first tokens. */
const MOST_LINKS = 3

/**
 * Make `readTokenPicture`: read the links to a token's metadata from its chain, and follow them until one leads to a
 * picture. A well-known coin's own logo is tried first. Every refusal ends as null.
 */
export function createReadTokenPicture(
  parameters: CreateReadTokenPictureParameters,
): ChainPort['readTokenPicture'] {
  return async ({ chain, contract }) => {
    const deadline = performance.now() + MOST_MS
    const read = (link: string, maxBytes: number) => readLink({ ...parameters, link, maxBytes, deadline })
    const logo = await findLogo({ chain, contract })
    const known =
      logo === null ? null : await findPicture(async () => checkPicture(await read(logo, MOST_PICTURE)))
    if (known) return known
    for (const link of (await listLinks(parameters.rpc, { chain, contract })).slice(0, MOST_LINKS)) {
      const found = await findPicture(async () => readPicture(await read(link, MOST_METADATA), read))
      if (found) return found
    }
    return null
  }
}

type Target = Parameters<ChainPort['readTokenPicture']>[0]

async function listLinks(rpc: Rpc, { chain, contract }: Target): Promise<string[]> {
  try {
    if (isEvmAddress(contract)) return await readEvmLinks({ rpc, chain, contract })
    return isFlowContract(contract) ? [] : await readSolanaLinks({ rpc, contract })
  } catch (error) {
    if (error instanceof UpstreamError) return []
    throw error
  }
}

/** Some contracts name the picture itself where its metadata belongs. */
async function readPicture(
  bytes: Buffer,
  read: (link: string, maxBytes: number) => Promise<Buffer>,
): Promise<TokenPicture> {
  const isMetadata = /^\s*\{/.test(bytes.toString('latin1', 0, 64))
  return checkPicture(isMetadata ? await read(parsePictureLink(bytes), MOST_PICTURE) : bytes)
}

async function findPicture(read: () => Promise<TokenPicture>): Promise<TokenPicture | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof PictureError) return null
    throw error
  }
}

async function readLink({
  readPublicFile,
  gateway,
  usesWeb,
  link,
  maxBytes,
  deadline,
}: Omit<CreateReadTokenPictureParameters, 'rpc'> & {
  link: string
  maxBytes: number
  deadline: number
}): Promise<Buffer> {
  const source = toSource({ link, gateway, usesWeb })
  if (source.kind === 'url') return readPublicFile({ url: source.url, maxBytes, deadline })
  if (source.bytes.length > maxBytes) throw new PictureError('too-large', 'the data is too large')
  return source.bytes
}
