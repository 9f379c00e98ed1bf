import { PictureError } from './pictureError.ts'

/** The longest link. One may hold the picture itself. */
const MOST_LENGTH = 3_000_000

/**
 * Parse the link to the picture out of a token's or a collection's metadata.
 *
 * @throws {PictureError} `metadata`
 * @see https://eips.ethereum.org/EIPS/eip-721, https://eips.ethereum.org/EIPS/eip-7572
 */
export function parsePictureLink(bytes: Buffer): string {
  const { image, image_url: url, image_data: drawing } = parseObject(bytes)
  for (const link of [image, url]) if (isLink(link)) return link
  // A drawing stands there as it is.
  if (isLink(drawing)) {
    // Half a character cannot be escaped.
    const text = drawing.replace(/\p{Surrogate}/gu, '\ufffd')
    return /^\s*</.test(text) ? `data:image/svg+xml,${encodeURIComponent(text)}` : drawing
  }
  throw new PictureError('metadata', 'the metadata names no picture')
}

function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>
  } catch {}
  throw new PictureError('metadata', 'the metadata is no JSON object')
}

function isLink(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= MOST_LENGTH
}
