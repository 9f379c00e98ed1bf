import { createInterface } from 'node:readline/promises'
import type { PersonQuestion, Reply } from './types.ts'

export type RequestReplyParameters = {
  readonly question: PersonQuestion
  /** Replies by key, instead of a person's; null asks at the terminal. */
  readonly replies: Readonly<Record<string, Reply>> | null
  readonly signal: AbortSignal
}

/** Shows a question and waits for a person's reply. Without a terminal, and for keys without a reply, it is `skip`. */
export async function requestReply({ question, replies, signal }: RequestReplyParameters): Promise<Reply> {
  const { key, steps, asks } = question
  console.log(['', ...steps.map((step, i) => `${i + 1}. ${step}`), `${asks}  [${key}]`].join('\n'))
  if (replies || !process.stdin.isTTY) {
    const reply = replies?.[key] ?? 'skip'
    console.log(reply)
    return reply
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // The terminal takes Ctrl-C away from the process.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    for (;;) {
      const reply = (await terminal.question('y, n or skip: ', { signal })).trim().toLowerCase()
      if (reply === 'y' || reply === 'n' || reply === 'skip') return reply
    }
  } finally {
    terminal.close()
  }
}
