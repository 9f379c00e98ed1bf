import { encodeFunctionData, parseAbi } from 'viem/utils'
import type { ChainSlug } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import {
  isNumberedPlace,
  type NumberedPlace,
  type TokenFace,
  type TokenPlace,
} from '../../core/redemption/tokenChoice.ts'
import { readTokenName } from '../../core/trait/readMetadata.ts'
import type { ChainPort } from '../../ports/chain.ts'
import { formatLabel } from '../formatLabel.ts'
import type { Rpc } from '../rpc/types.ts'
import { readMetadata } from '../solana/metadata.ts'
import { checkPicture } from './checkPicture.ts'
import { decodeText } from './decodeText.ts'
import { parsePictureLink } from './parsePictureLink.ts'
import { PictureError } from './pictureError.ts'
import { toSource } from './toSource.ts'

const abi = parseAbi(['function tokenURI(uint256 id) view returns (string)'])

const timeoutMs = 8_000
/** The longest answer for one token, in hex with its envelope. */
const bytesPerToken = 128 * 1024
/** A shopper's phone loads the pictures of all its tokens at once. */
const mostPicture = 20_000

type Faces = Map<string, TokenFace>

/**
 * Make `readTokenFaces`: one request to each EVM chain for metadata that the contract itself holds (`data:` links), and
 * one to Solana for names. A link to anywhere else is not followed: its host would learn who holds what.
 * @see https://eips.ethereum.org/EIPS/eip-721
 */
export function createReadTokenFaces({ rpc }: { rpc: Rpc }): ChainPort['readTokenFaces'] {
  return async ({ tokens }) => {
    const numbered = tokens.filter(isNumberedPlace)
    const chains = [...new Set(numbered.map(({ chain }) => chain))]
    const mints = tokens.flatMap((one) => (isNumberedPlace(one) ? [] : [one]))
    const found = await Promise.all([
      ...chains.map((chain) =>
        readNumbered({ rpc, chain, tokens: numbered.filter((one) => one.chain === chain) }),
      ),
      readMints({ rpc, tokens: mints }),
    ])
    return new Map(found.flatMap((faces) => [...faces]))
  }
}

async function readNumbered({
  rpc,
  chain,
  tokens,
}: {
  rpc: Rpc
  chain: ChainSlug
  tokens: readonly NumberedPlace[]
}): Promise<Faces> {
  const calls = tokens.map(({ contract, id }) => ({
    method: 'eth_call',
    params: [
      { to: contract, data: encodeFunctionData({ abi, functionName: 'tokenURI', args: [BigInt(id)] }) },
      'latest',
    ],
    parse: parseLink,
  }))
  const maxBytes = calls.length * bytesPerToken
  const links = (await rpc({ chain, timeoutMs, calls, maxBytes }).catch(nullIfKnown)) ?? []
  const faces: Faces = new Map()
  for (const [i, { key }] of tokens.entries()) {
    const link = links[i]
    const face = link?.kind === 'answer' ? readFace(link.value) : null
    if (face) faces.set(key, face)
  }
  return faces
}

function parseLink(answer: unknown): string {
  if (typeof answer !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(answer)) throw new Error('This is no data.')
  return decodeText(Buffer.from(answer.slice(2), 'hex'))
}

/** Read a face out of a link that holds the metadata itself; null for any other link. */
function readFace(link: string): TokenFace | null {
  const bytes = decodeHeld(link)
  if (bytes === null) return null
  let item: unknown
  try {
    item = JSON.parse(bytes.toString())
  } catch {
    return null
  }
  const face = { name: readTokenName(item), picture: readPicture(bytes) }
  return face.name === null && face.picture === null ? null : face
}

function readPicture(metadata: Buffer): string | null {
  try {
    const held = decodeHeld(parsePictureLink(metadata))
    if (held === null || held.length > mostPicture) return null
    const { type, bytes } = checkPicture(held)
    return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
  } catch (error) {
    if (error instanceof PictureError) return null
    throw error
  }
}

/** The bytes that a `data:` link holds; null for a link of another kind. */
function decodeHeld(link: string): Buffer | null {
  try {
    const source = toSource({ link, gateway: null, usesWeb: false })
    return source.kind === 'bytes' ? source.bytes : null
  } catch (error) {
    if (error instanceof PictureError) return null
    throw error
  }
}

type MintPlace = Exclude<TokenPlace, NumberedPlace>

async function readMints({ rpc, tokens }: { rpc: Rpc; tokens: readonly MintPlace[] }): Promise<Faces> {
  const faces: Faces = new Map()
  if (tokens.length === 0) return faces
  const deadline = performance.now() + timeoutMs
  const mints = tokens.map(({ mint }) => mint)
  const found = await readMetadata({ rpc, mints, deadline }).catch(nullIfKnown)
  for (const { key, mint } of tokens) {
    const name = formatLabel(found?.get(mint)?.name ?? '')
    if (name !== '') faces.set(key, { name, picture: null })
  }
  return faces
}
