import { composePicketMessage } from '../../core/login/composePicketMessage.ts'
import { composeStatement } from '../../core/login/composeStatement.ts'
import { parseDomain } from '../../core/project/parseDomain.ts'
import type { LoginFormat } from '../../core/project/types.ts'
import { type ProjectDraftText, splitEntries } from './projectDraft.ts'

const WALLET = '0xA0Cf798816D4b9b9866b5330EEa46a18382f251e'
const NONCE = '8f3c0a52b7d94e16a5c2e0917d6b34f1'

/** Compose the text that a wallet shows and signs, for a made-up wallet on the project's first domain. */
export function formatMessagePreview({
  draft,
  now,
}: {
  draft: Pick<ProjectDraftText, 'name' | 'statement' | 'format' | 'allowedDomains'>
  now: number
}): string {
  const format: LoginFormat = draft.format === 'simple' ? 'simple' : 'siwe'
  // Parse domains as a save does: a pasted origin becomes its host.
  const domains = splitEntries(draft.allowedDomains).map((text) => parseDomain({ text, report: () => {} }))
  const domain = domains.find((each) => each !== null)?.replace(/:\*$/, ':3000') ?? 'photos.example'
  const statement = composeStatement({
    project: {
      name: draft.name.trim() || 'your project',
      statement: draft.statement.trim() || null,
      format,
      allowedDomains: [domain],
    },
    site: domain,
    issuedAt: now,
  })
  const common = { walletAddress: WALLET, nonce: NONCE, statement, chainId: 1 }
  if (format === 'simple') return composePicketMessage({ ...common, format })
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(domain)
  const context = {
    domain,
    uri: `${isLocal ? 'http' : 'https'}://${domain}`,
    issuedAt: new Date(now * 1000).toISOString(),
    chainId: 1,
  }
  return composePicketMessage({ ...common, format, family: 'evm', context })
}
