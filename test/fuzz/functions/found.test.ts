import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import type { TargetName } from '../../extensions/gate-discount/targets.ts'
import { checkInput } from './checkInput.ts'
import { FOUND_FOLDER } from './keepFailure.ts'
import { openTarget } from './openTarget.ts'

/*
 * Each file is an input on which a Function was wrong once, as `npm run fuzz -- functions` made it small.
 */
const files = existsSync(FOUND_FOLDER) ? readdirSync(FOUND_FOLDER) : []

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

test('default: there are inputs that a fuzz run found', () => {
  expect(files.length).toBeGreaterThan(0)
})

test.each(files)('behavior: the Function is right about %s', async (file) => {
  const found = JSON.parse(readFileSync(path.join(FOUND_FOLDER, file), 'utf8')) as {
    target: TargetName
    input: unknown
  }
  const target = await openTarget({ name: found.target })
  expect(checkInput({ target, input: found.input, isThorough: true }).finding).toBeNull()
})
