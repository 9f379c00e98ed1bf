import { existsSync } from 'node:fs'
import path from 'node:path'

// The headless shell first: it draws no window around a page, which costs a process and up to a third of the work.
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Find a Chromium on this machine: CHROMIUM_PATH, else in PATH. Null when there is none. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  const candidates = [
    ...(given ? [given] : []),
    ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))),
    ...PLACES,
  ]
  return candidates.find((file) => existsSync(file)) ?? null
}
