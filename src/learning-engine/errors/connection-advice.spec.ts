import { connectionAdvice } from './connection-advice.js';

/** As pg, PgBouncer and Node say it. */
const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

describe(connectionAdvice.name, () => {
  it.each([
    [failure('08P01', 'unsupported startup parameter: statement_timeout'), 'A pooler is in between'],
    [failure('08P01', 'unsupported startup parameter in options: search_path'), 'A pooler is in between'],
    [failure('28000', 'no pg_hba.conf entry for host "10.0.0.1", user "a", database "b", no encryption'), 'wants TLS'],
    [failure('08P01', 'SSL required'), 'wants TLS'],
    [new Error('The server does not support SSL connections'), 'has no TLS'],
    [failure('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'), 'certificate'],
    [failure('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"), 'certificate'],
    [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'has none'],
    [failure('28P01', 'password authentication failed for user "a"'), 'its password is wrong'],
    [failure('08P01', 'SASL authentication failed'), 'its password is wrong'],
    [failure('28000', 'role "a" does not exist'), 'does not accept this role'],
    [failure('3D000', 'database "a" does not exist'), 'no such database'],
    [failure('08P01', 'no such database: a'), 'no such database'],
    [failure('53300', 'sorry, too many clients already'), 'All connections are taken'],
    [failure('08P01', 'no more connections allowed (max_client_conn)'), 'All connections are taken'],
    [failure('08001', 'The server asked for the password'), 'Another program may listen there'],
    [failure('57P03', 'the database system is starting up'), 'try again in a moment'],
    [failure('42501', 'permission denied for table migrations'), 'lacks a right'],
    [failure('ENOTFOUND', 'getaddrinfo ENOTFOUND a'), 'name of the host'],
    [failure('ECONNREFUSED', ''), 'Nothing listens there'],
    [new Error('Connection terminated due to connection timeout'), 'Nothing answers'],
    [failure('ECONNRESET', 'read ECONNRESET'), 'closed the connection'],
    [new Error('Connection terminated unexpectedly'), 'closed the connection'],
    [new Error('what no one expected'), 'Check DATABASE_URL'],
  ])('of %s', (error, advice) => {
    expect(connectionAdvice(error)).toContain(advice);
  });
});
