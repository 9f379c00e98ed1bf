import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BLOCK_SCRIPTS } from '../../app/doctor/checkBuild.ts'
import { hashModule } from '../../app/wasm/readBuiltFunction.ts'
import { checkBuilt, checkConfig } from '../../scripts/checkDeploy.ts'
import { composeNpxWords, explainNode, SHOPIFY_CLI } from '../../scripts/shopify.ts'

const run = promisify(execFile)
const CLIENT_ID = '0123456789abcdef0123456789abcdef'
const ORIGIN = 'https://gates.shop.test'
const shipped = await readFile('shopify.app.toml', 'utf8')
const filled = shipped
  .replace('client_id = ""', `client_id = "${CLIENT_ID}"`)
  .replaceAll('https://palisade.example.com', ORIGIN)

const check = (toml: string, env: Record<string, string> = {}) =>
  checkConfig({ file: 'shopify.app.toml', toml, env })
const codesOf = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code)

describe('checkConfig', () => {
  test('default: the filled file is accepted, alone and with the same values in the environment', () => {
    expect(check(filled)).toEqual([])
    expect(check(filled, { SHOPIFY_API_KEY: CLIENT_ID, SHOPIFY_APP_URL: `${ORIGIN}/` })).toEqual([])
  })

  test('refuses: the file as it is in the repository, with each reason (ERR_DEPLOY_CLIENT_ID, ERR_DEPLOY_URL)', () => {
    const problems = check(shipped)
    expect(codesOf(problems)).toEqual(['ERR_DEPLOY_CLIENT_ID', 'ERR_DEPLOY_URL'])
    expect(problems[0]?.sentence).toContain('npm run config:link')
  })

  test('refuses: an address that is not https, not a URL, or left at the example (ERR_DEPLOY_URL)', () => {
    for (const wrong of ['http://gates.shop.test', 'gates', 'https://palisade.example.com'])
      expect(codesOf(check(filled.replace(`"${ORIGIN}"`, `"${wrong}"`))), wrong).toEqual(['ERR_DEPLOY_URL'])
  })

  test('refuses: a redirect URL of another server (ERR_DEPLOY_URL)', () => {
    const apart = filled.replace(`${ORIGIN}/auth/callback`, 'https://other.shop.test/auth/callback')
    expect(codesOf(check(apart))).toEqual(['ERR_DEPLOY_URL'])
  })

  test('refuses: an environment of another app or server (ERR_DEPLOY_MISMATCH)', () => {
    const env = { SHOPIFY_API_KEY: 'another', SHOPIFY_APP_URL: 'https://other.shop.test' }
    expect(codesOf(check(filled, env))).toEqual(['ERR_DEPLOY_MISMATCH', 'ERR_DEPLOY_MISMATCH'])
    expect(codesOf(check(filled, { SHOPIFY_APP_URL: 'nonsense' }))).toEqual(['ERR_DEPLOY_MISMATCH'])
  })

  test('refuses: what is not TOML, or lacks a field (ERR_DEPLOY_CONFIG)', () => {
    expect(codesOf(check('client_id = '))).toEqual(['ERR_DEPLOY_CONFIG'])
    expect(check('client_id = "x"')[0]).toMatchObject({
      code: 'ERR_DEPLOY_CONFIG',
      sentence: expect.stringContaining('application_url'),
    })
  })
})

describe('checkBuilt', () => {
  test('default: fresh files are accepted', async () => {
    expect(await checkBuilt(composeRoot())).toEqual([])
  })

  test('refuses: a missing, an empty and an old block script (ERR_DEPLOY_BLOCK)', async () => {
    for (const name of BLOCK_SCRIPTS) {
      const root = composeRoot()
      const script = path.join(root, name)
      utimesSync(script, 1, 1)
      expect(codesOf(await checkBuilt(root))).toEqual(['ERR_DEPLOY_BLOCK'])
      writeFileSync(script, '')
      expect(codesOf(await checkBuilt(root))).toEqual(['ERR_DEPLOY_BLOCK'])
      rmSync(script)
      expect(codesOf(await checkBuilt(root))).toEqual(['ERR_DEPLOY_BLOCK'])
    }
  })

  test('refuses: a Function that is missing, old, or rewritten by an earlier deploy (ERR_DEPLOY_FUNCTION)', async () => {
    for (const spoil of [
      (root: string) => rmSync(path.join(root, 'extensions/gate-discount/dist'), { recursive: true }),
      (root: string) => utimesSync(path.join(root, 'build/functions/gate-discount.wasm'), 1, 1),
      (root: string) =>
        writeFileSync(path.join(root, 'extensions/gate-discount/dist/gate-discount.wasm'), 'rewritten'),
      (root: string) => writeFileSync(path.join(root, 'build/functions/gate-discount.wasm'), 'rewritten'),
    ]) {
      const root = composeRoot()
      spoil(root)
      const problems = await checkBuilt(root)
      expect(codesOf(problems)).toEqual(['ERR_DEPLOY_FUNCTION'])
      expect(problems[0]?.sentence).toContain('gate-discount')
    }
  })
})

describe('explainNode', () => {
  test('default: the oldest version and newer ones are accepted', () => {
    for (const version of ['22.12.0', '22.20.1', 'v24.9.0']) expect(explainNode(version)).toBeNull()
  })

  test('refuses: an older Node, and names both versions (ERR_DEPLOY_NODE)', () => {
    for (const version of ['20.19.0', '22.11.0'])
      expect(explainNode(version)).toMatch(/^ERR_DEPLOY_NODE: .*4\.8\.2 needs Node 22\.12/)
  })

  test('behavior: documents name the pinned version', async () => {
    expect(await readFile('docs/install.md', 'utf8')).toContain(SHOPIFY_CLI)
  })
})

test('refuses: npm run deploy stops at the shipped configuration, before it builds (ERR_DEPLOY_CLIENT_ID)', async () => {
  const refused = await run(process.execPath, ['--import', 'tsx', 'scripts/deploy.ts', '--check'], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH },
  }).catch((error: { code: number; stderr: string; stdout: string }) => error)
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('ERR_DEPLOY_CLIENT_ID')
  expect(refused.stderr).toContain('Nothing was deployed.')
})

test('behavior: npx runs the command line, also under another npx that names a package', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'palisade-npx-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const makePackage = (name: string, bin: string) => {
    const folder = path.join(root, name)
    mkdirSync(folder)
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', bin: { [bin]: 'run.js' } }),
    )
    const script = '#!/usr/bin/env node\nconsole.log(process.argv.slice(2).join(" "))\n'
    writeFileSync(path.join(folder, 'run.js'), script, { mode: 0o755 })
    return folder
  }
  const cli = makePackage('cli', 'shopify')
  const { stdout } = await run('npx', composeNpxWords(['app', 'deploy', '--config', 'staging'], cli), {
    cwd: root,
    env: {
      ...{ NODE_ENV: 'test', PATH: process.env.PATH, HOME: root, npm_config_offline: 'true' },
      npm_config_package: makePackage('other', 'other'),
    },
  })
  expect(stdout).toBe('app deploy --config staging\n')
})

/** A folder with sources and, newer than these, what a build makes of them. */
function composeRoot(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'palisade-deploy-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const write = (file: string, contents: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), contents)
  }
  cpSync('extensions/proof-check/assembly', path.join(root, 'extensions/proof-check/assembly'), {
    recursive: true,
  })
  write('extensions/gate-block/src/main.ts', '')
  write('extensions/gate-block/shopify.extension.toml', 'name = "gate"')
  for (const script of BLOCK_SCRIPTS) write(script, 'void 0')
  for (const handle of ['gate-discount', 'gate-validation']) {
    write(`extensions/${handle}/assembly/index.ts`, '')
    write(`build/functions/${handle}.wasm`, handle)
    write(
      `build/functions/${handle}.json`,
      JSON.stringify({ sha256: hashModule(Buffer.from(handle)), queries: [] }),
    )
    write(`extensions/${handle}/dist/${handle}.wasm`, handle)
  }
  return root
}
