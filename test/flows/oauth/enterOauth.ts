import { createHash } from 'node:crypto'
import type { OauthParameters } from '../../../app/core/oauth/parameters.ts'
import type { Project } from '../../../app/core/project/types.ts'
import { recoverEvmAddress, toChecksumAddress } from '../../../app/crypto/evmSignature.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { composeAuthorization } from '../../../app/flows/oauth/composeAuthorization.ts'
import { finishAuthorization } from '../../../app/flows/oauth/finishAuthorization.ts'
import { override } from '../../fakes/fake.ts'
import { project, publishableKey } from '../../fakes/fakeApi.ts'
import { type FakeState, fakeContext } from '../../fakes/fakeContext.ts'
import { signText, walletOf } from '../unlocks/signText.ts'

export const wallet = walletOf(7)
export const VERIFIER = 'v'.repeat(43)
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')
export const REDIRECT = 'https://harbor.example/callback'

/** Ports in memory with the real curve, and one project with the given changes. */
export function openOauth(over: Partial<Project> = {}): { ctx: FlowContext; state: FakeState } {
  const { ctx, state } = fakeContext()
  state.api.projects = [{ ...project, ...over }]
  return { ctx: override(ctx, { recoverEvmAddress, toChecksumAddress }), state }
}

/** Parameters of a client's authorization request; null omits one. */
export function askWith(over: Readonly<Record<string, string | null>> = {}): OauthParameters {
  const all: Record<string, string | null> = {
    client_id: publishableKey,
    redirect_uri: REDIRECT,
    state: 'st',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...over,
  }
  return Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null)
}

/** Go through the authorize page: message, real signature, code. */
export async function signIn(
  ctx: FlowContext,
  parameters: OauthParameters = askWith(),
  chain = 'ethereum',
): Promise<{ code: string; message: string }> {
  const asked = { parameters, clientAddress: null, chain, walletAddress: wallet.address }
  const { message, ...prepared } = await composeAuthorization(ctx, asked)
  const signed = { ...asked, ...prepared, signature: signText(wallet, message) }
  const { code } = await finishAuthorization(ctx, signed)
  return { code, message }
}
