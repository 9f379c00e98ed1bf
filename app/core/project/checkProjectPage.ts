import { InputError } from '../errors/base.ts'
import { isAllowedOrigin } from './isAllowedOrigin.ts'
import type { Project } from './types.ts'

/** What a QR code of this size still holds for a phone to read. */
const MOST = 1500

/**
 * Check that a URL is a page of one of a project's sites; answers it. A QR code of another site would lend that site
 * the project's name.
 * @throws {InputError} ERR_BODY_INVALID
 */
export function checkProjectPage({
  page,
  project: { allowedDomains },
}: {
  page: string
  project: Pick<Project, 'allowedDomains'>
}): string {
  const [, origin] = /^(https?:\/\/[^/?#@\\\s]+)(?:[/?][!-~]*)?$/.exec(page) ?? []
  if (page.length <= MOST && origin && isAllowedOrigin({ origin: origin.toLowerCase(), allowedDomains }))
    return page
  throw new InputError('ERR_BODY_INVALID', '"page" is not a page of one of the project’s sites.', {
    hint: `Send the URL of a page on one of the allowed domains, at most ${MOST} characters long.`,
  })
}
