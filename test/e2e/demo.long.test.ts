import { describe, expect, test } from 'vitest'
import { areFree, findPort, runDemo } from './runDemo.ts'
import { groupOf, waitFor } from './runScript.ts'

describe('npm run demo -- --check', { timeout: 600_000 }, () => {
  test('behavior: a killed demo leaves no process behind; the next --check makes the purchase and exits with 0', async () => {
    const port = await findPort()
    const first = runDemo({ PORT: String(port) })
    await waitFor(() => first.output().includes('Everything is up'), first)
    process.kill(-(first.child.pid ?? 0), 'SIGKILL')
    await first.exit
    // Its child processes notice its end and exit by themselves.
    await expect.poll(() => areFree(port)).toBe(true)
    const run = runDemo({ PORT: String(port) }, '--check')
    expect([await run.exit, run.output()]).toEqual([0, expect.stringContaining('Every step passed.')])
    expect(run.output()).not.toContain('FAILED')
    for (const name of [
      'nonce',
      'signature',
      'ownership',
      'proof',
      'cart',
      'Function',
      'total',
      'reasons',
      'second shop',
    ]) {
      expect(run.output()).toContain(`ok     ${name}`)
    }
    await expect.poll(() => groupOf(run.child)).toEqual([])
  })
})
