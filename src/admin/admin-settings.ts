/** What a host tells the pages that it serves. It holds nothing secret: all callers get it. */
export interface AdminSettings {
  /**
   * The path below which the engine has its routes (`v1/learning/…`), from the folder of the pages, such as `../`, or
   * from the root, such as `/api/`.
   */
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
