import { NotFoundError } from '../../app/core/errors/base.ts'
import type { ApiKey } from '../../app/core/project/types.ts'
import { listProjects } from '../../app/flows/projects/listProjects.ts'
import type { Keyring } from './openKeyring.ts'

/** Find a key by its id or by its own text. @throws {NotFoundError} ERR_API_KEY_NOT_FOUND */
export async function findKey(keyring: Keyring, word: string): Promise<ApiKey> {
  if (/^[ps]k_/.test(word)) {
    const caller = await keyring.apiKeys.find({ hash: keyring.hashSecret(word), now: keyring.now() })
    if (caller) return caller.key
  }
  const { projects } = await listProjects(keyring, { asker: 'operator' })
  for (const { id: projectId } of projects) {
    const keys = await keyring.apiKeys.list({ owner: 'operator', projectId })
    const found = keys.find((key) => key.id === word)
    if (found) return found
  }
  // The word may be a secret, so the error does not repeat it.
  throw new NotFoundError('ERR_API_KEY_NOT_FOUND', 'There is no active key with this id or text.', {
    hint: 'List keys and their ids: npm run keys -- show <project>',
  })
}
