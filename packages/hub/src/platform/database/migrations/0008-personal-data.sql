-- How long each kind of data is kept (retention/), and the two ways in which an entry of the audit log may change after all.

-- Only what somebody chose; all other kinds are kept as the rooms say (kept.ts).
create table retention (
  kind text primary key,
  -- null: for ever
  days integer check (days > 0)
);

-- When it was last applied, and what that removed; one row, by which processes agree on who does it.
create table retention_run (
  only_row boolean primary key default true check (only_row),
  begun_at timestamptz not null,
  ended_at timestamptz,
  removed  jsonb
);

-- The log still only grows for everybody and everything, but for two transactions that say what they are about to do:
-- 'erase' takes a person out of the texts of an entry (access/audit/personal-data.ts), 'forget' removes entries whose time
-- is over (the same file). Both write an entry about themselves. Which entry it is, when, and what kind of
-- change it tells of stays as it was.
create or replace function audit_entry_stays() returns trigger language plpgsql as $$
declare
  purpose text := coalesce(current_setting('rostrum.audit_entry', true), '');
begin
  if tg_op = 'UPDATE' and purpose = 'erase' then
    if (new.id, new.at, new.actor_kind, new.action, new.resource_kind)
       is not distinct from (old.id, old.at, old.actor_kind, old.action, old.resource_kind) then
      return new;
    end if;
  elsif tg_op = 'DELETE' and purpose = 'forget' then
    return old;
  end if;
  raise exception 'the audit log only grows: entries are neither changed nor removed';
end
$$;
