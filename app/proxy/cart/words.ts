import { chooseLanguage, directionOf, type Language } from '../../core/text/languages.ts'

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
  nl: {
    title: 'Je winkelwagen meenemen?',
    one: 'Er zat 1 product in je winkelwagen voordat je je wallet-app opende.',
    other: 'Er zaten [count] producten in je winkelwagen voordat je je wallet-app opende.',
    own: 'Producten met je eigen tekst of foto blijven in de andere browser.',
    doubt: 'Niet jouw winkelwagen? Ga dan zonder verder.',
    add: 'Winkelwagen meenemen',
    skip: 'Zonder verdergaan',
    adding: 'Je winkelwagen wordt gevuld…',
    missed: 'Niet alles is nog verkrijgbaar. De rest zit in je winkelwagen.',
    failed: 'Je winkelwagen is nu niet bereikbaar. Probeer het opnieuw.',
    goOn: 'Verder',
    noscript: 'Zet JavaScript aan om je winkelwagen mee te nemen.',
  },
  'pt-BR': {
    title: 'Levar seu carrinho?',
    one: 'Havia 1 produto no seu carrinho antes de você abrir o app da carteira.',
    other: 'Havia [count] produtos no seu carrinho antes de você abrir o app da carteira.',
    own: 'Produtos com texto ou imagem seus ficam no outro navegador.',
    doubt: 'Não é o seu carrinho? Continue sem ele.',
    add: 'Levar meu carrinho',
    skip: 'Continuar sem ele',
    adding: 'Enchendo seu carrinho…',
    missed: 'Alguns produtos não estão mais disponíveis. O restante está no seu carrinho.',
    failed: 'Não conseguimos acessar seu carrinho agora. Tente de novo.',
    goOn: 'Continuar',
    noscript: 'Ative o JavaScript para levar seu carrinho.',
  },
  'pt-PT': {
    title: 'Levar o seu carrinho?',
    one: 'Tinha 1 produto no carrinho antes de abrir a app da carteira.',
    other: 'Tinha [count] produtos no carrinho antes de abrir a app da carteira.',
    own: 'Os produtos com texto ou imagem seus ficam no outro navegador.',
    doubt: 'Não é o seu carrinho? Continue sem ele.',
    add: 'Levar o meu carrinho',
    skip: 'Continuar sem ele',
    adding: 'A encher o seu carrinho…',
    missed: 'Alguns produtos já não estão disponíveis. Os restantes estão no seu carrinho.',
    failed: 'Não foi possível aceder ao seu carrinho. Tente novamente.',
    goOn: 'Continuar',
    noscript: 'Ative o JavaScript para levar o seu carrinho.',
  },
  ja: {
    title: 'カートを引き継ぎますか？',
    one: 'ウォレットアプリを開く前、カートには1点の商品がありました。',
    other: 'ウォレットアプリを開く前、カートには[count]点の商品がありました。',
    own: 'お客様の文字や画像を入れた商品は、元のブラウザに残ります。',
    doubt: 'ご自身のカートでない場合は、引き継がずに進んでください。',
    add: 'カートを引き継ぐ',
    skip: '引き継がずに進む',
    adding: 'カートに追加しています…',
    missed: '一部の商品は購入できなくなりました。残りはカートに入っています。',
    failed: 'カートに接続できません。もう一度お試しください。',
    goOn: '続ける',
    noscript: 'カートを引き継ぐには、JavaScriptを有効にしてください。',
  },
  ko: {
    title: '장바구니를 가져올까요?',
    one: '지갑 앱을 열기 전 장바구니에 상품 1개가 있었습니다.',
    other: '지갑 앱을 열기 전 장바구니에 상품 [count]개가 있었습니다.',
    own: '직접 입력한 문구나 이미지가 있는 상품은 이전 브라우저에 남습니다.',
    doubt: '본인의 장바구니가 아닌가요? 그럼 가져오지 않고 계속하세요.',
    add: '장바구니 가져오기',
    skip: '가져오지 않고 계속',
    adding: '장바구니에 담는 중…',
    missed: '일부 상품은 더 이상 구매할 수 없습니다. 나머지는 장바구니에 있습니다.',
    failed: '지금 장바구니에 연결할 수 없습니다. 다시 시도해 주세요.',
    goOn: '계속',
    noscript: '장바구니를 가져오려면 JavaScript를 켜 주세요.',
  },
  'zh-CN': {
    title: '要带上您的购物车吗？',
    one: '打开钱包应用之前，您的购物车里有 1 件商品。',
    other: '打开钱包应用之前，您的购物车里有 [count] 件商品。',
    own: '带有您自己的文字或图片的商品会留在原来的浏览器中。',
    doubt: '不是您的购物车？请直接继续。',
    add: '带上购物车',
    skip: '不带购物车，继续',
    adding: '正在加入购物车…',
    missed: '部分商品已无法购买，其余商品已在您的购物车中。',
    failed: '暂时无法访问您的购物车，请重试。',
    goOn: '继续',
    noscript: '请启用 JavaScript 以带上购物车。',
  },
  ar: {
    title: 'هل تريد نقل سلتك؟',
    one: 'كان في سلتك منتج واحد قبل فتح تطبيق محفظتك.',
    other: 'عدد المنتجات في سلتك قبل فتح تطبيق محفظتك: [count].',
    own: 'المنتجات التي تحمل نصك أو صورتك تبقى في المتصفح الآخر.',
    doubt: 'ليست سلتك؟ تابع من دونها.',
    add: 'نقل سلتي',
    skip: 'المتابعة من دونها',
    adding: 'جارٍ ملء سلتك…',
    missed: 'لم تعد بعض المنتجات متوفرة. البقية في سلتك.',
    failed: 'تعذر الوصول إلى سلتك الآن. يرجى المحاولة مرة أخرى.',
    goOn: 'متابعة',
    noscript: 'فعّل JavaScript لنقل سلتك.',
  },
  he: {
    title: 'להעביר את העגלה שלכם?',
    one: 'לפני שפתחתם את אפליקציית הארנק היה בעגלה מוצר אחד.',
    other: 'לפני שפתחתם את אפליקציית הארנק היו בעגלה [count] מוצרים.',
    own: 'מוצרים עם טקסט או תמונה משלכם נשארים בדפדפן השני.',
    doubt: 'לא העגלה שלכם? המשיכו בלעדיה.',
    add: 'להעביר את העגלה',
    skip: 'להמשיך בלעדיה',
    adding: 'ממלאים את העגלה…',
    missed: 'חלק מהמוצרים כבר אינם זמינים. השאר בעגלה שלכם.',
    failed: 'לא הצלחנו להגיע לעגלה כרגע. נסו שוב.',
    goOn: 'המשך',
    noscript: 'הפעילו JavaScript כדי להעביר את העגלה.',
  },
} as const satisfies Record<Language, CartWords>

/** The sentences of a language, with its name and how it is written. */
export type ChosenCartWords = {
  readonly lang: Language
  readonly dir: 'ltr' | 'rtl'
  readonly words: CartWords
}

/** Choose the sentences of a language tag such as `fr-CA`, else the English ones. */
export function chooseCartWords(locale: string | null): ChosenCartWords {
  const lang = chooseLanguage([locale ?? ''])
  return { lang, dir: directionOf(lang), words: CART_WORDS[lang] }
}
