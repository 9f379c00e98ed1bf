import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { startWriter } from './startWriter.ts'

/*
 * The machine loses its power while the embedded database writes. The database is on a disk of its own (ext4 in a file),
 * which is shut down without writing what the system still has in memory. Only root can mount one.
 */
const DISK_BYTES = 900 * 2 ** 20
/** `EXT4_IOC_SHUTDOWN` with `EXT4_GOING_FLAGS_NOLOGFLUSH`: as if the power went. Node has no `ioctl`. */
const CUT = 'open(F, "<", $ARGV[0]) or die; my $how = pack("L", 2); ioctl(F, 0x8004587d, $how) or die "$!"'

type Disk = { readonly folder: string; readonly cutPower: () => void; readonly restart: () => void }

function mountDisk(): Disk {
  const place = mkdtempSync(path.join(tmpdir(), 'palisade-power-'))
  const [image, folder] = [path.join(place, 'image'), path.join(place, 'disk')]
  writeFileSync(image, '')
  truncateSync(image, DISK_BYTES)
  execFileSync('mkfs.ext4', ['-q', image])
  execFileSync('mkdir', [folder])
  const mount = () => execFileSync('mount', ['-o', 'loop', image, folder])
  const unmount = () => execFileSync('umount', [folder])
  mount()
  onTestFinished(() => {
    unmount()
    rmSync(place, { recursive: true })
  })
  return {
    folder,
    cutPower: () => execFileSync('perl', ['-e', CUT, folder]),
    restart: () => {
      unmount()
      mount()
    },
  }
}

const canMount = process.getuid?.() === 0 && existsSync('/dev/loop-control')

/** Cut the power after so many nonces; returns those that were confirmed, and those that are there afterwards. */
async function cut(disk: Disk, words: readonly string[], count: number) {
  const writer = await startWriter({ words, count })
  disk.cutPower()
  const stored = await writer.kill()
  disk.restart()
  return stored
}

test.runIf(canMount)(
  'behavior: what was answered is there after each of six power cuts, and no page is damaged',
  async () => {
    const disk = mountDisk()
    const dataDir = path.join(disk.folder, 'data')
    const confirmed: string[] = []
    for (const [turn, count] of [1, 500, 2000, 5000, 300, 9000].entries()) {
      confirmed.push(...(await cut(disk, [dataDir, turn % 2 === 0 ? '4000' : '20'], count)))
      const db = await openDatabase({ kind: 'pglite', dataDir })
      const found = await db.hot.query('all', 'SELECT value FROM nonce', [])
      const values = new Set(found.map(({ value }) => String(value)))
      await db.hot.query('check', 'SELECT count(*) FROM nonce WHERE length(statement) > 0', [])
      await db.close()
      expect(confirmed.filter((value) => !values.has(value))).toEqual([])
    }
    console.log(`${confirmed.length} nonces were confirmed`)
  },
  600_000,
)

test.runIf(canMount)(
  'behavior: files that ignore fsync are lost or damaged by such a cut, so this test can fail',
  async () => {
    const disk = mountDisk()
    const dataDir = path.join(disk.folder, 'data')
    await (await openDatabase({ kind: 'pglite', dataDir })).close()
    const confirmed = await cut(disk, [dataDir, '20', 'plain'], 3000)
    rmSync(path.join(dataDir, 'pg.lock'), { force: true })
    const found = await openDatabase({ kind: 'pglite', dataDir }).then(
      async (db) => {
        const rows = await db.hot.query('all', 'SELECT value FROM nonce', [])
        await db.close()
        return rows.length
      },
      // Most of the time it cannot even be opened.
      () => 0,
    )
    expect(found).toBeLessThan(confirmed.length)
  },
  600_000,
)

test.runIf(canMount)(
  'behavior: the log of the database is used again, and does not fill the disk',
  async () => {
    const disk = mountDisk()
    const dataDir = path.join(disk.folder, 'data')
    const writer = await startWriter({ words: [dataDir, '40000'], count: 6_000 })
    const files = readdirSync(path.join(dataDir, 'pg', 'pg_wal')).filter((name) =>
      /^[0-9A-F]{24}$/.test(name),
    )
    await writer.kill()
    // 6,000 statements of 40 kB are 240 MB of log.
    expect(files.length * 16).toBeLessThan(200)
  },
  600_000,
)
