import { readFileSync } from 'node:fs'
import { composeReleaseNotes } from './composeReleaseNotes.ts'

/* node --import tsx scripts/writeReleaseNotes.ts [tag]: print the notes of the release, or say what disagrees. */
const readVersion = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
const files = ['package.json', 'client/package.json', 'client/server/package.json']

try {
  process.stdout.write(
    composeReleaseNotes({
      changelog: readFileSync('CHANGELOG.md', 'utf8'),
      versions: Object.fromEntries(files.map((file) => [file, readVersion(file)])),
      tag: process.argv[2],
    }),
  )
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
