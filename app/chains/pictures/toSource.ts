import { PictureError } from './pictureError.ts'

/** Where a link leads: the file itself, or the URL that has it. */
export type PictureSource =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'url'; readonly url: URL }

export type ToSourceParameters = {
  readonly link: string
  /** The operator's IPFS gateway; null if there is none. */
  readonly gateway: URL | null
  /** Whether any host may be asked at all. */
  readonly usesWeb: boolean
}

/**
 * Turn a link of a token's metadata into its source: `data:` holds the file, `ipfs:` is asked of the operator's gateway,
 * `ar:` of Arweave's, and `https:` of its host.
 *
 * @throws {PictureError}
 * @see https://docs.ipfs.tech/how-to/address-ipfs-on-web/
 */
export function toSource({ link, gateway, usesWeb }: ToSourceParameters): PictureSource {
  const text = link.trim()
  if (/^data:/i.test(text)) return { kind: 'bytes', bytes: decodeDataUrl(text) }
  if (!usesWeb) throw new PictureError('web-off', 'this server asks no host for pictures')
  if (/^ipfs:/i.test(text)) return { kind: 'url', url: composeGatewayUrl(text, gateway) }
  const address = /^ar:\/\//i.test(text) ? `https://arweave.net/${text.slice(5)}` : text
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'https:') throw new PictureError('link', 'no link that this server follows')
  return { kind: 'url', url }
}

/** Decode `data:[type][;base64],data`. Contracts often leave out the escapes that a URL needs. */
function decodeDataUrl(text: string): Buffer {
  const comma = text.indexOf(',')
  if (comma === -1) throw new PictureError('link', 'the data has no comma')
  const data = text.slice(comma + 1)
  return /;\s*base64\s*$/i.test(text.slice(0, comma)) ? Buffer.from(data, 'base64') : decodeText(data)
}

function decodeText(data: string): Buffer {
  // JSON as it is: what looks like an escape belongs to a link inside.
  if (/^\s*\{/.test(data)) return Buffer.from(data)
  try {
    return Buffer.from(decodeURIComponent(data))
  } catch {
    return Buffer.from(data)
  }
}

const CONTENT = /^ipfs:\/\/(?:ipfs\/)?([A-Za-z0-9]{46,110})(\/[^?#]*)?/i

function composeGatewayUrl(text: string, gateway: URL | null): URL {
  const [, id, path = ''] = CONTENT.exec(text) ?? []
  if (id === undefined) throw new PictureError('link', 'no content id')
  if (!gateway) throw new PictureError('no-gateway', 'this server has no IPFS gateway')
  const url = new URL(`/ipfs/${id}${path}`, gateway)
  // A path may climb out of its content.
  if (!url.pathname.startsWith(`/ipfs/${id}`) || url.origin !== gateway.origin) {
    throw new PictureError('link', 'the path leaves its content')
  }
  return url
}
