import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeWhole } from '../../../scripts/writeWhole.ts'
import { minimize } from '../minimize.ts'
import { checkInput } from './checkInput.ts'
import type { FuzzTarget } from './openTarget.ts'
import type { Failure } from './runShard.ts'

/** A test replays every file here. */
export const FOUND_FOLDER = fileURLToPath(new URL('./found', import.meta.url))

/** Make the input of a failure as small as the same oracle still fails on, and keep it as a test. Returns its file. */
export async function keepFailure({
  target,
  failure,
  folder = FOUND_FOLDER,
  seconds = 30,
}: {
  target: FuzzTarget
  failure: Failure
  folder?: string
  /** The longest that it takes to make the input small. */
  seconds?: number
}): Promise<string> {
  const { kind } = failure
  const find = (input: unknown) => checkInput({ target, input, isThorough: true }).finding
  const input = await minimize(failure.input, (smaller) => find(smaller)?.kind === kind, seconds)
  const { why } = find(input) ?? failure
  const name = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 8)
  const file = path.join(folder, `${target.name}-${kind}-${name}.json`)
  mkdirSync(folder, { recursive: true })
  writeWhole(
    file,
    Buffer.from(`${JSON.stringify({ target: target.name, kind, why: why.slice(0, 300), input })}\n`),
  )
  return file
}
