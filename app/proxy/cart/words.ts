/** What the page of a cart link says. `one` and `other` are about the number of products. */
export type CartWords = {
  readonly title: string
  readonly one: string
  readonly other: string
  /** Some products stay behind. */
  readonly own: string
  readonly doubt: string
  readonly add: string
  readonly skip: string
  readonly adding: string
  /** Some products could not be added. */
  readonly missed: string
  readonly failed: string
  readonly goOn: string
  readonly noscript: string
}

/** The sentences by language, as the theme block has them. English is the default. */
export const CART_WORDS = {
  en: {
    title: 'Bring your cart along?',
    one: 'You had 1 product in your cart before you opened your wallet app.',
    other: 'You had [count] products in your cart before you opened your wallet app.',
    own: 'Products with your own text or picture stay in the other browser.',
    doubt: 'Not your cart? Then continue without it.',
    add: 'Bring my cart',
    skip: 'Continue without it',
    adding: 'Filling your cart…',
    missed: 'Not everything is available any more. What we could add is in your cart.',
    failed: 'We couldn’t reach your cart just now. Please try again.',
    goOn: 'Continue',
    noscript: 'Turn on JavaScript to bring your cart along.',
  },
  de: {
    title: 'Warenkorb mitnehmen?',
    one: 'Bevor du deine Wallet-App geöffnet hast, lag 1 Artikel in deinem Warenkorb.',
    other: 'Bevor du deine Wallet-App geöffnet hast, lagen [count] Artikel in deinem Warenkorb.',
    own: 'Artikel mit deinem eigenen Text oder Bild bleiben im anderen Browser.',
    doubt: 'Nicht dein Warenkorb? Dann geh einfach ohne ihn weiter.',
    add: 'Warenkorb mitnehmen',
    skip: 'Ohne Warenkorb weiter',
    adding: 'Dein Warenkorb wird gefüllt …',
    missed: 'Nicht alles ist noch erhältlich. Was noch da war, liegt in deinem Warenkorb.',
    failed: 'Wir erreichen deinen Warenkorb gerade nicht. Bitte versuche es noch einmal.',
    goOn: 'Weiter',
    noscript: 'Schalte JavaScript ein, um deinen Warenkorb mitzunehmen.',
  },
  fr: {
    title: 'Reprendre votre panier ?',
    one: 'Votre panier contenait 1 article avant l’ouverture de votre application de portefeuille.',
    other: 'Votre panier contenait [count] articles avant l’ouverture de votre application de portefeuille.',
    own: 'Les articles avec votre texte ou votre image restent dans l’autre navigateur.',
    doubt: 'Ce n’est pas votre panier ? Continuez sans lui.',
    add: 'Reprendre mon panier',
    skip: 'Continuer sans',
    adding: 'Nous remplissons votre panier…',
    missed: 'Certains articles ne sont plus disponibles. Les autres sont dans votre panier.',
    failed: 'Votre panier est momentanément inaccessible. Veuillez réessayer.',
    goOn: 'Continuer',
    noscript: 'Activez JavaScript pour reprendre votre panier.',
  },
  es: {
    title: '¿Quieres traer tu carrito?',
    one: 'Tenías 1 producto en el carrito antes de abrir la app de tu cartera.',
    other: 'Tenías [count] productos en el carrito antes de abrir la app de tu cartera.',
    own: 'Los productos con tu propio texto o imagen se quedan en el otro navegador.',
    doubt: '¿No es tu carrito? Sigue sin él.',
    add: 'Traer mi carrito',
    skip: 'Seguir sin él',
    adding: 'Llenando tu carrito…',
    missed: 'Algunos productos ya no están disponibles. El resto está en tu carrito.',
    failed: 'No hemos podido abrir tu carrito. Inténtalo de nuevo.',
    goOn: 'Continuar',
    noscript: 'Activa JavaScript para traer tu carrito.',
  },
  it: {
    title: 'Vuoi portare con te il carrello?',
    one: 'Avevi 1 prodotto nel carrello prima di aprire l’app del tuo wallet.',
    other: 'Avevi [count] prodotti nel carrello prima di aprire l’app del tuo wallet.',
    own: 'I prodotti con un tuo testo o una tua immagine restano nell’altro browser.',
    doubt: 'Non è il tuo carrello? Continua senza.',
    add: 'Porta il mio carrello',
    skip: 'Continua senza',
    adding: 'Stiamo riempiendo il carrello…',
    missed: 'Alcuni prodotti non sono più disponibili. Gli altri sono nel carrello.',
    failed: 'Al momento il carrello non risponde. Riprova.',
    goOn: 'Continua',
    noscript: 'Attiva JavaScript per portare con te il carrello.',
  },
} as const satisfies Record<string, CartWords>

/** Choose the sentences of a language tag such as `fr-CA`, with their language. */
export function chooseCartWords(locale: string | null): { readonly lang: string; readonly words: CartWords } {
  const lang = (locale ?? '').slice(0, 2).toLowerCase()
  return Object.hasOwn(CART_WORDS, lang)
    ? { lang, words: CART_WORDS[lang as keyof typeof CART_WORDS] }
    : { lang: 'en', words: CART_WORDS.en }
}
