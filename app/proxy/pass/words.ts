import { type ChosenTexts, chooseTexts, type Language } from '../../core/text/languages.ts'

/** What the page of a pass's link says. */
export type PassWords = {
  readonly opening: string
  readonly over: string
  readonly failed: string
  readonly noscript: string
}

/** The sentences by language, as the theme block has them. English is the default. */
export const PASS_WORDS = {
  en: {
    opening: 'Opening your pass…',
    over: 'This pass was already used, or it has ended. Ask the shop for a new one.',
    failed: 'Your pass couldn’t be opened just now. Nothing is lost. Reload this page in a moment.',
    noscript: 'Turn on JavaScript to open your pass.',
  },
  de: {
    opening: 'Dein Pass wird geöffnet …',
    over: 'Dieser Pass wurde schon benutzt oder ist abgelaufen. Bitte den Shop um einen neuen.',
    failed:
      'Dein Pass konnte gerade nicht geöffnet werden. Es ist nichts verloren. Lade die Seite gleich noch einmal.',
    noscript: 'Schalte JavaScript ein, um deinen Pass zu öffnen.',
  },
  fr: {
    opening: 'Ouverture de votre pass…',
    over: 'Ce pass a déjà été utilisé ou a expiré. Demandez-en un nouveau à la boutique.',
    failed: 'Votre pass n’a pas pu être ouvert. Rien n’est perdu. Rechargez cette page dans un instant.',
    noscript: 'Activez JavaScript pour ouvrir votre pass.',
  },
  es: {
    opening: 'Abriendo tu pase…',
    over: 'Este pase ya se usó o ha caducado. Pide uno nuevo a la tienda.',
    failed: 'No hemos podido abrir tu pase. No se ha perdido nada. Vuelve a cargar la página en un momento.',
    noscript: 'Activa JavaScript para abrir tu pase.',
  },
  it: {
    opening: 'Apertura del pass…',
    over: 'Questo pass è già stato usato o è scaduto. Chiedine uno nuovo al negozio.',
    failed: 'Non è stato possibile aprire il pass. Nulla è andato perso. Ricarica la pagina tra poco.',
    noscript: 'Attiva JavaScript per aprire il pass.',
  },
  nl: {
    opening: 'Je pas wordt geopend…',
    over: 'Deze pas is al gebruikt of verlopen. Vraag de winkel om een nieuwe.',
    failed: 'Je pas kon nu niet worden geopend. Er is niets verloren. Laad deze pagina zo nog eens.',
    noscript: 'Zet JavaScript aan om je pas te openen.',
  },
  'pt-BR': {
    opening: 'Abrindo seu passe…',
    over: 'Este passe já foi usado ou expirou. Peça um novo à loja.',
    failed: 'Não conseguimos abrir seu passe agora. Nada se perdeu. Recarregue a página daqui a pouco.',
    noscript: 'Ative o JavaScript para abrir seu passe.',
  },
  'pt-PT': {
    opening: 'A abrir o seu passe…',
    over: 'Este passe já foi usado ou expirou. Peça um novo à loja.',
    failed:
      'Não conseguimos abrir o seu passe agora. Nada se perdeu. Volte a carregar a página dentro de momentos.',
    noscript: 'Ative o JavaScript para abrir o seu passe.',
  },
  ja: {
    opening: 'パスを開いています…',
    over: 'このパスは使用済みか、有効期限が切れています。ショップに新しいパスをお求めください。',
    failed: '現在パスを開けません。パスは失われていません。しばらくしてからページを再読み込みしてください。',
    noscript: 'パスを開くには、JavaScriptを有効にしてください。',
  },
  ko: {
    opening: '패스를 여는 중…',
    over: '이미 사용했거나 기간이 끝난 패스입니다. 상점에 새 패스를 요청하세요.',
    failed: '지금은 패스를 열 수 없습니다. 패스는 그대로 남아 있습니다. 잠시 후 페이지를 새로고침해 주세요.',
    noscript: '패스를 열려면 JavaScript를 켜 주세요.',
  },
  'zh-CN': {
    opening: '正在打开您的通行证…',
    over: '此通行证已被使用或已过期。请向店铺索取新的通行证。',
    failed: '暂时无法打开您的通行证。通行证并未失效，请稍后重新加载此页面。',
    noscript: '请启用 JavaScript 以打开您的通行证。',
  },
  ar: {
    opening: 'جارٍ فتح تصريحك…',
    over: 'سبق استخدام هذا التصريح أو انتهت صلاحيته. اطلب تصريحًا جديدًا من المتجر.',
    failed: 'تعذر فتح تصريحك الآن. لم تفقد شيئًا. أعد تحميل هذه الصفحة بعد قليل.',
    noscript: 'فعّل JavaScript لفتح تصريحك.',
  },
  he: {
    opening: 'פותחים את הכרטיס שלכם…',
    over: 'הכרטיס כבר נוצל או שפג תוקפו. בקשו כרטיס חדש מהחנות.',
    failed: 'לא הצלחנו לפתוח את הכרטיס כרגע. שום דבר לא אבד. טענו את הדף מחדש בעוד רגע.',
    noscript: 'הפעילו JavaScript כדי לפתוח את הכרטיס.',
  },
} as const satisfies Record<Language, PassWords>

/** Choose the sentences of the first of a browser's languages that we have, else the English ones. */
export function choosePassWords(tags: readonly string[]): ChosenTexts<PassWords> {
  return chooseTexts<PassWords>(PASS_WORDS, tags)
}
