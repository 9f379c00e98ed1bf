import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { BLOCK_SCRIPTS, checkBlock, checkFunctions, checkServer } from '../../app/doctor/checkBuild.ts'
import { hashModule } from '../../app/wasm/readBuiltFunction.ts'

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('behavior: Functions that are built, missing and rewritten (ERR_FUNCTION_BUILD)', async () => {
  const folder = makeFolder()
  const bytes = Buffer.from('a module')
  const queries = [{ target: 'cart.validations.generate.run', query: 'query { cart { id } }' }]
  for (const handle of ['gate-discount', 'gate-validation']) {
    expect(await checkFunctions({ folder })).toMatchObject({
      outcome: 'fail',
      found: `The Function ${handle} is not built.`,
      next: expect.stringContaining('npm run build:functions'),
    })
    writeFileSync(path.join(folder, `${handle}.wasm`), bytes)
    writeFileSync(path.join(folder, `${handle}.json`), JSON.stringify({ sha256: hashModule(bytes), queries }))
  }
  expect(await checkFunctions({ folder })).toEqual({
    check: 'functions',
    outcome: 'ok',
    found: 'gate-discount and gate-validation are built.',
    next: null,
  })
  writeFileSync(path.join(folder, 'gate-validation.wasm'), 'another module')
  expect(await checkFunctions({ folder })).toMatchObject({
    outcome: 'fail',
    found: expect.stringContaining('gate-validation is not the module that was built'),
  })
})

test('behavior: a block that is built, missing and empty; a folder without the repository has none', () => {
  const root = makeFolder()
  expect(checkBlock({ root })).toEqual([])
  const assets = path.join(root, 'extensions/gate-block/assets')
  mkdirSync(assets, { recursive: true })
  writeFileSync(path.join(root, 'extensions/gate-block/shopify.extension.toml'), 'name = "gate"')
  const missing = { check: 'block', outcome: 'fail', next: 'Run "npm run build:block".' }
  expect(checkBlock({ root })).toMatchObject([missing])
  for (const script of BLOCK_SCRIPTS) {
    writeFileSync(path.join(root, script), '')
    expect(checkBlock({ root })).toMatchObject([missing])
    writeFileSync(path.join(root, script), 'void 0')
  }
  expect(checkBlock({ root })).toMatchObject([{ check: 'block', outcome: 'ok', next: null }])
})

test('behavior: a server that is built and missing; the built folder is not asked', () => {
  const root = makeFolder()
  expect(checkServer({ root })).toEqual([])
  for (const folder of ['extensions/gate-block', 'build'])
    mkdirSync(path.join(root, folder), { recursive: true })
  writeFileSync(path.join(root, 'extensions/gate-block/shopify.extension.toml'), 'name = "gate"')
  expect(checkServer({ root })).toEqual([
    {
      check: 'app',
      outcome: 'fail',
      found: 'build/server.js is missing or empty: there is no server to start.',
      next: 'Run "npm run build".',
    },
  ])
  writeFileSync(path.join(root, 'build/server.js'), 'void 0')
  expect(checkServer({ root })).toMatchObject([{ check: 'app', outcome: 'ok', next: null }])
})
