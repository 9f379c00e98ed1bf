import type { Chain } from '../../core/chain/types.ts'
import { hasTokens } from '../../core/flatRequirement/parseFlatRequirement.ts'
import type { OauthParameters } from '../../core/oauth/parameters.ts'
import type { AuthorizeQuestion, StartedAuthorization } from '../../core/oauth/types.ts'
import { composeSentence } from '../words/composeSentence.ts'
import type { AuthorizeDoor } from './authorizeDoor.ts'
import { composeAnswer } from './composeAnswer.ts'
import { answerPage } from './page/answerPage.ts'
import { composeLoginBody, composeNoteBody } from './page/composeLoginBody.ts'
import type { ChainChoice, PageAnswer, PageFacts, PageSpeech, SiteLink } from './page/types.ts'

export type AnswerAuthorizationParameters = {
  readonly door: Pick<AuthorizeDoor, 'chains' | 'issuer' | 'loadScript' | 'createNonce' | 'renderQr'>
  readonly started: StartedAuthorization
  readonly parameters: OauthParameters
  readonly speech: PageSpeech
}

/** Answer a started authorization: to the client, or with the page that asks a person. */
export async function answerAuthorization({
  door,
  started,
  parameters,
  speech,
}: AnswerAuthorizationParameters): Promise<Response> {
  if (started.kind === 'asked') return answerQuestion({ door, question: started, parameters, speech })
  const answer = composeAnswer({ target: started.target, outcome: started, issuer: door.issuer })
  if (answer.kind === 'redirect') return answerRedirect(answer)
  const facts: PageFacts = { kind: 'deliver', answer, speech }
  const script = { text: await door.loadScript(), facts }
  const { note, closing } = speech.page
  const body = composeNoteBody({ title: note, text: closing })
  return answerPage({ title: note, speech, body, script, nonce: door.createNonce() })
}

function answerRedirect({ url }: Extract<PageAnswer, { kind: 'redirect' }>): Response {
  const headers = { location: url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  return new Response(null, { status: 302, headers })
}

async function answerQuestion({
  door,
  question,
  parameters,
  speech,
}: Omit<AnswerAuthorizationParameters, 'started'> & { question: AuthorizeQuestion }): Promise<Response> {
  const { target, project, query, chain, isChainOpen } = question
  const { host } = new URL(target.redirectUri)
  const asked = query.requirement ? [{ chain: chain.slug, flat: query.requirement }] : []
  const requirements = [...(project.requirement ? [project.requirement] : []), ...asked]
  const said = { projectName: project.name, host }
  const facts: PageFacts = {
    kind: 'login',
    speech,
    ...said,
    query: new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString(),
    chain: choiceOf(chain),
    chains: isChainOpen ? door.chains.flatMap(listChoices) : [],
    hasTokens: requirements.some(({ flat }) => hasTokens(flat)),
    cancel: composeAnswer({ target, outcome: { kind: 'cancelled' }, issuer: door.issuer }),
    site: composeSiteLink({ redirectUri: target.redirectUri, renderQr: door.renderQr }),
  }
  return answerPage({
    title: composeSentence(speech.page.title, { project: project.name }),
    speech,
    body: composeLoginBody({ ...said, speech, requirements }),
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

/** The page connects no wallet of Flow, and is never asked about it (`startAuthorization`). */
function listChoices(chain: Chain): ChainChoice[] {
  return chain.family === 'flow' ? [] : [choiceOf(chain)]
}

function choiceOf({ slug, name, family }: Chain): ChainChoice {
  return { slug, name, family: family === 'solana' ? 'solana' : 'evm' }
}
