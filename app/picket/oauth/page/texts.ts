/** The texts of the authorize page. */
export const texts = {
  title: (project: string) => `Sign in to ${project}`,
  where: (host: string) => `You’ll return to ${host}`,
  need: 'What your wallet must hold',
  anyWallet: 'Any wallet will do. You only show that it is yours.',
  share: (host: string) =>
    `${host} will see your wallet’s address. This costs nothing and sends no transaction.`,
  shareTokens: (host: string) =>
    `${host} will see your wallet’s address and how many of these it holds. This costs nothing and sends no transaction.`,
  cancel: 'Cancel',
  noScript: 'Signing in with a wallet needs JavaScript. Switch it on for this page and load it again.',

  choose: 'Choose your wallet',
  network: 'Network',
  solana: 'Solana',
  unnamedWallet: 'Your browser’s wallet',
  noWalletQuestion: 'I don’t have a wallet',
  noWallet:
    'A wallet is an app that keeps your tokens. On a computer, add one to this browser as an extension; on a phone, open this page in your wallet’s own browser.',
  noneFound: 'No wallet in this browser',
  lookAgain: 'Look again',

  connecting: (wallet: string) => `Open ${wallet}`,
  connectingText: 'Choose the account you want to sign in with.',
  signing: (wallet: string) => `Confirm in ${wallet}`,
  signingText: 'It’s free and sends no transaction.',
  signingMemo: 'A transaction that only carries a note. It is never sent and costs nothing.',
  ledger: 'Using a Ledger?',
  ledgerText:
    'It may not sign messages for Solana in a way that we can read. It can sign a transaction that only carries a note and is never sent.',
  ledgerContinue: 'Continue with Ledger',
  checking: 'Checking your wallet…',
  checkingSlow: (chain: string) => `${chain} is taking a little longer than usual.`,
  done: 'You’re signed in',
  doneText: (host: string) => `Taking you back to ${host}…`,
  cancelled: 'Nothing was signed',
  note: 'Signing you in…',
  closing: 'You can close this window.',
  noOpener: 'This window lost its page',
  noOpenerText: 'Close it, go back to the page you came from and sign in there again.',

  tryAgain: 'Try again',
  anotherWallet: 'Use another wallet',
} as const
