import type { TokenPicture } from '../../core/token/picture.ts'
import { findRaster } from './findRaster.ts'
import { isPlainDrawing } from './isPlainDrawing.ts'
import { PictureError } from './pictureError.ts'

/** A picture of more pixels takes too much of a browser's memory, however few bytes it has. */
const MOST_PIXELS = 4_096 * 4_096
/** A drawing is read as a whole. */
const MOST_DRAWING = 300_000

/**
 * Check by its own bytes that a file is a picture which may be sent to a browser. Whatever a server or a contract
 * calls it does not count.
 *
 * @throws {PictureError} `kind`, `too-large`
 */
export function checkPicture(bytes: Buffer): TokenPicture {
  const raster = findRaster(bytes)
  if (raster) {
    const { type, width, height } = raster
    if (width === 0 || height === 0) throw new PictureError('kind', 'the picture is empty')
    if (width * height > MOST_PIXELS) throw new PictureError('too-large', 'the picture has too many pixels')
    return { type, bytes }
  }
  if (bytes.length > MOST_DRAWING) throw new PictureError('kind', 'this is no picture')
  if (!isPlainDrawing(bytes.toString()))
    throw new PictureError('kind', 'this is no picture, or no plain drawing')
  return { type: 'image/svg+xml', bytes }
}
