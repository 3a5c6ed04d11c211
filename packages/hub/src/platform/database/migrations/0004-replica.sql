-- Replicas: SQL copies of GoTo's entities. What was copied when is kept beside the copy, in its own database, so that
-- rows and progress are committed together; here is only what was chosen.

create table replica (
  id             uuid primary key,
  name           text not null unique check (name ~ '^[A-Za-z0-9_-]{1,40}$'),
  -- null: it was removed, although a replica used it
  connection_id  uuid references connection (id) on delete set null,
  -- the database to copy into, with its password; null: the hub's own
  sealed_address text,
  -- host and database of it, for people
  place          text,
  -- the schema that holds the tables
  target_schema  text not null,
  entities       text[] not null,
  -- days after which everything is read again
  complete_days  integer not null check (complete_days > 0),
  created_at     timestamptz not null
);
