import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { readSchemaFile } from '../../../scripts/fetchSchemas.ts'
import { copySources } from './copySources.ts'
import { installShopifyCli, type ShopifyCli } from './installShopifyCli.ts'

const GUARD = pathToFileURL(path.join(import.meta.dirname, 'refuseNetwork.mjs')).href
/** The words of a build. The copy shares its dependencies with this repository, so none are installed. */
export const BUILD = ['app', 'build', '--skip-dependencies-installation']

/** What a command printed, its exit code, and the hosts to which it tried to connect. */
export type CommandResult = { readonly code: number | null; readonly text: string; readonly hosts: string[] }

export type CommandOptions = {
  /** Default: the command line. */
  readonly program?: readonly string[]
  /** Origin of startCliServices, with which the command line is logged in; default: it has no network and no login. */
  readonly services?: string
}

/** Shopify's command line on a copy of this repository. */
export type OpenedCli = ShopifyCli & {
  /** The copy. */
  readonly root: string
  /** Start a program there, as the leader of a group of processes. */
  start(words: readonly string[], options?: CommandOptions): ChildProcessByStdio<null, Readable, Readable>
  /** Run a program there to its end. */
  run(words: readonly string[], options?: CommandOptions): Promise<CommandResult>
  close(): Promise<void>
}

/**
 * Copy the sources of this repository and offer Shopify's command line on the copy. It has no network, no login and a home
 * folder of its own. Null if npm's registry cannot be reached.
 */
export async function openShopifyCli(): Promise<OpenedCli | null> {
  const installed = await installShopifyCli()
  if (!installed) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'palisade-cli-'))
  const root = path.join(folder, 'palisade')
  await copySources(root)
  await copySchemas(root)
  const home = await makeHome(folder)
  const env = composeEnv({ home, root, node: installed.node })
  const start: OpenedCli['start'] = (words, { program, services } = {}) => {
    const [command = '', ...rest] = [...(program ?? [installed.node, installed.cli]), ...words]
    const login = { SHOPIFY_CLI_IDENTITY_TOKEN: 'token', SHOPIFY_CLI_REFRESH_TOKEN: 'token' }
    return spawn(command, rest, {
      cwd: root,
      env: { ...env, ...(services && { SERVICES_ORIGIN: services, ...login }) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
  }
  return {
    ...installed,
    root,
    start,
    run: async (words, options) => {
      await writeFile(env.REFUSED_HOSTS, '')
      const child = start(words, options)
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject).once('close', resolve)
      })
      const [out, fault, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
      const hosts = (await readFile(env.REFUSED_HOSTS, 'utf8')).split('\n').filter(Boolean)
      return { code, text: out + fault, hosts: [...new Set(hosts)] }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Copy the schemas: a build fetches those that are missing, and here it has no network. */
async function copySchemas(root: string): Promise<void> {
  await readSchemaFile('storefront-graphql_2026-10')
  await cp('.cache/schemas', path.join(root, '.cache/schemas'), { recursive: true })
}

/**
 * Make a home in which the command line has looked for a newer version of itself today: without a network that look ends
 * version 4.8.2 with an unhandled error.
 */
async function makeHome(folder: string): Promise<string> {
  const home = path.join(folder, 'home')
  const settings = path.join(home, '.config/shopify-cli-kit-nodejs')
  await mkdir(settings, { recursive: true })
  const looked = { 'npm-package-@shopify/cli': { value: '4.8.2', timestamp: Date.now() } }
  await writeFile(path.join(settings, 'config.json'), JSON.stringify({ cache: looked }))
  return home
}

type Places = { readonly home: string; readonly root: string; readonly node: string }

function composeEnv({ home, root, node }: Places) {
  const others = Object.keys(process.env).filter((name) =>
    /^(SHOPIFY|PALISADE|DATABASE|DATA|RPC|XDG|NODE|npm)_/.test(name),
  )
  return {
    ...process.env,
    ...Object.fromEntries(others.map((name) => [name, undefined])),
    HOME: home,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    // The command line believes these before its working directory.
    PWD: root,
    INIT_CWD: root,
    CI: '1',
    NO_COLOR: '1',
    SHOPIFY_CLI_COLUMNS: '200',
    SHOPIFY_CLI_NO_ANALYTICS: '1',
    NODE_OPTIONS: `--import=${GUARD}`,
    REFUSED_HOSTS: path.join(home, 'refused'),
  }
}
