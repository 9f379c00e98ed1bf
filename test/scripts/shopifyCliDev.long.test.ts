import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { findFreePort } from '../standin/processes/findPorts.ts'
import { type OpenedCli, openShopifyCli } from '../standin/shopifyCli/openShopifyCli.ts'
import { type CliServices, startCliServices } from '../standin/shopifyCli/startCliServices.ts'

/*
 * Runs those commands of Shopify's command line that need a login. Its code is Shopify's own, and so are its checks. The
 * services that it asks are ours (startCliServices.ts): they accept everything, so this says nothing of Shopify's server.
 */
const FACTS = {
  clientId: '0123456789abcdef0123456789abcdef',
  clientSecret: 'shpss_0123456789abcdef0123456789abcdef',
  store: 'harbor.myshopify.com',
}
const HOST = '127.0.0.1'
/** The test's own end: whatever it waits for, it waits as long as the command line lives. */
const MOST_MS = 900_000
const patiently = { timeout: MOST_MS, interval: 1_000 }
const HANDLES = ['gate-discount', 'gate-validation']
const manifestShape = z.object({ modules: z.array(z.object({ type: z.string(), handle: z.string() })) })
let cli: OpenedCli
let services: CliServices

let opened: OpenedCli | null
beforeAll(async () => {
  opened = await openShopifyCli()
  services = await startCliServices(FACTS)
  if (opened) await edit(opened, { right: 'client_id = ""', wrong: `client_id = "${FACTS.clientId}"` })
}, 600_000)
afterAll(async () => {
  await services?.close()
  await opened?.close()
})
beforeEach((context) => {
  if (!opened) return context.skip('npm’s registry cannot be reached, so Shopify’s command line is not here.')
  cli = opened
})

describe('shopify app config validate', () => {
  const validate = () => cli.run(['app', 'config', 'validate'], { services: services.origin })

  test('default: the app’s toml and those of the extensions are valid', async () => {
    const validated = await validate()
    expect(validated, validated.text).toMatchObject({ code: 0, hosts: [] })
    expect(validated.text).toContain("App configuration 'shopify.app.toml' is valid.")
    expect(services.unknown).toEqual([])
  })

  test('refuses: an address that is none', async () => {
    const [right, wrong] = ['uri = "/webhooks/shop/update"', 'uri = "webhooks"']
    await edit(cli, { right, wrong })
    const refused = await validate()
    await edit(cli, { right: wrong, wrong: right })
    expect(refused.code).toBe(1)
    expect(refused.text).toContain("URI format isn't correct")
  })
})

describe('shopify app dev', { timeout: MOST_MS }, () => {
  test('default: it starts this server behind its tunnel, and uploads both Functions as it built them', async () => {
    const port = await findFreePort(HOST)
    const themePort = await findFreePort(HOST)
    await choosePort(cli)
    const words = ['--store', FACTS.store, '--tunnel-url', `https://one.tunnel.test:${port}`, '--no-update']
    // A block of the checkout needs a cart for its preview. Without one the command asks the store for a product.
    const ports = ['--theme-app-extension-port', String(themePort), '--checkout-cart-url', '/cart/1:1']
    const child = cli.start(['app', 'dev', '--skip-dependencies-installation', ...words, ...ports], {
      services: services.origin,
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk
      })
    const ended = new Promise((resolve) => child.once('close', resolve))
    onTestFailed(() => console.error(printed))
    onTestFinished(async () => {
      if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
      await ended
    })
    const ask = async (url: string): Promise<string> => {
      if (child.exitCode !== null) throw new Error(`The command line ended.\n${printed}`)
      // The command line's proxy answers nothing as long as the server is not up.
      const signal = AbortSignal.timeout(5_000)
      const answer = await fetch(`http://${HOST}:${port}${url}`, { signal }).catch(() => null)
      return answer?.ok ? answer.text() : ''
    }
    // Before it listens, this server builds the block and the client, makes a database and loads the app, while the command
    // line builds the Functions and the other extensions. On a busy machine each of these takes minutes.
    await expect.poll(() => ask('/readyz'), patiently).toContain('"ready"')
    // Pages wait for changes at the tunnel's address.
    expect(await ask('/@vite/client')).toContain('"one.tunnel.test"')
    await expect.poll(() => services.uploads.length, patiently).toBeGreaterThan(0)
    const files = services.uploads[0] ?? new Map<string, Buffer>()
    const modules = [...files]
      .filter(([name]) => name.endsWith('.wasm'))
      .map(([, base64]) => base64.toString())
    expect(modules.sort()).toEqual((await Promise.all(HANDLES.map(readModule))).sort())
    const manifest = manifestShape.parse(JSON.parse(files.get('manifest.json')?.toString() ?? ''))
    const handles = manifest.modules.filter(({ type }) => /^(theme|function|ui_extension)$/.test(type))
    expect(handles.map(({ handle }) => handle).sort()).toEqual([
      'customer-account',
      'gate-block',
      ...HANDLES,
      'order-block',
      'thank-you',
    ])
    // An edit of the block's script is built beside Shopify's command line, which watches what is built.
    const source = path.join(cli.root, 'extensions/gate-block/src/main.ts')
    const text = await readFile(source, 'utf8')
    await writeFile(source, `${text}\nconsole.log('edited script')\n`)
    const built = path.join(cli.root, 'extensions/gate-block/assets/palisade-gate.js')
    await expect.poll(() => readFile(built, 'utf8'), patiently).toContain('edited script')
    await writeFile(source, text)
    await expect.poll(() => readFile(built, 'utf8'), patiently).not.toContain('edited script')
    // It says so after it has written, and the command line prints that a moment later.
    await expect.poll(() => printed, patiently).toMatch(/block rebuilt in \d+ ms/)
    expect(services.unknown, printed).toEqual([])
  })
})

/** Give the server a port. The command line would choose one that any connection may take while all is built. */
async function choosePort({ root }: OpenedCli): Promise<void> {
  const file = path.join(root, 'shopify.web.toml')
  await writeFile(file, `port = ${await findFreePort(HOST)}\n${await readFile(file, 'utf8')}`)
}

/** A Function as the command line left it in the copy, in base64. */
async function readModule(handle: string): Promise<string> {
  const module = await readFile(path.join(cli.root, `extensions/${handle}/dist/${handle}.wasm`))
  expect(module.toString('latin1')).toContain('_shopify_function_input_get')
  return module.toString('base64')
}

type Edit = { readonly right: string; readonly wrong: string }

/** Write another text into the copy's configuration. */
async function edit({ root }: OpenedCli, { right, wrong }: Edit): Promise<void> {
  const file = path.join(root, 'shopify.app.toml')
  const text = await readFile(file, 'utf8')
  expect(text).toContain(right)
  await writeFile(file, text.replace(right, wrong))
}
