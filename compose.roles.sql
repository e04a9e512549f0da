-- Run once by the image of PostgreSQL, as its superuser, when the database is made. Passwords come from files: they are on no
-- command line and in no variable.
\set owner_password `cat /run/secrets/owner_password`
\set service_password `cat /run/secrets/service_password`
CREATE ROLE learning_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE learning_service LOGIN PASSWORD :'service_password';
ALTER DATABASE learning OWNER TO learning_owner;
