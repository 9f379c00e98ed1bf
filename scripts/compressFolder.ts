import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TEXT = /\.(?:css|html|js|json|map|mjs|svg|txt|wasm)$/
/** Below this a compressed file saves no packet. */
const LEAST_BYTES = 1024

/** Write a `.br` and a `.gz` beside each text file of a folder that gets smaller by it; the server sends them. */
export async function compressFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, name)
    if (!TEXT.test(name) || (await stat(file)).size < LEAST_BYTES) continue
    const bytes = await readFile(file)
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    const forms = {
      br: await promisify(brotliCompress)(bytes, { params }),
      gz: await promisify(gzip)(bytes, { level: 9 }),
    }
    for (const [ending, form] of Object.entries(forms))
      if (form.length < bytes.length) await writeFile(`${file}.${ending}`, form)
  }
}
