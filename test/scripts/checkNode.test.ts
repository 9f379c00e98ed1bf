import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { isSupportedNode } from '../../app/doctor/nodeVersion.ts'

/** Import a script in a Node that says that it is another version. */
function importOn(version: string, file: string) {
  const fake = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const code = `${fake}; await import('./${file}'); console.log('went on')`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test.each(['20.19.0', '22.12.0', '24.0.0', '26.1.0'])('default: Node %s goes on', (version) => {
  expect(isSupportedNode(version)).toBe(true)
  expect(importOn(version, 'scripts/checkNode.mjs')).toEqual({ status: 0, stdout: 'went on\n', stderr: '' })
})

test.each(['16.20.2', '18.20.8', '20.18.3', '21.7.0', '22.11.0', '23.11.0'])(
  'refuses: Node %s, in one sentence',
  (version) => {
    expect(isSupportedNode(version)).toBe(false)
    expect(importOn(version, 'scripts/checkNode.mjs')).toEqual({
      status: 1,
      stdout: '',
      stderr: `Palisade needs Node 20 from 20.19 on, Node 22 from 22.12 on, or Node 24 or later. This is Node ${version}.\n`,
    })
  },
)

test.each(['scripts/generatePrisma.mjs', 'scripts/start.mjs', 'scripts/readDotEnv.mjs'])(
  'refuses: an old Node at the start of %s',
  (file) => {
    expect(importOn('18.20.8', file)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Palisade needs Node .*\n$/),
    })
  },
)
