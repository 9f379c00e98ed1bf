import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** A clone with the scripts that `npm start` needs, and nothing else. */
function makeClone(): string {
  const clone = mkdtempSync(path.join(tmpdir(), 'palisade-clone-'))
  onTestFinished(() => rmSync(clone, { recursive: true, force: true }))
  for (const file of ['start.mjs', 'readDotEnv.mjs', 'checkNode.mjs'])
    cpSync(`scripts/${file}`, `${clone}/scripts/${file}`)
  writeFileSync(path.join(clone, 'package.json'), '{ "type": "module" }')
  return clone
}

function build(clone: string): void {
  mkdirSync(path.join(clone, 'build'))
  const server = 'console.log([process.env.FROM_FILE, process.env.FROM_BOTH, process.env.EMPTY].join())\n'
  writeFileSync(path.join(clone, 'build/server.js'), server)
}

function start(clone: string, env: Readonly<Record<string, string>> = {}) {
  const words = (scripts.start ?? '').split(' ').slice(1)
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: clone,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('npm start', () => {
  test('default: it runs the build with the variables of .env, and one of the environment wins', () => {
    const clone = makeClone()
    build(clone)
    writeFileSync(path.join(clone, '.env'), '# a comment\nFROM_FILE="a # b"\nFROM_BOTH=file\nEMPTY=\n')
    expect(start(clone, { FROM_BOTH: 'environment' })).toEqual({
      status: 0,
      stdout: 'a # b,environment,\n',
      stderr: '',
    })
  })

  test('behavior: it runs without an .env', () => {
    const clone = makeClone()
    build(clone)
    expect(start(clone, { FROM_BOTH: 'environment' })).toMatchObject({ status: 0, stdout: ',environment,\n' })
  })

  test('behavior: a server that ends with a code ends the command with it', () => {
    const clone = makeClone()
    build(clone)
    writeFileSync(path.join(clone, 'build/server.js'), 'process.exit(7)\n')
    expect(start(clone)).toMatchObject({ status: 7 })
  })

  test('refuses: a clone that is not built, in one sentence', () => {
    expect(start(makeClone())).toEqual({
      status: 1,
      stdout: '',
      stderr: 'There is no build/server.js. Run "npm run build", then "npm start" again.\n',
    })
  })
})

test('behavior: every command of the operator reads .env as npm start does', () => {
  const readers = ['doctor', 'keys', 'live-check', 'selftest']
  for (const name of readers) expect(scripts[name]).toContain('--import ./scripts/readDotEnv.mjs')
})
