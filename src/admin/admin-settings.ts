/** What a host tells the pages that it serves. They hold nothing secret: whoever asks gets them. */
export interface AdminSettings {
  /** Where the routes of the engine are, as seen from the pages: a path relative to their own, or one that begins with `/`. */
  api: string;
  /** Absent: people paste a token. */
  signIn?: SignInSettings;
}

/** A provider of OpenID Connect that signs people in by the code flow with PKCE. */
export interface SignInSettings {
  /** Its URL, without `/.well-known/openid-configuration`. */
  issuer: string;
  /** Of a public client: it has no secret. */
  clientId: string;
  /** Default `openid`. */
  scope?: string;
}
