import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installPackage } from '../../scripts/installPackage.ts'

/* Debian's own apt, in a folder of its own with a package of its own: the machine's lists and locks are not touched. */
const hasApt = existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/perl')

const CONTROL = `Package: palisade-sample
Version: 1
Architecture: all
Maintainer: nobody <nobody@example.com>
Description: a sample
`
/** Locks a file as apt does: Node and flock(1) have no such lock. */
const HOLD = `use Fcntl; open my $file, ">>", $ARGV[0] or die $!;
my $lock = pack("s s x![l!] l! l! i", F_WRLCK, 0, 0, 0, 0);
fcntl($file, F_SETLK, $lock) or die $!; $| = 1; print "held\\n"; sleep 600`

/** A root folder for apt, and the environment that names it. */
async function makeRoot(): Promise<{ root: string; env: NodeJS.ProcessEnv }> {
  const root = await mkdtemp(path.join(tmpdir(), 'palisade-apt-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  for (const folder of [
    'etc/apt/apt.conf.d',
    'etc/apt/preferences.d',
    'etc/apt/sources.list.d',
    'etc/apt/trusted.gpg.d',
    'var/lib/apt/lists/partial',
    'var/cache/apt/archives/partial',
    'var/lib/dpkg',
    'log',
    'shelf',
    'sample/DEBIAN',
  ]) {
    await mkdir(path.join(root, folder), { recursive: true })
  }
  await writeFile(path.join(root, 'var/lib/dpkg/status'), '')
  await writeFile(path.join(root, 'sample/DEBIAN/control'), CONTROL)
  const archive = path.join(root, 'shelf/sample.deb')
  execFileSync('dpkg-deb', ['--root-owner-group', '--build', path.join(root, 'sample'), archive])
  const bytes = await readFile(archive)
  const sum = createHash('sha256').update(bytes).digest('hex')
  const listed = `${CONTROL}Filename: ./sample.deb\nSize: ${bytes.length}\nSHA256: ${sum}\n`
  await writeFile(path.join(root, 'shelf/Packages'), listed)
  await writeFile(path.join(root, 'etc/apt/sources.list'), `deb [trusted=yes] file:${root}/shelf ./\n`)
  // The machine's dpkg installs nothing: a script writes down what apt would have it do.
  const dpkg = path.join(root, 'dpkg')
  await writeFile(dpkg, `#!/bin/sh\necho "$@" >> ${root}/log/calls\n`, { mode: 0o755 })
  const config = path.join(root, 'apt.conf')
  const lines = [
    `Dir "${root}";`,
    `Dir::Bin::dpkg "${dpkg}";`,
    `Dir::Log "${root}/log";`,
    'APT::Sandbox::User "";',
  ]
  await writeFile(config, lines.join('\n'))
  return { root, env: { ...process.env, APT_CONFIG: config } }
}

/** Hold a lock in another process; the answer releases it. */
async function holdLock(file: string): Promise<() => Promise<void>> {
  const child = spawn('perl', ['-e', HOLD, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const release = async () => {
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(release)
  expect(String((await once(child.stdout, 'data'))[0])).toBe('held\n')
  return release
}

const readCalls = (root: string) => readFile(path.join(root, 'log/calls'), 'utf8').catch(() => '')

describe.runIf(hasApt)('installPackage', () => {
  test('default', async () => {
    const { root, env } = await makeRoot()
    const said: string[] = []
    const say = (sentence: string) => void said.push(sentence)
    expect(await installPackage({ name: 'palisade-sample', env, say })).toBeNull()
    expect(await readCalls(root)).toMatch(/--unpack .*sample/)
    expect(said).toEqual([])
  })

  test.each(['var/lib/apt/lists/lock', 'var/lib/dpkg/lock-frontend', 'var/cache/apt/archives/lock'])(
    'behavior: waits while another process holds %s, and then installs',
    async (lock) => {
      const { root, env } = await makeRoot()
      const release = await holdLock(path.join(root, lock))
      const said: string[] = []
      const installed = installPackage({
        name: 'palisade-sample',
        env,
        // The lock goes when the wait has been announced.
        say: (sentence) => {
          said.push(sentence)
          void release()
        },
      })
      expect(await installed).toBeNull()
      expect(said).toEqual([expect.stringMatching(/^Waiting up to 600 seconds for another apt: .*lock/)])
      expect(await readCalls(root)).toMatch(/--unpack .*sample/)
    },
  )

  test('refuses: a lock that nobody releases, with one sentence', async () => {
    const { root, env } = await makeRoot()
    await holdLock(path.join(root, 'var/lib/apt/lists/lock'))
    const because = await installPackage({ name: 'palisade-sample', env, waitsSeconds: 1, say: () => {} })
    expect(because).toMatch(
      /^Another process held apt's lock for 1 seconds: Could not get lock .*\/lists\/lock/,
    )
    expect(because).not.toContain('\n')
    expect(await readCalls(root)).not.toContain('--unpack')
  })

  test('refuses: an unknown package, with the reason that apt gives', async () => {
    const { env } = await makeRoot()
    expect(await installPackage({ name: 'palisade-unknown', env })).toBe(
      'apt-get install failed: Unable to locate package palisade-unknown',
    )
  })
})
