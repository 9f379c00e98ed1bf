import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { fetchPicketJs } from '../../../scripts/fetchPicketJs.ts'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openDemo } from '../openDemo.ts'
import { openVisitor } from '../openVisitor.ts'
import { fillExample, fillText } from './fillExample.ts'
import { makeSimpleProject } from './makeSimpleProject.ts'
import { logIn, openShopper } from './openShopper.ts'
import { EXAMPLES } from './runExample.ts'
import { type ServedFiles, serveFiles } from './serveFiles.ts'

/* The pages of docs/integrations in Chromium, on a separate site, with the demo's URL, key and contract. */
let demo: RunningDemo
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  demo = await openDemo()
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const wallets = () => demo.facts.chains.ethereum.wallets

async function open(files: ServedFiles): Promise<Page> {
  const site = await serveFiles(files)
  closers.push(site.close)
  return openShopper({ demo, url: site.origin })
}

/** Bundle an entry for a page, with the reader's values in the examples. */
async function bundle(entry: string, globalName?: string): Promise<string> {
  const fill: Plugin = {
    name: 'fill',
    setup: ({ onLoad }) => {
      onLoad({ filter: /docs\/integrations\/examples\/.*\.jsx?$/ }, async ({ path: file }) => ({
        contents: fillText({ text: await readFile(file, 'utf8'), facts: demo.facts }),
        loader: 'jsx',
      }))
    },
  }
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    ...(globalName ? { globalName } : {}),
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [fill],
  })
  return outputFiles[0]?.text ?? ''
}

describe('the script tag', () => {
  const page = () => ({
    '/': { type: HTML, body: fillExample({ file: 'script-tag/palisade.html', facts: demo.facts }) },
  })

  test('default: a holder logs in, is known after a reload, and logs out', async () => {
    const visitor = await open(page())
    await logIn(visitor, 'Holder wallet')
    await visitor.getByText(`Hello ${wallets().holder.address}.`).waitFor()
    await visitor.reload()
    await visitor.getByText(`Hello ${wallets().holder.address}.`).waitFor()
    await visitor.getByRole('button', { name: 'Log out' }).click()
    await expect(visitor.getByText('Nobody is logged in.').waitFor()).resolves.toBeUndefined()
    await visitor.reload()
    await visitor.getByText('Nobody is logged in.').waitFor()
  })

  test('refuses: an empty wallet, with a message for its owner', async () => {
    const visitor = await open(page())
    await logIn(visitor, 'Empty wallet')
    await visitor.getByText('Not in this wallet yet').waitFor()
    await visitor.keyboard.press('Escape')
    await expect(
      visitor.getByRole('status').filter({ hasText: 'does not hold the necessary tokens' }).waitFor(),
    ).resolves.toBeUndefined()
  })
})

describe('the official picket-js', () => {
  test('default: its 0.0.92 script, unchanged, logs a holder in', async () => {
    const folder = await fetchPicketJs()
    const scripts = [
      'global.js',
      'client.159dea8d.js',
      'dist.79afea27.js',
      'esm.69415437.js',
      'esm.d1f83a21.js',
    ]
    const files = await Promise.all(
      scripts.map(
        async (name) =>
          [`/picket-js/${name}`, { type: SCRIPT, body: await readFile(path.join(folder, name)) }] as const,
      ),
    )
    const body = fillExample({ file: 'script-tag/picket-js.html', facts: demo.facts })
    const site = await serveFiles({ ...Object.fromEntries(files), '/': { type: HTML, body } })
    closers.push(site.close)
    const { privateKey, address } = wallets().holder
    const { page, calls } = await openVisitor({ url: site.origin, privateKey })
    await page.getByRole('button', { name: 'Log in with your wallet' }).click()
    await page.getByText('MetaMask', { exact: true }).first().click()
    await page.getByText(`Hello ${address}.`).waitFor()
    expect(calls.filter((call) => !call.startsWith('OPTIONS')).slice(-2)).toEqual([
      'POST /auth/nonce',
      'POST /auth',
    ])
  })
})

describe('React', () => {
  const page = async () => {
    const script = await bundle(path.join(EXAMPLES, 'react/App.jsx'))
    const client = `${new URL(demo.facts.api).origin}/palisade.js`
    const body = `<!doctype html><title>App</title><div id="root"></div><script src="${client}"></script><script src="/app.js"></script>`
    return { '/': { type: HTML, body }, '/app.js': { type: SCRIPT, body: script } }
  }

  test('default: the hook reports login and logout in every tab', async () => {
    const first = await open(await page())
    await logIn(first, 'Holder wallet')
    await first.getByText(`Hello ${wallets().holder.address}.`).waitFor()
    const second = await first.context().newPage()
    await second.goto(first.url())
    await second.getByText('Hello').waitFor()
    await second.getByRole('button', { name: 'Log out' }).click()
    await expect(
      first.getByRole('button', { name: 'Log in with your wallet' }).waitFor(),
    ).resolves.toBeUndefined()
  })

  test('refuses: an empty wallet, and the component shows why', async () => {
    const visitor = await open(await page())
    await logIn(visitor, 'Empty wallet')
    await visitor.getByText('Not in this wallet yet').waitFor()
    await visitor.keyboard.press('Escape')
    await expect(
      visitor.getByRole('alert').filter({ hasText: 'does not hold the necessary tokens' }).waitFor(),
    ).resolves.toBeUndefined()
  })
})

describe('RainbowKit’s adapter', () => {
  type Options = { apiKey: string; baseURL: string; chainId: number; requirements?: object }
  const options = (more: Partial<Options> = {}): Options => ({
    apiKey: demo.facts.keys.publishable,
    baseURL: demo.facts.api,
    chainId: 1,
    ...more,
  })
  const page = async () =>
    open({
      '/': {
        type: HTML,
        body: '<!doctype html><title>Rainbow</title><script src="/adapter.js"></script><script src="/app.js"></script>',
      },
      '/adapter.js': {
        type: SCRIPT,
        body: await bundle(path.join(EXAMPLES, 'rainbowkit/createPalisadeAdapter.js'), 'example'),
      },
      '/app.js': {
        type: SCRIPT,
        body: await bundle(fileURLToPath(new URL('./rainbowPage.ts', import.meta.url))),
      },
    })
  const call = (visitor: Page, ...words: unknown[]) =>
    visitor.evaluate(
      `signInWithAdapter(${words.map((word) => JSON.stringify(word)).join(', ')})`,
    ) as Promise<{ isVerified: boolean; message: string; auth: { accessToken: string; user: object } | null }>

  test('default: the signed text alone signs a holder in', async () => {
    const requirements = { contractAddress: demo.facts.chains.ethereum.contracts.erc721 }
    const visitor = await page()
    const { isVerified, message, auth } = await call(visitor, 'Holder wallet', options({ requirements }))
    expect(isVerified).toBe(true)
    expect(message).toMatch(/^localhost:\d+ wants you to sign in/)
    expect(auth?.user).toMatchObject({ chain: 'ethereum', walletAddress: wallets().holder.address })
  })

  test('behavior: it works on Polygon too, and signing out ends the token', async () => {
    const visitor = await page()
    const chainId = 137
    await visitor.evaluate(
      `signInWithAdapter('Holder wallet', ${JSON.stringify(options({ chainId }))}).then((it) => (window.it = it))`,
    )
    const accessToken = await visitor.evaluate('it.auth.accessToken')
    const validate = () =>
      fetch(`${demo.facts.api}/auth/validate`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(demo.facts.keys.secret)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ accessToken }),
      })
    expect(await (await validate()).json()).toMatchObject({ chain: 'polygon' })
    await visitor.evaluate('it.signOut()')
    expect(await visitor.evaluate('it.heard.at(-1)')).toBeNull()
    expect((await validate()).status).toBe(401)
  })

  test('refuses: a text that names another site or another nonce, and an empty wallet', async () => {
    const visitor = await page()
    const requirements = { contractAddress: demo.facts.chains.ethereum.contracts.erc721 }
    for (const words of [
      ['Holder wallet', options(), ['localhost:', 'elsewhere.example:']],
      ['Holder wallet', options(), ['Nonce: ', 'Nonce: 0']],
      ['Empty wallet', options({ requirements })],
    ]) {
      expect(await call(visitor, ...words)).toMatchObject({ isVerified: false, auth: null })
    }
  })

  test('behavior: picket-react’s own adapter works unchanged on a project with the simple text', async () => {
    const visitor = await page()
    const apiKey = await makeSimpleProject(demo)
    const old = (more: Partial<Options>) =>
      visitor.evaluate(`signInLikePicketReact('Holder wallet', ${JSON.stringify(options(more))})`)
    expect(await old({ apiKey })).toMatchObject({ status: 200 })
    expect(await old({})).toMatchObject({ status: 400, body: { error: 'ERR_BODY_INVALID' } })
  })
})
