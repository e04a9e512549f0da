import { databaseUrlProblem, parseDatabaseUrl, placeOf } from './database-url.js';

const withQuery = (query: string) => `postgres://app:tiB8mUc2vQ@db.internal/learning?${query}`;

describe(databaseUrlProblem.name, () => {
  it.each([
    'postgres://app:tiB8mUc2vQ@db.internal:5432/learning',
    'postgresql://db.internal/learning',
    'postgresql:///learning',
    'postgresql://',
    'postgres://app@[::1]:5432/learning',
    'postgres://app:a%40b%2Fc%3Fd%23e%25f@db.internal/learning',
    'postgres://app:a@b@db.internal/learning',
    'postgres://app:a,b@db.internal/learning',
    'postgres://%2Fvar%2Frun%2Fpostgresql/learning',
    'postgres://app:tiB8mUc2vQ@/learning?host=/cloudsql/school:europe-west1:learning',
    withQuery('sslmode=require'),
    withQuery('sslmode=verify-full&sslrootcert=package.json'),
    withQuery('sslcert=package.json&sslkey=package.json'),
    withQuery('ssl=true'),
    withQuery('application_name=school&sslnegotiation=direct&sslmode=require'),
    withQuery('options=-c%20search_path%3Dlearning'),
    withQuery('options=-csearch_path=learning,public+--work-mem=8MB'),
    withQuery('options=endpoint%3Dep-cool-1'),
    withQuery('require_auth=scram-sha-256'),
    withQuery('user=other&password=vR7p&port=6432'),
  ])('takes %s', (url) => {
    expect(databaseUrlProblem(url)).toBeUndefined();
  });

  it.each([
    ['jdbc:postgresql://db.internal/learning?user=app', /without|must not begin with jdbc:/],
    ['postgresql+psycopg2://app@db.internal/learning', /driver/],
    ['host=db.internal dbname=learning', /in place of pairs/],
    ['/var/run/postgresql learning', /socket/],
    ['socket:/var/run/postgresql?db=learning', /socket/],
    ['mysql://db.internal/learning', /postgres:\/\/user:password@host:5432\/database/],
    ['db.internal:5432/learning', /postgres:\/\/user:password@host:5432\/database/],
    ['https://db.internal/learning', /postgres:\/\/user:password@host:5432\/database/],
    ['postgres:db.internal/learning', /postgres:\/\/user:password@host:5432\/database/],
    ['postgres://db.internal/learn ing', /blanks/],
    ['postgres://app:tiB8#mUc2vQ@db.internal/learning', /%23/],
    ['postgres://app:tiB8%mUc2vQ@db.internal/learning', /%25/],
    ['postgres://app:tiB8/mUc2vQ@db.internal/learning', /%2F/],
    ['postgres://app:8/mUc2vQ@db.internal/learning', /%2F/],
    ['postgres://app:8?mUc2vQ@db.internal/learning', /%3F/],
    ['postgres://app:%ff%fe@db.internal/learning', /UTF-8/],
    ['postgres://db.internal/a%2Fb', /without characters that a URL reserves/],
    ['postgres://db.internal:99999/learning', /must be a URL/],
    ['postgres://one,two/learning', /one host/],
    ['postgres://app:tiB8mUc2vQ@one:5432,two:5433/learning?target_session_attrs=read-write', /one host/],
    [withQuery('host=one,two'), /host must name one host/],
    [withQuery('port=5432,5433'), /port must be one number/],
    [withQuery('target_session_attrs=read-write'), /target_session_attrs is not supported.*primary/],
    [withQuery('schema=learning'), /schema is not supported: write options=-c%20search_path%3Dname/],
    [withQuery('connection_limit=1'), /connection_limit is not supported/],
    [withQuery('pgbouncer=true'), /pgbouncer is not supported/],
    [withQuery('sslmode=require&channel_binding=require'), /channel_binding is not supported/],
    [withQuery('require_auth=md5,scram-sha-256'), /require_auth must be scram-sha-256/],
    [withQuery('connect_timeout=10'), /connect_timeout must not be set/],
    [withQuery('statement_timeout=0'), /statement_timeout must not be set/],
    [withQuery('max=1'), /max is not supported/],
    [withQuery('Client=x'), /Client is not supported/],
    [withQuery('constructor=x'), /constructor is not supported/],
    [withQuery('sslmode=Require'), /sslmode must be disable, require/],
    [withQuery('sslmode=prefer'), /sslmode must be disable, require/],
    [withQuery('sslmode='), /sslmode must not be empty/],
    [withQuery('sslmode=require&sslmode=disable'), /sslmode must be given once/],
    [withQuery('ssl=false'), /ssl must be true, 1, 0, no-verify/],
    [withQuery('ssl=1&sslmode=disable'), /ssl must not be set together with sslmode/],
    [withQuery('sslmode=verify-full&sslrootcert=/nowhere/ca.pem'), /sslrootcert must name a file/],
    [withQuery('sslrootcert=system'), /sslrootcert must name a file/],
    [withQuery('sslcert=package.json'), /sslcert must have sslkey/],
    [withQuery('options=-c%20statement_timeout%3D0'), /options must not set statement_timeout/],
    [withQuery('options=-cwork_mem=8MB+--Lock-Timeout%3D0'), /options must not set lock_timeout/],
    [withQuery('options=-c%20DateStyle=German'), /options must not set datestyle/],
  ])('rejects %s with what to write', (url, problem) => {
    expect(databaseUrlProblem(url)).toMatch(problem);
    expect(databaseUrlProblem(url)).toMatch(/^must /);
    expect(databaseUrlProblem(url)).not.toMatch(/tiB8|mUc2|db\.internal/);
  });
});

describe(placeOf.name, () => {
  it.each([
    ['postgres://app:hush@db.internal:5432/learning?sslmode=require', 'db.internal:5432/learning'],
    ['postgres://app:hush@/learning?host=/var/run/postgresql', '/var/run/postgresql/learning'],
    ['postgres://app:hush@%2Ftmp:5433/learning', '/tmp:5433/learning'],
    ['postgres:///learning', 'localhost/learning'],
    ['postgres://app@/learning', 'localhost/learning'],
    ['postgres://', 'localhost'],
    ['no URL with hush', 'DATABASE_URL'],
  ])('of %s is %s', (url, place) => {
    expect(placeOf(url)).toBe(place);
  });
});

describe(parseDatabaseUrl.name, () => {
  it('has user and password of a URL without host', () => {
    expect(parseDatabaseUrl('postgres://app:a%40b@/learning')).toMatchObject({ username: 'app', password: 'a%40b' });
  });
});
