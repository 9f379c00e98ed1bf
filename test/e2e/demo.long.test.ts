import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { areFree, findPort, listen, runDemo } from './runDemo.ts'
import { groupOf, waitFor } from './runScript.ts'

describe('npm run demo -- --check', { timeout: 600_000 }, () => {
  test('behavior: a demo keeps others out of its folder; killed, it leaves no process behind; the next --check makes the purchase and exits with 0', async () => {
    const port = await findPort()
    const first = runDemo({ PORT: String(port) })
    await waitFor(() => first.output().includes('Everything is up'), first)
    const second = runDemo({ PORT: String(await findPort()) })
    expect(await second.exit).toBe(1)
    expect(second.output()).toMatch(/The demo of this folder is in use by process \d+\. Stop it with Ctrl-C/)
    expect(existsSync('.data/demo.json')).toBe(true)
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
      'find, sign',
      'forged proof',
      'mere claim',
    ]) {
      expect(run.output()).toContain(`ok     ${name}`)
    }
    await expect.poll(() => groupOf(run.child)).toEqual([])
  })

  test('behavior: Ctrl-C ends a demo that still starts, and nothing is left of it', async () => {
    const port = await findPort()
    const run = runDemo({ PORT: String(port) })
    await waitFor(() => run.output().includes('Starting the app'), run)
    process.kill(-(run.child.pid ?? 0), 'SIGINT')
    await run.exit
    expect(run.output()).toContain('Stopping everything …')
    expect(run.output()).not.toContain('Everything is up')
    await expect.poll(() => groupOf(run.child)).toEqual([])
    await expect.poll(() => areFree(port)).toBe(true)
  })

  test('refuses: a port that another program takes while the demo starts, with one sentence', async () => {
    const port = await findPort()
    const run = runDemo({ PORT: String(port) })
    await waitFor(() => run.output().includes('Building everything'), run)
    const taken = await listen(port + 1)
    onTestFinished(() => void taken.close())
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain(`Another program has taken port ${port + 1} meanwhile.`)
    expect(run.output()).not.toMatch(/\n\s+at /)
    await expect.poll(() => groupOf(run.child)).toEqual([])
  })
})
