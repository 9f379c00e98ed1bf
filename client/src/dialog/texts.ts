/** The dialog's texts; `[names]` are placeholders. */
const en = {
  choose: 'Choose your wallet',
  chooseText: 'Signing in is free and sends no transaction.',
  none: 'We found no wallet in this browser.',
  help: 'I don’t have a wallet',
  helpText:
    'A wallet is a free app that keeps your tokens. Once you have one in this browser, reload the page. On a phone, open this page inside the wallet app.',
  browserWallet: 'Browser wallet',
  connecting: 'Continue in [wallet]',
  connectingText: 'Allow this site to see your wallet address. It can’t move anything.',
  signing: 'Confirm in [wallet]',
  signingText: 'It’s free and sends no transaction.',
  waiting: 'Nothing there? Open [wallet]: it is waiting for your answer.',
  checking: 'Checking your wallet…',
  slow: '[chain] is taking a little longer than usual.',
  refused: 'Not in this wallet yet',
  unmet: 'You need [needed] [name] on [chain]. [address] holds [found].',
  unmetPlain: 'You need [needed] of the required tokens on [chain]. [address] holds [found].',
  refusedText: '[address] doesn’t hold the required tokens on [chain].',
  notAllowed: 'Not on the list yet',
  notAllowedText: '[address] isn’t on this site’s list of wallets.',
  failed: 'We couldn’t check [chain] just now.',
  lost: 'Nothing is lost. Please try again.',
  network: 'We couldn’t reach the server just now.',
  busy: 'We’re very busy right now.',
  signature: 'Your wallet’s answer didn’t match.',
  pending: '[wallet] is waiting for your answer.',
  pendingText: 'Open it and answer there first.',
  wallet: '[wallet] couldn’t do that just now.',
  setup: 'This site can’t sign you in just now.',
  setupText: 'The site isn’t set up correctly. Your wallet is fine. Please tell the site’s owner.',
  rejected: 'No problem.',
  rejectedText: 'Connect whenever you like.',
  again: 'Try again',
  back: 'Use another wallet',
  close: 'Close',
}

export type Texts = typeof en

const de: Texts = {
  choose: 'Wähle deine Wallet',
  chooseText: 'Die Anmeldung ist kostenlos und sendet keine Transaktion.',
  none: 'In diesem Browser haben wir keine Wallet gefunden.',
  help: 'Ich habe keine Wallet',
  helpText:
    'Eine Wallet ist eine kostenlose App, die deine Token verwahrt. Sobald du eine in diesem Browser hast, lade die Seite neu. Am Handy öffnest du diese Seite in der Wallet-App.',
  browserWallet: 'Browser-Wallet',
  connecting: 'Weiter in [wallet]',
  connectingText: 'Erlaube dieser Seite, deine Wallet-Adresse zu sehen. Bewegen kann sie nichts.',
  signing: 'Bestätige in [wallet]',
  signingText: 'Das ist kostenlos und sendet keine Transaktion.',
  waiting: 'Nichts zu sehen? Öffne [wallet] und antworte dort.',
  checking: 'Deine Wallet wird geprüft …',
  slow: '[chain] braucht gerade etwas länger als sonst.',
  refused: 'Noch nicht in dieser Wallet',
  unmet: 'Du brauchst [needed] [name] auf [chain]. [address] hat [found].',
  unmetPlain: 'Du brauchst [needed] der verlangten Token auf [chain]. [address] hat [found].',
  refusedText: '[address] hat nicht die nötigen Token auf [chain].',
  notAllowed: 'Noch nicht auf der Liste',
  notAllowedText: '[address] steht nicht auf der Wallet-Liste dieser Seite.',
  failed: 'Wir konnten [chain] gerade nicht prüfen.',
  lost: 'Es ist nichts verloren. Bitte versuche es noch einmal.',
  network: 'Wir erreichen den Server gerade nicht.',
  busy: 'Hier ist gerade viel los.',
  signature: 'Die Antwort deiner Wallet passte nicht.',
  pending: '[wallet] wartet auf deine Antwort.',
  pendingText: 'Öffne die Wallet und antworte zuerst dort.',
  wallet: '[wallet] konnte das gerade nicht.',
  setup: 'Die Anmeldung geht hier gerade nicht.',
  setupText:
    'Die Seite ist nicht richtig eingerichtet. Deine Wallet ist in Ordnung. Bitte sag dem Betreiber Bescheid.',
  rejected: 'Kein Problem.',
  rejectedText: 'Verbinde dich, wann immer du magst.',
  again: 'Erneut versuchen',
  back: 'Andere Wallet nutzen',
  close: 'Schließen',
}

/** Choose the dialog's language: German if it is requested, else English. */
export function chooseTexts(locale: string): Texts {
  return /^de\b/i.test(locale) ? de : en
}
