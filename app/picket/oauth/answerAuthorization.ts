import type { Chain } from '../../core/chain/types.ts'
import { hasTokens } from '../../core/flatRequirement/parseFlatRequirement.ts'
import type { OauthParameters } from '../../core/oauth/parameters.ts'
import type { AuthorizeQuestion, StartedAuthorization } from '../../core/oauth/types.ts'
import type { AuthorizeDoor } from './authorizeDoor.ts'
import { composeAnswer } from './composeAnswer.ts'
import { answerPage } from './page/answerPage.ts'
import { composeLoginBody, composeNoteBody } from './page/composeLoginBody.ts'
import { texts } from './page/texts.ts'
import type { ChainChoice, PageAnswer, PageFacts, SiteLink } from './page/types.ts'

export type AnswerAuthorizationParameters = {
  readonly door: Pick<AuthorizeDoor, 'chains' | 'issuer' | 'loadScript' | 'createNonce' | 'renderQr'>
  readonly started: StartedAuthorization
  readonly parameters: OauthParameters
}

/** Answer a started authorization: to the client, or with the page that asks a person. */
export async function answerAuthorization({
  door,
  started,
  parameters,
}: AnswerAuthorizationParameters): Promise<Response> {
  if (started.kind === 'asked') return answerQuestion({ door, question: started, parameters })
  const answer = composeAnswer({ target: started.target, outcome: started, issuer: door.issuer })
  if (answer.kind === 'redirect') return answerRedirect(answer)
  const facts: PageFacts = { kind: 'deliver', answer }
  const script = { text: await door.loadScript(), facts }
  const body = composeNoteBody({ title: texts.note, text: texts.closing })
  return answerPage({ title: texts.note, body, script, nonce: door.createNonce() })
}

function answerRedirect({ url }: Extract<PageAnswer, { kind: 'redirect' }>): Response {
  const headers = { location: url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  return new Response(null, { status: 302, headers })
}

async function answerQuestion({
  door,
  question,
  parameters,
}: {
  door: AnswerAuthorizationParameters['door']
  question: AuthorizeQuestion
  parameters: OauthParameters
}): Promise<Response> {
  const { target, project, query, chain, isChainOpen } = question
  const { host } = new URL(target.redirectUri)
  const asked = query.requirement ? [{ chain: chain.slug, flat: query.requirement }] : []
  const requirements = [...(project.requirement ? [project.requirement] : []), ...asked]
  const said = { projectName: project.name, host }
  const facts: PageFacts = {
    kind: 'login',
    ...said,
    query: new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString(),
    chain: choiceOf(chain),
    chains: isChainOpen ? door.chains.map(choiceOf) : [],
    hasTokens: requirements.some(({ flat }) => hasTokens(flat)),
    cancel: composeAnswer({ target, outcome: { kind: 'cancelled' }, issuer: door.issuer }),
    site: composeSiteLink({ redirectUri: target.redirectUri, renderQr: door.renderQr }),
  }
  return answerPage({
    title: texts.title(project.name),
    body: composeLoginBody({ ...said, requirements }),
    script: { text: await door.loadScript(), facts },
    nonce: door.createNonce(),
  })
}

/** The client's site; null for an app, whose redirect URI has a scheme of its own. */
function composeSiteLink({
  redirectUri,
  renderQr,
}: { redirectUri: string } & Pick<AuthorizeDoor, 'renderQr'>): SiteLink | null {
  const { protocol, origin } = new URL(redirectUri)
  if (!/^https?:$/.test(protocol)) return null
  const url = `${origin}/`
  return { url, code: `data:image/svg+xml,${encodeURIComponent(renderQr(url))}` }
}

function choiceOf({ slug, name, family }: Chain): ChainChoice {
  return { slug, name, family }
}
