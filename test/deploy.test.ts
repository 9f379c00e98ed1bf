import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseDockerfile } from './standin/image/parseDockerfile.ts'

/* The files that run the server elsewhere: they must agree with the server, and with what CI tests. */
const read = (file: string) => readFileSync(file, 'utf8')
type Compose = { readonly services: Readonly<Record<string, { readonly stop_grace_period: string }>> }
type Workflow = {
  readonly jobs: { readonly whole: { readonly strategy: { readonly matrix: { node: string[] } } } }
}

/** The longest that a stop takes with the default DRAIN_SECONDS, by the server's own table. */
function readStopSeconds(): number {
  const [, drain, requests, jobs] =
    /STOP_SECONDS = \{ drain: (\d+), requests: (\d+), jobs: (\d+) \}/.exec(read('app/server.ts')) ?? []
  return Number(drain) + Number(requests) + Number(jobs)
}

/** Seconds that each supervisor waits after SIGTERM. */
const GRACE = {
  'compose.yaml': () => (parse(read('compose.yaml')) as Compose).services.palisade?.stop_grace_period,
  'deploy/palisade.service': () => /^TimeoutStopSec=(.*)$/m.exec(read('deploy/palisade.service'))?.[1],
  'docs/operations.md': () => /Let your supervisor wait for (\d+)/.exec(read('docs/operations.md'))?.[1],
  'docs/hosting.md': () =>
    /seconds between SIGTERM and SIGKILL \| (\d+) \|/.exec(read('docs/hosting.md'))?.[1],
}

describe('a stop', () => {
  test('default: the server takes 33 seconds at most', () => {
    expect(readStopSeconds()).toBe(33)
  })

  test.each(Object.entries(GRACE))('behavior: %s lets a stop end', (_, readGrace) => {
    expect(/^(\d+)s?$/.exec(readGrace() ?? '')?.[1]).toBe(String(readStopSeconds() + 2))
  })
})

describe('the image', () => {
  const images = parseDockerfile(read('Dockerfile')).map(({ base }) => base)

  test('behavior: it is built and runs on one Node that CI tests, as on a managed platform', () => {
    const { node } = (parse(read('.github/workflows/ci.yml')) as Workflow).jobs.whole.strategy.matrix
    const versions = images.map((image) => /^node:(\d+)-/.exec(image)?.[1])
    expect(versions.length).toBe(2)
    expect(new Set(versions).size).toBe(1)
    expect(node).toContain(versions[0])
    expect(/^\| Node \| (.+) \|$/m.exec(read('docs/hosting.md'))?.[1]).toBe(versions[0])
  })
})

test('behavior: the image’s install has every file that npm runs after it', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, files = '']) =>
    files.split(' '),
  )
  const script = 'scripts/generatePrisma.mjs'
  expect(JSON.parse(read('package.json')).scripts.postinstall).toBe(`node ${script}`)
  const imported = [...read(script).matchAll(/^import ['][.][/](.+)[']$/gm)].map(
    ([, file]) => `scripts/${file}`,
  )
  expect(imported.length).toBeGreaterThan(0)
  expect(copied).toEqual(expect.arrayContaining([script, ...imported]))
})

describe('a copy of .env.example', () => {
  const given = Object.keys(parseEnv(read('.env.example')))
  const unit = read('deploy/palisade.service')

  test('behavior: it undoes nothing that the image sets, also by an empty value', () => {
    const set = [...read('Dockerfile').matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').map((part) => part.split('=')[0] ?? ''),
    )
    expect(set).toEqual(['HOST', 'PORT', 'DATA_DIR'])
    expect(set.filter((name) => given.includes(name))).toEqual([])
  })

  test('behavior: the unit sets its folder where no file of variables wins over it', () => {
    expect(unit).toMatch(/^EnvironmentFile=/m)
    expect(unit).not.toMatch(/^Environment=/m)
    const folder = /^StateDirectory=(.*)$/m.exec(unit)?.[1]
    expect(unit).toContain(`ExecStart=/usr/bin/env DATA_DIR=/var/lib/${folder} /usr/bin/node server.js`)
  })
})
