/** What the page of a pass's link says. */
export type PassWords = { readonly opening: string; readonly over: string; readonly failed: string }

/** The sentences by language, as the theme block has them. English is the default. */
export const PASS_WORDS = {
  en: {
    opening: 'Opening your pass…',
    over: 'This pass was already used, or it has ended. Ask the shop for a new one.',
    failed: 'Your pass couldn’t be opened just now. Nothing is lost. Reload this page in a moment.',
  },
  de: {
    opening: 'Dein Pass wird geöffnet …',
    over: 'Dieser Pass wurde schon benutzt oder ist abgelaufen. Bitte den Shop um einen neuen.',
    failed:
      'Dein Pass konnte gerade nicht geöffnet werden. Es ist nichts verloren. Lade die Seite gleich noch einmal.',
  },
  fr: {
    opening: 'Ouverture de votre passe…',
    over: 'Ce passe a déjà été utilisé ou a expiré. Demandez-en un nouveau à la boutique.',
    failed: 'Votre passe n’a pas pu être ouvert. Rien n’est perdu. Rechargez cette page dans un instant.',
  },
  es: {
    opening: 'Abriendo tu pase…',
    over: 'Este pase ya se usó o ha caducado. Pide uno nuevo a la tienda.',
    failed: 'No se ha podido abrir tu pase. No se ha perdido nada. Vuelve a cargar la página en un momento.',
  },
  it: {
    opening: 'Apertura del pass…',
    over: 'Questo pass è già stato usato o è scaduto. Chiedine uno nuovo al negozio.',
    failed: 'Non è stato possibile aprire il pass. Nulla è andato perso. Ricarica la pagina tra poco.',
  },
} as const satisfies Record<string, PassWords>
