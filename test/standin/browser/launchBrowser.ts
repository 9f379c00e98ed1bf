import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { findChromium } from './findChromium.ts'

/** User agent of a normal browser: the admin refuses agents that look like robots. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
/** Timeout for what a page should show, in milliseconds. Long, because a busy machine is slow. */
export const PATIENCE_MS = 60_000
const PHONE_USER_AGENT =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Open this machine's Chromium, headless; `args` beside the usual ones. @throws Error saying what to install. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) {
    throw new Error(
      'Chromium was not found: install it (on Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH.',
    )
  }
  return chromium.launch({ executablePath, args: [...QUIET, ...args] })
}

export type View = {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  /** Whether it is a phone: touch, a mobile browser, 390 px wide. */
  readonly isPhone?: boolean
}

/** Make a context for a new person: no cookies, no storage. */
export async function makePerson(browser: Browser, view: View = {}): Promise<BrowserContext> {
  const { isPhone = false, colorScheme = 'light' } = view
  const { width = isPhone ? 390 : 1280, height = isPhone ? 844 : 900 } = view
  const context = await browser.newContext({
    userAgent: isPhone ? PHONE_USER_AGENT : USER_AGENT,
    isMobile: isPhone,
    hasTouch: isPhone,
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE_MS)
  return context
}
