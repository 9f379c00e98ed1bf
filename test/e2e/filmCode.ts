import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import encodeQR from 'qr'

const [WIDTH, HEIGHT] = [640, 480]
const [WHITE, BLACK, GREY] = [235, 16, 128]

const PER_SECOND = 10

/**
 * Film QR codes, each for three seconds: a file of raw video that Chromium's fake camera plays again and again, with the
 * code in the middle of a grey table.
 */
export async function filmCode(...texts: readonly string[]): Promise<string> {
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PER_SECOND}:1 Ip A1:1 C420jpeg\n`)
  const frames = texts.flatMap((text) => Array<Buffer>(3 * PER_SECOND).fill(drawFrame(text)))
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'palisade-film-')), 'code.y4m')
  await writeFile(file, Buffer.concat([header, ...frames]))
  return file
}

function drawFrame(text: string): Buffer {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 })
  const scale = Math.floor((HEIGHT * 0.8) / rows.length)
  const side = rows.length * scale
  const [left, top] = [Math.floor((WIDTH - side) / 2), Math.floor((HEIGHT - side) / 2)]
  const luma = Buffer.alloc(WIDTH * HEIGHT, GREY)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isBlack = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true
      luma[(top + y) * WIDTH + left + x] = isBlack ? BLACK : WHITE
    }
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)
  return Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
}
