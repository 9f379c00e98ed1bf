import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packPackage, sha256 } from './packPackage.ts'

// The last published build whose script for pages lists wallets; later ones show an empty list.
const PACKAGE = '@picketapi/picket-js@0.0.92'
const DIGEST = '570ead90725bd8da1cc790f2a53062e2d97a83df328304c07ba65abb67b16047'
const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const FOLDER = join(ROOT, '.cache', 'picket-js-0.0.92')

/** The files that a page loads: `global.js` and its chunks from the same folder, each with its SHA-256. */
const SCRIPTS = {
  'global.js': '0f800bb065206c53000a67db4a86ffd8b2a7334a335e35153c78732459630d2b',
  'client.159dea8d.js': '543e21ca2219dbc0d42e52040a2f3f75ad3dc3ade3374e13e8f6e14fc107cd4b',
  'dist.79afea27.js': '00aefbf37349d5b0b2c484ce68ea3773ba5b3bcc7f3997f557c620cf5c8936f5',
  'esm.69415437.js': '3eb4e6748f5c63d7da3d18bd90e3e3e32c55ab39f48346451ced78469337e673',
  'esm.d1f83a21.js': '68ae7f9ce92a1269d83897b13415f23536ca0bccd804566af411b46536602b45',
} as const satisfies Record<string, string>

/**
 * Find the official browser client in the cache, and fetch the package first if the cache is missing or damaged.
 * Answers the folder of its scripts. Nothing else of the package (26 MB) is stored.
 *
 * @throws Error if the package cannot be fetched or does not have its pinned digest.
 */
export async function fetchPicketJs(): Promise<string> {
  if (!(await isComplete())) await unpackScripts()
  return FOLDER
}

/** Each process unpacks into its own folder and renames whole files, so that two may run at once. */
async function unpackScripts(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const scratch = await mkdtemp(join(ROOT, '.cache', 'fetch-'))
  try {
    const { digest, files } = await packPackage({ name: PACKAGE, scratch })
    if (digest !== DIGEST) throw new Error(`${PACKAGE} does not have its pinned digest.`)
    for (const name of Object.keys(SCRIPTS)) {
      const bytes = files.get(`package/dist/${name}`)
      if (!bytes) throw new Error(`The script ${name} is missing from ${PACKAGE}.`)
      await writeFile(join(scratch, name), bytes)
      await rename(join(scratch, name), join(FOLDER, name))
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function isComplete(): Promise<boolean> {
  const checks = Object.entries(SCRIPTS).map(async ([name, digest]) => {
    const bytes = await readFile(join(FOLDER, name)).catch(() => null)
    return bytes !== null && sha256(bytes) === digest
  })
  return (await Promise.all(checks)).every(Boolean)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`The scripts of ${PACKAGE} are in ${await fetchPicketJs()}.`)
}
