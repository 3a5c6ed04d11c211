-- Every definition that a flow ever had. A flow without changes has one row here, the definition that it has.
create table flow_revision (
  flow       text not null references flow (name) on delete cascade,
  number     integer not null,
  definition jsonb not null,
  comment    text,
  -- as the audit log calls them: a person's e-mail address, a key's name
  author     text not null,
  created_at timestamptz not null,
  primary key (flow, number)
);
insert into flow_revision (flow, number, definition, comment, author, created_at)
select name, 1, definition, null, 'before revisions were kept', updated_at from flow;

-- Value maps for expressions: what stands for what.
create table lookup_table (
  name        text primary key,
  description text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create table lookup_value (
  lookup_table text not null references lookup_table (name) on delete cascade,
  value        text not null,
  result       text not null,
  primary key (lookup_table, value)
);
