import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build, transform } from 'esbuild'
import { writeWhole } from '../writeWhole.ts'
import { composeLicenses } from './composeLicenses.ts'
import { PACKAGES_OF_CLIENT } from './recordPackages.ts'

const OUT = 'build'
/** Code that the entries share. Binary parts are here too, because the code finds them beside itself. */
const PARTS = 'parts'

/** What CommonJS libraries expect of each file. */
const BANNER = [
  "import { createRequire as createRequireOfBundle } from 'node:module'",
  'const require = createRequireOfBundle(import.meta.url)',
  'const __filename = import.meta.filename',
  'const __dirname = import.meta.dirname',
].join('\n')

/**
 * Bundle Remix's build, all libraries and the operator's commands into build/, with what they read at run time beside
 * them. The folder then starts anywhere: `node server.js`. That file is written last, so a build that was cut off has
 * none.
 */
export async function bundleServer(): Promise<void> {
  const { metafile, outputFiles } = await build({
    entryPoints: { server: 'app/server.ts', palisade: 'scripts/palisade.ts' },
    outdir: OUT,
    bundle: true,
    splitting: true,
    chunkNames: `${PARTS}/[name]-[hash]`,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    alias: { '@remix-run/dev/server-build': path.resolve(OUT, 'server/index.js') },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: `${await composeNodeCheck()}${BANNER}` },
    // Optional native parts, which their libraries do without.
    external: ['pg-native', 'bufferutil', 'utf-8-validate'],
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // Vite leaves bare imports of libraries that it found unused.
    logOverride: { 'ignored-bare-import': 'silent' },
    metafile: true,
    write: false,
    // Joins literals that are spread into a literal; names and lines stay.
    minifySyntax: true,
    logLevel: 'warning',
  })
  const last = path.resolve(OUT, 'server.js')
  await mkdir(path.join(OUT, PARTS), { recursive: true })
  for (const file of outputFiles) if (file.path !== last) await writeFile(file.path, file.contents)
  await copyParts()
  const client = JSON.parse(await readFile(PACKAGES_OF_CLIENT, 'utf8')) as string[]
  const files = [...Object.keys(metafile.inputs), ...client]
  await writeFile(path.join(OUT, 'THIRD_PARTY_LICENSES.txt'), await composeLicenses(files))
  await copyFile('LICENSE', path.join(OUT, 'LICENSE'))
  const { name, version, license, type, engines } = JSON.parse(await readFile('package.json', 'utf8'))
  const identity = { name, version, license, private: true, type, engines }
  await writeFile(path.join(OUT, 'package.json'), `${JSON.stringify(identity, null, 2)}\n`)
  // It is in the bundle now.
  await rm(path.join(OUT, 'server'), { recursive: true })
  for (const file of outputFiles) if (file.path === last) writeWhole(last, file.contents)
}

/** The check of Node's version, which runs before the code of the file that it stands in. */
async function composeNodeCheck(): Promise<string> {
  const { code } = await transform(await readFile('scripts/checkNode.mjs', 'utf8'), { minify: true })
  return code
}

/** Copy what the bundle reads at run time: the native add-on, the embedded database, the migrations. */
async function copyParts(): Promise<void> {
  await copyAddon('node_modules/secp256k1')
  for (const file of ['pglite.wasm', 'pglite.data', 'initdb.wasm'])
    await copyFile(`node_modules/@electric-sql/pglite/dist/${file}`, path.join(OUT, PARTS, file))
  await cp('prisma/migrations', path.join(OUT, 'prisma/migrations'), { recursive: true })
}

/** Copy the add-ons that the package brings, and the one that npm compiled where none of them fits. */
async function copyAddon(folder: string): Promise<void> {
  const prebuilds = path.join(OUT, PARTS, 'prebuilds')
  await cp(path.join(folder, 'prebuilds'), prebuilds, { recursive: true })
  const platform = `${process.platform}-${process.arch}`
  const own = path.join(prebuilds, platform)
  const release = path.join(folder, 'build/Release')
  const compiled = (await readdir(release).catch(() => [])).filter((name) => name.endsWith('.node'))
  for (const name of compiled) {
    await mkdir(own, { recursive: true })
    await copyFile(path.join(release, name), path.join(own, name))
  }
  if (existsSync(own)) return
  console.warn(
    `app: libsecp256k1 has no native add-on for ${platform}, so WebAssembly checks signatures there, three times slower. To compile it, install python3, make and g++, run "npm rebuild secp256k1", and build again.`,
  )
}
