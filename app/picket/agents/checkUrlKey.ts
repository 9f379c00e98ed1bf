import { AccessError } from '../../core/errors/base.ts'

/** Check the key that an address names: a secret one would stand in every log on the way. @throws {AccessError} ERR_KEY_FORBIDDEN */
export function checkUrlKey(key: string | undefined): string {
  if (!key?.startsWith('sk_')) return key ?? ''
  throw new AccessError('ERR_KEY_FORBIDDEN', 'A secret key does not belong into a URL.', {
    hint: 'Use the publishable key of the project, and replace the secret one.',
  })
}
