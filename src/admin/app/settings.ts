/** What the server that delivers the pages tells them. */
export interface Settings {
  api: string;
  signIn?: { issuer: string; clientId: string; scope?: string };
}

const told = document.querySelector<HTMLMetaElement>('meta[name="learning-engine"]')!.content;

/** Before the placeholder was replaced, the pages come from the development server of Vite. */
export const settings: Settings = told.startsWith('{') ? (JSON.parse(told) as Settings) : { api: '/' };

/** The address below which the engine has its routes, with a slash at the end. */
export const apiRoot = new URL(settings.api, document.baseURI).href;
