import { readdir, readFile } from 'node:fs/promises'

const EXTENSIONS = new URL('../../../../extensions/', import.meta.url)

/** Lists the handles of the extensions that are Functions; the folder has the handle's name. */
export async function listFunctionHandles(): Promise<string[]> {
  const handles: string[] = []
  for (const folder of (await readdir(EXTENSIONS)).sort()) {
    const toml = await readFile(new URL(`${folder}/shopify.extension.toml`, EXTENSIONS), 'utf8').catch(
      () => '',
    )
    if (/^\s*type\s*=\s*"function"/m.test(toml)) handles.push(folder)
  }
  return handles
}
