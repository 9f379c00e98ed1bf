import { mkdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { minify } from 'terser'
import { BLOCK_SCRIPTS } from '../app/doctor/checkBuild.ts'
import { composeLicenses } from './bundle/composeLicenses.ts'
import { SHORTENED, shortNames } from './bundle/shortNames.ts'
import { isOlder } from './isOlder.ts'
import { writeWhole } from './writeWhole.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sourceDir = join(root, 'extensions/gate-block/src')
const defaultFolder = join(root, dirname(BLOCK_SCRIPTS[0]))

/** The entry of each script: the loader, and what it loads when a shopper uses the block. */
const ENTRIES: Readonly<Record<(typeof BLOCK_SCRIPTS)[number], string>> = {
  'extensions/gate-block/assets/palisade-gate.js': 'main.ts',
  'extensions/gate-block/assets/palisade-gate-run.js': 'mainRun.ts',
  'extensions/gate-block/assets/palisade-badges.js': 'mainBadges.ts',
  'extensions/gate-block/assets/palisade-editor.js': 'mainEditor.ts',
  'extensions/gate-block/assets/palisade-content.js': 'mainContent.ts',
  'extensions/gate-block/assets/palisade-tokens.js': 'mainTokens.ts',
  'extensions/gate-block/assets/palisade-walletconnect.js': 'walletConnect/main.ts',
  'extensions/gate-block/assets/palisade-walletconnect-client.js': 'walletConnect/mainClient.ts',
  'extensions/gate-block/assets/palisade-flow.js': 'flow/main.ts',
  'extensions/gate-block/assets/palisade-flow-client.js': 'flow/mainClient.ts',
}

/** The entries that no page loads before a shopper chooses WalletConnect, or a wallet for Flow. */
const OPTIONAL: readonly string[] = ['walletConnect/mainClient.ts', 'flow/mainClient.ts']

/** Modules that `mainRun.ts` does not have itself: the loader lends what they export, on `window` (`main.ts`). */
const LENT = [
  ...['loadPart', 'api/GateError', 'cart/listenForCartChanges', 'cart/listRoots'],
  ...['session/readClock', 'session/stored', 'session/writeVisit'],
  ...['show/formatAmount', 'show/formatSentence', 'show/formatUntil'],
].map((name) => join(sourceDir, `${name}.ts`))
const EXPORT = /^export (?:async )?(?:function|class) (\w+)/gm

/** Read the names from one object, once: a page has no modules that share them. */
const borrowFromLoader: Plugin = {
  name: 'borrow-from-loader',
  setup: ({ onLoad, onResolve }) => {
    const names = (path: string) =>
      [...readFileSync(path, 'utf8').matchAll(EXPORT)].map(([, name]) => name).join()
    onResolve({ filter: /^lent$/ }, ({ path }) => ({ path, namespace: 'lent' }))
    onLoad({ filter: /./, namespace: 'lent' }, () => ({
      contents: `export const { ${LENT.map(names).join()} } = window.palisadeLoader`,
    }))
    onLoad({ filter: /\.ts$/ }, ({ path }) =>
      LENT.includes(path) ? { contents: `export { ${names(path)} } from 'lent'` } : null,
    )
  },
}

export type BuildBlockParameters = {
  /** Build even if the assets are newer than their sources. */
  readonly force?: boolean
  /** Where to write; default: the extension's assets. */
  readonly folder?: string
}
export type BuiltScript = { readonly target: string; readonly rawBytes: number; readonly gzipBytes: number }
export type BuildBlockResult = { readonly scripts: readonly BuiltScript[]; readonly wasBuilt: boolean }

/** Build the storefront scripts, unless they are newer than their sources. */
export async function buildBlock(parameters: BuildBlockParameters = {}): Promise<BuildBlockResult> {
  const { force = false, folder = defaultFolder } = parameters
  const scriptsDir = dirname(fileURLToPath(import.meta.url))
  const own = ['buildBlock.ts', 'bundle/shortNames.ts'].map((file) => join(scriptsDir, file))
  const sources = [sourceDir, join(root, 'app/core'), ...own]
  const scripts: BuiltScript[] = []
  let wasBuilt = false
  for (const script of BLOCK_SCRIPTS) {
    const target = join(folder, basename(script))
    if (force || (await isOlder({ target, sources }))) {
      await buildScript({ target, entry: ENTRIES[script] })
      wasBuilt = true
    }
    scripts.push({ target, ...measure(readFileSync(target)) })
  }
  return { scripts, wasBuilt }
}

async function buildScript({ target, entry }: { target: string; entry: string }): Promise<void> {
  const code = OPTIONAL.includes(entry)
    ? await bundleOptional(join(sourceDir, entry))
    : await bundleSmall(entry)
  mkdirSync(dirname(target), { recursive: true })
  writeWhole(target, Buffer.from(code))
}

const COMMON = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2021',
  charset: 'utf8',
  write: false,
  absWorkingDir: root,
} as const satisfies BuildOptions

/** What compresses best. `unsafe` writes a template as an addition, and no object here has a `valueOf` of its own. */
const COMPRESS = {
  ...{ keep_fargs: false, pure_getters: true, unsafe_arrows: true },
  ...{ hoist_funs: true, lhs_constants: false, unsafe: true },
}

async function bundleSmall(entry: string): Promise<string> {
  const { text } = await bundle({
    ...COMMON,
    entryPoints: [join(sourceDir, entry)],
    plugins: entry === 'mainRun.ts' ? [borrowFromLoader] : [],
    legalComments: 'none',
    mangleProps: new RegExp(`^(${SHORTENED.join('|')})$`),
    mangleCache: { ...shortNames },
  })
  // Terser makes of what esbuild has minified three percent less.
  const { code } = await minify(text, {
    compress: { ...COMPRESS, passes: 3 },
    // The sources are modules, in strict mode.
    ...{ ecma: 2021, module: true },
  })
  if (!code) throw new Error('terser made no script.')
  return code
}

/**
 * A library of others, as it is, with the licences of all that it brings: names of its own properties must stay.
 * @throws Error if one of them states no licence, or one that would bind the whole file
 */
export async function bundleOptional(entry: string): Promise<string> {
  const { text, inputs } = await bundle({
    ...COMMON,
    entryPoints: [entry],
    platform: 'browser',
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
  })
  const licenses = await composeLicenses(inputs.map((file) => join(root, file)))
  return `/*!\n${licenses.replaceAll('*/', '* /')}*/\n${text}`
}

async function bundle(options: BuildOptions): Promise<{ text: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({ ...options, write: false, metafile: true })
  if (!outputFiles[0]) throw new Error('esbuild made no file.')
  return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs) }
}

function measure(contents: Uint8Array): { rawBytes: number; gzipBytes: number } {
  return { rawBytes: contents.length, gzipBytes: gzipSync(contents, { level: 9 }).length }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { scripts, wasBuilt } = await buildBlock({ force: process.argv.includes('--force') })
  const state = wasBuilt ? 'built' : 'up to date'
  for (const { target, rawBytes, gzipBytes } of scripts)
    console.log(`${relative(root, target)} ${state}: ${rawBytes} B, ${gzipBytes} B gzip`)
}
