import { composeLoginMessage, type LoginFields } from './composeLoginMessage.ts'

/**
 * Compose a login of which account and chain are not known yet, with `[family]`, `[address]` and `[chain]` in their
 * places. With `accountNames`, the account and `formatLoginChainId` there it is the text of `composeLoginMessage`.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH, as `composeLoginMessage`
 */
export function composeLoginTemplate(fields: Omit<LoginFields, 'family' | 'address' | 'chainId'>): string {
  const text = composeLoginMessage({ ...fields, family: 'evm', address: '[address]', chainId: '[chain]' })
  // The first line is the site's name, which has no spaces, and these words.
  return text.replace(' with your Ethereum account:', ' with your [family] account:')
}
