import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'smol-toml'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createFunctionRunner } from '../../app/wasm/createFunctionRunner.ts'
import { buildFunctions } from '../../scripts/buildFunctions.ts'
import { rewriteForDeploy } from '../standin/functions/rewriteForDeploy.ts'
import { copySources } from '../standin/shopifyCli/copySources.ts'

/** The file that the extension's toml names as `build.path` for Shopify's command line. */
const UPLOADED = 'extensions/gate-validation/dist/gate-validation.wasm'
const CALL = { handle: 'gate-validation', exportName: 'cart_validations_generate_run' }
const CART_PAGE = { ...CALL, input: { buyerJourney: { step: 'CART_INTERACTION' } } }

const HANDLES = ['gate-discount', 'gate-validation']
const extension = z.object({ extensions: z.array(z.object({ build: z.object({ command: z.string() }) })) })

describe('the build commands of both extensions', () => {
  test('behavior: at once and in a fresh clone they make the same bytes as one after the other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'palisade-at-once-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const [atOnce, inTurn] = [join(folder, 'at-once'), join(folder, 'in-turn')]
    await Promise.all([atOnce, inTurn].map(copySources))
    // Both fetch the schemas too.
    await Promise.all(HANDLES.map((handle) => runBuildCommand(atOnce, handle)))
    for (const handle of HANDLES) await runBuildCommand(inTurn, handle)
    for (const handle of HANDLES) {
      const own = join('build/functions', handle)
      for (const file of [`${own}.wasm`, `${own}.json`, `extensions/${handle}/dist/${handle}.wasm`])
        expect((await readFile(join(atOnce, file))).equals(await readFile(join(inTurn, file))), file).toBe(
          true,
        )
    }
  }, 600_000)
})

/** Run the command that an extension's toml names, where Shopify's command line runs it. */
async function runBuildCommand(root: string, handle: string): Promise<void> {
  const cwd = join(root, 'extensions', handle)
  const toml = parse(await readFile(join(cwd, 'shopify.extension.toml'), 'utf8'))
  const [found] = extension.parse(toml).extensions
  await promisify(execFile)('sh', ['-c', found?.build.command ?? ''], { cwd })
}

describe('a deployed module', () => {
  let before: Buffer
  let rewritten: Buffer
  beforeAll(async () => {
    await buildFunctions()
    before = await readFile(UPLOADED)
    const folder = await mkdtemp(join(tmpdir(), 'palisade-deploy-'))
    const deployed = join(folder, 'gate-validation.wasm')
    await writeFile(deployed, before)
    await rewriteForDeploy(deployed)
    rewritten = await readFile(deployed)
    await rm(folder, { recursive: true })
    expect(rewritten.toString('latin1')).toContain('_shopify_function_input_get')
  }, 240_000)

  test('default: after a deploy rewrote the uploaded file, the server still answers and a build restores the file', async () => {
    try {
      await writeFile(UPLOADED, rewritten)
      expect(await createFunctionRunner().run(CART_PAGE)).toEqual({ operations: [] })
      await buildFunctions({ only: ['gate-validation'] })
      expect((await readFile(UPLOADED)).equals(before)).toBe(true)
    } finally {
      await writeFile(UPLOADED, before)
    }
  })

  describe('in a folder of its own', () => {
    let root: string
    let folder: string
    let own: string
    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'palisade-built-'))
      folder = join(root, 'build/functions')
      own = join(folder, 'gate-validation.wasm')
      await cp('build/functions', folder, { recursive: true, preserveTimestamps: true })
    })
    afterAll(() => rm(root, { recursive: true, force: true }))

    test('behavior: building one Function alone writes no file of the other', async () => {
      const built = await buildFunctions({ only: ['gate-discount'], root })
      expect(built.map(({ handle }) => handle)).toEqual(['gate-discount'])
      await expect(readFile(join(root, UPLOADED))).rejects.toThrow('ENOENT')
    })

    test('behavior: a copy with changed bytes is compiled again, although it is newer than its sources', async () => {
      await writeFile(own, rewritten)
      const runner = createFunctionRunner({ folder })
      await expect(runner.run(CART_PAGE)).rejects.toMatchObject({ code: 'ERR_FUNCTION_BUILD' })
      await buildFunctions({ only: ['gate-validation'], root })
      expect((await readFile(own)).equals(before)).toBe(true)
      // The same runner: no restart is needed.
      expect(await runner.run(CART_PAGE)).toEqual({ operations: [] })
      expect((await runner.readQueries()).map(({ target }) => target)).toEqual([
        'cart.lines.discounts.generate.run',
        'cart.delivery-options.discounts.generate.run',
        'cart.validations.generate.run',
      ])
    })

    test('refuses: a rewritten module, and says what happened and what to do (ERR_FUNCTION_BUILD)', async () => {
      try {
        await writeFile(own, rewritten)
        const error = await createFunctionRunner({ folder })
          .run(CART_PAGE)
          .catch((cause: unknown) => cause)
        expect(error).toMatchObject({ code: 'ERR_FUNCTION_BUILD' })
        expect(String(error)).toContain('gate-validation')
        expect(String(error)).toContain('shopify app deploy')
        expect(Reflect.get(Object(error), 'hint')).toContain('npm run build:functions')
      } finally {
        await writeFile(own, before)
      }
    })

    test('refuses: a Function that is not built (ERR_FUNCTION_BUILD)', async () => {
      const empty = createFunctionRunner({ folder: root })
      await expect(empty.run(CART_PAGE)).rejects.toMatchObject({ code: 'ERR_FUNCTION_BUILD' })
      await expect(empty.readQueries()).rejects.toMatchObject({ code: 'ERR_FUNCTION_BUILD' })
    })
  })

  test('refuses: a Function that does not exist', async () => {
    await expect(buildFunctions({ only: ['gate'] })).rejects.toThrow('no Function "gate"')
  })
})
