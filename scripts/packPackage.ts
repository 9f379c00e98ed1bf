import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { runNpm } from './runNpm.ts'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')

export type PackPackageParameters = {
  /** The package with its exact version, e.g. `@shopify/dev-mcp@1.16.0`. */
  readonly name: string
  /** An empty folder for the tarball. */
  readonly scratch: string
}
export type PackPackageResult = {
  /** SHA-256 of the tarball, in hex. */
  readonly digest: string
  /** Path → bytes; paths begin with `package/`. */
  readonly files: ReadonlyMap<string, Buffer>
}

/**
 * Fetch a published package with `npm pack` and read its files. Nothing of it is run or installed.
 * @throws Error if the package cannot be fetched.
 */
export async function packPackage({ name, scratch }: PackPackageParameters): Promise<PackPackageResult> {
  const words = ['pack', name, '--silent', '--ignore-scripts', '--pack-destination', scratch]
  try {
    await runNpm({ words, folder: ROOT })
  } catch (cause) {
    throw new Error(`Could not fetch ${name} with npm pack. Check the network and npm's registry.`, { cause })
  }
  const file = (await readdir(scratch)).find((entry) => entry.endsWith('.tgz'))
  if (!file) throw new Error(`npm pack ${name} left no tarball.`)
  const tarball = await readFile(join(scratch, file))
  return { digest: sha256(tarball), files: listTarFiles(gunzipSync(tarball)) }
}

/** SHA-256 in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The files of a tar archive by their paths. */
export function listTarFiles(tar: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8)
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const prefix = tar.toString('utf8', at + 345, at + 500).replace(/\0.*$/s, '')
    files.set(prefix ? `${prefix}/${name}` : name, tar.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}
