/** What the server that delivers the pages tells them. */
interface Settings {
  /** From the address of the page to the folder of the pages. */
  base: string;
  api: string;
  signIn?: { issuer: string; clientId: string; scope?: string };
}

const told = document.querySelector<HTMLMetaElement>('meta[name="learning-engine"]')!.content;

/** Before the placeholder was replaced, the pages come from the development server of Vite. */
export const settings: Settings = told.startsWith('{') ? (JSON.parse(told) as Settings) : { base: './', api: '/' };

/** The address below which the engine has its routes, with a slash at the end. */
export const apiRoot = new URL(settings.api, new URL(settings.base, document.baseURI)).href;
