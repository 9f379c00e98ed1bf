import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import Picket from '@picketapi/picket-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAll } from '../../scripts/buildAll.ts'
import type { ApiCall } from '../picket/openApi.ts'
import { logIn, openWallet } from '../picket/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type Image, makeImage } from '../standin/image/makeImage.ts'
import { parseDockerfile } from '../standin/image/parseDockerfile.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { startOwnDemo } from './openDemo.ts'

/*
 * The server as it is shipped: the last stage of the Dockerfile in a root of its own with Node and its libraries, as the
 * image's user. No node_modules and no source is in reach.
 */
const run = promisify(execFile)
const closers: (() => unknown)[] = []
let image: Image
let postgres: RunningPostgres
beforeAll(async () => {
  if (process.getuid?.() !== 0)
    throw new Error('This test needs root, for chroot. Run it as root, or in CI with sudo.')
  await buildAll()
  const stage = parseDockerfile(readFileSync('Dockerfile', 'utf8')).at(-1)
  if (!stage) throw new Error('The Dockerfile has no stage.')
  image = makeImage({ stage, source: path.resolve() })
  closers.push(image.remove)
  // Not a part of the image: it reroutes the calls to Shopify.
  copyFileSync('test/standin/shopify/reroute.mjs', path.join(image.root, 'tmp/reroute.mjs'))
  postgres = await startPostgres()
  closers.push(postgres.close)
})
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const env = (): NodeJS.ProcessEnv => ({
  ...image.env,
  // The build is production code, whatever this says.
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PALISADE_URL: 'https://palisade.example',
  PALISADE_SECRET: '0123456789abcdef0123456789abcdef',
  DATABASE_URL: postgres.url,
})
function runInside(...words: string[]) {
  const [program, ...rest] = image.enter(...words)
  const { status, stdout, stderr } = spawnSync(program, rest, { env: env(), encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** Sign a wallet in as Picket's clients do, ask what it owns, and validate its token. Returns the token's wallet. */
async function signIn({ facts }: RunningDemo): Promise<string> {
  const call = async ({ path: at, headers, body }: ApiCall) => {
    const request = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } }
    const response = await fetch(facts.api + at, { ...request, body: JSON.stringify(body) })
    const text = await response.text()
    return { status: response.status, text, headers: response.headers, json: JSON.parse(text) }
  }
  const wallet = openWallet('holder')
  const uri = facts.storefront
  const domain = new URL(uri).host
  const { accessToken } = await logIn({ api: { call }, key: facts.keys.secret, wallet, domain, uri })
  const picket = Object.assign(new Picket(facts.keys.secret), { baseURL: facts.api })
  const contractAddress = facts.chains.ethereum.contracts.erc20
  const owned = await picket.tokenOwnership({
    chain: 'ethereum',
    walletAddress: wallet.address,
    contractAddress,
    minTokenBalance: '1',
  })
  expect(owned).toMatchObject({ allowed: true })
  return String((await picket.validate(accessToken)).walletAddress).toLowerCase()
}

describe('the image', () => {
  test('default: the folder is at most 60 MB and has licences, no package folder and no source', () => {
    const size = Number(
      execFileSync('du', ['-sk', path.join(image.root, 'app')], { encoding: 'utf8' }).split('\t')[0],
    )
    console.log(`The folder takes ${(size / 1024).toFixed(1)} MB.`)
    expect(size).toBeLessThan(60 * 1024)
    const names = readdirSync(image.root, { recursive: true, encoding: 'utf8' })
    expect(names.filter((name) => /(?:^|\/)node_modules$|(?<!\.d)\.tsx?$|(?:^|\/)\.env/.test(name))).toEqual(
      [],
    )
    expect(names).toEqual(expect.arrayContaining(['app/LICENSE', 'app/THIRD_PARTY_LICENSES.txt']))
  })

  test('behavior: its user is not root, and can write neither code nor the root', () => {
    expect(runInside('node', '-e', 'console.log(process.getuid())').stdout).toBe('1000\n')
    const touch = "require('fs').writeFileSync(process.argv[1], 'x')"
    for (const file of ['/app/server.js', '/app/new', '/etc/new'])
      expect(runInside('node', '-e', touch, file).stderr, file).toContain('EACCES')
    expect(runInside('node', '-e', touch, '/data/new')).toMatchObject({ status: 0 })
    expect(statSync(path.join(image.root, 'data')).uid).toBe(1000)
  })

  test('behavior: the operator’s commands run in it', () => {
    expect(runInside('node', 'palisade.js', 'migrate').stdout).toMatch(
      /^Applied to PostgreSQL at DATABASE_URL: \d{14}_/,
    )
    expect(runInside('node', 'palisade.js', 'migrate').stdout).toBe(
      'Nothing to do: PostgreSQL at DATABASE_URL is up to date.\n',
    )
    expect(runInside('node', 'palisade.js', 'keys', 'create-project', '--name', 'Image').stdout).toContain(
      'sk_',
    )
    expect(runInside('node', 'palisade.js', 'selftest')).toMatchObject({ status: 2 })
    const findings = JSON.parse(runInside('node', 'palisade.js', 'doctor', '--json').stdout) as unknown[]
    expect(findings.length).toBeGreaterThan(3)
  })

  test('refuses: no command, an unknown one, and a missing variable', () => {
    expect(runInside('node', 'palisade.js')).toMatchObject({ status: 2 })
    const unknown = runInside('node', 'palisade.js', '__proto__')
    expect(unknown).toMatchObject({ status: 2 })
    expect(unknown.stderr).toContain('There is no command "__proto__"')
    const bare = runInside('env', '--unset=PALISADE_SECRET', ...image.command)
    expect(bare).toMatchObject({ status: 1, stdout: '' })
    expect(bare.stderr).toMatch(
      /^Some environment variables are missing or wrong\.\n- PALISADE_SECRET is missing/,
    )
  })

  test('behavior: on PostgreSQL it sells to the holder and refuses the others, answers Picket’s requests, and stops at once', async () => {
    const began = performance.now()
    const [program = '', ...words] = image.command
    const demo = await startOwnDemo({
      cluster: { databaseUrl: postgres.url, servers: 1 },
      command: image.enter(program, '--import', '/tmp/reroute.mjs', ...words),
    })
    try {
      console.log(`The demo is up after ${Math.round(performance.now() - began)} ms.`)
      // The program that chroot became, not one beside it.
      expect(readFileSync(`/proc/${demo.app.pid}/status`, 'utf8')).toMatch(/^Uid:\t1000\t1000\t1000\t1000$/m)
      const facts = path.join(image.root, 'tmp/demo.json')
      writeFileSync(facts, JSON.stringify(demo.facts))
      const check = ['--import', 'tsx', 'test/standin/demo/check.ts', facts]
      expect((await run(process.execPath, check)).stdout).toContain('Every step passed.')
      expect(await signIn(demo)).toBe(demo.facts.chains.ethereum.wallets.holder.address.toLowerCase())
      const [health, ...rest] = image.enter(...image.healthCheck)
      const port = new URL(demo.app.origin).port
      const healthy = await run(health, rest, { env: { ...env(), PORT: port } })
      expect(healthy.stderr).toBe('')
      const stopped = performance.now()
      await demo.app.close()
      expect(performance.now() - stopped).toBeLessThan(4000)
      await expect(run(health, rest, { env: { ...env(), PORT: port } })).rejects.toThrow()
    } finally {
      await demo.close()
    }
  })
})
