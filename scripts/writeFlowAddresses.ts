import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'smol-toml'

const FILE = 'extensions/flow/shopify.extension.toml'
const RUNTIME_URL = /^(\s*runtime_url\s*=\s*")https:\/\/[^/"]+(\/flow\/[a-z-]+")/gm

/**
 * Write the server's address, as the app's configuration names it, into the actions of Shopify Flow: Shopify's command
 * line takes only whole addresses there. Returns whether the file changed.
 */
export async function writeFlowAddresses({ root, toml }: { root: string; toml: string }): Promise<boolean> {
  const { application_url: url } = parse(toml) as { application_url: string }
  const file = path.join(root, FILE)
  const standing = await readFile(file, 'utf8')
  const written = standing.replace(RUNTIME_URL, (_whole, start: string, end: string) => {
    return `${start}${new URL(url).origin}${end}`
  })
  if (written === standing) return false
  await writeFile(file, written)
  return true
}
