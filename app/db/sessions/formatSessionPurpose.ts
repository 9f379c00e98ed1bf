/** What of a session is sealed: its access token, its refresh token, and who is signed in. */
export type SessionSecret = 'access' | 'refresh' | 'user'

/** Name what a part of a session is sealed for, so that it opens in that session and that column only. */
export function formatSessionPurpose(parameters: { sessionId: string; secret: SessionSecret }): string {
  return `session-${parameters.secret}.${parameters.sessionId}`
}
