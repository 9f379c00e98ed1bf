import type { ReadTokenMetadata } from '../../ports/chain.ts'
import type { ReadPublicFile } from './createReadPublicFile.ts'
import { PictureError } from './pictureError.ts'
import { toSource } from './toSource.ts'

type CreateReadTokenMetadataParameters = {
  readonly readPublicFile: ReadPublicFile
  /** The operator's IPFS gateway; null if there is none. */
  readonly gateway: URL | null
  /** The starts of addresses that the operator allows. */
  readonly sources: readonly string[]
}

const mostBytes = 64 * 1024
const mostMs = 8_000
/** What a server answers where there is no such token. */
const absent = /HTTP status (?:404|410)$/

/**
 * Make `readTokenMetadata`: one file of an address that begins as the operator allows, of 64 KiB and eight seconds at
 * most.
 */
export function createReadTokenMetadata({
  readPublicFile,
  gateway,
  sources,
}: CreateReadTokenMetadataParameters): ReadTokenMetadata {
  return async ({ address }) => {
    if (!isAllowed({ address, sources })) return { kind: 'refused' }
    try {
      const source = toSource({ link: address, gateway, usesWeb: true })
      if (source.kind !== 'url') return { kind: 'refused' }
      const deadline = performance.now() + mostMs
      const bytes = await readPublicFile({ url: source.url, maxBytes: mostBytes, deadline })
      return { kind: 'read', item: JSON.parse(bytes.toString()) }
    } catch (error) {
      if (error instanceof PictureError) return { kind: absent.test(error.message) ? 'absent' : 'unread' }
      if (error instanceof SyntaxError) return { kind: 'unread' }
      throw error
    }
  }
}

/** Whether an address begins with an allowed one, after everything that climbs out of it. */
function isAllowed({ address, sources }: { address: string; sources: readonly string[] }): boolean {
  if (!URL.canParse(address)) return false
  const { href } = new URL(address)
  return sources.some((source) => href.startsWith(new URL(source).href))
}
