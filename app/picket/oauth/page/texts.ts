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
  noScript: 'Signing in with a wallet needs JavaScript. Turn it on and reload this page.',

  choose: 'Choose your wallet',
  network: 'Network',
  solana: 'Solana',
  unnamedWallet: 'Your browser’s wallet',
  noWalletQuestion: 'I don’t have a wallet',
  noWallet:
    'A wallet is an app that keeps your tokens. On a computer, you can add one to this browser as an extension.',
  openIn: (host: string) => `Open ${host} in your wallet app, and sign in there:`,
  scan: (host: string) => `Scan this code with your phone to open ${host} in your wallet app there.`,
  code: (host: string) => `QR code: ${host}`,
  link: (host: string) => `Link to ${host}`,
  copy: 'Copy link',
  copied: 'Copied',
  noneFound: 'No wallet found in this browser',
  searchAgain: 'Look again',

  connecting: (wallet: string) => `Open ${wallet}`,
  connectingText: 'Choose the account you want to sign in with.',
  signing: (wallet: string) => `Confirm in ${wallet}`,
  signingText: 'It’s free and sends no transaction.',
  signingMemo: 'This transaction only carries a note. It is never sent and costs nothing.',
  ledger: 'Using a Ledger?',
  ledgerText:
    'A Ledger may not be able to sign this message. Confirm a transaction instead: it only carries a note, is never sent and costs nothing.',
  ledgerContinue: 'Continue with Ledger',
  checking: 'Checking your wallet…',
  checkingSlow: (chain: string) => `${chain} is taking a little longer than usual.`,
  done: 'You’re signed in',
  doneText: (host: string) => `Taking you back to ${host}…`,
  cancelled: 'Nothing was signed',
  note: 'Signing you in…',
  closing: 'You can close this window.',
  noOpener: 'Please sign in again',
  noOpenerText:
    'This window has lost the page you came from. Close it, go back to that page and sign in again.',

  tryAgain: 'Try again',
  anotherWallet: 'Use another wallet',
} as const
