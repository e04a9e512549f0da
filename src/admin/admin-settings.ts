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
  /** Default `openid`. With `offline_access`, many providers renew the sign-in without the person. */
  scope?: string;
  /**
   * Origins beside that of the issuer at which it has what the pages call, such as `https://oauth2.example.org`: the `token_endpoint`
   * of its discovery document. Default: none.
   */
  origins?: readonly string[];
}
